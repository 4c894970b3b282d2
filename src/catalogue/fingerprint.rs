//! Fingerprints of a checked catalogue: one of everything that can change a result, one of wording and everything else.
//!
//! Both are SHA-256 over a canonical text, in which everything is named by id and sorted. So moving a table to another
//! place or file changes neither. Order counts where it is shown or has an effect (pathways, actions, safeguards,
//! contraindications, gates).
//!
//! Every struct of a catalogue is destructured here with all its fields. A new field does not compile until it is
//! assigned to one side. Values have the words of the files, never Rust names.

mod guidelines;
mod naming;
mod structure;

use super::Catalogue;
use naming::Naming;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The version of the method fingerprint, at its end. Fingerprints of different versions can't be compared. The first
/// version wrote no number, and left out some of what can change a result.
const METHOD_WAY: &str = "/2";

/// `sha256:` and 64 hexadecimal digits. A method fingerprint ends with its version.
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

    /// The fingerprints of method and texts.
    pub(super) fn both(catalogue: &Catalogue) -> (Self, Self) {
        let FingerprintParts { method, texts } = FingerprintParts::of(catalogue);
        let Self(method) = Self::of(&method);
        (Self(method + METHOD_WAY), Self::of(&texts))
    }
}

/// How the method fingerprint of a case compares with the present rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodMatch {
    /// The case has these rules, or no fingerprint.
    Same,
    /// The case has other rules.
    Other,
    /// The case has another version of the fingerprint.
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

    /// Everything that can change a result, in ids: the input of the method fingerprint.
    pub fn method_in_ids(&self) -> Value {
        FingerprintParts::of(self).method
    }

    /// All wording and everything else, by id: the input of the texts fingerprint.
    pub fn texts_in_ids(&self) -> Value {
        FingerprintParts::of(self).texts
    }
}

/// Whether a text is a method fingerprint of another version.
fn is_of_another_way(method: &str) -> bool {
    let Some(rest) = method.strip_prefix("sha256:") else { return false };
    let (digits, way) = rest.split_at_checked(64).unwrap_or((rest, ""));
    let is_number = |way: &str| !way.is_empty() && way.bytes().all(|byte| byte.is_ascii_digit());
    let is_fingerprint = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_fingerprint && way != METHOD_WAY && (way.is_empty() || way.strip_prefix('/').is_some_and(is_number))
}

/// The two parts of a thing: what can change a result, and what is only read.
pub(super) struct FingerprintParts {
    pub method: Value,
    pub texts: Value,
}

/// Things by id, sorted.
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

    /// The same for things with one part only.
    fn of_one_side<'i>(items: impl Iterator<Item = (&'i str, FingerprintParts)>) -> FingerprintParts {
        let FingerprintParts { method, texts } = Self::of(items);
        let filled = |side: Value| {
            let is_empty = side.as_object().is_some_and(|side| side.values().all(Value::is_null));
            if is_empty { Value::Null } else { side }
        };
        FingerprintParts { method: filled(method), texts: filled(texts) }
    }

    /// The same where the order is shown or has an effect: each with its id.
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
