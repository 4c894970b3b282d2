//! Typed texts. A word after a colon at the end of a line is a navigation command, and no part of the text.
//!
//! Text before such a command is held back. It is shown again when typing goes on, and recorded only with Enter.

use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, PromptResult, Prompter};
use crate::interview::{Asking, PromptError};
use crate::wording;

/// The result of asking for a text.
pub(super) enum TypedText {
    Text(String),
    Nothing,
    Moved(NavigationResult),
    End,
}

/// The command at the end of a typed line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    /// No command: the word belongs to the text.
    None,
    /// A navigation command.
    Way(Navigation),
    /// It looks like a command, but is unknown.
    Unknown,
}

/// Splits a typed line into its text and the command after it.
fn parted(line: &str) -> (&str, Command) {
    let line = line.trim();
    let ended = line.trim_end_matches(['.', '!', '?', ',', ';']).trim_end();
    let is_letters = |word: &str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let Some(at) = ended.rfind([':', '：']) else { return (line, Command::None) };
    let (before, word) = (&ended[..at], ended[at..].trim_start_matches([':', '：']));
    let is_word = is_letters(word);
    // Thai, Khmer, Lao and Burmese have no spaces between words, and people in a hurry omit them too.
    if let Some(way) = Navigation::of_word(word).filter(|_| is_word) {
        return (before.trim_end(), Command::Way(way));
    }
    let stands_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    let mut letters = word.chars();
    let key = letters.next().filter(|_| letters.next().is_none()).and_then(Navigation::of_key);
    if let Some(way) = key.filter(|_| stands_apart) {
        return (before.trim_end(), Command::Way(way));
    }
    let begins = line
        .split_whitespace()
        .next()
        .is_some_and(|first| first.starts_with([':', '：']) && is_letters(first.trim_start_matches([':', '：'])));
    let unknown = begins || (is_word && stands_apart);
    (line, if unknown { Command::Unknown } else { Command::None })
}

impl<P: Prompter> Dialogue<P> {
    /// Asks for a text. Outside a question the only commands are back, hide and withdraw.
    pub(super) fn type_text(&mut self, title: &str, asking: Option<&Asking<'_>>) -> Result<TypedText, PromptError> {
        let mut held = String::new();
        loop {
            let line = match self.prompter.type_in(title, &held)? {
                PromptResult::Value(line) => line,
                PromptResult::Nothing => return Ok(TypedText::Nothing),
                PromptResult::Again => continue,
                PromptResult::End => return Ok(TypedText::End),
            };
            let (text, command) = parted(&line);
            if command == Command::None {
                return Ok(TypedText::Text(line));
            }
            held = wording::without_hidden(text);
            let Command::Way(way) = command else {
                self.no_such_way()?;
                continue;
            };
            match way {
                Navigation::Hide => self.prompter.hide(text!("screening-hidden"))?,
                Navigation::Note => self.no_such_way()?,
                Navigation::Overview | Navigation::Pause | Navigation::Finish | Navigation::Stop
                    if asking.is_none() =>
                {
                    self.no_such_way()?;
                }
                way => {
                    if let Some(typed) = self.leave_text(way, asking, &held)? {
                        return Ok(typed);
                    }
                }
            }
        }
    }

    fn no_such_way(&mut self) -> Result<(), PromptError> {
        self.prompter.rejected();
        self.prompter.show("", text!("screening-no-such-command"))
    }

    /// Runs a command inside a text. `None`: typing goes on.
    fn leave_text(
        &mut self,
        way: Navigation,
        asking: Option<&Asking<'_>>,
        held: &str,
    ) -> Result<Option<TypedText>, PromptError> {
        if way != Navigation::Help && !held.is_empty() && !self.is_left_out()? {
            return Ok(None);
        }
        Ok(match way {
            // From a text, "back" leads to its question.
            Navigation::Back | Navigation::Skip => Some(TypedText::Moved(NavigationResult::Again)),
            way => match self.go_way(way, asking)? {
                NavigationResult::Stay => None,
                NavigationResult::Again if !held.is_empty() => None,
                moved => Some(TypedText::Moved(moved)),
            },
        })
    }

    /// Asks before unrecorded text is lost.
    fn is_left_out(&mut self) -> Result<bool, PromptError> {
        let mut choices = vec![
            Choice::answer(Some('t'), text!("screening-text-go-back")),
            Choice::answer(Some('l'), text!("screening-text-leave-out")),
        ];
        choices.push(Navigation::Hide.choice());
        loop {
            self.prompter.show("", text!("screening-text-not-recorded"))?;
            match self.prompter.pick(&choices)? {
                PromptResult::Value(0) => return Ok(false),
                PromptResult::Value(1) | PromptResult::End => return Ok(true),
                PromptResult::Value(_) => self.prompter.hide(text!("screening-hidden"))?,
                PromptResult::Nothing | PromptResult::Again => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_behind_a_colon_at_the_end_of_a_line_is_a_way() {
        for (line, text, way) in [
            (":hide", "", Navigation::Hide),
            ("  :HIDE  ", "", Navigation::Hide),
            ("she said :hide", "she said", Navigation::Hide),
            ("she said:hide", "she said", Navigation::Hide),
            ("she said :hide.", "she said", Navigation::Hide),
            ("she said : hide :z", "she said : hide", Navigation::Hide),
            ("เธอพูดว่า:hide", "เธอพูดว่า", Navigation::Hide),
            ("เธอพูดว่า：hide", "เธอพูดว่า", Navigation::Hide),
            ("at 12:30 :back", "at 12:30", Navigation::Back),
            ("x :b", "x", Navigation::Back),
            (":withdraw", "", Navigation::Withdraw),
            ("he came :v", "he came", Navigation::Withdraw),
            ("a :pause", "a", Navigation::Pause),
            ("a :stop", "a", Navigation::Stop),
            ("a :help", "a", Navigation::Help),
            ("a :hide :hide", "a :hide", Navigation::Hide),
        ] {
            assert_eq!(parted(line), (text, Command::Way(way)), "{line:?}");
        }
    }

    #[test]
    fn a_word_behind_a_colon_inside_a_line_is_text_and_one_that_is_misspelt_is_asked_about() {
        for line in
            ["", "at 12:30", "he said :back soon", "a ratio 3:b4", "smiled :)", "no: never", "call at 7:", "a:b"]
        {
            assert_eq!(parted(line), (line.trim(), Command::None), "{line:?}");
        }
        for line in [":hidee", "she said :hdie", ":hide he comes", ":", "she said :y"] {
            let expected = if line == ":" { Command::None } else { Command::Unknown };
            assert_eq!(parted(line), (line.trim(), expected), "{line:?}");
        }
    }
}
