//! What an answer calls for at once is shown at once: it can't wait for the last question.
//!
//! One mechanism for all of it. The catalogue marks actions and safeguards with `at_once`, and a caution has a text for the
//! moment when it begins to hold.

use super::{Face, Halt};
use crate::assessment::assess;
use crate::questionnaire::{Questionnaire, Step};
use crate::referral::recommend;
use crate::wording;

/// What is called for as things are, by place in the catalogue.
pub(super) struct Called {
    cautions: Vec<usize>,
    actions: Vec<usize>,
    safeguards: Vec<usize>,
}

/// What the answers so far call for.
pub(super) fn called_for(questionnaire: &Questionnaire<'_>) -> Called {
    let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
    let assessment = assess(catalogue, case, &mut ());
    let advice = recommend(catalogue, case, &assessment);
    Called { cautions: assessment.cautions, actions: advice.actions, safeguards: advice.safeguards }
}

/// Shows what an answer newly calls for at once. Nothing is shown where the answer ended the screening: the result says it.
pub(super) fn show_new(questionnaire: &Questionnaire<'_>, before: &Called, face: &mut impl Face) -> Result<(), Halt> {
    if matches!(questionnaire.step(), Step::Ended(_)) {
        return Ok(());
    }
    let (now, catalogue) = (called_for(questionnaire), questionnaire.catalogue());
    let guidelines = &catalogue.guidelines;
    let added =
        |now: &[usize], before: &[usize]| now.iter().copied().filter(|at| !before.contains(at)).collect::<Vec<_>>();
    let cautions = added(&now.cautions, &before.cautions).into_iter().map(|at| &catalogue.cautions[at].now);
    let actions = added(&now.actions, &before.actions).into_iter().map(|at| &guidelines.actions[at]);
    let actions = actions.filter(|action| action.at_once).map(|action| &action.text);
    let safeguards = added(&now.safeguards, &before.safeguards).into_iter().map(|at| &guidelines.safeguards[at]);
    let safeguards = safeguards.filter(|safeguard| safeguard.at_once).map(|safeguard| &safeguard.text);
    let texts: Vec<&String> = cautions.chain(actions).chain(safeguards).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return Ok(());
    }
    face.tell(wording::DO_THIS_FIRST)?;
    texts.into_iter().try_for_each(|text| face.tell(&format!("- {text}")))?;
    face.tell(wording::QUESTIONS_CAN_WAIT)
}
