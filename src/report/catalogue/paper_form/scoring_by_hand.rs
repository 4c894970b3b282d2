//! The rules of a catalogue in words, for coming to a result without a computer.

use crate::catalogue::{Catalogue, Question, Terms};
use crate::condition::{Condition, IndicatorIx, Severity, Strength};
use crate::wording::{self, Numbers};
use serde::Serialize;

/// How to read the rules.
const NOTES: [&str; 4] = [
    "Class \u{201c}element\u{201d}: shows that something was done, and carries no weight.",
    "A number with ! counts as critical, above strong: at its severest, or always where it has no degrees.",
    "\u{201c}Is shown\u{201d}: at least one of its questions is answered with yes. \u{201c}Meets its pattern\u{201d}: see below.",
    "A sign in quotes has no question on this sheet: it counts if it was told or seen all the same.",
];

/// What is needed to come to a result by hand.
#[derive(Debug, Serialize)]
pub struct ByHand {
    /// Where the rules come from.
    pub basis: String,
    /// What each class comes to at each severity, weak first.
    pub strengths: Vec<(&'static str, [&'static str; 3])>,
    /// How to read what follows.
    pub notes: &'static [&'static str],
    /// The patterns of all areas that name none of their own here.
    pub patterns: Vec<String>,
    /// Areas with their questions.
    pub areas: Vec<Area>,
    /// Groups with their questions.
    pub groups: Vec<(String, String)>,
    /// Flags with their rules.
    pub flags: Vec<Rule>,
    /// Findings, highest first.
    pub findings: Vec<Rule>,
    /// Urgencies, pathways, actions and safeguards.
    pub advice: Vec<(&'static str, Vec<Rule>)>,
}

/// An area with the questions that count in it.
#[derive(Debug, Serialize)]
pub struct Area {
    pub title: String,
    pub part_of: String,
    pub patterns: Vec<String>,
    pub questions: Vec<(&'static str, String)>,
}

/// A thing with its rule, in lines.
#[derive(Debug, Serialize)]
pub struct Rule {
    pub title: String,
    pub text: String,
    pub lines: Vec<String>,
}

impl ByHand {
    /// The rules of a catalogue; questions are named by their numbers.
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
            notes: &NOTES,
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

    fn plain(&self, title: &str, text: &str, when: &Condition, unless: Option<&Condition>) -> Rule {
        let mut lines = self.rule(when);
        if let Some(unless) = unless {
            lines.push("But not when:".to_owned());
            lines.extend(self.rule(unless));
        }
        Rule { title: title.to_owned(), text: text.to_owned(), lines }
    }

    fn terms(&self, title: &str, text: &str, terms: &Terms) -> Rule {
        self.plain(title, text, &terms.when, terms.unless.as_ref())
    }

    /// Numbers of the questions that `chosen` picks, each with a mark where the gravest form counts above strong.
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

    fn areas(&self) -> Vec<Area> {
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
                    let text =
                        if adult == child { adult } else { format!("adult {}; child {}", dash(&adult), dash(&child)) };
                    questions.push((class.word(), text));
                }
            }
            Area {
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
            let each = if group.each { " (inside a dimension each counts)" } else { "" };
            let members = self.listed(|one| self.catalogue.indicators[one].group == Some(at));
            (format!("{}{each}", group.title), members)
        });
        // A group of one on this sheet has nothing to count once with.
        listed.filter(|(_, members)| members.contains(',')).collect()
    }

    fn findings(&self) -> Vec<Rule> {
        let finding = |one: &crate::catalogue::Finding| {
            let mut rule = self.plain(&one.title, &one.meaning.whole(), &one.when, None);
            if let Some(child) = &one.child {
                rule.lines.push("For a child also when:".to_owned());
                rule.lines.extend(self.rule(child));
            }
            rule
        };
        self.catalogue.findings.iter().map(finding).collect()
    }

    fn advice(&self) -> Vec<(&'static str, Vec<Rule>)> {
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
            ("How soon: the first that holds", urgencies),
            ("Where to: all that hold", pathways),
            ("What to do", actions.collect()),
            ("Protect the person", safeguards),
        ];
        advice.into_iter().filter(|(_, rules): &(_, Vec<Rule>)| !rules.is_empty()).collect()
    }
}

/// Takes the patterns out of the areas where all of them share the same.
fn shared(mut areas: Vec<Area>) -> (Vec<String>, Vec<Area>) {
    let mut different: Vec<Vec<String>> = areas.iter().map(|area| area.patterns.clone()).collect();
    different.retain(|patterns| !patterns.is_empty());
    different.dedup();
    if different.len() != 1 {
        return (Vec::new(), areas);
    }
    for area in &mut areas {
        area.patterns.clear();
    }
    (different.remove(0), areas)
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}
