//! `completions` and `man`: both from the commands with their help.

use crate::cli::exit::Exit;
use crate::cli::help;
use std::io::{self, Write};

pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut help::commands(), "tipscreen", &mut text);
    io::stdout().lock().write_all(&text)?;
    Ok(Exit::Done)
}

/// The page of the program, then those of its commands.
pub(crate) fn man() -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    let mut program = help::commands();
    program.build();
    clap_mangen::Man::new(program.clone()).render(&mut text)?;
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        clap_mangen::Man::new(command.clone()).render(&mut text)?;
    }
    io::stdout().lock().write_all(&text)?;
    Ok(Exit::Done)
}
