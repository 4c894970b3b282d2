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
use crate::summary::disclosure_control::candidate_tables::Drafting;
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
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Words for people.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A number of cases that may be too small to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cases {
    /// So many.
    Shown(u64),
    /// Fewer than the threshold, and not none.
    Few,
}

/// A row of a table. A count that is not shown, or that there can't be, is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) labels: Vec<Label>,
    pub(super) counts: Vec<Option<u64>>,
}

impl Row {
    /// What the row is of, one for each head of the table.
    #[must_use]
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// A count for each column.
    #[must_use]
    pub fn counts(&self) -> &[Option<u64>] {
        &self.counts
    }
}

/// A table that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) heads: Vec<String>,
    pub(super) columns: Vec<Label>,
    pub(super) rows: Vec<Row>,
    pub(super) hidden: usize,
}

impl Table {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What exactly it counts.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What its rows are of.
    #[must_use]
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// Its columns of counts.
    #[must_use]
    pub fn columns(&self) -> &[Label] {
        &self.columns
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows are not shown.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.hidden
    }
}

/// A table that is not shown at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
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
    cases: Cases,
    aside: Cases,
    purpose: Option<Purpose>,
    suppress: u64,
    tables: Vec<Table>,
    left_out: Vec<LeftOut>,
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
    #[must_use]
    pub fn cases(&self) -> Cases {
        self.cases
    }

    /// Cases of another purpose, left aside.
    #[must_use]
    pub fn aside(&self) -> Cases {
        self.aside
    }

    /// The purpose of those counted; none: any.
    #[must_use]
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// The least count but 0 that is shown; 0 or 1: every one is.
    #[must_use]
    pub fn suppress(&self) -> u64 {
        self.suppress
    }

    /// The tables.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The catalogue that was compared with.
    #[must_use]
    pub fn compared(&self) -> Option<&Beside> {
        self.compared.as_ref()
    }

    /// The tables that are not shown.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Whether a number that stands beside the summary, such as that of the results, may be told.
    #[must_use]
    pub fn may_tell(&self, number: u64) -> bool {
        is_fine(number, self.suppress)
    }
}

fn is_fine(number: u64, suppress: u64) -> bool {
    number == 0 || number >= suppress
}

/// What may be shown of a tally, if no count but 0 below `suppress` may be.
#[must_use]
pub fn disclose(layout: &Layout<'_>, tally: &Tally, suppress: u64) -> Summary {
    let told = |number| if is_fine(number, suppress) { Cases::Shown(number) } else { Cases::Few };
    let (cases, aside) = (told(tally.cases()), told(tally.aside()));
    let (purpose, compared) = (layout.purpose, layout.comparison().map(beside));
    let empty = Summary { cases, aside, purpose, suppress, tables: Vec::new(), left_out: Vec::new(), compared };
    if cases == Cases::Few || tally.cases() == 0 {
        return empty;
    }
    let drafting = Drafting::of(layout, tally, suppress);
    let shown = crate::summary::disclosure_control::audit::may_be_shown(&drafting);
    let (mut tables, left_out) = drafting.finish(&shown);
    let compared = layout.comparison().map(|comparison| {
        let agreement = Agreement::of(comparison, &tables);
        tell(comparison, agreement.as_ref(), &mut tables);
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
fn tell(comparison: &Comparison<'_>, agreement: Option<&Agreement>, tables: &mut [Table]) {
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
