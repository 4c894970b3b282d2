//! What lies in the folders of a store and is no record of its name: copies that a person, an editor or a sync program
//! made, files that a kill left, files of anybody else. `case list`, `case verify` and `case erase` name all of it.

use super::disk::{Entry, EntryKind};
use super::ids::Stands;
use super::record::{Head, Record};
use super::{Disk, Fault, LOCK, RECORD, Seal, Store, is_id, save, uuids};
use crate::document::{Kind, kind_of, shown};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Most bytes that are read of a file to tell whether it is anything of a record.
const ENOUGH: usize = 64 * 1024;
/// Deepest folder that is looked into.
const MAX_DEPTH: usize = 16;
/// Most entries that are looked at.
const MAX_ENTRIES: usize = 200_000;
/// Fewest letters of an id that is looked for in names, where it is no UUID.
const FEWEST: usize = 8;
/// What stands in a case file or in a part of a record, beside the id.
const OURS: [&[u8]; 2] = [b"\"case_id\"", b"tipscreen-record/"];
/// How files begin that are packed, so that nothing can be found in them by looking: gzip, zstd, xz, bzip2, 7z, zip, rar.
const PACKED: [&[u8]; 7] =
    [b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xfd7zXZ", b"BZh", b"7z\xbc\xaf\x27\x1c", b"PK\x03\x04", b"Rar!"];

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
    /// Packed: what is in it can't be told.
    Packed,
    /// It can't be read, or is too deep or too large to be looked into.
    Unreadable,
    /// A link to something elsewhere.
    Link,
    /// Nothing of a record, as far as can be told.
    Other,
}

impl Stray {
    /// Whether answers of a person are in it, or may be.
    #[must_use]
    pub fn may_hold_answers(&self) -> bool {
        !self.ids.is_empty() || self.is_uncertain()
    }

    /// Whether it can't be told whose answers are in it, if any are.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.ids.is_empty() && matches!(self.is, StrayKind::Sealed | StrayKind::Packed | StrayKind::Unreadable)
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
    /// A folder that the store did not make, or the one of keys: only what looks like a record is named.
    Elsewhere,
}

/// A stray before it is known which ids there are.
struct Found {
    stray: Stray,
    /// UUIDs in its text. Only those of records say anything.
    in_text: BTreeSet<String>,
}

impl<D: Disk> Store<D> {
    /// Everything in the folders of the store that is no record of its name. A seal that can open what is sealed tells
    /// more; without a key a sealed record still says whose it is.
    ///
    /// # Errors
    /// When a folder of the store can't be read.
    pub fn strays(&self, seal: &dyn Seal) -> Result<Vec<Stray>, Fault> {
        let names = self.record_names()?;
        let is_one = |id: &&String| self.stands(id, &names) != Stands::Copy;
        let mut known: BTreeSet<String> = names.iter().filter(is_one).cloned().collect();
        let look = Look { store: self, seal, names: &names };
        let found = look.everywhere()?;
        known.extend(found.iter().flat_map(|one| one.stray.ids.iter().cloned()));
        let settled = |Found { mut stray, in_text }: Found| {
            let more = in_text.into_iter().filter(|id| known.contains(id) && !stray.ids.contains(id));
            let more: Vec<String> = more.collect();
            if !more.is_empty() && !matches!(stray.is, StrayKind::Copy { .. }) {
                stray.is = StrayKind::Trace;
            }
            stray.ids.extend(more);
            stray
        };
        let mut strays: Vec<Stray> = found.into_iter().map(settled).collect();
        strays.retain(|stray| stray.is != StrayKind::Other || self.is_strict(&stray.path));
        strays.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(strays)
    }

    /// Reads a stray file that is a record under another name.
    ///
    /// # Errors
    /// When it can't be read, or is no record.
    pub fn read_stray(&self, stray: &Stray, seal: &dyn Seal) -> Result<Record, Fault> {
        let bytes = self.disk.read(&stray.path)?;
        // What somebody sealed anew by hand is no record of the store any more.
        let sealed_by_hand = || Record::read_text(&seal.open(&bytes)?);
        Ok(Record::read(&bytes, seal).or_else(|_| sealed_by_hand())?)
    }

    /// Whether nothing but records, locks and copies of catalogues belongs where this lies.
    fn is_strict(&self, path: &Path) -> bool {
        ["records", "catalogues"].iter().any(|folder| path.starts_with(self.folder.join(folder)))
    }
}

/// Goes through the folders of a store.
struct Look<'s, D> {
    store: &'s Store<D>,
    seal: &'s dyn Seal,
    /// Names that could be those of records.
    names: &'s [String],
}

impl<D: Disk> Look<'_, D> {
    fn everywhere(&self) -> Result<Vec<Found>, Fault> {
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
            for Entry { name, kind } in entries {
                let path = folder.join(&name);
                looked_at += 1;
                let is_too_much = depth >= MAX_DEPTH || looked_at > MAX_ENTRIES;
                if kind == EntryKind::Folder && is_too_much {
                    found.push(self.found(&path, BTreeSet::new(), StrayKind::Unreadable));
                } else if kind == EntryKind::Folder {
                    // It stands where a file of the store might: named, and passed over by whoever writes.
                    if depth == 1 && name.to_str().is_some_and(|name| save::meant_for(name).is_some()) {
                        found.push(self.found(&path, BTreeSet::new(), StrayKind::Other));
                    }
                    folders.push((path, area.inside(&name), depth + 1));
                } else if !self.belongs(&name, area, depth) {
                    found.extend(self.look_at(&path, kind, area));
                }
            }
        }
        Ok(found)
    }

    /// Whether a file is one of those that the store itself keeps.
    fn belongs(&self, name: &OsStr, area: Area, depth: usize) -> bool {
        let (Some(name), 1) = (name.to_str(), depth) else { return false };
        match area {
            Area::Records => self.is_record(name) || self.is_lock(name) || self.is_being_written(name),
            Area::Catalogues => {
                let copy = save::meant_for(name).unwrap_or(name).strip_suffix(".json");
                copy.is_some_and(|copy| copy.bytes().all(|byte| byte.is_ascii_hexdigit()))
            }
            Area::Top | Area::Elsewhere => false,
        }
    }

    /// Whether it is the record of its name, or stands for it and can't be read: then that is reported of the record.
    fn is_record(&self, name: &str) -> bool {
        let Some(id) = name.strip_suffix(RECORD).filter(|id| is_id(id)) else { return false };
        match self.store.stands(id, self.names) {
            Stands::Record => true,
            Stands::Damaged => self.store.head(id).map_or(true, |head| head.record == id),
            Stands::Copy => false,
        }
    }

    fn is_lock(&self, name: &str) -> bool {
        let id = name.strip_suffix(LOCK).filter(|id| is_id(id));
        id.is_some_and(|id| uuids::is_uuid(id) || self.names.iter().any(|name| name == id))
    }

    /// Whether somebody is writing a record under this name just now: whoever does holds its lock.
    fn is_being_written(&self, name: &str) -> bool {
        let Some(id) = save::meant_for(name).and_then(|name| name.strip_suffix(RECORD)) else { return false };
        let lock = self.store.lock_path(id);
        self.store.disk.read(&lock).is_ok() && matches!(self.store.disk.lock(&lock), Ok(None))
    }

    /// What a file is that the store does not keep; none if it is nothing of a record, where others may keep theirs.
    fn look_at(&self, path: &Path, kind: EntryKind, area: Area) -> Option<Found> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut ids = uuids::in_bytes(name.as_bytes());
        let by_name = self.names.iter().filter(|id| id.len() >= FEWEST && !uuids::is_uuid(id) && name.contains(*id));
        ids.extend(by_name.cloned());
        let is_strict = matches!(area, Area::Records | Area::Catalogues);
        let looks_so = is_strict || !ids.is_empty() || save::final_name(&name.to_lowercase()).contains(RECORD);
        match kind {
            EntryKind::Link => return looks_so.then(|| self.found(path, ids, StrayKind::Link)),
            EntryKind::File => {}
            EntryKind::Folder | EntryKind::Other => {
                return looks_so.then(|| self.found(path, ids, StrayKind::Unreadable));
            }
        }
        let whole = || self.store.disk.read(path).ok();
        let bytes = if looks_so {
            whole()
        } else {
            let start = self.store.disk.read_start(path, ENOUGH).ok()?;
            let begins_so = Record::head(&start).is_ok() || start.starts_with(br#"{"format":"tipscreen-"#);
            // Beside the folders of the store a file may lie that was made of a record: a case, a sealed one.
            let may_be = area == Area::Top && (is_sealed(&start) || start.starts_with(b"{") || start.starts_with(b"["));
            if begins_so || may_be { whole() } else { return None }
        };
        let Some(bytes) = bytes else { return Some(self.found(path, ids, StrayKind::Unreadable)) };
        Some(self.look_into(path, ids, &bytes))
    }

    fn look_into(&self, path: &Path, ids: BTreeSet<String>, bytes: &[u8]) -> Found {
        if let Ok(Head { record, .. }) = Record::head(bytes) {
            let same = self.store.disk.read(&self.store.path(&record)).is_ok_and(|there| there == bytes);
            // Whatever its name is: it holds this record and no other.
            return self.found(path, BTreeSet::from([record]), StrayKind::Copy { same });
        }
        let opened = if is_sealed(bytes) { self.seal.open(bytes).ok() } else { Some(bytes.to_vec()) };
        let Some(text) = opened else { return self.found(path, ids, StrayKind::Sealed) };
        // A record that somebody sealed anew says inside whose it is.
        if let Ok(Head { record, .. }) = Record::head(&text) {
            return self.found(path, BTreeSet::from([record]), StrayKind::Copy { same: false });
        }
        if OURS.iter().any(|ours| text.windows(ours.len()).any(|part| part == *ours)) {
            let all: BTreeSet<String> = ids.iter().cloned().chain(uuids::in_bytes(&text)).collect();
            if !all.is_empty() {
                return self.found(path, all, StrayKind::Trace);
            }
        }
        let kind = match ids.is_empty() {
            false => StrayKind::Trace,
            // Sealed again inside, or by another program, or looked at without a key.
            true if is_sealed(&text) || kind_of(&text) == Kind::OtherProgram => StrayKind::Sealed,
            true if PACKED.iter().any(|begins| text.starts_with(begins)) => StrayKind::Packed,
            true => StrayKind::Other,
        };
        Found { in_text: uuids::in_bytes(&text), ..self.found(path, ids, kind) }
    }

    fn found(&self, path: &Path, ids: BTreeSet<String>, is: StrayKind) -> Found {
        let name = shown(&path.strip_prefix(&self.store.folder).unwrap_or(path).to_string_lossy());
        let stray = Stray { path: path.to_owned(), name, ids: ids.into_iter().collect(), is };
        Found { stray, in_text: BTreeSet::new() }
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
    matches!(kind_of(bytes), Kind::Sealed(_))
}
