//! Sets of indicators, derived from a catalogue once, so that an assessment joins sets and need not visit each
//! indicator.

use crate::catalogue::Catalogue;
use crate::catalogue::compiled::Weights;
use crate::condition::{AreaIx, BitSet, Condition, Element, Leaf, Severity, Strength};

/// Questions with the same `ask_if`.
#[derive(Clone, Debug)]
pub(crate) struct WaitingQuestions {
    pub ask_if: Condition,
    pub indicators: BitSet,
}

/// A condition that holds if any of these indicators is present, or any other condition holds.
#[derive(Clone, Debug)]
pub(crate) struct AnyOf {
    /// Indicators, at any strength.
    pub present: BitSet,
    /// Other conditions.
    pub others: Vec<Condition>,
}

impl AnyOf {
    fn of(condition: &Condition) -> Self {
        let mut found = Self { present: BitSet::EMPTY, others: Vec::new() };
        let parts = if let Condition::Any(parts) = condition { parts } else { std::slice::from_ref(condition) };
        for part in parts {
            match part {
                Condition::Leaf(Leaf::Indicator { indicator, strength: None }) => found.present.insert(indicator.0),
                other => found.others.push(other.clone()),
            }
        }
        found
    }
}

/// The sets of one catalogue.
#[derive(Clone, Debug, Default)]
pub(crate) struct BitSets {
    pub all: BitSet,
    /// Indicators whose severity has degrees.
    pub degrees: BitSet,
    pub core: BitSet,
    /// Indicators asked on the adult track, and on the child track.
    pub on_track: [BitSet; 2],
    /// Indicators without an `ask_if`.
    pub always_asked: BitSet,
    /// The other indicators, each after those that its condition reads.
    pub waiting: Vec<WaitingQuestions>,
    /// By track; by rating (none, minor, serious, severe); by least strength.
    pub strength: [[[BitSet; 5]; 4]; 2],
    /// The conditions of the flags.
    pub flags: Vec<AnyOf>,
    /// The areas of each element.
    pub areas_of: [Vec<AreaIx>; 3],
    /// The own indicators of the areas of each element.
    pub own_of: [BitSet; 3],
    /// For each pathway, the values by which the person says yes to it by name, and no.
    pub by_name: Vec<[u64; 2]>,
}

impl BitSets {
    pub fn of(catalogue: &Catalogue, weights: &[Weights; 2], by_dependency: &[crate::condition::IndicatorIx]) -> Self {
        let indicators = &catalogue.indicators;
        let which = |wanted: &dyn Fn(usize) -> bool| (0..indicators.len()).filter(|at| wanted(*at)).collect::<BitSet>();
        let strength =
            |child: usize, rating: usize| Strength::ALL.map(|least| which(&|at| weights[child][at][rating] >= least));
        let areas_of = Element::ALL.map(|element| {
            let areas = catalogue.areas.iter().enumerate().filter(|(_, area)| area.element == Some(element));
            areas.map(|(at, _)| AreaIx(at)).collect::<Vec<_>>()
        });
        let own = |areas: &Vec<AreaIx>| areas.iter().fold(BitSet::EMPTY, |all, at| all.or(&catalogue.area(*at).own));
        Self {
            all: which(&|_| true),
            degrees: which(&|at| indicators[at].anchors.is_some()),
            core: which(&|at| indicators[at].tier == crate::catalogue::Tier::Core),
            on_track: [false, true].map(|child| which(&|at| indicators[at].classes.asked_on(child))),
            always_asked: which(&|at| indicators[at].ask_if.is_none()),
            waiting: waiting(catalogue, by_dependency),
            strength: [0, 1].map(|child| [0, 1, 2, 3].map(|rating| strength(child, rating))),
            flags: catalogue.flags.iter().map(|flag| AnyOf::of(&flag.when)).collect(),
            own_of: [own(&areas_of[0]), own(&areas_of[1]), own(&areas_of[2])],
            areas_of,
            by_name: by_name(catalogue),
        }
    }

    /// By least strength, the indicators with that strength at this severity.
    pub fn when_rated(&self, child: bool, severity: Option<Severity>) -> &[BitSet; 5] {
        &self.strength[usize::from(child)][severity.map_or(0, |severity| severity as usize + 1)]
    }
}

fn waiting(catalogue: &Catalogue, by_dependency: &[crate::condition::IndicatorIx]) -> Vec<WaitingQuestions> {
    let mut all: Vec<WaitingQuestions> = Vec::new();
    for at in by_dependency {
        let Some(ask_if) = &catalogue.indicator(*at).ask_if else { continue };
        match all.iter_mut().find(|known| known.ask_if == *ask_if) {
            Some(known) => known.indicators.insert(at.0),
            None => all.push(WaitingQuestions { ask_if: ask_if.clone(), indicators: [at.0].into_iter().collect() }),
        }
    }
    all
}

fn by_name(catalogue: &Catalogue) -> Vec<[u64; 2]> {
    let consent = catalogue.guidelines.consent.as_ref();
    let facts = [consent.and_then(|consent| consent.yes_to), consent.and_then(|consent| consent.no_to)];
    let pathways = catalogue.guidelines.pathways.iter();
    let bit = |id: &str| facts.map(|fact| fact.and_then(|at| catalogue.fact(at).value_bit(id)).unwrap_or(0));
    pathways.map(|pathway| bit(&pathway.id)).collect()
}
