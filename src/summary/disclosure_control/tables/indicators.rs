//! The tables of indicators: the answers to each, and pairs that are present together.

use crate::catalogue::Indicator;
use crate::summary::Layout;
use crate::summary::disclosure_control::Label;
use crate::summary::disclosure_control::candidate_tables::{CandidateTable, CandidateTables, Sum};
use crate::summary::disclosure_control::tables::{cases, one, rank};
use crate::summary::layout::{ABSENT, NOT_APPLICABLE, NOT_ASKED, STANDS, WEAK_NO, number};
use std::ops::Range;

/// The number of most frequent indicators that are compared in pairs.
const MAIN: usize = 12;

/// A column: id, text, and the kinds of answers it counts.
type Column = (&'static str, &'static str, Range<usize>);

/// The columns that add up to all cases.
fn whole() -> [Column; 4] {
    [
        ("present", text!("summary-present"), 0..ABSENT),
        ("absent", text!("summary-absent"), ABSENT..ABSENT + 1),
        ("missing", text!("summary-missing"), ABSENT + 1..NOT_APPLICABLE),
        ("did-not-apply", text!("summary-did-not-apply"), NOT_APPLICABLE..STANDS),
    ]
}

pub(super) fn draw(to: &mut CandidateTables<'_>) {
    let offers = each(to);
    let [present, _, missing, _] = whole();
    let words =
        ["indicators-severity", text!("summary-indicators-severity"), text!("summary-indicators-severity-note")];
    let severities = [
        ("minor", text!("summary-minor"), 0..1),
        ("serious", text!("summary-serious"), 1..2),
        ("severe", text!("summary-severe"), 2..3),
        ("unrated", text!("summary-not-rated"), 3..ABSENT),
    ];
    parts(to, &offers, words, (&present, &severities), |indicator| indicator.anchors.is_some());
    let words = ["indicators-missing", text!("summary-indicators-missing"), text!("summary-indicators-missing-note")];
    let ways = [
        ("unknown", text!("summary-unknown"), 5..6),
        ("declined", text!("summary-declined"), 6..7),
        ("suspected", text!("summary-suspected"), 7..NOT_ASKED),
        ("not-asked", text!("summary-not-asked"), NOT_ASKED..WEAK_NO),
        ("no-under-caution", text!("summary-no-under-caution"), WEAK_NO..NOT_APPLICABLE),
    ];
    parts(to, &offers, words, (&missing, &ways), |_| true);
    together(to, &offers);
}

fn sum(to: &CandidateTables<'_>, row: usize, cells: &Range<usize>) -> Sum {
    cells.clone().map(|cell| number(to.layout.indicators.cell(row, cell))).collect()
}

fn begin(words: [&str; 3], columns: &[Column]) -> CandidateTable {
    let labels = columns.iter().map(|(id, text, _)| Label::new(id, text)).collect();
    CandidateTable::begin(words[0], words[1], words[2], &[text!("summary-head-indicator")], labels)
}

fn label(to: &CandidateTables<'_>, row: usize) -> Label {
    let indicator = &to.layout.catalogue.indicators[row];
    Label::new(&indicator.id, &indicator.statement)
}

/// Draws a table of every indicator. Returns the offers of its rows.
fn each(to: &mut CandidateTables<'_>) -> Vec<Option<usize>> {
    let words = ["indicators", text!("summary-indicators"), text!("summary-indicators-note")];
    let whole = whole();
    let sums = |row: usize| whole.iter().map(|(_, _, cells)| sum(to, row, cells)).collect();
    let rows = (0..to.layout.indicators.rows).map(|row| (vec![label(to, row)], sums(row))).collect();
    to.each(begin(words, &whole), rank::SIGNS, rows)
}

/// Splits a column of the shown indicators into parts. Rows of zeros only are left out.
fn parts(
    to: &mut CandidateTables<'_>,
    offers: &[Option<usize>],
    words: [&str; 3],
    (whole, columns): (&Column, &[Column]),
    has_parts: impl Fn(&Indicator) -> bool,
) {
    let mut draft = begin(words, columns);
    for (row, offer) in offers.iter().enumerate() {
        let numbers: Vec<Sum> = columns.iter().map(|(_, _, cells)| sum(to, row, cells)).collect();
        for sum in &numbers {
            to.protect(sum.clone());
        }
        let is_empty = to.count(&sum(to, row, &whole.2)) == 0;
        if is_empty || !has_parts(&to.layout.catalogue.indicators[row]) {
            continue;
        }
        let offer = offer.and_then(|whole| to.offer(rank::PARTS_OF_SIGNS, numbers, columns.len(), vec![whole]));
        draft.rows.push((vec![label(to, row)], (0..columns.len()).map(|at| offer.map(|offer| (offer, at))).collect()));
    }
    draft.is_wanted = !draft.rows.is_empty();
    to.drafts.push(draft);
}

/// Draws pairs of the main indicators.
fn together(to: &mut CandidateTables<'_>, offers: &[Option<usize>]) {
    crate::summary::disclosure_control::tables::protect_all(to, to.layout.together);
    let present = |to: &CandidateTables<'_>, row: usize| sum(to, row, &(0..ABSENT));
    let count = |row: &usize| to.count(&present(to, *row));
    let mut main: Vec<usize> = (0..offers.len()).filter(|row| offers[*row].is_some() && count(row) > 0).collect();
    main.sort_by_key(|row| (std::cmp::Reverse(count(row)), *row));
    main.truncate(MAIN);
    main.sort_unstable();
    let (title, note) = (text!("summary-indicators-together"), text!("summary-indicators-together-note", many = MAIN));
    let heads = [text!("summary-head-indicator"), text!("summary-head-and")];
    let mut draft = CandidateTable::begin("indicators-together", title, &note, &heads, cases());
    for (at, second) in main.iter().enumerate() {
        for first in &main[..at] {
            let both = one(to.layout.together, Layout::pair(*first, *second), 0);
            let side = |row: usize| [present(to, row), sum(to, row, &(ABSENT..STANDS))];
            let (one, other) = (side(*first), side(*second));
            let is_fine = to.protect_pair(&both, one, other);
            let after = [*first, *second].iter().filter_map(|row| offers[*row]).collect();
            let offer = if is_fine { to.offer(rank::PARTS_OF_SIGNS, vec![both], 1, after) } else { None };
            draft.rows.push((vec![label(to, *first), label(to, *second)], vec![offer.map(|offer| (offer, 0))]));
        }
    }
    draft.is_wanted = !draft.rows.is_empty();
    to.drafts.push(draft);
}
