//! Reads the records of JSON that is not one record a line: a list, or values one after another.
//!
//! A standard parser reads the text as a stream, record by record, so that a list is never in memory as a whole. The
//! first error ends the text, because the start of the next record would be a guess. A record is passed on only when
//! another one or the end follows: anything else may be its rest. This module does not know what records hold.

use crate::case::lines::BYTE_ORDER_MARK;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, Read};

/// Where a record is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInText {
    /// The line, from 1.
    pub line: usize,
    /// Characters before it on its line.
    pub before: usize,
    /// Its number in its file, from 1.
    pub record: usize,
    /// Its number in its list, from 0, if it is in one.
    pub item: Option<usize>,
}

/// How a text of records ended.
#[derive(Debug)]
pub enum TextEnd {
    All,
    /// The text is blank.
    Nothing,
    /// The receiver wanted no more records.
    Stopped,
    /// The text is broken JSON from here on. With the parser's reason, which quotes nothing, and the start and place of
    /// the record that contains the error.
    Syntax(PlaceInText, String, Option<(usize, PlaceInText)>),
    /// The text ends here, inside a record or a list. With the start and place of that record.
    Cut(PlaceInText, Option<(usize, PlaceInText)>),
    /// This record is longer than the limit.
    TooLong(PlaceInText),
    /// A read error.
    Unread {
        /// The place of the error, or the start of the record it is in.
        place: PlaceInText,
        /// Whether a record is cut off.
        in_record: bool,
        error: io::Error,
    },
}

/// Passes each record to `take`: its text, its first byte, and its place. `take` returns whether it wants more.
/// `longest` is the most bytes of a record.
pub fn each_record(text: impl Read, longest: usize, take: impl FnMut(&str, usize, PlaceInText) -> bool) -> TextEnd {
    let walk = Walk { longest, too_long_at: Cell::new(usize::MAX), ..Walk::default() };
    let mut records = Records { walk: &walk, take, held: Vec::new() };
    let mut bytes = Bytes { text, walk: &walk, error: None };
    match bytes.first() {
        Ok(true) => {}
        Ok(false) => return TextEnd::Nothing,
        Err(error) => return TextEnd::Unread { place: walk.place(walk.here()), in_record: false, error },
    }
    let mut json = serde_json::Deserializer::from_reader(&mut bytes);
    let read = loop {
        let one = match walk.byte() {
            b'[' => records.give().and_then(|()| json.deserialize_seq(&mut records)),
            _ => (&mut records).deserialize(&mut json),
        };
        if one.is_err() {
            break one;
        }
        match json.end() {
            // Another value follows.
            Err(error) if error.is_syntax() && matches!(walk.byte(), b'[' | b'{') => {}
            ended => break ended.and_then(|()| records.give()),
        }
    };
    let Err(error) = read else { return TextEnd::All };
    drop(json);
    // Only a comma or a closing bracket is missing here, so the record before it is whole.
    let is_whole = error.is_eof() || matches!(walk.byte(), b'{' | b'[' | b']');
    if walk.open.get().is_none() && is_whole && records.give::<serde_json::Error>().is_err() {
        return TextEnd::Stopped;
    }
    walk.end(&error, bytes.error)
}

/// The position of the parser.
#[derive(Default)]
struct Walk {
    /// The bytes of the last read, after the last byte of the read before.
    held: RefCell<Vec<u8>>,
    /// How many of these bytes the parser has read.
    next: Cell<usize>,
    /// A position in them, up to which lines and characters were counted.
    counted: Cell<(usize, Position)>,
    /// Whether the parser has looked at anything.
    is_begun: Cell<bool>,
    /// The start of the record that is being read.
    open: Cell<Option<Position>>,
    /// The byte at which the record becomes too long.
    too_long_at: Cell<usize>,
    /// How many bytes of the text precede the held ones.
    before: Cell<usize>,
    records: Cell<usize>,
    item: Cell<Option<usize>>,
    /// How many records were passed on.
    given: Cell<usize>,
    is_stopped: Cell<bool>,
    is_too_long: Cell<bool>,
    longest: usize,
}

#[derive(Clone, Copy, Default)]
struct Position {
    at: usize,
    lines: usize,
    column: usize,
}

impl Walk {
    /// The position of a held byte. Calls must be in order.
    fn position(&self, index: usize) -> Position {
        let (from, Position { at, lines, column }) = self.counted.get();
        let held = self.held.borrow();
        let passed = held.get(from..index).unwrap_or_default();
        // Characters are counted by their first byte.
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let position = match memchr::memrchr(b'\n', passed) {
            Some(last) => {
                let ends = memchr::memchr_iter(b'\n', passed).count();
                Position { at: at + passed.len(), lines: lines + ends, column: characters(&passed[last + 1..]) }
            }
            None => Position { at: at + passed.len(), lines, column: column + characters(passed) },
        };
        self.counted.set((from + passed.len(), position));
        position
    }

    /// The position after all bytes that were read.
    fn here(&self) -> Position {
        self.position(self.next.get())
    }

    /// The position before the last byte, which the parser may only have looked at.
    fn last(&self) -> Position {
        self.position(self.next.get().saturating_sub(1))
    }

    /// The byte that the parser looks at.
    fn byte(&self) -> u8 {
        let index = self.next.get();
        let index = if self.is_begun.get() { index.saturating_sub(1) } else { index };
        self.held.borrow().get(index).copied().unwrap_or(0)
    }

    fn place(&self, at: Position) -> PlaceInText {
        PlaceInText { line: at.lines + 1, before: at.column, record: self.records.get() + 1, item: self.item.get() }
    }

    fn begin(&self) -> Position {
        // The parser has already looked at the first byte, except at the start of the text.
        let start = if self.is_begun.replace(true) { self.last() } else { self.here() };
        self.open.set(Some(start));
        self.too_long_at.set(start.at + self.longest);
        start
    }

    fn end(&self, error: &serde_json::Error, unread: Option<io::Error>) -> TextEnd {
        if self.is_stopped.get() {
            return TextEnd::Stopped;
        }
        let open = self.open.get();
        if self.is_too_long.get() {
            return TextEnd::TooLong(self.place(open.unwrap_or_default()));
        }
        if let Some(error) = unread {
            let place = self.place(open.unwrap_or_else(|| self.last()));
            return TextEnd::Unread { place, in_record: open.is_some(), error };
        }
        // Outside a record, the error may belong to the last record, unless that was passed on.
        let mut place = self.place(if error.is_eof() { self.here() } else { self.last() });
        if open.is_none() || place.record > self.given.get() + 1 {
            (place.record, place.item) = (self.given.get() + 1, None);
        }
        let begins = open.map(|open| (open.at, self.place(open)));
        if error.is_eof() {
            return TextEnd::Cut(place, begins);
        }
        let why = error.to_string();
        TextEnd::Syntax(place, why.split(" at line ").next().unwrap_or_default().to_owned(), begins)
    }
}

/// A reader that returns one byte at a time, so that the position of the parser is known.
struct Bytes<'w, R> {
    text: R,
    walk: &'w Walk,
    error: Option<io::Error>,
}

const AT_ONCE: usize = 256 * 1024;

impl<R: Read> Bytes<'_, R> {
    /// The next byte, without consuming it.
    fn look(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(byte) = self.walk.held.borrow().get(self.walk.next.get()) {
                return Ok(Some(*byte));
            }
            if self.more()? == 0 {
                return Ok(None);
            }
        }
    }

    fn more(&mut self) -> io::Result<usize> {
        let walk = self.walk;
        let kept = usize::from(walk.next.get() > 0);
        let position = walk.last();
        let mut held = walk.held.borrow_mut();
        let dropped = held.len() - kept;
        held.drain(..dropped);
        held.resize(kept + AT_ONCE, 0);
        let read = loop {
            match self.text.read(&mut held[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        held.truncate(kept + read.as_ref().copied().unwrap_or(0));
        walk.before.set(walk.before.get() + dropped);
        walk.counted.set((0, position));
        walk.next.set(kept);
        read
    }

    /// Skips blanks. Returns whether a byte follows, without consuming it.
    fn first(&mut self) -> io::Result<bool> {
        while let Some(byte) = self.look()? {
            let here = self.walk.here();
            if BYTE_ORDER_MARK.get(here.at) == Some(&byte) {
                self.walk.next.set(self.walk.next.get() + 1);
                self.walk.counted.set((self.walk.next.get(), Position { at: here.at + 1, ..here }));
            } else if byte.is_ascii_whitespace() {
                self.walk.next.set(self.walk.next.get() + 1);
            } else {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for Bytes<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let walk = self.walk;
        if walk.before.get() + walk.next.get() >= walk.too_long_at.get() {
            walk.is_too_long.set(true);
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        match self.look() {
            Ok(None) => Ok(0),
            Ok(Some(byte)) => {
                into[0] = byte;
                walk.next.set(walk.next.get() + 1);
                Ok(1)
            }
            Err(error) => {
                let kind = error.kind();
                self.error = Some(error);
                Err(kind.into())
            }
        }
    }
}

/// Reads the records of a list, or one after another.
struct Records<'w, F> {
    walk: &'w Walk,
    take: F,
    /// The last records, until it is known what follows. The first may be half of one, and the others its rest.
    held: Vec<(Box<RawValue>, usize, PlaceInText)>,
}

/// The most records that are held.
const MOST_HELD: usize = 64;

impl<F: FnMut(&str, usize, PlaceInText) -> bool> Records<'_, F> {
    fn give<E: serde::de::Error>(&mut self) -> Result<(), E> {
        for (raw, at, place) in self.held.drain(..) {
            self.walk.given.set(place.record);
            if !(self.take)(raw.get(), at, place) {
                self.walk.is_stopped.set(true);
                return Err(E::custom("stopped"));
            }
        }
        Ok(())
    }
}

impl<'de, F: FnMut(&str, usize, PlaceInText) -> bool> DeserializeSeed<'de> for &mut Records<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let walk = self.walk;
        if walk.byte() == b'{' || self.held.len() >= MOST_HELD {
            self.give()?;
        }
        let start = walk.begin();
        let raw = <Box<RawValue> as serde::Deserialize>::deserialize(json)?;
        let place = walk.place(start);
        walk.open.set(None);
        walk.too_long_at.set(usize::MAX);
        walk.records.set(place.record);
        walk.item.set(walk.item.get().map(|item| item + 1));
        self.held.push((raw, start.at, place));
        Ok(())
    }
}

impl<'de, F: FnMut(&str, usize, PlaceInText) -> bool> Visitor<'de> for &mut Records<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.walk.is_begun.set(true);
        self.walk.item.set(Some(0));
        while items.next_element_seed(&mut *self)?.is_some() {}
        self.walk.item.set(None);
        Ok(())
    }
}
