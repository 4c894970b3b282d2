//! How a run ends: exit codes, and failures with the code each leads to.

use crate::diagnostic::{Code, Diagnostic};
use crate::{escape, report};
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
    pub(crate) fn of(exit: Exit, diagnostic: &Diagnostic) -> anyhow::Error {
        Self { exit, text: report::diagnostic(diagnostic) }.into()
    }

    pub(crate) fn with(exit: Exit, text: impl Into<String>) -> anyhow::Error {
        Self::plain(exit, &text.into()).into()
    }

    /// With a text in which nothing is drawn: what could do something on a terminal, colours among it, becomes a mark.
    pub(crate) fn plain(exit: Exit, text: &str) -> Self {
        Self { exit, text: escape::shown(text).into_owned() }
    }

    /// With a text that was drawn, maybe in colours, out of nothing that does something on a terminal.
    pub(crate) fn drawn(exit: Exit, text: String) -> anyhow::Error {
        Self { exit, text }.into()
    }
}

/// What was to be written could not be.
pub(crate) fn unwritable(what: &str, error: &io::Error) -> anyhow::Error {
    let reason = match error.kind() {
        io::ErrorKind::BrokenPipe => "nobody reads it any more".to_owned(),
        _ => crate::store::reason(error),
    };
    Failure::of(
        Exit::Storage,
        &Diagnostic::new(Code::Unwritable, what_and_help!("input-not-written", file = what, reason = reason)),
    )
}
