//! The range: what further answers could change a finding to.
//!
//! If more signs can never lower a finding, two ends are enough: everything open absent, and everything open present at
//! the highest severity. Facts are tried value by value, because values have no order. Otherwise the rules are
//! evaluated in three values. That may include an unreachable finding, but never omits a reachable one. `superset` says
//! so, unless answers were found for each.

use super::view::{Levels, Rating, View};
use super::{Range, Recorded, Taken};
use crate::assessment::applicability::{Answers, track, ways};
use crate::case::{AnswerSets, FactState};
use crate::catalogue::Catalogue;
use crate::condition::{BitSet, Evidence, FactIx, FindingIx, IndicatorIx, Strength, Truth};
use std::collections::BTreeSet;

pub(super) fn range(recorded: &Recorded<'_>, finding: FindingIx) -> Range {
    let open: Vec<_> = recorded
        .catalogue
        .range_facts()
        .iter()
        .filter(|(fact, _)| recorded.case.fact(*fact) == FactState::Open)
        .collect();
    let exact = recorded.catalogue.has_two_ended_range();
    let (mut shown, mut possible, mut seen) = (BTreeSet::from([finding]), BTreeSet::new(), [false; 2]);
    // Without two ends, a fact may also stay open while other answers arrive.
    let left_open = usize::from(!exact);
    let ways: usize = open.iter().map(|(_, answers)| answers.len() + left_open).product();
    for way in 0..ways {
        let filled = filling(&open, way, left_open);
        let tracks = tracks(recorded, &filled);
        for &child in tracks {
            // Apart from the track no rule reads a fact, so all answers to it give the same result on one track.
            if std::mem::replace(&mut seen[usize::from(child)], !recorded.catalogue.findings_read_facts()) {
                continue;
            }
            let side = Side { recorded, child, filled: &filled };
            if !exact {
                possible.extend(side.possible());
            }
            // While both tracks count, one alone proves nothing, because the higher finding is reported.
            if exact || tracks.len() == 1 {
                shown.extend([side.all_answered(Taken::Least), side.all_answered(Taken::Most)]);
            }
            if !exact && tracks.len() == 1 {
                shown.extend(side.tried(&possible, &shown));
            }
        }
    }
    if exact {
        let low = shown.iter().next_back().copied().unwrap_or(finding);
        let high = shown.first().copied().unwrap_or(finding);
        return Range::Between { low, high };
    }
    let superset = !possible.is_subset(&shown);
    Range::Among { findings: possible.union(&shown).copied().collect(), superset }
}

/// The case on one track, with some open facts answered.
struct Side<'r> {
    recorded: &'r Recorded<'r>,
    child: bool,
    filled: &'r [(FactIx, u64)],
}

impl Side<'_> {
    fn view(&self, now: &Levels, most: Option<&Levels>, core_complete: bool) -> View<'_> {
        let Recorded { catalogue, case, .. } = self.recorded;
        View::new(catalogue, case, self.child, now, most, core_complete).with_facts(self.filled)
    }

    /// The finding after everything open is answered in this way.
    fn all_answered(&self, taken: Taken) -> FindingIx {
        self.view(self.recorded.levels(self.child, taken), None, true).find(&mut ())
    }

    /// Every finding that is possible while some or all of what is open is answered.
    fn possible(&self) -> BTreeSet<FindingIx> {
        let [least, most] = [Taken::Least, Taken::Most].map(|taken| self.recorded.levels(self.child, taken));
        // At the end the core is complete. Until then it has its present state.
        let core = [true, self.recorded.core_complete()];
        let findings = self.recorded.catalogue.findings.len();
        core.into_iter().flat_map(|core| possible(&self.view(least, Some(most), core), findings)).collect()
    }

    /// Tries some answers to find the remaining possible findings: one sign alone, and all but one.
    fn tried(&self, possible: &BTreeSet<FindingIx>, shown: &BTreeSet<FindingIx>) -> BTreeSet<FindingIx> {
        let mut found = BTreeSet::new();
        let open = self.recorded.open_on(self.child);
        for at in open.iter() {
            if possible.iter().all(|one| shown.contains(one) || found.contains(one)) {
                break;
            }
            let one: BitSet = [at].into_iter().collect();
            for filled in [one, open.without(&one)] {
                for rating in [Rating::Mildest, Rating::Severest] {
                    let levels = Levels::of(self.recorded.catalogue, self.child, self.recorded.case, rating, &filled);
                    found.insert(self.view(&levels, None, true).find(&mut ()));
                }
            }
        }
        found
    }
}

/// One combination of answers to the open facts, by its number.
fn filling(open: &[&(FactIx, Vec<u64>)], mut way: usize, left_open: usize) -> Vec<(FactIx, u64)> {
    let choose = |(fact, answers): &&(FactIx, Vec<u64>)| {
        let many = answers.len() + left_open;
        let choice = way % many;
        way /= many;
        answers.get(choice).map(|answer| (*fact, *answer))
    };
    open.iter().filter_map(choose).collect()
}

/// The tracks for these answers. Both, if the track is still open.
fn tracks(recorded: &Recorded<'_>, filled: &[(FactIx, u64)]) -> &'static [bool] {
    let Some(rule) = &recorded.catalogue.child_track else { return &[false] };
    match rule.evaluate(&Answered { recorded, filled }) {
        Truth::Yes => &[true],
        Truth::No => &[false],
        Truth::Open => ways(recorded.applicable.track),
    }
}

/// The case with some open facts answered, as the rule of the track reads it.
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

/// Every possible finding, down to the first certain one.
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

/// The finding of a case, if it is above `below`. Only for a catalogue in which signs can only raise a finding, and
/// whose higher findings don't read whether the core is complete. What is still open is then irrelevant.
pub(crate) fn finding_above(
    catalogue: &Catalogue,
    case: &impl AsRef<AnswerSets>,
    below: FindingIx,
) -> Option<FindingIx> {
    let case = case.as_ref();
    let track = track(catalogue, &Answers::of(catalogue, case));
    let found = ways(track).iter().filter_map(|&child| {
        let levels = Levels::of(catalogue, child, case, Rating::AsRecorded, &BitSet::EMPTY);
        let view = View::new(catalogue, case, child, &levels, None, false);
        (0..below.0).map(FindingIx).find(|at| view.stands(*at, &mut ()))
    });
    found.min()
}
