//! The trace: every rule that was looked at, part by part, with the answers under it.

use super::Observer;
use crate::catalogue::Catalogue;
use crate::condition::{
    BitSet, Condition, Element, Evidence, FactIx, Filter, FindingIx, Horizon, IndicatorIx, Leaf, Truth,
};
use std::collections::BTreeSet;

/// A rule of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TracedRule {
    /// A finding's rule, on both tracks.
    Finding(FindingIx),
    /// A finding's further alternative on the child track.
    ChildFinding(FindingIx),
}

/// A condition as it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The condition.
    pub condition: Condition,
    /// Its value.
    pub truth: Truth,
    /// The present indicators it looked at.
    pub indicators: Vec<IndicatorIx>,
    /// The facts it looked at.
    pub facts: Vec<FactIx>,
    /// Its parts.
    pub parts: Vec<Self>,
}

/// A rule as it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Which.
    pub rule: TracedRule,
    /// On which track.
    pub child: bool,
    /// How.
    pub node: Node,
}

/// Every rule that was looked at, in order.
pub struct Trace<'c> {
    catalogue: &'c Catalogue,
    /// The rules.
    pub rules: Vec<Traced>,
}

impl Observer for Trace<'_> {
    fn rule(&mut self, rule: TracedRule, child: bool, condition: &Condition, evidence: &impl Evidence) {
        let node = self.node(condition, evidence);
        self.rules.push(Traced { rule, child, node });
    }
}

impl<'c> Trace<'c> {
    /// An empty trace.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, rules: Vec::new() }
    }

    /// The rules that gave this finding: those that came out yes.
    pub fn fired(&self, finding: FindingIx) -> impl Iterator<Item = &Traced> {
        let of = move |rule| matches!(rule, TracedRule::Finding(at) | TracedRule::ChildFinding(at) if at == finding);
        self.rules.iter().filter(move |traced| of(traced.rule) && traced.node.truth == Truth::Yes)
    }

    /// The indicators a finding rests on, in catalogue order.
    pub fn reasons(&self, finding: FindingIx) -> Vec<IndicatorIx> {
        let mut reasons = BTreeSet::new();
        self.fired(finding).for_each(|traced| traced.node.rests_on(&mut reasons));
        reasons.into_iter().collect()
    }

    /// The words that the fired rules give for themselves, each once.
    pub fn because(&self, finding: FindingIx) -> Vec<&str> {
        let mut words = Vec::new();
        self.fired(finding).for_each(|traced| traced.node.because(&mut words));
        words
    }

    fn node(&self, condition: &Condition, evidence: &impl Evidence) -> Node {
        let (mut indicators, mut facts) = (BitSet::EMPTY, Vec::new());
        if let Condition::Leaf(leaf) = condition {
            indicators = self.present(leaf, evidence);
            if let Leaf::Fact { fact, .. } = leaf {
                facts.push(*fact);
            }
        }
        let mut parts: Vec<Node> = condition.parts().iter().map(|part| self.node(part, evidence)).collect();
        if let Condition::Leaf(Leaf::Flag(flag)) = condition {
            parts.push(self.node(&self.catalogue.flags[flag.0].when, evidence));
        }
        Node {
            condition: condition.clone(),
            truth: condition.evaluate(evidence),
            indicators: indicators.iter().map(IndicatorIx).collect(),
            facts,
            parts,
        }
    }

    /// The present indicators that a leaf looks at.
    fn present(&self, leaf: &Leaf, evidence: &impl Evidence) -> BitSet {
        let matching = |filter: &Filter| evidence.matching(filter, Horizon::Certain);
        let members = |members: BitSet| matching(&Filter::any_of(members));
        match leaf {
            Leaf::Indicator { indicator, .. } => members([indicator.0].into_iter().collect()),
            Leaf::Area { area, .. } => members(self.catalogue.area(*area).counted),
            Leaf::Element { element, .. } => members(self.of_element(*element)),
            Leaf::Count { of: filter, .. } | Leaf::Pattern { over: filter, .. } | Leaf::Points { over: filter, .. } => {
                matching(filter)
            }
            Leaf::Pair { a, b } => matching(a).or(&matching(b)),
            _ => BitSet::EMPTY,
        }
    }

    fn of_element(&self, element: Element) -> BitSet {
        let areas = self.catalogue.areas.iter().filter(|area| area.element == Some(element));
        areas.fold(BitSet::EMPTY, |all, area| all.or(&area.own))
    }
}

impl Node {
    /// Gathers what made this node a yes.
    fn rests_on(&self, into: &mut BTreeSet<IndicatorIx>) {
        if self.truth != Truth::Yes {
            return;
        }
        into.extend(&self.indicators);
        if !matches!(self.condition, Condition::Not(_) | Condition::Unless(_)) {
            self.parts.iter().for_each(|part| part.rests_on(into));
        }
    }

    fn because<'n>(&'n self, into: &mut Vec<&'n str>) {
        if self.truth != Truth::Yes {
            return;
        }
        if let Condition::Because(words, _) = &self.condition
            && !into.contains(&words.as_ref())
        {
            into.push(words);
        }
        self.parts.iter().for_each(|part| part.because(into));
    }
}
