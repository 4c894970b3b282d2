//! Cuts a text into records: one case a line, a list of cases, or cases written over several lines, one after another.
//!
//! It tells where a record begins and ends, and nothing of what it holds: whether it is JSON, and a case, is for the
//! reader. So a slip inside one record touches no other: where the brackets of a text do not come out even, the next record
//! is where something begins as a case does. Commas between records may be missing or too many; nothing depends on them.
//! It is fed a text bit by bit and holds none of it.

use crate::case::read::KEYS;
use serde_json::value::RawValue;
use std::ops::Range;

/// Where a record stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Characters before it on its line.
    pub before: usize,
    /// Its number in its file, from 1.
    pub record: usize,
    /// Its number in its list, from 0, if it stands in one.
    pub item: Option<usize>,
}

/// What comes next in a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// A record: where it lies in the bytes, and where in the file.
    Record(Range<usize>, Place),
    /// So many bytes were looked at and are wanted no more; the rest, and more of the text, is needed to go on.
    More(usize),
    /// A list goes on where the text ends.
    Unclosed(Place),
    /// Nothing.
    End,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Cutter {
    here: Position,
    records: usize,
    /// The number of the next item, inside a list.
    item: Option<usize>,
    open: Option<Open>,
    is_cut_off: bool,
    saw_list: bool,
    /// Bytes that were passed for good so far.
    passed: usize,
    /// Bytes that were looked at a second time so far, since a record was taken to end before them.
    looked_back: usize,
}

/// Where in the bytes, and where in the file.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    at: usize,
    /// Lines before this one.
    lines: usize,
    /// Characters before on its line.
    column: usize,
}

/// A record whose end was not seen yet.
#[derive(Debug)]
struct Open {
    start: usize,
    place: Place,
    /// How many brackets are open.
    depth: usize,
    in_string: bool,
    /// Whether nothing but blanks and commas stood on this line so far.
    is_fresh: bool,
    /// Whether lines inside the record stand no deeper than the record itself.
    is_flat: bool,
    /// The first bracket inside it that would begin a case if it were not inside another.
    inner: Option<Position>,
    /// How far it may go on after that bracket, before it is taken to end there.
    doubt: usize,
    kind: Kind,
}

/// How the end of a record is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Where its brackets are closed.
    Braced,
    /// It has none: by its line.
    Loose,
    /// They closed, and then it went on: by its line.
    Spoilt,
}

/// How far is looked ahead for the first key of a case.
const AHEAD: usize = 128;

/// How far a record goes on after what may be the beginning of the next one, before it is taken to be that.
const DOUBT: usize = 64 * 1024;

/// How often a byte may be looked at a second time, taken over a whole file. A file that begins a case at each word would
/// otherwise be read a thousand times.
const SECOND_LOOKS: usize = 16;

/// How much of a text is looked at to tell what it holds.
const HEAD: usize = 256 * 1024;

/// The mark some programs put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Cutter {
    /// What comes next in these bytes; `is_all` where no more follow. After [`Next::More`] the bytes that are wanted no
    /// more are to be taken away, and others put behind the rest.
    pub fn next(&mut self, bytes: &[u8], is_all: bool) -> Next {
        loop {
            let Some(mut open) = self.open.take() else {
                match self.begin(bytes, is_all) {
                    Begun::Record => continue,
                    Begun::More if is_all => return self.end(),
                    Begun::More => return self.more(self.here.at),
                }
            };
            let end = self.find_end(&mut open, bytes, is_all);
            if end.is_none() && !is_all {
                let start = open.start;
                self.open = Some(open);
                return self.more(start);
            }
            self.is_cut_off = end.is_none();
            let record = trimmed(&bytes[open.start..end.unwrap_or(bytes.len())]);
            self.passed += record.len();
            return Next::Record(open.start..open.start + record.len(), open.place);
        }
    }

    /// Lets go of what was seen of the record under way, which is too long to be held; its end is looked for all the
    /// same. Gives how many bytes, from the first, are wanted no more.
    pub fn pass_over(&mut self) -> usize {
        let inner = self.open.as_mut().and_then(|open| open.inner.as_mut());
        let seen = inner.as_ref().map_or(self.here.at, |inner| inner.at);
        self.here.at -= seen;
        if let Some(inner) = inner {
            inner.at = 0;
        }
        seen
    }

    /// How many lines were looked at.
    #[must_use]
    pub fn line(&self) -> usize {
        self.here.lines + 1
    }

    /// Whether there was nothing at all so far, not even an empty list.
    #[must_use]
    pub fn saw_nothing(&self) -> bool {
        self.records == 0 && !self.saw_list
    }

    /// Whether the text ended inside the last record.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        self.is_cut_off
    }

    fn more(&mut self, done: usize) -> Next {
        self.here.at -= done;
        if let Some(open) = &mut self.open {
            open.start -= done;
            if let Some(inner) = &mut open.inner {
                inner.at -= done;
            }
        }
        Next::More(done)
    }

    fn end(&mut self) -> Next {
        let is_open = self.item.take().is_some() && !self.is_cut_off;
        if is_open { Next::Unclosed(self.place()) } else { Next::End }
    }

    fn place(&self) -> Place {
        let Position { lines, column, .. } = self.here;
        Place { line: lines + 1, before: column, record: self.records + 1, item: self.item }
    }

    fn pass(&mut self, byte: u8) {
        self.here.at += 1;
        match byte {
            b'\n' => (self.here.lines, self.here.column) = (self.here.lines + 1, 0),
            // What follows the first byte of a character is not another one.
            0x80..=0xBF => {}
            _ => self.here.column += 1,
        }
    }
}

enum Begun {
    Record,
    More,
}

impl Cutter {
    /// Passes over what stands between records, and begins the next one.
    fn begin(&mut self, bytes: &[u8], is_all: bool) -> Begun {
        while let Some(&byte) = bytes.get(self.here.at) {
            let rest = &bytes[self.here.at..];
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' => {}
                b'[' if self.item.is_none() => (self.item, self.saw_list) = (Some(0), true),
                b']' if self.item.is_some() => self.item = None,
                _ if rest.len() < BYTE_ORDER_MARK.len() && !is_all => return Begun::More,
                _ if rest.starts_with(BYTE_ORDER_MARK) => {
                    self.here.at += BYTE_ORDER_MARK.len();
                    continue;
                }
                _ => {
                    self.open(byte);
                    return Begun::Record;
                }
            }
            self.pass(byte);
        }
        Begun::More
    }

    fn open(&mut self, byte: u8) {
        let place = self.place();
        self.records += 1;
        self.item = self.item.map(|item| item + 1);
        let is_braced = matches!(byte, b'{' | b'[');
        self.open = Some(Open {
            start: self.here.at,
            place,
            depth: usize::from(is_braced),
            in_string: false,
            is_fresh: false,
            is_flat: false,
            inner: None,
            doubt: self.doubt(),
            kind: if is_braced { Kind::Braced } else { Kind::Loose },
        });
        if is_braced {
            self.pass(byte);
        }
    }

    /// What is left of doubt: all of it in a file in which most records end where they seem to.
    fn doubt(&self) -> usize {
        let left = (self.passed * SECOND_LOOKS + SECOND_LOOKS * DOUBT).saturating_sub(self.looked_back);
        left.clamp(AHEAD, DOUBT)
    }

    /// The end of a record. Where the brackets do not tell, it is where the next one seems to begin.
    fn find_end(&mut self, open: &mut Open, bytes: &[u8], is_all: bool) -> Option<usize> {
        let end = match open.kind {
            Kind::Braced => self.braced(open, bytes, is_all),
            Kind::Loose => self.loose(open, bytes, is_all),
            Kind::Spoilt => self.spoilt(bytes, is_all),
        };
        let Some(inner) = open.inner else { return end };
        let is_sound = |end: usize| serde_json::from_slice::<&RawValue>(&bytes[open.start..end]).is_ok();
        match end {
            Some(end) if end != inner.at && is_sound(end) => Some(end),
            None if !is_all && self.here.at - inner.at < open.doubt => None,
            _ => {
                self.looked_back += self.here.at - inner.at;
                self.here = inner;
                Some(inner.at)
            }
        }
    }

    /// Goes on to where the brackets of a record are closed again, or the next one begins for certain. None where the bytes
    /// end first, or there is doubt enough.
    fn braced(&mut self, open: &mut Open, bytes: &[u8], is_all: bool) -> Option<usize> {
        while let Some(&byte) = bytes.get(self.here.at) {
            if byte == b'{' {
                let begins = begins_case(&bytes[self.here.at..], is_all)?;
                let is_outside = open.is_fresh && !open.is_flat && self.here.column <= open.place.before;
                // What stands under a key is a part of the record, whatever it looks like.
                if begins && (is_outside || !is_under_key(&bytes[..self.here.at])) {
                    open.inner.get_or_insert(self.here);
                    if is_outside {
                        return open.inner.map(|inner| inner.at);
                    }
                }
            }
            match byte {
                // No text in JSON goes over the end of a line: its quote is missing.
                b'\n' => open.in_string = false,
                b'\\' if open.in_string => match bytes.get(self.here.at + 1) {
                    None if !is_all => return None,
                    None | Some(b'\n') => {}
                    Some(&next) => {
                        self.pass(byte);
                        self.pass(next);
                        continue;
                    }
                },
                b'"' => open.in_string = !open.in_string,
                b'{' | b'[' if !open.in_string => open.depth += 1,
                b'}' | b']' if !open.in_string => open.depth -= 1,
                _ => {}
            }
            match byte {
                b'\n' => open.is_fresh = true,
                b' ' | b'\t' | b'\r' | b',' => {}
                _ if open.is_fresh => {
                    open.is_fresh = false;
                    open.is_flat |= !matches!(byte, b'}' | b']') && self.here.column <= open.place.before;
                }
                _ => {}
            }
            let before = self.here;
            self.pass(byte);
            if open.depth == 0 {
                let Some(goes_on) = goes_on(&bytes[self.here.at..], self.item.is_some(), is_all) else {
                    (self.here, open.depth) = (before, 1);
                    return None;
                };
                if !goes_on {
                    return Some(self.here.at);
                }
                // What was closed too early may have lost half of its answers: none of it is a case.
                (open.kind, open.inner) = (Kind::Spoilt, None);
                return self.spoilt(bytes, is_all);
            }
            if open.inner.is_some_and(|inner| self.here.at - inner.at >= open.doubt) {
                return None;
            }
        }
        None
    }

    /// Goes on to the end of a line, or to where the next case begins on it.
    fn spoilt(&mut self, bytes: &[u8], is_all: bool) -> Option<usize> {
        while let Some(&byte) = bytes.get(self.here.at) {
            let is_end = match byte {
                b'\n' => true,
                b'{' => begins_case(&bytes[self.here.at..], is_all)? && !is_under_key(&bytes[..self.here.at]),
                _ => false,
            };
            if is_end {
                return Some(self.here.at);
            }
            self.pass(byte);
        }
        None
    }

    /// Goes on to the end of what is not in brackets: the end of the line, a bracket, or in a list a comma.
    fn loose(&mut self, open: &mut Open, bytes: &[u8], is_all: bool) -> Option<usize> {
        while let Some(&byte) = bytes.get(self.here.at) {
            let is_end = match byte {
                b'\n' => true,
                b'"' => {
                    open.in_string = !open.in_string;
                    false
                }
                b'{' => !open.in_string || begins_case(&bytes[self.here.at..], is_all)?,
                b'[' => !open.in_string,
                b',' | b']' => !open.in_string && self.item.is_some(),
                _ => false,
            };
            if is_end {
                return Some(self.here.at);
            }
            self.pass(byte);
        }
        None
    }
}

/// Whether a text that begins with a bracket begins as a case does: with one of its keys. In a sound case no other bracket
/// does, but for what a file carries along for others. None where too little of it was read to tell.
fn begins_case(text: &[u8], is_all: bool) -> Option<bool> {
    if text.len() < AHEAD && !is_all {
        return None;
    }
    let text = text[..text.len().min(AHEAD)].get(1..).unwrap_or_default().trim_ascii_start();
    let Some(key) = text.strip_prefix(b"\"") else { return Some(false) };
    let after = |word: &&str| key.strip_prefix(word.as_bytes()).and_then(|rest| rest.strip_prefix(b"\""));
    let after = KEYS.iter().find_map(after).unwrap_or_default().trim_ascii_start();
    Some(after.first() == Some(&b':'))
}

/// Whether the last that stands before a bracket is the colon behind a key.
fn is_under_key(before: &[u8]) -> bool {
    before.trim_ascii_end().last() == Some(&b':')
}

/// Whether something goes on behind the last bracket of a record that only its inside can be: a key, or one more bracket;
/// or, on the same line, anything but a record, or in a list a value. None where too little of it was read to tell.
fn goes_on(text: &[u8], in_list: bool, is_all: bool) -> Option<bool> {
    if text.len() < AHEAD && !is_all {
        return None;
    }
    let text = &text[..text.len().min(AHEAD)];
    let (mut on_line, mut comma) = (true, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'\n' => on_line = false,
            b',' => comma = true,
            b' ' | b'\t' | b'\r' => {}
            byte if BYTE_ORDER_MARK.contains(byte) => {}
            b'{' | b'[' | b']' => return Some(false),
            b'}' | b':' => return Some(true),
            b'"' if !in_list => return Some(true),
            b'"' => return Some(is_key(&text[at + 1..])),
            _ => return Some(on_line && !(in_list && comma)),
        }
    }
    Some(false)
}

/// Whether a text that goes on behind a quote is a key, or may be one.
fn is_key(text: &[u8]) -> bool {
    let Some(end) = text.iter().position(|byte| *byte == b'"') else { return true };
    matches!(text[end + 1..].trim_ascii_start().first(), Some(b':') | None)
}

/// A record without the blanks, commas and marks that stand between it and the next.
fn trimmed(record: &[u8]) -> &[u8] {
    let end = record.iter().rposition(|byte| !byte.is_ascii_whitespace() && *byte != b',');
    let record = &record[..end.map_or(0, |last| last + 1)];
    record.strip_suffix(BYTE_ORDER_MARK).map_or(record, trimmed)
}

/// Whether a text that begins so holds one case a line: most of its lines are whole values. `is_all` where nothing follows.
#[must_use]
pub fn holds_lines(head: &[u8], is_all: bool) -> bool {
    let is_all = is_all && head.len() <= HEAD;
    let head = &head[..head.len().min(HEAD)];
    let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    // The last line may go on.
    let end = if is_all { head.len() } else { memchr::memrchr(b'\n', head).unwrap_or(0) };
    let lines = head[..end].split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (mut all, mut whole) = (0, 0);
    for line in lines {
        all += 1;
        whole += usize::from(line.starts_with(b"{") && serde_json::from_slice::<&RawValue>(line).is_ok());
    }
    whole * 2 > all
}

/// The lines of a text that hold something, as it goes on from a line and after so many records; where each begins and
/// ends, without its line end.
pub fn lines(bytes: &[u8], first: usize, records: usize) -> impl Iterator<Item = (Range<usize>, Place)> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    let (mut start, mut record) = (0, records);
    ends.enumerate().filter_map(move |(at, end)| {
        let whole = &bytes[start..end];
        let line = whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(whole);
        let from = start + whole.len() - line.len();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        start = end + 1;
        if line.first().is_none_or(u8::is_ascii_whitespace) && line.trim_ascii().is_empty() {
            return None;
        }
        record += 1;
        Some((from..from + line.len(), Place { line: first + at, before: 0, record, item: None }))
    })
}
