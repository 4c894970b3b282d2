//! A summary as a Markdown page.

use super::{cases, cells, header, hidden, left_out, notes};
use crate::catalogue::Catalogue;
use crate::escape;
use crate::summary::Summary;

pub fn summary_markdown(catalogue: &Catalogue, summary: &Summary) -> String {
    let mut lines = vec![format!("# {}", text!("summary-heading")), String::new(), escape::markdown(&cases(summary))];
    let row = |cells: Vec<String>| {
        format!("| {} |", cells.iter().map(|cell| escape::markdown(cell)).collect::<Vec<_>>().join(" | "))
    };
    for table in summary.tables() {
        lines.extend([String::new(), format!("## {}", escape::markdown(table.title())), String::new()]);
        let header = header(table);
        let rule = (0..header.len()).map(|at| if at < table.heads().len() { "---" } else { "---:" });
        lines.extend([row(header.clone()), format!("| {} |", rule.collect::<Vec<_>>().join(" | "))]);
        lines.extend(table.rows().iter().map(|one| row(cells(one))));
        lines.extend([String::new(), escape::markdown(table.note())]);
        lines.extend(hidden(table));
    }
    if !summary.left_out().is_empty() {
        lines.extend([String::new(), format!("## {}", text!("summary-not-shown")), String::new()]);
        lines.extend(summary.left_out().iter().map(|one| format!("- {}", escape::markdown(&left_out(one)))));
    }
    lines.extend([String::new(), format!("## {}", text!("summary-how-to-read")), String::new()]);
    lines.extend(notes(catalogue, summary).iter().map(|note| format!("- {}", escape::markdown(note))));
    lines.join("\n")
}
