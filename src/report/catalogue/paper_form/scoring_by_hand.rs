//! The rules of a catalogue in words, for scoring without a computer.

use crate::catalogue::{Catalogue, Question, Terms};
use crate::condition::{Condition, IndicatorIx, Severity, Strength};
use crate::wording::{self, Numbers};
use serde::Serialize;

/// What is needed for scoring by hand.
#[derive(Debug, Serialize)]
pub struct ByHand {
    /// Where the rules come from.
    pub basis: String,
    /// The strength of each class at each severity, weak first.
    pub strengths: Vec<(&'static str, [&'static str; 3])>,
    /// How to read the rest.
    pub notes: [&'static str; 4],
    /// The patterns of all areas that list none here. Empty if areas have different patterns.
    pub patterns: String,
    /// Areas with their questions.
    pub areas: Vec<HandArea>,
    /// Groups with their questions.
    pub groups: Vec<(String, String)>,
    /// Flags with their rules.
    pub flags: Vec<HandRule>,
    /// Findings, highest first.
    pub findings: Vec<HandRule>,
    /// Urgencies, pathways, actions and safeguards.
    pub advice: Vec<(&'static str, Vec<HandRule>)>,
}

/// An area with the questions that count in it.
#[derive(Debug, Serialize)]
pub struct HandArea {
    pub title: String,
    pub part_of: String,
    pub patterns: Vec<String>,
    pub questions: Vec<(&'static str, String)>,
}

/// A rule, in lines.
#[derive(Debug, Serialize)]
pub struct HandRule {
    pub title: String,
    pub text: String,
    pub lines: Vec<String>,
}

impl ByHand {
    /// The rules of a catalogue, with questions by number.
    pub fn of(catalogue: &Catalogue, numbers: Numbers<'_>) -> Self {
        let written = Written { catalogue, numbers };
        let classes = [Strength::Weak, Strength::Medium, Strength::Strong];
        let row = |class: Strength| {
            let at = |severity| catalogue.method.strength(class, Some(severity), false, true).word();
            (class.word(), Severity::ALL.map(at))
        };
        let (patterns, areas) = shared(written.areas());
        Self {
            basis: catalogue.method.basis.clone(),
            strengths: classes.map(row).to_vec(),
            notes: [
                text!("form-note-element"),
                text!("form-note-critical"),
                text!("form-note-shown"),
                text!("form-note-quoted"),
            ],
            patterns,
            areas,
            groups: written.groups(),
            flags: catalogue.flags.iter().map(|one| written.plain(&one.title, "", &one.when, None)).collect(),
            findings: written.findings(),
            advice: written.advice(),
        }
    }
}

struct Written<'c> {
    catalogue: &'c Catalogue,
    numbers: Numbers<'c>,
}

impl Written<'_> {
    fn rule(&self, condition: &Condition) -> Vec<String> {
        wording::rule_by_number(self.catalogue, condition, self.numbers)
    }

    fn plain(&self, title: &str, text: &str, when: &Condition, unless: Option<&Condition>) -> HandRule {
        let mut lines = self.rule(when);
        if let Some(unless) = unless {
            lines.push(text!("form-but-not-when").to_owned());
            lines.extend(self.rule(unless));
        }
        HandRule { title: title.to_owned(), text: text.to_owned(), lines }
    }

    fn terms(&self, title: &str, text: &str, terms: &Terms) -> HandRule {
        self.plain(title, text, &terms.when, terms.unless.as_ref())
    }

    /// The numbers of the questions that `chosen` picks, with a mark where the gravest form counts above strong.
    fn listed(&self, chosen: impl Fn(usize) -> bool) -> String {
        let indicators = self.catalogue.indicators.iter().enumerate().filter(|(at, _)| chosen(*at));
        let mut listed: Vec<(usize, String)> = indicators
            .filter_map(|(at, one)| {
                let number = (self.numbers)(Question::Indicator(IndicatorIx(at)))?;
                Some((number, format!("{number}{}", if one.critical { "!" } else { "" })))
            })
            .collect();
        listed.sort();
        listed.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", ")
    }

    fn areas(&self) -> Vec<HandArea> {
        let area = |area: &crate::catalogue::Area| {
            let of_class = |class: Strength, child: bool| {
                self.listed(|at| {
                    let classes = self.catalogue.indicators[at].classes;
                    area.counted.contains(at) && classes.asked_on(child) && classes.on(child) == class
                })
            };
            let mut questions = Vec::new();
            for class in Strength::ALL.into_iter().rev() {
                let (adult, child) = (of_class(class, false), of_class(class, true));
                if !adult.is_empty() || !child.is_empty() {
                    let apart = || text!("form-adult-and-child", adult = dash(&adult), child = dash(&child));
                    questions.push((class.word(), if adult == child { adult } else { apart() }));
                }
            }
            HandArea {
                title: area.title.clone(),
                part_of: area.element.map_or(String::new(), |element| wording::element(element).to_owned()),
                patterns: area.positive_when.iter().map(wording::pattern).collect(),
                questions,
            }
        };
        self.catalogue.areas.iter().map(area).filter(|area| !area.questions.is_empty()).collect()
    }

    fn groups(&self) -> Vec<(String, String)> {
        let groups = self.catalogue.groups.iter().enumerate();
        let listed = groups.map(|(at, group)| {
            let title = if group.each { text!("form-group-each", group = &group.title) } else { group.title.clone() };
            (title, self.listed(|one| self.catalogue.indicators[one].group == Some(at)))
        });
        // A group with one member on this form is left out.
        listed.filter(|(_, members)| members.contains(',')).collect()
    }

    fn findings(&self) -> Vec<HandRule> {
        let finding = |one: &crate::catalogue::Finding| {
            let mut rule = self.plain(&one.title, &one.meaning.whole(), &one.when, None);
            if let Some(child) = &one.child {
                rule.lines.push(text!("form-child-also-when").to_owned());
                rule.lines.extend(self.rule(child));
            }
            rule
        };
        self.catalogue.findings.iter().map(finding).collect()
    }

    fn advice(&self) -> Vec<(&'static str, Vec<HandRule>)> {
        let all = &self.catalogue.guidelines;
        let urgencies = all.urgencies.iter().map(|one| self.terms(&one.title, "", &one.terms)).collect();
        let pathways = all.pathways.iter().map(|one| self.terms(&one.title, &one.text.whole(), &one.terms)).collect();
        let actions = all.actions.iter().map(|one| {
            let due = format!("{} – {}", wording::step(one.step), one.by);
            let text = [&one.title, &one.text.whole()].map(String::as_str).join(". ");
            self.terms(&due, &text, &one.terms)
        });
        let safeguards = all.safeguards.iter().map(|one| self.terms("", &one.text.whole(), &one.terms)).collect();
        let advice = vec![
            (text!("form-how-soon"), urgencies),
            (text!("form-where-to"), pathways),
            (text!("form-what-to-do"), actions.collect()),
            (text!("form-protect"), safeguards),
        ];
        advice.into_iter().filter(|(_, rules): &(_, Vec<HandRule>)| !rules.is_empty()).collect()
    }
}

/// Moves the patterns out of the areas, if all of them have the same.
fn shared(mut areas: Vec<HandArea>) -> (String, Vec<HandArea>) {
    let mut different: Vec<Vec<String>> = areas.iter().map(|area| area.patterns.clone()).collect();
    different.retain(|patterns| !patterns.is_empty());
    different.dedup();
    if different.len() != 1 {
        return (String::new(), areas);
    }
    for area in &mut areas {
        area.patterns.clear();
    }
    (text!("form-patterns", patterns = different[0].join(", or ")), areas)
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}
