//! The command line: what may be typed, and which exit code comes of it.

mod args;
pub(crate) mod case_output;
mod clock;
pub(crate) mod commands;
pub mod console;
mod countries_folder;
mod damaged;
mod device;
pub mod exit;
mod hardening;
pub mod help;
mod input;
mod keyring;
mod passphrase;
mod printed_command;
mod readers;
mod result;
mod sealed_files;
pub(crate) mod session;
mod stored;
mod unknown_keys;
mod whose;

pub use crate::cli::hardening::begin as begin_quietly;

use crate::cli::commands::explain::ExplainArgs;
use crate::cli::commands::score::ScoreArgs;
use crate::cli::commands::screen::ScreenArgs;
use crate::cli::console::eprint_message;
use crate::cli::console::failed;
use crate::cli::exit::Exit;
use crate::escape;
use crate::toml_input::shown;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "tipscreen", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Screen(ScreenArgs),
    Score(ScoreArgs),
    Batch(crate::cli::commands::batch::BatchArgs),
    Explain(ExplainArgs),
    #[command(subcommand)]
    Train(crate::cli::commands::train::TrainCommand),
    #[command(subcommand)]
    Case(crate::cli::commands::case::CaseCommand),
    #[command(subcommand)]
    Key(crate::cli::commands::key::KeyCommand),
    #[command(subcommand)]
    Catalogue(crate::cli::commands::catalogue::CatalogueCommand),
    Completions {
        shell: clap_complete::Shell,
    },
    ExplainCode {
        code: Option<String>,
    },
    Man,
}

/// Runs the program with the arguments it was given.
pub fn main() -> ExitCode {
    crate::cli::hardening::begin();
    crate::cli::printed_command::find_program();
    ignore_file_size_signal();
    let exit = match run(parsed().command) {
        Ok(exit) => exit,
        Err(error) => failed(&error),
    };
    // Whoever asked over lines may have set the mode of the terminal.
    crate::terminal::screen::restore();
    ExitCode::from(exit as u8)
}

/// The arguments. Help is read only where it is printed: the arguments are parsed again then, by the same commands with help.
///
/// A message names the argument that is wrong, which may hold anything: what could do something on a terminal is replaced by
/// marks before the message is made.
fn parsed() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        let with_help = |arguments: Vec<OsString>| help::commands().try_get_matches_from(arguments).err();
        let arguments: Vec<String> = std::env::args_os().map(|one| one.to_string_lossy().into_owned()).collect();
        let marked: Vec<String> = arguments.iter().map(|one| escape::line(one).into_owned()).collect();
        if arguments == marked {
            with_help(std::env::args_os().collect()).unwrap_or(error).exit();
        }
        let error = with_help(marked.into_iter().map(OsString::from).collect()).unwrap_or(error);
        eprint_message(&error.render().to_string());
        std::process::exit(error.exit_code());
    })
}

/// A file that may not grow any further is told as such, and not the end of the program half through a screening.
fn ignore_file_size_signal() {
    #[cfg(unix)]
    drop(signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default()));
}

fn run(command: Command) -> anyhow::Result<Exit> {
    match command {
        Command::Screen(args) => crate::cli::commands::screen::run(&args),
        Command::Score(args) => crate::cli::commands::score::run(&args),
        Command::Batch(args) => crate::cli::commands::batch::run(&args),
        Command::Explain(args) => crate::cli::commands::explain::run(&args),
        Command::Train(command) => crate::cli::commands::train::run(&command),
        Command::Case(command) => crate::cli::commands::case::run(command),
        Command::Key(command) => crate::cli::commands::key::run(command),
        Command::Catalogue(command) => crate::cli::commands::catalogue::run(command),
        Command::Completions { shell } => crate::cli::commands::completions::completions(shell),
        Command::ExplainCode { code } => crate::cli::commands::explain_code::run(code.as_deref()),
        Command::Man => crate::cli::commands::completions::man(),
    }
}
