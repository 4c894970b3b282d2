//! The terminal mode: single keys without echo while questions are asked. The earlier mode is restored when the program
//! leaves, is stopped, or is killed by a signal.

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

    /// The code for no key (`_POSIX_VDISABLE`).
    const NO_CODE: u8 = if cfg!(target_os = "linux") { 0 } else { 0xFF };

    /// The original mode. `None` until the first question.
    static FOUND: Mutex<Option<Termios>> = Mutex::new(None);

    /// Whether questions are being asked.
    static PUTTING: AtomicBool = AtomicBool::new(false);

    /// Whether a secret is being typed.
    static SECRET: AtomicBool = AtomicBool::new(false);

    /// Whether a signal stopped the program, and it was continued.
    static CAME_BACK: AtomicBool = AtomicBool::new(false);

    fn found() -> std::sync::MutexGuard<'static, Option<Termios>> {
        FOUND.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Switches to single keys without echo, if this is a terminal.
    pub fn begin() {
        hold(false);
    }

    /// The same for a secret: keys that interrupt the program also arrive as keys.
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
            // Ctrl-Z arrives as a key, because the terminal must be restored before the program stops.
            mode.special_codes[SpecialCodeIndex::VSUSP] = NO_CODE;
            if secret {
                mode.local_modes.remove(LocalModes::ISIG);
            }
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
        alternate_screen::enter();
    }

    /// Ctrl-S is a normal key and never stops the output, because the user may be waiting for the screen to be hidden.
    fn never_stopped(mode: &mut Termios) {
        mode.input_modes.remove(InputModes::IXON);
        // Continues the output if Ctrl-S was pressed before.
        let _ = tcflow(io::stdin(), Action::OOn);
    }

    /// Switches to lines as the terminal delivers them, without stopping the output.
    pub fn begin_lines() {
        if let Some(mut mode) = find().clone() {
            never_stopped(&mut mode);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
    }

    /// The original mode. From here on a signal restores it.
    fn find() -> std::sync::MutexGuard<'static, Option<Termios>> {
        signals::guard();
        let mut found = found();
        if found.is_none() {
            *found = tcgetattr(io::stdin()).ok();
        }
        found
    }

    pub fn is_secret() -> bool {
        SECRET.load(Ordering::SeqCst)
    }

    /// Hides typed lines.
    pub fn without_echo() {
        if let Some(mut mode) = find().clone() {
            mode.local_modes.remove(LocalModes::ECHO);
            never_stopped(&mut mode);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
    }

    /// Restores the terminal as it was, with its cursor and its normal screen. May be called at any time, from any
    /// thread, and repeatedly. Returns whether questions were being asked.
    pub fn restore() -> bool {
        alternate_screen::leave();
        let (put, secret) = (PUTTING.swap(false, Ordering::SeqCst), SECRET.swap(false, Ordering::SeqCst));
        if put && !secret {
            let _ = Term::stderr().show_cursor();
        }
        give_back();
        put
    }

    /// Restores the original mode without output, which also works on a terminal that accepts no output.
    pub fn give_back() {
        if let Some(mode) = found().as_ref() {
            let _ = tcflow(io::stdin(), Action::OOn);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, mode);
        }
    }

    /// Restores the terminal and stops the program, as Ctrl-Z does.
    pub fn suspend() {
        let secret = is_secret();
        restore();
        jobs::stop();
        hold(secret);
    }

    /// The same after a stop signal, from any thread. If no shell could continue the program, it goes on, as the system
    /// does.
    pub fn stop() {
        if !jobs::can_come_back() {
            return;
        }
        let (put, secret) = (PUTTING.load(Ordering::SeqCst), is_secret());
        // In the background the terminal is restored already, and the program must not set its mode.
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
            // Hidden lines must stay hidden.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
        }
        CAME_BACK.store(put, Ordering::SeqCst);
    }

    /// Whether another program used the terminal since.
    pub fn is_others() -> bool {
        let line_by_line = |mode: Termios| mode.local_modes.contains(LocalModes::ICANON);
        PUTTING.load(Ordering::SeqCst)
            && (CAME_BACK.swap(false, Ordering::SeqCst) || tcgetattr(io::stdin()).is_ok_and(line_by_line))
    }
}

#[cfg(not(unix))]
pub use elsewhere::{begin, begin_lines, begin_secret, give_back, is_others, restore, suspend, without_echo};

/// On systems without terminal modes there is nothing to set.
#[cfg(not(unix))]
mod elsewhere {
    use super::super::aside;

    /// Switches to the alternate screen, if it is wanted.
    pub fn begin() {
        alternate_screen::enter();
    }

    /// The same: single keys are available on request.
    pub fn begin_secret() {
        alternate_screen::enter();
    }

    pub fn begin_lines() {}

    pub fn give_back() {}

    pub fn without_echo() {}

    /// Shows the cursor and the normal screen.
    pub fn restore() -> bool {
        alternate_screen::leave();
        console::Term::stderr().show_cursor().is_ok()
    }

    pub fn suspend() {}

    pub fn is_others() -> bool {
        false
    }
}
