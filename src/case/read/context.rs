//! What every part of the reading needs: the catalogue, one place for what is wrong, and the words for it.

use super::{CaseError, MAX_NOTE_CHARS};
use crate::catalogue::Catalogue;
use crate::document::{Code, closest, hidden};
use serde::de::{DeserializeSeed, Deserializer, Visitor};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// Longest case id, in characters.
pub(super) const MAX_ID_CHARS: usize = 128;

/// The catalogue that names are looked up in, and what was found wrong.
pub(super) struct Context<'c> {
    pub catalogue: &'c Catalogue,
    fault: RefCell<Option<(Code, String, String)>>,
    /// The key of the innermost table that the fault is about, where the path of the reader ends at the table.
    key: RefCell<Option<String>>,
}

impl<'c> Context<'c> {
    /// For one reading.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, fault: RefCell::default(), key: RefCell::default() }
    }

    /// Remembers what is wrong; the error that travels through serde only stops the reading.
    pub fn fail<E: serde::de::Error>(&self, code: Code, what: impl Into<String>, mend: impl Into<String>) -> E {
        *self.fault.borrow_mut() = Some((code, what.into(), mend.into()));
        E::custom("refused")
    }

    /// The same error, told of one key of the table that is being read.
    pub fn at_key<E>(&self, key: &str, error: E) -> E {
        *self.key.borrow_mut() = Some(key.to_owned());
        error
    }

    pub fn explain(&self, error: &serde_json::Error, path: &str) -> CaseError {
        let (code, what, mend) = self.fault.take().unwrap_or_else(|| foreign(error));
        let path = match self.key.take() {
            Some(key) => self.shown_path(&format!("{path}.{}", key.replace('.', ""))),
            None => self.shown_path(path),
        };
        CaseError { code, record: 1, line: error.line(), column: error.column(), path, what, mend }
    }
}

impl Context<'_> {
    /// The path with every name that is no known one left out: a misspelt key may hold anything.
    fn shown_path(&self, path: &str) -> String {
        let keys = [
            "facts",
            "answers",
            "catalogue",
            "format",
            "case_id",
            "purpose",
            "screened_on",
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

/// An error of serde's own. Its text may quote the file, so only what was expected is taken over.
fn foreign(error: &serde_json::Error) -> (Code, String, String) {
    let text = error.to_string();
    if error.is_data() {
        let expected = text.rsplit_once("expected ").map_or("another kind of value", |(_, rest)| rest);
        let expected = expected.split(" at line ").next().unwrap_or(expected);
        let expected: String = expected.chars().take(120).collect();
        return (Code::WrongType, "the value is of another kind".to_owned(), format!("give {expected}"));
    }
    let what = text.split(" at line ").next().unwrap_or("not JSON").to_owned();
    let mend = if error.is_eof() { "the text ends too early; is the file whole?" } else { "mend the JSON here" };
    (Code::NotJson, what, mend.to_owned())
}

impl Context<'_> {
    /// Refuses a key that stands twice: one of the two answers would be lost.
    pub fn once<E: serde::de::Error>(&self, seen: &mut BTreeSet<String>, key: &str) -> Result<(), E> {
        if seen.insert(key.to_owned()) {
            return Ok(());
        }
        Err(self.at_key(key, self.fail(Code::DuplicateKey, "the key stands twice", "keep one of the two")))
    }

    pub fn unknown<'k, E: serde::de::Error>(
        &self,
        code: Code,
        key: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> E {
        let mend = closest(key, known).map_or_else(
            || "take it out, or see `tipscreen catalogue show`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        // Shown only where it looks like an id: a key may hold anything, and even a name.
        let id_like =
            key.len() <= 64 && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c));
        let shown = if id_like { format!("`{key}`") } else { "this key".to_owned() };
        self.fail(code, format!("{shown} is not known here"), mend)
    }

    pub fn text<E: serde::de::Error>(&self, text: String, most: usize) -> Result<String, E> {
        // A line end in a short text could pass for a line of the result.
        if text.chars().any(|c| hidden(c) || c == '\n' || c == '\t') {
            return Err(self.fail(Code::ControlCharacter, "the text holds a hidden character", "take it out"));
        }
        if text.is_empty() || text.chars().count() > most {
            return Err(self.fail(
                Code::WrongValue,
                "the text is empty or too long",
                format!("use 1 to {most} characters"),
            ));
        }
        Ok(text)
    }

    /// A note may hold anything a person typed; it is only kept from being endless.
    pub fn note<E: serde::de::Error>(&self, note: String) -> Result<String, E> {
        if note.chars().count() > MAX_NOTE_CHARS {
            let mend = format!("shorten it to {MAX_NOTE_CHARS} characters");
            return Err(self.fail(Code::TooLarge, "the note is too long", mend));
        }
        Ok(note)
    }

    pub fn date<E: serde::de::Error>(&self, day: &str) -> Result<jiff::civil::Date, E> {
        // The parser also takes a time of day, which would be dropped.
        let is_plain = day.len() == 10
            && day.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        let parsed = if is_plain { day.parse().ok() } else { None };
        parsed.ok_or_else(|| self.fail(Code::WrongValue, "this is not a date", "write it as 2026-01-15"))
    }
}

/// One of a closed list of words.
pub(super) struct Word<'a, 'c, T>(pub &'a Context<'c>, pub &'a [(&'static str, T)]);

impl<'de, T: Copy> DeserializeSeed<'de> for Word<'_, '_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        json.deserialize_str(self)
    }
}

impl<T: Copy> Visitor<'_> for Word<'_, '_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.1.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        write!(f, "one of {}", words.join(", "))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        let found = self.1.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<_> = self.1.iter().map(|(word, _)| *word).collect();
            self.0.fail(Code::WrongValue, "this word is not known here", format!("use one of {}", words.join(", ")))
        })
    }
}
