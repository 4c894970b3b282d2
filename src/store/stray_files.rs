//! Finds files in the folders of a store that are no record of their name. These are copies by a person, an editor or a
//! sync program, leftovers of a killed process, and files of others. `case list`, `case verify` and `case erase` report
//! all of them.

use crate::store::contents::{Contents, FileInspector};
use crate::store::disk::{EntryKind, FolderEntry};
use crate::store::keys::is_of_keys;
use crate::store::record::{Head, Record};
use crate::store::record_ids::RecordFileState;
use crate::store::{Disk, LOCK, RECORD, Seal, Store, StoreError, atomic_write, disk, is_id, uuids};
use crate::toml_input::{FileKind, kind_of, shown};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The deepest folder that is searched.
const MAX_DEPTH: usize = 16;
/// The most entries that are searched.
const MAX_ENTRIES: usize = 200_000;

/// A file, link or folder in a store that is no record of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    pub path: PathBuf,
    /// Its path inside the store, for people.
    pub name: String,
    /// The records that it is a copy of, contains a part of, or is named after.
    pub ids: Vec<String>,
    pub is: StrayKind,
    /// Why a part of it could not be read, if its name does not show whose it is either.
    pub unseen: Option<StrayKind>,
    /// Whether the store itself needs the file. It is then never erased.
    pub is_of_store: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrayKind {
    /// A record under another name.
    Copy {
        /// Whether it equals the record, byte by byte.
        same: bool,
    },
    /// No whole record, but the id of one is in its name or its text.
    Trace,
    /// Encrypted and not decrypted, so its owner is unknown.
    Sealed,
    /// Packed or encoded in an unknown way, so its content is unknown.
    Packed,
    /// Unreadable, or too deep, too large or too much to search.
    Unreadable,
    /// A link to another place.
    Link,
    /// A folder that is named after a record.
    Folder,
    /// No part of a record, as far as can be known.
    Other,
}

impl Stray {
    /// Whether it holds answers of a person, or may hold some.
    pub fn may_hold_answers(&self) -> bool {
        !self.ids.is_empty() || self.is_uncertain()
    }

    /// Whether it may hold answers of other people than its known owners, if it has any.
    pub fn is_uncertain(&self) -> bool {
        self.unseen.is_some()
    }
}

/// The part of a store in which an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    /// The folder of records, or one inside it. Nothing else belongs there.
    Records,
    /// The folder of catalogues, or one inside it.
    Catalogues,
    /// Directly in the store.
    Top,
    /// The folder of keys, or one that the store did not make.
    Elsewhere,
}

/// A stray before all ids are known.
struct Found {
    stray: Stray,
    /// The id in its name, if it is a damaged record of that id. Such damage is reported with the record.
    damaged: Option<String>,
    /// Ids in its text, which matter only if they are ids of records.
    in_text: BTreeSet<String>,
}

impl<D: Disk> Store<D> {
    /// Everything in the folders of the store that is no record of its name. A seal that can decrypt finds more.
    /// Without a key, the head of an encrypted record still shows its id.
    ///
    /// # Errors
    /// A folder of the store can't be read.
    pub fn strays(&self, seal: &dyn Seal) -> Result<Vec<Stray>, StoreError> {
        self.strays_beside(&BTreeSet::new(), seal)
    }

    /// The same, if these ids are known to be of records too.
    pub(super) fn strays_beside(&self, ids: &BTreeSet<String>, seal: &dyn Seal) -> Result<Vec<Stray>, StoreError> {
        let names = self.record_names()?;
        let is_one = |id: &&String| self.stands(id, &names) != RecordFileState::Copy;
        let mut known: BTreeSet<String> = names.iter().filter(is_one).chain(ids).cloned().collect();
        let look = Look { store: self, seal, names: &names, looking: FileInspector::new(seal, &names) };
        let found = look.everywhere()?;
        known.extend(found.iter().flat_map(|one| one.stray.ids.iter().cloned()));
        let settled = |Found { mut stray, in_text, damaged }: Found| {
            let more = in_text.into_iter().filter(|id| known.contains(id) && !stray.ids.contains(id));
            let more: Vec<String> = more.collect();
            if !more.is_empty() && !matches!(stray.is, StrayKind::Copy { .. }) {
                stray.is = StrayKind::Trace;
            }
            stray.ids.extend(more);
            // Ids of others in a damaged record are no part of it.
            if let Some(own) = damaged {
                if stray.ids.iter().all(|id| *id == own) && stray.unseen.is_none() {
                    return None;
                }
                stray.ids.extend((!stray.ids.contains(&own)).then_some(own));
            }
            Some(stray)
        };
        let mut strays: Vec<Stray> = found.into_iter().filter_map(settled).collect();
        // A file of the store itself may name no id, but must be readable.
        let is_odd = |stray: &Stray| matches!(stray.unseen, Some(StrayKind::Packed | StrayKind::Unreadable));
        strays.retain(|stray| !stray.ids.is_empty() || is_odd(stray) || !stray.is_of_store);
        strays.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(strays)
    }

    /// Reads a stray file that is a record under another name.
    pub fn read_stray(&self, stray: &Stray, seal: &dyn Seal) -> Result<Record, StoreError> {
        let bytes = self.disk.read(&stray.path)?;
        // A record that was re-encrypted by hand no longer has the form of a record in a store.
        let sealed_by_hand = || Record::read_text(&seal.open(&bytes)?);
        Ok(Record::read(&bytes, seal).or_else(|_| sealed_by_hand())?)
    }

    /// Whether the path is that of a file, or temporary file, which the store keeps beside its records.
    fn is_known(&self, path: &Path) -> bool {
        let folder = path.parent().and_then(|folder| folder.strip_prefix(&self.folder).ok());
        let Some((folder, name)) = folder.zip(path.file_name().and_then(OsStr::to_str)) else { return false };
        let name = atomic_write::meant_for(name).unwrap_or(name);
        match folder.to_str() {
            Some("catalogues") => {
                let copy = name.strip_suffix(".json");
                copy.is_some_and(|copy| copy.bytes().all(|byte| byte.is_ascii_hexdigit()))
            }
            Some("keys") => is_of_keys(name),
            _ => false,
        }
    }
}

/// Searches the folders of a store.
struct Look<'s, D> {
    store: &'s Store<D>,
    seal: &'s dyn Seal,
    /// Names that could be those of records.
    names: &'s [String],
    looking: FileInspector<'s>,
}

impl<D: Disk> Look<'_, D> {
    fn everywhere(&self) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        let mut folders = vec![(self.store.folder.clone(), Area::Top, 0)];
        let mut looked_at = 0;
        while let Some((folder, area, depth)) = folders.pop() {
            let entries = match self.store.disk.entries(&folder) {
                // Without a folder of its own, the state of the store is unknown.
                Err(error) if depth < 2 && area != Area::Elsewhere => return Err(error.into()),
                Err(_) => {
                    found.push(self.found(&folder, BTreeSet::new(), StrayKind::Unreadable));
                    continue;
                }
                Ok(entries) => entries,
            };
            for FolderEntry { name, kind } in entries {
                let path = folder.join(&name);
                looked_at += 1;
                if looked_at > MAX_ENTRIES {
                    // The remaining entries are unknown.
                    found.push(self.found(&folder, BTreeSet::new(), StrayKind::Unreadable));
                    return Ok(found);
                }
                if kind == EntryKind::Folder && depth >= MAX_DEPTH {
                    found.push(self.found(&path, BTreeSet::new(), StrayKind::Unreadable));
                } else if kind == EntryKind::Folder {
                    found.extend(self.folder(&path, &name, depth));
                    folders.push((path, area.inside(&name), depth + 1));
                } else if !self.belongs(&name, kind, area, depth) {
                    found.extend(self.look_at(&path, kind));
                } else if let Some(id) = self.damaged(&name) {
                    let looked_at = self.look_at(&path, kind);
                    found.extend(looked_at.map(|found| Found { damaged: Some(id), ..found }));
                }
            }
        }
        Ok(found)
    }

    /// A folder with the name of a store's temporary file, or named after a record.
    fn folder(&self, path: &Path, name: &OsStr, depth: usize) -> Option<Found> {
        let ids = self.looking.ids(name.as_encoded_bytes());
        // Saving skips such a folder.
        let is_like_a_file = depth == 1 && name.to_str().is_some_and(|name| atomic_write::meant_for(name).is_some());
        if ids.is_empty() {
            is_like_a_file.then(|| self.found(path, ids, StrayKind::Other))
        } else {
            Some(self.found(path, ids, StrayKind::Folder))
        }
    }

    /// Whether this is a file of the store in the folder of records. Other files of the store are searched like any
    /// file, and are no strays while they contain no part of a record.
    fn belongs(&self, name: &OsStr, kind: EntryKind, area: Area, depth: usize) -> bool {
        let (Some(name), Area::Records, 1) = (name.to_str(), area, depth) else { return false };
        self.is_record(name) || (kind == EntryKind::File && self.is_lock(name)) || self.is_being_written(name)
    }

    /// Whether this is the record of its name, or a damaged one, which is reported with the record.
    fn is_record(&self, name: &str) -> bool {
        let Some(id) = name.strip_suffix(RECORD).filter(|id| is_id(id)) else { return false };
        match self.store.stands(id, self.names) {
            RecordFileState::Record => true,
            RecordFileState::Damaged => self.store.head(id).map_or(true, |head| head.record == id),
            RecordFileState::Copy => false,
        }
    }

    /// The id in the name of a damaged record.
    fn damaged(&self, name: &OsStr) -> Option<String> {
        let id = name.to_str()?.strip_suffix(RECORD).filter(|id| is_id(id))?;
        (self.store.stands(id, self.names) == RecordFileState::Damaged).then(|| id.to_owned())
    }

    fn is_lock(&self, name: &str) -> bool {
        let Some(id) = name.strip_suffix(LOCK).filter(|id| is_id(id)) else { return false };
        let is_one = uuids::is_uuid(id) || self.names.iter().any(|name| name == id);
        // A lock that can't be read is held by a process.
        is_one && disk::may_be_lock(&self.store.disk, &self.store.lock_path(id))
    }

    /// Whether a process is writing a record under this name now. It then holds the lock.
    fn is_being_written(&self, name: &str) -> bool {
        let Some(id) = atomic_write::meant_for(name).and_then(|name| name.strip_suffix(RECORD)) else { return false };
        let lock = self.store.lock_path(id);
        self.store.disk.read(&lock).is_ok() && matches!(self.store.disk.lock(&lock), Ok(None))
    }

    /// What kind of stray a file is.
    fn look_at(&self, path: &Path, kind: EntryKind) -> Option<Found> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ids = self.looking.ids(name.as_bytes());
        match kind {
            EntryKind::Link => {
                // The target of a link may also be named after a record.
                let target = self.store.disk.link_target(path).unwrap_or_default();
                let target = self.looking.ids(target.as_os_str().as_encoded_bytes());
                return Some(self.found(path, ids.into_iter().chain(target).collect(), StrayKind::Link));
            }
            EntryKind::File if !self.looking.is_at_end() => {}
            _ => return Some(self.found(path, ids, StrayKind::Unreadable)),
        }
        match self.store.disk.read(path) {
            Ok(bytes) => Some(self.look_into(path, ids, &bytes)),
            // Another process renamed or removed it meanwhile.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(_) => Some(self.found(path, ids, StrayKind::Unreadable)),
        }
    }

    fn look_into(&self, path: &Path, ids: BTreeSet<String>, bytes: &[u8]) -> Found {
        let copy = |record: String, same: bool, text: &[u8]| {
            // The content counts, not the name. Text after the record may belong to another one.
            let found = self.found(path, BTreeSet::from([record]), StrayKind::Copy { same });
            Found { in_text: self.looking.ids(text), ..found }
        };
        if let Ok(Head { record, .. }) = Record::head(bytes) {
            let same = self.store.disk.read(&self.store.path(&record)).is_ok_and(|there| there == bytes);
            return copy(record, same, bytes);
        }
        // A record that was re-encrypted by hand shows its id inside.
        let opened = if is_sealed(bytes) { self.seal.open(bytes).ok() } else { None };
        if let Some((Head { record, .. }, text)) = opened.and_then(|text| Record::head(&text).ok().zip(Some(text))) {
            return copy(record, false, &text);
        }
        let Contents { sure, others, unseen } = self.looking.contents(bytes);
        let is_named = !ids.is_empty();
        let kind = match unseen {
            Some(unseen) if sure.is_empty() => unseen,
            None if sure.is_empty() && !is_named => StrayKind::Other,
            _ => StrayKind::Trace,
        };
        let mut found = self.found(path, ids.into_iter().chain(sure).collect(), kind);
        // The name shows whose file it is.
        found.stray.unseen = unseen.filter(|_| !is_named);
        found.in_text = others;
        found
    }

    fn found(&self, path: &Path, ids: BTreeSet<String>, is: StrayKind) -> Found {
        let name = shown(&path.strip_prefix(&self.store.folder).unwrap_or(path).to_string_lossy());
        let unseen = (ids.is_empty() && is == StrayKind::Unreadable).then_some(is);
        let is_of_store = self.store.is_known(path);
        let stray = Stray { path: path.to_owned(), name, ids: ids.into_iter().collect(), is, unseen, is_of_store };
        Found { stray, in_text: BTreeSet::new(), damaged: None }
    }
}

impl Area {
    /// The area of a folder of this name.
    fn inside(self, name: &OsStr) -> Self {
        match (self, name.to_str()) {
            (Self::Top, Some("records")) => Self::Records,
            (Self::Top, Some("catalogues")) => Self::Catalogues,
            (Self::Records | Self::Catalogues, _) => self,
            (Self::Top | Self::Elsewhere, _) => Self::Elsewhere,
        }
    }
}

/// Whether a file is encrypted with age, binary or armoured.
fn is_sealed(bytes: &[u8]) -> bool {
    matches!(kind_of(bytes), FileKind::Sealed(_))
}
