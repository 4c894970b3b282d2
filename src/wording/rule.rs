//! Rules in words: what a condition of a catalogue asks, for people who don't read its files.
//!
//! This module owns the wording of each join and each leaf. It evaluates nothing.

use crate::catalogue::{Catalogue, FactKind, Question};
use crate::condition::{Condition, Element, FactIx, Filter, Leaf, Pattern, Status, Strength, Track};

/// The number of a question on paper, if it has one.
pub type Numbers<'n> = &'n dyn Fn(Question) -> Option<usize>;

/// A condition in lines, with the parts of each join indented.
pub fn rule(catalogue: &Catalogue, condition: &Condition) -> Vec<String> {
    rule_by_number(catalogue, condition, &|_| None)
}

/// The same for paper, with questions by their number if they have one.
pub fn rule_by_number(catalogue: &Catalogue, condition: &Condition, numbers: Numbers<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    InWords { catalogue, numbers }.lines(condition, 0, &mut lines);
    lines
}

/// A condition on one line.
pub fn rule_in_line(catalogue: &Catalogue, condition: &Condition, numbers: Numbers<'_>) -> String {
    InWords { catalogue, numbers }.line(condition, false)
}

pub fn leaf(catalogue: &Catalogue, leaf: &Leaf) -> String {
    InWords { catalogue, numbers: &|_| None }.leaf(leaf)
}

pub fn element(element: Element) -> &'static str {
    match element {
        Element::Act => text!("rule-element-act"),
        Element::Means => text!("rule-element-means"),
        Element::Purpose => text!("rule-element-purpose"),
    }
}

pub fn pattern(pattern: &Pattern) -> String {
    let minima = Strength::ALL.into_iter().rev().map(|strength| (pattern.minima[strength as usize], strength));
    let needed = minima.filter(|(least, _)| *least > 0);
    let words: Vec<String> = needed.map(|(least, strength)| format!("{least} {}", super::strength(strength))).collect();
    words.join(&format!(" {} ", text!("rule-and")))
}

fn quoted(text: &str) -> String {
    text!("rule-quoted", text = text)
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
            Condition::All(parts) => join(text!("rule-all-of-below"), parts),
            Condition::Any(parts) => join(text!("rule-any-of-below"), parts),
            Condition::AtLeast { n, of } => join(&text!("rule-at-least-of-below", least = *n), of),
            Condition::Not(part) if !part.parts().is_empty() => {
                join(text!("rule-not-below"), std::slice::from_ref(part));
            }
            Condition::Unless(part) if !part.parts().is_empty() => {
                join(text!("rule-unless-below"), std::slice::from_ref(part));
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
            Condition::All(parts) => joined(parts, &format!(" {} ", text!("rule-and"))),
            Condition::Any(parts) => joined(parts, &format!(" {} ", text!("rule-or"))),
            Condition::AtLeast { n, of } => text!("rule-at-least-of", least = *n, parts = joined(of, "; ")),
            Condition::Not(part) => match part.as_ref() {
                Condition::Leaf(Leaf::Fact { fact, values }) => self.fact(*fact, *values, true),
                part => text!("rule-not", part = self.line(part, true)),
            },
            Condition::Unless(part) => text!("rule-unless", part = self.line(part, true)),
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
                    Some(number) => text!("rule-numbered-yes", number = number),
                    None => text!("rule-present", indicator = quoted(&catalogue.indicator(*indicator).statement)),
                };
                format!("{what}{}", at_least(*strength))
            }
            Leaf::Area { area, is } => status(&quoted(&catalogue.area(*area).title), *is),
            Leaf::Element { element: of, is } => status(element(*of), *is),
            Leaf::Count { of, at_least: least } => {
                text!("rule-so-many-signs", least = *least, signs = signs(of, *least))
            }
            Leaf::Pair { a, b } => text!("rule-two-signs", first = one_of(a), second = one_of(b)),
            Leaf::Pattern { over, any_of } => {
                let patterns: Vec<String> = any_of.iter().map(pattern).collect();
                let patterns = patterns.join(&format!(", {} ", text!("rule-or")));
                text!("rule-signs-come-to", signs = signs(over, 2), patterns = patterns)
            }
            Leaf::Points { over, at_least: least } => {
                text!("rule-signs-add-up", signs = signs(over, 2), points = *least)
            }
            Leaf::Flag(flag) => text!("rule-flag", flag = quoted(&catalogue.flags[flag.0].title)),
            Leaf::Finding { finding, or_higher } => {
                let finding = quoted(&catalogue.findings[finding.0].title);
                if *or_higher {
                    text!("rule-finding-or-higher", finding = finding)
                } else {
                    text!("rule-finding", finding = finding)
                }
            }
            Leaf::Track(Track::Undetermined) => text!("rule-age-open").to_owned(),
            Leaf::Track(track) => text!("rule-assessed-as", track = super::track(*track)),
            Leaf::StateRisk(least) => text!("rule-risk-or-higher", risk = quoted(super::risk(*least))),
            Leaf::CoreComplete => text!("rule-core-complete").to_owned(),
            Leaf::Otherwise => text!("rule-always").to_owned(),
        }
    }

    fn fact(&self, at: FactIx, values: u64, negated: bool) -> String {
        let fact = self.catalogue.fact(at);
        let named = fact.values.iter().enumerate().filter(|(at, _)| values & (1 << at) != 0);
        let named: Vec<String> = named.map(|(_, value)| quoted(&value.text)).collect();
        let values = named.join(&format!(" {} ", text!("rule-or")));
        let question = match (self.numbers)(Question::Fact(at)) {
            Some(number) => text!("rule-numbered", number = number, title = &fact.title),
            None => quoted(&fact.title),
        };
        match (fact.kind == FactKind::Many, negated) {
            (true, false) => text!("rule-includes", question = question, values = values),
            (true, true) => text!("rule-does-not-include", question = question, values = values),
            (false, false) => text!("rule-is", question = question, values = values),
            (false, true) => text!("rule-is-not", question = question, values = values),
        }
    }
}

fn status(part: &str, status: Status) -> String {
    match status {
        Status::None => text!("rule-may-be-empty", part = part),
        Status::Shown => text!("rule-is-shown", part = part),
        Status::Positive => text!("rule-meets-pattern", part = part),
    }
}

fn at_least(strength: Option<Strength>) -> String {
    let strength = strength.filter(|strength| *strength > Strength::Element);
    strength.map_or(String::new(), |strength| text!("rule-at-least-strength", strength = super::strength(strength)))
}

fn thresholds(filter: &Filter) -> String {
    let severity =
        filter.severity.map_or(String::new(), |one| text!("rule-severity-or-more", severity = super::severity(one)));
    format!("{}{severity}", at_least(filter.strength))
}

fn signs(filter: &Filter, how_many: usize) -> String {
    format!("{}{}{}", text!("rule-signs", many = how_many), filter.named, thresholds(filter))
}

fn one_of(filter: &Filter) -> String {
    format!("{}{}", filter.named.trim_start(), thresholds(filter))
}
