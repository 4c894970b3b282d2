//! The referral: what the guidelines of a catalogue advise for an assessed case.
//!
//! It reads the assessment and the facts, never the answers about indicators: what the guidelines may know of those is
//! bridged by flags. An entry holds on a definite yes only, and only a definite yes takes one away.
//!
//! Three things stand above a reason for a pathway, in this order: a reason against it, which rules it out; the
//! person's no, which is kept to and told; and, while they were not asked, the question. None of them touches a finding.
//! A refusal is told as what it was: of this very pathway, of all referrals, or of the talk.

mod contacts;
mod decisive_questions;
mod export;
mod on_card;

pub use crate::referral::decisive_questions::bearing;
pub use contacts::{ContactFor, Replacement, contacts, home_contacts, instruments, is_for};
pub use export::for_others;
pub use on_card::{OnCard, on_card};

use crate::assessment::Assessment;
use crate::case::{AnswerSets, FactState};
use crate::catalogue::{Catalogue, Country, DueStep, Guidelines, Role, Terms, WaitsFor};
use crate::condition::{
    AreaIx, Condition, Element, Evidence, FactIx, FindingIx, FlagIx, Horizon, StateRisk, Status, Track, Truth,
};

/// What is known of the person's yes to a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// It waits for no yes: a child's protection, or help that saves a life.
    NotNeeded,
    /// They said yes.
    Given,
    /// They were not asked, or did not answer: it is advised on condition that they say yes.
    Conditional,
}

impl Consent {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::NotNeeded, Self::Given, Self::Conditional];

    /// The word in results.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotNeeded => "not-needed",
            Self::Given => "given",
            Self::Conditional => "conditional",
        }
    }
}

/// A refusal that keeps pathways back, by what was put to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This very pathway was put to the person, and they said no.
    ByName,
    /// The person wants nobody else to be asked. No pathway was refused by itself.
    General,
    /// The person did not wish to talk. No service was put to them.
    Talk,
}

/// A pathway that is advised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdvisedPathway {
    /// Its place in the guidelines.
    pub pathway: usize,
    /// What is known of the person's yes.
    pub agreement: Consent,
    /// Whether the yes was to this very one, and not to all that was named.
    pub by_name: bool,
    /// A refusal that will count if the person turns out to be an adult.
    pub refusal: Option<Refusal>,
}

/// What is advised; every list holds places in the catalogue's guidelines, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// How soon; none where the catalogue has no urgencies.
    pub urgency: Option<usize>,
    /// Where to; several may stand at once.
    pub pathways: Vec<AdvisedPathway>,
    /// Pathways that were put to the person by name, and that they said no to. The offer stays open.
    pub declined: Vec<usize>,
    /// Pathways that are kept back by a general refusal. None of them was put to the person.
    pub withheld: Vec<usize>,
    /// The general refusal of the person, if there is one.
    pub refusal: Option<Refusal>,
    /// Reasons that rule pathways out, whether or not anything speaks for those.
    pub ruled_out: Vec<usize>,
    /// What to do, soonest first.
    pub actions: Vec<usize>,
    /// Protect the person.
    pub safeguards: Vec<usize>,
    /// Whether the person chooses the route, and no body of the state is brought in without a yes to that one.
    pub own_route: bool,
    /// Whether help that is independent of the state is named first.
    pub independent_first: bool,
    /// What the catalogue advises by itself, where a higher risk that an added file gives changes that.
    pub by_catalogue: Option<Box<Self>>,
}

impl Recommendation {
    /// What the catalogue advises by itself, as if no file had been added.
    pub fn of_catalogue(&self) -> &Self {
        self.by_catalogue.as_deref().unwrap_or(self)
    }

    /// Whether the person chooses the route only because of a risk that an added file gives.
    pub fn own_route_is_added(&self) -> bool {
        self.own_route && !self.of_catalogue().own_route
    }
}

impl Recommendation {
    /// The actions by when they are shown: those of the step "now" that are put first, and all others, each with its step. What
    /// is too much to be put first comes next.
    pub fn by_step(&self, guidelines: &Guidelines) -> Vec<(DueStep, usize)> {
        let most = self.urgency.map_or(usize::MAX, |at| guidelines.urgencies[at].most_now);
        let step = |(place, at): (usize, &usize)| match guidelines.actions[*at].step {
            DueStep::Now if place >= most => (DueStep::Next, *at),
            step => (step, *at),
        };
        self.actions.iter().enumerate().map(step).collect()
    }
}

/// What the guidelines advise.
pub fn recommend(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>, assessment: &Assessment) -> Recommendation {
    let case = case.as_ref();
    let state_risk = country(catalogue, case).map(|country| country.state_risk);
    let known = Known { catalogue, case, assessment, state_risk };
    let advice = advise(&known);
    let own = known.without_added_risk();
    if own.state_risk == known.state_risk {
        return advice;
    }
    let own = advise(&own);
    let by_catalogue = (own != advice).then(|| Box::new(own));
    Recommendation { by_catalogue, ..advice }
}

/// What the guidelines advise by what is known, whoever made it known.
fn advise(known: &Known<'_>) -> Recommendation {
    let said = Said::of(known);
    let guidelines = &known.catalogue.guidelines;
    let holding = known.catalogue.advice().firing(known);
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
    let (mut pathways, mut declined, mut withheld) = (Vec::with_capacity(wanted.len()), Vec::new(), Vec::new());
    for pathway in wanted.into_iter().filter(|at| !is_ruled_out(*at)) {
        match known.way(pathway, &said) {
            Ok(way) => pathways.push(way),
            Err(Refusal::ByName) => declined.push(pathway),
            Err(Refusal::General | Refusal::Talk) => withheld.push(pathway),
        }
    }
    let is_open = |serves: Option<usize>| serves.is_none_or(|at| pathways.iter().any(|way| way.pathway == at));
    actions.retain(|at| is_open(guidelines.actions[*at].serves));
    let independent_first = said.own_route || known.independent_first();
    let Said { refusal, own_route, .. } = said;
    Recommendation {
        urgency,
        pathways,
        declined,
        withheld,
        refusal,
        ruled_out,
        actions,
        safeguards,
        own_route,
        independent_first,
        by_catalogue: None,
    }
}

/// Whether an entry of the guidelines holds by what this case and this assessment tell.
pub fn holds(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>, assessment: &Assessment, terms: &Terms) -> bool {
    let case = case.as_ref();
    let state_risk = country(catalogue, case).map(|country| country.state_risk);
    let known = Known { catalogue, case, assessment, state_risk };
    terms.hold(&known)
}

/// The same as if no file had been added: by the risk from officials that the catalogue itself gives.
pub fn holds_by_catalogue(
    catalogue: &Catalogue,
    case: &impl AsRef<AnswerSets>,
    assessment: &Assessment,
    terms: &Terms,
) -> bool {
    let known = Known { catalogue, case: case.as_ref(), assessment, state_risk: None }.without_added_risk();
    terms.hold(&known)
}

/// The country of the screening, if it was told and anything was seen of it.
pub fn country<'c>(catalogue: &'c Catalogue, case: &impl AsRef<AnswerSets>) -> Option<&'c Country> {
    named_by(catalogue, case, Role::Country)
}

/// The country that a fact of this role names.
fn named_by<'c>(catalogue: &'c Catalogue, case: &impl AsRef<AnswerSets>, role: Role) -> Option<&'c Country> {
    let at = catalogue.fact_by_role(role)?;
    let bits = case.as_ref().fact(at).bits();
    let value = catalogue.fact(at).values.get(bits.trailing_zeros() as usize)?;
    catalogue.country(&value.id)
}

/// What guidelines may look at.
struct Known<'a> {
    catalogue: &'a Catalogue,
    case: &'a AnswerSets,
    assessment: &'a Assessment,
    /// Of the country of the screening, if anything is known of it.
    state_risk: Option<StateRisk>,
}

/// What is known of the person's yes and no to all that was named.
struct Said {
    /// Whether no yes is needed: open, while it is not settled whether the person is to be protected as a child.
    not_needed: Truth,
    given: bool,
    /// The no to all of it, by what it is read from.
    refusal: Option<Refusal>,
    own_route: bool,
}

impl Said {
    fn of(known: &Known<'_>) -> Self {
        let Some(consent) = &known.catalogue.guidelines.consent else {
            return Self { not_needed: Truth::Yes, given: false, refusal: None, own_route: false };
        };
        Self {
            not_needed: consent.not_needed.evaluate(known),
            given: known.is_yes(&consent.given),
            refusal: known.is_yes(&consent.withheld).then(|| known.refusal(&consent.withheld)),
            own_route: known.chooses_route(),
        }
    }
}

impl Known<'_> {
    /// The same as if no file had been added: with the risk that the catalogue itself gives.
    fn without_added_risk(&self) -> Self {
        let state_risk = country(self.catalogue, self.case).filter(|country| country.origin.is_catalogue());
        let Self { catalogue, case, assessment, .. } = *self;
        Self { catalogue, case, assessment, state_risk: state_risk.map(|country| country.own_state_risk) }
    }

    /// Whether the person chooses the route.
    fn chooses_route(&self) -> bool {
        let consent = self.catalogue.guidelines.consent.as_ref();
        consent.and_then(|consent| consent.own_route.as_ref()).is_some_and(|when| self.is_yes(when))
    }

    /// Whether the person has reasons to hear of help outside the state first.
    fn independent_first(&self) -> bool {
        let consent = self.catalogue.guidelines.consent.as_ref();
        consent.and_then(|consent| consent.independent_first.as_ref()).is_some_and(|when| self.is_yes(when))
    }

    fn is_yes(&self, condition: &Condition) -> bool {
        condition.holds(self)
    }

    /// What a no to all was said to: to talking, where it would be no refusal without that answer.
    fn refusal(&self, withheld: &Condition) -> Refusal {
        let talk = self.catalogue.fact_by_role(Role::Consent);
        let without_talk = Without { known: self, fact: talk };
        if withheld.holds(&without_talk) { Refusal::General } else { Refusal::Talk }
    }

    /// What is known of the person's yes to a pathway; their refusal if they said no. A no to one outweighs a yes to it
    /// or to all; a no is kept to only once it is certain that the person is not to be protected as a child.
    fn way(&self, pathway: usize, said: &Said) -> Result<AdvisedPathway, Refusal> {
        let entry = &self.catalogue.guidelines.pathways[pathway];
        let [yes, no] = self.catalogue.masks().by_name[pathway];
        let way = |agreement, by_name, refusal| Ok(AdvisedPathway { pathway, agreement, by_name, refusal });
        let Some(consent) = self.catalogue.guidelines.consent.as_ref().filter(|_| entry.needs_consent()) else {
            return way(Consent::NotNeeded, false, None);
        };
        let without = said.not_needed;
        let names = |fact: Option<FactIx>, bit| fact.is_some_and(|fact| self.case.fact(fact).bits() & bit != 0);
        if without.is_yes() || (entry.waits_for == WaitsFor::AdultsYes && without == Truth::Open) {
            return way(Consent::NotNeeded, false, None);
        }
        let by_name = names(consent.no_to, no) || entry.refused_when.as_ref().is_some_and(|rule| rule.holds(self));
        let refusal = if by_name { Some(Refusal::ByName) } else { said.refusal };
        match refusal {
            Some(_) if without == Truth::Open => way(Consent::Conditional, false, refusal),
            Some(refusal) => Err(refusal),
            None if names(consent.yes_to, yes) => way(Consent::Given, true, None),
            None if said.given && !(entry.to_state() && said.own_route) => way(Consent::Given, false, None),
            None => way(Consent::Conditional, false, None),
        }
    }
}

/// Facts as if one of them had no answer.
struct Without<'k, 'a> {
    known: &'k Known<'a>,
    fact: Option<FactIx>,
}

impl Evidence for Without<'_, '_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        if self.fact == Some(fact) { Truth::Open } else { self.known.fact(fact, values) }
    }
}

impl Evidence for Known<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        match self.case.fact(fact) {
            FactState::Values(given) => Truth::certain(given & values != 0),
            FactState::Open | FactState::Other => Truth::Open,
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
