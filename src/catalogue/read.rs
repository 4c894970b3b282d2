//! Reads the texts of a catalogue, and returns a checked catalogue or all its problems.
//!
//! First, all tables are collected and all ids declared. Then each table is read by itself against those names, so that
//! one fault never hides another. A stand-in replaces an unreadable part, the table is marked as faulty, and reading
//! goes on. A catalogue with any problem is rejected as a whole, so no stand-in leaves this module.

pub(super) mod condition;
mod country;
mod filter;
mod guidelines;
pub(super) mod names;
mod questions;
mod rules;
mod structure;
pub(super) mod tables;
pub(crate) mod words;
mod yes;

use super::{AddedFile, Catalogue, WordingRules, check, origin};
use crate::catalogue::compiled::Compiled;
use crate::toml_input;
use crate::toml_input::{Code, Diagnostic, Diagnostics, SourceFile, Span};
use names::{Names, TableKind};
use tables::Tables;

/// Why a catalogue was rejected: all problems, and their files.
#[derive(Clone, Debug)]
pub struct CatalogueErrors {
    /// The files, as read.
    pub files: Vec<SourceFile>,
    /// The problems, in the order of the files. Never empty.
    pub problems: Vec<Diagnostic>,
}

impl std::fmt::Display for CatalogueErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&text!("catalogue-has-problems", count = self.problems.len()))
    }
}

impl std::error::Error for CatalogueErrors {}

/// The result of checking a catalogue.
#[derive(Debug)]
pub struct CatalogueCheck {
    /// The catalogue, if it has no problem.
    pub catalogue: Option<Catalogue>,
    /// The files, as read.
    pub files: Vec<SourceFile>,
    /// Why it is rejected, in the order of the files.
    pub problems: Vec<Diagnostic>,
    /// Warnings, in the order of the files. They don't reject the catalogue.
    pub warnings: Vec<Diagnostic>,
}

/// What a catalogue is read for.
#[derive(Clone, Copy)]
pub(super) enum ReadPurpose<'r> {
    /// To be used.
    Use,
    /// To open a record with its own copy of the catalogue.
    Stored,
    /// To be checked, with or without rules of wording.
    Check(Option<&'r WordingRules>),
}

pub(super) fn read(
    files: Vec<SourceFile>,
    added: Vec<AddedFile>,
    reading: ReadPurpose<'_>,
) -> Result<Catalogue, CatalogueErrors> {
    let CatalogueCheck { catalogue, files, problems, .. } = check_all(files, added, reading);
    catalogue.ok_or(CatalogueErrors { files, problems })
}

pub(super) fn check_all(mut files: Vec<SourceFile>, added: Vec<AddedFile>, reading: ReadPurpose<'_>) -> CatalogueCheck {
    let first_added = files.len();
    let added_names = origin::names(&added);
    files.extend(added.into_iter().map(|one| one.file));
    let problems = match reading {
        ReadPurpose::Stored => Diagnostics::of_stored_copy(),
        ReadPurpose::Use | ReadPurpose::Check(_) => Diagnostics::default(),
    };
    let catalogue = {
        let documents: Vec<_> =
            files.iter().enumerate().map(|(file, source)| toml_input::parse(file, source, &problems)).collect();
        for (file, document) in documents.iter().enumerate().skip(first_added) {
            if document.as_ref().is_some_and(|document| document.get_ref().is_empty()) {
                let place = Span { file, bytes: 0..0 };
                problems.push(Code::MissingTable, place, what_and_help!("catalogue-nothing-added"));
            }
        }
        let whole = documents.iter().all(Option::is_some);
        let tables = tables::collect(&documents, &added_names, &problems);
        tables::within_capacity(&tables).then(|| assemble(&tables, whole, reading))
    };
    let catalogue =
        catalogue.filter(|_| problems.is_empty()).map(|read| Catalogue { added_files: added_names, ..read });
    let (problems, warnings) = problems.into_all();
    CatalogueCheck { catalogue, files, problems, warnings }
}

/// Reads every table and checks the whole.
fn assemble(tables: &Tables<'_>, whole: bool, reading: ReadPurpose<'_>) -> Catalogue {
    let names = &Names::declare(tables);
    let single = |kind| {
        let table = tables.single(kind);
        let misread = tables.is_doubtful(kind);
        if table.is_none() && whole && !misread {
            let place = Span { file: 0, bytes: 0..0 };
            tables.problems().push(Code::MissingTable, place, what_and_help!("catalogue-missing-table", kind = kind));
        }
        table
    };
    let mut catalogue = Catalogue::default();
    if let Some(table) = single("catalogue") {
        crate::catalogue::read::structure::head(table, &mut catalogue);
    }
    let before = tables.problems().len();
    let patterns = single("method")
        .map(|table| crate::catalogue::read::structure::method(table, &mut catalogue))
        .unwrap_or_default();
    if tables.problems().len() > before {
        tables.mark_doubtful("method");
    }
    if tables.list(TableKind::Finding).is_empty() && !tables.is_unread(TableKind::Finding) {
        let place = Span { file: 0, bytes: 0..0 };
        tables.problems().push(Code::MissingTable, place, what_and_help!("catalogue-no-finding"));
    }
    catalogue.sources = tables.each(TableKind::Source, |table| {
        crate::catalogue::read::structure::source(table, tables.origin(&table.place()))
    });
    catalogue.groups = tables.each(TableKind::Group, crate::catalogue::read::structure::group);
    catalogue.facts = tables.each(TableKind::Fact, |table| questions::fact(table, names));
    if matches!(reading, ReadPurpose::Stored) {
        catalogue.facts.iter_mut().for_each(yes::as_stored);
    }
    catalogue.indicators = tables.each(TableKind::Indicator, |table| questions::indicator(table, names));
    catalogue.areas = crate::catalogue::read::structure::areas(tables, names, &patterns, &catalogue.indicators);
    catalogue.retired =
        tables.each(TableKind::Retired, |table| crate::catalogue::read::structure::retired(table, names));

    // Rules read what was read before. Each kind fills only its own list.
    let sound = tables.are_sound(&[TableKind::Indicator, TableKind::Dimension, TableKind::Pool, TableKind::Form])
        && !tables.any_unread();
    let rules = rules::RuleReader { names, catalogue: &catalogue, sound };
    let [child_track, child_now, adult_until_asked] =
        tables.single("track").map(|table| rules.track(table)).unwrap_or_default();
    let sections = tables.each(TableKind::Section, |table| rules.section(table));
    let prompts = tables.single("prompts").map(|table| rules.prompts(table)).unwrap_or_default();
    let gates = tables.each(TableKind::Gate, |table| rules.gate(table));
    let cautions = tables.each(TableKind::Caution, |table| rules.caution(table));
    let contradictions = tables.each(TableKind::Contradiction, |table| rules.contradiction(table));
    let flags = tables.each(TableKind::Flag, |table| rules.flag(table));
    let findings = tables.each(TableKind::Finding, |table| rules.finding(table));
    let guidelines = guidelines::read(tables, &rules);
    let countries = country::countries(tables, &rules);
    let instruments = country::instruments(tables, &rules);
    catalogue.child_track = child_track;
    catalogue.child_now = child_now;
    catalogue.adult_until_asked = adult_until_asked;
    catalogue.sections = sections;
    catalogue.prompts = prompts;
    catalogue.gates = gates;
    catalogue.cautions = cautions;
    catalogue.contradictions = contradictions;
    catalogue.flags = flags;
    catalogue.findings = findings;
    catalogue.guidelines = guidelines;
    catalogue.countries = countries;
    catalogue.instruments = instruments;
    catalogue.settle_meetings();

    check::whole(&catalogue, tables);
    if let ReadPurpose::Check(wording) = reading {
        check::warnings(&catalogue, tables, wording);
    }
    // Rules already refer to findings by their position in this order.
    catalogue.findings.sort_by_key(|finding| std::cmp::Reverse(finding.rank));
    catalogue.guidelines.urgencies.sort_by_key(|urgency| std::cmp::Reverse(urgency.rank));
    if tables.problems().is_empty() {
        catalogue.plan = Compiled::of(&catalogue);
        check::range(&catalogue, tables);
    }
    catalogue
}
