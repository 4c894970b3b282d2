//! Notes on a sign: adds to the existing note, and asks once if it seems to contain contact details.

use super::contact::looks_like_contact;
use super::typed::TypedText;
use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, PromptResult, Prompter};
use crate::case::{Answer, MAX_NOTE_CHARS};
use crate::interview::{Asking, PromptError, Reply};
use crate::wording;

/// What to do with a note that seems to contain contact details.
enum Checked {
    Kept,
    TypedAgain,
    LeftOut,
    Reply(Reply),
}

impl<P: Prompter> Dialogue<P> {
    /// Asks for a note. `None`: show the question again.
    pub(super) fn note(
        &mut self,
        asking: &Asking<'_>,
        standing: Option<&Answer>,
    ) -> Result<Option<Reply>, PromptError> {
        let before = standing.and_then(|answer| answer.note.as_deref());
        if let Some(before) = before {
            if self.prompter.is_discreet() {
                self.prompter.show("", text!("screening-note-exists"))?;
            } else {
                self.prompter.show(text!("screening-note-so-far"), &wording::without_hidden(before))?;
            }
        }
        let mut was_asked = false;
        let text = loop {
            let text = match self.type_text(text!("screening-note"), Some(asking))? {
                TypedText::Text(text) => wording::without_hidden(&text).trim().to_owned(),
                TypedText::Nothing
                | TypedText::Moved(NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note) => {
                    return Ok(None);
                }
                TypedText::Moved(NavigationResult::Reply(reply)) => return Ok(Some(reply)),
                TypedText::End => return self.ended().map(Some),
            };
            if was_asked || !looks_like_contact(&text) {
                break text;
            }
            was_asked = true;
            match self.is_contact()? {
                Checked::Kept => break text,
                Checked::TypedAgain => {}
                Checked::LeftOut => {
                    self.prompter.show("", text!("screening-note-left-out"))?;
                    return Ok(None);
                }
                Checked::Reply(reply) => return Ok(Some(reply)),
            }
        };
        if text.is_empty() {
            return Ok(None);
        }
        if text == "-" {
            return Ok(before.is_some().then_some(Reply::Note(None)));
        }
        let text = before.map_or_else(|| text.clone(), |before| format!("{before}\n{text}"));
        if text.chars().count() > MAX_NOTE_CHARS {
            self.prompter.show("", text!("screening-too-long"))?;
        }
        Ok(Some(Reply::Note(Some(text))))
    }

    /// Asks once whether to keep a note that seems to contain contact details.
    fn is_contact(&mut self) -> Result<Checked, PromptError> {
        let mut choices = vec![
            Choice::answer(Some('t'), text!("screening-note-again")),
            Choice::answer(Some('l'), text!("screening-note-leave-out")),
            Choice::answer(Some('r'), text!("screening-note-as-it-is")),
        ];
        choices.extend(Navigation::BESIDE.map(Navigation::choice));
        loop {
            self.prompter.show("", text!("screening-note-like-contact"))?;
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing | PromptResult::Again => continue,
                PromptResult::End => return Ok(Checked::LeftOut),
            };
            return Ok(match (at, Navigation::of(&choices[at])) {
                (0, _) => Checked::TypedAgain,
                (1, _) => Checked::LeftOut,
                (2, _) => Checked::Kept,
                (_, Some(Navigation::Withdraw)) => Checked::Reply(Reply::Withdraw),
                _ => {
                    self.prompter.hide(text!("screening-hidden"))?;
                    continue;
                }
            });
        }
    }
}
