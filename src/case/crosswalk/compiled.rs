//! A crosswalk between two catalogues, prepared once for many cases. It carries over only what rules read.
//!
//! Its rules are those of [`crate::case::Derived`], and tests compare both. Answers that are not carried over stay
//! open.

use crate::case::crosswalk::shared;
use crate::case::{AnswerSets, FactState, Presence, Skimmed, carry};
use crate::catalogue::{Catalogue, Covers, FactKind, Indicator};
use crate::condition::{BitSet, Condition, FactIx, IndicatorIx};

/// A prepared crosswalk between two catalogues.
#[derive(Clone, Debug)]
pub struct CompiledCrosswalk {
    facts: Vec<FactWay>,
    indicators: Vec<IndicatorWay>,
    is_whole: bool,
    /// The cautions of the first catalogue, if the other one may not know them.
    cautions: Vec<Condition>,
}

/// The source of the answer about a fact.
#[derive(Clone, Debug)]
struct FactWay {
    from: Option<FactIx>,
    /// For each value there, the bit of the value here.
    values: Vec<Option<u64>>,
    takes_many: bool,
}

/// The source of the answer about an indicator.
#[derive(Clone, Debug)]
enum IndicatorWay {
    /// Indicators with the same id, where it means the same: one, or several that became one.
    Same { from: BitSet, has_degrees: bool },
    /// Indicators that cite the same items.
    Cited {
        /// Present if one of these is.
        present: BitSet,
        /// Absent if one of these is, and nothing near it is present or suspected.
        absent: BitSet,
        near: BitSet,
    },
}

/// How many "present" and "absent" answers of a case were carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Answers that were carried over.
    pub arrived: usize,
    /// All such answers.
    pub answered: usize,
}

impl CompiledCrosswalk {
    /// From answers to one catalogue to answers to another.
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

    /// Whether every answer about an indicator of any case is carried over.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Carries over what rules read of a case. `into` is overwritten.
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
    /// All of its values, or none.
    fn told(&self, told: FactState) -> FactState {
        let FactState::Values(given) = told else { return told };
        let known = |at: usize| self.values.get(at).copied().flatten();
        let bits = (0..64).filter(|at| given & (1 << at) != 0).try_fold(0, |bits, at| Some(bits | known(at)?));
        let fits = self.takes_many || given.is_power_of_two();
        bits.filter(|_| fits).map_or(FactState::Open, FactState::Values)
    }
}

impl IndicatorWay {
    /// The answer, and the indicators it was derived from.
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
