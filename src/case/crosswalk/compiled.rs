//! The way from one catalogue to another for many cases: what [`crate::case::Derived`] works out of each case is worked out once
//! of the two catalogues, and of a case only what counts is carried.
//!
//! It carries by the same rules, and tests hold that both come to the same. What does not arrive stays open.

use crate::case::crosswalk::shared;
use crate::case::{AnswerSets, FactState, Presence, Skimmed, carry};
use crate::catalogue::{Catalogue, Covers, FactKind, Indicator};
use crate::condition::{BitSet, Condition, FactIx, IndicatorIx};

/// See the module.
#[derive(Clone, Debug)]
pub struct CompiledCrosswalk {
    facts: Vec<FactWay>,
    indicators: Vec<IndicatorWay>,
    is_whole: bool,
    /// The conditions under which a "no" proves nothing, where the other catalogue may not know them.
    cautions: Vec<Condition>,
}

/// Where the answer about a fact comes from.
#[derive(Clone, Debug)]
struct FactWay {
    from: Option<FactIx>,
    /// For each value there the bit of the value here.
    values: Vec<Option<u64>>,
    takes_many: bool,
}

/// Where the answer about an indicator comes from.
#[derive(Clone, Debug)]
enum IndicatorWay {
    /// What has the same id, where that means the same: one indicator, or several that have become one.
    Same { from: BitSet, has_degrees: bool },
    /// What cites the same items.
    Cited {
        /// It is present where one of these is.
        present: BitSet,
        /// It is absent where one of these is, and none that is near it is present or suspected.
        absent: BitSet,
        near: BitSet,
    },
}

/// How many of the answers "present" and "absent" of a case arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// That arrived.
    pub arrived: usize,
    /// There were.
    pub answered: usize,
}

impl CompiledCrosswalk {
    /// From the answers to one catalogue to those to another.
    pub fn between(from: &Catalogue, to: &Catalogue) -> Self {
        let by_id = from.shares_ids_with(to);
        let way = |at| if by_id { same(from, to, at) } else { cited(from, to, &to.indicators[at]) };
        let indicators: Vec<IndicatorWay> = (0..to.indicators.len()).map(way).collect();
        let arrives = |at: usize| {
            indicators.iter().any(|way| matches!(way, IndicatorWay::Same { from, .. } if from.contains(at)))
        };
        let is_whole = (0..from.indicators.len()).all(arrives);
        let facts = to.facts.iter().map(|fact| {
            let source = from.find_fact(&fact.id);
            let values = source.map_or(&[][..], |at| &from.fact(at).values);
            let values = values.iter().map(|value| fact.value_bit(&value.id)).collect();
            FactWay { from: source, values, takes_many: fact.kind == FactKind::Many }
        });
        let cautions = if by_id { Vec::new() } else { from.cautions.iter().map(|one| one.when.clone()).collect() };
        Self { facts: facts.collect(), indicators, is_whole, cautions }
    }

    /// Whether every answer about an indicator arrives, whatever the case.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Carries what counts of a case over; `into` is written over.
    pub fn carry(&self, case: &Skimmed, into: &mut AnswerSets) -> Carried {
        let counted: &AnswerSets = case.as_ref();
        into.clear();
        for (at, way) in self.facts.iter().enumerate() {
            let told = way.from.map_or(FactState::Open, |from| way.told(counted.given(from)));
            into.set_fact(FactIx(at), told, way.from.is_some_and(|from| counted.is_unknown(from)));
        }
        let how =
            [Presence::Unknown, Presence::Declined, Presence::Suspected].map(|how| case.unanswered().indicators(how));
        let not_absent = how.iter().fold(*counted.present(), |all, set| all.or(set));
        let against = counted.present().or(&how[2]);
        let is_weak = self.cautions.iter().any(|when| counted.is_certain(when));
        let mut arrived = BitSet::EMPTY;
        for (at, way) in self.indicators.iter().enumerate() {
            let (presence, severity, by) = match way.answer(counted, &not_absent, &against) {
                (Presence::Absent, ..) if is_weak => (Presence::NotAsked, None, BitSet::EMPTY),
                answer => answer,
            };
            into.set_answer(IndicatorIx(at), presence, severity);
            arrived = arrived.or(&by);
        }
        Carried { arrived: arrived.len(), answered: counted.present().or(counted.absent()).len() }
    }
}

impl FactWay {
    /// As all of its values, or as none.
    fn told(&self, told: FactState) -> FactState {
        let FactState::Values(given) = told else { return told };
        let known = |at: usize| self.values.get(at).copied().flatten();
        let bits = (0..64).filter(|at| given & (1 << at) != 0).try_fold(0, |bits, at| Some(bits | known(at)?));
        let fits = self.takes_many || given.is_power_of_two();
        bits.filter(|_| fits).map_or(FactState::Open, FactState::Values)
    }
}

impl IndicatorWay {
    /// The answer, and the indicators whose answers arrive by it.
    fn answer(
        &self,
        case: &AnswerSets,
        not_absent: &BitSet,
        against: &BitSet,
    ) -> (Presence, Option<crate::condition::Severity>, BitSet) {
        match self {
            Self::Same { from, has_degrees } => {
                let [present, absent] = [case.present(), case.absent()].map(|set| from.and(set));
                if !present.is_empty() {
                    let severity = present.iter().filter_map(|at| case.severity(IndicatorIx(at))).max();
                    (Presence::Present, severity.filter(|_| *has_degrees), present.or(&absent))
                } else if !absent.is_empty() && !from.meets(not_absent) {
                    (Presence::Absent, None, absent)
                } else {
                    (Presence::NotAsked, None, BitSet::EMPTY)
                }
            }
            Self::Cited { present, absent, near } => {
                if present.meets(case.present()) {
                    (Presence::Present, None, present.and(case.present()))
                } else if absent.meets(case.absent()) && !near.meets(against) {
                    (Presence::Absent, None, absent.and(case.absent()))
                } else {
                    (Presence::NotAsked, None, BitSet::EMPTY)
                }
            }
        }
    }
}

fn same(from: &Catalogue, to: &Catalogue, wanted: usize) -> IndicatorWay {
    let has_degrees = to.indicators[wanted].anchors.is_some();
    IndicatorWay::Same { from: carry::sources(from, to, wanted).into_iter().collect(), has_degrees }
}

fn cited(from: &Catalogue, to: &Catalogue, wanted: &Indicator) -> IndicatorWay {
    let (mut present, mut absent, mut near) = (BitSet::EMPTY, BitSet::EMPTY, BitSet::EMPTY);
    for (at, known) in from.indicators.iter().enumerate() {
        for (of_known, of_wanted) in shared(from, to, known, wanted) {
            near.insert(at);
            if matches!(of_known, Covers::Same | Covers::Narrower) && matches!(of_wanted, Covers::Same | Covers::Wider)
            {
                present.insert(at);
            }
            if of_known == Covers::Same && of_wanted == Covers::Same {
                absent.insert(at);
            }
        }
    }
    IndicatorWay::Cited { present, absent, near }
}
