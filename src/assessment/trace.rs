//! The trace: every rule that was evaluated, part by part, with the answers under it.

use super::Observer;
use crate::catalogue::Catalogue;
use crate::condition::{
    BitSet, Condition, Element, Evidence, FactIx, Filter, FindingIx, Horizon, IndicatorIx, Leaf, Truth,
};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TracedRule {
    /// A finding's rule, on both tracks.
    Finding(FindingIx),
    /// A finding's alternative on the child track.
    ChildFinding(FindingIx),
}

/// An evaluated condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub condition: Condition,
    pub truth: Truth,
    /// The present indicators that it reads.
    pub indicators: Vec<IndicatorIx>,
    /// The facts that it reads.
    pub facts: Vec<FactIx>,
    pub parts: Vec<Self>,
}

/// An evaluated rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    pub rule: TracedRule,
    /// Whether on the child track.
    pub child: bool,
    pub node: Node,
}

/// Every evaluated rule, in order.
pub struct Trace<'c> {
    catalogue: &'c Catalogue,
    pub rules: Vec<Traced>,
}

impl Observer for Trace<'_> {
    fn rule(&mut self, rule: TracedRule, child: bool, condition: &Condition, evidence: &impl Evidence) {
        let node = self.node(condition, evidence);
        self.rules.push(Traced { rule, child, node });
    }
}

impl<'c> Trace<'c> {
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, rules: Vec::new() }
    }

    /// The rules that gave this finding: those with the value yes.
    pub fn fired(&self, finding: FindingIx) -> impl Iterator<Item = &Traced> {
        let of = move |rule| matches!(rule, TracedRule::Finding(at) | TracedRule::ChildFinding(at) if at == finding);
        self.rules.iter().filter(move |traced| of(traced.rule) && traced.node.truth == Truth::Yes)
    }

    /// The indicators that a finding rests on, in catalogue order.
    pub fn reasons(&self, finding: FindingIx) -> Vec<IndicatorIx> {
        let mut reasons = BTreeSet::new();
        self.fired(finding).for_each(|traced| traced.node.rests_on(&mut reasons));
        reasons.into_iter().collect()
    }

    /// The reasons that the fired rules name, each once.
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

    /// The present indicators that a leaf reads.
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
    /// Collects what made this node a yes.
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
