//! Reads all records for their persons alone: who is there more than once, and which record of theirs stands.

use super::Progress;
use super::persons::{Checksum, Contests, Decisions, Seen};
use super::tally::End;
use crate::batch::chunk::{Come, Piece};
use crate::batch::reorder::Sink;
use std::sync::Arc;

/// Looks which persons come more than once.
pub(super) struct Census<'p> {
    seen: Seen,
    progress: &'p Progress,
    end: Option<End>,
}

impl<'p> Census<'p> {
    pub fn new(most: usize, progress: &'p Progress) -> Self {
        Self { seen: Seen::new(most), progress, end: None }
    }

    /// The ids that were seen.
    ///
    /// # Errors
    /// Why not all were looked at.
    pub fn close(self) -> Result<Seen, End> {
        self.end.map_or(Ok(self.seen), Err)
    }
}

impl Sink for Census<'_> {
    fn take(&mut self, piece: Piece) -> Piece {
        for come in &piece.come {
            self.seen.note(come.person());
        }
        if self.seen.is_full() {
            self.end.get_or_insert(End::TooMany);
        }
        note_end(&mut self.end, &piece, self.progress);
        piece.emptied()
    }

    fn is_over(&self) -> bool {
        self.end.is_some()
    }
}

/// Gathers the records of persons who come more than once.
pub(super) struct Versions<'p> {
    contests: Contests,
    checksum: Checksum,
    records: usize,
    progress: &'p Progress,
    end: Option<End>,
}

impl<'p> Versions<'p> {
    pub fn new(progress: &'p Progress) -> Self {
        Self { contests: Contests::default(), checksum: Checksum::default(), records: 0, progress, end: None }
    }

    /// What becomes of them.
    ///
    /// # Errors
    /// Why not all were looked at.
    pub fn close(self) -> Result<Decisions, End> {
        self.end.map_or_else(|| Ok(self.contests.decide(self.checksum)), Err)
    }
}

impl Sink for Versions<'_> {
    fn take(&mut self, mut piece: Piece) -> Piece {
        for come in piece.come.drain(..) {
            self.checksum.note(come.person());
            if let Come::Version(mut version) = come {
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

fn note_end(end: &mut Option<End>, piece: &Piece, progress: &Progress) {
    if piece.is_broken {
        end.get_or_insert(End::Broken);
    }
    if progress.is_stopped() {
        end.get_or_insert(End::Stopped);
    }
}
