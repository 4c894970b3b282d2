//! The closed lists of words in the files of a catalogue, and the limits of its numbers and lists.

use crate::catalogue::{
    About, Addressee, AreaKind, AskedBy, Channel, Confidence, Cooperation, Covers, DueStep, EachMeeting, FactKind,
    HandOver, InHandOver, Keep, LeadsTo, OwnerKind, Role, SectionPlace, SourceStatus, Tier, Topic, Use, WaitsFor,
};
use crate::condition::{Element, StateRisk, Status, Strength, Track};
use std::ops::Range;

/// Words, each with its value.
pub type Words<T, const N: usize> = [(&'static str, T); N];

/// The word of a value in files. Never empty, since each list holds every value.
pub fn word_of<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

pub const USES: Words<Use, 2> = [("screen", Use::Screen), ("score", Use::Score)];

pub const STANDINGS: Words<SourceStatus, 4> = [
    ("seen", SourceStatus::Seen),
    ("secondary", SourceStatus::Secondary),
    ("recalled", SourceStatus::Recalled),
    ("proposed", SourceStatus::Proposed),
];

pub const PLACES: Words<SectionPlace, 3> =
    [("opening", SectionPlace::Opening), ("middle", SectionPlace::Middle), ("closing", SectionPlace::Closing)];

/// The kinds of tables for areas.
pub const AREAS: Words<AreaKind, 3> =
    [("dimension", AreaKind::Dimension), ("form", AreaKind::Form), ("pool", AreaKind::Pool)];

/// Whether each member of a group counts.
pub const COUNTS: Words<bool, 2> = [("once", false), ("each", true)];

pub const ELEMENTS: Words<Element, 3> =
    [("act", Element::Act), ("means", Element::Means), ("purpose", Element::Purpose)];

/// Strengths in a pattern or a rule. A class can't be critical.
pub const STRENGTHS: Words<Strength, 5> = [
    ("element", Strength::Element),
    ("weak", Strength::Weak),
    ("medium", Strength::Medium),
    ("strong", Strength::Strong),
    ("critical", Strength::Critical),
];

pub const KINDS: Words<FactKind, 5> = [
    ("yes-no", FactKind::YesNo),
    ("one", FactKind::One),
    ("many", FactKind::Many),
    ("date", FactKind::Date),
    ("text", FactKind::Text),
];

pub const ROLES: Words<Role, 15> = [
    ("safe-place", Role::SafePlace),
    ("danger", Role::Danger),
    ("medical", Role::Medical),
    ("screener", Role::Screener),
    ("age", Role::Age),
    ("age-when-it-began", Role::AgeWhenItBegan),
    ("consent", Role::Consent),
    ("consent-to-record", Role::ConsentToRecord),
    ("consent-to-refer", Role::ConsentToRefer),
    ("notify-home-state", Role::NotifyHomeState),
    ("fear-of-return", Role::FearOfReturn),
    ("country", Role::Country),
    ("forms", Role::Forms),
    ("home-country", Role::HomeCountry),
    ("self-harm", Role::SelfHarm),
];

pub const ADDRESSEES: Words<Addressee, 2> = [("person", Addressee::Person), ("screener", Addressee::Screener)];

pub const ABOUT: Words<About, 2> = [("person", About::Person), ("talk", About::Talk)];

pub const HAND_OVER: Words<HandOver, 3> =
    [("nobody", HandOver::Nobody), ("service", HandOver::Service), ("authority", HandOver::Authority)];

/// What a later meeting does with the last answer, besides booleans: true asks again, false does not.
pub const EACH_MEETING: Words<EachMeeting, 2> = [("confirm", EachMeeting::Confirm), ("fresh", EachMeeting::Fresh)];

pub const ASKED_BY: Words<AskedBy, 4> = [
    ("anyone", AskedBy::Anyone),
    ("child-specialist", AskedBy::ChildSpecialist),
    ("health-staff", AskedBy::HealthStaff),
    ("observe-only", AskedBy::ObserveOnly),
];

pub const TIERS: Words<Tier, 2> = [("core", Tier::Core), ("detail", Tier::Detail)];

pub const COVERS: Words<Covers, 3> = [("same", Covers::Same), ("wider", Covers::Wider), ("narrower", Covers::Narrower)];

pub const KEEPS: Words<Keep, 2> = [("nothing", Keep::Nothing), ("answers", Keep::Answers)];

/// How far established an area or element can be in a rule.
pub const STATUSES: Words<Status, 2> = [("shown", Status::Shown), ("positive", Status::Positive)];

pub const TRACKS: Words<Track, 3> =
    [("adult", Track::Adult), ("child", Track::Child), ("undetermined", Track::Undetermined)];

pub const WAITS: Words<WaitsFor, 3> =
    [("needed", WaitsFor::Yes), ("of-adults", WaitsFor::AdultsYes), ("not-needed", WaitsFor::Nothing)];

pub const LEADS: Words<LeadsTo, 3> =
    [("help", LeadsTo::Help), ("state", LeadsTo::State), ("own-state", LeadsTo::OwnState)];

pub const STEPS: [DueStep; 5] = [DueStep::Now, DueStep::Parting, DueStep::Day, DueStep::ThreeDays, DueStep::Later];

pub const TOLD: Words<InHandOver, 3> =
    [("never", InHandOver::Never), ("if-it-holds", InHandOver::IfItHolds), ("always", InHandOver::Always)];

pub const CHANNELS: Words<Channel, 3> = [("voice", Channel::Voice), ("text", Channel::Text), ("visit", Channel::Visit)];

/// Risks in a rule.
pub const RISKS: [StateRisk; 2] = [StateRisk::Caution, StateRisk::High];

pub const TIES: Words<Cooperation, 3> =
    [("not-seen", Cooperation::NotSeen), ("likely", Cooperation::Likely), ("yes", Cooperation::Yes)];

pub const OWNERS: Words<OwnerKind, 4> = [
    ("international", OwnerKind::International),
    ("ngo", OwnerKind::Ngo),
    ("embassy", OwnerKind::Embassy),
    ("state", OwnerKind::State),
];

pub const CONFIDENCES: [Confidence; 3] = [Confidence::A, Confidence::B, Confidence::C];

/// The word in `nothing_seen` for contacts. For a topic it is the topic's key with hyphens.
pub const NO_CONTACTS: &str = "contacts";

/// The topics with their words in `nothing_seen`.
pub fn gaps() -> impl Iterator<Item = (Topic, String)> {
    let topics = Topic::ALL.into_iter().filter(|topic| *topic != Topic::Caution);
    topics.map(|topic| (topic, topic.key().replace('_', "-")))
}

/// Words for a missing answer, which can't be values.
pub const RESERVED: [&str; 3] = ["unknown", "declined", "not-asked"];

/// Ids of values that can't be a yes, even if they are named.
pub const NEVER_YES: [&str; 12] = [
    "no",
    "not",
    "never",
    "none",
    "nothing",
    "withheld",
    "refused",
    "refuses",
    "denied",
    "disagrees",
    "not-agreed",
    "not-given",
];

/// The most values of a fact, a bit each.
pub const MAX_VALUES: usize = 64;

pub const RANKS: Range<i64> = 0..1_000;
/// The order of an action within its step.
pub const PRIORITIES: Range<i64> = 1..100;
/// The most actions that are put first.
pub const MOST_NOW: Range<i64> = 1..100;
pub const POINTS: Range<i64> = 0..1_000;
/// The number of indicators of one strength in a pattern.
pub const MINIMA: Range<i64> = 1..100;
/// The number of indicators, points or parts in a condition.
pub const NUMBERS: Range<i64> = 1..10_000;
pub const SENSITIVITIES: Range<i64> = 1..5;
pub const YEARS: Range<i64> = 1_900..2_200;
pub const SEEN_YEARS: Range<i64> = 1_990..2_200;
