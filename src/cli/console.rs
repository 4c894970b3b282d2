//! The ways out of the program: standard output and standard error. Text that could act on a terminal goes no further.

use crate::cli::exit::{Exit, Failure, unwritable};
use crate::diagnostic::Code;
use crate::escape;
use crate::report::Gravity;
use crate::wording::wrap;
use std::io::{self, IsTerminal, Write};

/// Writes data to standard output, as it is read by programs, with a line end. It, [`print_text`] and [`eprint_message`] are the ways
/// out: what could do something to a terminal goes no further.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    put(&escape::styled(text))
}

/// Writes a text for people to standard output: in right-to-left text, numbers and Latin words keep their own order.
pub(crate) fn print_text(text: &str) -> anyhow::Result<()> {
    put(&escape::isolated(&escape::styled(text)))
}

pub(crate) fn put(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => error.into(),
        _ => unwritable(text!("input-the-output"), &error),
    })
}

/// Prints a message on standard error, with hidden characters made visible. A closed stderr must not abort the work.
pub(crate) fn eprint_message(text: &str) {
    eprint_drawn(&escape::shown(text));
}

/// The same of a text that was drawn, maybe in colours, out of nothing that does something on a terminal.
pub(crate) fn eprint_drawn(text: &str) {
    let text = crate::cli::printed_command::pasteable(text);
    let text = escape::styled(&text);
    let columns = console::Term::stderr().size_checked().map_or(usize::MAX, |(_, columns)| columns.into());
    let lines =
        text.split('\n').flat_map(|line| if is_prose(line) { wrap(line, columns) } else { vec![line.to_owned()] });
    let _ = writeln!(io::stderr(), "{}", lines.collect::<Vec<_>>().join("\n"));
}

/// Whether a line may be broken between words: what is drawn keeps its columns, and a command stays whole to be copied.
pub(crate) fn is_prose(line: &str) -> bool {
    line.starts_with(char::is_alphabetic) && !line.contains(['\u{1b}', '|', '│']) && !line.contains(escape::program())
}

/// Prints a warning: the work goes on.
pub(crate) fn warn(code: Code, (what, help): &(String, String)) {
    eprint_message(&format!("{}: {what}\n  = {help}", Gravity::Warning.heading(code)));
}

/// Tells what went wrong. A reader that has gone away is no failure.
pub(crate) fn failed(error: &anyhow::Error) -> Exit {
    let broken_pipe = error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe));
    if broken_pipe {
        return Exit::Done;
    }
    // Whoever leaves a prompt knows why.
    if matches!(error.downcast_ref(), Some(crate::interview::PromptError::Interrupted)) {
        return Exit::Interrupted;
    }
    eprint_drawn(&format!("{error:#}"));
    error.downcast_ref::<Failure>().map_or(Exit::Storage, |failure| failure.exit)
}

/// Prints a failure of one file or record, and gives its exit code. The work on the others goes on.
///
/// # Errors
/// When it is no failure of a file or a record: an interruption ends the whole run.
pub(crate) fn eprint_failure(error: anyhow::Error) -> anyhow::Result<Exit> {
    let failure = error.downcast::<Failure>()?;
    eprint_drawn(&failure.text);
    Ok(failure.exit)
}

/// Whether results are drawn with lines: only for eyes on a terminal that can show them.
pub(crate) fn is_drawn() -> bool {
    io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
