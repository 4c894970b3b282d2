//! The guidelines of a catalogue: what follows from a finding, for whom, and what must not happen.

use super::Claim;
use crate::condition::Condition;

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
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
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
    /// When it holds.
    pub terms: Terms,
    /// Where it comes from.
    pub claims: Vec<Claim>,
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
}
