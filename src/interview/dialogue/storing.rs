//! Questions about saving: another place after a failed save, withdrawal, and erasing.

use super::typed::TypedText;
use super::ways::{Confirmation, Navigation, NavigationResult};
use super::{Choice, Dialogue, PromptResult, Prompter};
use crate::interview::{PromptError, Reply, SaveRetry, Withdrawal};
use crate::questionnaire::{Erase, Saved};
use std::path::PathBuf;

impl<P: Prompter> Dialogue<P> {
    /// Reports that the answers could not be written to the named file, and asks what to do.
    pub fn not_in_file(&mut self, why: &str) -> Result<SaveRetry, PromptError> {
        let ways = [text!("screening-other-file"), text!("record-other-file"), text!("screening-leave-unwritten")];
        self.otherwise(why, ways, &[Navigation::Hide])
    }

    /// Reports a failed save, and asks what to do: retry, another place, or memory only.
    pub(super) fn otherwise(
        &mut self,
        why: &str,
        [elsewhere, place, no_more]: [&str; 3],
        ways: &[Navigation],
    ) -> Result<SaveRetry, PromptError> {
        let mut choices = vec![
            Choice::answer(Some('r'), text!("screening-try-again")),
            Choice::answer(Some('o'), elsewhere),
            Choice::answer(Some('m'), no_more),
        ];
        choices.extend(ways.iter().map(|way| way.choice()));
        let withdraws = ways.contains(&Navigation::Withdraw);
        loop {
            self.prompter.show("", why)?;
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing | PromptResult::Again => continue,
                PromptResult::End => return Ok(SaveRetry::InMemory),
            };
            match (at, Navigation::of(&choices[at])) {
                (0, _) => return Ok(SaveRetry::Again),
                (1, _) => match self.whole_path(place)? {
                    Place::At(path) => return Ok(SaveRetry::Elsewhere(path)),
                    Place::Withdraws if withdraws => return Ok(SaveRetry::Withdraw),
                    Place::Withdraws | Place::Left => {}
                },
                (_, Some(Navigation::Hide)) => self.prompter.hide(text!("screening-hidden"))?,
                (_, Some(Navigation::Withdraw)) => return Ok(SaveRetry::Withdraw),
                _ => return Ok(SaveRetry::InMemory),
            }
        }
    }

    /// Asks for a full path. Other text must not become a folder somewhere.
    fn whole_path(&mut self, title: &str) -> Result<Place, PromptError> {
        loop {
            let typed = match self.type_text(title, None)? {
                TypedText::Text(typed) => typed.trim().to_owned(),
                TypedText::Moved(NavigationResult::Reply(Reply::Withdraw)) => return Ok(Place::Withdraws),
                TypedText::Nothing | TypedText::Moved(_) | TypedText::End => return Ok(Place::Left),
            };
            let home = self.prompter.home_folder().unwrap_or_default();
            let path = typed.strip_prefix("~/").map_or_else(|| PathBuf::from(&typed), |inside| home.join(inside));
            if path.is_absolute() {
                return Ok(Place::At(path.to_string_lossy().into_owned()));
            }
            self.prompter.rejected();
            self.prompter.show("", text!("record-whole-path"))?;
        }
    }

    /// Asks what to erase of the saved record. `None`: nothing.
    pub(super) fn erases(&mut self, saved: Saved) -> Result<Option<Erase>, PromptError> {
        let offered: &[Erase] = match saved {
            Saved { earlier: 0, .. } | Saved { this_one: false, .. } => &[Erase::Everything],
            _ => &[Erase::ThisMeeting, Erase::Everything],
        };
        let (choice, sure): (Vec<String>, Vec<String>) = offered.iter().map(|what| erasing(*what, saved)).unzip();
        let choices = choice.iter().zip(['y', 'e']).map(|(words, key)| Choice::answer(Some(key), words));
        let choices: Vec<Choice> = choices
            .chain([Choice::answer(Some('n'), text!("meeting-leave-saved")), Navigation::Hide.choice()])
            .collect();
        let earlier = saved.earlier;
        let question = match (earlier, saved.this_one) {
            (0, _) => text!("meeting-withdrawn-erase").to_owned(),
            (_, true) => text!("meeting-withdrawn-erase-which", earlier = earlier),
            (_, false) => text!("meeting-withdrawn-erase-earlier", earlier = earlier),
        };
        loop {
            self.prompter.show("", &question)?;
            match self.prompter.pick(&choices)? {
                PromptResult::Value(at) if at < offered.len() => {
                    if self.is_sure(
                        &sure[at],
                        [text!("screening-erase-it"), text!("screening-go-back")],
                        &[Navigation::Hide],
                    )? == Confirmation::Yes
                    {
                        return Ok(Some(offered[at]));
                    }
                }
                PromptResult::Value(at) if at == offered.len() => return Ok(None),
                PromptResult::Value(_) => self.prompter.hide(text!("screening-hidden"))?,
                PromptResult::Nothing | PromptResult::Again => {}
                PromptResult::End => return Ok(None),
            }
        }
    }

    /// Asks whether erased answers are saved again. The default is no.
    pub(super) fn erased_again(&mut self) -> Result<bool, PromptError> {
        let choices = [
            Choice::answer(Some('n'), text!("record-agreed-again-no")),
            Choice::answer(Some('y'), text!("record-agreed-again-yes")),
            Navigation::Hide.choice(),
        ];
        loop {
            self.prompter.show("", text!("record-agreed-again"))?;
            match self.prompter.pick(&choices)? {
                PromptResult::Value(0) | PromptResult::End => return Ok(false),
                PromptResult::Value(1) => return Ok(true),
                PromptResult::Value(_) => self.prompter.hide(text!("screening-hidden"))?,
                PromptResult::Nothing | PromptResult::Again => {}
            }
        }
    }

    /// Says what becomes of the saved record, and asks what the person withdraws consent to.
    pub(super) fn withdrawn_from(&mut self, saved: Saved) -> Result<Withdrawal, PromptError> {
        let choices = [
            Choice::answer(Some('r'), text!("screening-withdraw-record")),
            Choice::answer(Some('t'), text!("screening-withdraw-talk")),
            Choice::way('b', text!("screening-still-agrees")),
            Navigation::Hide.choice(),
        ];
        let words = match (saved.earlier, saved.this_one) {
            (0, false) => text!("screening-saved-nothing").to_owned(),
            (0, true) => text!("screening-saved-this-meeting").to_owned(),
            (earlier, false) => text!("screening-saved-earlier-meetings", earlier = earlier),
            (earlier, true) => text!("screening-saved-all-meetings", earlier = earlier),
        };
        loop {
            self.prompter.heading(text!("screening-withdrawal"), "")?;
            self.prompter.show("", &words)?;
            match self.prompter.pick(&choices)? {
                // If the input ends here, the withdrawal counts.
                PromptResult::Value(0) | PromptResult::End => return Ok(Withdrawal::Record),
                PromptResult::Value(1) => return Ok(Withdrawal::Talk),
                PromptResult::Value(2) => return Ok(Withdrawal::Nothing),
                PromptResult::Value(_) => self.prompter.hide(text!("screening-hidden"))?,
                PromptResult::Nothing | PromptResult::Again => {}
            }
        }
    }
}

/// The answer to the question for a place.
enum Place {
    At(String),
    Left,
    /// The person withdraws consent.
    Withdraws,
}

/// The texts of a choice that erases something, and of its confirmation.
fn erasing(what: Erase, saved: Saved) -> (String, String) {
    let (earlier, meetings) = (saved.earlier, saved.earlier + usize::from(saved.this_one));
    match what {
        Erase::ThisMeeting => {
            (text!("meeting-erase-this", earlier = earlier), text!("meeting-erase-this-sure", earlier = earlier))
        }
        Erase::Everything if earlier == 0 => {
            (text!("meeting-erase").to_owned(), text!("record-discard-sure").to_owned())
        }
        Erase::Everything => {
            (text!("meeting-erase-all", count = meetings), text!("meeting-erase-all-sure", count = meetings))
        }
    }
}
