//! Keys that are no part of the format, counted over all records that were refused for them.
//!
//! A key of a single record may be anything, also a name. One that is written like an identifier and stands in many
//! records belongs to the program that wrote them, and can be told.

use crate::case::{CaseError, UnknownKey};
use std::collections::BTreeMap;

/// Records that have to hold the same key before it is told.
const SAME: usize = 10;

/// Most keys that are counted, and the longest of them.
const MOST: usize = 64;
const LONGEST: usize = 40;

/// See the module.
#[derive(Debug, Default)]
pub struct UnknownKeys {
    counts: BTreeMap<String, usize>,
}

impl UnknownKeys {
    /// Counts the key that a record was refused for, if it was that.
    pub fn count(&mut self, error: &CaseError) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '@');
        let Some(key) = error.unknown_key.as_ref().map(UnknownKey::reveal) else { return };
        if key.len() > LONGEST || !key.chars().all(is_part) {
            return;
        }
        if self.counts.contains_key(key) || self.counts.len() < MOST {
            *self.counts.entry(key.to_owned()).or_default() += 1;
        }
    }

    /// The keys that stand in many records, those of most records first.
    pub fn message(&self) -> Option<String> {
        let mut many: Vec<_> = self.counts.iter().filter(|(_, count)| **count >= SAME).collect();
        many.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let named = many.iter().map(|(key, count)| text!("input-unknown-key", key = &***key, records = **count));
        let named: Vec<String> = named.collect();
        let named = (!named.is_empty()).then(|| named.join(", "))?;
        let (what, help) = what_and_help!("input-unknown-keys", keys = named);
        Some(format!("{what}\n  = {help}"))
    }
}
