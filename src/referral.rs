//! The referral: what the guidelines of a catalogue advise for an assessed case.
//!
//! It reads the assessment and the facts, never the answers about indicators: what the guidelines may know of those is
//! bridged by flags. An entry holds on a definite yes only, and only a definite yes takes one away.

mod bearing;

pub use bearing::bearing;

use crate::assessment::Assessment;
use crate::case::{Case, FactAnswer};
use crate::catalogue::{Catalogue, Terms};
use crate::condition::{AreaIx, Element, Evidence, FactIx, FindingIx, FlagIx, Horizon, Status, Track, Truth};

/// What is advised; every list holds places in the catalogue's guidelines, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// How soon; none where the catalogue has no urgencies.
    pub urgency: Option<usize>,
    /// Where to; several may stand at once.
    pub pathways: Vec<usize>,
    /// What to do, soonest first.
    pub actions: Vec<usize>,
    /// What must not happen.
    pub safeguards: Vec<usize>,
}

/// What the guidelines advise.
#[must_use]
pub fn recommend(catalogue: &Catalogue, case: &Case, assessment: &Assessment) -> Recommendation {
    let known = Known { catalogue, case, assessment };
    let guidelines = &catalogue.guidelines;
    Recommendation {
        urgency: guidelines.urgencies.iter().position(|urgency| known.holds(&urgency.terms)),
        pathways: known.which(guidelines.pathways.iter().map(|pathway| &pathway.terms)),
        actions: known.which(guidelines.actions.iter().map(|action| &action.terms)),
        safeguards: known.which(guidelines.safeguards.iter().map(|safeguard| &safeguard.terms)),
    }
}

/// What guidelines may look at.
struct Known<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    assessment: &'a Assessment,
}

impl Known<'_> {
    fn holds(&self, terms: &Terms) -> bool {
        terms.when.evaluate(self).is_yes()
            && !terms.unless.as_ref().is_some_and(|unless| unless.evaluate(self).is_yes())
    }

    fn which<'t>(&self, terms: impl Iterator<Item = &'t Terms>) -> Vec<usize> {
        terms.enumerate().filter(|(_, terms)| self.holds(terms)).map(|(at, _)| at).collect()
    }
}

impl Evidence for Known<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        match self.case.fact(fact) {
            FactAnswer::Values(given) => Truth::certain(given & values != 0),
            _ => Truth::Open,
        }
    }

    fn area(&self, area: AreaIx, horizon: Horizon) -> Status {
        at_most(self.assessment.areas[area.0].status, self.assessment.areas[area.0].open, horizon)
    }

    fn element(&self, element: Element, horizon: Horizon) -> Status {
        let established = self.assessment.elements[element as usize];
        at_most(established.status, established.open, horizon)
    }

    fn flag(&self, flag: FlagIx) -> Truth {
        self.assessment.flags[flag.0]
    }

    fn finding(&self, finding: FindingIx, or_higher: bool) -> Truth {
        let stands = self.assessment.finding;
        Truth::certain(stands == finding || (or_higher && self.catalogue.ordered && stands < finding))
    }

    fn track(&self, track: Track) -> Truth {
        Truth::certain(self.assessment.track == track)
    }
}

/// While something is open, an area may still turn out to be anything.
fn at_most(status: Status, open: usize, horizon: Horizon) -> Status {
    if horizon == Horizon::Possible && open > 0 { Status::Positive } else { status }
}
