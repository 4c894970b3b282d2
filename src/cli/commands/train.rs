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
    /// Run scripts and compare each with what it expects
    Check(ScriptCheckArgs),
    /// Play a script to a class: the interview question by question, with the teaching points and the result
    Play(PlayArgs),
    /// Screen the case of a script yourself, and see where you and the script differ
    Quiz(QuizArgs),
    /// How far several raters of the same cases agree, and which signs divide them
    Agree(AgreeArgs),
}

/// How checked scripts are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people: a line a script.
    Table,
    /// For programs: one object.
    Json,
    /// For build servers.
    Junit,
}

#[derive(Debug, Args)]
pub(crate) struct ScriptCheckArgs {
    /// Scripts, or folders with scripts in them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// How it is written
    #[arg(long, value_enum, default_value = "table")]
    format: CheckFormat,
}

#[derive(Debug, Args)]
pub(crate) struct PlayArgs {
    /// The script
    #[arg(value_name = "FILE")]
    script: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// Go on by itself after so many seconds; teaching points still wait for a key
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(0..=600))]
    pace: Option<u64>,
    /// Plain lines: for screen readers and bad links
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag that is typed
pub(crate) struct QuizArgs {
    /// The script
    #[arg(value_name = "FILE")]
    script: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// Write your case to this file [default: the script's name with -quiz.json, in this folder]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Go on with the case that was written to the file before
    #[arg(long, requires = "out")]
    resume: bool,
    /// Somebody else plays the interviewee: no story and no words are shown
    #[arg(long)]
    role_play: bool,
    /// Instead of the quiz, print the sheet for whoever plays the interviewee
    #[arg(long, conflicts_with_all = ["out", "resume", "role_play", "plain"])]
    sheet: bool,
    /// Plain numbered lines: for screen readers and bad links
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AgreeArgs {
    /// One path a rater: a case file, or a folder with their case files
    #[arg(required = true, value_name = "CASE")]
    raters: Vec<PathBuf>,
    /// Scripts of these cases, or folders with them: how many marked what the script has (repeatable)
    #[arg(long = "key", value_name = "PATH")]
    keys: Vec<PathBuf>,
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// How it is written
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
