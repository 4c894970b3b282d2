//! The part of a case that rules read: values of facts, and which indicators are present, absent, and how severe.
//!
//! An assessment needs only this, and it can't contain a note or a name. A case updates it with every answer. A batch
//! fills it directly while reading.

use crate::case::{FactAnswer, Presence};
use crate::catalogue::{Catalogue, FactReading};
use crate::condition::{BitSet, FactIx, IndicatorIx, Severity, Truth};
use std::borrow::Cow;
use std::sync::Arc;

/// What a rule can read of a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FactState {
    /// No answer: not asked, unknown or declined.
    #[default]
    Open,
    /// These values, a bit each.
    Values(u64),
    /// A day or a text, which no rule can read.
    Other,
}

impl FactState {
    /// Whether it is one of these values. Open without an answer.
    pub fn is_among(self, values: u64) -> Truth {
        match self {
            Self::Values(given) => Truth::certain(given & values != 0),
            Self::Open => Truth::Open,
            Self::Other => Truth::No,
        }
    }

    /// The values, a bit each. 0 without values.
    pub fn bits(self) -> u64 {
        if let Self::Values(given) = self { given } else { 0 }
    }
}

impl From<&FactAnswer> for FactState {
    fn from(answer: &FactAnswer) -> Self {
        match answer {
            FactAnswer::NotAsked | FactAnswer::Unknown | FactAnswer::Declined => Self::Open,
            FactAnswer::Values(given) => Self::Values(*given),
            FactAnswer::Date(_) | FactAnswer::Text(_) => Self::Other,
        }
    }
}

/// What rules can read of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AnswerSets {
    facts: Vec<FactState>,
    present: BitSet,
    absent: BitSet,
    /// Present indicators, by severity.
    rated: [BitSet; 3],
    /// By fact, what rules read beyond its values.
    readings: Arc<[FactReading]>,
    /// Facts with an unknown or declined answer.
    unknown: BitSet,
    /// Facts whose answer combines a value that stands alone with others.
    mixed: BitSet,
}

impl AnswerSets {
    /// A case without answers.
    pub fn new(catalogue: &Catalogue) -> Self {
        let readings = Arc::clone(catalogue.readings());
        Self { facts: vec![FactState::Open; catalogue.facts.len()], readings, ..Self::default() }
    }

    pub fn clear(&mut self) {
        self.facts.fill(FactState::Open);
        (self.present, self.absent, self.rated, self.mixed, self.unknown) = Default::default();
    }

    /// What a rule reads of a fact. A value that stands alone is not read beside others. "Unknown" may be read as a
    /// protecting value.
    pub fn fact(&self, at: FactIx) -> FactState {
        match self.answered(at) {
            FactState::Open if self.unknown.contains(at.0) => match self.readings[at.0].unknown_as {
                0 => FactState::Open,
                value => FactState::Values(value),
            },
            told => told,
        }
    }

    /// The answer about a fact. "Unknown" is open.
    pub fn answered(&self, at: FactIx) -> FactState {
        match self.facts[at.0] {
            FactState::Values(given) if self.mixed.contains(at.0) => {
                FactState::Values(given & !self.readings[at.0].alone)
            }
            told => told,
        }
    }

    /// The full answer about a fact, whether or not a rule reads it.
    pub(super) fn given(&self, at: FactIx) -> FactState {
        self.facts[at.0]
    }

    pub fn present(&self) -> &BitSet {
        &self.present
    }

    pub fn absent(&self) -> &BitSet {
        &self.absent
    }

    /// Indicators that are present with this severity.
    pub fn rated(&self, severity: Severity) -> &BitSet {
        &self.rated[severity as usize]
    }

    /// Indicators that are present with any severity.
    pub fn all_rated(&self) -> BitSet {
        self.rated[0].or(&self.rated[1]).or(&self.rated[2])
    }

    /// The severity of an indicator, if it is present and rated.
    pub fn severity(&self, at: IndicatorIx) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| self.rated(*severity).contains(at.0))
    }

    /// Makes these indicators present and unrated.
    pub fn take_as_present(&mut self, indicators: &BitSet) {
        self.present = self.present.or(indicators);
        self.absent = self.absent.without(indicators);
    }

    pub fn take_as_absent(&mut self, at: IndicatorIx) {
        self.set_answer(at, Presence::Absent, None);
    }

    /// Gives this severity to every present indicator among these.
    pub fn rate_all(&mut self, among: &BitSet, severity: Severity) {
        self.rated = Default::default();
        self.rated[severity as usize] = self.present.and(among);
    }

    /// Facts whose answer combines a value that stands alone with others. No rule reads that value then, because the
    /// others protect more.
    pub fn mixed(&self) -> &BitSet {
        &self.mixed
    }

    /// The same, but "unknown" is never read as a value.
    pub fn without_unknown(&self) -> Cow<'_, Self> {
        if self.unknown.is_empty() {
            Cow::Borrowed(self)
        } else {
            Cow::Owned(Self { unknown: BitSet::EMPTY, ..self.clone() })
        }
    }

    /// The same without absent indicators: for a "no" that proves nothing.
    pub fn without_absent(&self) -> Self {
        Self { absent: BitSet::EMPTY, ..self.clone() }
    }

    /// Whether the answer about a fact is unknown or declined.
    pub(crate) fn is_unknown(&self, at: FactIx) -> bool {
        self.unknown.contains(at.0)
    }

    pub(super) fn set_fact(&mut self, at: FactIx, told: FactState, is_unknown: bool) {
        let alone = self.readings.get(at.0).map_or(0, |reading| reading.alone);
        self.unknown.put(at.0, is_unknown);
        self.mixed.put(at.0, told.bits() & alone != 0 && told.bits() & !alone != 0);
        self.facts[at.0] = told;
    }

    /// Adds the answer to an unanswered question.
    pub(super) fn add_answer(&mut self, at: IndicatorIx, presence: Presence, severity: Option<Severity>) {
        match presence {
            Presence::Present => self.present.insert(at.0),
            Presence::Absent => self.absent.insert(at.0),
            _ => {}
        }
        if let (Presence::Present, Some(severity)) = (presence, severity) {
            self.rated[severity as usize].insert(at.0);
        }
    }

    pub(super) fn set_answer(&mut self, at: IndicatorIx, presence: Presence, severity: Option<Severity>) {
        self.present.put(at.0, presence == Presence::Present);
        self.absent.put(at.0, presence == Presence::Absent);
        for known in Severity::ALL {
            self.rated[known as usize].put(at.0, presence == Presence::Present && severity == Some(known));
        }
    }
}

/// Why questions have no answer. No rule reads it. Only totals show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unanswered {
    indicators: [BitSet; 3],
    facts: [BitSet; 2],
}

impl Unanswered {
    /// Indicators that are unknown, declined or suspected.
    pub fn indicators(&self, how: Presence) -> BitSet {
        Self::place(how).map_or(BitSet::EMPTY, |at| self.indicators[at])
    }

    pub fn is_unknown(&self, at: FactIx) -> bool {
        self.facts[0].contains(at.0)
    }

    pub fn is_declined(&self, at: FactIx) -> bool {
        self.facts[1].contains(at.0)
    }

    pub(super) fn note_fact(&mut self, at: FactIx, answer: &FactAnswer) {
        match answer {
            FactAnswer::Unknown => self.facts[0].insert(at.0),
            FactAnswer::Declined => self.facts[1].insert(at.0),
            _ => {}
        }
    }

    pub(super) fn note_answer(&mut self, at: IndicatorIx, presence: Presence) {
        if let Some(how) = Self::place(presence) {
            self.indicators[how].insert(at.0);
        }
    }

    fn place(how: Presence) -> Option<usize> {
        match how {
            Presence::Unknown => Some(0),
            Presence::Declined => Some(1),
            Presence::Suspected => Some(2),
            Presence::Present | Presence::Absent | Presence::NotAsked => None,
        }
    }
}

impl AsRef<Self> for AnswerSets {
    fn as_ref(&self) -> &Self {
        self
    }
}
