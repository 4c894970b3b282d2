//! Which key was meant. A screening is spoilt by answers that nobody gave, so that what was typed before a question stood
//! there, a key held down, pasted text, and the pieces of a sequence that a slow link tore apart are no answers.

use crate::interview::PromptError;
use crate::terminal::picking::{PickStep, Picking};
use crate::terminal::screen::READY;
use crate::terminal::tick_list;
use crate::terminal::tick_list::TickList;
use crate::terminal::{alternate_screen, raw_mode};
use console::{Key, Term};
use std::io;
use std::time::Duration;

/// No key may come for so long before one is taken: a key held down repeats faster.
const QUIET: Duration = Duration::from_millis(60);
/// How long a key held down is waited for at most, in times of quiet.
const MOST_WAITS: usize = 100;
/// What comes so soon after a key was not typed by hand.
const BURST: Duration = Duration::from_millis(25);
/// How often the mode of the terminal is looked at while a key is waited for.
pub(crate) const LOOK: Duration = Duration::from_millis(300);
/// How long the rest of a sequence may take over a slow link.
const SLOW_LINK: Duration = Duration::from_millis(120);

/// Most keys that a rush is read for; what is longer is no line that anybody types.
const MOST_IN_A_RUSH: usize = 256;

/// What came of a key.
pub(crate) enum Pressed {
    /// This choice, by place.
    Choice(usize),
    /// The screen was used by others: the question has to be shown again.
    ShowAgain,
    /// Enter by itself.
    Enter,
    /// A number that names nothing in the list.
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

/// Waits until nothing is typed any more, and drops what was.
pub(crate) fn settle(term: &Term) {
    let _ = term.flush();
    for _ in 0..MOST_WAITS {
        read_away();
        if !comes_within(QUIET) {
            return;
        }
    }
}

/// Waits for a key that stands for a choice. `blind`: the digits of a number do not show.
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

/// What came of a key at a list.
pub(crate) enum TickKey {
    Step(tick_list::TickStep),
    /// The screen was used by others: the list has to be drawn anew.
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

/// Tells anew that a key is waited for.
fn ready(term: &Term, told: &str) -> Result<(), PromptError> {
    Ok(alternate_screen::draw(|| term.clear_line().and_then(|()| term.write_str(&format!("{READY}{told}"))))?)
}

/// Shows something, and waits until Enter is pressed.
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

/// Waits for Enter or the space bar, which go on, or for `x`, which leaves.
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

/// Where somebody who reads page by page goes.
pub(crate) enum Turned {
    On,
    Back,
    /// The screen is hidden until Enter.
    Hidden,
    /// The page has to be drawn again.
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

/// What came next.
enum Next {
    /// Something that was typed.
    Typed(TypedKey),
    /// Something that was not typed by hand.
    Nothing,
    /// The program was stopped, and goes on: somebody else used the screen.
    UsedByOthers,
}

/// What is typed next.
fn next(term: &Term) -> Result<Next, PromptError> {
    // A program that was stopped by others finds the mode of their shell when it goes on.
    while !comes_within(LOOK) {
        if raw_mode::is_others() {
            raw_mode::begin();
            return Ok(Next::UsedByOthers);
        }
    }
    let Some(key) = read_key(term)? else { return Ok(Next::Nothing) };
    let torn = match key {
        // What is left of a sequence that is not known reads like letters: F1 ends in `P`, Ctrl-Left in `5D`.
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

/// The key that waits; none where a signal broke it off.
fn read_key(term: &Term) -> Result<Option<Key>, PromptError> {
    match term.read_key_raw() {
        // A signal that asks to leave is heard elsewhere; any other changes nothing.
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(None),
        Ok(Key::CtrlC | Key::Char('\u{4}' | '\u{1c}')) => Err(PromptError::Interrupted),
        key => Ok(Some(key?)),
    }
}

/// All keys that come at once with a first one. Nothing, where they are too many, or a sequence is torn.
fn rush(term: &Term, first: Key) -> Result<Next, PromptError> {
    let mut keys = vec![first];
    while keys.len() < MOST_IN_A_RUSH {
        if !comes_within(BURST) {
            return Ok(Next::Typed(TypedKey::Rush(keys)));
        }
        match read_key(term)? {
            Some(Key::UnknownEscSeq(_) | Key::Escape) | None => break,
            // Columns of a table that was copied.
            Some(Key::Tab) => keys.push(Key::Char(' ')),
            Some(key) => keys.push(key),
        }
    }
    settle(term);
    Ok(Next::Nothing)
}

/// Whether more is being typed at once, as when a text of several lines is pasted.
pub(crate) fn more_comes() -> bool {
    comes_within(BURST)
}

/// Whether something is typed within this time. Where that can't be asked, nothing is.
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
        // It can't be asked here: a key is then read at once.
        time == LOOK
    }
}

/// Reads what was typed and forgets it. It is not flushed: Ctrl-C on its way in would be lost with it.
fn read_away() {
    #[cfg(unix)]
    {
        let mut typed = [0; 256];
        while comes_within(Duration::ZERO) && rustix::io::read(std::io::stdin(), &mut typed).is_ok_and(|read| read > 0)
        {
        }
    }
}

/// Throws away what waits to be read on a terminal; what waits in a pipe stays.
pub fn drop_typed() {
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
}
