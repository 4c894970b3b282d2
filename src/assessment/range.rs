//! What further answers could make of a finding.
//!
//! Where more signs can never lower a finding, the two ends are enough: everything open absent, and everything open
//! present and severest. Facts are counted out, since a value is neither more nor less than another. Otherwise the
//! rules are read in three values, which may count in a finding that can't be reached but never leaves one out.

use super::applicable::ways;
use super::view::View;
use super::{Range, Recorded, Taken};
use crate::case::Told;
use crate::condition::{Evidence, FactIx, FindingIx, IndicatorIx, Strength, Truth};
use std::collections::BTreeSet;

pub(super) fn range(recorded: &Recorded<'_>, finding: FindingIx) -> Range {
    let open: Vec<_> =
        recorded.catalogue.range_facts().iter().filter(|(fact, _)| recorded.case.fact(*fact) == Told::Open).collect();
    let exact = recorded.catalogue.has_two_ended_range();
    let (mut reached, mut seen) = (BTreeSet::from([finding]), [false; 2]);
    let ways: usize = open.iter().map(|(_, answers)| answers.len()).product();
    for way in 0..ways {
        let filled = filling(&open, way);
        for &child in tracks(recorded, &filled) {
            // Beside the track no rule reads a fact: on one track every filling gives the same.
            if std::mem::replace(&mut seen[usize::from(child)], !recorded.catalogue.findings_read_facts()) {
                continue;
            }
            let (least, most) = (recorded.levels(child, Taken::Least), recorded.levels(child, Taken::Most));
            let view =
                |now, most| View::new(recorded.catalogue, recorded.case, child, now, most, true).with_facts(&filled);
            if exact {
                reached.extend([view(least, None).find(&mut ()), view(most, None).find(&mut ())]);
            } else {
                reached.extend(possible(&view(least, Some(most)), recorded.catalogue.findings.len()));
            }
        }
    }
    let findings: Vec<FindingIx> = reached.into_iter().collect();
    if exact {
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
fn tracks(recorded: &Recorded<'_>, filled: &[(FactIx, u64)]) -> &'static [bool] {
    let Some(rule) = &recorded.catalogue.child_track else { return &[false] };
    match rule.evaluate(&Answered { recorded, filled }) {
        Truth::Yes => &[true],
        Truth::No => &[false],
        Truth::Open => ways(recorded.applicable.track),
    }
}

/// The case as it was answered, with some open facts filled in: what the rule of the track looks at.
struct Answered<'a> {
    recorded: &'a Recorded<'a>,
    filled: &'a [(FactIx, u64)],
}

impl Evidence for Answered<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        match self.filled.iter().find(|(filled, _)| *filled == fact) {
            Some((_, given)) => Truth::certain(given & values != 0),
            None => self.recorded.case.fact(fact).is_among(values),
        }
    }

    fn present(&self, indicator: IndicatorIx, strength: Option<Strength>) -> Truth {
        let levels = self.recorded.levels(false, Taken::Recorded);
        Truth::certain(levels.hold(indicator, strength.unwrap_or(Strength::Element)))
    }
}

/// Every finding that is not ruled out, down to the first that is certain.
fn possible(view: &View<'_>, findings: usize) -> Vec<FindingIx> {
    let mut reached = Vec::new();
    for at in (0..findings).map(FindingIx) {
        match view.truth(at) {
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
