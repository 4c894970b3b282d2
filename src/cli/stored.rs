//! Where the store is, and what its faults lead to.

use super::clock;
use super::damaged::damaged;
use super::device::Signers;
use super::keyring::Keyring;
use crate::catalogue::{Catalogue, CatalogueFiles, builtin};
use crate::cli::args::StoreArg;
use crate::cli::console::tell;
use crate::cli::exit::{Exit, Failure};
use crate::cli::printed_command;
use crate::escape;
use crate::no_follow::IsLink;
use crate::store::{Head, LocalDisk, NoLock, Record, RecordError, Store, StoreError, WhyLeft};
use crate::toml_input::{path_name, shown};
use crate::wording::{self, short};
use std::path::{Path, PathBuf};

/// Characters of an id.
const ID_LENGTH: usize = 36;

/// Another store may be named.
const OWN_STORE: &str = "a store of your own with --store";

/// The store of this device.
pub type LocalStore = Store<LocalDisk>;

/// The store that was named, or that of this user; refused if others may write into it.
pub fn store(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let store = place(named)?;
    store.check().map_err(|found| fault("the store", &found))?;
    crate::cli::hardening::warn_if_copied(store.folder());
    Ok(store)
}

/// The same, without a look at what is there.
pub fn place(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let from_environment =
        || std::env::var_os("TIPSCREEN_STORE").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let folder = named.store.clone().or_else(from_environment).or_else(printed_command::usual_store);
    let folder = folder.ok_or_else(|| {
        let text = "error[unwritable]: there is no data folder of this user\n  = name one with --store";
        Failure::with(Exit::Storage, text)
    })?;
    printed_command::use_store(&folder);
    Ok(Store::at(LocalDisk::default(), folder))
}

/// What to do about files that are left of a record that was erased.
const TAKE_AWAY: &str = "open these files yourself and delete them, or name a key with --identity FILE and erase again";

/// A fault of the store, told of one record.
pub fn fault(id: &str, fault: &StoreError) -> anyhow::Error {
    // Ids are told by their beginning; anything else in full.
    let named = shown(if id.len() == ID_LENGTH { short(id) } else { id });
    let list = printed_command::command(&["case", "list"]);
    let unfinished =
        format!("discard a screening that is unfinished:\n  {}", printed_command::command(&["screen", "--resume"]));
    let (which, several) = (
        format!("give at least four letters of an id, as this lists them:\n  {list}"),
        format!("give more letters of it:\n  {list}"),
    );
    if let StoreError::Disk(error) = fault
        && let Some(there) = NoLock::of(error)
    {
        return no_lock(&named, there);
    }
    let (exit, code, help) = match fault {
        StoreError::OpenToOthers(folder) => {
            let close = escape::closing(&printed_command::whole(folder));
            return not_safe(folder, fault, &format!("take their right away, or name {OWN_STORE}:\n  {close}"));
        }
        StoreError::OfOthers(folder) => return not_safe(folder, fault, &format!("name {OWN_STORE}")),
        StoreError::FileOpenToOthers(file) => {
            let close = escape::closing(&printed_command::whole(file));
            return not_own(&named, fault, &format!("{}:\n  {close}", wording::CLOSE_RECORD));
        }
        StoreError::FileOfOthers(_) => return not_own(&named, fault, wording::RECORD_OF_OTHERS),
        StoreError::Damaged(damage) => return damaged(&named, damage).into(),
        StoreError::Catalogue => {
            (Exit::Altered, "altered", "keep the file as it is, and tell whoever looks after the device")
        }
        StoreError::NotThere => (Exit::Storage, "unknown-id", which.as_str()),
        StoreError::Several => (Exit::Storage, "unknown-id", several.as_str()),
        StoreError::NoLaterMeeting => (Exit::Usage, "wrong-value", unfinished.as_str()),
        StoreError::NotAll(left) => {
            let is_refused = left.iter().any(|one| matches!(one.why, WhyLeft::Disk(_)));
            let exit = if is_refused { Exit::Storage } else { Exit::Refused };
            let text = format!("error[not-erased]: {named}: not all of it could be erased:\n{fault}\n  = {TAKE_AWAY}");
            return Failure::with(exit, text);
        }
        StoreError::Busy(_) => (Exit::Storage, "busy", "go on there, or close that window first"),
        StoreError::Changed => (Exit::Storage, "busy", "see what is there now with `case verify`"),
        StoreError::Disk(error) if IsLink::is_why(error) => (Exit::Storage, "unsafe-store", wording::LINK_IN_STORE),
        StoreError::Disk(_) => {
            (Exit::Storage, "unwritable", "check the folder and its permissions, or name another with --store")
        }
    };
    Failure::with(exit, format!("error[{code}]: {named}: {fault}\n  = {help}"))
}

/// The file of a record is not its owner's alone.
fn not_own(named: &str, fault: &StoreError, help: &str) -> anyhow::Error {
    Failure::with(Exit::Storage, format!("error[unsafe-record]: {named}: {fault}\n  = {help}"))
}

/// A record can't be locked while something else stands where its lock should be.
fn no_lock(named: &str, there: &NoLock) -> anyhow::Error {
    let path = printed_command::whole(&there.path);
    let (help, line) = if there.is_link {
        (wording::DELETE_LINK, escape::deleting(&path))
    } else {
        (wording::MOVE_AWAY, escape::line(&path.to_string_lossy()).into_owned())
    };
    Failure::with(Exit::Storage, format!("error[unwritable]: {named}: {there}\n  = {help}:\n  {line}"))
}

/// A folder is not its owner's alone.
fn not_safe(folder: &Path, fault: &StoreError, help: &str) -> anyhow::Error {
    let named = path_name(folder);
    Failure::with(Exit::Storage, format!("error[unsafe-store]: {named}: {fault}\n  = {help}"))
}

/// So many letters of an id.
pub fn shortest(id: &str, letters: usize) -> &str {
    id.get(..letters).unwrap_or(id)
}

/// A record of the store, read.
pub fn read(store: &LocalStore, begins: &str, keyring: &Keyring) -> anyhow::Result<Record> {
    let id = store.find(begins).map_err(|found| fault(begins, &found))?;
    let head = store.head(&id).map_err(|found| fault(&id, &found))?;
    let record = store.read(&id, &keyring.seal_for(&head)?).map_err(|found| fault(&id, &found))?;
    if is_strange(keyring, &head, &record) {
        let doubt = wording::could_have_made("it", wording::ANYBODY_WITH_DISK);
        let doubt = if Signers::here().vouch_for(&record) { "" } else { &doubt };
        tell(&format!("note: {}{}", short(&id), wording::not_sealed(not_sealed(store, keyring), doubt)));
    }
    Ok(record)
}

/// Whether a record of a real person stands unsealed in a store that seals: made before there was a key, chosen aloud, or
/// laid there by somebody else.
pub fn is_strange(keyring: &Keyring, head: &Head, record: &Record) -> bool {
    keyring.seals() && !head.is_sealed() && record.case["purpose"] != "training"
}

/// That a record is not sealed, by whose keys it could be.
pub fn not_sealed(store: &LocalStore, keyring: &Keyring) -> &'static str {
    if keyring.is_of_another(store) { wording::NOT_SEALED_ELSEWHERE } else { wording::NOT_SEALED }
}

/// The catalogue that a record stands on, from the copy that the store keeps.
pub fn catalogue_of(store: &LocalStore, record: &Record) -> anyhow::Result<(Catalogue, CatalogueFiles)> {
    let not_whole = || fault(&record.id, &StoreError::Damaged(RecordError::Event(1)));
    let edition = record.edition().ok_or_else(not_whole)?;
    let files = store.files_of(edition).map_err(|found| fault(&record.id, &found))?;
    let catalogue = Catalogue::read_files(&files).map_err(|_| {
        let text = format!(
            "error[other-catalogue]: {}: the catalogue it began with, {} {}, can't be read by this version of tipscreen\n  \
             = use the version it was made with",
            short(&record.id),
            shown(&edition.id),
            shown(&edition.version)
        );
        Failure::with(Exit::Catalogue, text)
    })?;
    // What the events name and what the copy holds belong together.
    let is_whole = edition.method == catalogue.method_fingerprint().to_string()
        && edition.texts == catalogue.texts_fingerprint().to_string();
    if !is_whole && rules_are_comparable(&catalogue, edition) {
        return Err(fault(&record.id, &StoreError::Catalogue));
    }
    Ok((catalogue, files))
}

/// Whether the fingerprints of a record are of the kind that is made today: of an earlier one nothing can be told.
fn rules_are_comparable(catalogue: &Catalogue, edition: &crate::store::Edition) -> bool {
    catalogue.rules_of(&edition.method) != crate::catalogue::Rules::NotComparable
}

/// Whether a catalogue from a store has the name and the version of one that is built in, and other files: numbers and
/// advice on it are not those of this program, and anybody who can write to the store may have changed them.
pub fn is_not_the_built_in(catalogue: &Catalogue, files: &CatalogueFiles) -> bool {
    let own = builtin::files(&catalogue.id).is_ok_and(|own| own != files.own);
    let same_version = || Catalogue::builtin(&catalogue.id).and_then(Result::ok);
    own && same_version().is_some_and(|built_in| built_in.name() == catalogue.name())
}

/// A moment in the time zone of this device.
pub fn local_time(at: &str) -> String {
    let parsed: Option<jiff::Timestamp> = at.parse().ok();
    parsed.map_or_else(String::new, |moment| moment.to_zoned(clock::zone()).strftime("%Y-%m-%d %H:%M").to_string())
}
