//! Contradictions between answers.
//!
//! A contradiction changes nothing here. The more protective reading already applies in the answer sets and in the
//! rules of the catalogue.

use super::Answers;
use crate::case::AnswerSets;
use crate::catalogue::{Catalogue, Opposed, Question};
use crate::condition::FactIx;

/// Answers that cannot all be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradicting {
    /// A value that stands alone is combined with others of the same fact.
    Beside(FactIx),
    /// The same thing is answered with a yes and with a no.
    YesAndNo(Opposed),
    /// A rule of the catalogue, by position.
    Rule(usize),
}

impl Contradicting {
    /// Every contradiction that is possible in this catalogue.
    pub fn all(catalogue: &Catalogue) -> impl Iterator<Item = Self> + '_ {
        let facts = (0..catalogue.facts.len()).map(FactIx);
        let beside = facts.filter(|at| catalogue.fact(*at).alone_values() != 0).map(Self::Beside);
        let both = catalogue.opposed().iter().map(|pair| Self::YesAndNo(*pair));
        beside.chain(both).chain((0..catalogue.contradictions.len()).map(Self::Rule))
    }

    /// The name in results: the rule's id, or the fact and the conflicting value.
    pub fn id(self, catalogue: &Catalogue) -> String {
        let value = |fact: FactIx, bits: u64| {
            let fact = catalogue.fact(fact);
            let value = fact.values.get(bits.trailing_zeros() as usize).map_or("", |value| value.id.as_str());
            format!("{}:{value}", fact.id)
        };
        match self {
            Self::Beside(fact) => value(fact, catalogue.fact(fact).alone_values()),
            Self::YesAndNo(pair) => value(pair.no, pair.no_value),
            Self::Rule(at) => catalogue.contradictions[at].id.clone(),
        }
    }

    /// The questions with contradicting answers, in the order they are asked.
    pub fn questions(self, catalogue: &Catalogue) -> Vec<Question> {
        let is_read = |question: &Question| match (self, question) {
            (Self::Beside(fact), Question::Fact(at)) => fact == *at,
            (Self::YesAndNo(pair), Question::Fact(at)) => [pair.yes, pair.no].contains(at),
            (Self::Rule(rule), Question::Fact(at)) => catalogue.contradictions[rule].when.reads_fact(*at),
            (Self::Rule(rule), Question::Indicator(at)) => catalogue.contradictions[rule].when.names_indicator(*at),
            (Self::Beside(_) | Self::YesAndNo(_), Question::Indicator(_)) => false,
        };
        catalogue.questions().iter().copied().filter(is_read).collect()
    }
}

/// Every contradiction among the answers of a case.
pub fn contradictions(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>) -> Vec<Contradicting> {
    // An unknown answer contradicts nothing.
    let case = case.as_ref().without_unknown();
    let answers = Answers::of(catalogue, &case);
    let beside = case.mixed().iter().map(|at| Contradicting::Beside(FactIx(at)));
    let given = |fact: FactIx, value| case.fact(fact).bits() & value != 0;
    let is_both = |pair: &&Opposed| given(pair.yes, pair.yes_value) && given(pair.no, pair.no_value);
    let both = catalogue.opposed().iter().filter(is_both).map(|pair| Contradicting::YesAndNo(*pair));
    let rules = catalogue.contradictions.iter().enumerate().filter(|(_, one)| one.when.evaluate(&answers).is_yes());
    beside.chain(both).chain(rules.map(|(at, _)| Contradicting::Rule(at))).collect()
}
