//! The totals of a batch: the outcomes of records, and why it ended.

use super::InputError;
use crate::summary;
use crate::toml_input::Code;
use std::collections::BTreeMap;
use std::io;

/// How many records had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// Records read.
    pub records: usize,
    /// Results written.
    pub results: usize,
    /// Records rejected.
    pub refused: usize,
    /// Scored, but filtered out.
    pub left_out: usize,
    /// Older records, or copies, of persons whose newer record counts.
    pub superseded: usize,
    /// Stored records whose persons withdrew consent: nothing of them is scored.
    pub withdrawn: usize,
    /// Answered with other rules than the present ones.
    pub other_method: usize,
    /// Recorded with another version of the method fingerprint, so that the rules can't be compared.
    pub not_comparable: usize,
    /// Recorded for another catalogue, with answers that have no place in this one.
    pub without_place: usize,
}

/// Why a batch ended.
#[derive(Debug)]
pub enum BatchEnd {
    /// Everything was read.
    Read,
    /// The wanted number of results was reached.
    Enough,
    /// A record was rejected in strict mode.
    Refused,
    /// A stop was requested.
    Stopped,
    /// Some persons have several records, but the input can't be read again to choose among them.
    NotReadTwice,
    /// The limit of persons was exceeded.
    TooMany,
    /// The input changed between two readings.
    Changed,
    /// Results can't be written.
    NoResults(io::Error),
    /// Rejected records can't be written.
    NoRefused(io::Error),
    /// The program itself has a fault.
    Broken,
}

/// The totals of a batch.
#[derive(Debug)]
pub struct BatchTally {
    pub counts: RecordCounts,
    /// How many scored records have a warning, by kind.
    pub warned: BTreeMap<Code, usize>,
    /// Persons of whom no record counts, because none is certainly the newest.
    pub undecided: usize,
    pub end: BatchEnd,
    /// Inputs that could not be read, or not to their end.
    pub faults: Vec<InputError>,
    /// The summary of the results, if one was wanted.
    pub summary: Option<summary::Tally>,
}

impl BatchTally {
    /// For a batch that ended before anything was scored.
    pub(super) fn of(end: BatchEnd) -> Self {
        let (counts, warned, faults) = (RecordCounts::default(), BTreeMap::new(), Vec::new());
        Self { counts, warned, undecided: 0, end, faults, summary: None }
    }

    /// The same with what the scorers counted.
    pub(super) fn with(mut self, counted: Option<summary::Tally>) -> Self {
        if let (Some(all), Some(more)) = (&mut self.summary, counted) {
            all.merge(more);
        }
        self
    }
}
