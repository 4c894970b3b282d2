//! Asks what to do where there is no yes to go on with, and about answers that do not fit together.

use super::ways::{Moved, Way};
use super::{Choice, Dialogue, Given, Prompter};
use crate::catalogue::Question;
use crate::interview::{Halt, Reply};
use crate::wording;

impl<P: Prompter> Dialogue<P> {
    /// The question again, or the end: both at the same place.
    pub(super) fn ask_without_yes(&mut self, words: &str) -> Result<Reply, Halt> {
        let mut choices =
            vec![Choice::answer(Some('a'), wording::ASK_AGAIN), Choice::answer(Some('e'), wording::END_NOW)];
        choices.extend([Way::Back, Way::Pause, Way::Hide].map(Way::choice));
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

    /// Which of the answers is to be corrected; none leaves all of them.
    pub(super) fn ask_contradiction(
        &mut self,
        words: &str,
        questions: &[(Question, &str)],
    ) -> Result<Option<Question>, Halt> {
        let mut choices: Vec<Choice> =
            questions.iter().map(|(_, title)| Choice::answer(None, wording::correct(title))).collect();
        choices.push(Choice::answer(Some('l'), wording::KEEP_BOTH));
        choices.push(Way::Hide.choice());
        loop {
            self.prompter.show(wording::CONTRADICTION, words)?;
            match self.prompter.pick(&choices)? {
                Given::Value(at) if at < questions.len() => return Ok(Some(questions[at].0)),
                Given::Value(at) if at == questions.len() => return Ok(None),
                Given::Value(at) => drop(self.go(&choices[at], None)?),
                Given::Nothing | Given::Again => {}
                Given::End => return Ok(None),
            }
        }
    }
}
