//! Cuts inputs into pieces with whole records in them: one a line, or here and there in JSON documents.

use super::Progress;
use super::document::Document;
use super::inputs::{InputFault, Inputs, Opened};
use super::piece::{MAX_RECORD, PIECE, Piece, Place, Records};
use super::refusal::Refusal;
use crate::document::Code;
use serde_json::value::RawValue;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

/// Gives an empty piece; none when no more is wanted.
pub(super) type Spare<'a> = &'a mut dyn FnMut() -> Option<Piece>;

/// Takes a filled piece; whether more is wanted.
pub(super) type Give<'a> = &'a mut dyn FnMut(Piece) -> bool;

/// See the module.
pub(super) struct Framing<'p> {
    progress: &'p Progress,
    number: u64,
}

/// No more is wanted.
pub(super) struct Over;

/// An input as it is cut.
pub(super) struct Cutting<'a> {
    pub file: Arc<str>,
    number: &'a mut u64,
    spare: Spare<'a>,
    give: Give<'a>,
}

impl Cutting<'_> {
    pub fn spare(&mut self) -> Result<Piece, Over> {
        let mut piece = (self.spare)().ok_or(Over)?;
        piece.file = Arc::clone(&self.file);
        piece.number = *self.number;
        *self.number += 1;
        Ok(piece)
    }

    pub fn give(&mut self, piece: Piece) -> Result<(), Over> {
        if (self.give)(piece) { Ok(()) } else { Err(Over) }
    }

    pub fn refuse(&mut self, refusal: Refusal) -> Result<(), Over> {
        let piece = self.spare()?;
        self.give(Piece { records: Records::Refused(Box::new(refusal)), ..piece })
    }

    pub fn fault(&mut self, error: io::Error, line: Option<usize>) -> Result<(), Over> {
        let fault = InputFault { file: Arc::clone(&self.file), error, line };
        let piece = self.spare()?;
        self.give(Piece { fault: Some(fault), ..piece })
    }
}

impl<'p> Framing<'p> {
    pub fn new(progress: &'p Progress) -> Self {
        Self { progress, number: 0 }
    }

    /// Cuts one input after another until all are read or no more is wanted. What can't be read keeps no other back.
    pub fn run(mut self, mut inputs: Inputs, spare: Spare<'_>, give: Give<'_>) {
        for fault in inputs.take_faults() {
            let mut cutting = Cutting { file: Arc::clone(&fault.file), number: &mut self.number, spare, give };
            if cutting.fault(fault.error, None).is_err() {
                return;
            }
        }
        while let Some(opened) = inputs.next(&self.progress.bytes) {
            let file = match &opened {
                Ok(opened) => Arc::clone(&opened.file),
                Err(fault) => Arc::clone(&fault.file),
            };
            let mut cutting = Cutting { file, number: &mut self.number, spare, give };
            let done = match opened {
                Ok(opened) => cut(&mut cutting, opened),
                Err(fault) => cutting.fault(fault.error, None),
            };
            if done.is_err() {
                return;
            }
        }
    }
}

fn cut(cutting: &mut Cutting<'_>, opened: Opened) -> Result<(), Over> {
    let mut text = opened.text;
    let mut head = Vec::new();
    if let Err(error) = (&mut text).take(PIECE as u64).read_to_end(&mut head) {
        return cutting.fault(error, Some(1));
    }
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        let refusal = Refusal::unread(&cutting.file, &Place::first(), Code::NotUtf8, "the file is UTF-16");
        return cutting.refuse(refusal);
    }
    if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
        head.drain(..3);
    }
    let by_line = opened.is_lines || holds_lines(&head);
    let whole = Cursor::new(head).chain(text);
    if by_line { lines(cutting, whole) } else { Document::new(cutting, whole).run() }
}

/// Whether a text that begins so holds one case a line: its first line is a whole value, or two lines begin as objects
/// do, or one of them is a whole object that holds something. A case spread over several lines does none of these.
fn holds_lines(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return true };
    if first.trim_ascii_start().first() == Some(&b'[') {
        return false;
    }
    let is_value = |line: &[u8]| serde_json::from_slice::<&RawValue>(line).is_ok();
    let begins = |line: &[u8]| line.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""));
    let mut begun = usize::from(begins(first));
    let is_only = first.len() == head.trim_ascii().len();
    // A single line is a record, whole or broken off.
    (is_only && !first.trim_ascii().is_empty())
        || is_value(first)
        || lines.any(|line| {
            begun += usize::from(begins(line));
            begun >= 2 || (begins(line) && is_value(line))
        })
}

/// Cuts after the last line end of each piece; what follows begins the next one.
fn lines(cutting: &mut Cutting<'_>, mut text: impl Read) -> Result<(), Over> {
    let (mut rest, mut line) = (Vec::new(), 1);
    loop {
        let mut piece = cutting.spare()?;
        piece.bytes.append(&mut rest);
        let end = match fill(&mut piece.bytes, &mut text) {
            Ok(end) => end,
            Err(error) => {
                // What was read of the last line is not all of it.
                let whole = memchr::memrchr(b'\n', &piece.bytes).map_or(0, |at| at + 1);
                piece.bytes.truncate(whole);
                let ends = line_ends(&piece.bytes);
                let reached = line + ends.len();
                piece.records = Records::Lines(line, ends);
                cutting.give(piece)?;
                return cutting.fault(error, Some(reached));
            }
        };
        match end {
            Fill::TooLong => {
                let read = piece.bytes.len() as u64;
                piece.bytes = Vec::new();
                let skipped = skip_line(&mut text, &mut rest);
                let length = read + *skipped.as_ref().unwrap_or(&0);
                let place = Place { line, before: 0, record: line, item: None };
                let refusal = Refusal::too_long(&cutting.file, &place, length);
                cutting.give(Piece { records: Records::Refused(Box::new(refusal)), ..piece })?;
                if let Err(error) = skipped {
                    return cutting.fault(error, Some(line));
                }
                line += 1;
            }
            Fill::More(whole) => {
                rest.extend_from_slice(&piece.bytes[whole..]);
                piece.bytes.truncate(whole);
                let ends = line_ends(&piece.bytes);
                let more = ends.len();
                piece.records = Records::Lines(line, ends);
                line += more;
                cutting.give(piece)?;
            }
            Fill::End => {
                let mut ends = line_ends(&piece.bytes);
                ends.push(piece.bytes.len());
                piece.records = Records::Lines(line, ends);
                return cutting.give(piece);
            }
        }
    }
}

/// Where lines end: at their line ends.
fn line_ends(bytes: &[u8]) -> Vec<usize> {
    memchr::memchr_iter(b'\n', bytes).collect()
}

/// How far a piece could be filled.
enum Fill {
    /// Whole lines up to here, and more to come.
    More(usize),
    /// To the end of the input.
    End,
    /// A line goes on beyond the longest record.
    TooLong,
}

fn fill(bytes: &mut Vec<u8>, text: &mut impl Read) -> io::Result<Fill> {
    // What was read before may hold whole lines too: after a line that was passed over it does.
    let mut searched = 0;
    loop {
        let filled = bytes.len();
        // Full already with one line that was begun before: a further piece is read for its end.
        let wanted = if filled >= PIECE { PIECE } else { PIECE - filled };
        let read = read_full(bytes, wanted, text)?;
        if read < wanted {
            return Ok(Fill::End);
        }
        if let Some(last) = memchr::memrchr(b'\n', &bytes[searched..]) {
            return Ok(Fill::More(searched + last + 1));
        }
        if bytes.len() > MAX_RECORD {
            return Ok(Fill::TooLong);
        }
        searched = bytes.len();
    }
}

/// Reads so many bytes, or all there are; gives their number. In reads as large as they can be.
fn read_full(bytes: &mut Vec<u8>, wanted: usize, text: &mut impl Read) -> io::Result<usize> {
    let before = bytes.len();
    bytes.resize(before + wanted, 0);
    let mut end = before;
    let outcome = loop {
        match text.read(&mut bytes[end..]) {
            Ok(0) => break Ok(end - before),
            Ok(more) => end += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    bytes.truncate(end);
    outcome
}

/// Reads on to the end of a line; what follows it goes to `rest`. Gives the number of bytes passed over.
fn skip_line(text: &mut impl Read, rest: &mut Vec<u8>) -> io::Result<u64> {
    let (mut skipped, mut buffer) = (0, vec![0; PIECE]);
    loop {
        let read = match text.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match memchr::memchr(b'\n', &buffer[..read]) {
            Some(end) => {
                rest.extend_from_slice(&buffer[end + 1..read]);
                return Ok(skipped + end as u64);
            }
            None if read == 0 => return Ok(skipped),
            None => skipped += read as u64,
        }
    }
}

impl Place {
    /// The beginning of a file.
    pub fn first() -> Self {
        Self { line: 1, before: 0, record: 1, item: None }
    }
}
