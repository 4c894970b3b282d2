//! Who a case is of: one person is one case id.
//!
//! Two ids are one where nobody could tell them apart: in composed and in decomposed letters, and with blanks around.

use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

/// A case id as ids are compared: in Unicode's form NFC, without blanks around it.
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
        // Small and large letters, and numbers with and without zeros before, are different ids.
        assert_ne!(person_id("a-1"), person_id("A-1"));
        assert_ne!(person_id("00123"), person_id("123"));
        assert_ne!(person_id("a 1"), person_id("a1"));
    }
}
