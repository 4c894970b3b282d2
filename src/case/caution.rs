//! The cautions that hold in a case (a "no" then proves nothing), and the answers that rules may still rely on.

use super::AnswerSets;
use crate::catalogue::Catalogue;
use crate::condition::{Condition, Evidence, FactIx, Truth};
use std::borrow::Cow;

/// The facts of a case, for conditions that read facts only.
struct Facts<'a>(&'a AnswerSets);

impl Evidence for Facts<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        self.0.fact(fact).is_among(values)
    }
}

impl AnswerSets {
    /// Whether a condition on facts definitely holds.
    pub(super) fn is_certain(&self, when: &Condition) -> bool {
        when.evaluate(&Facts(self)).is_yes()
    }

    /// The cautions that hold, by position in the catalogue.
    pub fn cautions(&self, catalogue: &Catalogue) -> Vec<usize> {
        let holding = catalogue.cautions.iter().enumerate().filter(|(_, one)| self.is_certain(&one.when));
        holding.map(|(at, _)| at).collect()
    }

    pub fn is_under_caution(&self, catalogue: &Catalogue) -> bool {
        catalogue.cautions.iter().any(|one| self.is_certain(&one.when))
    }

    /// The answers that rules may rely on: under a caution no indicator is absent.
    pub fn reliable(&self, catalogue: &Catalogue) -> Cow<'_, Self> {
        if self.is_under_caution(catalogue) { Cow::Owned(self.without_absent()) } else { Cow::Borrowed(self) }
    }
}
