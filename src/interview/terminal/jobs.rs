//! The program as a job of a shell: stopped, brought back, in front or in the background.

use rustix::process::{Pid, getpgid, getpgrp, getppid, getsid};
use rustix::termios::tcgetpgrp;
use signal_hook::consts::SIGSTOP;
use signal_hook::low_level::raise;
use std::io;

/// Most processes above this one that are asked for.
const MOST_ABOVE: usize = 64;

/// Stops the program until a shell brings it back; where none can, it goes on.
pub fn stop() {
    if can_come_back() {
        // To this thread: it does nothing more before all of them are stopped.
        let _ = raise(SIGSTOP);
    }
}

/// Whether the terminal is this program's, or there is none.
pub fn is_in_front() -> bool {
    tcgetpgrp(io::stdin()).map_or(true, |front| front == getpgrp())
}

/// Whether a process of the same session, outside the job of this one, is above it: a shell that sees that it was
/// stopped. Without one the system stops nobody for a job signal, since nothing would bring them back.
pub fn can_come_back() -> bool {
    let (Ok(session), job) = (getsid(None), getpgrp()) else { return false };
    let mut above = getppid();
    for _ in 0..MOST_ABOVE {
        let Some(process) = above else { return false };
        if getsid(Some(process)) != Ok(session) {
            return false;
        }
        if getpgid(Some(process)).is_ok_and(|other| other != job) {
            return true;
        }
        above = parent(process);
    }
    false
}

/// The process above another one.
#[cfg(target_os = "linux")]
fn parent(process: Pid) -> Option<Pid> {
    let text = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    // The name stands in brackets and may hold anything; its state comes behind, and then the number.
    let behind = text.rsplit_once(')')?.1;
    Pid::from_raw(behind.split_whitespace().nth(1)?.parse().ok()?)
}

/// Elsewhere only the process right above this one can be asked for.
#[cfg(not(target_os = "linux"))]
fn parent(_: Pid) -> Option<Pid> {
    None
}
