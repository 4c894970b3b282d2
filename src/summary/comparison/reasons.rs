//! The reasons for a finding, as short texts: those that its rules name, or "the rule" where they name none.

use crate::assessment::{Observer, TracedRule, finding_heard};
use crate::case::AnswerSets;
use crate::catalogue::Catalogue;
use crate::condition::{Condition, Evidence, FindingIx, Leaf};

/// The distinct reasons of two catalogues with the same findings, in the order of the findings.
#[derive(Debug, Default)]
pub(in crate::summary) struct Reasons(Vec<Reason>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::summary) struct Reason {
    pub finding: usize,
    pub words: String,
}

/// The text for a rule that names no reason.
fn unnamed(child: bool) -> &'static str {
    if child { text!("summary-reason-rule-for-child") } else { text!("summary-reason-rule") }
}

impl Reasons {
    pub fn of(catalogues: [&Catalogue; 2]) -> Self {
        let mut all = Vec::new();
        for at in 0..catalogues[0].findings.len() {
            for catalogue in catalogues {
                let finding = &catalogue.findings[at];
                let mut words = Vec::new();
                for (child, rule) in [(false, Some(&finding.when)), (true, finding.child.as_ref())] {
                    if let Some(rule) = rule {
                        named(catalogue, rule, &mut words);
                    }
                    words.push(unnamed(child));
                }
                for words in words {
                    let reason = Reason { finding: at, words: words.to_owned() };
                    if !all.contains(&reason) {
                        all.push(reason);
                    }
                }
            }
        }
        Self(all)
    }

    pub fn all(&self) -> &[Reason] {
        &self.0
    }

    /// The reasons that hold for a finding in a case, by position.
    pub fn held(&self, catalogue: &Catalogue, case: &AnswerSets, finding: FindingIx) -> Vec<usize> {
        let mut hearing = Hearing { reasons: self, catalogue, held: Vec::new() };
        finding_heard(catalogue, case, &mut hearing);
        hearing.held.retain(|at| self.0[*at].finding == finding.0);
        hearing.held
    }

    fn place(&self, finding: usize, words: &str) -> Option<usize> {
        self.0.iter().position(|reason| reason.finding == finding && reason.words == words)
    }
}

/// All reasons that a rule can name, in order.
fn named<'c>(catalogue: &'c Catalogue, condition: &'c Condition, into: &mut Vec<&'c str>) {
    if let Condition::Because(words, _) = condition {
        into.push(words);
    }
    condition.parts().iter().for_each(|part| named(catalogue, part, into));
    if let Condition::Leaf(Leaf::Flag(flag)) = condition {
        named(catalogue, &catalogue.flags[flag.0].when, into);
    }
}

struct Hearing<'h> {
    reasons: &'h Reasons,
    catalogue: &'h Catalogue,
    held: Vec<usize>,
}

impl Observer for Hearing<'_> {
    fn rule(&mut self, rule: TracedRule, _: bool, condition: &Condition, evidence: &impl Evidence) {
        let (finding, child) = match rule {
            TracedRule::Finding(at) => (at.0, false),
            TracedRule::ChildFinding(at) => (at.0, true),
        };
        if !condition.holds(evidence) {
            return;
        }
        let before = self.held.len();
        self.listen(finding, condition, evidence);
        if self.held.len() == before {
            self.held.extend(self.reasons.place(finding, unnamed(child)));
        }
    }
}

impl Hearing<'_> {
    fn listen(&mut self, finding: usize, condition: &Condition, evidence: &impl Evidence) {
        if !condition.holds(evidence) {
            return;
        }
        if let Condition::Because(words, _) = condition {
            self.held.extend(self.reasons.place(finding, words));
        }
        condition.parts().iter().for_each(|part| self.listen(finding, part, evidence));
        if let Condition::Leaf(Leaf::Flag(flag)) = condition {
            let catalogue = self.catalogue;
            self.listen(finding, &catalogue.flags[flag.0].when, evidence);
        }
    }
}
