//! Counts cases. Tallies of parts of a batch can be merged in any order.

use super::layout::Layout;
use crate::assessment::Assessment;
use crate::case::{AnswerSets, Skimmed};
use crate::referral::Recommendation;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// A count, with a representative: the kind of case in it with the least number. It does not depend on the order of
/// cases.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Cell {
    cases: u64,
    least: u64,
}

/// The number of kinds with the least numbers that are kept beside the representatives. With more kinds the audit can
/// show more numbers.
const KINDS: usize = 2048;

/// The counts of a batch.
#[derive(Clone, Debug)]
pub struct Tally {
    cases: u64,
    aside: u64,
    cells: Vec<Cell>,
    /// Kinds of cases by number: the cells of such a case, in order. There is at least one for each non-zero count. The
    /// audit needs them.
    kinds: FxHashMap<u64, Box<[u32]>>,
    room: usize,
    /// Kinds with a number above it are kept only as representatives.
    most: u64,
    /// Reused for each case.
    entries: Vec<u32>,
    scratch: [AnswerSets; 2],
}

impl Tally {
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

    pub fn add(&mut self, layout: &Layout<'_>, case: &Skimmed, assessment: &Assessment, advice: &Recommendation) {
        let mut entries = std::mem::take(&mut self.entries);
        self.write(layout, case, assessment, advice, &mut entries);
        self.enter(&entries);
        self.entries = entries;
    }

    /// Writes the cells of a case, which are counted later when the case is accepted. Empty for a case of another
    /// purpose.
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

    /// Counts a case by its cells.
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

    /// Adds the counts of another tally.
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

    /// The representatives, and the kinds with the least numbers, in the order of their numbers.
    pub(super) fn kinds(&self) -> Vec<(u64, &[u32])> {
        let most = self.least_of_all();
        let is_kept = |number: u64, entries: &[u32]| number <= most || stands(&self.cells, number, entries);
        let kinds = self.kinds.iter().filter(|(number, entries)| is_kept(**number, entries));
        let mut kinds: Vec<_> = kinds.map(|(number, entries)| (*number, &**entries)).collect();
        kinds.sort_unstable_by_key(|(number, _)| *number);
        kinds
    }
}

/// Whether a kind represents some count.
fn stands(cells: &[Cell], number: u64, entries: &[u32]) -> bool {
    entries.iter().any(|entry| cells[*entry as usize].least == number)
}

/// The number of a kind of case: a hash, the same in every run.
fn number(entries: &[u32]) -> u64 {
    let mut hasher = FxHasher::default();
    for pair in entries.chunks(2) {
        hasher.write_u64(pair.iter().fold(0, |sum, entry| (sum << 32) | u64::from(*entry)));
    }
    mixed(hasher.finish())
}

/// A hash in which every bit depends on every bit of the input.
pub(super) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
