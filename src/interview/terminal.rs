//! The terminal: one key for each answer, menus where there is more to choose.
//!
//! Prompts go to standard error, so that results on standard output can be piped. Long text is printed and wrapped
//! here, and menus get short lines only: dialoguer redraws badly past the edge of the terminal. Keys are read raw, so
//! Ctrl-C comes in as a key; a dialoguer menu reports it as an interruption, since a handler is installed at the start.

use super::{Choice, Given, Halt, Prompter};
use crate::wording::wrap;
use console::{Key, Term, style};
use dialoguer::theme::SimpleTheme;
use dialoguer::{Input, MultiSelect, Select};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Most answers that are picked by a digit; longer lists become a menu.
const DIGITS: usize = 9;

/// Stands where a key is waited for.
const READY: &str = "› ";

/// Prompts on the terminal.
pub struct Screen {
    term: Term,
    /// Ctrl-C came while no key was being read.
    interrupted: Arc<AtomicBool>,
}

impl Screen {
    /// On the terminal behind standard error. Ctrl-C is caught from here on, so that no menu dies with a hidden cursor.
    ///
    /// # Errors
    /// When the handler can't be installed.
    pub fn open() -> io::Result<Self> {
        let interrupted = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&interrupted);
        ctrlc::set_handler(move || seen.store(true, Ordering::SeqCst)).map_err(io::Error::other)?;
        Ok(Self { term: Term::stderr(), interrupted })
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, 100)
    }

    fn print(&self, text: &str, indent: &str) -> Result<(), Halt> {
        for line in wrap(text, self.width().saturating_sub(indent.len())) {
            self.term.write_line(&format!("{indent}{line}"))?;
        }
        Ok(())
    }

    /// One of the keys that stand for a choice.
    fn key(&self, choices: &[Choice]) -> Result<usize, Halt> {
        loop {
            if self.interrupted.load(Ordering::SeqCst) {
                return Err(Halt::Interrupted);
            }
            let at = match self.term.read_key_raw()? {
                Key::CtrlC | Key::Char('\u{4}') => return Err(Halt::Interrupted),
                Key::Char(digit @ '1'..='9') => {
                    let number = digit as usize - '1' as usize;
                    let answers = choices.iter().filter(|choice| choice.answer).count();
                    (number < answers).then_some(number)
                }
                Key::Char(letter) => {
                    let letter = letter.to_ascii_lowercase();
                    choices.iter().position(|choice| choice.key == Some(letter))
                }
                Key::Escape | Key::Backspace | Key::ArrowLeft => {
                    choices.iter().position(|choice| choice.key == Some('b'))
                }
                // What is left of a sequence that is not known reads like letters: F1 ends in `P`, Ctrl-Left in `5D`.
                Key::UnknownEscSeq(_) => {
                    drop_typed_ahead();
                    None
                }
                _ => None,
            };
            if let Some(at) = at {
                return Ok(at);
            }
        }
    }

    /// Says back what was chosen: a menu leaves nothing behind on the screen.
    fn echo(&self, chosen: &str) -> Result<(), Halt> {
        for line in wrap(&format!("→ {chosen}"), self.width()) {
            self.term.write_line(&style(line).for_stderr().dim().to_string())?;
        }
        self.term.write_line("")?;
        Ok(())
    }

    fn menu(&self, choices: &[Choice]) -> Result<Given<usize>, Halt> {
        let width = self.width().saturating_sub(6);
        let labels: Vec<String> = choices.iter().map(|choice| shortened(&choice.label, width)).collect();
        let so_far = choices.iter().position(|choice| choice.so_far).unwrap_or(0);
        let picked = Select::with_theme(&SimpleTheme).items(&labels).default(so_far).interact_on_opt(&self.term);
        let back = || choices.iter().position(|choice| choice.key == Some('b'));
        Ok(match picked.map_err(halt)? {
            Some(at) => {
                self.echo(&choices[at].label)?;
                Given::Value(at)
            }
            None => back().map_or(Given::Nothing, Given::Value),
        })
    }
}

impl Drop for Screen {
    /// A menu that is broken off leaves the cursor hidden.
    fn drop(&mut self) {
        let _ = self.term.show_cursor();
    }
}

/// Throws away what waits to be read. Only Unix terminals can.
fn drop_typed_ahead() {
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
}

fn halt(error: dialoguer::Error) -> Halt {
    let dialoguer::Error::IO(error) = error;
    if error.kind() == io::ErrorKind::Interrupted { Halt::Interrupted } else { Halt::Io(error) }
}

fn shortened(text: &str, width: usize) -> String {
    if console::measure_text_width(text) <= width {
        return text.to_owned();
    }
    console::truncate_str(text, width, "…").into_owned()
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
        for line in wrap(title, self.width()) {
            self.term.write_line(&style(line).for_stderr().bold().underlined().to_string())?;
        }
        if !aside.is_empty() {
            self.term.write_line(&style(aside).for_stderr().dim().to_string())?;
        }
        Ok(())
    }

    fn pick(&mut self, choices: &[Choice]) -> Result<Given<usize>, Halt> {
        if choices.iter().filter(|choice| choice.answer).count() > DIGITS {
            return self.menu(choices);
        }
        let mut ways = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            match choice.key {
                Some(key) if !choice.answer => ways.push(format!("[{key}] {}", choice.label)),
                Some(key) => self.print(&format!("[{key}] {}", choice.label), "  ")?,
                None => self.print(&format!("[{}] {}", at + 1, choice.label), "  ")?,
            }
        }
        if !ways.is_empty() {
            self.print(&ways.join("  "), "  ")?;
        }
        // What was typed before the question stood there is no answer to it: pasted text, a key held down, the rest of
        // an escape sequence (F1 ends in `P`).
        drop_typed_ahead();
        self.term.write_str(READY)?;
        let at = self.key(choices)?;
        self.term.clear_line()?;
        self.echo(&choices[at].label)?;
        Ok(Given::Value(at))
    }

    fn tick(&mut self, title: &str, items: &[&str], before: &[bool]) -> Result<Given<Vec<usize>>, Halt> {
        let width = self.width().saturating_sub(6);
        let labels: Vec<String> = items.iter().map(|item| shortened(item, width)).collect();
        self.print(&format!("{title} (space ticks, Enter ends)"), "")?;
        let ticked = MultiSelect::with_theme(&SimpleTheme).items(&labels).defaults(before).interact_on_opt(&self.term);
        let ticked = ticked.map_err(halt)?;
        let named = ticked.iter().flatten().map(|at| items[*at]).collect::<Vec<_>>().join("; ");
        self.echo(if named.is_empty() { "nothing ticked" } else { &named })?;
        Ok(ticked.map_or(Given::Nothing, Given::Value))
    }

    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt> {
        self.print(title, "")?;
        let typed =
            Input::<String>::with_theme(&SimpleTheme).allow_empty(true).report(false).interact_text_on(&self.term);
        let typed = typed.map_err(halt)?;
        Ok(if typed.trim().is_empty() { Given::Nothing } else { Given::Value(typed) })
    }
}
