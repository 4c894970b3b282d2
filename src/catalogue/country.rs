//! Countries: who identifies formally, what the law gives, what to watch for, and whom to call; and what two states
//! agreed between them. All of it only as far as it was seen, each statement with its source.
//!
//! Several files may tell of one country. A later one adds to what is there: it can raise a risk and never lower it. A
//! contact that an added file gives under the id of another stands beside it; inside a catalogue the later one replaces it.

use super::{Claim, EntryOrigin};
use crate::condition::StateRisk;

/// What a statement on a country is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The law against trafficking.
    Law,
    /// Who decides on formal identification, and how a case gets there.
    Competent,
    /// Time limits, and rights and help while the decision is awaited.
    Waiting,
    /// That unlawful acts linked to the trafficking are not punished.
    NonPunishment,
    /// What is different for a child.
    Child,
    /// What went wrong there, and so what to ask or to watch for.
    Caution,
}

impl Topic {
    /// Every topic, as it is printed.
    pub const ALL: [Self; 6] =
        [Self::Competent, Self::Waiting, Self::NonPunishment, Self::Child, Self::Caution, Self::Law];

    /// The key in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Competent => "competent",
            Self::Waiting => "waiting",
            Self::NonPunishment => "non_punishment",
            Self::Child => "child",
            Self::Caution => "caution",
        }
    }
}

/// A fact about a country, in our words.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The fact.
    pub text: String,
    /// Where it was seen.
    pub claims: Vec<Claim>,
    /// Which file gives it.
    pub origin: EntryOrigin,
}

/// What one file says of the risk from officials.
#[derive(Clone, Debug)]
pub struct Risk {
    /// How high it is.
    pub level: StateRisk,
    /// Why, in words; empty where no reason is given.
    pub because: String,
    /// Where it was seen.
    pub claims: Vec<Claim>,
    /// Which file gives it.
    pub origin: EntryOrigin,
}

/// What one file says of help that is tied to taking part in a case.
#[derive(Clone, Debug)]
pub struct Tie {
    /// How far it is tied.
    pub cooperation: Cooperation,
    /// Where it was seen.
    pub claims: Vec<Claim>,
    /// Which file gives it.
    pub origin: EntryOrigin,
}

/// Whether shelter or help was tied to staying, or to taking part in a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cooperation {
    /// Nothing of the kind was seen.
    #[default]
    NotSeen,
    /// Reported of many.
    Likely,
    /// Reported as a rule.
    Yes,
}

/// Whose a contact is, which decides what comes first where officials are a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnerKind {
    /// An international organisation.
    International,
    /// A non-governmental organisation.
    Ngo,
    /// A mission of another state.
    Embassy,
    /// The state itself.
    State,
}

/// How well a number is supported: A, an official page or two independent sources; B, one; C, unofficial lists only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// An official page, or two independent sources with the same owner.
    A,
    /// One source of the press, an NGO or an institution.
    B,
    /// Unofficial lists only.
    C,
}

impl Confidence {
    /// The letter in files.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// How a contact is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By speaking.
    Voice,
    /// By messages, e-mail or chat.
    Text,
    /// By going there.
    Visit,
}

/// Where to look for a contact that was not found: a gap that is named.
#[derive(Clone, Debug)]
pub struct LookUp {
    /// The pathways it is for, by place.
    pub pathways: Vec<usize>,
    /// What is missing, and whom to ask.
    pub text: String,
    /// For whom it is: each of these groups, by place; empty: for everybody.
    pub fits: Vec<usize>,
    /// The web address; empty where none was seen.
    pub url: String,
    /// Where that was seen.
    pub claims: Vec<Claim>,
}

/// Whom to call.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Id.
    pub id: String,
    /// What it is.
    pub service: String,
    /// Who runs it; empty where that was not seen.
    pub owner: String,
    /// What kind of body that is.
    pub kind: OwnerKind,
    /// The number inside the country; may be empty.
    pub number: String,
    /// The number from other countries; may be empty.
    pub number_abroad: String,
    /// Other ways to reach it; may be empty.
    pub other: String,
    /// Hours; empty where they were not seen.
    pub hours: String,
    /// Languages; empty where they were not seen.
    pub languages: String,
    /// For whom it is, and what else matters; may be empty.
    pub note: String,
    /// The same in a few words, for results; may be empty.
    pub short: String,
    /// For whom it is: each of these groups, by place; empty: for everybody.
    pub fits: Vec<usize>,
    /// Countries whose people it is for; empty: for everybody.
    pub nationals: Vec<String>,
    /// How it is reached; empty where that was not seen.
    pub by: Vec<Channel>,
    /// The pathways it serves, by place.
    pub serves: Vec<usize>,
    /// What is always printed with it; may be empty.
    pub warning: String,
    /// Contacts with the same word contradict each other: both are printed, or neither. May be empty.
    pub conflict: String,
    /// Neutral words for a card that must be safe to be found with; empty: it stands on no card.
    pub card: String,
    /// Where it was seen.
    pub claims: Vec<Claim>,
    /// The newest year in which it was seen.
    pub seen_year: Option<i64>,
    /// How well it is supported.
    pub confidence: Confidence,
    /// When somebody called it, or asked its owner; none so far.
    pub verified_on: Option<jiff::civil::Date>,
    /// Which file gives it.
    pub origin: EntryOrigin,
}

/// A country of the region.
#[derive(Clone, Debug)]
pub struct Country {
    /// Id: a value of the fact that tells the country.
    pub id: String,
    /// Title.
    pub title: String,
    /// The risk from officials: the highest that a file gives.
    pub state_risk: StateRisk,
    /// The risk that the catalogue itself gives.
    pub own_state_risk: StateRisk,
    /// The risks by file, with their reasons.
    pub risks: Vec<Risk>,
    /// Whether help is tied to taking part in a case: the most that a file says.
    pub cooperation: Cooperation,
    /// The ties by file.
    pub ties: Vec<Tie>,
    /// Statements by topic.
    pub statements: Vec<(Topic, Statement)>,
    /// Whom to call. One that an added file gives under the id of another follows that one.
    pub contacts: Vec<Contact>,
    /// Where to look for contacts that were not found.
    pub look_up: Vec<LookUp>,
    /// Where contacts were seen that a later file of the catalogue replaced.
    pub superseded: Vec<Claim>,
    /// Where the catalogue saw risk and ties.
    pub claims: Vec<Claim>,
    /// The same of added files.
    pub added_claims: Vec<(Claim, EntryOrigin)>,
    /// Which file tells of the country first.
    pub origin: EntryOrigin,
}

impl Country {
    /// What is said on a topic; nothing where nothing was seen.
    pub fn on(&self, topic: Topic) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(move |(of, _)| *of == topic).map(|(_, statement)| statement)
    }
}

/// What two or more states agreed, and what it gives the person.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Id.
    pub id: String,
    /// Country ids.
    pub between: Vec<String>,
    /// Title.
    pub title: String,
    /// What it gives the person, as far as it was seen.
    pub gives: String,
    /// The pathways it bears on, by place: where one of them is ruled out, it is not pointed to.
    pub serves: Vec<usize>,
    /// Where it was seen.
    pub claims: Vec<Claim>,
    /// Which file gives it.
    pub origin: EntryOrigin,
}
