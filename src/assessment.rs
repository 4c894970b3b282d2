//! The assessment: what the answers of a case add up to under the rules of its catalogue.
//!
//! Owns applicability, strength, statuses, flags, the finding and its range. Pure, and in whole numbers only. It knows
//! nothing of how the answers came about: a case that nobody was asked is assessed like any other.

mod above;
mod applicable;
mod prospect;
mod range;
mod trace;
mod view;

pub(crate) use above::finding_above;
use applicable::ways;
pub use applicable::{Answers, Applicable};
pub(crate) use prospect::Prospect;
pub use trace::{Node, Rule, Trace, Traced};

use crate::case::{Case, Presence};
use crate::catalogue::{Area, Catalogue};
use crate::condition::{
    AreaIx, Condition, Element, Evidence, FactIx, FindingIx, Horizon, IndicatorIx, Set, Status, Track, Truth,
};
use view::{Rating, View};

/// How far an area or an element is established, and how many of its indicators are still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Established {
    /// As answered.
    pub status: Status,
    /// Applicable indicators neither present nor absent.
    pub open: usize,
}

/// How much of what applies was answered present or absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Answered present or absent.
    pub answered: usize,
    /// Applicable.
    pub applicable: usize,
}

/// The findings that further answers could bring.
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
        /// Whether some of them may turn out to be out of reach.
        superset: bool,
    },
}

impl Range {
    /// Whether no answer that is still open can change the finding.
    #[must_use]
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
    /// Applicable indicators neither present nor absent.
    pub open: Set,
    /// Present indicators with degrees that nobody rated; they count at their class.
    pub unrated: Set,
    /// Present though their question does not apply: volunteered, or no longer asked. They count.
    pub volunteered: Set,
    /// Facts without an answer that their `ask_if` does not rule out.
    pub open_facts: Vec<FactIx>,
}

/// Hears which rules were looked at. Batch work passes `()`, which costs nothing.
pub trait Observer {
    /// A rule was evaluated on one track.
    fn rule(&mut self, _rule: Rule, _child: bool, _condition: &Condition, _evidence: &impl Evidence) {}
}

impl Observer for () {}

/// Assesses a case.
pub fn assess(catalogue: &Catalogue, case: &Case, observer: &mut impl Observer) -> Assessment {
    let applicable = Applicable::of(catalogue, case);
    let recorded = Recorded::of(catalogue, case, &applicable);
    let (finding, view) = recorded.stands(observer);
    let range = range::range(&recorded, finding);
    recorded.assessment(finding, range, &view)
}

/// The finding of a case by itself, without its range and what else an assessment tells.
#[must_use]
pub fn finding(catalogue: &Catalogue, case: &Case) -> FindingIx {
    let applicable = Applicable::of(catalogue, case);
    Recorded::of(catalogue, case, &applicable).stands(&mut ()).0
}

/// A case with its answers sorted into sets.
struct Recorded<'a> {
    catalogue: &'a Catalogue,
    case: &'a Case,
    applicable: &'a Applicable,
    present: Set,
    /// Applicable, and neither present nor absent.
    open: Set,
}

impl<'a> Recorded<'a> {
    fn of(catalogue: &'a Catalogue, case: &'a Case, applicable: &'a Applicable) -> Self {
        let with = |presence| case.with_presence(presence).map(|at| at.0).collect::<Set>();
        let (present, absent) = (with(Presence::Present), with(Presence::Absent));
        let open = applicable.indicators.without(&present).without(&absent);
        Self { catalogue, case, applicable, present, open }
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

    fn core_complete(&self) -> bool {
        self.open.and(self.catalogue.core()).is_empty()
    }

    /// The case as it was answered.
    fn view(&self, child: bool) -> View<'_> {
        let now = self.levels(child, Rating::AsRecorded, &Set::EMPTY);
        let most = self.levels(child, Rating::Severest, &self.open);
        View::new(self.catalogue, self.case, child, Box::new([now, most]), self.core_complete())
    }

    /// What counts when the unrated are rated so, and these open indicators are present at their severest.
    fn levels(&self, child: bool, unrated: Rating, filled: &Set) -> view::Levels {
        let severity = |at| self.case.answer(IndicatorIx(at)).and_then(|answer| answer.severity);
        view::Levels::of(self.catalogue, child, &self.present, severity, unrated, filled)
    }

    fn assessment(&self, finding: FindingIx, range: Range, view: &View<'_>) -> Assessment {
        let catalogue = self.catalogue;
        let open_in = |members: &Set| members.and(&self.open).len();
        let areas = catalogue.areas.iter().enumerate().map(|(at, area)| Established {
            status: view.area(AreaIx(at), Horizon::Certain),
            open: open_in(&area.counted),
        });
        let of_element = |element| {
            let own = |all: Set, area: &Area| all.or(&area.own);
            catalogue.areas.iter().filter(|area| area.element == Some(element)).fold(Set::EMPTY, own)
        };
        let elements = Element::ALL.map(|element| Established {
            status: view.element(element, Horizon::Certain),
            open: open_in(&of_element(element)),
        });
        let has_degrees = |at: &usize| catalogue.indicators[*at].anchors.is_some();
        let is_unrated =
            |at: &usize| self.case.answer(IndicatorIx(*at)).is_some_and(|answer| answer.severity.is_none());
        let share = |of: &Set| Share { answered: of.without(&self.open).len(), applicable: of.len() };
        let counted = self.applicable.indicators.or(&self.present);
        Assessment {
            track: self.applicable.track,
            finding,
            range,
            elements,
            areas: areas.collect(),
            flags: catalogue.flags.iter().map(|flag| flag.when.evaluate(view)).collect(),
            points: view.all_points(),
            core: share(&counted.and(catalogue.core())),
            all: share(&counted),
            open: self.open,
            unrated: self.present.iter().filter(has_degrees).filter(is_unrated).collect(),
            volunteered: self.present.without(&self.applicable.asked),
            open_facts: self.applicable.open_facts.clone(),
        }
    }
}
