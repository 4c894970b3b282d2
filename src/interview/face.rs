//! What the interview asks a face to do, and what a face may answer.

use crate::case::{Answer, Case, FactAnswer};
use crate::catalogue::{AskedBy, Catalogue, Question, Section};
use crate::questionnaire::{Chapter, Erase, Progress, Questionnaire, Saved};
use std::io;

/// A question, with everything that a face may show beside it.
pub struct Asking<'a> {
    pub catalogue: &'a Catalogue,
    pub question: Question,
    /// The answers so far, to show an earlier answer to this question.
    pub case: &'a Case,
    pub section: &'a Section,
    /// Whether the section begins here.
    pub section_begins: bool,
    /// The text before the first hard question, if this is that question.
    pub before_hard: Option<&'a str>,
    pub progress: Progress,
    /// Who may ask it. `ObserveOnly` is noted and never asked.
    pub asked_by: AskedBy,
    /// Whether the answer of the last meeting must be confirmed.
    pub to_confirm: bool,
    /// In training, what is heard or seen at the question, with its label.
    pub heard: Option<(&'static str, &'a str)>,
}

impl Asking<'_> {
    /// The text at the start of the section, for this person.
    pub fn say(&self) -> String {
        let answers = crate::assessment::Answers::of(self.catalogue, self.case);
        self.section.say.said(|terms| terms.hold(&answers))
    }
}

/// An overview of all questions.
pub struct Overview<'a> {
    pub catalogue: &'a Catalogue,
    /// The answers so far.
    pub case: &'a Case,
    /// The sections with their questions.
    pub chapters: Vec<Chapter>,
    /// Whether the result comes next, so that this is the last review of the answers.
    pub at_the_end: bool,
}

impl<'a> Overview<'a> {
    pub fn of(questionnaire: &'a Questionnaire<'_>, at_the_end: bool) -> Self {
        let (catalogue, case) = (questionnaire.catalogue(), questionnaire.case());
        Self { catalogue, case, chapters: questionnaire.overview(), at_the_end }
    }
}

/// The reply of a face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Fact(FactAnswer),
    Indicator(Answer),
    /// A note on an indicator, answered or not.
    Note(Option<String>),
    /// Whether to ask detail questions.
    Detail(bool),
    /// Skip: leave it as it is.
    Pass,
    GoTo(Question),
    /// One question back.
    Back,
    /// Show all questions, to go to any of them.
    Overview,
    /// Put the screening aside.
    Pause,
    /// Go to the closing questions.
    Finish,
    /// End now.
    Stop,
    /// The person withdraws consent to the record, or to the interview.
    Withdraw,
    InputEnded,
}

/// What to do about answers that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveRetry {
    /// Retry.
    Again,
    /// Save them in this place.
    Elsewhere(String),
    /// Go on, and keep them in memory only.
    InMemory,
    /// The person withdraws consent to a record: keep them in memory only.
    Withdraw,
}

/// What the person withdraws consent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// The record: nothing more is saved, and the interview goes on.
    Record,
    /// The interview: nothing more is saved, and the questions end.
    Talk,
    /// Nothing: they still consent.
    Nothing,
}

/// Why a face could not go on.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// The screener pressed Ctrl-C.
    #[error("{}", text!("screening-interrupted"))]
    Interrupted,
    #[error("{}", text!("screening-face-failed", why = .0.to_string()))]
    Io(#[from] io::Error),
}

/// A user interface for an interview. Every method fails after an interruption, or when input or screen fail.
#[allow(clippy::missing_errors_doc)]
pub trait Face {
    /// Shows a message that needs no answer.
    fn show_message(&mut self, text: &str) -> Result<(), PromptError>;

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError>;

    /// Reports that a required yes is missing. [`Reply::Pass`] asks the question again; [`Reply::Stop`] ends the
    /// screening.
    fn without_yes(&mut self, _words: &str) -> Result<Reply, PromptError> {
        Ok(Reply::Stop)
    }

    /// Reports a contradiction. [`Reply::GoTo`] leads to the question to correct, [`Reply::Pass`] leaves all answers as
    /// they are.
    fn contradiction(&mut self, _words: &str, _questions: &[(Question, &str)]) -> Result<Reply, PromptError> {
        Ok(Reply::Pass)
    }

    /// Asks for severity and basis of a present indicator. Returns [`Reply::Indicator`], [`Reply::Back`] to the
    /// question itself, or another navigation reply.
    fn rate(&mut self, _asking: &Asking<'_>, answer: &Answer) -> Result<Reply, PromptError> {
        Ok(Reply::Indicator(answer.clone()))
    }

    /// Offers detail questions after the core. Returns [`Reply::Detail`] or a navigation reply.
    fn offer_detail(&mut self, left: usize) -> Result<Reply, PromptError>;

    /// Asks for confirmation before an answer ends the interview for good, if a slip could lose something.
    fn is_to_end(&mut self) -> Result<bool, PromptError> {
        Ok(true)
    }

    /// Offers a pause before the next section, with this text. Returns [`Reply::Pass`] to go on, or a navigation reply.
    fn offer_pause(&mut self, _words: &str, _next: &Section) -> Result<Reply, PromptError> {
        Ok(Reply::Pass)
    }

    /// Shows all questions with their answers. Returns [`Reply::GoTo`], [`Reply::Pass`] to leave them as they are, or
    /// another navigation reply.
    fn look_through(&mut self, _glance: &Overview<'_>) -> Result<Reply, PromptError> {
        Ok(Reply::Pass)
    }

    /// Reports why the last answers could not be saved, and asks what to do.
    fn not_kept(&mut self, _why: &str) -> Result<SaveRetry, PromptError> {
        Ok(SaveRetry::InMemory)
    }

    /// After a withdrawal of consent to a record, asks what to erase of the saved record. `None`: nothing.
    fn what_to_erase(&mut self, _saved: Saved) -> Result<Option<Erase>, PromptError> {
        Ok(Some(Erase::Everything))
    }

    /// The person consents again after an erasure: asks whether earlier answers are saved too.
    fn saves_erased(&mut self) -> Result<bool, PromptError> {
        Ok(false)
    }

    /// Says what becomes of the saved record, and asks what the person withdraws consent to.
    fn withdraws(&mut self, _saved: Saved) -> Result<Withdrawal, PromptError> {
        Ok(Withdrawal::Record)
    }

    /// The case changed, so somebody is answering.
    fn answered(&mut self) {}

    /// Shows nothing until somebody comes back.
    fn rest(&mut self) -> Result<(), PromptError> {
        Ok(())
    }

    /// Clears the screen and the scrollback.
    fn clear(&mut self) -> Result<(), PromptError> {
        Ok(())
    }
}
