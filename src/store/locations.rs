//! Where one record lies: on the shelf it is kept on now, and on those that were left for another one. Each shelf holds its
//! own lock and knows how much of the record lies there, so that none is forgotten, whatever fails. It knows nothing of
//! agreements.

use crate::store::catalogue_copies::CatalogueCopy;
use crate::store::record::Record;
use crate::store::seal::Seal;
use crate::store::{Disk, Store, StoreError};
use std::collections::BTreeSet;
use std::path::Path;

/// The place of one record in one store.
struct RecordLocation<D: Disk> {
    store: Store<D>,
    /// Taken before anything is laid here.
    lock: Option<D::Lock>,
    /// How many events of the record lie here.
    events: usize,
    /// How the file of the record was left here, where that is known.
    stamp: Option<String>,
    /// Whether the record lay here before this talk.
    from_before: bool,
    /// The copy of the catalogue, while the store may lack it.
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
        // The lock keeps others out, unless somebody takes it away. Nothing of theirs is written over.
        if self.stamp.as_ref().zip(self.store.stamp(&record.id)).is_some_and(|(left, is)| *left != is) {
            return Err(StoreError::Changed);
        }
        // Of a file that could not be written nothing is known.
        self.stamp = None;
        self.store.save(record, seal)?;
        self.stamp = self.store.stamp(&record.id);
        self.events = record.events().len();
        Ok(())
    }

    /// Puts the record back to what it was, where it lay before this talk.
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
                // They may agree again, and the copy goes too, if no other record stands on it. One that stays says
                // nothing of anybody.
                (self.lock, self.events, self.copy, self.stamp) = (None, 0, Some(copy), None);
                let _ = self.store.forget_catalogues(seal);
            }
            return erased;
        }
        Ok(())
    }
}

/// See the module.
pub(super) struct RecordLocations<D: Disk> {
    seal: Box<dyn Seal>,
    here: RecordLocation<D>,
    /// Those that were left, and those that did not take it; the last one last.
    others: Vec<RecordLocation<D>>,
}

impl<D: Disk + Clone> RecordLocations<D> {
    /// A store that nothing of the record lies in so far.
    pub fn new(store: Store<D>, seal: Box<dyn Seal>, copy: CatalogueCopy) -> Self {
        let here = RecordLocation { store, lock: None, events: 0, stamp: None, from_before: false, copy: Some(copy) };
        Self { seal, here, others: Vec::new() }
    }

    /// A store in which so many events of the record lie, under this lock.
    pub fn of(store: Store<D>, seal: Box<dyn Seal>, lock: D::Lock, (id, events): (&str, usize)) -> Self {
        let stamp = store.stamp(id);
        let here = RecordLocation { store, lock: Some(lock), events, stamp, from_before: true, copy: None };
        Self { seal, here, others: Vec::new() }
    }

    /// The record stands on another edition of the catalogue from now on.
    pub fn change_catalogue(&mut self, copy: CatalogueCopy) {
        self.here.copy = Some(copy);
    }

    /// Writes the record where it is kept.
    pub fn put(&mut self, record: &Record) -> Result<(), StoreError> {
        self.here.put(record, self.seal.as_ref())
    }

    /// Writes the record in another folder, and keeps it there from then on. Where that fails it stays where it is.
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

    /// How many events lie where the record is kept now.
    pub fn events(&self) -> usize {
        self.here.events
    }

    /// The folder in which most of it lies, if anything does: where it is kept now, or the last one before.
    pub fn folder(&self) -> Option<&Path> {
        self.fullest().map(|shelf| shelf.store.folder())
    }

    /// How many events lie in that folder.
    pub fn events_in_folder(&self) -> usize {
        self.fullest().map_or(0, |shelf| shelf.events)
    }

    fn fullest(&self) -> Option<&RecordLocation<D>> {
        let all = std::iter::once(&self.here).chain(self.others.iter().rev());
        all.into_iter().find(|shelf| shelf.events > 0)
    }

    /// The record as it was when the meeting before this one ended, by the store in which it lay then.
    pub fn earlier_meetings(&self, record: &Record) -> Result<Option<Record>, StoreError> {
        let all = std::iter::once(&self.here).chain(&self.others);
        let from_before = all.into_iter().find(|shelf| shelf.from_before);
        from_before.map_or(Ok(None), |shelf| shelf.store.earlier_meetings(record))
    }

    /// Takes this meeting off every shelf: where the earlier ones lay before they stay, and from a shelf that was named
    /// in this talk all of it goes. Gives what is still there: each folder, and why.
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

    /// Takes the record off every shelf, with the copies of its catalogue that nobody needs any more. Gives what is still
    /// there: each folder, and why.
    pub fn erase(&mut self, id: &str, copy: impl Fn() -> CatalogueCopy) -> Vec<(&Path, StoreError)> {
        let seal = self.seal.as_ref();
        let all = std::iter::once(&mut self.here).chain(self.others.iter_mut());
        let left = all.filter_map(|shelf| Some((shelf.erase(id, seal, copy()).err()?, shelf.store.folder())));
        left.map(|(fault, folder)| (folder, fault)).collect()
    }
}
