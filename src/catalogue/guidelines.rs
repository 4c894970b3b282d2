//! The guidelines of a catalogue: what follows from a finding, for whom, and what must not happen.

use crate::catalogue::{Claim, Passage};
use crate::condition::{Condition, Evidence, FactIx};

/// When an entry of the guidelines holds. Only a definite yes removes a protection.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Must be a definite yes.
    pub when: Condition,
    /// A definite yes removes the entry.
    pub unless: Option<Condition>,
}

impl Terms {
    pub fn hold(&self, evidence: &impl Evidence) -> bool {
        self.when.holds(evidence) && !self.unless.as_ref().is_some_and(|unless| unless.holds(evidence))
    }
}

/// How soon to act.
#[derive(Clone, Debug)]
pub struct Urgency {
    pub id: String,
    /// The rank. The highest urgency that holds applies.
    pub rank: i64,
    pub title: String,
    /// The time limit, in words.
    pub within: String,
    /// The most actions of the step "now" that are put first. The others follow within a day.
    pub most_now: usize,
    pub terms: Terms,
    /// The sources.
    pub claims: Vec<Claim>,
}

/// One kind of help or procedure to which a person may be referred. Several may apply at once.
#[derive(Clone, Debug)]
pub struct Pathway {
    pub id: String,
    pub title: String,
    /// What it gives the person.
    pub text: Passage,
    /// Whether it must remain when the questions are shortened.
    pub protective: bool,
    pub waits_for: WaitsFor,
    pub leads_to: LeadsTo,
    /// Whether its numbers are printed even if they are weakly supported.
    pub any_number: bool,
    /// A condition that refuses it, besides a no by name.
    pub refused_when: Option<Condition>,
    pub terms: Terms,
    /// The sources.
    pub claims: Vec<Claim>,
}

impl Pathway {
    /// Whether it needs the person's yes.
    pub fn needs_consent(&self) -> bool {
        self.waits_for != WaitsFor::Nothing
    }

    /// Whether it saves life and limb: it is protective, and needs no yes.
    pub fn helps_at_once(&self) -> bool {
        self.protective && !self.needs_consent()
    }

    /// Whether it holds for any answers.
    pub fn is_for_everybody(&self) -> bool {
        matches!(self.terms.when, Condition::Leaf(crate::condition::Leaf::Otherwise))
    }

    /// Whether it leads to a body of the state where the person is.
    pub fn to_state(&self) -> bool {
        self.leads_to == LeadsTo::State
    }

    /// Whether it leads to the person's own state, from abroad.
    pub fn own_state(&self) -> bool {
        self.leads_to == LeadsTo::OwnState
    }
}

/// Whose yes a pathway needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WaitsFor {
    /// The person's yes.
    #[default]
    Yes,
    /// An adult's yes. Nothing, while the person may be a child.
    AdultsYes,
    Nothing,
}

/// Where a pathway leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeadsTo {
    /// To any helper.
    #[default]
    Help,
    /// To a body of the state where the person is.
    State,
    /// To the person's own state.
    OwnState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueStep {
    /// Before anything else.
    Now,
    /// After the first actions. Never in a file, see `Recommendation::by_step`.
    Next,
    /// Before the responder and the person part: a checklist that is the same for everybody.
    Parting,
    Day,
    ThreeDays,
    /// After that.
    Later,
}

impl DueStep {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Next => "next",
            Self::Parting => "parting",
            Self::Day => "24h",
            Self::ThreeDays => "72h",
            Self::Later => "later",
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Action {
    pub id: String,
    pub step: DueStep,
    /// The order within the step, lowest first.
    pub priority: i64,
    /// What to do, in a few words that can be understood alone.
    pub title: String,
    /// Who does it.
    pub by: String,
    /// How to do it. May be empty.
    pub text: Passage,
    /// Its pathway, by position. The action is advised only with it.
    pub serves: Option<usize>,
    /// Whether it is shown during the screening, at the answer that requires it.
    pub at_once: bool,
    pub terms: Terms,
    /// The sources.
    pub claims: Vec<Claim>,
}

/// A rule of protection, for example for authorities.
#[derive(Clone, Debug)]
pub struct Safeguard {
    pub id: String,
    pub text: Passage,
    /// Whether the hand-over to an authority includes it.
    pub told: InHandOver,
    /// Whether it is shown during the screening, at the answer that requires it.
    pub at_once: bool,
    pub terms: Terms,
    /// The sources.
    pub claims: Vec<Claim>,
}

/// Whether a hand-over to an authority includes a safeguard, or a contraindication. An entry that is included only when
/// it holds reveals why it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InHandOver {
    /// Never: it could reveal something about the person.
    #[default]
    Never,
    IfItHolds,
    /// In every case, so that it says nothing about the person.
    Always,
}

/// A reason not to use some pathways. It overrides every reason for them.
#[derive(Clone, Debug)]
pub struct Contraindication {
    pub id: String,
    /// What must not be done, and why.
    pub text: Passage,
    /// The pathways it rules out, by position.
    pub pathways: Vec<usize>,
    /// Whether the hand-over to an authority includes it.
    pub told: InHandOver,
    pub terms: Terms,
    /// The sources.
    pub claims: Vec<Claim>,
}

/// Rules about consent to a referral.
#[derive(Clone, Debug)]
pub struct ConsentRule {
    /// Who is protected without a yes: children. They are heard nevertheless.
    pub not_needed: Condition,
    /// A yes to everything that was named.
    pub given: Condition,
    /// A no to all of it.
    pub withheld: Condition,
    /// The fact whose values are pathways that the person said yes to, one by one.
    pub yes_to: Option<FactIx>,
    /// The fact whose values are pathways that the person said no to, one by one.
    pub no_to: Option<FactIx>,
    /// When a general yes does not cover a body of the state. The person then chooses the route.
    pub own_route: Option<Condition>,
    /// When help that is independent of the state is named first.
    pub independent_first: Option<Condition>,
    /// When an authority may see the recorded signs, and not only the needs.
    pub authority_sees_signs: Option<Condition>,
    /// When an authority may see nothing at all.
    pub authority_sees_nothing: Option<Condition>,
    /// The sources.
    pub claims: Vec<Claim>,
}

/// The card that a person takes along.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// A heading that gives nobody away.
    pub title: String,
    /// Rights, in words that are safe to be found with.
    pub lines: Vec<String>,
    /// Words that name trafficking. Printed only on request.
    pub subject: Vec<String>,
}

/// A group of people for whom a contact is, by facts.
#[derive(Clone, Debug)]
pub struct Fit {
    pub id: String,
    /// The group, in words.
    pub text: String,
    /// Must be a definite yes. `None`: everybody who is not known to be outside.
    pub when: Option<Condition>,
    /// A definite yes puts the person outside the group.
    pub unless: Option<Condition>,
}

/// The guidelines of a catalogue. Any list may be empty.
#[derive(Clone, Debug, Default)]
pub struct Guidelines {
    /// Urgencies, highest rank first.
    pub urgencies: Vec<Urgency>,
    pub pathways: Vec<Pathway>,
    /// Actions, by step, then by priority, then as in the files.
    pub actions: Vec<Action>,
    pub safeguards: Vec<Safeguard>,
    pub contraindications: Vec<Contraindication>,
    /// The groups for contacts.
    pub fits: Vec<Fit>,
    /// Consent to a referral. `None`: no pathway needs it.
    pub consent: Option<ConsentRule>,
    pub card: Option<Card>,
}

impl Guidelines {
    /// The terms of every entry: contraindications, pathways, actions, safeguards, urgencies.
    pub fn terms(&self) -> impl Iterator<Item = &Terms> {
        let against = self.contraindications.iter().map(|one| &one.terms);
        let pathways = self.pathways.iter().map(|pathway| &pathway.terms);
        let actions = self.actions.iter().map(|action| &action.terms);
        let safeguards = self.safeguards.iter().map(|safeguard| &safeguard.terms);
        let urgencies = self.urgencies.iter().map(|urgency| &urgency.terms);
        against.chain(pathways).chain(actions).chain(safeguards).chain(urgencies)
    }
}
