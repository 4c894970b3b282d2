//! `train check`: every script through the questionnaire, and compared with what it expects.

use crate::cli::commands::screen::with_questions;
use crate::cli::commands::train::{CheckFormat, ScriptCheckArgs};
use crate::cli::console::{eprint_message, print, print_text};
use crate::cli::exit::{Exit, Failure, usage};
use crate::cli::{input, printed_command};
use crate::diagnostic::Code;
use crate::no_follow::InputFile;
use crate::report::{CheckedScript, checked_json, checked_junit, checked_text};
use crate::toml_input::{SourceFile, path_name};
use crate::training::{Script, ScriptCheck};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

pub(super) fn run(args: &ScriptCheckArgs) -> anyhow::Result<Exit> {
    let catalogue = with_questions(&args.catalogue)?.0;
    let mut files: Vec<InputFile> = Vec::new();
    for path in &args.paths {
        let mut inside = Vec::new();
        input::gather(path, "toml", &mut inside, Exit::Storage)?;
        files.extend(
            inside.into_iter().filter(|found| !files.iter().any(|known| known.path == found.path)).collect::<Vec<_>>(),
        );
    }
    if files.is_empty() {
        return Err(usage(Code::NothingToCheck, what_and_help!("command-no-script")));
    }
    let (mut tried, mut read, mut exit) = (Vec::new(), Vec::new(), Exit::Done);
    for file in &files {
        let text = match input::text(file, Exit::Storage) {
            Ok(text) => text,
            // One that can't be read hides no other.
            Err(error) => {
                exit = exit.max(error.downcast_ref::<Failure>().map_or(Exit::Storage, |failure| failure.exit));
                eprint_message(&error.to_string());
                continue;
            }
        };
        let source = SourceFile { name: path_name(&file.path), text };
        let outcome = Script::read(&source, &catalogue).map(|script| {
            let checked = ScriptCheck::of(&catalogue, &script, false);
            (script, checked)
        });
        tried.push(CheckedScript { source, outcome });
        read.push(&file.path);
    }
    match args.format {
        CheckFormat::Table => {
            print_text(&checked_text(&catalogue, &tried, io::stdout().is_terminal()))?;
            let differs = |(one, _): &(&CheckedScript, &&PathBuf)| one.outcome.is_ok() && !one.is_as_expected();
            if let Some((_, path)) = tried.iter().zip(&read).find(differs) {
                let why =
                    printed_command::on_catalogue(["screen".into(), "--script".into(), printed_command::whole(path)]);
                print_text(&format!("{}\n  {why}", text!("command-why-as-it-does")))?;
            }
        }
        CheckFormat::Json => print(&checked_json(&catalogue, &tried))?,
        CheckFormat::Junit => print(&checked_junit(&catalogue, &tried))?,
    }
    Ok(if tried.iter().all(CheckedScript::is_as_expected) { exit } else { exit.max(Exit::Refused) })
}
