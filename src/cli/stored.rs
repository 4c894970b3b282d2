//! Where the store is, and what its faults lead to.

use super::damaged::damaged;
use super::keyring::Keyring;
use super::{Exit, Failure, StoreArg, tell};
use crate::catalogue::{Catalogue, builtin};
use crate::document::SourceFile;
use crate::escape;
use crate::store::{Damage, Fault, Head, LocalDisk, Record, Store, copy_name};
use crate::wording::{self, short};
use etcetera::BaseStrategy as _;
use std::path::{Path, PathBuf};

/// Characters of an id.
const ID_LENGTH: usize = 36;

/// The store of this device.
pub type LocalStore = Store<LocalDisk>;

/// The store that was named, or that of this user; refused if others may write into it.
pub fn store(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let store = place(named)?;
    store.check().map_err(|found| fault("the store", &found))?;
    super::quiet::warn_if_copied(store.folder());
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
    // Ids are told by their beginning; anything else in full.
    let named = if id.len() == ID_LENGTH { short(id) } else { id };
    let (exit, code, mend) = match fault {
        Fault::OpenToOthers(folder) => {
            return not_safe(folder, fault, "take their right away: chmod go-w '{}'; or name");
        }
        Fault::OfOthers(folder) => return not_safe(folder, fault, "name"),
        Fault::Damaged(damage) => return damaged(named, damage).into(),
        Fault::Catalogue => {
            (Exit::Altered, "altered", "keep the file as it is, and tell whoever looks after the device")
        }
        Fault::NotThere => {
            (Exit::Storage, "unknown-id", "`tipscreen case list` lists the ids; four letters are enough")
        }
        Fault::Several => (Exit::Storage, "unknown-id", "give more letters of it: `tipscreen case list`"),
        Fault::Busy(_) => (Exit::Storage, "busy", "go on there, or close that window first"),
        Fault::Disk(_) => {
            (Exit::Storage, "unwritable", "check the folder and its permissions, or name another with --store")
        }
    };
    Failure::with(exit, format!("error[{code}]: {named}: {fault}\n  = {mend}"))
}

/// A folder is not its owner's alone. In a line that is typed as it stands the path is whole.
fn not_safe(folder: &Path, fault: &Fault, mend: &str) -> anyhow::Error {
    let whole = escape::line(&folder.display().to_string()).into_owned();
    let mend = mend.replace("{}", &whole.replace('\'', "'\\''"));
    let text = format!("error[unsafe-store]: {whole}: {fault}\n  = {mend} a store of your own with --store");
    Failure::with(Exit::Storage, text)
}

/// A record of the store, read.
pub fn read(store: &LocalStore, begins: &str, keyring: &Keyring) -> anyhow::Result<Record> {
    let id = store.find(begins).map_err(|found| fault(begins, &found))?;
    let head = store.head(&id).map_err(|found| fault(&id, &found))?;
    let record = store.read(&id, &keyring.seal_for(&head)?).map_err(|found| fault(&id, &found))?;
    if is_strange(keyring, &head, &record) {
        tell(&format!("note: {}{}", short(&id), wording::NOT_SEALED));
    }
    Ok(record)
}

/// Whether a record of a real person stands unsealed in a store that seals: made before there was a key, chosen aloud, or
/// laid there by somebody else.
pub fn is_strange(keyring: &Keyring, head: &Head, record: &Record) -> bool {
    keyring.seals() && !head.is_sealed() && record.case["purpose"] != "training"
}

/// The catalogue that a record stands on, from the copy that the store keeps.
pub fn catalogue_of(store: &LocalStore, record: &Record) -> anyhow::Result<(Catalogue, Vec<SourceFile>)> {
    let not_whole = || fault(&record.id, &Fault::Damaged(Damage::Event(1)));
    let edition = record.edition().ok_or_else(not_whole)?;
    let built_in = || builtin::files(&edition.id).ok().filter(|files| copy_name(files) == edition.copy);
    let files = store.catalogue(edition).or_else(|found| built_in().ok_or(found));
    let files = files.map_err(|found| fault(&record.id, &found))?;
    let catalogue = Catalogue::read_stored(files.clone()).map_err(|_| {
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
