//! Groups interchangeable open answers: any of them has the same effect.
//!
//! Two open indicators are of one kind if they count equally everywhere. They have the same strengths on both tracks,
//! the same areas, the same filters of rules, and the same role in their groups. No rule or question names one of them.

use crate::assessment::Assessment;
use crate::case::{Answer, Case, FactAnswer, Presence};
use crate::catalogue::{Catalogue, FactKind, Tier};
use crate::condition::{AreaIx, Condition, FactIx, Filter, IndicatorIx, Leaf, Severity, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// A change to an open answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It becomes present, at the highest severity if it has degrees.
    Present,
    /// It is present, and becomes severe.
    Severe,
    /// It becomes absent.
    Absent,
    /// The fact gets these values.
    Fact(FactIx, u64),
}

/// Interchangeable changes.
#[derive(Clone, Debug)]
pub(super) struct ChangeKind {
    pub change: Change,
    /// The indicators. Empty for a fact.
    pub of: Vec<IndicatorIx>,
}

impl ChangeKind {
    /// The number of such changes.
    pub fn size(&self) -> usize {
        self.of.len().max(1)
    }

    /// The `n` changed ones. Absent ones are taken from the end, so that the same open answers can be used for both.
    fn chosen(&self, n: usize) -> impl Iterator<Item = &IndicatorIx> {
        let from = if self.change == Change::Absent { self.of.len().saturating_sub(n) } else { 0 };
        self.of.iter().skip(from).take(n)
    }

    /// Makes `n` changes of the kind, and returns the earlier answers.
    pub fn apply(&self, catalogue: &Catalogue, case: &mut Case, n: usize, severity: Option<Severity>) {
        if let Change::Fact(fact, values) = self.change {
            case.set_fact(fact, FactAnswer::Values(values));
        }
        for at in self.chosen(n) {
            let presence = if self.change == Change::Absent { Presence::Absent } else { Presence::Present };
            let degrees = presence == Presence::Present && catalogue.indicator(*at).anchors.is_some();
            case.set_answer(*at, Answer { severity: severity.filter(|_| degrees), ..Answer::of(presence) });
        }
    }

    /// Restores the earlier answers.
    pub fn restore(&self, case: &mut Case, before: &Case, n: usize) {
        if let Change::Fact(fact, _) = self.change {
            case.set_fact(fact, before.fact(fact).clone());
        }
        for at in self.chosen(n) {
            let answer = before.answer(*at).cloned();
            case.set_answer(*at, answer.unwrap_or_else(|| Answer::of(Presence::NotAsked)));
        }
    }
}

/// All kinds of changes that are possible in a case.
pub(super) fn kinds(catalogue: &Catalogue, case: &Case, assessment: &Assessment) -> Vec<ChangeKind> {
    let likeness = Likeness::of(catalogue, case, assessment);
    let mut kinds: BTreeMap<(Change, Like), Vec<IndicatorIx>> = BTreeMap::new();
    let mut add = |change, at: usize| kinds.entry((change, likeness.of_one(at))).or_default().push(IndicatorIx(at));
    let absence_counts = absence_counts(catalogue);
    for at in assessment.open.iter() {
        add(Change::Present, at);
        if absence_counts {
            add(Change::Absent, at);
        }
    }
    assessment.unrated.iter().for_each(|at| add(Change::Severe, at));
    let mut kinds: Vec<ChangeKind> = kinds.into_iter().map(|((change, _), of)| ChangeKind { change, of }).collect();
    for (fact, _) in catalogue.range_facts().iter().filter(|(fact, _)| !case.fact(*fact).is_given()) {
        let answers = answers_told_apart(catalogue, *fact);
        kinds.extend(
            answers.into_iter().map(|answer| ChangeKind { change: Change::Fact(*fact, answer), of: Vec::new() }),
        );
    }
    kinds
}

/// Whether "absent" can move a finding: findings have no ranks, or a rule reads that something is not so, or that the
/// core is complete.
fn absence_counts(catalogue: &Catalogue) -> bool {
    let mut completed = false;
    for condition in catalogue.findings.iter().flat_map(|one| std::iter::once(&one.when).chain(&one.child)) {
        condition.leaves(&mut |leaf, negated| completed |= *leaf == Leaf::CoreComplete && !negated);
    }
    !catalogue.ordered || !catalogue.is_monotone() || completed
}

/// The most values of a fact whose combinations are tried.
const MOST_COMBINED: usize = 8;

/// One answer for every way in which rules and questions distinguish the answers to a fact.
fn answers_told_apart(catalogue: &Catalogue, at: FactIx) -> Vec<u64> {
    let mut masks = BTreeSet::new();
    let mut note = |condition: &Condition| {
        condition.leaves(&mut |leaf, _| {
            if let Leaf::Fact { fact, values } = leaf
                && *fact == at
            {
                masks.insert(*values);
            }
        });
    };
    catalogue.findings.iter().flat_map(|one| std::iter::once(&one.when).chain(&one.child)).for_each(&mut note);
    catalogue.flags.iter().for_each(|one| note(&one.when));
    catalogue.indicators.iter().filter_map(|one| one.ask_if.as_ref()).for_each(&mut note);
    catalogue.child_track.iter().chain(&catalogue.child_now).chain(&catalogue.adult_until_asked).for_each(&mut note);
    let fact = catalogue.fact(at);
    let single = (0..fact.values.len()).map(|value| 1 << value);
    let answers: Vec<u64> = if fact.kind == FactKind::Many {
        let read = masks.iter().fold(0, |all, mask| all | mask);
        let bits: Vec<u64> = single.filter(|bit| read & bit != 0).take(MOST_COMBINED).collect();
        let chosen = |choice: u64| bits.iter().enumerate().filter(move |(at, _)| choice & (1 << at) != 0);
        (0..1u64 << bits.len()).map(|choice| chosen(choice).fold(0, |all, (_, bit)| all | bit)).collect()
    } else {
        single.collect()
    };
    let mut seen = BTreeSet::new();
    let signature = |answer: &u64| masks.iter().map(|mask| mask & answer != 0).collect::<Vec<_>>();
    answers.into_iter().filter(|answer| seen.insert(signature(answer))).collect()
}

/// What distinguishes two indicators.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Like {
    strengths: [[Strength; 2]; 2],
    degrees: bool,
    core: bool,
    areas: BTreeSet<AreaIx>,
    filters: Vec<bool>,
    /// Its group, if others in the group are present or open too.
    group: Option<usize>,
    /// The indicator itself, if a rule or a question names it.
    named: Option<usize>,
}

/// What the rules of a catalogue read.
struct Likeness<'a> {
    catalogue: &'a Catalogue,
    filters: Vec<&'a Filter>,
    named: BTreeSet<usize>,
    crowded: BTreeSet<usize>,
}

impl<'a> Likeness<'a> {
    fn of(catalogue: &'a Catalogue, case: &Case, assessment: &Assessment) -> Self {
        let mut filters: Vec<&Filter> = Vec::new();
        let mut named = BTreeSet::new();
        let mut look = |condition: &'a Condition| {
            condition.leaves(&mut |leaf, _| match leaf {
                Leaf::Count { of, .. } => filters.push(of),
                Leaf::Pattern { over, .. } | Leaf::Points { over, .. } => filters.push(over),
                Leaf::Pair { a, b } => filters.extend([&**a, &**b]),
                Leaf::Indicator { indicator, .. } => {
                    named.insert(indicator.0);
                }
                _ => {}
            });
        };
        catalogue.findings.iter().flat_map(|one| std::iter::once(&one.when).chain(&one.child)).for_each(&mut look);
        catalogue.flags.iter().map(|one| &one.when).for_each(&mut look);
        catalogue.indicators.iter().filter_map(|one| one.ask_if.as_ref()).for_each(&mut look);
        let mut seen = BTreeMap::new();
        for at in case.with_presence(Presence::Present).map(|at| at.0).chain(assessment.open.iter()) {
            *seen.entry(catalogue.group_of(at)).or_insert(0) += 1;
        }
        let crowded = seen.into_iter().filter(|(_, count)| *count > 1).map(|(group, _)| group).collect();
        Self { catalogue, filters, named, crowded }
    }

    fn of_one(&self, at: usize) -> Like {
        let indicator = &self.catalogue.indicators[at];
        let strengths = [false, true]
            .map(|child| [None, Some(Severity::Severe)].map(|severity| self.catalogue.strength(at, child, severity)));
        let group = self.catalogue.group_of(at);
        Like {
            strengths,
            degrees: indicator.anchors.is_some(),
            core: indicator.tier == Tier::Core,
            areas: indicator.areas.iter().copied().collect(),
            filters: self.filters.iter().map(|filter| filter.members.contains(at)).collect(),
            group: self.crowded.contains(&group).then_some(group),
            named: self.named.contains(&at).then_some(at),
        }
    }
}
