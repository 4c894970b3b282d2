//! A screening that a script answers.

use super::write_case;
use crate::case::{Case, Purpose};
use crate::catalogue::Catalogue;
use crate::cli::outcome::Outcome;
use crate::cli::{Exit, Failure, ScreenArgs, open, tell};
use crate::document::SourceFile;
use crate::interview::{Left, conduct};
use crate::questionnaire::{Ending, Questionnaire};
use crate::report::{self, Detail};
use crate::training::{Difference, Script, ScriptFace, compare};
use std::io::{self, IsTerminal};
use std::path::Path;

pub(super) fn run(catalogue: &Catalogue, path: &Path, args: &ScreenArgs) -> anyhow::Result<Exit> {
    let source = SourceFile { name: path.display().to_string(), text: open::text(path, Exit::Storage)? };
    let script = Script::read(&source, catalogue).map_err(|problems| {
        let drawn = report::problems(std::slice::from_ref(&source), &problems, io::stderr().is_terminal());
        Failure::with(Exit::Refused, drawn)
    })?;
    let mut case = Case::new(catalogue, script.case_id.clone());
    case.screened_on = Some(script.screened_on);
    case.purpose = Purpose::Training;
    let questionnaire = Questionnaire::new(catalogue, case);
    let questionnaire = if args.quick { questionnaire.quick() } else { questionnaire };
    let mut face = ScriptFace::new(&script);
    let mut interview = conduct(questionnaire, &mut face, &mut ());
    if interview.spared > 0 {
        tell(&format!("note: {} questions that could decide nothing any more were spared", interview.spared))?;
    }
    face.add_volunteered(catalogue, &mut interview.case);
    let stopped = interview.left == Left::Ended(Ending::Stopped);
    let outcome = Outcome::of(catalogue, &interview.case).after_talk(&interview.for_specialist, stopped);
    args.result.put(&outcome.text(&args.result, Detail::Short, args.result.plain())?)?;
    let differences = compare(catalogue, &script, &outcome.assessment, &outcome.recommendation);
    // What was spared was left out on purpose.
    let never_asked = if args.quick { Vec::new() } else { face.never_asked(catalogue) };
    for Difference { of, expected, got } in &differences {
        tell(&format!("error[not-expected]: {of}: expected {expected}, got {got}\n --> {}", source.name))?;
    }
    for id in &never_asked {
        tell(&format!(
            "error[never-reached]: `{id}` is in the script but was not asked\n --> {}\n  = answer what leads to it, or mark it `volunteered = true`",
            source.name
        ))?;
    }
    let written = write_case(catalogue, &interview.case, args.out.as_deref())?;
    let as_expected = differences.is_empty() && never_asked.is_empty();
    Ok(if as_expected { written } else { written.max(Exit::Refused) })
}
