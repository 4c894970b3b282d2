//! Checks `ask_if`: a question comes after what it depends on, and somebody can be asked it.

use super::Check;
use super::reachable::satisfiable;
use crate::catalogue::compiled::{Compiled, indicators_read};
use crate::catalogue::read::names::TableKind;
use crate::catalogue::{Indicator, Question};
use crate::condition::{Condition, IndicatorIx, Leaf};
use crate::toml_input::Code;

impl Check<'_, '_> {
    /// Classes limit whom an indicator is for, and `ask_if` when it is asked. Some person must meet both.
    pub(super) fn classes_and_ask_if(&self) {
        for (at, indicator) in self.catalogue.indicators.iter().enumerate() {
            let (Some(ask_if), Some(child)) = (&indicator.ask_if, only_on(indicator)) else { continue };
            if !satisfiable(ask_if, self.catalogue) {
                continue; // it can never be asked, which is reported elsewhere
            }
            let is_for = match (&self.catalogue.child_track, child) {
                (Some(track), true) => track.clone(),
                (Some(track), false) => Condition::Not(Box::new(track.clone())),
                (None, true) => Condition::Any(Vec::new()),
                (None, false) => continue,
            };
            if !satisfiable(&Condition::All(vec![ask_if.clone(), is_for]), self.catalogue) {
                let said = if child {
                    what_and_help!("catalogue-class-of-children-never-asked")
                } else {
                    what_and_help!("catalogue-class-of-adults-never-asked")
                };
                self.problem(Code::OnlyWhileAgeOpen, TableKind::Indicator, at, said);
            }
        }
    }

    /// An `ask_if` reads earlier answers only. Otherwise the question would be asked whatever is answered later.
    pub(super) fn ask_if_reads_what_was_asked(&self) {
        let plan = Compiled::of(self.catalogue);
        let place = |question: Question| plan.questions.iter().position(|other| *other == question);
        for (number, question) in plan.questions.iter().enumerate() {
            let (kind, at, ask_if) = match question {
                Question::Fact(at) => (TableKind::Fact, at.0, self.catalogue.fact(*at).ask_if.as_ref()),
                Question::Indicator(at) => (TableKind::Indicator, at.0, self.catalogue.indicator(*at).ask_if.as_ref()),
            };
            let Some(ask_if) = ask_if else { continue };
            let later = read_by(ask_if).into_iter().find(|read| place(*read).is_some_and(|there| there > number));
            let Some(later) = later else { continue };
            let id = match later {
                Question::Fact(at) => &self.catalogue.fact(at).id,
                Question::Indicator(at) => &self.catalogue.indicator(at).id,
            };
            self.problem(Code::ReadsLater, kind, at, what_and_help!("catalogue-asked-before-what-it-reads", id = id));
        }
    }
}

/// Whether an indicator is for children only (true), or for adults only (false).
fn only_on(indicator: &Indicator) -> Option<bool> {
    match (indicator.classes.adult, indicator.classes.child) {
        (Some(_), None) => Some(false),
        (None, Some(_)) => Some(true),
        _ => None,
    }
}

fn read_by(condition: &Condition) -> Vec<Question> {
    let mut read = Vec::new();
    condition.leaves(&mut |leaf, _| {
        if let Leaf::Fact { fact, .. } = leaf {
            read.push(Question::Fact(*fact));
        }
    });
    read.extend(indicators_read(Some(condition)).into_iter().map(|at| Question::Indicator(IndicatorIx(at))));
    read
}
