//! Fingerprints of the checked form: one of whatever can change a result, one of wording and all else that is read.
//!
//! Both are SHA-256 over a canonical text in which everything is named by id and sorted, so that moving a table to
//! another file, or another place in it, changes neither. Where the order itself is told or decides (pathways, actions,
//! safeguards, contraindications, gates) it counts.
//!
//! Every struct of a catalogue is taken apart here with all its fields by name: a new field does not compile until it is
//! put on one side or the other. What words a value has are those of the files, never the names of Rust.

mod guidelines;
mod naming;
mod structure;

use super::Catalogue;
use naming::Naming;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The way in which the fingerprint of a method is computed: the number at its end. Two fingerprints of different ways can't
/// be compared. The first way wrote no number, and left out some of what can change a result.
const METHOD_WAY: &str = "/2";

/// `sha256:` and 64 hexadecimal digits; that of a method ends with the number of the way in which it is computed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fingerprint {
    /// The fingerprint of a JSON value. Keys are sorted and all numbers are whole, so its text is canonical (RFC 8785).
    pub fn of(value: &Value) -> Self {
        use std::fmt::Write as _;
        let digest = Sha256::digest(value.to_string().as_bytes());
        let mut text = String::from("sha256:");
        for byte in digest {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Those of method and texts.
    pub(super) fn both(catalogue: &Catalogue) -> (Self, Self) {
        let FingerprintParts { method, texts } = FingerprintParts::of(catalogue);
        let Self(method) = Self::of(&method);
        (Self(method + METHOD_WAY), Self::of(&texts))
    }
}

/// What the method fingerprint of a case says about the rules it was answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodMatch {
    /// It was answered with these rules, or it does not say.
    Same,
    /// It was answered with other rules.
    Other,
    /// It was recorded under another way of computing the fingerprint: nobody can tell.
    NotComparable,
}

impl Catalogue {
    /// Compares the method fingerprint of a case with that of this catalogue. An empty one says nothing.
    pub fn rules_of(&self, method: &str) -> MethodMatch {
        if method.is_empty() || method == self.method_fingerprint().0 {
            MethodMatch::Same
        } else if is_of_another_way(method) {
            MethodMatch::NotComparable
        } else {
            MethodMatch::Other
        }
    }

    /// Whatever can change a result, in ids: what the method fingerprint is taken of.
    pub fn method_in_ids(&self) -> Value {
        FingerprintParts::of(self).method
    }

    /// All wording by id, and what else is read: what the texts fingerprint is taken of.
    pub fn texts_in_ids(&self) -> Value {
        FingerprintParts::of(self).texts
    }
}

/// Whether a text is the fingerprint of a method, computed in another way than today's.
fn is_of_another_way(method: &str) -> bool {
    let Some(rest) = method.strip_prefix("sha256:") else { return false };
    let (digits, way) = rest.split_at_checked(64).unwrap_or((rest, ""));
    let is_number = |way: &str| !way.is_empty() && way.bytes().all(|byte| byte.is_ascii_digit());
    let is_fingerprint = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_fingerprint && way != METHOD_WAY && (way.is_empty() || way.strip_prefix('/').is_some_and(is_number))
}

/// One thing taken apart: what of it can change a result, and what of it is read.
pub(super) struct FingerprintParts {
    pub method: Value,
    pub texts: Value,
}

/// Things by id: sorted, whatever the order in the files.
#[derive(Default)]
struct ById {
    method: Map<String, Value>,
    texts: Map<String, Value>,
}

impl ById {
    fn of<'i>(items: impl Iterator<Item = (&'i str, FingerprintParts)>) -> FingerprintParts {
        let mut all = Self::default();
        for (id, FingerprintParts { method, texts }) in items {
            all.method.insert(id.to_owned(), method);
            all.texts.insert(id.to_owned(), texts);
        }
        FingerprintParts { method: Value::Object(all.method), texts: Value::Object(all.texts) }
    }

    /// The same of things that have one side only.
    fn of_one_side<'i>(items: impl Iterator<Item = (&'i str, FingerprintParts)>) -> FingerprintParts {
        let FingerprintParts { method, texts } = Self::of(items);
        let filled = |side: Value| {
            let is_empty = side.as_object().is_some_and(|side| side.values().all(Value::is_null));
            if is_empty { Value::Null } else { side }
        };
        FingerprintParts { method: filled(method), texts: filled(texts) }
    }

    /// The same where the order of the things decides, or is told: each with its id.
    fn in_order<'i>(items: impl Iterator<Item = (&'i str, FingerprintParts)>) -> FingerprintParts {
        let mut method = Vec::new();
        let texts = items.map(|(id, taken)| {
            method.push(json!([id, taken.method]));
            (id.to_owned(), taken.texts)
        });
        let texts = Value::Object(texts.collect());
        FingerprintParts { method: Value::Array(method), texts }
    }
}

impl FingerprintParts {
    fn of(catalogue: &Catalogue) -> Self {
        let by = Naming(catalogue);
        let (mut method, mut texts) = (Map::new(), Map::new());
        for (key, taken) in by.whole() {
            for (into, value) in [(&mut method, taken.method), (&mut texts, taken.texts)] {
                if !value.is_null() {
                    into.insert(key.to_owned(), value);
                }
            }
        }
        Self { method: Value::Object(method), texts: Value::Object(texts) }
    }
}
