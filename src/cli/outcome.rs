//! What is made of a case, and its text: the same for a screening and for a file.

use super::{Format, width};
use crate::assessment::{Assessment, Trace, assess};
use crate::case::{Case, Derived};
use crate::catalogue::Catalogue;
use crate::condition::IndicatorIx;
use crate::referral::{Recommendation, recommend};
use crate::report::{self, Detail, Report};

/// A case with its assessment and what is advised.
pub struct Outcome<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    trace: Trace<'a>,
    pub assessment: Assessment,
    pub recommendation: Recommendation,
    derived: Option<&'a Derived>,
}

impl<'a> Outcome<'a> {
    /// Assesses a case and asks the guidelines.
    pub fn of(catalogue: &'a Catalogue, case: &'a Case) -> Self {
        let mut trace = Trace::new(catalogue);
        let assessment = assess(catalogue, case, &mut trace);
        let recommendation = recommend(catalogue, case, &assessment);
        Self { catalogue, case, trace, assessment, recommendation, derived: None }
    }

    /// The same for a case that was derived from answers to another catalogue.
    pub fn of_derived(catalogue: &'a Catalogue, derived: &'a Derived) -> Self {
        Self { derived: Some(derived), ..Self::of(catalogue, &derived.case) }
    }

    /// As a line of JSON, or for people: drawn with lines, or plain.
    pub fn text(&self, for_specialist: &[IndicatorIx], format: Format, detail: Detail, plain: bool) -> String {
        let report = Report {
            catalogue: self.catalogue,
            case: self.case,
            assessment: &self.assessment,
            recommendation: &self.recommendation,
            trace: &self.trace,
            for_specialist,
            derived: self.derived,
        };
        match format {
            Format::Json => report::result_line(&report, None, detail),
            Format::Table => report::table(&report, width(), plain),
        }
    }
}
