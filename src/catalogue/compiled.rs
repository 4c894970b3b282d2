//! What is derived from a catalogue once: the order of questions, dependencies, groups, weights.

pub(crate) mod bit_sets;
pub(crate) mod id_table;
use crate::catalogue::compiled::bit_sets::BitSets;
use crate::catalogue::compiled::id_table::IdTable;
use crate::catalogue::{Catalogue, FactKind, Question, SectionPlace, Tier};
use crate::condition::{Condition, FactIx, IndicatorIx, Leaf, Severity, SharedLeaves, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// The most combinations of open facts that are tried for a range.
pub(crate) const MAX_FACT_WAYS: usize = 256;

/// The strengths of one track: by indicator, then unrated, minor, serious, severe.
pub(crate) type Weights = Vec<[Strength; 4]>;

/// Everything that is derived from a catalogue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    pub questions: Vec<Question>,
    pub group_of: Vec<usize>,
    pub unit_of: Vec<usize>,
    pub masks: BitSets,
    /// The terms of the guidelines, in the order of [`crate::catalogue::Guidelines::terms`].
    pub advice: SharedLeaves,
    pub findings_read_facts: bool,
    pub range_facts: Vec<(FactIx, Vec<u64>)>,
    pub monotone: bool,
    /// Values of facts that say yes and no to the same thing.
    pub opposed: Vec<crate::catalogue::Opposed>,
    /// By fact, how rules read its values.
    pub readings: std::sync::Arc<[crate::catalogue::FactReading]>,
    /// Own ids and retired ids. A retired id has the position of its replacement, offset by the number of indicators.
    pub indicator_ids: IdTable,
    pub fact_ids: IdTable,
    /// By fact.
    pub value_ids: Vec<IdTable>,
}

impl Compiled {
    pub fn of(catalogue: &Catalogue) -> Self {
        let indicators = &catalogue.indicators;
        let (group_of, unit_of) = groups(catalogue);
        let weights = [false, true].map(|child| {
            let of = |at| {
                let strength = |severity| catalogue.strength(at, child, severity);
                [None, Some(Severity::Minor), Some(Severity::Serious), Some(Severity::Severe)].map(strength)
            };
            (0..indicators.len()).map(of).collect()
        });
        let masks = BitSets::of(catalogue, &weights, &by_dependency(catalogue));
        let own = indicators.iter().enumerate().map(|(at, indicator)| (indicator.id.as_str(), at));
        let retired = catalogue
            .retired
            .iter()
            .filter_map(|retired| Some((retired.id.as_str(), indicators.len() + retired.replaced_by?)));
        let fact_ids = catalogue.facts.iter().enumerate().map(|(at, fact)| (fact.id.as_str(), at));
        Self {
            questions: questions(catalogue),
            group_of,
            unit_of,
            masks,
            advice: SharedLeaves::of(catalogue.guidelines.terms().map(|terms| (&terms.when, terms.unless.as_ref()))),
            findings_read_facts: findings_read_facts(catalogue),
            range_facts: range_facts(catalogue),
            monotone: is_monotone(catalogue),
            opposed: catalogue.opposed_values(),
            readings: catalogue.facts.iter().map(crate::catalogue::FactReading::of).collect(),
            indicator_ids: IdTable::of(own.chain(retired)),
            fact_ids: IdTable::of(fact_ids),
            value_ids: catalogue.facts.iter().map(value_ids).collect(),
        }
    }
}

/// Opening facts; then the middle, core before detail, each section from least to most sensitive; then closing facts.
fn questions(catalogue: &Catalogue) -> Vec<Question> {
    let place = |section: usize| catalogue.sections.get(section).map_or(SectionPlace::Middle, |section| section.place);
    let facts = catalogue
        .facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.asked)
        .map(|(at, fact)| ((place(fact.section), Tier::Core, fact.section, 0, at), Question::Fact(FactIx(at))));
    let indicators = catalogue.indicators.iter().enumerate().map(|(at, indicator)| {
        let rank = (place(indicator.section), indicator.tier, indicator.section, indicator.sensitivity, at);
        (rank, Question::Indicator(IndicatorIx(at)))
    });
    let mut ranked: Vec<_> = facts.chain(indicators).collect();
    ranked.sort();
    ranked.into_iter().map(|(_, question)| question).collect()
}

/// Each indicator after those that its `ask_if` reads. Cycles are rejected elsewhere and only cut here.
fn by_dependency(catalogue: &Catalogue) -> Vec<IndicatorIx> {
    fn visit(at: usize, catalogue: &Catalogue, seen: &mut [bool], order: &mut Vec<IndicatorIx>) {
        if std::mem::replace(&mut seen[at], true) {
            return;
        }
        for read in indicators_read(catalogue.indicators[at].ask_if.as_ref()) {
            visit(read, catalogue, seen, order);
        }
        order.push(IndicatorIx(at));
    }
    let mut order = Vec::new();
    let mut seen = vec![false; catalogue.indicators.len()];
    (0..seen.len()).for_each(|at| visit(at, catalogue, &mut seen, &mut order));
    order
}

/// The indicators whose presence a condition reads directly.
pub(crate) fn indicators_read(condition: Option<&Condition>) -> BTreeSet<usize> {
    let mut read = BTreeSet::new();
    if let Some(condition) = condition {
        condition.leaves(&mut |leaf, _| {
            if let Leaf::Indicator { indicator, .. } = leaf {
                read.insert(indicator.0);
            }
        });
    }
    read
}

/// Group and unit of every indicator. Those without a group are numbered after the declared groups.
fn groups(catalogue: &Catalogue) -> (Vec<usize>, Vec<usize>) {
    let mut next = catalogue.groups.len();
    let mut own = || {
        next += 1;
        next - 1
    };
    let mut pairs = Vec::new();
    for indicator in &catalogue.indicators {
        pairs.push(match indicator.group {
            Some(group) if catalogue.groups.get(group).is_some_and(|group| group.each) => (group, own()),
            Some(group) => (group, group),
            None => {
                let alone = own();
                (alone, alone)
            }
        });
    }
    pairs.into_iter().unzip()
}

/// Visits every leaf that a finding depends on, through flags, with whether it is under an odd number of `not`s.
fn leaves_of_findings<'c>(catalogue: &'c Catalogue, visit: &mut impl FnMut(&'c Leaf, bool)) {
    let conditions = catalogue.findings.iter().flat_map(|finding| std::iter::once(&finding.when).chain(&finding.child));
    for condition in conditions {
        condition.leaves(&mut |leaf, negated| {
            visit(leaf, negated);
            if let Leaf::Flag(flag) = leaf {
                catalogue.flags[flag.0].when.leaves(&mut |inner, inner_negated| visit(inner, negated != inner_negated));
            }
        });
    }
}

/// Whether one more sign can never turn a rule from yes to no. Facts are left out, because all their values are tried.
fn is_monotone(catalogue: &Catalogue) -> bool {
    let mut monotone = true;
    leaves_of_findings(catalogue, &mut |leaf, negated| {
        let about_facts = matches!(leaf, Leaf::Fact { .. } | Leaf::CoreComplete | Leaf::Otherwise | Leaf::Flag(_));
        monotone &= !negated || about_facts;
    });
    monotone
}

fn findings_read_facts(catalogue: &Catalogue) -> bool {
    let mut read = false;
    leaves_of_findings(catalogue, &mut |leaf, _| read |= matches!(leaf, Leaf::Fact { .. }));
    read
}

/// For each fact that findings depend on, one value for every way in which the rules distinguish its values.
fn range_facts(catalogue: &Catalogue) -> Vec<(FactIx, Vec<u64>)> {
    let mut masks: BTreeMap<FactIx, BTreeSet<u64>> = BTreeMap::new();
    let mut note = |leaf: &Leaf, _| {
        if let Leaf::Fact { fact, values } = leaf {
            masks.entry(*fact).or_default().insert(*values);
        }
    };
    leaves_of_findings(catalogue, &mut note);
    if let Some(track) = &catalogue.child_track {
        track.leaves(&mut note);
    }
    masks.into_iter().map(|(fact, masks)| (fact, distinct_answers(&catalogue.facts[fact.0], &masks))).collect()
}

fn distinct_answers(fact: &crate::catalogue::Fact, masks: &BTreeSet<u64>) -> Vec<u64> {
    let single: Vec<u64> = (0..fact.values.len()).map(|at| 1 << at).collect();
    let answers = if fact.kind == FactKind::Many {
        let read = masks.iter().fold(0, |all, mask| all | mask);
        let bits: Vec<u64> = single.into_iter().filter(|bit| read & bit != 0).take(12).collect();
        let chosen = |choice: u64| bits.iter().enumerate().filter(move |(at, _)| choice & (1 << at) != 0);
        (0..1u64 << bits.len()).map(|choice| chosen(choice).fold(0, |all, (_, bit)| all | bit)).collect()
    } else {
        single
    };
    let mut seen = BTreeSet::new();
    let signature = |answer: &u64| masks.iter().map(|mask| mask & answer != 0).collect::<Vec<_>>();
    answers.into_iter().filter(|answer| seen.insert(signature(answer))).collect()
}

fn value_ids(fact: &crate::catalogue::Fact) -> IdTable {
    IdTable::of(fact.values.iter().enumerate().map(|(at, value)| (value.id.as_str(), at)))
}
