//! Which files of a store are its records, by which ids, and how few letters name one.
//!
//! A record stands under its own id and no other. A copy that a person or a sync program made under another name is no
//! record: it makes no id ambiguous, and [`crate::store::stray_files`] names it.

use crate::store::disk::EntryKind;
use crate::store::record::{Record, RecordError};
use crate::store::{Disk, RECORD, Store, StoreError, is_id, uuids};

/// Most bytes of a file in which its head has to end.
const MAX_HEAD: usize = 64 * 1024;
/// Fewest letters by which a record may be named.
const FEWEST: usize = 4;
/// Fewest letters of an id that are shown.
const SHOWN: usize = 8;

/// How a file that has the name of a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordFileState {
    /// It is the record of its name.
    Record,
    /// It should be, and is not: its first line can't be read, or is of another record.
    Damaged,
    /// Its name is none that a record was ever given.
    Copy,
}

impl<D: Disk> Store<D> {
    /// The ids of all records, those that can't be read among them.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        let (mut ids, damaged) = self.ids_that_begin("")?;
        ids.extend(damaged);
        ids.sort_unstable();
        Ok(ids)
    }

    /// The id that begins so, if exactly one does. A file that can't be read makes no record ambiguous.
    ///
    /// # Errors
    /// When there is none, or several, or the folder can't be read.
    pub fn find(&self, begins: &str) -> Result<String, StoreError> {
        let (records, damaged) = self.ids_that_begin(begins)?;
        let whole = records.iter().chain(&damaged).find(|id| *id == begins);
        if let Some(id) = whole {
            return Ok(id.clone());
        }
        let fit = if records.is_empty() { damaged } else { records };
        one_of(if begins.len() < FEWEST { Vec::new() } else { fit })
    }

    /// The same, also where all that is left of a record are copies of it.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn find_remains(&self, begins: &str, seal: &dyn crate::store::Seal) -> Result<String, StoreError> {
        match self.find(begins) {
            Err(StoreError::NotThere) if begins.len() >= FEWEST => {
                let mut ids: Vec<String> = self.strays(seal)?.into_iter().flat_map(|stray| stray.ids).collect();
                ids.retain(|id| id.starts_with(begins));
                ids.sort_unstable();
                ids.dedup();
                one_of(ids)
            }
            found => found,
        }
    }

    /// How many letters of an id are enough to tell it from every other.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn letters_enough(&self) -> Result<usize, StoreError> {
        let ids = self.ids()?;
        let alike = |pair: &[String]| pair[0].bytes().zip(pair[1].bytes()).take_while(|(a, b)| a == b).count();
        Ok(ids.windows(2).map(alike).max().map_or(SHOWN, |most| (most + 1).max(SHOWN)))
    }

    /// The records whose ids begin so, and the files that should be records and are not.
    fn ids_that_begin(&self, begins: &str) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let names = self.record_names()?;
        let (mut records, mut damaged) = (Vec::new(), Vec::new());
        for id in names.iter().filter(|id| id.starts_with(begins)) {
            match self.stands(id, &names) {
                RecordFileState::Record => records.push(id.clone()),
                RecordFileState::Damaged => damaged.push(id.clone()),
                RecordFileState::Copy => {}
            }
        }
        Ok((records, damaged))
    }

    /// The names of files that could be records, without their ending.
    pub(super) fn record_names(&self) -> Result<Vec<String>, StoreError> {
        let entries = self.disk.entries(&self.records())?.into_iter();
        let files = entries.filter(|entry| entry.kind != EntryKind::Folder);
        let names = files.filter_map(|entry| Some(entry.name.to_str()?.strip_suffix(RECORD)?.to_owned()));
        Ok(names.filter(|id| is_id(id)).collect())
    }

    /// How the file of this name stands among the others.
    pub(super) fn stands(&self, id: &str, names: &[String]) -> RecordFileState {
        let start = self.disk.read_start(&self.path(id), MAX_HEAD);
        let head = start.map_err(|_| RecordError::NoRecord).and_then(|start| Record::head(&start));
        // Every record was given such a name.
        let is_named_as_one = uuids::is_uuid(id);
        let extends_another =
            || names.iter().any(|name| name.len() >= SHOWN && name != id && id.starts_with(name.as_str()));
        match head {
            Ok(head) if head.record == id => RecordFileState::Record,
            _ if is_named_as_one => RecordFileState::Damaged,
            Ok(_) => RecordFileState::Copy,
            Err(_) if extends_another() => RecordFileState::Copy,
            Err(_) => RecordFileState::Damaged,
        }
    }
}

fn one_of(mut fit: Vec<String>) -> Result<String, StoreError> {
    match fit.len() {
        0 => Err(StoreError::NotThere),
        1 => Ok(fit.remove(0)),
        _ => Err(StoreError::Several),
    }
}
