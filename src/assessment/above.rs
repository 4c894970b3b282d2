//! Finds a finding above a given one, if that follows from the present indicators alone.

use super::view::{Levels, Rating, View};
use crate::assessment::applicability::{Answers, track, ways};
use crate::case::AnswerSets;
use crate::catalogue::Catalogue;
use crate::condition::{BitSet, FindingIx};

/// The finding of a case, if it is above `below`. Only for a catalogue in which signs can only raise a finding, and
/// whose higher findings don't read whether the core is complete. What is still open is then irrelevant.
pub(crate) fn finding_above(
    catalogue: &Catalogue,
    case: &impl AsRef<AnswerSets>,
    below: FindingIx,
) -> Option<FindingIx> {
    let case = case.as_ref();
    let track = track(catalogue, &Answers::of(catalogue, case));
    let found = ways(track).iter().filter_map(|&child| {
        let levels = Levels::of(catalogue, child, case, Rating::AsRecorded, &BitSet::EMPTY);
        let view = View::new(catalogue, case, child, &levels, None, false);
        (0..below.0).map(FindingIx).find(|at| view.stands(*at, &mut ()))
    });
    found.min()
}
