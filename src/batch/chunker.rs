//! Cuts inputs into chunks of whole records: one record a line, or JSON documents.

use crate::batch::BatchProgress;
use crate::batch::chunk::{Chunk, MAX_RECORD, MOST_RECORDS, PIECE, RecordFormat};
use crate::batch::inputs::{InputError, Inputs, OpenedInput};
use crate::batch::json_stream;
use crate::batch::persons::History;
use crate::batch::reject::Reject;
use crate::case::{PlaceInText, foreign, holds_lines, lines};
use crate::toml_input::{FileKind, kind_of};
use std::io::{self, Cursor, Read};
use std::sync::Arc;

/// Returns an empty chunk, or `None` when no more is wanted.
pub(super) type EmptyChunks<'a> = &'a mut dyn FnMut() -> Option<Chunk>;

/// Takes a filled chunk. Returns whether more is wanted.
pub(super) type FullChunks<'a> = &'a mut dyn FnMut(Chunk) -> bool;

/// Cuts inputs into chunks.
pub(super) struct Chunker<'p> {
    progress: &'p BatchProgress,
    number: u64,
}

pub(super) struct NoMoreWanted;

/// An input while it is cut.
pub(super) struct ChunkedInput<'a> {
    pub file: Arc<str>,
    history: Option<Arc<History>>,
    is_withdrawn: bool,
    number: &'a mut u64,
    spare: EmptyChunks<'a>,
    give: FullChunks<'a>,
}

impl ChunkedInput<'_> {
    pub fn spare(&mut self) -> Result<Chunk, NoMoreWanted> {
        let mut piece = (self.spare)().ok_or(NoMoreWanted)?;
        piece.file = Arc::clone(&self.file);
        piece.history.clone_from(&self.history);
        piece.is_withdrawn = self.is_withdrawn;
        piece.number = *self.number;
        *self.number += 1;
        Ok(piece)
    }

    pub fn give(&mut self, piece: Chunk) -> Result<(), NoMoreWanted> {
        if (self.give)(piece) { Ok(()) } else { Err(NoMoreWanted) }
    }

    pub fn refuse(&mut self, refusal: Reject) -> Result<(), NoMoreWanted> {
        let piece = self.spare()?;
        self.give(Chunk { records: RecordFormat::Refused(Box::new(refusal)), ..piece })
    }

    pub fn fault(&mut self, error: io::Error, line: Option<usize>) -> Result<(), NoMoreWanted> {
        let fault = InputError { file: Arc::clone(&self.file), error, line };
        let piece = self.spare()?;
        self.give(Chunk { fault: Some(fault), ..piece })
    }
}

impl<'p> Chunker<'p> {
    pub fn new(progress: &'p BatchProgress) -> Self {
        Self { progress, number: 0 }
    }

    /// Cuts one input after another until all are read or no more is wanted. An unreadable input does not stop the
    /// others. `again`: the inputs may have to be read again.
    pub fn run(mut self, inputs: &Inputs<'_>, again: bool, spare: EmptyChunks<'_>, give: FullChunks<'_>) {
        for opened in inputs.open(again, &self.progress.bytes) {
            let (file, history, is_withdrawn) = match &opened {
                Ok(opened) => (Arc::clone(&opened.file), opened.history.clone(), opened.is_withdrawn),
                Err(fault) => (Arc::clone(&fault.file), None, false),
            };
            let mut cutting = ChunkedInput { file, history, is_withdrawn, number: &mut self.number, spare, give };
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

fn cut(cutting: &mut ChunkedInput<'_>, opened: OpenedInput) -> Result<(), NoMoreWanted> {
    let mut text = opened.text;
    let mut head = Vec::new();
    // A read error may follow whole records. It is reported after they were cut.
    let fault = read_full(&mut head, PIECE, &mut text).err();
    let is_all = fault.is_none() && head.len() < PIECE;
    if let Some(what) = foreign(&head, is_all) {
        return cutting.refuse(Reject::not_cases(&cutting.file, &what));
    }
    match kind_of(&head) {
        FileKind::Packed => return cutting.refuse(Reject::packed_twice(&cutting.file)),
        kind => {
            if let Some(no_text) = kind.no_text() {
                return cutting.refuse(Reject::no_text(&cutting.file, no_text));
            }
        }
    }
    let by_line = holds_lines(&head, is_all);
    let whole = Cursor::new(head).chain(Failing(fault)).chain(text);
    if by_line { by_lines(cutting, whole) } else { json_stream::records(cutting, whole, opened.may_be_empty) }
}

/// A read error at its place in the input.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// How far the lines of an input were cut.
struct Reached {
    line: usize,
    records: usize,
}

impl Reached {
    /// The non-blank lines of a chunk.
    fn cut(&mut self, piece: &mut Chunk, is_last: bool) {
        let spans: Vec<_> = lines(&piece.bytes, self.line, self.records).collect();
        self.records += spans.len();
        let ends = memchr::memchr_iter(b'\n', &piece.bytes).count();
        self.line += ends + usize::from(is_last);
        piece.records = RecordFormat::Spans(spans);
    }

    /// The place of a record on this line that could not be cut.
    fn broken(&mut self) -> PlaceInText {
        self.records += 1;
        PlaceInText { line: self.line, before: 0, record: self.records, item: None }
    }
}

/// Cuts after the last line end of each chunk. The rest begins the next one.
fn by_lines(cutting: &mut ChunkedInput<'_>, mut text: impl Read) -> Result<(), NoMoreWanted> {
    let (mut rest, mut reached) = (Vec::new(), Reached { line: 1, records: 0 });
    loop {
        let mut piece = cutting.spare()?;
        piece.bytes.append(&mut rest);
        match fill(&mut piece.bytes, &mut text) {
            Err(error) => {
                // The last line was not read to its end.
                let whole = memchr::memrchr(b'\n', &piece.bytes).map_or(0, |at| at + 1);
                let partial = piece.bytes.split_off(whole);
                reached.cut(&mut piece, false);
                cutting.give(piece)?;
                if !partial.trim_ascii().is_empty() {
                    cutting.refuse(Reject::cut_off(&cutting.file, &reached.broken(), Some(&partial)))?;
                }
                return cutting.fault(error, Some(reached.line));
            }
            Ok(Fill::TooLong) => {
                let read = piece.bytes.len() as u64;
                piece.bytes = Vec::new();
                let skipped = skip_line(&mut text, &mut rest);
                let length = read + *skipped.as_ref().unwrap_or(&0);
                let refusal = Reject::too_long(&cutting.file, &reached.broken(), length);
                cutting.give(Chunk { records: RecordFormat::Refused(Box::new(refusal)), ..piece })?;
                if let Err(error) = skipped {
                    return cutting.fault(error, Some(reached.line));
                }
                reached.line += 1;
            }
            Ok(Fill::More(whole)) => {
                let whole = few_enough(&piece.bytes[..whole]);
                rest.extend_from_slice(&piece.bytes[whole..]);
                piece.bytes.truncate(whole);
                reached.cut(&mut piece, false);
                cutting.give(piece)?;
            }
            Ok(Fill::End) => {
                let few = few_enough(&piece.bytes);
                rest.extend_from_slice(&piece.bytes[few..]);
                piece.bytes.truncate(few);
                let is_last = rest.is_empty();
                reached.cut(&mut piece, is_last);
                cutting.give(piece)?;
                if is_last {
                    return Ok(());
                }
            }
        }
    }
}

/// How many of these bytes go into one chunk. The results of very short records are far longer than the records.
fn few_enough(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).nth(MOST_RECORDS - 1).map_or(bytes.len(), |at| at + 1)
}

/// How far a chunk was filled.
enum Fill {
    /// Whole lines up to here, and more follows.
    More(usize),
    /// To the end of the input.
    End,
    /// A line is longer than the longest record.
    TooLong,
}

fn fill(bytes: &mut Vec<u8>, text: &mut impl Read) -> io::Result<Fill> {
    let mut searched = 0;
    loop {
        // The bytes read before may hold whole lines too, after a line that was skipped.
        if bytes.len() >= PIECE {
            if let Some(last) = memchr::memrchr(b'\n', &bytes[searched..]) {
                return Ok(Fill::More(searched + last + 1));
            }
            if bytes.len() > MAX_RECORD {
                return Ok(Fill::TooLong);
            }
            searched = bytes.len();
        }
        // An earlier line already fills the chunk. Another one is read for its end.
        let wanted = PIECE.checked_sub(bytes.len()).filter(|wanted| *wanted > 0).unwrap_or(PIECE);
        if read_full(bytes, wanted, text)? < wanted {
            return Ok(Fill::End);
        }
    }
}

/// Reads this many bytes, or all that remain, in reads as large as possible. Returns the number of bytes.
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

/// Skips to the end of a line. What follows goes to `rest`. Returns the number of skipped bytes.
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
