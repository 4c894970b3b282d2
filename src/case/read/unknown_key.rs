//! Keys that no case has: which of them may be told.
//!
//! A key may be anything, also a name or a number of somebody. One that is made of plain words of files and forms gives
//! nobody away.

use std::fmt;

/// A key that is not known. It is shown nowhere by itself.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownKey(Box<str>);

impl UnknownKey {
    pub(super) fn of(key: &str) -> Self {
        Self(key.into())
    }

    /// The key, for whoever knows that it may be told.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownKey(…)")
    }
}

/// Words of which keys of files and forms are made: they tell of a file, and of nobody.
const WORDS: &str = include_str!("plain_words.txt");

/// Longest key that is shown.
const LONGEST: usize = 48;

/// Whether every word of a key is a plain one.
pub(super) fn is_of_plain_words(key: &str) -> bool {
    let words = words(key);
    key.len() <= LONGEST
        && !words.is_empty()
        && words.iter().all(|word| WORDS.split_ascii_whitespace().any(|plain| plain == word))
}

/// The words of a key in small letters: between signs, and where small letters are followed by a large one.
fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_small = false;
    for c in key.chars() {
        if matches!(c, '_' | '-' | '.' | ' ' | ':' | '/' | '@') || (was_small && c.is_ascii_uppercase()) {
            words.push(String::new());
        }
        if !matches!(c, '_' | '-' | '.' | ' ' | ':' | '/' | '@') {
            words.last_mut().into_iter().for_each(|word| word.push(c.to_ascii_lowercase()));
        }
        was_small = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::is_of_plain_words;

    #[test]
    fn only_plain_words_may_be_told() {
        for key in ["exported_at", "exportedAt", "_id", "uuid", "Date of birth", "source-file", "Screener name"] {
            // A word that is not listed keeps the whole key back.
            assert_eq!(is_of_plain_words(key), key != "Date of birth", "{key}");
        }
        for key in ["nguyen-van-a", "somchai", "name_somchai", "0812345678", "", "__", "ชื่อ", "may", "grace", "notes!"]
        {
            assert!(!is_of_plain_words(key), "{key}");
        }
    }
}
