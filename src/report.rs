//! Reports: a result as a table for people, or as JSON for programs; and problems with their source lines.
//!
//! Makes text and prints none. Free text of a case (its notes) is part of no report but the table that asks for it.

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
pub use crate::report::result::table::{table, table_with_notes};
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

/// A case with all that was made of it.
pub struct Report<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The case.
    pub case: &'a Case,
    /// Its assessment.
    pub assessment: &'a Assessment,
    /// What is advised.
    pub recommendation: &'a Recommendation,
    /// Why.
    pub trace: &'a Trace<'a>,
    /// Left to whoever is trained to ask; known only after an interview.
    pub for_specialist: &'a [IndicatorIx],
    /// Whether the talk was broken off; known only after an interview.
    pub stopped: bool,
    /// Where the answers come from, if they were given to another catalogue.
    pub derived: Option<&'a Derived>,
}

impl<'a> Report<'a> {
    /// Of a case that was read and not asked: nothing is kept for a specialist, it was not stopped, and no answer came from
    /// another catalogue.
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

    /// The questions that would settle the finding, for another talk.
    fn settling(&self) -> Vec<Question> {
        explain::settling(self.catalogue, self.case, self.assessment)
    }

    /// Whether the finding rests on the rules for children alone: by those for adults it would be a lower one.
    fn rests_on_child_rule(&self) -> bool {
        let mut fired = self.trace.fired(self.assessment.finding).peekable();
        let on_child_rule = |rule, child| match self.assessment.track {
            Track::Adult => false,
            Track::Child => matches!(rule, TracedRule::ChildFinding(_)),
            Track::Undetermined => child,
        };
        fired.peek().is_some() && fired.all(|traced| on_child_rule(traced.rule, traced.child))
    }

    /// Whether the talk was ended because it was not safe.
    fn was_unsafe(&self) -> bool {
        self.closed_gates().any(|gate| gate.keep == Keep::Nothing)
    }
}
