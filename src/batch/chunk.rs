//! A chunk of the input with whole records, and their results.

use crate::batch::filter::QueueRank;
use crate::batch::persons::{History, PersonKey, Version};
use crate::batch::reject::Reject;
use crate::batch::warning::Warning;
use crate::case::PlaceInText;
use std::ops::Range;
use std::sync::Arc;

/// Bytes read at a time: small enough for the processor cache, large enough for a hundred cases.
pub const PIECE: usize = 256 * 1024;

/// The most records in a chunk.
pub const MOST_RECORDS: usize = 512;

/// The longest record, in bytes.
pub const MAX_RECORD: usize = crate::case::MAX_CASE_BYTES;

/// How the bytes of a chunk divide into records.
#[derive(Debug, Default)]
pub(super) enum RecordFormat {
    /// The range and place of each.
    Spans(Vec<(Range<usize>, PlaceInText)>),
    /// No record: something that could not be read as one.
    Refused(Box<Reject>),
    #[default]
    None,
}

/// A result, in the text of its chunk.
#[derive(Debug)]
pub(super) struct Scored {
    /// The end of its text.
    pub end: usize,
    /// Its person, with one record a person.
    pub person: Option<PersonKey>,
    /// The warnings about its case.
    pub warnings: Vec<Warning>,
    /// Its rank in a queue, if only the first are wanted.
    pub rank: Option<QueueRank>,
    /// Its summary cells, if it is not yet certain that it counts.
    pub entries: Option<Box<[u32]>>,
}

/// The outcome of a record.
#[derive(Debug)]
pub(super) enum RecordOutcome {
    /// A result, with the place of its record, which may still be rejected.
    Result(Scored, Range<usize>, PlaceInText),
    /// Filtered out.
    LeftOut(Option<PersonKey>),
    /// The person withdrew consent to a record: nothing of it is scored, shown or copied.
    Withdrawn(Option<PersonKey>),
    /// A version of a repeated person, when records are read for that only.
    Version(Box<Version>),
    Refused(Box<Reject>),
}

impl RecordOutcome {
    /// The person of the record, if it could be read, with one record a person.
    pub fn person(&self) -> Option<PersonKey> {
        match self {
            Self::Result(made, ..) => made.person,
            Self::LeftOut(person) | Self::Withdrawn(person) => *person,
            Self::Version(version) => Some(version.person),
            Self::Refused(_) => None,
        }
    }
}

/// A chunk. Chunks are reused.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Its number, from 0.
    pub number: u64,
    /// The name of its file.
    pub file: Arc<str>,
    /// The history of its file, if that is a stored record.
    pub history: Option<Arc<History>>,
    /// Whether its file is a stored record whose person withdrew consent.
    pub is_withdrawn: bool,
    pub bytes: Vec<u8>,
    /// The records in them.
    pub records: RecordFormat,
    /// The results, one after another.
    pub text: Vec<u8>,
    /// The outcome of each record.
    pub come: Vec<RecordOutcome>,
    /// Records that were answered with other rules.
    pub other_method: usize,
    /// Records whose rules can't be compared.
    pub not_comparable: usize,
    /// Records of another catalogue with answers that have no place in this one.
    pub without_place: usize,
    /// Why its file could not be read further.
    pub fault: Option<crate::batch::InputError>,
    /// Whether scoring it caused a panic.
    pub is_broken: bool,
}

impl Chunk {
    /// An empty chunk for reuse. The memory of a single long record is released.
    pub fn emptied(mut self) -> Self {
        if self.bytes.capacity() > 4 * PIECE {
            self.bytes = Vec::new();
        }
        if self.text.capacity() > 8 * PIECE {
            self.text = Vec::new();
        }
        self.bytes.clear();
        self.text.clear();
        self.come.clear();
        self.records = RecordFormat::None;
        (self.fault, self.is_broken, self.history, self.is_withdrawn) = (None, false, None, false);
        (self.other_method, self.not_comparable, self.without_place) = (0, 0, 0);
        self
    }
}
