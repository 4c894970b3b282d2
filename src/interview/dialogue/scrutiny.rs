//! Asks what to do without a required yes, and about contradictions.

use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, PromptResult, Prompter};
use crate::catalogue::Question;
use crate::interview::{PromptError, Reply};

impl<P: Prompter> Dialogue<P> {
    /// Offers the question again, or the end, at one prompt.
    pub(super) fn ask_without_yes(&mut self, words: &str) -> Result<Reply, PromptError> {
        if let Some(reply) = self.next.take() {
            return Ok(reply);
        }
        let mut choices = vec![
            Choice::answer(Some('a'), text!("meeting-without-yes-again")),
            Choice::answer(Some('e'), text!("meeting-without-yes-end")),
        ];
        choices.extend(
            [Navigation::Back, Navigation::Pause, Navigation::Withdraw, Navigation::Hide].map(Navigation::choice),
        );
        loop {
            self.prompter.show("", words)?;
            let moved = match self.prompter.pick(&choices)? {
                PromptResult::Value(0) => return Ok(Reply::Pass),
                PromptResult::Value(1) => return Ok(Reply::Stop),
                PromptResult::Value(at) => self.go(&choices[at], None)?,
                PromptResult::Nothing | PromptResult::Again => NavigationResult::Again,
                PromptResult::End => return self.ended(),
            };
            if let NavigationResult::Reply(reply) = moved {
                return Ok(reply);
            }
        }
    }

    /// Asks which answer to correct.
    pub(super) fn ask_contradiction(
        &mut self,
        words: &str,
        questions: &[(Question, &str)],
    ) -> Result<Reply, PromptError> {
        let mut choices: Vec<Choice> = questions
            .iter()
            .map(|(_, title)| Choice::answer(None, text!("meeting-contradiction-correct", title = *title)))
            .collect();
        choices.push(Choice::answer(Some('l'), text!("meeting-contradiction-leave")));
        choices.extend(
            [Navigation::Pause, Navigation::Stop, Navigation::Withdraw, Navigation::Hide].map(Navigation::choice),
        );
        loop {
            self.prompter.show(text!("meeting-contradiction"), words)?;
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing | PromptResult::Again => continue,
                PromptResult::End => return Ok(Reply::Pass),
            };
            if let Some((question, _)) = questions.get(at) {
                return Ok(Reply::GoTo(*question));
            }
            if choices[at].answer {
                return Ok(Reply::Pass);
            }
            if let NavigationResult::Reply(reply) = self.go(&choices[at], None)? {
                return Ok(reply);
            }
        }
    }
}
