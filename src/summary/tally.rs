//! Counts cases. Tallies of parts of a batch can be put together in any order.

use super::layout::Layout;
use crate::assessment::Assessment;
use crate::case::{Counted, Skimmed};
use crate::referral::Recommendation;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// One count, with the case that stands for it: of the kinds of cases in it, the one with the least number. Which one
/// that is does not depend on the order they come in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Cell {
    cases: u64,
    least: u64,
}

/// So many kinds are kept before those that stand for nothing any more are thrown out.
const KINDS: usize = 4096;

/// See the module.
#[derive(Clone, Debug)]
pub struct Tally {
    cases: u64,
    aside: u64,
    cells: Vec<Cell>,
    /// Kinds of cases by their number: the counts that such a case belongs to, in order. At least one for each count that
    /// is not nought: by them is seen what follows from what.
    kinds: FxHashMap<u64, Box<[u32]>>,
    room: usize,
    /// Used again for each case.
    entries: Vec<u32>,
    scratch: Counted,
}

impl Tally {
    /// Nothing counted.
    #[must_use]
    pub fn new(layout: &Layout<'_>) -> Self {
        Self {
            cases: 0,
            aside: 0,
            cells: vec![Cell { cases: 0, least: u64::MAX }; layout.len()],
            kinds: FxHashMap::default(),
            room: KINDS,
            entries: Vec::new(),
            scratch: Counted::new(layout.catalogue),
        }
    }

    /// Counts a case.
    pub fn add(&mut self, layout: &Layout<'_>, case: &Skimmed, assessment: &Assessment, advice: &Recommendation) {
        let mut entries = std::mem::take(&mut self.entries);
        self.write(layout, case, assessment, advice, &mut entries);
        self.enter(&entries);
        self.entries = entries;
    }

    /// The entries of a case, to be entered once it is certain that it counts. None for a case of another purpose.
    pub fn write(
        &mut self,
        layout: &Layout<'_>,
        case: &Skimmed,
        assessment: &Assessment,
        advice: &Recommendation,
        into: &mut Vec<u32>,
    ) {
        into.clear();
        if layout.purpose.is_none_or(|purpose| purpose == case.purpose) {
            layout.enter(case, assessment, advice, &mut self.scratch, into);
        }
    }

    /// Enters a case by its entries.
    pub fn enter(&mut self, entries: &[u32]) {
        if entries.is_empty() {
            self.aside += 1;
            return;
        }
        self.cases += 1;
        let (number, mut stands) = (number(entries), false);
        for entry in entries {
            let cell = &mut self.cells[*entry as usize];
            cell.cases += 1;
            stands |= number < cell.least;
            cell.least = cell.least.min(number);
        }
        if stands {
            self.kinds.entry(number).or_insert_with(|| entries.into());
            if self.kinds.len() > self.room {
                self.throw_out();
            }
        }
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: Self) {
        self.cases += other.cases;
        self.aside += other.aside;
        for (cell, more) in self.cells.iter_mut().zip(&other.cells) {
            cell.cases += more.cases;
            cell.least = cell.least.min(more.least);
        }
        self.kinds.extend(other.kinds);
        self.throw_out();
    }

    fn throw_out(&mut self) {
        let cells = &self.cells;
        self.kinds.retain(|number, entries| entries.iter().any(|entry| cells[*entry as usize].least == *number));
        self.room = KINDS.max(self.kinds.len() * 2);
    }

    pub(super) fn cases(&self) -> u64 {
        self.cases
    }

    /// Cases of another purpose.
    pub(super) fn aside(&self) -> u64 {
        self.aside
    }

    pub(super) fn count(&self, cell: usize) -> u64 {
        self.cells[cell].cases
    }

    /// The kinds that stand for some count, in the order of their numbers.
    pub(super) fn kinds(&self) -> Vec<(u64, &[u32])> {
        let stands =
            |number: u64, entries: &[u32]| entries.iter().any(|entry| self.cells[*entry as usize].least == number);
        let kinds = self.kinds.iter().filter(|(number, entries)| stands(**number, entries));
        let mut kinds: Vec<_> = kinds.map(|(number, entries)| (*number, &**entries)).collect();
        kinds.sort_unstable_by_key(|(number, _)| *number);
        kinds
    }
}

/// The number of a kind of case: the same wherever and whenever it is met.
fn number(entries: &[u32]) -> u64 {
    let mut hasher = FxHasher::default();
    for pair in entries.chunks(2) {
        hasher.write_u64(pair.iter().fold(0, |sum, entry| (sum << 32) | u64::from(*entry)));
    }
    mixed(hasher.finish())
}

/// A number in which every bit turns on every bit of another.
pub(super) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
