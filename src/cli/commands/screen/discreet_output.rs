//! Where what came out of a screening goes: to standard output and standard error, or, in a discreet talk, into one text
//! that is read on the other screen and then gone.

use crate::cli::console::{eprint_message, failed, print, print_text};
use crate::cli::exit::{Exit, Failure};
use std::io::{self, IsTerminal};

/// See the module.
#[derive(Debug, Default)]
pub struct ResultOutput {
    /// What is read before the screen is cleared; none where it is printed at once.
    gathered: Option<String>,
}

impl ResultOutput {
    /// Printed at once, or gathered.
    pub fn new(discreet: bool) -> Self {
        Self { gathered: discreet.then(String::new) }
    }

    /// A result for people. Where standard output is no screen it was asked for elsewhere, and goes there.
    pub fn print(&mut self, text: &str) -> anyhow::Result<()> {
        self.put(text, print_text)
    }

    /// The same for programs.
    pub fn print_data(&mut self, text: &str) -> anyhow::Result<()> {
        self.put(text, print)
    }

    fn put(&mut self, text: &str, print: fn(&str) -> anyhow::Result<()>) -> anyhow::Result<()> {
        match &mut self.gathered {
            Some(gathered) if io::stdout().is_terminal() => add(gathered, text),
            _ => return print(text),
        }
        Ok(())
    }

    /// Something beside the result. That nobody hears it keeps nobody from the result.
    pub fn show(&mut self, text: &str) {
        match &mut self.gathered {
            Some(gathered) => add(gathered, text),
            None => eprint_message(text),
        }
    }

    /// What went wrong with the result, and the exit code of it.
    pub fn failed(&mut self, error: &anyhow::Error) -> Exit {
        match (&mut self.gathered, error.downcast_ref::<Failure>()) {
            (Some(gathered), Some(failure)) => {
                add(gathered, &failure.text);
                failure.exit
            }
            _ => failed(error),
        }
    }

    /// What was gathered, if that is how it goes.
    pub fn gathered(&self) -> Option<&str> {
        self.gathered.as_deref()
    }
}

fn add(gathered: &mut String, text: &str) {
    gathered.push_str(text);
    gathered.push('\n');
}
