//! Where a case is read to: a whole case, or only what rules read.

use crate::case::{Answer, AnswerSets, Basis, Case, Days, FactAnswer, FactState, Presence, Purpose, Unanswered, carry};
use crate::catalogue::Catalogue;
use crate::condition::{FactIx, IndicatorIx, Severity};
use serde_json::Value;

/// An answer as it is read.
#[derive(Default)]
pub(super) struct Read {
    pub presence: Presence,
    pub severity: Option<Severity>,
    /// A bit each.
    pub basis: u8,
    pub contradicted: bool,
    /// Only if notes are wanted.
    pub note: Option<String>,
}

/// Receives the parts of a case as they are read.
pub(super) trait CaseSink {
    /// Whether notes, bases and texts are wanted.
    const WHOLE: bool;

    fn set_id(&mut self, id: &str);
    fn set_purpose(&mut self, purpose: Purpose);
    fn set_day(&mut self, day: jiff::civil::Date);
    fn set_first_day(&mut self, day: jiff::civil::Date);
    fn set_method(&mut self, method: &str);
    fn add_fact(&mut self, at: FactIx, answer: FactAnswer);
    fn has_extra(&self, key: &str) -> bool;
    fn add_extra(&mut self, key: String, value: Value);
    fn add_answer(&mut self, at: IndicatorIx, answer: Read);
}

impl CaseSink for Case {
    const WHOLE: bool = true;

    fn set_id(&mut self, id: &str) {
        id.clone_into(&mut self.case_id);
    }

    fn set_purpose(&mut self, purpose: Purpose) {
        self.purpose = purpose;
    }

    fn set_day(&mut self, day: jiff::civil::Date) {
        self.screened_on = Some(day);
    }

    fn set_first_day(&mut self, day: jiff::civil::Date) {
        self.first_met_on = Some(day);
    }

    fn set_method(&mut self, method: &str) {
        self.method = Some(method.to_owned());
    }

    fn add_fact(&mut self, at: FactIx, answer: FactAnswer) {
        self.set_fact(at, answer);
    }

    fn has_extra(&self, key: &str) -> bool {
        self.extras.contains_key(key)
    }

    fn add_extra(&mut self, key: String, value: Value) {
        self.extras.insert(key, value);
    }

    fn add_answer(&mut self, at: IndicatorIx, answer: Read) {
        let named = Basis::ALL.into_iter().filter(|basis| answer.basis & (1 << *basis as u8) != 0);
        let (presence, severity, note) = (answer.presence, answer.severity, answer.note);
        let answer = Answer { presence, severity, basis: named.collect(), contradicted: answer.contradicted, note };
        // There is an earlier answer only if two indicators of another catalogue became one.
        let answer = match self.answer(at) {
            Some(before) => carry::join(before.clone(), answer),
            None => answer,
        };
        self.set_answer(at, answer);
    }
}

/// What rules read of a case, and what names and orders its result. Reused for many cases.
#[derive(Clone, Debug)]
pub struct Skimmed {
    /// A name for the case that identifies nobody.
    pub case_id: String,
    pub purpose: Purpose,
    /// The days of its meetings.
    pub days: Days,
    /// The method fingerprint of the catalogue it was answered with. May be empty.
    pub method: String,
    /// How many answers have no place in the catalogue it is read with.
    pub without_place: usize,
    counted: AnswerSets,
    unanswered: Unanswered,
    extras: Vec<String>,
}

impl Skimmed {
    pub fn new(catalogue: &Catalogue) -> Self {
        Self {
            case_id: String::new(),
            purpose: Purpose::default(),
            days: Days::default(),
            method: String::new(),
            without_place: 0,
            counted: AnswerSets::new(catalogue),
            unanswered: Unanswered::default(),
            extras: Vec::new(),
        }
    }

    /// Fills it from a whole case.
    pub fn take(&mut self, case: &Case) {
        self.clear();
        self.case_id.clone_from(&case.case_id);
        (self.purpose, self.days) = (case.purpose, case.days());
        self.method.push_str(case.method.as_deref().unwrap_or_default());
        self.without_place = case.without_place.len();
        self.counted.clone_from(case.as_ref());
        for how in [Presence::Unknown, Presence::Declined, Presence::Suspected] {
            case.with_presence(how).for_each(|at| self.unanswered.note_answer(at, how));
        }
        for at in (0..case.facts().len()).map(FactIx) {
            self.unanswered.note_fact(at, case.fact(at));
        }
    }

    /// Why questions have no answer.
    pub fn unanswered(&self) -> &Unanswered {
        &self.unanswered
    }

    pub(super) fn clear(&mut self) {
        self.case_id.clear();
        self.method.clear();
        self.extras.clear();
        (self.purpose, self.days, self.without_place) = (Purpose::default(), Days::default(), 0);
        self.counted.clear();
        self.unanswered = Unanswered::default();
    }
}

impl AsRef<AnswerSets> for Skimmed {
    fn as_ref(&self) -> &AnswerSets {
        &self.counted
    }
}

impl CaseSink for Skimmed {
    const WHOLE: bool = false;

    fn set_id(&mut self, id: &str) {
        self.case_id.push_str(id);
    }

    fn set_purpose(&mut self, purpose: Purpose) {
        self.purpose = purpose;
    }

    fn set_day(&mut self, day: jiff::civil::Date) {
        self.days.screened_on = Some(day);
    }

    fn set_first_day(&mut self, day: jiff::civil::Date) {
        self.days.first_met_on = Some(day);
    }

    fn set_method(&mut self, method: &str) {
        self.method.push_str(method);
    }

    fn add_fact(&mut self, at: FactIx, answer: FactAnswer) {
        self.counted.set_fact(at, FactState::from(&answer), answer.is_unknown());
        self.unanswered.note_fact(at, &answer);
    }

    fn has_extra(&self, key: &str) -> bool {
        self.extras.iter().any(|known| known == key)
    }

    fn add_extra(&mut self, key: String, _: Value) {
        self.extras.push(key);
    }

    fn add_answer(&mut self, at: IndicatorIx, answer: Read) {
        self.counted.add_answer(at, answer.presence, answer.severity);
        self.unanswered.note_answer(at, answer.presence);
    }
}
