//! The records of JSON that is not one record a line: a list, or values one after another.
//!
//! A standard parser reads the text as a stream and gives record by record, so that a list is never held whole. The first
//! fault ends the text: where a record after it would begin could only be guessed. What a record holds is not looked at.

use crate::case::lines::BYTE_ORDER_MARK;
use serde::de::{DeserializeSeed, Deserializer, Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};

/// Where a record is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
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
pub enum End {
    /// All was read.
    All,
    /// The text is blank.
    Nothing,
    /// Whoever takes the records wanted no more.
    Stopped,
    /// Here the text is no JSON any more; why, as the parser says it, without a word of the text.
    Syntax(Place, String),
    /// Here it ends inside a record or a list.
    Cut(Place),
    /// This record is longer than is read.
    TooLong(Place),
    /// Here it could not be read on.
    Unread(Place, io::Error),
}

/// Gives each record to `take`: its text, the byte it begins at, and its place. `take` says whether more is wanted.
/// `longest` is how many bytes a record may have.
pub fn each_record(text: impl Read, longest: usize, mut take: impl FnMut(&str, usize, Place) -> bool) -> End {
    let walk = Walk { longest, ..Walk::default() };
    let mut bytes = Bytes { text, held: Vec::new(), next: 0, walk: &walk, error: None };
    let first = bytes.first();
    let mut json = serde_json::Deserializer::from_reader(&mut bytes);
    let read = match first {
        Ok(None) => return End::Nothing,
        Ok(Some(b'[')) => json.deserialize_seq(List(&walk, &mut take)).and_then(|()| json.end()),
        // What is left behind a value is the next one.
        Ok(Some(_)) => loop {
            if let Err(error) = (Record { walk: &walk, take: &mut take }).deserialize(&mut json) {
                break Err(error);
            }
            match json.end() {
                Err(error) if error.is_syntax() => {}
                ended => break ended,
            }
        },
        Err(error) => Err(serde_json::Error::io(error)),
    };
    let Err(error) = read else { return End::All };
    drop(json);
    walk.end(&error, bytes.error)
}

/// How far the text was read.
#[derive(Default)]
struct Walk {
    /// Before the last byte that was given, which the parser may only have looked at.
    last: Cell<Position>,
    here: Cell<Position>,
    /// Where the record that is being read begins.
    open: Cell<Option<Position>>,
    records: Cell<usize>,
    item: Cell<Option<usize>>,
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
    fn pass(&self, byte: u8) {
        let Position { at, lines, column } = self.here.get();
        self.last.set(self.here.get());
        self.here.set(match byte {
            b'\n' => Position { at: at + 1, lines: lines + 1, column: 0 },
            // Characters are counted by their first byte.
            byte => Position { at: at + 1, lines, column: column + usize::from(byte & 0xC0 != 0x80) },
        });
    }

    fn place(&self, at: Position) -> Place {
        Place { line: at.lines + 1, before: at.column, record: self.records.get() + 1, item: self.item.get() }
    }

    fn end(&self, error: &serde_json::Error, unread: Option<io::Error>) -> End {
        if self.is_stopped.get() {
            return End::Stopped;
        }
        if self.is_too_long.get() {
            return End::TooLong(self.place(self.open.get().unwrap_or_default()));
        }
        let place = self.place(self.last.get());
        match unread {
            Some(error) => End::Unread(place, error),
            None if error.is_eof() => End::Cut(self.place(self.here.get())),
            None => {
                let what = error.to_string();
                End::Syntax(place, what.split(" at line ").next().unwrap_or_default().to_owned())
            }
        }
    }
}

/// Gives one byte at a time, so that it is known how far the parser is.
struct Bytes<'w, R> {
    text: R,
    held: Vec<u8>,
    next: usize,
    walk: &'w Walk,
    error: Option<io::Error>,
}

const AT_ONCE: usize = 256 * 1024;

impl<R: Read> Bytes<'_, R> {
    fn look(&mut self) -> io::Result<Option<u8>> {
        while self.next == self.held.len() {
            self.held.resize(AT_ONCE, 0);
            let read = self.text.read(&mut self.held);
            self.held.truncate(read.as_ref().copied().unwrap_or(0));
            self.next = 0;
            match read {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(self.held[self.next]))
    }

    /// The first byte that is no blank, which is not taken.
    fn first(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.look()? {
            let here = self.walk.here.get();
            if BYTE_ORDER_MARK.get(here.at) == Some(&byte) && here.lines == 0 {
                self.walk.here.set(Position { at: here.at + 1, ..here });
            } else if byte.is_ascii_whitespace() {
                self.walk.pass(byte);
            } else {
                return Ok(Some(byte));
            }
            self.next += 1;
        }
        Ok(None)
    }
}

impl<R: Read> Read for Bytes<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let is_too_long =
            self.walk.open.get().is_some_and(|open| self.walk.here.get().at - open.at >= self.walk.longest);
        if is_too_long {
            self.walk.is_too_long.set(true);
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        match self.look() {
            Ok(None) => Ok(0),
            Ok(Some(byte)) => {
                into[0] = byte;
                self.next += 1;
                self.walk.pass(byte);
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

struct Record<'w, F> {
    walk: &'w Walk,
    take: &'w mut F,
}

impl<'de, F: FnMut(&str, usize, Place) -> bool> DeserializeSeed<'de> for Record<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let Self { walk, take } = self;
        // The parser has looked at the first byte, but for that of the whole text.
        let start =
            if walk.records.get() == 0 && walk.item.get().is_none() { walk.here.get() } else { walk.last.get() };
        walk.open.set(Some(start));
        let raw = <Box<RawValue> as serde::Deserialize>::deserialize(json)?;
        let place = walk.place(start);
        walk.open.set(None);
        walk.records.set(walk.records.get() + 1);
        walk.item.set(walk.item.get().map(|item| item + 1));
        walk.is_stopped.set(!take(raw.get(), start.at, place));
        if walk.is_stopped.get() { Err(D::Error::custom("")) } else { Ok(()) }
    }
}

struct List<'w, F>(&'w Walk, &'w mut F);

impl<'de, F: FnMut(&str, usize, Place) -> bool> Visitor<'de> for List<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.item.set(Some(0));
        while items.next_element_seed(Record { walk: self.0, take: &mut *self.1 })?.is_some() {}
        self.0.item.set(None);
        Ok(())
    }
}
