//! What happened in a screening, as a record holds it: by id, so that it can be read with no catalogue at hand.

use crate::catalogue::{Catalogue, Question};
use crate::questionnaire::{Act, Ending};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number, from 1. Order goes by it, never by the clock.
    pub n: usize,
    /// When, in UTC, by the clock of the device.
    pub at: String,
    /// What.
    pub deed: EventKind,
}

/// A catalogue, as it was when a screening began with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
    /// Fingerprint of whatever can change a result.
    pub method: String,
    /// Fingerprint of wording.
    pub texts: String,
    /// Name of the copy that the store keeps of its files.
    pub copy: String,
}

/// A question by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionId {
    /// A fact.
    Fact(String),
    /// An indicator.
    Indicator(String),
}

impl QuestionId {
    /// The name of a question.
    pub fn of(catalogue: &Catalogue, question: Question) -> Self {
        match question {
            Question::Fact(at) => Self::Fact(catalogue.fact(at).id.clone()),
            Question::Indicator(at) => Self::Indicator(catalogue.indicator(at).id.clone()),
        }
    }

    /// The question of this name, if the catalogue has it.
    pub fn find(&self, catalogue: &Catalogue) -> Option<Question> {
        match self {
            Self::Fact(id) => catalogue.find_fact(id).map(Question::Fact),
            Self::Indicator(id) => catalogue.find_indicator(id).map(Question::Indicator),
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "kebab-case", deny_unknown_fields)]
pub enum EventKind {
    /// The screening began, with what was known by then.
    Began {
        /// Version of the program.
        program: String,
        /// The catalogue it began with.
        catalogue: Edition,
        /// The case as it was, in the form of case files.
        case: Value,
    },
    /// A question about a fact was answered.
    Fact {
        /// Its id.
        fact: String,
        /// The answer, as in a case file.
        answer: Value,
    },
    /// A question about an indicator was answered.
    Indicator {
        /// Its id.
        indicator: String,
        /// The answer, as in a case file.
        answer: Value,
    },
    /// A note was written, or taken out.
    Noted {
        /// The indicator it is about.
        indicator: String,
        /// The note, if one stands.
        note: Option<String>,
    },
    /// A question was left as it was.
    Passed {
        /// Which.
        question: QuestionId,
    },
    /// Detail questions were wanted, or left out.
    Detail {
        /// Whether they were wanted.
        wanted: bool,
    },
    /// What was left of the questions on indicators was left out.
    Finished,
    /// The questions were ended by the screener.
    Stopped,
    /// A later meeting began.
    MetAgain {
        /// On this day.
        on: Option<jiff::civil::Date>,
        /// The facts whose last answers do not count any more, by id. Records of older versions do not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lapsed: Option<Vec<String>>,
        /// The indicators whose last "no" does not count any more, by id.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lapsed_signs: Vec<String>,
    },
    /// The person did not agree to a record any more. Nothing was written after that, unless they agreed again.
    Withdrew,
    /// The screening was put aside.
    Paused,
    /// It was taken up again.
    Resumed,
    /// It was moved to another edition of the catalogue.
    Moved {
        /// Which.
        catalogue: Edition,
        /// The case as it was carried over.
        case: Value,
        /// Questions that had been left without an answer.
        passed: Vec<QuestionId>,
    },
    /// The questions were over.
    Ended {
        /// How: `complete`, `stopped`, or the id of the gate that closed.
        how: String,
    },
}

impl EventKind {
    /// What was done, by ids.
    pub fn of(catalogue: &Catalogue, act: &Act) -> Self {
        match act {
            Act::Fact(at, answer) => {
                let fact = catalogue.fact(*at);
                Self::Fact { fact: fact.id.clone(), answer: answer.to_json(fact) }
            }
            Act::Indicator(at, answer) => {
                Self::Indicator { indicator: catalogue.indicator(*at).id.clone(), answer: answer.to_json() }
            }
            Act::Note(at, note) => Self::Noted { indicator: catalogue.indicator(*at).id.clone(), note: note.clone() },
            Act::Pass(question) => Self::Passed { question: QuestionId::of(catalogue, *question) },
            Act::Detail(wanted) => Self::Detail { wanted: *wanted },
            Act::Finish => Self::Finished,
            Act::Stop => Self::Stopped,
            Act::MeetAgain(meeting) => Self::MetAgain {
                on: meeting.on,
                lapsed: Some(meeting.lapsed.iter().map(|at| catalogue.fact(*at).id.clone()).collect()),
                lapsed_signs: meeting.lapsed_signs.iter().map(|at| catalogue.indicator(*at).id.clone()).collect(),
            },
        }
    }

    /// Whether the questions were over.
    pub(super) fn is_end(&self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// The end of the questions.
    pub fn ended(catalogue: &Catalogue, ending: Ending) -> Self {
        let how = match ending {
            Ending::Complete => "complete",
            Ending::Stopped => "stopped",
            Ending::Gate(gate) => &catalogue.gates[gate].id,
        };
        Self::Ended { how: how.to_owned() }
    }
}

impl Edition {
    /// The edition a catalogue is, with the name of the copy of its files.
    pub fn of(catalogue: &Catalogue, copy: String) -> Self {
        Self {
            id: catalogue.id.clone(),
            version: catalogue.version.clone(),
            method: catalogue.method_fingerprint().to_string(),
            texts: catalogue.texts_fingerprint().to_string(),
            copy,
        }
    }
}
