//! The folders in which one record is saved: the present one, and earlier ones that were left for it. Each location has
//! its own lock and counts its events, so that no copy is forgotten after an error. It does not know about consent.

use crate::store::catalogue_copies::CatalogueCopy;
use crate::store::record::Record;
use crate::store::seal::Seal;
use crate::store::{Disk, Store, StoreError};
use std::collections::BTreeSet;
use std::path::Path;

/// A record in one store.
struct RecordLocation<D: Disk> {
    store: Store<D>,
    /// Taken before the first save here.
    lock: Option<D::Lock>,
    /// The number of events saved here.
    events: usize,
    /// The stamp of the file after the last save here, if known.
    stamp: Option<String>,
    /// Whether the record was here before this session.
    from_before: bool,
    /// The copy of the catalogue, until it is saved in this store.
    copy: Option<CatalogueCopy>,
}

impl<D: Disk> RecordLocation<D> {
    fn put(&mut self, record: &Record, seal: &dyn Seal) -> Result<(), StoreError> {
        if self.lock.is_none() {
            self.store.prepare()?;
            self.lock = Some(self.store.lock(&record.id)?);
        }
        if let Some(copy) = &self.copy {
            self.store.keep_catalogue(copy)?;
            self.copy = None;
        }
        // Somebody can remove the lock. Their file must not be overwritten.
        if self.stamp.as_ref().zip(self.store.stamp(&record.id)).is_some_and(|(left, is)| *left != is) {
            return Err(StoreError::Changed);
        }
        // After a failed save the state of the file is unknown.
        self.stamp = None;
        self.store.save(record, seal)?;
        self.stamp = self.store.stamp(&record.id);
        self.events = record.events().len();
        Ok(())
    }

    /// Restores the earlier record, where it was saved before this session.
    fn put_back(&mut self, earlier: &Record, seal: &dyn Seal) -> Result<(), StoreError> {
        self.stamp = None;
        self.store.put_back(earlier, seal)?;
        self.stamp = self.store.stamp(&earlier.id);
        self.events = earlier.events().len();
        Ok(())
    }

    fn erase(&mut self, id: &str, seal: &dyn Seal, copy: CatalogueCopy) -> Result<(), StoreError> {
        if self.lock.is_some() {
            let erased = self.store.erase_locked(id, &BTreeSet::from([id.to_owned()]), seal);
            if self.store.is_gone(id) {
                // The person may consent again. The copy of the catalogue is removed too, if no other record uses it. A
                // leftover copy says nothing about a person.
                (self.lock, self.events, self.copy, self.stamp) = (None, 0, Some(copy), None);
                let _ = self.store.forget_catalogues(seal);
            }
            return erased;
        }
        Ok(())
    }
}

/// All locations of one record.
pub(super) struct RecordLocations<D: Disk> {
    seal: Box<dyn Seal>,
    here: RecordLocation<D>,
    /// Locations that were left, or where a save failed. The latest is last.
    others: Vec<RecordLocation<D>>,
}

impl<D: Disk + Clone> RecordLocations<D> {
    /// A store in which the record is not saved yet.
    pub fn new(store: Store<D>, seal: Box<dyn Seal>, copy: CatalogueCopy) -> Self {
        let here = RecordLocation { store, lock: None, events: 0, stamp: None, from_before: false, copy: Some(copy) };
        Self { seal, here, others: Vec::new() }
    }

    /// A store that holds this many events of the record, with the lock of the record.
    pub fn of(store: Store<D>, seal: Box<dyn Seal>, lock: D::Lock, (id, events): (&str, usize)) -> Self {
        let stamp = store.stamp(id);
        let here = RecordLocation { store, lock: Some(lock), events, stamp, from_before: true, copy: None };
        Self { seal, here, others: Vec::new() }
    }

    /// Moves the record to another edition of the catalogue.
    pub fn change_catalogue(&mut self, copy: CatalogueCopy) {
        self.here.copy = Some(copy);
    }

    /// Saves the record at its present location.
    pub fn put(&mut self, record: &Record) -> Result<(), StoreError> {
        self.here.put(record, self.seal.as_ref())
    }

    /// Saves the record in another folder, which becomes its location. After an error the location stays the same.
    pub fn put_elsewhere(&mut self, folder: &Path, copy: CatalogueCopy, record: &Record) -> Result<(), StoreError> {
        let is_there = |shelf: &RecordLocation<D>| shelf.store.folder() == folder;
        if is_there(&self.here) {
            return self.put(record);
        }
        let mut other = if let Some(known) = self.others.iter().position(is_there) {
            self.others.remove(known)
        } else {
            let store = Store { folder: folder.to_owned(), ..self.here.store.clone() };
            RecordLocation { store, lock: None, events: 0, stamp: None, from_before: false, copy: None }
        };
        other.copy = Some(copy);
        let written = other.put(record, self.seal.as_ref());
        if written.is_ok() {
            std::mem::swap(&mut self.here, &mut other);
        }
        if other.lock.is_some() {
            self.others.push(other);
        }
        written
    }

    /// The number of events at the present location.
    pub fn events(&self) -> usize {
        self.here.events
    }

    /// The folder that holds most of the record, if any does: the present one, or the latest one before.
    pub fn folder(&self) -> Option<&Path> {
        self.fullest().map(|shelf| shelf.store.folder())
    }

    /// The number of events in that folder.
    pub fn events_in_folder(&self) -> usize {
        self.fullest().map_or(0, |shelf| shelf.events)
    }

    fn fullest(&self) -> Option<&RecordLocation<D>> {
        let all = std::iter::once(&self.here).chain(self.others.iter().rev());
        all.into_iter().find(|shelf| shelf.events > 0)
    }

    /// The record at the end of the meeting before this one, from the store that held it then.
    pub fn earlier_meetings(&self, record: &Record) -> Result<Option<Record>, StoreError> {
        let all = std::iter::once(&self.here).chain(&self.others);
        let from_before = all.into_iter().find(|shelf| shelf.from_before);
        from_before.map_or(Ok(None), |shelf| shelf.store.earlier_meetings(record))
    }

    /// Removes this meeting from every location. Earlier meetings stay where they were before. A folder that was named
    /// in this session loses the whole record. Returns each folder where something remains, and why.
    pub fn put_back(&mut self, earlier: &Record, copy: impl Fn() -> CatalogueCopy) -> Vec<(&Path, StoreError)> {
        let (seal, length) = (self.seal.as_ref(), earlier.events().len());
        let all = std::iter::once(&mut self.here).chain(self.others.iter_mut());
        let put_back = |shelf: &mut RecordLocation<D>| match shelf.from_before {
            true if shelf.events > length => shelf.put_back(earlier, seal),
            true => Ok(()),
            false => shelf.erase(&earlier.id, seal, copy()),
        };
        let left = all.filter_map(|shelf| Some((put_back(shelf).err()?, shelf.store.folder())));
        left.map(|(fault, folder)| (folder, fault)).collect()
    }

    /// Erases the record at every location, with copies of its catalogue that no record needs. Returns each folder
    /// where something remains, and why.
    pub fn erase(&mut self, id: &str, copy: impl Fn() -> CatalogueCopy) -> Vec<(&Path, StoreError)> {
        let seal = self.seal.as_ref();
        let all = std::iter::once(&mut self.here).chain(self.others.iter_mut());
        let left = all.filter_map(|shelf| Some((shelf.erase(id, seal, copy()).err()?, shelf.store.folder())));
        left.map(|(fault, folder)| (folder, fault)).collect()
    }
}
