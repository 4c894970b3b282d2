//! A summary as a page of Markdown.

use super::{HEADING, cases, cells, header, hidden, left_out, notes};
use crate::catalogue::Catalogue;
use crate::report::markdown::plain;
use crate::summary::Summary;

/// The summary as Markdown.
#[must_use]
pub fn summary_markdown(catalogue: &Catalogue, summary: &Summary) -> String {
    let mut lines = vec![format!("# {HEADING}"), String::new(), plain(&cases(summary))];
    let row =
        |cells: Vec<String>| format!("| {} |", cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
    for table in summary.tables() {
        lines.extend([String::new(), format!("## {}", plain(table.title())), String::new()]);
        let header = header(table);
        let rule = (0..header.len()).map(|at| if at < table.heads().len() { "---" } else { "---:" });
        lines.extend([row(header.clone()), format!("| {} |", rule.collect::<Vec<_>>().join(" | "))]);
        lines.extend(table.rows().iter().map(|one| row(cells(one))));
        lines.extend([String::new(), plain(table.note())]);
        lines.extend(hidden(table));
    }
    if !summary.left_out().is_empty() {
        lines.extend([String::new(), "## Not shown".to_owned(), String::new()]);
        lines.extend(summary.left_out().iter().map(|one| format!("- {}", plain(&left_out(one)))));
    }
    lines.extend([String::new(), "## How to read this".to_owned(), String::new()]);
    lines.extend(notes(catalogue, summary).iter().map(|note| format!("- {}", plain(note))));
    lines.join("\n")
}
