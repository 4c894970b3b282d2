//! The tables of facts: alone, crossed with findings, and crossed with each other. Also findings under a what-if
//! change.

use crate::summary::Axis;
use crate::summary::crossing::{Crossing, CrossingPart};
use crate::summary::disclosure_control::Label;
use crate::summary::disclosure_control::candidate_tables::{CandidateTable, CandidateTables, Sum};
use crate::summary::disclosure_control::collapse;
use crate::summary::disclosure_control::tables::{cases, coarser, finding_by_finding, finding_labels, rank};
use crate::summary::layout::number;

pub(super) fn draw(to: &mut CandidateTables<'_>) {
    let layout = to.layout;
    for crossing in &layout.talk {
        let axis = &crossing.axes[0];
        let (id, title) = (format!("talk.{}", axis.id()), text!("summary-talk", fact = axis.title()));
        table(to, crossing, [&id, &title], rank::TALK);
    }
    for crossing in &layout.by {
        let ids: Vec<&str> = crossing.axes.iter().map(Axis::id).collect();
        let titles: Vec<&str> = crossing.axes.iter().map(Axis::title).collect();
        let title = text!("summary-findings-by", facts = titles.join(" × "));
        table(to, crossing, [&format!("by.{}", ids.join(".")), &title], rank::ASKED_FOR);
    }
    for (what_if, block) in &layout.what_if {
        let note = text!("summary-what-if-note");
        let (id, title) = (format!("what-if.{}", what_if.word(layout.catalogue)), what_if.title(layout.catalogue));
        finding_by_finding(to, *block, [&id, &title, note], rank::ASKED_FOR);
    }
}

/// Draws a crossing, with its smallest rows merged.
fn table(to: &mut CandidateTables<'_>, crossing: &Crossing, words: [&str; 2], rank: usize) {
    let is_many = crossing.axes.iter().any(Axis::is_many);
    let note = if is_many { text!("summary-by-many-note") } else { text!("summary-by-one-note") };
    let remarks = crossing.axes.iter().filter_map(Axis::remark);
    let note = &std::iter::once(note).chain(remarks).collect::<Vec<_>>().join(" ");
    let heads: Vec<&str> = crossing.axes.iter().map(Axis::id).collect();
    let by_finding = crossing.columns > 1;
    let ways = if by_finding { coarser(to) } else { vec![vec![vec![0]]] };
    for part in crossing.parts() {
        Drawing { crossing, part, columns: &ways[0] }.protect(to);
    }
    // The columns that show most numbers. Of equal ones, the finest.
    let shown = |columns: &Vec<Vec<usize>>| {
        crossing
            .parts()
            .map(|part| Drawing { crossing, part, columns }.way(to).map_or(0, |(_, rows)| rows * columns.len()))
            .sum()
    };
    let best = ways.iter().map(shown).enumerate().max_by_key(|(at, shown): &(usize, usize)| (*shown, usize::MAX - at));
    let columns = &ways[best.map_or(0, |(at, _)| at)];
    let labels = if by_finding { finding_labels(to, columns) } else { cases() };
    let mut draft = CandidateTable::begin(words[0], words[1], note, &heads, labels);
    for part in crossing.parts() {
        Drawing { crossing, part, columns }.draw(to, &mut draft, rank);
    }
    to.drafts.push(draft);
}

/// One part of a crossing. Its rows add up to all cases.
struct Drawing<'a> {
    crossing: &'a Crossing,
    part: CrossingPart,
    columns: &'a [Vec<usize>],
}

impl Drawing<'_> {
    /// How many rows of each axis must be merged so that all others can be shown, and how many rows are left. `None` if
    /// nothing passes, or only one row would be left.
    fn way(&self, to: &CandidateTables<'_>) -> Option<([usize; 2], usize)> {
        let orders = self.orders(to);
        let limits = [0, 1].map(|axis| if self.may_merge(axis) { orders[axis].len() } else { 0 });
        let left = |way: [usize; 2]| -> usize {
            [0, 1].map(|axis| orders[axis].len() - way[axis] + usize::from(way[axis] > 0)).iter().product()
        };
        let is_whole = orders.iter().all(|order| order.len() <= 1);
        let will_do = |way: [usize; 2]| {
            let groups = [0, 1].map(|axis| collapse::groups(&orders[axis], way[axis]));
            let is_fine = |one: &[usize], two: &[usize]| {
                self.columns.iter().all(|columns| to.is_fine(&self.sum(one, two, columns)))
            };
            // Merged rows come last, and are the first to be too small.
            (left(way) > 1 || is_whole)
                && groups[0].iter().rev().all(|one| groups[1].iter().rev().all(|two| is_fine(one, two)))
        };
        collapse::smallest(limits, left, will_do).map(|way| (way, left(way)))
    }

    fn draw(&self, to: &mut CandidateTables<'_>, draft: &mut CandidateTable, rank: usize) {
        let way = self.way(to).map(|(way, _)| way);
        let rows = self.rows(&self.orders(to), way.unwrap_or_default());
        let numbers: Vec<Sum> = rows.iter().flat_map(|(sums, _)| sums.clone()).collect();
        let (offer, mut next) = (way.and_then(|_| to.offer(rank, numbers, self.columns.len(), Vec::new())), 0);
        for (sums, groups) in rows {
            let places = sums.iter().map(|_| {
                next += 1;
                offer.map(|offer| (offer, next - 1))
            });
            let places = places.collect();
            if self.is_told(&groups) {
                draft.rows.push((self.labels(&groups), places));
            }
        }
    }

    fn orders(&self, to: &CandidateTables<'_>) -> [Vec<usize>; 2] {
        [0, 1].map(|axis| self.order(to, axis))
    }

    /// Protects every count of the part, and every sum that is a count in another table or with merged findings.
    fn protect(&self, to: &mut CandidateTables<'_>) {
        let (first, second) = (self.crossing.categories(0), self.crossing.categories(1));
        let all: Vec<usize> = (0..self.crossing.columns).collect();
        let mut of = |one: &[usize], two: &[usize]| {
            for columns in all.iter().map(std::slice::from_ref).chain(self.columns.iter().map(Vec::as_slice)) {
                to.protect(self.sum(one, two, columns));
            }
            to.protect(self.sum(one, two, &all));
        };
        let (firsts, seconds): (Vec<usize>, Vec<usize>) = ((0..first).collect(), (0..second).collect());
        for one in 0..first {
            (0..second).for_each(|two| of(&[one], &[two]));
            of(&[one], &seconds);
        }
        (0..second).for_each(|two| of(&firsts, &[two]));
    }

    fn sum(&self, one: &[usize], two: &[usize], columns: &[usize]) -> Sum {
        let rows = one.iter().flat_map(|one| two.iter().map(move |two| [*one, *two]));
        let cells = rows.flat_map(|row| columns.iter().map(move |column| (row, *column)));
        cells.map(|(row, column)| number(self.crossing.cell(self.part, row, column))).collect()
    }

    fn may_merge(&self, axis: usize) -> bool {
        self.crossing.axes.get(axis).is_some_and(|axis| !axis.is_many())
    }

    /// The non-empty categories of an axis, fewest cases first. Yes and no keep their order.
    fn order(&self, to: &CandidateTables<'_>, axis: usize) -> Vec<usize> {
        let all = [0, 1].map(|axis| (0..self.crossing.categories(axis)).collect::<Vec<_>>());
        let columns: Vec<usize> = (0..self.crossing.columns).collect();
        let total = |at: usize| {
            let (one, two) = if axis == 0 { (vec![at], all[1].clone()) } else { (all[0].clone(), vec![at]) };
            to.count(&self.sum(&one, &two, &columns))
        };
        let totals: Vec<u64> = all[axis].iter().map(|at| total(*at)).collect();
        if self.may_merge(axis) { collapse::ascending(&totals) } else { all[axis].clone() }
    }

    /// The rows after merging this many of each axis.
    fn rows(&self, orders: &[Vec<usize>; 2], way: [usize; 2]) -> Vec<(Vec<Sum>, [Vec<usize>; 2])> {
        let groups = [0, 1].map(|axis| collapse::groups(&orders[axis], way[axis]));
        let pairs = groups[0].iter().flat_map(|one| groups[1].iter().map(move |two| [one.clone(), two.clone()]));
        let sums = |[one, two]: &[Vec<usize>; 2]| {
            self.columns.iter().map(|columns| self.sum(one, two, columns)).collect::<Vec<_>>()
        };
        pairs.map(|pair| (sums(&pair), pair)).collect()
    }

    /// Whether a row is shown. Of a value of a fact with many values, only the yes is shown. The no is only protected.
    fn is_told(&self, groups: &[Vec<usize>; 2]) -> bool {
        self.crossing.axes.iter().zip(groups).all(|(axis, group)| !axis.is_many() || group == &[0])
    }

    fn labels(&self, groups: &[Vec<usize>; 2]) -> Vec<Label> {
        let label = |(at, axis): (usize, &Axis)| {
            match groups[at].as_slice() {
                [category] => axis.label(self.part.parts[at], *category).clone(),
                // Names would reveal that each value was recorded.
                _ => Label::new("others", text!("summary-all-others")),
            }
        };
        self.crossing.axes.iter().enumerate().map(label).collect()
    }
}
