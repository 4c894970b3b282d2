//! Cuts JSON that is not one record a line into chunks: a list of records, or one after another.
//!
//! The first error ends the file. It is reported with its place and the number of records before it.

use crate::batch::chunk::{Chunk, MAX_RECORD, MOST_RECORDS, PIECE, RecordFormat};
use crate::batch::chunker::{ChunkedInput, NoMoreWanted};
use crate::batch::reject::Reject;
use crate::case::{CaseError, PlaceInText, TextEnd, each_record};
use std::io::Read;

/// Cuts the records of a file. `may_be_empty`: an empty pipe is no fault, but a file without a case is.
pub(super) fn records(cutting: &mut ChunkedInput<'_>, text: impl Read, may_be_empty: bool) -> Result<(), NoMoreWanted> {
    let mut pieces = Pieces { cutting, piece: None };
    let end = each_record(text, MAX_RECORD, |record, _, place| pieces.add(record, place).is_ok());
    if matches!(end, TextEnd::Stopped) {
        return Err(NoMoreWanted);
    }
    pieces.give()?;
    let Pieces { cutting, .. } = pieces;
    match end {
        TextEnd::Nothing if may_be_empty => Ok(()),
        TextEnd::Unread { place, in_record, error } => {
            if in_record {
                cutting.refuse(Reject::cut_off(&cutting.file.clone(), &place, None))?;
            }
            cutting.fault(error, Some(place.line))
        }
        end => match CaseError::of_end(&end) {
            Some(error) => cutting.refuse(Reject::of(&cutting.file.clone(), error)),
            None => Ok(()),
        },
    }
}

struct Pieces<'a, 'c> {
    cutting: &'a mut ChunkedInput<'c>,
    piece: Option<Chunk>,
}

impl Pieces<'_, '_> {
    fn add(&mut self, record: &str, place: PlaceInText) -> Result<(), NoMoreWanted> {
        let mut piece = match self.piece.take() {
            Some(piece) => piece,
            None => Chunk { records: RecordFormat::Spans(Vec::new()), ..self.cutting.spare()? },
        };
        let start = piece.bytes.len();
        piece.bytes.extend_from_slice(record.as_bytes());
        let RecordFormat::Spans(spans) = &mut piece.records else { return Err(NoMoreWanted) };
        spans.push((start..piece.bytes.len(), place));
        let is_full = piece.bytes.len() >= PIECE || spans.len() >= MOST_RECORDS;
        self.piece = Some(piece);
        if is_full { self.give() } else { Ok(()) }
    }

    fn give(&mut self) -> Result<(), NoMoreWanted> {
        self.piece.take().map_or(Ok(()), |piece| self.cutting.give(piece))
    }
}
