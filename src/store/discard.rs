//! Discards an unfinished later meeting: restores the record to its state at the end of the meeting before. The whole
//! record is saved again, so no answer of the discarded meeting stays in it, and its hash chain is valid.

use super::record::{Record, RecordError, RecordState};
use super::replay::as_value;
use super::seal::Unsealed;
use super::{Disk, Edition, Seal, Store, StoreError};
use crate::catalogue::{Catalogue, CatalogueFiles, builtin};

impl Record {
    /// The record at the end of the meeting before the last, without its case. `None` if there was only one meeting.
    fn events_of_earlier_meetings(&self) -> Result<Option<Self>, RecordError> {
        let earlier = &self.events()[..self.meeting_begins()];
        let end = earlier.iter().rposition(|event| event.deed.is_end());
        end.map(|end| self.until(end + 1)).transpose()
    }

    /// When the last meeting began, in UTC.
    pub fn meeting_began(&self) -> Option<&str> {
        self.events().get(self.meeting_begins()).map(|event| event.at.as_str())
    }
}

impl<D: Disk> Store<D> {
    /// The files of the catalogue of an edition: the copy in the store, or the built-in one.
    ///
    /// # Errors
    /// Neither is unchanged.
    pub fn files_of(&self, edition: &Edition) -> Result<CatalogueFiles, StoreError> {
        let built_in = || {
            builtin::files(&edition.id)
                .ok()
                .map(CatalogueFiles::from)
                .filter(|files| super::copy_name(files) == edition.copy)
        };
        self.catalogue(edition).or_else(|found| built_in().ok_or(found))
    }

    /// The record at the end of the meeting before the last. `None` if there was only one meeting.
    ///
    /// # Errors
    /// The record does not follow from its events, or the catalogue of the earlier meetings can't be read.
    pub fn earlier_meetings(&self, record: &Record) -> Result<Option<Record>, StoreError> {
        let Some(mut earlier) = record.events_of_earlier_meetings()? else { return Ok(None) };
        let edition = earlier.edition().ok_or(RecordError::Event(1))?;
        let catalogue = Catalogue::read_stored(&self.files_of(edition)?).map_err(|_| StoreError::Catalogue)?;
        let case = earlier.replay_events(&catalogue)?.into_case();
        earlier.case = as_value(&catalogue, &case);
        Ok(Some(earlier))
    }

    /// Erases the last, unfinished meeting from the record. Earlier meetings stay, and stay encrypted if they were. Old
    /// bytes that a disk or a backup keeps are out of reach.
    ///
    /// # Errors
    /// Another process has the record open, there is no earlier meeting, the last one is finished, or the disk fails.
    pub fn discard_meeting(&self, id: &str, seal: &dyn Seal) -> Result<(), StoreError> {
        let opened = self.open(id, seal)?;
        let is_unfinished = opened.record.state() == RecordState::Draft;
        let earlier =
            self.earlier_meetings(&opened.record)?.filter(|_| is_unfinished).ok_or(StoreError::NoLaterMeeting)?;
        let seal = if opened.was_sealed { seal } else { &Unsealed };
        self.put_back(&earlier, seal)?;
        // A leftover copy of a catalogue says nothing about a person.
        let _ = self.forget_catalogues(seal);
        Ok(())
    }
}
