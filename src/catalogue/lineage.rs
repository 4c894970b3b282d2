//! Which catalogues mean the same by an id, so that answers are carried over by id.
//!
//! These are editions of one catalogue, and a catalogue with those it says it is based on. So are two catalogues
//! without a difference that can change a result. Two catalogues that are only based on the same one are not among
//! them: an id that both added may mean two things.

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

    /// Whether a case for the catalogue of this id, with this method fingerprint, can be read with this catalogue.
    pub fn takes_cases_of(&self, id: &str, method: &str) -> bool {
        self.is_based_on(id) || *method == self.method_fingerprint().to_string() || self.equals_builtin(id)
    }

    /// Whether the built-in catalogue of this id has no difference that can change a result.
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
