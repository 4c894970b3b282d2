//! The checked catalogue: what is asked, how it counts, and what follows from it.
//!
//! A [`Catalogue`] can't be made but by reading TOML with [`Catalogue::read`], which refuses a faulty one with all its
//! problems. So whoever holds one need not check it again: every name is resolved and every rule well formed. This
//! module knows no case, and no file system: texts come in as [`SourceFile`]s.

pub mod builtin;
mod caution;
mod check;
mod compiled;
mod country;
mod diff;
mod fingerprint;
mod guidelines;
mod indicator;
mod lineage;
mod meetings;
mod origin;
mod passage;
mod read;
mod structure;

pub use crate::catalogue::guidelines::{
    Action, Card, ConsentRule, Contraindication, DueStep, Fit, Guidelines, InHandOver, LeadsTo, Pathway, Safeguard,
    Terms, Urgency, WaitsFor,
};
pub use crate::catalogue::structure::{
    About, Addressee, Area, AreaKind, Fact, FactKind, FactValue, Finding, Flag, Gate, Group, HandOver, Keep, Method,
    Prompts, Retired, Role, Section, SectionPlace, Source, SourceStatus, Use,
};
pub use caution::{Caution, Contradiction, FactReading, Opposed};
pub use check::wording::WordingRules;
pub use country::{
    Channel, Confidence, Contact, Cooperation, Country, Instrument, LookUp, OwnerKind, Risk, Statement, Tie, Topic,
};
pub use diff::{Diff, Difference};
pub use fingerprint::{Fingerprint, MethodMatch};
pub use indicator::{Anchors, AskedBy, Claim, Classes, Covers, Indicator, Origin, Tier, WhoAsks};
pub use meetings::EachMeeting;
pub use origin::{AddedFile, AddedName, CatalogueFiles, EntryOrigin};
pub use passage::{Passage, Sentence};
pub(crate) use read::condition::{LEAVES, Standpoint};
pub use read::{CatalogueCheck, CatalogueErrors};
pub(crate) use read::{names::TableKind, tables::SINGLE, words};

use crate::condition::{AreaIx, BitSet, Condition, FactIx, IndicatorIx, SharedLeaves, Strength};
use crate::toml_input::SourceFile;
use std::sync::{Arc, OnceLock};

/// One question of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// About a fact.
    Fact(FactIx),
    /// About an indicator.
    Indicator(IndicatorIx),
}

/// A catalogue that was checked whole.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Id in kebab-case.
    pub id: String,
    /// Version as the author numbers it.
    pub version: String,
    /// Ids of the catalogues it is based on, the nearest first: ids mean the same there.
    pub based_on: Vec<String>,
    /// Title for people.
    pub title: String,
    /// Where it comes from and who stands behind it.
    pub status: String,
    /// What is known of its sensitivity and specificity.
    pub validation: String,
    /// Who reviewed its wording.
    pub review: String,
    /// The caveat printed with every result.
    pub caveat: String,
    /// What to say between two sections, to offer a pause; may be empty: then nothing is said.
    pub offer_pause: String,
    /// What is said of a talk that was broken off; may be empty.
    pub stopped: String,
    /// How to part safely, told once the result stands; may be empty.
    pub safe_close: String,
    /// What it may be used for.
    pub used_for: Use,
    /// Whether its findings are ranked.
    pub ordered: bool,
    /// Every source that is cited.
    pub sources: Vec<Source>,
    /// Sections of the questionnaire, in order.
    pub sections: Vec<Section>,
    /// Dimensions, forms and pools.
    pub areas: Vec<Area>,
    /// Groups that were declared; an indicator without one is a group of its own.
    pub groups: Vec<Group>,
    /// Facts, in the order they are written.
    pub facts: Vec<Fact>,
    /// Indicators, in the order they are written.
    pub indicators: Vec<Indicator>,
    /// How strength is reckoned.
    pub method: Method,
    /// When the child track applies; never, if the catalogue has no such rule.
    pub child_track: Option<Condition>,
    /// When a person is a child today, which decides who may ask; the rule of the child track, if none is given.
    pub child_now: Option<Condition>,
    /// For whom a fact that the child track reads, and that nobody asked about, is no reason for the child's rules. Asked
    /// and not known, it is one.
    pub adult_until_asked: Option<Condition>,
    /// Which words of a question are said.
    pub prompts: Prompts,
    /// What ends a screening at once.
    pub gates: Vec<Gate>,
    /// Conditions of the screening under which a "no" proves nothing.
    pub cautions: Vec<Caution>,
    /// Answers that cannot all be right.
    pub contradictions: Vec<Contradiction>,
    /// Bridges from indicators to guidelines.
    pub flags: Vec<Flag>,
    /// Findings, highest rank first.
    pub findings: Vec<Finding>,
    /// What to do about a finding.
    pub guidelines: Guidelines,
    /// Countries, as far as anything was seen of them.
    pub countries: Vec<Country>,
    /// What states agreed between them.
    pub instruments: Vec<Instrument>,
    /// Indicator ids no longer in use.
    pub retired: Vec<Retired>,
    /// The files that were added to it, in the order they were read.
    pub added_files: Vec<Arc<AddedName>>,
    plan: crate::catalogue::compiled::Compiled,
    /// Worked out when they are first asked for: a start does not wait for them.
    fingerprints: OnceLock<(Fingerprint, Fingerprint)>,
    /// Ids of the built-in catalogues with the same method; worked out when a case of one of them comes.
    equal_builtins: OnceLock<Vec<&'static str>>,
}

impl Catalogue {
    /// Reads and checks a catalogue from the texts of its files.
    ///
    /// # Errors
    /// Every problem of every file, with its place; a catalogue with any problem is refused whole.
    pub fn read(files: Vec<SourceFile>) -> Result<Self, CatalogueErrors> {
        read::read(files, Vec::new(), read::ReadPurpose::Use)
    }

    /// The same with files that add to its countries. They hold countries, instruments and sources, and nothing else; they
    /// add protection and never lower one.
    ///
    /// # Errors
    /// Every problem of every file; those of added files come after all others.
    pub fn read_with(files: Vec<SourceFile>, added: Vec<AddedFile>) -> Result<Self, CatalogueErrors> {
        read::read(files, added, read::ReadPurpose::Use)
    }

    /// Reads the copy of a catalogue that a record was made with. Errors of authoring that the program did not check when
    /// the record was made must not keep it from being opened.
    ///
    /// # Errors
    /// Every problem that keeps the copy from being read.
    pub fn read_stored(files: &CatalogueFiles) -> Result<Self, CatalogueErrors> {
        let CatalogueFiles { own, added } = files.own_and_added();
        read::read(own, added, read::ReadPurpose::Stored)
    }

    /// Checks a catalogue for its author: beside the problems for which it is refused, what it is used in spite of. With
    /// rules of wording its texts are looked at too.
    pub fn check(files: Vec<SourceFile>, added: Vec<AddedFile>, wording: Option<&WordingRules>) -> CatalogueCheck {
        read::check_all(files, added, read::ReadPurpose::Check(wording))
    }

    /// The questions in the order they are asked.
    pub fn questions(&self) -> &[Question] {
        &self.plan.questions
    }

    /// The id of what a question is about.
    pub fn question_id(&self, question: Question) -> &str {
        match question {
            Question::Fact(at) => &self.fact(at).id,
            Question::Indicator(at) => &self.indicator(at).id,
        }
    }

    /// What a question is about, in words: the title of a fact, the statement of an indicator.
    pub fn question_title(&self, question: Question) -> &str {
        match question {
            Question::Fact(at) => &self.fact(at).title,
            Question::Indicator(at) => &self.indicator(at).statement,
        }
    }

    /// The group that counts an indicator once: its own number where it has no group.
    pub(crate) fn group_of(&self, indicator: usize) -> usize {
        self.plan.group_of[indicator]
    }

    /// The unit a pattern counts: the group if it counts once, else the indicator alone.
    pub(crate) fn unit_of(&self, indicator: usize) -> usize {
        self.plan.unit_of[indicator]
    }

    /// Facts that decide between findings, each with one value for every way the rules can tell its values apart.
    pub(crate) fn range_facts(&self) -> &[(FactIx, Vec<u64>)] {
        &self.plan.range_facts
    }

    /// Whether more signs can never lower a finding: then the range needs its two ends only.
    pub(crate) fn is_monotone(&self) -> bool {
        self.plan.monotone
    }

    /// Whether what further answers could bring is told by its two ends, and not by the set of what can be reached.
    pub(crate) fn has_two_ended_range(&self) -> bool {
        self.ordered && self.is_monotone()
    }

    /// All core indicators.
    pub(crate) fn core(&self) -> &BitSet {
        &self.plan.masks.core
    }

    /// Sets of indicators that a case is assessed by.
    pub(crate) fn masks(&self) -> &crate::catalogue::compiled::bit_sets::BitSets {
        &self.plan.masks
    }

    /// Values of facts that say yes and no to the same thing.
    pub(crate) fn opposed(&self) -> &[Opposed] {
        &self.plan.opposed
    }

    /// Whether a gate reads this fact.
    pub fn is_read_by_a_gate(&self, at: FactIx) -> bool {
        self.gates.iter().any(|gate| gate.when.reads_fact(at))
    }

    /// By fact, what rules read beyond its values.
    pub(crate) fn readings(&self) -> &std::sync::Arc<[FactReading]> {
        &self.plan.readings
    }

    /// The terms of the guidelines, in the order of [`Guidelines::terms`].
    pub(crate) fn advice(&self) -> &SharedLeaves {
        &self.plan.advice
    }

    /// Whether a finding rests on a fact, beside the track.
    pub(crate) fn findings_read_facts(&self) -> bool {
        self.plan.findings_read_facts
    }

    /// The fingerprint of whatever can change a result.
    pub fn method_fingerprint(&self) -> &Fingerprint {
        &self.fingerprints.get_or_init(|| Fingerprint::both(self)).0
    }

    /// The fingerprint of wording.
    pub fn texts_fingerprint(&self) -> &Fingerprint {
        &self.fingerprints.get_or_init(|| Fingerprint::both(self)).1
    }

    /// One indicator.
    pub fn indicator(&self, at: IndicatorIx) -> &Indicator {
        &self.indicators[at.0]
    }

    /// One fact.
    pub fn fact(&self, at: FactIx) -> &Fact {
        &self.facts[at.0]
    }

    /// One area.
    pub fn area(&self, at: AreaIx) -> &Area {
        &self.areas[at.0]
    }

    /// The indicator with this id.
    pub fn find_indicator(&self, id: &str) -> Option<IndicatorIx> {
        self.find_indicator_as(id).map(|(at, _)| at)
    }

    /// The same, with whether it is the indicator's own id and not a retired one.
    pub(crate) fn find_indicator_as(&self, id: &str) -> Option<(IndicatorIx, bool)> {
        let (at, own) = (self.plan.indicator_ids.find(id)?, self.indicators.len());
        Some((IndicatorIx(if at < own { at } else { at - own }), at < own))
    }

    /// The bit of a value of a fact.
    pub(crate) fn find_value(&self, fact: FactIx, id: &str) -> Option<u64> {
        self.plan.value_ids[fact.0].find(id).map(|at| 1 << at)
    }

    /// The fact with this id.
    pub fn find_fact(&self, id: &str) -> Option<FactIx> {
        self.plan.fact_ids.find(id).map(FactIx)
    }

    /// The fact that plays this role, if the catalogue has one.
    pub fn fact_by_role(&self, role: Role) -> Option<FactIx> {
        self.facts.iter().position(|fact| fact.role == Some(role)).map(FactIx)
    }

    /// The country with this id, if anything was seen of it.
    pub fn country(&self, id: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.id == id)
    }

    /// `id@version`, as results name a catalogue.
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// The strength of an indicator on a track. Where the track has no class, the other one's counts.
    pub(crate) fn strength(&self, at: usize, child: bool, severity: Option<crate::condition::Severity>) -> Strength {
        let indicator = &self.indicators[at];
        self.method.strength(indicator.classes.on(child), severity, indicator.critical, indicator.anchors.is_some())
    }
}
