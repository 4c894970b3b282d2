//! `screen`: a guided screening in a terminal, over plain lines, or from a script.

mod begin;
pub(super) mod desk;
mod ending;
pub(super) mod out;
mod person;
mod script;
mod sealing;
mod told;

use super::{CatalogueArg, Exit, Failure, ScreenArgs, open, quiet, tell};
use crate::case::Case;
use crate::catalogue::{Catalogue, CatalogueFiles, Use};
use crate::document::path_name;
use crate::store::{self, NewFile};
use crate::wording;
use std::path::Path;

pub(super) fn run(args: &ScreenArgs) -> anyhow::Result<Exit> {
    args.result.check()?;
    stand_apart(args)?;
    let is_training = args.script.is_some() || args.training;
    // Training can be done again; what a person said is never written over.
    let files = NewFiles {
        out: new_file(args.out.as_deref(), is_training)?,
        record: new_file(args.record.as_deref(), true)?,
        result: new_file(args.result.result.as_deref(), is_training)?,
    };
    match &args.script {
        Some(path) => script::run(&with_questions(&args.catalogue)?.0, path, args, &files),
        None => person::run(args, &files),
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
    let file = open::new_file(path, may_replace)?;
    quiet::warn_if_copied(path);
    Ok(Some(file))
}

/// No file is written over another one that was named: the last would take the others away.
fn stand_apart(args: &ScreenArgs) -> anyhow::Result<()> {
    let written = [("--out", &args.out), ("--result", &args.result.result), ("--record", &args.record)];
    let read = [("--script", &args.script), ("--identity", &args.key.identity)];
    let named: Vec<_> = written.iter().chain(&read).filter_map(|(name, file)| Some((name, file.as_ref()?))).collect();
    for (at, (one, file)) in named.iter().enumerate() {
        let twin = named[at + 1..].iter().find(|(_, other)| store::is_same_place(file, other));
        if let Some((other, _)) = twin {
            let text = format!("error[wrong-value]: {one} and {other} name the same file\n  = name two files");
            return Err(Failure::with(Exit::Usage, text));
        }
    }
    Ok(())
}

/// A catalogue that has questions to ask.
pub(super) fn with_questions(named: &CatalogueArg) -> anyhow::Result<(Catalogue, CatalogueFiles)> {
    let (catalogue, files) = open::chosen(named)?;
    if catalogue.used_for == Use::Score {
        let text = format!("error[wrong-value]: {} has no questions to ask\n  = use it with `score`", catalogue.name());
        return Err(Failure::with(Exit::Usage, text));
    }
    Ok((catalogue, files))
}

/// Writes the case of a script, which has nobody to ask.
fn write_case(catalogue: &Catalogue, case: &Case, out: Option<&NewFile>) -> anyhow::Result<Exit> {
    let Some(out) = out else { return Ok(Exit::Done) };
    open::write(out, format!("{}\n", case.to_json(catalogue)).as_bytes())?;
    tell(&wording::kept_in(&path_name(out.path())));
    Ok(Exit::Done)
}
