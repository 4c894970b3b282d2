//! A summary for a screen.

use super::{cases, cells, header, hidden, left_out, notes};
use crate::catalogue::Catalogue;
use crate::summary::Summary;
use crate::wording::wrap;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// The summary as tables of at most `width` columns.
pub fn summary_table(catalogue: &Catalogue, summary: &Summary, width: u16) -> String {
    let mut lines = Vec::new();
    let say = |lines: &mut Vec<String>, text: &str| lines.extend(wrap(text, width.into()));
    say(&mut lines, &text!("summary-heading").to_uppercase());
    say(&mut lines, &cases(summary));
    for table in summary.tables() {
        lines.push(String::new());
        say(&mut lines, &format!("{} ({})", table.title(), table.id()));
        let mut drawn = Table::new();
        drawn.load_style(presets::UTF8_FULL_CONDENSED);
        drawn.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.max(40));
        drawn.set_header(header(table));
        for row in table.rows() {
            drawn.add_row(cells(row));
        }
        for column in table.heads().len()..header(table).len() {
            if let Some(column) = drawn.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        lines.push(drawn.to_string());
        say(&mut lines, table.note());
        if let Some(text) = hidden(table) {
            say(&mut lines, &text);
        }
    }
    if !summary.left_out().is_empty() {
        lines.extend([String::new(), text!("summary-not-shown").to_uppercase()]);
        summary.left_out().iter().for_each(|one| say(&mut lines, &format!("- {}", left_out(one))));
    }
    lines.push(String::new());
    for note in notes(catalogue, summary) {
        say(&mut lines, &note);
    }
    lines.join("\n")
}
