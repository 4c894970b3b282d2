//! Batches: case files of any size scored as they are read, in order, in constant memory, and nothing dropped.
//!
//! One reader cuts the input into pieces, each with whole records in it; as many scorers as there are to be take the
//! pieces up; the ledger puts what comes of them in order again and writes it. A record that can't be scored is refused
//! by itself, with its place and reason, and touches no other. This module knows what stands in no file but what it was
//! given, and writes to nothing but the two outputs it was given.

mod document;
mod framing;
mod inputs;
mod ledger;
mod piece;
mod queue;
mod refusal;
mod scorer;
mod wanted;

pub use inputs::{InputFault, Inputs, Unwrap};
pub use ledger::{Counts, End, Outputs, Tally};
pub use piece::MAX_RECORD;
pub use refusal::Refusal;
pub use scorer::{Form, OnOtherMethod, Task};
pub use wanted::{Rank, Wanted};

use framing::Framing;
use ledger::Ledger;
use piece::Piece;
use scorer::Scorer;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

/// What others may look at, and stop, while a batch runs.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read, as they stand in the files.
    pub bytes: Arc<AtomicU64>,
    /// Results written.
    pub results: AtomicU64,
    /// Records refused.
    pub refused: AtomicU64,
    /// Set to end the batch after the piece in hand.
    pub stop: Arc<AtomicBool>,
}

/// Pieces that may be under way for each scorer: enough to keep it busy, few enough to stay small.
const UNDER_WAY: usize = 3;

/// Scores a batch with so many scorers; one works without any thread beside. What was written is whole lines, however it
/// ended.
pub fn run(task: &Task<'_>, inputs: Inputs<'_>, jobs: usize, progress: &Progress, outputs: Outputs<'_>) -> Tally {
    let ledger = Ledger::new(task, outputs, progress);
    if jobs <= 1 { alone(task, inputs, progress, ledger) } else { together(task, inputs, jobs, progress, ledger) }
}

fn alone(task: &Task<'_>, inputs: Inputs<'_>, progress: &Progress, mut ledger: Ledger<'_>) -> Tally {
    let mut scorer = Scorer::new(task);
    let spare = Cell::new(Piece::default());
    let framing = Framing::new(progress);
    framing.run(inputs, &mut || Some(spare.take()), &mut |mut piece| {
        scorer.score(&mut piece);
        spare.set(ledger.take(piece));
        !ledger.is_over()
    });
    ledger.close().with(scorer.into_counted())
}

fn together(task: &Task<'_>, inputs: Inputs<'_>, jobs: usize, progress: &Progress, ledger: Ledger<'_>) -> Tally {
    let under_way = jobs * UNDER_WAY;
    let (to_score, pieces) = sync_channel::<Piece>(under_way);
    let (back, spares) = sync_channel::<Piece>(under_way);
    for _ in 0..under_way {
        let _ = back.send(Piece::default());
    }
    let (pieces, queue) = (Mutex::new(pieces), queue::Queue::new(ledger, back));
    let counted = std::thread::scope(|scope| {
        let scorers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| scoring(task, &pieces, &queue))).collect();
        reading(inputs, progress, to_score, &spares, &queue);
        scorers.into_iter().map(|scorer| scorer.join().ok().flatten()).collect::<Vec<_>>()
    });
    counted.into_iter().fold(queue.into_ledger().close(), Tally::with)
}

fn scoring(
    task: &Task<'_>,
    pieces: &Mutex<Receiver<Piece>>,
    queue: &queue::Queue<'_>,
) -> Option<crate::summary::Tally> {
    let mut scorer = Scorer::new(task);
    let next = || pieces.lock().map_or(None, |pieces| pieces.recv().ok());
    while let Some(mut piece) = next() {
        // A fault of the program on one record ends the batch before that record, and not by waiting for ever.
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

fn reading(
    inputs: Inputs<'_>,
    progress: &Progress,
    to_score: SyncSender<Piece>,
    spares: &Receiver<Piece>,
    queue: &queue::Queue<'_>,
) {
    let framing = Framing::new(progress);
    framing.run(inputs, &mut || spares.recv().ok(), &mut |piece| to_score.send(piece).is_ok() && !queue.is_over());
    // Scorers end when nobody sends any more.
    drop(to_score);
}

impl Progress {
    /// Whether somebody asked for an end.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
