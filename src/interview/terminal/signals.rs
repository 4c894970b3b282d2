//! Whoever is made to leave by a signal gives the terminal back: this is listened for from the moment its mode is changed,
//! and before any screening has a way of its own to leave in order.

#[cfg(unix)]
pub use unix::{answered_elsewhere, guard};

#[cfg(unix)]
mod unix {
    use super::super::mode;
    use crate::wording;
    use console::Term;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use std::sync::Once;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    /// How long a key that was waited for may take to set its own mode once more, when a signal breaks it off.
    const ONCE_MORE: Duration = Duration::from_millis(30);

    static LISTENING: Once = Once::new();

    /// Somebody else leaves in order when a signal comes.
    static ANSWERED: AtomicBool = AtomicBool::new(false);

    /// From now on somebody else leaves in order when a signal comes. A secret that is typed is broken off all the same.
    pub fn answered_elsewhere() {
        ANSWERED.store(true, Ordering::SeqCst);
    }

    /// Listens, once. Where that can't be, a signal ends the program as it always did.
    pub fn guard() {
        LISTENING.call_once(|| {
            let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT]) else {
                return;
            };
            std::thread::spawn(move || {
                for signal in &mut signals {
                    if mode::is_secret() || !ANSWERED.load(Ordering::SeqCst) {
                        leave(signal);
                    }
                }
            });
        });
    }

    fn leave(signal: i32) {
        if mode::restore() {
            let _ = Term::stderr().write_str(&format!("\n{}\n", wording::INTERRUPTED));
        }
        std::thread::sleep(ONCE_MORE);
        mode::restore();
        std::process::exit(128 + signal);
    }
}

#[cfg(not(unix))]
pub use elsewhere::{answered_elsewhere, guard};

/// Elsewhere a terminal gives Ctrl-C as a key.
#[cfg(not(unix))]
mod elsewhere {
    /// Nothing to do.
    pub fn answered_elsewhere() {}

    /// Nothing to do.
    pub fn guard() {}
}
