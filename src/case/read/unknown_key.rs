//! Decides which unknown keys may be shown. A key may be anything, even the name or number of a person. A key made of
//! plain words of files and forms is safe.

use std::fmt;

/// An unknown key. It has no output of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownKey(Box<str>);

impl UnknownKey {
    pub(super) fn of(key: &str) -> Self {
        Self(key.into())
    }

    /// The key, for a caller that knows it may be shown.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownKey(…)")
    }
}

/// Plain words of keys in files and forms, which identify nobody.
const WORDS: &str = include_str!("plain_words.txt");

/// The longest key that is shown.
const LONGEST: usize = 48;

/// Whether a key consists of plain words.
pub(super) fn is_of_plain_words(key: &str) -> bool {
    let words = words(key);
    key.len() <= LONGEST
        && !words.is_empty()
        && words.iter().all(|word| WORDS.split_ascii_whitespace().any(|plain| plain == word))
}

/// The words of a key in lower case, split at signs and before capital letters.
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
            // One unlisted word hides the whole key.
            assert_eq!(is_of_plain_words(key), key != "Date of birth", "{key}");
        }
        for key in ["nguyen-van-a", "somchai", "name_somchai", "0812345678", "", "__", "ชื่อ", "may", "grace", "notes!"]
        {
            assert!(!is_of_plain_words(key), "{key}");
        }
    }
}
