//! Checks scripts: whether each gives its expected result, and what a whole library of them never uses.

use super::script::AIMS;
use super::{Aim, Mismatch, Played, Script, compare};
use crate::assessment::{Assessment, assess};
use crate::case::Presence;
use crate::catalogue::Catalogue;
use crate::referral::{Recommendation, recommend};
use std::collections::BTreeSet;

/// The result of checking a script.
#[derive(Clone, Debug)]
pub struct ScriptCheck {
    pub played: Played,
    pub assessment: Assessment,
    pub recommendation: Recommendation,
    /// Differences from the expected result.
    pub differences: Vec<Mismatch>,
    /// Whether it expects nothing, so that the check could never fail.
    pub expects_nothing: bool,
}

impl ScriptCheck {
    /// Plays a script and compares its result.
    pub fn of(catalogue: &Catalogue, script: &Script, quick: bool) -> Self {
        let played = Played::of(catalogue, script, quick);
        let assessment = assess(catalogue, &played.case, &mut ());
        let recommendation = recommend(catalogue, &played.case, &assessment);
        let differences = compare(catalogue, script, &assessment, &recommendation);
        let expects_nothing = script.expected.is_empty();
        Self { played, assessment, recommendation, differences, expects_nothing }
    }

    /// Whether everything is as the script expects.
    pub fn is_as_expected(&self) -> bool {
        let Played { never_asked, never_reached, .. } = &self.played;
        self.differences.is_empty() && never_asked.is_empty() && never_reached.is_empty() && !self.expects_nothing
    }
}

/// What the scripts of a library use, and how those with an aim ended.
#[derive(Clone, Debug)]
pub struct LibraryCoverage {
    present: BTreeSet<usize>,
    findings: BTreeSet<usize>,
    urgencies: BTreeSet<usize>,
    pathways: BTreeSet<usize>,
    /// For each aim: the number of its scripts, and how many of them are referred.
    pub aims: [(Aim, usize, usize); 3],
}

impl Default for LibraryCoverage {
    fn default() -> Self {
        let (present, findings, urgencies, pathways) = Default::default();
        let aims = AIMS.map(|(_, aim)| (aim, 0, 0));
        Self { present, findings, urgencies, pathways, aims }
    }
}

impl LibraryCoverage {
    /// Adds a script.
    pub fn add(&mut self, catalogue: &Catalogue, script: &Script, checked: &ScriptCheck) {
        let finding = checked.assessment.finding.0;
        self.findings.insert(finding);
        self.present.extend(checked.played.case.with_presence(Presence::Present).map(|at| at.0));
        self.urgencies.extend(checked.recommendation.urgency);
        self.pathways.extend(checked.recommendation.pathways.iter().map(|way| way.pathway));
        let Some(aim) = script.aim else { return };
        for (_, written, referred) in self.aims.iter_mut().filter(|(one, ..)| *one == aim) {
            *written += 1;
            *referred += usize::from(catalogue.findings[finding].refers);
        }
    }

    /// What no script reaches: indicators that are never present, findings, urgencies and pathways; each kind with its
    /// ids.
    pub fn untouched<'c>(&self, catalogue: &'c Catalogue) -> [(&'static str, Vec<&'c str>); 4] {
        let guidelines = &catalogue.guidelines;
        let lacking = |touched: &BTreeSet<usize>, ids: Vec<&'c str>| -> Vec<&'c str> {
            ids.into_iter().enumerate().filter(|(at, _)| !touched.contains(at)).map(|(_, id)| id).collect()
        };
        [
            ("indicators", lacking(&self.present, catalogue.indicators.iter().map(|one| one.id.as_str()).collect())),
            ("findings", lacking(&self.findings, catalogue.findings.iter().map(|one| one.id.as_str()).collect())),
            ("urgencies", lacking(&self.urgencies, guidelines.urgencies.iter().map(|one| one.id.as_str()).collect())),
            ("pathways", lacking(&self.pathways, guidelines.pathways.iter().map(|one| one.id.as_str()).collect())),
        ]
    }
}
