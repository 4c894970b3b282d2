//! The terminal: one key for each answer, numbers in lists, a line where a text is asked for.
//!
//! Prompts go to standard error, so that results on standard output can be piped. Nothing is drawn over: what is printed
//! stays, wrapped by us. Lists are not dialoguer's, since its keys would answer: `a` ticks everything there, Esc takes the
//! first, and nothing can be hidden. It serves where a text is typed.

mod keys;
mod mode;

pub use keys::drop_typed;
pub use mode::restore;

use super::plain::CLEAR;
use super::{Choice, Given, Halt, Prompter};
use crate::wording::{self, wrap};
use console::{Term, style};
use dialoguer::Input;
use dialoguer::theme::Theme;
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
        let width = self.width().saturating_sub(indent.len());
        for line in text.split('\n').flat_map(|part| wrap(part, width)) {
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

    /// Answers one below the other, and the ways to move about in a line.
    fn show_choices(&self, choices: &[Choice]) -> Result<(), Halt> {
        let mut ways = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            match choice.key {
                Some(key) if !choice.answer => {
                    ways.push(format!("[{key}]\u{a0}{}", choice.label.replace(' ', "\u{a0}")));
                }
                Some(key) => self.print(&format!("[{key}] {}", choice.label), "  ")?,
                None => self.print(&format!("[{}] {}", at + 1, choice.label), "  ")?,
            }
        }
        let ways = wrap(&ways.join("  "), self.width().saturating_sub(2));
        for line in ways.into_iter().filter(|line| !line.is_empty()) {
            self.term.write_line(&format!("  {}", line.replace('\u{a0}', " ")))?;
        }
        Ok(())
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
        self.show_choices(choices)?;
        keys::settle(&self.term);
        self.term.write_str(READY)?;
        match keys::choose(&self.term, choices, false)? {
            Pressed::Choice(at) => {
                self.term.clear_line()?;
                self.echo(&choices[at].label)?;
                Ok(Given::Value(at))
            }
            Pressed::ShowAgain | Pressed::Enter => {
                self.term.write_line("")?;
                Ok(Given::Again)
            }
        }
    }

    fn page(&self) -> usize {
        // An item may take two lines; what stands around them takes some too.
        (usize::from(self.term.size().0).saturating_sub(8) / 2).clamp(5, 20)
    }

    fn tick(&mut self, title: &str, items: &[&str], before: &[bool]) -> Result<Given<Vec<usize>>, Halt> {
        let mut choices: Vec<Choice> = items.iter().map(|item| Choice::answer(None, *item)).collect();
        choices.extend([Choice::way('b', "back"), Choice::way('z', "hide")]);
        let mut ticked: Vec<bool> = (0..items.len()).map(|at| before.get(at) == Some(&true)).collect();
        let named = |ticked: &[bool]| {
            let named = items.iter().zip(ticked).filter(|(_, ticked)| **ticked).map(|(item, _)| *item);
            let named = named.collect::<Vec<_>>().join("; ");
            if named.is_empty() { wording::TICKED_NOTHING.to_owned() } else { named }
        };
        loop {
            self.print(&format!("{title} {}", wording::TICK_BY_NUMBER), "")?;
            self.show_choices(&choices)?;
            if ticked.contains(&true) {
                self.echo(&named(&ticked))?;
            }
            loop {
                keys::settle(&self.term);
                self.term.write_str(READY)?;
                let pressed = keys::choose(&self.term, &choices, true)?;
                self.term.clear_line()?;
                match pressed {
                    Pressed::Choice(at) if at < items.len() => {
                        ticked[at] = !ticked[at];
                        self.echo(&named(&ticked))?;
                    }
                    Pressed::Choice(at) if choices[at].key == Some('z') => {
                        self.hide(wording::HIDDEN)?;
                        break;
                    }
                    Pressed::Choice(_) => {
                        self.echo("back")?;
                        return Ok(Given::Nothing);
                    }
                    Pressed::Enter => {
                        self.echo(&named(&ticked))?;
                        return Ok(Given::Value((0..items.len()).filter(|at| ticked[*at]).collect()));
                    }
                    Pressed::ShowAgain => break,
                }
            }
        }
    }

    fn wait(&mut self, words: &str) -> Result<Given<()>, Halt> {
        self.term.write_str(&style(words).for_stderr().dim().to_string())?;
        let goes_on = keys::go_on(&self.term)?;
        self.term.clear_line()?;
        Ok(if goes_on { Given::Value(()) } else { Given::Nothing })
    }

    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt> {
        self.print(title, "")?;
        keys::settle(&self.term);
        let typed = Input::<String>::with_theme(&Line).allow_empty(true).report(false).interact_text_on(&self.term);
        let typed = typed.map_err(halt)?;
        if keys::more_comes() {
            keys::settle(&self.term);
            self.print(wording::ONE_LINE_ONLY, "")?;
        }
        Ok(if typed.trim().is_empty() { Given::Nothing } else { Given::Value(typed) })
    }

    fn hide(&mut self, shown: &str) -> Result<(), Halt> {
        self.clear()?;
        keys::wait_for_enter(&self.term, shown)?;
        self.clear()
    }

    fn clear(&mut self) -> Result<(), Halt> {
        Ok(self.term.write_str(CLEAR)?)
    }
}
