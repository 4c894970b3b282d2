//! What further answers could make of a finding.
//!
//! Where more signs can never lower a finding, the two ends are enough: everything open absent, and everything open
//! present and severest. Facts are counted out, since a value is neither more nor less than another. Otherwise the
//! rules are read in three values, which may count in a finding that can't be reached but never leaves one out.

use super::view::{Rating, View};
use super::{Range, Recorded};
use crate::condition::{FactIx, FindingIx, Set, Track, Truth};
use std::collections::BTreeSet;

pub(super) fn range(recorded: &Recorded<'_>, finding: FindingIx) -> Range {
    let open: Vec<_> =
        recorded.catalogue.range_facts().iter().filter(|(fact, _)| !recorded.case.fact(*fact).is_given()).collect();
    let exact = recorded.catalogue.ordered && recorded.catalogue.is_monotone();
    let mut reached = BTreeSet::from([finding]);
    let ways: usize = open.iter().map(|(_, answers)| answers.len()).product();
    for way in 0..ways {
        let filled = filling(&open, way);
        for child in tracks(recorded, &filled) {
            if exact {
                for (rating, present) in [(Rating::Mildest, &Set::EMPTY), (Rating::Severest, &recorded.open)] {
                    let levels = recorded.levels(child, rating, present);
                    let view = View::new(recorded.catalogue, recorded.case, child, Box::new([levels; 2]), true);
                    reached.insert(view.with_facts(&filled).find(&mut ()));
                }
            } else {
                let least = recorded.levels(child, Rating::Mildest, &Set::EMPTY);
                let most = recorded.levels(child, Rating::Severest, &recorded.open);
                let view = View::new(recorded.catalogue, recorded.case, child, Box::new([least, most]), true);
                reached.extend(possible(&view.with_facts(&filled), recorded.catalogue.findings.len()));
            }
        }
    }
    let findings: Vec<FindingIx> = reached.into_iter().collect();
    if recorded.catalogue.ordered && exact {
        let (high, low) = (findings[0], findings[findings.len() - 1]);
        return Range::Between { low, high };
    }
    let superset = findings.len() > 1;
    Range::Among { findings, superset }
}

/// One way of answering the open facts, by its number.
fn filling(open: &[&(FactIx, Vec<u64>)], mut way: usize) -> Vec<(FactIx, u64)> {
    let choose = |(fact, answers): &&(FactIx, Vec<u64>)| {
        let choice = way % answers.len();
        way /= answers.len();
        (*fact, answers[choice])
    };
    open.iter().map(choose).collect()
}

/// The track under a filling; both, if even then it is open.
fn tracks(recorded: &Recorded<'_>, filled: &[(FactIx, u64)]) -> Vec<bool> {
    let Some(rule) = &recorded.catalogue.child_track else { return vec![false] };
    let levels = recorded.levels(false, Rating::AsRecorded, &Set::EMPTY);
    let view = View::new(recorded.catalogue, recorded.case, false, Box::new([levels; 2]), true).with_facts(filled);
    match rule.evaluate(&view) {
        Truth::Yes => vec![true],
        Truth::No => vec![false],
        Truth::Open if recorded.applicable.track == Track::Undetermined => vec![false, true],
        Truth::Open => vec![recorded.applicable.track == Track::Child],
    }
}

/// Every finding that is not ruled out, down to the first that is certain.
fn possible(view: &View<'_>, findings: usize) -> Vec<FindingIx> {
    let mut reached = Vec::new();
    for at in (0..findings).map(FindingIx) {
        match view.holds(at, &mut ()) {
            Truth::No => {}
            Truth::Open => reached.push(at),
            Truth::Yes => {
                reached.push(at);
                break;
            }
        }
    }
    reached
}
