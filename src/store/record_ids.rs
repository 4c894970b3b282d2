//! Finds the records of a store: their files, their ids, and the shortest prefix that names one.
//!
//! The name of a record's file is its id. A copy under another name, made by a person or a sync program, is no record.
//! It makes no id ambiguous, and [`crate::store::stray_files`] reports it.

use crate::store::disk::EntryKind;
use crate::store::record::{Record, RecordError};
use crate::store::{Disk, RECORD, Store, StoreError, is_id, uuids};

/// The head of a file must end within this many bytes.
const MAX_HEAD: usize = 64 * 1024;
/// The fewest letters that may name a record.
const FEWEST: usize = 4;
/// The fewest letters of an id that are shown.
const SHOWN: usize = 8;

/// What a file with the name of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordFileState {
    /// The record of that name.
    Record,
    /// It should be that record, but its first line is unreadable or belongs to another record.
    Damaged,
    /// No record was ever given this name.
    Copy,
}

impl<D: Disk> Store<D> {
    /// The ids of all records, including unreadable ones.
    pub fn ids(&self) -> Result<Vec<String>, StoreError> {
        let (mut ids, damaged) = self.ids_that_begin("")?;
        ids.extend(damaged);
        ids.sort_unstable();
        Ok(ids)
    }

    /// The only id with this prefix. An unreadable file makes no record ambiguous.
    ///
    /// # Errors
    /// No id or several ids have this prefix, or the folder can't be read.
    pub fn find(&self, begins: &str) -> Result<String, StoreError> {
        let (records, damaged) = self.ids_that_begin(begins)?;
        let whole = records.iter().chain(&damaged).find(|id| *id == begins);
        if let Some(id) = whole {
            return Ok(id.clone());
        }
        let fit = if records.is_empty() { damaged } else { records };
        one_of(if begins.len() < FEWEST { Vec::new() } else { fit })
    }

    /// As [`Store::find`], but also finds records of which only copies remain.
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

    /// How many letters distinguish every id from the others.
    pub fn letters_enough(&self) -> Result<usize, StoreError> {
        let ids = self.ids()?;
        let alike = |pair: &[String]| pair[0].bytes().zip(pair[1].bytes()).take_while(|(a, b)| a == b).count();
        Ok(ids.windows(2).map(alike).max().map_or(SHOWN, |most| (most + 1).max(SHOWN)))
    }

    /// The records with this prefix, and the damaged ones.
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

    /// The names of files that could be records, without their extension.
    pub(super) fn record_names(&self) -> Result<Vec<String>, StoreError> {
        let entries = self.disk.entries(&self.records())?.into_iter();
        let files = entries.filter(|entry| entry.kind != EntryKind::Folder);
        let names = files.filter_map(|entry| Some(entry.name.to_str()?.strip_suffix(RECORD)?.to_owned()));
        Ok(names.filter(|id| is_id(id)).collect())
    }

    /// What the file of this name is, compared with the others.
    pub(super) fn stands(&self, id: &str, names: &[String]) -> RecordFileState {
        let start = self.disk.read_start(&self.path(id), MAX_HEAD);
        let head = start.map_err(|_| RecordError::NoRecord).and_then(|start| Record::head(&start));
        // Every record was given a UUID.
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
