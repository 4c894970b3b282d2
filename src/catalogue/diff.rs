//! The differences between two catalogues: in method (everything that can change a result) and in texts.
//!
//! Both are compared in the form that fingerprints use, by id. So every change of a fingerprint is found, and moving a
//! table is no difference.

use super::Catalogue;
use serde_json::Value;
use std::collections::BTreeSet;

/// One difference. A side is `None` if the thing does not exist there.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The kind, the id, and the place inside it.
    pub path: Vec<String>,
    pub old: Option<Value>,
    pub new: Option<Value>,
}

/// All differences between two catalogues.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// Differences that can change a result.
    pub method: Vec<Difference>,
    /// Differences in wording.
    pub texts: Vec<Difference>,
}

impl Diff {
    /// Compares `old` with `new`.
    pub fn of(old: &Catalogue, new: &Catalogue) -> Self {
        let compare = |old: &Value, new: &Value| {
            let mut found = Vec::new();
            differ(&mut Vec::new(), Some(old), Some(new), &mut found);
            found
        };
        Self {
            method: compare(&old.method_in_ids(), &new.method_in_ids()),
            texts: compare(&old.texts_in_ids(), &new.texts_in_ids()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.method.is_empty() && self.texts.is_empty()
    }
}

/// The depth of separate differences: kind, id and key. A rule is reported as a whole.
const DEEPEST: usize = 3;

/// Lists whose order is shown or has an effect. Their entries are still compared by id.
const ORDERED: [&str; 5] = ["pathways", "actions", "safeguards", "contraindications", "gates"];

fn differ(path: &mut Vec<String>, old: Option<&Value>, new: Option<&Value>, into: &mut Vec<Difference>) {
    if old == new {
        return;
    }
    // A kind that is missing on one side has no entries there.
    let nothing = Value::Object(serde_json::Map::new());
    let (old, new) = match (old, new) {
        (None, Some(Value::Object(_))) if path.len() == 1 => (Some(&nothing), new),
        (Some(Value::Object(_)), None) if path.len() == 1 => (old, Some(&nothing)),
        both => both,
    };
    if let (Some(Value::Object(before)), Some(Value::Object(after))) = (old, new)
        && path.len() < DEEPEST
    {
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for key in keys {
            path.push(key.clone());
            differ(path, before.get(key), after.get(key), into);
            path.pop();
        }
        return;
    }
    if let (Some(Value::Array(before)), Some(Value::Array(after))) = (old, new)
        && matches!(path.as_slice(), [kind] if ORDERED.contains(&kind.as_str()))
        && let (Some(before), Some(after)) = (by_id(before), by_id(after))
    {
        return in_order(path, &before, &after, into);
    }
    into.push(Difference { path: path.clone(), old: old.cloned(), new: new.cloned() });
}

/// An entry of an ordered list: its id, and its content.
type Entry<'v> = (&'v str, &'v Value);

/// The differences between two ordered lists: by id, and the order of the common entries.
fn in_order(path: &mut Vec<String>, before: &[Entry<'_>], after: &[Entry<'_>], into: &mut Vec<Difference>) {
    fn of<'v>(list: &[Entry<'v>], id: &str) -> Option<&'v Value> {
        list.iter().find(|(one, _)| *one == id).map(|(_, value)| *value)
    }
    let ids: BTreeSet<&str> = before.iter().chain(after).map(|(id, _)| *id).collect();
    for id in ids {
        path.push(id.to_owned());
        differ(path, of(before, id), of(after, id), into);
        path.pop();
    }
    let order = |list: &[Entry<'_>], other: &[Entry<'_>]| {
        let in_both = list.iter().filter(|(id, _)| of(other, id).is_some());
        in_both.map(|(id, _)| Value::from(*id)).collect::<Vec<_>>()
    };
    let (old, new) = (order(before, after), order(after, before));
    if old != new {
        let path = path.iter().cloned().chain(["(order)".to_owned()]).collect();
        into.push(Difference { path, old: Some(old.into()), new: Some(new.into()) });
    }
}

/// A list whose entries are an id and its content, such as pathways.
fn by_id(list: &[Value]) -> Option<Vec<Entry<'_>>> {
    list.iter().map(|entry| Some((entry.get(0)?.as_str()?, entry.get(1)?))).collect()
}
