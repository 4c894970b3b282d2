//! The same cases by another catalogue: another version of this one, or another method.
//!
//! Answers arrive there as far as both mean the same. A case of which no answer arrives is not compared: a finding that was
//! made out of silence would say nothing of the case.

mod reasons;

use super::layout::Block;
use crate::assessment;
use crate::case::{AnswerSets, Carried, CompiledCrosswalk, Skimmed};
use crate::catalogue::Catalogue;
use crate::condition::FindingIx;
pub(super) use reasons::Reasons;

/// How much arrived, of the answers "present" and "absent": none, less than half, less than all, all; or there was none.
pub(super) const BANDS: usize = 5;

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FindingChange {
    /// The same; or merely compared, where findings are not the same.
    Same,
    /// Lower; or another, where findings have no order.
    Lower,
    Higher,
    NotCompared,
}

/// What findings of the two catalogues have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Findings {
    /// The same by id, in the same order.
    Ordered,
    /// The same by id.
    Unordered,
    /// Not the same.
    Different,
}

/// See the module.
#[derive(Debug)]
pub struct Comparison<'c> {
    catalogues: [&'c Catalogue; 2],
    bridge: CompiledCrosswalk,
    pub(super) findings: Findings,
    pub(super) reasons: Reasons,
}

/// Where a comparison is counted.
#[derive(Debug)]
pub(super) struct Compared<'c> {
    pub comparison: Comparison<'c>,
    /// Findings by those of the other, and by not being compared.
    pub findings: Block,
    /// How much arrived, by [`FindingChange`].
    pub carried: Block,
    /// Twice each reason, of the finding here and of that of the other: lower, higher, and every other case.
    pub rules: Block,
}

impl<'c> Comparison<'c> {
    /// Of the findings of one catalogue with those of another.
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

    /// The catalogue that is compared with.
    pub fn other(&self) -> &'c Catalogue {
        self.catalogues[1]
    }

    /// Whether both have the same findings, so that a finding can move.
    pub fn can_move(&self) -> bool {
        self.findings != Findings::Different
    }

    /// Whether every answer arrives, whatever the case.
    pub(super) fn is_whole(&self) -> bool {
        self.bridge.is_whole()
    }

    /// The finding by the other catalogue, none where the case is not compared; and how much arrived. `scratch` is written
    /// over.
    fn finding(&self, case: &Skimmed, scratch: &mut AnswerSets) -> (Option<FindingIx>, Carried) {
        let carried = self.bridge.carry(case, scratch);
        let is_compared = carried.arrived > 0 || carried.answered == 0;
        (is_compared.then(|| assessment::finding(self.other(), scratch)), carried)
    }

    /// The finding that a case moves to; none if it does not move.
    pub(super) fn moves_to(&self, case: &Skimmed, finding: FindingIx) -> Option<FindingIx> {
        let to = self.finding(case, &mut AnswerSets::new(self.other())).0;
        to.filter(|to| self.can_move() && *to != finding)
    }

    fn outcome(&self, finding: FindingIx, to: Option<FindingIx>) -> FindingChange {
        let Some(to) = to else { return FindingChange::NotCompared };
        match self.findings {
            Findings::Different => FindingChange::Same,
            // The highest stands first.
            _ if to == finding => FindingChange::Same,
            Findings::Ordered if to < finding => FindingChange::Higher,
            Findings::Ordered | Findings::Unordered => FindingChange::Lower,
        }
    }
}

impl Compared<'_> {
    /// The counts that a case belongs to.
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
