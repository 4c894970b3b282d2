//! Asks one question after another with simple prompts: pick one, tick some, type a text.
//!
//! Terminal and plain lines differ only in their prompts, so both are this dialogue with another [`Prompter`].

mod contact;
mod fact;
mod indicator;
mod look;
mod note;
mod prompter;
mod scrutiny;
mod storing;
mod ticking;
mod typed;
mod ways;

pub use prompter::{Choice, List, Picked, PromptResult, Prompter, TickResult};

use super::{Asking, Face, Overview, PromptError, Reply, SaveRetry, Withdrawal};
use crate::case::Answer;
use crate::catalogue::{Question, Section};
use crate::questionnaire::{Erase, Progress, Saved};
use ways::{Confirmation, Navigation, NavigationResult};

/// A face made of a prompter.
pub struct Dialogue<P> {
    prompter: P,
    helped: bool,
    /// A reply that was requested at a prompt that can't give it. The next question returns it immediately.
    next: Option<Reply>,
}

/// What happens at the end of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinalChoice {
    /// The screen is cleared, or stays as it is.
    Left,
    /// The person withdraws consent to the saved record.
    Withdraws,
}

/// The two choices of a yes-no prompt.
fn two(yes: &str, no: &str) -> [Choice; 2] {
    [Choice::answer(Some('y'), yes), Choice::answer(Some('n'), no)]
}

impl<P: Prompter> Dialogue<P> {
    pub fn new(prompter: P) -> Self {
        Self { prompter, helped: false, next: None }
    }

    fn open(&mut self, asking: &Asking<'_>) -> Result<(), PromptError> {
        if !self.helped {
            self.helped = true;
            self.prompter.show("", text!("screening-help"))?;
        }
        if asking.section_begins {
            let Progress { section, sections, left } = asking.progress;
            let minutes = self.prompter.minutes();
            let aside =
                text!("screening-progress", section = section, sections = sections, left = left, minutes = minutes);
            self.prompter.heading(&asking.section.title, &aside)?;
            let say = asking.say();
            if !say.is_empty() {
                self.prompter.show(text!("screening-say"), &say)?;
            }
        }
        if let Some(words) = asking.before_hard {
            self.prompter.show(text!("screening-say"), words)?;
        }
        Ok(())
    }

    /// Shows the earlier answer. In discreet mode, only that there is one.
    fn so_far(&mut self, answer: &str) -> Result<(), PromptError> {
        if self.prompter.is_discreet() {
            self.prompter.show("", text!("screening-answered-before"))
        } else {
            self.prompter.show(text!("screening-answer-so-far"), answer)
        }
    }

    /// Shows the answer of the last meeting for confirmation. In discreet mode, only that there is one.
    fn at_last_meeting(&mut self, answer: &str) -> Result<(), PromptError> {
        if self.prompter.is_discreet() {
            self.prompter.show("", text!("screening-answered-at-last-meeting"))
        } else {
            self.prompter.show(text!("screening-answer-at-last-meeting"), answer)
        }
    }

    /// Shows the result where nothing may stay on the screen, until somebody confirms that it was read.
    pub fn read_through(&mut self, text: &str) -> Result<(), PromptError> {
        self.prompter.read_through(text)
    }

    /// Shows how to part safely, then clears the screen if the user wants that.
    pub fn part(&mut self, words: &str) -> Result<FinalChoice, PromptError> {
        if !words.is_empty() {
            self.prompter.heading(text!("screening-before-you-part"), "")?;
            self.prompter.show("", words)?;
        }
        let choices = [
            Choice::answer(Some('c'), text!("screening-clear-screen")),
            Choice::answer(Some('l'), text!("screening-leave-screen")),
            Navigation::Withdraw.choice(),
        ];
        match self.prompter.pick(&choices)? {
            PromptResult::Value(0) => self.prompter.clear()?,
            PromptResult::Value(2) => return Ok(FinalChoice::Withdraws),
            _ => {}
        }
        Ok(FinalChoice::Left)
    }

    /// Asks for confirmation, because a single key must not end an interview.
    fn is_sure(
        &mut self,
        question: &str,
        [yes, no]: [&str; 2],
        ways: &[Navigation],
    ) -> Result<Confirmation, PromptError> {
        let mut choices = Vec::from(two(yes, no));
        choices.extend(ways.iter().map(|way| way.choice()));
        loop {
            self.prompter.show("", question)?;
            match self.prompter.pick(&choices)? {
                PromptResult::Value(0) => return Ok(Confirmation::Yes),
                PromptResult::Value(at) if Navigation::of(&choices[at]) == Some(Navigation::Hide) => {
                    self.prompter.hide(text!("screening-hidden"))?;
                }
                PromptResult::Value(at) if Navigation::of(&choices[at]) == Some(Navigation::Withdraw) => {
                    return Ok(Confirmation::Withdraws);
                }
                // Nobody can say yes any more.
                PromptResult::Value(_) | PromptResult::Nothing | PromptResult::End => return Ok(Confirmation::No),
                PromptResult::Again => {}
            }
        }
    }

    /// Asks for one of some answers, or for a move. `None`: show it again.
    fn between(&mut self, answers: impl IntoIterator<Item = Choice>) -> Result<Option<Between>, PromptError> {
        let mut choices: Vec<Choice> = answers.into_iter().collect();
        choices.extend(Navigation::BETWEEN.map(Navigation::choice));
        Ok(match self.prompter.pick(&choices)? {
            PromptResult::Value(at) if choices[at].answer => Some(Between::Answer(at)),
            PromptResult::Value(at) => match self.go(&choices[at], None)? {
                NavigationResult::Reply(reply) => Some(Between::Reply(reply)),
                NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note => None,
            },
            PromptResult::Nothing | PromptResult::Again => None,
            PromptResult::End => Some(Between::Reply(self.ended()?)),
        })
    }
}

/// The result of a prompt between questions.
enum Between {
    /// The answer at this position.
    Answer(usize),
    Reply(Reply),
}

impl<P: Prompter> Face for Dialogue<P> {
    fn show_message(&mut self, text: &str) -> Result<(), PromptError> {
        self.prompter.show("", text)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        if let Some(reply) = self.next.take() {
            return Ok(reply);
        }
        self.open(asking)?;
        loop {
            let reply = match asking.question {
                Question::Fact(at) => self.ask_fact(asking, asking.catalogue.fact(at), asking.case.fact(at))?,
                Question::Indicator(at) => {
                    self.ask_indicator(asking, asking.catalogue.indicator(at), asking.case.answer(at))?
                }
            };
            if let Some(reply) = reply {
                return Ok(reply);
            }
        }
    }

    fn rate(&mut self, asking: &Asking<'_>, answer: &Answer) -> Result<Reply, PromptError> {
        let Question::Indicator(at) = asking.question else { return Ok(Reply::Indicator(answer.clone())) };
        self.rate_indicator(asking.catalogue.indicator(at), answer)
    }

    fn without_yes(&mut self, words: &str) -> Result<Reply, PromptError> {
        self.ask_without_yes(words)
    }

    fn contradiction(&mut self, words: &str, questions: &[(Question, &str)]) -> Result<Reply, PromptError> {
        self.ask_contradiction(words, questions)
    }

    fn is_to_end(&mut self) -> Result<bool, PromptError> {
        let sure = self.is_sure(
            text!("screening-end-here"),
            [text!("screening-end"), text!("screening-go-on")],
            &Navigation::BESIDE,
        )?;
        if sure == Confirmation::Withdraws {
            self.next = Some(Reply::Withdraw);
        }
        Ok(sure == Confirmation::Yes)
    }

    fn offer_detail(&mut self, left: usize) -> Result<Reply, PromptError> {
        loop {
            self.prompter.heading(&text!("screening-core-done", left = left), "")?;
            let answers = two(text!("screening-go-on-with-detail"), text!("screening-leave-detail-out"));
            match self.between(answers)? {
                Some(Between::Answer(at)) => return Ok(Reply::Detail(at == 0)),
                Some(Between::Reply(reply)) => return Ok(reply),
                None => {}
            }
        }
    }

    fn offer_pause(&mut self, words: &str, next: &Section) -> Result<Reply, PromptError> {
        loop {
            self.prompter.show(text!("screening-say"), words)?;
            match self
                .between([Choice::answer(Some('g'), text!("screening-go-on-to-section", section = &next.title))])?
            {
                Some(Between::Answer(_)) => return Ok(Reply::Pass),
                Some(Between::Reply(reply)) => return Ok(reply),
                None => {}
            }
        }
    }

    fn look_through(&mut self, glance: &Overview<'_>) -> Result<Reply, PromptError> {
        self.look(glance)
    }

    fn not_kept(&mut self, why: &str) -> Result<SaveRetry, PromptError> {
        let ways =
            [text!("screening-other-folder"), text!("record-other-folder"), text!("screening-in-this-window-only")];
        self.otherwise(&text!("record-not-saved", why = why), ways, &Navigation::BESIDE)
    }

    fn what_to_erase(&mut self, saved: Saved) -> Result<Option<Erase>, PromptError> {
        self.erases(saved)
    }

    fn saves_erased(&mut self) -> Result<bool, PromptError> {
        self.erased_again()
    }

    fn withdraws(&mut self, saved: Saved) -> Result<Withdrawal, PromptError> {
        self.withdrawn_from(saved)
    }

    fn answered(&mut self) {
        self.prompter.answered();
    }

    fn rest(&mut self) -> Result<(), PromptError> {
        self.prompter.hide(text!("screening-paused"))
    }

    fn clear(&mut self) -> Result<(), PromptError> {
        self.prompter.clear()
    }
}
