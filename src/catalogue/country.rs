//! Countries: the authority for formal identification, the law, known problems and contacts; and agreements between
//! states. It holds only what was found, each statement with its source.
//!
//! Several files can describe one country. A later file adds to it, and can raise a risk but never lower it. A contact
//! of an added file stays beside one with the same id. Inside a catalogue the later contact replaces the earlier one.

use super::{Claim, EntryOrigin};
use crate::condition::StateRisk;

/// The topic of a statement on a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The law against trafficking.
    Law,
    /// Who decides on formal identification, and how a case gets there.
    Competent,
    /// Time limits, rights and help before the decision.
    Waiting,
    /// Whether unlawful acts linked to the trafficking are not punished.
    NonPunishment,
    /// What is different for a child.
    Child,
    /// Known problems, and so what to ask or to watch for.
    Caution,
}

impl Topic {
    /// Every topic, in the order of printing.
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

/// A fact about a country, in our own words.
#[derive(Clone, Debug)]
pub struct Statement {
    pub text: String,
    /// Its sources.
    pub claims: Vec<Claim>,
    /// The file that gives it.
    pub origin: EntryOrigin,
}

/// The risk from officials, as one file describes it.
#[derive(Clone, Debug)]
pub struct Risk {
    pub level: StateRisk,
    /// The reason, in words. May be empty.
    pub because: String,
    /// Its sources.
    pub claims: Vec<Claim>,
    /// The file that gives it.
    pub origin: EntryOrigin,
}

/// Whether help depends on cooperation in a case, as one file describes it.
#[derive(Clone, Debug)]
pub struct Tie {
    pub cooperation: Cooperation,
    /// Its sources.
    pub claims: Vec<Claim>,
    /// The file that gives it.
    pub origin: EntryOrigin,
}

/// Whether shelter or help depended on staying, or on cooperation in a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cooperation {
    /// Not found.
    #[default]
    NotSeen,
    /// Reported in many cases.
    Likely,
    /// Reported as the rule.
    Yes,
}

/// Who runs a contact. It decides the order where officials are a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnerKind {
    International,
    Ngo,
    /// A mission of another state.
    Embassy,
    /// The state itself.
    State,
}

/// How well a number is supported.
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

/// Where to look for a contact that was not found. The gap is shown to the reader.
#[derive(Clone, Debug)]
pub struct LookUp {
    /// Pathways, by position.
    pub pathways: Vec<usize>,
    /// What is missing, and whom to ask.
    pub text: String,
    /// Only for people in each of these groups, by position. Empty: for everybody.
    pub fits: Vec<usize>,
    /// The web address. May be empty.
    pub url: String,
    /// Its sources.
    pub claims: Vec<Claim>,
}

#[derive(Clone, Debug)]
pub struct Contact {
    pub id: String,
    /// What it is.
    pub service: String,
    /// Who runs it. May be empty.
    pub owner: String,
    pub kind: OwnerKind,
    /// The number inside the country. May be empty.
    pub number: String,
    /// The number from other countries. May be empty.
    pub number_abroad: String,
    /// Other ways to reach it. May be empty.
    pub other: String,
    /// Hours. Empty if not found.
    pub hours: String,
    /// Languages. Empty if not found.
    pub languages: String,
    /// For whom it is, and what else matters. May be empty.
    pub note: String,
    /// The same in a few words, for results. May be empty.
    pub short: String,
    /// Only for people in each of these groups, by position. Empty: for everybody.
    pub fits: Vec<usize>,
    /// Only for nationals of these countries. Empty: for everybody.
    pub nationals: Vec<String>,
    /// How it is reached. Empty if not found.
    pub by: Vec<Channel>,
    /// Pathways, by position.
    pub serves: Vec<usize>,
    /// A warning that is always printed with it. May be empty.
    pub warning: String,
    /// Contacts with the same word contradict each other, so both are printed or neither. May be empty.
    pub conflict: String,
    /// Neutral words for a card that must be safe to be found with. Empty: it is not on the card.
    pub card: String,
    /// Its sources.
    pub claims: Vec<Claim>,
    /// The newest year of its sources.
    pub seen_year: Option<i64>,
    pub confidence: Confidence,
    /// The day when somebody called it, or asked its owner.
    pub verified_on: Option<jiff::civil::Date>,
    /// The file that gives it.
    pub origin: EntryOrigin,
}

/// A country of the region.
#[derive(Clone, Debug)]
pub struct Country {
    /// The id, a value of the fact about the country.
    pub id: String,
    pub title: String,
    /// The risk from officials: the highest of all files.
    pub state_risk: StateRisk,
    /// The risk in the catalogue's own files.
    pub own_state_risk: StateRisk,
    /// The risks by file, with their reasons.
    pub risks: Vec<Risk>,
    /// Whether help depends on cooperation: the strongest statement of all files.
    pub cooperation: Cooperation,
    /// The same, by file.
    pub ties: Vec<Tie>,
    pub statements: Vec<(Topic, Statement)>,
    /// Contacts. One of an added file follows the contact with the same id.
    pub contacts: Vec<Contact>,
    /// Where to look for contacts that were not found.
    pub look_up: Vec<LookUp>,
    /// Sources of contacts that a later file of the catalogue replaced.
    pub superseded: Vec<Claim>,
    /// The sources in the catalogue for risk and cooperation.
    pub claims: Vec<Claim>,
    /// The same in added files.
    pub added_claims: Vec<(Claim, EntryOrigin)>,
    /// The first file that describes the country.
    pub origin: EntryOrigin,
}

impl Country {
    /// The statements on a topic.
    pub fn on(&self, topic: Topic) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(move |(of, _)| *of == topic).map(|(_, statement)| statement)
    }
}

/// An agreement between states, and what it gives the person.
#[derive(Clone, Debug)]
pub struct Instrument {
    pub id: String,
    pub between: Vec<String>,
    pub title: String,
    /// What it gives the person, as far as known.
    pub gives: String,
    /// The pathways it concerns, by position. If one of them is ruled out, the agreement is not mentioned.
    pub serves: Vec<usize>,
    /// Its sources.
    pub claims: Vec<Claim>,
    /// The file that gives it.
    pub origin: EntryOrigin,
}
