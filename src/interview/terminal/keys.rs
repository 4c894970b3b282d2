//! Which key was meant. A screening is spoilt by answers that nobody gave, so that what was typed before a question stood
//! there, a key held down, pasted text, and the pieces of a sequence that a slow link tore apart are no answers.

use super::{READY, aside, mode};
use crate::interview::{Choice, Halt};
use crate::wording;
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
pub(super) const LOOK: Duration = Duration::from_millis(300);
/// How long the rest of a sequence may take over a slow link.
const SLOW_LINK: Duration = Duration::from_millis(120);

/// What came of a key.
pub(super) enum Pressed {
    /// This choice, by place.
    Choice(usize),
    /// Enter, where that ends something.
    Enter,
    /// The screen was used by others: the question has to be shown again.
    ShowAgain,
}

/// Waits until nothing is typed any more, and drops what was.
pub(super) fn settle(term: &Term) {
    let _ = term.flush();
    for _ in 0..MOST_WAITS {
        read_away();
        if !comes_within(QUIET) {
            return;
        }
    }
}

/// Waits for a key that stands for a choice: its letter, or its number if it has no letter. `ends`: Enter by itself is a
/// choice too. `blind`: the digits of a number do not show.
pub(super) fn choose(term: &Term, choices: &[Choice], ends: bool, blind: bool) -> Result<Pressed, Halt> {
    // A number where only letters are shown was meant for another question.
    let answers = choices.iter().take_while(|choice| choice.answer && choice.key.is_none()).count();
    let with_key = |key: char| choices.iter().position(|choice| choice.key == Some(key));
    // The digits of a number so far, where one digit may be the first of two.
    let mut number = 0;
    loop {
        let at = match next(term)? {
            Next::UsedByOthers => return Ok(Pressed::ShowAgain),
            Next::Key(Key::Char('\u{1a}')) => {
                mode::suspend();
                return Ok(Pressed::ShowAgain);
            }
            Next::Key(Key::Char(digit)) if digit.is_ascii_digit() => {
                number = number * 10 + digit as usize - '0' as usize;
                if number == 0 || number > answers {
                    number = start_over(term)?;
                    None
                } else if number * 10 > answers {
                    Some(number - 1)
                } else {
                    let shown = if blind { String::new() } else { format!("{number} ") };
                    ready(term, &format!("{shown}{}", wording::ENTER_OR_DIGIT))?;
                    None
                }
            }
            Next::Key(Key::Enter) if number > 0 => Some(number - 1),
            Next::Key(Key::Enter) if ends => return Ok(Pressed::Enter),
            Next::Key(Key::Char(letter)) => with_key(letter.to_ascii_lowercase()),
            Next::Key(Key::Backspace) if number > 0 => {
                number = start_over(term)?;
                None
            }
            Next::Key(Key::Escape | Key::Backspace | Key::ArrowLeft) => with_key('b'),
            _ => None,
        };
        if let Some(at) = at {
            return Ok(Pressed::Choice(at));
        }
    }
}

/// Takes back the digits of a number; gives nought.
fn start_over(term: &Term) -> Result<usize, Halt> {
    ready(term, "")?;
    Ok(0)
}

/// Tells anew that a key is waited for.
fn ready(term: &Term, told: &str) -> Result<(), Halt> {
    Ok(aside::draw(|| term.clear_line().and_then(|()| term.write_str(&format!("{READY}{told}"))))?)
}

/// Shows something, and waits until Enter is pressed.
pub(super) fn wait_for_enter(term: &Term, show: impl Fn() -> Result<(), Halt>) -> Result<(), Halt> {
    loop {
        show()?;
        settle(term);
        loop {
            match next(term)? {
                Next::Key(Key::Enter) => return Ok(()),
                Next::Key(Key::Char('\u{1a}')) => {
                    mode::suspend();
                    break;
                }
                Next::UsedByOthers => break,
                _ => {}
            }
        }
    }
}

/// Waits for Enter or the space bar, which go on, or for `x`, which leaves.
pub(super) fn go_on(term: &Term) -> Result<bool, Halt> {
    settle(term);
    loop {
        match next(term)? {
            Next::Key(Key::Enter | Key::Char(' ')) => return Ok(true),
            Next::Key(Key::Char('x' | 'X')) => return Ok(false),
            Next::Key(Key::Char('\u{1a}')) => mode::suspend(),
            _ => {}
        }
    }
}

/// What came next.
enum Next {
    /// A key that somebody pressed.
    Key(Key),
    /// Something that was not typed by hand.
    Nothing,
    /// The program was stopped, and goes on: somebody else used the screen.
    UsedByOthers,
}

/// The next key that somebody pressed.
fn next(term: &Term) -> Result<Next, Halt> {
    // A program that was stopped by others finds the mode of their shell when it goes on.
    while !comes_within(LOOK) {
        if mode::is_others() {
            mode::begin();
            return Ok(Next::UsedByOthers);
        }
    }
    let key = match term.read_key_raw() {
        // A signal that asks to leave is heard elsewhere; any other changes nothing.
        Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(Next::Nothing),
        key => key?,
    };
    if matches!(key, Key::CtrlC | Key::Char('\u{4}' | '\u{1c}')) {
        return Err(Halt::Interrupted);
    }
    let rest = match key {
        // What is left of a sequence that is not known reads like letters: F1 ends in `P`, Ctrl-Left in `5D`.
        Key::UnknownEscSeq(_) => true,
        Key::Escape => comes_within(SLOW_LINK),
        _ => comes_within(BURST),
    };
    if rest {
        settle(term);
        return Ok(Next::Nothing);
    }
    Ok(Next::Key(key))
}

/// Whether more is being typed at once, as when a text of several lines is pasted.
pub(super) fn more_comes() -> bool {
    comes_within(BURST)
}

/// Whether something is typed within this time. Where that can't be asked, nothing is.
pub(super) fn comes_within(time: Duration) -> bool {
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
