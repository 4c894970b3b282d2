//! Checks that a question can be reached, by trying every combination of the answers that its `ask_if` reads.

use crate::catalogue::compiled::indicators_read;
use crate::catalogue::{Catalogue, FactKind};
use crate::condition::{Condition, FactIx, Leaf};
use std::collections::BTreeSet;

/// Whether some answers meet an `ask_if`. If there are too many combinations to try, it counts as met.
pub(super) fn satisfiable(condition: &Condition, catalogue: &Catalogue) -> bool {
    const MOST: usize = 100_000;
    let mut facts = BTreeSet::new();
    condition.leaves(&mut |leaf, _| {
        if let Leaf::Fact { fact, .. } = leaf {
            facts.insert(*fact);
        }
    });
    let indicators: Vec<usize> = indicators_read(Some(condition)).into_iter().collect();
    let facts: Vec<(FactIx, u64)> = facts.into_iter().map(|fact| (fact, ways(catalogue, fact))).collect();
    let count = facts.iter().try_fold(1usize << indicators.len().min(20), |count, (_, ways)| {
        count.checked_mul(usize::try_from(*ways).ok()?).filter(|count| *count <= MOST)
    });
    let Some(count) = count else { return true };
    let mut answers = Answers { facts: Vec::new(), present: BTreeSet::new() };
    // Starts with everything present, because most rules ask for presence.
    (0..count).rev().any(|way| {
        let mut rest = way;
        answers.facts.clear();
        answers.present.clear();
        for (fact, ways) in &facts {
            let ways = usize::try_from(*ways).unwrap_or(1);
            let choice = rest % ways;
            rest /= ways;
            let many = catalogue.facts[fact.0].kind == FactKind::Many;
            answers.facts.push((*fact, if many { choice as u64 } else { 1 << choice }));
        }
        answers
            .present
            .extend(indicators.iter().enumerate().filter(|(at, _)| rest & (1 << at) != 0).map(|(_, at)| *at));
        holds_for(condition, &answers)
    })
}

/// The number of ways in which a fact can be answered.
fn ways(catalogue: &Catalogue, fact: FactIx) -> u64 {
    let fact = &catalogue.facts[fact.0];
    let values = fact.values.len().max(1);
    if fact.kind == FactKind::Many { 1 << values.min(20) } else { values as u64 }
}

struct Answers {
    facts: Vec<(FactIx, u64)>,
    present: BTreeSet<usize>,
}

/// The value of an `ask_if` once everything is answered.
fn holds_for(condition: &Condition, answers: &Answers) -> bool {
    match condition {
        Condition::Leaf(Leaf::Fact { fact, values }) => {
            answers.facts.iter().any(|(answered, value)| answered == fact && value & values != 0)
        }
        Condition::Leaf(Leaf::Indicator { indicator, .. }) => answers.present.contains(&indicator.0),
        Condition::Leaf(_) => true,
        Condition::All(parts) => parts.iter().all(|part| holds_for(part, answers)),
        Condition::Any(parts) => parts.iter().any(|part| holds_for(part, answers)),
        Condition::Not(part) | Condition::Unless(part) => !holds_for(part, answers),
        Condition::Because(_, part) => holds_for(part, answers),
        Condition::AtLeast { n, of } => of.iter().filter(|part| holds_for(part, answers)).count() >= *n,
    }
}
