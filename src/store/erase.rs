//! Erases a record: its file, what a kill left of it, and every copy of it in the folders of the store. Whatever may be left
//! is reported by its name.

use super::disk::{EntryKind, LockError};
use super::{Disk, RECORD, Seal, Store, StoreError, is_id, reason};
use crate::store::atomic_write;
use crate::store::record_ids::RecordFileState;
use crate::store::stray_files::StrayKind;
use crate::toml_input::shown;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file that is still there after a record was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Where it lies in the store, for people.
    pub name: String,
    /// Why.
    pub why: WhyLeft,
}

/// Why a file is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    /// The disk said no.
    Disk(String),
    /// Answers of somebody else are in it too.
    HoldsOthers,
    /// Whose answers are in it can't be told.
    Uncertain(StrayKind),
    /// The store itself needs it.
    OfStore,
}

/// What is left, in a line for each.
pub(super) fn left(files: &[LeftFile]) -> String {
    let line = |left: &LeftFile| match &left.why {
        WhyLeft::Disk(why) => text!("store-left", file = &*left.name, why = &**why),
        WhyLeft::HoldsOthers => text!("store-left-holds-others", file = &*left.name),
        WhyLeft::OfStore => text!("store-left-of-store", file = &*left.name),
        WhyLeft::Uncertain(kind) => text!("store-left-uncertain", file = &*left.name, why = uncertain(*kind)),
    };
    files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Why it can't be told what is in a file.
fn uncertain(kind: StrayKind) -> &'static str {
    match kind {
        StrayKind::Sealed => text!("store-left-sealed"),
        StrayKind::Packed => text!("store-left-packed"),
        _ => text!("store-left-unreadable"),
    }
}

impl<D: Disk> Store<D> {
    /// Takes a record off the disk, with whatever else is left of it in the folders of the store. What a disk or a backup
    /// keeps of a file that was taken away is out of reach.
    ///
    /// # Errors
    /// When it is not there, somebody else has it open, or something of it is still there or may be.
    pub fn erase(&self, id: &str, seal: &dyn Seal) -> Result<(), StoreError> {
        self.erase_beside(id, &BTreeSet::from([id.to_owned()]), seal)
    }

    /// Erases these records, each by itself. A file in which there are several of them, and nobody else, goes too.
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

    /// The same, for whoever holds its lock. One file that can't be taken away keeps no other.
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
                // It is of somebody else, or nobody knows.
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
        // While its record is there the lock has somebody to keep out.
        if self.is_gone(id) {
            self.disk.remove(&self.lock_path(id))?;
        }
        for folder in folders {
            self.disk.sync_folder(&folder)?;
        }
        if left.is_empty() { Ok(()) } else { Err(StoreError::NotAll(left)) }
    }

    /// Records of others in which the id can be read, in a note or behind them: they stay, and are named.
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

    /// The lock of a record that is going. What stands in its place and is none goes too: a link, and never what it leads
    /// to, or a file that has the name of the lock.
    fn lock_to_erase(&self, id: &str) -> Result<D::Lock, StoreError> {
        match self.lock(id) {
            Err(StoreError::Disk(error)) if LockError::is_why(&error) => {
                // A folder stays, and what stands there is told.
                self.disk.remove(&self.lock_path(id)).map_err(|_| StoreError::Disk(error))?;
                self.lock(id)
            }
            locked => locked,
        }
    }

    /// Whether no file of this record is there any more.
    pub(super) fn is_gone(&self, id: &str) -> bool {
        self.names_of(id).is_ok_and(|names| names.is_empty())
    }

    /// The file of a record, and what was left over of it.
    fn names_of(&self, id: &str) -> Result<Vec<String>, StoreError> {
        let name = format!("{id}{RECORD}");
        let mut names = self.disk.names(&self.records())?;
        names.retain(|found| *found == name || atomic_write::is_left_over(found, &name));
        Ok(names)
    }

    /// Clears away what was being written when a screening was cut off. What can't be cleared away keeps nobody from
    /// anything: it is one of the [strays](Store::strays).
    ///
    /// # Errors
    /// When the folder can't be read.
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
        // Whoever is writing it holds its lock.
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

/// What was taken away so far, and what was not.
struct Taken<'d, D> {
    disk: &'d D,
    left: Vec<LeftFile>,
    /// The folders whose names have to be made durable.
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
