//! The questionnaire: which question comes next, and what an answer, a step back or a skip does.
//!
//! A pure state machine over a catalogue and a case. The next question follows from the catalogue, the answers and
//! what was passed over, and from nothing else, so the same answers always meet the same questions. It knows no
//! terminal and no file, and it never forgets an answer: going back shows the old one, and leaving it be keeps it.

use crate::assessment::{Answers, Applicable};
use crate::case::{Answer, Case, FactAnswer, Presence};
use crate::catalogue::{AskedBy, Catalogue, Gate, Question, Role, SectionPlace, Tier, WhoAsks};
use crate::condition::{FactIx, IndicatorIx, Truth};
use std::collections::BTreeSet;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A question.
    Ask(Question),
    /// The core questions are through: detail, or straight on to the closing questions.
    CoreDone {
        /// How many detail questions are left.
        left: usize,
    },
    /// Nothing more to ask.
    Ended(Ending),
}

/// Why a questionnaire ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All that applies was asked.
    Complete,
    /// A gate closed, by place in the catalogue.
    Gate(usize),
    /// The screener stopped.
    Stopped,
}

/// What the screener chose once the core questions were through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    NotChosen,
    Wanted,
    LeftOut,
}

/// How far the questions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The section, from 1.
    pub section: usize,
    /// How many sections have questions that apply.
    pub sections: usize,
    /// Questions left, this one included, as things stand; without detail questions while they are not chosen.
    pub left: usize,
}

/// A screening under way.
#[derive(Clone, Debug)]
pub struct Questionnaire<'c> {
    catalogue: &'c Catalogue,
    case: Case,
    /// Questions that were left without an answer on purpose.
    passed: BTreeSet<Question>,
    /// Questions in the order they were first dealt with.
    trail: Vec<Question>,
    /// How far back in the trail the screener is; none when at the front.
    looking_back: Option<usize>,
    detail: Detail,
    stopped: bool,
}

impl<'c> Questionnaire<'c> {
    /// Begins with a case, whose answers stand as given.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, case: Case) -> Self {
        Self {
            catalogue,
            case,
            passed: BTreeSet::new(),
            trail: Vec::new(),
            looking_back: None,
            detail: Detail::NotChosen,
            stopped: false,
        }
    }

    /// The catalogue.
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// The case as it stands.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The case, when the questions are over.
    pub fn into_case(self) -> Case {
        self.case
    }

    /// What comes next.
    pub fn step(&self) -> Step {
        if self.stopped {
            return Step::Ended(Ending::Stopped);
        }
        if let Some(question) = self.looking_back.and_then(|at| self.trail.get(at)) {
            return Step::Ask(*question);
        }
        if let Some(gate) = self.closed_gate() {
            return Step::Ended(Ending::Gate(gate));
        }
        let open = self.open_questions();
        let Some(&first) = open.iter().find(|question| self.wanted(**question)) else {
            return Step::Ended(Ending::Complete);
        };
        let details = open.iter().filter(|question| self.is_detail(**question)).count();
        let core_left =
            open.iter().any(|question| self.place(*question) < SectionPlace::Closing && !self.is_detail(*question));
        if self.detail == Detail::NotChosen && !core_left && details > 0 {
            return Step::CoreDone { left: details };
        }
        Step::Ask(first)
    }

    /// Answers a question about a fact.
    pub fn answer_fact(&mut self, fact: FactIx, answer: FactAnswer) {
        let asked = answer != FactAnswer::NotAsked;
        self.case.set_fact(fact, answer);
        if asked {
            self.settle(Question::Fact(fact));
        } else {
            self.passed.insert(Question::Fact(fact));
            self.settle_at(Question::Fact(fact), false);
        }
    }

    /// Answers a question about an indicator.
    pub fn answer(&mut self, indicator: IndicatorIx, answer: Answer) {
        let asked = answer.presence != Presence::NotAsked;
        self.case.set_answer(indicator, answer);
        if asked {
            self.settle(Question::Indicator(indicator));
        } else {
            self.passed.insert(Question::Indicator(indicator));
            self.settle_at(Question::Indicator(indicator), false);
        }
    }

    /// Leaves the question at hand as it is: unanswered if it had no answer, and with its old answer if it had one.
    pub fn pass(&mut self) {
        if let Step::Ask(question) = self.step() {
            if !self.is_answered(question) {
                self.passed.insert(question);
            }
            self.settle_at(question, true);
        }
    }

    /// Goes back to the question dealt with before; tells whether there is one. No answer is touched.
    pub fn back(&mut self) -> bool {
        let front = self.trail.len();
        let before = (0..self.looking_back.unwrap_or(front)).rev().find(|at| self.is_applicable(self.trail[*at]));
        if let Some(at) = before {
            self.looking_back = Some(at);
        }
        before.is_some()
    }

    /// Goes on to detail questions, or leaves them out.
    pub fn choose_detail(&mut self, wanted: bool) {
        self.detail = if wanted { Detail::Wanted } else { Detail::LeftOut };
    }

    /// Leaves out what is left of the questions on indicators; the closing questions still come.
    pub fn finish(&mut self) {
        let left: Vec<_> = self
            .open_questions()
            .into_iter()
            .filter(|question| self.place(*question) == SectionPlace::Middle)
            .collect();
        self.passed.extend(left);
        self.detail = Detail::LeftOut;
        self.looking_back = None;
    }

    /// Ends the questions at once.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// Whether any other question than this one was answered.
    pub fn has_answers_beside(&self, question: Question) -> bool {
        self.trail.iter().any(|other| *other != question && self.is_answered(*other))
    }

    /// Whether a question has an answer.
    pub fn is_answered(&self, question: Question) -> bool {
        match question {
            Question::Fact(at) => *self.case.fact(at) != FactAnswer::NotAsked,
            Question::Indicator(at) => self.case.presence(at) != Presence::NotAsked,
        }
    }

    /// The section a question stands in, by place in the catalogue.
    pub fn section(&self, question: Question) -> usize {
        match question {
            Question::Fact(at) => self.catalogue.fact(at).section,
            Question::Indicator(at) => self.catalogue.indicator(at).section,
        }
    }

    /// How far the questions are, at this question.
    pub fn progress(&self, question: Question) -> Progress {
        let applicable = self.applicable_questions();
        let mut sections: Vec<usize> = applicable.iter().map(|question| self.section(*question)).collect();
        sections.sort_unstable();
        sections.dedup();
        let here = self.section(question);
        let ahead = |other: &Question| self.detail == Detail::Wanted || !self.is_detail(*other);
        let left = applicable.iter().filter(|other| **other == question || self.is_open(**other) && ahead(other));
        Progress {
            section: sections.iter().position(|section| *section == here).map_or(1, |at| at + 1),
            sections: sections.len(),
            left: left.count(),
        }
    }

    /// Indicators that apply but that this screener may not ask: for whoever is trained to.
    pub fn for_specialist(&self) -> Vec<IndicatorIx> {
        let applicable = Applicable::of(self.catalogue, &self.case);
        let may = |at: &IndicatorIx| self.may_ask(self.catalogue.indicator(*at).who_asks);
        let open = |at: &IndicatorIx| self.case.presence(*at) == Presence::NotAsked;
        applicable.asked.iter().map(IndicatorIx).filter(|at| !may(at)).filter(open).collect()
    }

    /// The gate that is closed, if one is.
    fn closed_gate(&self) -> Option<usize> {
        let answers = Answers::of(self.catalogue, &self.case);
        self.catalogue.gates.iter().position(|Gate { when, .. }| when.evaluate(&answers).is_yes())
    }

    fn settle(&mut self, question: Question) {
        self.passed.remove(&question);
        self.settle_at(question, false);
    }

    /// Notes that a question was dealt with. One looked back at and left as it is leads on along the trail; one that
    /// was answered anew leads to the front, since other questions may come up now.
    fn settle_at(&mut self, question: Question, onward: bool) {
        if !self.trail.contains(&question) {
            self.trail.push(question);
        }
        let next = self.looking_back.filter(|_| onward).map(|at| at + 1);
        self.looking_back =
            next.and_then(|from| (from..self.trail.len()).find(|at| self.is_applicable(self.trail[*at])));
    }

    fn wanted(&self, question: Question) -> bool {
        self.detail != Detail::LeftOut || !self.is_detail(question)
    }

    fn is_detail(&self, question: Question) -> bool {
        matches!(question, Question::Indicator(at) if self.catalogue.indicator(at).tier == Tier::Detail)
    }

    fn place(&self, question: Question) -> SectionPlace {
        self.catalogue.sections[self.section(question)].place
    }

    fn is_open(&self, question: Question) -> bool {
        !self.is_answered(question) && !self.passed.contains(&question)
    }

    fn is_applicable(&self, question: Question) -> bool {
        self.applicable_questions().contains(&question)
    }

    fn open_questions(&self) -> Vec<Question> {
        let mut questions = self.applicable_questions();
        questions.retain(|question| self.is_open(*question));
        questions
    }

    /// Questions that apply now and that this screener may ask, in order.
    fn applicable_questions(&self) -> Vec<Question> {
        let applicable = Applicable::of(self.catalogue, &self.case);
        let answers = Answers::of(self.catalogue, &self.case);
        let mut questions = self.catalogue.questions().to_vec();
        questions.retain(|question| match question {
            Question::Fact(at) => {
                let fact = self.catalogue.fact(*at);
                let asked = fact.ask_if.as_ref().is_none_or(|ask_if| ask_if.evaluate(&answers) != Truth::No);
                asked && self.may_ask(fact.who_asks)
            }
            Question::Indicator(at) => {
                applicable.asked.contains(at.0) && self.may_ask(self.catalogue.indicator(*at).who_asks)
            }
        });
        questions
    }

    /// Whether this screener may put a question. While the age is not settled the stricter rule for children holds.
    fn may_ask(&self, who: WhoAsks) -> bool {
        let asked_by = self.asked_by(who);
        match asked_by {
            AskedBy::Anyone | AskedBy::ObserveOnly => true,
            AskedBy::ChildSpecialist | AskedBy::HealthStaff => self.is_trained(asked_by),
        }
    }

    /// Who may put a question about an indicator to this person.
    pub fn who_asks(&self, indicator: IndicatorIx) -> AskedBy {
        self.asked_by(self.catalogue.indicator(indicator).who_asks)
    }

    /// Somebody who is grown up today is asked as an adult, even where the child's rules apply to what began earlier.
    fn asked_by(&self, who: WhoAsks) -> AskedBy {
        let answers = Answers::of(self.catalogue, &self.case);
        let child = self.catalogue.child_now.as_ref().map(|rule| rule.evaluate(&answers));
        if child.is_none_or(|child| child == Truth::No) { who.adult } else { who.child }
    }

    fn is_trained(&self, asked_by: AskedBy) -> bool {
        self.catalogue.fact_by_role(Role::Screener).is_some_and(|screener| {
            let fact = self.catalogue.fact(screener);
            self.case.fact(screener).value_ids(fact).contains(&asked_by.word())
        })
    }
}
