//! The parts of a catalogue other than indicators and guidelines.

use crate::catalogue::Passage;
use crate::condition::{BitSet, Condition, Element, FactIx, Pattern, Points, Severity, Strength};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// Guided screenings and scoring.
    #[default]
    Screen,
    /// Scoring only: it has no prompts of its own.
    Score,
}

/// How a source was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceStatus {
    /// Read in the source itself, at least in part.
    Seen,
    /// Read in a secondary source.
    Secondary,
    /// From general knowledge; to be checked.
    Recalled,
    /// A proposal of the catalogue's authors.
    #[default]
    Proposed,
}

impl SourceStatus {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Secondary => "secondary",
            Self::Recalled => "recalled",
            Self::Proposed => "proposed",
        }
    }
}

/// A source that claims cite.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: String,
    /// The year, if known.
    pub year: Option<i64>,
    /// The address. May be empty.
    pub url: String,
    /// How it was read.
    pub standing: SourceStatus,
    /// The file that gives it.
    pub origin: crate::catalogue::EntryOrigin,
}

/// The place of a section in a screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionPlace {
    /// Before any question on indicators.
    Opening,
    /// The questions on indicators: core first, then detail.
    Middle,
    /// Always asked before the end.
    Closing,
}

/// A section of the questionnaire.
#[derive(Clone, Debug)]
pub struct Section {
    pub id: String,
    pub title: String,
    /// The text to say when it begins. May be empty.
    pub say: Passage,
    pub place: SectionPlace,
}

/// Which wording of a question is used.
#[derive(Clone, Debug, Default)]
pub struct Prompts {
    /// When the situation is over. Questions then use their wording for that.
    pub ended: Option<Condition>,
    /// The sensitivity from which a question is hard.
    pub hard_from: Option<i64>,
    /// The text before the first hard question. May be empty.
    pub before_hard: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaKind {
    /// Tested on its own.
    Dimension,
    /// A form of exploitation: its own indicators, and those of its pools.
    Form,
    /// Counts towards the forms that name it; never positive by itself.
    Pool,
}

/// A dimension, a form or a pool.
#[derive(Clone, Debug)]
pub struct Area {
    pub id: String,
    pub title: String,
    pub kind: AreaKind,
    /// Its element. `None` for context, which is never positive.
    pub element: Option<Element>,
    /// The patterns that make it positive. Empty: it is never positive.
    pub positive_when: Vec<Pattern>,
    /// Its own indicators. At least one of them must be present.
    pub own: BitSet,
    /// Its own indicators and those of its pools, which the patterns count.
    pub counted: BitSet,
}

/// Indicators that are the same thing seen twice.
#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub title: String,
    /// Whether each member counts by itself in the patterns of an area. In grounds a group always counts once.
    pub each: bool,
}

/// How strength and points are computed.
#[derive(Clone, Debug, Default)]
pub struct Method {
    /// How the source of the rules was read.
    pub standing: SourceStatus,
    /// What they rest on, in words.
    pub basis: String,
    /// Strength by class (weak, medium, strong) and severity.
    pub table: [[Strength; 3]; 3],
    /// Points by strength.
    pub points: Points,
}

impl Method {
    /// The strength of an indicator: its class, moved by severity. Unrated: the class itself.
    pub fn strength(&self, class: Strength, severity: Option<Severity>, critical: bool, degrees: bool) -> Strength {
        if critical && (!degrees || severity == Some(Severity::Severe)) {
            return Strength::Critical;
        }
        match (class, severity) {
            (Strength::Weak | Strength::Medium | Strength::Strong, Some(severity)) if degrees => {
                self.table[class as usize - 1][severity as usize]
            }
            _ => class,
        }
    }
}

/// How the program finds a fact, independent of its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Whether the place is safe for a screening.
    SafePlace,
    /// Immediate danger.
    Danger,
    /// Medical need.
    Medical,
    /// Who is asking.
    Screener,
    /// Age now.
    Age,
    /// Age when it began.
    AgeWhenItBegan,
    /// Consent to the interview.
    Consent,
    /// Consent to a record.
    ConsentToRecord,
    /// Consent to a referral.
    ConsentToRefer,
    /// Consent to informing the home state.
    NotifyHomeState,
    /// Fear of going back.
    FearOfReturn,
    /// The country of the screening.
    Country,
    /// The forms of trafficking that the situation suggests.
    Forms,
    HomeCountry,
    /// Whether the person may harm themselves.
    SelfHarm,
}

impl Role {
    /// Roles of facts that hold a yes or no of the person, or the screener's yes or no to the interview. The catalogue
    /// names the value for yes.
    pub const OF_CONSENT: [Self; 5] =
        [Self::SafePlace, Self::Consent, Self::ConsentToRecord, Self::ConsentToRefer, Self::NotifyHomeState];

    /// Roles of facts with a single answer, because the program reads one country.
    pub const OF_ONE_ANSWER: [Self; 2] = [Self::Country, Self::HomeCountry];
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    #[default]
    Person,
    /// The screening itself.
    Talk,
}

/// How far a hand-over may include something. It never includes notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandOver {
    Nobody,
    /// A service that the person consented to.
    Service,
    /// An authority too, if the person consented to it.
    Authority,
}

/// A value that a fact may have.
#[derive(Clone, Debug)]
pub struct FactValue {
    /// The id in files.
    pub id: String,
    /// The text for people.
    pub text: String,
    /// How far a hand-over may include it. The limit of the fact applies too.
    pub hand_over: HandOver,
    /// Whether it counts at a later meeting until the question is asked again: a no that protects the person.
    pub protects: bool,
    /// Whether it contradicts every other value of the fact: "none", "nothing at the moment".
    pub alone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    YesNo,
    /// One of its values.
    One,
    /// Any of its values.
    Many,
    Date,
    /// A short text.
    Text,
}

/// Who answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// The person: it is said aloud.
    Person,
    /// The screener: it is not said aloud.
    Screener,
}

/// An answer that is not an indicator.
#[derive(Clone, Debug)]
pub struct Fact {
    pub id: String,
    /// A short label for reports.
    pub title: String,
    pub kind: FactKind,
    /// The values of a yes-no, one or many fact.
    pub values: Vec<FactValue>,
    /// The yes values, a bit each. 0: none is named. A value that is neither yes nor no is in between.
    pub yes: u64,
    /// The no values, a bit each.
    pub no: u64,
    pub role: Option<Role>,
    /// The section, by position in the catalogue.
    pub section: usize,
    pub to: Addressee,
    pub prompt: String,
    /// Help for the responder. May be empty.
    pub help: String,
    /// Recorded and counted, but never read by a rule.
    pub descriptive: bool,
    /// Whether the interview asks it at all.
    pub asked: bool,
    pub each_meeting: crate::catalogue::EachMeeting,
    /// How far a hand-over may include it.
    pub hand_over: HandOver,
    pub about: About,
    /// The fact with the same values that says yes where this one says no.
    pub opposes: Option<FactIx>,
    /// The value, as a bit, that rules read for an unknown or declined answer. 0: none.
    pub unknown_as: u64,
    /// The message to the screener while a required yes is missing. May be empty.
    pub without_yes: String,
    /// When it is asked. `None`: always.
    pub ask_if: Option<Condition>,
    pub who_asks: crate::catalogue::WhoAsks,
    /// The sources.
    pub claims: Vec<crate::catalogue::Claim>,
}

impl Fact {
    /// The values that a reader may see, a bit each.
    pub fn values_for(&self, reader: HandOver) -> u64 {
        let told = self.values.iter().enumerate().filter(|(_, value)| value.hand_over >= reader);
        told.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    pub fn value_bit(&self, id: &str) -> Option<u64> {
        self.values.iter().position(|value| value.id == id).map(|at| 1 << at)
    }

    /// Whether the screening goes on only after a yes: the place is safe, and the person consents to the interview.
    pub fn needs_yes(&self) -> bool {
        matches!(self.role, Some(Role::SafePlace | Role::Consent)) && self.asked
    }

    /// The values that contradict every other one, a bit each.
    pub fn alone_values(&self) -> u64 {
        self.values.iter().enumerate().filter(|(_, value)| value.alone).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Whether all of these values (a bit each) are yes values. Only named values count, never their order.
    pub fn is_yes(&self, values: u64) -> bool {
        values != 0 && values & !self.yes == 0
    }
}

/// What is kept when a gate ends the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Nothing,
    Answers,
}

/// A rule that ends the questions at once.
#[derive(Clone, Debug)]
pub struct Gate {
    pub id: String,
    /// When it closes.
    pub when: Condition,
    pub keep: Keep,
    /// The message to the responder.
    pub say: String,
    /// The sources.
    pub claims: Vec<crate::catalogue::Claim>,
}

/// A condition with a name, which guidelines read instead of indicators.
#[derive(Clone, Debug)]
pub struct Flag {
    pub id: String,
    pub title: String,
    /// When it is raised.
    pub when: Condition,
    /// How far a hand-over may reveal that it is raised, and what raises it.
    pub hand_over: HandOver,
}

#[derive(Clone, Debug)]
pub struct Finding {
    pub id: String,
    /// The rank. The highest is tested first.
    pub rank: i64,
    pub title: String,
    /// What it means, in words.
    pub meaning: Passage,
    /// When it applies, on both tracks.
    pub when: Condition,
    /// An alternative condition on the child track.
    pub child: Option<Condition>,
    /// Whether a person with this finding should be referred. Read by training, counts and near misses, never by a
    /// rule.
    pub refers: bool,
    /// Whether another finding may have the same rank. Neither is then higher, and the first in the files is tested
    /// first.
    pub alike: bool,
}

/// An indicator id that is no longer in use.
#[derive(Clone, Debug)]
pub struct Retired {
    pub id: String,
    /// The position of the indicator that replaces it.
    pub replaced_by: Option<usize>,
}
