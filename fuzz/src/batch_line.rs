//! A line of a batch: what is read in a hurry is what is read with care.

use super::{shipped, text};
use tipscreen::case::{self, AnswerSets, Skimmed};

/// Whatever the fast reader takes, the careful one takes too, and the same of it counts.
pub fn hold(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let mut skimmed = Skimmed::new(shipped());
    if !case::skim(text, shipped(), &mut skimmed) {
        let _ = case::read(text, shipped());
        return;
    }
    let case = case::read(text, shipped()).expect("skimmed, and refused when read");
    let counted: &AnswerSets = case.as_ref();
    assert_eq!(counted, skimmed.as_ref());
    assert_eq!(case.case_id, skimmed.case_id);
    assert_eq!(case.purpose, skimmed.purpose);
    assert_eq!(case.days(), skimmed.days);
    assert_eq!(case.method.as_deref().unwrap_or_default(), skimmed.method);
}
