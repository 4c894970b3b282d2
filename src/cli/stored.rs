//! Where the store is, and what its faults lead to.

use super::clock;
use super::damaged::damaged;
use super::device::Signers;
use super::keyring::Keyring;
use crate::catalogue::{Catalogue, CatalogueFiles, builtin};
use crate::cli::args::StoreArg;
use crate::cli::console::eprint_message;
use crate::cli::exit::{Exit, Failure};
use crate::cli::printed_command;
use crate::diagnostic::{Code, Diagnostic};
use crate::escape;
use crate::no_follow::IsLink;
use crate::store::{Head, LocalDisk, LockError, Record, RecordError, Store, StoreError, WhyLeft};
use crate::toml_input::{path_name, shown};
use std::path::{Path, PathBuf};

/// Characters of an id.
const ID_LENGTH: usize = 36;

/// The store of this device.
pub type LocalStore = Store<LocalDisk>;

/// The store that was named, or that of this user; refused if others may write into it.
pub fn store(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let store = place(named)?;
    store.check().map_err(|found| fault(text!("store-itself"), &found))?;
    crate::cli::hardening::warn_if_copied(store.folder());
    Ok(store)
}

/// The same, without a look at what is there.
pub fn place(named: &StoreArg) -> anyhow::Result<LocalStore> {
    let from_environment =
        || std::env::var_os("TIPSCREEN_STORE").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let folder = named.store.clone().or_else(from_environment).or_else(printed_command::usual_store);
    let none =
        || Failure::of(Exit::Storage, &Diagnostic::new(Code::Unwritable, what_and_help!("store-no-data-folder")));
    let folder = folder.ok_or_else(none)?;
    printed_command::use_store(&folder);
    Ok(Store::at(LocalDisk::default(), folder))
}

/// A fault of the store, told of one record.
pub fn fault(id: &str, fault: &StoreError) -> anyhow::Error {
    // Ids are told by their beginning; anything else in full.
    let named = shown(if id.len() == ID_LENGTH { short(id) } else { id });
    let command = |help: &str, words: &[&str]| format!("{help}\n  {}", printed_command::command(words));
    if let StoreError::Disk(error) = fault
        && let Some(there) = LockError::of(error)
    {
        return no_lock(&named, there);
    }
    let (exit, code, help) = match fault {
        StoreError::OpenToOthers(folder) => {
            let close = escape::closing(&printed_command::whole(folder));
            return not_safe(folder, fault, format!("{}\n  {close}", text!("store-close-store")));
        }
        StoreError::OfOthers(folder) => return not_safe(folder, fault, text!("store-own-store").to_owned()),
        StoreError::FileOpenToOthers(file) => {
            let close = escape::closing(&printed_command::whole(file));
            (Exit::Storage, Code::UnsafeRecord, format!("{}:\n  {close}", text!("record-open-to-others")))
        }
        StoreError::FileOfOthers(_) => (Exit::Storage, Code::UnsafeRecord, text!("record-of-others").to_owned()),
        StoreError::Damaged(damage) => return damaged(&named, damage).into(),
        StoreError::Catalogue => (Exit::Altered, Code::Altered, text!("store-keep-file").to_owned()),
        StoreError::NotThere => {
            (Exit::Storage, Code::UnknownId, command(text!("store-enough-letters"), &["case", "list"]))
        }
        StoreError::Several => {
            (Exit::Storage, Code::UnknownId, command(text!("store-more-letters"), &["case", "list"]))
        }
        StoreError::NoLaterMeeting => {
            (Exit::Usage, Code::WrongValue, command(text!("store-discard-unfinished"), &["screen", "--resume"]))
        }
        StoreError::NotAll(left) => {
            let is_refused = left.iter().any(|one| matches!(one.why, WhyLeft::Disk(_)));
            let exit = if is_refused { Exit::Storage } else { Exit::Refused };
            let (what, help) = what_and_help!("store-not-all-erased");
            let error = (format!("{what}\n{fault}"), help);
            return Failure::of(exit, &Diagnostic::of_file(Code::NotErased, named, error)).into();
        }
        StoreError::Busy(_) => (Exit::Storage, Code::Busy, text!("store-close-window").to_owned()),
        StoreError::Changed => (Exit::Storage, Code::Busy, text!("store-see-changed").to_owned()),
        StoreError::Disk(error) if IsLink::is_why(error) => {
            (Exit::Storage, Code::UnsafeStore, text!("record-link-in-store").to_owned())
        }
        StoreError::Disk(_) => (Exit::Storage, Code::Unwritable, text!("store-check-folder").to_owned()),
    };
    Failure::of(exit, &Diagnostic::of_file(code, named, (fault.to_string(), help))).into()
}

/// A record can't be locked while something else stands where its lock should be.
fn no_lock(named: &str, there: &LockError) -> anyhow::Error {
    let path = printed_command::whole(&there.path);
    let (help, line) = if there.is_link {
        (text!("record-lock-is-link"), escape::deleting(&path))
    } else {
        (text!("record-lock-is-file"), escape::line(&path.to_string_lossy()).into_owned())
    };
    let error = (there.to_string(), format!("{help}:\n  {line}"));
    Failure::of(Exit::Storage, &Diagnostic::of_file(Code::Unwritable, named, error)).into()
}

/// A folder is not its owner's alone.
fn not_safe(folder: &Path, fault: &StoreError, help: String) -> anyhow::Error {
    let error = (fault.to_string(), help);
    Failure::of(Exit::Storage, &Diagnostic::of_file(Code::UnsafeStore, path_name(folder), error)).into()
}

/// The beginning of an id, as much as tells it from others.
pub fn short(id: &str) -> &str {
    shortest(id, 8)
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
        let is_doubted = !Signers::here().vouch_for(&record);
        let doubt = if is_doubted { format!(": {}", text!("key-unsealed-could-be-made")) } else { String::new() };
        let what = format!("{}{doubt}", not_sealed(store, keyring));
        eprint_message(&text!("store-note-on-record", record = short(&id), what = what));
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
    if keyring.is_of_another(store) { text!("record-not-sealed-elsewhere") } else { text!("record-not-sealed") }
}

/// The catalogue that a record stands on, from the copy that the store keeps.
pub fn catalogue_of(store: &LocalStore, record: &Record) -> anyhow::Result<(Catalogue, CatalogueFiles)> {
    let not_whole = || fault(&record.id, &StoreError::Damaged(RecordError::Event(1)));
    let edition = record.edition().ok_or_else(not_whole)?;
    let files = store.files_of(edition).map_err(|found| fault(&record.id, &found))?;
    let catalogue = Catalogue::read_stored(&files).map_err(|_| {
        let error = what_and_help!(
            "store-catalogue-not-read",
            catalogue = shown(&edition.id),
            version = shown(&edition.version),
        );
        Failure::of(Exit::Catalogue, &Diagnostic::of_file(Code::OtherCatalogue, short(&record.id), error))
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
    catalogue.rules_of(&edition.method) != crate::catalogue::MethodMatch::NotComparable
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
