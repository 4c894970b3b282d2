//! The events of a screening as a record holds them: by id, so that they can be read without a catalogue.

use crate::catalogue::{Catalogue, Question};
use crate::questionnaire::{Act, Ending};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number, from 1. Events are ordered by it, never by the clock.
    pub n: usize,
    /// The time in UTC, by the clock of the device.
    pub at: String,
    pub deed: EventKind,
}

/// A catalogue, as it was when a screening began with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    pub id: String,
    pub version: String,
    /// The method fingerprint: everything that can change a result.
    pub method: String,
    /// The texts fingerprint.
    pub texts: String,
    /// The name of the copy of its files in the store.
    pub copy: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionId {
    Fact(String),
    Indicator(String),
}

impl QuestionId {
    /// The id of a question.
    pub fn of(catalogue: &Catalogue, question: Question) -> Self {
        match question {
            Question::Fact(at) => Self::Fact(catalogue.fact(at).id.clone()),
            Question::Indicator(at) => Self::Indicator(catalogue.indicator(at).id.clone()),
        }
    }

    /// The question with this id, if the catalogue has it.
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
    /// The screening began.
    Began {
        /// The version of the program.
        program: String,
        /// The catalogue it began with.
        catalogue: Edition,
        /// The case at that time, in the form of case files.
        case: Value,
    },
    /// A question about a fact was answered.
    Fact {
        fact: String,
        /// The answer, as in a case file.
        answer: Value,
    },
    /// A question about an indicator was answered.
    Indicator {
        indicator: String,
        /// The answer, as in a case file.
        answer: Value,
    },
    /// A note was written or removed.
    Noted {
        /// The indicator it is about.
        indicator: String,
        /// The note, or `None` if it was removed.
        note: Option<String>,
    },
    /// A question was skipped.
    Passed { question: QuestionId },
    /// Detail questions were chosen or left out.
    Detail {
        /// Whether they are asked.
        wanted: bool,
    },
    /// The remaining questions on indicators were skipped.
    Finished,
    /// The screener ended the questions.
    Stopped,
    /// A later meeting began.
    MetAgain {
        /// The day of the meeting.
        on: Option<jiff::civil::Date>,
        /// The facts whose last answers no longer count, by id. Records of older versions lack this list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lapsed: Option<Vec<String>>,
        /// The indicators whose last "no" no longer counts, by id.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lapsed_signs: Vec<String>,
    },
    /// The person withdrew consent to a record. No later event follows, unless they consent again.
    Withdrew,
    /// The screening was put aside.
    Paused,
    /// The screening was resumed.
    Resumed,
    /// The screening was moved to another edition of the catalogue.
    Moved {
        catalogue: Edition,
        /// The case after it was carried over.
        case: Value,
        /// Questions that had been skipped.
        passed: Vec<QuestionId>,
    },
    /// The questions ended.
    Ended {
        /// How: `complete`, `stopped`, or the id of the gate that closed.
        how: String,
    },
}

impl EventKind {
    /// The event for an act of the questionnaire, by ids.
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

    /// Whether the questions ended.
    pub(super) fn is_end(&self) -> bool {
        matches!(self, Self::Ended { .. })
    }

    /// The event for the end of the questions.
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
    /// The edition of a catalogue, with the name of the copy of its files.
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
