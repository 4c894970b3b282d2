//! What can be chosen at a prompt: answers, and ways to move about.

use super::Dialogue;
use crate::interview::{Asking, Halt, Reply};
use crate::wording;

/// One thing that can be picked: by its key, or by its number in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key, if it has one; values of facts go by number.
    pub key: Option<char>,
    /// The words.
    pub label: String,
    /// Whether it is an answer; the others are ways to move about.
    pub answer: bool,
}

impl Choice {
    /// An answer.
    pub fn answer(key: Option<char>, label: impl Into<String>) -> Self {
        Self { key, label: label.into(), answer: true }
    }

    /// A way to move about.
    #[must_use]
    pub fn way(key: char, label: &str) -> Self {
        Self { key: Some(key), label: label.to_owned(), answer: false }
    }
}

/// What a prompt brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given<T> {
    /// This.
    Value(T),
    /// Nothing: the prompt was left by Esc or an empty line.
    Nothing,
    /// The screen was taken away in between: what was asked has to be shown again.
    Again,
    /// The input is at its end.
    End,
}

/// The prompts that a dialogue is made of. Each fails when interrupted, or when input or screen fail.
#[allow(clippy::missing_errors_doc)]
pub trait Prompter {
    /// Shows a paragraph.
    fn show(&mut self, label: &str, text: &str) -> Result<(), Halt>;

    /// Shows a heading.
    fn heading(&mut self, title: &str, aside: &str) -> Result<(), Halt>;

    /// Lets one choice be picked, by key or number; gives its place.
    fn pick(&mut self, choices: &[Choice]) -> Result<Given<usize>, Halt>;

    /// How many items of a long list are shown at once.
    fn page(&self) -> usize;

    /// Lets one of a long list be picked, by number; gives its place, or nothing for `none`.
    fn menu(&mut self, title: &str, items: &[String], none: (char, &str)) -> Result<Given<usize>, Halt> {
        let page = self.page().max(1);
        let mut from = 0;
        loop {
            let shown = &items[from..items.len().min(from + page)];
            let mut choices: Vec<Choice> = shown.iter().map(|item| Choice::answer(None, item)).collect();
            choices.push(Choice::way(none.0, none.1));
            if items.len() > page {
                choices
                    .push(Choice::way('m', &format!("more ({} of {})", from / page + 1, items.len().div_ceil(page))));
            }
            choices.push(Choice::way('z', "hide"));
            if !title.is_empty() {
                self.show("", title)?;
            }
            match self.pick(&choices)? {
                Given::Value(at) if at < shown.len() => return Ok(Given::Value(from + at)),
                Given::Value(at) if choices[at].key == Some('z') => self.hide(wording::HIDDEN)?,
                Given::Value(at) if choices[at].key == Some('m') && items.len() > page => {
                    from = if from + page < items.len() { from + page } else { 0 };
                }
                Given::Value(_) => return Ok(Given::Nothing),
                Given::Nothing | Given::Again => {}
                Given::End => return Ok(Given::End),
            }
        }
    }

    /// Lets any of the items be ticked, those ticked before being so from the start; gives their places.
    fn tick(&mut self, title: &str, items: &[&str], ticked: &[bool]) -> Result<Given<Vec<usize>>, Halt>;

    /// Waits until whoever watches goes on; nothing if they leave.
    fn wait(&mut self, words: &str) -> Result<Given<()>, Halt>;

    /// Lets a line be typed.
    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt>;

    /// Takes everything off the screen and out of what can be scrolled back to, shows this, and waits for Enter.
    fn hide(&mut self, shown: &str) -> Result<(), Halt>;

    /// Takes everything off the screen and out of what can be scrolled back to.
    fn clear(&mut self) -> Result<(), Halt>;

    /// Whether nothing that was answered may be said back.
    fn is_discreet(&self) -> bool {
        false
    }

    /// Shows a text that was laid out already, at whose end somebody has to say that it was read.
    fn read_through(&mut self, text: &str) -> Result<(), Halt> {
        self.show("", text)
    }
}

/// A way to move about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Skip,
    Back,
    Note,
    Help,
    Overview,
    Pause,
    Finish,
    Stop,
    Hide,
}

const WAYS: [(Way, char, &str); 9] = [
    (Way::Skip, 'k', "skip"),
    (Way::Back, 'b', "back"),
    (Way::Note, 'n', "note"),
    (Way::Help, 'h', "help"),
    (Way::Overview, 'o', "overview"),
    (Way::Pause, 'w', "pause"),
    (Way::Finish, 'f', "finish"),
    (Way::Stop, 'x', "stop"),
    (Way::Hide, 'z', "hide"),
];

impl Way {
    /// What every question offers.
    pub fn of_question(indicator: bool) -> impl Iterator<Item = Self> {
        let ways = WAYS.iter().map(|(way, ..)| *way);
        ways.filter(move |way| indicator || !matches!(way, Self::Note | Self::Finish))
    }

    pub fn choice(self) -> Choice {
        let (_, key, label) = WAYS[self as usize];
        Choice::way(key, label)
    }

    fn of_key(key: Option<char>) -> Option<Self> {
        WAYS.iter().find(|(_, known, _)| Some(*known) == key).map(|(way, ..)| *way)
    }

    /// A way as it is typed where a text is asked for: `:back`.
    fn typed(text: &str) -> Option<Self> {
        let word = text.trim().strip_prefix(':')?.to_lowercase();
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Self::of_key(Some(letter)),
            _ => WAYS.iter().find(|(_, _, label)| *label == word).map(|(way, ..)| *way),
        }
    }
}

/// Where a way led.
pub(super) enum Moved {
    /// Away from the question.
    Reply(Reply),
    /// To the question once more, shown anew.
    Again,
    /// Nowhere: the prompt still stands.
    Stay,
    /// To the note.
    Note,
}

/// What was typed where a text was asked for.
pub(super) enum Typed {
    Text(String),
    Nothing,
    Moved(Moved),
    End,
}

impl<P: Prompter> Dialogue<P> {
    /// Goes a way that was chosen.
    pub(super) fn go(&mut self, choice: &Choice, asking: Option<&Asking<'_>>) -> Result<Moved, Halt> {
        let Some(way) = Way::of_key(choice.key) else { return Ok(Moved::Stay) };
        self.go_way(way, asking)
    }

    fn go_way(&mut self, way: Way, asking: Option<&Asking<'_>>) -> Result<Moved, Halt> {
        Ok(match way {
            Way::Skip => Moved::Reply(Reply::Pass),
            Way::Back => Moved::Reply(Reply::Back),
            Way::Overview => Moved::Reply(Reply::Overview),
            Way::Pause => Moved::Reply(Reply::Pause),
            Way::Note => Moved::Note,
            Way::Help => {
                if let Some(asking) = asking {
                    self.help(asking)?;
                }
                Moved::Stay
            }
            Way::Finish if self.is_sure(wording::FINISH_NOW, "leave them out")? => Moved::Reply(Reply::Finish),
            Way::Stop if self.is_sure(wording::STOP_NOW, "stop")? => Moved::Reply(Reply::Stop),
            Way::Finish | Way::Stop => Moved::Again,
            Way::Hide => {
                self.prompter.hide(wording::HIDDEN)?;
                Moved::Again
            }
        })
    }

    /// A text; what begins with a colon is a way to move about.
    pub(super) fn type_text(&mut self, title: &str, asking: &Asking<'_>) -> Result<Typed, Halt> {
        loop {
            let text = match self.prompter.type_in(title)? {
                Given::Value(text) => text,
                Given::Nothing => return Ok(Typed::Nothing),
                Given::Again => continue,
                Given::End => return Ok(Typed::End),
            };
            if !text.trim_start().starts_with(':') {
                return Ok(Typed::Text(text));
            }
            match Way::typed(&text) {
                // Back from a text is back to its question.
                Some(Way::Back | Way::Skip) => return Ok(Typed::Moved(Moved::Again)),
                Some(Way::Hide) => self.prompter.hide(wording::HIDDEN)?,
                Some(Way::Note) | None => self.prompter.show("", wording::NO_SUCH_WAY)?,
                Some(way) => match self.go_way(way, Some(asking))? {
                    Moved::Stay => {}
                    moved => return Ok(Typed::Moved(moved)),
                },
            }
        }
    }

    /// At the end of the input nobody answers any more.
    pub(super) fn ended(&mut self) -> Result<Reply, Halt> {
        self.prompter.show("", wording::INPUT_ENDED)?;
        Ok(Reply::InputEnded)
    }
}
