//! The mode of the terminal: keys one by one and without echo while questions are put, and as it was before whenever the
//! program leaves, is stopped, or dies by a signal.

#[cfg(unix)]
pub use unix::{begin, continued, restore, suspend};

#[cfg(unix)]
mod unix {
    use console::Term;
    use rustix::process::{Signal, getpid, kill_process};
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::io;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// The mode as it was found; none as long as no questions were put.
    static FOUND: Mutex<Option<Termios>> = Mutex::new(None);

    /// Questions are being put.
    static PUTTING: AtomicBool = AtomicBool::new(false);

    /// The program stops itself, and draws the screen anew when it goes on.
    static SUSPENDING: AtomicBool = AtomicBool::new(false);

    /// Somebody else used the screen since it was last drawn.
    static OTHERS: AtomicBool = AtomicBool::new(false);

    fn found() -> std::sync::MutexGuard<'static, Option<Termios>> {
        FOUND.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Keys come in one by one and are not echoed. What is no terminal stays as it is.
    pub fn begin() {
        let mut found = found();
        if found.is_none() {
            *found = tcgetattr(io::stdin()).ok();
        }
        PUTTING.store(true, Ordering::SeqCst);
        set_mode(found.as_ref());
    }

    fn set_mode(found: Option<&Termios>) {
        if let Some(found) = found.filter(|_| PUTTING.load(Ordering::SeqCst)) {
            let mut mode = found.clone();
            mode.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
    }

    /// Gives the terminal back as it was found, with a cursor. May be called at any time, from any thread, and again.
    pub fn restore() {
        if PUTTING.swap(false, Ordering::SeqCst) {
            let _ = Term::stderr().show_cursor();
        }
        if let Some(mode) = found().as_ref() {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, mode);
        }
    }

    /// Stops the program as Ctrl-Z does, with the terminal given back meanwhile.
    pub fn suspend() {
        restore();
        SUSPENDING.store(true, Ordering::SeqCst);
        let _ = kill_process(getpid(), Signal::TSTP);
        begin();
    }

    /// The program goes on after it was stopped. If somebody else stopped it, the shell has set its own mode since.
    pub fn continued() {
        if !SUSPENDING.swap(false, Ordering::SeqCst) {
            set_mode(found().as_ref());
            OTHERS.store(true, Ordering::SeqCst);
        }
    }

    /// Whether somebody else used the screen since this was last asked.
    pub fn was_used_by_others() -> bool {
        OTHERS.swap(false, Ordering::SeqCst)
    }
}

#[cfg(unix)]
pub(super) use unix::was_used_by_others;

#[cfg(not(unix))]
pub(super) use elsewhere::was_used_by_others;
#[cfg(not(unix))]
pub use elsewhere::{begin, continued, restore, suspend};

/// Where a terminal has no modes of its own there is nothing to set.
#[cfg(not(unix))]
mod elsewhere {
    /// Nothing to do.
    pub fn begin() {}

    /// Shows the cursor again.
    pub fn restore() {
        let _ = console::Term::stderr().show_cursor();
    }

    /// Nothing to do.
    pub fn suspend() {}

    /// Nothing to do.
    pub fn continued() {}

    /// Nobody else does.
    pub fn was_used_by_others() -> bool {
        false
    }
}
