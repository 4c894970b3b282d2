//! A case seen from one track: which indicators count, how strong, how severe; now and at most.

use super::applicable::fact_truth;
use super::{Observer, Rule};
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::condition::{
    AreaIx, Element, Evidence, FactIx, Filter, FindingIx, FlagIx, Horizon, IndicatorIx, Points, Set, Severity, Status,
    Strength, Truth,
};

/// How a present indicator that nobody rated is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rating {
    /// At its class, and as serious where a rule asks for severity.
    AsRecorded,
    /// As minor.
    Mildest,
    /// As severe.
    Severest,
}

/// The indicators that count: by least strength, and by least severity.
#[derive(Clone, Copy)]
pub(super) struct Levels {
    strength: [Set; 5],
    severity: [Set; 3],
}

impl Levels {
    /// Sorts the present indicators, and those that are filled in at their severest.
    pub fn of(
        catalogue: &Catalogue,
        child: bool,
        present: &Set,
        severity: impl Fn(usize) -> Option<Severity>,
        unrated: Rating,
        filled: &Set,
    ) -> Self {
        let mut levels = Self { strength: [Set::EMPTY; 5], severity: [Set::EMPTY; 3] };
        let weights = catalogue.weights(child);
        for at in present.iter() {
            let degrees = catalogue.indicators[at].anchors.is_some();
            let (rated, felt) = match (severity(at), unrated) {
                _ if !degrees => (None, Severity::Severe),
                (Some(severity), _) => (Some(severity), severity),
                (None, Rating::AsRecorded) => (None, Severity::Serious),
                (None, Rating::Mildest) => (Some(Severity::Minor), Severity::Minor),
                (None, Rating::Severest) => (Some(Severity::Severe), Severity::Severe),
            };
            levels.add(at, weights[at][rated.map_or(0, |severity| severity as usize + 1)], felt);
        }
        for at in filled.iter() {
            levels.add(at, weights[at][Severity::Severe as usize + 1], Severity::Severe);
        }
        levels
    }

    fn add(&mut self, at: usize, strength: Strength, severity: Severity) {
        self.strength[..=strength as usize].iter_mut().for_each(|set| set.insert(at));
        self.severity[..=severity as usize].iter_mut().for_each(|set| set.insert(at));
    }

    fn matching(&self, filter: &Filter) -> Set {
        let strong = &self.strength[filter.strength.unwrap_or(Strength::Element) as usize];
        let matching = filter.members.and(strong);
        filter.severity.map_or(matching, |severity| matching.and(&self.severity[severity as usize]))
    }
}

/// See the module.
pub(super) struct View<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    child: bool,
    /// Now, and at most.
    levels: Box<[Levels; 2]>,
    core_complete: bool,
    /// Facts that are taken to be answered so.
    filled_facts: &'a [(FactIx, u64)],
}

impl<'a> View<'a> {
    pub fn new(
        catalogue: &'a Catalogue,
        case: &'a Case,
        child: bool,
        levels: Box<[Levels; 2]>,
        core_complete: bool,
    ) -> Self {
        Self { catalogue, case, child, levels, core_complete, filled_facts: &[] }
    }

    /// The same with some open facts filled in.
    pub fn with_facts(self, filled_facts: &'a [(FactIx, u64)]) -> Self {
        Self { filled_facts, ..self }
    }

    /// The finding that stands: the highest whose rule is a definite yes.
    pub fn find(&self, observer: &mut impl Observer) -> FindingIx {
        for at in (0..self.catalogue.findings.len()).map(FindingIx) {
            if self.holds(at, observer) == Truth::Yes {
                return at;
            }
        }
        unreachable!("the lowest finding always holds: a catalogue without such a one is refused")
    }

    /// Whether a finding's rule holds, the child's alternative included.
    pub fn holds(&self, at: FindingIx, observer: &mut impl Observer) -> Truth {
        let finding = &self.catalogue.findings[at.0];
        observer.rule(Rule::Finding(at), self.child, &finding.when, self);
        let mut truth = finding.when.evaluate(self);
        if let (true, Some(alternative)) = (self.child, &finding.child) {
            observer.rule(Rule::ChildFinding(at), self.child, alternative, self);
            truth = truth.max(alternative.evaluate(self));
        }
        truth
    }

    /// The points of everything that counts now.
    pub fn all_points(&self) -> u32 {
        let everything = (0..self.catalogue.indicators.len()).collect();
        let filter = Filter::any_of(everything);
        crate::condition::points(self, &filter, Horizon::Certain)
    }

    fn levels(&self, horizon: Horizon) -> &Levels {
        &self.levels[horizon as usize]
    }
}

impl Evidence for View<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        match self.filled_facts.iter().find(|(filled, _)| *filled == fact) {
            Some((_, given)) => Truth::certain(given & values != 0),
            None => fact_truth(self.case.fact(fact), values),
        }
    }

    fn present(&self, indicator: IndicatorIx, strength: Option<Strength>) -> Truth {
        let least = strength.unwrap_or(Strength::Element) as usize;
        let holds = |horizon| self.levels(horizon).strength[least].contains(indicator.0);
        Truth::of(holds(Horizon::Certain), holds(Horizon::Possible))
    }

    fn matching(&self, filter: &Filter, horizon: Horizon) -> Set {
        self.levels(horizon).matching(filter)
    }

    fn area(&self, area: AreaIx, horizon: Horizon) -> Status {
        let area = self.catalogue.area(area);
        let counting = &self.levels(horizon).strength;
        if area.own.and(&counting[0]).is_empty() {
            return Status::None;
        }
        let at_or_above = |strength: Strength| self.units(&area.counted.and(&counting[strength as usize]));
        let positive = area.positive_when.iter().any(|pattern| pattern.is_met(at_or_above));
        if positive { Status::Positive } else { Status::Shown }
    }

    fn element(&self, element: Element, horizon: Horizon) -> Status {
        let areas = self.catalogue.areas.iter().enumerate().filter(|(_, area)| area.element == Some(element));
        areas.map(|(at, _)| self.area(AreaIx(at), horizon)).max().unwrap_or(Status::None)
    }

    fn groups(&self, indicators: &Set) -> Set {
        indicators.iter().map(|at| self.catalogue.group_of(at)).collect()
    }

    fn units(&self, indicators: &Set) -> usize {
        indicators.iter().map(|at| self.catalogue.unit_of(at)).collect::<Set>().len()
    }

    fn points(&self) -> Points {
        self.catalogue.method.points
    }

    fn flag(&self, flag: FlagIx) -> Truth {
        self.catalogue.flags[flag.0].when.evaluate(self)
    }

    fn core_complete(&self) -> bool {
        self.core_complete
    }
}
