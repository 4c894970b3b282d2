//! `case`: the screenings kept on this device.

mod erase;
pub(crate) mod export;
mod strays;

use crate::case::Case;
use crate::catalogue::{Catalogue, FactKind};
use crate::cli::args::{KeyArgs, ResultArgs, ResultFormat, StoreArg};
use crate::cli::console::eprint_failure;
use crate::cli::console::{eprint_message, is_drawn, print, print_text};
use crate::cli::device::Signers;
use crate::cli::exit::{Exit, Failure, usage};
use crate::cli::keyring::Keyring;
use crate::cli::printed_command;
use crate::cli::result::CaseResult;
use crate::cli::stored;
use crate::cli::stored::{LocalStore, catalogue_of, fault, is_strange, local_time, read, short, shortest};
use crate::diagnostic::{Code, Diagnostic};
use crate::escape;
use crate::questionnaire::{Ending, Step};
use crate::report;
use crate::store::{Event, EventKind, Head, NewFile, QuestionId, Record, RecordError, RecordState, StoreError};
use crate::terminal::width;
use crate::toml_input::path_name;
use clap::Subcommand;
use serde_json::Value;

#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    List {
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        key: KeyArgs,
    },
    Show {
        id: String,
        #[arg(long)]
        history: bool,
        #[arg(long, conflicts_with_all = ["history", "whom"])]
        notes: bool,
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        key: KeyArgs,
        #[command(flatten)]
        result: ResultArgs,
    },
    Verify {
        ids: Vec<String>,
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        key: KeyArgs,
    },
    Export(crate::cli::commands::case::export::ExportArgs),
    Erase {
        #[arg(required = true)]
        ids: Vec<String>,
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        store: StoreArg,
        #[command(flatten)]
        key: KeyArgs,
    },
}

pub(crate) fn run(command: CaseCommand) -> anyhow::Result<Exit> {
    match command {
        CaseCommand::List { store, key } => list(&store, &key),
        CaseCommand::Show { id, history, notes, store, key, result } => {
            if history {
                print_history((&store, &key), &id, &result)
            } else {
                show((&store, &key), &id, notes, &result)
            }
        }
        CaseCommand::Verify { ids, store, key } => verify((&store, &key), &ids),
        CaseCommand::Export(args) => crate::cli::commands::case::export::run(&args),
        CaseCommand::Erase { ids, yes, store, key } => {
            crate::cli::commands::case::erase::run((&store, &key), &ids, yes)
        }
    }
}

/// Lists the records; what came out of a screening is not on a list that somebody may glance at. A list asks for no
/// passphrase: of what is sealed it tells what stands in clear, unless a key was named.
fn list(named: &StoreArg, key: &KeyArgs) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    // What a kill left of a record that was being written may be all there is of it, and in clear.
    let _ = store.clear_left_over();
    let ids = store.ids().map_err(|found| fault(text!("store-itself"), &found))?;
    if named.store.is_some() && !store.folder().is_dir() {
        let folder = path_name(store.folder());
        let error = Diagnostic::of_file(Code::Unreadable, folder, what_and_help!("command-no-store"));
        return Err(Failure::of(Exit::Storage, &error).into());
    }
    if ids.is_empty() {
        eprint_message(&text!("command-nothing-kept", folder = path_name(store.folder())));
        let keyring = Keyring::of(&store, key).unwrap_or_else(|_| Keyring::none(&store, key));
        return crate::cli::commands::case::strays::name_all(&store, &keyring, None);
    }
    let keyring = Keyring::of(&store, key)?;
    let letters = store.letters_enough().map_err(|found| fault(text!("store-itself"), &found))?;
    let mut exit = if keyring.is_named() { unlock(&store, &ids, &keyring)? } else { Exit::Done };
    let mut listed = Vec::new();
    for id in ids {
        match list_one(&store, &id, &keyring) {
            Ok(one) => listed.push(one),
            Err(error) => exit = exit.max(eprint_failure(error)?),
        }
    }
    listed.sort_by_key(|one| (one.head.state == RecordState::Finished, std::cmp::Reverse(one.last.clone())));
    if !keyring.is_named() && listed.iter().any(|one| one.record.is_none()) {
        eprint_message(text!("record-list-sealed"));
    }
    let kept: Vec<report::RecordSummary<'_>> = listed.iter().map(|one| in_a_list(one, letters)).collect();
    // A record is a file that anybody may have made.
    drop(print_text(&report::kept(&kept, width(), !is_drawn())));
    Ok(exit.max(crate::cli::commands::case::strays::name_all(&store, &keyring, None)?))
}

/// Opens what opens the most of these, if one is sealed: somebody is asked once, and what does not open then is told of
/// without asking again.
fn unlock(store: &LocalStore, ids: &[String], keyring: &Keyring) -> anyhow::Result<Exit> {
    let is_sealed = |id: &String| store.head(id).is_ok_and(|head| head.is_sealed());
    if !ids.iter().any(is_sealed) {
        return Ok(Exit::Done);
    }
    keyring.unlock_widest().map_or_else(eprint_failure, |()| Ok(Exit::Done))
}

/// What is known of a record on a list.
struct Listed {
    head: Head,
    /// When something was last kept of it, in UTC.
    last: String,
    /// None of one that is sealed, where no key was named that opens it.
    record: Option<Record>,
}

fn list_one(store: &LocalStore, id: &str, keyring: &Keyring) -> anyhow::Result<Listed> {
    let told = |found: StoreError| fault(id, &found);
    let head = store.head(id).map_err(told)?;
    if head.record != id {
        return Err(told(RecordError::Another.into()));
    }
    if !keyring.opens(&head) {
        let last = store.last_written(id).map_err(told)?;
        let last = jiff::Timestamp::try_from(last).map_or_else(|_| String::new(), |at| at.to_string());
        return Ok(Listed { head, last, record: None });
    }
    let record = store.read(id, &keyring.seal()).map_err(told)?;
    Ok(Listed { head, last: last(&record), record: Some(record) })
}

fn last(record: &Record) -> String {
    record.events().last().map(|event| event.at.clone()).unwrap_or_default()
}

fn in_a_list(listed: &Listed, letters: usize) -> report::RecordSummary<'_> {
    let record = listed.record.as_ref();
    let edition = record
        .and_then(Record::edition)
        .map(|edition| crate::toml_input::shown(&format!("{} {}", edition.id, edition.version)));
    let begun = record.and_then(|record| record.events().first());
    report::RecordSummary {
        id: shortest(&listed.head.record, letters),
        state: match listed.head.state {
            RecordState::Finished => report::ListedState::Finished,
            RecordState::Draft if record.is_some_and(Record::is_withdrawn) => report::ListedState::Withdrawn,
            RecordState::Draft => report::ListedState::Unfinished,
        },
        begun: begun.map_or_else(String::new, |event| local_time(&event.at)),
        last: local_time(&listed.last),
        catalogue: edition.unwrap_or_default(),
        meetings: record.map(Record::meetings),
        training: record.map(|record| record.case["purpose"] == "training"),
    }
}

/// An event in a line. Free text is not shown on a list that somebody may glance at; nor is an answer of which it is not
/// known whether it is one.
fn in_a_line(event: &Event, catalogue: Option<&Catalogue>) -> String {
    let is_chosen = |id: &str| {
        let fact = catalogue.and_then(|catalogue| catalogue.find_fact(id).map(|at| catalogue.fact(at)));
        fact.is_some_and(|fact| fact.kind != FactKind::Text)
    };
    let answer = |answer: &Value| match answer {
        Value::Object(whole) => {
            let parts = whole.iter().filter(|(key, _)| *key != "note");
            parts.map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let what = match &event.deed {
        EventKind::Began { catalogue, .. } => {
            text!("command-history-began", catalogue = &*catalogue.id, version = &*catalogue.version)
        }
        EventKind::Fact { fact, answer: given } if is_chosen(fact) => format!("{fact}: {}", answer(given)),
        EventKind::Fact { fact, .. } => text!("command-history-words", fact = &**fact),
        EventKind::Indicator { indicator, answer: given } => format!("{indicator}: {}", answer(given)),
        EventKind::Noted { indicator, .. } => text!("command-history-note", sign = &**indicator),
        EventKind::Passed { question: QuestionId::Fact(id) | QuestionId::Indicator(id) } => {
            text!("command-history-passed", question = &**id)
        }
        EventKind::Detail { wanted: true } => text!("command-history-detail").to_owned(),
        EventKind::Detail { wanted: false } => text!("command-history-no-detail").to_owned(),
        EventKind::Finished => text!("command-history-finished").to_owned(),
        EventKind::Stopped => text!("command-history-stopped").to_owned(),
        EventKind::MetAgain { .. } => text!("command-history-met-again").to_owned(),
        EventKind::Withdrew => text!("command-history-withdrew").to_owned(),
        EventKind::Paused => text!("command-history-paused").to_owned(),
        EventKind::Resumed => text!("command-history-resumed").to_owned(),
        EventKind::Moved { catalogue, .. } => {
            text!("command-history-moved", catalogue = &*catalogue.id, version = &*catalogue.version)
        }
        EventKind::Ended { how } => text!("command-history-ended", how = &**how),
    };
    format!("{:>4}  {}  {}", event.n, local_time(&event.at), escape::line(&what))
}

/// Prints everything that was done, or writes it to the file that was named.
fn print_history(named: (&StoreArg, &KeyArgs), id: &str, how: &ResultArgs) -> anyhow::Result<Exit> {
    how.check()?;
    if !matches!(how.format, ResultFormat::Table | ResultFormat::Json) {
        return Err(usage(Code::WrongValue, what_and_help!("command-history-is-no-page")));
    }
    let file = how.new_file(false)?;
    let (store, record) = find(named, id)?;
    if file.is_some() {
        let (catalogue, _) = catalogue_of(&store, &record)?;
        let questionnaire = record.replay(&catalogue).map_err(|damage| fault(&record.id, &damage.into()))?;
        may_be_written(&record, &catalogue, questionnaire.case())?;
    }
    let line = |event: &Event| escape::json(&serde_json::to_string(event).unwrap_or_default()).into_owned();
    let text = if how.format == ResultFormat::Json {
        record.events().iter().map(line).collect::<Vec<_>>().join("\n")
    } else {
        let catalogue = catalogue_of(&store, &record).ok().map(|(catalogue, _)| catalogue);
        let line = |event: &Event| in_a_line(event, catalogue.as_ref());
        record.events().iter().map(line).collect::<Vec<_>>().join("\n")
    };
    warn_if_withdrawn(&store, &record);
    how.put(&text, file.as_ref())?;
    print_clear_count(&store, &record, file.as_ref())?;
    Ok(Exit::Done)
}

/// Says it before a record is shown whose person withdrew.
fn warn_if_withdrawn(store: &LocalStore, record: &Record) {
    if record.is_withdrawn() {
        let erase = printed_command::on_store(Some(store.folder()), None, &["case", "erase", short(&record.id)]);
        eprint_message(&format!("{}\n  {erase}", text!("record-withdrawn-shown", id = short(&record.id))));
    }
}

fn show(named: (&StoreArg, &KeyArgs), id: &str, notes: bool, how: &ResultArgs) -> anyhow::Result<Exit> {
    how.check()?;
    if notes && !how.is_table() {
        return Err(usage(Code::WrongValue, what_and_help!("command-notes-on-table")));
    }
    let file = how.new_file(false)?;
    let (store, record) = find(named, id)?;
    let (catalogue, files) = catalogue_of(&store, &record)?;
    if stored::is_not_the_built_in(&catalogue, &files) {
        let id = short(&record.id);
        let name = crate::toml_input::shown(&catalogue.name());
        eprint_message(&text!("record-catalogue-changed-shown", id = id, catalogue = name));
        if file.is_some() || how.is_for_others() {
            let error = (id.to_owned(), text!("record-catalogue-changed-no-page").to_owned());
            return Err(Failure::of(Exit::Altered, &Diagnostic::new(Code::OtherCatalogue, error)).into());
        }
    }
    let questionnaire = record.replay(&catalogue).map_err(|damage| fault(&record.id, &damage.into()))?;
    warn_if_withdrawn(&store, &record);
    if record.state() == RecordState::Draft && !record.is_withdrawn() {
        eprint_message(text!("command-not-finished"));
    }
    let for_specialist = questionnaire.for_specialist();
    let stopped = questionnaire.step() == Step::Ended(Ending::Stopped);
    let outcome = CaseResult::of(&catalogue, questionnaire.case()).after_talk(&for_specialist, stopped);
    let outcome = if notes { outcome.with_notes() } else { outcome };
    if file.is_some() {
        may_be_written(&record, &catalogue, questionnaire.case())?;
    }
    how.put(&outcome.text(how, how.plain())?, file.as_ref())?;
    print_clear_count(&store, &record, file.as_ref())?;
    if notes && how.result.is_some() {
        eprint_message(text!("record-notes-in-file"));
    }
    Ok(Exit::Done)
}

/// Looks whether a file may be made of a record: not where the person withdrew the agreement, or does not wish to talk.
fn may_be_written(record: &Record, catalogue: &Catalogue, case: &Case) -> anyhow::Result<()> {
    if !record.is_withdrawn() && case.may_be_written(catalogue) {
        return Ok(());
    }
    let error = (text!("record-refused").to_owned(), text!("referral-record-agreement").to_owned());
    Err(Failure::of(Exit::Refused, &Diagnostic::new(Code::NoConsent, error)).into())
}

/// Says it where a file in clear was made of a sealed record.
fn print_clear_count(store: &LocalStore, record: &Record, file: Option<&NewFile>) -> anyhow::Result<()> {
    if file.is_some() && store.head(&record.id).map_err(|found| fault(&record.id, &found))?.is_sealed() {
        eprint_message(text!("record-file-in-clear"));
    }
    Ok(())
}

/// A record of the store.
fn find(named: (&StoreArg, &KeyArgs), id: &str) -> anyhow::Result<(LocalStore, Record)> {
    let store = stored::store(named.0)?;
    let record = read(&store, id, &Keyring::of(&store, named.1)?)?;
    Ok((store, record))
}

fn verify(named: (&StoreArg, &KeyArgs), ids: &[String]) -> anyhow::Result<Exit> {
    let store = stored::store(named.0)?;
    let keyring = Keyring::of(&store, named.1)?;
    let is_all = ids.is_empty();
    let _ = store.clear_left_over();
    let find = |begins: &String| store.find(begins).map_err(|found| fault(begins, &found));
    let all = || store.ids().map_err(|found| fault(text!("store-itself"), &found));
    let ids = if ids.is_empty() { all()? } else { ids.iter().map(find).collect::<Result<_, _>>()? };
    let mut exit = unlock(&store, &ids, &keyring)?;
    if let Some(unaccepted) = keyring.unaccepted() {
        eprint_message(&format!("{}\n{}", unaccepted.text(), unaccepted.what_to_do(keyring.store())));
        exit = exit.max(unaccepted.exit());
    }
    let letters = store.letters_enough().map_err(|found| fault(text!("store-itself"), &found))?;
    let signers = Signers::here();
    for id in &ids {
        match verify_one(&store, id, &keyring, &signers) {
            // Whoever reads no further still gets the exit code.
            Ok(verified) => drop(print(&format!("{}: {verified}", shortest(id, letters)))),
            Err(error) => exit = exit.max(eprint_failure(error)?),
        }
    }
    let of = (!is_all).then_some(ids.as_slice());
    Ok(exit.max(crate::cli::commands::case::strays::name_all(&store, &keyring, of)?))
}

/// Goes along the chain, and from the events to the case. Of a sealed record that can't be opened here only the outside
/// could be looked at, and that is not enough.
fn verify_one(store: &LocalStore, id: &str, keyring: &Keyring, signers: &Signers) -> anyhow::Result<String> {
    let told = |found: StoreError| fault(id, &found);
    let head = store.head(id).map_err(told)?;
    if !keyring.opens(&head) {
        let error = what_and_help!("record-not-opened");
        return Err(Failure::of(Exit::Altered, &Diagnostic::of_file(Code::NoKey, short(id), error)).into());
    }
    let record = store.read(id, &keyring.seal()).map_err(told)?;
    let (catalogue, files) = catalogue_of(store, &record)?;
    record.replay(&catalogue).map_err(|damage: RecordError| told(StoreError::from(damage)))?;
    let other = if stored::is_not_the_built_in(&catalogue, &files) { text!("record-catalogue-changed") } else { "" };
    let events = record.events().len();
    let unsealed = if is_strange(keyring, &head, &record) { stored::not_sealed(store, keyring) } else { "" };
    let withdrawn = if record.is_withdrawn() { text!("record-withdrawn-verified") } else { "" };
    let signed = signers.in_words(&record, head.is_sealed());
    let steps = record.steps_back().into_iter().map(|step| {
        let [from, to] = [&step.from, &step.to].map(|at| local_time(at));
        format!("\n  {}", text!("record-clock-went-back", event = step.event, from = from, to = to))
    });
    let unchanged = text!("command-unchanged", events = events);
    Ok(format!("{unchanged}{unsealed}{withdrawn}{other}, {signed}{}", steps.collect::<String>()))
}
