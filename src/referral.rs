//! The referral: what the guidelines of a catalogue advise for an assessed case.
//!
//! It reads the assessment and the facts, never the answers about indicators: flags carry what guidelines may know of
//! those. An entry holds on a definite yes only, and only a definite yes removes one.
//!
//! Three things override a reason for a pathway, in this order. A contraindication rules it out. The person's no is
//! respected and reported. If they were not asked, the question comes first. None of them changes a finding. A refusal
//! is reported as what it was: of this pathway, of all referrals, or of the interview.

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

/// The state of the person's consent to a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// It needs no yes: protection of a child, or help that saves a life.
    NotNeeded,
    /// They said yes.
    Given,
    /// They were not asked, or did not answer: it is advised on condition that they say yes.
    Conditional,
}

impl Consent {
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

/// A refusal of pathways, by the question that the person answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This pathway was offered by name, and the person said no.
    ByName,
    /// The person refused all referrals. No pathway was refused by itself.
    General,
    /// The person refused the interview. No service was offered.
    Talk,
}

/// A pathway that is advised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdvisedPathway {
    /// Its position in the guidelines.
    pub pathway: usize,
    pub agreement: Consent,
    /// Whether the yes was to this pathway by name, and not to all.
    pub by_name: bool,
    /// A refusal that counts if the person turns out to be an adult.
    pub refusal: Option<Refusal>,
}

/// The advice. Every list holds positions in the catalogue's guidelines, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// How soon. `None` if the catalogue has no urgencies.
    pub urgency: Option<usize>,
    /// Advised pathways, possibly several.
    pub pathways: Vec<AdvisedPathway>,
    /// Pathways that the person refused by name. The offer stays open.
    pub declined: Vec<usize>,
    /// Pathways that a general refusal withholds. None of them was offered by name.
    pub withheld: Vec<usize>,
    /// The general refusal of the person, if there is one.
    pub refusal: Option<Refusal>,
    /// Contraindications that hold, whether or not their pathways would be advised.
    pub ruled_out: Vec<usize>,
    /// Actions, soonest first.
    pub actions: Vec<usize>,
    pub safeguards: Vec<usize>,
    /// Whether the person chooses the route. No body of the state is then involved without a yes to that pathway.
    pub own_route: bool,
    /// Whether help that is independent of the state is named first.
    pub independent_first: bool,
    /// The advice of the catalogue alone, if a higher risk of an added file changes it.
    pub by_catalogue: Option<Box<Self>>,
}

impl Recommendation {
    /// The advice of the catalogue alone, without added files.
    pub fn of_catalogue(&self) -> &Self {
        self.by_catalogue.as_deref().unwrap_or(self)
    }

    /// Whether the person chooses the route only because of a risk in an added file.
    pub fn own_route_is_added(&self) -> bool {
        self.own_route && !self.of_catalogue().own_route
    }
}

impl Recommendation {
    /// The actions by display step: those of the step "now" that are put first, and all others, each with its step.
    /// Surplus actions of "now" come next.
    pub fn by_step(&self, guidelines: &Guidelines) -> Vec<(DueStep, usize)> {
        let most = self.urgency.map_or(usize::MAX, |at| guidelines.urgencies[at].most_now);
        let step = |(place, at): (usize, &usize)| match guidelines.actions[*at].step {
            DueStep::Now if place >= most => (DueStep::Next, *at),
            step => (step, *at),
        };
        self.actions.iter().enumerate().map(step).collect()
    }
}

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

/// The advice for these facts and this assessment.
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

/// Whether an entry of the guidelines holds for this case and assessment.
pub fn holds(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>, assessment: &Assessment, terms: &Terms) -> bool {
    let case = case.as_ref();
    let state_risk = country(catalogue, case).map(|country| country.state_risk);
    let known = Known { catalogue, case, assessment, state_risk };
    terms.hold(&known)
}

/// The same without added files, with the risk from officials in the catalogue itself.
pub fn holds_by_catalogue(
    catalogue: &Catalogue,
    case: &impl AsRef<AnswerSets>,
    assessment: &Assessment,
    terms: &Terms,
) -> bool {
    let known = Known { catalogue, case: case.as_ref(), assessment, state_risk: None }.without_added_risk();
    terms.hold(&known)
}

/// The country of the screening, if it was answered and the catalogue knows it.
pub fn country<'c>(catalogue: &'c Catalogue, case: &impl AsRef<AnswerSets>) -> Option<&'c Country> {
    named_by(catalogue, case, Role::Country)
}

/// The country that the fact of this role names.
fn named_by<'c>(catalogue: &'c Catalogue, case: &impl AsRef<AnswerSets>, role: Role) -> Option<&'c Country> {
    let at = catalogue.fact_by_role(role)?;
    let bits = case.as_ref().fact(at).bits();
    let value = catalogue.fact(at).values.get(bits.trailing_zeros() as usize)?;
    catalogue.country(&value.id)
}

/// What guidelines may read.
struct Known<'a> {
    catalogue: &'a Catalogue,
    case: &'a AnswerSets,
    assessment: &'a Assessment,
    /// The risk in the country of the screening, if the catalogue knows it.
    state_risk: Option<StateRisk>,
}

/// The person's consent and refusal for everything that was named.
struct Said {
    /// Whether no yes is needed. Open while it is unknown whether the person is protected as a child.
    not_needed: Truth,
    given: bool,
    /// The refusal of all of it, by its origin.
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
    /// The same without added files, with the risk in the catalogue itself.
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

    /// Whether help outside the state is named to the person first.
    fn independent_first(&self) -> bool {
        let consent = self.catalogue.guidelines.consent.as_ref();
        consent.and_then(|consent| consent.independent_first.as_ref()).is_some_and(|when| self.is_yes(when))
    }

    fn is_yes(&self, condition: &Condition) -> bool {
        condition.holds(self)
    }

    /// What the person refused: the interview, if without that answer there is no refusal; else all referrals.
    fn refusal(&self, withheld: &Condition) -> Refusal {
        let talk = self.catalogue.fact_by_role(Role::Consent);
        let without_talk = Without { known: self, fact: talk };
        if withheld.holds(&without_talk) { Refusal::General } else { Refusal::Talk }
    }

    /// The person's consent to a pathway, or their refusal. A no to one pathway outweighs a yes to it or to all. A no
    /// counts only when it is certain that the person is not protected as a child.
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

/// While something is open, an area may still reach any status.
fn at_most(status: Status, open: bool, horizon: Horizon) -> Status {
    if horizon == Horizon::Possible && open { Status::Positive } else { status }
}
