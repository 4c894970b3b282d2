//! Compares the result of a case with the expectation of its script.

use crate::assessment::{Assessment, Range};
use crate::catalogue::Catalogue;
use crate::condition::FindingIx;
use crate::referral::Recommendation;
use crate::training::Script;

/// A difference from the expected result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The kind: `finding`, `pathways` …
    pub of: &'static str,
    pub expected: String,
    pub got: String,
}

/// All differences. Empty if the result is as expected.
pub fn compare(
    catalogue: &Catalogue,
    script: &Script,
    assessment: &Assessment,
    recommendation: &Recommendation,
) -> Vec<Mismatch> {
    let expected = &script.expected;
    let guidelines = &catalogue.guidelines;
    let finding = |at: FindingIx| catalogue.findings[at.0].id.clone();
    let (low, high) = match &assessment.range {
        Range::Between { low, high } => (*low, *high),
        Range::Among { findings, .. } => (findings[findings.len() - 1], findings[0]),
    };
    let urgency = recommendation.urgency.map_or("none".to_owned(), |at| guidelines.urgencies[at].id.clone());
    let mut differences = Vec::new();
    for (of, wanted, got) in [
        ("finding", &expected.finding, finding(assessment.finding)),
        ("low", &expected.low, finding(low)),
        ("high", &expected.high, finding(high)),
        ("urgency", &expected.urgency, urgency),
    ] {
        if let Some(wanted) = wanted.as_ref().filter(|wanted| **wanted != got) {
            differences.push(Mismatch { of, expected: wanted.clone(), got });
        }
    }
    let pathways: Vec<&str> =
        recommendation.pathways.iter().map(|way| guidelines.pathways[way.pathway].id.as_str()).collect();
    let actions: Vec<&str> = recommendation.actions.iter().map(|at| guidelines.actions[*at].id.as_str()).collect();
    let safeguards: Vec<&str> =
        recommendation.safeguards.iter().map(|at| guidelines.safeguards[*at].id.as_str()).collect();
    let raised = catalogue.flags.iter().zip(&assessment.flags).filter(|(_, truth)| truth.is_yes());
    let flags: Vec<&str> = raised.map(|(flag, _)| flag.id.as_str()).collect();
    for (of, wanted, got) in [
        ("pathways", &expected.pathways, &pathways),
        ("actions", &expected.actions, &actions),
        ("safeguards", &expected.safeguards, &safeguards),
        ("flags", &expected.flags, &flags),
    ] {
        for missing in wanted.iter().filter(|wanted| !got.contains(&wanted.as_str())) {
            differences.push(Mismatch { of, expected: missing.clone(), got: got.join(", ") });
        }
    }
    for unwanted in expected.not_pathways.iter().filter(|unwanted| pathways.contains(&unwanted.as_str())) {
        differences.push(Mismatch {
            of: "not_pathways",
            expected: text!("training-check-not", id = unwanted),
            got: pathways.join(", "),
        });
    }
    differences
}
