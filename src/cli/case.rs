//! `case`: the screenings kept on this device.

use super::outcome::Outcome;
use super::stored::{self, LocalStore, catalogue_of, fault, local_time, read};
use super::{Exit, Failure, ResultArgs, ResultFormat, StoreArg, is_drawn, print, tell, width};
use crate::questionnaire::{Ending, Step};
use crate::report::{self, Detail};
use crate::store::{Damage, Deed, Event, Fault, Named, Record, State, Unsealed};
use crate::wording::short;
use serde_json::Value;
use std::io::{self, BufRead, IsTerminal};

/// Lists the records; what came out of a screening is not on a list that somebody may glance at.
pub(super) fn list(named: &StoreArg) -> anyhow::Result<Exit> {
    let store = stored::store(named)?;
    let ids = store.ids().map_err(|found| fault("the store", &found))?;
    if named.store.is_some() && !store.folder().is_dir() {
        let text = format!("error[unreadable]: {}: there is no store\n  = check the path", store.folder().display());
        return Err(Failure::with(Exit::Storage, text));
    }
    if ids.is_empty() {
        tell(&format!("note: no screening is kept in {}", store.folder().display()))?;
        return Ok(Exit::Done);
    }
    let mut exit = Exit::Done;
    let mut listed = Vec::new();
    for id in ids {
        match store.read(&id, &Unsealed) {
            Ok(record) => listed.push(record),
            Err(found) => {
                tell(&fault(&id, &found).to_string())?;
                exit = Exit::Refused;
            }
        }
    }
    listed.sort_by_key(|record| (record.state() == State::Finished, std::cmp::Reverse(last(record))));
    let kept: Vec<report::Kept<'_>> = listed.iter().map(in_a_list).collect();
    drop(print(&report::kept(&kept, width(), !is_drawn())));
    Ok(exit)
}

fn last(record: &Record) -> String {
    record.events().last().map(|event| event.at.clone()).unwrap_or_default()
}

fn in_a_list(record: &Record) -> report::Kept<'_> {
    let edition = record.edition().map(|edition| format!("{} {}", edition.id, edition.version));
    report::Kept {
        id: &record.id,
        state: match record.state() {
            State::Finished => report::State::Finished,
            State::Draft if record.is_withdrawn() => report::State::Withdrawn,
            State::Draft => report::State::Unfinished,
        },
        begun: record.events().first().map_or_else(String::new, |event| local_time(&event.at)),
        last: record.events().last().map_or_else(String::new, |event| local_time(&event.at)),
        catalogue: edition.unwrap_or_default(),
        meetings: record.meetings(),
        training: record.case["purpose"] == "training",
    }
}

/// An event in a line. Free text is not shown on a list that somebody may glance at.
fn in_a_line(event: &Event) -> String {
    let answer = |answer: &Value| match answer {
        Value::Object(whole) => {
            let parts = whole.iter().filter(|(key, _)| *key != "note");
            parts.map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    let what = match &event.deed {
        Deed::Began { catalogue, .. } => format!("began with {} {}", catalogue.id, catalogue.version),
        Deed::Fact { fact, answer: given } => format!("{fact}: {}", answer(given)),
        Deed::Indicator { indicator, answer: given } => format!("{indicator}: {}", answer(given)),
        Deed::Noted { indicator, .. } => format!("{indicator}: a note was written or taken out"),
        Deed::Passed { question: Named::Fact(id) | Named::Indicator(id) } => format!("{id}: left as it was"),
        Deed::Detail { wanted: true } => "detailed questions wanted".to_owned(),
        Deed::Detail { wanted: false } => "detailed questions left out".to_owned(),
        Deed::Finished => "the other questions on signs left out".to_owned(),
        Deed::Stopped => "stopped".to_owned(),
        Deed::MetAgain { .. } => "a later meeting began".to_owned(),
        Deed::Withdrew => "the person no longer agreed to a record".to_owned(),
        Deed::Paused => "put aside".to_owned(),
        Deed::Resumed => "taken up again".to_owned(),
        Deed::Moved { catalogue, .. } => format!("moved to {} {}", catalogue.id, catalogue.version),
        Deed::Ended { how } => format!("ended: {how}"),
    };
    format!("{:>4}  {}  {what}", event.n, local_time(&event.at))
}

pub(super) fn show(store: &StoreArg, id: &str, history: bool, how: &ResultArgs) -> anyhow::Result<Exit> {
    how.check()?;
    if let Some(file) = &how.result {
        crate::store::can_write(file, false).map_err(|error| super::open::cannot_write(file, &error))?;
    }
    let store = stored::store(store)?;
    let record = read(&store, id)?;
    if history {
        let line = |event: &Event| serde_json::to_string(event).unwrap_or_default();
        let text = match how.format {
            ResultFormat::Json => record.events().iter().map(line).collect::<Vec<_>>().join("\n"),
            _ => record.events().iter().map(in_a_line).collect::<Vec<_>>().join("\n"),
        };
        how.put(&text)?;
        return Ok(Exit::Done);
    }
    let (catalogue, _) = catalogue_of(&store, &record)?;
    let questionnaire = record.replay(&catalogue).map_err(|damage| fault(&record.id, &damage.into()))?;
    if record.state() == State::Draft {
        tell("note: this screening is not finished")?;
    }
    let for_specialist = questionnaire.for_specialist();
    let stopped = questionnaire.step() == Step::Ended(Ending::Stopped);
    let outcome = Outcome::of(&catalogue, questionnaire.case()).after_talk(&for_specialist, stopped);
    how.put(&outcome.text(how, Detail::Short, how.plain())?)?;
    Ok(Exit::Done)
}

pub(super) fn verify(store: &StoreArg, ids: &[String]) -> anyhow::Result<Exit> {
    let store = stored::store(store)?;
    let find = |begins: &String| store.find(begins).map_err(|found| fault(begins, &found));
    let all = || store.ids().map_err(|found| fault("the store", &found));
    let ids = if ids.is_empty() { all()? } else { ids.iter().map(find).collect::<Result<_, _>>()? };
    let mut exit = Exit::Done;
    for id in ids {
        match verify_one(&store, &id) {
            // Whoever reads no further still gets the exit code.
            Ok(events) => drop(print(&format!("{}: whole, {events} events", short(&id)))),
            Err(error) => {
                tell(&error.to_string())?;
                exit = exit.max(error.downcast_ref::<Failure>().map_or(Exit::Storage, |failure| failure.exit));
            }
        }
    }
    Ok(exit)
}

/// Goes along the chain, and from the events to the case.
fn verify_one(store: &LocalStore, id: &str) -> anyhow::Result<usize> {
    let record = store.read(id, &Unsealed).map_err(|found| fault(id, &found))?;
    let (catalogue, _) = catalogue_of(store, &record)?;
    record.replay(&catalogue).map_err(|damage: Damage| fault(id, &Fault::from(damage)))?;
    Ok(record.events().len())
}

pub(super) fn erase(store: &StoreArg, ids: &[String], yes: bool) -> anyhow::Result<Exit> {
    let store = stored::store(store)?;
    let find = |begins: &String| store.find(begins).map_err(|found| fault(begins, &found));
    let mut ids: Vec<String> = ids.iter().map(find).collect::<Result<_, _>>()?;
    ids.dedup();
    if !yes && !is_sure(&ids)? {
        tell("Nothing was erased.")?;
        return Ok(Exit::Refused);
    }
    for id in &ids {
        store.erase(id).map_err(|found| fault(id, &found))?;
        tell(&format!("{}: erased", short(id)))?;
    }
    tell("note: what a disk or a backup keeps of erased files is out of reach")?;
    Ok(Exit::Done)
}

/// What is erased does not come back, so that it is asked for in a word.
fn is_sure(ids: &[String]) -> anyhow::Result<bool> {
    let named: Vec<&str> = ids.iter().map(|id| short(id)).collect();
    if !io::stdin().is_terminal() {
        let text = "error[usage]: erasing needs somebody to say yes\n  = say --yes where nobody can be asked";
        return Err(Failure::with(Exit::Usage, text));
    }
    tell(&format!("This erases {} for good. Type `erase` to go on.", named.join(", ")))?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim() == "erase")
}
