//! `train`: scripts checked, played and screened by trainees, and the agreement of raters.

mod agree;
mod check;
mod play;
mod quiz;

use crate::catalogue::Catalogue;
use crate::cli::args::{CatalogueArg, Format, KeyArgs, StoreArg};
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::no_follow::InputFile;
use crate::report;
use crate::report::Gravity;
use crate::toml_input::{SourceFile, path_name};
use crate::training::Script;
use clap::{Args, Subcommand, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(crate) enum TrainCommand {
    Check(ScriptCheckArgs),
    Play(PlayArgs),
    Quiz(QuizArgs),
    Agree(AgreeArgs),
}

/// How checked scripts are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Table,
    Json,
    Junit,
}

#[derive(Debug, Args)]
pub(crate) struct ScriptCheckArgs {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    catalogue: CatalogueArg,
    #[arg(long, value_enum, default_value = "table")]
    format: CheckFormat,
}

#[derive(Debug, Args)]
pub(crate) struct PlayArgs {
    #[arg(value_name = "FILE")]
    script: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArg,
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(0..=600))]
    pace: Option<u64>,
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag that is typed
pub(crate) struct QuizArgs {
    #[arg(value_name = "FILE")]
    script: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArg,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    resume: bool,
    #[arg(long)]
    role_play: bool,
    #[arg(long, conflicts_with_all = ["out", "resume", "role_play", "plain"])]
    sheet: bool,
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AgreeArgs {
    #[arg(required = true, value_name = "CASE")]
    raters: Vec<PathBuf>,
    #[arg(long = "key", value_name = "PATH")]
    keys: Vec<PathBuf>,
    #[command(flatten)]
    catalogue: CatalogueArg,
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

pub(crate) fn run(command: &TrainCommand) -> anyhow::Result<Exit> {
    match command {
        TrainCommand::Check(args) => crate::cli::commands::train::check::run(args),
        TrainCommand::Play(args) => crate::cli::commands::train::play::run(args),
        TrainCommand::Quiz(args) => crate::cli::commands::train::quiz::run(args),
        TrainCommand::Agree(args) => crate::cli::commands::train::agree::run(args),
    }
}

/// A script from its file; with all its problems drawn if it can't be read.
fn script(catalogue: &Catalogue, path: &Path) -> anyhow::Result<Script> {
    let source = SourceFile { name: path_name(path), text: input::text(&InputFile::named(path), Exit::Storage)? };
    Script::read(&source, catalogue).map_err(|problems| {
        let drawn =
            report::diagnostics(std::slice::from_ref(&source), &problems, Gravity::Error, io::stderr().is_terminal());
        Failure::drawn(Exit::Refused, drawn).into()
    })
}
