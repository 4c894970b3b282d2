//! Rater agreement: percent agreement, Cohen's and Fleiss' kappa, and Krippendorff's alpha.
//!
//! This module owns only the arithmetic. It does not know the names of units, raters or categories, where ratings come
//! from, or which value is "good": people decide that. Everything is counted in whole numbers. So the order of raters
//! and units has no effect, and nothing overflows below 2²⁵ ratings. A statistic without a value says why. It is never
//! `NaN`, and "everybody always said the same" is never called full agreement beyond chance.
//!
//! Sources: Cohen 1960 (doi:10.1177/001316446002000104), Fleiss 1971 (doi:10.1037/h0031619), Krippendorff 2011,
//! "Computing Krippendorff's Alpha-Reliability" (<https://repository.upenn.edu/asc_papers/43>).

use std::collections::BTreeMap;

/// Ratings: a row for each unit, with a place for each rater, `None` where a rater gave no rating. Categories are
/// numbered from 0. For ordered categories the number is the rank.
#[derive(Clone, Debug, Default)]
pub struct Ratings {
    units: Vec<Vec<Option<usize>>>,
    categories: usize,
}

/// Why rows are not ratings by the same raters in the same categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingsError {
    /// This unit has more or fewer raters than the first one.
    Uneven {
        /// The unit, from 0.
        unit: usize,
    },
    /// This unit has an unknown category.
    NoSuchCategory {
        /// The unit, from 0.
        unit: usize,
        category: usize,
    },
}

/// A share of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairShare {
    /// The number of these pairs.
    pub part: u64,
    /// All pairs; never zero.
    pub of: u64,
    /// The number of units that the pairs come from.
    pub units: usize,
}

/// The distance between categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Two categories are the same or not.
    Nominal,
    /// Categories are ranks: the more ratings lie between two of them, the larger their distance.
    Ordinal,
}

/// Agreement beyond chance: 1 is full agreement, 0 is chance, less than 0 is worse than chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistic {
    /// The value, or why there is none.
    pub value: Result<f64, NotDefined>,
    /// The number of units that were counted.
    pub units: usize,
}

/// Why a statistic has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDefined {
    /// Fewer than two raters gave ratings.
    TooFewRaters,
    /// The statistic does not allow so many raters.
    TooManyRaters,
    /// No unit was rated by enough raters.
    TooFewUnits,
    /// Only one category was used, so agreement can't be distinguished from habit.
    NoVariation,
}

impl Ratings {
    /// Takes rows with the same raters in the same order, in categories below `categories`.
    ///
    /// # Errors
    /// The first row that doesn't fit.
    pub fn new(units: Vec<Vec<Option<usize>>>, categories: usize) -> Result<Ratings, RatingsError> {
        let raters = units.first().map_or(0, Vec::len);
        for (unit, row) in units.iter().enumerate() {
            if row.len() != raters {
                return Err(RatingsError::Uneven { unit });
            }
            if let Some(&category) = row.iter().flatten().find(|&&category| category >= categories) {
                return Err(RatingsError::NoSuchCategory { unit, category });
            }
        }
        Ok(Ratings { units, categories })
    }

    /// Agreeing pairs of all pairs of raters who both rated a unit. `None` if there is no such pair.
    pub fn percent(&self) -> Option<PairShare> {
        let shares = (0..self.units.len()).filter_map(|unit| self.disagreement(unit));
        shares.map(|divided| PairShare { part: divided.of - divided.part, ..divided }).reduce(|all, one| PairShare {
            part: all.part + one.part,
            of: all.of + one.of,
            units: all.units + one.units,
        })
    }

    /// Disagreeing pairs of raters over one unit. `None` if no two rated it, or there is no such unit.
    pub fn disagreement(&self, unit: usize) -> Option<PairShare> {
        let counts = self.counts(self.units.get(unit)?);
        let pairs = |count: i128| u64::try_from(count * (count - 1) / 2).unwrap_or(u64::MAX);
        let of = pairs(counts.iter().sum());
        (of > 0).then(|| PairShare { part: of - counts.into_iter().map(pairs).sum::<u64>(), of, units: 1 })
    }

    /// Joins the units of several ratings, by the same raters in the same categories.
    pub fn together<'r>(several: impl Iterator<Item = &'r Self>) -> Self {
        several.fold(Self::default(), |mut all, one| {
            all.units.extend(one.units.iter().cloned());
            all.categories = all.categories.max(one.categories);
            all
        })
    }

    /// Cohen's kappa: two raters, over the units that both rated. Each rater has their own distribution of categories.
    pub fn cohen(&self) -> Statistic {
        let pairs: Vec<[usize; 2]> =
            self.units.iter().filter_map(|row| <[_; 2]>::try_from(complete(row)?).ok()).collect();
        let [mut ones, mut others] = [vec![0; self.categories], vec![0; self.categories]];
        for &[one, other] in &pairs {
            ones[one] += 1;
            others[other] += 1;
        }
        let all = whole(pairs.len());
        let agreeing = whole(pairs.iter().filter(|[one, other]| one == other).count());
        let expected: i128 = ones.iter().zip(&others).map(|(one, other)| one * other).sum();
        let most = if self.raters() > 2 { Err(NotDefined::TooManyRaters) } else { Ok(()) };
        let value =
            most.and_then(|()| self.beyond_chance(pairs.len(), all * agreeing - expected, all * all - expected));
        Statistic { value, units: pairs.len() }
    }

    /// Fleiss' kappa: two raters or more, over the units that every rater rated. All raters share one distribution.
    pub fn fleiss(&self) -> Statistic {
        let units: Vec<_> = self.units.iter().filter_map(|row| complete(row).map(|_| self.counts(row))).collect();
        let totals = self.totals(&units);
        let all: i128 = totals.iter().sum();
        let expected: i128 = totals.iter().map(|total| total * total).sum();
        let agreeing: i128 = units.iter().flatten().map(|count| count * (count - 1)).sum();
        let others = whole(self.raters()) - 1;
        let above = agreeing * all - others * expected;
        Statistic { value: self.beyond_chance(units.len(), above, others * (all * all - expected)), units: units.len() }
    }

    /// Krippendorff's alpha: two raters or more, over the units at least two of them rated.
    pub fn alpha(&self, scale: Scale) -> Statistic {
        let rated_twice = |counts: &Vec<i128>| counts.iter().sum::<i128>() > 1;
        let units: Vec<_> = self.units.iter().map(|row| self.counts(row)).filter(rated_twice).collect();
        let totals = self.totals(&units);
        let ranks = middle_ranks(&totals);
        let apart = |low: usize, high: usize| match scale {
            Scale::Nominal => 1,
            Scale::Ordinal => (ranks[high] - ranks[low]).pow(2),
        };
        let expected = distance(&totals, apart);
        let mut observed: BTreeMap<i128, i128> = BTreeMap::new();
        for counts in &units {
            *observed.entry(counts.iter().sum::<i128>() - 1).or_default() += distance(counts, apart);
        }
        // Units with the same number of ratings are summed as whole numbers. Only the remainder is divided, in a fixed
        // order.
        let others = totals.iter().sum::<i128>() - 1;
        let wholes: i128 = observed.iter().map(|(by, sum)| others * sum / by).sum();
        let rests: f64 = observed.iter().map(|(&by, sum)| ratio(others * sum % by, by)).sum();
        let value = self.beyond_chance(units.len(), expected - wholes, expected);
        Statistic { value: value.map(|value| value - rests / ratio(expected, 1)), units: units.len() }
    }

    /// The excess over chance divided by the largest possible excess, if there are enough raters and more than one
    /// category.
    fn beyond_chance(&self, units: usize, above: i128, could_be: i128) -> Result<f64, NotDefined> {
        let heard = (0..self.raters()).filter(|&rater| self.units.iter().any(|row| row[rater].is_some())).count();
        if heard < 2 {
            Err(NotDefined::TooFewRaters)
        } else if units == 0 {
            Err(NotDefined::TooFewUnits)
        } else if could_be == 0 {
            Err(NotDefined::NoVariation)
        } else {
            Ok(ratio(above, could_be))
        }
    }

    fn raters(&self) -> usize {
        self.units.first().map_or(0, Vec::len)
    }

    /// The number of raters for each category, in one unit.
    fn counts(&self, row: &[Option<usize>]) -> Vec<i128> {
        let mut counts = vec![0; self.categories];
        row.iter().flatten().for_each(|&category| counts[category] += 1);
        counts
    }

    fn totals(&self, units: &[Vec<i128>]) -> Vec<i128> {
        (0..self.categories).map(|category| units.iter().map(|counts| counts[category]).sum()).collect()
    }
}

/// The ratings of all raters of a unit, or `None` if one is missing.
fn complete(row: &[Option<usize>]) -> Option<Vec<usize>> {
    row.iter().copied().collect()
}

/// Twice the middle rank of the ratings in each category, because that is always a whole number.
fn middle_ranks(totals: &[i128]) -> Vec<i128> {
    let mut below = 0;
    let twice_middle = |total: &i128| {
        let middle = 2 * below + total;
        below += total;
        middle
    };
    totals.iter().map(twice_middle).collect()
}

/// The total distance of all pairs of ratings, each pair once.
fn distance(counts: &[i128], apart: impl Fn(usize, usize) -> i128) -> i128 {
    let used: Vec<_> = counts.iter().enumerate().filter(|(_, count)| **count > 0).collect();
    let above = |at: usize| used[at + 1..].iter().map(move |(high, count)| (*high, **count));
    let pairs = used.iter().enumerate().flat_map(|(at, (low, count))| above(at).map(|above| ((*low, **count), above)));
    pairs.map(|((low, few), (high, many))| few * many * apart(low, high)).sum()
}

fn whole(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

#[allow(clippy::cast_precision_loss)] // the one place where whole numbers become a fraction
fn ratio(part: i128, of: i128) -> f64 {
    part as f64 / of as f64
}
