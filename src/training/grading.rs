//! Compares a trainee's case with that of the script: where they differ, and how each difference affects the finding.

use crate::assessment::assess;
use crate::case::{Answer, Case, FactAnswer, Presence};
use crate::catalogue::{Catalogue, Question};
use crate::condition::{FactIx, FindingIx, IndicatorIx};

/// How an answer differs from that of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeviationKind {
    /// It is present in the script, and the trainee answered something else.
    Overlooked,
    /// It is present in the script, and the trainee did not reach it.
    NotReached,
    /// The trainee answered no, but nobody said so: the script has an unknown, declined or suspected answer.
    TakenForNo,
    /// It is present for the trainee, but not in the script.
    Added,
    /// It is present for both, with another severity.
    Rated,
    /// Another answer about a fact.
    Fact,
    /// The script has a no or another open answer, and the trainee left it open.
    LeftOpen,
}

/// One answer that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    pub question: Question,
    pub kind: DeviationKind,
    /// The trainee's finding after correcting this answer only, if it moves.
    pub moves_to: Option<FindingIx>,
}

/// A trainee's case compared with that of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The differences: those that move the finding first, then by kind.
    pub deviations: Vec<Deviation>,
    /// The trainee's finding.
    pub finding: FindingIx,
    /// The script's finding.
    pub key: FindingIx,
}

impl Marking {
    /// Marks a case by that of the script.
    pub fn of(catalogue: &Catalogue, case: &Case, key: &Case) -> Self {
        let finding = |case: &Case| assess(catalogue, case, &mut ()).finding;
        let (own, wanted) = (finding(case), finding(key));
        let moved = |question: Question| {
            let mut tried = case.clone();
            put_right(&mut tried, key, question);
            Some(finding(&tried)).filter(|found| *found != own)
        };
        let facts = (0..catalogue.facts.len()).map(FactIx);
        let facts = facts.filter_map(|at| Some((Question::Fact(at), fact_kind(case.fact(at), key.fact(at))?)));
        let signs = (0..catalogue.indicators.len()).map(IndicatorIx);
        let signs = signs.filter_map(|at| Some((Question::Indicator(at), kind(case.answer(at), key.answer(at))?)));
        let mut deviations: Vec<Deviation> = facts
            .chain(signs)
            .map(|(question, kind)| Deviation { question, kind, moves_to: moved(question) })
            .collect();
        deviations.sort_by_key(|one| (one.moves_to.is_none(), one.kind));
        Self { deviations, finding: own, key: wanted }
    }

    /// The number of differences of this kind.
    pub fn count(&self, kind: DeviationKind) -> usize {
        self.deviations.iter().filter(|one| one.kind == kind).count()
    }
}

/// Copies the answer of the script.
fn put_right(case: &mut Case, key: &Case, question: Question) {
    match question {
        Question::Fact(at) => case.set_fact(at, key.fact(at).clone()),
        Question::Indicator(at) => {
            let answer = key.answer(at).cloned().unwrap_or_else(|| Answer::of(Presence::NotAsked));
            case.set_answer(at, answer);
        }
    }
}

fn fact_kind(own: &FactAnswer, key: &FactAnswer) -> Option<DeviationKind> {
    match (own, key) {
        (own, key) if own == key => None,
        // The content of a text or a day is not marked.
        (FactAnswer::Text(_) | FactAnswer::Date(_), FactAnswer::Text(_) | FactAnswer::Date(_)) => None,
        (own, key) if own.is_given() || key.is_given() => Some(DeviationKind::Fact),
        _ => Some(DeviationKind::LeftOpen),
    }
}

fn kind(own: Option<&Answer>, key: Option<&Answer>) -> Option<DeviationKind> {
    use Presence::{Absent, NotAsked, Present};
    let presence = |answer: Option<&Answer>| answer.map_or(NotAsked, |answer| answer.presence);
    match (presence(own), presence(key)) {
        (Present, Present) => {
            let severity = |answer: Option<&Answer>| answer.and_then(|answer| answer.severity);
            (severity(own) != severity(key)).then_some(DeviationKind::Rated)
        }
        (own, key) if own == key => None,
        (NotAsked, Present) => Some(DeviationKind::NotReached),
        (_, Present) => Some(DeviationKind::Overlooked),
        (Present, _) => Some(DeviationKind::Added),
        (Absent, _) => Some(DeviationKind::TakenForNo),
        _ => Some(DeviationKind::LeftOpen),
    }
}
