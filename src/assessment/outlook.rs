//! The outlook of a case: which findings are reachable, and which open answers still decide a rule.
//!
//! Rules are evaluated in three values between two ends: everything open absent, and everything open present at the
//! highest severity. A rule with the same value at both ends can't be changed by any answer. An open rule can be
//! changed only by its open leaves. So an indicator in no such leaf decides nothing.

use crate::assessment::applicability::ways;
use crate::assessment::view::View;
use crate::assessment::{Applicable, Recorded, Taken};
use crate::case::AnswerSets;
use crate::catalogue::{Catalogue, Terms};
use crate::condition::{
    AreaIx, BitSet, Condition, Element, Evidence, FactIx, Filter, FindingIx, FlagIx, Horizon, IndicatorIx, Leaf,
    Points, Status, Strength, Track, Truth,
};

/// The outlook of a case.
pub(crate) struct Outlook<'a> {
    catalogue: &'a Catalogue,
    track: Track,
    /// Applicable indicators that are neither present nor absent.
    open: BitSet,
    /// One for each track that may apply.
    views: Vec<(bool, View<'a>)>,
    /// The reachable findings.
    reach: Vec<FindingIx>,
    /// The indicators that decide between them.
    deciding: BitSet,
}

impl<'a> Outlook<'a> {
    pub fn of(catalogue: &'a Catalogue, case: &'a AnswerSets) -> Self {
        let applicable = Applicable::of(catalogue, case);
        let recorded = Recorded::of(catalogue, case, &applicable, &[]);
        let view = |child| {
            let (least, most) = (recorded.levels(child, Taken::Least), recorded.levels(child, Taken::Most));
            View::new(catalogue, case, child, least, Some(most), false)
        };
        let views = ways(applicable.track).iter().map(|&child| (child, view(child))).collect();
        let mut prospect = Self {
            catalogue,
            track: applicable.track,
            open: recorded.open,
            views,
            reach: Vec::new(),
            deciding: BitSet::EMPTY,
        };
        (prospect.reach, prospect.deciding) = prospect.undecided_findings();
        prospect
    }

    /// Whether some answers could give this finding.
    pub fn may_reach(&self, finding: FindingIx) -> bool {
        self.reach.contains(&finding)
    }

    /// Open indicators that can still change the finding.
    pub fn findings_turn_on(&self) -> BitSet {
        self.deciding.and(&self.open)
    }

    /// Open indicators that can still change whether an entry of the guidelines holds.
    pub fn terms_turn_on(&self, terms: &Terms) -> BitSet {
        let mut found = BitSet::EMPTY;
        for (_, view) in &self.views {
            let outlook = TrackOutlook::new(self, view, true);
            let unless = terms.unless.as_ref();
            let (when, unless_is) = (outlook.truth(&terms.when), unless.map_or(Truth::No, |rule| outlook.truth(rule)));
            if when == Truth::No || unless_is == Truth::Yes {
                continue;
            }
            outlook.collect(&terms.when, &mut found);
            if let Some(rule) = unless {
                outlook.collect(rule, &mut found);
            }
        }
        found.and(&self.open)
    }

    /// The reachable findings, and the indicators that decide between them.
    fn undecided_findings(&self) -> (Vec<FindingIx>, BitSet) {
        let (mut reach, mut found) = (Vec::new(), BitSet::EMPTY);
        for (child, view) in &self.views {
            let outlook = TrackOutlook::new(self, view, false);
            for (at, finding) in self.catalogue.findings.iter().enumerate() {
                let rules = || [Some(&finding.when), finding.child.as_ref().filter(|_| *child)].into_iter().flatten();
                match rules().map(|rule| outlook.truth(rule)).max().unwrap_or(Truth::No) {
                    Truth::No => {}
                    Truth::Yes => {
                        reach.push(FindingIx(at));
                        break;
                    }
                    Truth::Open => {
                        reach.push(FindingIx(at));
                        rules().for_each(|rule| outlook.collect(rule, &mut found));
                    }
                }
            }
        }
        (reach, found)
    }

    fn core_is_open(&self) -> bool {
        !self.open.and(self.catalogue.core()).is_empty()
    }
}

/// The case on one track, between the two ends.
#[derive(Clone, Copy)]
struct TrackOutlook<'p, 'a> {
    prospect: &'p Outlook<'a>,
    view: &'p View<'a>,
    /// Whether rules of guidelines are read. Of an area they see only its status, and how much of it is open.
    guideline: bool,
    /// Whether every core question counts as answered.
    core_complete: bool,
}

impl<'p, 'a> TrackOutlook<'p, 'a> {
    fn new(prospect: &'p Outlook<'a>, view: &'p View<'a>, guideline: bool) -> Self {
        Self { prospect, view, guideline, core_complete: !prospect.core_is_open() }
    }
}

impl TrackOutlook<'_, '_> {
    fn truth(&self, condition: &Condition) -> Truth {
        let as_it_is = condition.evaluate(self);
        // "Core complete" is either yes or no now, but may become a yes later.
        let later = Self { core_complete: true, ..*self };
        if self.core_complete || condition.evaluate(&later) == as_it_is { as_it_is } else { Truth::Open }
    }

    /// The indicators in open leaves.
    fn collect(&self, condition: &Condition, into: &mut BitSet) {
        if self.truth(condition) != Truth::Open {
            return;
        }
        match condition {
            Condition::Leaf(leaf) => *into = into.or(&self.read_by(leaf)),
            _ => condition.parts().iter().for_each(|part| self.collect(part, into)),
        }
    }

    fn read_by(&self, leaf: &Leaf) -> BitSet {
        let catalogue = self.prospect.catalogue;
        match leaf {
            Leaf::Indicator { indicator, .. } => [indicator.0].into_iter().collect(),
            Leaf::Area { area, .. } => catalogue.area(*area).own.or(&catalogue.area(*area).counted),
            Leaf::Element { element, .. } => self.element_members(*element),
            Leaf::Count { of, .. } => of.members,
            Leaf::Pair { a, b } => a.members.or(&b.members),
            Leaf::Pattern { over, .. } | Leaf::Points { over, .. } => over.members,
            Leaf::Flag(flag) => {
                let mut found = BitSet::EMPTY;
                TrackOutlook { guideline: false, ..*self }.collect(&catalogue.flags[flag.0].when, &mut found);
                found
            }
            Leaf::Finding { .. } => self.prospect.findings_turn_on(),
            Leaf::CoreComplete => *catalogue.core(),
            Leaf::Track(_) => named_by(catalogue.child_track.as_ref()),
            Leaf::Fact { .. } | Leaf::StateRisk(_) | Leaf::Otherwise => BitSet::EMPTY,
        }
    }

    fn element_members(&self, element: Element) -> BitSet {
        let areas = self.prospect.catalogue.areas.iter().filter(|area| area.element == Some(element));
        areas.fold(BitSet::EMPTY, |all, area| all.or(&area.own).or(&area.counted))
    }

    fn at_most(&self, status: Status, members: &BitSet, horizon: Horizon) -> Status {
        let is_open = !members.and(&self.prospect.open).is_empty();
        if self.guideline && horizon == Horizon::Possible && is_open { Status::Positive } else { status }
    }
}

/// The indicators that a condition names directly.
fn named_by(condition: Option<&Condition>) -> BitSet {
    let mut found = BitSet::EMPTY;
    if let Some(condition) = condition {
        condition.leaves(&mut |leaf, _| {
            if let Leaf::Indicator { indicator, .. } = leaf {
                found.insert(indicator.0);
            }
        });
    }
    found
}

impl Evidence for TrackOutlook<'_, '_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        self.view.fact(fact, values)
    }

    fn present(&self, indicator: IndicatorIx, strength: Option<Strength>) -> Truth {
        self.view.present(indicator, strength)
    }

    fn matching(&self, filter: &Filter, horizon: Horizon) -> BitSet {
        self.view.matching(filter, horizon)
    }

    fn area(&self, area: AreaIx, horizon: Horizon) -> Status {
        self.at_most(self.view.area(area, horizon), &self.prospect.catalogue.area(area).counted, horizon)
    }

    fn element(&self, element: Element, horizon: Horizon) -> Status {
        self.at_most(self.view.element(element, horizon), &self.element_members(element), horizon)
    }

    fn groups(&self, indicators: &BitSet) -> BitSet {
        self.view.groups(indicators)
    }

    fn points(&self) -> Points {
        self.view.points()
    }

    fn flag(&self, flag: FlagIx) -> Truth {
        TrackOutlook { guideline: false, ..*self }.truth(&self.prospect.catalogue.flags[flag.0].when)
    }

    fn finding(&self, finding: FindingIx, or_higher: bool) -> Truth {
        let catalogue = self.prospect.catalogue;
        let is = |reached: &FindingIx| *reached == finding || (or_higher && catalogue.ordered && *reached < finding);
        let reach = &self.prospect.reach;
        // While the reachable findings are still being computed, nothing is known.
        Truth::of(!reach.is_empty() && reach.iter().all(is), reach.is_empty() || reach.iter().any(is))
    }

    fn track(&self, track: Track) -> Truth {
        match self.prospect.track {
            Track::Undetermined => Truth::Open,
            settled => Truth::certain(settled == track),
        }
    }

    fn core_complete(&self) -> bool {
        self.core_complete
    }
}
