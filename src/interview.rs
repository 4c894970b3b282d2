//! The interview: the loop between a questionnaire, a face that asks the questions, and a recorder that saves each act.
//!
//! Three faces use the same loop: a terminal, plain lines, and a script. The loop does not know which one it has, and a
//! face does not know the next question. Each act is saved before the next question is shown.

mod alert;
mod dialogue;
mod face;
pub mod numbers;
mod withdrawal;

pub use dialogue::{Choice, Dialogue, FinalChoice, List, Picked, PromptResult, Prompter, TickResult};
pub use face::{Asking, Face, Overview, PromptError, Reply, SaveRetry, Withdrawal};

use crate::assessment::{Contradicting, contradictions};
use crate::case::{Answer, Case, Presence};
use crate::catalogue::{AskedBy, Catalogue, Keep, Question, SectionPlace};
use crate::condition::{FactIx, IndicatorIx};
use crate::questionnaire::{Act, Ending, Erase, Questionnaire, Recorder, SaveError, SaveOutcome, Saved, Step};
use crate::wording;

/// How an interview ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InterviewEnd {
    Ended(Ending),
    /// It was put aside, and everything is saved.
    Paused,
    /// The screener interrupted it.
    Interrupted,
    /// Input or screen failed, for example a lost connection. The case holds all earlier answers.
    Trouble(String),
}

/// The result of an interview.
#[derive(Clone, Debug)]
pub struct Interview {
    /// The case with all answers.
    pub case: Case,
    /// How it ended.
    pub left: InterviewEnd,
    /// Indicators that only a trained person may ask about.
    pub for_specialist: Vec<IndicatorIx>,
    /// How many applicable questions were skipped, because they could no longer decide anything.
    pub spared: usize,
}

impl Interview {
    /// What may be kept of it.
    pub fn save(&self, catalogue: &Catalogue) -> Keep {
        match self.left {
            InterviewEnd::Ended(Ending::Gate(gate)) => catalogue.gates[gate].keep,
            _ => Keep::Answers,
        }
    }
}

/// Asks the questions of a catalogue until they end. An interruption or a lost connection is a normal outcome: no
/// answer is lost.
pub fn conduct(questionnaire: Questionnaire<'_>, face: &mut impl Face, recorder: &mut impl Recorder) -> Interview {
    let mut talk = Conversation {
        questionnaire,
        face,
        recorder,
        section: None,
        asked_since: false,
        warned: false,
        looked_through: false,
    };
    let left = match talk.lead() {
        Ok(left) => left,
        Err(PromptError::Interrupted) => InterviewEnd::Interrupted,
        Err(error @ PromptError::Io(_)) => InterviewEnd::Trouble(error.to_string()),
    };
    let Conversation { questionnaire, .. } = talk;
    let (for_specialist, spared) = (questionnaire.for_specialist(), questionnaire.spared());
    Interview { case: questionnaire.into_case(), left, for_specialist, spared }
}

/// An interview in progress.
struct Conversation<'c, 't, F, K> {
    questionnaire: Questionnaire<'c>,
    face: &'t mut F,
    recorder: &'t mut K,
    /// The section of the last question.
    section: Option<usize>,
    /// Whether a question was asked since the last offer of a pause.
    asked_since: bool,
    /// Whether the text before the first hard question was shown.
    warned: bool,
    /// Whether the screener reviewed the answers and confirmed them.
    looked_through: bool,
}

/// How the interview ended, or `None` if it goes on.
type Onward = Result<Option<InterviewEnd>, PromptError>;

impl<F: Face, K: Recorder> Conversation<'_, '_, F, K> {
    fn lead(&mut self) -> Result<InterviewEnd, PromptError> {
        loop {
            let left = match self.questionnaire.step() {
                Step::Ended(Ending::Complete) if !self.looked_through => self.look_through()?,
                Step::Ended(ending) => Some(self.end(ending)?),
                Step::CoreDone { left } => self.core_done(left)?,
                Step::NeedsYes(fact) => self.without_yes(fact)?,
                Step::Ask(question) => self.put(question)?,
            };
            if let Some(left) = left {
                return Ok(left);
            }
        }
    }

    fn end(&mut self, ending: Ending) -> Result<InterviewEnd, PromptError> {
        if let Ending::Gate(gate) = ending {
            let gate = &self.questionnaire.catalogue().gates[gate];
            if gate.keep == Keep::Nothing {
                self.face.clear()?;
            }
            self.face.show_message(&gate.say)?;
        }
        Ok(InterviewEnd::Ended(ending))
    }

    /// Before the result every answer can be reviewed and corrected.
    fn look_through(&mut self) -> Onward {
        match self.face.look_through(&Overview::of(&self.questionnaire, true))? {
            Reply::Pass => self.looked_through = true,
            reply => return self.reply(None, reply),
        }
        Ok(None)
    }

    /// Without a yes the screening stays at the question, or ends.
    fn without_yes(&mut self, at: FactIx) -> Onward {
        let catalogue = self.questionnaire.catalogue();
        let fact = catalogue.fact(at);
        if catalogue.gates.iter().any(|gate| gate.keep == Keep::Nothing && gate.when.reads_fact(at)) {
            self.face.clear()?;
        }
        let words = if fact.without_yes.is_empty() { text!("meeting-without-yes") } else { &fact.without_yes };
        match self.face.without_yes(words)? {
            Reply::Pass => self.questionnaire.jump(Question::Fact(at)),
            reply => return self.reply(None, reply),
        }
        Ok(None)
    }

    /// Asks at once about contradictions. Until they are corrected both answers are kept, and the more protective
    /// reading counts.
    fn ask_about_contradictions(&mut self, before: &[Contradicting]) -> Onward {
        let catalogue = self.questionnaire.catalogue();
        for one in self.contradictions().into_iter().filter(|one| !before.contains(one)) {
            let titled =
                one.questions(catalogue).into_iter().map(|at| (at, catalogue.question_title(at))).collect::<Vec<_>>();
            match self.face.contradiction(&wording::contradiction(catalogue, one), &titled)? {
                Reply::Pass => {}
                reply => return self.reply(None, reply),
            }
        }
        Ok(None)
    }

    fn contradictions(&self) -> Vec<Contradicting> {
        contradictions(self.questionnaire.catalogue(), self.questionnaire.case())
    }

    fn core_done(&mut self, left: usize) -> Onward {
        match self.face.offer_detail(left)? {
            Reply::Detail(wanted) => {
                // This counts as a pause between sections.
                self.asked_since = false;
                self.take(Act::Detail(wanted))?;
            }
            reply => return self.reply(None, reply),
        }
        Ok(None)
    }

    fn put(&mut self, question: Question) -> Onward {
        let here = self.questionnaire.section(question);
        let section_begins = self.section != Some(here);
        if section_begins {
            if let Some(left) = self.between_sections(here)? {
                return Ok(Some(left));
            }
            // After a move back or elsewhere, another question is next.
            if self.questionnaire.step() != Step::Ask(question) {
                return Ok(None);
            }
        }
        self.section = Some(here);
        let asking = asking(&self.questionnaire, question, section_begins);
        let asking = Asking { before_hard: self.before_hard(&asking), ..asking };
        let is_warning = asking.before_hard.is_some();
        let reply = self.face.ask(&asking)?;
        self.warned |= is_warning;
        self.asked_since = true;
        if let Some(gate) = self.closes_a_gate(question, &reply) {
            // If the place is not safe, the answers must not stay on the screen during the confirmation.
            if self.questionnaire.catalogue().gates[gate].keep == Keep::Nothing {
                self.face.clear()?;
            }
            if self.questionnaire.has_answers_beside(question) && !self.face.is_to_end()? {
                return Ok(None);
            }
        }
        self.reply(Some(question), reply)
    }

    /// The text before a question, if it is the first hard one that the person is asked in this session.
    fn before_hard<'w>(&self, asking: &Asking<'w>) -> Option<&'w str> {
        let prompts = &asking.catalogue.prompts;
        let Question::Indicator(at) = asking.question else { return None };
        let hard_from = prompts.hard_from.filter(|_| !self.warned && !prompts.before_hard.is_empty())?;
        let is_put = asking.asked_by != AskedBy::ObserveOnly;
        (is_put && asking.catalogue.indicator(at).sensitivity >= hard_from).then_some(prompts.before_hard.as_str())
    }

    /// Offers a pause between two sections of questions on signs, if a question was asked since the last offer.
    fn between_sections(&mut self, next: usize) -> Onward {
        let catalogue = self.questionnaire.catalogue();
        let in_the_middle = |section: usize| catalogue.sections[section].place == SectionPlace::Middle;
        let offered = !catalogue.offer_pause.is_empty() && self.questionnaire.is_ahead() && self.asked_since;
        if !offered || !self.section.is_some_and(in_the_middle) {
            return Ok(None);
        }
        let next = &catalogue.sections[next];
        match self.face.offer_pause(&catalogue.offer_pause, next)? {
            Reply::Pass => {
                self.asked_since = false;
                Ok(None)
            }
            reply => self.reply(None, reply),
        }
    }

    fn reply(&mut self, question: Option<Question>, reply: Reply) -> Onward {
        match (reply, question) {
            (Reply::Fact(answer), Some(Question::Fact(at))) => {
                let (before, contradicting) = (alert::called_for(&self.questionnaire, at), self.contradictions());
                self.take(Act::Fact(at, answer))?;
                alert::show_new(&self.questionnaire, at, &before, self.face)?;
                return self.ask_about_contradictions(&contradicting);
            }
            (Reply::Indicator(answer), Some(question @ Question::Indicator(at))) => {
                let contradicting = self.contradictions();
                self.take(Act::Indicator(at, answer.clone()))?;
                if answer.presence == Presence::Present
                    && let Some(left) = self.rate(question, at, &answer)?
                {
                    return Ok(Some(left));
                }
                return self.ask_about_contradictions(&contradicting);
            }
            (Reply::Note(note), Some(Question::Indicator(at))) => self.take(Act::Note(at, note))?,
            (Reply::Back, _) => {
                if !self.questionnaire.back() {
                    self.face.show_message(text!("screening-first-question"))?;
                }
            }
            (Reply::Overview, _) => {
                // Leaving the overview does not leave the question.
                match self.face.look_through(&Overview::of(&self.questionnaire, false))? {
                    Reply::Pass => {}
                    reply => return self.reply(question, reply),
                }
            }
            (Reply::GoTo(question), _) => self.questionnaire.jump(question),
            (Reply::Withdraw, question) => return self.withdraw(question),
            (Reply::Pause, _) => return self.pause(),
            (Reply::Finish, _) => self.take(Act::Finish)?,
            // Nobody answers any more. A saved screening can be resumed. An unsaved one is shown while that is
            // possible.
            (Reply::InputEnded, _) if self.recorder.is_on_disk() => return Ok(Some(InterviewEnd::Paused)),
            (Reply::Stop | Reply::InputEnded, _) => self.take(Act::Stop)?,
            // An answer of another kind can't belong to this question, so the question is skipped.
            (Reply::Pass | Reply::Fact(_) | Reply::Indicator(_) | Reply::Note(_) | Reply::Detail(_), question) => {
                if let Some(question) = question {
                    self.take(Act::Pass(question))?;
                }
            }
        }
        Ok(None)
    }

    /// Asks for severity and basis, after the presence is saved.
    fn rate(&mut self, question: Question, at: IndicatorIx, answer: &Answer) -> Onward {
        let asking = asking(&self.questionnaire, question, false);
        match self.face.rate(&asking, answer)? {
            Reply::Indicator(rated) => {
                if rated != *answer {
                    self.take(Act::Indicator(at, rated))?;
                }
            }
            // The rating is asked again after the return to the question.
            Reply::Back => self.questionnaire.jump(question),
            reply => {
                self.questionnaire.jump(question);
                return self.reply(Some(question), reply);
            }
        }
        Ok(None)
    }

    /// A pause ends the program if everything is saved. Otherwise the window stays open, and empty.
    fn pause(&mut self) -> Onward {
        if self.recorder.is_on_disk() {
            return Ok(Some(InterviewEnd::Paused));
        }
        self.face.rest()?;
        Ok(None)
    }

    /// Applies an act, and saves it before anything else is shown.
    fn take(&mut self, act: Act) -> Result<(), PromptError> {
        let (before, passed) = (self.questionnaire.case().clone(), self.questionnaire.passed().count());
        let act = self.questionnaire.take(act);
        if *self.questionnaire.case() != before || self.questionnaire.passed().count() != passed {
            self.face.answered();
        }
        self.looked_through = false;
        if self.recorder.has_erased() && self.agrees_to_record(&act) {
            let text = if self.face.saves_erased()? {
                text!("record-erased-saved-again")
            } else {
                self.recorder.leave_out_erased(&self.questionnaire);
                text!("record-erased-stays")
            };
            self.face.show_message(text)?;
        }
        match self.recorder.save(&self.questionnaire, &act) {
            Ok(SaveOutcome::InMemory) if self.refuses_record(&act) => self.offer_erasing(),
            Ok(kept) => self.kept(kept),
            Err(unkept) => self.not_kept(unkept),
        }
    }

    fn kept(&mut self, kept: SaveOutcome) -> Result<(), PromptError> {
        match kept {
            SaveOutcome::OnDisk | SaveOutcome::InMemory => Ok(()),
            SaveOutcome::Withdrawn { saved, unwritten } => self.withdrawn(saved, unwritten),
        }
    }

    fn withdrawn(&mut self, saved: Saved, unwritten: Option<SaveError>) -> Result<(), PromptError> {
        if let Some(SaveError(why)) = unwritten {
            self.face.show_message(&text!("record-withdrawal-not-saved", why = why))?;
        }
        let Some(what) = self.face.what_to_erase(saved)? else { return Ok(()) };
        match self.recorder.erase(what) {
            Ok(()) if what == Erase::ThisMeeting => {
                self.face.show_message(&text!("meeting-this-erased", earlier = saved.earlier))
            }
            Ok(()) => self.face.show_message(text!("record-erased")),
            Err(SaveError(why)) => self.face.show_message(&text!("record-not-erased", why = why)),
        }
    }

    /// After a failed save, offers another place, or memory only. No answer is lost.
    fn not_kept(&mut self, SaveError(mut why): SaveError) -> Result<(), PromptError> {
        loop {
            let tried = match self.face.not_kept(&why)? {
                SaveRetry::Again => self.recorder.retry_save(&self.questionnaire),
                SaveRetry::Elsewhere(folder) => self.recorder.save_elsewhere(&self.questionnaire, &folder),
                SaveRetry::InMemory => {
                    self.recorder.let_be();
                    return Ok(());
                }
                SaveRetry::Withdraw => {
                    self.recorder.let_be();
                    return self.refuse_record();
                }
            };
            match tried {
                Ok(kept) => {
                    if kept == SaveOutcome::OnDisk {
                        self.face.show_message(text!("record-saved"))?;
                    }
                    return self.kept(kept);
                }
                Err(SaveError(again)) => why = again,
            }
        }
    }

    /// The gate that an answer would close, which ends the interview.
    fn closes_a_gate(&self, question: Question, reply: &Reply) -> Option<usize> {
        let (Reply::Fact(answer), Question::Fact(at)) = (reply, question) else { return None };
        let mut tried = self.questionnaire.clone();
        tried.answer_fact(at, answer.clone());
        if let Step::Ended(Ending::Gate(gate)) = tried.step() { Some(gate) } else { None }
    }
}

fn asking<'a>(questionnaire: &'a Questionnaire<'_>, question: Question, section_begins: bool) -> Asking<'a> {
    let catalogue = questionnaire.catalogue();
    let asked_by = match question {
        Question::Indicator(at) => questionnaire.who_asks(at),
        Question::Fact(_) => AskedBy::Anyone,
    };
    Asking {
        catalogue,
        question,
        case: questionnaire.case(),
        section: &catalogue.sections[questionnaire.section(question)],
        section_begins,
        before_hard: None,
        progress: questionnaire.progress(question),
        asked_by,
        to_confirm: questionnaire.is_to_confirm(question),
        heard: None,
    }
}
