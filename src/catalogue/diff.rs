//! What differs between two catalogues: in meaning (whatever can change a result) and in texts.
//!
//! Both are compared in the form that their fingerprints are taken of, by id: so nothing that changes a fingerprint is
//! left out, and moving a table to another place is no difference.

use super::Catalogue;
use serde_json::Value;

/// One difference. A side that is missing does not have the thing at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where: kind, id, and the place inside it.
    pub path: Vec<String>,
    /// What stood there.
    pub old: Option<Value>,
    /// What stands there now.
    pub new: Option<Value>,
}

/// All differences between two catalogues.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// What can change a result.
    pub method: Vec<Difference>,
    /// Wording.
    pub texts: Vec<Difference>,
}

impl Diff {
    /// Compares `old` with `new`.
    #[must_use]
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

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.method.is_empty() && self.texts.is_empty()
    }
}

/// How deep differences are told one by one: kind, id and key. A rule is told as a whole.
const DEEPEST: usize = 3;

/// What stands in a list, because its order is told to people, and is compared by id all the same.
const ORDERED: [&str; 3] = ["pathways", "actions", "safeguards"];

fn differ(path: &mut Vec<String>, old: Option<&Value>, new: Option<&Value>, into: &mut Vec<Difference>) {
    if old == new {
        return;
    }
    if let (Some(Value::Object(before)), Some(Value::Object(after))) = (old, new)
        && path.len() < DEEPEST
    {
        let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
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
        let ids: std::collections::BTreeSet<&str> = before.iter().chain(&after).map(|(id, _)| *id).collect();
        let of = |list: &[(&str, &Value)], id: &str| {
            list.iter().find(|(one, _)| *one == id).map(|(_, value)| (*value).clone())
        };
        for id in ids {
            let (old, new) = (of(&before, id), of(&after, id));
            if old != new {
                let path = path.iter().cloned().chain([id.to_owned()]).collect();
                into.push(Difference { path, old, new });
            }
        }
        let order = |list: &[(&str, &Value)]| list.iter().map(|(id, _)| Value::from(*id)).collect::<Vec<_>>();
        let both = |list: &[(&str, &Value)], other: &[(&str, &Value)]| {
            order(&list.iter().filter(|(id, _)| other.iter().any(|(one, _)| one == id)).copied().collect::<Vec<_>>())
        };
        let (old, new) = (both(&before, &after), both(&after, &before));
        if old != new {
            let path = path.iter().cloned().chain(["(order)".to_owned()]).collect();
            into.push(Difference { path, old: Some(old.into()), new: Some(new.into()) });
        }
        return;
    }
    into.push(Difference { path: path.clone(), old: old.cloned(), new: new.cloned() });
}

/// A list whose entries are lists that begin with an id, such as pathways.
fn by_id(list: &[Value]) -> Option<Vec<(&str, &Value)>> {
    list.iter().map(|entry| Some((entry.as_array()?.first()?.as_str()?, entry))).collect()
}
