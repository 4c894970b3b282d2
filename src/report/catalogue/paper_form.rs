//! The blank questionnaire on paper, with its branches and with the rules for coming to a result by hand.
//!
//! Owns what stands on the sheet and in which order. How it is drawn is told in [`text()`] and [`page()`]. It knows no case.

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
pub struct Sheet {
    name: String,
    title: String,
    head: Vec<String>,
    how: Vec<&'static str>,
    parts: Vec<Part>,
    by_hand: ByHand,
}

/// A part of the talk.
#[derive(Debug, Serialize)]
struct Part {
    title: &'static str,
    note: &'static str,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    title: String,
    say: String,
    questions: Vec<Asked>,
}

/// A question as it stands on paper.
#[derive(Debug, Default, Serialize)]
struct Asked {
    number: usize,
    title: String,
    only_if: String,
    who: String,
    say_label: &'static str,
    prompt: String,
    /// The same for what is over.
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

/// Words for whoever fills in the sheet.
const HOW: [&str; 6] = [
    "Label (no name): ………………………   Date: ………………   Result: ………………………",
    "No names on this sheet, no addresses, no phone numbers, and nothing about unlawful acts.",
    "Keep it where nobody else can read it. Where talking is not safe, do not take it out at all.",
    "Read the words after “Say” aloud, and judge the statement yourself. Never ask what stands after “Do not ask”.",
    "A question that nobody asked stays blank. Blank, asked but not clear, and not answered by choice are never a no.",
    "Every question may be skipped. The person may stop at any time.",
];

impl Sheet {
    /// The sheet of a catalogue; without the detail questions, if `core_only`.
    #[must_use]
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
            how: HOW.to_vec(),
            parts: layout.parts(),
            by_hand: ByHand::of(catalogue, &|question| layout.numbers.get(&question).copied()),
        }
    }
}

/// A catalogue with the numbers its questions have on paper.
struct Layout<'c> {
    catalogue: &'c Catalogue,
    numbers: BTreeMap<Question, usize>,
}

impl Layout<'_> {
    fn parts(&self) -> Vec<Part> {
        let parts = [
            ("At the start", "", SectionPlace::Opening, None),
            ("Core questions", "Enough to come to a result.", SectionPlace::Middle, Some(Tier::Core)),
            (
                "More detail",
                "After the core questions, as far as the person has the strength for it.",
                SectionPlace::Middle,
                Some(Tier::Detail),
            ),
            ("Before you close", "Always, also when other questions were left out.", SectionPlace::Closing, None),
        ];
        let part = |(title, note, place, tier)| Part { title, note, sections: self.sections(place, tier) };
        parts.map(part).into_iter().filter(|part| !part.sections.is_empty()).collect()
    }

    fn sections(&self, place: SectionPlace, tier: Option<Tier>) -> Vec<Section> {
        let mut sections = Vec::new();
        for (at, section) in self.catalogue.sections.iter().enumerate().filter(|(_, section)| section.place == place) {
            let here = self.catalogue.questions().iter().filter(|question| self.stands_in(**question, at, tier));
            let questions: Vec<Asked> =
                here.filter_map(|question| Some(self.asked(*question, *self.numbers.get(question)?))).collect();
            if !questions.is_empty() {
                // What is said before a section is said once, before its core questions.
                let say = if tier == Some(Tier::Detail) { String::new() } else { section.say.whole() };
                sections.push(Section { title: section.title.clone(), say, questions });
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

    /// What an answer to this fact ends, or asks to do at once.
    fn consequences(&self, at: FactIx, fact: &Fact) -> Vec<String> {
        let numbers = |question| self.numbers.get(&question).copied();
        let rule = |when: &Condition| wording::rule_in_line(self.catalogue, when, &numbers);
        let gates = self.catalogue.gates.iter().filter(|gate| gate.when.reads_fact(at));
        let gates = gates.map(|gate| format!("If {}, the talk ends. {}", rule(&gate.when), gate.say));
        let without_yes = fact.needs_yes().then(|| match fact.without_yes.as_str() {
            "" => format!("Without a yes: {}", wording::WITHOUT_YES),
            own => format!("Without a yes: {own}"),
        });
        let cautions = self.catalogue.cautions.iter().filter(|one| one.when.reads_fact(at) && !one.now.is_empty());
        let cautions = cautions.map(|one| format!("If {}: {}", rule(&one.when), one.now));
        gates.chain(without_yes).chain(cautions).collect()
    }
}

/// For whom an indicator is.
fn track_of(indicator: &Indicator) -> &'static str {
    match (indicator.classes.adult, indicator.classes.child) {
        (None, Some(_)) => "the person is, may be, or was under 18 when it began",
        (Some(_), None) => "the person is an adult",
        _ => "",
    }
}

/// Who may ask, where not everybody may.
fn who(asks: WhoAsks) -> String {
    let asked = |whom: &str, by| match by {
        AskedBy::Anyone => String::new(),
        AskedBy::ChildSpecialist => format!("{whom} is asked only by someone trained to talk with children about harm"),
        AskedBy::HealthStaff => format!("{whom} is asked only by health staff"),
        AskedBy::ObserveOnly => format!("{whom} is not asked: note it only if you saw it or were told"),
    };
    if asks.adult == asks.child {
        return asked("the person", asks.adult);
    }
    let both = [asked("an adult", asks.adult), asked("a child", asks.child)];
    both.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}
