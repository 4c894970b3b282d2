//! Audits all tables together: no small count may follow from the shown numbers.
//!
//! A shown number is a sum over kinds of cases. A small count follows from shown numbers if it is a linear combination
//! of them, for all possible numbers of cases of each kind. A counterexample shows that it does not follow. It is a set
//! of numbers, positive or not, for the kinds that were met. Under it every shown number is zero, and the small count
//! is not. The audit searches for one at random, modulo a prime, among all solutions that make every shown number zero.
//!
//! The kinds that were met are possible kinds, and none of them is in a cell that is zero. So a reader who knows the
//! catalogue and these zeros knows no more. Looking only at met kinds, and at mixtures of them, may call a safe number
//! unsafe, but never an unsafe number safe.

use crate::summary::disclosure_control::candidate_tables::{CandidateTables, Protected};
use crate::summary::disclosure_control::differencing::Differencing;
use crate::summary::tally::mixed;
use rustc_hash::{FxHashMap, FxHashSet};

/// Small enough that a sum over all steps needs no reduction on the way. Large enough that the same accident does not
/// happen twice.
const PRIME: u64 = (1 << 19) - 1;

/// How many more mixtures of kinds than numbers there are, so that chance makes no number look unsafe.
const MORE: usize = 64;

/// How many offers are tested together. They are split in halves only if they are not safe together.
const AT_ONCE: usize = 64;

/// Which offers may be shown.
pub(super) fn may_be_shown(drafting: &CandidateTables<'_>) -> Vec<bool> {
    let mut shown = vec![false; drafting.offers.len()];
    let mut order: Vec<usize> = (0..shown.len()).collect();
    order.sort_by_key(|at| (!drafting.offers[*at].after.is_empty(), drafting.offers[*at].rank, *at));
    let mut audit = Audit::of(drafting);
    if audit.protected.is_empty() && audit.within.apart.is_empty() {
        return vec![true; drafting.offers.len()];
    }
    let first = order.partition_point(|at| drafting.offers[*at].after.is_empty());
    audit.admit_all(drafting, &order[..first], &mut shown);
    let after = order[first..].iter().copied();
    let after: Vec<usize> = after.filter(|at| drafting.offers[*at].after.iter().all(|one| shown[*one])).collect();
    audit.admit_all(drafting, &after, &mut shown);
    shown
}

struct Audit {
    /// The kinds in each cell.
    kinds: FxHashMap<u32, Vec<u32>>,
    /// For each kind, its mixture and its factor there.
    mixture: Vec<(usize, u64)>,
    width: usize,
    /// The shown numbers as a matrix in echelon form. Each row has a 1 as its first non-zero number, and all later rows
    /// are zero at that place.
    steps: Vec<(usize, Vec<u32>)>,
    /// The numbers that must not follow.
    protected: Vec<Vec<(usize, u64)>>,
    within: Differencing,
}

/// An offer under test: its rows, reduced by the first `done` steps.
struct Candidate {
    offer: usize,
    rows: Vec<Vec<u64>>,
    done: usize,
}

impl Audit {
    fn of(drafting: &CandidateTables<'_>) -> Self {
        let met = drafting.tally.kinds();
        let numbers: usize = drafting.offers.iter().map(|offer| offer.to_audit().len()).sum();
        let width = met.len().min(numbers + MORE);
        let mixture = |(at, (number, _)): (usize, &(u64, &[u32]))| {
            let place =
                if width == met.len() { at } else { usize::try_from(mixed(*number) % width as u64).unwrap_or(0) };
            (place, 1 + mixed(number.wrapping_add(1)) % (PRIME - 1))
        };
        let mut kinds: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, (_, entries)) in met.iter().enumerate() {
            let at = crate::summary::layout::number(at);
            entries.iter().for_each(|entry| kinds.entry(*entry).or_default().push(at));
        }
        let mixture = met.iter().enumerate().map(mixture).collect();
        let within = Differencing::of(drafting, &kinds, met.len());
        let mut audit = Self { kinds, mixture, width, steps: Vec::new(), protected: Vec::new(), within };
        let distinct: FxHashSet<&Protected> = drafting.protected.iter().collect();
        let protected = distinct.into_iter().map(|one| audit.protected_by(one)).filter(|one| !one.is_empty());
        let few = audit.within.few.iter().map(|few| few.iter().map(|kind| audit.mixture[*kind as usize]).collect());
        audit.protected = protected.chain(few).collect();
        let everyone: Vec<u32> = (0..drafting.layout.findings.rows)
            .map(|row| crate::summary::layout::number(drafting.layout.findings.cell(row, 0)))
            .collect();
        audit.show(audit.dense(&everyone), 0);
        audit
    }

    fn kinds_in<'a>(&'a self, sum: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        sum.iter().filter_map(|cell| self.kinds.get(cell)).flatten().copied()
    }

    /// A sum in terms of mixtures.
    fn sparse(&self, sum: &[u32]) -> Vec<(usize, u64)> {
        self.kinds_in(sum).map(|kind| self.mixture[kind as usize]).collect()
    }

    fn protected_by(&self, one: &Protected) -> Vec<(usize, u64)> {
        let without: FxHashSet<u32> = self.kinds_in(&one.without).collect();
        let kinds = self.kinds_in(&one.of).filter(|kind| !without.contains(kind));
        let mixed: Vec<_> = kinds.map(|kind| self.mixture[kind as usize]).collect();
        if mixed.is_empty() { self.sparse(&one.or_else) } else { mixed }
    }

    fn admit_all(&mut self, drafting: &CandidateTables<'_>, offers: &[usize], shown: &mut [bool]) {
        for offers in offers.chunks(AT_ONCE) {
            let told = |offer: &usize| {
                let rows = drafting.offers[*offer].to_audit().iter().map(|sum| self.dense(sum)).collect();
                Candidate { offer: *offer, rows, done: 0 }
            };
            let mut candidates: Vec<Candidate> = offers.iter().map(told).collect();
            self.admit(&mut candidates, shown);
        }
    }

    /// Admits these offers, or as many of them as possible, in order.
    fn admit(&mut self, candidates: &mut [Candidate], shown: &mut [bool]) {
        let before = self.steps.len();
        let offers: Vec<usize> = candidates.iter().map(|one| one.offer).collect();
        if self.within.may_stand(&offers, shown) {
            self.bring_up(candidates);
            candidates.iter().flat_map(|one| &one.rows).for_each(|row| self.show(row.clone(), before));
            if self.is_safe() {
                return offers.iter().for_each(|offer| shown[*offer] = true);
            }
            self.steps.truncate(before);
        }
        if candidates.len() > 1 {
            let (first, second) = candidates.split_at_mut(offers.len() / 2);
            self.admit(first, shown);
            self.admit(second, shown);
        }
    }

    /// Reduces these rows by the steps so far. Step by step, so that each step is loaded once for all rows.
    fn bring_up(&self, candidates: &mut [Candidate]) {
        let done = candidates.iter().map(|one| one.done).min().unwrap_or_default();
        for (at, step) in self.steps.iter().enumerate().skip(done) {
            let behind = candidates.iter_mut().filter(|one| one.done <= at);
            for row in behind.flat_map(|one| &mut one.rows) {
                take_off(row, step);
            }
        }
        for one in candidates {
            one.done = self.steps.len();
        }
    }

    /// Adds a row to the steps. It is already reduced by the first `taken_off` steps.
    fn show(&mut self, mut row: Vec<u64>, taken_off: usize) {
        for step in &self.steps[taken_off..] {
            take_off(&mut row, step);
        }
        for number in &mut row {
            *number %= PRIME;
        }
        if let Some(place) = row.iter().position(|number| *number != 0) {
            let factor = inverse(row[place]);
            self.steps.push((place, row.iter().map(|number| reduced(number * factor)).collect()));
        }
    }

    fn dense(&self, sum: &[u32]) -> Vec<u64> {
        let mut row = vec![0; self.width];
        for (place, much) in self.sparse(sum) {
            row[place] += much;
        }
        row
    }

    /// Whether some numbers make every shown number zero, but no protected one.
    fn is_safe(&self) -> bool {
        // By chance a safe number may be zero once. Twice is very unlikely.
        let once = self.unseen(2016);
        let doubtful: Vec<&Vec<(usize, u64)>> = self.protected.iter().filter(|one| worth(one, &once) == 0).collect();
        if doubtful.is_empty() {
            return true;
        }
        let again = self.unseen(2017);
        doubtful.into_iter().all(|one| worth(one, &again) != 0)
    }

    /// Random numbers for the mixtures that make every shown number zero.
    fn unseen(&self, mut seed: u64) -> Vec<u64> {
        let random = |_| {
            seed = mixed(seed + 1);
            seed % PRIME
        };
        let mut numbers: Vec<u64> = (0..self.width).map(random).collect();
        for (place, step) in self.steps.iter().rev() {
            numbers[*place] = 0;
            let products = step.iter().zip(&numbers).map(|(a, b)| u64::from(*a).wrapping_mul(*b));
            let sum = products.fold(0, u64::wrapping_add);
            numbers[*place] = (PRIME - sum % PRIME) % PRIME;
        }
        numbers
    }
}

/// The value of a sum of mixtures.
fn worth(of: &[(usize, u64)], numbers: &[u64]) -> u64 {
    of.iter().map(|(place, much)| much.wrapping_mul(numbers[*place])).fold(0, u64::wrapping_add) % PRIME
}

/// Reduces a row by a step, so that the row is zero at its place.
fn take_off(row: &mut [u64], (place, step): &(usize, Vec<u32>)) {
    let factor = reduced(PRIME - row[*place] % PRIME);
    if factor != 0 {
        for (number, of_step) in row.iter_mut().zip(step) {
            // Each product is below 2^38, and there are fewer than 2^26 steps, so nothing overflows.
            *number = number.wrapping_add(u64::from(factor).wrapping_mul(u64::from(*of_step)));
        }
    }
}

fn reduced(number: u64) -> u32 {
    (number % PRIME) as u32
}

/// The inverse of a non-zero number modulo the prime.
fn inverse(number: u64) -> u64 {
    let (mut base, mut left, mut result) = (number, PRIME - 2, 1);
    while left > 0 {
        if left & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        left >>= 1;
    }
    result
}
