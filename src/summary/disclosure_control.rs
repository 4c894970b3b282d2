//! Disclosure control: suppresses small counts. Every table passes through this module.
//!
//! Every shown count is 0 or at least the threshold. No smaller count follows from the shown ones by addition and
//! subtraction, from rules of the catalogue, or from a group of cases inside another. First, rows are merged or left
//! out, table by table. Then an audit checks all tables together. Two risks remain: estimates from bounds, and the
//! difference of two runs.

mod agreement;
mod audit;
mod candidate_tables;
mod collapse;
mod differencing;
mod tables;

use crate::case::Purpose;
pub use crate::summary::disclosure_control::agreement::Agreement;
use crate::summary::disclosure_control::candidate_tables::CandidateTables;
use crate::summary::{Comparison, Layout, Tally};

/// An id with a text for people. Merged rows have the ids of all their rows, joined by `+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    id: String,
    text: String,
}

impl Label {
    pub(super) fn new(id: &str, text: &str) -> Self {
        Self { id: id.to_owned(), text: text.to_owned() }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The text for people.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A number of cases that may be too small to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseCount {
    Shown(u64),
    /// Below the threshold, but not 0.
    Few,
}

/// A row of a table. A suppressed or impossible count is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    pub(super) labels: Vec<Label>,
    pub(super) counts: Vec<Option<u64>>,
}

impl TableRow {
    /// A label for each head of the table.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// A count for each column.
    pub fn counts(&self) -> &[Option<u64>] {
        &self.counts
    }
}

/// A table that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTable {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) heads: Vec<String>,
    pub(super) columns: Vec<Label>,
    pub(super) rows: Vec<TableRow>,
    pub(super) hidden: usize,
}

impl PublishedTable {
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    /// What exactly it counts.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The heads of its label columns.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// Its columns of counts.
    pub fn columns(&self) -> &[Label] {
        &self.columns
    }

    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// The number of suppressed rows.
    pub fn hidden(&self) -> usize {
        self.hidden
    }
}

/// A table that is suppressed as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutTable {
    pub id: String,
    pub title: String,
    pub reason: &'static str,
}

/// The publishable part of a tally.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    cases: CaseCount,
    aside: CaseCount,
    purpose: Option<Purpose>,
    suppress: u64,
    tables: Vec<PublishedTable>,
    left_out: Vec<LeftOutTable>,
    compared: Option<Beside>,
}

/// The catalogue in a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub name: String,
    pub method: String,
    /// What is known of its sensitivity and specificity.
    pub validation: String,
    /// How far both catalogues agree, or `None` if that can't be shown.
    pub agreement: Option<Agreement>,
}

impl Summary {
    /// The cases that were counted.
    pub fn cases(&self) -> CaseCount {
        self.cases
    }

    /// Cases of another purpose, which are not counted.
    pub fn aside(&self) -> CaseCount {
        self.aside
    }

    /// The purpose of the counted cases. `None`: any.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// The threshold: the smallest count above 0 that is shown. With 0 or 1 every count is shown.
    pub fn suppress(&self) -> u64 {
        self.suppress
    }

    pub fn tables(&self) -> &[PublishedTable] {
        &self.tables
    }

    /// The catalogue that was compared with.
    pub fn compared(&self) -> Option<&Beside> {
        self.compared.as_ref()
    }

    /// The suppressed tables.
    pub fn left_out(&self) -> &[LeftOutTable] {
        &self.left_out
    }

    /// Whether a number beside the summary, such as that of the results, may be shown.
    pub fn may_tell(&self, number: u64) -> bool {
        is_fine(number, self.suppress)
    }
}

fn is_fine(number: u64, suppress: u64) -> bool {
    number == 0 || number >= suppress
}

/// Draws the tables of a tally, and suppresses counts from 1 to `suppress` - 1.
pub fn disclose(layout: &Layout<'_>, tally: &Tally, suppress: u64) -> Summary {
    let told = |number| if is_fine(number, suppress) { CaseCount::Shown(number) } else { CaseCount::Few };
    let (cases, aside) = (told(tally.cases()), told(tally.aside()));
    let (purpose, compared) = (layout.purpose, layout.comparison().map(beside));
    let empty = Summary { cases, aside, purpose, suppress, tables: Vec::new(), left_out: Vec::new(), compared };
    if cases == CaseCount::Few || tally.cases() == 0 {
        return empty;
    }
    let drafting = CandidateTables::of(layout, tally, suppress);
    let shown = crate::summary::disclosure_control::audit::may_be_shown(&drafting);
    let (mut tables, left_out) = drafting.finish(&shown);
    let compared = layout.comparison().map(|comparison| {
        let agreement = Agreement::of(comparison, &tables);
        describe(comparison, agreement.as_ref(), &mut tables);
        Beside { agreement, ..beside(comparison) }
    });
    Summary { tables, left_out, compared, ..empty }
}

fn beside(comparison: &Comparison<'_>) -> Beside {
    let other = comparison.other();
    let (name, method) = (other.name(), other.method_fingerprint().to_string());
    Beside { name, method, validation: other.validation.clone(), agreement: None }
}

/// Adds the agreement to the note of the first table that it belongs to.
fn describe(comparison: &Comparison<'_>, agreement: Option<&Agreement>, tables: &mut [PublishedTable]) {
    let told = match agreement {
        Some(agreement) => agreement.told(),
        None if comparison.can_move() => return,
        None => text!("summary-agreement-of-different-findings").to_owned(),
    };
    let ids = ["compare.moves", "compare.findings"];
    let at = ids.iter().find_map(|id| tables.iter().position(|table| table.id == *id));
    if let Some(at) = at {
        tables[at].note.push(' ');
        tables[at].note.push_str(&told);
    }
}
