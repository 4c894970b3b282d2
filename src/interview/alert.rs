//! Shows urgent advice at the answer that requires it, because it can't wait for the last question.
//!
//! There is one mechanism for all of it. The catalogue marks actions and safeguards with `at_once`, and a caution has a
//! text for the moment when it begins to hold.

use super::{Face, PromptError};
use crate::assessment::{Assessment, assess};
use crate::case::FactAnswer;
use crate::catalogue::{Action, Catalogue, Passage};
use crate::condition::{Condition, FactIx, Leaf};
use crate::questionnaire::{Questionnaire, Step};
use crate::referral::{self, Recommendation, recommend};
use crate::wording;

/// The urgent advice for the present answers.
pub(super) struct Alert {
    assessment: Assessment,
    advice: Recommendation,
    /// The fact that is being asked, if it has no answer yet.
    unanswered: Option<FactIx>,
    /// The reason that follows a text, if a risk in files of the user caused it.
    because: String,
}

/// The urgent advice for the answers so far.
pub(super) fn called_for(questionnaire: &Questionnaire<'_>, fact: FactIx) -> Alert {
    let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
    let unanswered = Some(fact).filter(|at| !case.fact(*at).is_given());
    let assessment = assess(catalogue, case, &mut ());
    let advice = recommend(catalogue, case, &assessment);
    let country = referral::country(catalogue, case).filter(|_| advice.by_catalogue.is_some());
    let because = country.map_or_else(String::new, |country| wording::because_of(&wording::risk_files(country)));
    Alert { assessment, advice, unanswered, because }
}

/// The advice that depends on the answer to a fact: another answer would remove it. It may have been advised before the
/// question, because an open fact protects.
fn called_for_by(questionnaire: &Questionnaire<'_>, fact: FactIx, now: &Recommendation) -> Recommendation {
    let (catalogue, mut case) = (questionnaire.catalogue(), questionnaire.case().clone());
    let guidelines = &catalogue.guidelines;
    let mut by_it = Recommendation { actions: Vec::new(), safeguards: Vec::new(), ..now.clone() };
    for value in 0..catalogue.fact(fact).values.len() {
        case.set_fact(fact, FactAnswer::Values(1 << value));
        let other = recommend(catalogue, &case, &assess(catalogue, &case, &mut ()));
        let actions = now.actions.iter().filter(|at| !other.actions.contains(at));
        by_it.actions.extend(actions.filter(|at| reads(catalogue, &guidelines.actions[**at].terms.when, fact)));
        let safeguards = now.safeguards.iter().filter(|at| !other.safeguards.contains(at));
        by_it
            .safeguards
            .extend(safeguards.filter(|at| reads(catalogue, &guidelines.safeguards[**at].terms.when, fact)));
    }
    by_it
}

/// Whether a condition reads a fact, directly or through a flag.
fn reads(catalogue: &Catalogue, condition: &Condition, fact: FactIx) -> bool {
    let mut through_a_flag = false;
    condition.leaves(&mut |leaf, _| {
        through_a_flag |= matches!(leaf, Leaf::Flag(flag) if catalogue.flags[flag.0].when.reads_fact(fact));
    });
    through_a_flag || condition.reads_fact(fact)
}

/// Shows urgent advice that is new with an answer. After an answer that ended the screening nothing is shown, because
/// the result says it.
pub(super) fn show_new(
    questionnaire: &Questionnaire<'_>,
    about: FactIx,
    before: &Alert,
    face: &mut impl Face,
) -> Result<(), PromptError> {
    if matches!(questionnaire.step(), Step::Ended(_)) {
        return Ok(());
    }
    let (now, catalogue) = (called_for(questionnaire, about), questionnaire.catalogue());
    let guidelines = &catalogue.guidelines;
    let by_it = before.unanswered.map(|fact| called_for_by(questionnaire, fact, &now.advice));
    let added = |now: &[usize], before: &[usize], by_it: Option<&Vec<usize>>| {
        let is_new = |at: &usize| !before.contains(at) || by_it.is_some_and(|by_it| by_it.contains(at));
        now.iter().copied().filter(is_new).collect::<Vec<_>>()
    };
    let own = now.advice.of_catalogue();
    let marked = |text: &str, is_own: bool| if is_own { text.to_owned() } else { format!("{text}{}", now.because) };
    let (case, assessment) = (questionnaire.case(), &now.assessment);
    let said = |text: &Passage| text.said(|terms| referral::holds(catalogue, case, assessment, terms));
    let action = |at: usize| {
        let Action { title, text, .. } = &guidelines.actions[at];
        format!("{title}. {}", said(text)).trim_end().to_owned()
    };
    let cautions = added(&now.assessment.cautions, &before.assessment.cautions, None)
        .into_iter()
        .map(|at| catalogue.cautions[at].now.clone());
    let actions =
        added(&now.advice.actions, &before.advice.actions, by_it.as_ref().map(|one| &one.actions)).into_iter();
    let actions = actions.filter(|at| guidelines.actions[*at].at_once);
    let actions = actions.map(|at| marked(&action(at), own.actions.contains(&at)));
    let safeguards =
        added(&now.advice.safeguards, &before.advice.safeguards, by_it.as_ref().map(|one| &one.safeguards)).into_iter();
    let safeguards = safeguards.filter(|at| guidelines.safeguards[*at].at_once);
    let safeguards = safeguards.map(|at| marked(&said(&guidelines.safeguards[at].text), own.safeguards.contains(&at)));
    let texts: Vec<String> = cautions.chain(actions).chain(safeguards).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return Ok(());
    }
    face.show_message(text!("screening-do-this-first"))?;
    texts.into_iter().try_for_each(|text| face.show_message(&format!("- {text}")))?;
    face.show_message(text!("screening-questions-can-wait"))
}
