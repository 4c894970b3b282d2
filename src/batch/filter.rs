//! Which results are wanted, and the order of a queue.

use crate::assessment::Assessment;
use crate::case::{FactState, Skimmed, WaitingSince};
use crate::condition::{FactIx, FindingIx, Track};
use crate::referral::Recommendation;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Which results are wanted. The default is all.
#[derive(Clone, Debug, Default)]
pub struct ResultFilter {
    /// Conditions on facts. All of them must hold.
    pub facts: Vec<WantedFact>,
    /// The lowest finding.
    pub at_least: Option<FindingIx>,
}

/// A condition on a fact: one of these values, or one of these ways without an answer.
#[derive(Clone, Debug)]
pub struct WantedFact {
    pub fact: FactIx,
    /// The values, a bit each.
    pub values: u64,
    pub unknown: bool,
    pub declined: bool,
    pub not_asked: bool,
}

impl WantedFact {
    fn is_met_by(&self, case: &Skimmed) -> bool {
        match case.as_ref().answered(self.fact) {
            FactState::Values(given) => given & self.values != 0,
            FactState::Other => false,
            FactState::Open if case.unanswered().is_unknown(self.fact) => self.unknown,
            FactState::Open if case.unanswered().is_declined(self.fact) => self.declined,
            FactState::Open => self.not_asked,
        }
    }
}

impl ResultFilter {
    /// Whether the facts of a case match. An unknown answer is never read as a yes.
    pub fn is_met_by(&self, case: &Skimmed) -> bool {
        self.facts.iter().all(|wanted| wanted.is_met_by(case))
    }

    /// Whether a finding is high enough.
    pub fn is_reached_by(&self, assessment: &Assessment) -> bool {
        self.at_least.is_none_or(|least| assessment.finding <= least)
    }
}

/// The rank in a queue: urgency, then persons who are or may be children, then the finding, then the longest wait, then
/// points. The lowest is first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueRank {
    urgency: usize,
    is_adult: bool,
    finding: FindingIx,
    waiting: WaitingSince,
    points: Reverse<u32>,
}

impl QueueRank {
    pub fn of(case: &Skimmed, assessment: &Assessment, advice: &Recommendation, today: Date) -> Self {
        Self {
            urgency: advice.urgency.unwrap_or(usize::MAX),
            is_adult: assessment.track == Track::Adult,
            finding: assessment.finding,
            waiting: case.days.waiting(today),
            points: Reverse(assessment.points),
        }
    }
}
