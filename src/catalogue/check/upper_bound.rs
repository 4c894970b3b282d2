//! The case in which everything is still possible. A rule that it does not meet can never hold.

use crate::catalogue::Catalogue;
use crate::catalogue::compiled::Compiled;
use crate::condition::{
    AreaIx, BitSet, Element, Evidence, FactIx, Filter, FlagIx, Horizon, IndicatorIx, Points, Status, Strength, Truth,
};

/// A case in which nothing is certain and everything is possible.
pub(super) struct UpperBound<'c> {
    catalogue: &'c Catalogue,
    plan: Compiled,
    /// Indicators that could not be read. They may match any filter.
    doubtful: BitSet,
    /// Flags that could not be read. They may be raised.
    doubtful_flags: BitSet,
}

impl<'c> UpperBound<'c> {
    /// For a catalogue that may still have problems elsewhere.
    pub fn of(catalogue: &'c Catalogue, doubtful: BitSet, doubtful_flags: BitSet) -> Self {
        Self { catalogue, plan: Compiled::of(catalogue), doubtful, doubtful_flags }
    }
}

impl Evidence for UpperBound<'_> {
    fn fact(&self, _: FactIx, _: u64) -> Truth {
        Truth::Open
    }

    fn matching(&self, filter: &Filter, horizon: Horizon) -> BitSet {
        if horizon == Horizon::Certain {
            return BitSet::EMPTY;
        }
        // On either track, and with any severity.
        let least = filter.strength.unwrap_or(Strength::Element) as usize;
        let ever =
            self.plan.masks.strength.iter().flatten().fold(BitSet::EMPTY, |all, by_least| all.or(&by_least[least]));
        filter.members.and(&ever).or(&self.doubtful)
    }

    fn present(&self, indicator: IndicatorIx, strength: Option<Strength>) -> Truth {
        let filter = Filter { strength, ..Filter::any_of([indicator.0].into_iter().collect()) };
        Truth::of(false, !self.matching(&filter, Horizon::Possible).is_empty())
    }

    fn area(&self, area: AreaIx, horizon: Horizon) -> Status {
        let area = &self.catalogue.areas[area.0];
        if horizon == Horizon::Certain || (area.own.is_empty() && self.doubtful.is_empty()) {
            return Status::None;
        }
        let reach = |strength, least| {
            let filter = Filter { strength: Some(strength), ..Filter::any_of(area.counted) };
            self.matching(&filter, horizon).iter().map(|at| self.plan.unit_of[at]).collect::<BitSet>().len() >= least
        };
        if area.positive_when.iter().any(|pattern| pattern.is_met(reach)) { Status::Positive } else { Status::Shown }
    }

    fn element(&self, element: Element, horizon: Horizon) -> Status {
        let areas = self.catalogue.areas.iter().enumerate().filter(|(_, area)| area.element == Some(element));
        areas.map(|(at, _)| self.area(AreaIx(at), horizon)).max().unwrap_or(Status::None)
    }

    fn groups(&self, indicators: &BitSet) -> BitSet {
        indicators.iter().map(|at| self.plan.group_of[at]).collect()
    }

    fn stands_for_all_answers(&self) -> bool {
        true
    }

    fn points(&self) -> Points {
        self.catalogue.method.points
    }

    fn flag(&self, flag: FlagIx) -> Truth {
        if self.doubtful_flags.contains(flag.0) {
            return Truth::Open;
        }
        self.catalogue.flags[flag.0].when.evaluate(self)
    }
}
