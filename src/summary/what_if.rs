//! What-if changes to a case, which show how much of a finding depends on one assumption.

use crate::assessment;
use crate::case::{AnswerSets, Presence, Skimmed};
use crate::catalogue::Catalogue;
use crate::condition::{FindingIx, IndicatorIx, Severity};

/// A change to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatIf {
    /// Every present indicator that has degrees gets this severity.
    Severity(Severity),
    /// Suspected indicators count as present.
    SuspectedPresent,
    /// The indicator is never present. Its question counts as answered, so that the finding does not react to a missing
    /// answer.
    Without(IndicatorIx),
}

impl WhatIf {
    /// The word that a user types for it.
    pub fn word(self, catalogue: &Catalogue) -> String {
        match self {
            Self::Severity(severity) => format!("severity-{}", severity.word()),
            Self::SuspectedPresent => "suspected-present".to_owned(),
            Self::Without(at) => format!("without={}", catalogue.indicator(at).id),
        }
    }

    pub(super) fn title(self, catalogue: &Catalogue) -> String {
        match self {
            Self::Severity(severity) => {
                text!("summary-what-if-severity", severity = severity.word())
            }
            Self::SuspectedPresent => text!("summary-what-if-suspected").to_owned(),
            Self::Without(at) => text!("summary-what-if-without", indicator = &catalogue.indicator(at).statement),
        }
    }

    /// The finding of a case under this change. `scratch` is overwritten.
    pub(super) fn finding(self, catalogue: &Catalogue, case: &Skimmed, scratch: &mut AnswerSets) -> FindingIx {
        scratch.clone_from(case.as_ref());
        match self {
            Self::Severity(severity) => scratch.rate_all(&catalogue.masks().degrees, severity),
            Self::SuspectedPresent => {
                scratch.take_as_present(&case.unanswered().indicators(Presence::Suspected));
            }
            Self::Without(at) => scratch.take_as_absent(at),
        }
        assessment::finding(catalogue, scratch)
    }
}
