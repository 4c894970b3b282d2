//! The program as a job of a shell: stopped, continued, in the foreground or background.
//!
//! A container hides outer processes: the number of a job or session outside it is 0. So numbers are only compared, and
//! never used to query a process.

use rustix::termios::tcgetpgrp;
use signal_hook::consts::SIGSTOP;
use signal_hook::low_level::raise;
use std::io;

/// The most parent processes that are queried.
const MOST_ABOVE: usize = 64;

/// A process: its parent, its job and its session, by the numbers of the system. 0 is hidden.
#[derive(Clone, Copy)]
struct Process {
    above: i32,
    job: i32,
    session: i32,
}

/// Stops the program until a shell continues it. If no shell can, the program goes on.
pub fn stop() {
    if can_come_back() {
        // Sent to this thread, which does nothing more before all threads are stopped.
        let _ = raise(SIGSTOP);
    }
}

/// Whether the terminal belongs to this program, or that can't be known.
pub fn is_in_front() -> bool {
    let (Ok(front), Some(own)) = (tcgetpgrp(io::stdin()), this_process()) else { return true };
    front.as_raw_nonzero().get() == own.job
}

/// Whether a parent process is in the same session but in another job: a shell that sees the stop. Without one the
/// system ignores job signals, because nothing would continue the program.
pub fn can_come_back() -> bool {
    let Some(own) = this_process() else { return false };
    let mut above = own.above;
    for _ in 0..MOST_ABOVE {
        let Some(process) = process(above).filter(|process| process.session == own.session) else { return false };
        if process.job != own.job {
            return true;
        }
        above = process.above;
    }
    false
}

#[cfg(target_os = "linux")]
fn this_process() -> Option<Process> {
    listed("self")
}

#[cfg(target_os = "linux")]
fn process(number: i32) -> Option<Process> {
    listed(&number.to_string())
}

/// Parses `/proc` (`proc_pid_stat(5)`): number, name in brackets, state, then the three numbers.
#[cfg(target_os = "linux")]
fn listed(name: &str) -> Option<Process> {
    let text = std::fs::read_to_string(format!("/proc/{name}/stat")).ok()?;
    // The name may contain a bracket. The last one ends it.
    let mut numbers = text.rsplit_once(')')?.1.split_whitespace().skip(1).map(|word| word.parse().ok());
    Some(Process { above: numbers.next()??, job: numbers.next()??, session: numbers.next()?? })
}

#[cfg(not(target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "containers that hide processes are a thing of Linux")]
fn this_process() -> Option<Process> {
    use rustix::process::{getpgrp, getppid, getsid};
    Some(Process {
        above: getppid().map_or(0, |above| above.as_raw_nonzero().get()),
        job: getpgrp().as_raw_nonzero().get(),
        session: getsid(None).ok()?.as_raw_nonzero().get(),
    })
}

/// On other systems only the direct parent can be queried.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "containers that hide processes are a thing of Linux")]
fn process(number: i32) -> Option<Process> {
    use rustix::process::{Pid, getpgid, getsid};
    let process = Pid::from_raw(number)?;
    Some(Process {
        above: 0,
        job: getpgid(Some(process)).ok()?.as_raw_nonzero().get(),
        session: getsid(Some(process)).ok()?.as_raw_nonzero().get(),
    })
}
