//! The closed list of leaves: what a condition may read, and how each is counted.

use super::{BitSet, Points, Severity, Strength, Truth};
use serde::{Deserialize, Serialize};

/// The position of an indicator in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorIx(pub usize);

/// The position of a fact in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactIx(pub usize);

/// The position of an area (a dimension, a form or a pool) in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaIx(pub usize);

/// The position of a group in its catalogue. An indicator without a group is a group of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIx(pub usize);

/// The position of a flag in its catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlagIx(pub usize);

/// The position of a finding in its catalogue, highest rank first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingIx(pub usize);

/// The three elements of trafficking (Palermo Protocol, art. 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// What was done: recruiting, moving, harbouring, receiving.
    Act,
    /// How: force, threat, deception, abuse of a vulnerability.
    Means,
    /// What for: exploitation.
    Purpose,
}

impl Element {
    /// All three, in the protocol's order.
    pub const ALL: [Self; 3] = [Self::Act, Self::Means, Self::Purpose];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Means => "means",
            Self::Purpose => "purpose",
        }
    }
}

/// How far an area or an element is established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing of it is present.
    None,
    /// At least one of its indicators is present.
    Shown,
    /// Its present indicators meet its pattern.
    Positive,
}

impl Status {
    /// All three, the least first.
    pub const ALL: [Self; 3] = [Self::None, Self::Shown, Self::Positive];
}

/// Whose rules apply. `Undetermined`: the age is open, both are evaluated, and the higher finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Eighteen or older, now and when it began.
    Adult,
    /// Under eighteen, or possibly so, or when it began.
    Child,
    Undetermined,
}

impl Track {
    pub const ALL: [Self; 3] = [Self::Adult, Self::Child, Self::Undetermined];
}

/// The risk that officials of a country harm, detain or betray a person, by its country file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateRisk {
    /// Not found. That does not mean that there is none.
    #[default]
    None,
    /// Screened people were reported to be detained, punished or passed over.
    Caution,
    /// Officials were reported to take part, or identified victims to be punished.
    High,
}

impl StateRisk {
    /// All three, the least first.
    pub const ALL: [Self; 3] = [Self::None, Self::Caution, Self::High];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Caution => "caution",
            Self::High => "high",
        }
    }
}

/// Which answers to count: what is certain, or what is still possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// Only what counts now.
    Certain,
    /// What could count once everything open is answered.
    Possible,
}

/// A selection of indicators: members by area, element and group; thresholds by strength and severity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The catalogue's name of the selection, for rules in words.
    pub named: Box<str>,
    /// The indicators that may match.
    pub members: BitSet,
    /// The least strength.
    pub strength: Option<Strength>,
    /// The least severity. An unrated indicator counts as serious.
    pub severity: Option<Severity>,
}

impl Filter {
    /// Any of these indicators, at any strength and severity.
    pub fn any_of(members: BitSet) -> Self {
        Self { named: Box::default(), members, strength: None, severity: None }
    }
}

/// Minima by strength. A stronger indicator may replace a weaker one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The number for each strength, `Element` first.
    pub minima: [usize; 5],
}

impl Pattern {
    /// Whether indicators meet the pattern. `reach` answers whether this many of them have a strength *or one above*
    /// it.
    pub fn is_met(&self, reach: impl Fn(Strength, usize) -> bool) -> bool {
        let mut needed = 0;
        Strength::ALL.into_iter().rev().all(|strength| {
            let here = self.minima[strength as usize];
            needed += here;
            // If a strength needs none of its own, the stronger ones have met it.
            here == 0 || reach(strength, needed)
        })
    }
}

/// A leaf: one thing that a condition reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// The fact has one of these values (a bit for each).
    Fact { fact: FactIx, values: u64 },
    /// The indicator is present, with at least this strength.
    Indicator {
        indicator: IndicatorIx,
        /// The least strength, if the rule names one.
        strength: Option<Strength>,
    },
    /// The area (dimension or form) has at least this status.
    Area {
        area: AreaIx,
        /// The least status.
        is: Status,
    },
    /// The element has at least this status.
    Element {
        element: Element,
        /// The least status.
        is: Status,
    },
    /// At least this many different groups match.
    Count {
        /// What is counted.
        of: Box<Filter>,
        at_least: usize,
    },
    /// Two indicators of different groups, one matching each filter.
    Pair { a: Box<Filter>, b: Box<Filter> },
    /// What matches meets one of the patterns, each group counted once.
    Pattern {
        /// What is counted.
        over: Box<Filter>,
        any_of: Vec<Pattern>,
    },
    /// What matches has at least this many points, the strongest of each group.
    Points {
        /// What is added up.
        over: Box<Filter>,
        at_least: u32,
    },
    /// The flag is raised.
    Flag(FlagIx),
    /// The finding is this one or, with `or_higher`, of a higher rank. For guidelines.
    Finding { finding: FindingIx, or_higher: bool },
    /// The track is this one. For guidelines.
    Track(Track),
    /// The risk from officials in the country of the screening is at least this one. For guidelines.
    StateRisk(StateRisk),
    /// Every core question that applies was answered present or absent.
    CoreComplete,
    /// Always.
    Otherwise,
}

/// What a condition is evaluated against. A method with a default knows nothing: the answer is open, or none.
pub trait Evidence {
    /// Whether the fact has one of these values. Unanswered is open.
    fn fact(&self, fact: FactIx, values: u64) -> Truth;

    /// Whether the indicator is present. Unanswered is open.
    fn present(&self, _indicator: IndicatorIx, _strength: Option<Strength>) -> Truth {
        Truth::Open
    }

    /// The indicators of the filter that count on this horizon.
    fn matching(&self, _filter: &Filter, _horizon: Horizon) -> BitSet {
        BitSet::EMPTY
    }

    fn area(&self, _area: AreaIx, _horizon: Horizon) -> Status {
        Status::None
    }

    fn element(&self, _element: Element, _horizon: Horizon) -> Status {
        Status::None
    }

    /// The different groups of these indicators. The same thing seen twice counts once.
    fn groups(&self, indicators: &BitSet) -> BitSet {
        *indicators
    }

    /// Whether these indicators have at least this many different groups.
    fn groups_reach(&self, indicators: &BitSet, least: usize) -> bool {
        self.groups(indicators).len() >= least
    }

    /// Whether it represents every possible case, for the check of a catalogue. An open fact may then have any value.
    fn stands_for_all_answers(&self) -> bool {
        false
    }

    /// Whether further answers could add to what is certain.
    fn is_open(&self) -> bool {
        true
    }

    fn points(&self) -> Points {
        Points::default()
    }

    fn flag(&self, _flag: FlagIx) -> Truth {
        Truth::Open
    }

    /// Whether the finding is this one (or higher).
    fn finding(&self, _finding: FindingIx, _or_higher: bool) -> Truth {
        Truth::Open
    }

    fn track(&self, _track: Track) -> Truth {
        Truth::Open
    }

    /// Whether the risk from officials in the country of the screening is at least this one.
    fn state_risk(&self, _least: StateRisk) -> Truth {
        Truth::Open
    }

    /// Whether the core questions are all answered. Never open, because it is about the record and not the person.
    fn core_complete(&self) -> bool {
        false
    }
}

impl Leaf {
    /// The indicators that it reads directly or by a filter, not through an area or a flag.
    pub fn indicators(&self) -> BitSet {
        match self {
            Self::Indicator { indicator, .. } => std::iter::once(indicator.0).collect(),
            Self::Count { of, .. } => of.members,
            Self::Pair { a, b } => a.members.or(&b.members),
            Self::Pattern { over, .. } | Self::Points { over, .. } => over.members,
            _ => BitSet::EMPTY,
        }
    }

    /// The value of this leaf for `evidence`.
    pub fn evaluate(&self, evidence: &impl Evidence) -> Truth {
        self.plain(evidence).unwrap_or_else(|| {
            let now = self.is_met(evidence, Horizon::Certain);
            Truth::of(now, now || (evidence.is_open() && self.is_met(evidence, Horizon::Possible)))
        })
    }

    /// Whether it holds as answered, without evaluating what is still possible.
    pub(super) fn holds(&self, evidence: &impl Evidence) -> bool {
        self.plain(evidence).map_or_else(|| self.is_met(evidence, Horizon::Certain), Truth::is_yes)
    }

    /// The value of a leaf that counts nothing. `None` for one that counts.
    fn plain(&self, evidence: &impl Evidence) -> Option<Truth> {
        Some(match self {
            Self::Fact { fact, values } => evidence.fact(*fact, *values),
            Self::Indicator { indicator, strength } => evidence.present(*indicator, *strength),
            Self::Flag(flag) => evidence.flag(*flag),
            Self::Finding { finding, or_higher } => evidence.finding(*finding, *or_higher),
            Self::Track(track) => evidence.track(*track),
            Self::StateRisk(least) => evidence.state_risk(*least),
            Self::CoreComplete => Truth::certain(evidence.core_complete()),
            Self::Otherwise => Truth::Yes,
            _ => return None,
        })
    }

    /// Whether a leaf that counts is met on a horizon.
    fn is_met(&self, evidence: &impl Evidence, horizon: Horizon) -> bool {
        match self {
            Self::Area { area, is } => evidence.area(*area, horizon) >= *is,
            Self::Element { element, is } => evidence.element(*element, horizon) >= *is,
            Self::Count { of, at_least } => evidence.groups_reach(&evidence.matching(of, horizon), *at_least),
            Self::Pair { a, b } => is_pair(evidence, a, b, horizon),
            Self::Pattern { over, any_of } => {
                let reach =
                    |strength, least| evidence.groups_reach(&of_strength(evidence, over, strength, horizon), least);
                any_of.iter().any(|pattern| pattern.is_met(reach))
            }
            Self::Points { over, at_least } => points(evidence, over, horizon) >= *at_least,
            _ => false,
        }
    }
}

/// Whether both sides match with different groups.
fn is_pair(evidence: &impl Evidence, a: &Filter, b: &Filter, horizon: Horizon) -> bool {
    let (a, b) = (evidence.matching(a, horizon), evidence.matching(b, horizon));
    !a.is_empty() && !b.is_empty() && evidence.groups_reach(&a.or(&b), 2)
}

/// The indicators of the filter with at least this strength.
fn of_strength(evidence: &impl Evidence, over: &Filter, strength: Strength, horizon: Horizon) -> BitSet {
    let strength = over.strength.map_or(strength, |least| least.max(strength));
    let filter = Filter { strength: Some(strength), severity: over.severity, ..Filter::any_of(over.members) };
    evidence.matching(&filter, horizon)
}

/// The sum of points of the filter: of each group, the strongest.
pub(crate) fn points(evidence: &impl Evidence, over: &Filter, horizon: Horizon) -> u32 {
    let mut above = 0;
    Strength::ALL.into_iter().rev().fold(0u32, |sum, strength| {
        let at = evidence.groups(&of_strength(evidence, over, strength, horizon)).len();
        let here = u32::try_from(at.saturating_sub(above)).unwrap_or(u32::MAX);
        above = above.max(at);
        sum.saturating_add(here.saturating_mul(evidence.points().of(strength)))
    })
}
