//! Erases a record: its file, temporary files that a killed process left, and every copy in the folders of the store.
//! Every file that may remain is reported by name.

use super::disk::{EntryKind, LockError};
use super::{Disk, RECORD, Seal, Store, StoreError, is_id, reason};
use crate::store::atomic_write;
use crate::store::record_ids::RecordFileState;
use crate::store::stray_files::StrayKind;
use crate::toml_input::shown;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftFile {
    pub path: PathBuf,
    /// Its path inside the store, for people.
    pub name: String,
    pub why: WhyLeft,
}

/// Why a file is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    Disk(String),
    /// It also holds answers of another person.
    HoldsOthers,
    /// It can't be known whose answers it holds.
    Uncertain(StrayKind),
    /// The store itself needs it.
    OfStore,
}

/// One line for each file that is left.
pub(super) fn left(files: &[LeftFile]) -> String {
    let line = |left: &LeftFile| match &left.why {
        WhyLeft::Disk(why) => text!("store-left", file = &*left.name, why = &**why),
        WhyLeft::HoldsOthers => text!("store-left-holds-others", file = &*left.name),
        WhyLeft::OfStore => text!("store-left-of-store", file = &*left.name),
        WhyLeft::Uncertain(kind) => text!("store-left-uncertain", file = &*left.name, why = uncertain(*kind)),
    };
    files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Why the content of a file can't be known.
fn uncertain(kind: StrayKind) -> &'static str {
    match kind {
        StrayKind::Sealed => text!("store-left-sealed"),
        StrayKind::Packed => text!("store-left-packed"),
        _ => text!("store-left-unreadable"),
    }
}

impl<D: Disk> Store<D> {
    /// Erases a record, and everything else of it in the folders of the store. Old bytes that a disk or a backup keeps
    /// are out of reach.
    ///
    /// # Errors
    /// The record does not exist, another process has it open, or something of it remains or may remain.
    pub fn erase(&self, id: &str, seal: &dyn Seal) -> Result<(), StoreError> {
        self.erase_beside(id, &BTreeSet::from([id.to_owned()]), seal)
    }

    /// Erases each of these records. A file that holds several of them, and nobody else, is erased too.
    pub fn erase_all(&self, ids: &BTreeSet<String>, seal: &dyn Seal) -> Vec<(String, Result<(), StoreError>)> {
        ids.iter().map(|id| (id.clone(), self.erase_beside(id, ids, seal))).collect()
    }

    fn erase_beside(&self, id: &str, going: &BTreeSet<String>, seal: &dyn Seal) -> Result<(), StoreError> {
        let is_copied = || {
            Ok::<_, StoreError>(
                self.strays_beside(going, seal)?.iter().any(|stray| stray.ids.iter().any(|one| one == id)),
            )
        };
        if !is_id(id) || (self.names_of(id)?.is_empty() && !is_copied()?) {
            return Err(StoreError::NotThere);
        }
        let _lock = self.lock_to_erase(id)?;
        self.erase_locked(id, going, seal)
    }

    /// The same, for a caller that holds the lock. A file that can't be erased does not stop the others.
    pub(super) fn erase_locked(&self, id: &str, going: &BTreeSet<String>, seal: &dyn Seal) -> Result<(), StoreError> {
        let strays = self.strays_beside(going, seal)?;
        let mut taken = Taken { disk: &self.disk, left: Vec::new(), folders: BTreeSet::from([self.records()]) };
        for name in self.names_of(id)? {
            let is_of_another = name.ends_with(RECORD) && self.head(id).is_ok_and(|head| head.record != id);
            let (path, shown) = (self.records().join(&name), shown(&format!("records/{name}")));
            if is_of_another {
                taken.leave(&path, &shown, WhyLeft::HoldsOthers);
            } else {
                taken.take(&path, &shown);
            }
        }
        for stray in strays {
            if !stray.ids.iter().any(|one| one == id) {
                // The file belongs to another person, or its owner is unknown.
                if let Some(unseen) = stray.unseen {
                    taken.leave(&stray.path, &stray.name, WhyLeft::Uncertain(unseen));
                }
            } else if stray.is_of_store {
                taken.leave(&stray.path, &stray.name, WhyLeft::OfStore);
            } else if stray.ids.iter().all(|one| going.contains(one)) {
                taken.take(&stray.path, &stray.name);
            } else {
                taken.leave(&stray.path, &stray.name, WhyLeft::HoldsOthers);
            }
        }
        self.leave_records_with(id, going, &mut taken)?;
        let Taken { left, folders, .. } = taken;
        // The lock is needed while the record exists.
        if self.is_gone(id) {
            self.disk.remove(&self.lock_path(id))?;
        }
        for folder in folders {
            self.disk.sync_folder(&folder)?;
        }
        if left.is_empty() { Ok(()) } else { Err(StoreError::NotAll(left)) }
    }

    /// Reports records of others that contain the id, in a note or after their end. They are not erased.
    fn leave_records_with(
        &self,
        id: &str,
        going: &BTreeSet<String>,
        taken: &mut Taken<'_, D>,
    ) -> Result<(), StoreError> {
        for other in self.record_names()?.iter().filter(|other| !going.contains(*other)) {
            let path = self.path(other);
            let is_told = taken.left.iter().any(|left| left.path == path);
            let holds_it =
                || self.disk.read(&path).is_ok_and(|bytes| memchr::memmem::find(&bytes, id.as_bytes()).is_some());
            if !is_told && holds_it() {
                taken.leave(&path, &shown(&format!("records/{other}{RECORD}")), WhyLeft::HoldsOthers);
            }
        }
        Ok(())
    }

    /// Locks a record to erase it. Anything else at the path of the lock is removed: a link, but never its target, or a
    /// file with the name of the lock.
    fn lock_to_erase(&self, id: &str) -> Result<D::Lock, StoreError> {
        match self.lock(id) {
            Err(StoreError::Disk(error)) if LockError::is_why(&error) => {
                // A folder is not removed. It is reported.
                self.disk.remove(&self.lock_path(id)).map_err(|_| StoreError::Disk(error))?;
                self.lock(id)
            }
            locked => locked,
        }
    }

    /// Whether no file of this record exists any more.
    pub(super) fn is_gone(&self, id: &str) -> bool {
        self.names_of(id).is_ok_and(|names| names.is_empty())
    }

    /// The file of a record, and its temporary files.
    fn names_of(&self, id: &str) -> Result<Vec<String>, StoreError> {
        let name = format!("{id}{RECORD}");
        let mut names = self.disk.names(&self.records())?;
        names.retain(|found| *found == name || atomic_write::is_left_over(found, &name));
        Ok(names)
    }

    /// Removes temporary files of screenings that were cut off. A file that can't be removed must not stop the work. It
    /// is one of the [strays](Store::strays).
    ///
    /// # Errors
    /// The folder can't be read.
    pub fn clear_left_over(&self) -> Result<(), StoreError> {
        let entries = self.disk.entries(&self.records())?;
        for entry in entries.iter().filter(|entry| entry.kind == EntryKind::File) {
            let Some(found) = entry.name.to_str() else { continue };
            let Some(id) = atomic_write::meant_for(found).and_then(|name| name.strip_suffix(RECORD)) else { continue };
            if is_id(id) {
                let _ = self.clear_one(found, id);
            }
        }
        Ok(())
    }

    fn clear_one(&self, found: &str, id: &str) -> Result<(), StoreError> {
        // A process that writes the file holds its lock.
        if let Some(_lock) = self.disk.lock(&self.lock_path(id))? {
            self.disk.remove(&self.records().join(found))?;
            let names = self.record_names()?;
            if !names.iter().any(|name| name == id) || self.stands(id, &names) == RecordFileState::Copy {
                self.disk.remove(&self.lock_path(id))?;
            }
        }
        Ok(())
    }
}

/// What was removed so far, and what was not.
struct Taken<'d, D> {
    disk: &'d D,
    left: Vec<LeftFile>,
    /// The folders to sync.
    folders: BTreeSet<PathBuf>,
}

impl<D: Disk> Taken<'_, D> {
    fn take(&mut self, path: &Path, name: &str) {
        match self.disk.remove(path) {
            Ok(()) => drop(path.parent().map(|folder| self.folders.insert(folder.to_owned()))),
            Err(error) => self.leave(path, name, WhyLeft::Disk(reason(&error))),
        }
    }

    fn leave(&mut self, path: &Path, name: &str, why: WhyLeft) {
        self.left.push(LeftFile { path: path.to_owned(), name: name.to_owned(), why });
    }
}
