//! The assessment: the result of a case's answers under the rules of its catalogue.
//!
//! This module owns applicability, strength, statuses, flags, the finding and its range. It is pure, and uses whole
//! numbers only. It does not know how answers were collected: a case without an interview is assessed like any other.

mod applicability;
mod outlook;
mod range;
mod scrutiny;
mod trace;
mod view;

use crate::assessment::applicability::ways;
pub use crate::assessment::applicability::{Answers, Applicable};
pub(crate) use crate::assessment::outlook::Outlook;
pub(crate) use range::finding_above;
pub use scrutiny::{Contradicting, contradictions};
pub use trace::{Node, Trace, Traced, TracedRule};

use crate::case::AnswerSets;
use crate::catalogue::Catalogue;
use crate::condition::{
    AreaIx, BitSet, Condition, Element, Evidence, FactIx, FindingIx, FlagIx, Horizon, Status, Track, Truth,
};
use std::cell::OnceCell;
use view::{Levels, Rating, View};

/// How far an area or an element is established.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Established {
    /// By the answers so far.
    pub status: Status,
    /// Whether some of its indicators apply and are neither present nor absent.
    pub open: bool,
}

/// The share of applicable questions that were answered present or absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Answered present or absent.
    pub answered: usize,
    pub applicable: usize,
}

impl Share {
    fn of(counted: &BitSet, open: &BitSet) -> Self {
        Self { answered: counted.without(open).len(), applicable: counted.len() }
    }
}

/// The findings that further answers of the person could give. Other changes of the screening are not considered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// With ranked findings: the lowest and highest finding for any answers to what is open.
    Between {
        /// Everything open is absent.
        low: FindingIx,
        /// Everything open is present, at the highest severity.
        high: FindingIx,
    },
    /// Without ranks, or if a sign can lower a finding: a set that contains every reachable finding.
    Among {
        /// Reachable findings, in catalogue order.
        findings: Vec<FindingIx>,
        /// Whether some of them may be unreachable. False: answers were found for each.
        superset: bool,
    },
}

impl Range {
    /// Whether no open answer can change the finding.
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Between { low, high } => low == high,
            Self::Among { findings, .. } => findings.len() == 1,
        }
    }
}

/// The result of assessing a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub track: Track,
    pub finding: FindingIx,
    /// What further answers could change it to.
    pub range: Range,
    /// Act, means and purpose.
    pub elements: [Established; 3],
    /// Dimensions, pools and forms, in catalogue order.
    pub areas: Vec<Established>,
    /// Flags, in catalogue order.
    pub flags: Vec<Truth>,
    /// Points of everything present. For ties in a queue; never a probability.
    pub points: u32,
    /// Of the core questions.
    pub core: Share,
    /// Of all questions.
    pub all: Share,
    /// Applicable indicators that are neither present nor absent, so further answers could show them. Under a caution
    /// the absent ones are included.
    pub open: BitSet,
    /// Present indicators with degrees but without a severity. They count at their class.
    pub unrated: BitSet,
    /// Present indicators whose question does not apply: volunteered, or no longer asked. They count.
    pub volunteered: BitSet,
    /// Unanswered facts that their `ask_if` does not rule out.
    pub open_facts: Vec<FactIx>,
    /// Conditions of the screening under which a "no" proves nothing, by position in the catalogue.
    pub cautions: Vec<usize>,
    /// Gates that ended the screening, by position in the catalogue.
    pub ended_by: Vec<usize>,
    /// Answers that cannot all be right.
    pub contradictions: Vec<Contradicting>,
}

impl Assessment {
    /// Whether no further answer can change the finding. Under a caution nothing is settled, because another meeting
    /// under other conditions may give other answers.
    pub fn is_settled(&self) -> bool {
        self.cautions.is_empty() && self.range.is_settled()
    }
}

/// Receives every rule that is evaluated. A batch uses `()`, which costs nothing.
pub trait Observer {
    /// A rule was evaluated on one track.
    fn rule(&mut self, _rule: TracedRule, _child: bool, _condition: &Condition, _evidence: &impl Evidence) {}
}

impl Observer for () {}

pub fn assess(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>, observer: &mut impl Observer) -> Assessment {
    let given = case.as_ref();
    let (cautions, case) = (given.cautions(catalogue), given.reliable(catalogue));
    let applicable = Applicable::of(catalogue, &case);
    let recorded = Recorded::of(catalogue, &case, &applicable, &cautions);
    let (finding, view) = recorded.stands(observer);
    let range = range::range(&recorded, finding);
    let contradictions = scrutiny::contradictions(catalogue, given);
    let assessment = recorded.assessment(finding, range, &view);
    let (core, all) = if cautions.is_empty() { (assessment.core, assessment.all) } else { shares(catalogue, given) };
    let answers = Answers::of(catalogue, given);
    let closed = catalogue.gates.iter().enumerate().filter(|(_, gate)| gate.when.holds(&answers));
    let ended_by = closed.map(|(at, _)| at).collect();
    Assessment { core, all, cautions, ended_by, contradictions, ..assessment }
}

/// The answered and applicable core questions, and those of all questions. Their content does not matter.
fn shares(catalogue: &Catalogue, case: &AnswerSets) -> (Share, Share) {
    let counted = Applicable::of(catalogue, case).indicators;
    let open = counted.without(case.present()).without(case.absent());
    (Share::of(&counted.and(catalogue.core()), &open), Share::of(&counted, &open))
}

/// Only the finding of a case, without its range or anything else.
pub fn finding(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>) -> FindingIx {
    finding_heard(catalogue, case, &mut ())
}

/// The same, with an observer.
pub fn finding_heard(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>, observer: &mut impl Observer) -> FindingIx {
    let (cautions, case) = (case.as_ref().cautions(catalogue), case.as_ref().reliable(catalogue));
    let applicable = Applicable::of(catalogue, &case);
    Recorded::of(catalogue, &case, &applicable, &cautions).stands(observer).0
}

/// A case with its answers sorted into sets.
struct Recorded<'a> {
    catalogue: &'a Catalogue,
    case: &'a AnswerSets,
    applicable: &'a Applicable,
    /// Applicable indicators that are neither present nor absent.
    open: BitSet,
    /// Those, and the ones that would be asked if the child's rules apply.
    open_to_a_child: BitSet,
    /// Whether a caution holds.
    is_doubtful: bool,
    /// What counts, by track and by `Taken`. Computed on first use.
    levels: [[OnceCell<Levels>; 3]; 2],
}

/// How open answers are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// As answered: nothing open is present, and unrated indicators count at their class.
    Recorded,
    /// Nothing open is present, and unrated indicators are minor.
    Least,
    /// Everything open is present, and unrated indicators are severe.
    Most,
}

impl<'a> Recorded<'a> {
    /// `case` must hold only the answers that rules may rely on.
    fn of(catalogue: &'a Catalogue, case: &'a AnswerSets, applicable: &'a Applicable, cautions: &[usize]) -> Self {
        let open = applicable.indicators.without(case.present()).without(case.absent());
        let open_to_a_child = open.or(&applicable.asked_of_a_child.without(case.present()).without(case.absent()));
        let is_doubtful = !cautions.is_empty();
        Self { catalogue, case, applicable, open, open_to_a_child, is_doubtful, levels: Default::default() }
    }

    /// The finding, and the view that gave it.
    fn stands(&self, observer: &mut impl Observer) -> (FindingIx, View<'_>) {
        // If both tracks give the same finding, the child track counts: it is last, and `<=` accepts it.
        let mut standing = None;
        for &child in ways(self.applicable.track) {
            let view = self.view(child);
            let finding = view.find(observer);
            if standing.as_ref().is_none_or(|(best, _): &(FindingIx, View<'_>)| finding <= *best) {
                standing = Some((finding, view));
            }
        }
        let Some(standing) = standing else { unreachable!("a case has at least one track") };
        standing
    }

    /// What further answers could show on a track.
    fn open_on(&self, child: bool) -> &BitSet {
        if child { &self.open_to_a_child } else { &self.open }
    }

    fn core_complete(&self) -> bool {
        !self.is_doubtful && self.open.and(self.catalogue.core()).is_empty()
    }

    /// The case as it was answered.
    fn view(&self, child: bool) -> View<'_> {
        let (now, most) = (self.levels(child, Taken::Recorded), self.levels(child, Taken::Most));
        View::new(self.catalogue, self.case, child, now, Some(most), self.core_complete())
    }

    /// What counts when open answers are taken in this way.
    fn levels(&self, child: bool, taken: Taken) -> &Levels {
        self.levels[usize::from(child)][taken as usize].get_or_init(|| {
            let (unrated, filled) = match taken {
                Taken::Recorded => (Rating::AsRecorded, &BitSet::EMPTY),
                Taken::Least => (Rating::Mildest, &BitSet::EMPTY),
                Taken::Most => (Rating::Severest, self.open_on(child)),
            };
            Levels::of(self.catalogue, child, self.case, unrated, filled)
        })
    }

    fn assessment(&self, finding: FindingIx, range: Range, view: &View<'_>) -> Assessment {
        let (catalogue, masks, present) = (self.catalogue, self.catalogue.masks(), self.case.present());
        let areas = catalogue.areas.iter().enumerate().map(|(at, area)| Established {
            status: view.area(AreaIx(at), Horizon::Certain),
            open: area.counted.meets(&self.open),
        });
        let elements = Element::ALL.map(|element| Established {
            status: view.element(element, Horizon::Certain),
            open: masks.own_of[element as usize].meets(&self.open),
        });
        let counted = self.applicable.indicators.or(present);
        Assessment {
            track: self.applicable.track,
            finding,
            range,
            elements,
            areas: areas.collect(),
            flags: (0..catalogue.flags.len()).map(|at| view.flag(FlagIx(at))).collect(),
            points: view.all_points(),
            core: Share::of(&counted.and(catalogue.core()), &self.open),
            all: Share::of(&counted, &self.open),
            open: self.open,
            unrated: present.and(&masks.degrees).without(&self.case.all_rated()),
            volunteered: present.without(&self.applicable.asked),
            open_facts: self.applicable.open_facts.clone(),
            cautions: Vec::new(),
            ended_by: Vec::new(),
            contradictions: Vec::new(),
        }
    }
}
