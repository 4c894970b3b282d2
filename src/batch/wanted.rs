//! Which results are wanted, and in what order a queue of people would be seen.

use crate::assessment::Assessment;
use crate::case::{Counted, Skimmed};
use crate::condition::{FactIx, FindingIx, Track};
use crate::referral::Recommendation;
use std::cmp::Reverse;

/// Which results are wanted; all, where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Facts that have one of these values (a bit each), all of them.
    pub facts: Vec<(FactIx, u64)>,
    /// Least finding.
    pub at_least: Option<FindingIx>,
}

impl Wanted {
    /// Whether the facts of a case are as wanted. What is not known is not taken for a yes.
    #[must_use]
    pub fn is_met_by(&self, case: &Counted) -> bool {
        self.facts.iter().all(|(fact, values)| case.fact(*fact).bits() & values != 0)
    }

    /// Whether a finding is as high as wanted.
    #[must_use]
    pub fn is_reached_by(&self, assessment: &Assessment) -> bool {
        self.at_least.is_none_or(|least| assessment.finding <= least)
    }
}

/// The place in a queue: urgency, then whoever is or may be a child, then the finding, then who waits longest, then
/// points. Less is sooner. A case without a day may have waited longest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    urgency: usize,
    is_adult: bool,
    finding: FindingIx,
    since: Option<jiff::civil::Date>,
    points: Reverse<u32>,
}

impl Rank {
    /// Of a case.
    #[must_use]
    pub fn of(case: &Skimmed, assessment: &Assessment, advice: &Recommendation) -> Self {
        Self {
            urgency: advice.urgency.unwrap_or(usize::MAX),
            is_adult: assessment.track == Track::Adult,
            finding: assessment.finding,
            since: case.screened_on,
            points: Reverse(assessment.points),
        }
    }
}
