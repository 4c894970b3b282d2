//! Proves that one leaf implies another.

use super::Prover;
use crate::catalogue::Catalogue;
use crate::condition::{BitSet, Filter, Leaf, Pattern, Severity, Status, Strength};

impl Prover<'_> {
    pub(super) fn leaf_follows(&self, a: &Leaf, b: &Leaf) -> bool {
        match (a, b) {
            (Leaf::Fact { fact, values }, Leaf::Fact { fact: other, values: wanted }) => {
                fact == other && values & !wanted == 0
            }
            (Leaf::Area { area, is }, Leaf::Area { area: other, is: wanted }) if area == other => is >= wanted,
            (Leaf::Element { element, is }, Leaf::Element { element: other, is: wanted }) if element == other => {
                is >= wanted
            }
            (Leaf::Finding { finding, or_higher }, Leaf::Finding { finding: other, or_higher: wanted }) => {
                let is_same = finding == other && (or_higher == wanted || *wanted);
                is_same || (*wanted && self.catalogue.ordered && finding < other)
            }
            (Leaf::StateRisk(least), Leaf::StateRisk(wanted)) => least >= wanted,
            (Leaf::Track(track), Leaf::Track(wanted)) => track == wanted,
            (Leaf::Flag(flag), Leaf::Flag(other)) => flag == other,
            (Leaf::CoreComplete, Leaf::CoreComplete) | (_, Leaf::Otherwise) => true,
            _ => self.on_one_track && self.sign_follows(a, b),
        }
    }

    /// Leaves about signs.
    fn sign_follows(&self, a: &Leaf, b: &Leaf) -> bool {
        match b {
            Leaf::Indicator { indicator, strength } => {
                let least = strength.unwrap_or(Strength::Element);
                matches!(a, Leaf::Indicator { indicator: one, strength: known }
                    if one == indicator && known.unwrap_or(Strength::Element) >= least)
            }
            Leaf::Area { area, is: Status::Shown } => self.shows(a, &self.catalogue.area(*area).own),
            Leaf::Element { element, is } => match a {
                Leaf::Area { area, is: known } => self.catalogue.area(*area).element == Some(*element) && known >= is,
                _ => *is == Status::Shown && self.shows(a, &own_of(self.catalogue, *element)),
            },
            Leaf::Count { of, at_least } => self.counts(a, of, *at_least),
            Leaf::Pair { a: one, b: other } => pairs(a, one, other),
            Leaf::Pattern { over, any_of } => self.meets(a, over, any_of),
            Leaf::Points { over, at_least } => {
                matches!(a, Leaf::Points { over: known, at_least: reached } if within(known, over) && reached >= at_least)
            }
            Leaf::Area { .. }
            | Leaf::Fact { .. }
            | Leaf::Flag(_)
            | Leaf::Finding { .. }
            | Leaf::Track(_)
            | Leaf::StateRisk(_)
            | Leaf::CoreComplete
            | Leaf::Otherwise => false,
        }
    }

    /// Whether at least one of these indicators is present where the leaf holds, at any strength.
    fn shows(&self, leaf: &Leaf, members: &BitSet) -> bool {
        self.some_match(leaf).iter().any(|filter| filter.members.without(members).is_empty())
    }

    /// Filters that each match at least one sign where the leaf holds.
    fn some_match(&self, leaf: &Leaf) -> Vec<Filter> {
        match leaf {
            Leaf::Indicator { indicator, strength } => {
                vec![Filter { strength: *strength, ..Filter::any_of([indicator.0].into_iter().collect()) }]
            }
            Leaf::Area { area, is } if *is >= Status::Shown => vec![Filter::any_of(self.catalogue.area(*area).own)],
            Leaf::Element { element, is } if *is >= Status::Shown => {
                vec![Filter::any_of(own_of(self.catalogue, *element))]
            }
            Leaf::Count { of, at_least } if *at_least > 0 => vec![(**of).clone()],
            Leaf::Pair { a, b } => vec![(**a).clone(), (**b).clone()],
            Leaf::Pattern { over, any_of } => {
                let asks_for_some = |pattern: &Pattern| pattern.minima.iter().any(|least| *least > 0);
                if any_of.iter().all(asks_for_some) { vec![(**over).clone()] } else { Vec::new() }
            }
            Leaf::Points { over, at_least } if *at_least > 0 => vec![(**over).clone()],
            _ => Vec::new(),
        }
    }

    fn counts(&self, leaf: &Leaf, of: &Filter, at_least: usize) -> bool {
        let reached = match leaf {
            Leaf::Count { of: known, at_least } if within(known, of) => *at_least,
            Leaf::Pair { a, b } if within(a, of) && within(b, of) => 2,
            _ => usize::from(self.some_match(leaf).iter().any(|filter| within(filter, of))),
        };
        reached >= at_least
    }

    /// Whether a pattern is met: by a pattern that asks for as much, or by enough signs of that strength.
    fn meets(&self, leaf: &Leaf, over: &Filter, any_of: &[Pattern]) -> bool {
        let met_by = |known: &Pattern| any_of.iter().any(|wanted| asks_no_more(wanted, known));
        match leaf {
            Leaf::Pattern { over: known, any_of } => within(known, over) && any_of.iter().all(met_by),
            // An area may count each member of a group (`each`). A pattern in a rule never does.
            Leaf::Area { area, is: Status::Positive } if !self.catalogue.groups.iter().any(|group| group.each) => {
                let area = self.catalogue.area(*area);
                within(&Filter::any_of(area.counted), over) && area.positive_when.iter().all(met_by)
            }
            Leaf::Count { of, at_least } if within(of, over) => {
                any_of.iter().any(|wanted| asks_no_more(wanted, &so_many(*at_least, of.strength)))
            }
            Leaf::Indicator { .. } => self.some_match(leaf).iter().any(|filter| {
                within(filter, over) && any_of.iter().any(|wanted| asks_no_more(wanted, &so_many(1, filter.strength)))
            }),
            _ => false,
        }
    }
}

/// Two different groups, one matching each filter.
fn pairs(leaf: &Leaf, one: &Filter, other: &Filter) -> bool {
    match leaf {
        Leaf::Pair { a, b } => (within(a, one) && within(b, other)) || (within(a, other) && within(b, one)),
        Leaf::Count { of, at_least } => *at_least >= 2 && within(of, one) && within(of, other),
        _ => false,
    }
}

/// Whether everything that matches the first filter matches the second.
fn within(a: &Filter, b: &Filter) -> bool {
    let strength = |filter: &Filter| filter.strength.unwrap_or(Strength::Element);
    // A present indicator is at least minor.
    let severity = |filter: &Filter| filter.severity.unwrap_or(Severity::Minor);
    a.members.without(&b.members).is_empty() && strength(a) >= strength(b) && severity(a) >= severity(b)
}

/// A pattern of this many signs of at least this strength.
fn so_many(many: usize, strength: Option<Strength>) -> Pattern {
    let mut pattern = Pattern::default();
    pattern.minima[strength.unwrap_or(Strength::Element) as usize] = many;
    pattern
}

/// Whether a pattern is met wherever the other is. Counted from the strongest down, it asks for no more at any
/// strength.
fn asks_no_more(wanted: &Pattern, known: &Pattern) -> bool {
    let from_top = |pattern: &Pattern, strength: usize| pattern.minima[strength..].iter().sum::<usize>();
    (0..wanted.minima.len())
        .filter(|strength| wanted.minima[*strength] > 0)
        .all(|strength| from_top(wanted, strength) <= from_top(known, strength))
}

/// The own indicators of all areas of an element.
fn own_of(catalogue: &Catalogue, element: crate::condition::Element) -> BitSet {
    let areas = catalogue.areas.iter().filter(|area| area.element == Some(element));
    areas.fold(BitSet::EMPTY, |all, area| all.or(&area.own))
}
