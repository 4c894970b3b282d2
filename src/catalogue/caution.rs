//! Cautions (conditions of a screening under which a "no" proves nothing), and contradictions between answers.

use super::{Catalogue, Claim};
use crate::condition::{Condition, FactIx};

/// A condition of the screening under which a "no" proves nothing, such as a dependent interpreter or a listener.
///
/// While it holds, an absent indicator counts as not asked. So nothing is settled, and a finding that needs a complete
/// core is impossible. A "yes" counts as always.
#[derive(Clone, Debug)]
pub struct Caution {
    pub id: String,
    pub title: String,
    /// When it holds. It reads facts only.
    pub when: Condition,
    /// What to do at that moment, shown during the screening. May be empty.
    pub now: String,
    /// The text in the first lines of a result.
    pub say: String,
    /// The sources of the rule.
    pub claims: Vec<Claim>,
}

/// Answers that cannot all be right.
#[derive(Clone, Debug)]
pub struct Contradiction {
    pub id: String,
    /// When the answers contradict each other. It reads facts, and whether indicators are present.
    pub when: Condition,
    /// The question to the screener.
    pub say: String,
}

/// How rules read the answer about a fact, beyond its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FactReading {
    /// Values that are not read beside others, a bit each.
    pub alone: u64,
    /// The value, as a bit, that is read for an unknown or declined answer. 0: none.
    pub unknown_as: u64,
}

impl FactReading {
    pub(super) fn of(fact: &super::Fact) -> Self {
        Self { alone: fact.alone_values(), unknown_as: fact.unknown_as }
    }
}

/// A value of a fact that says yes to something, and the value of another fact that says no to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opposed {
    pub yes: FactIx,
    /// The bit of the value.
    pub yes_value: u64,
    pub no: FactIx,
    /// The bit of the value.
    pub no_value: u64,
}

impl Catalogue {
    /// Every pair of values that say yes and no to the same thing.
    pub(super) fn opposed_values(&self) -> Vec<Opposed> {
        let mut found = Vec::new();
        for (no, fact) in self.facts.iter().enumerate() {
            let Some(yes) = fact.opposes.filter(|at| at.0 < self.facts.len()) else { continue };
            for (at, value) in fact.values.iter().enumerate() {
                if let Some(yes_value) = self.fact(yes).value_bit(&value.id) {
                    found.push(Opposed { yes, yes_value, no: FactIx(no), no_value: 1 << at });
                }
            }
        }
        found
    }
}
