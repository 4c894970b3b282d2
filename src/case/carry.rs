//! Carries answers over by id, between catalogues in which an id means the same.
//!
//! An answer is about the statement. It goes to the same id, or to the id that replaced a retired one. Answers without
//! a place in the other catalogue are reported by id. Additional questions there stay not asked.

use super::read::day_of;
use super::{Answer, FactAnswer, Presence, fit_note, values_of};
use crate::catalogue::{Catalogue, Fact, FactKind, Indicator};

/// The indicators of `from` whose answers go to an indicator of `to`, the one with the same id first.
pub(super) fn sources(from: &Catalogue, to: &Catalogue, wanted: usize) -> Vec<usize> {
    let id = &to.indicators[wanted].id;
    // By its own id, or by the id that replaced it in `from`.
    let own = from.find_indicator(id).map(|at| at.0);
    let goes_there = |at: &usize| to.find_indicator(&from.indicators[*at].id).is_some_and(|there| there.0 == wanted);
    let others = (0..from.indicators.len()).filter(goes_there).filter(|at| Some(*at) != own);
    own.into_iter().chain(others).collect()
}

/// The answer about a fact from the words of a file: all of its values, or none.
pub(super) fn fact(fact: &Fact, words: &[String]) -> FactAnswer {
    match (fact.kind, words) {
        (FactKind::Date, [day]) => day_of(day).map_or(FactAnswer::NotAsked, FactAnswer::Date),
        (FactKind::Text, [text]) => FactAnswer::Text(text.clone()).fit_for(fact),
        (FactKind::Date | FactKind::Text, _) => FactAnswer::NotAsked,
        (FactKind::YesNo | FactKind::One | FactKind::Many, words) => values_of(fact, words).unwrap_or_default(),
    }
}

/// The answer about the same fact in another catalogue.
pub(super) fn fact_answer(answer: &FactAnswer, from: &Fact, to: &Fact) -> FactAnswer {
    match answer {
        FactAnswer::NotAsked | FactAnswer::Unknown | FactAnswer::Declined => answer.clone(),
        FactAnswer::Values(_) => fact(to, &answer.value_ids(from).into_iter().map(str::to_owned).collect::<Vec<_>>()),
        FactAnswer::Date(day) => fact(to, &[day.to_string()]),
        FactAnswer::Text(text) => fact(to, std::slice::from_ref(text)),
    }
}

/// An answer about an indicator, within the limits of another catalogue.
pub(super) fn answer(answer: Answer, to: &Indicator) -> Answer {
    let severity = answer.severity.filter(|_| to.anchors.is_some() && answer.presence == Presence::Present);
    Answer { severity, ..answer }
}

/// Joins two answers about indicators that became one. Present wins. An unknown, declined or suspected answer wins over
/// a "no".
pub(super) fn join(one: Answer, other: Answer) -> Answer {
    let (first, second) = if weight(one.presence) >= weight(other.presence) { (one, other) } else { (other, one) };
    let same = first.presence == second.presence;
    let mut basis = first.basis;
    if same {
        basis.extend(second.basis);
        basis.sort_unstable();
        basis.dedup();
    }
    let note = match (first.note, second.note) {
        (Some(one), Some(other)) if one != other => Some(fit_note(format!("{one}\n{other}"))),
        (one, other) => one.or(other),
    };
    Answer {
        presence: first.presence,
        severity: first.severity.max(second.severity),
        basis,
        contradicted: first.contradicted || (same && second.contradicted),
        note,
    }
}

/// Which of two answers wins.
fn weight(presence: Presence) -> u8 {
    match presence {
        Presence::Present => 5,
        Presence::Suspected => 4,
        Presence::Declined => 3,
        Presence::Unknown => 2,
        Presence::Absent => 1,
        Presence::NotAsked => 0,
    }
}
