//! The questionnaire: which question is next, and the effect of an answer, a step back, a jump or a skip.
//!
//! It is a pure state machine over a catalogue and a case. The next question depends only on the catalogue, the
//! answers, and the skipped questions. So the same answers always lead to the same questions. It knows no terminal and
//! no file, and never forgets an answer: going back shows the earlier one, and skipping keeps it.

mod applicability;
mod overview;
mod recorder;

pub use crate::questionnaire::recorder::{Erase, Recorder, SaveError, SaveOutcome, Saved};
pub use overview::{Chapter, Progress, QuestionEntry, QuestionStatus};

use crate::assessment::Answers;
use crate::case::{self, Answer, Case, FactAnswer, Presence};
use crate::catalogue::{Catalogue, EachMeeting, Gate, Keep, Question, SectionPlace};
use crate::condition::{BitSet, FactIx, IndicatorIx};
use crate::referral::bearing;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Ask(Question),
    /// The core questions are done: detail questions, or the closing questions directly.
    CoreDone {
        /// The number of remaining detail questions.
        left: usize,
    },
    /// A required yes is missing. The screening does not go on without it.
    NeedsYes(FactIx),
    Ended(Ending),
}

/// Why a questionnaire ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything that applies was asked.
    Complete,
    /// A gate closed, by position in the catalogue.
    Gate(usize),
    Stopped,
}

/// An act that changes the state of a screening. Replaying all acts in order restores the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A question about a fact was answered.
    Fact(FactIx, FactAnswer),
    /// A question about an indicator was answered.
    Indicator(IndicatorIx, Answer),
    /// A note on an indicator was written or removed. The question stays the same.
    Note(IndicatorIx, Option<String>),
    /// A question was skipped.
    Pass(Question),
    /// Detail questions were chosen or left out.
    Detail(bool),
    /// The remaining questions on indicators were skipped.
    Finish,
    /// The questions were ended.
    Stop,
    /// A later meeting with the same person began.
    MeetAgain(Meeting),
}

/// A later meeting, at its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    pub on: Option<Date>,
    /// The facts whose last answers no longer count.
    pub lapsed: Vec<FactIx>,
    /// The indicators whose last "no" was given under a caution, and proves nothing. They are asked again.
    pub lapsed_signs: Vec<IndicatorIx>,
}

/// The screener's choice after the core questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    NotChosen,
    Wanted,
    LeftOut,
}

/// Which question is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looking {
    /// The first open one.
    Ahead,
    /// An earlier one, by position in the trail.
    Back(usize),
    /// One that the screener went to.
    At(Question),
}

/// A screening in progress.
#[derive(Clone, Debug)]
pub struct Questionnaire<'c> {
    catalogue: &'c Catalogue,
    case: Case,
    /// Questions that were skipped.
    passed: BTreeSet<Question>,
    /// Questions that a later meeting asks again, although they have an answer.
    reopened: BTreeSet<Question>,
    /// Questions in the order they were first answered or skipped.
    trail: Vec<Question>,
    looking: Looking,
    detail: Detail,
    stopped: bool,
    /// Whether questions that no longer decide anything are skipped.
    quick: bool,
    /// Questions that still decide something, computed on first use.
    bearing: OnceCell<BitSet>,
}

impl<'c> Questionnaire<'c> {
    /// Begins with a case and its answers.
    pub fn new(catalogue: &'c Catalogue, case: Case) -> Self {
        Self {
            catalogue,
            case,
            passed: BTreeSet::new(),
            reopened: BTreeSet::new(),
            trail: Vec::new(),
            looking: Looking::Ahead,
            detail: Detail::NotChosen,
            stopped: false,
            quick: false,
            bearing: OnceCell::new(),
        }
    }

    /// Skips, from now on, every question that can no longer change the finding, the urgency or a protective pathway.
    /// Facts are still asked, and no question is asked earlier than before.
    pub fn quick(self) -> Self {
        Self { quick: true, ..self }
    }

    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The case, after the questions ended.
    pub fn into_case(self) -> Case {
        self.case
    }

    /// Questions that were skipped.
    pub fn passed(&self) -> impl Iterator<Item = Question> + '_ {
        self.passed.iter().copied()
    }

    pub fn step(&self) -> Step {
        let lacking = self.lacks_yes();
        if self.stopped {
            return Step::Ended(self.ending_of_stop(lacking));
        }
        let chosen = match self.looking {
            Looking::Back(at) => Some(self.trail[at]),
            Looking::At(question) => Some(question),
            Looking::Ahead => None,
        };
        let may_come = |question: &Question| lacking.is_none_or(|fact| !self.comes_after(*question, fact));
        if let Some(question) = chosen.filter(may_come) {
            return Step::Ask(question);
        }
        if let Some(gate) = self.closed_gate() {
            return Step::Ended(Ending::Gate(gate));
        }
        let open = self.open_questions();
        let first = open.iter().copied().filter(|question| self.wanted(*question)).find(may_come);
        let first = match (first, lacking) {
            (Some(first), _) => first,
            (None, Some(fact)) => return Step::NeedsYes(fact),
            (None, None) => return Step::Ended(Ending::Complete),
        };
        let details = open.iter().filter(|question| self.is_detail(**question)).count();
        let core_left =
            open.iter().any(|question| self.place(*question) < SectionPlace::Closing && !self.is_detail(*question));
        if self.detail == Detail::NotChosen && !core_left && details > 0 {
            return Step::CoreDone { left: details };
        }
        Step::Ask(first)
    }

    /// Applies an act, and returns it as it was applied: answers are limited to what a case file can hold.
    pub fn take(&mut self, act: Act) -> Act {
        let act = match act {
            Act::Fact(at, answer) => Act::Fact(at, answer.fit_for(self.catalogue.fact(at))),
            Act::Indicator(at, answer) => Act::Indicator(at, answer.fit_for(self.catalogue.indicator(at))),
            Act::Note(at, note) => Act::Note(at, note.map(case::fit_note)),
            other => other,
        };
        self.take_fit(act.clone());
        act
    }

    fn take_fit(&mut self, act: Act) {
        match act {
            Act::Fact(at, answer) => self.answer_fact(at, answer),
            Act::Indicator(at, answer) => self.answer(at, answer),
            Act::Note(at, note) => self.note(at, note),
            Act::Pass(question) => self.pass_over(question),
            Act::Detail(wanted) => self.choose_detail(wanted),
            Act::Finish => self.finish(),
            Act::Stop => self.stop(),
            Act::MeetAgain(meeting) => self.meet_again(&meeting),
        }
    }

    pub fn answer_fact(&mut self, fact: FactIx, answer: FactAnswer) {
        let asked = answer != FactAnswer::NotAsked;
        self.case.set_fact(fact, answer);
        self.bearing.take();
        self.settle(Question::Fact(fact), asked);
    }

    pub fn answer(&mut self, indicator: IndicatorIx, answer: Answer) {
        let asked = answer.presence != Presence::NotAsked;
        self.case.set_answer(indicator, answer);
        self.bearing.take();
        self.settle(Question::Indicator(indicator), asked);
    }

    /// Adds a note to an answer, or to an unanswered question.
    fn note(&mut self, indicator: IndicatorIx, note: Option<String>) {
        let standing = self.case.answer(indicator).cloned();
        let answer = standing.unwrap_or_else(|| Answer::of(Presence::NotAsked));
        self.case.set_answer(indicator, Answer { note, ..answer });
    }

    /// Skips the present question: it stays unanswered, or keeps its earlier answer.
    pub fn pass(&mut self) {
        if let Step::Ask(question) = self.step() {
            self.pass_over(question);
        }
    }

    fn pass_over(&mut self, question: Question) {
        if !self.is_answered(question) {
            self.passed.insert(question);
        }
        self.reopened.remove(&question);
        self.lead_on(question, true);
    }

    /// Goes back to the previous question, and returns whether there is one. No answer changes.
    pub fn back(&mut self) -> bool {
        let from = match self.looking {
            Looking::Ahead => self.trail.len(),
            Looking::Back(at) => at,
            Looking::At(question) => self.trail.iter().position(|other| *other == question).unwrap_or(self.trail.len()),
        };
        let applicable = self.applicable_questions();
        let before = (0..from).rev().find(|at| applicable.contains(&self.trail[*at]));
        if let Some(at) = before {
            self.looking = Looking::Back(at);
        }
        before.is_some()
    }

    /// Goes to any question. No answer changes. After it, the first open question is next.
    pub fn jump(&mut self, question: Question) {
        self.looking = Looking::At(question);
    }

    /// Whether the present question is the next open one, and not one that was gone back or jumped to.
    pub fn is_ahead(&self) -> bool {
        self.looking == Looking::Ahead
    }

    /// Chooses detail questions, or leaves them out.
    pub fn choose_detail(&mut self, wanted: bool) {
        self.detail = if wanted { Detail::Wanted } else { Detail::LeftOut };
    }

    /// Skips the remaining questions on indicators. The closing questions are still asked.
    pub fn finish(&mut self) {
        let left: Vec<_> = self
            .open_questions()
            .into_iter()
            .filter(|question| self.place(*question) == SectionPlace::Middle)
            .collect();
        self.passed.extend(left);
        self.detail = Detail::LeftOut;
        self.looking = Looking::Ahead;
    }

    /// Ends the questions at once.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// A later meeting on this day, if it began now. No consent from the last meeting counts, and no fact about that
    /// meeting only. An answer that protects the person counts until it is asked again. A caution ends with its
    /// meeting, so every "no" under it no longer counts.
    pub fn later_meeting(&self, on: Option<Date>) -> Meeting {
        let lapses = |at: &FactIx| {
            let fact = self.catalogue.fact(*at);
            let answer = self.case.fact(*at);
            let protects = matches!(answer, FactAnswer::Values(bits) if bits & !fact.protecting_bits() == 0);
            let stands = protects && !self.catalogue.is_read_by_a_gate(*at);
            fact.each_meeting == EachMeeting::Fresh && *answer != FactAnswer::NotAsked && !stands
        };
        let is_weak = self.case.as_ref().is_under_caution(self.catalogue);
        Meeting {
            on,
            lapsed: (0..self.catalogue.facts.len()).map(FactIx).filter(lapses).collect(),
            lapsed_signs: if is_weak { self.case.with_presence(Presence::Absent).collect() } else { Vec::new() },
        }
    }

    /// Begins a later meeting. Open again are: questions of every meeting, skipped ones, and answers that are neither
    /// yes nor no. All other answers stay, except the lapsed ones.
    fn meet_again(&mut self, meeting: &Meeting) {
        for at in &meeting.lapsed {
            self.case.set_fact(*at, FactAnswer::NotAsked);
        }
        for at in &meeting.lapsed_signs {
            // The note is kept.
            let note = self.case.answer(*at).and_then(|answer| answer.note.clone());
            self.case.set_answer(*at, Answer { note, ..Answer::of(Presence::NotAsked) });
        }
        let anew = |at: &FactIx| self.catalogue.fact(*at).each_meeting != EachMeeting::Keep;
        let anew = (0..self.catalogue.facts.len()).map(FactIx).filter(anew).map(Question::Fact);
        self.reopened = self.half_answered().chain(anew).collect();
        self.bearing.take();
        self.passed.clear();
        self.trail.clear();
        (self.looking, self.detail, self.stopped) = (Looking::Ahead, Detail::NotChosen, false);
        // The person waits since the first meeting, whatever the day of a later one.
        let before = self.case.screened_on.take();
        self.case.first_met_on = self.case.first_met_on.or(before);
        self.case.screened_on = meeting.on;
    }

    /// Whether the screener must confirm the answer of the last meeting to this question.
    pub fn is_to_confirm(&self, question: Question) -> bool {
        let Question::Fact(at) = question else { return false };
        let is_confirmed_each_time = self.catalogue.fact(at).each_meeting == EachMeeting::Confirm;
        is_confirmed_each_time && self.reopened.contains(&question) && self.case.fact(at).is_given()
    }

    /// Whether any other question was answered.
    pub fn has_answers_beside(&self, question: Question) -> bool {
        self.trail.iter().any(|other| *other != question && self.is_answered(*other))
    }

    /// How many applicable questions are skipped at present.
    pub fn spared(&self) -> usize {
        let applicable = self.applicable_questions();
        let open = applicable.iter().filter(|question| self.is_open(**question)).count();
        open - self.open_among(&applicable).len()
    }

    /// The first question whose required yes is missing, asked or not. Skipped, unknown and declined are no yes.
    fn lacks_yes(&self) -> Option<FactIx> {
        self.applicable_questions().into_iter().find_map(|question| match question {
            Question::Fact(at) if self.catalogue.fact(at).needs_yes() => {
                let is_yes =
                    matches!(self.case.fact(at), FactAnswer::Values(given) if self.catalogue.fact(at).is_yes(*given));
                (!is_yes).then_some(at)
            }
            _ => None,
        })
    }

    fn comes_after(&self, question: Question, fact: FactIx) -> bool {
        let place = |wanted| self.catalogue.questions().iter().position(|one| *one == wanted);
        place(question) > place(Question::Fact(fact))
    }

    /// How a stopped screening ends. Without a yes to safety it ends like one in an unsafe place.
    fn ending_of_stop(&self, lacking: Option<FactIx>) -> Ending {
        let put = lacking.filter(|fact| !self.is_open(Question::Fact(*fact)));
        let keeps_nothing = |fact: FactIx| {
            let mut gates = self.catalogue.gates.iter();
            gates.position(|gate| gate.keep == Keep::Nothing && gate.when.reads_fact(fact))
        };
        put.and_then(keeps_nothing).map_or(Ending::Stopped, Ending::Gate)
    }

    fn closed_gate(&self) -> Option<usize> {
        let answers = Answers::of(self.catalogue, &self.case);
        self.catalogue.gates.iter().position(|Gate { when, .. }| when.evaluate(&answers).is_yes())
    }

    fn settle(&mut self, question: Question, answered: bool) {
        if answered {
            self.passed.remove(&question);
        } else {
            self.passed.insert(question);
        }
        self.reopened.remove(&question);
        self.lead_on(question, false);
    }

    /// Records that a question was answered or skipped. After going back and changing nothing, the next question of the
    /// trail follows. After a new answer or a jump, the first open question follows, because other questions may apply
    /// now.
    fn lead_on(&mut self, question: Question, left_as_it_is: bool) {
        if !self.trail.contains(&question) {
            self.trail.push(question);
        }
        let next = match self.looking {
            Looking::Back(at) if left_as_it_is => {
                let applicable = self.applicable_questions();
                (at + 1..self.trail.len()).find(|at| applicable.contains(&self.trail[*at]))
            }
            _ => None,
        };
        self.looking = next.map_or(Looking::Ahead, Looking::Back);
    }

    fn wanted(&self, question: Question) -> bool {
        self.detail != Detail::LeftOut || !self.is_detail(question)
    }

    fn is_open(&self, question: Question) -> bool {
        (!self.is_answered(question) || self.reopened.contains(&question)) && !self.passed.contains(&question)
    }

    fn open_questions(&self) -> Vec<Question> {
        self.open_among(&self.applicable_questions())
    }

    /// Those of them that are still to be asked.
    fn open_among(&self, questions: &[Question]) -> Vec<Question> {
        let bearing = self.quick.then(|| self.bearing.get_or_init(|| bearing(self.catalogue, &self.case)));
        let bears = |question: &Question| match (question, bearing) {
            (Question::Indicator(at), Some(bearing)) => bearing.contains(at.0),
            _ => true,
        };
        questions.iter().copied().filter(|question| self.is_open(*question)).filter(bears).collect()
    }
}
