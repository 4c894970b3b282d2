//! What is noticed about the answers themselves: conditions of a screening under which a "no" proves nothing, and answers
//! that contradict each other.

use super::{Catalogue, Claim};
use crate::condition::{Condition, FactIx};

/// A condition of the screening under which a "no" proves nothing: a dependent interpreter, somebody who listens.
///
/// While one holds, an absent indicator is treated as not asked. So nothing is settled, and the finding that needs a
/// complete core cannot stand. What was answered "yes" counts as always.
#[derive(Clone, Debug)]
pub struct Caution {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// When it holds. It reads facts only.
    pub when: Condition,
    /// What to do at that moment, shown during the screening. May be empty.
    pub now: String,
    /// What the result says of it, in its first lines.
    pub say: String,
    /// Where the rule comes from.
    pub claims: Vec<Claim>,
}

/// Answers that cannot all be right.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// Id.
    pub id: String,
    /// When the answers contradict each other. It reads facts, and whether indicators are present.
    pub when: Condition,
    /// What the screener is asked.
    pub say: String,
}

/// What rules read of the answer about a fact, beyond its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FactReading {
    /// The values that are not read beside others, a bit each.
    pub alone: u64,
    /// The value that is read where the answer is not known or was declined, a bit; 0 for none.
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
    /// The fact that says yes.
    pub yes: FactIx,
    /// The bit of the value there.
    pub yes_value: u64,
    /// The fact that says no.
    pub no: FactIx,
    /// The bit of the value there.
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
