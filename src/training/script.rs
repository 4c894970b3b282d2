//! A script: a practice case, written by a trainer, with its expected result.

mod read;

pub(crate) use read::{AIMS, MOVES};

use crate::case::{Answer, FactAnswer, Presence};
use crate::catalogue::{Catalogue, Question};
use crate::condition::{FactIx, IndicatorIx};
use crate::toml_input;
use crate::toml_input::{Diagnostic, Diagnostics, SourceFile, Span, TomlTable};
use jiff::civil::Date;

/// A scripted answer about an indicator or a fact.
#[derive(Clone, Debug)]
pub struct Scripted<A> {
    pub answer: A,
    pub telling: Telling,
}

/// How the interviewee gives an answer.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    /// Their words. May be empty.
    pub says: String,
    /// Why they hold it back at first, and when they say it after all. Empty: they say it when asked.
    pub held_back: String,
    /// Said without being asked, so the question need not come up.
    pub volunteered: bool,
}

/// The purpose of a case. A library counts the three separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// That it ends low, or in another pathway.
    EndLow,
    /// That it is referred.
    BeReferred,
    /// That it stays open, because too little is known.
    StayOpen,
}

/// What happens at a question besides its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Back one question, then forward again.
    Back,
    Pause,
    /// This answer first, then back to the scripted one.
    Correct(Presence),
    /// The interview ends here.
    Stop,
    /// The person withdraws consent to a record, and the interview goes on.
    Withdraw,
}

/// The expected result of a case. Fields without a value are not compared.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    pub finding: Option<String>,
    /// The id of the lowest finding that is reachable.
    pub low: Option<String>,
    /// The id of the highest finding that is reachable.
    pub high: Option<String>,
    pub urgency: Option<String>,
    /// Ids of pathways that must be among the advice.
    pub pathways: Vec<String>,
    /// Ids of pathways that must not be.
    pub not_pathways: Vec<String>,
    /// Ids of actions that must be among the advice.
    pub actions: Vec<String>,
    /// Ids of safeguards that must be among the advice.
    pub safeguards: Vec<String>,
    /// Ids of flags that must be raised.
    pub flags: Vec<String>,
}

impl Expected {
    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        let ones = [&self.finding, &self.low, &self.high, &self.urgency];
        let lists = [&self.pathways, &self.not_pathways, &self.actions, &self.safeguards, &self.flags];
        ones.iter().all(|one| one.is_none()) && lists.iter().all(|list| list.is_empty())
    }
}

/// A remark for the class.
#[derive(Clone, Debug)]
pub struct Teach {
    /// The question it belongs to. `None`: the end.
    pub at: Option<Question>,
    pub point: String,
}

/// A script, for the catalogue it was written for.
#[derive(Clone, Debug)]
pub struct Script {
    pub title: String,
    /// Where the facts come from, or "synthetic".
    pub source: String,
    /// The story.
    pub vignette: String,
    pub case_id: String,
    /// The day of the screening.
    pub screened_on: Date,
    pub aim: Option<Aim>,
    /// What may mislead people about the case. May be empty.
    pub misleads: String,
    pub facts: Vec<(FactIx, Scripted<FactAnswer>)>,
    pub answers: Vec<(IndicatorIx, Scripted<Answer>)>,
    /// What happens at questions besides their answers.
    pub moves: Vec<(IndicatorIx, Move)>,
    pub expected: Expected,
    /// Remarks for the class.
    pub teach: Vec<Teach>,
}

impl Script {
    /// # Errors
    /// All problems, with their places.
    pub fn read(source: &SourceFile, catalogue: &Catalogue) -> Result<Self, Vec<Diagnostic>> {
        let problems = Diagnostics::default();
        let script = {
            let document = toml_input::parse(0, source, &problems);
            document.as_ref().and_then(|document| {
                let table = TomlTable::new(document.get_ref(), Span { file: 0, bytes: 0..0 }, &problems);
                read::script(catalogue, &table)
            })
        };
        match script {
            Some(script) if problems.is_empty() => Ok(script),
            _ => Err(problems.into_sorted()),
        }
    }

    pub fn answer(&self, indicator: IndicatorIx) -> Option<&Scripted<Answer>> {
        self.answers.iter().find(|(at, _)| *at == indicator).map(|(_, scripted)| scripted)
    }

    pub fn fact(&self, fact: FactIx) -> Option<&Scripted<FactAnswer>> {
        self.facts.iter().find(|(at, _)| *at == fact).map(|(_, scripted)| scripted)
    }

    /// How the answer to a question is given, if the script has one.
    pub fn telling(&self, question: Question) -> Option<&Telling> {
        match question {
            Question::Fact(at) => self.fact(at).map(|scripted| &scripted.telling),
            Question::Indicator(at) => self.answer(at).map(|scripted| &scripted.telling),
        }
    }

    /// The remarks for the class at a question, or `None` for those at the end.
    pub fn remarks(&self, at: Option<Question>) -> impl Iterator<Item = &str> {
        self.teach.iter().filter(move |teach| teach.at == at).map(|teach| teach.point.as_str())
    }
}
