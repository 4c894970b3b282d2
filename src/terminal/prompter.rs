//! Chooses the prompter: key by key on a terminal, else plain lines.

use crate::terminal::lines::Lines;
use crate::terminal::screen;
use crate::terminal::width;
use std::io::{self, IsTerminal, Stderr, StdinLock};

/// Whether to use plain lines: on request, without a terminal, or on one that can't move its cursor.
pub fn is_plain(wanted: bool) -> bool {
    wanted || is_dumb() || !(io::stdin().is_terminal() && io::stderr().is_terminal())
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Plain lines, from standard input to standard error.
pub fn lines() -> Lines<StdinLock<'static>, Stderr> {
    screen::begin_lines();
    let on_terminal = io::stderr().is_terminal();
    let columns = if on_terminal { width().into() } else { 80 };
    Lines::new(io::stdin().lock(), io::stderr(), columns, on_terminal && !is_dumb())
}
