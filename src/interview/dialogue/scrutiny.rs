//! Asks what to do where there is no yes to go on with, and about answers that do not fit together.

use super::ways::{Moved, Way};
use super::{Choice, Dialogue, Given, Prompter};
use crate::catalogue::Question;
use crate::interview::{Halt, Reply};

impl<P: Prompter> Dialogue<P> {
    /// The question again, or the end: both at the same place.
    pub(super) fn ask_without_yes(&mut self, words: &str) -> Result<Reply, Halt> {
        if let Some(reply) = self.next.take() {
            return Ok(reply);
        }
        let mut choices = vec![
            Choice::answer(Some('a'), text!("meeting-without-yes-again")),
            Choice::answer(Some('e'), text!("meeting-without-yes-end")),
        ];
        choices.extend([Way::Back, Way::Pause, Way::Withdraw, Way::Hide].map(Way::choice));
        loop {
            self.prompter.show("", words)?;
            let moved = match self.prompter.pick(&choices)? {
                Given::Value(0) => return Ok(Reply::Pass),
                Given::Value(1) => return Ok(Reply::Stop),
                Given::Value(at) => self.go(&choices[at], None)?,
                Given::Nothing | Given::Again => Moved::Again,
                Given::End => return self.ended(),
            };
            if let Moved::Reply(reply) = moved {
                return Ok(reply);
            }
        }
    }

    /// Which of the answers is to be corrected.
    pub(super) fn ask_contradiction(&mut self, words: &str, questions: &[(Question, &str)]) -> Result<Reply, Halt> {
        let mut choices: Vec<Choice> = questions
            .iter()
            .map(|(_, title)| Choice::answer(None, text!("meeting-contradiction-correct", title = *title)))
            .collect();
        choices.push(Choice::answer(Some('l'), text!("meeting-contradiction-leave")));
        choices.extend([Way::Pause, Way::Stop, Way::Withdraw, Way::Hide].map(Way::choice));
        loop {
            self.prompter.show(text!("meeting-contradiction"), words)?;
            let at = match self.prompter.pick(&choices)? {
                Given::Value(at) => at,
                Given::Nothing | Given::Again => continue,
                Given::End => return Ok(Reply::Pass),
            };
            if let Some((question, _)) = questions.get(at) {
                return Ok(Reply::GoTo(*question));
            }
            if choices[at].answer {
                return Ok(Reply::Pass);
            }
            if let Moved::Reply(reply) = self.go(&choices[at], None)? {
                return Ok(reply);
            }
        }
    }
}
