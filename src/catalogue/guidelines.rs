//! The guidelines of a catalogue: what follows from a finding, for whom, and what must not happen.

use crate::catalogue::{Claim, Passage};
use crate::condition::{Condition, Evidence, FactIx};

/// When an entry of the guidelines holds. A protection is taken away by nothing less than a definite yes.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Has to be a definite yes.
    pub when: Condition,
    /// Takes the entry away, if it is a definite yes.
    pub unless: Option<Condition>,
}

impl Terms {
    /// Whether they hold by this evidence.
    pub fn hold(&self, evidence: &impl Evidence) -> bool {
        self.when.holds(evidence) && !self.unless.as_ref().is_some_and(|unless| unless.holds(evidence))
    }
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
    /// How many actions of the step "now" are put first at most; the rest of them follow within a day.
    pub most_now: usize,
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
    pub text: Passage,
    /// Whether no shortening of the questions may touch it.
    pub protective: bool,
    /// What it waits for.
    pub waits_for: WaitsFor,
    /// Where it leads.
    pub leads_to: LeadsTo,
    /// Whether a number for it is printed however weakly it is supported.
    pub any_number: bool,
    /// What else than a no by name refuses it.
    pub refused_when: Option<Condition>,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

impl Pathway {
    /// Whether it waits for the person's yes.
    pub fn needs_consent(&self) -> bool {
        self.waits_for != WaitsFor::Nothing
    }

    /// Whether it saves life and limb: it protects, and waits for no yes.
    pub fn helps_at_once(&self) -> bool {
        self.protective && !self.needs_consent()
    }

    /// Whether it is there whatever was answered.
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
pub enum DueStep {
    /// Before anything else.
    Now,
    /// After what comes first: never in a file, see `Recommendation::by_step`.
    Next,
    /// Before the responder and the person part: a checklist that is the same for everybody.
    Parting,
    /// Within a day.
    Day,
    /// Within three days.
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

/// Something to do.
#[derive(Clone, Debug)]
pub struct Action {
    /// Id.
    pub id: String,
    /// When it is due.
    pub step: DueStep,
    /// Its place within the step: a lower one comes first.
    pub priority: i64,
    /// What to do, in a few words that can be understood alone.
    pub title: String,
    /// Who does it.
    pub by: String,
    /// How to do it; may be empty.
    pub text: Passage,
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
    pub text: Passage,
    /// Whether an authority is told of it.
    pub told: InHandOver,
    /// Whether it is shown during the screening, at the answer that calls for it.
    pub at_once: bool,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// Whether a hand-over to an authority holds a safeguard, or a reason against a pathway. What is told only where it holds tells why it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InHandOver {
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
    pub text: Passage,
    /// The pathways it rules out, by place.
    pub pathways: Vec<usize>,
    /// Whether an authority is told of it.
    pub told: InHandOver,
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
}

/// Whose yes a referral waits for.
#[derive(Clone, Debug)]
pub struct ConsentRule {
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
    /// When help that is independent of the state is named first.
    pub independent_first: Option<Condition>,
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

/// For whom a contact can be: a group of people, by the facts.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Id.
    pub id: String,
    /// For whom, in words.
    pub text: String,
    /// Has to be a definite yes; none: it fits whoever is not known to be outside.
    pub when: Option<Condition>,
    /// Does not fit where this is a definite yes.
    pub unless: Option<Condition>,
}

/// The guidelines of a catalogue; all lists may be empty.
#[derive(Clone, Debug, Default)]
pub struct Guidelines {
    /// Urgencies, highest rank first.
    pub urgencies: Vec<Urgency>,
    /// Pathways, in order.
    pub pathways: Vec<Pathway>,
    /// Actions, by step, then by priority, then as written.
    pub actions: Vec<Action>,
    /// Safeguards, in order.
    pub safeguards: Vec<Safeguard>,
    /// What rules pathways out.
    pub contraindications: Vec<Contraindication>,
    /// For whom contacts can be.
    pub fits: Vec<Fit>,
    /// Whose yes a referral waits for; none: no pathway waits.
    pub consent: Option<ConsentRule>,
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
