//! The assessment: what the answers of a case add up to under the rules of its catalogue.
//!
//! Owns applicability, strength, statuses, flags, the finding and its range. Pure, and in whole numbers only. It knows
//! nothing of how the answers came about: a case that nobody was asked is assessed like any other.

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
    /// As answered.
    pub status: Status,
    /// Whether some of its indicators apply and are neither present nor absent.
    pub open: bool,
}

/// How much of what applies was answered present or absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Answered present or absent.
    pub answered: usize,
    /// Applicable.
    pub applicable: usize,
}

impl Share {
    fn of(counted: &BitSet, open: &BitSet) -> Self {
        Self { answered: counted.without(open).len(), applicable: counted.len() }
    }
}

/// The findings that further answers of the person could bring. How else the talk could have gone is not counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// Ranked findings: the lowest and the highest that some filling of what is open gives.
    Between {
        /// Everything open absent.
        low: FindingIx,
        /// Everything open present, and as severe as can be.
        high: FindingIx,
    },
    /// Findings without rank, or rules in which a sign can take a finding away: none that can be reached is missing.
    Among {
        /// What may be reached, in catalogue order.
        findings: Vec<FindingIx>,
        /// Whether some of them may turn out to be out of reach. False: a filling was found for each.
        superset: bool,
    },
}

impl Range {
    /// Whether no answer that is still open can change the finding.
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Between { low, high } => low == high,
            Self::Among { findings, .. } => findings.len() == 1,
        }
    }
}

/// What a case adds up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Whose rules applied.
    pub track: Track,
    /// The finding that stands.
    pub finding: FindingIx,
    /// What further answers could make of it.
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
    /// Applicable indicators that further answers could still show: neither present nor absent. Under a caution the absent
    /// ones are among them.
    pub open: BitSet,
    /// Present indicators with degrees that nobody rated; they count at their class.
    pub unrated: BitSet,
    /// Present though their question does not apply: volunteered, or no longer asked. They count.
    pub volunteered: BitSet,
    /// Facts without an answer that their `ask_if` does not rule out.
    pub open_facts: Vec<FactIx>,
    /// Conditions of the screening under which a "no" proves nothing, by place in the catalogue.
    pub cautions: Vec<usize>,
    /// Gates that ended the screening, by place in the catalogue.
    pub ended_by: Vec<usize>,
    /// Answers that cannot all be right.
    pub contradictions: Vec<Contradicting>,
}

impl Assessment {
    /// Whether no further answer can change the finding. Under a caution nothing is settled: another talk, under other
    /// conditions, may give other answers.
    pub fn is_settled(&self) -> bool {
        self.cautions.is_empty() && self.range.is_settled()
    }
}

/// Hears which rules were looked at. Batch work passes `()`, which costs nothing.
pub trait Observer {
    /// A rule was evaluated on one track.
    fn rule(&mut self, _rule: TracedRule, _child: bool, _condition: &Condition, _evidence: &impl Evidence) {}
}

impl Observer for () {}

/// Assesses a case.
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

/// How many core questions, and how many of all, were answered, whatever the answers are worth.
fn shares(catalogue: &Catalogue, case: &AnswerSets) -> (Share, Share) {
    let counted = Applicable::of(catalogue, case).indicators;
    let open = counted.without(case.present()).without(case.absent());
    (Share::of(&counted.and(catalogue.core()), &open), Share::of(&counted, &open))
}

/// The finding of a case by itself, without its range and what else an assessment tells.
pub fn finding(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>) -> FindingIx {
    finding_heard(catalogue, case, &mut ())
}

/// The same, heard by somebody.
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
    /// Applicable, and neither present nor absent.
    open: BitSet,
    /// Those, and what would be asked once it is known that the child's rules apply.
    open_to_a_child: BitSet,
    /// Whether a caution holds.
    is_doubtful: bool,
    /// What counts, by track and by how what is open is taken, as far as it was worked out.
    levels: [[OnceCell<Levels>; 3]; 2],
}

/// How what is open is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// As it was answered: nothing open is present, and the unrated count at their class.
    Recorded,
    /// Nothing open is present, and the unrated are minor.
    Least,
    /// Everything open is present, and the unrated are severe.
    Most,
}

impl<'a> Recorded<'a> {
    /// The case holds the answers that rules may rely on.
    fn of(catalogue: &'a Catalogue, case: &'a AnswerSets, applicable: &'a Applicable, cautions: &[usize]) -> Self {
        let open = applicable.indicators.without(case.present()).without(case.absent());
        let open_to_a_child = open.or(&applicable.asked_of_a_child.without(case.present()).without(case.absent()));
        let is_doubtful = !cautions.is_empty();
        Self { catalogue, case, applicable, open, open_to_a_child, is_doubtful, levels: Default::default() }
    }

    /// The finding that stands, and the view it was seen from.
    fn stands(&self, observer: &mut impl Observer) -> (FindingIx, View<'_>) {
        // On equal findings the child track stands: it is last, and `<=` takes it.
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

    /// What counts when what is open is taken so.
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
