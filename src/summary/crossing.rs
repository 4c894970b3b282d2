//! The cells of one fact, or of two facts crossed with each other and with the finding.

use super::axis::Axis;
use crate::case::Skimmed;

/// One or two axes, crossed.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    pub axes: Vec<Axis>,
    /// The number of findings, or 1 for all cases together.
    pub columns: usize,
    at: usize,
}

/// One part of each axis. Every case is in exactly one row of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CrossingPart {
    pub parts: [usize; 2],
    at: usize,
}

impl Crossing {
    pub fn new(axes: Vec<Axis>, columns: usize, at: usize) -> Self {
        Self { axes, columns, at }
    }

    /// The number of cells.
    pub fn len(&self) -> usize {
        self.parts_of(0) * self.parts_of(1) * self.part_len()
    }

    /// The number of categories of an axis, or 1 if there is no such axis.
    pub fn categories(&self, axis: usize) -> usize {
        self.axes.get(axis).map_or(1, Axis::categories)
    }

    fn parts_of(&self, axis: usize) -> usize {
        self.axes.get(axis).map_or(1, Axis::parts)
    }

    fn part_len(&self) -> usize {
        self.categories(0) * self.categories(1) * self.columns
    }

    /// Every part of the first axis with every part of the second.
    pub fn parts(&self) -> impl Iterator<Item = CrossingPart> + '_ {
        let second = self.parts_of(1);
        (0..self.parts_of(0) * second)
            .map(move |at| CrossingPart { parts: [at / second, at % second], at: self.at + at * self.part_len() })
    }

    /// The cell of a row in a part. The row is a category of each axis.
    pub fn cell(&self, part: CrossingPart, row: [usize; 2], column: usize) -> usize {
        part.at + (row[0] * self.categories(1) + row[1]) * self.columns + column
    }

    /// The cells of a case.
    pub fn enter(&self, case: &Skimmed, column: usize, into: &mut Vec<u32>) {
        let category = |axis: usize, part: usize| self.axes.get(axis).map_or(0, |axis| axis.category(case, part));
        for part in self.parts() {
            let row = [category(0, part.parts[0]), category(1, part.parts[1])];
            into.push(super::layout::number(self.cell(part, row, column)));
        }
    }
}
