//! JSON that is not one record a line, as pieces: a list of records, or one after another.
//!
//! The first fault ends the file: it is reported with its place and with how many records before it were read.

use crate::batch::chunk::{MAX_RECORD, MOST_RECORDS, PIECE, Piece, Records};
use crate::batch::chunker::{Cutting, Over};
use crate::batch::reject::Refusal;
use crate::case::{CaseError, End, Place, each_record};
use std::io::Read;

/// Gives the records of a file. `may_be_empty`: nothing may come through a pipe; a case that was to be in a file is lost.
pub(super) fn records(cutting: &mut Cutting<'_>, text: impl Read, may_be_empty: bool) -> Result<(), Over> {
    let mut pieces = Pieces { cutting, piece: None };
    let end = each_record(text, MAX_RECORD, |record, _, place| pieces.add(record, place).is_ok());
    if matches!(end, End::Stopped) {
        return Err(Over);
    }
    pieces.give()?;
    let Pieces { cutting, .. } = pieces;
    match end {
        End::Nothing if may_be_empty => Ok(()),
        End::Unread { place, in_record, error } => {
            if in_record {
                cutting.refuse(Refusal::cut_off(&cutting.file.clone(), &place, None))?;
            }
            cutting.fault(error, Some(place.line))
        }
        end => match CaseError::of_end(&end) {
            Some(error) => cutting.refuse(Refusal::of(&cutting.file.clone(), error)),
            None => Ok(()),
        },
    }
}

struct Pieces<'a, 'c> {
    cutting: &'a mut Cutting<'c>,
    piece: Option<Piece>,
}

impl Pieces<'_, '_> {
    fn add(&mut self, record: &str, place: Place) -> Result<(), Over> {
        let mut piece = match self.piece.take() {
            Some(piece) => piece,
            None => Piece { records: Records::Spans(Vec::new()), ..self.cutting.spare()? },
        };
        let start = piece.bytes.len();
        piece.bytes.extend_from_slice(record.as_bytes());
        let Records::Spans(spans) = &mut piece.records else { return Err(Over) };
        spans.push((start..piece.bytes.len(), place));
        let is_full = piece.bytes.len() >= PIECE || spans.len() >= MOST_RECORDS;
        self.piece = Some(piece);
        if is_full { self.give() } else { Ok(()) }
    }

    fn give(&mut self) -> Result<(), Over> {
        self.piece.take().map_or(Ok(()), |piece| self.cutting.give(piece))
    }
}
