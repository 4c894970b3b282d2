//! The layout of the counts: which cells there are, and which cells a case belongs to.
//!
//! A case belongs to a cell or not. So every count is a number of cases, and a case is a list of cells. Totals are sums
//! of such lists, in any order.

use super::axis::Axis;
use super::comparison::{BANDS as CARRIED, Compared, Comparison};
use super::crossing::Crossing;
use super::{SummaryRequest, WhatIf};
use crate::assessment::{Assessment, Range, Share};
use crate::case::{AnswerSets, Presence, Purpose, Skimmed};
use crate::catalogue::{About, Catalogue, Role};
use crate::condition::{BitSet, Element, FactIx, Severity, Status, Track};
use crate::referral::Recommendation;

/// A block of cells: rows by columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Block {
    at: usize,
    pub rows: usize,
    pub columns: usize,
}

impl Block {
    pub fn cell(self, row: usize, column: usize) -> usize {
        self.at + row * self.columns + column
    }
}

/// A cell as a short number. No layout has more cells than fit.
pub(super) fn number(cell: usize) -> u32 {
    u32::try_from(cell).unwrap_or(u32::MAX)
}

/// The upper bounds of the share of answers, in per cent, and their names.
pub(super) const BANDS: [(usize, &str); 5] = [(24, "0-24"), (49, "25-49"), (74, "50-74"), (99, "75-99"), (100, "100")];

/// The number of ways in which an indicator is answered. Each case has exactly one.
pub(super) const STANDS: usize = 11;
pub(super) const ABSENT: usize = 4;
pub(super) const NOT_ASKED: usize = 8;
/// A "no" under a caution, which proves nothing.
pub(super) const WEAK_NO: usize = 9;
pub(super) const NOT_APPLICABLE: usize = 10;

/// The number of reasons for an open case: act, means, purpose, severity and age.
pub(super) const OPEN_FOR: usize = 5;

/// All cells, and how cases are counted into them.
#[derive(Debug)]
pub struct Layout<'c> {
    pub(super) catalogue: &'c Catalogue,
    pub(super) purpose: Option<Purpose>,
    pub(super) findings: Block,
    pub(super) settled: Block,
    pub(super) urgency: Block,
    pub(super) track: Block,
    pub(super) pathways: Block,
    /// Pairs of pathways, as in [`Layout::pair`].
    pub(super) overlaps: Block,
    pub(super) completeness: Block,
    pub(super) indicators: Block,
    /// Pairs of indicators that are both present.
    pub(super) together: Block,
    /// Elements, then areas.
    pub(super) areas: Block,
    pub(super) highest: Block,
    pub(super) open: Block,
    /// Cautions, then "any contradiction".
    pub(super) doubts: Block,
    pub(super) talk: Vec<Crossing>,
    pub(super) by: Vec<Crossing>,
    pub(super) what_if: Vec<(WhatIf, Block)>,
    pub(super) compared: Option<Compared<'c>>,
    len: usize,
}

impl<'c> Layout<'c> {
    pub fn of(catalogue: &'c Catalogue, wanted: &SummaryRequest) -> Self {
        let mut len = 0;
        let mut block = |rows: usize, columns: usize| {
            let at = len;
            len += rows * columns;
            Block { at, rows, columns }
        };
        let (findings, pathways) = (catalogue.findings.len(), catalogue.guidelines.pathways.len());
        let indicators = catalogue.indicators.len();
        let pairs = |of: usize| of * of.saturating_sub(1) / 2;
        let mut layout = Self {
            catalogue,
            purpose: wanted.purpose,
            findings: block(findings, 1),
            settled: block(findings, 3),
            urgency: block(catalogue.guidelines.urgencies.len() + 1, 1),
            track: block(Track::ALL.len(), 1),
            pathways: block(pathways, 2),
            overlaps: block(pairs(pathways), 1),
            completeness: block(2, BANDS.len()),
            indicators: block(indicators, STANDS),
            together: block(pairs(indicators), 1),
            areas: block(Element::ALL.len() + catalogue.areas.len(), 3),
            highest: block(findings, findings),
            open: block(OPEN_FOR, 2),
            doubts: block(catalogue.cautions.len() + 1, 2),
            what_if: wanted.what_if.iter().map(|what_if| (*what_if, block(findings, findings))).collect(),
            compared: None,
            talk: Vec::new(),
            by: Vec::new(),
            len,
        };
        layout.talk = of_the_talk(catalogue).map(|axis| layout.crossing(vec![axis], 1)).collect();
        let mut crossed: Vec<Vec<Axis>> = wanted.by.iter().map(|axis| vec![axis.clone()]).collect();
        crossed.extend((wanted.by.len() > 1).then(|| wanted.by.clone()));
        layout.by = crossed.into_iter().map(|axes| layout.crossing(axes, findings)).collect();
        layout
    }

    /// Also assesses each case under another catalogue.
    pub fn comparing(mut self, comparison: Comparison<'c>) -> Self {
        let (own, other) = (self.findings.rows, comparison.other().findings.len());
        let findings = self.block(own, other + 1);
        let carried = if comparison.is_whole() { Block::default() } else { self.block(CARRIED, 4) };
        let rules = self.block(2 * comparison.reasons.all().len(), 3);
        self.compared = Some(Compared { comparison, findings, carried, rules });
        self
    }

    /// The purpose that is counted. `None`: any.
    pub fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    pub fn comparison(&self) -> Option<&Comparison<'c>> {
        self.compared.as_ref().map(|compared| &compared.comparison)
    }

    /// The findings of a case that moves, here and under the other catalogue. `None` if it does not move, or is not
    /// counted.
    pub fn moved(&self, case: &Skimmed, assessment: &Assessment) -> Option<[&str; 2]> {
        let comparison = self.comparison().filter(|_| self.counts(case))?;
        let to = comparison.moves_to(case, assessment.finding)?;
        Some([&self.catalogue.findings[assessment.finding.0].id, &comparison.other().findings[to.0].id])
    }

    /// Whether a case has the purpose that is counted.
    pub(super) fn counts(&self, case: &Skimmed) -> bool {
        self.purpose.is_none_or(|purpose| purpose == case.purpose)
    }

    /// Buffers for counting: for this catalogue, and for the other.
    pub(super) fn scratch(&self) -> [AnswerSets; 2] {
        let other = self.comparison().map_or(self.catalogue, Comparison::other);
        [self.catalogue, other].map(AnswerSets::new)
    }

    fn block(&mut self, rows: usize, columns: usize) -> Block {
        let at = self.len;
        self.len += rows * columns;
        Block { at, rows, columns }
    }

    fn crossing(&mut self, axes: Vec<Axis>, columns: usize) -> Crossing {
        let crossing = Crossing::new(axes, columns, self.len);
        self.len += crossing.len();
        crossing
    }

    /// The number of cells.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The position of a pair of different numbers among all pairs.
    pub(super) fn pair(one: usize, other: usize) -> usize {
        let (low, high) = (one.min(other), one.max(other));
        high * high.saturating_sub(1) / 2 + low
    }

    /// The cells of a case.
    pub(super) fn enter(
        &self,
        case: &Skimmed,
        assessment: &Assessment,
        advice: &Recommendation,
        [scratch, beside]: &mut [AnswerSets; 2],
        into: &mut Vec<u32>,
    ) {
        let finding = assessment.finding.0;
        let mut count = |block: Block, row: usize, column: usize| into.push(number(block.cell(row, column)));
        count(self.findings, finding, 0);
        count(self.settled, finding, settled(assessment));
        count(self.urgency, advice.urgency.unwrap_or(self.urgency.rows - 1), 0);
        count(self.track, assessment.track as usize, 0);
        count(self.completeness, 0, band(assessment.core));
        count(self.completeness, 1, band(assessment.all));
        let high = if let Range::Between { high, .. } = &assessment.range { high.0 } else { finding };
        count(self.highest, finding, high);
        for (row, is_so) in self.open_for(assessment).into_iter().enumerate() {
            count(self.open, row, usize::from(!is_so));
        }
        for row in 0..self.doubts.rows {
            let is_contradiction = row == self.catalogue.cautions.len();
            let is_so = if is_contradiction {
                !assessment.contradictions.is_empty()
            } else {
                assessment.cautions.contains(&row)
            };
            count(self.doubts, row, usize::from(!is_so));
        }
        for (row, established) in assessment.elements.iter().chain(&assessment.areas).enumerate() {
            count(self.areas, row, status(established.status));
        }
        for (what_if, block) in &self.what_if {
            count(*block, finding, what_if.finding(self.catalogue, case, scratch).0);
        }
        if let Some(compared) = &self.compared {
            compared.enter(case, assessment.finding, beside, into);
        }
        self.enter_pathways(advice, into);
        self.enter_indicators(case, assessment, into);
        self.talk.iter().for_each(|crossing| crossing.enter(case, 0, into));
        self.by.iter().for_each(|crossing| crossing.enter(case, finding, into));
    }

    fn enter_pathways(&self, advice: &Recommendation, into: &mut Vec<u32>) {
        let from = into.len();
        into.extend((0..self.pathways.rows).map(|row| number(self.pathways.cell(row, 1))));
        for (at, way) in advice.pathways.iter().enumerate() {
            into[from + way.pathway] = number(self.pathways.cell(way.pathway, 0));
            for other in &advice.pathways[..at] {
                into.push(number(self.overlaps.cell(Self::pair(way.pathway, other.pathway), 0)));
            }
        }
    }

    fn enter_indicators(&self, case: &Skimmed, assessment: &Assessment, into: &mut Vec<u32>) {
        let counted: &AnswerSets = case.as_ref();
        let present = counted.present();
        let silent =
            [Presence::Unknown, Presence::Declined, Presence::Suspected].map(|how| case.unanswered().indicators(how));
        let asked = silent.iter().fold(present.or(counted.absent()), |all, set| all.or(set));
        let open = assessment.open.without(&asked);
        let rated = Severity::ALL.map(|severity| *counted.rated(severity));
        let is_weak = !assessment.cautions.is_empty();
        let stands: [BitSet; STANDS] = [
            rated[0],
            rated[1],
            rated[2],
            present.without(&counted.all_rated()),
            if is_weak { BitSet::EMPTY } else { *counted.absent() },
            silent[0],
            silent[1],
            silent[2],
            open,
            if is_weak { *counted.absent() } else { BitSet::EMPTY },
            self.catalogue.masks().all.without(&asked).without(&open),
        ];
        for (column, set) in stands.iter().enumerate() {
            into.extend(set.iter().map(|row| number(self.indicators.cell(row, column))));
        }
        let present = present.iter().collect::<Places>();
        for (at, high) in present.all().iter().enumerate() {
            let row = self.together.cell(Self::pair(0, usize::from(*high)), 0);
            into.extend(present.all()[..at].iter().map(|low| number(row + usize::from(*low))));
        }
    }

    /// The reasons for an open case, in the order of [`OPEN_FOR`]. None holds if the finding is settled.
    fn open_for(&self, assessment: &Assessment) -> [bool; OPEN_FOR] {
        let is_open = !assessment.is_settled();
        let element =
            |at: usize| is_open && assessment.elements[at].open && assessment.elements[at].status != Status::Positive;
        let age = self.catalogue.fact_by_role(Role::Age);
        let age =
            assessment.track == Track::Undetermined || age.is_some_and(|age| assessment.open_facts.contains(&age));
        [element(0), element(1), element(2), is_open && !assessment.unrated.is_empty(), is_open && age]
    }
}

/// A few sorted numbers, without allocation.
struct Places {
    numbers: [u8; crate::condition::CAPACITY],
    len: usize,
}

impl Places {
    fn all(&self) -> &[u8] {
        &self.numbers[..self.len]
    }
}

impl FromIterator<usize> for Places {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut places = Self { numbers: [0; crate::condition::CAPACITY], len: 0 };
        for number in numbers {
            places.numbers[places.len] = u8::try_from(number).unwrap_or(u8::MAX);
            places.len += 1;
        }
        places
    }
}

/// The facts about the screening itself, and about safety.
fn of_the_talk(catalogue: &Catalogue) -> impl Iterator<Item = Axis> + '_ {
    let is_of_talk = |at: &FactIx| {
        let fact = catalogue.fact(*at);
        fact.about == About::Talk || fact.role == Some(Role::SafePlace)
    };
    (0..catalogue.facts.len()).map(FactIx).filter(is_of_talk).filter_map(|at| Axis::of_fact(catalogue, at))
}

/// 0: settled. 1: could be higher (or another, if findings have no order). 2: could only be lower.
fn settled(assessment: &Assessment) -> usize {
    match &assessment.range {
        _ if assessment.is_settled() => 0,
        Range::Between { low, high } if low != high && *high == assessment.finding => 2,
        Range::Between { .. } | Range::Among { .. } => 1,
    }
}

/// If nothing applies, everything counts as answered.
fn band(share: Share) -> usize {
    let per_cent = (share.answered * 100).checked_div(share.applicable).unwrap_or(100);
    BANDS.iter().position(|(most, _)| per_cent <= *most).unwrap_or(BANDS.len() - 1)
}

fn status(status: Status) -> usize {
    match status {
        Status::None => 0,
        Status::Shown => 1,
        Status::Positive => 2,
    }
}
