//! One record a person: decides which of several records of one case id counts.
//!
//! The rule. Records of one case id are of one person, and the newest counts. Ids are compared as in [`person_id`]. A
//! training record is of no person, so it is never a person's newest record. A summary compares records of its own
//! purpose only.
//!
//! 1. A stored record that continues the events of another one is newer.
//! 2. Of the rest, the later day of screening is newer. An implausible day decides nothing.
//! 3. Records that remain must hold the same answers, and are then one record. Otherwise none is chosen.
//!
//! Memory. While cases are read, 16 bytes of each id are kept, in a table of 17 to 39 bytes an id. Above [`MOST_IDS`]
//! ids the run ends with a message. Only if an id occurs twice are the inputs read again, for the records of such ids.
//! For each id at most four records and all stored ones are kept, about 150 bytes each.

use crate::case::{Days, Purpose, Skimmed, person_id};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The most distinct ids. Their table takes 285 MB, and half as much again while it grows to that.
pub const MOST_IDS: usize = (1 << 24) / 8 * 7;

/// A person's id as a number: the start of a SHA-256, so that different ids never collide.
pub(super) type PersonKey = u128;

/// The events of a stored record, by the starts of their hashes. Each hash depends on all events up to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    links: Vec<u64>,
}

impl<'h> FromIterator<&'h str> for History {
    /// From the hashes of the events, in hexadecimal digits.
    fn from_iter<I: IntoIterator<Item = &'h str>>(hashes: I) -> Self {
        let link = |hash: &str| hash.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0);
        Self { links: hashes.into_iter().map(link).collect() }
    }
}

impl History {
    /// Whether this history holds all events of the other one, and more.
    fn goes_on_from(&self, other: &Self) -> bool {
        let same = other.links.len().checked_sub(1).and_then(|last| self.links.get(last));
        self.links.len() > other.links.len() && same == other.links.last()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RecordPlace {
    pub file: Arc<str>,
    pub line: usize,
}

impl std::fmt::Display for RecordPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", crate::toml_input::shown(&self.file), self.line)
    }
}

/// One record of a repeated person.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub person: PersonKey,
    /// Its number among all records, from 0.
    pub number: usize,
    pub at: RecordPlace,
    pub days: Days,
    /// The day of screening, if it is plausible.
    pub day: Option<Date>,
    /// A hash of everything that counts in it, except its days.
    pub content: u64,
    pub history: Option<Arc<History>>,
}

impl Version {
    /// Of records with equal answers the first in this order counts, in any order of reading.
    fn order(&self) -> impl Ord + use<> {
        (
            Reverse(self.day),
            self.days.screened_on,
            self.days.first_met_on.is_none(),
            self.days.first_met_on,
            self.number,
        )
    }
}

/// The id of the person of a case. A summary of one purpose considers that purpose only.
pub(super) fn person_key(case: &Skimmed, counted: Option<Purpose>) -> PersonKey {
    let apart = match (counted, case.purpose) {
        (Some(_), purpose) => purpose.word(),
        (None, Purpose::Training) => Purpose::Training.word(),
        (None, _) => "",
    };
    let hash = Sha256::new().chain_update(apart).chain_update("\n").chain_update(&*person_id(&case.case_id)).finalize();
    hash.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte))
}

/// A hash of everything that counts in a case, except its days.
pub(super) fn content(case: &Skimmed) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    (case.purpose, case.as_ref(), case.unanswered()).hash(&mut hasher);
    hasher.finish()
}

/// A checksum of the input, to detect changes between two readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Checksum {
    records: usize,
    sum: u128,
}

impl Checksum {
    pub fn note(&mut self, person: Option<PersonKey>) {
        self.records += 1;
        self.sum = self.sum.wrapping_mul(3).wrapping_add(person.unwrap_or(1));
    }
}

/// The ids that were seen once, and more than once.
#[derive(Debug)]
pub(super) struct SeenPersons {
    once: FxHashSet<PersonKey>,
    repeated: FxHashSet<PersonKey>,
    most: usize,
    pub checksum: Checksum,
}

impl SeenPersons {
    pub fn new(most: usize) -> Self {
        Self { once: FxHashSet::default(), repeated: FxHashSet::default(), most, checksum: Checksum::default() }
    }

    pub fn note(&mut self, person: Option<PersonKey>) {
        self.checksum.note(person);
        let Some(person) = person.filter(|_| !self.is_full()) else { return };
        if !self.once.insert(person) {
            self.repeated.insert(person);
        }
    }

    /// Whether the limit of ids is exceeded.
    pub fn is_full(&self) -> bool {
        self.once.len() > self.most
    }

    /// Whether an id was seen more than once.
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// The ids that were seen more than once.
    pub fn into_repeated(self) -> FxHashSet<PersonKey> {
        self.repeated
    }
}

/// The versions of one person that may count. Of those that are no stored records, two different ones with the latest
/// day are kept, and two without a day.
#[derive(Debug, Default)]
struct Contest {
    versions: Vec<Version>,
}

impl Contest {
    fn add(&mut self, version: Version) {
        let is_stored = version.history.is_some();
        let is_beside = |one: &Version| one.history.is_none() && one.day.is_some() == version.day.is_some();
        if !is_stored {
            if self.versions.iter().any(|one| is_beside(one) && one.day > version.day) {
                return;
            }
            self.versions.retain(|one| !is_beside(one) || one.day == version.day);
            let mut beside = self.versions.iter_mut().filter(|one| is_beside(one));
            if let Some(same) = beside.find(|one| one.content == version.content) {
                if version.order() < same.order() {
                    *same = version;
                }
                return;
            }
            if self.versions.iter().filter(|one| is_beside(one)).count() >= 2 {
                return;
            }
        }
        // Most persons have one or two versions, so no spare memory is reserved.
        self.versions.reserve_exact(1);
        self.versions.push(version);
    }

    fn decide(self) -> Decision {
        let goes_on = |one: &Version, other: &Version| match (&one.history, &other.history) {
            (Some(one), Some(other)) => one.goes_on_from(other),
            _ => false,
        };
        let is_newest = |one: &&Version| !self.versions.iter().any(|other| goes_on(other, one));
        let mut left: Vec<&Version> = self.versions.iter().filter(is_newest).collect();
        let latest = left.iter().filter_map(|one| one.day).max();
        left.retain(|one| one.day.is_none() || one.day == latest);
        left.sort_by_key(|one| one.order());
        let Some((first, others)) = left.split_first() else { return Decision::Newest(usize::MAX) };
        match others.iter().find(|other| other.content != first.content) {
            None => Decision::Newest(first.number),
            Some(other) => Decision::Undecided(Box::new([first.at.clone(), other.at.clone()])),
        }
    }
}

/// The decision for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// The record of this number counts.
    Newest(usize),
    /// None is certainly the newest. With two that hold different answers.
    Undecided(Box<[RecordPlace; 2]>),
}

/// The decisions for all repeated persons.
#[derive(Debug)]
pub(super) struct Decisions {
    of: FxHashMap<PersonKey, Decision>,
    /// The checksum of the input for these decisions.
    pub checksum: Checksum,
}

impl Decisions {
    /// For an input without repeated persons.
    pub fn none(checksum: Checksum) -> Self {
        Self { of: FxHashMap::default(), checksum }
    }

    /// The decision for a person, or `None` if there is only one record.
    pub fn of(&self, person: PersonKey) -> Option<&Decision> {
        self.of.get(&person)
    }
}

/// Collects the versions of repeated persons.
#[derive(Debug, Default)]
pub(super) struct Contests {
    of: FxHashMap<PersonKey, Contest>,
}

impl Contests {
    pub fn add(&mut self, version: Version) {
        self.of.entry(version.person).or_default().add(version);
    }

    pub fn decide(self, checksum: Checksum) -> Decisions {
        let of = self.of.into_iter().map(|(person, contest)| (person, contest.decide())).collect();
        Decisions { of, checksum }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Every kind of record that the rule distinguishes: two contents, three days, four histories.
    fn kinds() -> Vec<Version> {
        let days = [None, Some(date(2026, 1, 1)), Some(date(2026, 3, 1))];
        let histories = [None, Some(vec![1]), Some(vec![1, 2]), Some(vec![1, 3])];
        let mut kinds = Vec::new();
        for content in [1, 2] {
            for day in days {
                for history in &histories {
                    let history = history.clone().map(|links| Arc::new(History { links }));
                    let at = RecordPlace { file: "a file".into(), line: kinds.len() };
                    let days = Days { screened_on: day, first_met_on: None };
                    kinds.push(Version { person: 1, number: 0, at, days, day, content, history });
                }
            }
        }
        kinds
    }

    /// The version that counts, of versions in this order.
    fn decided<'v>(versions: &[&'v Version]) -> Option<&'v Version> {
        let mut contest = Contest::default();
        for (number, version) in versions.iter().enumerate() {
            contest.add(Version { number, ..(*version).clone() });
        }
        match contest.decide() {
            Decision::Newest(number) => Some(versions[number]),
            Decision::Undecided(_) => None,
        }
    }

    #[test]
    fn the_order_of_records_decides_nothing() {
        const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let kinds = kinds();
        let (mut stands, mut undecided) = (0, 0);
        for one in &kinds {
            for two in &kinds {
                for three in &kinds {
                    let found = ORDERS.map(|order| {
                        let stands = decided(&order.map(|at| [one, two, three][at]));
                        stands.map(|version| (version.content, version.day))
                    });
                    assert!(found.iter().all(|other| *other == found[0]), "{one:?} {two:?} {three:?}: {found:?}");
                    stands += usize::from(found[0].is_some());
                    undecided += usize::from(found[0].is_none());
                }
            }
        }
        assert!(stands > 1000 && undecided > 1000, "{stands} {undecided}");
    }

    #[test]
    fn what_stands_is_the_newest_by_the_rule() {
        let kinds = kinds();
        let is_beaten = |one: &Version, other: &Version| match (&one.history, &other.history) {
            (Some(one), Some(other)) if other.goes_on_from(one) => true,
            (Some(one), Some(other)) if one.goes_on_from(other) => false,
            _ => matches!((one.day, other.day), (Some(one), Some(other)) if one < other),
        };
        for one in &kinds {
            for other in &kinds {
                let stands = decided(&[one, other]);
                let expected = match (is_beaten(one, other), is_beaten(other, one), one.content == other.content) {
                    (true, ..) => Some((other.content, other.day)),
                    (_, true, _) => Some((one.content, one.day)),
                    // They are one record, and a known day is kept.
                    (_, _, true) => Some((one.content, one.day.max(other.day))),
                    _ => None,
                };
                assert_eq!(stands.map(|version| (version.content, version.day)), expected, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn of_records_that_say_the_same_the_one_that_knows_the_first_meeting_stands() {
        let kinds = kinds();
        for without in kinds.iter().filter(|one| one.history.is_none()) {
            let first_met_on = Some(date(2025, 5, 5));
            let with = Version { days: Days { first_met_on, ..without.days }, ..without.clone() };
            for order in [[&with, without], [without, &with]] {
                assert_eq!(decided(&order).map(|one| one.days), Some(with.days), "{order:?}");
            }
        }
    }

    #[test]
    fn many_records_of_one_id_take_no_more_room_than_few() {
        let mut contest = Contest::default();
        for (number, version) in kinds().iter().cycle().filter(|one| one.history.is_none()).take(10_000).enumerate() {
            contest.add(Version { number, content: number as u64, ..version.clone() });
        }
        assert!(contest.versions.len() <= 4, "{}", contest.versions.len());
    }

    #[test]
    fn ids_are_kept_up_to_a_number() {
        let mut seen = SeenPersons::new(3);
        (0..3).for_each(|person| seen.note(Some(person)));
        assert!(!seen.is_full() && !seen.has_repeated());
        seen.note(Some(1));
        assert!(!seen.is_full() && seen.has_repeated());
        seen.note(Some(9));
        assert!(seen.is_full());
    }
}
