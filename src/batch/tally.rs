//! What a batch came to: how many records came to what, and why it ended.

use super::InputError;
use crate::summary;
use crate::toml_input::Code;
use std::collections::BTreeMap;
use std::io;

/// How many records came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// Records that were read.
    pub records: usize,
    /// Results that were written.
    pub results: usize,
    /// Records that could not be scored.
    pub refused: usize,
    /// Scored, and not asked for.
    pub left_out: usize,
    /// Older records, or copies, of persons of whom another record stands.
    pub superseded: usize,
    /// Stored records whose persons no longer agreed to one: nothing of them is scored.
    pub withdrawn: usize,
    /// Answered with other rules than today's.
    pub other_method: usize,
    /// Recorded under another way of computing the fingerprint of the rules: nobody can tell whether those changed.
    pub not_comparable: usize,
    /// Recorded for another catalogue, with answers that have no place in this one.
    pub without_place: usize,
}

/// Why a batch ended.
#[derive(Debug)]
pub enum BatchEnd {
    /// Everything was read.
    Read,
    /// There were as many results as were asked for.
    Enough,
    /// A record was refused, and none may be.
    Refused,
    /// Somebody asked for an end.
    Stopped,
    /// Some persons have several records, and not all of the input can be read again to choose among them.
    NotReadTwice,
    /// There are more persons than ids may be kept.
    TooMany,
    /// What was read again was not what had been read before.
    Changed,
    /// Results can't be written.
    NoResults(io::Error),
    /// Refused records can't be written.
    NoRefused(io::Error),
    /// The program itself is at fault.
    Broken,
}

/// What a batch came to.
#[derive(Debug)]
pub struct BatchTally {
    /// How many.
    pub counts: RecordCounts,
    /// How many records were scored that had to be warned of, by kind.
    pub warned: BTreeMap<Code, usize>,
    /// Persons of whom no record stands, since none is certainly the newest.
    pub undecided: usize,
    /// Why it ended.
    pub end: BatchEnd,
    /// Inputs that could not be read, or not to their end.
    pub faults: Vec<InputError>,
    /// What was counted of the results, if they were.
    pub summary: Option<summary::Tally>,
}

impl BatchTally {
    /// Of a batch that ended before anything was scored.
    pub(super) fn of(end: BatchEnd) -> Self {
        let (counts, warned, faults) = (RecordCounts::default(), BTreeMap::new(), Vec::new());
        Self { counts, warned, undecided: 0, end, faults, summary: None }
    }

    /// The same with what was counted elsewhere.
    pub(super) fn with(mut self, counted: Option<summary::Tally>) -> Self {
        if let (Some(all), Some(more)) = (&mut self.summary, counted) {
            all.merge(more);
        }
        self
    }
}
