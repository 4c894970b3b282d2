//! `train agree`: how far several raters of the same cases agree.

use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::cli::args::Format;
use crate::cli::commands::train::{AgreeArgs, script};
use crate::cli::console::{eprint_message, is_drawn, print, print_text};
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::cli::keyring::Keyring;
use crate::diagnostic::{Code, Diagnostic};
use crate::report;
use crate::terminal::width;
use crate::toml_input::path_name;
use crate::training::{Panel, Played, Rater};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &AgreeArgs) -> anyhow::Result<Exit> {
    let catalogue = input::chosen(&args.catalogue)?.0;
    let mut exit = Exit::Done;
    let keyring = Keyring::for_files(&args.store, &args.key)?;
    let raters = args.raters.iter().map(|path| rater(&catalogue, path, &keyring, &mut exit));
    let raters: Vec<Rater> = raters.collect::<Result<_, _>>()?;
    let mut keys = Vec::new();
    for path in files(&args.keys, "toml")? {
        keys.push(Played::of(&catalogue, &script(&catalogue, &path)?, false).case);
    }
    let panel = Panel::of(&catalogue, &raters, &keys)
        .map_err(|why| Diagnostic::new(Code::NoAgreement, (why.to_string(), String::new())))
        .map_err(|error| Failure::of(Exit::Refused, &error))?;
    match args.format {
        Format::Table => print_text(&report::agreement_text(&catalogue, &panel, width(), !is_drawn()))?,
        Format::Json => print(&report::agreement_json(&catalogue, &panel))?,
    }
    Ok(exit)
}

/// One rater: the cases of a file, or of all case files in a folder. What can't be read is told, and keeps nobody waiting.
fn rater(catalogue: &Catalogue, path: &Path, keyring: &Keyring, exit: &mut Exit) -> anyhow::Result<Rater> {
    let mut cases: Vec<Case> = Vec::new();
    for file in files(&[path.to_owned()], "json")? {
        let file = input::cases(&file, keyring)?;
        file.eprint_count(catalogue);
        for case in file.each(catalogue) {
            match case {
                Ok(case) => cases.push(case),
                Err(error) => {
                    eprint_message(&report::diagnostic(&error.in_file(&file.name)));
                    *exit = Exit::Refused;
                }
            }
        }
    }
    Ok(Rater { name: path_name(path), cases })
}

/// Files as named, and the files of this kind in folders.
fn files(paths: &[PathBuf], kind: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let mut inside = Vec::new();
        input::gather(path, kind, &mut inside, Exit::Storage)?;
        files.extend(inside.into_iter().map(|found| found.path));
    }
    Ok(files)
}
