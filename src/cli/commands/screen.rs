//! `screen`: a guided screening in a terminal, over plain lines, or from a script.

mod discreet_output;
mod finish;
mod live;
mod scripted;
mod start;
mod storage_choice;

use crate::case::Case;
use crate::catalogue::{Catalogue, CatalogueFiles, Use};
use crate::cli::args::CatalogueArg;
use crate::cli::args::KeyArgs;
use crate::cli::args::ResultArgs;
use crate::cli::args::StoreArg;
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, usage};
use crate::cli::{hardening, input};
use crate::diagnostic::Code;
use crate::store::{self, NewFile};
use crate::toml_input::path_name;
use clap::Args;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag that is typed
pub(crate) struct ScreenArgs {
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArg,
    #[arg(long)]
    pub(crate) plain: bool,
    #[arg(long)]
    pub(crate) discreet: bool,
    #[arg(long)]
    pub(crate) quick: bool,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["plain", "resume", "again", "record", "unsealed", "discreet"])]
    pub(crate) script: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["resume", "again"])]
    pub(crate) training: bool,
    #[arg(long)]
    pub(crate) unsealed: bool,
    #[arg(long, value_name = "ID", conflicts_with_all = ["again", "record"])]
    #[allow(clippy::option_option)]
    pub(crate) resume: Option<Option<String>>,
    #[arg(long = "continue", value_name = "ID", conflicts_with = "record")]
    pub(crate) again: Option<String>,
    #[arg(long, value_name = "FILE", requires = "training")]
    pub(crate) record: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreArg,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "CC", conflicts_with_all = ["resume", "script"])]
    pub(crate) country: Option<String>,
    #[command(flatten)]
    pub(crate) result: ResultArgs,
}

pub(crate) fn run(args: &ScreenArgs) -> anyhow::Result<Exit> {
    args.result.check()?;
    refuse_shared_outputs(args)?;
    let is_training = args.script.is_some() || args.training;
    // Training can be done again; what a person said is never written over.
    let files = NewFiles {
        out: new_file(args.out.as_deref(), is_training)?,
        record: new_file(args.record.as_deref(), true)?,
        result: new_file(args.result.result.as_deref(), is_training)?,
    };
    match &args.script {
        Some(path) => {
            crate::cli::commands::screen::scripted::run(&with_questions(&args.catalogue)?.0, path, args, &files)
        }
        None => crate::cli::commands::screen::live::run(args, &files),
    }
}

/// The files that were named, looked at before anything is asked of a person.
struct NewFiles {
    /// The case.
    out: Option<NewFile>,
    /// The talk as a script.
    record: Option<NewFile>,
    /// The result.
    result: Option<NewFile>,
}

impl NewFiles {
    /// The files by name.
    fn named(&self) -> Vec<String> {
        [&self.out, &self.record, &self.result].into_iter().flatten().map(|file| path_name(file.path())).collect()
    }
}

fn new_file(path: Option<&Path>, may_replace: bool) -> anyhow::Result<Option<NewFile>> {
    let Some(path) = path else { return Ok(None) };
    let file = input::new_file(path, may_replace)?;
    hardening::warn_if_copied(path);
    Ok(Some(file))
}

/// No file is written over another one that was named: the last would take the others away.
fn refuse_shared_outputs(args: &ScreenArgs) -> anyhow::Result<()> {
    let written = [("--out", &args.out), ("--result", &args.result.result), ("--record", &args.record)];
    let read = [("--script", &args.script), ("--identity", &args.key.identity)];
    let named: Vec<_> = written.iter().chain(&read).filter_map(|(name, file)| Some((name, file.as_ref()?))).collect();
    for (at, (one, file)) in named.iter().enumerate() {
        let twin = named[at + 1..].iter().find(|(_, other)| store::is_same_place(file, other));
        if let Some((other, _)) = twin {
            let error = what_and_help!("command-same-file", one = **one, other = **other);
            return Err(usage(Code::WrongValue, error));
        }
    }
    Ok(())
}

/// A catalogue that has questions to ask.
pub(crate) fn with_questions(named: &CatalogueArg) -> anyhow::Result<(Catalogue, CatalogueFiles)> {
    let (catalogue, files) = input::chosen(named)?;
    if catalogue.used_for == Use::Score {
        let error = what_and_help!("command-no-questions", catalogue = catalogue.name());
        return Err(usage(Code::WrongValue, error));
    }
    Ok((catalogue, files))
}

/// Writes the case of a script, which has nobody to ask.
fn write_case(catalogue: &Catalogue, case: &Case, out: Option<&NewFile>) -> anyhow::Result<Exit> {
    let Some(out) = out else { return Ok(Exit::Done) };
    input::write(out, format!("{}\n", case.to_json(catalogue)).as_bytes())?;
    eprint_message(&text!("record-in-file", file = path_name(out.path())));
    Ok(Exit::Done)
}
