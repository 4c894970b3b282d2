//! The finding of a case above a given one, where that can be told from what is present alone.

use super::applicable::{Answers, track, ways};
use super::view::{Levels, Rating, View};
use crate::case::{Case, Presence};
use crate::catalogue::Catalogue;
use crate::condition::{FindingIx, IndicatorIx, Set, Truth};

/// The finding of a case, if it is above `below`. Only for a catalogue in which signs can only raise a finding, and whose
/// higher findings do not read whether the core is complete: then nothing has to be known of what is still open.
pub(crate) fn finding_above(catalogue: &Catalogue, case: &Case, below: FindingIx) -> Option<FindingIx> {
    let track = track(catalogue, &Answers::of(catalogue, case));
    let present: Set = case.with_presence(Presence::Present).map(|at| at.0).collect();
    let severity = |at| case.answer(IndicatorIx(at)).and_then(|answer| answer.severity);
    let found = ways(track).iter().filter_map(|&child| {
        let levels = Levels::of(catalogue, child, &present, severity, Rating::AsRecorded, &Set::EMPTY);
        let view = View::new(catalogue, case, child, Box::new([levels; 2]), false);
        (0..below.0).map(FindingIx).find(|at| view.holds(*at, &mut ()) == Truth::Yes)
    });
    found.min()
}
