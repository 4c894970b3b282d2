//! Puts pieces that were scored at the same time in their order again.

use super::ledger::Ledger;
use super::piece::Piece;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// See the module.
pub(super) struct Queue<'l> {
    waiting: Mutex<Waiting<'l>>,
    over: AtomicBool,
}

struct Waiting<'l> {
    next: u64,
    /// Scored before one that stands ahead of them. Never more than are under way.
    early: BTreeMap<u64, Piece>,
    ledger: Ledger<'l>,
    back: SyncSender<Piece>,
}

impl<'l> Queue<'l> {
    pub fn new(ledger: Ledger<'l>, back: SyncSender<Piece>) -> Self {
        let waiting = Waiting { next: 0, early: BTreeMap::new(), ledger, back };
        Self { waiting: Mutex::new(waiting), over: AtomicBool::new(false) }
    }

    /// Whether no more is wanted.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Takes a piece, and writes as many as now stand in their order.
    pub fn deliver(&self, piece: Piece) {
        let mut waiting = self.lock();
        waiting.early.insert(piece.number, piece);
        loop {
            let next = waiting.next;
            let Some(piece) = waiting.early.remove(&next) else { break };
            waiting.next += 1;
            let spare = waiting.ledger.take(piece);
            // Nobody reads any more where this fails.
            let _ = waiting.back.try_send(spare);
        }
        if waiting.ledger.is_over() {
            self.over.store(true, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<'l>> {
        // A scorer that broke was told of by itself; the ledger is whole between two pieces.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn into_ledger(self) -> Ledger<'l> {
        self.waiting.into_inner().unwrap_or_else(PoisonError::into_inner).ledger
    }
}
