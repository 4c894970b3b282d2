//! Which catalogues mean the same by an id, so that answers carry over between them as they are.
//!
//! That is so for editions of one catalogue, for a catalogue and those it says it is based on, and for two between which
//! nothing differs that can change a result. Two catalogues that are merely based on the same one are not among them: an id
//! that both added may mean two things.

use super::{Catalogue, builtin};

impl Catalogue {
    /// Whether an id means the same in both.
    pub fn shares_ids_with(&self, other: &Self) -> bool {
        self.is_based_on(&other.id)
            || other.is_based_on(&self.id)
            || self.method_fingerprint() == other.method_fingerprint()
    }

    /// Whether it is this catalogue, or says that it is based on it.
    pub fn is_based_on(&self, id: &str) -> bool {
        self.id == id || self.based_on.iter().any(|parent| parent == id)
    }

    /// Whether a case that was recorded for the catalogue of this id, with this method, can be read as one of this catalogue.
    pub fn takes_cases_of(&self, id: &str, method: &str) -> bool {
        self.is_based_on(id) || *method == self.method_fingerprint().to_string() || self.equals_builtin(id)
    }

    /// Whether a built-in catalogue has this id, and nothing differs from it that can change a result.
    fn equals_builtin(&self, id: &str) -> bool {
        let equals = || {
            let is_equal = |id: &&str| {
                let read = Self::builtin(id).and_then(Result::ok);
                read.is_some_and(|builtin| builtin.method_fingerprint() == self.method_fingerprint())
            };
            builtin::ids().filter(is_equal).collect::<Vec<_>>()
        };
        builtin::ids().any(|known| known == id) && self.equal_builtins.get_or_init(equals).contains(&id)
    }
}
