//! `catalogue`: list, show, print, schema, check.

use super::{
    CatalogueArg, Exit, Failure, SchemaOf, SheetFormat, clock, is_drawn, open, print, print_text, tell, width,
};
use crate::catalogue::{Catalogue, Checked, Use, WordingRules, builtin};
use crate::document::SourceFile;
use crate::escape;
use crate::inside::Input;
use crate::report::{self, sheet};
use crate::{training, wording};
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Columns that fit on a sheet of paper.
const PAPER: u16 = 80;

pub(super) fn list() -> anyhow::Result<Exit> {
    let mut rows = Vec::new();
    for id in builtin::ids() {
        let catalogue = open::catalogue(id)?;
        rows.push((catalogue.name(), catalogue.title, catalogue.status));
    }
    print_text(&report::catalogues(&rows, width()))?;
    Ok(Exit::Done)
}

pub(super) fn show(id: Option<&str>, named: &CatalogueArg) -> anyhow::Result<Exit> {
    let catalogue = open::chosen(named)?.0;
    let Some(id) = id else {
        print_text(&report::at_a_glance(&catalogue, width()))?;
        return Ok(Exit::Done);
    };
    let Some(shown) = report::one_thing(&catalogue, id, width(), !is_drawn()) else {
        let hint = crate::document::closest(id, report::shown_ids(&catalogue)).map_or_else(
            || "`tipscreen catalogue show` lists them".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let text = format!("error[unknown-id]: {} has nothing of this id\n  = {hint}", catalogue.name());
        return Err(Failure::with(Exit::Usage, text));
    };
    print_text(&shown)?;
    Ok(Exit::Done)
}

pub(super) fn sheet(named: &CatalogueArg, core: bool, format: SheetFormat) -> anyhow::Result<Exit> {
    let catalogue = open::chosen(named)?.0;
    if catalogue.used_for == Use::Score {
        let text = format!(
            "error[wrong-value]: {} is for scoring only and has no questions\n  = `tipscreen catalogue show` tells what is in it",
            catalogue.name()
        );
        return Err(Failure::with(Exit::Usage, text));
    }
    let sheet = sheet::Sheet::of(&catalogue, core);
    match format {
        SheetFormat::Text => print_text(&sheet::text(&sheet, width().min(PAPER).into()))?,
        SheetFormat::Html => print(&sheet::page(&sheet))?,
    }
    Ok(Exit::Done)
}

pub(super) fn schema(of: SchemaOf, named: &CatalogueArg) -> anyhow::Result<Exit> {
    let chosen = || Ok::<_, anyhow::Error>(open::chosen(named)?.0);
    let schema = match of {
        SchemaOf::Case => report::schema::case(&chosen()?),
        SchemaOf::Result => report::schema::result(&chosen()?),
        SchemaOf::Script => training::schema(&chosen()?),
        SchemaOf::Catalogue => report::schema::catalogue(),
    };
    // Patterns hold signs that do not show, and some that would change what a terminal shows.
    print(&escape::ascii_json(&serde_json::to_string_pretty(&schema)?))?;
    Ok(Exit::Done)
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Built-in ids, files or folders; all built-in catalogues if none is named
    catalogues: Vec<String>,
    /// Files that add to what is known of a country, checked with each catalogue (repeatable)
    #[arg(long, value_name = "FILE")]
    country_file: Vec<PathBuf>,
    /// Look at the wording too, by the rules that the built-in catalogues are held to, or by those of a file of your own
    #[arg(long, value_name = "FILE", require_equals = true)]
    #[allow(clippy::option_option)] // not asked for, asked for, and with a file
    wording: Option<Option<PathBuf>>,
    /// End with exit code 3 where there are warnings too
    #[arg(long)]
    strict: bool,
    /// One problem a line, without the source
    #[arg(long)]
    short: bool,
}

pub(super) fn check(args: &CheckArgs) -> anyhow::Result<Exit> {
    let all: Vec<String> = builtin::ids().map(str::to_owned).collect();
    let rules = args.wording.as_ref().map(|file| wording_rules(file.as_deref())).transpose()?;
    let mut exit = Exit::Done;
    for named in if args.catalogues.is_empty() { &all } else { &args.catalogues } {
        let files = open::catalogue_files(named)?;
        let name = super::shown(named);
        let checked = Catalogue::check(files, open::named(&args.country_file)?, rules.as_ref());
        tell_all(&checked, args.short)?;
        if let Some(catalogue) = &checked.catalogue {
            let found = match checked.warnings.len() {
                0 => "no problem".to_owned(),
                1 => "no error, 1 warning".to_owned(),
                many => format!("no error, {many} warnings"),
            };
            // What this user always adds is looked at too, and its faults are told there.
            let with_own = open::with_countries(named, &args.country_file).ok().map(|(with_own, _)| with_own);
            let catalogue = with_own.as_ref().unwrap_or(catalogue);
            print(&format!("{name}: {found} ({})", summary(catalogue)))?;
            print_upkeep(catalogue)?;
            if args.strict && !checked.warnings.is_empty() {
                exit = Exit::Catalogue;
            }
        } else {
            exit = Exit::Catalogue;
            tell(&format!("{name}: {} problem(s), {} warning(s)", checked.problems.len(), checked.warnings.len()));
        }
    }
    Ok(exit)
}

/// The rules of a file, or those that are built in where none is named.
fn wording_rules(file: Option<&Path>) -> anyhow::Result<WordingRules> {
    let read = match file {
        None => WordingRules::builtin(),
        Some(file) => {
            let text = open::text(&Input::named(file), Exit::Catalogue)?;
            WordingRules::read(SourceFile { name: file.to_string_lossy().into_owned(), text })
        }
    };
    read.map_err(|faults| {
        let drawn = report::problems(&faults.files, &faults.problems, io::stderr().is_terminal());
        Failure::drawn(Exit::Catalogue, format!("{drawn}\n\nthe rules of wording were not used"))
    })
}

/// Problems first, then warnings.
fn tell_all(checked: &Checked, short: bool) -> anyhow::Result<()> {
    let Checked { files, problems, warnings, .. } = checked;
    if short {
        problems.iter().try_for_each(|one| print(&report::problem_line(files, one)))?;
        return warnings.iter().try_for_each(|one| print(&report::warning_line(files, one)));
    }
    let styled = io::stdout().is_terminal();
    if !problems.is_empty() {
        print(&report::problems(files, problems, styled))?;
    }
    if !warnings.is_empty() {
        print(&report::warnings(files, warnings, styled))?;
    }
    Ok(())
}

/// What somebody should look after.
fn print_upkeep(catalogue: &Catalogue) -> anyhow::Result<()> {
    for line in report::upkeep(catalogue, clock::today()) {
        let mut wrapped = wording::wrap(&format!("  {line}"), width().into()).into_iter();
        wrapped.try_for_each(|line| print_text(&line))?;
    }
    Ok(())
}

fn summary(catalogue: &Catalogue) -> String {
    let guidelines = &catalogue.guidelines;
    format!(
        "{}: {} indicators, {} facts, {} findings, {} pathways, {} actions, {} safeguards, {} countries",
        catalogue.name(),
        catalogue.indicators.len(),
        catalogue.facts.len(),
        catalogue.findings.len(),
        guidelines.pathways.len(),
        guidelines.actions.len(),
        guidelines.safeguards.len(),
        catalogue.countries.len(),
    )
}
