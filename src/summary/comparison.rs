//! Compares the same cases under another catalogue: another version of this one, or another method.
//!
//! An answer is carried over where both catalogues mean the same. A case without any carried answer is not compared,
//! because a finding without answers would say nothing about the case.

mod reasons;

use super::layout::Block;
use crate::assessment;
use crate::case::{AnswerSets, Carried, CompiledCrosswalk, Skimmed};
use crate::catalogue::Catalogue;
use crate::condition::FindingIx;
pub(super) use reasons::Reasons;

/// How many "present" and "absent" answers were carried over: none, less than half, less than all, all; or there were
/// none.
pub(super) const BANDS: usize = 5;

/// How a finding changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FindingChange {
    /// The same. Also any compared case, if the catalogues have different findings.
    Same,
    /// Lower. Or another one, if findings have no order.
    Lower,
    Higher,
    NotCompared,
}

/// How the findings of the two catalogues match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Findings {
    /// The same ids, in the same order of rank.
    Ordered,
    /// The same ids, without an order of rank.
    Unordered,
    /// Different ids.
    Different,
}

/// Two catalogues under which cases are compared.
#[derive(Debug)]
pub struct Comparison<'c> {
    catalogues: [&'c Catalogue; 2],
    bridge: CompiledCrosswalk,
    pub(super) findings: Findings,
    pub(super) reasons: Reasons,
}

/// The cells of a comparison.
#[derive(Debug)]
pub(super) struct Compared<'c> {
    pub comparison: Comparison<'c>,
    /// Findings by findings of the other catalogue. The last column is "not compared".
    pub findings: Block,
    /// How many answers were carried over, by [`FindingChange`].
    pub carried: Block,
    /// Each reason twice, for the finding here and for the other one: lower, higher, and every other case.
    pub rules: Block,
}

impl<'c> Comparison<'c> {
    pub fn of(catalogue: &'c Catalogue, other: &'c Catalogue) -> Self {
        let catalogues = [catalogue, other];
        let ids = catalogues.map(|one| one.findings.iter().map(|finding| finding.id.as_str()).collect::<Vec<_>>());
        let findings = match (ids[0] == ids[1], catalogue.ordered && other.ordered) {
            (true, true) => Findings::Ordered,
            (true, false) => Findings::Unordered,
            (false, _) => Findings::Different,
        };
        let reasons = if findings == Findings::Different { Reasons::default() } else { Reasons::of(catalogues) };
        Self { catalogues, bridge: CompiledCrosswalk::between(catalogue, other), findings, reasons }
    }

    /// The catalogue to compare with.
    pub fn other(&self) -> &'c Catalogue {
        self.catalogues[1]
    }

    /// Whether both have the same findings, so that a finding can move.
    pub fn can_move(&self) -> bool {
        self.findings != Findings::Different
    }

    /// Whether every answer of any case is carried over.
    pub(super) fn is_whole(&self) -> bool {
        self.bridge.is_whole()
    }

    /// The finding under the other catalogue, or `None` if the case is not compared, and how many answers were carried
    /// over. `scratch` is overwritten.
    fn finding(&self, case: &Skimmed, scratch: &mut AnswerSets) -> (Option<FindingIx>, Carried) {
        let carried = self.bridge.carry(case, scratch);
        let is_compared = carried.arrived > 0 || carried.answered == 0;
        (is_compared.then(|| assessment::finding(self.other(), scratch)), carried)
    }

    /// The finding that a case moves to, or `None` if it does not move.
    pub(super) fn moves_to(&self, case: &Skimmed, finding: FindingIx) -> Option<FindingIx> {
        let to = self.finding(case, &mut AnswerSets::new(self.other())).0;
        to.filter(|to| self.can_move() && *to != finding)
    }

    fn outcome(&self, finding: FindingIx, to: Option<FindingIx>) -> FindingChange {
        let Some(to) = to else { return FindingChange::NotCompared };
        match self.findings {
            Findings::Different => FindingChange::Same,
            // Findings are sorted from the highest rank.
            _ if to == finding => FindingChange::Same,
            Findings::Ordered if to < finding => FindingChange::Higher,
            Findings::Ordered | Findings::Unordered => FindingChange::Lower,
        }
    }
}

impl Compared<'_> {
    /// The cells of a case.
    pub fn enter(&self, case: &Skimmed, finding: FindingIx, scratch: &mut AnswerSets, into: &mut Vec<u32>) {
        let comparison = &self.comparison;
        let (to, carried) = comparison.finding(case, scratch);
        let outcome = comparison.outcome(finding, to);
        let mut count =
            |block: Block, row: usize, column: usize| into.push(super::layout::number(block.cell(row, column)));
        count(self.findings, finding.0, to.map_or(self.findings.columns - 1, |to| to.0));
        if self.carried.rows > 0 {
            count(self.carried, band(carried), outcome as usize);
        }
        // Lower, higher, neither.
        let column = [2, 0, 1, 2][outcome as usize];
        let mut held = [vec![], vec![]];
        if let (true, Some(to)) = (column < 2, to) {
            let [own, other] = comparison.catalogues;
            let reasons = &comparison.reasons;
            held = [reasons.held(own, case.as_ref(), finding), reasons.held(other, scratch, to)];
        }
        for reason in 0..self.rules.rows / 2 {
            for (side, held) in held.iter().enumerate() {
                count(self.rules, 2 * reason + side, if held.contains(&reason) { column } else { 2 });
            }
        }
    }
}

fn band(carried: Carried) -> usize {
    match (carried.arrived, carried.answered) {
        (_, 0) => 4,
        (0, _) => 0,
        (arrived, answered) if arrived == answered => 3,
        (arrived, answered) => 1 + usize::from(arrived * 2 >= answered),
    }
}
