//! A case on one track: which indicators count, their strength and severity; now and at most.

use super::{Observer, TracedRule};
use crate::case::AnswerSets;
use crate::catalogue::Catalogue;
use crate::condition::{
    AreaIx, BitSet, Element, Evidence, FactIx, Filter, FindingIx, FlagIx, Horizon, IndicatorIx, Points, Severity,
    Status, Strength, Truth,
};
use std::cell::Cell;

/// How a present indicator without a severity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rating {
    /// At its class, and as serious where a rule asks for severity.
    AsRecorded,
    Mildest,
    Severest,
}

/// The indicators that count, by least strength and by least severity.
#[derive(Clone, Copy)]
pub(super) struct Levels {
    strength: [BitSet; 5],
    severity: [BitSet; 3],
}

impl Levels {
    /// Sorts the present indicators, and those that are assumed present at the highest severity.
    pub fn of(catalogue: &Catalogue, child: bool, case: &AnswerSets, unrated: Rating, filled: &BitSet) -> Self {
        let masks = catalogue.masks();
        let plain = case.present().without(&masks.degrees);
        let rated = |severity| case.rated(severity).and(&masks.degrees);
        let (mut minor, serious, mut severe) =
            (rated(Severity::Minor), rated(Severity::Serious), rated(Severity::Severe));
        let mut not_rated = case.present().and(&masks.degrees).without(&case.all_rated());
        match unrated {
            Rating::AsRecorded => {}
            Rating::Mildest => minor = minor.or(&std::mem::take(&mut not_rated)),
            Rating::Severest => severe = severe.or(&std::mem::take(&mut not_rated)),
        }
        severe = severe.or(filled);
        let by_class = plain.or(&not_rated);
        let kinds = [
            (&by_class, masks.when_rated(child, None)),
            (&minor, masks.when_rated(child, Some(Severity::Minor))),
            (&serious, masks.when_rated(child, Some(Severity::Serious))),
            (&severe, masks.when_rated(child, Some(Severity::Severe))),
        ];
        let mut strength = [BitSet::EMPTY; 5];
        for (members, least) in kinds.into_iter().filter(|(members, _)| !members.is_empty()) {
            for (sum, of_class) in strength.iter_mut().zip(least) {
                *sum = sum.or(&members.and(of_class));
            }
        }
        let severest = plain.or(&severe);
        let at_least_serious = severest.or(&serious).or(&not_rated);
        Self { strength, severity: [strength[0], at_least_serious, severest] }
    }

    /// Whether an indicator counts with at least this strength.
    pub fn hold(&self, indicator: IndicatorIx, least: Strength) -> bool {
        self.strength[least as usize].contains(indicator.0)
    }

    fn matching(&self, filter: &Filter) -> BitSet {
        let strong = &self.strength[filter.strength.unwrap_or(Strength::Element) as usize];
        let matching = filter.members.and(strong);
        filter.severity.map_or(matching, |severity| matching.and(&self.severity[severity as usize]))
    }
}

/// The number of areas whose status is cached.
const REMEMBERED: usize = 64;

/// A case on one track.
pub(super) struct View<'a> {
    catalogue: &'a Catalogue,
    case: &'a AnswerSets,
    child: bool,
    now: Levels,
    /// What counts at most. `None` if nothing is open.
    most: Option<Levels>,
    core_complete: bool,
    /// Cached statuses of areas, now and at most.
    statuses: [[Cell<Option<Status>>; REMEMBERED]; 2],
    /// Assumed answers to facts.
    filled_facts: &'a [(FactIx, u64)],
}

impl<'a> View<'a> {
    pub fn new(
        catalogue: &'a Catalogue,
        case: &'a AnswerSets,
        child: bool,
        now: &Levels,
        most: Option<&Levels>,
        core_complete: bool,
    ) -> Self {
        let (now, most) = (*now, most.copied());
        let statuses = [const { [const { Cell::new(None) }; REMEMBERED] }; 2];
        Self { catalogue, case, child, now, most, core_complete, statuses, filled_facts: &[] }
    }

    /// The same with some open facts answered.
    pub fn with_facts(self, filled_facts: &'a [(FactIx, u64)]) -> Self {
        Self { filled_facts, ..self }
    }

    /// The finding: the highest one whose rule is a definite yes.
    pub fn find(&self, observer: &mut impl Observer) -> FindingIx {
        for at in (0..self.catalogue.findings.len()).map(FindingIx) {
            if self.stands(at, observer) {
                return at;
            }
        }
        unreachable!("the lowest finding always holds: a catalogue without such a one is refused")
    }

    /// Whether a finding's rule, or its alternative for children, is a definite yes.
    pub fn stands(&self, at: FindingIx, observer: &mut impl Observer) -> bool {
        let finding = &self.catalogue.findings[at.0];
        observer.rule(TracedRule::Finding(at), self.child, &finding.when, self);
        let mut stands = finding.when.holds(self);
        if let (true, Some(alternative)) = (self.child, &finding.child) {
            observer.rule(TracedRule::ChildFinding(at), self.child, alternative, self);
            stands = stands || alternative.holds(self);
        }
        stands
    }

    /// The value of a finding's rule, including its alternative for children.
    pub fn truth(&self, at: FindingIx) -> Truth {
        let finding = &self.catalogue.findings[at.0];
        let alternative = finding.child.as_ref().filter(|_| self.child);
        finding.when.evaluate(self).max(alternative.map_or(Truth::No, |alternative| alternative.evaluate(self)))
    }

    /// The points of everything that counts now.
    pub fn all_points(&self) -> u32 {
        crate::condition::points(self, &Filter::any_of(self.catalogue.masks().all), Horizon::Certain)
    }

    fn levels(&self, horizon: Horizon) -> &Levels {
        match (horizon, &self.most) {
            (Horizon::Possible, Some(most)) => most,
            _ => &self.now,
        }
    }

    fn status(&self, area: AreaIx, horizon: Horizon) -> Status {
        let area = self.catalogue.area(area);
        let counting = &self.levels(horizon).strength;
        if !area.own.meets(&counting[0]) {
            return Status::None;
        }
        let reach = |strength: Strength, least| {
            reach(area.counted.and(&counting[strength as usize]).iter().map(|at| self.catalogue.unit_of(at)), least)
        };
        let positive = area.positive_when.iter().any(|pattern| pattern.is_met(reach));
        if positive { Status::Positive } else { Status::Shown }
    }
}

impl Evidence for View<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        match self.filled_facts.iter().find(|(filled, _)| *filled == fact) {
            Some((_, given)) => Truth::certain(given & values != 0),
            None => self.case.fact(fact).is_among(values),
        }
    }

    fn present(&self, indicator: IndicatorIx, strength: Option<Strength>) -> Truth {
        let least = strength.unwrap_or(Strength::Element);
        let holds = |horizon| self.levels(horizon).hold(indicator, least);
        Truth::of(holds(Horizon::Certain), holds(Horizon::Possible))
    }

    fn matching(&self, filter: &Filter, horizon: Horizon) -> BitSet {
        self.levels(horizon).matching(filter)
    }

    fn area(&self, area: AreaIx, horizon: Horizon) -> Status {
        let horizon = if self.most.is_some() { horizon } else { Horizon::Certain };
        let Some(remembered) = self.statuses[horizon as usize].get(area.0) else { return self.status(area, horizon) };
        remembered.get().unwrap_or_else(|| {
            let status = self.status(area, horizon);
            remembered.set(Some(status));
            status
        })
    }

    fn element(&self, element: Element, horizon: Horizon) -> Status {
        let mut highest = Status::None;
        for area in &self.catalogue.masks().areas_of[element as usize] {
            highest = highest.max(self.area(*area, horizon));
            if highest == Status::Positive {
                break;
            }
        }
        highest
    }

    fn groups(&self, indicators: &BitSet) -> BitSet {
        indicators.iter().map(|at| self.catalogue.group_of(at)).collect()
    }

    fn groups_reach(&self, indicators: &BitSet, least: usize) -> bool {
        reach(indicators.iter().map(|at| self.catalogue.group_of(at)), least)
    }

    fn is_open(&self) -> bool {
        self.most.is_some()
    }

    fn points(&self) -> Points {
        self.catalogue.method.points
    }

    fn flag(&self, flag: FlagIx) -> Truth {
        let flag = &self.catalogue.masks().flags[flag.0];
        let among = |horizon| self.levels(horizon).strength[0].meets(&flag.present);
        let mut truth = Truth::of(among(Horizon::Certain), among(Horizon::Possible));
        for other in &flag.others {
            if truth == Truth::Yes {
                break;
            }
            truth = truth.max(other.evaluate(self));
        }
        truth
    }

    fn core_complete(&self) -> bool {
        self.core_complete
    }
}

/// Whether there are this many different numbers. It stops as soon as that is known.
fn reach(numbers: impl Iterator<Item = usize>, least: usize) -> bool {
    if least == 0 {
        return true;
    }
    let (mut seen, mut found) = (BitSet::EMPTY, 0);
    for number in numbers {
        if !seen.contains(number) {
            seen.insert(number);
            found += 1;
            if found == least {
                return true;
            }
        }
    }
    false
}
