//! An indicator and all its properties.

use crate::condition::{AreaIx, Condition, Severity, Strength};

/// Core questions are enough to close a screening. Detail questions make the result more exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Asked in every screening.
    Core,
    /// Asked after the core.
    Detail,
}

/// The class of an indicator by track. At least one is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classes {
    /// `None`: not asked of adults.
    pub adult: Option<Strength>,
    /// `None`: not asked of children.
    pub child: Option<Strength>,
}

impl Classes {
    /// The class that counts on a track: its own or, without one, that of the other track. So every present sign
    /// counts.
    pub fn on(self, child: bool) -> Strength {
        let (own, other) = if child { (self.child, self.adult) } else { (self.adult, self.child) };
        own.or(other).unwrap_or(Strength::Element)
    }

    pub fn asked_on(self, child: bool) -> bool {
        if child { self.child.is_some() } else { self.adult.is_some() }
    }
}

/// What each severity means for one indicator, as something observable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// By severity, mildest first.
    pub texts: [String; 3],
}

impl Anchors {
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
    HealthStaff,
    /// Nobody asks: it is noted when seen or mentioned.
    ObserveOnly,
}

impl AskedBy {
    /// The word in files, and the value id of a training in the fact about the screener.
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
    pub adult: AskedBy,
    /// On the child track, and while the age is open.
    pub child: AskedBy,
}

/// How an indicator covers an item of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
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

/// The source of a rule or text.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The source, by position in the catalogue.
    pub source: usize,
    /// The item, article or page there.
    pub item: String,
}

/// The item of a source on which an indicator rests.
#[derive(Clone, Debug)]
pub struct Origin {
    pub claim: Claim,
    /// How far the two are the same.
    pub covers: Covers,
}

/// One sign of trafficking.
#[derive(Clone, Debug)]
pub struct Indicator {
    pub id: String,
    /// The statement that the screener judges: whether it is or was true.
    pub statement: String,
    /// The question to say aloud.
    pub prompt: String,
    /// The question when the situation is over. Empty: `prompt` fits that too.
    pub prompt_ended: String,
    /// A second question, for a person who wants to say more. May be empty.
    pub follow_up: String,
    /// What to look for. May be empty.
    pub observe: String,
    /// The section, by position in the catalogue.
    pub section: usize,
    /// Its dimensions, forms and pools.
    pub areas: Vec<AreaIx>,
    pub classes: Classes,
    /// The source of the class, by position in the catalogue.
    pub class_from: usize,
    /// Its declared group, by position.
    pub group: Option<usize>,
    pub tier: Tier,
    /// 1 everyday … 4 violence, sex. It orders a section.
    pub sensitivity: i64,
    /// What each severity means. `None`: it has no degrees.
    pub anchors: Option<Anchors>,
    /// Whether the gravest form counts above strong.
    pub critical: bool,
    /// Cases that are often left out by mistake. May be empty.
    pub include: String,
    /// Cases that are often counted by mistake. May be empty.
    pub exclude: String,
    /// Where it comes from. At least one.
    pub origins: Vec<Origin>,
    /// Its number in the COMMIT document, for readers who have it.
    pub commit_ref: String,
    pub who_asks: WhoAsks,
    /// How far a hand-over may include it.
    pub hand_over: super::HandOver,
    /// When it is asked. `None`: always.
    pub ask_if: Option<Condition>,
}
