//! Where the store is, and what its faults lead to.

use super::keyring::Keyring;
use super::{Exit, Failure, StoreArg};
use crate::catalogue::{Catalogue, builtin};
use crate::document::SourceFile;
use crate::store::{Damage, Fault, LocalDisk, Record, Store, copy_name};
use crate::wording::short;
use etcetera::BaseStrategy as _;
use std::path::PathBuf;

/// Characters of an id.
const ID_LENGTH: usize = 36;

/// The store of this device.
pub type LocalStore = Store<LocalDisk>;

/// The store that was named, or that of this user; refused if others may write into it.
pub fn store(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let store = place(named)?;
    store.check().map_err(|found| fault("the store", &found))?;
    super::quiet::warn_if_copied(store.folder())?;
    Ok(store)
}

/// The same, without a look at what is there.
pub fn place(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let from_environment =
        || std::env::var_os("TIPSCREEN_STORE").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let of_user = || etcetera::choose_base_strategy().ok().map(|strategy| strategy.data_dir().join("tipscreen"));
    let folder = named.store.clone().or_else(from_environment).or_else(of_user);
    let folder = folder.ok_or_else(|| {
        let text = "error[unwritable]: there is no data folder of this user\n  = name one with --store";
        Failure::with(Exit::Storage, text)
    })?;
    Ok(Store::at(LocalDisk, folder))
}

/// A fault of the store, told of one record.
pub fn fault(id: &str, fault: &Fault) -> anyhow::Error {
    if let Fault::OpenToOthers(folder) = fault {
        let folder = super::shown(&folder.display().to_string());
        let mend = format!("take their right away: chmod go-w '{folder}'; or name a store of your own with --store");
        return Failure::with(Exit::Storage, format!("error[unsafe-store]: {folder}: {fault}\n  = {mend}"));
    }
    let (exit, code, mend) = match fault {
        Fault::NotThere => {
            (Exit::Storage, "unknown-id", "`tipscreen case list` lists the ids; four letters are enough")
        }
        Fault::Busy(_) => (Exit::Storage, "busy", "go on there, or close that window first"),
        Fault::Damaged(Damage::Newer) => (Exit::Storage, "newer", "use that version; the file was left as it is"),
        Fault::Damaged(Damage::NoKey) => {
            (Exit::Altered, "no-key", "name the key with --identity FILE, or go where the key is")
        }
        Fault::Damaged(Damage::Sealed) => {
            (Exit::Altered, "altered", "name another key with --identity FILE; the file was left as it is")
        }
        Fault::Damaged(_) | Fault::Catalogue => {
            (Exit::Altered, "altered", "keep the file as it is, and tell whoever looks after the device")
        }
        Fault::Disk(_) | Fault::OpenToOthers(_) => {
            (Exit::Storage, "unwritable", "check the folder and its permissions, or name another with --store")
        }
    };
    // Ids are told by their beginning; anything else in full.
    let named = if id.len() == ID_LENGTH { short(id) } else { id };
    Failure::with(exit, format!("error[{code}]: {named}: {fault}\n  = {mend}"))
}

/// A record of the store, read.
pub fn read(store: &LocalStore, begins: &str, keyring: &Keyring) -> anyhow::Result<Record> {
    let id = store.find(begins).map_err(|found| fault(begins, &found))?;
    let head = store.head(&id).map_err(|found| fault(&id, &found))?;
    store.read(&id, &keyring.seal_for(&head)?).map_err(|found| fault(&id, &found))
}

/// The catalogue that a record stands on, from the copy that the store keeps.
pub fn catalogue_of(store: &LocalStore, record: &Record) -> anyhow::Result<(Catalogue, Vec<SourceFile>)> {
    let not_whole = || fault(&record.id, &Fault::Damaged(Damage::Event(1)));
    let edition = record.edition().ok_or_else(not_whole)?;
    let built_in = || builtin::files(&edition.id).ok().filter(|files| copy_name(files) == edition.copy);
    let files = store.catalogue(edition).or_else(|found| built_in().ok_or(found));
    let files = files.map_err(|found| fault(&record.id, &found))?;
    let catalogue = Catalogue::read(files.clone()).map_err(|_| {
        let text = format!(
            "error[other-catalogue]: {}: the catalogue it began with, {} {}, can't be read by this version of tipscreen\n  \
             = use the version it was made with",
            short(&record.id),
            edition.id,
            edition.version
        );
        Failure::with(Exit::Catalogue, text)
    })?;
    Ok((catalogue, files))
}

/// A moment in the time zone of this device.
pub fn local_time(at: &str) -> String {
    let parsed: Option<jiff::Timestamp> = at.parse().ok();
    parsed.map_or_else(String::new, |moment| {
        moment.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
    })
}
