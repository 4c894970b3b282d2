//! The terminal: one key for each answer, lists with visible ticks, a line for typed text.
//!
//! Prompts go to standard error, so that results on standard output can be piped. Printed text stays, with our own line
//! breaks. Only lists with ticks are drawn again. Lists of dialoguer are not used, because their keys would answer: `a`
//! ticks everything there, Esc takes the first, and nothing can be hidden. It is used for typed text.
//!
//! The alternate screen has no scrollback, so text taller than the window is shown page by page.

pub use crate::terminal::keys::drop_typed;
pub use crate::terminal::raw_mode::{begin_lines, restore, without_echo};
pub use crate::terminal::secret::Secrets;
pub use crate::terminal::signals::{
    all as signals_that_end, answered_elsewhere as signals_answered_elsewhere, end_soon, restore_soon,
};

use crate::escape;
use crate::interview::{Choice, List, PromptError, PromptResult, Prompter, TickResult};
use crate::terminal::keys::{Pressed, Turned};
use crate::terminal::layout::ScreenPage;
use crate::terminal::lines::CLEAR;
use crate::terminal::picking::Picking;
use crate::terminal::tick_list::{TickList, TickStep};
use crate::wording::wrap;
use console::{Term, style};
use dialoguer::Input;
use dialoguer::theme::Theme;
use std::fmt;
use std::io;
use std::time::Instant;

/// The prompt where a key is awaited.
pub(crate) const READY: &str = "› ";

/// The widest line that is easy to read.
const WIDEST: u16 = 100;

/// The fewest window lines for a list with ticks. In a smaller window the text above is read first.
const FEWEST_FOR_A_LIST: usize = 12;

/// Prompts on the terminal.
pub struct Screen {
    term: Term,
    /// When it was opened.
    begun: Instant,
    /// Discreet mode: answers are not shown again, and the screen is cleared after each.
    discreet: bool,
    /// What was shown since the screen was cleared, on a screen without scrollback.
    page: ScreenPage,
}

impl Screen {
    /// Prompts on standard error. Until it is dropped, keys arrive singly and without echo.
    pub fn open() -> Self {
        crate::terminal::raw_mode::begin();
        Self { term: Term::stderr(), begun: Instant::now(), discreet: false, page: ScreenPage::default() }
    }

    /// The same on the alternate screen, where neither answers nor, after leaving, questions stay.
    pub fn open_aside() -> Self {
        crate::terminal::alternate_screen::want();
        crate::terminal::raw_mode::begin();
        Self { term: Term::stderr(), begun: Instant::now(), discreet: true, page: ScreenPage::default() }
    }

    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(20, usize::from(WIDEST))
    }

    fn rows(&self) -> usize {
        self.term.size().0.into()
    }

    fn line(&self, line: &str) -> Result<(), PromptError> {
        Ok(crate::terminal::alternate_screen::draw(|| self.term.write_line(&escape::isolated(line)))?)
    }

    fn text(&self, text: &str) -> Result<(), PromptError> {
        Ok(crate::terminal::alternate_screen::draw(|| self.term.write_str(text))?)
    }

    fn clear_line(&self) -> Result<(), PromptError> {
        Ok(crate::terminal::alternate_screen::draw(|| self.term.clear_line())?)
    }

    fn lines<'l>(&self, lines: impl IntoIterator<Item = &'l String>) -> Result<(), PromptError> {
        lines.into_iter().try_for_each(|line| self.line(line))
    }

    /// Prints a block of lines. On the alternate screen only if everything fits.
    fn block(&mut self, block: Vec<String>) -> Result<(), PromptError> {
        let fits = !self.discreet || self.page.height() + block.len() < self.rows();
        if fits {
            self.lines(&block)?;
        }
        if self.discreet {
            self.page.add(block);
        }
        Ok(())
    }

    /// Prints a prompt. On the alternate screen, text before it is shown page by page if both don't fit. Returns
    /// whether there was more than one page.
    fn last_block(&mut self, last: &[String]) -> Result<bool, PromptError> {
        if !self.discreet || self.page.height() + last.len() < self.rows() {
            return self.lines(last).map(|()| false);
        }
        let pages = self.page.pages(last, self.rows().saturating_sub(2));
        let (last, before) = pages.split_last().map_or((&[][..], &[][..]), |(last, before)| (last.as_slice(), before));
        self.turn_pages(before, pages.len())?;
        self.text(CLEAR)?;
        self.lines(last)?;
        if !before.is_empty() {
            self.line(&style(text!("screening-read-again")).for_stderr().dim().to_string())?;
        }
        Ok(!before.is_empty())
    }

    /// Draws again what was shown since the screen was cleared, as far as it fits.
    fn redraw(&self) -> Result<(), PromptError> {
        self.text(CLEAR)?;
        if self.page.height() < self.rows() { self.lines(self.page.lines()) } else { Ok(()) }
    }

    /// Shows one page after another, each until it was read. `all`: the number of all pages, including later ones.
    fn turn_pages(&self, pages: &[Vec<String>], all: usize) -> Result<(), PromptError> {
        let mut at = 0;
        while let Some(page) = pages.get(at) {
            self.text(CLEAR)?;
            self.lines(page)?;
            crate::terminal::keys::settle(&self.term);
            self.text(&crate::terminal::layout::read_on(at, all))?;
            match crate::terminal::keys::turn(&self.term)? {
                Turned::On => at += 1,
                Turned::Back => at = at.saturating_sub(1),
                Turned::Hidden => {
                    self.text(CLEAR)?;
                    crate::terminal::keys::wait_for_enter(&self.term, || self.line(text!("screening-hidden")))?;
                }
                Turned::Again => {}
            }
        }
        Ok(())
    }

    /// After an answer: shows it, or clears it from the screen with its question.
    fn answered(&mut self, chosen: &str) -> Result<(), PromptError> {
        if self.discreet { self.clear() } else { self.echo(chosen) }
    }

    /// Shows the chosen text, because a menu leaves nothing on the screen.
    fn echo(&self, chosen: &str) -> Result<(), PromptError> {
        for line in wrap(&escape::shown(&format!("→ {chosen}")), self.width()) {
            self.line(&style(line).for_stderr().dim().to_string())?;
        }
        self.line("")
    }

    /// Draws a list with ticks over the `above` lines before it.
    fn draw_list(&self, list: &[String], typed: &str, above: usize) -> Result<(), PromptError> {
        let up = if above > 0 { format!("\u{1b}[{above}A") } else { String::new() };
        // In one write, so that nothing flickers.
        self.text(&format!("\r{up}\u{1b}[J{}\n{READY}{typed}", list.join("\n")))
    }

    /// Makes room for a list on the alternate screen. Returns the lines above it.
    fn above_a_list(&mut self) -> Result<usize, PromptError> {
        if !self.page.is_empty() && self.page.height() + FEWEST_FOR_A_LIST > self.rows() {
            let pages = self.page.pages(&[], self.rows().saturating_sub(2));
            self.turn_pages(&pages, pages.len() + 1)?;
            self.clear()?;
        }
        Ok(self.page.height())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// The prompt for typed text.
struct Line;

impl Theme for Line {
    fn format_input_prompt(&self, f: &mut dyn fmt::Write, _: &str, _: Option<&str>) -> fmt::Result {
        f.write_str(READY)
    }
}

fn halt(error: dialoguer::Error) -> PromptError {
    let dialoguer::Error::IO(error) = error;
    if error.kind() == io::ErrorKind::Interrupted { PromptError::Interrupted } else { PromptError::Io(error) }
}

impl Prompter for Screen {
    fn home_folder(&self) -> Option<std::path::PathBuf> {
        std::env::home_dir()
    }

    fn minutes(&self) -> u64 {
        self.begun.elapsed().as_secs() / 60
    }

    fn pause(&mut self, pace: std::time::Duration) {
        std::thread::sleep(pace);
    }

    fn show(&mut self, label: &str, text: &str) -> Result<(), PromptError> {
        self.block(crate::terminal::layout::paragraph(label, text, self.width()))
    }

    fn heading(&mut self, title: &str, aside: &str) -> Result<(), PromptError> {
        self.block(crate::terminal::layout::heading(title, aside, self.width()))
    }

    fn pick(&mut self, choices: &[Choice]) -> Result<PromptResult<usize>, PromptError> {
        loop {
            let is_paged = self.last_block(&crate::terminal::layout::choices(choices, self.width()))?;
            crate::terminal::keys::settle(&self.term);
            self.text(READY)?;
            let mut picking = Picking::new(choices);
            loop {
                match crate::terminal::keys::choose(&self.term, &mut picking, self.discreet)? {
                    Pressed::Choice(at) => {
                        self.clear_line()?;
                        self.answered(&choices[at].label)?;
                        return Ok(PromptResult::Value(at));
                    }
                    Pressed::NotInList(number) if !self.discreet => {
                        self.clear_line()?;
                        self.show("", &text!("screening-not-in-list", typed = number, items = picking.numbered()))?;
                        self.text(READY)?;
                    }
                    // A number that is not shown is reported with the range of the list.
                    Pressed::NotInList(_) => {
                        self.page.add(vec![text!("screening-one-not-in-list", items = picking.numbered())]);
                        self.redraw()?;
                        break;
                    }
                    // Earlier pages can be read again.
                    Pressed::Enter if is_paged => break,
                    Pressed::Enter => {}
                    Pressed::ShowAgain if self.discreet => {
                        self.redraw()?;
                        break;
                    }
                    Pressed::ShowAgain => {
                        self.line("")?;
                        return Ok(PromptResult::Again);
                    }
                }
            }
        }
    }

    fn page(&self) -> usize {
        // An item may take two lines, and other text needs some too.
        (self.rows().saturating_sub(8) / 2).clamp(5, 20)
    }

    fn tick(&mut self, list: &List<'_>, ways: &[Choice]) -> Result<PromptResult<TickResult>, PromptError> {
        let taken = self.above_a_list()?;
        let (mut ticking, mut above, mut size) = (TickList::new(list, ways), 0, self.term.size());
        crate::terminal::keys::settle(&self.term);
        let way = loop {
            // After a change of the window size, the lines above are different too.
            if self.term.size() != size {
                (above, size) = (0, self.term.size());
                if self.discreet { self.redraw()? } else { self.line("")? }
            }
            let lines = ticking.lines(self.rows().saturating_sub(taken), self.width());
            self.draw_list(&lines, &ticking.typed(self.width().saturating_sub(4)), above)?;
            above = lines.len();
            match crate::terminal::keys::tick(&self.term, &mut ticking)? {
                crate::terminal::keys::TickKey::Step(TickStep::Nothing | TickStep::Redraw) => {}
                crate::terminal::keys::TickKey::Step(TickStep::Done) => break Some(None),
                crate::terminal::keys::TickKey::Step(TickStep::Way(at)) => break Some(Some(at)),
                crate::terminal::keys::TickKey::Step(TickStep::Leave) => break None,
                // The size is queried again, and everything is drawn.
                crate::terminal::keys::TickKey::DrawAnew => size = (0, 0),
            }
        };
        // The final ticks stay visible, or are cleared with their question.
        let lines = ticking.lines(self.rows().saturating_sub(taken), self.width());
        self.draw_list(&lines, "", above)?;
        self.clear_line()?;
        if self.discreet {
            self.clear()?;
        }
        let Some(way) = way else { return Ok(PromptResult::Nothing) };
        Ok(PromptResult::Value(TickResult { marks: ticking.marks(), way }))
    }

    fn wait(&mut self, words: &str) -> Result<PromptResult<()>, PromptError> {
        self.text(&style(words).for_stderr().dim().to_string())?;
        let goes_on = crate::terminal::keys::go_on(&self.term)?;
        self.clear_line()?;
        Ok(if goes_on { PromptResult::Value(()) } else { PromptResult::Nothing })
    }

    fn type_in(&mut self, title: &str, held: &str) -> Result<PromptResult<String>, PromptError> {
        self.last_block(&crate::terminal::layout::paragraph("", title, self.width()))?;
        crate::terminal::keys::settle(&self.term);
        let input = Input::<String>::with_theme(&Line).allow_empty(true).report(false);
        // New text must not run into the text that came back.
        let held = if held.is_empty() { String::new() } else { format!("{} ", escape::line(held)) };
        let typed = input.with_initial_text(held).interact_text_on(&self.term).map_err(halt)?;
        if self.discreet {
            self.clear()?;
        }
        if crate::terminal::keys::more_comes() {
            crate::terminal::keys::settle(&self.term);
            self.block(crate::terminal::layout::paragraph("", text!("screening-one-line-only"), self.width()))?;
        }
        Ok(if typed.trim().is_empty() { PromptResult::Nothing } else { PromptResult::Value(typed) })
    }

    fn hide(&mut self, shown: &str) -> Result<(), PromptError> {
        self.clear()?;
        crate::terminal::keys::wait_for_enter(&self.term, || self.line(shown))?;
        self.clear()
    }

    fn clear(&mut self) -> Result<(), PromptError> {
        self.page.clear();
        self.text(CLEAR)
    }

    fn is_discreet(&self) -> bool {
        self.discreet
    }

    fn read_through(&mut self, text: &str) -> Result<(), PromptError> {
        // One line is for the hint, and one below it stays empty.
        let page = self.rows().saturating_sub(3).max(1);
        let columns = self.term.size().1.into();
        let lines: Vec<String> = text.lines().flat_map(|line| crate::terminal::layout::cut(line, columns)).collect();
        let pages: Vec<Vec<String>> = lines.chunks(page).map(<[String]>::to_vec).collect();
        self.turn_pages(&pages, pages.len())?;
        self.clear()
    }
}
