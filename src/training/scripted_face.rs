//! The third face: a script answers the questions, in any order.

use crate::case::{Answer, Case, FactAnswer};
use crate::catalogue::{Catalogue, Question};
use crate::condition::{FactIx, IndicatorIx};
use crate::interview::{Asking, Face, PromptError, Reply};
use crate::training::{Move, Script};
use std::collections::BTreeSet;

/// Answers from a script, and records which questions were asked.
pub struct ScriptFace<'s> {
    script: &'s Script,
    asked: BTreeSet<Question>,
    unanswered: BTreeSet<Question>,
    done: BTreeSet<usize>,
    answered_first: BTreeSet<IndicatorIx>,
    stopped: bool,
}

impl<'s> ScriptFace<'s> {
    pub fn new(script: &'s Script) -> Self {
        Self {
            script,
            asked: BTreeSet::new(),
            unanswered: BTreeSet::new(),
            done: BTreeSet::new(),
            answered_first: BTreeSet::new(),
            stopped: false,
        }
    }

    /// Questions that were asked but have no answer in the script. They stay not asked.
    pub fn unanswered(&self) -> impl Iterator<Item = Question> + '_ {
        self.unanswered.iter().copied()
    }

    /// Answers that were never asked for, although the script does not mark them as volunteered. Empty after a stop,
    /// because no later question can be asked.
    pub fn never_asked(&self, catalogue: &Catalogue) -> Vec<Question> {
        if self.stopped {
            return Vec::new();
        }
        let facts = self.script.facts.iter().filter(|(at, _)| catalogue.fact(*at).asked);
        let facts = facts.filter(|(_, scripted)| !scripted.telling.volunteered);
        let facts = facts.filter(|(at, _)| !self.asked.contains(&Question::Fact(*at)));
        let answers = self.script.answers.iter().filter(|(_, scripted)| !scripted.telling.volunteered);
        let answers = answers.filter(|(at, _)| !self.asked.contains(&Question::Indicator(*at)));
        let facts = facts.map(|(at, _)| Question::Fact(*at));
        facts.chain(answers.map(|(at, _)| Question::Indicator(*at))).collect()
    }

    /// Questions of moves that never happened, and of remarks on questions that were neither asked nor volunteered.
    pub fn never_reached(&self) -> Vec<Question> {
        let steps = self.script.moves.iter().enumerate().filter(|(number, _)| !self.done.contains(number));
        let steps = steps.map(|(_, (at, _))| Question::Indicator(*at));
        let is_told = |at: Question| self.script.telling(at).is_some_and(|telling| telling.volunteered);
        let remarks = self.script.teach.iter().filter_map(|teach| teach.at);
        let remarks = remarks.filter(|at| !self.asked.contains(at) && !is_told(*at));
        let reached: BTreeSet<Question> = steps.chain(remarks).collect();
        reached.into_iter().collect()
    }

    /// Adds volunteered answers, and facts that an interview never asks.
    pub fn add_volunteered(&self, catalogue: &Catalogue, case: &mut Case) {
        for (at, scripted) in self.script.answers.iter().filter(|(_, scripted)| scripted.telling.volunteered) {
            case.set_answer(*at, scripted.answer.clone());
        }
        for (at, scripted) in &self.script.facts {
            if !catalogue.fact(*at).asked || scripted.telling.volunteered {
                case.set_fact(*at, scripted.answer.clone());
            }
        }
    }

    fn fact(&mut self, fact: FactIx) -> Reply {
        match self.script.fact(fact) {
            Some(scripted) if scripted.answer != FactAnswer::NotAsked => Reply::Fact(scripted.answer.clone()),
            _ => {
                self.unanswered.insert(Question::Fact(fact));
                Reply::Pass
            }
        }
    }

    fn indicator(&mut self, indicator: IndicatorIx) -> Reply {
        let due = self
            .script
            .moves
            .iter()
            .enumerate()
            .find(|(number, (at, _))| *at == indicator && !self.done.contains(number));
        if let Some((number, (_, step))) = due {
            match step {
                Move::Pause => {
                    self.done.insert(number);
                }
                Move::Back => {
                    self.done.insert(number);
                    return Reply::Back;
                }
                Move::Withdraw => {
                    self.done.insert(number);
                    return Reply::Withdraw;
                }
                Move::Stop => {
                    self.done.insert(number);
                    self.stopped = true;
                    return Reply::Stop;
                }
                // Answers wrongly first. The next question sends the interview back here.
                Move::Correct(first) => {
                    if self.answered_first.insert(indicator) {
                        return Reply::Indicator(Answer::of(*first));
                    }
                    self.done.insert(number);
                }
            }
        }
        if let Some(scripted) = self.script.answer(indicator) {
            return Reply::Indicator(scripted.answer.clone());
        }
        self.unanswered.insert(Question::Indicator(indicator));
        Reply::Pass
    }

    /// Whether a wrong first answer is still to be corrected.
    fn owes_correction(&self) -> bool {
        self.script.moves.iter().enumerate().any(|(number, (at, step))| {
            matches!(step, Move::Correct(_)) && self.answered_first.contains(at) && !self.done.contains(&number)
        })
    }
}

impl Face for ScriptFace<'_> {
    fn show_message(&mut self, _: &str) -> Result<(), PromptError> {
        Ok(())
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        let awaited = matches!(asking.question, Question::Indicator(at) if self.answered_first.contains(&at));
        if self.owes_correction() && !awaited {
            return Ok(Reply::Back);
        }
        self.asked.insert(asking.question);
        Ok(match asking.question {
            Question::Fact(at) => self.fact(at),
            Question::Indicator(at) => self.indicator(at),
        })
    }

    fn offer_detail(&mut self, _: usize) -> Result<Reply, PromptError> {
        Ok(Reply::Detail(true))
    }
}
