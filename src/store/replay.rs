//! Rebuilds a screening from the events of its record.

use super::event::{Event, EventKind};
use super::record::{Record, RecordError};
use crate::case::{self, Answer, Case, Presence};
use crate::catalogue::{Catalogue, EachMeeting, Role};
use crate::condition::FactIx;
use crate::questionnaire::{Act, Meeting, Questionnaire};
use serde_json::{Value, json};

impl Record {
    /// The screening as it was left, with its catalogue.
    ///
    /// # Errors
    /// An event does not fit the catalogue, or the saved case does not follow from the events.
    pub fn replay<'c>(&self, catalogue: &'c Catalogue) -> Result<Questionnaire<'c>, RecordError> {
        let questionnaire = self.replay_events(catalogue)?;
        let mut kept = read_case(&self.case, catalogue).ok_or(RecordError::Case)?;
        kept.method.clone_from(&questionnaire.case().method);
        // Records of earlier versions lack this day in their case. It follows from the events.
        kept.first_met_on = kept.first_met_on.or(questionnaire.case().first_met_on);
        if *questionnaire.case() == kept { Ok(questionnaire) } else { Err(RecordError::Case) }
    }

    /// The screening that the events lead to, without a look at the saved case.
    ///
    /// # Errors
    /// An event does not fit the catalogue.
    pub fn replay_events<'c>(&self, catalogue: &'c Catalogue) -> Result<Questionnaire<'c>, RecordError> {
        self.replay_until(catalogue, self.events().len())
    }

    /// The case when the last of several meetings began. `None` if there was only one, or the catalogue changed since.
    pub fn before_last_meeting(&self, catalogue: &Catalogue) -> Option<Case> {
        let at = self.events().iter().rposition(|event| matches!(event.deed, EventKind::MetAgain { .. }))?;
        self.replay_until(catalogue, at).ok().map(Questionnaire::into_case)
    }

    fn replay_until<'c>(&self, catalogue: &'c Catalogue, end: usize) -> Result<Questionnaire<'c>, RecordError> {
        let events = self.events().get(..end).ok_or(RecordError::Event(end))?;
        let is_base = |deed: &EventKind| matches!(deed, EventKind::Began { .. } | EventKind::Moved { .. });
        let base = events.iter().rposition(|event| is_base(&event.deed)).ok_or(RecordError::Event(1))?;
        let (case, passed) = match &events[base].deed {
            EventKind::Began { case, .. } => (case, [].as_slice()),
            EventKind::Moved { case, passed, .. } => (case, passed.as_slice()),
            _ => return Err(RecordError::Event(base + 1)),
        };
        let mut case = read_case(case, catalogue).ok_or(RecordError::Event(base + 1))?;
        case.method = None;
        let mut questionnaire = Questionnaire::new(catalogue, case);
        for question in passed.iter().filter_map(|named| named.find(catalogue)) {
            questionnaire.take(Act::Pass(question));
        }
        for event in &events[base + 1..] {
            if let Some(act) = act(event, catalogue)? {
                questionnaire.take(act);
            }
        }
        Ok(questionnaire)
    }
}

/// The act of an event on a questionnaire, if it has one.
fn act(event: &Event, catalogue: &Catalogue) -> Result<Option<Act>, RecordError> {
    let misfit = RecordError::Event(event.n);
    let find = |id: &str| catalogue.find_indicator(id).ok_or(RecordError::Event(event.n));
    Ok(Some(match &event.deed {
        EventKind::Fact { fact, answer } => {
            let at = catalogue.find_fact(fact).ok_or(misfit.clone())?;
            let case = json!({ "case_id": "x", "facts": { fact: answer }, "answers": {} });
            Act::Fact(at, read_case(&case, catalogue).ok_or(misfit)?.fact(at).clone())
        }
        EventKind::Indicator { indicator, answer } => {
            let at = find(indicator)?;
            let case = json!({ "case_id": "x", "answers": { indicator: answer } });
            let case = read_case(&case, catalogue).ok_or(misfit)?;
            Act::Indicator(at, case.answer(at).cloned().unwrap_or_else(|| Answer::of(Presence::NotAsked)))
        }
        EventKind::Noted { indicator, note } => Act::Note(find(indicator)?, note.clone()),
        EventKind::Passed { question } => Act::Pass(question.find(catalogue).ok_or(misfit)?),
        EventKind::Detail { wanted } => Act::Detail(*wanted),
        EventKind::Finished => Act::Finish,
        EventKind::Stopped => Act::Stop,
        EventKind::MetAgain { on, lapsed, lapsed_signs } => {
            let found =
                |ids: &Vec<String>| ids.iter().map(|id| catalogue.find_fact(id).ok_or(misfit.clone())).collect();
            let lapsed = lapsed.as_ref().map(found).transpose()?.unwrap_or_else(|| lapsed_before(catalogue));
            let lapsed_signs = lapsed_signs.iter().map(|id| find(id)).collect::<Result<_, _>>()?;
            Act::MeetAgain(Meeting { on: *on, lapsed, lapsed_signs })
        }
        EventKind::Withdrew | EventKind::Paused | EventKind::Resumed | EventKind::Ended { .. } => return Ok(None),
        EventKind::Began { .. } | EventKind::Moved { .. } => return Err(misfit),
    }))
}

/// What lapsed at a later meeting in records that lack the list: consent to a record, and facts that a gate reads.
fn lapsed_before(catalogue: &Catalogue) -> Vec<FactIx> {
    let is_agreement = |at: &FactIx| {
        let fact = catalogue.fact(*at);
        fact.each_meeting != EachMeeting::Keep
            && (catalogue.is_read_by_a_gate(*at) || fact.role == Some(Role::ConsentToRecord))
    };
    (0..catalogue.facts.len()).map(FactIx).filter(is_agreement).collect()
}

pub(super) fn as_value(catalogue: &Catalogue, case: &Case) -> Value {
    serde_json::from_str(&case.to_json(catalogue)).unwrap_or_default()
}

/// Reads the case as a case file is read, so that a record can't hold more than a case file could.
fn read_case(case: &Value, catalogue: &Catalogue) -> Option<Case> {
    case::read(&case.to_string(), catalogue).ok()
}
