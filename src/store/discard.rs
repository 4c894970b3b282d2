//! Discards an unfinished later meeting, and nothing else: the record is put back to where it was when the meeting before
//! ended. It is written anew as a whole, so that no answer of the discarded meeting stays in it and its chain still holds.

use super::record::{Record, RecordError, RecordState};
use super::replay::as_value;
use super::seal::Unsealed;
use super::{Disk, Edition, Seal, Store, StoreError};
use crate::catalogue::{Catalogue, CatalogueFiles, builtin};

impl Record {
    /// The record as it was when the meeting before the last one ended, without its case; none where there was but one
    /// meeting.
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
    /// The files of the catalogue of an edition: the copy that the store keeps, or the one that is built in.
    ///
    /// # Errors
    /// When neither is what it was.
    pub fn files_of(&self, edition: &Edition) -> Result<CatalogueFiles, StoreError> {
        let built_in = || {
            builtin::files(&edition.id)
                .ok()
                .map(CatalogueFiles::from)
                .filter(|files| super::copy_name(files) == edition.copy)
        };
        self.catalogue(edition).or_else(|found| built_in().ok_or(found))
    }

    /// The record as it was when the meeting before the last one ended; none where there was but one meeting.
    ///
    /// # Errors
    /// When it does not follow from its events, or the catalogue of the earlier meetings can't be read.
    pub fn earlier_meetings(&self, record: &Record) -> Result<Option<Record>, StoreError> {
        let Some(mut earlier) = record.events_of_earlier_meetings()? else { return Ok(None) };
        let edition = earlier.edition().ok_or(RecordError::Event(1))?;
        let catalogue = Catalogue::read_stored(&self.files_of(edition)?).map_err(|_| StoreError::Catalogue)?;
        let case = earlier.replay_events(&catalogue)?.into_case();
        earlier.case = as_value(&catalogue, &case);
        Ok(Some(earlier))
    }

    /// Takes the last meeting off the disk, which is not finished. The earlier ones stay as they were, sealed if they
    /// were. What a disk or a backup keeps of what was written over is out of reach.
    ///
    /// # Errors
    /// When somebody else has it open, there is no earlier meeting, the last one is finished, or the disk says no.
    pub fn discard_meeting(&self, id: &str, seal: &dyn Seal) -> Result<(), StoreError> {
        let opened = self.open(id, seal)?;
        let is_unfinished = opened.record.state() == RecordState::Draft;
        let earlier =
            self.earlier_meetings(&opened.record)?.filter(|_| is_unfinished).ok_or(StoreError::NoLaterMeeting)?;
        let seal = if opened.was_sealed { seal } else { &Unsealed };
        self.put_back(&earlier, seal)?;
        // A copy of a catalogue that stays says nothing of anybody.
        let _ = self.forget_catalogues(seal);
        Ok(())
    }
}
