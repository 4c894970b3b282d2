//! Holds that nothing small follows from what is shown, over all tables at once.
//!
//! A number that is shown is a sum over kinds of cases. Something small follows from such numbers if it is a sum of
//! multiples of them for every number of cases that there may be of each kind. It does not, if there are numbers of the
//! kinds that were met, positive or not, under which everything shown is nought and the small one is not. Such numbers
//! are sought, modulo a prime, at random among all that make nought of what is shown. Kinds that were met are possible
//! kinds, and in none of the counts that are nought; so whoever knows the catalogue and these noughts knows no more. To
//! look at the kinds that were met only, and at mixtures of them, can call a safe number unsafe and never the opposite.

use super::draft::{Drafting, Protected};
use crate::summary::tally::mixed;
use rustc_hash::{FxHashMap, FxHashSet};

const PRIME: u64 = (1 << 31) - 1;

/// So many more mixtures of kinds than numbers that could be shown: enough that chance makes nothing look unsafe.
const MORE: usize = 64;

/// So many offers are looked at together, and one by one only if they are not safe together.
const AT_ONCE: usize = 16;

/// Which offers may be shown.
pub(super) fn may_be_shown(drafting: &Drafting<'_>) -> Vec<bool> {
    if drafting.protected.is_empty() {
        return vec![true; drafting.offers.len()];
    }
    let mut shown = vec![false; drafting.offers.len()];
    let mut order: Vec<usize> = (0..shown.len()).collect();
    order.sort_by_key(|at| (!drafting.offers[*at].after.is_empty(), drafting.offers[*at].rank, *at));
    let mut audit = Audit::of(drafting);
    let first = order.partition_point(|at| drafting.offers[*at].after.is_empty());
    for offers in order[..first].chunks(AT_ONCE) {
        audit.admit(drafting, offers, &mut shown);
    }
    let after = order[first..].iter().copied();
    let after: Vec<usize> = after.filter(|at| drafting.offers[*at].after.iter().all(|one| shown[*one])).collect();
    for offers in after.chunks(AT_ONCE) {
        audit.admit(drafting, offers, &mut shown);
    }
    shown
}

struct Audit {
    /// By count, the kinds in it.
    kinds: FxHashMap<u32, Vec<u32>>,
    /// Of each kind, the mixture it is in and how much of it.
    mixture: Vec<(usize, u64)>,
    width: usize,
    /// What is shown, in steps: in each the first number that is not nought, at its place, is 1, and it is nought in all
    /// that come after.
    steps: Vec<(usize, Vec<u32>)>,
    /// What must not follow.
    protected: Vec<Vec<(usize, u64)>>,
}

impl Audit {
    fn of(drafting: &Drafting<'_>) -> Self {
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
            let at = super::super::layout::number(at);
            entries.iter().for_each(|entry| kinds.entry(*entry).or_default().push(at));
        }
        let mixture = met.iter().enumerate().map(mixture).collect();
        let mut audit = Self { kinds, mixture, width, steps: Vec::new(), protected: Vec::new() };
        let distinct: FxHashSet<&Protected> = drafting.protected.iter().collect();
        let protected = distinct.into_iter().map(|one| audit.protected_by(one)).filter(|one| !one.is_empty());
        audit.protected = protected.collect();
        let everyone: Vec<u32> = (0..drafting.layout.findings.rows)
            .map(|row| super::super::layout::number(drafting.layout.findings.cell(row, 0)))
            .collect();
        audit.show(&everyone);
        audit
    }

    fn kinds_in<'a>(&'a self, sum: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        sum.iter().filter_map(|cell| self.kinds.get(cell)).flatten().copied()
    }

    /// A sum as it is made up of mixtures.
    fn sparse(&self, sum: &[u32]) -> Vec<(usize, u64)> {
        self.kinds_in(sum).map(|kind| self.mixture[kind as usize]).collect()
    }

    fn protected_by(&self, one: &Protected) -> Vec<(usize, u64)> {
        let without: FxHashSet<u32> = self.kinds_in(&one.without).collect();
        let kinds = self.kinds_in(&one.of).filter(|kind| !without.contains(kind));
        let mixed: Vec<_> = kinds.map(|kind| self.mixture[kind as usize]).collect();
        if mixed.is_empty() { self.sparse(&one.or_else) } else { mixed }
    }

    /// Admits these offers, or as many of them as can be, the first ones first.
    fn admit(&mut self, drafting: &Drafting<'_>, offers: &[usize], shown: &mut [bool]) {
        let before = self.steps.len();
        for offer in offers {
            drafting.offers[*offer].to_audit().iter().for_each(|sum| self.show(sum));
        }
        if self.is_safe() {
            for offer in offers {
                shown[*offer] = true;
            }
            return;
        }
        self.steps.truncate(before);
        if offers.len() > 1 {
            for offer in offers {
                self.admit(drafting, &[*offer], shown);
            }
        }
    }

    fn show(&mut self, sum: &[u32]) {
        let mut row = vec![0; self.width];
        for (place, much) in self.sparse(sum) {
            row[place] = reduced(u64::from(row[place]) + much);
        }
        for (place, step) in &self.steps {
            if row[*place] != 0 {
                let factor = PRIME - u64::from(row[*place]);
                for (number, of_step) in row.iter_mut().zip(step) {
                    *number = reduced(u64::from(*number) + factor * u64::from(*of_step));
                }
            }
        }
        if let Some(place) = row.iter().position(|number| *number != 0) {
            let factor = inverse(row[place].into());
            for number in &mut row {
                *number = reduced(u64::from(*number) * factor);
            }
            self.steps.push((place, row));
        }
    }

    /// Whether some numbers make nought of everything shown and of nothing that is protected.
    fn is_safe(&self) -> bool {
        let mut seed = 2016;
        let random = |_| {
            seed = mixed(seed + 1);
            seed % PRIME
        };
        let mut numbers: Vec<u64> = (0..self.width).map(random).collect();
        for (place, step) in self.steps.iter().rev() {
            numbers[*place] = 0;
            let sum = step.iter().zip(&numbers).fold(0, |sum, (a, b)| u64::from(reduced(sum + u64::from(*a) * b)));
            numbers[*place] = (PRIME - sum) % PRIME;
        }
        let worth =
            |one: &Vec<(usize, u64)>| one.iter().fold(0, |sum, (place, much)| (sum + much * numbers[*place]) % PRIME);
        self.protected.iter().all(|one| worth(one) != 0)
    }
}

/// A number below 2^63, modulo the prime, without dividing.
#[expect(clippy::cast_possible_truncation, reason = "what is left is below the prime, which has 31 bits")]
fn reduced(number: u64) -> u32 {
    let once = (number & PRIME) + (number >> 31);
    let twice = (once & PRIME) + (once >> 31);
    (if twice >= PRIME { twice - PRIME } else { twice }) as u32
}

/// What a number that is not nought has to be multiplied by to give 1.
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
