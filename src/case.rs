//! A case: facts and answers about one person, for one catalogue.
//!
//! Answers are stored at the position of their indicator, so that nothing is looked up by name after reading. This
//! module separates the five ways of not answering. The assessment decides what an answer is worth.

mod answer_sets;
mod carry;
mod caution;
mod crosswalk;
mod day;
mod foreign;
mod json_records;
mod lines;
mod person;
mod read;
mod redact;
mod write;

pub use crate::case::answer_sets::{AnswerSets, FactState, Unanswered};
pub use crate::case::crosswalk::Derived;
pub use crate::case::crosswalk::compiled::{Carried, CompiledCrosswalk};
pub use crate::case::json_records::{PlaceInText, TextEnd, each_record};
pub use crate::case::lines::{holds_lines, lines};
pub use crate::case::redact::{Include, RedactedCounts};
pub use day::{BUDDHIST_OFFSET, BUDDHIST_YEARS, Days, FIRST_DAY, ImplausibleDay, WaitingSince, last_day};
pub use foreign::{Foreign, foreign};
pub use person::person_id;
pub(crate) use read::MAX_ID_CHARS;
pub use read::{
    CaseError, CaseIdError, FoundRecords, MAX_CASE_BYTES, MAX_EXTRAS, MAX_NOTE_CHARS, MAX_TEXT_CHARS, Skimmed,
    UnknownKey, id_fault, read, skim,
};

use crate::catalogue::{Catalogue, Fact, FactKind, Indicator, Role};
use crate::condition::{FactIx, IndicatorIx, Severity};
use crate::escape::hidden;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the exchange format.
pub const FORMAT: &str = "tipscreen-case/1";

/// What a case was recorded for. Purposes are never mixed in totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A real person.
    #[default]
    Screening,
    Research,
    /// Training, without a real person.
    Training,
}

impl Purpose {
    pub const ALL: [Self; 3] = [Self::Screening, Self::Research, Self::Training];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Screening => "screening",
            Self::Research => "research",
            Self::Training => "training",
        }
    }

    /// The purpose for a word in a file.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "screening" => Self::Screening,
            "research" => Self::Research,
            "training" => Self::Training,
            _ => return None,
        })
    }
}

/// Whether an indicator is there. Only `Present` ever counts; only `Absent` closes a question as a "no".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    Present,
    Absent,
    /// The person does not know, or it could not be found out.
    Unknown,
    /// The person prefers not to say. Never a sign of anything.
    Declined,
    /// The screener thinks so, but nobody said it.
    Suspected,
    #[default]
    NotAsked,
}

impl Presence {
    /// Every one, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Present, Self::Absent, Self::Unknown, Self::Declined, Self::Suspected, Self::NotAsked];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Unknown => "unknown",
            Self::Declined => "declined",
            Self::Suspected => "suspected",
            Self::NotAsked => "not-asked",
        }
    }

    /// The presence for a word in a file.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "present" => Self::Present,
            "absent" => Self::Absent,
            "unknown" => Self::Unknown,
            "declined" => Self::Declined,
            "suspected" => Self::Suspected,
            "not-asked" => Self::NotAsked,
            _ => return None,
        })
    }
}

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The person said so.
    Told,
    /// The screener saw it.
    Observed,
    /// A paper or a message shows it.
    Document,
    /// Somebody else said so.
    ThirdParty,
}

impl Basis {
    /// Every one, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Told, Self::Observed, Self::Document, Self::ThirdParty];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Observed => "observed",
            Self::Document => "document",
            Self::ThirdParty => "third-party",
        }
    }

    /// The basis for a word in a file.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "told" => Self::Told,
            "observed" => Self::Observed,
            "document" => Self::Document,
            "third-party" => Self::ThirdParty,
            _ => return None,
        })
    }
}

/// The answer to a question about an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub presence: Presence,
    /// Only if present, and only if the indicator has degrees.
    pub severity: Option<Severity>,
    /// Its bases, sorted, each once.
    pub basis: Vec<Basis>,
    /// Another source said otherwise.
    pub contradicted: bool,
    /// A note. Never printed in errors, logs or results.
    pub note: Option<String>,
}

impl Answer {
    /// An answer with its presence only.
    pub fn of(presence: Presence) -> Self {
        Self { presence, severity: None, basis: Vec::new(), contradicted: false, note: None }
    }

    /// The answer within the limits of a case file: a severity only if present and with degrees, and a note of limited
    /// length.
    pub fn fit_for(self, indicator: &Indicator) -> Self {
        let degrees = indicator.anchors.is_some() && self.presence == Presence::Present;
        Self { severity: self.severity.filter(|_| degrees), note: self.note.map(fit_note), ..self }
    }

    fn is_plain(&self) -> bool {
        *self == Self::of(self.presence)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FactAnswer {
    #[default]
    NotAsked,
    /// The person does not know, or it could not be found out.
    Unknown,
    /// The person prefers not to say.
    Declined,
    /// These values, a bit each.
    Values(u64),
    Date(jiff::civil::Date),
    /// A short text.
    Text(String),
}

impl FactAnswer {
    /// Whether it was asked, and is unknown or declined.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Declined)
    }

    /// Whether there is an answer that a rule can read.
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::NotAsked | Self::Unknown | Self::Declined)
    }

    /// The answer within the limits of a case file: a text is one line of limited length, without hidden characters.
    pub fn fit_for(self, fact: &Fact) -> Self {
        match self {
            Self::Values(bits) => {
                let known = fact.values.len().min(64);
                let bits = if known == 64 { bits } else { bits & ((1 << known) - 1) };
                if bits == 0 { Self::NotAsked } else { Self::Values(bits) }
            }
            Self::Text(text) => {
                let shown: String = text.chars().filter(|c| !hidden(*c)).collect();
                let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
                let line: String = line.chars().take(MAX_TEXT_CHARS).collect();
                if line.is_empty() { Self::NotAsked } else { Self::Text(line) }
            }
            other => other,
        }
    }

    /// The value ids, in the order of the fact. May be empty.
    pub fn value_ids<'f>(&self, fact: &'f Fact) -> Vec<&'f str> {
        let Self::Values(bits) = self else { return Vec::new() };
        let chosen = fact.values.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
        chosen.map(|(_, value)| value.id.as_str()).collect()
    }
}

/// Limits the length of a note.
pub fn fit_note(note: String) -> String {
    match note.char_indices().nth(MAX_NOTE_CHARS) {
        Some((end, _)) => note[..end].to_owned(),
        None => note,
    }
}

/// A case, for the catalogue it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// A name for the case that identifies nobody.
    pub case_id: String,
    pub purpose: Purpose,
    /// The day of the screening.
    pub screened_on: Option<jiff::civil::Date>,
    /// The day of the first meeting, if there were several.
    pub first_met_on: Option<jiff::civil::Date>,
    /// The method fingerprint of the catalogue it was answered with, if the file has one.
    pub method: Option<String>,
    /// The catalogue named in the file, if it is another one whose ids mean the same.
    pub recorded_for: Option<String>,
    /// Keys of answers in the file that have no place in this catalogue. They may hold anything, so show known ids
    /// only.
    pub without_place: Vec<String>,
    /// `x-…` facts, which are kept but never read.
    pub extras: BTreeMap<String, serde_json::Value>,
    facts: Vec<FactAnswer>,
    answers: Vec<Option<Answer>>,
    /// The part of both that rules read, updated with every answer.
    counted: AnswerSets,
}

impl AsRef<AnswerSets> for Case {
    fn as_ref(&self) -> &AnswerSets {
        &self.counted
    }
}

impl Case {
    /// A case without answers.
    pub fn new(catalogue: &Catalogue, case_id: impl Into<String>) -> Self {
        Self {
            case_id: case_id.into(),
            purpose: Purpose::default(),
            screened_on: None,
            first_met_on: None,
            method: None,
            recorded_for: None,
            without_place: Vec::new(),
            extras: BTreeMap::new(),
            facts: vec![FactAnswer::NotAsked; catalogue.facts.len()],
            answers: vec![None; catalogue.indicators.len()],
            counted: AnswerSets::new(catalogue),
        }
    }

    /// The same screening without answers.
    pub fn without_answers(&self, catalogue: &Catalogue) -> Self {
        let Self { purpose, screened_on, first_met_on, .. } = *self;
        Self { purpose, screened_on, first_met_on, ..Self::new(catalogue, &self.case_id) }
    }

    /// The days of its meetings.
    pub fn days(&self) -> Days {
        Days { screened_on: self.screened_on, first_met_on: self.first_met_on }
    }

    pub fn fact(&self, fact: FactIx) -> &FactAnswer {
        &self.facts[fact.0]
    }

    /// The answers about facts, in catalogue order.
    pub fn facts(&self) -> &[FactAnswer] {
        &self.facts
    }

    pub fn set_fact(&mut self, fact: FactIx, answer: FactAnswer) {
        self.counted.set_fact(fact, FactState::from(&answer), answer.is_unknown());
        self.facts[fact.0] = answer;
    }

    /// The answer about an indicator, or `None` if it was not asked.
    pub fn answer(&self, indicator: IndicatorIx) -> Option<&Answer> {
        self.answers[indicator.0].as_ref()
    }

    pub fn presence(&self, indicator: IndicatorIx) -> Presence {
        self.answer(indicator).map_or(Presence::NotAsked, |answer| answer.presence)
    }

    /// Sets the answer about an indicator. "Not asked" removes the earlier answer.
    pub fn set_answer(&mut self, indicator: IndicatorIx, answer: Answer) {
        self.counted.set_answer(indicator, answer.presence, answer.severity);
        let asked = answer.presence != Presence::NotAsked || answer.note.is_some();
        self.answers[indicator.0] = asked.then_some(answer);
    }

    /// Whether the fact of a role has the answer that the catalogue names as its yes. `None` if no fact has the role.
    pub fn has_yes(&self, catalogue: &Catalogue, role: Role) -> Option<bool> {
        let at = catalogue.fact_by_role(role)?;
        let FactAnswer::Values(values) = *self.fact(at) else { return Some(false) };
        Some(catalogue.fact(at).is_yes(values))
    }

    /// Whether the person consents to a record. If the catalogue has no question about it, there is no consent, except
    /// in training, where nobody can be asked.
    pub fn may_be_kept(&self, catalogue: &Catalogue) -> bool {
        self.has_yes(catalogue, Role::ConsentToRecord).unwrap_or(self.purpose == Purpose::Training)
    }

    /// Whether the case, or its result, may be written to a file that a user names. A person who refuses the interview
    /// consents to no record. In training a refused record counts as anywhere else. Only the missing question is no
    /// obstacle there.
    pub fn may_be_written(&self, catalogue: &Catalogue) -> bool {
        let unasked_training = self.purpose == Purpose::Training && !self.was_asked_to_be_kept(catalogue);
        !self.refuses_to_talk(catalogue) && (unasked_training || self.may_be_kept(catalogue))
    }

    /// Whether a file that somebody else made of the case may be converted into another one. If the catalogue does not
    /// ask for consent to a record, the maker of the file decides.
    pub fn may_be_written_on(&self, catalogue: &Catalogue) -> bool {
        let is_asked_for = catalogue.fact_by_role(Role::ConsentToRecord).is_some();
        if is_asked_for { self.may_be_written(catalogue) } else { !self.refuses_to_talk(catalogue) }
    }

    /// Whether the person was asked for consent to the interview, and did not say yes.
    fn refuses_to_talk(&self, catalogue: &Catalogue) -> bool {
        let asked = catalogue.fact_by_role(Role::Consent).map(|at| self.fact(at));
        asked.is_some_and(|answer| *answer != FactAnswer::NotAsked)
            && self.has_yes(catalogue, Role::Consent) == Some(false)
    }

    /// Whether the question about consent to a record was asked.
    pub fn was_asked_to_be_kept(&self, catalogue: &Catalogue) -> bool {
        catalogue.fact_by_role(Role::ConsentToRecord).is_some_and(|at| *self.fact(at) != FactAnswer::NotAsked)
    }

    /// The indicators with this presence, in catalogue order.
    pub fn with_presence(&self, presence: Presence) -> impl Iterator<Item = IndicatorIx> + '_ {
        (0..self.answers.len()).map(IndicatorIx).filter(move |at| self.presence(*at) == presence)
    }
}

/// The values of a fact from their ids, or `None` if one of them is not a value of the fact.
pub(crate) fn values_of(fact: &Fact, ids: &[String]) -> Option<FactAnswer> {
    let bits = ids.iter().try_fold(0, |bits, id| Some(bits | fact.value_bit(id)?))?;
    let fits = fact.kind == FactKind::Many || ids.len() == 1;
    fits.then_some(FactAnswer::Values(bits))
}
