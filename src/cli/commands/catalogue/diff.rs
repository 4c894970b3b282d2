//! `catalogue diff`: what changed between two catalogues, and which findings move.

use crate::assessment::{Trace, assess};
use crate::case::{Case, Derived};
use crate::catalogue::{Catalogue, Diff};
use crate::cli::args::{Format, KeyArgs, StoreArg};
use crate::cli::console::{eprint_message, print, print_text};
use crate::cli::exit::Exit;
use crate::cli::input;
use crate::cli::keyring::Keyring;
use crate::report::{self, CaseChanges, MovedCase};
use crate::terminal::width;
use crate::wording;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    old: String,
    new: String,
    #[arg(value_name = "CASE")]
    cases: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

pub(crate) fn run(args: &DiffArgs) -> anyhow::Result<Exit> {
    let (old, new) = (input::catalogue(&args.old)?, input::catalogue(&args.new)?);
    let diff = Diff::of(&old, &new);
    let keyring = Keyring::for_files(&args.store, &args.key)?;
    let (mut exit, mut cases) = (Exit::Done, CaseChanges::default());
    for path in &args.cases {
        let file = input::cases(path, &keyring)?;
        file.eprint_count(&old);
        for case in file.each(&old) {
            match case {
                Ok(case) => compare(&old, &new, &case, &mut cases),
                Err(error) => {
                    eprint_message(&report::diagnostic(&error.in_file(&file.name)));
                    exit = Exit::Refused;
                }
            }
        }
    }
    let cases = (!args.cases.is_empty()).then_some(&cases);
    match args.format {
        Format::Table => print_text(&report::diff([&old, &new], &diff, cases, width()))?,
        Format::Json => print(&report::diff_line([&old, &new], &diff, cases))?,
    }
    Ok(exit)
}

/// Takes in what becomes of a case.
fn compare(old: &Catalogue, new: &Catalogue, case: &Case, into: &mut CaseChanges) {
    let derived = Derived::of(case, old, new);
    let sides = [found(old, case), found(new, &derived.case)];
    into.scored += 1;
    for id in derived.without_place {
        *into.without_place.entry(id).or_default() += 1;
    }
    if sides[0].0 != sides[1].0 {
        into.moved.push(MovedCase { case_id: case.case_id.clone(), sides });
    }
}

/// The finding, with the rules that fired in their own words; where a rule has none, as it stands.
fn found(catalogue: &Catalogue, case: &Case) -> (String, Vec<String>) {
    let mut trace = Trace::new(catalogue);
    let finding = assess(catalogue, case, &mut trace).finding;
    let mut rules: Vec<String> = trace.because(finding).into_iter().map(str::to_owned).collect();
    if rules.is_empty() {
        let whole =
            |traced: &crate::assessment::Traced| wording::rule_in_line(catalogue, &traced.node.condition, &|_| None);
        rules.extend(trace.fired(finding).map(whole));
    }
    (catalogue.findings[finding.0].id.clone(), rules)
}
