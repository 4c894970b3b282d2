//! Puts chunks that were scored in parallel into order.

use crate::batch::chunk::Chunk;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes chunks in order.
pub(super) trait Sink: Send {
    /// Takes a chunk, and returns it for reuse.
    fn take(&mut self, piece: Chunk) -> Chunk;

    /// Whether no more is wanted.
    fn is_over(&self) -> bool;
}

/// Puts chunks into order.
pub(super) struct Reorder<S> {
    waiting: Mutex<Waiting<S>>,
    over: AtomicBool,
}

struct Waiting<S> {
    next: u64,
    /// Chunks that were scored before an earlier one. Never more than are in progress.
    early: BTreeMap<u64, Chunk>,
    sink: S,
    back: SyncSender<Chunk>,
}

impl<S: Sink> Reorder<S> {
    pub fn new(sink: S, back: SyncSender<Chunk>) -> Self {
        let waiting = Waiting { next: 0, early: BTreeMap::new(), sink, back };
        Self { waiting: Mutex::new(waiting), over: AtomicBool::new(false) }
    }

    /// Whether no more is wanted.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Takes a chunk, and passes on all that are next in order.
    pub fn deliver(&self, piece: Chunk) {
        let mut waiting = self.lock();
        waiting.early.insert(piece.number, piece);
        loop {
            let next = waiting.next;
            let Some(piece) = waiting.early.remove(&next) else { break };
            waiting.next += 1;
            let spare = waiting.sink.take(piece);
            // This fails only when the reader has ended.
            let _ = waiting.back.try_send(spare);
        }
        if waiting.sink.is_over() {
            self.over.store(true, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<S>> {
        // A panic of a scorer is reported separately. The sink is consistent between two chunks.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn into_sink(self) -> S {
        self.waiting.into_inner().unwrap_or_else(PoisonError::into_inner).sink
    }
}
