//! The questionnaire: which question comes next, and what an answer, a step back, a jump or a skip does.
//!
//! A pure state machine over a catalogue and a case. The next question follows from the catalogue, the answers and
//! what was passed over, and from nothing else, so the same answers always meet the same questions. It knows no
//! terminal and no file, and it never forgets an answer: going back shows the old one, and leaving it be keeps it.

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
    /// A question that needs a yes has none. The screening does not go on until there is one.
    NeedsYes(FactIx),
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

/// Something done in a screening that changes where it stands. The acts of a screening, taken in again in their order,
/// lead to where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A question about a fact was answered.
    Fact(FactIx, FactAnswer),
    /// A question about an indicator was answered.
    Indicator(IndicatorIx, Answer),
    /// A note on an indicator was written, or taken out. The question stays where it is.
    Note(IndicatorIx, Option<String>),
    /// A question was left as it is.
    Pass(Question),
    /// Detail questions were wanted, or left out.
    Detail(bool),
    /// What was left of the questions on indicators was left out.
    Finish,
    /// The questions were ended.
    Stop,
    /// A later meeting with the same person began.
    MeetAgain(Meeting),
}

/// A later meeting, as it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Its day.
    pub on: Option<Date>,
    /// The facts whose last answers do not count any more.
    pub lapsed: Vec<FactIx>,
    /// The indicators whose last "no" was given under a caution, and so proves nothing: they are asked again.
    pub lapsed_signs: Vec<IndicatorIx>,
}

/// What the screener chose once the core questions were through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    NotChosen,
    Wanted,
    LeftOut,
}

/// Which question is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looking {
    /// The first one that is open.
    Ahead,
    /// One that was dealt with before, by place in the trail.
    Back(usize),
    /// One that was jumped to.
    At(Question),
}

/// A screening under way.
#[derive(Clone, Debug)]
pub struct Questionnaire<'c> {
    catalogue: &'c Catalogue,
    case: Case,
    /// Questions that were left without an answer on purpose.
    passed: BTreeSet<Question>,
    /// Questions that a later meeting asks again, though they have an answer of a kind.
    reopened: BTreeSet<Question>,
    /// Questions in the order they were first dealt with.
    trail: Vec<Question>,
    looking: Looking,
    detail: Detail,
    stopped: bool,
    /// Whether questions that decide nothing any more are spared.
    quick: bool,
    /// Those that still decide something, worked out when they are first asked for.
    bearing: OnceCell<BitSet>,
}

impl<'c> Questionnaire<'c> {
    /// Begins with a case, whose answers stand as given.
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

    /// Spares, from now on, every question that can't change the finding, the urgency or a protective pathway any more.
    /// Facts are asked all the same, and nothing is asked earlier than it would have been.
    pub fn quick(self) -> Self {
        Self { quick: true, ..self }
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

    /// Questions left without an answer on purpose.
    pub fn passed(&self) -> impl Iterator<Item = Question> + '_ {
        self.passed.iter().copied()
    }

    /// What comes next.
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

    /// Takes in something that was done; gives it as it was taken: an answer holds nothing that a case file could not.
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

    /// Answers a question about a fact.
    pub fn answer_fact(&mut self, fact: FactIx, answer: FactAnswer) {
        let asked = answer != FactAnswer::NotAsked;
        self.case.set_fact(fact, answer);
        self.bearing.take();
        self.settle(Question::Fact(fact), asked);
    }

    /// Answers a question about an indicator.
    pub fn answer(&mut self, indicator: IndicatorIx, answer: Answer) {
        let asked = answer.presence != Presence::NotAsked;
        self.case.set_answer(indicator, answer);
        self.bearing.take();
        self.settle(Question::Indicator(indicator), asked);
    }

    /// Puts a note beside an answer, or in the place of one.
    fn note(&mut self, indicator: IndicatorIx, note: Option<String>) {
        let standing = self.case.answer(indicator).cloned();
        let answer = standing.unwrap_or_else(|| Answer::of(Presence::NotAsked));
        self.case.set_answer(indicator, Answer { note, ..answer });
    }

    /// Leaves the question at hand as it is: unanswered if it had no answer, and with its old answer if it had one.
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

    /// Goes back to the question dealt with before; tells whether there is one. No answer is touched.
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

    /// Goes to a question, whether it was dealt with or not. No answer is touched; from there the way leads to the first
    /// question that is open.
    pub fn jump(&mut self, question: Question) {
        self.looking = Looking::At(question);
    }

    /// Whether the question at hand is the next one, and none that was gone back or jumped to.
    pub fn is_ahead(&self) -> bool {
        self.looking == Looking::Ahead
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
        self.looking = Looking::Ahead;
    }

    /// Ends the questions at once.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// A later meeting on this day, as it would begin now: no agreement of the last one counts, and nothing that held for
    /// that talk alone. An answer that protects the person stands until it is asked again. The caution of that talk goes
    /// with its conditions, so every "no" that it weakened goes too.
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

    /// Begins a later meeting: what must be asked at every meeting, what was left out, and what has neither a yes nor a
    /// no is open again. Every other answer stands, but those that lapsed.
    fn meet_again(&mut self, meeting: &Meeting) {
        for at in &meeting.lapsed {
            self.case.set_fact(*at, FactAnswer::NotAsked);
        }
        for at in &meeting.lapsed_signs {
            // A note stays where it is.
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
        // The person waits since the first meeting, whenever it is that they are met again.
        let before = self.case.screened_on.take();
        self.case.first_met_on = self.case.first_met_on.or(before);
        self.case.screened_on = meeting.on;
    }

    /// Whether a question has an answer of the last meeting that is put before the screener to be confirmed.
    pub fn is_to_confirm(&self, question: Question) -> bool {
        let Question::Fact(at) = question else { return false };
        let is_confirmed_each_time = self.catalogue.fact(at).each_meeting == EachMeeting::Confirm;
        is_confirmed_each_time && self.reopened.contains(&question) && self.case.fact(at).is_given()
    }

    /// Whether any other question than this one was answered.
    pub fn has_answers_beside(&self, question: Question) -> bool {
        self.trail.iter().any(|other| *other != question && self.is_answered(*other))
    }

    /// How many questions that apply are spared as things stand.
    pub fn spared(&self) -> usize {
        let applicable = self.applicable_questions();
        let open = applicable.iter().filter(|question| self.is_open(**question)).count();
        open - self.open_among(&applicable).len()
    }

    /// The first question that needs a yes and has none, whether or not it was put. Skipped, unknown and declined are no
    /// yes.
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

    /// How a screening ends that was stopped. Without a yes to safety it ends like one that was not safe.
    fn ending_of_stop(&self, lacking: Option<FactIx>) -> Ending {
        let put = lacking.filter(|fact| !self.is_open(Question::Fact(*fact)));
        let keeps_nothing = |fact: FactIx| {
            let mut gates = self.catalogue.gates.iter();
            gates.position(|gate| gate.keep == Keep::Nothing && gate.when.reads_fact(fact))
        };
        put.and_then(keeps_nothing).map_or(Ending::Stopped, Ending::Gate)
    }

    /// The gate that is closed, if one is.
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

    /// Notes that a question was dealt with. One looked back at and left as it is leads on along the trail; one that
    /// was answered anew, or jumped to, leads to the front, since other questions may come up now.
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
