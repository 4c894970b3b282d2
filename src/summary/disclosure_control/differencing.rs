//! Protects against differencing: two groups of cases, one inside the other, that differ by few cases. Shown together,
//! they would reveal those few.
//!
//! Such groups follow from rules of a catalogue (a pathway for every case with some finding). They also follow from the
//! counts themselves (all questions answered, and core questions answered). A group may be inside another only by
//! accident. This counts too, because a reader may know more than this module. It compares the numbers of a table, its
//! rows and columns, and all combinations of these where they are few.

use crate::summary::disclosure_control::candidate_tables::{CandidateTables, Offer, Sum};
use crate::summary::layout::number;
use rustc_hash::{FxHashMap, FxHashSet};

/// The most rows or columns of which all combinations are compared.
const FEW: usize = 6;

/// What nested groups would reveal.
#[derive(Default)]
pub(super) struct Differencing {
    /// Sets of few cases, as their kinds.
    pub few: Vec<Vec<u32>>,
    /// Pairs of offers that would together reveal few cases, of unknown kinds.
    pub apart: FxHashSet<(usize, usize)>,
}

struct Group {
    offer: usize,
    cases: u64,
    /// The kinds of cases in it, a bit for each.
    kinds: Vec<u64>,
}

impl Differencing {
    /// Compares everything that is offered. `kinds` lists the kinds in each cell.
    pub fn of(drafting: &CandidateTables<'_>, kinds: &FxHashMap<u32, Vec<u32>>, many: usize) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for (offer, of) in drafting.offers.iter().enumerate() {
            groups.extend(sums(of).into_iter().map(|sum| {
                let mut bits = vec![0; many.div_ceil(64)];
                for kind in sum.iter().filter_map(|cell| kinds.get(cell)).flatten() {
                    bits[*kind as usize / 64] |= 1_u64 << (kind % 64);
                }
                Group { offer, cases: drafting.count(&sum), kinds: bits }
            }));
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.cases));
        let mut within = Self::default();
        let mut few = FxHashSet::default();
        for (at, whole) in groups.iter().enumerate() {
            let smaller = groups[at..].iter().skip_while(|part| part.cases == whole.cases);
            for part in smaller.take_while(|part| whole.cases - part.cases < drafting.suppress) {
                if part.offer != whole.offer && part.cases > 0 && whole.holds(part) {
                    let rest = whole.without(part);
                    if rest.is_empty() {
                        within.apart.insert((whole.offer.min(part.offer), whole.offer.max(part.offer)));
                    } else {
                        few.insert(rest);
                    }
                }
            }
        }
        within.few = few.into_iter().collect();
        within.few.sort_unstable();
        within
    }

    /// Whether these offers may be shown together, and with those that are shown already.
    pub fn may_stand(&self, offers: &[usize], shown: &[bool]) -> bool {
        let stands = |offer: &usize| shown[*offer] || offers.contains(offer);
        !self.apart.iter().any(|(one, other)| stands(one) && stands(other))
    }
}

impl Group {
    fn holds(&self, other: &Self) -> bool {
        self.kinds.iter().zip(&other.kinds).all(|(all, some)| some & !all == 0)
    }

    fn without(&self, other: &Self) -> Vec<u32> {
        let rest = self.kinds.iter().zip(&other.kinds).map(|(all, some)| all & !some);
        let bits = rest.enumerate().flat_map(|(word, rest)| {
            (0..64).filter(move |bit| rest >> bit & 1 == 1).map(move |bit| number(word * 64 + bit))
        });
        bits.collect()
    }
}

/// The numbers of an offer, its rows and columns, and combinations of these.
fn sums(offer: &Offer) -> Vec<Sum> {
    let columns = offer.columns.max(1);
    let rows: Vec<Sum> = offer.numbers.chunks(columns).map(<[Sum]>::concat).collect();
    let mut sums = offer.numbers.clone();
    if columns > 1 && rows.len() > 1 {
        let column = |at: usize| offer.numbers.iter().skip(at).step_by(columns).flatten().copied().collect();
        sums.extend(together(&(0..columns).map(column).collect::<Vec<Sum>>()));
        sums.extend(together(&rows));
    } else {
        sums = together(&offer.numbers);
    }
    sums
}

/// All proper combinations of the parts. If there are many parts, only each part by itself.
fn together(parts: &[Sum]) -> Vec<Sum> {
    if parts.len() == 1 || parts.len() > FEW {
        return parts.to_vec();
    }
    let chosen = |which: usize| {
        let parts = parts.iter().enumerate().filter(move |(at, _)| which >> at & 1 == 1);
        parts.flat_map(|(_, part)| part.iter().copied()).collect()
    };
    (1..(1 << parts.len()) - 1).map(chosen).collect()
}
