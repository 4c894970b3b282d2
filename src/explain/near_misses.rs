//! Near misses: the fewest further answers that would move a finding, and which ones.
//!
//! Only open answers are changed: indicators, severities, and facts that rules read. Given answers stay. The search is
//! over kinds of interchangeable answers and their numbers, never over single indicators. Each try is assessed by the
//! rules themselves. It is exact up to [`MOST_CHANGES`], and reports if more would be needed.

use crate::assessment::{Assessment, finding, finding_above};
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::condition::{FindingIx, IndicatorIx, Leaf, Severity};
use crate::explain::interchangeable::{Change, ChangeKind, kinds};
use crate::explain::monotone_search::MonotoneSearch;
use std::collections::{BTreeMap, BTreeSet};

/// The most changes that are tried at once.
pub const MOST_CHANGES: usize = 4;

/// The fewest changes that would move a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NearMisses {
    /// No finding is higher.
    Highest,
    /// No open answer can move it.
    Settled,
    /// More than `MOST_CHANGES` are needed, or no number is enough.
    Beyond,
    /// This many changes, in any of these ways.
    Within {
        changes: usize,
        /// The ways, each enough by itself.
        ways: Vec<NearMiss>,
    },
}

/// One way to move a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearMiss {
    /// The finding it leads to.
    pub gives: FindingIx,
    /// Whether what becomes present must also be severe.
    pub severe: bool,
    /// The changes, which add up to the number of changes.
    pub parts: Vec<ChangeCount>,
}

/// This many changes, of any of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeCount {
    /// The number.
    pub pick: usize,
    pub change: Change,
    /// The indicators. Empty for a fact.
    pub of: BTreeSet<IndicatorIx>,
}

impl NearMisses {
    pub(super) fn of(catalogue: &Catalogue, case: &Case, assessment: &Assessment) -> Self {
        if catalogue.ordered && assessment.finding == FindingIx(0) {
            return Self::Highest;
        }
        if assessment.is_settled() {
            return Self::Settled;
        }
        let kinds = kinds(catalogue, case, assessment);
        let now = assessment.finding;
        let rises = rises(catalogue, now);
        let mut search = Search { catalogue, before: case, kinds: &kinds, now, rises, ways: Vec::new() };
        let mut rising = rises.then(|| Rising::of(&search));
        for changes in 1..=MOST_CHANGES {
            match &mut rising {
                Some(rising) => rising.tries(&mut search, changes),
                None => search.tries(changes),
            }
            if !search.ways.is_empty() {
                return Self::Within { changes, ways: merged(search.ways) };
            }
        }
        Self::Beyond
    }
}

/// Whether more signs can only raise this finding. Findings must have ranks, and none above it may read that something
/// is not so, or whether the core is complete.
fn rises(catalogue: &Catalogue, now: FindingIx) -> bool {
    let mut reads = false;
    let above = catalogue.findings.iter().take(now.0);
    for condition in above.flat_map(|one| std::iter::once(&one.when).chain(&one.child)) {
        condition.leaves(&mut |leaf, _| reads |= *leaf == Leaf::CoreComplete);
    }
    catalogue.ordered && catalogue.is_monotone() && !reads
}

/// One search by walls for every combination of answers to the open facts, including none.
struct Rising<'a> {
    searches: Vec<(Vec<(usize, usize)>, MonotoneSearch<'a>)>,
    signs: usize,
}

impl<'a> Rising<'a> {
    /// Kinds of facts come after those of signs.
    fn of(search: &Search<'a>) -> Self {
        let signs = search.kinds.iter().take_while(|kind| !kind.of.is_empty()).count();
        let mut answered = vec![Vec::new()];
        for at in signs..search.kinds.len() {
            let with: Vec<Vec<(usize, usize)>> = answered
                .iter()
                .filter(|chosen: &&Vec<(usize, usize)>| !search.answers_a_fact_twice(chosen, at))
                .map(|chosen| chosen.iter().copied().chain([(at, 1)]).collect())
                .collect();
            answered.extend(with);
        }
        let walls = |chosen: Vec<(usize, usize)>| {
            let mut case = search.before.clone();
            for (at, n) in &chosen {
                search.kinds[*at].apply(search.catalogue, &mut case, *n, None);
            }
            let walls = MonotoneSearch::new(search.catalogue, &search.kinds[..signs], case, search.now);
            (chosen, walls)
        };
        Self { searches: answered.into_iter().map(walls).collect(), signs }
    }

    fn tries(&mut self, search: &mut Search<'_>, changes: usize) {
        let mut case = search.before.clone();
        for (facts, walls) in self.searches.iter_mut().filter(|(facts, _)| facts.len() <= changes) {
            for choice in walls.over(changes - facts.len()) {
                let signs = (0..self.signs).filter(|at| choice[*at] > 0).map(|at| (at, usize::from(choice[at])));
                let chosen: Vec<(usize, usize)> = signs.chain(facts.iter().copied()).collect();
                search.apply(&mut case, &chosen, Some(Severity::Severe));
                search.look(&mut case, &chosen);
                for (at, n) in &chosen {
                    search.kinds[*at].restore(&mut case, search.before, *n);
                }
            }
        }
    }
}

struct Search<'a> {
    catalogue: &'a Catalogue,
    before: &'a Case,
    kinds: &'a [ChangeKind],
    now: FindingIx,
    /// Whether signs can only raise the finding.
    rises: bool,
    ways: Vec<NearMiss>,
}

impl Search<'_> {
    fn tries(&mut self, changes: usize) {
        let mut case = self.before.clone();
        self.add(&mut case, &mut Vec::new(), 0, changes);
    }

    /// Adds changes of the kinds from `from` on, until `left` is used up.
    fn add(&mut self, case: &mut Case, chosen: &mut Vec<(usize, usize)>, from: usize, left: usize) {
        if left == 0 {
            self.look(case, chosen);
            return;
        }
        let kinds = self.kinds;
        for (at, kind) in kinds.iter().enumerate().skip(from) {
            if self.answers_a_fact_twice(chosen, at) {
                continue;
            }
            let most = (kind.size() - self.taken(chosen, at)).min(left);
            for n in 1..=most {
                kind.apply(self.catalogue, case, n, Some(Severity::Severe));
                chosen.push((at, n));
                self.add(case, chosen, at + 1, left - n);
                chosen.pop();
            }
            kind.restore(case, self.before, most);
        }
    }

    /// How many open answers of a kind are already used for the opposite change.
    fn taken(&self, chosen: &[(usize, usize)], at: usize) -> usize {
        let of = &self.kinds[at].of;
        let same = chosen.iter().filter(|(other, _)| !of.is_empty() && self.kinds[*other].of == *of);
        same.map(|(_, n)| n).sum()
    }

    fn answers_a_fact_twice(&self, chosen: &[(usize, usize)], at: usize) -> bool {
        let fact = |kind: &ChangeKind| match kind.change {
            Change::Fact(fact, _) => Some(fact),
            _ => None,
        };
        fact(&self.kinds[at]).is_some_and(|new| chosen.iter().any(|(other, _)| fact(&self.kinds[*other]) == Some(new)))
    }

    fn apply(&self, case: &mut Case, chosen: &[(usize, usize)], severity: Option<Severity>) {
        for (at, n) in chosen {
            let kind = &self.kinds[*at];
            let severity = if kind.change == Change::Severe { Some(Severity::Severe) } else { severity };
            kind.apply(self.catalogue, case, *n, severity);
        }
    }

    /// Keeps a choice that moves the finding. `case` includes the choice, also afterwards.
    fn look(&mut self, case: &mut Case, chosen: &[(usize, usize)]) {
        let found = self.finding(case);
        if !self.moves(found) {
            return;
        }
        let part = |(at, pick): &(usize, usize)| {
            let kind = &self.kinds[*at];
            ChangeCount { pick: *pick, change: kind.change, of: kind.of.iter().copied().collect() }
        };
        let mut parts: Vec<ChangeCount> = chosen.iter().map(part).collect();
        parts.sort();
        // Tests whether presence is enough, without a severity.
        self.apply(case, chosen, None);
        let severe = self.finding(case) != found;
        self.apply(case, chosen, Some(Severity::Severe));
        self.ways.push(NearMiss { gives: found, severe, parts });
    }

    fn finding(&self, case: &Case) -> FindingIx {
        if self.rises {
            return finding_above(self.catalogue, case, self.now).unwrap_or(self.now);
        }
        finding(self.catalogue, case)
    }

    /// With ranks: a higher finding. Without: any other finding.
    fn moves(&self, found: FindingIx) -> bool {
        if self.catalogue.ordered { found < self.now } else { found != self.now }
    }
}

/// Joins ways that differ in one part only, if that part is a single change of the same type. "Two of one kind" and
/// "two of another" are not "any two of both", so only single changes can be joined.
fn merged(mut ways: Vec<NearMiss>) -> Vec<NearMiss> {
    loop {
        let before = ways.len();
        let parts = ways.iter().map(|way| way.parts.len()).max().unwrap_or(0);
        for at in 0..parts {
            ways = merged_at(ways, at);
        }
        if ways.len() == before {
            return ways;
        }
    }
}

/// The same for the part at one position.
fn merged_at(ways: Vec<NearMiss>, at: usize) -> Vec<NearMiss> {
    let mut alike: BTreeMap<NearMiss, BTreeSet<IndicatorIx>> = BTreeMap::new();
    for mut way in ways {
        let single = way.parts.get(at).is_some_and(|part| part.pick == 1 && !matches!(part.change, Change::Fact(..)));
        let of = if single { std::mem::take(&mut way.parts[at].of) } else { BTreeSet::new() };
        alike.entry(way).or_default().extend(of);
    }
    let back = |(mut way, of): (NearMiss, BTreeSet<IndicatorIx>)| {
        if !of.is_empty() {
            way.parts[at].of = of;
        }
        way.parts.sort();
        way
    };
    let ways: BTreeSet<NearMiss> = alike.into_iter().map(back).collect();
    ways.into_iter().collect()
}
