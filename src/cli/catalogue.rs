//! `catalogue`: list, show, print, schema, check.

use super::{
    CatalogueArg, Exit, Failure, SchemaOf, SheetFormat, clock, is_drawn, open, print, print_text, tell, width,
};
use crate::catalogue::{Catalogue, Use, builtin};
use crate::escape;
use crate::report::{self, sheet};
use crate::{training, wording};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

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

pub(super) fn check(named: &[String], country_files: &[PathBuf], short: bool) -> anyhow::Result<Exit> {
    let all: Vec<String> = builtin::ids().map(str::to_owned).collect();
    let mut exit = Exit::Done;
    for name in if named.is_empty() { &all } else { named } {
        let files = open::catalogue_files(name)?;
        match Catalogue::read_with(files, open::named(country_files)?) {
            Ok(catalogue) => {
                // What this user always adds is looked at too, and its faults are told there.
                let catalogue = open::with_countries(name, country_files).map_or(catalogue, |(with_own, _)| with_own);
                print(&format!("{name}: no problem ({})", summary(&catalogue)))?;
                for line in report::upkeep(&catalogue, clock::today()) {
                    let mut wrapped = wording::wrap(&format!("  {line}"), width().into()).into_iter();
                    wrapped.try_for_each(|line| print_text(&line))?;
                }
            }
            Err(faults) => {
                exit = Exit::Catalogue;
                if short {
                    faults
                        .problems
                        .iter()
                        .try_for_each(|problem| print(&report::problem_line(&faults.files, problem)))?;
                } else {
                    print(&report::problems(&faults.files, &faults.problems, io::stdout().is_terminal()))?;
                }
                tell(&format!("{name}: {} problem(s)", faults.problems.len()));
            }
        }
    }
    Ok(exit)
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
