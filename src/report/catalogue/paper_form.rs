//! The blank questionnaire on paper, with its branches, and with rules for scoring by hand.
//!
//! This module owns the content of the form and its order. [`text()`] and [`page()`] draw it. It knows no case.

mod page;
mod scoring_by_hand;
mod text;

pub use crate::report::catalogue::paper_form::page::page;
pub use crate::report::catalogue::paper_form::text::text;

use crate::case::Presence;
use crate::catalogue::{
    Addressee, AskedBy, Catalogue, Fact, FactKind, Indicator, Question, SectionPlace, Tier, WhoAsks,
};
use crate::condition::{Condition, FactIx, IndicatorIx, Severity};
use crate::report::catalogue::paper_form::scoring_by_hand::ByHand;
use crate::wording;
use serde::Serialize;
use std::collections::BTreeMap;

/// A blank questionnaire.
#[derive(Debug, Serialize)]
pub struct PaperForm {
    name: String,
    title: String,
    head: Vec<String>,
    how: [&'static str; 6],
    parts: Vec<Part>,
    by_hand: ByHand,
}

/// A part of the interview.
#[derive(Debug, Serialize)]
struct Part {
    title: String,
    note: &'static str,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    title: String,
    /// What is read aloud before its questions.
    spoken: String,
    questions: Vec<Asked>,
}

/// A question on paper.
#[derive(Debug, Default, Serialize)]
struct Asked {
    number: usize,
    title: String,
    only_if: String,
    who: String,
    say_label: &'static str,
    prompt: String,
    /// The prompt for a situation that is over.
    prompt_ended: String,
    follow_up: String,
    look_for: String,
    statement: String,
    choices: Vec<String>,
    several: bool,
    degrees: Vec<(&'static str, String)>,
    counts: String,
    does_not_count: String,
    help: String,
    then: Vec<String>,
}

impl PaperForm {
    /// The form of a catalogue. `core_only`: without detail questions.
    pub fn of(catalogue: &Catalogue, core_only: bool) -> Self {
        let is_detail = |question: &Question| matches!(question, Question::Indicator(at) if catalogue.indicator(*at).tier == Tier::Detail);
        let questions = catalogue.questions().iter().filter(|question| !(core_only && is_detail(question)));
        let numbers: BTreeMap<Question, usize> =
            questions.zip(1..).map(|(question, number)| (*question, number)).collect();
        let layout = Layout { catalogue, numbers };
        let head = [&catalogue.status, &catalogue.validation, &catalogue.review, &catalogue.caveat];
        Self {
            name: catalogue.name(),
            title: catalogue.title.clone(),
            head: head.into_iter().filter(|text| !text.is_empty()).cloned().collect(),
            how: [
                text!("form-how-head"),
                text!("form-how-no-names"),
                text!("form-how-keep-it"),
                text!("form-how-read-aloud"),
                text!("form-how-blank"),
                text!("form-how-skip"),
            ],
            parts: layout.parts(),
            by_hand: ByHand::of(catalogue, &|question| layout.numbers.get(&question).copied()),
        }
    }
}

/// A catalogue, with the numbers of its questions on paper.
struct Layout<'c> {
    catalogue: &'c Catalogue,
    numbers: BTreeMap<Question, usize>,
}

impl Layout<'_> {
    fn parts(&self) -> Vec<Part> {
        let parts = [
            (text!("form-part-start"), "", SectionPlace::Opening, None),
            (text!("form-part-core"), text!("form-part-core-note"), SectionPlace::Middle, Some(Tier::Core)),
            (text!("form-part-detail"), text!("form-part-detail-note"), SectionPlace::Middle, Some(Tier::Detail)),
            (text!("form-part-close"), text!("form-part-close-note"), SectionPlace::Closing, None),
        ];
        let parts = parts.into_iter().map(|(title, note, place, tier)| (title, note, self.sections(place, tier)));
        let part = |(number, (title, note, sections)): (usize, (&str, &'static str, Vec<Section>))| Part {
            title: text!("form-part", number = number, title = title),
            note,
            sections,
        };
        (1..).zip(parts.filter(|(.., sections)| !sections.is_empty())).map(part).collect()
    }

    fn sections(&self, place: SectionPlace, tier: Option<Tier>) -> Vec<Section> {
        let mut sections = Vec::new();
        for (at, section) in self.catalogue.sections.iter().enumerate().filter(|(_, section)| section.place == place) {
            let here = self.catalogue.questions().iter().filter(|question| self.stands_in(**question, at, tier));
            let questions: Vec<Asked> =
                here.filter_map(|question| Some(self.asked(*question, *self.numbers.get(question)?))).collect();
            if !questions.is_empty() {
                // The text before a section is printed once, before its core questions.
                let say = if tier == Some(Tier::Detail) { String::new() } else { section.say.whole() };
                let spoken = if say.is_empty() { say } else { text!("form-say-aloud", words = say) };
                sections.push(Section { title: section.title.clone(), spoken, questions });
            }
        }
        sections
    }

    fn stands_in(&self, question: Question, section: usize, tier: Option<Tier>) -> bool {
        match question {
            Question::Fact(at) => self.catalogue.fact(at).section == section && tier != Some(Tier::Detail),
            Question::Indicator(at) => {
                let indicator = self.catalogue.indicator(at);
                indicator.section == section && tier.is_none_or(|tier| tier == indicator.tier)
            }
        }
    }

    fn asked(&self, question: Question, number: usize) -> Asked {
        match question {
            Question::Fact(at) => self.fact(number, at, self.catalogue.fact(at)),
            Question::Indicator(at) => self.indicator(number, at),
        }
    }

    fn fact(&self, number: usize, at: FactIx, fact: &Fact) -> Asked {
        let mut choices: Vec<String> = fact.values.iter().map(|value| value.text.clone()).collect();
        if matches!(fact.kind, FactKind::Date | FactKind::Text) {
            choices.push("……………………".to_owned());
        }
        choices.push(wording::presence(Presence::Unknown).to_owned());
        if fact.to == Addressee::Person {
            choices.push(wording::presence(Presence::Declined).to_owned());
        }
        Asked {
            number,
            title: fact.title.clone(),
            only_if: self.only_if(fact.ask_if.as_ref(), ""),
            who: who(fact.who_asks),
            say_label: if fact.to == Addressee::Person {
                text!("screening-say")
            } else {
                text!("screening-judge-yourself")
            },
            prompt: fact.prompt.clone(),
            choices,
            several: fact.kind == FactKind::Many,
            help: fact.help.clone(),
            then: self.consequences(at, fact),
            ..Asked::default()
        }
    }

    fn indicator(&self, number: usize, at: IndicatorIx) -> Asked {
        let one = self.catalogue.indicator(at);
        let observed = one.who_asks.adult == AskedBy::ObserveOnly && one.who_asks.child == AskedBy::ObserveOnly;
        let choices = [Presence::Present, Presence::Absent, Presence::Unknown, Presence::Declined, Presence::Suspected];
        let degree = |severity| {
            one.anchors.as_ref().map(|anchors| (wording::severity(severity), anchors.of(severity).to_owned()))
        };
        Asked {
            number,
            title: one.id.clone(),
            only_if: self.only_if(one.ask_if.as_ref(), track_of(one)),
            who: if observed { String::new() } else { who(one.who_asks) },
            say_label: if observed { text!("screening-do-not-ask") } else { text!("screening-say") },
            prompt: one.prompt.clone(),
            prompt_ended: one.prompt_ended.clone(),
            follow_up: one.follow_up.clone(),
            look_for: one.observe.clone(),
            statement: one.statement.clone(),
            choices: choices.map(|one| wording::presence(one).to_owned()).to_vec(),
            degrees: Severity::ALL.into_iter().filter_map(degree).collect(),
            counts: one.include.clone(),
            does_not_count: one.exclude.clone(),
            ..Asked::default()
        }
    }

    fn only_if(&self, ask_if: Option<&Condition>, track: &str) -> String {
        let numbers = |question| self.numbers.get(&question).copied();
        let rule = ask_if.map(|rule| wording::rule_in_line(self.catalogue, rule, &numbers));
        let parts = [Some(track.to_owned()).filter(|track| !track.is_empty()), rule];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// What an answer to this fact ends, or requires at once.
    fn consequences(&self, at: FactIx, fact: &Fact) -> Vec<String> {
        let numbers = |question| self.numbers.get(&question).copied();
        let rule = |when: &Condition| wording::rule_in_line(self.catalogue, when, &numbers);
        let gates = self.catalogue.gates.iter().filter(|gate| gate.when.reads_fact(at));
        let gates = gates.map(|gate| text!("form-gate", rule = rule(&gate.when), then = &gate.say));
        let without_yes = if fact.without_yes.is_empty() { text!("meeting-without-yes") } else { &fact.without_yes };
        let without_yes = fact.needs_yes().then(|| text!("form-without-yes", then = without_yes));
        let cautions = self.catalogue.cautions.iter().filter(|one| one.when.reads_fact(at) && !one.now.is_empty());
        let cautions = cautions.map(|one| text!("form-caution", rule = rule(&one.when), then = &one.now));
        gates.chain(without_yes).chain(cautions).collect()
    }
}

/// The people an indicator is for.
fn track_of(indicator: &Indicator) -> &'static str {
    match (indicator.classes.adult, indicator.classes.child) {
        (None, Some(_)) => text!("form-only-child"),
        (Some(_), None) => text!("form-only-adult"),
        _ => "",
    }
}

/// Who may ask, if not everybody may.
fn who(asks: WhoAsks) -> String {
    if asks.adult == asks.child {
        return match asks.adult {
            AskedBy::Anyone => "",
            AskedBy::ChildSpecialist => text!("form-person-asked-by-specialist"),
            AskedBy::HealthStaff => text!("form-person-asked-by-health-staff"),
            AskedBy::ObserveOnly => text!("form-person-not-asked"),
        }
        .to_owned();
    }
    let adult = match asks.adult {
        AskedBy::Anyone => "",
        AskedBy::ChildSpecialist => text!("form-adult-asked-by-specialist"),
        AskedBy::HealthStaff => text!("form-adult-asked-by-health-staff"),
        AskedBy::ObserveOnly => text!("form-adult-not-asked"),
    };
    let child = match asks.child {
        AskedBy::Anyone => "",
        AskedBy::ChildSpecialist => text!("form-child-asked-by-specialist"),
        AskedBy::HealthStaff => text!("form-child-asked-by-health-staff"),
        AskedBy::ObserveOnly => text!("form-child-not-asked"),
    };
    [adult, child].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}
