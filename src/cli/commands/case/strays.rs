//! Names what lies in the folders of a store and is no record: copies, files that were left, files of anybody else.

use crate::cli::console::{eprint_failure, eprint_message};
use crate::cli::exit::Exit;
use crate::cli::keyring::Keyring;
use crate::cli::stored::{LocalStore, fault, shortest};
use crate::diagnostic::Code;
use crate::report::Gravity;
use crate::store::{Seal, Stray, StrayKind};

/// How many records of a file are named, where it holds something of many.
const MOST_NAMED: usize = 3;

/// Opens the key that was named, where there is a sealed file of which it can't be told otherwise whose it is.
pub fn unlock(store: &LocalStore, keyring: &Keyring) -> anyhow::Result<Exit> {
    if !keyring.is_named() {
        return Ok(Exit::Done);
    }
    let strays = store.strays(&keyring.seal()).map_err(|found| fault(text!("store-itself"), &found))?;
    if !strays.iter().any(|stray| [Some(stray.is), stray.unseen].contains(&Some(StrayKind::Sealed))) {
        return Ok(Exit::Done);
    }
    keyring.unlock_widest().map_or_else(eprint_failure, |()| Ok(Exit::Done))
}

/// Names all of it, or only what is of these records. The exit code says whether answers may be in any of it.
pub fn name_all(store: &LocalStore, keyring: &Keyring, of: Option<&[String]>) -> anyhow::Result<Exit> {
    let exit = unlock(store, keyring)?;
    let seal = &keyring.seal();
    let found = store.strays(seal).and_then(|strays| Ok((strays, store.letters_enough()?)));
    let (mut strays, letters) = found.map_err(|found| fault(text!("store-itself"), &found))?;
    if let Some(of) = of {
        strays.retain(|stray| stray.is_uncertain() || stray.ids.iter().any(|id| of.contains(id)));
    }
    for stray in &strays {
        let what = described(stray, store, seal, letters);
        eprint_message(&if stray.may_hold_answers() {
            format!("{}: {}: {what}", Gravity::Warning.heading(Code::StrayFile), stray.name)
        } else {
            text!("command-stray", file = &*stray.name, what = what)
        });
    }
    let (of_records, uncertain) =
        (strays.iter().any(|one| !one.ids.is_empty()), strays.iter().any(Stray::is_uncertain));
    if strays.iter().any(|one| one.is_of_store && !one.ids.is_empty()) {
        eprint_message(&format!("  = {}", text!("record-stray-id-in-store-file")));
    }
    if strays.iter().any(|one| !one.is_of_store && !one.ids.is_empty()) {
        eprint_message(&format!("  = {}", text!("record-stray-of-record")));
    }
    if uncertain {
        eprint_message(&format!("  = {}", text!("record-stray-unclear")));
    }
    Ok(exit.max(if of_records || uncertain { Exit::Refused } else { Exit::Done }))
}

/// What a stray file is, in words.
pub fn described(stray: &Stray, store: &LocalStore, seal: &dyn Seal, letters: usize) -> String {
    let ids: Vec<&str> = stray.ids.iter().take(MOST_NAMED).map(|id| shortest(id, letters)).collect();
    let (ids, more) = (ids.join(", "), stray.ids.len().saturating_sub(MOST_NAMED));
    let ids = if more == 0 { ids } else { text!("record-stray-and-more", ids = ids, count = more) };
    match stray.is {
        StrayKind::Copy { same: true } => text!("record-stray-exact-copy", ids = ids),
        StrayKind::Copy { same: false } => other_version(&ids, stray, store, seal),
        StrayKind::Trace => text!("record-stray-trace", ids = ids),
        StrayKind::Folder => text!("record-stray-folder", ids = ids),
        StrayKind::Link if ids.is_empty() => text!("record-stray-link").to_owned(),
        StrayKind::Link => format!("{}, {}", text!("record-stray-link"), text!("record-stray-named-after", ids = ids)),
        StrayKind::Unreadable | StrayKind::Sealed | StrayKind::Packed if !ids.is_empty() => {
            text!("record-stray-named-after", ids = ids)
        }
        StrayKind::Sealed => text!("record-stray-sealed").to_owned(),
        StrayKind::Packed => text!("record-stray-packed").to_owned(),
        StrayKind::Unreadable => text!("record-stray-unreadable").to_owned(),
        StrayKind::Other => text!("record-stray-other").to_owned(),
    }
}

/// How a copy that differs from its record differs: before it is taken away it has to be known whether it holds more.
fn other_version(ids: &str, stray: &Stray, store: &LocalStore, seal: &dyn Seal) -> String {
    let Some(id) = stray.ids.first() else { return text!("record-stray-version", ids = ids) };
    if store.head(id).is_err() {
        return text!("record-stray-version-alone", ids = ids);
    }
    let copy = store.read_stray(stray, seal).ok();
    let record = store.read(id, seal).ok();
    match (copy, record) {
        (Some(copy), Some(record)) => {
            let (copy, record) = (copy.events().len(), record.events().len());
            text!("record-stray-version-events", ids = ids, copy = copy, record = record)
        }
        _ => text!("record-stray-version-not-compared", ids = ids),
    }
}
