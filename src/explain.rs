//! Explanations: the reasons for a finding, why no higher one applies, and the smallest change that would move it.
//!
//! This module is pure, over a catalogue and a case. It has no scoring of its own. It assesses the case with some
//! answers removed or added, so an explanation can't contradict the rules.

mod interchangeable;
mod minimal_support;
mod monotone_search;
mod near_misses;
mod nearest_rules;
mod settling;

pub use crate::explain::interchangeable::Change;
pub use crate::explain::minimal_support::Support;
pub use crate::explain::nearest_rules::UnfiredRule;
pub use near_misses::{ChangeCount, MOST_CHANGES, NearMiss, NearMisses};
pub use settling::{MOST as MOST_SETTLING, settling};

use crate::assessment::{Assessment, Trace, assess};
use crate::case::Case;
use crate::catalogue::Catalogue;

/// The reasons for a finding, and for no other one.
pub struct Explanation<'c> {
    pub assessment: Assessment,
    /// Every evaluated rule, with the answers under it.
    pub trace: Trace<'c>,
    /// The fewest answers that give the same finding.
    pub support: Support,
    /// The rules of other findings that were nearest to firing.
    pub unfired: Vec<UnfiredRule>,
    /// The fewest further answers that move the finding.
    pub near_misses: NearMisses,
}

pub fn explain<'c>(catalogue: &'c Catalogue, case: &Case) -> Explanation<'c> {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let support = Support::of(catalogue, case);
    let unfired = crate::explain::nearest_rules::nearest(catalogue, &assessment, &trace);
    let near_misses = NearMisses::of(catalogue, case, &assessment);
    Explanation { assessment, trace, support, unfired, near_misses }
}
