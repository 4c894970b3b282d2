//! The prompts that a dialogue is made of, and what comes back from them.

use crate::interview::PromptError;
use std::path::PathBuf;
use std::time::Duration;

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
    pub fn way(key: char, label: &str) -> Self {
        Self { key: Some(key), label: label.to_owned(), answer: false }
    }
}

/// What a prompt brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptResult<T> {
    /// This.
    Value(T),
    /// Nothing: the prompt was left by Esc or an empty line.
    Nothing,
    /// The screen was taken away in between: what was asked has to be shown again.
    Again,
    /// The input is at its end.
    End,
}

/// A list of which any entries can be ticked.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// What is asked.
    pub title: &'a str,
    /// The entries.
    pub items: &'a [&'a str],
    /// Which of them are ticked now.
    pub ticked: &'a [bool],
}

/// How a list was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TickResult {
    /// What is ticked. It counts only once it was read back and confirmed.
    pub marks: Vec<bool>,
    /// The way that was taken instead of Enter, by place.
    pub way: Option<usize>,
}

/// What was picked from a menu, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// An item.
    Item(usize),
    /// A way to move about.
    Way(usize),
}

/// The prompts that a dialogue is made of. Each fails when interrupted, or when input or screen fail.
#[allow(clippy::missing_errors_doc)]
pub trait Prompter {
    /// Shows a paragraph.
    fn show(&mut self, label: &str, text: &str) -> Result<(), PromptError>;

    /// Shows a heading.
    fn heading(&mut self, title: &str, aside: &str) -> Result<(), PromptError>;

    /// Lets one choice be picked, by key or number; gives its place. Where ten or more entries go by number, a number
    /// counts only with Enter.
    fn pick(&mut self, choices: &[Choice]) -> Result<PromptResult<usize>, PromptError>;

    /// How many items of a long list are shown at once.
    fn page(&self) -> usize;

    /// Lets one of a long list be picked, by number, or one of the ways to move about.
    fn menu(&mut self, title: &str, items: &[String], ways: &[Choice]) -> Result<PromptResult<Picked>, PromptError> {
        let page = self.page().max(1);
        let mut from = 0;
        loop {
            let shown = &items[from..items.len().min(from + page)];
            let mut choices: Vec<Choice> = shown.iter().map(|item| Choice::answer(None, item)).collect();
            choices.extend(ways.iter().cloned());
            let more = choices.len();
            if items.len() > page {
                let label = text!("screening-more", page = from / page + 1, pages = items.len().div_ceil(page));
                choices.push(Choice::way('m', &label));
            }
            choices.push(Choice::way('z', text!("screening-way-hide")));
            if !title.is_empty() {
                self.show("", title)?;
            }
            match self.pick(&choices)? {
                PromptResult::Value(at) if at < shown.len() => return Ok(PromptResult::Value(Picked::Item(from + at))),
                PromptResult::Value(at) if at < more => return Ok(PromptResult::Value(Picked::Way(at - shown.len()))),
                PromptResult::Value(at) if choices[at].key == Some('m') => {
                    from = if from + page < items.len() { from + page } else { 0 };
                }
                PromptResult::Value(_) => self.hide(text!("screening-hidden"))?,
                PromptResult::Nothing | PromptResult::Again => {}
                PromptResult::End => return Ok(PromptResult::End),
            }
        }
    }

    /// Lets any entries of a list be ticked.
    fn tick(&mut self, list: &List<'_>, ways: &[Choice]) -> Result<PromptResult<TickResult>, PromptError>;

    /// Whether the ticks of a list show while it is ticked.
    fn shows_ticks(&self) -> bool {
        true
    }

    /// The home folder of the user, which `~` stands for in a typed path.
    fn home_folder(&self) -> Option<PathBuf> {
        None
    }

    /// Whole minutes since the screening was started or resumed.
    fn minutes(&self) -> u64 {
        0
    }

    /// Shows what is on the screen for so long.
    fn pause(&mut self, _pace: Duration) {}

    /// Waits until whoever watches goes on; nothing if they leave.
    fn wait(&mut self, words: &str) -> Result<PromptResult<()>, PromptError>;

    /// Lets a line be typed. `held` was typed before and not recorded yet: it stands there to go on with.
    fn type_in(&mut self, title: &str, held: &str) -> Result<PromptResult<String>, PromptError>;

    /// Takes everything off the screen and out of what can be scrolled back to, shows this, and waits for Enter.
    fn hide(&mut self, shown: &str) -> Result<(), PromptError>;

    /// Takes everything off the screen and out of what can be scrolled back to.
    fn clear(&mut self) -> Result<(), PromptError>;

    /// Whether nothing that was answered may be said back.
    fn is_discreet(&self) -> bool {
        false
    }

    /// Shows a text that was laid out already, at whose end somebody has to say that it was read.
    fn read_through(&mut self, text: &str) -> Result<(), PromptError> {
        self.show("", text)
    }

    /// The case changed: somebody answers.
    fn answered(&mut self) {}

    /// What was typed could not be taken.
    fn rejected(&mut self) {}

    /// Whether nothing more is asked, because line after line was no answer.
    fn has_given_up(&self) -> bool {
        false
    }
}
