//! `batch`: case files of any size, scored as a stream.

mod output;
mod progress;
mod summary;

use super::keyring::{Keyring, is_sealed_file, unopened};
use super::{CatalogueArg, Exit, Failure, KeyArgs, StoreArg, open, tell};
use crate::batch::{
    self, End, Form, InputFault, Inputs, OnOtherMethod, Outputs, Progress, Refusal, Tally, Task, Wanted,
};
use crate::catalogue::Catalogue;
use crate::condition::{FactIx, FindingIx};
use crate::document::closest;
use crate::report::{Columns, Detail};
use crate::store::{self, State};
use crate::summary::Summary;
use crate::wording;
use clap::{Args, ValueEnum};
use output::{Rejects, Rows, WholeLines, begin, finish};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use summary::SummaryArgs;

/// Refused records that are told one by one where they are also written to a file.
const TOLD: usize = 10;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag that is typed
pub(super) struct BatchArgs {
    /// Case files, folders of case files, or - for standard input: one case a line, a list, or one case a file; plain,
    /// gzip or zstd
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    catalogue: CatalogueArg,
    /// How results are written: one object a line (the usual), rows for a spreadsheet, or a table for few. With --summary:
    /// tables for a screen (the usual), for a page, for a program, or one row a count
    #[arg(long, value_enum)]
    format: Option<BatchFormat>,
    #[command(flatten)]
    totals: SummaryArgs,
    /// How much of a result is written (full: also reasons, what is open, and the hash; slower)
    #[arg(long, value_enum, default_value = "short")]
    detail: BatchDetail,
    /// Write the records that could not be scored to this new file, each with its place and reason, to be mended and fed
    /// back. It holds what they hold, answers and notes, and is sealed where the store is
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Write the file of --rejects unsealed, though there are keys to seal it
    #[arg(long, requires = "rejects")]
    unsealed: bool,
    /// Stop at the first record that can't be scored
    #[arg(long)]
    strict: bool,
    /// What becomes of cases that were answered with another version of the catalogue's rules: scored by today's and
    /// counted, refused, or scored without a word
    #[arg(long, value_enum, default_value = "warn")]
    on_version_change: OnVersionChange,
    /// Refuse a case whose id was seen before in the same run (takes about 40 bytes of memory a case)
    #[arg(long)]
    check_duplicates: bool,
    /// Only cases in which the fact has this value, or one of these (repeatable; all have to hold)
    #[arg(long = "where", value_name = "FACT=VALUE[,VALUE]")]
    facts: Vec<String>,
    /// Only results with this finding or a higher one
    #[arg(long, value_name = "FINDING")]
    finding_at_least: Option<String>,
    /// Stop after so many results
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only the first N in the order in which people would be seen: urgency, child, finding, longest wait, points
    #[arg(long, value_name = "N", conflicts_with = "limit")]
    top: Option<usize>,
    /// Scorers that work side by side [default: as many as the machine has processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BatchFormat {
    /// One object a line.
    Ndjson,
    /// Rows for a spreadsheet.
    Csv,
    /// A table for a screen, for few; with --summary its tables.
    Table,
    /// A summary as one object.
    Json,
    /// A summary as a page of Markdown.
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BatchDetail {
    /// Assessment and recommendation.
    Short,
    /// Also why.
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OnVersionChange {
    /// Score by today's rules, and say how many.
    Warn,
    /// Refuse.
    Refuse,
    /// Score by today's rules.
    Rescore,
}

pub(super) fn run(args: &BatchArgs) -> anyhow::Result<Exit> {
    let (catalogue, _) = open::chosen(&args.catalogue)?;
    let format = format(args)?;
    let other = summary::other(&args.totals)?;
    let layout =
        args.totals.is_wanted().then(|| summary::layout(&args.totals, &catalogue, other.as_ref())).transpose()?;
    if let Some(page) = &args.totals.html {
        store::can_write(page, false).map_err(|error| open::cannot_write(page, &error))?;
    }
    let task = Task { summary: layout.as_ref(), ..task(args, format, &catalogue)? };
    let rejects_now = args.rejects.as_ref().and_then(|path| path.metadata().ok());
    let written: Vec<_> = rejects_now.into_iter().chain(output::standard_file()).collect();
    let keyring = Keyring::for_files(&args.store, &args.key)?;
    let inputs = inputs(args, &written, &keyring)?;
    let task = Task { names_files: inputs.len() > 1, ..task };
    let mut rejects = args.rejects.as_ref().map(|path| Rejects::begin(path, args.unsealed, &keyring)).transpose()?;
    let rejects_are_sealed = rejects.as_ref().is_some_and(Rejects::is_sealed);
    let mut moved = args.totals.list_moved.as_ref().map(|path| begin(path)).transpose()?;
    let jobs = args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let progress = Progress::default();
    progress::stop_on_signals(&progress.stop)?;

    let rows = Mutex::new(Rows::default());
    let bar = progress::Bar::new(inputs.bytes);
    let results: Box<dyn Write + Send> = match task.form {
        Form::Rows => Box::new(output::Gathering(&rows)),
        Form::Counted => match &mut moved {
            Some(file) => Box::new(file),
            None => Box::new(std::io::sink()),
        },
        Form::Json(_) | Form::Csv => Box::new(WholeLines::standard()?),
    };
    let mut header = Vec::new();
    if task.form == Form::Csv {
        Columns::of(&catalogue, false).write_header(&mut header)?;
    }
    let outputs = Outputs {
        header,
        results,
        refused: rejects.as_mut().map(|file| Box::new(file) as Box<dyn Write + Send + '_>),
        tell: Box::new(telling(&bar, args.rejects.is_some())),
    };
    let tally = bar.beside(&progress, || batch::run(&task, inputs, jobs, &progress, outputs));
    if task.form == Form::Rows {
        let rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        let drawn = rows.drawn(&Columns::of(&catalogue, true).header(), super::width());
        super::print(&drawn)?;
    }
    let kept = rejects.map(|file| file.finish(args.rejects.as_deref())).transpose();
    let summary = summary::of(&args.totals, layout.as_ref(), &tally);
    told(args, &catalogue, &tally, summary.as_ref(), rejects_are_sealed);
    kept?;
    let exit = ended(args, &tally)?;
    if let (Some(file), true) = (moved, summary.is_some()) {
        finish(file, args.totals.list_moved.as_deref())?;
        summary::tell_of_list(&args.totals);
    }
    summary.iter().try_for_each(|summary| summary::print(&args.totals, summary, &catalogue, format))?;
    Ok(exit)
}

fn inputs<'k>(args: &BatchArgs, written: &[std::fs::Metadata], keyring: &'k Keyring) -> anyhow::Result<Inputs<'k>> {
    if args.inputs.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(usage("standard input is named twice", "it can be read only once"));
    }
    let inputs = Inputs::named(&args.inputs, written);
    if inputs.passed_over > 0 {
        tell(&format!(
            "note: passed over in folders: {}, hidden, or without an ending of case files (.json, .ndjson, .jsonl, .tipscreen, \
             and with .gz, .zst or .age)",
            inputs.passed_over
        ));
    }
    if inputs.is_empty() {
        tell("note: there is no case file in what was named");
    }
    // Asked for before anything is drawn. Where there is no key at all, each file that is sealed tells so, and the others are
    // scored.
    if keyring.has_key_for(State::Finished) && inputs.paths().any(is_sealed_file) {
        keyring.unlock(State::Finished)?;
    }
    Ok(inputs.unwrapped(Box::new(|bytes| keyring.case_text(bytes))))
}

/// The format, which is another kind of thing for results and for their summary.
fn format(args: &BatchArgs) -> anyhow::Result<BatchFormat> {
    let usual = if args.totals.is_wanted() { BatchFormat::Table } else { BatchFormat::Ndjson };
    match (args.format.unwrap_or(usual), args.totals.is_wanted()) {
        (BatchFormat::Ndjson, true) => {
            Err(usage("--format ndjson is for results", "with --summary use table, json, markdown or csv"))
        }
        (BatchFormat::Json | BatchFormat::Markdown, false) => {
            Err(usage("this --format is for a summary", "add --summary, or use ndjson, csv or table"))
        }
        (format, _) => Ok(format),
    }
}

fn task<'c>(args: &BatchArgs, format: BatchFormat, catalogue: &'c Catalogue) -> anyhow::Result<Task<'c>> {
    if args.detail == BatchDetail::Full && format != BatchFormat::Ndjson {
        return Err(usage("--detail full is for --format ndjson", "leave one of the two out"));
    }
    Ok(Task {
        catalogue,
        form: match (format, args.detail) {
            _ if args.totals.is_wanted() => Form::Counted,
            (BatchFormat::Csv, _) => Form::Csv,
            (BatchFormat::Table, _) => Form::Rows,
            (_, BatchDetail::Short) => Form::Json(Detail::Short),
            (_, BatchDetail::Full) => Form::Json(Detail::Full),
        },
        wanted: Wanted {
            facts: args.facts.iter().map(|named| fact(catalogue, named)).collect::<Result<_, _>>()?,
            at_least: args.finding_at_least.as_deref().map(|id| finding(catalogue, id)).transpose()?,
        },
        on_other_method: match args.on_version_change {
            OnVersionChange::Refuse => OnOtherMethod::Refuse,
            OnVersionChange::Warn | OnVersionChange::Rescore => OnOtherMethod::Score,
        },
        once: args.check_duplicates,
        strict: args.strict,
        limit: args.limit,
        top: args.top,
        names_files: false,
        summary: None,
        lists_moved: args.totals.list_moved.is_some(),
    })
}

fn usage(what: &str, mend: &str) -> anyhow::Error {
    Failure::with(Exit::Usage, format!("error[wrong-value]: {what}\n  = {mend}"))
}

fn fact(catalogue: &Catalogue, named: &str) -> anyhow::Result<(FactIx, u64)> {
    let (id, values) =
        named.split_once('=').ok_or_else(|| usage("--where takes a fact and a value", "write it as FACT=VALUE"))?;
    let at = catalogue.find_fact(id).ok_or_else(|| {
        let near = closest(id, catalogue.facts.iter().map(|fact| fact.id.as_str()));
        let mend = near.map_or("see `tipscreen catalogue show`".to_owned(), |near| format!("did you mean `{near}`?"));
        usage("--where names a fact that the catalogue does not have", &mend)
    })?;
    let known = &catalogue.fact(at).values;
    if known.is_empty() {
        return Err(usage("--where names a fact that has no values to choose from", "name another one"));
    }
    let bits = values.split(',').try_fold(0, |bits, value| Some(bits | catalogue.fact(at).value_bit(value)?));
    let all = || known.iter().map(|value| value.id.as_str()).collect::<Vec<_>>().join(", ");
    let bits =
        bits.ok_or_else(|| usage("--where names a value that the fact does not have", &format!("use {}", all())))?;
    Ok((at, bits))
}

fn finding(catalogue: &Catalogue, id: &str) -> anyhow::Result<FindingIx> {
    if !catalogue.ordered {
        return Err(usage("the findings of this catalogue have no order", "leave --finding-at-least out"));
    }
    let at = catalogue.findings.iter().position(|finding| finding.id == id).map(FindingIx);
    let all = || catalogue.findings.iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>().join(", ");
    at.ok_or_else(|| {
        usage("--finding-at-least names a finding that the catalogue does not have", &format!("use one of {}", all()))
    })
}

/// Names each refused record on one line, or the first few where all go to a file. Never with what it holds.
fn telling(bar: &progress::Bar, in_file: bool) -> impl FnMut(&Refusal) + Send + '_ {
    let mut told = 0;
    move |refusal| {
        told += 1;
        if in_file && told > TOLD {
            return;
        }
        let error = &refusal.error;
        let (file, what, mend) =
            (crate::document::shown(&refusal.file), crate::document::shown(&error.what), &error.mend);
        bar.say(&format!(
            "{file}:{}:{}: record {}, {}: {}: {what}: {mend}",
            error.line, error.column, error.record, error.path, error.code
        ));
    }
}

/// What it all came to, on standard error.
fn told(args: &BatchArgs, catalogue: &Catalogue, tally: &Tally, summary: Option<&Summary>, rejects_are_sealed: bool) {
    let counts = tally.counts;
    for fault in &tally.faults {
        tell(&unread(fault));
    }
    if rejects_are_sealed && counts.refused > 0 {
        tell(wording::REJECTS_SEALED);
    }
    let mut parts = vec![format!("{} records read: {} results", counts.records, counts.results)];
    if counts.left_out > 0 {
        parts.push(format!("{} not asked for", counts.left_out));
    }
    let kept_in = args.rejects.as_ref().filter(|_| counts.refused > 0);
    let kept_in = kept_in.map(|path| format!(" (in {})", crate::document::shown(&path.display().to_string())));
    let kept_in = kept_in.unwrap_or_default();
    // Nor beside a summary may anything tell of few.
    if args.totals.is_wanted() && !summary.is_some_and(|summary| summary::may_tell(summary, tally)) {
        let refused = counts.refused;
        parts =
            vec![format!("{refused} records refused{kept_in}; how many were read is not told: it might tell of few")];
    } else {
        parts.push(format!("{} refused{kept_in}", counts.refused));
    }
    if !tally.faults.is_empty() {
        parts.push(format!("{} files not read, or not to their end: there may be more cases", tally.faults.len()));
    }
    tell(&parts.join(", "));
    if args.on_version_change == OnVersionChange::Warn {
        let number = |many: usize| if args.totals.is_wanted() { "some cases".to_owned() } else { many.to_string() };
        if counts.other_method > 0 {
            tell(&wording::of_other_rules(&number(counts.other_method)));
        }
        if counts.not_comparable > 0 {
            tell(&wording::of_earlier_fingerprint(&number(counts.not_comparable)));
        }
    }
    if counts.without_place > 0 {
        let number = if args.totals.is_wanted() { "some cases".to_owned() } else { counts.without_place.to_string() };
        tell(&wording::cases_with_answers_without_place(&number, &catalogue.name()));
    }
    if args.check_duplicates {
        let megabytes = counts.records.saturating_mul(40).div_ceil(1 << 20);
        tell(&format!("note: to look for duplicates, up to {megabytes} MB were needed to remember the case ids"));
    }
}

fn unread(fault: &InputFault) -> String {
    let file = super::shown(&fault.file);
    if let Some(failure) = unopened(&file, &fault.error) {
        return match fault.line {
            None => failure.text,
            Some(line) => format!("{}\n  = of what was read of it, to line {line}, nothing was altered", failure.text),
        };
    }
    let reason = open::reason(&fault.error);
    match fault.line {
        None => format!(
            "error[unreadable]: {file}: {reason}\n  = check the path and its permissions; the other inputs were read"
        ),
        Some(line) => format!(
            "error[unreadable]: {file}: {reason}, at line {line}\n  = what follows was not read; the file may be cut off or damaged, and if it is packed, what came before may be altered too"
        ),
    }
}

/// Why it ended, and the exit code of that.
fn ended(args: &BatchArgs, tally: &Tally) -> anyhow::Result<Exit> {
    let written = if args.totals.is_wanted() {
        "there is no summary of a part".to_owned()
    } else {
        format!("{} results were written, whole", tally.counts.results)
    };
    Ok(match &tally.end {
        End::Read if !tally.faults.is_empty() => {
            if args.totals.is_wanted() {
                tell(&format!("{written}: mend the files above, or leave them out"));
            }
            let altered = |fault: &InputFault| unopened(&fault.file, &fault.error).map(|failure| failure.exit);
            tally.faults.iter().filter_map(altered).max().unwrap_or(Exit::Storage)
        }
        End::Read | End::Enough if tally.counts.refused > 0 => Exit::Refused,
        End::Read | End::Enough => Exit::Done,
        End::Refused => {
            tell(&format!("stopped at the first refused record (--strict); {written}"));
            Exit::Refused
        }
        End::Stopped => {
            tell(&format!("interrupted; {written}"));
            Exit::Interrupted
        }
        End::NoResults(error) => return Err(super::unwritable("the results", error)),
        End::NoRefused(error) => return Err(super::unwritable("the file of refused records", error)),
        End::Broken => {
            let text = format!(
                "error[internal]: tipscreen has a fault; {written}\n  = please tell its makers the place above"
            );
            return Err(Failure::with(Exit::Storage, text));
        }
    })
}
