//! Whoever is made to leave by a signal gives the terminal back: this is listened for from the moment its mode is changed,
//! and before any screening has a way of its own to leave in order.

use crate::terminal::raw_mode;
use std::sync::mpsc;
use std::time::Duration;

/// How long a terminal may take to show what is said on leaving.
const SOON: Duration = Duration::from_millis(60);

/// Ends the program soon, whatever the terminal does: one that takes nothing any more would hold up every word to it.
pub fn end_soon(exit_code: i32) {
    std::thread::spawn(move || {
        std::thread::sleep(SOON);
        raw_mode::give_back();
        std::process::exit(exit_code);
    });
}

/// Gives the terminal back, and waits no longer for it than a moment.
pub fn restore_soon() {
    let (done, wait) = mpsc::channel();
    std::thread::spawn(move || {
        raw_mode::restore();
        let _ = done.send(());
    });
    if wait.recv_timeout(SOON / 2).is_err() {
        raw_mode::give_back();
    }
}

#[cfg(unix)]
pub use unix::{all, answered_elsewhere, guard};

#[cfg(unix)]
mod unix {
    use super::end_soon;
    use crate::terminal::raw_mode;
    use console::Term;
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGBUS, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGTTIN,
        SIGTTOU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    use std::sync::Once;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    /// How long a key that was waited for may take to set its own mode once more, when a signal breaks it off.
    const ONCE_MORE: Duration = Duration::from_millis(30);

    /// Signals that end a program which does not listen for them. Not those that nobody can safely listen for (SIGSEGV,
    /// SIGILL, SIGFPE), and not that of a file that may not grow, which is told as a full disk.
    const ENDING: [i32; 15] = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGSYS, SIGXCPU,
        SIGABRT, SIGTRAP, SIGBUS,
    ];

    /// Signals that stop a program until a shell brings it back.
    const STOPPING: [i32; 3] = [SIGTSTP, SIGTTIN, SIGTTOU];

    /// All signals that end a program which does not listen for them; on Linux also those that have no name of their own,
    /// that of a failing power supply, and that of a coprocessor.
    pub fn all() -> Vec<i32> {
        let mut all = ENDING.to_vec();
        if cfg!(target_os = "linux") {
            all.push(30);
            // That of a coprocessor, where it has this number.
            if cfg!(any(target_arch = "x86", target_arch = "x86_64", target_arch = "arm", target_arch = "aarch64")) {
                all.push(16);
            }
            // Some systems keep the first ones for themselves.
            all.extend(35..=64);
        }
        all
    }

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
            let Ok(mut signals) = signal_hook::iterator::Signals::new(all().into_iter().chain(STOPPING)) else {
                return;
            };
            std::thread::spawn(move || {
                // The first one without a name, where the system does not keep it for itself.
                if cfg!(target_os = "linux") {
                    let _ = signals.add_signal(34);
                }
                for signal in &mut signals {
                    if STOPPING.contains(&signal) {
                        raw_mode::stop();
                    } else if raw_mode::is_secret() || !ANSWERED.load(Ordering::SeqCst) {
                        leave(signal);
                    }
                }
            });
        });
    }

    fn leave(signal: i32) {
        end_soon(128 + signal);
        if raw_mode::restore() {
            let _ = Term::stderr().write_str(&format!("\n{}\n", text!("record-interrupted")));
        }
        std::thread::sleep(ONCE_MORE);
        raw_mode::restore();
        std::process::exit(128 + signal);
    }
}

#[cfg(not(unix))]
pub use elsewhere::{all, answered_elsewhere, guard};

/// Elsewhere a terminal gives Ctrl-C as a key.
#[cfg(not(unix))]
mod elsewhere {
    /// None.
    pub fn all() -> Vec<i32> {
        Vec::new()
    }

    /// Nothing to do.
    pub fn answered_elsewhere() {}

    /// Nothing to do.
    pub fn guard() {}
}
