//! Cuts JSON that is not one case a line: a list of cases, or cases written over several lines, one after another.
//!
//! Read value by value: a list is never held whole. After a fault in the JSON itself nothing that follows can be trusted
//! to be a record, and it is told that the rest was not read.

use super::framing::{Cutting, Over};
use super::piece::{MAX_RECORD, PIECE, Piece, Place, Records};
use super::refusal::Refusal;
use crate::document::Code;
use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer as _, Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, Read};

/// Where the reader stands.
#[derive(Clone, Copy, Debug)]
struct Position {
    line: usize,
    /// Bytes before on this line.
    column: usize,
    /// Bytes read since the value began.
    value: usize,
}

/// Counts lines and bytes as they are taken, and ends a value that is too long.
struct Counting<'p, R> {
    text: BufReader<R>,
    at: &'p Cell<Position>,
}

impl<R: Read> Counting<'_, R> {
    /// The next byte that is not blank, left where it is.
    fn next_solid(&mut self) -> io::Result<Option<u8>> {
        loop {
            let Some(&byte) = self.text.fill_buf()?.first() else { return Ok(None) };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.text.consume(1);
            self.pass(byte);
        }
    }

    fn pass(&self, byte: u8) {
        let mut at = self.at.get();
        at.value += 1;
        (at.line, at.column) = if byte == b'\n' { (at.line + 1, 0) } else { (at.line, at.column + 1) };
        self.at.set(at);
    }
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at.get().value > MAX_RECORD {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the record is too long"));
        }
        // One byte at a time, as the parser asks for them: what it has not asked for was not passed.
        let Some(&byte) = self.text.fill_buf()?.first() else { return Ok(0) };
        let Some(place) = into.first_mut() else { return Ok(0) };
        *place = byte;
        self.text.consume(1);
        self.pass(byte);
        Ok(1)
    }
}

/// See the module.
pub(super) struct Document<'a, 'c, R> {
    cutting: &'a mut Cutting<'c>,
    text: R,
}

impl<'a, 'c, R: Read> Document<'a, 'c, R> {
    pub fn new(cutting: &'a mut Cutting<'c>, text: R) -> Self {
        Self { cutting, text }
    }

    pub fn run(self) -> Result<(), Over> {
        let at = Cell::new(Position { line: 1, column: 0, value: 0 });
        let mut text = Counting { text: BufReader::with_capacity(PIECE, self.text), at: &at };
        let mut gathered = Gathered { cutting: self.cutting, piece: None, records: 0, at: &at, over: false };
        let fault = loop {
            match text.next_solid() {
                Ok(None) => break None,
                Ok(Some(b'[')) => {
                    let mut json = serde_json::Deserializer::from_reader(&mut text);
                    if let Err(error) = json.deserialize_seq(Items(&mut gathered)) {
                        break Some(error);
                    }
                }
                Ok(Some(_)) => {
                    at.set(Position { value: 0, ..at.get() });
                    let (begun, mut json) = (at.get(), serde_json::Deserializer::from_reader(&mut text));
                    match Box::<RawValue>::deserialize(&mut json) {
                        Ok(value) => {
                            if gathered.add(&value, begun, None).is_err() {
                                return Err(Over);
                            }
                        }
                        Err(error) => break Some(error),
                    }
                }
                Err(error) => break Some(serde_json::Error::io(error)),
            }
        };
        let over = gathered.over;
        let records = gathered.records;
        gathered.give()?;
        if over {
            return Err(Over);
        }
        let Some(error) = fault else { return Ok(()) };
        let here = at.get();
        let place = Place { line: here.line, before: here.column.saturating_sub(1), record: records + 1, item: None };
        let cutting = gathered.cutting;
        if error.io_error_kind() == Some(io::ErrorKind::FileTooLarge) {
            let what = format!("the record has more than the {MAX_RECORD} bytes that are read");
            return cutting.refuse(Refusal::unread(&cutting.file.clone(), &place, Code::TooLarge, &what));
        }
        if error.is_io() {
            return cutting.fault(error.into(), Some(here.line));
        }
        let what = if error.is_eof() { "the text ends inside a record" } else { "this is not JSON" };
        cutting.refuse(Refusal::unread(&cutting.file.clone(), &place, Code::NotJson, what))
    }
}

/// Records on their way into a piece.
struct Gathered<'g, 'c> {
    cutting: &'g mut Cutting<'c>,
    piece: Option<Piece>,
    records: usize,
    at: &'g Cell<Position>,
    over: bool,
}

impl Gathered<'_, '_> {
    fn add(&mut self, value: &RawValue, begun: Position, item: Option<usize>) -> Result<(), Over> {
        self.records += 1;
        let mut piece = match self.piece.take() {
            Some(piece) => piece,
            None => self.cutting.spare()?,
        };
        let start = piece.bytes.len();
        piece.bytes.extend_from_slice(value.get().as_bytes());
        let place = Place { line: begun.line, before: begun.column, record: self.records, item };
        let span = (start..piece.bytes.len(), place);
        match &mut piece.records {
            Records::Spans(spans) => spans.push(span),
            records => *records = Records::Spans(vec![span]),
        }
        let is_full = piece.bytes.len() >= PIECE;
        self.piece = Some(piece);
        if is_full { self.give() } else { Ok(()) }
    }

    fn give(&mut self) -> Result<(), Over> {
        self.piece.take().map_or(Ok(()), |piece| self.cutting.give(piece))
    }
}

/// The items of a list.
struct Items<'i, 'g, 'c>(&'i mut Gathered<'g, 'c>);

impl<'de> Visitor<'de> for Items<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of cases")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut item = 0;
        while let Some((value, begun)) = list.next_element_seed(Item(self.0.at))? {
            if self.0.add(&value, begun, Some(item)).is_err() {
                self.0.over = true;
                return Err(A::Error::custom("no more is wanted"));
            }
            item += 1;
            self.0.at.set(Position { value: 0, ..self.0.at.get() });
        }
        Ok(())
    }
}

/// One item, with where it begins: its first byte was just passed.
struct Item<'i>(&'i Cell<Position>);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = (Box<RawValue>, Position);

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        let at = self.0.get();
        let begun = Position { column: at.column.saturating_sub(1), ..at };
        self.0.set(Position { value: 0, ..at });
        Ok((Box::<RawValue>::deserialize(json)?, begun))
    }
}
