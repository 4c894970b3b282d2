//! The parts of a catalogue other than indicators and guidelines.

use crate::catalogue::Passage;
use crate::condition::{BitSet, Condition, Element, FactIx, Pattern, Points, Severity, Strength};

/// What a catalogue may be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Use {
    /// Guided screenings and scoring.
    #[default]
    Screen,
    /// Scoring only: it has no prompts of its own.
    Score,
}

/// How far a source was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SourceStatus {
    /// Read in the source itself, if only in part.
    Seen,
    /// Read in what somebody else made of it.
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

/// A source that claims are traced to.
#[derive(Clone, Debug)]
pub struct Source {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Year, where it was seen.
    pub year: Option<i64>,
    /// Address; empty where there is none.
    pub url: String,
    /// How far it was read.
    pub standing: SourceStatus,
    /// Which file gives it.
    pub origin: crate::catalogue::EntryOrigin,
}

/// Where a section stands in a screening.
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
    /// Id.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What to say when it begins; may be empty.
    pub say: Passage,
    /// Where it stands.
    pub place: SectionPlace,
}

/// Which words of a question are said.
#[derive(Clone, Debug, Default)]
pub struct Prompts {
    /// When what is asked about is over: then each question is put in its words for that.
    pub ended: Option<Condition>,
    /// From which sensitivity on a question is hard.
    pub hard_from: Option<i64>,
    /// What is said before the first hard question; may be empty.
    pub before_hard: String,
}

/// The kind of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaKind {
    /// Tested on its own.
    Dimension,
    /// A form of exploitation: its own indicators, and those of its pools.
    Form,
    /// Feeds the forms that name it; never positive by itself.
    Pool,
}

/// A dimension, a form or a pool.
#[derive(Clone, Debug)]
pub struct Area {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: AreaKind,
    /// Its element; none for context, which is never positive.
    pub element: Option<Element>,
    /// The patterns that make it positive; none: it can't be.
    pub positive_when: Vec<Pattern>,
    /// Its own indicators. At least one of them has to be present.
    pub own: BitSet,
    /// Its own indicators and those of its pools: what the patterns count.
    pub counted: BitSet,
}

/// Indicators that are the same thing seen twice.
#[derive(Clone, Debug)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Whether each member counts by itself inside the patterns of an area. As grounds a group always counts once.
    pub each: bool,
}

/// How strength and points are reckoned.
#[derive(Clone, Debug, Default)]
pub struct Method {
    /// Standing of the rules.
    pub standing: SourceStatus,
    /// What they rest on, in words.
    pub basis: String,
    /// Strength by class (weak, medium, strong) and severity.
    pub table: [[Strength; 3]; 3],
    /// Points by strength.
    pub points: Points,
}

impl Method {
    /// The strength of an indicator: its class, moved by severity; unrated, the class itself.
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

/// A part that a fact plays, by which the program finds it whatever its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Whether it is safe to talk.
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
    /// Agreement to talk.
    Consent,
    /// Agreement to a record.
    ConsentToRecord,
    /// Agreement to a referral.
    ConsentToRefer,
    /// Agreement that the home state is told.
    NotifyHomeState,
    /// Fear of going back.
    FearOfReturn,
    /// Country of the screening.
    Country,
    /// What the situation seems to be about.
    Forms,
    /// Where home is.
    HomeCountry,
    /// Whether the person may harm themselves.
    SelfHarm,
}

impl Role {
    /// Roles whose fact is answered with the person's yes or no, or with the screener's to a talk. Which value is the yes is
    /// named in the catalogue.
    pub const OF_CONSENT: [Self; 5] =
        [Self::SafePlace, Self::Consent, Self::ConsentToRecord, Self::ConsentToRefer, Self::NotifyHomeState];

    /// Roles whose fact has one answer, never several: the program reads one country.
    pub const OF_ONE_ANSWER: [Self; 2] = [Self::Country, Self::HomeCountry];
}

/// What a fact tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The person.
    #[default]
    Person,
    /// How the talk went.
    Talk,
}

/// How far something may travel in a hand-over. Notes never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandOver {
    /// Into none.
    Nobody,
    /// To a service that the person agreed to.
    Service,
    /// To an authority too, if the person agreed to it.
    Authority,
}

/// A value that a fact may have.
#[derive(Clone, Debug)]
pub struct FactValue {
    /// Id in files.
    pub id: String,
    /// Words for people.
    pub text: String,
    /// How far it may travel in a hand-over, beside how far the fact may.
    pub hand_over: HandOver,
    /// Whether it stands at a later meeting until the question is put anew: a no that protects the person.
    pub protects: bool,
    /// Whether it contradicts every other value of the fact: "none", "nothing at the moment".
    pub alone: bool,
}

/// The kind of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Yes or no.
    YesNo,
    /// One of its values.
    One,
    /// Any of its values.
    Many,
    /// A day.
    Date,
    /// A short text.
    Text,
}

/// Whom a question is put to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// Said aloud to the person.
    Person,
    /// For the screener to judge; not said aloud.
    Screener,
}

/// An answer that is not an indicator.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Id.
    pub id: String,
    /// Short label for reports.
    pub title: String,
    /// Kind.
    pub kind: FactKind,
    /// Values, for yes-no, one and many.
    pub values: Vec<FactValue>,
    /// The values that are a yes, a bit each; none where none is named. What is neither a yes nor a no is in between.
    pub yes: u64,
    /// The values that are a no, a bit each.
    pub no: u64,
    /// Role, if it plays one.
    pub role: Option<Role>,
    /// Section, by place in the catalogue.
    pub section: usize,
    /// Whom it is put to.
    pub to: Addressee,
    /// The question.
    pub prompt: String,
    /// Help for the responder; may be empty.
    pub help: String,
    /// Recorded and tabulated, never read by a rule.
    pub descriptive: bool,
    /// Whether the interview asks it at all.
    pub asked: bool,
    /// What a later meeting does with the last answer.
    pub each_meeting: crate::catalogue::EachMeeting,
    /// How far it may travel in a hand-over.
    pub hand_over: HandOver,
    /// What it tells of.
    pub about: About,
    /// The fact with the same values that says yes where this one says no.
    pub opposes: Option<FactIx>,
    /// The value that rules read where the answer is not known or was declined, a bit; 0 if they read none then.
    pub unknown_as: u64,
    /// What the screener is told while there is no yes to a question that needs one; may be empty.
    pub without_yes: String,
    /// When it is asked; always, if none.
    pub ask_if: Option<Condition>,
    /// Who may ask it.
    pub who_asks: crate::catalogue::WhoAsks,
    /// Where it comes from.
    pub claims: Vec<crate::catalogue::Claim>,
}

impl Fact {
    /// The values that may be told to a reader, a bit each.
    pub fn values_for(&self, reader: HandOver) -> u64 {
        let told = self.values.iter().enumerate().filter(|(_, value)| value.hand_over >= reader);
        told.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// The bit of a value.
    pub fn value_bit(&self, id: &str) -> Option<u64> {
        self.values.iter().position(|value| value.id == id).map(|at| 1 << at)
    }

    /// Whether the screening goes on only with a yes to it: it is safe to talk, and the person agrees to talk.
    pub fn needs_yes(&self) -> bool {
        matches!(self.role, Some(Role::SafePlace | Role::Consent)) && self.asked
    }

    /// The values that contradict every other one, a bit each.
    pub fn alone_values(&self) -> u64 {
        self.values.iter().enumerate().filter(|(_, value)| value.alone).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Whether values (a bit each) are a yes, and nothing else. What is named decides, never the order of the values.
    pub fn is_yes(&self, values: u64) -> bool {
        values != 0 && values & !self.yes == 0
    }
}

/// What is kept when a gate ends the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Nothing,
    /// What was answered so far.
    Answers,
}

/// A rule that ends the questions at once.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Id.
    pub id: String,
    /// When it closes.
    pub when: Condition,
    /// What is kept.
    pub keep: Keep,
    /// What the responder is told.
    pub say: String,
    /// Where it comes from.
    pub claims: Vec<crate::catalogue::Claim>,
}

/// A bridge from indicators to guidelines.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// When it is raised.
    pub when: Condition,
    /// How far that it is raised may be told, and so whatever raises it.
    pub hand_over: HandOver,
}

/// An outcome of the assessment.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Id.
    pub id: String,
    /// Rank; higher is tested first.
    pub rank: i64,
    /// Title.
    pub title: String,
    /// What it means, in words.
    pub meaning: Passage,
    /// When it stands, on both tracks.
    pub when: Condition,
    /// A further alternative on the child track.
    pub child: Option<Condition>,
    /// Whether whoever comes out here is to be referred. Read by training, by counts and by what
    /// would settle a finding, never by a rule.
    pub refers: bool,
    /// Whether another one may be alike in rank: then neither is higher, and the first that is written is tested first.
    pub alike: bool,
}

/// An indicator id that is no longer in use.
#[derive(Clone, Debug)]
pub struct Retired {
    /// The old id.
    pub id: String,
    /// The indicator that took its place, if one did.
    pub replaced_by: Option<usize>,
}
