//! Whose case it is: one case id is one person.
//!
//! Two ids are the same if people can't tell them apart: composed or decomposed letters, and blanks around them.

use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// A case id in the form for comparison: Unicode NFC, without blanks around it.
pub fn person_id(case_id: &str) -> Cow<'_, str> {
    let id = case_id.trim();
    if id.is_ascii() { id.into() } else { ComposingNormalizerBorrowed::new_nfc().normalize(id) }
}

#[cfg(test)]
mod tests {
    use super::person_id;

    #[test]
    fn ids_that_look_alike_are_one() {
        for id in ["Nguye\u{302}\u{303}n-1", "Nguyễn-1", " Nguyễn-1", "Nguyễn-1\u{A0}", "\u{3000}Nguyễn-1 "] {
            assert_eq!(person_id(id), "Nguyễn-1");
        }
        // Ids that differ in upper and lower case, or in leading zeros, are different.
        assert_ne!(person_id("a-1"), person_id("A-1"));
        assert_ne!(person_id("00123"), person_id("123"));
        assert_ne!(person_id("a 1"), person_id("a1"));
    }
}
