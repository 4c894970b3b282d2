//! The commands on catalogues. `diff` has its own file.

pub(crate) mod diff;
use crate::catalogue::{Catalogue, CatalogueCheck, Use, WordingRules, builtin};
use crate::cli::args::CatalogueArg;
use crate::cli::console::{eprint_message, is_drawn, print, print_text};
use crate::cli::exit::{Exit, Failure, usage};
use crate::cli::{clock, input};
use crate::diagnostic::Code;
use crate::escape;
use crate::no_follow::InputFile;
use crate::report;
use crate::report::Gravity;
use crate::report::catalogue::paper_form;
use crate::terminal::width;
use crate::toml_input::{SourceFile, did_you_mean};
use crate::wording;
use clap::{Args, Subcommand, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// How a blank questionnaire is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SheetFormat {
    Text,
    Html,
}

/// What a JSON Schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    Case,
    Result,
    Script,
    Catalogue,
}

/// Columns that fit on a sheet of paper.
const PAPER: u16 = 80;

#[derive(Debug, Subcommand)]
pub enum CatalogueCommand {
    List,
    Show {
        id: Option<String>,
        #[command(flatten)]
        catalogue: CatalogueArg,
    },
    Print {
        #[command(flatten)]
        catalogue: CatalogueArg,
        #[arg(long)]
        core: bool,
        #[arg(long, value_enum, default_value = "text")]
        format: SheetFormat,
    },
    MyContacts {
        country: String,
        #[command(flatten)]
        catalogue: CatalogueArg,
    },
    Schema {
        #[arg(value_enum, default_value = "case")]
        of: SchemaOf,
        #[command(flatten)]
        catalogue: CatalogueArg,
    },
    Diff(crate::cli::commands::catalogue::diff::DiffArgs),
    Check(CatalogueCheckArgs),
}

/// Runs a command on catalogues.
pub(crate) fn run(command: CatalogueCommand) -> anyhow::Result<Exit> {
    match command {
        CatalogueCommand::List => list(),
        CatalogueCommand::Show { id, catalogue } => show(id.as_deref(), &catalogue),
        CatalogueCommand::Print { catalogue, core, format } => sheet(&catalogue, core, format),
        CatalogueCommand::MyContacts { country, catalogue } => my_contacts(&country, &catalogue),
        CatalogueCommand::Schema { of, catalogue } => schema(of, &catalogue),
        CatalogueCommand::Diff(args) => crate::cli::commands::catalogue::diff::run(&args),
        CatalogueCommand::Check(args) => check(&args),
    }
}

fn list() -> anyhow::Result<Exit> {
    let mut rows = Vec::new();
    for id in builtin::ids() {
        let catalogue = input::catalogue(id)?;
        rows.push((catalogue.name(), catalogue.title, catalogue.status));
    }
    print_text(&report::catalogues(&rows, width()))?;
    Ok(Exit::Done)
}

fn show(id: Option<&str>, named: &CatalogueArg) -> anyhow::Result<Exit> {
    let catalogue = input::chosen(named)?.0;
    let Some(id) = id else {
        print_text(&report::at_a_glance(&catalogue, width()))?;
        return Ok(Exit::Done);
    };
    let Some(shown) = report::one_thing(&catalogue, id, width(), !is_drawn()) else {
        let help = did_you_mean(id, report::shown_ids(&catalogue))
            .unwrap_or_else(|| text!("command-catalogue-lists").to_owned());
        let error = (text!("command-nothing-of-id", catalogue = catalogue.name()), help);
        return Err(usage(Code::UnknownId, error));
    };
    print_text(&shown)?;
    Ok(Exit::Done)
}

fn sheet(named: &CatalogueArg, core: bool, format: SheetFormat) -> anyhow::Result<Exit> {
    let catalogue = input::chosen(named)?.0;
    if catalogue.used_for == Use::Score {
        let error = what_and_help!("command-no-sheet", catalogue = catalogue.name());
        return Err(usage(Code::WrongValue, error));
    }
    let sheet = paper_form::PaperForm::of(&catalogue, core);
    match format {
        SheetFormat::Text => print_text(&paper_form::text(&sheet, width().min(PAPER).into()))?,
        SheetFormat::Html => print(&paper_form::page(&sheet))?,
    }
    Ok(Exit::Done)
}

/// A list to fill in, with the gaps of the country.
fn my_contacts(country: &str, named: &CatalogueArg) -> anyhow::Result<Exit> {
    let catalogue = input::chosen(named)?.0;
    let Some(found) = catalogue.country(country) else {
        let known: Vec<&str> = catalogue.countries.iter().map(|one| one.id.as_str()).collect();
        let error = what_and_help!("command-no-country", catalogue = catalogue.name(), known = known.join(", "));
        return Err(usage(Code::UnknownId, error));
    };
    print_text(&report::my_contacts(&catalogue, found))?;
    if let Some((folder, _)) = input::own_folder() {
        let file = crate::toml_input::path_name(&folder.join("my-contacts.toml"));
        eprint_message(&text!("referral-my-contacts-save", file = file));
    }
    Ok(Exit::Done)
}

fn schema(of: SchemaOf, named: &CatalogueArg) -> anyhow::Result<Exit> {
    let chosen = || Ok::<_, anyhow::Error>(input::chosen(named)?.0);
    let schema = match of {
        SchemaOf::Case => crate::schema::case(&chosen()?),
        SchemaOf::Result => crate::schema::result(&chosen()?),
        SchemaOf::Script => crate::schema::script(&chosen()?),
        SchemaOf::Catalogue => crate::schema::catalogue(),
    };
    // Patterns hold signs that do not show, and some that would change what a terminal shows.
    print(&escape::ascii_json(&serde_json::to_string_pretty(&schema)?))?;
    Ok(Exit::Done)
}

#[derive(Debug, Args)]
pub struct CatalogueCheckArgs {
    catalogues: Vec<String>,
    #[arg(long, value_name = "FILE")]
    country_file: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", require_equals = true)]
    #[allow(clippy::option_option)] // not asked for, asked for, and with a file
    wording: Option<Option<PathBuf>>,
    #[arg(long)]
    strict: bool,
    #[arg(long)]
    short: bool,
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, conflicts_with = "short")]
    format: CheckFormat,
}

/// How the findings of a check are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Text,
    Json,
}

fn check(args: &CatalogueCheckArgs) -> anyhow::Result<Exit> {
    let all: Vec<String> = builtin::ids().map(str::to_owned).collect();
    let rules = args.wording.as_ref().map(|file| wording_rules(file.as_deref())).transpose()?;
    let mut exit = Exit::Done;
    for named in if args.catalogues.is_empty() { &all } else { &args.catalogues } {
        let files = input::catalogue_files(named)?;
        let name = crate::cli::shown(named);
        let checked = Catalogue::check(files, input::named(&args.country_file)?, rules.as_ref());
        let is_json = args.format == CheckFormat::Json;
        if is_json {
            print(&report::catalogue_check_json(named, &checked, clock::today()))?;
        } else {
            print_diagnostics(&checked, args.short)?;
        }
        if let Some(catalogue) = &checked.catalogue {
            let found = match checked.warnings.len() {
                0 => text!("command-no-problem").to_owned(),
                many => text!("command-only-warnings", warnings = many),
            };
            // What this user always adds is looked at too, and its faults are told there.
            let with_own = input::with_countries(named, &args.country_file).ok().map(|(with_own, _)| with_own);
            let catalogue = with_own.as_ref().unwrap_or(catalogue);
            if !is_json {
                print(&format!("{name}: {found} ({})", summary(catalogue)))?;
                print_upkeep(catalogue)?;
            }
            if args.strict && !checked.warnings.is_empty() {
                exit = Exit::Catalogue;
            }
        } else {
            exit = Exit::Catalogue;
            let (problems, warnings) = (checked.problems.len(), checked.warnings.len());
            eprint_message(&text!("command-problems", file = name, problems = problems, warnings = warnings));
        }
    }
    Ok(exit)
}

/// The rules of a file, or those that are built in where none is named.
fn wording_rules(file: Option<&Path>) -> anyhow::Result<WordingRules> {
    let read = match file {
        None => WordingRules::builtin(),
        Some(file) => {
            let text = input::text(&InputFile::named(file), Exit::Catalogue)?;
            WordingRules::read(SourceFile { name: file.to_string_lossy().into_owned(), text })
        }
    };
    read.map_err(|faults| {
        let drawn = report::diagnostics(&faults.files, &faults.problems, Gravity::Error, io::stderr().is_terminal());
        Failure::drawn(Exit::Catalogue, format!("{drawn}\n\n{}", text!("command-rules-not-used"))).into()
    })
}

/// Diagnostics first, then warnings.
fn print_diagnostics(checked: &CatalogueCheck, short: bool) -> anyhow::Result<()> {
    let CatalogueCheck { files, problems, warnings, .. } = checked;
    if short {
        problems.iter().try_for_each(|one| print(&report::diagnostic_line(files, one, Gravity::Error)))?;
        return warnings.iter().try_for_each(|one| print(&report::diagnostic_line(files, one, Gravity::Warning)));
    }
    let styled = io::stdout().is_terminal();
    if !problems.is_empty() {
        print(&report::diagnostics(files, problems, Gravity::Error, styled))?;
    }
    if !warnings.is_empty() {
        print(&report::diagnostics(files, warnings, Gravity::Warning, styled))?;
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
    text!(
        "command-catalogue-counts",
        catalogue = catalogue.name(),
        indicators = catalogue.indicators.len(),
        facts = catalogue.facts.len(),
        findings = catalogue.findings.len(),
        pathways = guidelines.pathways.len(),
        actions = guidelines.actions.len(),
        safeguards = guidelines.safeguards.len(),
        countries = catalogue.countries.len(),
    )
}
