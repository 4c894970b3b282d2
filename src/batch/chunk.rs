//! A piece of the input with whole records in it, and what comes of them.

use crate::batch::filter::QueueRank;
use crate::batch::persons::{History, PersonKey, Version};
use crate::batch::reject::Reject;
use crate::batch::warning::Warning;
use crate::case::PlaceInText;
use std::ops::Range;
use std::sync::Arc;

/// Bytes read at a time: small enough for a processor's own memory, large enough for a hundred cases.
pub const PIECE: usize = 256 * 1024;

/// Most records in a piece.
pub const MOST_RECORDS: usize = 512;

/// Longest record, in bytes.
pub const MAX_RECORD: usize = crate::case::MAX_CASE_BYTES;

/// How the bytes of a piece fall into records.
#[derive(Debug, Default)]
pub(super) enum RecordFormat {
    /// Where each lies.
    Spans(Vec<(Range<usize>, PlaceInText)>),
    /// None; something that could not be read as a record.
    Refused(Box<Reject>),
    /// Nothing.
    #[default]
    None,
}

/// One result, as it lies in the text of its piece.
#[derive(Debug)]
pub(super) struct Scored {
    /// Where its text ends.
    pub end: usize,
    /// Its person, where one person is one record.
    pub person: Option<PersonKey>,
    /// What has to be said of its case.
    pub warnings: Vec<Warning>,
    /// Its place in a queue, where somebody asks for the first.
    pub rank: Option<QueueRank>,
    /// What it is counted as, where it is not yet certain that it counts.
    pub entries: Option<Box<[u32]>>,
}

/// What a record came to, in the order of the records.
#[derive(Debug)]
pub(super) enum RecordOutcome {
    /// A result; where its record lies is kept in case it is refused after all.
    Result(Scored, Range<usize>, PlaceInText),
    /// Not asked for.
    LeftOut(Option<PersonKey>),
    /// The person no longer agreed to a record: nothing of it is scored, told or copied.
    Withdrawn(Option<PersonKey>),
    /// A record of a person of whom there are several, where records are looked at for that alone.
    Version(Box<Version>),
    /// Refused.
    Refused(Box<Reject>),
}

impl RecordOutcome {
    /// The person of the record, where it could be read and one person is one record.
    pub fn person(&self) -> Option<PersonKey> {
        match self {
            Self::Result(made, ..) => made.person,
            Self::LeftOut(person) | Self::Withdrawn(person) => *person,
            Self::Version(version) => Some(version.person),
            Self::Refused(_) => None,
        }
    }
}

/// See the module. Pieces go round: the same few are filled again and again.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Its number, from 0.
    pub number: u64,
    /// The name of its file.
    pub file: Arc<str>,
    /// The history of the stored record that its file is, if it is one.
    pub history: Option<Arc<History>>,
    /// Whether its file is a stored record whose person no longer agreed to one.
    pub is_withdrawn: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The records in them.
    pub records: RecordFormat,
    /// The results, one after another.
    pub text: Vec<u8>,
    /// What became of each record.
    pub come: Vec<RecordOutcome>,
    /// Records that were answered with other rules.
    pub other_method: usize,
    /// Records of which nobody can tell whether they were answered with other rules.
    pub not_comparable: usize,
    /// Records of another catalogue that hold answers without a place in this one.
    pub without_place: usize,
    /// Why its file could not be read on.
    pub fault: Option<crate::batch::InputError>,
    /// Whether scoring it brought a fault of the program to light.
    pub is_broken: bool,
}

impl Chunk {
    /// Ready to be filled again. What a single long record made large is given back.
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
