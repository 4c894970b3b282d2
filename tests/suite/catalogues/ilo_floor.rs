//! No dimension of the built-in catalogue comes out lower than ILO's operational indicators would on the same
//! presences. What differs is named in `data/ilo_floor.toml`, and nothing is named that does not differ.

use crate::files::{root, text};
use crate::generate::shipped;
use serde::Deserialize;
use std::collections::BTreeSet;
use tipscreen::assessment::assess;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, Role};
use tipscreen::condition::{AreaIx, IndicatorIx, Status, Strength};

const SOURCE: &str = "ilo-delphi-2009";

#[derive(Clone, Deserialize)]
struct Floor {
    dimension: Vec<Dimension>,
    weaker: Vec<Weaker>,
    once: Vec<Once>,
    elsewhere: Vec<Elsewhere>,
}

#[derive(Clone, Deserialize)]
struct Dimension {
    id: String,
    area: String,
}

/// An item of a set: where it stands there, and its class.
type Item = (String, Strength);

impl Dimension {
    /// The items of this dimension in the set for adults or for children.
    fn items(&self, child: bool) -> Vec<Item> {
        let set = if child { "ilo-delphi-child-labour" } else { "ilo-delphi-adult-labour" };
        let set = Catalogue::builtin(set).expect("there").expect("whole");
        let here = set.areas.iter().find(|area| area.id == self.id).expect("the dimension").own;
        let item = |at: usize| {
            let one = &set.indicators[at];
            (one.origins[0].claim.item.clone(), one.classes.on(child))
        };
        here.iter().map(item).collect()
    }
}

#[derive(Clone, Deserialize)]
struct Weaker {
    items: Vec<String>,
    adult: Option<Strength>,
    child: Option<Strength>,
    reason: String,
}

#[derive(Clone, Deserialize)]
struct Once {
    items: Vec<String>,
    reason: String,
}

#[derive(Clone, Deserialize)]
struct Elsewhere {
    item: String,
    area: String,
    reason: String,
}

fn floor() -> Floor {
    toml::from_str(&text(&root().join("tests/data/ilo_floor.toml"))).expect("the floor is whole")
}

fn area(id: &str) -> AreaIx {
    let at = shipped().areas.iter().position(|area| area.id == id);
    AreaIx(at.unwrap_or_else(|| panic!("there is no area `{id}`")))
}

/// The indicators that cover an item of ILO's list.
fn covering(item: &str) -> Vec<IndicatorIx> {
    let catalogue = shipped();
    let covers = |at: &usize| {
        let origins = &catalogue.indicators[*at].origins;
        origins.iter().any(|one| catalogue.sources[one.claim.source].id == SOURCE && one.claim.item == item)
    };
    (0..catalogue.indicators.len()).filter(covers).map(IndicatorIx).collect()
}

/// ILO's rule for a dimension: two strong; one strong and one more; three medium; two medium and one weak.
fn is_positive(classes: &[Strength]) -> bool {
    let of = |class: Strength| classes.iter().filter(|one| **one == class).count();
    let (strong, medium, weak) = (of(Strength::Strong), of(Strength::Medium), of(Strength::Weak));
    strong >= 2 || (strong == 1 && medium + weak >= 1) || medium >= 3 || (medium == 2 && weak >= 1)
}

fn case(child: bool, present: &[IndicatorIx]) -> Case {
    let catalogue = shipped();
    let mut case = Case::new(catalogue, "floor".to_owned());
    let age = catalogue.fact_by_role(Role::Age).expect("age");
    let began = catalogue.fact_by_role(Role::AgeWhenItBegan).expect("age when it began");
    let value = |at, id| FactAnswer::Values(catalogue.fact(at).value_bit(id).expect("a value"));
    case.set_fact(age, value(age, if child { "child" } else { "adult" }));
    case.set_fact(began, value(began, if child { "under-18" } else { "18-or-older" }));
    for at in present {
        case.set_answer(*at, Answer::of(Presence::Present));
    }
    case
}

/// Sets of up to three items of a dimension that are positive by ILO's rule and not positive here.
fn lower(floor: &Floor, dimension: &Dimension, child: bool) -> Vec<String> {
    let class = |(id, class): &Item| {
        let weaker = floor.weaker.iter().find(|one| one.items.contains(id));
        weaker.and_then(|one| if child { one.child } else { one.adult }).unwrap_or(*class)
    };
    let here = |(id, _): &&Item| !floor.elsewhere.iter().any(|one| one.item == *id);
    let all = dimension.items(child);
    let items: Vec<Item> = all.iter().filter(here).map(|item| (item.0.clone(), class(item))).collect();
    let mut wrong = Vec::new();
    for a in 0..items.len() {
        for b in a..items.len() {
            for c in b..items.len() {
                let set: BTreeSet<usize> = [a, b, c].into();
                let counted = set.iter().filter(|at| {
                    let again = |one: &Once| {
                        let first = set.iter().find(|other| one.items.contains(&items[**other].0));
                        one.items.contains(&items[**at].0) && first != Some(at)
                    };
                    !floor.once.iter().any(again)
                });
                let classes: Vec<Strength> = counted.map(|at| items[*at].1).collect();
                if !is_positive(&classes) {
                    continue;
                }
                let present: Vec<IndicatorIx> = set.iter().flat_map(|at| covering(&items[*at].0)).collect();
                let assessment = assess(shipped(), &case(child, &present), &mut ());
                if assessment.areas[area(&dimension.area).0].status != Status::Positive {
                    let names: Vec<&str> = set.iter().map(|at| items[*at].0.as_str()).collect();
                    wrong.push(names.join(" + "));
                }
            }
        }
    }
    wrong
}

fn all_lower(floor: &Floor) -> Vec<String> {
    let both = floor.dimension.iter().flat_map(|one| [false, true].map(|child| (one, child)));
    both.flat_map(|(one, child)| lower(floor, one, child)).collect()
}

#[test]
fn no_dimension_comes_out_lower_than_ilo_would_on_the_same_presences() {
    let floor = floor();
    let count = |child| floor.dimension.iter().map(|one| one.items(child).len()).sum::<usize>();
    assert_eq!((floor.dimension.len(), count(false), count(true)), (6, 67, 65));
    let wrong = all_lower(&floor);
    assert!(wrong.is_empty(), "{} sets:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_item_of_ilo_is_covered_where_it_should_count() {
    let floor = floor();
    for dimension in &floor.dimension {
        for (id, _) in dimension.items(false) {
            let elsewhere = floor.elsewhere.iter().find(|one| one.item == id);
            let at = area(elsewhere.map_or(&dimension.area, |one| &one.area));
            let there = covering(&id).into_iter().any(|one| shipped().indicator(one).areas.contains(&at));
            assert!(there, "{id} is covered by no indicator of {}", shipped().area(at).id);
        }
    }
}

#[test]
fn no_exception_is_named_that_is_not_needed() {
    let floor = floor();
    let reasons = floor.weaker.iter().map(|one| &one.reason).chain(floor.once.iter().map(|one| &one.reason));
    assert!(reasons.chain(floor.elsewhere.iter().map(|one| &one.reason)).all(|reason| reason.len() > 20));
    for at in 0..floor.weaker.len() {
        let mut less = floor.clone();
        let one = less.weaker.remove(at);
        assert!(!all_lower(&less).is_empty(), "not needed: weaker {:?}", one.items);
    }
    for at in 0..floor.once.len() {
        let mut less = floor.clone();
        let one = less.once.remove(at);
        assert!(!all_lower(&less).is_empty(), "not needed: once {:?}", one.items);
    }
    for at in 0..floor.elsewhere.len() {
        let mut less = floor.clone();
        let one = less.elsewhere.remove(at);
        assert!(!all_lower(&less).is_empty(), "not needed: elsewhere {}", one.item);
    }
}
