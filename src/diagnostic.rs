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
    #[must_use]
    pub fn holds_json(&self) -> bool {
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let in_list = text.strip_prefix('[').map(str::trim_start);
        text.starts_with('{') || in_list.is_some_and(|inside| inside.is_empty() || inside.starts_with(['{', ']']))
    }

    /// Whether a message may show the line in which a problem stands. It may be a line of a case, with what a person said,
    /// where the text is JSON, or is no TOML and has no name of TOML.
    #[must_use]
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
pub struct Place {
    /// Which file, counted from 0.
    pub file: usize,
    /// Bytes of the file's text.
    pub span: Range<usize>,
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
    #[must_use]
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
    ($($name:ident = $word:literal, $about:literal;)*) => {
        /// The kind of a problem. The word is stable: scripts and guides may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $about] $name,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// What the code means, in general.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about,)* }
            }
        }
    };
}

codes! {
    Syntax = "syntax", "The text is not TOML.";
    NotToml = "not-toml", "A file of JSON where TOML is read.";
    TooLarge = "too-large", "The file, or a list in it, is larger than is read.";
    DuplicateKey = "duplicate-key", "The same key stands twice in one table.";
    UnknownKey = "unknown-key", "A key that this table does not have.";
    MissingKey = "missing-key", "A key that this table needs.";
    WrongType = "wrong-type", "A value of another kind than the key takes.";
    WrongValue = "wrong-value", "A value outside what the key takes.";
    ControlCharacter = "control-character", "A character that does not show and can change what a terminal shows.";
    BadId = "bad-id", "An id that is not in kebab-case.";
    DuplicateId = "duplicate-id", "The same id is given to two things of one kind.";
    UnknownId = "unknown-id", "A name that nothing in the catalogue has.";
    RetiredId = "retired-id", "An id that was retired and may not be used again.";
    MissingTable = "missing-table", "A table that every catalogue needs.";
    SecondTable = "second-table", "A table that may stand once only.";
    BadCondition = "bad-condition", "A condition that is none of the closed list.";
    WrongPlace = "wrong-place", "A condition that may not be used here.";
    TooDeep = "too-deep", "Brackets or conditions nested deeper than is read.";
    TooMany = "too-many", "More problems than are told one by one, or more of something than is read.";
    DescriptiveFact = "descriptive-fact", "A condition that reads a fact about who the person is.";
    AskCycle = "ask-cycle", "Questions that wait for each other in a circle.";
    NeverAsked = "never-asked", "A question that no screening can reach.";
    NeverCounts = "never-counts", "An indicator that no answer lets count.";
    NeverHolds = "never-holds", "A rule that no answers can meet.";
    ClassOrder = "class-order", "A class for children below the one for adults.";
    StrengthOrder = "strength-order", "A severity that would lower a strength.";
    TooFar = "too-far", "What may be told farther than a flag that it raises.";
    MissingOrigin = "missing-origin", "A claim without a source.";
    UnusedSource = "unused-source", "A source that nothing cites.";
    UnusedName = "unused-name", "A group, section or area that nothing uses.";
    NotJson = "not-json", "The text is not JSON.";
    NotUtf8 = "not-utf8", "The bytes are not plain UTF-8 text.";
    Sealed = "sealed", "An encrypted file where a text is read.";
    KeyFile = "key-file", "A file of keys where a text is read.";
    OtherCatalogue = "other-catalogue", "A case that was answered with another catalogue.";
    OtherMethod = "other-method", "A case that was answered with other rules: another version of the catalogue, or other country files.";
    DuplicateCase = "duplicate-case", "A case id of several records, of which none is certainly the newest.";
    Contradiction = "contradiction", "Answers of one case that cannot all be right.";
    ImplausibleDay = "implausible-day", "A day that can't be that of a meeting.";
    NotCases = "not-cases", "A file that holds something else than cases.";
    Unreadable = "unreadable", "A file or folder that can't be read.";
    NotExpected = "not-expected", "A script whose case does not come out as it expects.";
    NeverReached = "never-reached", "A scripted answer whose question was not asked.";
    TooManyOpenFacts = "too-many-open-facts", "Rules that read so many facts that the range can't be counted out.";
    UnnamedYes = "unnamed-yes", "A fact of consent that does not name which of its values is the yes.";
    NeverStands = "never-stands", "A rule that others always forestall, or take away.";
    SameText = "same-text", "Two options of one list that read alike.";
    SameTitle = "same-title", "Two things of one kind that read alike.";
    CopiedIndicator = "copied-indicator", "An indicator in the words of another one, and in no group with it.";
    OnlyWhileAgeOpen = "only-while-age-open", "An indicator whose class and `ask_if` exclude each other.";
    ReadsLater = "reads-later", "An `ask_if` that reads what is asked later.";
    MissingRole = "missing-role", "A role that no fact plays, and that a screening needs.";
    WordingVerdict = "wording-verdict", "A text that passes a verdict on a person.";
    WordingForm = "wording-form", "A prompt that is no open question, or that does not end as one.";
    WordingLength = "wording-length", "A prompt with too many sentences, or too long ones.";
    WordingJargon = "wording-jargon", "A word that a person should not have to hear.";
    WordingHard = "wording-hard", "A prompt that is hard to follow when it is read aloud.";
    WordingChild = "wording-child", "A hard question that a child may be asked by anyone.";
    WrongYes = "wrong-yes", "A value that is named as the yes, or as the no, and can't be that.";
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
    #[must_use]
    pub fn is_of_authoring(self) -> bool {
        OF_AUTHORING.contains(&self)
    }

    /// Whether it only warns: the catalogue is used all the same.
    #[must_use]
    pub fn is_warning(self) -> bool {
        WARNINGS.contains(&self)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// One problem: what, where, and what to do next. Never holds an answer or a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
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
    #[must_use]
    pub fn of_stored_copy() -> Self {
        Self { of_stored_copy: true, ..Self::default() }
    }

    /// Whether they are of a stored copy: checks that came after it lock no record.
    #[must_use]
    pub fn is_of_stored_copy(&self) -> bool {
        self.of_stored_copy
    }

    /// Notes a problem.
    pub fn push(&self, code: Code, place: Place, what: impl Into<String>, help: impl Into<String>) {
        if self.of_stored_copy && code.is_of_authoring() {
            return;
        }
        let list = if code.is_warning() { &self.warnings } else { &self.found };
        let mut problems = list.borrow_mut();
        if problems.len() < MOST_PROBLEMS {
            problems.push(Diagnostic { code, place, what: what.into(), help: help.into() });
        } else if problems.len() == MOST_PROBLEMS {
            let kind = if code.is_warning() { "warnings" } else { "problems" };
            let what = format!("there are more than {MOST_PROBLEMS} {kind}; the others are not told");
            let help = "mend the first one, and check again".to_owned();
            problems.push(Diagnostic { code: Code::TooMany, place, what, help });
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
        let place = |problem: &Diagnostic| (problem.place.file, problem.place.span.start, problem.code);
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
