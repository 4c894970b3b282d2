//! Truth tables of the combinators, and of counting.

use super::*;

/// Leaves with given values: the number of the fact is its position in the list.
struct Given(Vec<Truth>);

impl Evidence for Given {
    fn fact(&self, fact: FactIx, _: u64) -> Truth {
        self.0[fact.0]
    }
}

/// Two groups of indicators: even and odd numbers. Those below the first limit are certain, those below the second are
/// possible. Indicators below 4 are strong, the others medium.
struct Counted {
    certain: usize,
    possible: usize,
}

impl Evidence for Counted {
    fn fact(&self, _: FactIx, _: u64) -> Truth {
        Truth::Open
    }
    fn matching(&self, filter: &Filter, horizon: Horizon) -> BitSet {
        let upto = if horizon == Horizon::Certain { self.certain } else { self.possible };
        let strength = |at: &usize| if *at < 4 { Strength::Strong } else { Strength::Medium };
        let fits =
            |at: &usize| filter.members.contains(*at) && filter.strength.is_none_or(|least| strength(at) >= least);
        (0..upto).filter(fits).collect()
    }
    fn groups(&self, indicators: &BitSet) -> BitSet {
        indicators.iter().map(|at| at % 2).collect()
    }
    fn points(&self) -> Points {
        Points([0, 1, 2, 4, 8])
    }
}

use Truth::{No, Open, Yes};

const VALUES: [Truth; 3] = [No, Open, Yes];

fn leaf(number: usize) -> Condition {
    Condition::Leaf(Leaf::Fact { fact: FactIx(number), values: 1 })
}

fn of_two(join: impl Fn(Vec<Condition>) -> Condition) -> Vec<Truth> {
    let pairs = VALUES.iter().flat_map(|a| VALUES.iter().map(move |b| (*a, *b)));
    pairs.map(|(a, b)| join(vec![leaf(0), leaf(1)]).evaluate(&Given(vec![a, b]))).collect()
}

#[test]
fn all_is_the_least_of_its_parts() {
    //                      no: no  open yes  open: no  open  yes   yes: no open  yes
    assert_eq!(of_two(Condition::All), [No, No, No, No, Open, Open, No, Open, Yes]);
}

#[test]
fn any_is_the_greatest_of_its_parts() {
    assert_eq!(of_two(Condition::Any), [No, Open, Yes, Open, Open, Yes, Yes, Yes, Yes]);
}

#[test]
fn not_turns_yes_and_no_and_leaves_open_open() {
    let not = Condition::Not(Box::new(leaf(0)));
    let values = VALUES.map(|value| not.evaluate(&Given(vec![value])));
    assert_eq!(values, [Yes, Open, No]);
}

#[test]
fn at_least_counts_yes_and_stays_open_while_it_can() {
    let table = [
        (1, vec![No, No, No], No),
        (1, vec![No, Open, No], Open),
        (1, vec![No, Open, Yes], Yes),
        (2, vec![Yes, Open, No], Open),
        (2, vec![Yes, No, No], No),
        (2, vec![Yes, Yes, Open], Yes),
        (3, vec![Yes, Open, Open], Open),
        (3, vec![Yes, Open, No], No),
    ];
    for (n, values, expected) in table {
        let of = (0..values.len()).map(leaf).collect();
        assert_eq!(Condition::AtLeast { n, of }.evaluate(&Given(values.clone())), expected, "{n} of {values:?}");
    }
}

#[test]
fn empty_lists_are_what_logic_says() {
    let given = Given(Vec::new());
    assert_eq!(Condition::All(Vec::new()).evaluate(&given), Yes);
    assert_eq!(Condition::Any(Vec::new()).evaluate(&given), No);
}

fn filter(members: impl IntoIterator<Item = usize>, strength: Option<Strength>) -> Filter {
    Filter { strength, ..Filter::any_of(members.into_iter().collect()) }
}

#[test]
fn count_collapses_groups_and_is_open_while_it_can_be_reached() {
    let count = |at_least| Leaf::Count { of: filter(0..8, None).into(), at_least };
    // 0 and 2 are one group: 0, 1, 2 make two.
    assert_eq!(count(2).evaluate(&Counted { certain: 3, possible: 3 }), Yes);
    assert_eq!(count(3).evaluate(&Counted { certain: 3, possible: 8 }), No);
    assert_eq!(count(2).evaluate(&Counted { certain: 1, possible: 2 }), Open);
}

#[test]
fn a_pair_needs_two_groups_and_both_sides() {
    let pair = |a: &[usize], b: &[usize]| Leaf::Pair {
        a: filter(a.iter().copied(), None).into(),
        b: filter(b.iter().copied(), None).into(),
    };
    let all = Counted { certain: 8, possible: 8 };
    assert_eq!(pair(&[0], &[1]).evaluate(&all), Yes);
    assert_eq!(pair(&[0], &[2]).evaluate(&all), No, "the same group on both sides is one thing seen twice");
    assert_eq!(pair(&[0], &[0]).evaluate(&all), No, "one indicator is no pair");
    assert_eq!(pair(&[0, 1], &[0, 1]).evaluate(&all), Yes);
    assert_eq!(pair(&[0], &[9]).evaluate(&all), No);
    assert_eq!(pair(&[0], &[1]).evaluate(&Counted { certain: 1, possible: 2 }), Open);
}

#[test]
fn the_published_pattern_of_a_dimension() {
    // published-methods §1.2: two strong; one strong and one other; three medium; two medium and one weak.
    let pattern = |minima| Pattern { minima };
    let any_of = [[0, 0, 0, 2, 0], [0, 1, 0, 1, 0], [0, 0, 3, 0, 0], [0, 1, 2, 0, 0]].map(pattern);
    let positive = |weak: usize, medium: usize, strong: usize| {
        let reach = |strength, least| {
            let at_or_above = match strength {
                Strength::Element | Strength::Weak => weak + medium + strong,
                Strength::Medium => medium + strong,
                Strength::Strong => strong,
                Strength::Critical => 0,
            };
            at_or_above >= least
        };
        any_of.iter().any(|pattern| pattern.is_met(reach))
    };
    let table = [
        (9, 0, 0, false),
        (9, 1, 0, false),
        (0, 2, 0, false),
        (1, 2, 0, true),
        (0, 3, 0, true),
        (0, 0, 1, false),
        (1, 0, 1, true),
        (0, 1, 1, true),
        (0, 0, 2, true),
        (5, 5, 3, true),
    ];
    for (weak, medium, strong, expected) in table {
        assert_eq!(positive(weak, medium, strong), expected, "{strong} strong, {medium} medium, {weak} weak");
    }
}

#[test]
fn points_add_up_by_the_strongest_of_each_group() {
    // Even and odd numbers are a group each, and both have a strong one (4 points): 4 + 4 = 8, whatever else is
    // present.
    let points = |at_least| Leaf::Points { over: filter(0..6, None).into(), at_least };
    let all = Counted { certain: 6, possible: 6 };
    assert_eq!(points(8).evaluate(&all), Yes);
    assert_eq!(points(9).evaluate(&all), No);
    assert_eq!(points(8).evaluate(&Counted { certain: 1, possible: 6 }), Open);
}

#[test]
fn a_set_keeps_what_was_put_in() {
    let set: BitSet = [0, 63, 64, 255].into_iter().collect();
    assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 255]);
    assert_eq!(set.len(), 4);
    assert!(set.contains(63) && !set.contains(62));
    assert_eq!(set.without(&[63].into_iter().collect()).len(), 3);
}
