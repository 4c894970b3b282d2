//! How a run ends: exit codes, and failures with the code each leads to.

use crate::diagnostic::{Code, Diagnostic};
use crate::report;
use std::io;

/// How a run ended. The outcome of a screening is never among these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but some records were refused or a check failed.
    Refused = 1,
    /// Asked for in a way that can't be.
    Usage = 2,
    /// The catalogue is at fault.
    Catalogue = 3,
    /// A file could not be read or written.
    Storage = 4,
    /// A record is not what was written.
    Altered = 5,
    /// Interrupted; what was answered is saved, if it may be.
    Interrupted = 130,
}

/// A failure with the exit code it leads to. Its text says what, where and what to do.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    pub(crate) exit: Exit,
    pub(crate) text: String,
}

impl Failure {
    /// Of what a user reads as an error.
    pub(crate) fn of(exit: Exit, diagnostic: &Diagnostic) -> Self {
        Self { exit, text: report::diagnostic(diagnostic) }
    }

    /// With a text that was drawn elsewhere, maybe in colours, out of nothing that does something on a terminal.
    pub(crate) fn drawn(exit: Exit, text: String) -> Self {
        Self { exit, text }
    }
}

/// A call that can't be carried out as it is.
pub(crate) fn usage(code: Code, error: (String, String)) -> anyhow::Error {
    Failure::of(Exit::Usage, &Diagnostic::new(code, error)).into()
}

/// What happened and what to do, with a line below it that can be copied.
pub(crate) fn with_line((what, help): (String, String), line: &str) -> (String, String) {
    (what, format!("{help}\n  {line}"))
}

/// What was to be written could not be.
pub(crate) fn unwritable(what: &str, error: &io::Error) -> anyhow::Error {
    let reason = match error.kind() {
        io::ErrorKind::BrokenPipe => text!("input-nobody-reads").to_owned(),
        _ => crate::store::reason(error),
    };
    let error = what_and_help!("input-not-written", file = what, reason = reason);
    Failure::of(Exit::Storage, &Diagnostic::new(Code::Unwritable, error)).into()
}
