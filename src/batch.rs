//! Scores batches: case files of any size, in order, in constant memory, without losing a record.
//!
//! A reader cuts the input into chunks of whole records. Scorers take the chunks in parallel. The writer puts the
//! results in order and writes them. A record that can't be scored is rejected by itself, with place and reason, and
//! affects no other. This module reads only its inputs, and writes only to its two outputs.

mod census;
mod chunk;
mod chunker;
mod filter;
mod inputs;
mod json_stream;
mod persons;
mod reject;
mod reorder;
mod scorer;
mod tally;
mod warning;
mod writer;

pub use crate::batch::chunk::MAX_RECORD;
pub use crate::batch::filter::{QueueRank, ResultFilter, WantedFact};
pub use crate::batch::reject::Reject;
pub use crate::batch::writer::{Message, Outputs};
pub use inputs::{Decode, Decoded, InputError, Inputs};
pub use persons::{History, MOST_IDS};
pub use scorer::{Form, OnOtherMethod, Task};
pub use tally::{BatchEnd, BatchTally, RecordCounts};
pub use warning::{PlacedWarning, Warning, of_case};

use crate::batch::chunk::Chunk;
use crate::batch::chunker::Chunker;
use crate::batch::reorder::{Reorder, Sink};
use crate::batch::writer::{Persons, ResultWriter};
use census::{Census, Versions};
use persons::{Checksum, Decisions, SeenPersons};
use scorer::{Scorer, Stage};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

/// The progress of a batch, and a way to stop it.
#[derive(Debug, Default)]
pub struct BatchProgress {
    /// Bytes read, as they are in the files.
    pub bytes: Arc<AtomicU64>,
    /// Results written.
    pub results: AtomicU64,
    /// Records rejected.
    pub refused: AtomicU64,
    /// Set to end the batch after the present chunk.
    pub stop: Arc<AtomicBool>,
}

/// The chunks in progress for each scorer: enough to keep it busy, few enough to save memory.
const UNDER_WAY: usize = 3;

/// Scores a batch with this many scorers. One scorer needs no extra thread. The output always consists of whole lines.
///
/// With one record a person, the inputs may be read three times: for the persons, for the versions of repeated persons,
/// and for the results. If results are held back to the end, the first reading also makes the results. It is the only
/// one if no person is repeated.
pub fn run(
    task: &Task<'_>,
    inputs: Inputs<'_>,
    jobs: usize,
    progress: &BatchProgress,
    mut outputs: Outputs<'_>,
) -> BatchTally {
    let batch = Batch { task, inputs: &inputs, jobs, progress };
    let mut tally = if task.one_person { batch.of_persons(&mut outputs) } else { batch.of_records(&mut outputs) };
    let unlisted = inputs.into_faults();
    tally.faults.splice(0..0, unlisted);
    tally
}

/// What every reading of the inputs needs.
#[derive(Clone, Copy)]
struct Batch<'b> {
    task: &'b Task<'b>,
    inputs: &'b Inputs<'b>,
    jobs: usize,
    progress: &'b BatchProgress,
}

impl Batch<'_> {
    /// Scores every record.
    fn of_records(self, outputs: &mut Outputs<'_>) -> BatchTally {
        let ledger = ResultWriter::new(self.task, Persons::NotAsked, outputs, self.progress);
        let (ledger, counted) = self.read(Stage::Results, ledger);
        ledger.close().with(counted)
    }

    /// Scores one record of each person.
    fn of_persons(self, outputs: &mut Outputs<'_>) -> BatchTally {
        let keeps_back = self.task.keeps_back();
        let seen = if keeps_back {
            let persons = Persons::Seen(SeenPersons::new(self.task.most_persons));
            let (mut ledger, counted) =
                self.read(Stage::Results, ResultWriter::new(self.task, persons, outputs, self.progress));
            match ledger.take_seen() {
                Some(seen) => seen,
                None => return ledger.close().with(counted),
            }
        } else {
            match self.read(Stage::Persons, Census::new(self.task.most_persons, self.progress)).0.close() {
                Ok(seen) => seen,
                Err(end) => return BatchTally::of(end),
            }
        };
        match self.decisions(seen) {
            Ok(decisions) => self.decided(&decisions, keeps_back, outputs),
            Err(end) => BatchTally::of(end),
        }
    }

    fn decisions(self, seen: SeenPersons) -> Result<Decisions, BatchEnd> {
        let checksum = seen.checksum;
        if !self.inputs.can_be_read_again() {
            return Err(BatchEnd::NotReadTwice);
        }
        if !seen.has_repeated() {
            return Ok(Decisions::none(checksum));
        }
        let again = seen.into_repeated();
        let decisions = self.read(Stage::Versions(&again), Versions::new(self.progress)).0.close()?;
        if decisions.checksum == checksum { Ok(decisions) } else { Err(BatchEnd::Changed) }
    }

    fn decided(self, decisions: &Decisions, was_reported: bool, outputs: &mut Outputs<'_>) -> BatchTally {
        let persons = Persons::Decided { decisions, was_reported, checksum: Checksum::default() };
        let ledger = ResultWriter::new(self.task, persons, outputs, self.progress);
        let (ledger, counted) = self.read(Stage::Decided(decisions), ledger);
        ledger.close().with(counted)
    }

    /// Reads all inputs from the start. Returns the sink, and what the scorers counted.
    fn read<S: Sink>(self, stage: Stage<'_>, sink: S) -> (S, Option<crate::summary::Tally>) {
        self.progress.bytes.store(0, Ordering::Relaxed);
        if self.jobs <= 1 { self.alone(stage, sink) } else { self.together(stage, sink) }
    }

    fn alone<S: Sink>(self, stage: Stage<'_>, mut sink: S) -> (S, Option<crate::summary::Tally>) {
        let mut scorer = Scorer::new(self.task, stage);
        let spare = Cell::new(Chunk::default());
        let framing = Chunker::new(self.progress);
        framing.run(self.inputs, self.task.one_person, &mut || Some(spare.take()), &mut |mut piece| {
            scorer.score(&mut piece);
            spare.set(sink.take(piece));
            !sink.is_over()
        });
        (sink, scorer.into_counted())
    }

    fn together<S: Sink>(self, stage: Stage<'_>, sink: S) -> (S, Option<crate::summary::Tally>) {
        let under_way = self.jobs * UNDER_WAY;
        let (to_score, pieces) = sync_channel::<Chunk>(under_way);
        let (back, spares) = sync_channel::<Chunk>(under_way);
        for _ in 0..under_way {
            let _ = back.send(Chunk::default());
        }
        let task = self.task;
        let (pieces, queue) = (Mutex::new(pieces), Reorder::new(sink, back));
        let counted = std::thread::scope(|scope| {
            let scorers: Vec<_> =
                (0..self.jobs).map(|_| scope.spawn(|| scoring(task, stage, &pieces, &queue))).collect();
            self.feed(to_score, &spares, &queue);
            scorers.into_iter().map(|scorer| scorer.join().ok().flatten()).collect::<Vec<_>>()
        });
        let all = counted.into_iter().flatten().reduce(|mut all, more| {
            all.merge(more);
            all
        });
        (queue.into_sink(), all)
    }

    fn feed<S: Sink>(self, to_score: SyncSender<Chunk>, spares: &Receiver<Chunk>, queue: &Reorder<S>) {
        let framing = Chunker::new(self.progress);
        let mut give = |piece| to_score.send(piece).is_ok() && !queue.is_over();
        framing.run(self.inputs, self.task.one_person, &mut || spares.recv().ok(), &mut give);
        // Scorers end when the channel is closed.
        drop(to_score);
    }
}

fn scoring<S: Sink>(
    task: &Task<'_>,
    stage: Stage<'_>,
    pieces: &Mutex<Receiver<Chunk>>,
    queue: &Reorder<S>,
) -> Option<crate::summary::Tally> {
    let mut scorer = Scorer::new(task, stage);
    let next = || pieces.lock().map_or(None, |pieces| pieces.recv().ok());
    while let Some(mut piece) = next() {
        // A panic on one record ends the batch before that record, instead of blocking it forever.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if !queue.is_over() {
                scorer.score(&mut piece);
            }
        }));
        piece.is_broken = outcome.is_err();
        queue.deliver(piece);
    }
    scorer.into_counted()
}

impl BatchProgress {
    /// Whether a stop was requested.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
