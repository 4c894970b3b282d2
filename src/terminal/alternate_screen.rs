//! The other screen of the terminal, for a talk of which nothing is to stay: what is drawn there is gone when it is left.
//!
//! It is left in one place, whoever leaves: by a key, a signal or a fault. After that nothing is drawn any more, also not
//! by a thread that was about to: the screen below belongs to others.

use console::Term;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::Duration;

/// To the other screen, and nothing on it.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[2J\u{1b}[H";

/// Clears it and goes back. What can be scrolled back to goes too: a terminal that has one screen only, or that keeps
/// lines of the other one, would hold the talk there.
const LEAVE: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H\u{1b}[?1049l";

/// How often, a millisecond apart, a thread that is drawing is waited for; one that broke while it drew never ends.
const MOST_WAITS: usize = 50;

/// The talk is to be held on the other screen.
static WANTED: AtomicBool = AtomicBool::new(false);

/// Whether the other screen is shown. Whoever draws holds it.
static SHOWN: Mutex<bool> = Mutex::new(false);

/// From now on the talk is held on the other screen.
pub fn want() {
    WANTED.store(true, Ordering::SeqCst);
}

/// Goes to the other screen, if that is wanted.
pub fn enter() {
    if WANTED.load(Ordering::SeqCst) {
        let mut shown = SHOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *shown = Term::stderr().write_str(ENTER).is_ok();
    }
}

/// Clears the other screen and leaves it. May be called at any time, from any thread, and again.
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

/// Draws, unless the other screen was left.
pub fn draw(what: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    if !WANTED.load(Ordering::SeqCst) {
        return what();
    }
    let shown = SHOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if *shown { what() } else { Ok(()) }
}
