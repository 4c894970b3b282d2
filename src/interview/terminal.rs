//! The terminal: one key for each answer, numbers in lists, a line where a text is asked for.
//!
//! Prompts go to standard error, so that results on standard output can be piped. Nothing is drawn over: what is printed
//! stays, wrapped by us. Lists are not dialoguer's, since its keys would answer: `a` ticks everything there, Esc takes the
//! first, and nothing can be hidden. It serves where a text is typed.

mod aside;
mod keys;
mod mode;
mod secret;
mod signals;

pub use keys::drop_typed;
pub use mode::{restore, without_echo};
pub use secret::Secrets;
pub use signals::answered_elsewhere as signals_answered_elsewhere;

use super::plain::CLEAR;
use super::{Choice, Given, Halt, Prompter};
use crate::escape;
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
    /// Nothing that was answered is said back, and the screen is cleared behind each answer.
    discreet: bool,
}

impl Screen {
    /// On the terminal behind standard error. Until it is dropped, keys come in one by one and are not echoed.
    #[must_use]
    pub fn open() -> Self {
        mode::begin();
        Self { term: Term::stderr(), discreet: false }
    }

    /// The same on the other screen of the terminal, where nothing stays: neither what was answered nor, once it is left,
    /// what was asked.
    #[must_use]
    pub fn open_aside() -> Self {
        aside::want();
        mode::begin();
        Self { term: Term::stderr(), discreet: true }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, usize::from(WIDEST))
    }

    fn print(&self, text: &str, indent: &str) -> Result<(), Halt> {
        let width = self.width().saturating_sub(indent.len());
        for line in escape::shown(text).split('\n').flat_map(|part| wrap(part, width)) {
            self.line(&format!("{indent}{line}"))?;
        }
        Ok(())
    }

    fn line(&self, line: &str) -> Result<(), Halt> {
        Ok(aside::draw(|| self.term.write_line(line))?)
    }

    fn text(&self, text: &str) -> Result<(), Halt> {
        Ok(aside::draw(|| self.term.write_str(text))?)
    }

    fn clear_line(&self) -> Result<(), Halt> {
        Ok(aside::draw(|| self.term.clear_line())?)
    }

    /// Behind an answer: says it back, or takes it off the screen with its question.
    fn answered(&mut self, chosen: &str) -> Result<(), Halt> {
        if self.discreet { self.clear() } else { self.echo(chosen) }
    }

    /// Says back what was chosen: a menu leaves nothing behind on the screen.
    fn echo(&self, chosen: &str) -> Result<(), Halt> {
        for line in wrap(&escape::shown(&format!("→ {chosen}")), self.width()) {
            self.line(&style(line).for_stderr().dim().to_string())?;
        }
        self.line("")?;
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
        let ways = wrap(&escape::shown(&ways.join("  ")), self.width().saturating_sub(2));
        for line in ways.into_iter().filter(|line| !line.is_empty()) {
            self.line(&format!("  {}", line.replace('\u{a0}', " ")))?;
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

/// A line in pieces that fit; what was laid out for the screen stays as it is.
fn cut(line: &str, columns: usize) -> Vec<String> {
    if console::measure_text_width(line) <= columns { vec![line.to_owned()] } else { wrap(line, columns) }
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
        self.line(&style(format!("{}:", escape::line(label))).for_stderr().bold().to_string())?;
        self.print(text, "  ")
    }

    fn heading(&mut self, title: &str, aside: &str) -> Result<(), Halt> {
        self.line("")?;
        for line in wrap(&escape::shown(title), self.width()).into_iter().filter(|line| !line.is_empty()) {
            self.line(&style(line).for_stderr().bold().underlined().to_string())?;
        }
        for line in wrap(&escape::shown(aside), self.width()).into_iter().filter(|line| !line.is_empty()) {
            self.line(&style(line).for_stderr().dim().to_string())?;
        }
        Ok(())
    }

    fn pick(&mut self, choices: &[Choice]) -> Result<Given<usize>, Halt> {
        self.show_choices(choices)?;
        keys::settle(&self.term);
        self.text(READY)?;
        match keys::choose(&self.term, choices, false, self.discreet)? {
            Pressed::Choice(at) => {
                self.clear_line()?;
                self.answered(&choices[at].label)?;
                Ok(Given::Value(at))
            }
            Pressed::ShowAgain | Pressed::Enter => {
                self.line("")?;
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
        let discreet = self.discreet;
        let named = |ticked: &[bool]| {
            if discreet {
                return wording::so_many_ticked(ticked.iter().filter(|one| **one).count());
            }
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
                self.text(READY)?;
                let pressed = keys::choose(&self.term, &choices, true, self.discreet)?;
                self.clear_line()?;
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
                        self.answered("back")?;
                        return Ok(Given::Nothing);
                    }
                    Pressed::Enter => {
                        self.answered(&named(&ticked))?;
                        return Ok(Given::Value((0..items.len()).filter(|at| ticked[*at]).collect()));
                    }
                    Pressed::ShowAgain => break,
                }
            }
        }
    }

    fn wait(&mut self, words: &str) -> Result<Given<()>, Halt> {
        self.text(&style(words).for_stderr().dim().to_string())?;
        let goes_on = keys::go_on(&self.term)?;
        self.clear_line()?;
        Ok(if goes_on { Given::Value(()) } else { Given::Nothing })
    }

    fn type_in(&mut self, title: &str) -> Result<Given<String>, Halt> {
        self.print(title, "")?;
        keys::settle(&self.term);
        let typed = Input::<String>::with_theme(&Line).allow_empty(true).report(false).interact_text_on(&self.term);
        let typed = typed.map_err(halt)?;
        if self.discreet {
            self.clear()?;
        }
        if keys::more_comes() {
            keys::settle(&self.term);
            self.print(wording::ONE_LINE_ONLY, "")?;
        }
        Ok(if typed.trim().is_empty() { Given::Nothing } else { Given::Value(typed) })
    }

    fn hide(&mut self, shown: &str) -> Result<(), Halt> {
        self.clear()?;
        keys::wait_for_enter(&self.term, || self.line(shown))?;
        self.clear()
    }

    fn clear(&mut self) -> Result<(), Halt> {
        self.text(CLEAR)
    }

    fn is_discreet(&self) -> bool {
        self.discreet
    }

    fn read_through(&mut self, text: &str) -> Result<(), Halt> {
        let (rows, columns) = self.term.size();
        // A line of its own tells how to go on, and one stays free below it.
        let page = usize::from(rows).saturating_sub(3).max(1);
        let lines: Vec<String> = text.lines().flat_map(|line| cut(line, columns.into())).collect();
        let pages: Vec<&[String]> = lines.chunks(page).collect();
        for (at, page) in pages.iter().enumerate() {
            let last = at + 1 == pages.len();
            let told = if last { wording::READ_LAST.to_owned() } else { wording::read_on(at + 1, pages.len()) };
            keys::wait_for_enter(&self.term, || {
                self.text(CLEAR)?;
                page.iter().try_for_each(|line| self.line(line))?;
                self.line("")?;
                self.text(&told)
            })?;
        }
        self.clear()
    }
}
