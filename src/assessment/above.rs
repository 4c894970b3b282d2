//! Whether a case comes out above a finding, where that can be told from what is present alone.

use super::applicable::{Answers, track};
use super::view::{Levels, Rating, View};
use crate::case::{Case, Presence};
use crate::catalogue::Catalogue;
use crate::condition::{FindingIx, IndicatorIx, Set, Track, Truth};

/// Whether a case comes out above `finding`. Only for a catalogue in which signs can only raise a finding, and whose
/// higher findings do not read whether the core is complete: then nothing has to be known of what is still open.
pub(crate) fn is_above(catalogue: &Catalogue, case: &Case, finding: FindingIx) -> bool {
    let tracks: &[bool] = match track(catalogue, &Answers::of(catalogue, case)) {
        Track::Adult => &[false],
        Track::Child => &[true],
        Track::Undetermined => &[false, true],
    };
    let present: Set = case.with_presence(Presence::Present).map(|at| at.0).collect();
    let severity = |at| case.answer(IndicatorIx(at)).and_then(|answer| answer.severity);
    tracks.iter().any(|&child| {
        let levels = Levels::of(catalogue, child, &present, severity, Rating::AsRecorded, &Set::EMPTY);
        let view = View::new(catalogue, case, child, Box::new([levels; 2]), false);
        (0..finding.0).any(|at| view.holds(FindingIx(at), &mut ()) == Truth::Yes)
    })
}
