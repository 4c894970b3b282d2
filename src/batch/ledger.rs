//! Writes what came of the records, in their order, and counts it.
//!
//! What is written is whole lines, whatever happens to the output meanwhile.

use super::piece::{Come, Made, Piece};
use super::refusal::{Refusal, fault};
use super::scorer::Task;
use super::wanted::Rank;
use super::{InputFault, Progress};
use crate::case::{CaseError, Place};
use crate::document::Code;
use crate::summary;
use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;
use std::collections::hash_map::Entry;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What is written to, and who is told.
pub struct Outputs<'o> {
    /// What stands before the first result.
    pub header: Vec<u8>,
    /// Results.
    pub results: Box<dyn Write + Send + 'o>,
    /// Refused records.
    pub refused: Option<Box<dyn Write + Send + 'o>>,
    /// Hears of each refused record as it is refused.
    pub tell: Box<dyn FnMut(&Refusal) + Send + 'o>,
}

/// How many records came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that were read.
    pub records: usize,
    /// Results that were written.
    pub results: usize,
    /// Records that could not be scored.
    pub refused: usize,
    /// Scored, and not asked for.
    pub left_out: usize,
    /// Answered with other rules than today's.
    pub other_method: usize,
    /// Recorded under another way of computing the fingerprint of the rules: nobody can tell whether those changed.
    pub not_comparable: usize,
    /// Recorded for another catalogue, with answers that have no place in this one.
    pub without_place: usize,
}

/// Why a batch ended.
#[derive(Debug)]
pub enum End {
    /// Everything was read.
    Read,
    /// There were as many results as were asked for.
    Enough,
    /// A record was refused, and none may be.
    Refused,
    /// Somebody asked for an end.
    Stopped,
    /// Results can't be written.
    NoResults(io::Error),
    /// Refused records can't be written.
    NoRefused(io::Error),
    /// The program itself is at fault.
    Broken,
}

/// What a batch came to.
#[derive(Debug)]
pub struct Tally {
    /// How many.
    pub counts: Counts,
    /// Why it ended.
    pub end: End,
    /// Inputs that could not be read, or not to their end.
    pub faults: Vec<InputFault>,
    /// What was counted of the results, if they were.
    pub summary: Option<summary::Tally>,
}

impl Tally {
    /// The same with what was counted elsewhere.
    pub(super) fn with(mut self, counted: Option<summary::Tally>) -> Self {
        if let (Some(all), Some(more)) = (&mut self.summary, counted) {
            all.merge(more);
        }
        self
    }
}

/// See the module.
pub(super) struct Ledger<'l> {
    once: bool,
    strict: bool,
    limit: usize,
    /// The first in the queue, the last of them on top.
    first: Option<(usize, BinaryHeap<Queued>)>,
    /// Case ids that were seen, with the file and the record of the first.
    seen: FxHashMap<u128, (u32, u32)>,
    /// The files of cases whose ids were seen.
    files: Vec<Arc<str>>,
    outputs: Outputs<'l>,
    progress: &'l Progress,
    counts: Counts,
    faults: Vec<InputFault>,
    end: Option<End>,
    /// Of the results that could still be refused when they were made.
    counted: Option<summary::Tally>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Queued {
    rank: Rank,
    /// In the order of the records, where nothing else tells them apart.
    number: usize,
    text: Vec<u8>,
}

impl<'l> Ledger<'l> {
    pub fn new(task: &Task<'_>, outputs: Outputs<'l>, progress: &'l Progress) -> Self {
        let header = outputs.header.clone();
        let mut ledger = Self {
            once: task.once,
            strict: task.strict,
            limit: task.limit.unwrap_or(usize::MAX),
            first: task.top.map(|top| (top, BinaryHeap::new())),
            seen: FxHashMap::default(),
            files: Vec::new(),
            outputs,
            progress,
            counts: Counts::default(),
            faults: Vec::new(),
            end: (task.limit == Some(0)).then_some(End::Enough),
            counted: task.summary.map(summary::Tally::new),
        };
        ledger.write(&header, 0);
        ledger
    }

    /// Whether no more is wanted.
    pub fn is_over(&self) -> bool {
        self.end.is_some()
    }

    /// Enters a piece, and gives it back to be filled again.
    pub fn take(&mut self, mut piece: Piece) -> Piece {
        if let Some(fault) = piece.fault.take() {
            self.faults.push(fault);
        }
        if piece.is_broken {
            self.end.get_or_insert(End::Broken);
        }
        if !self.is_over() {
            self.enter(&piece);
            self.counts.other_method += piece.other_method;
            self.counts.not_comparable += piece.not_comparable;
            self.counts.without_place += piece.without_place;
        }
        if self.progress.is_stopped() {
            self.end.get_or_insert(End::Stopped);
        }
        self.progress.results.store(self.counts.results as u64, Ordering::Relaxed);
        self.progress.refused.store(self.counts.refused as u64, Ordering::Relaxed);
        piece.emptied()
    }

    fn enter(&mut self, piece: &Piece) {
        // What is to be written next: from here to there, so many results; so that a piece is written at once wherever it
        // can be.
        let (mut from, mut to, mut results) = (0, 0, 0);
        for come in &piece.come {
            self.counts.records += 1;
            match come {
                Come::LeftOut => self.counts.left_out += 1,
                Come::Refused(refusal) => self.refuse(refusal),
                Come::Result(made, record, place) => {
                    if let Some(refusal) = self.twice(piece, made, record, place) {
                        self.write(&piece.text[from..to], std::mem::take(&mut results));
                        from = made.end;
                        self.refuse(&refusal);
                    } else if self.first.is_some() {
                        self.queue(made, &piece.text[from..made.end]);
                        from = made.end;
                    } else {
                        results += 1;
                        if let (Some(counted), Some(entries)) = (&mut self.counted, &made.entries) {
                            counted.enter(entries);
                        }
                    }
                    to = made.end;
                }
            }
            if self.counts.results + results >= self.limit {
                self.end.get_or_insert(End::Enough);
            }
            if self.is_over() {
                break;
            }
        }
        self.write(&piece.text[from..to.max(from)], results);
    }

    fn refuse(&mut self, refusal: &Refusal) {
        self.counts.refused += 1;
        (self.outputs.tell)(refusal);
        if let Some(refused) = &mut self.outputs.refused
            && let Err(error) = refused.write_all(format!("{}\n", refusal.line()).as_bytes())
        {
            self.end.get_or_insert(End::NoRefused(error));
        }
        if self.strict {
            self.end.get_or_insert(End::Refused);
        }
    }

    /// The refusal of a case whose id was seen before.
    fn twice(&mut self, piece: &Piece, made: &Made, record: &Range<usize>, place: &Place) -> Option<Refusal> {
        if !self.once {
            return None;
        }
        if self.files.last() != Some(&piece.file) {
            self.files.push(Arc::clone(&piece.file));
        }
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        let (file, before) = match self.seen.entry(made.id) {
            Entry::Occupied(before) => *before.get(),
            Entry::Vacant(seen) => {
                seen.insert((small(self.files.len() - 1), small(place.record)));
                return None;
            }
        };
        let of_file = match self.files.get(file as usize) {
            Some(file) if *file != piece.file => format!(" of {file}"),
            _ => String::new(),
        };
        let what = format!("the case id was seen before, first in record {before}{of_file}");
        let error = fault(Code::DuplicateCase, what, "score each case once; give another case another id");
        let error = CaseError { path: "$.case_id".to_owned(), ..error };
        Some(Refusal::new(&piece.file, place, error, &piece.bytes[record.clone()]))
    }

    fn queue(&mut self, made: &Made, text: &[u8]) {
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

    /// Writes so many results, and counts them once they are written.
    fn write(&mut self, text: &[u8], results: usize) {
        if text.is_empty() {
            // Nothing is written where results are only counted.
            self.counts.results += results;
            return;
        }
        match self.outputs.results.write_all(text) {
            Ok(()) => self.counts.results += results,
            Err(error) => self.end = Some(End::NoResults(error)),
        }
    }

    /// Writes what was kept back, and tells what it all came to.
    pub fn close(mut self) -> Tally {
        if let Some((_, queue)) = self.first.take()
            && matches!(self.end, None | Some(End::Refused))
        {
            for queued in queue.into_sorted_vec() {
                self.write(&queued.text, 1);
            }
        }
        if let Err(error) = self.outputs.results.flush() {
            self.end = Some(End::NoResults(error));
        }
        if let Some(Err(error)) = self.outputs.refused.as_mut().map(Write::flush) {
            self.end.get_or_insert(End::NoRefused(error));
        }
        let end = self.end.unwrap_or(End::Read);
        Tally { counts: self.counts, end, faults: self.faults, summary: self.counted }
    }
}
