//! A summary as an HTML page for a browser or printer: every table with a drawing above it.
//!
//! The drawings use only the numbers in the tables: a suppressed number has no length. Texts are beside the drawings
//! and not inside them, so that they wrap on a phone.

use super::{NOT_SHOWN, cases, cells, header, hidden, left_out, notes};
use crate::catalogue::Catalogue;
use crate::report::result::html::drawn;
use crate::summary::{Label, PublishedTable, Summary, TableRow};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TEMPLATE: &str = include_str!("page.html");

#[derive(Serialize)]
struct Page {
    title: &'static str,
    /// The fixed texts of the page.
    words: BTreeMap<&'static str, &'static str>,
    cases: String,
    notes: Vec<String>,
    figures: Vec<Figure>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct Figure {
    id: String,
    title: String,
    note: String,
    hidden: Option<String>,
    /// A description of the drawing, for people who can't see it.
    drawn_from: String,
    drawing: Drawing,
    header: Vec<String>,
    /// The number of label columns.
    heads: usize,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Drawing {
    /// A bar for each row, in parts.
    Bars {
        key: Vec<Key>,
        bars: Vec<Bar>,
        is_share: bool,
    },
    /// A square for each pair.
    Squares {
        labels: Vec<String>,
        width: usize,
        height: usize,
        first: usize,
        step: usize,
        squares: Vec<Square>,
    },
    None,
}

/// The meaning of a shade.
#[derive(Serialize)]
struct Key {
    shade: String,
    text: String,
}

#[derive(Serialize)]
struct Bar {
    label: String,
    parts: Vec<Part>,
    /// The text after the bar.
    told: String,
}

#[derive(Serialize)]
struct Part {
    shade: String,
    /// In per cent of the longest bar.
    from: String,
    length: String,
    /// The tooltip.
    told: String,
}

#[derive(Serialize)]
struct Square {
    x: usize,
    y: usize,
    width: usize,
    /// The darkness, from 0 to 1.
    dark: String,
    text: String,
    told: String,
}

/// The summary as HTML.
///
/// # Panics
/// Never: the template is part of the program, and tests draw summaries with it.
pub fn summary_html(catalogue: &Catalogue, summary: &Summary) -> String {
    let words = [
        ("tables", text!("summary-page-tables")),
        ("table", text!("summary-page-table")),
        ("share", text!("summary-page-share")),
        ("not_shown", text!("summary-not-shown")),
    ];
    let page = Page {
        title: text!("summary-heading"),
        words: words.into(),
        cases: cases(summary),
        notes: notes(catalogue, summary),
        figures: summary.tables().iter().map(figure).collect(),
        left_out: summary.left_out().iter().map(left_out).collect(),
    };
    drawn(TEMPLATE, &page)
}

fn figure(table: &PublishedTable) -> Figure {
    Figure {
        id: table.id().to_owned(),
        title: table.title().to_owned(),
        note: table.note().to_owned(),
        hidden: hidden(table),
        drawn_from: text!("summary-page-drawn-from", title = table.title()),
        drawing: drawing(table),
        header: header(table),
        heads: table.heads().len(),
        rows: table.rows().iter().map(cells).collect(),
    }
}

fn drawing(table: &PublishedTable) -> Drawing {
    let is_empty = table.rows().iter().flat_map(TableRow::counts).flatten().all(|count| *count == 0);
    let columns = table.columns().len();
    match (table.heads().len(), columns) {
        _ if is_empty => Drawing::None,
        (2, 1) => squares(table),
        (_, 1) => bars(table, whole, told),
        (_, 2) => bars(table, |row, _| shares(table, row, 1), told_of),
        // If every row adds up to all cases, the total is not repeated after each.
        _ if is_all_cases(table) => bars(table, |row, _| shares(table, row, columns), |_| Some(String::new())),
        _ => bars(table, |row, _| shares(table, row, columns), |row| all(row).map(|all| all.to_string())),
    }
}

fn bars(
    table: &PublishedTable,
    parts: impl Fn(&TableRow, u64) -> Vec<Part>,
    told: impl Fn(&TableRow) -> Option<String>,
) -> Drawing {
    let columns = table.columns().len();
    let most = table.rows().iter().flat_map(TableRow::counts).flatten().copied().max().unwrap_or_default();
    let text = |row: &TableRow| row.labels().iter().map(Label::text).collect::<Vec<_>>().join(" · ");
    let bar = |row: &TableRow| Bar {
        label: text(row),
        parts: parts(row, most),
        told: told(row).unwrap_or_else(|| NOT_SHOWN.to_owned()),
    };
    let key = |(at, column): (usize, &Label)| Key { shade: shade(at, columns), text: column.text().to_owned() };
    let key = table.columns().iter().enumerate().map(key);
    Drawing::Bars {
        // Of yes and no, only yes is drawn.
        key: if columns == 2 { key.take(1).collect() } else { key.filter(|_| columns > 1).collect() },
        bars: table.rows().iter().map(bar).collect(),
        is_share: columns > 2,
    }
}

fn is_all_cases(table: &PublishedTable) -> bool {
    let mut sums = table.rows().iter().filter_map(all);
    let first = sums.next();
    sums.all(|sum| Some(sum) == first)
}

/// All cases of a row, or `None` if suppressed.
fn all(row: &TableRow) -> Option<u64> {
    row.counts().iter().copied().sum()
}

fn told(row: &TableRow) -> Option<String> {
    Some(row.counts().first()?.as_ref()?.to_string())
}

fn told_of(row: &TableRow) -> Option<String> {
    let (first, all) = ((*row.counts().first()?)?, all(row)?);
    Some(format!("{first} · {} %", (first * 100 + all / 2).checked_div(all)?))
}

/// One part, with its length relative to the largest count.
fn whole(row: &TableRow, most: u64) -> Vec<Part> {
    let part = |count: &u64| Part {
        shade: shade(0, 1),
        from: "0".to_owned(),
        length: per_cent(*count, most),
        told: count.to_string(),
    };
    row.counts().iter().flatten().filter(|count| **count > 0).map(part).collect()
}

/// A part for each of the first `drawn` columns. If any of them is suppressed, no part is drawn.
fn shares(table: &PublishedTable, row: &TableRow, drawn: usize) -> Vec<Part> {
    let Some(all) = all(row).filter(|all| *all > 0) else { return Vec::new() };
    let (mut before, mut parts) = (0, Vec::new());
    for (at, (count, column)) in row.counts().iter().flatten().zip(table.columns()).take(drawn).enumerate() {
        if *count > 0 {
            let told = text!("summary-page-part", column = column.text(), part = *count, of = all);
            let shade = shade(at, table.columns().len());
            parts.push(Part { shade, from: per_cent(before, all), length: per_cent(*count, all), told });
        }
        before += count;
    }
    parts
}

/// In per cent, to a ten-thousandth: one case of a million has a length, and zero has none.
fn per_cent(part: u64, of: u64) -> String {
    let parts = part.saturating_mul(1_000_000).checked_div(of).unwrap_or_default();
    format!("{}.{:04}", parts / 10_000, parts % 10_000)
}

/// Shades that differ in print and for colour-blind people, from dark to light.
const SHADES: [[u64; 3]; 5] = [[58, 40, 110], [49, 86, 140], [38, 130, 142], [63, 170, 118], [200, 205, 80]];

/// The shade at this position.
fn shade(at: usize, of: usize) -> String {
    let steps = SHADES.len() - 1;
    // In hundredths between the first and the last.
    let place = if of > 1 { at * steps * 100 / (of - 1) } else { 100 };
    let (below, part) = (place / 100, (place % 100) as u64);
    let (low, high) = (SHADES[below.min(steps)], SHADES[(below + 1).min(steps)]);
    let mut shade = String::from("#");
    for (low, high) in low.iter().zip(high) {
        let _ = write!(shade, "{:02x}", (low * (100 - part) + high * part) / 100);
    }
    shade
}

/// The height of a square, and the room beside the squares for their numbers.
const SIDE: usize = 30;

fn squares(table: &PublishedTable) -> Drawing {
    let mut labels: Vec<&str> = Vec::new();
    for label in table.rows().iter().flat_map(TableRow::labels) {
        if !labels.contains(&label.text()) {
            labels.push(label.text());
        }
    }
    let counts = || table.rows().iter().flat_map(TableRow::counts).flatten();
    let most = counts().copied().max().unwrap_or_default();
    let digits = counts().map(|count| count.to_string().len()).max().unwrap_or(1);
    let width = SIDE.max(8 * digits + 6);
    let place = |row: &TableRow, which: usize| {
        let text = row.labels()[which].text();
        labels.iter().position(|label| *label == text).unwrap_or_default()
    };
    let square = |row: &TableRow| {
        let (one, other) = (place(row, 0), place(row, 1));
        let (x, y) = (one.min(other), one.max(other));
        let count = row.counts().first().copied().flatten();
        let dark = count.map_or(0, |count| count.saturating_mul(60).checked_div(most).unwrap_or_default());
        let text = count.map_or(NOT_SHOWN.to_owned(), |count| count.to_string());
        let labels = row.labels();
        Square {
            x: SIDE + x * width,
            y: SIDE + (y - 1) * SIDE,
            width: width - 2,
            dark: format!("0.{dark:02}"),
            told: text!("summary-page-pair", one = labels[0].text(), other = labels[1].text(), cases = &text),
            text,
        }
    };
    Drawing::Squares {
        width: SIDE + labels.len().saturating_sub(1) * width,
        height: SIDE * labels.len(),
        first: SIDE + width / 2,
        step: width,
        squares: table.rows().iter().map(square).collect(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
    }
}
