//! Counts cases. Tallies of parts of a batch can be put together in any order.

use super::layout::Layout;
use crate::assessment::Assessment;
use crate::case::{AnswerSets, Skimmed};
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

/// So many kinds with the least numbers are kept beside those that stand for a count: the more kinds are looked at, the
/// more can be seen not to follow.
const KINDS: usize = 2048;

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
    /// A kind with a number above it is not among the least.
    most: u64,
    /// Used again for each case.
    entries: Vec<u32>,
    scratch: [AnswerSets; 2],
}

impl Tally {
    /// Nothing counted.
    pub fn new(layout: &Layout<'_>) -> Self {
        Self {
            cases: 0,
            aside: 0,
            cells: vec![Cell { cases: 0, least: u64::MAX }; layout.len()],
            kinds: FxHashMap::default(),
            room: 4 * KINDS,
            most: u64::MAX,
            entries: Vec::new(),
            scratch: layout.scratch(),
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
        if layout.counts(case) {
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
        let number = number(entries);
        let mut stands = number <= self.most;
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
        self.most = self.least_of_all();
        let (cells, most) = (&self.cells, self.most);
        self.kinds.retain(|number, entries| *number <= most || stands(cells, *number, entries));
        self.room = (4 * KINDS).max(self.kinds.len() * 2);
    }

    /// The greatest of the least numbers that are kept.
    fn least_of_all(&self) -> u64 {
        let mut numbers: Vec<u64> = self.kinds.keys().copied().collect();
        if numbers.len() <= KINDS {
            return u64::MAX;
        }
        *numbers.select_nth_unstable(KINDS - 1).1
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

    /// The kinds that stand for some count and those with the least numbers, in the order of their numbers.
    pub(super) fn kinds(&self) -> Vec<(u64, &[u32])> {
        let most = self.least_of_all();
        let is_kept = |number: u64, entries: &[u32]| number <= most || stands(&self.cells, number, entries);
        let kinds = self.kinds.iter().filter(|(number, entries)| is_kept(**number, entries));
        let mut kinds: Vec<_> = kinds.map(|(number, entries)| (*number, &**entries)).collect();
        kinds.sort_unstable_by_key(|(number, _)| *number);
        kinds
    }
}

/// Whether a kind stands for some count.
fn stands(cells: &[Cell], number: u64, entries: &[u32]) -> bool {
    entries.iter().any(|entry| cells[*entry as usize].least == number)
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
