//! The interview: one loop between a questionnaire and a face that puts the questions.
//!
//! Three faces drive the same loop: a terminal, plain lines, and a script. The loop knows none of them, and a face
//! knows nothing of which question comes next.

mod dialogue;
pub mod plain;
pub mod terminal;

pub use dialogue::{Choice, Dialogue, Given, Prompter};

use crate::assessment::assess;
use crate::case::{Answer, Case, FactAnswer};
use crate::catalogue::{self, AskedBy, Catalogue, Keep, Question, Section};
use crate::condition::IndicatorIx;
use crate::questionnaire::{Ending, Progress, Questionnaire, Step};
use crate::referral::{Recommendation, recommend};
use std::io;

/// A question, with all that a face may want to show beside it.
pub struct Asking<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The question.
    pub question: Question,
    /// The answers so far: going back shows the old one.
    pub case: &'a Case,
    /// The section it stands in.
    pub section: &'a Section,
    /// Whether the section begins here.
    pub section_begins: bool,
    /// How far the questions are.
    pub progress: Progress,
    /// Who may put it; `ObserveOnly` is noted, never asked.
    pub asked_by: AskedBy,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer about a fact.
    Fact(FactAnswer),
    /// An answer about an indicator.
    Indicator(Answer),
    /// Leave it as it is.
    Pass,
    /// One question back.
    Back,
    /// On to the closing questions.
    Finish,
    /// End now.
    Stop,
}

/// Why a face could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// The screener pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// The terminal or the input failed.
    #[error("the input or the screen failed: {0}")]
    Io(#[from] io::Error),
}

/// A way of putting questions.
pub trait Face {
    /// Tells something that asks for no answer.
    ///
    /// # Errors
    /// When the screen fails.
    fn tell(&mut self, text: &str) -> Result<(), Halt>;

    /// Puts a question.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, Halt>;

    /// Asks once more before an answer ends the talk for good, where there is something to lose by a slip.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn is_to_end(&mut self) -> Result<bool, Halt> {
        Ok(true)
    }

    /// Offers detail questions now that the core is through: true for yes, none to stop.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn offer_detail(&mut self, left: usize) -> Result<Option<bool>, Halt>;
}

/// How an interview came out.
#[derive(Clone, Debug)]
pub struct Interview {
    /// The case as it stands.
    pub case: Case,
    /// Why it ended; none when it was interrupted.
    pub ending: Option<Ending>,
    /// What failed, if input or screen did: a link that was lost, say. The case holds all that was answered before.
    pub trouble: Option<String>,
    /// Indicators left to whoever is trained to ask.
    pub for_specialist: Vec<IndicatorIx>,
}

impl Interview {
    /// What may be kept of it.
    #[must_use]
    pub fn keep(&self, catalogue: &Catalogue) -> Keep {
        match self.ending {
            Some(Ending::Gate(gate)) => catalogue.gates[gate].keep,
            _ => Keep::Answers,
        }
    }
}

/// Puts the questions of a catalogue until they end. An interruption, or a link that breaks, is an outcome like others:
/// nothing that was answered is lost by it.
pub fn conduct(mut questionnaire: Questionnaire<'_>, face: &mut impl Face) -> Interview {
    let (ending, trouble) = match lead(&mut questionnaire, face) {
        Ok(ending) => (Some(ending), None),
        Err(Halt::Interrupted) => (None, None),
        Err(error @ Halt::Io(_)) => (None, Some(error.to_string())),
    };
    let for_specialist = questionnaire.for_specialist();
    Interview { case: questionnaire.into_case(), ending, trouble, for_specialist }
}

fn lead(questionnaire: &mut Questionnaire<'_>, face: &mut impl Face) -> Result<Ending, Halt> {
    let mut section = None;
    loop {
        match questionnaire.step() {
            Step::Ended(ending) => {
                if let Ending::Gate(gate) = ending {
                    face.tell(&questionnaire.catalogue().gates[gate].say)?;
                }
                return Ok(ending);
            }
            Step::CoreDone { left } => match face.offer_detail(left)? {
                Some(wanted) => questionnaire.choose_detail(wanted),
                None => questionnaire.stop(),
            },
            Step::Ask(question) => {
                let here = questionnaire.section(question);
                let section_begins = section.replace(here) != Some(here);
                let reply = face.ask(&asking(questionnaire, question, section_begins))?;
                if closes_a_gate(questionnaire, question, &reply)
                    && questionnaire.has_answers_beside(question)
                    && !face.is_to_end()?
                {
                    continue;
                }
                let before = matches!(reply, Reply::Fact(_)).then(|| advice(questionnaire));
                apply(questionnaire, question, reply, face)?;
                if let Some(before) = before {
                    alert(questionnaire, &before, face)?;
                }
            }
        }
    }
}

/// Whether an answer would end the talk at once.
fn closes_a_gate(questionnaire: &Questionnaire<'_>, question: Question, reply: &Reply) -> bool {
    let (Reply::Fact(answer), Question::Fact(at)) = (reply, question) else { return false };
    let mut tried = questionnaire.clone();
    tried.answer_fact(at, answer.clone());
    matches!(tried.step(), Step::Ended(Ending::Gate(_)))
}

fn advice(questionnaire: &Questionnaire<'_>) -> Recommendation {
    let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
    recommend(catalogue, case, &assess(catalogue, case, &mut ()))
}

/// Tells what to do now as soon as an answer calls for the highest urgency: that can't wait for the last question.
fn alert(questionnaire: &Questionnaire<'_>, before: &Recommendation, face: &mut impl Face) -> Result<(), Halt> {
    let after = advice(questionnaire);
    let guidelines = &questionnaire.catalogue().guidelines;
    if after.urgency != Some(0) || guidelines.urgencies.len() < 2 || matches!(questionnaire.step(), Step::Ended(_)) {
        return Ok(());
    }
    let new = after.actions.iter().filter(|at| !before.actions.contains(at)).map(|at| &guidelines.actions[*at]);
    let now: Vec<&str> =
        new.filter(|action| action.step == catalogue::Step::Now).map(|action| action.text.as_str()).collect();
    if now.is_empty() {
        return Ok(());
    }
    face.tell(crate::wording::DO_THIS_FIRST)?;
    now.into_iter().try_for_each(|text| face.tell(&format!("- {text}")))?;
    face.tell(crate::wording::QUESTIONS_CAN_WAIT)
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
        progress: questionnaire.progress(question),
        asked_by,
    }
}

fn apply(
    questionnaire: &mut Questionnaire<'_>,
    question: Question,
    reply: Reply,
    face: &mut impl Face,
) -> Result<(), Halt> {
    match (reply, question) {
        (Reply::Fact(answer), Question::Fact(at)) => questionnaire.answer_fact(at, answer),
        (Reply::Indicator(answer), Question::Indicator(at)) => questionnaire.answer(at, answer),
        (Reply::Back, _) => {
            if !questionnaire.back() {
                face.tell(crate::wording::FIRST_QUESTION)?;
            }
        }
        (Reply::Finish, _) => questionnaire.finish(),
        (Reply::Stop, _) => questionnaire.stop(),
        // An answer of the other kind can't be meant for this question: it is left as it is.
        (Reply::Pass | Reply::Fact(_) | Reply::Indicator(_), _) => questionnaire.pass(),
    }
    Ok(())
}
