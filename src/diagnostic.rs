//! Diagnostics: what is wrong, where, and what to do about it.

use std::cell::RefCell;
use std::ops::Range;

/// A file as it was read: its name for messages, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name to show: a path, or a place inside the program for built-in files.
    pub name: String,
    pub text: String,
}

impl SourceFile {
    /// Whether the text is JSON, as cases and records are. No TOML begins like JSON.
    pub fn holds_json(&self) -> bool {
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let in_list = text.strip_prefix('[').map(str::trim_start);
        text.starts_with('{') || in_list.is_some_and(|inside| inside.is_empty() || inside.starts_with(['{', ']']))
    }

    /// Whether a message may show the line of a problem. It may not if the text is JSON, or is no TOML and is not named
    /// as TOML. The line may then belong to a case, with what a person said.
    pub fn may_be_shown(&self, code: Code) -> bool {
        let is_named_toml = std::path::Path::new(&self.name).extension().is_some_and(|ends| ends == "toml");
        let is_of_toml = matches!(code, Code::Syntax | Code::DuplicateKey | Code::TooDeep);
        // A line of a JSON object. In TOML it occurs only inside a text.
        let is_member = |line: &str| {
            let name = line.trim_start().strip_prefix('"').and_then(|inside| inside.split_once('"'));
            name.is_some_and(|(_, behind)| behind.trim_start().starts_with(':'))
        };
        !self.holds_json() && (is_named_toml || !is_of_toml) && !self.text.lines().any(is_member)
    }
}

/// A range of one of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file, counted from 0.
    pub file: usize,
    /// The range in bytes of the file's text.
    pub bytes: Range<usize>,
}

/// A position for people: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte in a text. Past the end, it is the end.
    pub fn of(text: &str, byte: usize) -> Self {
        let mut end = byte.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

macro_rules! codes {
    ($($name:ident = $word:literal;)*) => {
        /// The kind of a problem. The word is stable: scripts and guides may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = concat!("See `code-", $word, "` in the file of words.")] $name,)* }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The general meaning of the code.
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $crate::words::fixed(concat!("code-", $word)),)* }
            }
        }
    };
}

codes! {
    Syntax = "syntax";
    NotToml = "not-toml";
    TooLarge = "too-large";
    DuplicateKey = "duplicate-key";
    UnknownKey = "unknown-key";
    MissingKey = "missing-key";
    WrongType = "wrong-type";
    WrongValue = "wrong-value";
    ControlCharacter = "control-character";
    BadId = "bad-id";
    DuplicateId = "duplicate-id";
    UnknownId = "unknown-id";
    RetiredId = "retired-id";
    MissingTable = "missing-table";
    SecondTable = "second-table";
    BadCondition = "bad-condition";
    WrongPlace = "wrong-place";
    TooDeep = "too-deep";
    TooMany = "too-many";
    DescriptiveFact = "descriptive-fact";
    AskCycle = "ask-cycle";
    NeverAsked = "never-asked";
    NeverCounts = "never-counts";
    NeverHolds = "never-holds";
    ClassOrder = "class-order";
    StrengthOrder = "strength-order";
    TooFar = "too-far";
    MissingOrigin = "missing-origin";
    UnusedSource = "unused-source";
    UnusedName = "unused-name";
    NotJson = "not-json";
    NotUtf8 = "not-utf8";
    Sealed = "sealed";
    KeyFile = "key-file";
    OtherCatalogue = "other-catalogue";
    OtherMethod = "other-method";
    DuplicateCase = "duplicate-case";
    Contradiction = "contradiction";
    ImplausibleDay = "implausible-day";
    NotCases = "not-cases";
    Unreadable = "unreadable";
    NotExpected = "not-expected";
    NeverReached = "never-reached";
    TooManyOpenFacts = "too-many-open-facts";
    UnnamedYes = "unnamed-yes";
    NeverStands = "never-stands";
    SameText = "same-text";
    SameTitle = "same-title";
    CopiedIndicator = "copied-indicator";
    OnlyWhileAgeOpen = "only-while-age-open";
    ReadsLater = "reads-later";
    MissingRole = "missing-role";
    WordingVerdict = "wording-verdict";
    WordingForm = "wording-form";
    WordingLength = "wording-length";
    WordingJargon = "wording-jargon";
    WordingHard = "wording-hard";
    WordingChild = "wording-child";
    WrongYes = "wrong-yes";
    Unwritable = "unwritable";
    NoKey = "no-key";
    NoPassphrase = "no-passphrase";
    WrongPassphrase = "wrong-passphrase";
    TooMuchWork = "too-much-work";
    Altered = "altered";
    Newer = "newer";
    NotErased = "not-erased";
    Busy = "busy";
    UnsafeStore = "unsafe-store";
    UnsafeRecord = "unsafe-record";
    UnsafeDevice = "unsafe-device";
    UnsafeFolder = "unsafe-folder";
    StrayFile = "stray-file";
    UnknownZone = "unknown-zone";
    KeysNotAccepted = "keys-not-accepted";
    NoConsent = "no-consent";
    NoAgreement = "no-agreement";
    NothingToCheck = "nothing-to-check";
    Usage = "usage";
    Internal = "internal";
}

/// Authoring errors, with which a catalogue can still be read. A stored copy from before a check was introduced opens
/// despite them, so that a later check never locks a record.
const OF_AUTHORING: [Code; 4] = [Code::UnnamedYes, Code::WrongYes, Code::NeverStands, Code::SameText];

/// Warnings: the catalogue can be used, but its author should know.
const WARNINGS: [Code; 11] = [
    Code::SameTitle,
    Code::CopiedIndicator,
    Code::OnlyWhileAgeOpen,
    Code::ReadsLater,
    Code::MissingRole,
    Code::WordingVerdict,
    Code::WordingForm,
    Code::WordingLength,
    Code::WordingJargon,
    Code::WordingHard,
    Code::WordingChild,
];

impl Code {
    /// Whether a stored copy of a catalogue opens despite it.
    pub fn is_of_authoring(self) -> bool {
        OF_AUTHORING.contains(&self)
    }

    /// Whether it is a warning.
    pub fn is_warning(self) -> bool {
        WARNINGS.contains(&self)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// Where something is wrong, as far as known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Not in a file, for example on the command line.
    Nowhere,
    /// A file or folder as a whole, by its name.
    File(String),
    /// A range in one of the files that were read together.
    Span(Span),
    /// A position in a file.
    At(String, Position),
    /// A value in a record of a file of cases.
    Record {
        file: String,
        /// The position in the file.
        at: Position,
        /// The number of the record in the file, from 1.
        record: usize,
        /// The JSON path, such as `$.answers.debt-bondage`.
        path: String,
    },
}

/// What happened, where, and what to do next. Never holds an answer or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub place: Place,
    /// What happened.
    pub what: String,
    /// What to do. Empty if nothing can be done.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic without a file.
    pub fn new(code: Code, (what, help): (String, String)) -> Self {
        Self { code, place: Place::Nowhere, what, help }
    }

    /// A diagnostic about a file or folder as a whole.
    pub fn of_file(code: Code, file: impl Into<String>, (what, help): (String, String)) -> Self {
        Self { code, place: Place::File(file.into()), what, help }
    }

    /// The range in a file, if it has one.
    pub fn span(&self) -> Option<&Span> {
        match &self.place {
            Place::Span(span) => Some(span),
            _ => None,
        }
    }
}

/// The most problems in one report. More usually have one cause, and a longer list helps nobody to fix a file.
pub const MOST_PROBLEMS: usize = 100;

/// Collects diagnostics while reading. Reading goes on after each, until there are too many.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: RefCell<Vec<Diagnostic>>,
    /// Warnings. They are collected only on request.
    warnings: RefCell<Vec<Diagnostic>>,
    /// Whether authoring errors are left out.
    of_stored_copy: bool,
}

impl Diagnostics {
    /// For a stored copy: authoring errors are left out.
    pub fn of_stored_copy() -> Self {
        Self { of_stored_copy: true, ..Self::default() }
    }

    /// Whether they are for a stored copy. Later checks must not lock a record.
    pub fn is_of_stored_copy(&self) -> bool {
        self.of_stored_copy
    }

    /// Adds a problem.
    pub fn push(&self, code: Code, span: Span, (what, help): (String, String)) {
        if self.of_stored_copy && code.is_of_authoring() {
            return;
        }
        let list = if code.is_warning() { &self.warnings } else { &self.found };
        let mut problems = list.borrow_mut();
        if problems.len() < MOST_PROBLEMS {
            problems.push(Diagnostic { code, place: Place::Span(span), what, help });
        } else if problems.len() == MOST_PROBLEMS {
            let (what, help) = if code.is_warning() {
                what_and_help!("toml-too-many-warnings", most = MOST_PROBLEMS)
            } else {
                what_and_help!("toml-too-many-problems", most = MOST_PROBLEMS)
            };
            problems.push(Diagnostic { code: Code::TooMany, place: Place::Span(span), what, help });
        }
    }

    /// Whether the limit is reached.
    pub fn is_full(&self) -> bool {
        self.len() > MOST_PROBLEMS
    }

    pub fn len(&self) -> usize {
        self.found.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All problems, and all warnings, each in the order of the files.
    pub fn into_all(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        (Self::sorted(self.found.into_inner()), Self::sorted(self.warnings.into_inner()))
    }

    /// All problems without warnings, in the order of the files.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        self.into_all().0
    }

    fn sorted(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        // "There are more" comes last, wherever the first of them is.
        let place = |one: &Diagnostic| (one.span().map(|span| (span.file, span.bytes.start)), one.code);
        problems.sort_by_key(|problem| (problem.code == Code::TooMany, place(problem)));
        problems.dedup();
        problems
    }
}

/// The longest word that is compared, in bytes: twice the longest id. The time grows with both lengths.
const MAX_COMPARED: usize = 128;

/// The known word nearest to `word`, if one is near enough to be meant.
pub fn closest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > MAX_COMPARED {
        return None;
    }
    known
        .into_iter()
        .map(|candidate| (strsim::levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(word.len()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A question whether the nearest known word was meant, if one is near enough.
pub fn did_you_mean<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<String> {
    closest(word, known).map(|near| text!("toml-did-you-mean", near = near))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        assert_eq!(Position::of("ab\nกข=1", 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of("ab\nกข=1", 9), Position { line: 2, column: 3 });
        assert_eq!(Position::of("ab", 99), Position { line: 1, column: 3 });
    }

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        assert_eq!(closest("promt", ["prompt", "section"]), Some("prompt"));
        assert_eq!(closest("colour", ["prompt", "section"]), None);
    }
}
