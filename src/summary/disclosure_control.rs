//! What of the counts may be shown. There is no other way to a table than through here.
//!
//! Every count that is shown is 0 or at least the threshold, and no count between follows from those that are shown by
//! adding and subtracting, whatever follows from what in the catalogue, nor from one group of cases that lies within another. The first is brought about by merging rows and by
//! leaving out, table by table; the second is then held by an audit over all tables at once. What can be guessed from
//! bounds, or by subtracting one run from another, is not promised.

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

/// An id, with words for people. Of what was merged, the ids of all, joined by `+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    id: String,
    text: String,
}

impl Label {
    pub(super) fn new(id: &str, text: &str) -> Self {
        Self { id: id.to_owned(), text: text.to_owned() }
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Words for people.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A number of cases that may be too small to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseCount {
    /// So many.
    Shown(u64),
    /// Fewer than the threshold, and not none.
    Few,
}

/// A row of a table. A count that is not shown, or that there can't be, is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    pub(super) labels: Vec<Label>,
    pub(super) counts: Vec<Option<u64>>,
}

impl TableRow {
    /// What the row is of, one for each head of the table.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// A count for each column.
    pub fn counts(&self) -> &[Option<u64>] {
        &self.counts
    }
}

/// A table that may be shown.
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
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What exactly it counts.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What its rows are of.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// Its columns of counts.
    pub fn columns(&self) -> &[Label] {
        &self.columns
    }

    /// Its rows.
    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// How many rows are not shown.
    pub fn hidden(&self) -> usize {
        self.hidden
    }
}

/// A table that is not shown at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutTable {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: &'static str,
}

/// What may be shown of a tally.
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

/// A catalogue that was compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Its name.
    pub name: String,
    /// Its method fingerprint.
    pub method: String,
    /// What is known of its sensitivity and specificity.
    pub validation: String,
    /// How far both agree; none where that can't be told.
    pub agreement: Option<Agreement>,
}

impl Summary {
    /// The cases that were counted.
    pub fn cases(&self) -> CaseCount {
        self.cases
    }

    /// Cases of another purpose, left aside.
    pub fn aside(&self) -> CaseCount {
        self.aside
    }

    /// The purpose of those counted; none: any.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// The least count but 0 that is shown; 0 or 1: every one is.
    pub fn suppress(&self) -> u64 {
        self.suppress
    }

    /// The tables.
    pub fn tables(&self) -> &[PublishedTable] {
        &self.tables
    }

    /// The catalogue that was compared with.
    pub fn compared(&self) -> Option<&Beside> {
        self.compared.as_ref()
    }

    /// The tables that are not shown.
    pub fn left_out(&self) -> &[LeftOutTable] {
        &self.left_out
    }

    /// Whether a number that stands beside the summary, such as that of the results, may be told.
    pub fn may_tell(&self, number: u64) -> bool {
        is_fine(number, self.suppress)
    }
}

fn is_fine(number: u64, suppress: u64) -> bool {
    number == 0 || number >= suppress
}

/// What may be shown of a tally, if no count but 0 below `suppress` may be.
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

/// Tells how far both agree below the first table it stands to.
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
