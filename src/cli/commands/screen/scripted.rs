//! A screening that a script answers.

use crate::catalogue::Catalogue;
use crate::cli::commands::screen::ScreenArgs;
use crate::cli::commands::screen::{NewFiles, write_case};
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::cli::result::CaseResult;
use crate::diagnostic::{Code, Diagnostic};
use crate::no_follow::InputFile;
use crate::report;
use crate::report::Gravity;
use crate::toml_input::SourceFile;
use crate::training::{Mismatch, Played, Script, ScriptCheck};
use std::io::{self, IsTerminal};
use std::path::Path;

pub(super) fn run(catalogue: &Catalogue, path: &Path, args: &ScreenArgs, files: &NewFiles) -> anyhow::Result<Exit> {
    let source = SourceFile {
        name: path.to_string_lossy().into_owned(),
        text: input::text(&InputFile::named(path), Exit::Storage)?,
    };
    let script = Script::read(&source, catalogue).map_err(|problems| {
        let drawn =
            report::diagnostics(std::slice::from_ref(&source), &problems, Gravity::Error, io::stderr().is_terminal());
        Failure::drawn(Exit::Refused, drawn)
    })?;
    let checked = ScriptCheck::of(catalogue, &script, args.quick);
    let Played { case, for_specialist, stopped, spared, never_asked, .. } = &checked.played;
    if *spared > 0 {
        eprint_message(&text!("command-spared", questions = *spared));
    }
    let outcome = CaseResult::of(catalogue, case).after_talk(for_specialist, *stopped);
    let text = outcome.text(&args.result, args.result.plain())?;
    args.result.put(&text, files.result.as_ref())?;
    let in_script = |what: &str| format!("{what}\n --> {}", source.name);
    for Mismatch { of, expected, got } in &checked.differences {
        let what = text!("command-not-expected", of = of.to_string(), expected = &**expected, got = &**got);
        eprint_message(&report::diagnostic(&Diagnostic::new(Code::NotExpected, (in_script(&what), String::new()))));
    }
    for question in never_asked {
        let id = catalogue.question_id(*question);
        let (what, help) = what_and_help!("command-never-reached", id = id);
        eprint_message(&report::diagnostic(&Diagnostic::new(Code::NeverReached, (in_script(&what), help))));
    }
    if !case.may_be_written(catalogue) && (args.out.is_some() || args.result.result.is_some()) {
        eprint_message(text!("training-script-without-record"));
    }
    let written = write_case(catalogue, case, files.out.as_ref())?;
    Ok(if checked.differences.is_empty() && never_asked.is_empty() { written } else { written.max(Exit::Refused) })
}
