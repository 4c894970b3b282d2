//! Searches near misses where more signs can only raise a finding, by walls.
//!
//! A wall is a choice of open answers that does not move the finding, and to which nothing can be added without moving
//! it. Every choice that moves the finding exceeds every wall. So from a choice below a wall only steps over that wall
//! are tried. Few walls are enough, and each is found once.

use crate::assessment::finding_above;
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::condition::{FindingIx, Severity};
use crate::explain::interchangeable::ChangeKind;
use crate::explain::near_misses::MOST_CHANGES;
use std::collections::{BTreeSet, HashSet};

/// How many of each kind are chosen. Never more than the limit of changes.
pub(super) type KindCounts = Vec<u8>;

/// A search from one case.
pub(super) struct MonotoneSearch<'a> {
    catalogue: &'a Catalogue,
    kinds: &'a [ChangeKind],
    before: Case,
    /// The same as `before`, except while a choice is tried.
    tried: Case,
    now: FindingIx,
    walls: Vec<KindCounts>,
}

impl<'a> MonotoneSearch<'a> {
    /// Searches from `before`, for findings above `now`.
    pub fn new(catalogue: &'a Catalogue, kinds: &'a [ChangeKind], before: Case, now: FindingIx) -> Self {
        Self { catalogue, kinds, tried: before.clone(), before, now, walls: Vec::new() }
    }

    /// Every choice of `changes` answers that moves the finding. The caller knows that fewer are not enough.
    pub fn over(&mut self, changes: usize) -> BTreeSet<KindCounts> {
        let (mut seen, mut found) = (HashSet::new(), BTreeSet::new());
        self.step(vec![0; self.kinds.len()], changes, &mut seen, &mut found);
        found
    }

    fn step(
        &mut self,
        choice: KindCounts,
        left: usize,
        seen: &mut HashSet<KindCounts>,
        found: &mut BTreeSet<KindCounts>,
    ) {
        if !seen.insert(choice.clone()) {
            return;
        }
        let Some(wall) = self.wall(&choice) else {
            if left == 0 {
                found.insert(choice);
            }
            return;
        };
        for at in 0..self.kinds.len() {
            let over = wall[at] + 1;
            let steps = usize::from(over - choice[at]);
            if over <= self.most(at) && steps <= left {
                let mut next = choice.clone();
                next[at] = over;
                self.step(next, left - steps, seen, found);
            }
        }
    }

    /// A wall above a choice, or `None` if the choice moves the finding.
    fn wall(&mut self, choice: &KindCounts) -> Option<KindCounts> {
        let below = |wall: &&KindCounts| choice.iter().zip(wall.iter()).all(|(chosen, most)| chosen <= most);
        if let Some(wall) = self.walls.iter().find(below) {
            return Some(wall.clone());
        }
        if self.moves(choice) {
            return None;
        }
        let mut wall = choice.clone();
        for at in 0..self.kinds.len() {
            self.raise(&mut wall, at);
        }
        self.walls.push(wall.clone());
        Some(wall)
    }

    /// Chooses as many of a kind as possible without moving the finding, by bisection.
    fn raise(&mut self, wall: &mut KindCounts, at: usize) {
        let (mut least, mut most) = (wall[at], self.most(at));
        while least < most {
            wall[at] = (least + most).div_ceil(2);
            if self.moves(wall) {
                most = wall[at] - 1;
            } else {
                least = wall[at];
            }
        }
        wall[at] = least;
    }

    /// The most of a kind that can be chosen.
    fn most(&self, at: usize) -> u8 {
        u8::try_from(self.kinds[at].size().min(MOST_CHANGES)).unwrap_or(u8::MAX)
    }

    fn moves(&mut self, choice: &KindCounts) -> bool {
        let chosen = || self.kinds.iter().zip(choice).filter(|(_, n)| **n > 0);
        for (kind, n) in chosen() {
            kind.apply(self.catalogue, &mut self.tried, usize::from(*n), Some(Severity::Severe));
        }
        let moves = finding_above(self.catalogue, &self.tried, self.now).is_some();
        for (kind, n) in chosen() {
            kind.restore(&mut self.tried, &self.before, usize::from(*n));
        }
        moves
    }
}
