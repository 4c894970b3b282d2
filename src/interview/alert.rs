//! What an answer calls for at once is shown at once: it can't wait for the last question.
//!
//! One mechanism for all of it. The catalogue marks actions and safeguards with `at_once`, and a caution has a text for the
//! moment when it begins to hold.

use super::{Face, Halt};
use crate::assessment::assess;
use crate::questionnaire::{Questionnaire, Step};
use crate::referral::{self, Recommendation, recommend};
use crate::wording;

/// What is called for as things are, by place in the catalogue.
pub(super) struct Called {
    cautions: Vec<usize>,
    advice: Recommendation,
    /// What stands behind a text that stands because of a risk in files of the user.
    because: String,
}

/// What the answers so far call for.
pub(super) fn called_for(questionnaire: &Questionnaire<'_>) -> Called {
    let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
    let assessment = assess(catalogue, case, &mut ());
    let advice = recommend(catalogue, case, &assessment);
    let country = referral::country(catalogue, case).filter(|_| advice.by_catalogue.is_some());
    let because = country.map_or_else(String::new, |country| wording::because_of(&wording::risk_files(country)));
    Called { cautions: assessment.cautions, advice, because }
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
    let own = now.advice.of_catalogue();
    let marked = |text: &str, is_own: bool| if is_own { text.to_owned() } else { format!("{text}{}", now.because) };
    let cautions = added(&now.cautions, &before.cautions).into_iter().map(|at| catalogue.cautions[at].now.clone());
    let actions = added(&now.advice.actions, &before.advice.actions).into_iter();
    let actions = actions.filter(|at| guidelines.actions[*at].at_once);
    let actions = actions.map(|at| marked(&guidelines.actions[at].text, own.actions.contains(&at)));
    let safeguards = added(&now.advice.safeguards, &before.advice.safeguards).into_iter();
    let safeguards = safeguards.filter(|at| guidelines.safeguards[*at].at_once);
    let safeguards = safeguards.map(|at| marked(&guidelines.safeguards[at].text, own.safeguards.contains(&at)));
    let texts: Vec<String> = cautions.chain(actions).chain(safeguards).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return Ok(());
    }
    face.tell(wording::DO_THIS_FIRST)?;
    texts.into_iter().try_for_each(|text| face.tell(&format!("- {text}")))?;
    face.tell(wording::QUESTIONS_CAN_WAIT)
}
