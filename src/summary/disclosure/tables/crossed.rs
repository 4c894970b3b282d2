//! The tables of facts: by themselves, and crossed with findings and with each other; and findings under a change.

use super::super::Label;
use super::super::draft::{Draft, Drafting, Sum};
use super::super::merge;
use super::{by_finding, cases, finding_labels, merged, protect_all, rank};
use crate::summary::Axis;
use crate::summary::crossing::{Crossing, Part};
use crate::summary::layout::number;

pub(super) fn draw(to: &mut Drafting<'_>) {
    let layout = to.layout;
    for crossing in &layout.talk {
        let axis = &crossing.axes[0];
        let (id, title) = (format!("talk.{}", axis.id()), format!("The talk: {}", axis.title()));
        table(to, crossing, [&id, &title], rank::TALK);
    }
    for crossing in &layout.by {
        let ids: Vec<&str> = crossing.axes.iter().map(Axis::id).collect();
        let titles: Vec<&str> = crossing.axes.iter().map(Axis::title).collect();
        let title = format!("Findings by: {}", titles.join(" × "));
        table(to, crossing, [&format!("by.{}", ids.join(".")), &title], rank::ASKED_FOR);
    }
    for (what_if, block) in &layout.what_if {
        protect_all(to, *block);
        let note = "Each case once: by its finding (rows), and by the finding it would have (columns). Nothing else in \
            this summary rests on the change.";
        let (id, title) = (format!("what-if.{}", what_if.word(layout.catalogue)), what_if.title(layout.catalogue));
        let draft = Draft::begin(&id, &title, note, &["finding"], finding_labels(to));
        let rows = by_finding(to, *block, &to.findings.clone());
        to.together(draft, rank::ASKED_FOR, rows);
    }
}

/// A crossing, its smallest rows merged.
fn table(to: &mut Drafting<'_>, crossing: &Crossing, words: [&str; 2], rank: usize) {
    let columns: Vec<Vec<usize>> = if crossing.columns == 1 { vec![vec![0]] } else { to.findings.clone() };
    let labels = if crossing.columns == 1 { cases() } else { finding_labels(to) };
    let is_many = crossing.axes.iter().any(Axis::is_many);
    let note = if is_many {
        "A case stands under each value that was recorded of it. Unknown, declined and not asked are rows of their own, \
         and never a no."
    } else {
        "Each case once. Unknown, declined and not asked are rows of their own, and never a no. What is not listed was \
         recorded in no case."
    };
    let heads: Vec<&str> = crossing.axes.iter().map(Axis::id).collect();
    let mut draft = Draft::begin(words[0], words[1], note, &heads, labels);
    for part in crossing.parts() {
        Drawing { crossing, part, columns: &columns }.draw(to, &mut draft, rank);
    }
    to.drafts.push(draft);
}

/// One part of a crossing: its rows are all cases.
struct Drawing<'a> {
    crossing: &'a Crossing,
    part: Part,
    columns: &'a [Vec<usize>],
}

impl Drawing<'_> {
    fn draw(&self, to: &mut Drafting<'_>, draft: &mut Draft, rank: usize) {
        self.protect(to);
        let orders = [0, 1].map(|axis| self.order(to, axis));
        let limits = [0, 1].map(|axis| if self.may_merge(axis) { orders[axis].len() } else { 0 });
        let way = merge::smallest(limits, |way| {
            self.rows(&orders, way).iter().all(|(row, _)| row.iter().all(|sum| to.is_fine(sum)))
        });
        let rows = self.rows(&orders, way.unwrap_or_default());
        // One row left of several that were not to be merged tells nothing but what stands elsewhere.
        let way = way.filter(|_| rows.len() > 1 || orders.iter().all(|order| order.len() == 1));
        let numbers: Vec<Sum> = rows.iter().flat_map(|(sums, _)| sums.clone()).collect();
        let (offer, mut next) = (way.and_then(|_| to.offer(rank, numbers, &[], Vec::new())), 0);
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

    /// Every count of the part, with every sum that is a count elsewhere or with merged findings.
    fn protect(&self, to: &mut Drafting<'_>) {
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

    /// The categories of an axis that are not empty, fewest cases first; those of a yes or no as they stand.
    fn order(&self, to: &Drafting<'_>, axis: usize) -> Vec<usize> {
        let all = [0, 1].map(|axis| (0..self.crossing.categories(axis)).collect::<Vec<_>>());
        let columns: Vec<usize> = (0..self.crossing.columns).collect();
        let total = |at: usize| {
            let (one, two) = if axis == 0 { (vec![at], all[1].clone()) } else { (all[0].clone(), vec![at]) };
            to.count(&self.sum(&one, &two, &columns))
        };
        let totals: Vec<u64> = all[axis].iter().map(|at| total(*at)).collect();
        if self.may_merge(axis) { merge::ascending(&totals) } else { all[axis].clone() }
    }

    /// The rows if so many of each axis are merged.
    fn rows(&self, orders: &[Vec<usize>; 2], way: [usize; 2]) -> Vec<(Vec<Sum>, [Vec<usize>; 2])> {
        let groups = [0, 1].map(|axis| merge::groups(&orders[axis], way[axis]));
        let pairs = groups[0].iter().flat_map(|one| groups[1].iter().map(move |two| [one.clone(), two.clone()]));
        let sums = |[one, two]: &[Vec<usize>; 2]| {
            self.columns.iter().map(|columns| self.sum(one, two, columns)).collect::<Vec<_>>()
        };
        pairs.map(|pair| (sums(&pair), pair)).collect()
    }

    /// Whether a row is told, and not only kept from telling something: of a value among many its yes.
    fn is_told(&self, groups: &[Vec<usize>; 2]) -> bool {
        self.crossing.axes.iter().zip(groups).all(|(axis, group)| !axis.is_many() || group == &[0])
    }

    fn labels(&self, groups: &[Vec<usize>; 2]) -> Vec<Label> {
        let label = |(at, axis): (usize, &Axis)| {
            let labels = groups[at].iter().map(|category| axis.label(self.part.parts[at], *category));
            merged(labels, |texts| format!("other ({})", texts.join(", ")))
        };
        self.crossing.axes.iter().enumerate().map(label).collect()
    }
}
