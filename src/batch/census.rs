//! Reads all records for their persons only: who occurs more than once, and which of their records counts.

use super::BatchProgress;
use super::persons::{Checksum, Contests, Decisions, SeenPersons};
use super::tally::BatchEnd;
use crate::batch::chunk::{Chunk, RecordOutcome};
use crate::batch::reorder::Sink;
use std::sync::Arc;

/// Finds persons that occur more than once.
pub(super) struct Census<'p> {
    seen: SeenPersons,
    progress: &'p BatchProgress,
    end: Option<BatchEnd>,
}

impl<'p> Census<'p> {
    pub fn new(most: usize, progress: &'p BatchProgress) -> Self {
        Self { seen: SeenPersons::new(most), progress, end: None }
    }

    /// The ids that were seen.
    ///
    /// # Errors
    /// Why not all records were read.
    pub fn close(self) -> Result<SeenPersons, BatchEnd> {
        self.end.map_or(Ok(self.seen), Err)
    }
}

impl Sink for Census<'_> {
    fn take(&mut self, piece: Chunk) -> Chunk {
        for come in &piece.come {
            self.seen.note(come.person());
        }
        if self.seen.is_full() {
            self.end.get_or_insert(BatchEnd::TooMany);
        }
        note_end(&mut self.end, &piece, self.progress);
        piece.emptied()
    }

    fn is_over(&self) -> bool {
        self.end.is_some()
    }
}

/// Collects the records of persons that occur more than once.
pub(super) struct Versions<'p> {
    contests: Contests,
    checksum: Checksum,
    records: usize,
    progress: &'p BatchProgress,
    end: Option<BatchEnd>,
}

impl<'p> Versions<'p> {
    pub fn new(progress: &'p BatchProgress) -> Self {
        Self { contests: Contests::default(), checksum: Checksum::default(), records: 0, progress, end: None }
    }

    /// Which records count.
    ///
    /// # Errors
    /// Why not all records were read.
    pub fn close(self) -> Result<Decisions, BatchEnd> {
        self.end.map_or_else(|| Ok(self.contests.decide(self.checksum)), Err)
    }
}

impl Sink for Versions<'_> {
    fn take(&mut self, mut piece: Chunk) -> Chunk {
        for come in piece.come.drain(..) {
            self.checksum.note(come.person());
            if let RecordOutcome::Version(mut version) = come {
                version.number = self.records;
                version.history = piece.history.as_ref().map(Arc::clone);
                self.contests.add(*version);
            }
            self.records += 1;
        }
        note_end(&mut self.end, &piece, self.progress);
        piece.emptied()
    }

    fn is_over(&self) -> bool {
        self.end.is_some()
    }
}

fn note_end(end: &mut Option<BatchEnd>, piece: &Chunk, progress: &BatchProgress) {
    if piece.is_broken {
        end.get_or_insert(BatchEnd::Broken);
    }
    if progress.is_stopped() {
        end.get_or_insert(BatchEnd::Stopped);
    }
}
