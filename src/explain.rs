//! Explanations: why a finding stands, why a higher one does not, and the least that would move it.
//!
//! Pure, over a catalogue and a case. It scores nothing by itself: whatever it says was found out by assessing the case
//! with some answers taken out or put in, so that an explanation can't differ from the rules.

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

/// Why a case came out as it did, and why not otherwise.
pub struct Explanation<'c> {
    /// The assessment.
    pub assessment: Assessment,
    /// Every rule that was looked at, with the answers under it.
    pub trace: Trace<'c>,
    /// The least answers that give the same finding.
    pub support: Support,
    /// The rules of other findings that came nearest and did not fire.
    pub unfired: Vec<UnfiredRule>,
    /// The least number of further answers that moves the finding.
    pub near_misses: NearMisses,
}

/// Explains a case.
pub fn explain<'c>(catalogue: &'c Catalogue, case: &Case) -> Explanation<'c> {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let support = Support::of(catalogue, case);
    let unfired = crate::explain::nearest_rules::nearest(catalogue, &assessment, &trace);
    let near_misses = NearMisses::of(catalogue, case, &assessment);
    Explanation { assessment, trace, support, unfired, near_misses }
}
