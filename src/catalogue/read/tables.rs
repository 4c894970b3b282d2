//! The tables of all files by kind, and which of them are faulty.

use super::names::TableKind;
use crate::catalogue::{AddedName, EntryOrigin};
use crate::condition::CAPACITY;
use crate::toml_input;
use crate::toml_input::{Code, Diagnostics, Span, TomlTable};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeTable;

/// The tables that occur once.
pub const SINGLE: [&str; 6] = ["catalogue", "method", "track", "prompts", "consent", "card"];

/// The tables of all files by kind, and which of them are faulty.
pub(in crate::catalogue) struct Tables<'d> {
    lists: BTreeMap<TableKind, Vec<TomlTable<'d>>>,
    single: BTreeMap<&'static str, TomlTable<'d>>,
    faulty: RefCell<BTreeSet<(TableKind, usize)>>,
    /// Kinds with a table that could not be read at all, so that not all ids are known.
    unread: BTreeSet<TableKind>,
    /// Tables that occur once and were unreadable, or had problems.
    doubtful: RefCell<BTreeSet<&'static str>>,
    /// The first of the added files.
    first_added: usize,
    /// The names of the added files.
    added: &'d [Arc<AddedName>],
    problems: &'d Diagnostics,
}

impl<'d> Tables<'d> {
    /// The position of the table with this id.
    pub fn find(&self, kind: TableKind, id: &str) -> Option<usize> {
        self.list(kind).iter().position(|table| table.quietly("id").as_deref() == Some(id))
    }

    pub fn list(&self, kind: TableKind) -> &[TomlTable<'d>] {
        self.lists.get(&kind).map_or(&[], Vec::as_slice)
    }

    pub fn place(&self, kind: TableKind, at: usize) -> Span {
        self.list(kind)[at].place()
    }

    /// Whether a table was not read without a problem.
    pub fn is_faulty(&self, kind: TableKind, at: usize) -> bool {
        self.faulty.borrow().contains(&(kind, at))
    }

    pub fn mark_faulty(&self, kind: TableKind, at: usize) {
        self.faulty.borrow_mut().insert((kind, at));
    }

    /// Whether every table of these kinds was read without a problem.
    pub fn are_sound(&self, kinds: &[TableKind]) -> bool {
        !self.faulty.borrow().iter().any(|(found, _)| kinds.contains(found))
    }

    /// Whether some table of a kind could not be read at all.
    pub fn is_unread(&self, kind: TableKind) -> bool {
        self.unread.contains(&kind)
    }

    /// Whether some table of any kind could not be read at all.
    pub fn any_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// A table that occurs once, if it exists and is a table.
    pub fn single(&self, kind: &str) -> Option<&TomlTable<'d>> {
        self.single.get(kind)
    }

    /// Whether a table that occurs once is no table, or has problems.
    pub fn is_doubtful(&self, kind: &str) -> bool {
        self.doubtful.borrow().contains(kind)
    }

    /// Marks a table that occurs once as faulty.
    pub fn mark_doubtful(&self, kind: &'static str) {
        self.doubtful.borrow_mut().insert(kind);
    }

    /// Whether a place is in an added file.
    pub fn is_added(&self, place: &Span) -> bool {
        place.file >= self.first_added
    }

    /// The file that a place is in.
    pub fn origin(&self, place: &Span) -> EntryOrigin {
        let added = place.file.checked_sub(self.first_added).and_then(|at| self.added.get(at));
        added.map_or(EntryOrigin::Catalogue, |file| EntryOrigin::Added(Arc::clone(file)))
    }

    pub fn problems(&self) -> &'d Diagnostics {
        self.problems
    }

    pub fn each<T>(&self, kind: TableKind, read: impl Fn(&TomlTable<'d>) -> T) -> Vec<T> {
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

/// Collects the tables of all files by kind.
pub(super) fn collect<'d>(
    documents: &'d [Option<Spanned<DeTable<'d>>>],
    added: &'d [Arc<AddedName>],
    problems: &'d Diagnostics,
) -> Tables<'d> {
    let first_added = documents.len() - added.len();
    let mut tables = Tables {
        lists: BTreeMap::new(),
        single: BTreeMap::new(),
        faulty: RefCell::default(),
        unread: BTreeSet::new(),
        doubtful: RefCell::default(),
        first_added,
        added,
        problems,
    };
    for (file, document) in documents.iter().enumerate() {
        let Some(document) = document else {
            // An unreadable added file hides only what such a file can add.
            tables.unread.extend(if file >= first_added { ADDED.as_slice() } else { TableKind::ALL });
            continue;
        };
        let root = TomlTable::new(document.get_ref(), Span { file, bytes: 0..0 }, problems);
        if file >= first_added {
            only_countries(&root, problems, file);
        }
        for &kind in TableKind::ALL {
            let Some(value) = root.get(kind.word()) else { continue };
            if value.is_table() {
                value.problem(Code::WrongType, what_and_help!("catalogue-one-bracket", kind = kind.word()));
                tables.unread.insert(kind);
                continue;
            }
            let list = value.list().unwrap_or_default();
            if !value.is_list() || !list.iter().all(toml_input::TomlValue::is_table) {
                tables.unread.insert(kind);
            }
            tables.lists.entry(kind).or_default().extend(list.iter().filter_map(toml_input::TomlValue::table));
        }
        // A misspelt key may hold what seems to be missing elsewhere.
        let known = |key: &&str| SINGLE.contains(key) || TableKind::ALL.iter().any(|kind| kind.word() == *key);
        if !root.keys().iter().all(known) {
            tables.unread.extend(TableKind::ALL);
        }
        for kind in SINGLE {
            let Some(value) = root.get(kind) else { continue };
            let Some(table) = value.table() else {
                tables.doubtful.borrow_mut().insert(kind);
                continue;
            };
            if tables.single.contains_key(kind) {
                table.problem(Code::SecondTable, what_and_help!("catalogue-second-table", kind = kind));
                table.entries();
            } else {
                tables.single.insert(kind, table);
            }
        }
    }
    tables
}

/// The tables that an added file may hold.
const ADDED: [TableKind; 3] = [TableKind::Source, TableKind::Country, TableKind::Instrument];

/// An added file must not change rules, because that could lower a protection.
fn only_countries(root: &TomlTable<'_>, problems: &Diagnostics, file: usize) {
    for (key, _) in root.entries() {
        if !ADDED.iter().any(|kind| kind.word() == key.value) {
            let place = Span { file, bytes: key.place.bytes };
            problems.push(Code::WrongPlace, place, what_and_help!("catalogue-added-file-holds-more"));
        }
    }
}

/// Rejects a catalogue with more tables than a bit set can hold.
pub(super) fn within_capacity(tables: &Tables<'_>) -> bool {
    let mut within = true;
    let grouped = tables.list(TableKind::Group).len() + tables.list(TableKind::Indicator).len();
    if let Some(table) = tables.list(TableKind::Indicator).last().filter(|_| grouped > CAPACITY) {
        table.problem(Code::TooLarge, what_and_help!("catalogue-too-many-indicators", most = CAPACITY));
        within = false;
    }
    for &kind in TableKind::ALL {
        if let Some(table) = tables.list(kind).get(CAPACITY) {
            table.problem(
                Code::TooLarge,
                what_and_help!("catalogue-too-many-tables", most = CAPACITY, kind = kind.word()),
            );
            within = false;
        }
    }
    if !within {
        tables.lists.values().flatten().for_each(|table| drop(table.entries()));
        tables.single.values().for_each(|table| drop(table.entries()));
    }
    within
}
