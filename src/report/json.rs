//! Results as JSON: one object a line, ids only, keys in a fixed order.

use super::Report;
use crate::assessment::{Range, Share};
use crate::case::Presence;
use crate::catalogue::{AreaKind, Fingerprint};
use crate::condition::{Element, FindingIx, Status, Track};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The name of the result format.
const FORMAT: &str = "tipscreen-result/1";

/// How much of a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Assessment and recommendation.
    Short,
    /// Also the reasons, what is open, and the hash.
    Full,
}

/// The assessment, in ids.
#[derive(Serialize)]
struct Assessed<'a> {
    track: Track,
    finding: &'a str,
    #[serde(flatten)]
    range: Ranged<'a>,
    elements: BTreeMap<&'a str, Status>,
    dimensions: BTreeMap<&'a str, Status>,
    forms: BTreeMap<&'a str, Status>,
    points: u32,
    completeness: Completeness,
    flags: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Ranged<'a> {
    Between { low: &'a str, high: &'a str },
    Among { reachable: Vec<&'a str>, superset: bool },
}

#[derive(Serialize)]
struct Completeness {
    core: [usize; 2],
    all: [usize; 2],
}

/// What is advised, in ids.
#[derive(Serialize)]
struct Advised<'a> {
    urgency: Option<&'a str>,
    pathways: Vec<&'a str>,
    agreement: BTreeMap<&'a str, &'a str>,
    declined: Vec<&'a str>,
    contraindications: Vec<&'a str>,
    actions: Vec<&'a str>,
    safeguards: Vec<&'a str>,
}

#[derive(Serialize)]
struct Line<'a> {
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    case_id: &'a str,
    catalogue: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    derived_from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_derived: Option<Vec<&'a str>>,
    #[serde(flatten)]
    assessment: Assessed<'a>,
    #[serde(flatten)]
    recommendation: Advised<'a>,
    #[serde(flatten)]
    full: Option<Full<'a>>,
}

#[derive(Serialize)]
struct Full<'a> {
    reasons: Vec<&'a str>,
    open: Vec<&'a str>,
    unrated: Vec<&'a str>,
    volunteered: Vec<&'a str>,
    open_facts: Vec<&'a str>,
    hash: String,
}

/// One result as one line of JSON, without the line end.
#[must_use]
pub fn result_line(report: &Report<'_>, line: Option<usize>, detail: Detail) -> String {
    let whole = Line {
        format: FORMAT,
        line,
        case_id: &report.case.case_id,
        catalogue: report.catalogue.name(),
        derived_from: report.derived.map(|derived| derived.from.as_str()),
        not_derived: report
            .derived
            .map(|derived| derived.not_derived.iter().map(|at| report.catalogue.indicator(*at).id.as_str()).collect()),
        assessment: assessed(report),
        recommendation: advised(report),
        full: (detail == Detail::Full).then(|| full(report)),
    };
    serde_json::to_string(&whole).unwrap_or_default()
}

fn assessed<'a>(report: &Report<'a>) -> Assessed<'a> {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let finding = |at: &FindingIx| catalogue.findings[at.0].id.as_str();
    let areas = |wanted: fn(AreaKind) -> bool| {
        let both = catalogue.areas.iter().zip(&assessment.areas).filter(move |(area, _)| wanted(area.kind));
        both.map(|(area, established)| (area.id.as_str(), established.status)).collect()
    };
    let pair = |share: Share| [share.answered, share.applicable];
    let raised = catalogue.flags.iter().zip(&assessment.flags).filter(|(_, truth)| truth.is_yes());
    Assessed {
        track: assessment.track,
        finding: finding(&assessment.finding),
        range: match &assessment.range {
            Range::Between { low, high } => Ranged::Between { low: finding(low), high: finding(high) },
            Range::Among { findings, superset } => {
                Ranged::Among { reachable: findings.iter().map(finding).collect(), superset: *superset }
            }
        },
        elements: Element::ALL.iter().map(|one| (one.word(), assessment.elements[*one as usize].status)).collect(),
        dimensions: areas(|kind| kind != AreaKind::Form),
        forms: areas(|kind| kind == AreaKind::Form),
        points: assessment.points,
        completeness: Completeness { core: pair(assessment.core), all: pair(assessment.all) },
        flags: raised.map(|(flag, _)| flag.id.as_str()).collect(),
    }
}

fn advised<'a>(report: &Report<'a>) -> Advised<'a> {
    let guidelines = &report.catalogue.guidelines;
    let advice = report.recommendation;
    Advised {
        urgency: advice.urgency.map(|at| guidelines.urgencies[at].id.as_str()),
        pathways: advice.pathways.iter().map(|way| guidelines.pathways[way.pathway].id.as_str()).collect(),
        agreement: advice
            .pathways
            .iter()
            .map(|way| (guidelines.pathways[way.pathway].id.as_str(), way.agreement.word()))
            .collect(),
        declined: advice.declined.iter().map(|at| guidelines.pathways[*at].id.as_str()).collect(),
        contraindications: advice.ruled_out.iter().map(|at| guidelines.contraindications[*at].id.as_str()).collect(),
        actions: advice.actions.iter().map(|at| guidelines.actions[*at].id.as_str()).collect(),
        safeguards: advice.safeguards.iter().map(|at| guidelines.safeguards[*at].id.as_str()).collect(),
    }
}

fn full<'a>(report: &Report<'a>) -> Full<'a> {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let id = |at: usize| catalogue.indicators[at].id.as_str();
    Full {
        reasons: report.trace.reasons(assessment.finding).iter().map(|at| id(at.0)).collect(),
        open: assessment.open.iter().map(id).collect(),
        unrated: assessment.unrated.iter().map(id).collect(),
        volunteered: assessment.volunteered.iter().map(id).collect(),
        open_facts: assessment.open_facts.iter().map(|at| catalogue.fact(*at).id.as_str()).collect(),
        hash: hash(report).to_string(),
    }
}

/// The result hash: method, counted facts and answers, assessment and recommendation. No notes, dates, texts, case id.
pub(super) fn hash(report: &Report<'_>) -> Fingerprint {
    let (catalogue, case) = (report.catalogue, report.case);
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
        "assessment": assessed(report),
        "recommendation": advised(report),
    }))
}
