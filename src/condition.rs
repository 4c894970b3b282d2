//! Conditions: what a catalogue may ask about a case, as data and in three values.
//!
//! This module owns the combinators, their truth tables, and how deep a condition may nest. [`Evidence`] answers what a
//! leaf reads. This module knows no catalogue, no case and no score.
//!
//! A condition is **yes** when it holds as answered. It is **open** when further answers could make it hold, and **no**
//! when they could not. `not` of open is open: a missing answer never becomes a "no", nor a "yes" through a `not`.
//! `unless` is for protection: it holds until the condition that removes it is a definite yes.

mod bit_set;
mod leaf;
mod shared_leaves;
mod strength;

pub use crate::condition::bit_set::{BitSet, CAPACITY};
pub use crate::condition::shared_leaves::SharedLeaves;
pub(crate) use leaf::points;
pub use leaf::{
    AreaIx, Element, Evidence, FactIx, Filter, FindingIx, FlagIx, GroupIx, Horizon, IndicatorIx, Leaf, Pattern,
    StateRisk, Status, Track,
};
pub use strength::{Points, Severity, Strength};

/// The deepest nesting of conditions. Deeper ones are rejected when a catalogue is read.
pub const MAX_DEPTH: usize = 16;

/// The three values. Ordered: no < open < yes, so that "all" is the least and "any" the greatest of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// Does not hold, and no further answer could make it hold.
    No,
    /// Does not hold as answered; further answers could make it hold.
    Open,
    /// Holds as answered.
    Yes,
}

impl Truth {
    /// Yes for true, no for false.
    pub fn certain(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Yes if it holds now, open if it only may hold, no otherwise.
    pub fn of(holds: bool, may_hold: bool) -> Self {
        match (holds, may_hold) {
            (true, _) => Self::Yes,
            (false, true) => Self::Open,
            (false, false) => Self::No,
        }
    }

    /// True only for yes: a rule needs a definite yes.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Open => Self::Open,
            Self::Yes => Self::No,
        }
    }
}

/// A condition, with all its names resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Every part holds.
    All(Vec<Self>),
    /// At least one part holds.
    Any(Vec<Self>),
    /// The part does not hold.
    Not(Box<Self>),
    /// The part is no definite yes: it does not hold, or is unknown. Never open. Its part reads facts only.
    Unless(Box<Self>),
    /// At least `n` of the parts hold.
    AtLeast {
        n: usize,
        of: Vec<Self>,
    },
    /// The part, with a reason for people.
    Because(Box<str>, Box<Self>),
    Leaf(Leaf),
}

impl Condition {
    /// The value of this condition for `evidence`.
    pub fn evaluate(&self, evidence: &impl Evidence) -> Truth {
        match self {
            Self::All(parts) => until(Truth::No, Truth::Yes, Truth::min, parts, evidence),
            Self::Any(parts) => until(Truth::Yes, Truth::No, Truth::max, parts, evidence),
            Self::Not(part) => !part.evaluate(evidence),
            Self::Unless(part) => match part.evaluate(evidence) {
                Truth::Open if evidence.stands_for_all_answers() => Truth::Open,
                truth => Truth::certain(truth != Truth::Yes),
            },
            Self::AtLeast { n, of } => at_least(*n, of.iter().map(|part| part.evaluate(evidence))),
            Self::Because(_, part) => part.evaluate(evidence),
            Self::Leaf(leaf) => leaf.evaluate(evidence),
        }
    }

    /// Whether it holds as answered: the same as a value of yes, but without evaluating what is still possible.
    pub fn holds(&self, evidence: &impl Evidence) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(evidence)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(evidence)),
            Self::Not(part) => part.evaluate(evidence) == Truth::No,
            Self::Unless(_) => self.evaluate(evidence).is_yes(),
            Self::AtLeast { n, of } => of.iter().filter(|part| part.holds(evidence)).count() >= *n,
            Self::Because(_, part) => part.holds(evidence),
            Self::Leaf(leaf) => leaf.holds(evidence),
        }
    }

    /// The direct parts of this condition.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => parts,
            Self::Not(part) | Self::Unless(part) | Self::Because(_, part) => std::slice::from_ref(part),
            Self::Leaf(_) => &[],
        }
    }

    /// Calls `visit` on every leaf. The flag says whether the leaf is under an odd number of `not` and `unless`.
    pub fn leaves<'c>(&'c self, visit: &mut impl FnMut(&'c Leaf, bool)) {
        self.leaves_under(false, visit);
    }

    /// Whether the condition reads this fact directly, not through a flag.
    pub fn reads_fact(&self, at: FactIx) -> bool {
        self.reads(|leaf| matches!(leaf, Leaf::Fact { fact, .. } if *fact == at))
    }

    /// Whether the condition names this indicator.
    pub fn names_indicator(&self, at: IndicatorIx) -> bool {
        self.reads(|leaf| matches!(leaf, Leaf::Indicator { indicator, .. } if *indicator == at))
    }

    fn reads(&self, wanted: impl Fn(&Leaf) -> bool) -> bool {
        let mut found = false;
        self.leaves(&mut |leaf, _| found |= wanted(leaf));
        found
    }

    fn leaves_under<'c>(&'c self, negated: bool, visit: &mut impl FnMut(&'c Leaf, bool)) {
        match self {
            Self::Leaf(leaf) => visit(leaf, negated),
            Self::Not(part) | Self::Unless(part) => part.leaves_under(!negated, visit),
            _ => self.parts().iter().for_each(|part| part.leaves_under(negated, visit)),
        }
    }
}

/// The least or the greatest of the parts. Stops at the first that decides it.
fn until(
    decided: Truth,
    none: Truth,
    join: impl Fn(Truth, Truth) -> Truth,
    parts: &[Condition],
    evidence: &impl Evidence,
) -> Truth {
    let mut truth = none;
    for part in parts {
        truth = join(truth, part.evaluate(evidence));
        if truth == decided {
            break;
        }
    }
    truth
}

/// Yes when `n` parts are yes; open when `n` could still be; no otherwise.
fn at_least(n: usize, parts: impl Iterator<Item = Truth>) -> Truth {
    let (mut yes, mut not_no) = (0, 0);
    for truth in parts {
        yes += usize::from(truth == Truth::Yes);
        not_no += usize::from(truth != Truth::No);
    }
    Truth::of(yes >= n, not_no >= n)
}

#[cfg(test)]
mod tests;
