//! The prompts of a dialogue, and their results.

use crate::interview::PromptError;
use std::path::PathBuf;
use std::time::Duration;

/// A choice, by its key or by its number in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key, if it has one. Values of facts have numbers.
    pub key: Option<char>,
    pub label: String,
    /// Whether it is an answer. The others are navigation.
    pub answer: bool,
}

impl Choice {
    /// An answer.
    pub fn answer(key: Option<char>, label: impl Into<String>) -> Self {
        Self { key, label: label.into(), answer: true }
    }

    /// A navigation choice.
    pub fn way(key: char, label: &str) -> Self {
        Self { key: Some(key), label: label.to_owned(), answer: false }
    }
}

/// The result of a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptResult<T> {
    Value(T),
    /// Nothing: the prompt was left with Esc or an empty line.
    Nothing,
    /// Another program used the screen, so the question must be shown again.
    Again,
    End,
}

/// A list with any number of ticked entries.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    pub title: &'a str,
    pub items: &'a [&'a str],
    /// Which entries are ticked now.
    pub ticked: &'a [bool],
}

/// How a list was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TickResult {
    /// The ticked entries. They count only after they were read back and confirmed.
    pub marks: Vec<bool>,
    /// The position of the navigation choice, if one was used instead of Enter.
    pub way: Option<usize>,
}

/// What was picked from a menu, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    Item(usize),
    /// A navigation choice.
    Way(usize),
}

/// The prompts of a dialogue. Each fails after an interruption, or when input or screen fail.
#[allow(clippy::missing_errors_doc)]
pub trait Prompter {
    /// Shows a paragraph.
    fn show(&mut self, label: &str, text: &str) -> Result<(), PromptError>;

    fn heading(&mut self, title: &str, aside: &str) -> Result<(), PromptError>;

    /// Asks for one choice, by key or number, and returns its position. With ten or more numbered entries, a number
    /// needs Enter.
    fn pick(&mut self, choices: &[Choice]) -> Result<PromptResult<usize>, PromptError>;

    /// How many items of a long list are shown at once.
    fn page(&self) -> usize;

    /// Asks for one item of a long list, by number, or for a navigation choice.
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

    /// Asks for any number of entries of a list.
    fn tick(&mut self, list: &List<'_>, ways: &[Choice]) -> Result<PromptResult<TickResult>, PromptError>;

    /// Whether ticks are visible while a list is edited.
    fn shows_ticks(&self) -> bool {
        true
    }

    /// The home folder of the user, for `~` in a typed path.
    fn home_folder(&self) -> Option<PathBuf> {
        None
    }

    /// Whole minutes since the screening was started or resumed.
    fn minutes(&self) -> u64 {
        0
    }

    /// Keeps the screen as it is for this long.
    fn pause(&mut self, _pace: Duration) {}

    /// Waits until the viewer continues. `Nothing`: the viewer leaves.
    fn wait(&mut self, words: &str) -> Result<PromptResult<()>, PromptError>;

    /// Asks for a line of text. `held` is text that was typed before but not recorded. It can be continued.
    fn type_in(&mut self, title: &str, held: &str) -> Result<PromptResult<String>, PromptError>;

    /// Clears the screen and the scrollback, shows this text, and waits for Enter.
    fn hide(&mut self, shown: &str) -> Result<(), PromptError>;

    /// Clears the screen and the scrollback.
    fn clear(&mut self) -> Result<(), PromptError>;

    /// Whether answers must not be shown again (discreet mode).
    fn is_discreet(&self) -> bool {
        false
    }

    /// Shows a text with a finished layout, and waits for the confirmation that it was read.
    fn read_through(&mut self, text: &str) -> Result<(), PromptError> {
        self.show("", text)
    }

    /// The case changed, so somebody is answering.
    fn answered(&mut self) {}

    /// The last input was rejected.
    fn rejected(&mut self) {}

    /// Whether no more questions are asked, because too many lines were no answer.
    fn has_given_up(&self) -> bool {
        false
    }
}
