//! What the interview asks of a face, and what a face may answer.

use crate::case::{Answer, Case, FactAnswer};
use crate::catalogue::{AskedBy, Catalogue, Question, Section};
use crate::questionnaire::{Chapter, Erase, Progress, Questionnaire, Saved};
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
    /// What is said before the first hard question; none where this is no such question.
    pub before_hard: Option<&'a str>,
    /// How far the questions are.
    pub progress: Progress,
    /// Who may put it; `ObserveOnly` is noted, never asked.
    pub asked_by: AskedBy,
    /// Whether the answer of the last meeting is to be confirmed.
    pub to_confirm: bool,
    /// In training, what is heard or seen when the question is put, under its label.
    pub heard: Option<(&'static str, &'a str)>,
}

impl Asking<'_> {
    /// What is said as the section begins, to this person.
    pub fn say(&self) -> String {
        let answers = crate::assessment::Answers::of(self.catalogue, self.case);
        self.section.say.said(|terms| terms.hold(&answers))
    }
}

/// All questions at a glance.
pub struct Overview<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The answers so far.
    pub case: &'a Case,
    /// Sections with their questions.
    pub chapters: Vec<Chapter>,
    /// Whether the result comes next: then this is the last look at the answers.
    pub at_the_end: bool,
}

impl<'a> Overview<'a> {
    /// At a screening under way.
    pub fn of(questionnaire: &'a Questionnaire<'_>, at_the_end: bool) -> Self {
        let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
        Self { catalogue, case, chapters: questionnaire.overview(), at_the_end }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer about a fact.
    Fact(FactAnswer),
    /// An answer about an indicator.
    Indicator(Answer),
    /// A note on an indicator, whether it is answered or not.
    Note(Option<String>),
    /// Whether detail questions are wanted, where that was asked.
    Detail(bool),
    /// Leave it as it is.
    Pass,
    /// Go to this question.
    GoTo(Question),
    /// One question back.
    Back,
    /// Show all questions, to go to any of them.
    Overview,
    /// Put the talk aside.
    Pause,
    /// On to the closing questions.
    Finish,
    /// End now.
    Stop,
    /// The person no longer agrees, to the record or to the talk.
    Withdraw,
    /// There is no more input.
    InputEnded,
}

/// What to do about answers that could not be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveRetry {
    /// Try again.
    Again,
    /// Keep them in this place.
    Elsewhere(String),
    /// Go on, and keep them in memory.
    InMemory,
    /// The person no longer agrees to a record: keep them in memory.
    Withdraw,
}

/// What the person no longer agrees to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// The record: nothing more is saved, and the talk goes on.
    Record,
    /// The whole talk: nothing more is saved, and the questions end.
    Talk,
    /// Nothing: they still agree.
    Nothing,
}

/// Why a face could not go on.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// The screener pressed Ctrl-C.
    #[error("{}", text!("screening-interrupted"))]
    Interrupted,
    /// The terminal or the input failed.
    #[error("{}", text!("screening-face-failed", why = .0.to_string()))]
    Io(#[from] io::Error),
}

/// A way of putting questions. Every method fails when interrupted, or when input or screen fail.
#[allow(clippy::missing_errors_doc)]
pub trait Face {
    /// Tells something that asks for no answer.
    fn show_message(&mut self, text: &str) -> Result<(), PromptError>;

    /// Puts a question.
    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError>;

    /// A question that needs a yes has none. [`Reply::Pass`] puts the question again; [`Reply::Stop`] ends the screening.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn without_yes(&mut self, _words: &str) -> Result<Reply, PromptError> {
        Ok(Reply::Stop)
    }

    /// Answers do not fit together. [`Reply::GoTo`] leads to the question whose answer is to be corrected, [`Reply::Pass`]
    /// leaves all of them as they are.
    ///
    /// # Errors
    /// When interrupted, or when input or screen fail.
    fn contradiction(&mut self, _words: &str, _questions: &[(Question, &str)]) -> Result<Reply, PromptError> {
        Ok(Reply::Pass)
    }

    /// Asks how severe something present is, and what it rests on; gives [`Reply::Indicator`], [`Reply::Back`] to the
    /// question itself, or another way to move about.
    fn rate(&mut self, _asking: &Asking<'_>, answer: &Answer) -> Result<Reply, PromptError> {
        Ok(Reply::Indicator(answer.clone()))
    }

    /// Offers detail questions now that the core is through; gives [`Reply::Detail`] or a way to move about.
    fn offer_detail(&mut self, left: usize) -> Result<Reply, PromptError>;

    /// Asks once more before an answer ends the talk for good, where there is something to lose by a slip.
    fn is_to_end(&mut self) -> Result<bool, PromptError> {
        Ok(true)
    }

    /// Offers a pause before the next section, in these words; gives [`Reply::Pass`] to go on, or a way to move about.
    fn offer_pause(&mut self, _words: &str, _next: &Section) -> Result<Reply, PromptError> {
        Ok(Reply::Pass)
    }

    /// Shows all questions with their answers; gives [`Reply::GoTo`], [`Reply::Pass`] to leave them as they are, or
    /// another way to move about.
    fn look_through(&mut self, _glance: &Overview<'_>) -> Result<Reply, PromptError> {
        Ok(Reply::Pass)
    }

    /// Tells why the last answers could not be kept, and asks what to do.
    fn not_kept(&mut self, _why: &str) -> Result<SaveRetry, PromptError> {
        Ok(SaveRetry::InMemory)
    }

    /// Asks what is to be erased of what was saved, now that the person does not agree to a record any more; none: it
    /// stays.
    fn what_to_erase(&mut self, _saved: Saved) -> Result<Option<Erase>, PromptError> {
        Ok(Some(Erase::Everything))
    }

    /// The person agrees again, after what was saved had been erased: asks whether the answers from before are saved too.
    fn saves_erased(&mut self) -> Result<bool, PromptError> {
        Ok(false)
    }

    /// Says what becomes of what is saved, and asks what the person no longer agrees to.
    fn withdraws(&mut self, _saved: Saved) -> Result<Withdrawal, PromptError> {
        Ok(Withdrawal::Record)
    }

    /// The case changed: somebody answers.
    fn answered(&mut self) {}

    /// Shows nothing until somebody comes back.
    fn rest(&mut self) -> Result<(), PromptError> {
        Ok(())
    }

    /// Takes everything off the screen, and out of what can be scrolled back to.
    fn clear(&mut self) -> Result<(), PromptError> {
        Ok(())
    }
}
