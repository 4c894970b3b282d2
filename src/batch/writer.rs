//! Writes the outcomes of records in order, and counts them. The output always consists of whole lines, even after a
//! write error.

use crate::batch::chunk::{Chunk, RecordOutcome, Scored};
use crate::batch::filter::QueueRank;
use crate::batch::persons::{Checksum, Decision, Decisions, PersonKey, RecordPlace, SeenPersons};
use crate::batch::reject::Reject;
use crate::batch::reorder::Sink;
use crate::batch::scorer::Task;
use crate::batch::tally::{BatchEnd, BatchTally, RecordCounts};
use crate::batch::warning::PlacedWarning;
use crate::batch::{BatchProgress, InputError};
use crate::case::PlaceInText;
use crate::summary;
use crate::toml_input::Code;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::io::Write;
use std::ops::Range;
use std::sync::atomic::Ordering;

/// The outputs of a batch.
pub struct Outputs<'o> {
    /// The text before the first result.
    pub header: Vec<u8>,
    pub results: Box<dyn Write + Send + 'o>,
    /// Rejected records.
    pub refused: Option<Box<dyn Write + Send + 'o>>,
    /// Called for each record with a message, when it is reached.
    pub on_message: Box<dyn FnMut(Message<'_>) + Send + 'o>,
}

/// A message about a record.
#[derive(Clone, Copy, Debug)]
pub enum Message<'m> {
    /// It is rejected.
    Refused(&'m Reject),
    /// It is scored, but something may be wrong.
    Warning(PlacedWarning<'m>),
}

/// Writes outcomes.
pub(super) struct ResultWriter<'l, 'o> {
    strict: bool,
    limit: usize,
    /// The first of the queue, the last of them on top of the heap.
    first: Option<(usize, BinaryHeap<Queued>)>,
    persons: Persons<'l>,
    /// Persons of whom no record counts.
    undecided: BTreeSet<PersonKey>,
    outputs: &'l mut Outputs<'o>,
    progress: &'l BatchProgress,
    counts: RecordCounts,
    warned: BTreeMap<Code, usize>,
    faults: Vec<InputError>,
    end: Option<BatchEnd>,
    /// The summary of results that could still be rejected when they were scored.
    counted: Option<summary::Tally>,
}

/// What is known about persons.
pub(super) enum Persons<'l> {
    /// Every record counts as another person.
    NotAsked,
    /// They are recorded while reading.
    Seen(SeenPersons),
    /// It is decided which records count. Faults of single records were reported before.
    Decided { decisions: &'l Decisions, was_reported: bool, checksum: Checksum },
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Queued {
    rank: QueueRank,
    /// The order of the records, as the last criterion.
    number: usize,
    text: Vec<u8>,
}

/// Whether a record is the one that counts of its person.
enum RecordStatus<'d> {
    Current,
    Superseded,
    Undecided(&'d [RecordPlace; 2]),
}

impl<'l, 'o> ResultWriter<'l, 'o> {
    pub fn new(
        task: &Task<'_>,
        persons: Persons<'l>,
        outputs: &'l mut Outputs<'o>,
        progress: &'l BatchProgress,
    ) -> Self {
        let header = std::mem::take(&mut outputs.header);
        let mut ledger = Self {
            strict: task.strict,
            limit: task.limit.unwrap_or(usize::MAX),
            first: task.top.map(|top| (top, BinaryHeap::new())),
            persons,
            undecided: BTreeSet::new(),
            outputs,
            progress,
            counts: RecordCounts::default(),
            warned: BTreeMap::new(),
            faults: Vec::new(),
            end: (task.limit == Some(0)).then_some(BatchEnd::Enough),
            counted: task.summary.map(summary::Tally::new),
        };
        ledger.write(&header, 0);
        ledger
    }

    fn enter(&mut self, piece: &Chunk) {
        // The next range to write, with its number of results. A chunk is written in one piece where possible.
        let (mut from, mut to, mut results) = (0, 0, 0);
        for come in &piece.come {
            let status = self.note(come);
            self.counts.records += 1;
            match (come, status) {
                (RecordOutcome::Refused(refusal), _) => self.refuse(refusal, !self.was_reported()),
                (
                    RecordOutcome::LeftOut(_) | RecordOutcome::Version(_) | RecordOutcome::Withdrawn(_),
                    RecordStatus::Superseded,
                ) => {
                    self.counts.superseded += 1;
                }
                (RecordOutcome::Withdrawn(_), _) => self.counts.withdrawn += 1,
                (RecordOutcome::LeftOut(_) | RecordOutcome::Version(_), _) => self.counts.left_out += 1,
                (RecordOutcome::Result(made, record, place), status) => {
                    let is_current = matches!(status, RecordStatus::Current);
                    self.warn(piece, made, place, is_current);
                    if is_current {
                        if self.first.is_some() {
                            self.queue(made, &piece.text[from..made.end]);
                            from = made.end;
                        } else {
                            results += 1;
                            if let (Some(counted), Some(entries)) = (&mut self.counted, &made.entries) {
                                counted.enter(entries);
                            }
                        }
                    } else {
                        self.write(&piece.text[from..to], std::mem::take(&mut results));
                        from = made.end;
                        self.keep_back(piece, made, &status, record, place);
                    }
                    to = made.end;
                }
            }
            if self.counts.results + results >= self.limit {
                self.end.get_or_insert(BatchEnd::Enough);
            }
            if self.is_over() {
                break;
            }
        }
        self.write(&piece.text[from..to.max(from)], results);
    }

    /// Records the person. Returns whether the record counts.
    fn note(&mut self, come: &RecordOutcome) -> RecordStatus<'l> {
        let (number, person) = (self.counts.records, come.person());
        match &mut self.persons {
            Persons::NotAsked => RecordStatus::Current,
            Persons::Seen(seen) => {
                seen.note(person);
                if seen.is_full() {
                    self.end.get_or_insert(BatchEnd::TooMany);
                }
                RecordStatus::Current
            }
            Persons::Decided { decisions, checksum, .. } => {
                checksum.note(person);
                match person.and_then(|person| decisions.of(person)) {
                    None => RecordStatus::Current,
                    Some(Decision::Newest(newest)) if *newest == number => RecordStatus::Current,
                    Some(Decision::Newest(_)) => RecordStatus::Superseded,
                    Some(Decision::Undecided(two)) => RecordStatus::Undecided(two),
                }
            }
        }
    }

    /// Whether faults of single records were reported in an earlier reading.
    fn was_reported(&self) -> bool {
        matches!(self.persons, Persons::Decided { was_reported: true, .. })
    }

    /// Reports warnings about a record, and counts them if the record is scored.
    fn warn(&mut self, piece: &Chunk, made: &Scored, place: &PlaceInText, is_scored: bool) {
        for warning in &made.warnings {
            *self.warned.entry(warning.code).or_default() += usize::from(is_scored);
            if !self.was_reported() {
                let warned = PlacedWarning { file: &piece.file, line: place.line, record: place.record, warning };
                (self.outputs.on_message)(Message::Warning(warned));
            }
        }
    }

    /// Leaves out a record that is not the one that counts of its person.
    fn keep_back(
        &mut self,
        piece: &Chunk,
        made: &Scored,
        status: &RecordStatus<'_>,
        record: &Range<usize>,
        place: &PlaceInText,
    ) {
        if let RecordStatus::Undecided(two) = status {
            self.undecided.extend(made.person);
            let refusal = Reject::undecided(&piece.file, place, two, &piece.bytes[record.clone()]);
            self.refuse(&refusal, true);
        } else {
            self.counts.superseded += 1;
        }
    }

    fn refuse(&mut self, refusal: &Reject, is_new: bool) {
        self.counts.refused += 1;
        if is_new {
            (self.outputs.on_message)(Message::Refused(refusal));
            if let Some(refused) = &mut self.outputs.refused
                && let Err(error) = refused.write_all(format!("{}\n", refusal.line()).as_bytes())
            {
                self.end.get_or_insert(BatchEnd::NoRefused(error));
            }
        }
        if self.strict {
            self.end.get_or_insert(BatchEnd::Refused);
        }
    }

    fn queue(&mut self, made: &Scored, text: &[u8]) {
        let (Some((top, queue)), Some(rank)) = (&mut self.first, &made.rank) else { return };
        let sooner = queue.len() < *top || queue.peek().is_some_and(|last| *rank < last.rank);
        if sooner {
            queue.push(Queued { rank: rank.clone(), number: self.counts.records, text: text.to_owned() });
            if queue.len() > *top {
                queue.pop();
                self.counts.left_out += 1;
            }
        } else {
            self.counts.left_out += 1;
        }
    }

    /// Writes this many results, and counts them after that.
    fn write(&mut self, text: &[u8], results: usize) {
        if text.is_empty() {
            // Without an output, results are only counted.
            self.counts.results += results;
            return;
        }
        match self.outputs.results.write_all(text) {
            Ok(()) => self.counts.results += results,
            Err(error) => self.end = Some(BatchEnd::NoResults(error)),
        }
    }

    /// The persons, if all records were read and some persons are repeated.
    pub fn take_seen(&mut self) -> Option<SeenPersons> {
        match std::mem::replace(&mut self.persons, Persons::NotAsked) {
            Persons::Seen(seen) if self.end.is_none() && seen.has_repeated() => Some(seen),
            other => {
                self.persons = other;
                None
            }
        }
    }

    /// Writes the results that were held back, and returns the totals.
    pub fn close(mut self) -> BatchTally {
        if let Persons::Decided { decisions, checksum, .. } = &self.persons
            && self.end.is_none()
            && decisions.checksum != *checksum
        {
            self.end = Some(BatchEnd::Changed);
        }
        // If the input was not read to its end, a person may be in the queue twice.
        let may_be_twice = matches!(&self.persons, Persons::Seen(seen) if seen.has_repeated());
        if let Some((_, queue)) = self.first.take()
            && matches!(self.end, None | Some(BatchEnd::Refused))
            && !may_be_twice
        {
            for queued in queue.into_sorted_vec() {
                self.write(&queued.text, 1);
            }
        }
        if let Err(error) = self.outputs.results.flush() {
            self.end = Some(BatchEnd::NoResults(error));
        }
        if let Some(Err(error)) = self.outputs.refused.as_mut().map(Write::flush) {
            self.end.get_or_insert(BatchEnd::NoRefused(error));
        }
        BatchTally {
            counts: self.counts,
            warned: self.warned,
            undecided: self.undecided.len(),
            end: self.end.unwrap_or(BatchEnd::Read),
            faults: self.faults,
            summary: self.counted,
        }
    }
}

impl Sink for ResultWriter<'_, '_> {
    fn take(&mut self, mut piece: Chunk) -> Chunk {
        if let Some(fault) = piece.fault.take() {
            self.faults.push(fault);
        }
        if piece.is_broken {
            self.end.get_or_insert(BatchEnd::Broken);
        }
        if !self.is_over() {
            self.enter(&piece);
            self.counts.other_method += piece.other_method;
            self.counts.not_comparable += piece.not_comparable;
            self.counts.without_place += piece.without_place;
        }
        if self.progress.is_stopped() {
            self.end.get_or_insert(BatchEnd::Stopped);
        }
        self.progress.results.store(self.counts.results as u64, Ordering::Relaxed);
        self.progress.refused.store(self.counts.refused as u64, Ordering::Relaxed);
        piece.emptied()
    }

    fn is_over(&self) -> bool {
        self.end.is_some()
    }
}
