//! A summary of many cases: as tables for a screen or a page, as JSON, and as rows for a spreadsheet.
//!
//! It receives only publishable counts, so it can't show more.

mod csv;
mod json;
mod markdown;
mod page;
mod table;

pub use csv::summary_csv;
pub use json::summary_json;
pub use markdown::summary_markdown;
pub use page::summary_html;
pub use table::summary_table;

use crate::catalogue::Catalogue;
use crate::summary::{CaseCount, LeftOutTable, PublishedTable, Summary, TableRow};
use crate::wording;

/// A suppressed or impossible count.
const NOT_SHOWN: &str = "–";

fn cases(summary: &Summary) -> String {
    let of = summary
        .purpose()
        .map_or(text!("summary-any-purpose").to_owned(), |purpose| text!("summary-purpose", purpose = purpose.word()));
    match summary.cases() {
        CaseCount::Shown(cases) => text!("summary-cases", cases = cases, of = of),
        CaseCount::Few => text!("summary-cases-few", least = summary.suppress(), of = of),
    }
}

/// What readers must know about the tables.
fn notes(catalogue: &Catalogue, summary: &Summary) -> Vec<String> {
    let mut notes = Vec::new();
    let least = summary.suppress();
    match summary.aside() {
        CaseCount::Shown(0) => {}
        CaseCount::Shown(cases) => notes.push(text!("summary-aside", cases = cases)),
        CaseCount::Few => notes.push(text!("summary-aside-few", least = least)),
    }
    if least > 1 && !summary.tables().is_empty() {
        notes.push(text!("summary-note-protected", least = least, not_shown = NOT_SHOWN));
    } else if least <= 1 {
        notes.push(text!("summary-note-unprotected").to_owned());
    }
    notes.push(text!("summary-note-catalogue", name = catalogue.name(), validation = &catalogue.validation));
    notes.extend(wording::with_files(catalogue).map(|files| text!("summary-note-files", files = files)));
    let compared = summary.compared();
    notes.extend(
        compared.map(|other| text!("summary-note-compared", name = &other.name, validation = &other.validation)),
    );
    notes
}

fn hidden(table: &PublishedTable) -> Option<String> {
    (table.hidden() > 0).then(|| text!("summary-rows-not-shown", rows = table.hidden()))
}

fn left_out(one: &LeftOutTable) -> String {
    format!("{} ({}): {}", one.title, one.id, one.reason)
}

fn header(table: &PublishedTable) -> Vec<String> {
    let columns = table.columns().iter().map(|column| column.text().to_owned());
    table.heads().iter().cloned().chain(columns).collect()
}

fn cells(row: &TableRow) -> Vec<String> {
    let counts = row.counts().iter().map(|count| count.map_or(NOT_SHOWN.to_owned(), |count| count.to_string()));
    row.labels().iter().map(|label| label.text().to_owned()).chain(counts).collect()
}
