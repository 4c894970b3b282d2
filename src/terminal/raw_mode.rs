//! The mode of the terminal: keys one by one and without echo while questions are put, and as it was before whenever the
//! program leaves, is stopped, or dies by a signal.

#[cfg(unix)]
pub use unix::{
    begin, begin_lines, begin_secret, give_back, is_others, is_secret, restore, stop, suspend, without_echo,
};

#[cfg(unix)]
mod unix {
    use crate::terminal::{alternate_screen, jobs, signals};
    use console::Term;
    use rustix::termios::{
        Action, InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcflow, tcgetattr, tcsetattr,
    };
    use std::io;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Stands for no key at all (`_POSIX_VDISABLE`).
    const NO_CODE: u8 = if cfg!(target_os = "linux") { 0 } else { 0xFF };

    /// The mode as it was found; none as long as no questions were put.
    static FOUND: Mutex<Option<Termios>> = Mutex::new(None);

    /// Questions are being put.
    static PUTTING: AtomicBool = AtomicBool::new(false);

    /// What is typed is a secret.
    static SECRET: AtomicBool = AtomicBool::new(false);

    /// The program was stopped by a signal, and came back.
    static CAME_BACK: AtomicBool = AtomicBool::new(false);

    fn found() -> std::sync::MutexGuard<'static, Option<Termios>> {
        FOUND.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Keys come in one by one and are not echoed. What is no terminal stays as it is.
    pub fn begin() {
        hold(false);
    }

    /// The same, and the keys that break a program off come in as keys: what is typed is a secret.
    pub fn begin_secret() {
        hold(true);
    }

    fn hold(secret: bool) {
        let found = find();
        PUTTING.store(true, Ordering::SeqCst);
        SECRET.store(secret, Ordering::SeqCst);
        if let Some(mut mode) = found.clone() {
            mode.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
            never_stopped(&mut mode);
            // Ctrl-Z comes in as a key: the terminal is to be given back before the program stops.
            mode.special_codes[SpecialCodeIndex::VSUSP] = NO_CODE;
            if secret {
                mode.local_modes.remove(LocalModes::ISIG);
            }
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
        alternate_screen::enter();
    }

    /// Ctrl-S is a key as any: it stops nothing that is shown, so that nobody waits for what hides the screen.
    fn never_stopped(mode: &mut Termios) {
        mode.input_modes.remove(InputModes::IXON);
        // Whoever pressed it before is let go on.
        let _ = tcflow(io::stdin(), Action::OOn);
    }

    /// Lines come as the terminal gives them, and nothing that is shown is stopped.
    pub fn begin_lines() {
        if let Some(mut mode) = find().clone() {
            never_stopped(&mut mode);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
    }

    /// The mode as it was found before any of ours. From here on a signal gives it back.
    fn find() -> std::sync::MutexGuard<'static, Option<Termios>> {
        signals::guard();
        let mut found = found();
        if found.is_none() {
            *found = tcgetattr(io::stdin()).ok();
        }
        found
    }

    /// Whether what is typed is a secret.
    pub fn is_secret() -> bool {
        SECRET.load(Ordering::SeqCst)
    }

    /// What is typed does not show, line by line as it comes.
    pub fn without_echo() {
        if let Some(mut mode) = find().clone() {
            mode.local_modes.remove(LocalModes::ECHO);
            never_stopped(&mut mode);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
    }

    /// Gives the terminal back as it was found, with a cursor and its own screen. May be called at any time, from any
    /// thread, and again. Gives whether questions were being put.
    pub fn restore() -> bool {
        alternate_screen::leave();
        let (put, secret) = (PUTTING.swap(false, Ordering::SeqCst), SECRET.swap(false, Ordering::SeqCst));
        if put && !secret {
            let _ = Term::stderr().show_cursor();
        }
        give_back();
        put
    }

    /// Gives back the mode as it was found, and writes nothing: that works on a terminal that takes nothing any more.
    pub fn give_back() {
        if let Some(mode) = found().as_ref() {
            let _ = tcflow(io::stdin(), Action::OOn);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, mode);
        }
    }

    /// Stops the program as Ctrl-Z does, with the terminal given back meanwhile.
    pub fn suspend() {
        let secret = is_secret();
        restore();
        jobs::stop();
        hold(secret);
    }

    /// The same for a signal that asks for it, whatever is being done: from any thread. Where no shell could bring the
    /// program back it goes on, as the system lets it.
    pub fn stop() {
        if !jobs::can_come_back() {
            return;
        }
        let (put, secret) = (PUTTING.load(Ordering::SeqCst), is_secret());
        // In the background the terminal is given back already, and nobody may set its mode.
        let ours = if jobs::is_in_front() { tcgetattr(io::stdin()).ok() } else { None };
        if ours.is_some() {
            restore();
        }
        jobs::stop();
        if put && jobs::is_in_front() {
            hold(secret);
        } else if put {
            PUTTING.store(true, Ordering::SeqCst);
            SECRET.store(secret, Ordering::SeqCst);
        } else if let Some(mode) = ours.filter(|_| found().is_some() && jobs::is_in_front()) {
            // Lines that do not show must not show now.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
        CAME_BACK.store(put, Ordering::SeqCst);
    }

    /// Whether somebody else used the terminal since.
    pub fn is_others() -> bool {
        let line_by_line = |mode: Termios| mode.local_modes.contains(LocalModes::ICANON);
        PUTTING.load(Ordering::SeqCst)
            && (CAME_BACK.swap(false, Ordering::SeqCst) || tcgetattr(io::stdin()).is_ok_and(line_by_line))
    }
}

#[cfg(not(unix))]
pub use elsewhere::{begin, begin_lines, begin_secret, give_back, is_others, restore, suspend, without_echo};

/// Where a terminal has no modes of its own there is nothing to set.
#[cfg(not(unix))]
mod elsewhere {
    use super::super::aside;

    /// Goes to the other screen, if that is wanted.
    pub fn begin() {
        alternate_screen::enter();
    }

    /// The same: keys come in one by one where they are asked for so.
    pub fn begin_secret() {
        alternate_screen::enter();
    }

    /// Nothing to do.
    pub fn begin_lines() {}

    /// Nothing to do.
    pub fn give_back() {}

    /// Nothing to do.
    pub fn without_echo() {}

    /// Shows the cursor again, and the screen that was there before.
    pub fn restore() -> bool {
        alternate_screen::leave();
        console::Term::stderr().show_cursor().is_ok()
    }

    /// Nothing to do.
    pub fn suspend() {}

    /// Nobody does.
    pub fn is_others() -> bool {
        false
    }
}
