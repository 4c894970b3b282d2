//! What an answer calls for at once is told at once: it can't wait for the last question.

use super::{Face, Halt};
use crate::assessment::assess;
use crate::catalogue::Step as Due;
use crate::questionnaire::{Questionnaire, Step};
use crate::referral::{Recommendation, recommend};
use crate::wording;

/// What is advised as things stand.
pub(super) fn advice(questionnaire: &Questionnaire<'_>) -> Recommendation {
    let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
    recommend(catalogue, case, &assess(catalogue, case, &mut ()))
}

/// Tells what to do now, as soon as an answer calls for the highest urgency.
pub(super) fn tell(
    questionnaire: &Questionnaire<'_>,
    before: &Recommendation,
    face: &mut impl Face,
) -> Result<(), Halt> {
    let after = advice(questionnaire);
    let guidelines = &questionnaire.catalogue().guidelines;
    if after.urgency != Some(0) || guidelines.urgencies.len() < 2 || matches!(questionnaire.step(), Step::Ended(_)) {
        return Ok(());
    }
    let new = after.actions.iter().filter(|at| !before.actions.contains(at)).map(|at| &guidelines.actions[*at]);
    let now: Vec<&str> = new.filter(|action| action.step == Due::Now).map(|action| action.text.as_str()).collect();
    if now.is_empty() {
        return Ok(());
    }
    face.tell(wording::DO_THIS_FIRST)?;
    now.into_iter().try_for_each(|text| face.tell(&format!("- {text}")))?;
    face.tell(wording::QUESTIONS_CAN_WAIT)
}
