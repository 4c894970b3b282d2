//! Navigation: the same keys at every question and prompt, in every face, and the same words in a typed text.

use super::{Choice, Dialogue, Prompter};
use crate::interview::{Asking, PromptError, Reply};

/// A navigation command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Navigation {
    Skip,
    Back,
    Note,
    Help,
    Overview,
    Pause,
    Finish,
    Stop,
    Withdraw,
    Hide,
}

const WAYS: [(Navigation, char); 10] = [
    (Navigation::Skip, 'k'),
    (Navigation::Back, 'b'),
    (Navigation::Note, 'n'),
    (Navigation::Help, 'h'),
    (Navigation::Overview, 'o'),
    (Navigation::Pause, 'w'),
    (Navigation::Finish, 'f'),
    (Navigation::Stop, 'x'),
    (Navigation::Withdraw, 'v'),
    (Navigation::Hide, 'z'),
];

impl Navigation {
    /// The commands inside a question: a rating, a list, the reading back.
    pub const INSIDE: [Self; 5] = [Self::Back, Self::Pause, Self::Stop, Self::Withdraw, Self::Hide];

    /// The commands between questions.
    pub const BETWEEN: [Self; 6] = [Self::Back, Self::Overview, Self::Pause, Self::Stop, Self::Withdraw, Self::Hide];

    /// The commands beside a yes or no.
    pub const BESIDE: [Self; 2] = [Self::Withdraw, Self::Hide];

    /// The commands of a question.
    pub fn of_question(indicator: bool) -> impl Iterator<Item = Self> {
        let ways = WAYS.iter().map(|(way, _)| *way);
        ways.filter(move |way| indicator || !matches!(way, Self::Note | Self::Finish))
    }

    pub fn choice(self) -> Choice {
        Choice::way(WAYS[self as usize].1, self.label())
    }

    fn label(self) -> &'static str {
        match self {
            Self::Skip => text!("screening-way-skip"),
            Self::Back => text!("screening-way-back"),
            Self::Note => text!("screening-way-note"),
            Self::Help => text!("screening-way-help"),
            Self::Overview => text!("screening-way-overview"),
            Self::Pause => text!("screening-way-pause"),
            Self::Finish => text!("screening-way-finish"),
            Self::Stop => text!("screening-way-stop"),
            Self::Withdraw => text!("screening-way-withdraw"),
            Self::Hide => text!("screening-way-hide"),
        }
    }

    /// The command of a choice.
    pub fn of(choice: &Choice) -> Option<Self> {
        let key = choice.key.filter(|_| !choice.answer)?;
        WAYS.iter().find(|(_, known)| *known == key).map(|(way, _)| *way)
    }

    /// The command for a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        WAYS.iter().map(|(way, _)| *way).find(|way| way.label() == word)
    }

    /// The command for a key.
    pub fn of_key(key: char) -> Option<Self> {
        WAYS.iter().find(|(_, known)| known.eq_ignore_ascii_case(&key)).map(|(way, _)| *way)
    }
}

/// The result of a command.
pub(super) enum NavigationResult {
    /// A reply that leaves the question.
    Reply(Reply),
    /// Show the question again.
    Again,
    /// The prompt stays.
    Stay,
    /// Open the note.
    Note,
}

/// The answer to a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirmation {
    Yes,
    No,
    /// The person withdraws consent.
    Withdraws,
}

impl<P: Prompter> Dialogue<P> {
    /// Runs a chosen command.
    pub(super) fn go(&mut self, choice: &Choice, asking: Option<&Asking<'_>>) -> Result<NavigationResult, PromptError> {
        match Navigation::of(choice) {
            Some(way) => self.go_way(way, asking),
            None => Ok(NavigationResult::Stay),
        }
    }

    pub(super) fn go_way(
        &mut self,
        way: Navigation,
        asking: Option<&Asking<'_>>,
    ) -> Result<NavigationResult, PromptError> {
        Ok(match way {
            Navigation::Skip => NavigationResult::Reply(Reply::Pass),
            Navigation::Back => NavigationResult::Reply(Reply::Back),
            Navigation::Overview => NavigationResult::Reply(Reply::Overview),
            Navigation::Pause => NavigationResult::Reply(Reply::Pause),
            Navigation::Withdraw => NavigationResult::Reply(Reply::Withdraw),
            Navigation::Note => NavigationResult::Note,
            Navigation::Help => {
                if let Some(asking) = asking {
                    self.help(asking)?;
                }
                NavigationResult::Stay
            }
            Navigation::Finish => {
                self.if_sure(text!("screening-finish-now"), text!("screening-leave-questions-out"), Reply::Finish)?
            }
            Navigation::Stop => self.if_sure(text!("screening-stop-now"), text!("screening-stop"), Reply::Stop)?,
            Navigation::Hide => {
                self.prompter.hide(text!("screening-hidden"))?;
                NavigationResult::Again
            }
        })
    }

    fn if_sure(&mut self, question: &str, yes: &str, reply: Reply) -> Result<NavigationResult, PromptError> {
        Ok(match self.is_sure(question, [yes, text!("screening-go-on")], &Navigation::BESIDE)? {
            Confirmation::Yes => NavigationResult::Reply(reply),
            Confirmation::No => NavigationResult::Again,
            Confirmation::Withdraws => NavigationResult::Reply(Reply::Withdraw),
        })
    }

    /// At the end of the input nobody answers any more.
    pub(super) fn ended(&mut self) -> Result<Reply, PromptError> {
        if !self.prompter.has_given_up() {
            self.prompter.show("", text!("screening-input-ended"))?;
        }
        Ok(Reply::InputEnded)
    }
}
