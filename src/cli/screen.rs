//! `screen`: a guided screening in a terminal, over plain lines, or from a script.

use super::outcome::Outcome;
use super::{Exit, Failure, ScreenArgs, is_drawn, open, print, tell, width};
use crate::case::{Case, Purpose};
use crate::catalogue::{Catalogue, Keep, Role, Use};
use crate::document::SourceFile;
use crate::interview::plain::Lines;
use crate::interview::terminal::Screen;
use crate::interview::{Dialogue, Interview, conduct};
use crate::questionnaire::Questionnaire;
use crate::report::{self, Detail};
use crate::training::{Difference, Script, ScriptFace, compare};
use crate::{store, wording};
use std::io::{self, IsTerminal};
use std::path::Path;

pub(super) fn run(args: &ScreenArgs) -> anyhow::Result<Exit> {
    let catalogue = open::catalogue(&args.catalogue.catalogue)?;
    if catalogue.used_for == Use::Score {
        let text = format!(
            "error[wrong-value]: {} has no questions to ask\n  = use it with `tipscreen score`",
            catalogue.name()
        );
        return Err(Failure::with(Exit::Usage, text));
    }
    if let Some(out) = &args.out {
        // Training can be done again; what a person said is never written over.
        store::can_write(out, args.script.is_some() || args.training).map_err(|error| cannot_write(out, &error))?;
    }
    match &args.script {
        Some(path) => from_script(&catalogue, path, args),
        None => with_a_person(&catalogue, args),
    }
}

fn with_a_person(catalogue: &Catalogue, args: &ScreenArgs) -> anyhow::Result<Exit> {
    let mut case = Case::new(catalogue, uuid::Uuid::new_v4().to_string());
    case.screened_on = Some(jiff::Zoned::now().date());
    if args.training {
        case.purpose = Purpose::Training;
    }
    let questionnaire = Questionnaire::new(catalogue, case);
    let on_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let interview = if args.plain || !on_terminal {
        let columns = if io::stderr().is_terminal() { width() } else { 80 };
        conduct(questionnaire, &mut Dialogue::new(Lines::new(io::stdin().lock(), io::stderr(), columns.into())))
    } else {
        conduct(questionnaire, &mut Dialogue::new(Screen::open()?))
    };
    if interview.keep(catalogue) == Keep::Nothing {
        tell(wording::NOTHING_SHOWN)?;
        return Ok(Exit::Done);
    }
    if interview.ending.is_none() {
        return interrupted(catalogue, &interview, args);
    }
    // Written before it is shown: whoever leaves a pager early, or loses the link, has the answers all the same.
    let written = write_case(catalogue, &interview.case, args);
    let shown = show(catalogue, &interview, args);
    let exit = written?;
    shown?;
    Ok(exit)
}

/// Leaves a screening that was broken off: what may be kept is kept.
fn interrupted(catalogue: &Catalogue, interview: &Interview, args: &ScreenArgs) -> anyhow::Result<Exit> {
    let written = write_case(catalogue, &interview.case, args)?;
    // The screen may be gone: then there is nobody left to tell.
    let _ = tell(interview.trouble.as_deref().unwrap_or(wording::INTERRUPTED));
    if args.out.is_none() {
        let _ = tell(wording::NOT_KEPT);
    }
    let exit = if interview.trouble.is_some() { Exit::Storage } else { Exit::Interrupted };
    Ok(if written == Exit::Done { exit } else { written })
}

fn from_script(catalogue: &Catalogue, path: &Path, args: &ScreenArgs) -> anyhow::Result<Exit> {
    let source = SourceFile { name: path.display().to_string(), text: open::text(path, Exit::Storage)? };
    let script = Script::read(&source, catalogue).map_err(|problems| {
        let drawn = report::problems(std::slice::from_ref(&source), &problems, io::stderr().is_terminal());
        Failure::with(Exit::Refused, drawn)
    })?;
    let mut case = Case::new(catalogue, script.case_id.clone());
    case.screened_on = Some(script.screened_on);
    case.purpose = Purpose::Training;
    let mut face = ScriptFace::new(&script);
    let mut interview = conduct(Questionnaire::new(catalogue, case), &mut face);
    face.add_volunteered(catalogue, &mut interview.case);
    let outcome = show(catalogue, &interview, args)?;
    let differences = compare(catalogue, &script, &outcome.assessment, &outcome.recommendation);
    let never_asked = face.never_asked(catalogue);
    for Difference { of, expected, got } in &differences {
        tell(&format!("error[not-expected]: {of}: expected {expected}, got {got}\n --> {}", source.name))?;
    }
    for id in &never_asked {
        tell(&format!(
            "error[never-reached]: `{id}` is in the script but was not asked\n --> {}\n  = answer what leads to it, or mark it `volunteered = true`",
            source.name
        ))?;
    }
    let written = write_case(catalogue, &interview.case, args)?;
    let as_expected = differences.is_empty() && never_asked.is_empty();
    Ok(if as_expected { written } else { written.max(Exit::Refused) })
}

/// Prints the result.
fn show<'a>(catalogue: &'a Catalogue, interview: &'a Interview, args: &ScreenArgs) -> anyhow::Result<Outcome<'a>> {
    let outcome = Outcome::of(catalogue, &interview.case);
    print(&outcome.text(&interview.for_specialist, args.format, Detail::Short, args.plain || !is_drawn()))?;
    Ok(outcome)
}

/// Writes the case where that was asked for and the person agreed to it. Training has nobody to ask.
fn write_case(catalogue: &Catalogue, case: &Case, args: &ScreenArgs) -> anyhow::Result<Exit> {
    let Some(out) = &args.out else { return Ok(Exit::Done) };
    if !may_record(catalogue, case) {
        let _ = tell(wording::NO_RECORD);
        return Ok(Exit::Done);
    }
    store::write_private(out, format!("{}\n", case.to_json(catalogue)).as_bytes())
        .map_err(|error| cannot_write(out, &error))?;
    let _ = tell(&wording::kept_in(&out.display().to_string()));
    Ok(Exit::Done)
}

/// Whether the person agreed to a record. A catalogue that does not ask has nobody's agreement.
fn may_record(catalogue: &Catalogue, case: &Case) -> bool {
    let agreed = catalogue.fact_by_role(Role::ConsentToRecord).is_some_and(|consent| {
        let fact = catalogue.fact(consent);
        let first = fact.values.first().map(|value| value.id.as_str());
        case.fact(consent).value_ids(fact).first().copied() == first
    });
    agreed || case.purpose == Purpose::Training
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "its folder does not exist",
        io::ErrorKind::PermissionDenied => "you may not write there",
        io::ErrorKind::AlreadyExists => "it is there already",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        _ => "it can't be written",
    };
    let text = format!("error[unwritable]: {}: {reason}\n  = name another place with --out", path.display());
    Failure::with(Exit::Storage, text)
}
