//! From the texts of a catalogue to a checked one, or to all its problems.
//!
//! First every table is collected and every id declared. Then each table is read by itself against those names, so
//! that a fault in one never hides a fault in another: where something can't be read a stand-in takes its place, the
//! table is remembered as faulty, and reading goes on. A catalogue with any problem is dropped whole, so no stand-in
//! ever leaves this module.

mod condition;
mod guidelines;
mod names;
mod parts;
mod questions;
mod rules;

use super::fingerprint::Fingerprint;
use super::order::Plan;
use super::{Catalogue, check};
use crate::condition::CAPACITY;
use crate::document::{self, Code, Place, Problem, Problems, SourceFile, Table};
use names::Names;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::DeTable;

pub(super) use names::Kind;

/// Why a catalogue was refused: all its problems, and the files they stand in.
#[derive(Clone, Debug)]
pub struct Faults {
    /// The files, as read.
    pub files: Vec<SourceFile>,
    /// The problems, in the order of the files. Never empty.
    pub problems: Vec<Problem>,
}

impl std::fmt::Display for Faults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the catalogue has {} problem(s)", self.problems.len())
    }
}

impl std::error::Error for Faults {}

/// The tables of all files by kind, and which of them turned out faulty.
pub(super) struct Tables<'d> {
    lists: BTreeMap<Kind, Vec<Table<'d>>>,
    single: BTreeMap<&'static str, Table<'d>>,
    faulty: RefCell<BTreeSet<(Kind, usize)>>,
    /// Kinds of which some table could not be read at all: then nobody knows which ids there are.
    unread: BTreeSet<Kind>,
    /// Tables that stand once and could not be read, or only with problems.
    doubtful: RefCell<BTreeSet<&'static str>>,
    problems: &'d Problems,
}

impl<'d> Tables<'d> {
    /// The tables of one kind.
    pub fn list(&self, kind: Kind) -> &[Table<'d>] {
        self.lists.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Where a table stands.
    pub fn place(&self, kind: Kind, at: usize) -> Place {
        self.list(kind)[at].place()
    }

    /// Whether a table could not be read without a problem.
    pub fn is_faulty(&self, kind: Kind, at: usize) -> bool {
        self.faulty.borrow().contains(&(kind, at))
    }

    /// Remembers that a table is faulty.
    pub fn mark_faulty(&self, kind: Kind, at: usize) {
        self.faulty.borrow_mut().insert((kind, at));
    }

    /// Whether every table of these kinds was read without a problem.
    pub fn are_sound(&self, kinds: &[Kind]) -> bool {
        !self.faulty.borrow().iter().any(|(found, _)| kinds.contains(found))
    }

    /// Whether the method was read without a problem.
    pub fn method_is_sound(&self) -> bool {
        !self.doubtful.borrow().contains("method")
    }

    /// Whether some tables of a kind could not be read at all.
    pub fn is_unread(&self, kind: Kind) -> bool {
        self.unread.contains(&kind)
    }

    /// Whether some tables of any kind could not be read at all.
    pub fn any_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Where problems go.
    pub fn problems(&self) -> &'d Problems {
        self.problems
    }

    /// Reads every table of a kind.
    fn each<T>(&self, kind: Kind, read: impl Fn(&Table<'d>) -> T) -> Vec<T> {
        let one = |(at, table)| {
            let before = self.problems.len();
            let item = read(table);
            if self.problems.len() > before {
                self.mark_faulty(kind, at);
            }
            item
        };
        self.list(kind).iter().enumerate().map(one).collect()
    }
}

pub(super) fn read(files: Vec<SourceFile>) -> Result<Catalogue, Faults> {
    let problems = Problems::default();
    let catalogue = {
        let documents: Vec<_> =
            files.iter().enumerate().map(|(file, source)| document::parse(file, source, &problems)).collect();
        let whole = documents.iter().all(Option::is_some);
        let tables = collect(&documents, &problems);
        within_capacity(&tables).then(|| assemble(&tables, whole))
    };
    match catalogue {
        Some(catalogue) if problems.is_empty() => Ok(catalogue),
        _ => Err(Faults { files, problems: problems.into_sorted() }),
    }
}

/// Puts the tables of all files together by kind.
fn collect<'d>(documents: &'d [Option<Spanned<DeTable<'d>>>], problems: &'d Problems) -> Tables<'d> {
    let mut tables = Tables {
        lists: BTreeMap::new(),
        single: BTreeMap::new(),
        faulty: RefCell::default(),
        unread: BTreeSet::new(),
        doubtful: RefCell::default(),
        problems,
    };
    for (file, document) in documents.iter().enumerate() {
        let Some(document) = document else {
            tables.unread.extend(Kind::ALL);
            continue;
        };
        let root = Table::new(document.get_ref(), Place { file, span: 0..0 }, problems);
        for &kind in Kind::ALL {
            let Some(value) = root.get(kind.word()) else { continue };
            let list = value.list().unwrap_or_default();
            if !value.is_list() || !list.iter().all(document::Value::is_table) {
                tables.unread.insert(kind);
            }
            tables.lists.entry(kind).or_default().extend(list.iter().filter_map(document::Value::table));
        }
        for kind in ["catalogue", "method", "track"] {
            let Some(value) = root.get(kind) else { continue };
            let Some(table) = value.table() else {
                tables.doubtful.borrow_mut().insert(kind);
                continue;
            };
            if tables.single.contains_key(kind) {
                table.problem(Code::SecondTable, format!("[{kind}] stands a second time"), "keep one of them");
                table.entries();
            } else {
                tables.single.insert(kind, table);
            }
        }
    }
    tables
}

/// Refuses a catalogue with more tables than are counted in a set.
fn within_capacity(tables: &Tables<'_>) -> bool {
    let mut within = true;
    let grouped = tables.list(Kind::Group).len() + tables.list(Kind::Indicator).len();
    if let Some(table) = tables.list(Kind::Indicator).last().filter(|_| grouped > CAPACITY) {
        let what = format!("there are more than {CAPACITY} indicators and groups");
        table.problem(Code::TooLarge, what, "split the catalogue into several");
        within = false;
    }
    for &kind in Kind::ALL {
        if let Some(table) = tables.list(kind).get(CAPACITY) {
            let what = format!("there are more than {CAPACITY} [[{}]] tables", kind.word());
            table.problem(Code::TooLarge, what, "split the catalogue into several");
            within = false;
        }
    }
    if !within {
        tables.lists.values().flatten().for_each(|table| drop(table.entries()));
        tables.single.values().for_each(|table| drop(table.entries()));
    }
    within
}

/// Reads every table and checks the whole.
fn assemble(tables: &Tables<'_>, whole: bool) -> Catalogue {
    let names = &Names::declare(tables);
    let single = |kind| {
        let table = tables.single.get(kind);
        let misread = tables.doubtful.borrow().contains(kind);
        if table.is_none() && whole && !misread {
            let place = Place { file: 0, span: 0..0 };
            let mend = format!("add a [{kind}] table to one of its files");
            tables.problems.push(Code::MissingTable, place, format!("the catalogue has no [{kind}] table"), mend);
        }
        table
    };
    let mut catalogue = Catalogue::default();
    if let Some(table) = single("catalogue") {
        parts::head(table, &mut catalogue);
    }
    let before = tables.problems.len();
    let patterns = single("method").map(|table| parts::method(table, &mut catalogue)).unwrap_or_default();
    if tables.problems.len() > before {
        tables.doubtful.borrow_mut().insert("method");
    }
    if tables.list(Kind::Finding).is_empty() && !tables.is_unread(Kind::Finding) {
        let place = Place { file: 0, span: 0..0 };
        let mend = "add at least one [[finding]], whose rule is `when = { otherwise = true }`";
        tables.problems.push(Code::MissingTable, place, "the catalogue has no [[finding]]", mend);
    }
    catalogue.sources = tables.each(Kind::Source, parts::source);
    catalogue.sections = tables.each(Kind::Section, parts::section);
    catalogue.groups = tables.each(Kind::Group, parts::group);
    catalogue.facts = tables.each(Kind::Fact, |table| questions::fact(table, names));
    catalogue.indicators = tables.each(Kind::Indicator, |table| questions::indicator(table, names));
    catalogue.areas = parts::areas(tables, names, &patterns, &catalogue.indicators);
    catalogue.retired = tables.each(Kind::Retired, |table| parts::retired(table, names));

    // Rules read what was read so far; each kind writes only its own list.
    let sound = tables.are_sound(&[Kind::Indicator, Kind::Dimension, Kind::Pool, Kind::Form]) && !tables.any_unread();
    let rules = rules::Rules { names, catalogue: &catalogue, sound };
    let (child_track, child_now) = tables.single.get("track").map(|table| rules.track(table)).unwrap_or_default();
    let gates = tables.each(Kind::Gate, |table| rules.gate(table));
    let flags = tables.each(Kind::Flag, |table| rules.flag(table));
    let findings = tables.each(Kind::Finding, |table| rules.finding(table));
    let guidelines = guidelines::read(tables, &rules);
    catalogue.child_track = child_track;
    catalogue.child_now = child_now;
    catalogue.gates = gates;
    catalogue.flags = flags;
    catalogue.findings = findings;
    catalogue.guidelines = guidelines;

    check::whole(&catalogue, tables);
    // Rules already name findings by the place they have once the highest rank is first.
    catalogue.findings.sort_by_key(|finding| std::cmp::Reverse(finding.rank));
    catalogue.guidelines.urgencies.sort_by_key(|urgency| std::cmp::Reverse(urgency.rank));
    if tables.problems.is_empty() {
        catalogue.plan = Plan::of(&catalogue);
        check::range(&catalogue, tables);
        catalogue.fingerprints = Fingerprint::both(&catalogue);
    }
    catalogue
}
