//! `completions` and `man`: both from the same definitions as the command line itself.

use crate::cli::Cli;
use crate::cli::exit::Exit;
use clap::CommandFactory;
use std::io::{self, Write};

pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tipscreen", &mut text);
    io::stdout().lock().write_all(&text)?;
    Ok(Exit::Done)
}

/// The page of the program, then those of its commands.
pub(crate) fn man() -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    let mut program = Cli::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(&mut text)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        clap_mangen::Man::new(command.clone()).render(&mut text)?;
    }
    io::stdout().lock().write_all(&text)?;
    Ok(Exit::Done)
}
