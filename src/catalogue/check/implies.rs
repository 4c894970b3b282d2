//! Proves that one condition implies another. A proof is certain; without a proof the implication may still be true.
//!
//! Every step is sound in three values. If the first is a definite yes, so is the second. If the first is possible, so
//! is the second. So a step can be reversed under a `not`.

mod leaves;

use crate::catalogue::{Catalogue, FactKind};
use crate::condition::{Condition, Leaf};
use std::cell::Cell;

/// The most pairs of conditions that are compared for one question. Beyond that nothing is proved.
const FUEL: usize = 20_000;

/// The most alternatives into which a rule is split.
const MOST_ALTERNATIVES: usize = 8;

/// Proves implications between rules of a catalogue.
pub(super) struct Prover<'c> {
    catalogue: &'c Catalogue,
    /// Whether all conditions are read on the same track, as the rules of findings are. Flags can then be expanded, and
    /// an area counts for its element.
    on_one_track: bool,
    fuel: Cell<usize>,
}

impl<'c> Prover<'c> {
    /// For the rules of findings.
    pub fn of_findings(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, on_one_track: true, fuel: Cell::new(0) }
    }

    /// For the rules of guidelines, which read the assessment.
    pub fn of_guidelines(catalogue: &'c Catalogue) -> Self {
        Self { on_one_track: false, ..Self::of_findings(catalogue) }
    }

    /// Whether `b` is proved to hold wherever `a` does.
    pub fn implies(&self, a: &Condition, b: &Condition) -> bool {
        self.fuel.set(FUEL);
        self.follows(a, b)
    }

    fn follows(&self, a: &Condition, b: &Condition) -> bool {
        let Some(left) = self.fuel.get().checked_sub(1) else { return false };
        self.fuel.set(left);
        let (a, b) = (plain(a), plain(b));
        if always(b) {
            return true;
        }
        // These two steps are exact: each alternative must imply it, and each part must follow.
        if let Condition::Any(parts) = a {
            return parts.iter().all(|part| self.follows(part, b));
        }
        if let Condition::All(parts) = b {
            return parts.iter().all(|part| self.follows(a, part));
        }
        self.by_parts(a, b) || self.by_leaves(a, b) || self.by_alternatives(a, b)
    }

    /// By a part of one condition that is enough for the other.
    fn by_parts(&self, a: &Condition, b: &Condition) -> bool {
        let of_a = match a {
            Condition::All(parts) => parts.iter().any(|part| self.follows(part, b)),
            // Of any n that hold, one is among those that are enough.
            Condition::AtLeast { n, of } => {
                let not_enough = of.iter().filter(|part| !self.follows(part, b)).count();
                not_enough < *n
            }
            _ => false,
        };
        of_a || match b {
            Condition::Any(parts) => parts.iter().any(|part| self.follows(a, part)),
            Condition::AtLeast { n, of } => {
                of.iter().filter(|part| self.follows(a, part)).count() >= *n || self.by_number(a, *n, of)
            }
            _ => false,
        }
    }

    /// Proves `at_least` from another `at_least` with a subset of its conditions.
    fn by_number(&self, a: &Condition, wanted: usize, of: &[Condition]) -> bool {
        let Condition::AtLeast { n, of: held } = a else { return false };
        let mut free: Vec<&Condition> = of.iter().collect();
        let mut strangers = 0;
        for part in held {
            match free.iter().position(|other| self.follows(part, other)) {
                Some(at) => drop(free.swap_remove(at)),
                None => strangers += 1,
            }
        }
        n.saturating_sub(strangers) >= wanted
    }

    /// Compares single leaves, and what is behind a `not` or a flag.
    fn by_leaves(&self, a: &Condition, b: &Condition) -> bool {
        match (a, b) {
            (Condition::Leaf(one), Condition::Leaf(other)) if self.leaf_follows(one, other) => return true,
            (Condition::Not(one), Condition::Not(other)) | (Condition::Unless(one), Condition::Unless(other))
                if self.follows(other, one) =>
            {
                return true;
            }
            _ => {}
        }
        if let Some(turned) = self.other_values(a)
            && self.by_leaves(&turned, b)
        {
            return true;
        }
        if let Some(turned) = self.other_values(b)
            && self.by_leaves(a, &turned)
        {
            return true;
        }
        let rule = |condition: &Condition| match condition {
            Condition::Leaf(Leaf::Flag(flag)) if self.on_one_track => Some(&self.catalogue.flags.get(flag.0)?.when),
            _ => None,
        };
        rule(a).is_some_and(|when| self.follows(when, b)) || rule(b).is_some_and(|when| self.follows(a, when))
    }

    /// For a fact with one answer, "not these values" means "one of the others".
    fn other_values(&self, condition: &Condition) -> Option<Condition> {
        let Condition::Not(inner) = condition else { return None };
        let Condition::Leaf(Leaf::Fact { fact, values }) = plain(inner) else { return None };
        let of = self.catalogue.facts.get(fact.0)?;
        let all = (0..of.values.len()).fold(0, |all, at| all | 1 << at);
        matches!(of.kind, FactKind::YesNo | FactKind::One)
            .then(|| Condition::Leaf(Leaf::Fact { fact: *fact, values: all & !values }))
    }

    /// A rule with an alternative inside is split into a rule for each alternative.
    fn by_alternatives(&self, a: &Condition, b: &Condition) -> bool {
        let Condition::All(parts) = a else { return false };
        let is_any = |part: &Condition| matches!(plain(part), Condition::Any(ways) if ways.len() <= MOST_ALTERNATIVES);
        let Some(at) = parts.iter().position(is_any) else { return false };
        let Condition::Any(ways) = plain(&parts[at]) else { return false };
        ways.iter().all(|way| {
            let mut whole: Vec<Condition> = parts.clone();
            whole[at] = way.clone();
            self.follows(&Condition::All(whole), b)
        })
    }
}

/// A condition without its reason. A list of one condition becomes that condition.
fn plain(condition: &Condition) -> &Condition {
    match condition {
        Condition::Because(_, part) => plain(part),
        Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => plain(&parts[0]),
        Condition::Not(part) => match plain(part) {
            Condition::Not(inner) => plain(inner),
            _ => condition,
        },
        other => other,
    }
}

/// Whether the alternatives include something that is never open, and its opposite.
fn has_both_ways(parts: &[Condition]) -> bool {
    let is_definite = |leaf: &Leaf| matches!(leaf, Leaf::CoreComplete | Leaf::Finding { .. } | Leaf::Track(_));
    parts.iter().any(|part| match plain(part) {
        Condition::Leaf(leaf) if is_definite(leaf) => parts.iter().any(|other| match plain(other) {
            Condition::Not(inner) => matches!(plain(inner), Condition::Leaf(opposite) if opposite == leaf),
            _ => false,
        }),
        _ => false,
    })
}

/// Whether a condition is proved to hold in every case.
fn always(condition: &Condition) -> bool {
    match plain(condition) {
        Condition::Leaf(leaf) => *leaf == Leaf::Otherwise,
        Condition::All(parts) => parts.iter().all(always),
        Condition::Any(parts) => parts.iter().any(always) || has_both_ways(parts),
        Condition::AtLeast { n, of } => of.iter().filter(|part| always(part)).count() >= *n,
        Condition::Not(_) | Condition::Unless(_) | Condition::Because(..) => false,
    }
}
