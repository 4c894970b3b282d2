//! The shared state while a case is read: the catalogue, the fault that was found, and its texts.

use super::unknown_key::{UnknownKey, is_of_plain_words};
use super::{CaseError, MAX_NOTE_CHARS};
use crate::catalogue::Catalogue;
use crate::escape::hidden;
use crate::toml_input::{Code, did_you_mean};
use serde::de::{DeserializeSeed, Deserializer, Visitor};
use std::cell::RefCell;
use std::fmt;

/// The longest case id, in characters.
pub(crate) const MAX_ID_CHARS: usize = 128;

/// The fault of a case id, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseIdError {
    pub code: Code,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

/// Why a text can't be a case id, if it can't. Ids must not look alike, so hidden characters are rejected, including
/// the marks that separate words in some scripts.
pub fn id_fault(id: &str) -> Option<CaseIdError> {
    let parts_words = |c| matches!(c, '\u{200B}'..='\u{200D}' | '\u{AD}');
    // A line end could imitate a line of the result.
    let is_hidden = |c| hidden(c) || c == '\n' || c == '\t';
    let fault = |code, (what, help)| Some(CaseIdError { code, what, help });
    let control = || fault(Code::ControlCharacter, what_and_help!("case-text-hidden-character"));
    let is_plain = id.bytes().all(|byte| (b' '..0x7F).contains(&byte));
    if !is_plain && id.chars().any(is_hidden) {
        return control();
    }
    if id.chars().count() > MAX_ID_CHARS || id.chars().all(|c| c.is_whitespace() || parts_words(c)) {
        return fault(Code::WrongValue, what_and_help!("case-id-empty-or-too-long", most = MAX_ID_CHARS));
    }
    if !is_plain && id.chars().any(parts_words) { control() } else { None }
}

/// The catalogue for looking up names, and the fault that was found.
pub(super) struct Context<'c> {
    pub catalogue: &'c Catalogue,
    fault: RefCell<Option<(Code, (String, String))>>,
    unknown_key: RefCell<Option<UnknownKey>>,
    /// The key of the innermost table with the fault, where the path of the reader ends at the table.
    key: RefCell<Option<String>>,
    /// Whether answers without a place in this catalogue are left out and noted, for a case of another catalogue in
    /// which ids mean the same.
    pub carrying: bool,
    /// The catalogue that the case names, if it is another one.
    pub recorded_for: RefCell<Option<String>>,
    /// Keys of answers that were left out.
    pub without_place: RefCell<Vec<String>>,
}

impl<'c> Context<'c> {
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            fault: RefCell::default(),
            unknown_key: RefCell::default(),
            key: RefCell::default(),
            carrying: false,
            recorded_for: RefCell::default(),
            without_place: RefCell::default(),
        }
    }

    /// For a case whose answers are carried over.
    pub fn carrying(catalogue: &'c Catalogue) -> Self {
        Self { carrying: true, ..Self::new(catalogue) }
    }

    /// Notes an answer without a place here.
    pub fn leave_out(&self, key: &str) {
        self.without_place.borrow_mut().push(key.to_owned());
    }

    /// Stores the fault. The error that passes through serde only stops the reading.
    pub fn fail<E: serde::de::Error>(&self, code: Code, what_and_help: (String, String)) -> E {
        *self.fault.borrow_mut() = Some((code, what_and_help));
        E::custom("refused")
    }

    /// The same error, placed at one key of the present table.
    pub fn at_key<E>(&self, key: &str, error: E) -> E {
        *self.key.borrow_mut() = Some(key.to_owned());
        error
    }

    pub fn explain(&self, error: &serde_json::Error, path: &str) -> CaseError {
        let (code, (what, help)) = self.fault.take().unwrap_or_else(|| foreign(error));
        let path = match self.key.take() {
            Some(key) => self.shown_path(&format!("{path}.{}", key.replace('.', ""))),
            None => self.shown_path(path),
        };
        let unknown_key = self.unknown_key.take();
        CaseError { code, record: 1, line: error.line(), column: error.column(), path, what, help, unknown_key }
    }
}

impl Context<'_> {
    /// The path without unknown names: a misspelt key may hold anything.
    fn shown_path(&self, path: &str) -> String {
        let keys = [
            "facts",
            "answers",
            "catalogue",
            "format",
            "case_id",
            "purpose",
            "screened_on",
            "first_met_on",
            "id",
            "version",
            "method",
            "presence",
            "severity",
            "basis",
            "contradicted",
            "note",
        ];
        let known = |name: &str| {
            keys.contains(&name)
                || self.catalogue.find_fact(name).is_some()
                || self.catalogue.find_indicator(name).is_some()
        };
        let mut shown = String::from("$");
        for part in path.split('.').filter(|part| !part.is_empty()) {
            let (name, index) =
                part.split_once('[').map_or((part, String::new()), |(name, rest)| (name, format!("[{rest}")));
            let index_is_one = index.trim_matches(['[', ']']).chars().all(|c| c.is_ascii_digit());
            if !name.is_empty() {
                shown += if known(name) { "." } else { ".…" };
                shown += if known(name) { name } else { "" };
            }
            shown += if index_is_one { &index } else { "" };
        }
        shown
    }
}

/// An error of serde. Its text may quote the file, so only the expected value is used.
fn foreign(error: &serde_json::Error) -> (Code, (String, String)) {
    let text = error.to_string();
    if error.is_data() {
        let expected = text.rsplit_once("expected ").map_or(text!("case-wanted-another-kind"), |(_, rest)| rest);
        let expected = expected.split(" at line ").next().unwrap_or(expected);
        let expected: String = expected.chars().take(120).collect();
        return (Code::WrongType, what_and_help!("case-wrong-type", wanted = expected));
    }
    let what = text.split(" at line ").next().unwrap_or(text!("case-not-json")).to_owned();
    if what.starts_with("recursion limit") {
        return (Code::TooDeep, what_and_help!("case-too-deep"));
    }
    let help = if error.is_eof() { text!("case-text-ends-too-early") } else { text!("case-correct-json") };
    (Code::NotJson, (what, help.to_owned()))
}

impl Context<'_> {
    /// Rejects a duplicate key, because one of the two answers would be lost.
    pub fn twice<E: serde::de::Error>(&self, key: &str) -> E {
        self.at_key(key, self.fail(Code::DuplicateKey, what_and_help!("case-key-twice")))
    }

    /// A key of a closed list, at its first occurrence.
    pub fn once<K: TableKeys, E: serde::de::Error>(&self, key: Result<K, String>, seen: &mut u16) -> Result<K, E> {
        let key = key.map_err(|key| self.unknown(Code::UnknownKey, &key, K::WORDS.iter().copied()))?;
        if *seen & (1 << key.place()) != 0 {
            return Err(self.twice(K::WORDS[key.place()]));
        }
        *seen |= 1 << key.place();
        Ok(key)
    }

    pub fn unknown<'k, E: serde::de::Error>(
        &self,
        code: Code,
        key: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> E {
        if key.chars().any(hidden) {
            return self.fail(Code::ControlCharacter, what_and_help!("case-key-hidden-character"));
        }
        *self.unknown_key.borrow_mut() = Some(UnknownKey::of(key));
        let place = if self.catalogue.find_indicator(key).is_some() {
            Some("answers")
        } else {
            self.catalogue.find_fact(key).map(|_| "facts")
        };
        // Shown only if it is known, nearly known, or made of plain words. A key may hold anything, even a name.
        let named = || text!("case-unknown-key-named", key = key);
        let (what, help) = match (place, did_you_mean(key, known)) {
            (Some(place), _) => (named(), text!("case-put-key-under", place = place)),
            (None, Some(help)) => (named(), help),
            (None, None) if is_of_plain_words(key) => (named(), text!("case-unknown-key.help").to_owned()),
            (None, None) => what_and_help!("case-unknown-key"),
        };
        self.fail(code, (what, help))
    }

    pub fn id<E: serde::de::Error>(&self, id: &str) -> Result<(), E> {
        id_fault(id).map_or(Ok(()), |CaseIdError { code, what, help }| Err(self.fail(code, (what, help))))
    }

    pub fn text<E: serde::de::Error>(&self, text: &str, most: usize) -> Result<(), E> {
        let is_plain = text.bytes().all(|byte| (b' '..0x7F).contains(&byte));
        // A line end in a short text could imitate a line of the result.
        if !is_plain && text.chars().any(|c| hidden(c) || c == '\n' || c == '\t') {
            return Err(self.fail(Code::ControlCharacter, what_and_help!("case-text-hidden-character")));
        }
        if text.is_empty() || text.chars().count() > most {
            return Err(self.fail(Code::WrongValue, what_and_help!("case-text-empty-or-too-long", most = most)));
        }
        Ok(())
    }

    /// Limits the length of a note. Its content may be anything.
    pub fn note<E: serde::de::Error>(&self, note: &str) -> Result<(), E> {
        // A text never has more characters than bytes, so most need no counting.
        if note.len() > MAX_NOTE_CHARS && note.chars().count() > MAX_NOTE_CHARS {
            return Err(self.fail(Code::TooLarge, what_and_help!("case-note-too-long", most = MAX_NOTE_CHARS)));
        }
        Ok(())
    }

    pub fn not_a_date<E: serde::de::Error>(&self) -> E {
        self.fail(Code::WrongValue, what_and_help!("case-not-a-date"))
    }
}

pub(in crate::case) fn day_of(text: &str) -> Option<jiff::civil::Date> {
    // The parser also accepts a time of day, which would be lost.
    let is_plain = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    if is_plain { text.parse().ok() } else { None }
}

/// Reads a key or value in place, without copying the text.
pub(super) struct TextSeed<F>(pub F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for TextSeed<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        json.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for TextSeed<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-string"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

/// An id, checked in place.
pub(super) struct Id<'a, 'c, F> {
    pub context: &'a Context<'c>,
    /// What is done with it.
    pub then: F,
}

impl<'de, F: FnOnce(&str)> DeserializeSeed<'de> for Id<'_, '_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_str(self)
    }
}

impl<F: FnOnce(&str)> Visitor<'_> for Id<'_, '_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(text!("case-wanted-string"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.context.id(text)?;
        (self.then)(text);
        Ok(())
    }
}

/// The keys of a table: a closed list.
pub(super) trait TableKeys: Copy {
    /// The words, in the order of the keys.
    const WORDS: &'static [&'static str];
    /// The key for a word.
    fn of(word: &str) -> Option<Self>;
    /// Its position in the list.
    fn place(self) -> usize;
}

macro_rules! keys {
    ($name:ident { $($key:ident = $word:literal),* $(,)? }) => {
        #[derive(Clone, Copy)]
        enum $name { $($key),* }

        impl TableKeys for $name {
            const WORDS: &'static [&'static str] = &[$($word),*];
            fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$key),)*
                    _ => None,
                }
            }
            fn place(self) -> usize {
                self as usize
            }
        }
    };
}
pub(super) use keys;

/// The key for a text, or the text.
pub(super) fn key<K: TableKeys>(text: &str) -> Result<K, String> {
    K::of(text).ok_or_else(|| text.to_owned())
}

/// A closed list of words: how to read one, and all of them.
pub(super) struct Word<'a, 'c, T> {
    pub context: &'a Context<'c>,
    pub of: fn(&str) -> Option<T>,
    pub all: fn() -> Vec<&'static str>,
}

impl<'de, T: Copy> DeserializeSeed<'de> for Word<'_, '_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        json.deserialize_str(self)
    }
}

impl<T: Copy> Visitor<'_> for Word<'_, '_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = (self.all)().iter().map(|word| format!("\"{word}\"")).collect();
        f.write_str(&text!("case-wanted-one-of", known = words.join(", ")))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.of)(text).ok_or_else(|| {
            self.context.fail(Code::WrongValue, what_and_help!("toml-unknown-word", known = (self.all)().join(", ")))
        })
    }
}
