//! Candidate tables, before the audit. Each number is offered together with those that must be shown or suppressed with
//! it.

use crate::summary::disclosure_control::{Label, LeftOutTable, PublishedTable, TableRow, is_fine, tables};
use crate::summary::{Layout, Tally};

/// The cells whose sum is a number. No case belongs to two of them.
pub(super) type Sum = Vec<u32>;

/// Numbers that are shown together or not at all. Several numbers add up to all cases, or to a number that must be
/// shown first.
pub(super) struct Offer {
    pub numbers: Vec<Sum>,
    /// The number of columns in a row.
    pub columns: usize,
    /// Offers that must be shown first.
    pub after: Vec<usize>,
    /// If not all offers can be shown, the lowest rank is tried first.
    pub rank: usize,
}

impl Offer {
    /// The numbers that reveal all of it. Of several numbers, the last follows from the others.
    pub fn to_audit(&self) -> &[Sum] {
        match self.numbers.split_last() {
            Some((_, others)) if !others.is_empty() => others,
            _ => &self.numbers,
        }
    }
}

/// A number that must not follow: the cases in `of` that are not in `without`. If no kind of such a case is known,
/// `or_else` is the sum that would reveal it.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Protected {
    pub of: Sum,
    pub without: Sum,
    pub or_else: Sum,
}

/// A number of an offer.
pub(super) type OfferPlace = (usize, usize);

/// A table before the audit.
pub(super) struct CandidateTable {
    pub table: PublishedTable,
    pub rows: Vec<(Vec<Label>, Vec<Option<OfferPlace>>)>,
    /// Whether the summary must report the table as suppressed, if nothing of it is shown.
    pub is_wanted: bool,
}

impl CandidateTable {
    /// A table without rows.
    pub fn begin(id: &str, title: &str, note: &str, heads: &[&str], columns: Vec<Label>) -> Self {
        let heads = heads.iter().map(|head| (*head).to_owned()).collect();
        let (id, title, note) = (id.to_owned(), title.to_owned(), note.to_owned());
        let table = PublishedTable { id, title, note, heads, columns, rows: Vec::new(), hidden: 0 };
        Self { table, rows: Vec::new(), is_wanted: true }
    }
}

/// All candidate tables.
pub(super) struct CandidateTables<'a> {
    pub layout: &'a Layout<'a>,
    pub tally: &'a Tally,
    pub suppress: u64,
    /// How findings are merged in every table.
    pub findings: Vec<Vec<usize>>,
    pub offers: Vec<Offer>,
    pub drafts: Vec<CandidateTable>,
    /// Small numbers that must not follow from shown ones.
    pub protected: Vec<Protected>,
}

impl<'a> CandidateTables<'a> {
    pub fn of(layout: &'a Layout<'a>, tally: &'a Tally, suppress: u64) -> Self {
        let (offers, drafts, protected, findings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut drafting = Self { layout, tally, suppress, findings, offers, drafts, protected };
        tables::draw(&mut drafting);
        drafting
    }

    pub fn count(&self, sum: &[u32]) -> u64 {
        sum.iter().map(|cell| self.tally.count(*cell as usize)).sum()
    }

    pub fn is_fine(&self, sum: &[u32]) -> bool {
        is_fine(self.count(sum), self.suppress)
    }

    /// Protects a number, if it is small.
    pub fn protect(&mut self, sum: Sum) {
        if !self.is_fine(&sum) {
            self.protected.push(Protected { of: sum, without: Sum::new(), or_else: Sum::new() });
        }
    }

    /// Protects four numbers of a pair, if one of them is small: both, the one without the other, and neither. Each of
    /// the two is given as its yes and its no. Returns whether all four are large enough.
    pub fn protect_pair(&mut self, both: &Sum, one: [Sum; 2], other: [Sum; 2]) -> bool {
        let count = |sum: &Sum| self.count(sum);
        let (shared, first, second) = (count(both), count(&one[0]), count(&other[0]));
        let [[one_yes, one_no], [other_yes, _]] = [one, other];
        let neither = (self.tally.cases() + shared).saturating_sub(first + second);
        let cells = [
            (first.saturating_sub(shared), one_yes.clone(), other_yes.clone()),
            (second.saturating_sub(shared), other_yes.clone(), one_yes),
            (neither, one_no, other_yes),
        ];
        let mut all_fine = self.is_fine(both);
        self.protect(both.clone());
        for (cases, of, without) in cells {
            if !is_fine(cases, self.suppress) {
                all_fine = false;
                self.protected.push(Protected { of, without, or_else: both.clone() });
            }
        }
        all_fine
    }

    /// Offers numbers that are shown together. `None` if one of them is small.
    pub fn offer(&mut self, rank: usize, numbers: Vec<Sum>, columns: usize, after: Vec<usize>) -> Option<usize> {
        if numbers.iter().any(|sum| !self.is_fine(sum)) {
            return None;
        }
        self.offers.push(Offer { numbers, columns, after, rank });
        Some(self.offers.len() - 1)
    }

    /// Adds a table of independent rows, with a number for each column.
    pub fn each(
        &mut self,
        mut draft: CandidateTable,
        rank: usize,
        rows: Vec<(Vec<Label>, Vec<Sum>)>,
    ) -> Vec<Option<usize>> {
        draft.is_wanted = !rows.is_empty();
        let mut offers = Vec::new();
        for (labels, numbers) in rows {
            let many = numbers.len();
            for sum in &numbers {
                self.protect(sum.clone());
            }
            let offer = self.offer(rank, numbers, many, Vec::new());
            let place = |at| offer.map(|offer| (offer, at));
            draft.rows.push((labels, (0..many).map(place).collect()));
            offers.push(offer);
        }
        self.drafts.push(draft);
        offers
    }

    /// Adds a table whose rows add up to all cases. All rows are shown or none.
    pub fn together(&mut self, mut draft: CandidateTable, rank: usize, rows: Vec<(Vec<Label>, Vec<Sum>)>) {
        let numbers = rows.iter().flat_map(|(_, numbers)| numbers.iter().cloned()).collect();
        let (offer, mut next) = (self.offer(rank, numbers, draft.table.columns.len(), Vec::new()), 0);
        for (labels, numbers) in rows {
            let places = numbers.iter().map(|_| {
                next += 1;
                offer.map(|offer| (offer, next - 1))
            });
            draft.rows.push((labels, places.collect()));
        }
        self.drafts.push(draft);
    }

    /// The tables with the numbers that may be shown, and the suppressed tables.
    pub fn finish(self, shown: &[bool]) -> (Vec<PublishedTable>, Vec<LeftOutTable>) {
        let (mut tables, mut left_out) = (Vec::new(), Vec::new());
        for CandidateTable { mut table, rows, is_wanted } in self.drafts {
            let was_offered = rows.iter().flat_map(|(_, places)| places).any(Option::is_some);
            for (labels, places) in rows {
                let number = |(offer, at): OfferPlace| -> Option<u64> {
                    shown[offer].then(|| {
                        let cells = &self.offers[offer].numbers[at];
                        cells.iter().map(|cell| self.tally.count(*cell as usize)).sum()
                    })
                };
                let counts: Vec<Option<u64>> = places.into_iter().map(|place| place.and_then(number)).collect();
                if counts.iter().any(Option::is_some) {
                    table.rows.push(TableRow { labels, counts });
                } else {
                    table.hidden += 1;
                }
            }
            if !table.rows.is_empty() {
                tables.push(table);
            } else if is_wanted {
                let reason =
                    if was_offered { text!("summary-left-out-with-others") } else { text!("summary-left-out-merged") };
                left_out.push(LeftOutTable { id: table.id, title: table.title, reason });
            }
        }
        (tables, left_out)
    }
}
