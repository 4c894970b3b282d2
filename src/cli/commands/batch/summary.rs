//! `batch --summary`: what is to be counted, and how the tables are printed.

use crate::batch::{BatchEnd, BatchTally};
use crate::case::Purpose;
use crate::catalogue::Catalogue;
use crate::cli::commands::batch::{BatchFormat, nearest, output, usage};
use crate::cli::console::{self, eprint_message};
use crate::cli::{clock, input};
use crate::condition::Severity;
use crate::report;
use crate::store::NewFile;
use crate::summary::{self, Axis, CaseCount, Comparison, Layout, SUPPRESS, Summary, SummaryRequest, WhatIf};
use crate::toml_input::path_name;
use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(next_help_heading = "totals", group = ArgGroup::new("totals").multiple(true))]
pub(super) struct SummaryArgs {
    #[arg(long, group = "totals", conflicts_with_all = ["limit", "top", "detail"])]
    summary: bool,
    #[arg(long, value_name = "FILE", group = "totals", conflicts_with_all = ["limit", "top", "detail"])]
    pub html: Option<PathBuf>,
    #[arg(long, value_name = "CATALOGUE", group = "totals", conflicts_with_all = ["limit", "top", "detail"])]
    pub compare: Option<String>,
    #[arg(long, value_name = "FILE", requires = "compare")]
    pub list_moved: Option<PathBuf>,
    #[arg(long, value_name = "FACT", requires = "totals")]
    by: Vec<String>,
    #[arg(long, value_name = "CHANGE", requires = "totals")]
    what_if: Vec<String>,
    #[arg(long, value_name = "N", requires = "totals", default_value_t = SUPPRESS)]
    suppress: u64,
    #[arg(long, value_enum, requires = "totals", default_value = "screening")]
    purpose: Counted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Counted {
    Screening,
    Research,
    Training,
    Any,
}

impl SummaryArgs {
    /// Whether results are counted instead of being written.
    pub fn is_wanted(&self) -> bool {
        self.summary || self.html.is_some() || self.compare.is_some()
    }
}

/// The catalogue that is compared with.
pub(super) fn other(args: &SummaryArgs) -> anyhow::Result<Option<Catalogue>> {
    let Some(named) = &args.compare else { return Ok(None) };
    if args.list_moved.is_some() && args.suppress != 0 {
        return Err(usage(what_and_help!("batch-list-moved-names-cases")));
    }
    input::catalogue(named).map(Some)
}

/// What is to be counted.
pub(super) fn layout<'c>(
    args: &SummaryArgs,
    catalogue: &'c Catalogue,
    other: Option<&'c Catalogue>,
) -> anyhow::Result<Layout<'c>> {
    let layout = Layout::of(catalogue, &wanted(args, catalogue)?);
    let Some(other) = other else { return Ok(layout) };
    let comparison = Comparison::of(catalogue, other);
    if args.list_moved.is_some() && !comparison.can_move() {
        return Err(usage(what_and_help!("batch-list-moved-same-findings")));
    }
    Ok(layout.comparing(comparison))
}

fn wanted(args: &SummaryArgs, catalogue: &Catalogue) -> anyhow::Result<SummaryRequest> {
    let by: Vec<Axis> = args.by.iter().map(|id| axis(catalogue, id)).collect::<Result<_, _>>()?;
    if by.len() > 2 {
        return Err(usage(what_and_help!("batch-by-three")));
    }
    if by.len() == 2 && by[0].id() == by[1].id() {
        return Err(usage(what_and_help!("batch-by-same")));
    }
    let mut what_if = Vec::new();
    for word in &args.what_if {
        let change = change(catalogue, word)?;
        if !what_if.contains(&change) {
            what_if.push(change);
        }
    }
    let purpose = match args.purpose {
        Counted::Screening => Some(Purpose::Screening),
        Counted::Research => Some(Purpose::Research),
        Counted::Training => Some(Purpose::Training),
        Counted::Any => None,
    };
    Ok(SummaryRequest { purpose, by, what_if })
}

fn axis(catalogue: &Catalogue, id: &str) -> anyhow::Result<Axis> {
    // A catalogue's own fact goes before the month.
    let Some(at) = catalogue.find_fact(id) else {
        let month = Axis::month(clock::today());
        if id == month.id() {
            return Ok(month);
        }
        let known = catalogue.facts.iter().map(|fact| fact.id.as_str()).chain([month.id()]);
        return Err(usage((text!("batch-by-no-fact").to_owned(), nearest(id, known))));
    };
    let without = || usage(what_and_help!("batch-by-no-values"));
    Axis::of_fact(catalogue, at).ok_or_else(without)
}

fn change(catalogue: &Catalogue, word: &str) -> anyhow::Result<WhatIf> {
    if let Some(id) = word.strip_prefix("without=") {
        let at = catalogue.find_indicator(id).ok_or_else(|| {
            let known = catalogue.indicators.iter().map(|one| one.id.as_str());
            usage((text!("batch-what-if-no-indicator").to_owned(), nearest(id, known)))
        })?;
        return Ok(WhatIf::Without(at));
    }
    let mut known: Vec<WhatIf> = Severity::ALL.map(WhatIf::Severity).to_vec();
    known.push(WhatIf::SuspectedPresent);
    let words: Vec<String> = known.iter().map(|one| one.word(catalogue)).collect();
    let at = words.iter().position(|one| one == word);
    at.map(|at| known[at]).ok_or_else(|| usage(what_and_help!("batch-what-if-no-change", known = words.join(", "))))
}

/// The summary of a batch; none where it did not come to its end.
pub(super) fn of(args: &SummaryArgs, layout: Option<&Layout<'_>>, tally: &BatchTally) -> Option<Summary> {
    let (layout, counted) = (layout?, tally.summary.as_ref()?);
    let is_whole = matches!(tally.end, BatchEnd::Read) && tally.faults.is_empty() && tally.undecided == 0;
    is_whole.then(|| summary::disclose(layout, counted, args.suppress))
}

/// Says aloud that cases are named.
pub(super) fn eprint_list_hint(args: &SummaryArgs) {
    let path = args.list_moved.as_deref().map(path_name).unwrap_or_default();
    eprint_message(&text!("batch-list-moved-kept", file = path));
}

/// Prints a summary; says aloud where it shows small counts.
pub(super) fn print(
    args: &SummaryArgs,
    summary: &Summary,
    catalogue: &Catalogue,
    format: BatchFormat,
    page: Option<&NewFile>,
    with_mark: bool,
) -> anyhow::Result<()> {
    if summary.suppress() <= 1 {
        eprint_message(text!("batch-small-counts"));
    }
    if let Some(page) = page {
        input::write(page, report::summary_html(catalogue, summary).as_bytes())?;
        eprint_message(&text!("batch-page-is-in", file = path_name(page.path())));
    }
    if !args.summary && page.is_some() {
        return Ok(());
    }
    if with_mark {
        output::write_mark()?;
    }
    match format {
        BatchFormat::Json => console::print(&report::summary_json(catalogue, summary)),
        BatchFormat::Csv => console::print(report::summary_csv(summary)?.trim_end()),
        BatchFormat::Markdown => console::print_text(&report::summary_markdown(catalogue, summary)),
        BatchFormat::Table | BatchFormat::Ndjson => {
            console::print_text(&report::summary_table(catalogue, summary, crate::terminal::width()))
        }
    }
}

/// Whether the number of results, and of those not asked for, may be told beside a summary.
pub(super) fn may_tell(summary: &Summary, tally: &BatchTally) -> bool {
    let told = [tally.counts.left_out, tally.counts.withdrawn];
    let may_tell = told.into_iter().all(|many| summary.may_tell(u64::try_from(many).unwrap_or(u64::MAX)));
    summary.cases() != CaseCount::Few && summary.aside() != CaseCount::Few && may_tell
}
