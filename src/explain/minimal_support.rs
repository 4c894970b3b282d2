//! The minimal support of a finding: the fewest answers with the same result for the same person. Without any one of
//! them the finding changes, or the track becomes open.

use crate::assessment::{Applicable, finding};
use crate::case::{Answer, Case, FactAnswer, Presence};
use crate::catalogue::Catalogue;
use crate::condition::{FactIx, FindingIx, IndicatorIx, Track};

/// Answers that are enough for the finding, and all needed. Empty if the finding rests on missing answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Answers about indicators, present or absent.
    pub indicators: Vec<IndicatorIx>,
    pub facts: Vec<FactIx>,
}

impl Support {
    /// Removes answers one by one, as long as the finding stays: first absent ones, then present ones from the end of
    /// the catalogue, then facts. The rest is enough, and all of it is needed.
    pub fn of(catalogue: &Catalogue, case: &Case) -> Self {
        let whole = outcome(catalogue, case);
        let mut bare = case.clone();
        // An answer that was needed beside another may not be needed without it, so this repeats until nothing changes.
        loop {
            let before = bare.clone();
            for presence in [Presence::Unknown, Presence::Declined, Presence::Suspected, Presence::Absent] {
                spare_answers(catalogue, &mut bare, presence, whole);
            }
            spare_answers(catalogue, &mut bare, Presence::Present, whole);
            spare_facts(catalogue, &mut bare, whole);
            if bare == before {
                break;
            }
        }
        let kept = [Presence::Present, Presence::Absent].into_iter().flat_map(|one| bare.with_presence(one));
        let mut indicators: Vec<IndicatorIx> = kept.collect();
        indicators.sort_unstable();
        let facts = (0..catalogue.facts.len()).map(FactIx).filter(|at| bare.fact(*at).is_given()).collect();
        Self { indicators, facts }
    }
}

/// What must not change: the finding and the track. An adult's result is never explained by a child's rules.
type Outcome = (FindingIx, Track);

fn outcome(catalogue: &Catalogue, case: &Case) -> Outcome {
    (finding(catalogue, case), Applicable::of(catalogue, case).track)
}

/// Removes facts that the finding does not need.
fn spare_facts(catalogue: &Catalogue, bare: &mut Case, whole: Outcome) {
    for at in (0..catalogue.facts.len()).rev().map(FactIx) {
        let before = bare.fact(at).clone();
        bare.set_fact(at, FactAnswer::NotAsked);
        if outcome(catalogue, bare) != whole {
            bare.set_fact(at, before);
        }
    }
}

/// Removes answers with this presence that the finding does not need.
fn spare_answers(catalogue: &Catalogue, bare: &mut Case, presence: Presence, whole: Outcome) {
    let given: Vec<IndicatorIx> = bare.with_presence(presence).collect();
    for at in given.into_iter().rev() {
        let Some(before) = bare.answer(at).cloned() else { continue };
        bare.set_answer(at, Answer::of(Presence::NotAsked));
        if outcome(catalogue, bare) != whole {
            bare.set_answer(at, before);
        }
    }
}
