//! The terminal: one key for each answer, menus where there is more to choose.
//!
//! Prompts go to standard error, so that results on standard output can be piped. Long text is printed and wrapped
//! here, and menus get short lines only: dialoguer redraws badly past the edge of the terminal.

mod keys;
mod mode;

pub use mode::{continued, restore};

use super::plain::CLEAR;
use super::{Choice, Given, Halt, Prompter};
use crate::wording::wrap;
use console::{Term, style};
use dialoguer::theme::{SimpleTheme, Theme};
use dialoguer::{Input, MultiSelect, Select};
use keys::Pressed;
use std::fmt;
use std::io;

/// Stands where a key is waited for.
const READY: &str = "› ";

/// Widest line that is read with ease.
const WIDEST: u16 = 100;

/// Prompts on the terminal.
pub struct Screen {
    term: Term,
}

impl Screen {
    /// On the terminal behind standard error. Until it is dropped, keys come in one by one and are not echoed.
    #[must_use]
    pub fn open() -> Self {
        mode::begin();
        Self { term: Term::stderr() }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, usize::from(WIDEST))
    }

    fn print(&self, text: &str, indent: &str) -> Result<(), Halt> {
        for line in wrap(text, self.width().saturating_sub(indent.len())) {
            self.term.write_line(&format!("{indent}{line}"))?;
        }
        Ok(())
    }

    /// Says back what was chosen: a menu leaves nothing behind on the screen.
    fn echo(&self, chosen: &str) -> Result<(), Halt> {
        for line in wrap(&format!("→ {chosen}"), self.width()) {
            self.term.write_line(&style(line).for_stderr().dim().to_string())?;
        }
        self.term.write_line("")?;
        Ok(())
    }

    /// Labels short enough for a menu.
    fn shortened<T: AsRef<str>>(&self, items: &[T]) -> Vec<String> {
        let width = self.width().saturating_sub(6);
        items.iter().map(|item| console::truncate_str(item.as_ref(), width, "…").into_owned()).collect()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// A text is typed where a key would be pressed.
struct Line;

impl Theme for Line {
    fn format_input_prompt(&self, f: &mut dyn fmt::Write, _: &str, _: Option<&str>) -> fmt::Result {
        f.write_str(READY)
    }
}

fn halt(error: dialoguer::Error) -> Halt {
    let dialoguer::Error::IO(error) = error;
    if error.kind() == io::ErrorKind::Interrupted { Halt::Interrupted } else { Halt::Io(error) }
}

impl Prompter for Screen {
    fn show(&mut self, label: &str, text: &str) -> Result<(), Halt> {
        if label.is_empty() {
            return self.print(text, "");
        }
        self.term.write_line(&style(format!("{label}:")).for_stderr().bold().to_string())?;
        self.print(text, "  ")
    }

    fn heading(&mut self, title: &str, aside: &str) -> Result<(), Halt> {
        self.term.write_line("")?;
        for line in wrap(title, self.width()).into_iter().filter(|line| !line.is_empty()) {
            self.term.write_line(&style(line).for_stderr().bold().underlined().to_string())?;
        }
        for line in wrap(aside, self.width()).into_iter().filter(|line| !line.is_empty()) {
            self.term.write_line(&style(line).for_stderr().dim().to_string())?;
        }
        Ok(())
    }

    fn pick(&mut self, choices: &[Choice]) -> Result<Given<usize>, Halt> {
        let mut ways = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            match choice.key {
                Some(key) if !choice.answer => ways.push(format!("[{key}]\u{a0}{}", choice.label)),
                Some(key) => self.print(&format!("[{key}] {}", choice.label), "  ")?,
                None => self.print(&format!("[{}] {}", at + 1, choice.label), "  ")?,
            }
        }
        let ways = wrap(&ways.join("  "), self.width().saturating_sub(2));
        for line in ways.into_iter().filter(|line| !line.is_empty()) {
            self.term.write_line(&format!("  {}", line.replace('\u{a0}', " ")))?;
        }
        keys::settle(&self.term);
        self.term.write_str(READY)?;
        match keys::choose(&self.term, choices)? {
            Pressed::Choice(at) => {
                self.term.clear_line()?;
                self.echo(&choices[at].label)?;
                Ok(Given::Value(at))
            }
            Pressed::ShowAgain => {
                self.term.write_line("")?;
                Ok(Given::Again)
            }
        }
    }

    fn menu(&mut self, title: &str, items: &[String], none: &str) -> Result<Given<usize>, Halt> {
        if !title.is_empty() {
            self.print(title, "")?;
        }
        let mut labels = self.shortened(items);
        labels.insert(0, none.to_owned());
        keys::settle(&self.term);
        let picked = Select::with_theme(&SimpleTheme).items(&labels).default(0).interact_on_opt(&self.term);
        Ok(match picked.map_err(halt)? {
            Some(0) | None => {
                self.echo(none)?;
                Given::Nothing
            }
            Some(at) => {
                self.echo(&items[at - 1])?;
                Given::Value(at - 1)
            }
        })
    }

    fn tick(&mut self, title: &str, items: &[&str], before: &[bool]) -> Result<Given<Vec<usize>>, Halt> {
        let labels = self.shortened(items);
        self.print(&format!("{title} (space ticks, Enter ends)"), "")?;
        keys::settle(&self.term);
        let ticked = MultiSelect::with_theme(&SimpleTheme).items(&labels).defaults(before).interact_on_opt(&self.term);
        let ticked = ticked.map_err(halt)?;
        let named = ticked.iter().flatten().map(|at| items[*at]).collect::<Vec<_>>().join("; ");
        self.echo(if named.is_empty() { "nothing ticked" } else { &named })?;
        Ok(ticked.map_or(Given::Nothing, Given::Value))
    }

    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt> {
        self.print(title, "")?;
        keys::settle(&self.term);
        let typed = Input::<String>::with_theme(&Line).allow_empty(true).report(false).interact_text_on(&self.term);
        let typed = typed.map_err(halt)?;
        Ok(if typed.trim().is_empty() { Given::Nothing } else { Given::Value(typed) })
    }

    fn hide(&mut self, shown: &str) -> Result<(), Halt> {
        self.clear()?;
        self.term.write_line(shown)?;
        keys::wait_for_enter(&self.term)?;
        self.clear()
    }

    fn clear(&mut self) -> Result<(), Halt> {
        Ok(self.term.write_str(CLEAR)?)
    }
}
