//! `explain`: why a case came out as it did, why not otherwise, and what it would be with other answers.

use crate::case::{self, Answer, Case, FactAnswer, Presence};
use crate::catalogue::Catalogue;
use crate::cli::args::CatalogueArg;
use crate::cli::args::Format;
use crate::cli::args::KeyArgs;
use crate::cli::args::StoreArg;
use crate::cli::console::{eprint_message, is_drawn, print, print_text};
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::cli::keyring::Keyring;
use crate::cli::result::CaseResult;
use crate::condition::Severity;
use crate::diagnostic::{Code, Diagnostic};
use crate::explain::explain;
use crate::report;
use crate::terminal::width;
use crate::toml_input::did_you_mean;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArg,
    #[arg(long, value_name = "ID=ANSWER")]
    pub(crate) set: Vec<String>,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) store: StoreArg,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let catalogue = input::chosen(&args.catalogue)?.0;
    let changes: Vec<Set> = args.set.iter().map(|text| Set::read(&catalogue, text)).collect::<Result<_, _>>()?;
    contradicting(&args.set)?;
    let keyring = Keyring::for_files(&args.store, &args.key)?;
    let file = input::cases(&args.case, &keyring)?;
    let mut exit = Exit::Done;
    let several = file.eprint_count(&catalogue) > 1;
    for case in file.each(&catalogue) {
        match case {
            Ok(case) => {
                if several && args.format == Format::Table {
                    print_text(&format!("== {}\n", case.case_id))?;
                }
                one(&catalogue, &case, &changes, args)?;
            }
            Err(error) => {
                eprint_message(&report::diagnostic(&error.in_file(&file.name)));
                exit = Exit::Refused;
            }
        }
    }
    Ok(exit)
}

fn one(catalogue: &Catalogue, case: &Case, changes: &[Set], args: &ExplainArgs) -> anyhow::Result<()> {
    let explained = explain(catalogue, case);
    let mut other = case.clone();
    for change in changes {
        change.apply(&mut other);
    }
    match args.format {
        Format::Json => {
            print(&report::explanation_line(catalogue, case, &explained, &[]))?;
            if !changes.is_empty() {
                print(&report::explanation_line(catalogue, &other, &explain(catalogue, &other), &args.set))?;
            }
        }
        Format::Table => {
            print_text(&report::explanation(catalogue, case, &explained, width(), !is_drawn()))?;
            if !changes.is_empty() {
                let (before, after) = (CaseResult::of(catalogue, case), CaseResult::of(catalogue, &other));
                let sides = [&before, &after].map(|one| (&one.assessment, &one.recommendation));
                print_text(&format!("\n{}", text!("command-with-set", set = args.set.join(", "))))?;
                print_text(&format!(
                    "\n{}",
                    report::side_by_side(
                        catalogue,
                        [text!("command-as-answered"), text!("command-as-set")],
                        sides,
                        width(),
                        !is_drawn()
                    )
                ))?;
            }
        }
    }
    Ok(())
}

/// Refuses two answers to one question.
fn contradicting(set: &[String]) -> anyhow::Result<()> {
    let ids: Vec<&str> = set.iter().map(|text| text.split('=').next().unwrap_or_default()).collect();
    let twice = ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id));
    match twice {
        None => Ok(()),
        Some((_, id)) => {
            let error = what_and_help!("command-set-twice", id = *id);
            Err(Failure::of(Exit::Usage, &Diagnostic::of_file(Code::DuplicateKey, "--set", error)).into())
        }
    }
}

/// One answer that is put in: `ID=present:severe`, `ID=absent`, `FACT=value,value`.
enum Set {
    Indicator(crate::condition::IndicatorIx, Answer),
    Fact(crate::condition::FactIx, FactAnswer),
}

impl Set {
    fn apply(&self, case: &mut Case) {
        match self {
            Self::Indicator(at, answer) => case.set_answer(*at, answer.clone()),
            Self::Fact(at, answer) => case.set_fact(*at, answer.clone()),
        }
    }

    fn read(catalogue: &Catalogue, text: &str) -> anyhow::Result<Self> {
        let wrong = |error| Failure::of(Exit::Usage, &Diagnostic::of_file(Code::WrongValue, "--set", error));
        let Some((id, value)) = text.split_once('=') else {
            return Err(wrong(what_and_help!("command-set-form")).into());
        };
        if let Some(at) = catalogue.find_fact(id) {
            let fact = catalogue.fact(at);
            let ids: Vec<String> = value.split(',').map(str::to_owned).collect();
            let known = fact.values.iter().map(|value| value.id.as_str()).collect::<Vec<_>>().join(", ");
            let answer = match value {
                "unknown" => Some(FactAnswer::Unknown),
                "declined" => Some(FactAnswer::Declined),
                "not-asked" => Some(FactAnswer::NotAsked),
                _ => case::values_of(fact, &ids),
            };
            return answer
                .map(|answer| Self::Fact(at, answer))
                .ok_or_else(|| wrong(what_and_help!("command-set-no-answer", id = id, known = known)).into());
        }
        let Some(at) = catalogue.find_indicator(id) else {
            let ids = catalogue.indicators.iter().map(|one| one.id.as_str());
            let ids = ids.chain(catalogue.facts.iter().map(|one| one.id.as_str()));
            let help = did_you_mean(id, ids).unwrap_or_else(|| text!("command-catalogue-lists").to_owned());
            return Err(wrong((text!("command-set-unknown").to_owned(), help)).into());
        };
        let (presence, severity) =
            value.split_once(':').map_or((value, None), |(presence, rest)| (presence, Some(rest)));
        let words = Presence::ALL.map(Presence::word).join(", ");
        let presence = Presence::ALL
            .into_iter()
            .find(|one| one.word() == presence)
            .ok_or_else(|| wrong(what_and_help!("command-set-no-way", known = words)))?;
        let severity = severity
            .map(|word| {
                let found = Severity::ALL.into_iter().find(|one| one.word() == word);
                let fits = presence == Presence::Present && catalogue.indicator(at).anchors.is_some();
                found.filter(|_| fits).ok_or_else(|| wrong(what_and_help!("command-set-no-severity", id = id)))
            })
            .transpose()?;
        Ok(Self::Indicator(at, Answer { severity, ..Answer::of(presence) }))
    }
}
