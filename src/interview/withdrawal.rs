//! Withdrawal: the person withdraws consent to the record, or to the whole interview.
//!
//! First they hear what becomes of the saved record. Then nothing more is saved, and the program offers to erase the
//! record.

use super::{Conversation, Face, Onward, PromptError, Withdrawal};
use crate::case::FactAnswer;
use crate::catalogue::{Question, Role};
use crate::condition::FactIx;
use crate::questionnaire::{Act, Questionnaire, Recorder, SaveOutcome};

impl<F: Face, K: Recorder> Conversation<'_, '_, F, K> {
    /// Asks what the person withdraws consent to, and does it. The present question stays, unless the interview ends.
    pub(super) fn withdraw(&mut self, question: Option<Question>) -> Onward {
        // If the prompt is cut off, nobody has confirmed that the person still consents.
        self.recorder.withdrawal_is_open(true);
        let withdrawal = self.face.withdraws(self.recorder.saved())?;
        if withdrawal == Withdrawal::Nothing {
            self.recorder.withdrawal_is_open(false);
            return Ok(None);
        }
        self.refuse_record()?;
        self.recorder.withdrawal_is_open(false);
        if withdrawal == Withdrawal::Talk {
            self.take(Act::Stop)?;
        } else if let Some(question) = question.filter(|at| Some(*at) != self.consent().map(Question::Fact)) {
            self.questionnaire.jump(question);
        }
        Ok(None)
    }

    /// Stops saving. The saved record can be erased.
    pub(super) fn refuse_record(&mut self) -> Result<(), PromptError> {
        let was_saved = self.recorder.saved().any();
        match self.consent() {
            Some(consent) => self.take(Act::Fact(consent, refusal(&self.questionnaire, consent)))?,
            None => match self.recorder.refuse(&self.questionnaire) {
                SaveOutcome::InMemory => self.offer_erasing()?,
                kept => self.kept(kept)?,
            },
        }
        if was_saved { Ok(()) } else { self.face.show_message(text!("screening-nothing-will-be-saved")) }
    }

    /// Whether an act refuses consent to a record.
    pub(super) fn refuses_record(&self, act: &Act) -> bool {
        let (case, catalogue) = (self.questionnaire.case(), self.questionnaire.catalogue());
        matches!(act, Act::Fact(at, _) if Some(*at) == self.consent())
            && case.was_asked_to_be_kept(catalogue)
            && !case.may_be_kept(catalogue)
    }

    /// Whether an act gives consent to a record.
    pub(super) fn agrees_to_record(&self, act: &Act) -> bool {
        let is_consent = matches!(act, Act::Fact(at, _) if Some(*at) == self.consent());
        is_consent && self.questionnaire.case().may_be_kept(self.questionnaire.catalogue())
    }

    /// Offers to erase the saved record, if there is one.
    pub(super) fn offer_erasing(&mut self) -> Result<(), PromptError> {
        let saved = self.recorder.saved();
        if saved.any() { self.withdrawn(saved, None) } else { Ok(()) }
    }

    fn consent(&self) -> Option<FactIx> {
        self.questionnaire.catalogue().fact_by_role(Role::ConsentToRecord)
    }
}

/// The answer that refuses consent to a record: the only value that is no yes, or "declined".
fn refusal(questionnaire: &Questionnaire<'_>, consent: FactIx) -> FactAnswer {
    let (catalogue, mut case) = (questionnaire.catalogue(), questionnaire.case().clone());
    let values = (0..catalogue.fact(consent).values.len()).map(|at| FactAnswer::Values(1 << at));
    let mut refusals = values.filter(|answer| {
        case.set_fact(consent, answer.clone());
        !case.may_be_kept(catalogue)
    });
    match (refusals.next(), refusals.next()) {
        (Some(only), None) => only,
        _ => FactAnswer::Declined,
    }
}
