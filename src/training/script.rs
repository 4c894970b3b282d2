//! A script: an example case as a trainer writes it, with what it is expected to come out as.

mod read;

pub(crate) use read::{AIMS, MOVES};

use crate::case::{Answer, FactAnswer, Presence};
use crate::catalogue::{Catalogue, Question};
use crate::condition::{FactIx, IndicatorIx};
use crate::toml_input;
use crate::toml_input::{Diagnostic, Diagnostics, SourceFile, Span, TomlTable};
use jiff::civil::Date;

/// An answer as a script gives it: about an indicator, or a fact.
#[derive(Clone, Debug)]
pub struct Scripted<A> {
    /// The answer.
    pub answer: A,
    /// How the interviewee comes to tell it.
    pub telling: Telling,
}

/// How the interviewee comes to tell something.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    /// What they say; may be empty.
    pub says: String,
    /// Why they hold it back at first, and when they tell it all the same; empty: they tell it when asked.
    pub held_back: String,
    /// Told without being asked: it need not come up.
    pub volunteered: bool,
}

/// What a case was written to show. Over a whole library the three are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// That it ends low, or in another pathway.
    EndLow,
    /// That it is referred.
    BeReferred,
    /// That it stays open: too little is known for either.
    StayOpen,
}

/// What happens at a question besides its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// One question back first, then on again.
    Back,
    /// A pause.
    Pause,
    /// This answer first, then back and the scripted one.
    Correct(Presence),
    /// The talk ends here.
    Stop,
    /// The person no longer agrees to a record; the talk goes on.
    Withdraw,
}

/// What a case is expected to come out as. What is not named may be anything.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Finding id.
    pub finding: Option<String>,
    /// Lowest finding that is reachable.
    pub low: Option<String>,
    /// Highest finding that is reachable.
    pub high: Option<String>,
    /// Urgency id.
    pub urgency: Option<String>,
    /// Pathways that stand, among others.
    pub pathways: Vec<String>,
    /// Pathways that must not stand.
    pub not_pathways: Vec<String>,
    /// Actions that stand, among others.
    pub actions: Vec<String>,
    /// Safeguards that stand, among others.
    pub safeguards: Vec<String>,
    /// Flags that are raised, among others.
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
    /// At which question; none: at the end.
    pub at: Option<Question>,
    /// The remark.
    pub point: String,
}

/// A script, against the catalogue it was written for.
#[derive(Clone, Debug)]
pub struct Script {
    /// Title.
    pub title: String,
    /// Where the facts come from, or "synthetic".
    pub source: String,
    /// The story.
    pub vignette: String,
    /// Case id.
    pub case_id: String,
    /// Day of the screening.
    pub screened_on: Date,
    /// What it was written to show, if that is told.
    pub aim: Option<Aim>,
    /// What makes people think otherwise of the case; empty: nothing does.
    pub misleads: String,
    /// Answers about facts.
    pub facts: Vec<(FactIx, Scripted<FactAnswer>)>,
    /// Answers about indicators.
    pub answers: Vec<(IndicatorIx, Scripted<Answer>)>,
    /// What happens in between.
    pub moves: Vec<(IndicatorIx, Move)>,
    /// What it should come out as.
    pub expected: Expected,
    /// Remarks for the class.
    pub teach: Vec<Teach>,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// All its problems, with their places.
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

    /// The scripted answer about an indicator.
    pub fn answer(&self, indicator: IndicatorIx) -> Option<&Scripted<Answer>> {
        self.answers.iter().find(|(at, _)| *at == indicator).map(|(_, scripted)| scripted)
    }

    /// The scripted answer about a fact.
    pub fn fact(&self, fact: FactIx) -> Option<&Scripted<FactAnswer>> {
        self.facts.iter().find(|(at, _)| *at == fact).map(|(_, scripted)| scripted)
    }

    /// How the answer to a question is told, if the script answers it.
    pub fn telling(&self, question: Question) -> Option<&Telling> {
        match question {
            Question::Fact(at) => self.fact(at).map(|scripted| &scripted.telling),
            Question::Indicator(at) => self.answer(at).map(|scripted| &scripted.telling),
        }
    }

    /// Remarks for the class at a question; with none, those for the end.
    pub fn remarks(&self, at: Option<Question>) -> impl Iterator<Item = &str> {
        self.teach.iter().filter(move |teach| teach.at == at).map(|teach| teach.point.as_str())
    }
}
