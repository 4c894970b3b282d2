//! Reports: a result as a table for people or JSON for programs, and diagnostics with their source lines.
//!
//! This module makes text and prints nothing. Notes of a case appear only in the table that asks for them.

pub mod catalogue;
mod diagnostics;
pub mod explanation;
mod labelled_rows;
mod record_list;
pub mod result;
mod summary;
mod training;

pub use crate::report::catalogue::contacts_due::upkeep;
pub use crate::report::catalogue::diff::{CaseChanges, MovedCase, diff, diff_line};
pub use crate::report::catalogue::entry::{one_thing, shown_ids};
pub use crate::report::catalogue::my_contacts::my_contacts;
pub use crate::report::catalogue::overview::{at_a_glance, catalogues};
pub use crate::report::diagnostics::{Gravity, catalogue_check_json, diagnostic, diagnostics, line as diagnostic_line};
pub use crate::report::explanation::json::explanation_line;
pub use crate::report::explanation::text::explanation;
pub use crate::report::record_list::{ListedState, RecordSummary, kept};
pub use crate::report::result::card::card;
pub use crate::report::result::csv::{ResultColumns, rows_table};
pub use crate::report::result::html::html;
pub use crate::report::result::json::{Envelope, ResultDetail, ResultForm, result_line};
pub use crate::report::result::markdown::markdown;
pub use crate::report::result::page::{Audience, HandOverError, ResultPage};
pub use crate::report::result::side_by_side::side_by_side;
pub use crate::report::result::table::{brief, table, table_with_notes};
pub use summary::{summary_csv, summary_html, summary_json, summary_markdown, summary_table};
pub use training::{
    CheckedScript, agreement_json, agreement_text, checked_json, checked_junit, checked_text, marked, role_sheet,
};

use crate::assessment::{Assessment, Trace, TracedRule};
use crate::case::{Case, Derived};
use crate::catalogue::{Catalogue, Gate, Keep, Question};
use crate::condition::{IndicatorIx, Track};
use crate::explain;
use crate::referral::Recommendation;

/// A case with everything that was derived from it.
pub struct Report<'a> {
    pub catalogue: &'a Catalogue,
    pub case: &'a Case,
    pub assessment: &'a Assessment,
    pub recommendation: &'a Recommendation,
    /// The rules that were evaluated.
    pub trace: &'a Trace<'a>,
    /// Indicators that only a trained person may ask about, known only after an interview.
    pub for_specialist: &'a [IndicatorIx],
    /// Whether the interview was broken off, known only after an interview.
    pub stopped: bool,
    /// The crosswalk, if the answers belong to another catalogue.
    pub derived: Option<&'a Derived>,
}

impl<'a> Report<'a> {
    /// For a case that was read from a file, without an interview and without a crosswalk.
    pub fn of(
        catalogue: &'a Catalogue,
        case: &'a Case,
        assessment: &'a Assessment,
        recommendation: &'a Recommendation,
        trace: &'a Trace<'a>,
    ) -> Self {
        Self { catalogue, case, assessment, recommendation, trace, for_specialist: &[], stopped: false, derived: None }
    }
}

impl<'a> Report<'a> {
    /// The gates that an answer of the case closed.
    fn closed_gates(&self) -> impl Iterator<Item = &'a Gate> {
        self.assessment.ended_by.iter().map(|at| &self.catalogue.gates[*at])
    }

    /// The questions to ask at another meeting, to settle the finding.
    fn settling(&self) -> Vec<Question> {
        explain::settling(self.catalogue, self.case, self.assessment)
    }

    /// Whether only the rules for children give this finding, and those for adults a lower one.
    fn rests_on_child_rule(&self) -> bool {
        let mut fired = self.trace.fired(self.assessment.finding).peekable();
        let on_child_rule = |rule, child| match self.assessment.track {
            Track::Adult => false,
            Track::Child => matches!(rule, TracedRule::ChildFinding(_)),
            Track::Undetermined => child,
        };
        fired.peek().is_some() && fired.all(|traced| on_child_rule(traced.rule, traced.child))
    }

    /// Whether the interview ended because the place was not safe.
    fn was_unsafe(&self) -> bool {
        self.closed_gates().any(|gate| gate.keep == Keep::Nothing)
    }
}
