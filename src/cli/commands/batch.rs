//! `batch`: case files of any size, scored as a stream.

mod filter;
mod messages;
mod output;
mod progress;
mod summary;

use crate::batch::{self, BatchProgress, Form, Inputs, OnOtherMethod, Outputs, ResultFilter, Task};
use crate::catalogue::Catalogue;
use crate::cli::args::Detail;
use crate::cli::args::{CatalogueArg, KeyArgs, StoreArg};
use crate::cli::commands::batch::messages::RecordMessages;
use crate::cli::commands::batch::output::{Rejects, TableRows, WholeLines, begin, finish};
pub(crate) use crate::cli::commands::batch::progress::stop_on_signals;
use crate::cli::commands::batch::summary::SummaryArgs;
use crate::cli::console::eprint_message;
use crate::cli::exit::{self, Exit};
use crate::cli::keyring::Keyring;
use crate::cli::whose::{FileOwnership, UnsafeFileError};
use crate::cli::{clock, input};
use crate::diagnostic::Code;
use crate::report::ResultColumns;
use crate::toml_input::{did_you_mean, path_name};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag that is typed
pub(crate) struct BatchArgs {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    catalogue: CatalogueArg,
    #[arg(long, value_enum)]
    format: Option<BatchFormat>,
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    totals: SummaryArgs,
    #[arg(long, value_enum, default_value = "short")]
    detail: Detail,
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[arg(long, requires = "rejects")]
    unsealed: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_enum, default_value = "warn")]
    on_version_change: OnVersionChange,
    #[arg(long)]
    check_duplicates: bool,
    #[arg(long = "where", value_name = "FACT=VALUE[,VALUE]")]
    facts: Vec<String>,
    #[arg(long, value_name = "FINDING")]
    finding_at_least: Option<String>,
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[arg(long, value_name = "N", conflicts_with = "limit")]
    top: Option<usize>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BatchFormat {
    Ndjson,
    Csv,
    Table,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OnVersionChange {
    Warn,
    Refuse,
    Rescore,
}

pub(crate) fn run(args: &BatchArgs) -> anyhow::Result<Exit> {
    let (catalogue, _) = input::chosen(&args.catalogue)?;
    let format = format(args)?;
    let other = crate::cli::commands::batch::summary::other(&args.totals)?;
    let layout = args
        .totals
        .is_wanted()
        .then(|| crate::cli::commands::batch::summary::layout(&args.totals, &catalogue, other.as_ref()))
        .transpose()?;
    let page = args.totals.html.as_deref().map(|path| input::new_file(path, false)).transpose()?;
    let task = Task { summary: layout.as_ref(), ..task(args, format, &catalogue)? };
    let rejects_now = args.rejects.as_ref().and_then(|path| path.metadata().ok());
    let written: Vec<_> = rejects_now.into_iter().chain(crate::cli::commands::batch::output::standard_file()).collect();
    let keyring = Keyring::for_files(&args.store, &args.key)?;
    let inputs = inputs(args, &written, &keyring)?;
    let task = Task { names_files: inputs.len() > 1, ..task };
    let mut rejects = args.rejects.as_ref().map(|path| Rejects::begin(path, args.unsealed, &keyring)).transpose()?;
    let rejects_are_sealed = rejects.as_ref().is_some_and(Rejects::is_sealed);
    let mut moved = args.totals.list_moved.as_ref().map(|path| begin(path)).transpose()?;
    let jobs = args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let progress = BatchProgress::default();
    stop_on_signals(&progress.stop)?;

    let rows = Mutex::new(TableRows::default());
    let bar = crate::cli::commands::batch::progress::ProgressBar::new(inputs.bytes);
    let results: Box<dyn Write + Send> = match task.form {
        Form::Rows => Box::new(crate::cli::commands::batch::output::RowBuffer(&rows)),
        Form::Counted => match &mut moved {
            Some(file) => Box::new(file),
            None => Box::new(std::io::sink()),
        },
        Form::Json(_) | Form::Csv => Box::new(WholeLines::standard()?),
    };
    let mut header = Vec::new();
    if task.form == Form::Csv {
        header.extend_from_slice(if args.bom { crate::cli::commands::batch::output::BYTE_ORDER_MARK } else { &[] });
        ResultColumns::of(&catalogue, false).write_header(&mut header)?;
    }
    let messages = RecordMessages::new(&bar, args.rejects.is_some());
    let outputs = Outputs {
        header,
        results,
        refused: rejects.as_mut().map(|file| Box::new(file) as Box<dyn Write + Send + '_>),
        on_message: Box::new(|message| messages.report(message)),
    };
    let tally = bar.beside(&progress, || batch::run(&task, inputs, jobs, &progress, outputs));
    if task.form == Form::Rows {
        let rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        let drawn = rows.drawn(&ResultColumns::of(&catalogue, true).header(), crate::terminal::width());
        crate::cli::console::print_text(&drawn)?;
    }
    let kept = rejects.map(Rejects::finish).transpose();
    let summary = crate::cli::commands::batch::summary::of(&args.totals, layout.as_ref(), &tally);
    crate::cli::commands::batch::messages::report_totals(
        args,
        &catalogue,
        &tally,
        summary.as_ref(),
        rejects_are_sealed,
    );
    if let Some(keys) = messages.unknown_keys() {
        eprint_message(&keys);
    }
    kept?;
    let exit = crate::cli::commands::batch::messages::exit_code(args, &tally)?;
    if let (Some(file), true) = (moved, summary.is_some()) {
        finish(file)?;
        crate::cli::commands::batch::summary::eprint_list_hint(&args.totals);
    }
    summary.iter().try_for_each(|summary| {
        crate::cli::commands::batch::summary::print(&args.totals, summary, &catalogue, format, page.as_ref(), args.bom)
    })?;
    Ok(exit)
}

fn inputs<'k>(args: &BatchArgs, written: &[std::fs::Metadata], keyring: &'k Keyring) -> anyhow::Result<Inputs<'k>> {
    if args.inputs.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(usage(what_and_help!("batch-standard-input-twice")));
    }
    // Before anything is read, and before what lies in a folder is looked at.
    let mut whose = FileOwnership::default();
    args.inputs.iter().filter(|path| *path != Path::new("-")).try_for_each(|path| whose.folder(path))?;
    let inputs = Inputs::named(&args.inputs, written);
    let mut refused = BTreeMap::new();
    for file in inputs.files().filter(|file| file.path != Path::new("-")) {
        if let Some(why) = whose.file(&file.path)? {
            refused.insert(file.path.to_string_lossy().into_owned(), why);
        }
    }
    if inputs.passed_over > 0 {
        eprint_message(&text!("batch-passed-over", files = inputs.passed_over));
    }
    if !inputs.strays.is_empty() {
        eprint_message(&strays(&inputs.strays));
    }
    if inputs.is_empty() {
        eprint_message(text!("batch-no-file"));
    }
    keyring.unlock_for(inputs.files().filter(|file| !refused.contains_key(&*file.path.to_string_lossy())))?;
    Ok(inputs.unwrapped(Box::new(move |name, bytes| match refused.get(name) {
        Some(why) => Err(UnsafeFileError::error(why)),
        None => keyring.case_text(name, bytes),
    })))
}

/// Files in a store that are no record of their name.
fn strays(strays: &[PathBuf]) -> String {
    const MOST: usize = 10;
    let named = strays.iter().take(MOST).map(|path| path_name(path));
    let more = strays.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| text!("batch-and-more", more = more));
    let files = named.chain(more).collect::<Vec<_>>().join(", ");
    let (what, help) = what_and_help!("batch-strays", files = files);
    format!("{what}\n  = {help}")
}

/// The format, which is another kind of thing for results and for their summary.
fn format(args: &BatchArgs) -> anyhow::Result<BatchFormat> {
    let usual = if args.totals.is_wanted() { BatchFormat::Table } else { BatchFormat::Ndjson };
    if args.bom && args.format != Some(BatchFormat::Csv) {
        return Err(usage(what_and_help!("batch-bom-is-for-csv")));
    }
    match (args.format.unwrap_or(usual), args.totals.is_wanted()) {
        (BatchFormat::Ndjson, true) => Err(usage(what_and_help!("batch-ndjson-is-for-results"))),
        (BatchFormat::Json | BatchFormat::Markdown, false) => Err(usage(what_and_help!("batch-format-is-for-summary"))),
        (format, _) => Ok(format),
    }
}

fn task<'c>(args: &BatchArgs, format: BatchFormat, catalogue: &'c Catalogue) -> anyhow::Result<Task<'c>> {
    if args.detail == Detail::Full && format != BatchFormat::Ndjson {
        return Err(usage(what_and_help!("batch-full-is-for-ndjson")));
    }
    Ok(Task {
        catalogue,
        form: match (format, args.detail) {
            _ if args.totals.is_wanted() => Form::Counted,
            (BatchFormat::Csv, _) => Form::Csv,
            (BatchFormat::Table, _) => Form::Rows,
            (_, detail) => Form::Json(detail.into()),
        },
        wanted: ResultFilter {
            facts: args
                .facts
                .iter()
                .map(|named| crate::cli::commands::batch::filter::fact(catalogue, named))
                .collect::<Result<_, _>>()?,
            at_least: args
                .finding_at_least
                .as_deref()
                .map(|id| crate::cli::commands::batch::filter::finding(catalogue, id))
                .transpose()?,
        },
        on_other_method: match args.on_version_change {
            OnVersionChange::Refuse => OnOtherMethod::Refuse,
            OnVersionChange::Warn | OnVersionChange::Rescore => OnOtherMethod::Score,
        },
        one_person: args.check_duplicates || args.top.is_some() || args.totals.is_wanted(),
        most_persons: batch::MOST_IDS,
        today: clock::today(),
        strict: args.strict,
        limit: args.limit,
        top: args.top,
        names_files: false,
        summary: None,
        lists_moved: args.totals.list_moved.is_some(),
    })
}

/// The nearest of the ids that are known, or where they are listed.
fn nearest<'k>(id: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    did_you_mean(id, known).unwrap_or_else(|| text!("command-see-catalogue").to_owned())
}

fn usage(error: (String, String)) -> anyhow::Error {
    exit::usage(Code::WrongValue, error)
}
