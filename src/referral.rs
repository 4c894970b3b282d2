//! The referral: what the guidelines of a catalogue advise for an assessed case.
//!
//! It reads the assessment and the facts, never the answers about indicators: what the guidelines may know of those is
//! bridged by flags. An entry holds on a definite yes only, and only a definite yes takes one away.
//!
//! Three things stand above a reason for a pathway, in this order: a reason against it, which rules it out; the
//! person's no, which is kept to and told; and, while they were not asked, the question. None of them touches a finding.

mod bearing;
mod contacts;

pub use bearing::bearing;
pub use contacts::{Called, contacts, home_contacts, instruments, on_card};

use crate::assessment::Assessment;
use crate::case::{Case, FactAnswer};
use crate::catalogue::{Catalogue, Country, Pathway, Role, Terms, WaitsFor};
use crate::condition::{
    AreaIx, Condition, Element, Evidence, FactIx, FindingIx, FlagIx, Horizon, StateRisk, Status, Track, Truth,
};

/// What is known of the person's yes to a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// It waits for no yes: a child's protection, or help that saves a life.
    NotNeeded,
    /// They said yes.
    Given,
    /// They were not asked, or did not answer: it is advised on condition that they say yes.
    Conditional,
}

impl Agreement {
    /// The word in results.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotNeeded => "not-needed",
            Self::Given => "given",
            Self::Conditional => "conditional",
        }
    }
}

/// A pathway that is advised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Its place in the guidelines.
    pub pathway: usize,
    /// What is known of the person's yes.
    pub agreement: Agreement,
    /// Whether the yes was to this very one, and not to all that was named.
    pub by_name: bool,
}

/// What is advised; every list holds places in the catalogue's guidelines, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// How soon; none where the catalogue has no urgencies.
    pub urgency: Option<usize>,
    /// Where to; several may stand at once.
    pub pathways: Vec<Way>,
    /// Pathways that the person said no to. The offer stays open.
    pub declined: Vec<usize>,
    /// Reasons that rule pathways out, whether or not anything speaks for those.
    pub ruled_out: Vec<usize>,
    /// What to do, soonest first.
    pub actions: Vec<usize>,
    /// What must not happen.
    pub safeguards: Vec<usize>,
    /// Whether the person chooses the route, and no body of the state is brought in without a yes to that one.
    pub own_route: bool,
}

/// What the guidelines advise.
#[must_use]
pub fn recommend(catalogue: &Catalogue, case: &Case, assessment: &Assessment) -> Recommendation {
    let known = Known { catalogue, case, assessment };
    let guidelines = &catalogue.guidelines;
    let ruled_out = known.which(guidelines.contraindications.iter().map(|one| &one.terms));
    let is_ruled_out =
        |at: usize| ruled_out.iter().any(|one| guidelines.contraindications[*one].pathways.contains(&at));
    let wanted = known.which(guidelines.pathways.iter().map(|pathway| &pathway.terms));
    let (mut pathways, mut declined) = (Vec::new(), Vec::new());
    for pathway in wanted.into_iter().filter(|at| !is_ruled_out(*at)) {
        match known.agreement(&guidelines.pathways[pathway]) {
            Some((agreement, by_name)) => pathways.push(Way { pathway, agreement, by_name }),
            None => declined.push(pathway),
        }
    }
    let is_open = |serves: Option<usize>| serves.is_none_or(|at| pathways.iter().any(|way| way.pathway == at));
    let mut actions = known.which(guidelines.actions.iter().map(|action| &action.terms));
    actions.retain(|at| is_open(guidelines.actions[*at].serves));
    Recommendation {
        urgency: guidelines.urgencies.iter().position(|urgency| known.holds(&urgency.terms)),
        pathways,
        declined,
        ruled_out,
        actions,
        safeguards: known.which(guidelines.safeguards.iter().map(|safeguard| &safeguard.terms)),
        own_route: known.is_own_route(),
    }
}

/// The country of the screening, if it was told and anything was seen of it.
#[must_use]
pub fn country<'c>(catalogue: &'c Catalogue, case: &Case) -> Option<&'c Country> {
    named_by(catalogue, case, Role::Country)
}

/// The country that a fact of this role names.
fn named_by<'c>(catalogue: &'c Catalogue, case: &Case, role: Role) -> Option<&'c Country> {
    let at = catalogue.fact_by_role(role)?;
    let ids = case.fact(at).value_ids(catalogue.fact(at));
    ids.first().and_then(|id| catalogue.country(id))
}

/// What guidelines may look at.
struct Known<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    assessment: &'a Assessment,
}

impl Known<'_> {
    fn holds(&self, terms: &Terms) -> bool {
        self.is_yes(&terms.when) && !terms.unless.as_ref().is_some_and(|unless| self.is_yes(unless))
    }

    fn is_yes(&self, condition: &Condition) -> bool {
        condition.evaluate(self).is_yes()
    }

    fn which<'t>(&self, terms: impl Iterator<Item = &'t Terms>) -> Vec<usize> {
        terms.enumerate().filter(|(_, terms)| self.holds(terms)).map(|(at, _)| at).collect()
    }

    fn is_own_route(&self) -> bool {
        let consent = self.catalogue.guidelines.consent.as_ref();
        consent.and_then(|consent| consent.own_route.as_ref()).is_some_and(|when| self.is_yes(when))
    }

    /// What is known of the person's yes; none if they said no. A no to one outweighs a yes to it or to all; a no to
    /// all is kept to only once it is certain that the person is not to be protected as a child.
    fn agreement(&self, pathway: &Pathway) -> Option<(Agreement, bool)> {
        let Some(consent) = self.catalogue.guidelines.consent.as_ref().filter(|_| pathway.needs_consent()) else {
            return Some((Agreement::NotNeeded, false));
        };
        let without = consent.not_needed.evaluate(self);
        let names = |fact: Option<FactIx>| fact.is_some_and(|fact| self.names(fact, &pathway.id));
        if without.is_yes() || (pathway.waits_for == WaitsFor::AdultsYes && without == Truth::Open) {
            Some((Agreement::NotNeeded, false))
        } else if names(consent.no_to) || self.is_yes(&consent.withheld) {
            (without == Truth::Open).then_some((Agreement::Conditional, false))
        } else if names(consent.yes_to) {
            Some((Agreement::Given, true))
        } else if self.is_yes(&consent.given) && !(pathway.to_state() && self.is_own_route()) {
            Some((Agreement::Given, false))
        } else {
            Some((Agreement::Conditional, false))
        }
    }

    fn names(&self, fact: FactIx, id: &str) -> bool {
        self.case.fact(fact).value_ids(self.catalogue.fact(fact)).contains(&id)
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

    fn state_risk(&self, least: StateRisk) -> Truth {
        country(self.catalogue, self.case).map_or(Truth::Open, |country| Truth::certain(country.state_risk >= least))
    }
}

/// While something is open, an area may still turn out to be anything.
fn at_most(status: Status, open: usize, horizon: Horizon) -> Status {
    if horizon == Horizon::Possible && open > 0 { Status::Positive } else { status }
}
