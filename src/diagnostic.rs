//! What is wrong, where it stands, and what to do about it.

use std::cell::RefCell;
use std::ops::Range;

/// One file as it was read: its name for messages, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name to show: a path, or a place inside the program for what is built in.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// Whether the text is JSON, as cases and records are. No TOML begins so.
    pub fn holds_json(&self) -> bool {
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let in_list = text.strip_prefix('[').map(str::trim_start);
        text.starts_with('{') || in_list.is_some_and(|inside| inside.is_empty() || inside.starts_with(['{', ']']))
    }

    /// Whether a message may show the line in which a problem stands. It may be a line of a case, with what a person said,
    /// where the text is JSON, or is no TOML and has no name of TOML.
    pub fn may_be_shown(&self, code: Code) -> bool {
        let is_named_toml = std::path::Path::new(&self.name).extension().is_some_and(|ends| ends == "toml");
        let is_of_toml = matches!(code, Code::Syntax | Code::DuplicateKey | Code::TooDeep);
        // A line of a JSON object, which no TOML has but inside a text.
        let is_member = |line: &str| {
            let name = line.trim_start().strip_prefix('"').and_then(|inside| inside.split_once('"'));
            name.is_some_and(|(_, behind)| behind.trim_start().starts_with(':'))
        };
        !self.holds_json() && (is_named_toml || !is_of_toml) && !self.text.lines().any(is_member)
    }
}

/// A stretch of one of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which file, counted from 0.
    pub file: usize,
    /// Bytes of the file's text.
    pub bytes: Range<usize>,
}

/// A place as people count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte in a text; past the end it is the end.
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
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What the code means, in general.
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

/// Errors of authoring alone: a catalogue that has one can still be read. A stored copy that was made before they were
/// checked opens with them, so that no record is locked by a check that came later.
const OF_AUTHORING: [Code; 4] = [Code::UnnamedYes, Code::WrongYes, Code::NeverStands, Code::SameText];

/// What a catalogue can be used in spite of, and its author should know.
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
    /// Whether a stored copy of a catalogue opens in spite of it.
    pub fn is_of_authoring(self) -> bool {
        OF_AUTHORING.contains(&self)
    }

    /// Whether it only warns: the catalogue is used all the same.
    pub fn is_warning(self) -> bool {
        WARNINGS.contains(&self)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// Where something is wrong, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in a file: the way the program was called, for one.
    Nowhere,
    /// A file or folder as a whole, by its name.
    File(String),
    /// A stretch of one of the files that were read together.
    Span(Span),
    /// A position in a file.
    At(String, Position),
    /// A value in a record of a file of cases.
    Record {
        /// The file.
        file: String,
        /// Where in the file.
        at: Position,
        /// Which record of the file, from 1.
        record: usize,
        /// The JSON path, such as `$.answers.debt-bondage`.
        path: String,
    },
}

/// What happened, where, and what to do next. Never holds an answer or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What happened.
    pub what: String,
    /// What to do; empty where nothing can be done.
    pub help: String,
}

impl Diagnostic {
    /// Of no file.
    pub fn new(code: Code, (what, help): (String, String)) -> Self {
        Self { code, place: Place::Nowhere, what, help }
    }

    /// Of a file or folder as a whole.
    pub fn of_file(code: Code, file: impl Into<String>, (what, help): (String, String)) -> Self {
        Self { code, place: Place::File(file.into()), what, help }
    }

    /// The stretch of a file that was read, where it is one.
    pub fn span(&self) -> Option<&Span> {
        match &self.place {
            Place::Span(span) => Some(span),
            _ => None,
        }
    }
}

/// Most problems that are told of at once. More have one cause, and nobody mends a file by a longer list.
pub const MOST_PROBLEMS: usize = 100;

/// Diagnostics as they come up while reading; reading goes on after each, until there are too many.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: RefCell<Vec<Diagnostic>>,
    /// What only warns. Where nobody asked for it, it is not looked for.
    warnings: RefCell<Vec<Diagnostic>>,
    /// Whether errors of authoring are left out.
    of_stored_copy: bool,
}

impl Diagnostics {
    /// For a stored copy: errors of authoring are left out.
    pub fn of_stored_copy() -> Self {
        Self { of_stored_copy: true, ..Self::default() }
    }

    /// Whether they are of a stored copy: checks that came after it lock no record.
    pub fn is_of_stored_copy(&self) -> bool {
        self.of_stored_copy
    }

    /// Notes a problem.
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

    /// Whether there are too many to take in another one.
    pub fn is_full(&self) -> bool {
        self.len() > MOST_PROBLEMS
    }

    /// How many there are so far.
    pub fn len(&self) -> usize {
        self.found.borrow().len()
    }

    /// Whether there are none so far.
    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All problems, and all that only warns, each in the order of the files.
    pub fn into_all(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        (Self::sorted(self.found.into_inner()), Self::sorted(self.warnings.into_inner()))
    }

    /// All problems but warnings, in the order of the files.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        self.into_all().0
    }

    fn sorted(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        // That there are more stands last, wherever the first of them is.
        let place = |one: &Diagnostic| (one.span().map(|span| (span.file, span.bytes.start)), one.code);
        problems.sort_by_key(|problem| (problem.code == Code::TooMany, place(problem)));
        problems.dedup();
        problems
    }
}

/// Longest word that others are compared with, in bytes: twice the longest id. To compare takes as long as both together.
const MAX_COMPARED: usize = 128;

/// The known word nearest to `word`, if one is near enough to be what was meant.
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

/// Asks whether the known word nearest to `word` was meant, if one is near enough.
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
