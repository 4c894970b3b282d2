//! Decides which key presses count. An answer that nobody gave would spoil a screening. So input before the question
//! appeared, a held key, pasted text, and parts of a sequence that a slow link split are no answers.

use crate::interview::PromptError;
use crate::terminal::picking::{PickStep, Picking};
use crate::terminal::screen::READY;
use crate::terminal::tick_list;
use crate::terminal::tick_list::TickList;
use crate::terminal::{alternate_screen, raw_mode};
use console::{Key, Term};
use std::io;
use std::time::Duration;

/// The quiet time before a key is accepted. A held key repeats faster.
const QUIET: Duration = Duration::from_millis(60);
/// How often the quiet time is awaited while a key is held.
const MOST_WAITS: usize = 100;
/// Input this soon after a key was not typed by hand.
const BURST: Duration = Duration::from_millis(25);
/// How often the terminal mode is checked while waiting for a key.
pub(crate) const LOOK: Duration = Duration::from_millis(300);
/// The longest delay of the rest of a sequence over a slow link.
const SLOW_LINK: Duration = Duration::from_millis(120);

/// The most keys of a rush. Nobody types a longer line.
const MOST_IN_A_RUSH: usize = 256;

/// The result of waiting for a key.
pub(crate) enum Pressed {
    /// The choice at this position.
    Choice(usize),
    /// Another program used the screen, so the question must be shown again.
    ShowAgain,
    /// Enter alone.
    Enter,
    /// A number that is not in the list.
    NotInList(String),
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypedKey {
    /// One key, by hand.
    Key(Key),
    /// Several keys at once: pasted, or bundled by a slow link.
    Rush(Vec<Key>),
}

/// Waits until nothing is typed any more, and drops what was typed.
pub(crate) fn settle(term: &Term) {
    let _ = term.flush();
    for _ in 0..MOST_WAITS {
        read_away();
        if !comes_within(QUIET) {
            return;
        }
    }
}

/// Waits for a key of a choice. `blind`: the digits of a number are hidden.
pub(crate) fn choose(term: &Term, picking: &mut Picking<'_>, blind: bool) -> Result<Pressed, PromptError> {
    loop {
        let typed = match next(term)? {
            Next::UsedByOthers => return Ok(Pressed::ShowAgain),
            Next::Typed(TypedKey::Key(Key::Char('\u{1a}'))) => {
                raw_mode::suspend();
                return Ok(Pressed::ShowAgain);
            }
            Next::Typed(typed) => typed,
            Next::Nothing => continue,
        };
        match picking.take(&typed) {
            PickStep::Choice(at) => return Ok(Pressed::Choice(at)),
            PickStep::Enter => return Ok(Pressed::Enter),
            PickStep::NotInList(number) => return Ok(Pressed::NotInList(number)),
            PickStep::Redraw => ready(term, &picking.shown(blind))?,
            PickStep::Nothing => {}
        }
    }
}

/// The result of a key at a list.
pub(crate) enum TickKey {
    Step(tick_list::TickStep),
    /// Another program used the screen, so the list must be drawn again.
    DrawAnew,
}

/// Waits for a key at a list.
pub(crate) fn tick(term: &Term, list: &mut TickList<'_>) -> Result<TickKey, PromptError> {
    match next(term)? {
        Next::UsedByOthers => Ok(TickKey::DrawAnew),
        Next::Typed(TypedKey::Key(Key::Char('\u{1a}'))) => {
            raw_mode::suspend();
            Ok(TickKey::DrawAnew)
        }
        Next::Typed(typed) => Ok(TickKey::Step(list.take(&typed))),
        Next::Nothing => Ok(TickKey::Step(tick_list::TickStep::Nothing)),
    }
}

/// Shows again that a key is awaited.
fn ready(term: &Term, told: &str) -> Result<(), PromptError> {
    Ok(alternate_screen::draw(|| term.clear_line().and_then(|()| term.write_str(&format!("{READY}{told}"))))?)
}

/// Shows something, and waits for Enter.
pub(crate) fn wait_for_enter(term: &Term, show: impl Fn() -> Result<(), PromptError>) -> Result<(), PromptError> {
    loop {
        show()?;
        settle(term);
        loop {
            match next(term)? {
                Next::Typed(TypedKey::Key(Key::Enter)) => return Ok(()),
                Next::Typed(TypedKey::Key(Key::Char('\u{1a}'))) => {
                    raw_mode::suspend();
                    break;
                }
                Next::UsedByOthers => break,
                _ => {}
            }
        }
    }
}

/// Waits for Enter or the space bar to go on, or for `x` to leave.
pub(crate) fn go_on(term: &Term) -> Result<bool, PromptError> {
    settle(term);
    loop {
        match next(term)? {
            Next::Typed(TypedKey::Key(Key::Enter | Key::Char(' '))) => return Ok(true),
            Next::Typed(TypedKey::Key(Key::Char('x' | 'X'))) => return Ok(false),
            Next::Typed(TypedKey::Key(Key::Char('\u{1a}'))) => raw_mode::suspend(),
            _ => {}
        }
    }
}

/// Where a reader of pages goes.
pub(crate) enum Turned {
    On,
    Back,
    /// The screen is hidden until Enter.
    Hidden,
    /// The page must be drawn again.
    Again,
}

/// Waits for a key that turns a page.
pub(crate) fn turn(term: &Term) -> Result<Turned, PromptError> {
    loop {
        match next(term)? {
            Next::Typed(TypedKey::Key(Key::Enter)) => return Ok(Turned::On),
            Next::Typed(TypedKey::Key(Key::Char('b' | 'B') | Key::Backspace | Key::PageUp | Key::ArrowUp)) => {
                return Ok(Turned::Back);
            }
            Next::Typed(TypedKey::Key(Key::Char('z' | 'Z'))) => return Ok(Turned::Hidden),
            Next::Typed(TypedKey::Key(Key::Char('\u{1a}'))) => {
                raw_mode::suspend();
                return Ok(Turned::Again);
            }
            Next::UsedByOthers => return Ok(Turned::Again),
            _ => {}
        }
    }
}

/// The next input.
enum Next {
    Typed(TypedKey),
    /// Input that was not typed by hand.
    Nothing,
    /// The program was stopped and continued. Another program used the screen meanwhile.
    UsedByOthers,
}

fn next(term: &Term) -> Result<Next, PromptError> {
    // After others stopped and continued the program, the terminal is in the mode of their shell.
    while !comes_within(LOOK) {
        if raw_mode::is_others() {
            raw_mode::begin();
            return Ok(Next::UsedByOthers);
        }
    }
    let Some(key) = read_key(term)? else { return Ok(Next::Nothing) };
    let torn = match key {
        // The rest of an unknown sequence reads like letters: F1 ends in `P`, Ctrl-Left in `5D`.
        Key::UnknownEscSeq(_) => true,
        Key::Escape => comes_within(SLOW_LINK),
        _ if comes_within(BURST) => return rush(term, key),
        _ => false,
    };
    if torn {
        settle(term);
        return Ok(Next::Nothing);
    }
    Ok(Next::Typed(TypedKey::Key(key)))
}

/// The next key, or `None` after a signal.
fn read_key(term: &Term) -> Result<Option<Key>, PromptError> {
    match term.read_key_raw() {
        // A signal to leave is handled elsewhere. Any other signal changes nothing.
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        Ok(Key::CtrlC | Key::Char('\u{4}' | '\u{1c}')) => Err(PromptError::Interrupted),
        key => Ok(Some(key?)),
    }
}

/// All keys that arrive together with a first one. `Nothing` if there are too many, or a sequence is incomplete.
fn rush(term: &Term, first: Key) -> Result<Next, PromptError> {
    let mut keys = vec![first];
    while keys.len() < MOST_IN_A_RUSH {
        if !comes_within(BURST) {
            return Ok(Next::Typed(TypedKey::Rush(keys)));
        }
        match read_key(term)? {
            Some(Key::UnknownEscSeq(_) | Key::Escape) | None => break,
            // Columns of a copied table.
            Some(Key::Tab) => keys.push(Key::Char(' ')),
            Some(key) => keys.push(key),
        }
    }
    settle(term);
    Ok(Next::Nothing)
}

/// Whether more input arrives at once, as when several lines are pasted.
pub(crate) fn more_comes() -> bool {
    comes_within(BURST)
}

/// Whether input arrives within this time. False where that can't be checked.
pub(crate) fn comes_within(time: Duration) -> bool {
    #[cfg(unix)]
    {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let stdin = std::io::stdin();
        let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
        let time = Timespec { tv_sec: 0, tv_nsec: i64::from(time.subsec_nanos()) };
        poll(&mut watched, Some(&time)).is_ok_and(|many| many > 0)
    }
    #[cfg(not(unix))]
    {
        // It can't be checked here, so a key is read directly.
        time == LOOK
    }
}

/// Reads and drops typed input. It is not flushed, because Ctrl-C in the buffer would be lost.
fn read_away() {
    #[cfg(unix)]
    {
        let mut typed = [0; 256];
        while comes_within(Duration::ZERO) && rustix::io::read(std::io::stdin(), &mut typed).is_ok_and(|read| read > 0)
        {
        }
    }
}

/// Drops waiting input of a terminal. Input of a pipe stays.
pub fn drop_typed() {
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
}
