//! `score`: one or a few case files, explained.

use crate::assessment::contradictions;
use crate::batch::of_case;
use crate::case::{Case, Derived};
use crate::catalogue::{Catalogue, MethodMatch, builtin};
use crate::cli::args::KeyArgs;
use crate::cli::args::ResultArgs;
use crate::cli::args::ResultFormat;
use crate::cli::args::StoreArg;
use crate::cli::console::{eprint_failure, eprint_message};
use crate::cli::exit::{Exit, usage};
use crate::cli::keyring::Keyring;
use crate::cli::result::CaseResult;
use crate::cli::unknown_keys::UnknownKeys;
use crate::cli::{clock, input};
use crate::diagnostic::Code;
use crate::report;
use crate::toml_input::shown;
use clap::Args;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    #[arg(required = true, value_name = "CASE")]
    pub(crate) cases: Vec<PathBuf>,
    #[arg(long = "catalogue", value_name = "X", default_value = crate::catalogue::builtin::DEFAULT)]
    pub(crate) catalogues: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) country_file: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) result: ResultArgs,
    #[command(flatten)]
    pub(crate) store: StoreArg,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

pub(crate) fn run(args: &ScoreArgs) -> anyhow::Result<Exit> {
    args.result.check()?;
    let file = args.result.new_file(false)?;
    let read = |named: &String| input::with_countries(named, &args.country_file).map(|(catalogue, _)| catalogue);
    let catalogues: Vec<Catalogue> = args.catalogues.iter().map(read).collect::<Result<_, _>>()?;
    let keyring = Keyring::for_files(&args.store, &args.key)?;
    let (mut exit, mut written) = (Exit::Done, Vec::new());
    for path in &args.cases {
        match score(&catalogues, path, args, &keyring, &mut written) {
            Ok(reached) => exit = exit.max(reached),
            // One file that can't be read does not keep the others from being scored.
            Err(error) => exit = exit.max(eprint_failure(error)?),
        }
    }
    if file.is_some() && !written.is_empty() {
        if args.result.format == ResultFormat::Html && written.len() > 1 {
            return Err(usage(Code::WrongValue, what_and_help!("command-page-of-one-case")));
        }
        args.result.put(&written.join("\n"), file.as_ref())?;
        if keyring.seals() {
            eprint_message(text!("record-file-in-clear"));
        }
    }
    Ok(exit)
}

/// Most records of a file whose faults are told one by one.
const MOST_TOLD: usize = 20;

/// Scores the cases of a file: by the catalogue they were answered with, the first, and by all others through it.
fn score(
    catalogues: &[Catalogue],
    path: &Path,
    args: &ScoreArgs,
    keyring: &Keyring,
    written: &mut Vec<String>,
) -> anyhow::Result<Exit> {
    let Some((catalogue, others)) = catalogues.split_first() else { return Ok(Exit::Done) };
    let (mut exit, mut keys, mut refused) = (Exit::Done, UnknownKeys::default(), 0_usize);
    let file = input::cases(path, keyring)?;
    let several = file.eprint_count(catalogue) > 1 || args.cases.len() > 1;
    for case in file.each(catalogue) {
        match case {
            Ok(case) => {
                warn_of_other_method(catalogue, &case);
                for warning in of_case(case.days(), clock::today(), contradictions(catalogue, &case).len()) {
                    eprint_message(&format!("{}: {}: {}", shown(&file.name), case.case_id, warning.message()));
                }
                eprint_other_catalogue(catalogue, &case);
                let mut put = |head: Option<String>, outcome: CaseResult<'_>| {
                    let text = match outcome.text(&args.result, args.result.plain()) {
                        Ok(text) => text,
                        // That nothing may be handed over of one person keeps nobody else waiting.
                        Err(error) => {
                            eprint_message(&format!("{}: {error}", case.case_id));
                            return Ok(Exit::Refused);
                        }
                    };
                    let text = [head, Some(text)].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
                    if args.result.result.is_some() {
                        written.push(text);
                    } else {
                        args.result.put(&text, None)?;
                    }
                    anyhow::Ok(Exit::Done)
                };
                if args.result.result.is_some() && !case.may_be_written_on(catalogue) {
                    eprint_message(&format!("{}: {}", case.case_id, text!("record-no-agreement")));
                    exit = exit.max(Exit::Refused);
                    continue;
                }
                let head = (several && args.result.is_table()).then(|| format!("== {}", case.case_id));
                exit = exit.max(put(head, CaseResult::of(catalogue, &case))?);
                for other in others {
                    let head = args.result.is_table().then(|| {
                        let (case, catalogue) = (case.case_id.as_str(), other.name());
                        format!("\n{}", text!("command-case-by", case = case, catalogue = catalogue))
                    });
                    exit = exit.max(put(head, CaseResult::of_derived(other, &Derived::of(&case, catalogue, other)))?);
                }
            }
            Err(error) => {
                refused += 1;
                if refused <= MOST_TOLD {
                    eprint_message(&report::diagnostic(&error.in_file(&file.name)));
                }
                keys.count(&error);
                exit = Exit::Refused;
            }
        }
    }
    if let Some(more) = refused.checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        eprint_message(&text!("command-more-not-scored", file = shown(&file.name), more = more));
    }
    if let Some(keys) = keys.message() {
        eprint_message(&keys);
    }
    Ok(exit)
}

/// A result is only as good as the rules it was made with: if they changed since the answers, that is said.
fn warn_of_other_method(catalogue: &Catalogue, case: &Case) {
    match catalogue.rules_of(case.method.as_deref().unwrap_or_default()) {
        MethodMatch::Same => {}
        MethodMatch::Other => eprint_message(text!("meeting-edition-other-rules")),
        MethodMatch::NotComparable => eprint_message(text!("meeting-edition-not-comparable")),
    }
}

/// A catalogue that a case names: what it says may be anything, and is shown where it is the id of one that is built in.
fn named_catalogue(id: &str) -> &str {
    if builtin::ids().any(|known| known == id) { id } else { text!("meeting-edition-another-catalogue") }
}

/// Of a case that was recorded for another catalogue in which ids mean the same: that it was, and what has no place here.
fn eprint_other_catalogue(catalogue: &Catalogue, case: &Case) {
    let Some(recorded_for) = &case.recorded_for else { return };
    eprint_message(&text!(
        "meeting-edition-carried",
        case = &case.case_id,
        catalogue = named_catalogue(recorded_for),
        name = catalogue.name()
    ));
    if case.without_place.is_empty() {
        return;
    }
    // A key may hold anything: those that are known ids of that catalogue are shown, if it is built in.
    let of = Catalogue::builtin(recorded_for).and_then(Result::ok);
    let is_known =
        |key: &&String| of.as_ref().is_some_and(|of| of.find_fact(key).is_some() || of.find_indicator(key).is_some());
    let mut answers: Vec<String> = case.without_place.iter().filter(is_known).cloned().collect();
    let others = case.without_place.len() - answers.len();
    if others > 0 {
        answers.push(text!("meeting-edition-left-over-unknown", count = others));
    }
    let (name, answers) = (catalogue.name(), answers.join(", "));
    eprint_message(&text!("meeting-edition-left-over", case = &case.case_id, name = name, answers = answers));
}
