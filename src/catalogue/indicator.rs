//! An indicator and everything it says about itself.

use crate::condition::{AreaIx, Condition, Severity, Strength};

/// Core questions can close a screening; detail ones sharpen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Asked in every screening.
    Core,
    /// Asked after the core.
    Detail,
}

/// The class of an indicator by track. At least one is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classes {
    /// For adults; none: it is not asked of adults.
    pub adult: Option<Strength>,
    /// For children; none: it is not asked of children.
    pub child: Option<Strength>,
}

impl Classes {
    /// The class that counts on a track: its own or, lacking one, the other track's. What is present always counts.
    pub fn on(self, child: bool) -> Strength {
        let (own, other) = if child { (self.child, self.adult) } else { (self.adult, self.child) };
        own.or(other).unwrap_or(Strength::Element)
    }

    /// Whether it is asked on a track.
    pub fn asked_on(self, child: bool) -> bool {
        if child { self.child.is_some() } else { self.adult.is_some() }
    }
}

/// What each severity means for one indicator: observable, and in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// By severity, mildest first.
    pub texts: [String; 3],
}

impl Anchors {
    /// The anchor of a severity.
    pub fn of(&self, severity: Severity) -> &str {
        &self.texts[severity as usize]
    }
}

/// Who may ask a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedBy {
    /// Any screener.
    Anyone,
    /// Someone trained to talk with children.
    ChildSpecialist,
    /// Health staff.
    HealthStaff,
    /// Nobody asks: it is noted when seen or told.
    ObserveOnly,
}

impl AskedBy {
    /// The word in files; also the value id by which a screener fact names a training.
    pub fn word(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::ChildSpecialist => "child-specialist",
            Self::HealthStaff => "health-staff",
            Self::ObserveOnly => "observe-only",
        }
    }
}

/// Who may ask, by track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhoAsks {
    /// On the adult track.
    pub adult: AskedBy,
    /// On the child track, and while the age is not settled.
    pub child: AskedBy,
}

/// How an indicator covers an item of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// The same thing.
    Same,
    /// The indicator is wider than the item.
    Wider,
    /// The indicator is narrower than the item.
    Narrower,
}

impl Covers {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
        }
    }
}

/// Where a rule or text comes from.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The source, by place in the catalogue.
    pub source: usize,
    /// The item, article or page there.
    pub item: String,
}

/// Where an indicator comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The source and its item.
    pub claim: Claim,
    /// How far the two are the same.
    pub covers: Covers,
}

/// One sign of trafficking.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// The statement that the screener judges: whether it is or was true.
    pub statement: String,
    /// What to say aloud.
    pub prompt: String,
    /// The same for what is over; empty: `prompt` fits that too.
    pub prompt_ended: String,
    /// A second question, for whoever wants to say more; may be empty.
    pub follow_up: String,
    /// What to look for; may be empty.
    pub observe: String,
    /// Section, by place in the catalogue.
    pub section: usize,
    /// Dimensions, forms and pools it belongs to.
    pub areas: Vec<AreaIx>,
    /// Class by track.
    pub classes: Classes,
    /// The source of the class, by place in the catalogue.
    pub class_from: usize,
    /// Declared group, if it has one.
    pub group: Option<usize>,
    /// Tier.
    pub tier: Tier,
    /// 1 everyday … 4 violence, sex. Orders a section.
    pub sensitivity: i64,
    /// What each severity means; none where degrees make no sense.
    pub anchors: Option<Anchors>,
    /// Whether the gravest form counts above strong.
    pub critical: bool,
    /// Cases that are wrongly left out; may be empty.
    pub include: String,
    /// Cases that are wrongly counted; may be empty.
    pub exclude: String,
    /// Where it comes from; at least one.
    pub origins: Vec<Origin>,
    /// Its number in the COMMIT document, for whoever holds it.
    pub commit_ref: String,
    /// Who may ask it.
    pub who_asks: WhoAsks,
    /// How far it may travel in a hand-over.
    pub hand_over: super::HandOver,
    /// When it is asked; always, if none.
    pub ask_if: Option<Condition>,
}
