//! Short results joined from prepared parts, because a batch writes ten million of them.
//!
//! Every part is JSON written by the same library. The joined result equals that of [`crate::report::result_line`],
//! byte by byte.

use crate::assessment::{Assessment, Range, Share};
use crate::catalogue::Catalogue;
use crate::condition::{AreaIx, Element, Status, Track};
use crate::escape;
use crate::referral::{Consent, Recommendation};
use crate::report::result::json::{Envelope, FORMAT, ResultForm};
use serde::Serialize;
use std::io::Write as _;

const STATUSES: [Status; 3] = [Status::None, Status::Shown, Status::Positive];

/// The parts of results with one catalogue. Ids are JSON texts. Statuses include the id that they belong to.
pub(crate) struct ResultParts {
    /// The catalogue, and the added files.
    catalogue: Vec<u8>,
    findings: Vec<Vec<u8>>,
    /// By element, then by area: `"id":"status"` for each status.
    elements: Vec<[Vec<u8>; 3]>,
    areas: Vec<[Vec<u8>; 3]>,
    flags: Vec<Vec<u8>>,
    cautions: Vec<Vec<u8>>,
    gates: Vec<Vec<u8>>,
    urgencies: Vec<Vec<u8>>,
    pathways: Vec<Vec<u8>>,
    /// By pathway, then by consent: `"id":"word"`.
    agreements: Vec<[Vec<u8>; 3]>,
    contraindications: Vec<Vec<u8>>,
    actions: Vec<Vec<u8>>,
    safeguards: Vec<Vec<u8>>,
}

fn json(value: &(impl Serialize + ?Sized)) -> Vec<u8> {
    sonic_rs::to_vec(value).unwrap_or_default()
}

fn ids<'i>(ids: impl Iterator<Item = &'i String>) -> Vec<Vec<u8>> {
    ids.map(json).collect()
}

fn pair(id: &str, value: &impl Serialize) -> Vec<u8> {
    [json(id), b":".to_vec(), json(value)].concat()
}

/// The name of a catalogue, and the key for added files, if there are any.
fn of_catalogue(catalogue: &Catalogue) -> Vec<u8> {
    let mut part = json(&catalogue.name());
    if !catalogue.added_files.is_empty() {
        let files = crate::report::result::json::added_files(catalogue).to_string();
        part.extend([b",\"added_files\":", escape::json(&files).as_bytes()].concat());
    }
    part
}

impl ResultParts {
    pub fn of(catalogue: &Catalogue) -> Self {
        let guidelines = &catalogue.guidelines;
        let with_status = |id: &str| STATUSES.map(|status| pair(id, &status));
        let agreements = [Consent::NotNeeded, Consent::Given, Consent::Conditional];
        Self {
            catalogue: of_catalogue(catalogue),
            findings: ids(catalogue.findings.iter().map(|one| &one.id)),
            elements: Element::ALL.map(|element| with_status(element.word())).to_vec(),
            areas: catalogue.areas.iter().map(|area| with_status(&area.id)).collect(),
            flags: ids(catalogue.flags.iter().map(|one| &one.id)),
            cautions: ids(catalogue.cautions.iter().map(|one| &one.id)),
            gates: ids(catalogue.gates.iter().map(|one| &one.id)),
            urgencies: ids(guidelines.urgencies.iter().map(|one| &one.id)),
            pathways: ids(guidelines.pathways.iter().map(|one| &one.id)),
            agreements: guidelines
                .pathways
                .iter()
                .map(|one| agreements.map(|agreement| pair(&one.id, &agreement.word())))
                .collect(),
            contraindications: ids(guidelines.contraindications.iter().map(|one| &one.id)),
            actions: ids(guidelines.actions.iter().map(|one| &one.id)),
            safeguards: ids(guidelines.safeguards.iter().map(|one| &one.id)),
        }
    }
}

/// A key, and a list or a table of parts.
fn joined<'p>(into: &mut Vec<u8>, key: &[u8], ends: [u8; 2], parts: impl Iterator<Item = &'p Vec<u8>>) {
    into.extend_from_slice(key);
    into.push(ends[0]);
    let begun = into.len();
    for part in parts {
        if into.len() > begun {
            into.push(b',');
        }
        into.extend_from_slice(part);
    }
    into.push(ends[1]);
}

const LIST: [u8; 2] = *b"[]";
const TABLE: [u8; 2] = *b"{}";

impl ResultForm<'_> {
    /// Writes one short result, without a line end. Never fails when writing to memory.
    pub fn write(
        &self,
        into: &mut Vec<u8>,
        envelope: Envelope<'_>,
        assessment: &Assessment,
        advice: &Recommendation,
    ) -> std::io::Result<()> {
        self.envelope(into, envelope)?;
        self.assessed(into, assessment)?;
        self.advised(into, advice);
        into.push(b'}');
        Ok(())
    }

    fn envelope(&self, into: &mut Vec<u8>, envelope: Envelope<'_>) -> std::io::Result<()> {
        write!(into, "{{\"format\":\"{FORMAT}\"")?;
        if let Some(file) = envelope.file {
            into.extend_from_slice(b",\"file\":");
            into.extend_from_slice(escape::json(&serde_json::to_string(file)?).as_bytes());
        }
        if let Some(line) = envelope.line {
            write!(into, ",\"line\":{line}")?;
        }
        if let Some(purpose) = envelope.purpose {
            into.extend_from_slice(b",\"purpose\":");
            sonic_rs::to_writer(&mut *into, purpose)?;
        }
        into.extend_from_slice(b",\"case_id\":");
        sonic_rs::to_writer(&mut *into, envelope.case_id)?;
        for (at, (key, word)) in envelope.implausible_days().enumerate() {
            let begin = if at == 0 { ",\"implausible_days\":{" } else { "," };
            write!(into, "{begin}\"{key}\":\"{word}\"")?;
        }
        if envelope.implausible_days.iter().any(Option::is_some) {
            into.push(b'}');
        }
        into.extend_from_slice(b",\"catalogue\":");
        into.extend_from_slice(&self.parts.catalogue);
        Ok(())
    }

    fn assessed(&self, into: &mut Vec<u8>, assessment: &Assessment) -> std::io::Result<()> {
        let parts = &self.parts;
        let track: &[u8] = match assessment.track {
            Track::Adult => b",\"track\":\"adult\",\"finding\":",
            Track::Child => b",\"track\":\"child\",\"finding\":",
            Track::Undetermined => b",\"track\":\"undetermined\",\"finding\":",
        };
        into.extend_from_slice(track);
        into.extend_from_slice(&parts.findings[assessment.finding.0]);
        match &assessment.range {
            Range::Between { low, high } => {
                into.extend_from_slice(b",\"low\":");
                into.extend_from_slice(&parts.findings[low.0]);
                into.extend_from_slice(b",\"high\":");
                into.extend_from_slice(&parts.findings[high.0]);
            }
            Range::Among { findings, superset } => {
                joined(into, b",\"reachable\":", LIST, findings.iter().map(|at| &parts.findings[at.0]));
                write!(into, ",\"superset\":{superset}")?;
            }
        }
        write!(into, ",\"settled\":{}", assessment.is_settled())?;
        let element = |at: usize| &parts.elements[at][assessment.elements[at].status as usize];
        joined(into, b",\"elements\":", TABLE, (0..3).map(element));
        let area = |at: &AreaIx| &parts.areas[at.0][assessment.areas[at.0].status as usize];
        joined(into, b",\"dimensions\":", TABLE, self.dimensions.iter().map(area));
        joined(into, b",\"forms\":", TABLE, self.forms.iter().map(area));
        let (Share { answered, applicable }, all) = (assessment.core, assessment.all);
        write!(
            into,
            ",\"points\":{},\"completeness\":{{\"core\":[{answered},{applicable}],\"all\":[{},{}]}}",
            assessment.points, all.answered, all.applicable
        )?;
        let raised = parts.flags.iter().zip(&assessment.flags).filter(|(_, truth)| truth.is_yes());
        joined(into, b",\"flags\":", LIST, raised.map(|(flag, _)| flag));
        if !assessment.ended_by.is_empty() {
            joined(into, b",\"ended_by\":", LIST, assessment.ended_by.iter().map(|at| &parts.gates[*at]));
        }
        joined(into, b",\"cautions\":", LIST, assessment.cautions.iter().map(|at| &parts.cautions[*at]));
        let contradictions: Vec<Vec<u8>> =
            assessment.contradictions.iter().map(|one| json(&one.id(self.catalogue))).collect();
        joined(into, b",\"contradictions\":", LIST, contradictions.iter());
        Ok(())
    }

    fn advised(&self, into: &mut Vec<u8>, advice: &Recommendation) {
        let parts = &self.parts;
        into.extend_from_slice(b",\"urgency\":");
        into.extend_from_slice(advice.urgency.map_or(b"null", |at| parts.urgencies[at].as_slice()));
        let pathway = |at: usize| &parts.pathways[at];
        joined(into, b",\"pathways\":", LIST, advice.pathways.iter().map(|way| pathway(way.pathway)));
        let mut ways: Vec<_> = advice.pathways.iter().collect();
        ways.sort_unstable_by_key(|way| self.pathway_ranks[way.pathway]);
        let agreement = ways.iter().map(|way| &parts.agreements[way.pathway][way.agreement as usize]);
        joined(into, b",\"agreement\":", TABLE, agreement);
        joined(into, b",\"declined\":", LIST, advice.declined.iter().map(|at| pathway(*at)));
        joined(into, b",\"withheld\":", LIST, advice.withheld.iter().map(|at| pathway(*at)));
        let against = advice.ruled_out.iter().map(|at| &parts.contraindications[*at]);
        joined(into, b",\"contraindications\":", LIST, against);
        joined(into, b",\"actions\":", LIST, advice.actions.iter().map(|at| &parts.actions[*at]));
        joined(into, b",\"safeguards\":", LIST, advice.safeguards.iter().map(|at| &parts.safeguards[*at]));
        if let Some(own) = &advice.by_catalogue {
            let begins = into.len();
            self.advised(into, own);
            // This also replaces the comma before the first key.
            into.splice(begins..=begins, *b",\"without_added_risk\":{");
            into.push(b'}');
        }
    }
}
