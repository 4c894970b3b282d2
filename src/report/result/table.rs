//! A result as a table for a terminal, or as headings with text below.

use crate::report::Report;
use crate::report::labelled_rows::LabelledRows;
use crate::report::result::page::{PagePart, ResultPage, Shape};

/// The result in at most `width` columns. `plain`: without drawn lines, for screen readers and files.
pub fn table(report: &Report<'_>, width: u16, plain: bool) -> String {
    drawn(&ResultPage::at_once(report), width, plain)
}

/// The same with notes and free texts, for the screener who wrote them.
pub fn table_with_notes(report: &Report<'_>, width: u16, plain: bool) -> String {
    drawn(&ResultPage::at_once(report).with_notes(report), width, plain)
}

/// The first screen of a result in at most `width` columns: labels with their lines behind them.
pub fn brief(report: &Report<'_>, width: u16) -> String {
    compact(&ResultPage::brief(report).parts, width)
}

/// Parts with their labels before them, without lines between them.
pub(super) fn compact(parts: &[PagePart], width: u16) -> String {
    let (mut rows, mut task) = (LabelledRows::default(), 0);
    for part in parts {
        rows.list(&part.label, &lines(part, &mut task));
    }
    rows.compact(width)
}

fn drawn(page: &ResultPage, width: u16, plain: bool) -> String {
    let (mut rows, mut task) = (LabelledRows::default(), 0);
    for part in &page.parts {
        rows.list(&part.label, &lines(part, &mut task));
    }
    rows.text(width, plain)
}

/// The lines of a part. Tasks are numbered through the whole result, so that each can be referred to.
fn lines(part: &PagePart, task: &mut usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend((!part.intro.is_empty()).then(|| part.intro.clone()));
    for item in &part.items {
        let (mark, indent) = match part.shape {
            Shape::Text => (String::new(), "  "),
            Shape::List | Shape::Ticks => ("- ".to_owned(), "  "),
            Shape::Tasks => {
                *task += 1;
                (format!("{task}. "), "   ")
            }
        };
        lines.push(format!("{mark}{}", item.text));
        lines.extend(item.under.iter().map(|line| format!("{indent}{line}")));
    }
    lines
}
