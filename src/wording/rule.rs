//! Rules in words: what a condition of a catalogue asks, for people who never read its files.
//!
//! Owns how each join and each leaf is said. It evaluates nothing.

use crate::catalogue::{Catalogue, FactKind, Question};
use crate::condition::{Condition, Element, FactIx, Filter, Leaf, Pattern, Status, Strength, Track};

/// The number of a question on paper, if it has one.
pub type Numbers<'n> = &'n dyn Fn(Question) -> Option<usize>;

/// A condition in lines, each part of a join indented under it.
#[must_use]
pub fn rule(catalogue: &Catalogue, condition: &Condition) -> Vec<String> {
    rule_by_number(catalogue, condition, &|_| None)
}

/// The same, with questions named by their number where they have one: for paper.
#[must_use]
pub fn rule_by_number(catalogue: &Catalogue, condition: &Condition, numbers: Numbers<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    InWords { catalogue, numbers }.lines(condition, 0, &mut lines);
    lines
}

/// A condition in one line.
#[must_use]
pub fn rule_in_line(catalogue: &Catalogue, condition: &Condition, numbers: Numbers<'_>) -> String {
    InWords { catalogue, numbers }.line(condition, false)
}

/// One look at a case, in words.
#[must_use]
pub fn leaf(catalogue: &Catalogue, leaf: &Leaf) -> String {
    InWords { catalogue, numbers: &|_| None }.leaf(leaf)
}

/// An element, in words.
#[must_use]
pub fn element(element: Element) -> &'static str {
    match element {
        Element::Act => "what was done (act)",
        Element::Means => "how (means)",
        Element::Purpose => "what for (purpose)",
    }
}

/// A pattern, in words.
#[must_use]
pub fn pattern(pattern: &Pattern) -> String {
    let minima = Strength::ALL.into_iter().rev().map(|strength| (pattern.minima[strength as usize], strength));
    let needed = minima.filter(|(least, _)| *least > 0);
    let words: Vec<String> = needed.map(|(least, strength)| format!("{least} {}", strength.word())).collect();
    words.join(" and ")
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

struct InWords<'c> {
    catalogue: &'c Catalogue,
    numbers: Numbers<'c>,
}

impl InWords<'_> {
    fn lines(&self, condition: &Condition, depth: usize, into: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let mut join = |head: &str, parts: &[Condition]| {
            into.push(format!("{indent}- {head}"));
            for part in parts {
                self.lines(part, depth + 1, into);
            }
        };
        match condition {
            Condition::All(parts) => join("all of:", parts),
            Condition::Any(parts) => join("any of:", parts),
            Condition::AtLeast { n, of } => join(&format!("at least {n} of:"), of),
            Condition::Not(part) if !part.parts().is_empty() => join("not:", std::slice::from_ref(part)),
            Condition::Unless(part) if !part.parts().is_empty() => {
                join("unless it is known that:", std::slice::from_ref(part));
            }
            Condition::Because(words, part) if !part.parts().is_empty() => {
                join(&format!("{words}:"), std::slice::from_ref(part));
            }
            Condition::Because(words, part) => {
                into.push(format!("{indent}- {words}: {}", self.line(part, true)));
            }
            Condition::Not(_) | Condition::Unless(_) | Condition::Leaf(_) => {
                into.push(format!("{indent}- {}", self.line(condition, true)));
            }
        }
    }

    fn line(&self, condition: &Condition, inner: bool) -> String {
        let joined = |parts: &[Condition], word: &str| {
            let words: Vec<String> = parts.iter().map(|part| self.line(part, true)).collect();
            let words = words.join(word);
            if inner && parts.len() > 1 { format!("({words})") } else { words }
        };
        match condition {
            Condition::All(parts) => joined(parts, " and "),
            Condition::Any(parts) => joined(parts, " or "),
            Condition::AtLeast { n, of } => format!("at least {n} of: {}", joined(of, "; ")),
            Condition::Not(part) => match part.as_ref() {
                Condition::Leaf(Leaf::Fact { fact, values }) => self.fact(*fact, *values, true),
                part => format!("not {}", self.line(part, true)),
            },
            Condition::Unless(part) => format!("unless it is known that {}", self.line(part, true)),
            Condition::Because(_, part) => self.line(part, inner),
            Condition::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> String {
        let catalogue = self.catalogue;
        match leaf {
            Leaf::Fact { fact, values } => self.fact(*fact, *values, false),
            Leaf::Indicator { indicator, strength } => {
                let what = match (self.numbers)(Question::Indicator(*indicator)) {
                    Some(number) => format!("question {number} is yes"),
                    None => format!("{} is present", quoted(&catalogue.indicator(*indicator).statement)),
                };
                format!("{what}{}", at_least(*strength))
            }
            Leaf::Area { area, is } => format!("{} {}", quoted(&catalogue.area(*area).title), status(*is)),
            Leaf::Element { element: of, is } => format!("{} {}", element(*of), status(*is)),
            Leaf::Count { of, at_least: least } => format!("at least {least} {}", signs(of, *least)),
            Leaf::Pair { a, b } => format!("two different signs: one {}, and one {}", one_of(a), one_of(b)),
            Leaf::Pattern { over, any_of } => {
                let patterns: Vec<String> = any_of.iter().map(pattern).collect();
                format!("{} that come to {}", signs(over, 2), patterns.join(", or "))
            }
            Leaf::Points { over, at_least: least } => format!("{} that add up to {least} points", signs(over, 2)),
            Leaf::Flag(flag) => format!("flag {}", quoted(&catalogue.flags[flag.0].title)),
            Leaf::Finding { finding, or_higher } => {
                let higher = if *or_higher { " or higher" } else { "" };
                format!("the finding is {}{higher}", quoted(&catalogue.findings[finding.0].title))
            }
            Leaf::Track(Track::Undetermined) => "the age is not settled".to_owned(),
            Leaf::Track(track) => format!("assessed as {}", super::track(*track)),
            Leaf::StateRisk(least) => {
                format!("the risk from officials in the country is {} or higher", quoted(least.word()))
            }
            Leaf::CoreComplete => "every core question that applies was answered".to_owned(),
            Leaf::Otherwise => "in every case".to_owned(),
        }
    }

    fn fact(&self, at: FactIx, values: u64, negated: bool) -> String {
        let fact = self.catalogue.fact(at);
        let named = fact.values.iter().enumerate().filter(|(at, _)| values & (1 << at) != 0);
        let named: Vec<String> = named.map(|(_, value)| quoted(&value.text)).collect();
        let verb = match (fact.kind == FactKind::Many, negated) {
            (true, false) => "includes",
            (true, true) => "does not include",
            (false, false) => "is",
            (false, true) => "is not",
        };
        let title = match (self.numbers)(Question::Fact(at)) {
            Some(number) => format!("question {number} ({})", fact.title),
            None => quoted(&fact.title),
        };
        format!("{title} {verb} {}", named.join(" or "))
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::None => "may be empty",
        Status::Shown => "is shown",
        Status::Positive => "meets its pattern",
    }
}

fn at_least(strength: Option<Strength>) -> String {
    let strength = strength.filter(|strength| *strength > Strength::Element);
    strength.map_or(String::new(), |strength| format!(", at least {}", strength.word()))
}

fn thresholds(filter: &Filter) -> String {
    let severity = filter
        .severity
        .map_or(String::new(), |severity| format!(", {} or more, or without degrees", super::severity(severity)));
    format!("{}{severity}", at_least(filter.strength))
}

fn signs(filter: &Filter, how_many: usize) -> String {
    let noun = if how_many == 1 { "sign" } else { "different signs" };
    format!("{noun}{}{}", filter.named, thresholds(filter))
}

fn one_of(filter: &Filter) -> String {
    format!("{}{}", filter.named.trim_start(), thresholds(filter))
}
