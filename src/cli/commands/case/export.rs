//! `case export`: a case file for others, with what could come back on the person left out.

use crate::case::{Include, RedactedCounts};
use crate::catalogue::Role;
use crate::cli::args::{KeyArgs, StoreArg};
use crate::cli::console::{eprint_message, print};
use crate::cli::exit::{Exit, Failure};
use crate::cli::keyring::Keyring;
use crate::cli::result::CaseResult;
use crate::cli::stored;
use crate::cli::stored::{catalogue_of, fault, read};
use crate::cli::{hardening, input};
use crate::diagnostic::{Code, Diagnostic};
use crate::referral;
use crate::store::RecordState;
use crate::toml_input::path_name;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct ExportArgs {
    id: String,
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[arg(long = "with", value_name = "WHAT", value_enum, value_delimiter = ',')]
    along: Vec<With>,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    key: KeyArgs,
}

/// What goes along only if it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum With {
    Notes,
    Days,
    Officials,
    Unlawful,
    Id,
}

pub(crate) fn run(args: &ExportArgs) -> anyhow::Result<Exit> {
    let file = args.to.as_deref().map(|path| input::new_file(path, false)).transpose()?;
    args.to.as_deref().into_iter().for_each(hardening::warn_if_copied);
    let store = stored::store(&args.store)?;
    let record = read(&store, &args.id, &Keyring::of(&store, &args.key)?)?;
    let (catalogue, _) = catalogue_of(&store, &record)?;
    let questionnaire = record.replay(&catalogue).map_err(|damage| fault(&record.id, &damage.into()))?;
    let case = questionnaire.case();
    if !case.may_be_kept(&catalogue) {
        let refused = catalogue.fact_by_role(Role::ConsentToRecord).is_some_and(|at| case.fact(at).is_given());
        let why = if refused { text!("record-refused") } else { text!("record-not-agreed") };
        let error = (why.to_owned(), text!("referral-record-agreement").to_owned());
        return Err(Failure::of(Exit::Refused, &Diagnostic::new(Code::NoConsent, error)).into());
    }
    let before = CaseResult::of(&catalogue, case);
    if catalogue.guidelines.consent.is_some() {
        before.may_be_handed_over()?;
    }
    let id = if args.has(With::Id) { record.id.clone() } else { uuid::Uuid::new_v4().to_string() };
    let along = Include {
        notes: args.has(With::Notes),
        days: args.has(With::Days),
        officials: args.has(With::Officials),
        unlawful: args.has(With::Unlawful),
    };
    let (shared, left) = referral::for_others(&catalogue, case, &id, along);
    let text = shared.to_json(&catalogue);
    match &file {
        None => print(&text)?,
        Some(file) => {
            input::write(file, format!("{text}\n").as_bytes())?;
            eprint_message(&text!("record-in-file", file = path_name(file.path())));
        }
    }
    if record.state() == RecordState::Draft {
        eprint_message(text!("command-not-finished"));
    }
    eprint_message(&told(&left, !args.has(With::Id)));
    let after = CaseResult::of(&catalogue, &shared);
    let [before, after] = [before, after].map(|one| catalogue.findings[one.assessment.finding.0].title.as_str());
    if before != after {
        eprint_message(&text!("record-export-changes-finding", exported = after, record = before));
    }
    Ok(Exit::Done)
}

impl ExportArgs {
    fn has(&self, what: With) -> bool {
        self.along.contains(&what)
    }
}

/// How much was left out, by kind; never what.
fn told(left: &RedactedCounts, new_id: bool) -> String {
    let counted = [
        (left.notes > 0).then(|| text!("command-left-out-notes", many = left.notes)),
        (left.days > 0).then(|| text!("command-left-out-days", many = left.days)),
        (left.officials > 0).then(|| text!("command-left-out-officials", many = left.officials)),
        (left.unlawful > 0).then(|| text!("command-left-out-unlawful", many = left.unlawful)),
    ];
    let counted = counted.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let counted = if counted.is_empty() { text!("command-left-out-nothing").to_owned() } else { counted };
    if new_id {
        text!("command-left-out-new-id", counted = counted)
    } else {
        text!("command-left-out", counted = counted)
    }
}
