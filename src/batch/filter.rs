//! Which results are wanted, and in what order a queue of people would be seen.

use crate::assessment::Assessment;
use crate::case::{FactState, Skimmed, WaitingSince};
use crate::condition::{FactIx, FindingIx, Track};
use crate::referral::Recommendation;
use jiff::civil::Date;
use std::cmp::Reverse;

/// Which results are wanted; all, where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct ResultFilter {
    /// Facts that are as wanted, all of them.
    pub facts: Vec<WantedFact>,
    /// Least finding.
    pub at_least: Option<FindingIx>,
}

/// How a fact is wanted: with one of these values, or without an answer in one of these ways.
#[derive(Clone, Debug)]
pub struct WantedFact {
    /// The fact.
    pub fact: FactIx,
    /// Values, a bit each.
    pub values: u64,
    /// Not known.
    pub unknown: bool,
    /// Not said.
    pub declined: bool,
    /// Not asked.
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
    /// Whether the facts of a case are as wanted. What is not known is not taken for a yes.
    pub fn is_met_by(&self, case: &Skimmed) -> bool {
        self.facts.iter().all(|wanted| wanted.is_met_by(case))
    }

    /// Whether a finding is as high as wanted.
    pub fn is_reached_by(&self, assessment: &Assessment) -> bool {
        self.at_least.is_none_or(|least| assessment.finding <= least)
    }
}

/// The place in a queue: urgency, then whoever is or may be a child, then the finding, then who waits longest, then
/// points. Less is sooner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueRank {
    urgency: usize,
    is_adult: bool,
    finding: FindingIx,
    waiting: WaitingSince,
    points: Reverse<u32>,
}

impl QueueRank {
    /// Of a case.
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
