//! The program as a job of a shell: stopped, brought back, in front or in the background.
//!
//! A container hides the processes around it: the number of a job or a session outside it is 0. So numbers are read
//! as numbers, and never as a process that can be asked for.

use rustix::termios::tcgetpgrp;
use signal_hook::consts::SIGSTOP;
use signal_hook::low_level::raise;
use std::io;

/// Most processes above this one that are asked for.
const MOST_ABOVE: usize = 64;

/// One process: the one above it, its job and its session, as the system numbers them. 0 is one that is hidden.
#[derive(Clone, Copy)]
struct Process {
    above: i32,
    job: i32,
    session: i32,
}

/// Stops the program until a shell brings it back; where none can, it goes on.
pub fn stop() {
    if can_come_back() {
        // To this thread: it does nothing more before all of them are stopped.
        let _ = raise(SIGSTOP);
    }
}

/// Whether the terminal is this program's, or nobody can say so.
pub fn is_in_front() -> bool {
    let (Ok(front), Some(own)) = (tcgetpgrp(io::stdin()), this_process()) else { return true };
    front.as_raw_nonzero().get() == own.job
}

/// Whether a process of the same session, outside the job of this one, is above it: a shell that sees that it was
/// stopped. Without one the system stops nobody for a job signal, since nothing would bring them back.
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

/// As `/proc` lists it (`proc_pid_stat(5)`): number, name in brackets, state, then the three that are looked for.
#[cfg(target_os = "linux")]
fn listed(name: &str) -> Option<Process> {
    let text = std::fs::read_to_string(format!("/proc/{name}/stat")).ok()?;
    // The name may hold anything, a bracket too; the last one ends it.
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

/// Elsewhere only the process right above this one can be asked for.
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
