//! Restores the terminal when a signal ends the program. The handler starts before the terminal mode is first changed,
//! and before a screening has its own orderly exit.

use crate::terminal::raw_mode;
use std::sync::mpsc;
use std::time::Duration;

/// How long a terminal may take to show the last messages.
const SOON: Duration = Duration::from_millis(60);

/// Ends the program soon, even if the terminal accepts no output, which would block every message.
pub fn end_soon(exit_code: i32) {
    std::thread::spawn(move || {
        std::thread::sleep(SOON);
        raw_mode::give_back();
        std::process::exit(exit_code);
    });
}

/// Restores the terminal, and waits only briefly for it.
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

    /// How long a waiting key read may take to set its own mode again, after a signal interrupts it.
    const ONCE_MORE: Duration = Duration::from_millis(30);

    /// Signals that end a program without a handler. Not those that can't be handled safely (SIGSEGV, SIGILL, SIGFPE),
    /// and not that of a file size limit, which is reported as a full disk.
    const ENDING: [i32; 15] = [
        SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGSYS, SIGXCPU,
        SIGABRT, SIGTRAP, SIGBUS,
    ];

    /// Signals that stop a program until a shell continues it.
    const STOPPING: [i32; 3] = [SIGTSTP, SIGTTIN, SIGTTOU];

    /// All signals that end a program without a handler. On Linux also the unnamed ones, that of a power failure, and
    /// that of a coprocessor.
    pub fn all() -> Vec<i32> {
        let mut all = ENDING.to_vec();
        if cfg!(target_os = "linux") {
            all.push(30);
            // The signal of a coprocessor, where it has this number.
            if cfg!(any(target_arch = "x86", target_arch = "x86_64", target_arch = "arm", target_arch = "aarch64")) {
                all.push(16);
            }
            // Some systems reserve the first ones.
            all.extend(35..=64);
        }
        all
    }

    static LISTENING: Once = Once::new();

    /// Whether another handler exits in order.
    static ANSWERED: AtomicBool = AtomicBool::new(false);

    /// Another handler exits in order from now on. The input of a secret is interrupted even so.
    pub fn answered_elsewhere() {
        ANSWERED.store(true, Ordering::SeqCst);
    }

    /// Starts the handler, once. If that fails, a signal ends the program as usual.
    pub fn guard() {
        LISTENING.call_once(|| {
            let Ok(mut signals) = signal_hook::iterator::Signals::new(all().into_iter().chain(STOPPING)) else {
                return;
            };
            std::thread::spawn(move || {
                // The first unnamed signal, where the system does not reserve it.
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

/// On other systems a terminal delivers Ctrl-C as a key.
#[cfg(not(unix))]
mod elsewhere {
    pub fn all() -> Vec<i32> {
        Vec::new()
    }

    pub fn answered_elsewhere() {}

    pub fn guard() {}
}
