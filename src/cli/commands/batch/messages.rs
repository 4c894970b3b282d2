//! What a batch tells on standard error: each record that is refused or warned of, and what it all came to.

use crate::batch::{BatchEnd, BatchTally, InputError, Message, PlacedWarning, Reject};
use crate::catalogue::Catalogue;
use crate::cli::commands::batch::progress::ProgressBar;
use crate::cli::commands::batch::{BatchArgs, OnVersionChange, summary};
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure, unwritable};
use crate::cli::input;
use crate::cli::sealed_files::unopened;
use crate::cli::unknown_keys::UnknownKeys;
use crate::diagnostic::{Code, Diagnostic};
use crate::no_follow::IsLink;
use crate::report;
use crate::report::Gravity;
use crate::summary::Summary;
use crate::toml_input::{path_name, shown};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Refused records that are told one by one where they are also written to a file.
const REFUSED: usize = 10;

/// Records that are warned of one by one; all of them are counted.
const WARNED: usize = 20;

/// Tells of single records, each on one line. Never with what a record holds.
pub(super) struct RecordMessages<'m> {
    bar: &'m ProgressBar,
    /// Whether refused records are also written to a file.
    in_file: bool,
    reported: Mutex<Reported>,
}

#[derive(Default)]
struct Reported {
    refused: usize,
    warned: usize,
    keys: UnknownKeys,
}

impl<'m> RecordMessages<'m> {
    pub fn new(bar: &'m ProgressBar, in_file: bool) -> Self {
        Self { bar, in_file, reported: Mutex::default() }
    }

    pub fn report(&self, message: Message<'_>) {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        match message {
            Message::Refused(refusal) => {
                reported.refused += 1;
                reported.keys.count(&refusal.error);
                if !self.in_file || reported.refused <= REFUSED {
                    self.bar.say(&refused(refusal));
                }
            }
            Message::Warning(one) => {
                reported.warned += 1;
                if reported.warned <= WARNED {
                    self.bar.say(&warned(one));
                }
            }
        }
    }

    /// Keys that many records were refused for.
    pub fn unknown_keys(self) -> Option<String> {
        self.reported.into_inner().unwrap_or_else(PoisonError::into_inner).keys.message()
    }
}

fn refused(refusal: &Reject) -> String {
    let error = &refusal.error;
    let (file, what, help) = (shown(&refusal.file), shown(&error.what), &error.help);
    if refusal.is_of_file() {
        return format!("{file}:{}:{}: {}: {what}: {help}", error.line, error.column, error.code);
    }
    let place = format!("{file}:{}:{}: record {}, {}", error.line, error.column, error.record, error.path);
    format!("{place}: {}: {what}: {help}", error.code)
}

fn warned(PlacedWarning { file, line, record, warning }: PlacedWarning<'_>) -> String {
    format!("{}:{line}: record {record}, {}", shown(file), warning.message())
}

/// What it all came to.
pub(super) fn report_totals(
    args: &BatchArgs,
    catalogue: &Catalogue,
    tally: &BatchTally,
    summary: Option<&Summary>,
    rejects_are_sealed: bool,
) {
    let counts = tally.counts;
    // Whoever reads only the beginning of the results asks for no count.
    let is_left = matches!(&tally.end, BatchEnd::NoResults(error) if error.kind() == io::ErrorKind::BrokenPipe);
    for fault in &tally.faults {
        eprint_message(&unread(fault));
    }
    if rejects_are_sealed && counts.refused > 0 {
        eprint_message(text!("key-rejects-sealed"));
    }
    let mut parts = vec![text!("batch-read", records = counts.records, results = counts.results)];
    if counts.left_out > 0 {
        parts.push(text!("batch-left-out", records = counts.left_out));
    }
    if counts.superseded > 0 {
        parts.push(text!("batch-superseded", records = counts.superseded));
    }
    if counts.withdrawn > 0 {
        parts.push(text!("batch-withdrawn", records = counts.withdrawn));
    }
    let kept_in = args.rejects.as_ref().filter(|_| counts.refused > 0);
    let (kept_in, refused) = (kept_in.map(|path| path_name(path)), counts.refused);
    // Nor beside a summary may anything tell of few.
    let is_summary = args.totals.is_wanted();
    if is_summary && !summary.is_some_and(|summary| summary::may_tell(summary, tally)) {
        parts = vec![match kept_in {
            Some(file) => text!("batch-only-refused-in", records = refused, file = file),
            None => text!("batch-only-refused", records = refused),
        }];
    } else {
        parts.push(match kept_in {
            Some(file) => text!("batch-refused-in", records = refused, file = file),
            None => text!("batch-refused", records = refused),
        });
    }
    if !tally.faults.is_empty() {
        parts.push(text!("batch-not-read", files = tally.faults.len()));
    }
    if is_left {
        return;
    }
    eprint_message(&parts.join(", "));
    let number = |many: usize| if is_summary { text!("batch-some-cases").to_owned() } else { many.to_string() };
    if args.on_version_change == OnVersionChange::Warn {
        if counts.other_method > 0 {
            eprint_message(&text!("meeting-edition-other-rules-cases", cases = number(counts.other_method)));
        }
        if counts.not_comparable > 0 {
            eprint_message(&text!("meeting-edition-not-comparable-cases", cases = number(counts.not_comparable)));
        }
    }
    if counts.without_place > 0 {
        let cases = number(counts.without_place);
        eprint_message(&text!("meeting-edition-left-over-cases", cases = cases, name = catalogue.name()));
    }
    for code in [Code::ImplausibleDay, Code::Contradiction] {
        let Some(many) = tally.warned.get(&code).filter(|many| **many > 0) else { continue };
        let may_tell = !is_summary || summary.is_some_and(|summary| summary.may_tell(*many as u64));
        let number = if may_tell { many.to_string() } else { text!("batch-some").to_owned() };
        let what = match (code, is_summary) {
            (Code::ImplausibleDay, true) => text!("batch-implausible-days-counted", days = number),
            (Code::ImplausibleDay, false) => text!("batch-implausible-days", days = number),
            (_, true) => text!("batch-contradictions-counted", cases = number),
            (_, false) => text!("batch-contradictions", cases = number),
        };
        eprint_message(&format!("{}: {what}", Gravity::Warning.heading(code)));
    }
}

fn unread(fault: &InputError) -> String {
    let file = shown(&fault.file);
    if IsLink::is_why(&fault.error) {
        return input::unreadable(Path::new(&*fault.file), &fault.error, Exit::Storage).to_string();
    }
    if let Some(failure) = unopened(&file, &fault.error) {
        return match fault.line {
            None => failure.text,
            Some(line) => format!("{}\n  = {}", failure.text, text!("batch-not-altered-so-far", line = line)),
        };
    }
    let reason = input::reason(&fault.error);
    let error = match fault.line {
        None => what_and_help!("batch-unreadable", reason = reason),
        Some(line) => what_and_help!("batch-unreadable-at", reason = reason, line = line),
    };
    report::diagnostic(&Diagnostic::of_file(Code::Unreadable, file, error))
}

/// Why it ended, and the exit code of that.
pub(super) fn exit_code(args: &BatchArgs, tally: &BatchTally) -> anyhow::Result<Exit> {
    let written = if args.totals.is_wanted() {
        text!("batch-no-summary").to_owned()
    } else {
        text!("batch-written", results = tally.counts.results)
    };
    Ok(match &tally.end {
        BatchEnd::Read if !tally.faults.is_empty() => {
            if args.totals.is_wanted() {
                eprint_message(&text!("batch-correct-files", written = written));
            }
            let altered = |fault: &InputError| unopened(&fault.file, &fault.error).map(|failure| failure.exit);
            tally.faults.iter().filter_map(altered).max().unwrap_or(Exit::Storage)
        }
        BatchEnd::Read if tally.undecided > 0 && args.totals.is_wanted() => {
            eprint_message(&undecided(tally.undecided));
            Exit::Refused
        }
        BatchEnd::Read | BatchEnd::Enough if tally.counts.refused > 0 => Exit::Refused,
        BatchEnd::Read | BatchEnd::Enough => Exit::Done,
        BatchEnd::Refused => {
            eprint_message(&text!("batch-stopped", written = written));
            Exit::Refused
        }
        BatchEnd::Stopped => {
            eprint_message(&text!("batch-interrupted", written = written));
            Exit::Interrupted
        }
        BatchEnd::NotReadTwice => {
            return Err(failed(Exit::Refused, Code::DuplicateCase, what_and_help!("batch-not-read-twice")));
        }
        BatchEnd::TooMany => return Err(failed(Exit::Refused, Code::TooMany, what_and_help!("batch-too-many"))),
        BatchEnd::Changed => return Err(failed(Exit::Storage, Code::Unreadable, what_and_help!("batch-changed"))),
        // Whoever reads only the beginning of the results has what they want.
        BatchEnd::NoResults(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            if args.rejects.is_some() {
                eprint_message(text!("batch-rejects-end-there"));
            }
            Exit::Done
        }
        BatchEnd::NoResults(error) => return Err(unwritable(text!("input-the-results"), error)),
        BatchEnd::NoRefused(error) => return Err(unwritable(text!("input-the-rejects"), error)),
        BatchEnd::Broken => {
            let error = what_and_help!("batch-fault", written = written);
            return Err(failed(Exit::Storage, Code::Internal, error));
        }
    })
}

fn failed(exit: Exit, code: Code, error: (String, String)) -> anyhow::Error {
    Failure::of(exit, &Diagnostic::new(code, error)).into()
}

fn undecided(persons: usize) -> String {
    report::diagnostic(&Diagnostic::new(Code::DuplicateCase, what_and_help!("batch-undecided", ids = persons)))
}
