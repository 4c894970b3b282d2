//! Cuts JSON that is not one case a line: a list of cases, or cases written over several lines, one after another.
//!
//! Record by record: a list is never held whole, and a slip inside one record touches no other.

use crate::batch::chunk::{MAX_RECORD, MOST_RECORDS, PIECE, Piece, Records};
use crate::batch::chunker::{Cutting, Over, read_full};
use crate::batch::reject::Refusal;
use crate::case::{CaseError, Cutter, Next, Place};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

/// See the module.
pub(super) struct Document<'a, 'c, R> {
    cutting: &'a mut Cutting<'c>,
    text: R,
    cutter: Cutter,
    /// What was read and is still wanted.
    bytes: Vec<u8>,
    is_all: bool,
    /// Why it could not be read to its end.
    fault: Option<io::Error>,
    may_be_empty: bool,
    /// Bytes of the record under way that were let go, because it is too long to be held.
    let_go: u64,
    piece: Option<Piece>,
}

impl<'a, 'c, R: Read> Document<'a, 'c, R> {
    pub fn new(cutting: &'a mut Cutting<'c>, text: R, may_be_empty: bool) -> Self {
        let (cutter, bytes) = (Cutter::default(), Vec::new());
        Self { cutting, text, cutter, bytes, is_all: false, fault: None, may_be_empty, let_go: 0, piece: None }
    }

    pub fn run(mut self) -> Result<(), Over> {
        loop {
            match self.cutter.next(&self.bytes, self.is_all) {
                Next::Record(range, place) if self.let_go > 0 => {
                    let length = self.let_go + range.len() as u64;
                    self.let_go = 0;
                    self.refuse(|file| Refusal::too_long(file, &place, length))?;
                }
                Next::Record(range, place) if self.fault.is_some() && self.cutter.is_cut_off() => {
                    let read = self.bytes[range].to_owned();
                    self.refuse(|file| Refusal::cut_off(file, &place, &read))?;
                }
                Next::Record(range, place) => self.add(range, place)?,
                Next::Unclosed(place) if self.fault.is_none() => {
                    self.refuse(|file| Refusal::of(file, CaseError::unclosed(&place)))?;
                }
                Next::Unclosed(_) => {}
                Next::More(done) => {
                    self.bytes.drain(..done);
                    self.let_go_of_too_long();
                    self.read_on();
                }
                Next::End => return self.end(),
            }
        }
    }

    fn let_go_of_too_long(&mut self) {
        if self.bytes.len() > MAX_RECORD || self.let_go > 0 {
            let seen = self.cutter.pass_over();
            self.let_go += seen as u64;
            self.bytes.drain(..seen);
        }
    }

    fn read_on(&mut self) {
        // As much again as is held: what is held is moved, and that is not to be done too often.
        let wanted = PIECE.max(self.bytes.len());
        match read_full(&mut self.bytes, wanted, &mut self.text) {
            Ok(read) => self.is_all = read < wanted,
            // Whole records may stand in what was read before.
            Err(error) => (self.fault, self.is_all) = (Some(error), true),
        }
    }

    fn end(mut self) -> Result<(), Over> {
        self.give()?;
        if let Some(error) = self.fault {
            return self.cutting.fault(error, Some(self.cutter.line()));
        }
        // Nothing may come through a pipe; a case that was to be in a file is lost.
        if self.cutter.saw_nothing() && !self.may_be_empty {
            return self.refuse(|file| Refusal::of(file, CaseError::nothing()));
        }
        Ok(())
    }

    fn add(&mut self, range: Range<usize>, place: Place) -> Result<(), Over> {
        let mut piece = match self.piece.take() {
            Some(piece) => piece,
            None => self.cutting.spare()?,
        };
        let start = piece.bytes.len();
        piece.bytes.extend_from_slice(&self.bytes[range]);
        let span = (start..piece.bytes.len(), place);
        let records = match &mut piece.records {
            Records::Spans(spans) => {
                spans.push(span);
                spans.len()
            }
            records => {
                *records = Records::Spans(vec![span]);
                1
            }
        };
        let is_full = piece.bytes.len() >= PIECE || records >= MOST_RECORDS;
        self.piece = Some(piece);
        if is_full { self.give() } else { Ok(()) }
    }

    /// Refuses what is no record, after those before it.
    fn refuse(&mut self, refusal: impl FnOnce(&Arc<str>) -> Refusal) -> Result<(), Over> {
        self.give()?;
        let refusal = refusal(&self.cutting.file);
        self.cutting.refuse(refusal)
    }

    fn give(&mut self) -> Result<(), Over> {
        self.piece.take().map_or(Ok(()), |piece| self.cutting.give(piece))
    }
}
