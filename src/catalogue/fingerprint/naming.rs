//! Writes resolved rules with ids again.

use crate::catalogue::Catalogue;
use crate::catalogue::read::words::{STATUSES, TRACKS, word_of};
use crate::condition::{BitSet, Condition, Element, FactIx, Filter, Leaf, Pattern, Severity, Strength};
use serde_json::{Value, json};

/// Writes rules of this catalogue with ids.
pub(super) struct Naming<'c>(pub &'c Catalogue);

impl Catalogue {
    /// A leaf as JSON, in ids, in the form that the method fingerprint uses.
    pub fn look_in_ids(&self, leaf: &Leaf) -> Value {
        Naming(self).leaf(leaf)
    }
}

impl<'c> Naming<'c> {
    /// Indicators by id.
    pub fn members(&self, set: &BitSet) -> Value {
        let mut ids: Vec<_> = set.iter().map(|at| self.0.indicators[at].id.as_str()).collect();
        ids.sort_unstable();
        json!(ids)
    }

    /// The ids of values from their bits.
    pub fn values(&self, fact: FactIx, values: u64) -> Vec<&'c str> {
        let known = self.0.fact(fact).values.iter().enumerate();
        let mut ids: Vec<_> = known.filter(|(at, _)| values & (1 << at) != 0).map(|(_, one)| one.id.as_str()).collect();
        ids.sort_unstable();
        ids
    }

    /// An optional condition.
    pub fn maybe(&self, condition: Option<&Condition>) -> Value {
        condition.map_or(Value::Null, |condition| self.condition(condition))
    }

    fn filter(&self, filter: &Filter) -> Value {
        // The name of a filter is only for rules in words. Its members are its meaning.
        let Filter { named: _, members, strength, severity } = filter;
        json!([self.members(members), strength.map(Strength::word), severity.map(Severity::word)])
    }

    pub fn condition(&self, condition: &Condition) -> Value {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>();
        match condition {
            Condition::All(parts) => json!({ "all": all(parts) }),
            Condition::Any(parts) => json!({ "any": all(parts) }),
            Condition::Not(part) => json!({ "not": self.condition(part) }),
            Condition::Unless(part) => json!({ "unless": self.condition(part) }),
            Condition::AtLeast { n, of } => json!({ "at_least": n, "of": all(of) }),
            // The reason belongs to the texts.
            Condition::Because(_, part) => self.condition(part),
            Condition::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Value {
        let catalogue = self.0;
        match leaf {
            Leaf::Fact { fact, values } => {
                json!({ "fact": catalogue.fact(*fact).id, "values": self.values(*fact, *values) })
            }
            Leaf::Indicator { indicator, strength } => {
                json!({ "indicator": catalogue.indicator(*indicator).id, "strength": strength.map(Strength::word) })
            }
            Leaf::Area { area, is } => json!({ "area": catalogue.area(*area).id, "is": word_of(&STATUSES, is) }),
            Leaf::Element { element, is } => json!({ "element": element.word(), "is": word_of(&STATUSES, is) }),
            Leaf::Count { of, at_least } => json!({ "count": self.filter(of), "at_least": at_least }),
            Leaf::Pair { a, b } => json!({ "pair": [self.filter(a), self.filter(b)] }),
            Leaf::Pattern { over, any_of } => json!({ "pattern": self.filter(over), "any_of": patterns(any_of) }),
            Leaf::Points { over, at_least } => json!({ "points": self.filter(over), "at_least": at_least }),
            Leaf::Flag(flag) => json!({ "flag": catalogue.flags[flag.0].id }),
            Leaf::Finding { finding, or_higher } => {
                json!({ "finding": catalogue.findings[finding.0].id, "or_higher": or_higher })
            }
            Leaf::Track(track) => json!({ "track": word_of(&TRACKS, track) }),
            Leaf::StateRisk(least) => json!({ "state_risk": least.word() }),
            Leaf::CoreComplete => json!("core-complete"),
            Leaf::Otherwise => json!("otherwise"),
        }
    }
}

/// The least numbers of each strength, weakest first.
pub(super) fn patterns(patterns: &[Pattern]) -> Value {
    let minima = |pattern: &Pattern| {
        let Pattern { minima } = pattern;
        json!(minima)
    };
    json!(patterns.iter().map(minima).collect::<Vec<_>>())
}

pub(super) fn element(element: Option<Element>) -> Value {
    json!(element.map(Element::word))
}

/// The reasons inside conditions, in order.
pub fn reasons<'a>(conditions: impl IntoIterator<Item = &'a Condition>) -> Value {
    fn visit<'a>(condition: &'a Condition, into: &mut Vec<&'a str>) {
        if let Condition::Because(words, _) = condition {
            into.push(words);
        }
        condition.parts().iter().for_each(|part| visit(part, into));
    }
    let mut reasons = Vec::new();
    conditions.into_iter().for_each(|condition| visit(condition, &mut reasons));
    if reasons.is_empty() { Value::Null } else { json!(reasons) }
}
