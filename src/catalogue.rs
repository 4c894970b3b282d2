//! The checked catalogue: what is asked, how it counts, and what follows from it.
//!
//! A [`Catalogue`] is made only by reading TOML with [`Catalogue::read`], which rejects a faulty one and reports all
//! its problems. So its users need no checks: every name is resolved and every rule well formed. This module knows no
//! case and no file system. Texts come in as [`SourceFile`]s.

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    Fact(FactIx),
    Indicator(IndicatorIx),
}

#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The id in kebab-case.
    pub id: String,
    /// The version, as its author numbers it.
    pub version: String,
    /// Ids of the catalogues it is based on, the nearest first. Ids mean the same there.
    pub based_on: Vec<String>,
    pub title: String,
    /// Where it comes from and who is responsible for it.
    pub status: String,
    /// What is known of its sensitivity and specificity.
    pub validation: String,
    /// Who reviewed its wording.
    pub review: String,
    /// The caveat in every result.
    pub caveat: String,
    /// The offer of a pause between two sections. May be empty.
    pub offer_pause: String,
    /// The message after a screening that was broken off. May be empty.
    pub stopped: String,
    /// How to part safely, shown after the result. May be empty.
    pub safe_close: String,
    pub used_for: Use,
    /// Whether its findings have an order of rank.
    pub ordered: bool,
    pub sources: Vec<Source>,
    /// The sections of the questionnaire, in order.
    pub sections: Vec<Section>,
    /// Dimensions, forms and pools.
    pub areas: Vec<Area>,
    /// Declared groups. An indicator without one is a group of its own.
    pub groups: Vec<Group>,
    /// Facts, in the order of the files.
    pub facts: Vec<Fact>,
    /// Indicators, in the order of the files.
    pub indicators: Vec<Indicator>,
    /// How strength is computed.
    pub method: Method,
    /// When the child track applies. `None`: never.
    pub child_track: Option<Condition>,
    /// When a person is a child today, which decides who may ask. `None`: the rule of the child track.
    pub child_now: Option<Condition>,
    /// While it holds, a fact of the child track that nobody asked about is no reason for the child's rules. An unknown
    /// or declined answer is one.
    pub adult_until_asked: Option<Condition>,
    /// Which wording of a question is used.
    pub prompts: Prompts,
    /// Rules that end a screening at once.
    pub gates: Vec<Gate>,
    /// Conditions of the screening under which a "no" proves nothing.
    pub cautions: Vec<Caution>,
    pub contradictions: Vec<Contradiction>,
    /// Flags, which guidelines read instead of indicators.
    pub flags: Vec<Flag>,
    /// Findings, highest rank first.
    pub findings: Vec<Finding>,
    pub guidelines: Guidelines,
    /// Countries, with everything that was found about them.
    pub countries: Vec<Country>,
    /// Agreements between states.
    pub instruments: Vec<Instrument>,
    /// Indicator ids no longer in use.
    pub retired: Vec<Retired>,
    /// Added files, in the order they were read.
    pub added_files: Vec<Arc<AddedName>>,
    plan: crate::catalogue::compiled::Compiled,
    /// Computed on first use, so that starting the program does not wait for them.
    fingerprints: OnceLock<(Fingerprint, Fingerprint)>,
    /// Ids of the built-in catalogues with the same method, computed on first use.
    equal_builtins: OnceLock<Vec<&'static str>>,
}

impl Catalogue {
    /// Reads and checks a catalogue from the texts of its files.
    ///
    /// # Errors
    /// Every problem of every file, with its place. A catalogue with any problem is rejected as a whole.
    pub fn read(files: Vec<SourceFile>) -> Result<Self, CatalogueErrors> {
        read::read(files, Vec::new(), read::ReadPurpose::Use)
    }

    /// As [`Self::read`], with added files. These hold only countries, instruments and sources. They can add
    /// protection, but never lower it.
    ///
    /// # Errors
    /// Every problem of every file, those of added files last.
    pub fn read_with(files: Vec<SourceFile>, added: Vec<AddedFile>) -> Result<Self, CatalogueErrors> {
        read::read(files, added, read::ReadPurpose::Use)
    }

    /// Reads the saved copy of a catalogue from a record. Authoring errors that were not checked when the record was
    /// made must not keep it from being opened.
    ///
    /// # Errors
    /// Every problem that makes the copy unreadable.
    pub fn read_stored(files: &CatalogueFiles) -> Result<Self, CatalogueErrors> {
        let CatalogueFiles { own, added } = files.own_and_added();
        read::read(own, added, read::ReadPurpose::Stored)
    }

    /// Checks a catalogue for its author, and adds warnings to the problems. With rules of wording its texts are
    /// checked too.
    pub fn check(files: Vec<SourceFile>, added: Vec<AddedFile>, wording: Option<&WordingRules>) -> CatalogueCheck {
        read::check_all(files, added, read::ReadPurpose::Check(wording))
    }

    /// The questions in the order they are asked.
    pub fn questions(&self) -> &[Question] {
        &self.plan.questions
    }

    /// The id of the fact or indicator.
    pub fn question_id(&self, question: Question) -> &str {
        match question {
            Question::Fact(at) => &self.fact(at).id,
            Question::Indicator(at) => &self.indicator(at).id,
        }
    }

    /// The title of the fact, or the statement of the indicator.
    pub fn question_title(&self, question: Question) -> &str {
        match question {
            Question::Fact(at) => &self.fact(at).title,
            Question::Indicator(at) => &self.indicator(at).statement,
        }
    }

    /// The group that counts an indicator once. An indicator without a group has a number of its own.
    pub(crate) fn group_of(&self, indicator: usize) -> usize {
        self.plan.group_of[indicator]
    }

    /// The unit that a pattern counts: the group if it counts once, else the indicator.
    pub(crate) fn unit_of(&self, indicator: usize) -> usize {
        self.plan.unit_of[indicator]
    }

    /// The facts that findings depend on, each with one value for every way in which rules distinguish its values.
    pub(crate) fn range_facts(&self) -> &[(FactIx, Vec<u64>)] {
        &self.plan.range_facts
    }

    /// Whether more signs can never lower a finding. The range then needs its two ends only.
    pub(crate) fn is_monotone(&self) -> bool {
        self.plan.monotone
    }

    /// Whether the possible outcomes of further answers are described by two ends, and not by a set of reachable
    /// findings.
    pub(crate) fn has_two_ended_range(&self) -> bool {
        self.ordered && self.is_monotone()
    }

    pub(crate) fn core(&self) -> &BitSet {
        &self.plan.masks.core
    }

    /// Sets of indicators for the assessment.
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

    /// Whether a finding depends on a fact, apart from the track.
    pub(crate) fn findings_read_facts(&self) -> bool {
        self.plan.findings_read_facts
    }

    /// The fingerprint of everything that can change a result.
    pub fn method_fingerprint(&self) -> &Fingerprint {
        &self.fingerprints.get_or_init(|| Fingerprint::both(self)).0
    }

    /// The fingerprint of everything else, such as wording.
    pub fn texts_fingerprint(&self) -> &Fingerprint {
        &self.fingerprints.get_or_init(|| Fingerprint::both(self)).1
    }

    pub fn indicator(&self, at: IndicatorIx) -> &Indicator {
        &self.indicators[at.0]
    }

    pub fn fact(&self, at: FactIx) -> &Fact {
        &self.facts[at.0]
    }

    pub fn area(&self, at: AreaIx) -> &Area {
        &self.areas[at.0]
    }

    pub fn find_indicator(&self, id: &str) -> Option<IndicatorIx> {
        self.find_indicator_as(id).map(|(at, _)| at)
    }

    /// The same, with whether this is its own id and not a retired one.
    pub(crate) fn find_indicator_as(&self, id: &str) -> Option<(IndicatorIx, bool)> {
        let (at, own) = (self.plan.indicator_ids.find(id)?, self.indicators.len());
        Some((IndicatorIx(if at < own { at } else { at - own }), at < own))
    }

    /// The bit of a value of a fact.
    pub(crate) fn find_value(&self, fact: FactIx, id: &str) -> Option<u64> {
        self.plan.value_ids[fact.0].find(id).map(|at| 1 << at)
    }

    pub fn find_fact(&self, id: &str) -> Option<FactIx> {
        self.plan.fact_ids.find(id).map(FactIx)
    }

    /// The fact with this role, if the catalogue has one.
    pub fn fact_by_role(&self, role: Role) -> Option<FactIx> {
        self.facts.iter().position(|fact| fact.role == Some(role)).map(FactIx)
    }

    /// The country with this id, if the catalogue knows it.
    pub fn country(&self, id: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.id == id)
    }

    /// `id@version`, as results name a catalogue.
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// The strength of an indicator on a track. If it has no class there, the class of the other track counts.
    pub(crate) fn strength(&self, at: usize, child: bool, severity: Option<crate::condition::Severity>) -> Strength {
        let indicator = &self.indicators[at];
        self.method.strength(indicator.classes.on(child), severity, indicator.critical, indicator.anchors.is_some())
    }
}
