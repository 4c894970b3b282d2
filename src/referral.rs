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
use crate::case::{Counted, Told};
use crate::catalogue::{Catalogue, Country, Role, WaitsFor};
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
    /// Every one.
    pub const ALL: [Self; 3] = [Self::NotNeeded, Self::Given, Self::Conditional];

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
pub fn recommend(catalogue: &Catalogue, case: &impl AsRef<Counted>, assessment: &Assessment) -> Recommendation {
    let case = case.as_ref();
    let state_risk = country(catalogue, case).map(|country| country.state_risk);
    let known = Known { catalogue, case, assessment, state_risk };
    let said = Said::of(&known);
    let guidelines = &catalogue.guidelines;
    let holding = catalogue.advice().hold(&known);
    let (mut rest, mut begun) = (holding.as_slice(), 0);
    let mut which = |many: usize| {
        let (these, others) = rest.split_at(rest.partition_point(|at| *at < begun + many));
        let found: Vec<usize> = these.iter().map(|at| at - begun).collect();
        (rest, begun) = (others, begun + many);
        found
    };
    // In the order of `Guidelines::terms`.
    let ruled_out = which(guidelines.contraindications.len());
    let wanted = which(guidelines.pathways.len());
    let mut actions = which(guidelines.actions.len());
    let safeguards = which(guidelines.safeguards.len());
    let urgency = which(guidelines.urgencies.len()).first().copied();
    let is_ruled_out =
        |at: usize| ruled_out.iter().any(|one| guidelines.contraindications[*one].pathways.contains(&at));
    let (mut pathways, mut declined) = (Vec::with_capacity(wanted.len()), Vec::new());
    for pathway in wanted.into_iter().filter(|at| !is_ruled_out(*at)) {
        match known.agreement(pathway, &said) {
            Some((agreement, by_name)) => pathways.push(Way { pathway, agreement, by_name }),
            None => declined.push(pathway),
        }
    }
    let is_open = |serves: Option<usize>| serves.is_none_or(|at| pathways.iter().any(|way| way.pathway == at));
    actions.retain(|at| is_open(guidelines.actions[*at].serves));
    Recommendation { urgency, pathways, declined, ruled_out, actions, safeguards, own_route: said.own_route }
}

/// The country of the screening, if it was told and anything was seen of it.
#[must_use]
pub fn country<'c>(catalogue: &'c Catalogue, case: &impl AsRef<Counted>) -> Option<&'c Country> {
    named_by(catalogue, case, Role::Country)
}

/// The country that a fact of this role names.
fn named_by<'c>(catalogue: &'c Catalogue, case: &impl AsRef<Counted>, role: Role) -> Option<&'c Country> {
    let at = catalogue.fact_by_role(role)?;
    let bits = case.as_ref().fact(at).bits();
    let value = catalogue.fact(at).values.get(bits.trailing_zeros() as usize)?;
    catalogue.country(&value.id)
}

/// What guidelines may look at.
struct Known<'a> {
    catalogue: &'a Catalogue,
    case: &'a Counted,
    assessment: &'a Assessment,
    /// Of the country of the screening, if anything is known of it.
    state_risk: Option<StateRisk>,
}

/// What is known of the person's yes and no to all that was named.
struct Said {
    /// Whether no yes is needed: open, while it is not settled whether the person is to be protected as a child.
    not_needed: Truth,
    given: bool,
    withheld: bool,
    own_route: bool,
}

impl Said {
    fn of(known: &Known<'_>) -> Self {
        let Some(consent) = &known.catalogue.guidelines.consent else {
            return Self { not_needed: Truth::Yes, given: false, withheld: false, own_route: false };
        };
        Self {
            not_needed: consent.not_needed.evaluate(known),
            given: known.is_yes(&consent.given),
            withheld: known.is_yes(&consent.withheld),
            own_route: consent.own_route.as_ref().is_some_and(|when| known.is_yes(when)),
        }
    }
}

impl Known<'_> {
    fn is_yes(&self, condition: &Condition) -> bool {
        condition.holds(self)
    }

    /// What is known of the person's yes; none if they said no. A no to one outweighs a yes to it or to all; a no to
    /// all is kept to only once it is certain that the person is not to be protected as a child.
    fn agreement(&self, at: usize, said: &Said) -> Option<(Agreement, bool)> {
        let pathway = &self.catalogue.guidelines.pathways[at];
        let [yes, no] = self.catalogue.masks().by_name[at];
        let Some(consent) = self.catalogue.guidelines.consent.as_ref().filter(|_| pathway.needs_consent()) else {
            return Some((Agreement::NotNeeded, false));
        };
        let without = said.not_needed;
        let names = |fact: Option<FactIx>, bit| fact.is_some_and(|fact| self.case.fact(fact).bits() & bit != 0);
        if without.is_yes() || (pathway.waits_for == WaitsFor::AdultsYes && without == Truth::Open) {
            Some((Agreement::NotNeeded, false))
        } else if names(consent.no_to, no) || said.withheld {
            (without == Truth::Open).then_some((Agreement::Conditional, false))
        } else if names(consent.yes_to, yes) {
            Some((Agreement::Given, true))
        } else if said.given && !(pathway.to_state() && said.own_route) {
            Some((Agreement::Given, false))
        } else {
            Some((Agreement::Conditional, false))
        }
    }
}

impl Evidence for Known<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        match self.case.fact(fact) {
            Told::Values(given) => Truth::certain(given & values != 0),
            Told::Open | Told::Other => Truth::Open,
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
        self.state_risk.map_or(Truth::Open, |risk| Truth::certain(risk >= least))
    }
}

/// While something is open, an area may still turn out to be anything.
fn at_most(status: Status, open: bool, horizon: Horizon) -> Status {
    if horizon == Horizon::Possible && open { Status::Positive } else { status }
}
