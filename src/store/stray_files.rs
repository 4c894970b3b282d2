//! What lies in the folders of a store and is no record of its name: copies that a person, an editor or a sync program
//! made, files that a kill left, files of anybody else. `case list`, `case verify` and `case erase` name all of it.

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

/// Deepest folder that is looked into.
const MAX_DEPTH: usize = 16;
/// Most entries that are looked at.
const MAX_ENTRIES: usize = 200_000;

/// Something in the folders of a store that is no record of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where it lies.
    pub path: PathBuf,
    /// Where it lies in the store, for people.
    pub name: String,
    /// The records that it is a copy of, holds something of, or is named after.
    pub ids: Vec<String>,
    /// What it is.
    pub is: StrayKind,
    /// Why some of it could not be looked into, where its name does not tell whose it is either.
    pub unseen: Option<StrayKind>,
    /// Whether the store itself needs the file: then it is never erased.
    pub is_of_store: bool,
}

/// What a stray file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrayKind {
    /// A record under another name.
    Copy {
        /// Whether it is the same, byte by byte, as the record that it is a copy of.
        same: bool,
    },
    /// No whole record. The id of one stands in its name or in its text.
    Trace,
    /// Sealed, and not opened: whose it is can't be told.
    Sealed,
    /// Packed or encoded in a way that is not known here: what is in it can't be told.
    Packed,
    /// It can't be read, or is too deep, too large or too much to be looked into.
    Unreadable,
    /// A link to something elsewhere.
    Link,
    /// A folder that is named after a record.
    Folder,
    /// Nothing of a record, as far as can be told.
    Other,
}

impl Stray {
    /// Whether answers of a person are in it, or may be.
    pub fn may_hold_answers(&self) -> bool {
        !self.ids.is_empty() || self.is_uncertain()
    }

    /// Whether answers of others may be in it than of those whose it is known to be, if it is of anybody.
    pub fn is_uncertain(&self) -> bool {
        self.unseen.is_some()
    }
}

/// Which folder of a store an entry lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    /// The folder of records, or one inside it: nothing else belongs there.
    Records,
    /// The folder of catalogues, or one inside it.
    Catalogues,
    /// Directly in the store.
    Top,
    /// The folder of keys, or one that the store did not make.
    Elsewhere,
}

/// A stray before it is known which ids there are.
struct Found {
    stray: Stray,
    /// The id that its name stands for, where it is a damaged record of it: that is reported of the record.
    damaged: Option<String>,
    /// Ids in its text. Only those of records say anything.
    in_text: BTreeSet<String>,
}

impl<D: Disk> Store<D> {
    /// Everything in the folders of the store that is no record of its name. A seal that can open what is sealed tells
    /// more; without a key a sealed record still says whose it is.
    ///
    /// # Errors
    /// When a folder of the store can't be read.
    pub fn strays(&self, seal: &dyn Seal) -> Result<Vec<Stray>, StoreError> {
        self.strays_beside(&BTreeSet::new(), seal)
    }

    /// The same, where it is known that these ids are of records too.
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
            // What a damaged record holds of others is no part of it.
            if let Some(own) = damaged {
                if stray.ids.iter().all(|id| *id == own) && stray.unseen.is_none() {
                    return None;
                }
                stray.ids.extend((!stray.ids.contains(&own)).then_some(own));
            }
            Some(stray)
        };
        let mut strays: Vec<Stray> = found.into_iter().filter_map(settled).collect();
        // What the store keeps is neither packed nor unreadable.
        let is_odd = |stray: &Stray| matches!(stray.unseen, Some(StrayKind::Packed | StrayKind::Unreadable));
        strays.retain(|stray| !stray.ids.is_empty() || is_odd(stray) || !stray.is_of_store);
        strays.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(strays)
    }

    /// Reads a stray file that is a record under another name.
    ///
    /// # Errors
    /// When it can't be read, or is no record.
    pub fn read_stray(&self, stray: &Stray, seal: &dyn Seal) -> Result<Record, StoreError> {
        let bytes = self.disk.read(&stray.path)?;
        // What somebody sealed anew by hand is no record of the store any more.
        let sealed_by_hand = || Record::read_text(&seal.open(&bytes)?);
        Ok(Record::read(&bytes, seal).or_else(|_| sealed_by_hand())?)
    }

    /// Whether it has the name of a file that the store itself keeps, or is writing, beside its records.
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

/// Goes through the folders of a store.
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
                // Of a folder that is the store's own nothing is known then.
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
                    // Of all the rest nothing is known.
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

    /// A folder that stands where a file of the store might, or that is named after a record.
    fn folder(&self, path: &Path, name: &OsStr, depth: usize) -> Option<Found> {
        let ids = self.looking.ids(name.as_encoded_bytes());
        // It is passed over by whoever writes.
        let is_like_a_file = depth == 1 && name.to_str().is_some_and(|name| atomic_write::meant_for(name).is_some());
        if ids.is_empty() {
            is_like_a_file.then(|| self.found(path, ids, StrayKind::Other))
        } else {
            Some(self.found(path, ids, StrayKind::Folder))
        }
    }

    /// Whether a file of the folder of records is one of those that the store itself keeps. What else the store keeps is
    /// looked into as any other file, and is no stray as long as nothing of a record is in it.
    fn belongs(&self, name: &OsStr, kind: EntryKind, area: Area, depth: usize) -> bool {
        let (Some(name), Area::Records, 1) = (name.to_str(), area, depth) else { return false };
        self.is_record(name) || (kind == EntryKind::File && self.is_lock(name)) || self.is_being_written(name)
    }

    /// Whether it is the record of its name, or stands for it and can't be read: then that is reported of the record.
    fn is_record(&self, name: &str) -> bool {
        let Some(id) = name.strip_suffix(RECORD).filter(|id| is_id(id)) else { return false };
        match self.store.stands(id, self.names) {
            RecordFileState::Record => true,
            RecordFileState::Damaged => self.store.head(id).map_or(true, |head| head.record == id),
            RecordFileState::Copy => false,
        }
    }

    /// The id that a file stands for which is no whole record of it.
    fn damaged(&self, name: &OsStr) -> Option<String> {
        let id = name.to_str()?.strip_suffix(RECORD).filter(|id| is_id(id))?;
        (self.store.stands(id, self.names) == RecordFileState::Damaged).then(|| id.to_owned())
    }

    fn is_lock(&self, name: &str) -> bool {
        let Some(id) = name.strip_suffix(LOCK).filter(|id| is_id(id)) else { return false };
        let is_one = uuids::is_uuid(id) || self.names.iter().any(|name| name == id);
        // Where a lock can't be read, somebody holds it.
        is_one && disk::may_be_lock(&self.store.disk, &self.store.lock_path(id))
    }

    /// Whether somebody is writing a record under this name just now: whoever does holds its lock.
    fn is_being_written(&self, name: &str) -> bool {
        let Some(id) = atomic_write::meant_for(name).and_then(|name| name.strip_suffix(RECORD)) else { return false };
        let lock = self.store.lock_path(id);
        self.store.disk.read(&lock).is_ok() && matches!(self.store.disk.lock(&lock), Ok(None))
    }

    /// What a file is that is no record of its name.
    fn look_at(&self, path: &Path, kind: EntryKind) -> Option<Found> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ids = self.looking.ids(name.as_bytes());
        match kind {
            EntryKind::Link => {
                // Where it leads may be named after a record too.
                let target = self.store.disk.link_target(path).unwrap_or_default();
                let target = self.looking.ids(target.as_os_str().as_encoded_bytes());
                return Some(self.found(path, ids.into_iter().chain(target).collect(), StrayKind::Link));
            }
            EntryKind::File if !self.looking.is_at_end() => {}
            _ => return Some(self.found(path, ids, StrayKind::Unreadable)),
        }
        match self.store.disk.read(path) {
            Ok(bytes) => Some(self.look_into(path, ids, &bytes)),
            // Somebody put it in its place, or took it away, meanwhile.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(_) => Some(self.found(path, ids, StrayKind::Unreadable)),
        }
    }

    fn look_into(&self, path: &Path, ids: BTreeSet<String>, bytes: &[u8]) -> Found {
        let copy = |record: String, same: bool, text: &[u8]| {
            // Whatever its name is: it holds this record. What stands behind it may be of another one.
            let found = self.found(path, BTreeSet::from([record]), StrayKind::Copy { same });
            Found { in_text: self.looking.ids(text), ..found }
        };
        if let Ok(Head { record, .. }) = Record::head(bytes) {
            let same = self.store.disk.read(&self.store.path(&record)).is_ok_and(|there| there == bytes);
            return copy(record, same, bytes);
        }
        // A record that somebody sealed anew says inside whose it is.
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
        // A name tells whose a file is.
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

/// Whether a file is sealed with age, in bytes or in armour.
fn is_sealed(bytes: &[u8]) -> bool {
    matches!(kind_of(bytes), FileKind::Sealed(_))
}
