//! The guidelines of a catalogue: what follows from a finding, for whom, and what must not happen.

use super::Claim;
use crate::condition::{Condition, FactIx};

/// When an entry of the guidelines holds. A protection is taken away by nothing less than a definite yes.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Has to be a definite yes.
    pub when: Condition,
    /// Takes the entry away, if it is a definite yes.
    pub unless: Option<Condition>,
}

/// How soon something is to be done.
#[derive(Clone, Debug)]
pub struct Urgency {
    /// Id.
    pub id: String,
    /// Rank; the highest that holds stands.
    pub rank: i64,
    /// Title.
    pub title: String,
    /// Within what time, in words.
    pub within: String,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// A way to help that a person may be referred to. Several may stand at once.
#[derive(Clone, Debug)]
pub struct Pathway {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it gives the person.
    pub text: String,
    /// Whether no shortening of the questions may touch it.
    pub protective: bool,
    /// What it waits for.
    pub waits_for: WaitsFor,
    /// Where it leads.
    pub leads_to: LeadsTo,
    /// What else than a no by name refuses it.
    pub refused_when: Option<Condition>,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

impl Pathway {
    /// Whether it waits for the person's yes.
    #[must_use]
    pub fn needs_consent(&self) -> bool {
        self.waits_for != WaitsFor::Nothing
    }

    /// Whether it leads to a body of the state where the person is.
    #[must_use]
    pub fn to_state(&self) -> bool {
        self.leads_to == LeadsTo::State
    }

    /// Whether it leads to the person's own state, from abroad.
    #[must_use]
    pub fn own_state(&self) -> bool {
        self.leads_to == LeadsTo::OwnState
    }
}

/// What a pathway waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WaitsFor {
    /// The person's yes.
    #[default]
    Yes,
    /// The yes of an adult; nothing, while the person may be a child.
    AdultsYes,
    /// Nothing.
    Nothing,
}

/// Where a pathway leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeadsTo {
    /// To whoever helps.
    #[default]
    Help,
    /// To a body of the state where the person is.
    State,
    /// To the person's own state.
    OwnState,
}

/// When an action is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Before anything else.
    Now,
    /// Within a day.
    Day,
    /// Within three days.
    ThreeDays,
    /// After that.
    Later,
}

impl Step {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Day => "24h",
            Self::ThreeDays => "72h",
            Self::Later => "later",
        }
    }
}

/// Something to do.
#[derive(Clone, Debug)]
pub struct Action {
    /// Id.
    pub id: String,
    /// When it is due.
    pub step: Step,
    /// Who does it.
    pub by: String,
    /// What to do.
    pub text: String,
    /// The pathway it belongs to, by place: it is advised only where that is.
    pub serves: Option<usize>,
    /// Whether it is shown during the screening, at the answer that calls for it.
    pub at_once: bool,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// Something that must not happen, or that authorities are held to.
#[derive(Clone, Debug)]
pub struct Safeguard {
    /// Id.
    pub id: String,
    /// The safeguard, in words.
    pub text: String,
    /// Whether an authority is told of it.
    pub told: Told,
    /// Whether it is shown during the screening, at the answer that calls for it.
    pub at_once: bool,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// Whether a hand-over to an authority holds a safeguard, or a reason against a pathway. What is told only where it holds tells why it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// It does not: that it holds could give the person away.
    #[default]
    Never,
    /// Where it holds.
    IfItHolds,
    /// Whatever the case, so that its presence says nothing about the person.
    Always,
}

/// A reason not to take some pathways, stronger than any reason for them.
#[derive(Clone, Debug)]
pub struct Contraindication {
    /// Id.
    pub id: String,
    /// What is not done, and why.
    pub text: String,
    /// The pathways it rules out, by place.
    pub pathways: Vec<usize>,
    /// Whether an authority is told of it.
    pub told: Told,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// Whose yes a referral waits for.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Whose protection waits for no yes: a child's. They are heard all the same.
    pub not_needed: Condition,
    /// A yes to all that was named.
    pub given: Condition,
    /// A no to all of it.
    pub withheld: Condition,
    /// The fact whose values are pathways the person said yes to, one by one.
    pub yes_to: Option<FactIx>,
    /// The fact whose values are pathways the person said no to, one by one.
    pub no_to: Option<FactIx>,
    /// When a yes to all does not cover a body of the state: then the person chooses the route.
    pub own_route: Option<Condition>,
    /// Whether an authority may see the signs that were recorded, and not the needs alone.
    pub authority_sees_signs: Option<Condition>,
    /// Whether an authority may be told nothing at all.
    pub authority_sees_nothing: Option<Condition>,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// What a card says that a person carries away.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Heading; gives nobody away.
    pub title: String,
    /// Rights, in words that are safe to be found with.
    pub lines: Vec<String>,
    /// Words that name the matter; only where they are asked for.
    pub subject: Vec<String>,
}

/// The guidelines of a catalogue; all lists may be empty.
#[derive(Clone, Debug, Default)]
pub struct Guidelines {
    /// Urgencies, highest rank first.
    pub urgencies: Vec<Urgency>,
    /// Pathways, in order.
    pub pathways: Vec<Pathway>,
    /// Actions, by step, then as written.
    pub actions: Vec<Action>,
    /// Safeguards, in order.
    pub safeguards: Vec<Safeguard>,
    /// What rules pathways out.
    pub contraindications: Vec<Contraindication>,
    /// Whose yes a referral waits for; none: no pathway waits.
    pub consent: Option<Consent>,
    /// What stands on a card.
    pub card: Option<Card>,
}

impl Guidelines {
    /// The terms of every entry: what rules out, pathways, actions, safeguards, urgencies.
    pub fn terms(&self) -> impl Iterator<Item = &Terms> {
        let against = self.contraindications.iter().map(|one| &one.terms);
        let pathways = self.pathways.iter().map(|pathway| &pathway.terms);
        let actions = self.actions.iter().map(|action| &action.terms);
        let safeguards = self.safeguards.iter().map(|safeguard| &safeguard.terms);
        let urgencies = self.urgencies.iter().map(|urgency| &urgency.terms);
        against.chain(pathways).chain(actions).chain(safeguards).chain(urgencies)
    }
}
