//! The alternate screen of the terminal, for an interview of which nothing may stay: its content is gone when it is
//! left.
//!
//! It is left in one place, after a key, a signal or a fault. After that nothing is drawn on it, even by another
//! thread, because the normal screen belongs to others.

use console::Term;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// Switches to the alternate screen, and clears it.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[2J\u{1b}[H";

/// Clears it and switches back. The scrollback is cleared too: a terminal that has only one screen, or keeps lines of
/// the alternate one, would still hold the interview there.
const LEAVE: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H\u{1b}[?1049l";

/// How often, one millisecond apart, a drawing thread is waited for. A thread that panicked while drawing never ends.
const MOST_WAITS: usize = 50;

/// Whether the interview uses the alternate screen.
static WANTED: AtomicBool = AtomicBool::new(false);

/// Whether the alternate screen is shown. The lock is held while drawing.
static SHOWN: Mutex<bool> = Mutex::new(false);

/// Makes the interview use the alternate screen.
pub fn want() {
    WANTED.store(true, Ordering::SeqCst);
}

/// Switches to the alternate screen, if it is wanted.
pub fn enter() {
    if WANTED.load(Ordering::SeqCst) {
        let mut shown = SHOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *shown = Term::stderr().write_str(ENTER).is_ok();
    }
}

/// Clears the alternate screen and leaves it. May be called at any time, from any thread, and repeatedly.
pub fn leave() {
    if !WANTED.load(Ordering::SeqCst) {
        return;
    }
    let mut held = hold();
    if held.as_deref().is_none_or(|shown| *shown) {
        let _ = Term::stderr().write_str(LEAVE);
    }
    if let Some(shown) = &mut held {
        **shown = false;
    }
}

fn hold() -> Option<MutexGuard<'static, bool>> {
    for _ in 0..MOST_WAITS {
        match SHOWN.try_lock() {
            Ok(shown) => return Some(shown),
            Err(TryLockError::Poisoned(shown)) => return Some(shown.into_inner()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
    None
}

/// Draws, unless the alternate screen was left.
pub fn draw(what: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    if !WANTED.load(Ordering::SeqCst) {
        return what();
    }
    let shown = SHOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if *shown { what() } else { Ok(()) }
}
