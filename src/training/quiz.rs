//! Lets a trainee screen the case of a script: a real interview, with the interviewee's words at each question.

use super::Script;
use super::play::{running, told_unasked};
use crate::case::{Answer, Case, FactAnswer, Presence};
use crate::catalogue::{AskedBy, Catalogue, Question, Section};
use crate::interview::{Asking, Dialogue, Face, Overview, PromptError, Prompter, Reply, SaveRetry, Withdrawal};
use crate::questionnaire::{Erase, Saved};
use crate::wording;

/// A dialogue that shows the interviewee's words.
pub struct QuizFace<'s, P> {
    script: &'s Script,
    dialogue: Dialogue<P>,
    /// Whether a person in the room plays the interviewee.
    role_play: bool,
}

impl<'s, P: Prompter> QuizFace<'s, P> {
    /// Begins on a prompter. `file` is the name of the file for the case. In role-play nothing of the interviewee is
    /// shown.
    pub fn begin(script: &'s Script, mut prompter: P, role_play: bool, file: &str) -> Result<Self, PromptError> {
        prompter.heading(&script.title, "")?;
        prompter.show("", if role_play { text!("training-role-play") } else { text!("training-quiz") })?;
        prompter.show("", &text!("training-quiz-goes-to", file = file))?;
        if !role_play && !script.vignette.is_empty() {
            prompter.show(text!("training-story"), &running(&script.vignette))?;
        }
        Ok(Self { script, dialogue: Dialogue::new(prompter), role_play })
    }

    /// Adds answers that are volunteered or never asked, if the trainee has none, and shows what was volunteered.
    pub fn note_unasked(&mut self, catalogue: &Catalogue, case: &mut Case) -> Result<(), PromptError> {
        let mut told = Vec::new();
        for (at, one) in &self.script.facts {
            let unasked = one.telling.volunteered || !catalogue.fact(*at).asked;
            if unasked && *case.fact(*at) == FactAnswer::NotAsked {
                case.set_fact(*at, one.answer.clone());
                told.extend(one.telling.volunteered.then_some(Question::Fact(*at)));
            }
        }
        for (at, one) in self.script.answers.iter().filter(|(_, one)| one.telling.volunteered) {
            if case.answer(*at).is_none() {
                case.set_answer(*at, one.answer.clone());
                told.push(Question::Indicator(*at));
            }
        }
        let lines = told_unasked(catalogue, self.script).into_iter().filter(|(question, _)| told.contains(question));
        let lines: Vec<String> = lines.map(|(_, line)| format!("– {line}")).collect();
        if lines.is_empty() {
            return Ok(());
        }
        self.dialogue.show_message(&format!(
            "{}:\n{}\n{}",
            text!("training-told-unasked"),
            lines.join("\n"),
            text!("training-noted-for-you")
        ))
    }

    /// What is heard or seen at a question, with its label.
    fn heard(&self, asking: &Asking<'_>) -> (&'static str, String) {
        let says = self.script.telling(asking.question).map_or("", |telling| telling.says.as_str());
        if !says.is_empty() {
            return (text!("training-you-hear"), text!("training-said", words = says));
        }
        match asking.question {
            Question::Fact(at) => match self.script.fact(at) {
                Some(one) if one.answer != FactAnswer::NotAsked => {
                    (text!("training-in-the-story"), wording::fact(asking.catalogue.fact(at), &one.answer))
                }
                _ => (text!("training-in-the-story"), text!("training-story-silent").to_owned()),
            },
            Question::Indicator(at) => {
                let presence = self.script.answer(at).map_or(Presence::NotAsked, |one| one.answer.presence);
                let seen = asking.asked_by == AskedBy::ObserveOnly;
                let label = match presence {
                    Presence::NotAsked => text!("training-in-the-story"),
                    _ if seen => text!("training-you-see"),
                    _ => text!("training-you-hear"),
                };
                (label, heard(presence, seen).to_owned())
            }
        }
    }
}

impl<P: Prompter> Face for QuizFace<'_, P> {
    fn show_message(&mut self, text: &str) -> Result<(), PromptError> {
        self.dialogue.show_message(text)
    }

    fn ask(&mut self, asking: &Asking<'_>) -> Result<Reply, PromptError> {
        if self.role_play {
            return self.dialogue.ask(asking);
        }
        let (label, heard) = self.heard(asking);
        self.dialogue.ask(&Asking { heard: Some((label, &heard)), ..*asking })
    }

    fn rate(&mut self, asking: &Asking<'_>, answer: &Answer) -> Result<Reply, PromptError> {
        self.dialogue.rate(asking, answer)
    }

    fn offer_detail(&mut self, left: usize) -> Result<Reply, PromptError> {
        self.dialogue.offer_detail(left)
    }

    fn without_yes(&mut self, words: &str) -> Result<Reply, PromptError> {
        self.dialogue.without_yes(words)
    }

    fn contradiction(&mut self, words: &str, questions: &[(Question, &str)]) -> Result<Reply, PromptError> {
        self.dialogue.contradiction(words, questions)
    }

    fn is_to_end(&mut self) -> Result<bool, PromptError> {
        self.dialogue.is_to_end()
    }

    fn offer_pause(&mut self, words: &str, next: &Section) -> Result<Reply, PromptError> {
        self.dialogue.offer_pause(words, next)
    }

    fn look_through(&mut self, glance: &Overview<'_>) -> Result<Reply, PromptError> {
        self.dialogue.look_through(glance)
    }

    fn not_kept(&mut self, why: &str) -> Result<SaveRetry, PromptError> {
        self.dialogue.not_kept(why)
    }

    fn what_to_erase(&mut self, saved: Saved) -> Result<Option<Erase>, PromptError> {
        self.dialogue.what_to_erase(saved)
    }

    fn saves_erased(&mut self) -> Result<bool, PromptError> {
        self.dialogue.saves_erased()
    }

    fn withdraws(&mut self, saved: Saved) -> Result<Withdrawal, PromptError> {
        self.dialogue.withdraws(saved)
    }

    fn answered(&mut self) {
        self.dialogue.answered();
    }

    fn rest(&mut self) -> Result<(), PromptError> {
        self.dialogue.rest()
    }

    fn clear(&mut self) -> Result<(), PromptError> {
        self.dialogue.clear()
    }
}

/// What is heard if the script has no words.
fn heard(presence: Presence, seen: bool) -> &'static str {
    match (presence, seen) {
        (Presence::Present, false) => text!("training-heard-present"),
        (Presence::Absent, false) => text!("training-heard-absent"),
        (Presence::Unknown, false) => text!("training-heard-unknown"),
        (Presence::Declined, false) => text!("training-heard-declined"),
        (Presence::Suspected, false) => text!("training-heard-suspected"),
        (Presence::Present, true) => text!("training-heard-seen"),
        (Presence::Absent, true) => text!("training-heard-seen-absent"),
        (Presence::Suspected, true) => text!("training-heard-seen-suspected"),
        (Presence::Unknown | Presence::Declined, true) => text!("training-heard-seen-unknown"),
        (Presence::NotAsked, _) => text!("training-story-silent"),
    }
}
