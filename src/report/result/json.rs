//! Results as JSON: one object a line, ids only, keys in a fixed order.

use crate::assessment::{Assessment, Range, Share};
use crate::case::{Case, Days, ImplausibleDay, Presence};
use crate::catalogue::{AddedName, AreaKind, Catalogue, Fingerprint};
use crate::condition::{AreaIx, Element};
use crate::escape;
use crate::referral::Recommendation;
use crate::report::Report;
use crate::report::result::fast_json::ResultParts;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) const FORMAT: &str = "tipscreen-result/1";

/// How much of a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultDetail {
    /// Assessment and recommendation.
    Short,
    /// Also the reasons, what is open, and the hash.
    Full,
}

/// The origin of the case of a result.
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope<'a> {
    /// The file, if there are several.
    pub file: Option<&'a str>,
    /// The line in the file, from 1.
    pub line: Option<usize>,
    /// The purpose of the case, if cases of several purposes may be mixed.
    pub purpose: Option<&'a str>,
    /// A name for the case that identifies nobody.
    pub case_id: &'a str,
    /// The faults of the case's days, in the order of [`Days::named`](crate::case::Days::named).
    pub implausible_days: [Option<ImplausibleDay>; 2],
}

/// The keys of days, in order.
pub(crate) fn day_keys() -> [&'static str; 2] {
    Days::default().named().map(|(key, _)| key)
}

impl<'a> Envelope<'a> {
    /// For a single case.
    pub fn of(case: &'a Case) -> Self {
        Self { case_id: &case.case_id, ..Self::default() }
    }

    /// The implausible days and their faults, in words of results.
    pub(crate) fn implausible_days(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let faults = day_keys().into_iter().zip(self.implausible_days);
        faults.filter_map(|(key, fault)| Some((key, fault?.word())))
    }
}

/// The format of results with one catalogue. Constant parts are prepared once.
pub struct ResultForm<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) name: String,
    /// Dimensions and pools, by id.
    pub(crate) dimensions: Vec<AreaIx>,
    /// Forms, by id.
    pub(crate) forms: Vec<AreaIx>,
    /// The rank of each pathway, by id.
    pub(crate) pathway_ranks: Vec<usize>,
    /// The parts of short results.
    pub(crate) parts: ResultParts,
}

impl<'c> ResultForm<'c> {
    pub fn of(catalogue: &'c Catalogue) -> Self {
        let areas = |is_form: bool| {
            let wanted = |at: &AreaIx| (catalogue.area(*at).kind == AreaKind::Form) == is_form;
            let mut found: Vec<AreaIx> = (0..catalogue.areas.len()).map(AreaIx).filter(wanted).collect();
            found.sort_by_key(|at| &catalogue.area(*at).id);
            found
        };
        let pathways = &catalogue.guidelines.pathways;
        let rank = |id: &str| pathways.iter().filter(|other| other.id.as_str() < id).count();
        Self {
            catalogue,
            name: catalogue.name(),
            dimensions: areas(false),
            forms: areas(true),
            pathway_ranks: pathways.iter().map(|pathway| rank(&pathway.id)).collect(),
            parts: ResultParts::of(catalogue),
        }
    }

    /// Dimensions and pools, then forms, each in the order of their ids.
    pub fn areas(&self) -> impl Iterator<Item = AreaIx> {
        self.dimensions.iter().chain(&self.forms).copied()
    }

    /// The name of the catalogue in results.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// One result as one line of JSON, without the line end.
pub fn result_line(report: &Report<'_>, envelope: Envelope<'_>, detail: ResultDetail) -> String {
    let form = ResultForm::of(report.catalogue);
    let (assessment, advice) = (report.assessment, report.recommendation);
    let line = Line { form: &form, envelope, assessment, advice, report: Some((report, detail)) };
    escape::json(&sonic_rs::to_string(&line).unwrap_or_default()).into_owned()
}

struct Line<'a> {
    form: &'a ResultForm<'a>,
    envelope: Envelope<'a>,
    assessment: &'a Assessment,
    advice: &'a Recommendation,
    /// The full report, if there is one.
    report: Option<(&'a Report<'a>, ResultDetail)>,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        let (envelope, catalogue) = (&self.envelope, self.form.catalogue);
        let mut map = json.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        if let Some(file) = envelope.file {
            map.serialize_entry("file", file)?;
        }
        if let Some(line) = envelope.line {
            map.serialize_entry("line", &line)?;
        }
        if let Some(purpose) = envelope.purpose {
            map.serialize_entry("purpose", purpose)?;
        }
        map.serialize_entry("case_id", envelope.case_id)?;
        if envelope.implausible_days.iter().any(Option::is_some) {
            map.serialize_entry("implausible_days", &Pairs(|| envelope.implausible_days()))?;
        }
        map.serialize_entry("catalogue", &self.form.name)?;
        if !catalogue.added_files.is_empty() {
            map.serialize_entry("added_files", &added_files(catalogue))?;
        }
        if let Some(derived) = self.report.and_then(|(report, _)| report.derived) {
            map.serialize_entry("derived_from", &derived.from)?;
            let ids = derived.not_derived.iter().map(|at| catalogue.indicator(*at).id.as_str());
            map.serialize_entry("not_derived", &List(|| ids.clone()))?;
        }
        assessed(&mut map, self.form, self.assessment)?;
        advised(&mut map, self.form, self.advice)?;
        if let Some((report, ResultDetail::Full)) = self.report {
            full(&mut map, report)?;
        }
        map.end()
    }
}

/// A list that is written during iteration.
struct List<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.collect_seq((self.0)())
    }
}

/// A table that is written during iteration.
struct Pairs<F>(F);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>, F: Fn() -> I> Serialize for Pairs<F> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.collect_map((self.0)())
    }
}

/// The added files with their hashes, so that results with different files differ.
pub(crate) fn added_files(catalogue: &Catalogue) -> Value {
    let file = |file: &std::sync::Arc<AddedName>| json!({ "name": file.name, "sha256": file.sha256 });
    catalogue.added_files.iter().map(file).collect()
}

/// The assessment, in ids.
fn assessed<M: SerializeMap>(map: &mut M, form: &ResultForm<'_>, assessment: &Assessment) -> Result<(), M::Error> {
    let catalogue = form.catalogue;
    let finding = |at: crate::condition::FindingIx| catalogue.findings[at.0].id.as_str();
    map.serialize_entry("track", &assessment.track)?;
    map.serialize_entry("finding", finding(assessment.finding))?;
    match &assessment.range {
        Range::Between { low, high } => {
            map.serialize_entry("low", finding(*low))?;
            map.serialize_entry("high", finding(*high))?;
        }
        Range::Among { findings, superset } => {
            map.serialize_entry("reachable", &List(|| findings.iter().map(|at| finding(*at))))?;
            map.serialize_entry("superset", superset)?;
        }
    }
    map.serialize_entry("settled", &assessment.is_settled())?;
    let element = |one: Element| (one.word(), assessment.elements[one as usize].status);
    map.serialize_entry("elements", &Pairs(|| Element::ALL.into_iter().map(element)))?;
    let status = |at: &AreaIx| (catalogue.area(*at).id.as_str(), assessment.areas[at.0].status);
    map.serialize_entry("dimensions", &Pairs(|| form.dimensions.iter().map(status)))?;
    map.serialize_entry("forms", &Pairs(|| form.forms.iter().map(status)))?;
    map.serialize_entry("points", &assessment.points)?;
    let pair = |share: Share| [share.answered, share.applicable];
    let shares = [("core", pair(assessment.core)), ("all", pair(assessment.all))];
    map.serialize_entry("completeness", &Pairs(|| shares.into_iter()))?;
    let raised = || catalogue.flags.iter().zip(&assessment.flags).filter(|(_, truth)| truth.is_yes());
    map.serialize_entry("flags", &List(|| raised().map(|(flag, _)| flag.id.as_str())))?;
    let gates = || assessment.ended_by.iter().map(|at| catalogue.gates[*at].id.as_str());
    if !assessment.ended_by.is_empty() {
        map.serialize_entry("ended_by", &List(gates))?;
    }
    let cautions = || assessment.cautions.iter().map(|at| catalogue.cautions[*at].id.as_str());
    map.serialize_entry("cautions", &List(cautions))?;
    map.serialize_entry("contradictions", &List(|| assessment.contradictions.iter().map(|one| one.id(catalogue))))
}

/// The recommendation, in ids.
fn advised<M: SerializeMap>(map: &mut M, form: &ResultForm<'_>, advice: &Recommendation) -> Result<(), M::Error> {
    let guidelines = &form.catalogue.guidelines;
    let pathway = |at: usize| guidelines.pathways[at].id.as_str();
    map.serialize_entry("urgency", &advice.urgency.map(|at| guidelines.urgencies[at].id.as_str()))?;
    map.serialize_entry("pathways", &List(|| advice.pathways.iter().map(|way| pathway(way.pathway))))?;
    let mut ways: Vec<_> = advice.pathways.iter().collect();
    ways.sort_unstable_by_key(|way| form.pathway_ranks[way.pathway]);
    let agreement = || ways.iter().map(|way| (pathway(way.pathway), way.agreement.word()));
    map.serialize_entry("agreement", &Pairs(agreement))?;
    map.serialize_entry("declined", &List(|| advice.declined.iter().map(|at| pathway(*at))))?;
    map.serialize_entry("withheld", &List(|| advice.withheld.iter().map(|at| pathway(*at))))?;
    let against = || advice.ruled_out.iter().map(|at| guidelines.contraindications[*at].id.as_str());
    map.serialize_entry("contraindications", &List(against))?;
    map.serialize_entry("actions", &List(|| advice.actions.iter().map(|at| guidelines.actions[*at].id.as_str())))?;
    let safeguards = || advice.safeguards.iter().map(|at| guidelines.safeguards[*at].id.as_str());
    map.serialize_entry("safeguards", &List(safeguards))?;
    let own = advice.by_catalogue.as_deref();
    own.map_or(Ok(()), |own| map.serialize_entry("without_added_risk", &Advised(form, own)))
}

fn full<M: SerializeMap>(map: &mut M, report: &Report<'_>) -> Result<(), M::Error> {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let id = |at: usize| catalogue.indicators[at].id.as_str();
    let reasons = report.trace.reasons(assessment.finding);
    map.serialize_entry("reasons", &List(|| reasons.iter().map(|at| id(at.0))))?;
    map.serialize_entry("open", &List(|| assessment.open.iter().map(id)))?;
    map.serialize_entry("unrated", &List(|| assessment.unrated.iter().map(id)))?;
    map.serialize_entry("volunteered", &List(|| assessment.volunteered.iter().map(id)))?;
    let facts = || assessment.open_facts.iter().map(|at| catalogue.fact(*at).id.as_str());
    map.serialize_entry("open_facts", &List(facts))?;
    map.serialize_entry("hash", &hash(report).to_string())
}

/// The assessment alone, for the hash.
struct Assessed<'a>(&'a ResultForm<'a>, &'a Assessment);

impl Serialize for Assessed<'_> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        let mut map = json.serialize_map(None)?;
        assessed(&mut map, self.0, self.1)?;
        map.end()
    }
}

/// The recommendation alone, for the hash.
struct Advised<'a>(&'a ResultForm<'a>, &'a Recommendation);

impl Serialize for Advised<'_> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        let mut map = json.serialize_map(None)?;
        advised(&mut map, self.0, self.1)?;
        map.end()
    }
}

/// The result hash: method, counted facts and answers, assessment and recommendation. No notes, dates, texts, case id.
pub(crate) fn hash(report: &Report<'_>) -> Fingerprint {
    let (catalogue, case, form) = (report.catalogue, report.case, ResultForm::of(report.catalogue));
    let facts = catalogue.facts.iter().enumerate().filter(|(_, fact)| !fact.descriptive && !fact.values.is_empty());
    let facts: BTreeMap<&str, Value> = facts
        .filter_map(|(at, fact)| {
            let answer = case.fact(crate::condition::FactIx(at));
            answer.is_given().then(|| (fact.id.as_str(), json!(answer.value_ids(fact))))
        })
        .collect();
    let answers: BTreeMap<&str, Value> = (0..catalogue.indicators.len())
        .map(crate::condition::IndicatorIx)
        .filter_map(|at| {
            let answer = case.answer(at).filter(|answer| answer.presence != Presence::NotAsked)?;
            Some((catalogue.indicator(at).id.as_str(), json!([answer.presence, answer.severity])))
        })
        .collect();
    Fingerprint::of(&json!({
        "method": catalogue.method_fingerprint().to_string(),
        "facts": facts,
        "answers": answers,
        "assessment": Assessed(&form, report.assessment),
        "recommendation": Advised(&form, report.recommendation),
    }))
}
