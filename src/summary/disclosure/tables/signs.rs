//! The tables of indicators: how each stands, and which are present together.

use super::super::Label;
use super::super::draft::{Draft, Drafting, Sum};
use super::{cases, one, rank};
use crate::summary::Layout;
use crate::summary::layout::{ABSENT, NOT_APPLICABLE, NOT_ASKED, STANDS, number};
use std::ops::Range;

/// So many of those most often present are looked at in pairs.
const MAIN: usize = 12;

const COLUMNS: [(&str, &str, Range<usize>); 12] = [
    ("present", "present", 0..ABSENT),
    ("minor", "of these minor", 0..1),
    ("serious", "serious", 1..2),
    ("severe", "severe", 2..3),
    ("unrated", "not rated", 3..4),
    ("absent", "absent", ABSENT..ABSENT + 1),
    ("missing", "missing", ABSENT + 1..NOT_APPLICABLE),
    ("unknown", "of these unknown", 5..6),
    ("declined", "declined", 6..7),
    ("suspected", "suspected", 7..8),
    ("not-asked", "not asked", NOT_ASKED..NOT_ASKED + 1),
    ("did-not-apply", "did not apply", NOT_APPLICABLE..STANDS),
];
/// Places of the columns that are all cases, and of the parts of what is present and of what is missing.
const WHOLE: [usize; 4] = [0, 5, 6, 11];
const PARTS: [[usize; 4]; 2] = [[1, 2, 3, 4], [7, 8, 9, 10]];

pub(super) fn draw(to: &mut Drafting<'_>) {
    let offers = each(to);
    together(to, &offers);
}

fn sum(to: &Drafting<'_>, row: usize, cells: &Range<usize>) -> Sum {
    cells.clone().map(|cell| number(to.layout.indicators.cell(row, cell))).collect()
}

/// Every indicator by itself; gives the offers by which it is shown whether it is present.
fn each(to: &mut Drafting<'_>) -> Vec<Option<usize>> {
    let note = "Each row is all cases: present + absent + missing + did not apply. Present is told by severity, and \
        missing (unknown, declined, suspected, not asked) is never a no. Did not apply: nothing was recorded, and the \
        question does not come up in the case.";
    let columns = COLUMNS.iter().map(|(id, text, _)| Label::new(id, text)).collect();
    let mut draft = Draft::begin("indicators", "Indicators", note, &["indicator"], columns);
    draft.is_wanted = to.layout.indicators.rows > 0;
    let mut offers = Vec::new();
    for (row, indicator) in to.layout.catalogue.indicators.iter().enumerate() {
        let numbers = |to: &Drafting<'_>, places: [usize; 4]| places.map(|at| sum(to, row, &COLUMNS[at].2)).to_vec();
        for (_, _, cells) in &COLUMNS {
            to.protect(sum(to, row, cells));
        }
        let whole = to.offer(rank::SIGNS, numbers(to, WHOLE), &[], Vec::new());
        let mut places = vec![None; COLUMNS.len()];
        let mut put = |offer: Option<usize>, columns: [usize; 4]| {
            for (at, column) in columns.into_iter().enumerate() {
                places[column] = offer.map(|offer| (offer, at));
            }
        };
        put(whole, WHOLE);
        if let Some(whole) = whole {
            // Where an indicator has no degrees, there is nothing to tell of them.
            let with_degrees = usize::from(indicator.anchors.is_none());
            for parts in &PARTS[with_degrees..] {
                put(to.offer(rank::PARTS_OF_SIGNS, numbers(to, *parts), &[], vec![whole]), *parts);
            }
        }
        draft.rows.push((vec![Label::new(&indicator.id, &indicator.statement)], places));
        offers.push(whole);
    }
    to.drafts.push(draft);
    offers
}

/// The main indicators, two by two.
fn together(to: &mut Drafting<'_>, offers: &[Option<usize>]) {
    let present = |to: &Drafting<'_>, row: usize| sum(to, row, &(0..ABSENT));
    let count = |row: &usize| to.count(&present(to, *row));
    let mut main: Vec<usize> = (0..offers.len()).filter(|row| offers[*row].is_some() && count(row) > 0).collect();
    main.sort_by_key(|row| (std::cmp::Reverse(count(row)), *row));
    main.truncate(MAIN);
    let note = format!(
        "Cases in which both are present, for the {MAIN} indicators most often present among those whose counts may be shown."
    );
    let heads = ["indicator", "and"];
    let mut draft = Draft::begin("indicators-together", "Indicators that are present together", &note, &heads, cases());
    for (at, second) in main.iter().enumerate() {
        for first in &main[..at] {
            let both = one(to.layout.together, Layout::pair(*first, *second), 0);
            let side = |row: usize| [present(to, row), sum(to, row, &(ABSENT..STANDS))];
            let (one, other) = (side(*first), side(*second));
            let is_fine = to.protect_pair(&both, one, other);
            let after = [*first, *second].iter().filter_map(|row| offers[*row]).collect();
            let offer = if is_fine { to.offer(rank::PARTS_OF_SIGNS, vec![both], &[], after) } else { None };
            let label = |row: usize| {
                let indicator = &to.layout.catalogue.indicators[row];
                Label::new(&indicator.id, &indicator.statement)
            };
            draft.rows.push((vec![label(*first), label(*second)], vec![offer.map(|offer| (offer, 0))]));
        }
    }
    draft.is_wanted = !draft.rows.is_empty();
    to.drafts.push(draft);
}
