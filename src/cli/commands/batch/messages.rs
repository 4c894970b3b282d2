//! What a batch tells on standard error: each record that is refused or warned of, and what it all came to.

use crate::batch::{End, InputFault, Message, PlacedWarning, Refusal, Tally};
use crate::catalogue::Catalogue;
use crate::cli::commands::batch::progress::Bar;
use crate::cli::commands::batch::{BatchArgs, OnVersionChange, summary};
use crate::cli::console::tell;
use crate::cli::exit::{Exit, Failure, unwritable};
use crate::cli::input;
use crate::cli::sealed_files::unopened;
use crate::cli::unknown_keys::UnknownKeys;
use crate::no_follow::IsLink;
use crate::summary::Summary;
use crate::toml_input::{Code, path_name, shown};
use crate::wording;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Refused records that are told one by one where they are also written to a file.
const REFUSED: usize = 10;

/// Records that are warned of one by one; all of them are counted.
const WARNED: usize = 20;

/// Tells of single records, each on one line. Never with what a record holds.
pub(super) struct Messages<'m> {
    bar: &'m Bar,
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

impl<'m> Messages<'m> {
    pub fn new(bar: &'m Bar, in_file: bool) -> Self {
        Self { bar, in_file, reported: Mutex::default() }
    }

    pub fn tell(&self, message: Message<'_>) {
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

fn refused(refusal: &Refusal) -> String {
    let error = &refusal.error;
    let (file, what, help) = (shown(&refusal.file), shown(&error.what), &error.help);
    if refusal.is_of_file() {
        return format!("{file}:{}:{}: {}: {what}: {help}", error.line, error.column, error.code);
    }
    format!(
        "{file}:{}:{}: record {}, {}: {}: {what}: {help}",
        error.line, error.column, error.record, error.path, error.code
    )
}

fn warned(PlacedWarning { file, line, record, warning }: PlacedWarning<'_>) -> String {
    format!("{}:{line}: record {record}, {}", shown(file), warning.message())
}

/// What it all came to.
pub(super) fn report_totals(
    args: &BatchArgs,
    catalogue: &Catalogue,
    tally: &Tally,
    summary: Option<&Summary>,
    rejects_are_sealed: bool,
) {
    let counts = tally.counts;
    // Whoever reads only the beginning of the results asks for no count.
    let is_left = matches!(&tally.end, End::NoResults(error) if error.kind() == io::ErrorKind::BrokenPipe);
    for fault in &tally.faults {
        tell(&unread(fault));
    }
    if rejects_are_sealed && counts.refused > 0 {
        tell(wording::REJECTS_SEALED);
    }
    let mut parts = vec![format!("{} records read: {} results", counts.records, counts.results)];
    if counts.left_out > 0 {
        parts.push(format!("{} left out by the options", counts.left_out));
    }
    if counts.superseded > 0 {
        parts.push(format!("{} older records or copies of the same persons left out", counts.superseded));
    }
    if counts.withdrawn > 0 {
        parts.push(format!("{} passed over, because the person withdrew the agreement to a record", counts.withdrawn));
    }
    let kept_in = args.rejects.as_ref().filter(|_| counts.refused > 0);
    let kept_in = kept_in.map(|path| format!(" (in {})", path_name(path))).unwrap_or_default();
    // Nor beside a summary may anything tell of few.
    let is_summary = args.totals.is_wanted();
    if is_summary && !summary.is_some_and(|summary| summary::may_tell(summary, tally)) {
        let refused = counts.refused;
        parts =
            vec![format!("{refused} records refused{kept_in}; the number read is not shown: it could identify people")];
    } else {
        parts.push(format!("{} refused{kept_in}", counts.refused));
    }
    if !tally.faults.is_empty() {
        parts.push(format!("{} files not read, or not to their end: there may be more cases", tally.faults.len()));
    }
    if is_left {
        return;
    }
    tell(&parts.join(", "));
    let number = |many: usize| if is_summary { "some cases".to_owned() } else { many.to_string() };
    if args.on_version_change == OnVersionChange::Warn {
        if counts.other_method > 0 {
            tell(&wording::of_other_rules(&number(counts.other_method)));
        }
        if counts.not_comparable > 0 {
            tell(&wording::of_earlier_fingerprint(&number(counts.not_comparable)));
        }
    }
    if counts.without_place > 0 {
        tell(&wording::cases_with_answers_without_place(&number(counts.without_place), &catalogue.name()));
    }
    let warnings = [
        (
            Code::ImplausibleDay,
            "days of cases can't be right",
            "implausible_days",
            "--by month counts them by themselves",
        ),
        (Code::Contradiction, "cases have answers that contradict each other", "contradictions", "a table counts them"),
    ];
    for (code, what, key, in_summary) in warnings {
        let Some(many) = tally.warned.get(&code).filter(|many| **many > 0) else { continue };
        let may_tell = !is_summary || summary.is_some_and(|summary| summary.may_tell(*many as u64));
        let number = if may_tell { many.to_string() } else { "some".to_owned() };
        let end = if is_summary { format!("; {in_summary}") } else { format!(": results name them as `{key}`") };
        tell(&format!("warning[{code}]: {number} {what}{end}"));
    }
}

fn unread(fault: &InputFault) -> String {
    let file = shown(&fault.file);
    if IsLink::is_why(&fault.error) {
        return input::unreadable(Path::new(&*fault.file), &fault.error, Exit::Storage).to_string();
    }
    if let Some(failure) = unopened(&file, &fault.error) {
        return match fault.line {
            None => failure.text,
            Some(line) => format!("{}\n  = of what was read of it, to line {line}, nothing was altered", failure.text),
        };
    }
    let reason = input::reason(&fault.error);
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
pub(super) fn exit_code(args: &BatchArgs, tally: &Tally) -> anyhow::Result<Exit> {
    let written = if args.totals.is_wanted() {
        "no summary was written, because not all records were counted".to_owned()
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
        End::Read if tally.undecided > 0 && args.totals.is_wanted() => {
            tell(&undecided(tally.undecided));
            Exit::Refused
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
        End::NotReadTwice => return Err(failed(Exit::Refused, Code::DuplicateCase, NOT_READ_TWICE)),
        End::TooMany => return Err(failed(Exit::Refused, Code::TooMany, TOO_MANY)),
        End::Changed => return Err(failed(Exit::Storage, Code::Unreadable, CHANGED)),
        // Whoever reads only the beginning of the results has what they want.
        End::NoResults(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            if args.rejects.is_some() {
                tell("note: the results were not read to their end; the file of refused records ends there too");
            }
            Exit::Done
        }
        End::NoResults(error) => return Err(unwritable("the results", error)),
        End::NoRefused(error) => return Err(unwritable("the file of refused records", error)),
        End::Broken => {
            let text = format!(
                "error[internal]: tipscreen has a fault; {written}\n  = please tell its makers the place above"
            );
            return Err(Failure::with(Exit::Storage, text));
        }
    })
}

const NOT_READ_TWICE: [&str; 2] = [
    "to find the newest record of each person the input has to be read twice, and more than 8 MB came through a pipe",
    "save it to a file and name that",
];

const TOO_MANY: [&str; 2] =
    ["there are more records than ids can be compared", "score parts that hold different persons, each by itself"];

const CHANGED: [&str; 2] = ["a file changed while it was read", "run it again when nobody writes to the files"];

fn failed(exit: Exit, code: Code, [what, help]: [&str; 2]) -> anyhow::Error {
    Failure::with(exit, format!("error[{code}]: {what}\n  = {help}"))
}

fn undecided(persons: usize) -> String {
    format!(
        "error[{}]: no summary was written: for {persons} case ids, named above, no record is certainly the newest\n  \
         = keep the record that is right and leave the others out, or give another person another id",
        Code::DuplicateCase
    )
}
