//! A summary of many cases: as tables for a screen or a page, as JSON, and as rows for a spreadsheet.
//!
//! It takes what may be shown and nothing else, and so can't show more.

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
use crate::summary::{Cases, LeftOut, Row, Summary, Table};
use crate::wording;

const HEADING: &str = "Screening findings: not a count of victims, not prevalence";

/// A count that is not shown, or that there can't be.
const NOT_SHOWN: &str = "–";

fn cases(summary: &Summary) -> String {
    let purpose = summary.purpose().map_or("any purpose".to_owned(), |purpose| format!("purpose: {}", purpose.word()));
    match summary.cases() {
        Cases::Shown(cases) => format!("{cases} cases ({purpose})"),
        Cases::Few => format!("Fewer than {} cases ({purpose}): nothing is shown of them.", summary.suppress()),
    }
}

/// What has to be known to read the tables.
fn notes(catalogue: &Catalogue, summary: &Summary) -> Vec<String> {
    let mut notes = Vec::new();
    match summary.aside() {
        Cases::Shown(0) => {}
        Cases::Shown(cases) => notes.push(format!("{cases} cases of another purpose were left aside.")),
        Cases::Few => {
            notes.push(format!("Fewer than {} cases of another purpose were left aside.", summary.suppress()));
        }
    }
    let least = summary.suppress();
    if least > 1 && !summary.tables().is_empty() {
        notes.push(format!(
            "Every count is 0 or at least {least}, and none between follows from others by adding or subtracting: rows \
             may be merged, and {NOT_SHOWN} stands for what is not shown. This holds within one summary. Two summaries can \
             be subtracted from each other, so nothing is promised of several."
        ));
    } else if least <= 1 {
        let told = "Small counts are shown: this summary can give people away. Keep it as you keep the cases.";
        notes.push(told.to_owned());
    }
    notes.push(format!("Catalogue {}: {}", catalogue.name(), catalogue.validation));
    notes.extend(wording::with_files(catalogue).map(|files| format!("Read {files}")));
    notes.extend(summary.compared().map(|other| format!("Compared with {}: {}", other.name, other.validation)));
    notes
}

fn hidden(table: &Table) -> Option<String> {
    let rows = if table.hidden() == 1 { "row is" } else { "rows are" };
    (table.hidden() > 0).then(|| format!("{} {rows} not shown.", table.hidden()))
}

fn left_out(one: &LeftOut) -> String {
    format!("{} ({}): {}", one.title, one.id, one.reason)
}

fn header(table: &Table) -> Vec<String> {
    let columns = table.columns().iter().map(|column| column.text().to_owned());
    table.heads().iter().cloned().chain(columns).collect()
}

fn cells(row: &Row) -> Vec<String> {
    let counts = row.counts().iter().map(|count| count.map_or(NOT_SHOWN.to_owned(), |count| count.to_string()));
    row.labels().iter().map(|label| label.text().to_owned()).chain(counts).collect()
}
