//! The terminal: keys, screens, plain lines, signals. It is an outer layer, which the core knows only as a
//! [`Prompter`].
//!
//! [`Prompter`]: crate::interview::Prompter

pub mod alternate_screen;
#[cfg(unix)]
pub mod jobs;
pub mod keys;
pub mod layout;
pub mod lines;
pub mod picking;
pub mod prompter;
pub mod raw_mode;
pub mod screen;
pub mod secret;
pub mod signals;
pub mod tick_list;

/// The columns for text on standard output.
pub fn width() -> u16 {
    let terminal = console::Term::stdout();
    terminal.size_checked().map_or(100, |(_, columns)| columns.clamp(40, 120))
}
