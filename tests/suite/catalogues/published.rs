//! Published methods, held by the same engine as data: each against a second, independent statement of its rule.

use crate::files::{root, scripts, text};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use tipscreen::assessment::{Range, assess, finding};
use tipscreen::case::{Answer, Case, Derived, Presence};
use tipscreen::catalogue::Catalogue;
use tipscreen::condition::{IndicatorIx, Status, Strength};
use tipscreen::toml_input::SourceFile;

const SETS: [&str; 2] = ["ilo-delphi-adult-labour", "ilo-delphi-child-labour"];

fn builtin(id: &str) -> Catalogue {
    Catalogue::builtin(id).unwrap_or_else(|| panic!("{id} is there")).expect("whole")
}

fn shape(name: &str) -> Catalogue {
    let path = root().join(format!("tests/data/shapes/{name}.toml"));
    let file = SourceFile { name: path.display().to_string(), text: text(&path) };
    Catalogue::read(vec![file]).unwrap_or_else(|faults| panic!("{name}: {:?}", faults.problems))
}

/// A case in which everything is absent.
fn all_absent(catalogue: &Catalogue) -> Case {
    let mut case = Case::new(catalogue, "published");
    for at in (0..catalogue.indicators.len()).map(IndicatorIx) {
        case.set_answer(at, Answer::of(Presence::Absent));
    }
    case
}

/// Calls `check` on every choice of present answers among `of`, all else absent. One answer changes at a time.
fn every_choice(catalogue: &Catalogue, of: &[IndicatorIx], mut check: impl FnMut(&Case, &[IndicatorIx])) {
    let mut case = all_absent(catalogue);
    let mut present = Vec::new();
    for number in 0u32..1 << of.len() {
        if number > 0 {
            let at = of[number.trailing_zeros() as usize];
            let turned = if case.presence(at) == Presence::Present { Presence::Absent } else { Presence::Present };
            case.set_answer(at, Answer::of(turned));
        }
        present.clear();
        present.extend(of.iter().filter(|at| case.presence(**at) == Presence::Present));
        check(&case, &present);
    }
}

fn classes(catalogue: &Catalogue, present: &[IndicatorIx]) -> [usize; 3] {
    let of = |class| present.iter().filter(|at| catalogue.indicator(**at).classes.adult == Some(class)).count();
    [of(Strength::Strong), of(Strength::Medium), of(Strength::Weak)]
}

/// The rule of a dimension as the brochure is quoted: 2 strong; 1 strong and 1 medium or weak; 3 medium; 2 medium and
/// 1 weak.
fn is_positive([strong, medium, weak]: [usize; 3]) -> bool {
    match (strong, medium, weak) {
        (1, 0, 0) | (0, ..=1, _) | (0, 2, 0) => false,
        (1.., _, _) | (0, 2.., _) => true,
    }
}

fn points([strong, medium, weak]: [usize; 3]) -> usize {
    4 * strong + 2 * medium + weak
}

#[test]
fn both_sets_have_the_items_they_should() {
    for (id, sizes) in SETS.iter().zip([[10, 10, 16, 9, 15, 7], [10, 10, 15, 8, 15, 7]]) {
        let catalogue = builtin(id);
        let found: Vec<usize> = catalogue.areas.iter().map(|area| area.own.len()).collect();
        assert_eq!(found, sizes, "{id}");
    }
    let strong = |catalogue: &Catalogue| {
        let all: Vec<IndicatorIx> = (0..catalogue.indicators.len()).map(IndicatorIx).collect();
        classes(catalogue, &all)
    };
    assert_eq!(strong(&builtin(SETS[0])), [7, 53, 7]);
    assert_eq!(strong(&builtin(SETS[1])), [15, 50, 0]);
}

#[test]
fn every_choice_of_answers_in_every_dimension_agrees_with_the_rule_and_with_the_points() {
    for id in SETS {
        let catalogue = builtin(id);
        for (at, area) in catalogue.areas.iter().enumerate() {
            let own: Vec<IndicatorIx> = area.own.iter().map(IndicatorIx).collect();
            assert!(classes(&catalogue, &own)[2] <= 2, "{id}: {} has more than two weak items", area.id);
            every_choice(&catalogue, &own, |case, present| {
                let status = assess(&catalogue, case, &mut ()).areas[at].status;
                let counted = classes(&catalogue, present);
                assert_eq!(status == Status::Positive, is_positive(counted), "{id}: {} {counted:?}", area.id);
                assert_eq!(status == Status::Positive, points(counted) >= 5, "{id}: {} {counted:?}", area.id);
            });
        }
    }
}

#[test]
fn with_three_weak_items_rule_and_points_differ() {
    let catalogue = shape("three-weak");
    let own: Vec<IndicatorIx> = (0..catalogue.indicators.len()).map(IndicatorIx).collect();
    let mut differ = BTreeSet::new();
    every_choice(&catalogue, &own, |case, present| {
        let counted = classes(&catalogue, present);
        let positive = assess(&catalogue, case, &mut ()).areas[0].status == Status::Positive;
        assert_eq!(positive, is_positive(counted), "{counted:?}");
        if positive != (points(counted) >= 5) {
            differ.insert(counted);
        }
    });
    assert_eq!(differ.into_iter().collect::<Vec<_>>(), [[0, 1, 3]]);
}

/// The combination table, stated a second time. Both columns of vulnerability are read by no row.
fn row(positive: &BTreeSet<&str>) -> &'static str {
    let [deceptive, coercive, exploitation, coercion] =
        ["deceptive-recruitment", "coercive-recruitment", "exploitation", "coercion-at-destination"]
            .map(|dimension| positive.contains(dimension));
    match (deceptive, coercive, exploitation, coercion) {
        (true, _, true, true) | (_, true, true, true) => "forced-labour-trafficking-pattern",
        (true, false, true, false) => "deception-and-exploitation",
        (false, false, true, false) => "exploitation-without-means",
        (false, false, false, false) => "no-pattern",
        _ => "not-classified",
    }
}

/// Present answers that are just enough for a dimension.
fn enough(catalogue: &Catalogue, area: usize) -> Vec<IndicatorIx> {
    let mut own: Vec<IndicatorIx> = catalogue.areas[area].own.iter().map(IndicatorIx).collect();
    own.sort_by_key(|at| std::cmp::Reverse(catalogue.indicator(*at).classes.adult));
    (1..=own.len()).map(|n| own[..n].to_vec()).find(|some| is_positive(classes(catalogue, some))).expect("enough")
}

#[test]
fn every_combination_of_dimensions_gives_a_row_or_none() {
    for id in SETS {
        let catalogue = builtin(id);
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        for choice in 0..1usize << catalogue.areas.len() {
            let mut case = all_absent(&catalogue);
            let mut positive = BTreeSet::new();
            for (at, area) in catalogue.areas.iter().enumerate().filter(|(at, _)| choice & (1 << at) != 0) {
                positive.insert(area.id.as_str());
                for one in enough(&catalogue, at) {
                    case.set_answer(one, Answer::of(Presence::Present));
                }
            }
            let assessment = assess(&catalogue, &case, &mut ());
            let found = catalogue.findings[assessment.finding.0].id.as_str();
            assert_eq!(found, row(&positive), "{id}: {positive:?}");
            assert_eq!(assessment.range, Range::Among { findings: vec![assessment.finding], superset: false });
            *rows.entry(row(&positive)).or_default() += 1;
        }
        assert_eq!(rows.values().sum::<usize>(), 64);
        assert_eq!(rows.len(), 5, "{rows:?}");
    }
}

#[derive(Deserialize)]
struct Public {
    case: Vec<Coded>,
}

#[derive(Deserialize)]
struct Coded {
    script: String,
    set: String,
    facts: String,
    present: Vec<String>,
    positive: Vec<String>,
    finding: String,
    beside: String,
    why: String,
}

#[test]
fn six_public_cases_come_out_by_the_table_with_what_it_misses_beside() {
    let public: Public = toml::from_str(&text(&root().join("tests/data/ilo_public.toml"))).expect("whole");
    assert_eq!(public.case.len(), 6);
    let asean = builtin("asean-commit");
    for coded in public.case {
        assert!(coded.facts.len() > 30 && coded.why.len() > 30, "{}: say how it was coded", coded.script);
        let catalogue = builtin(&coded.set);
        let mut case = all_absent(&catalogue);
        for id in &coded.present {
            let at = catalogue.find_indicator(id).unwrap_or_else(|| panic!("{}: no item `{id}`", coded.script));
            case.set_answer(at, Answer::of(Presence::Present));
        }
        let assessment = assess(&catalogue, &case, &mut ());
        let positive: Vec<&str> = catalogue
            .areas
            .iter()
            .zip(&assessment.areas)
            .filter(|(_, one)| one.status == Status::Positive)
            .map(|(area, _)| area.id.as_str())
            .collect();
        assert_eq!(positive, coded.positive, "{}", coded.script);
        assert_eq!(catalogue.findings[assessment.finding.0].id, coded.finding, "{}", coded.script);
        // Beside it the screening catalogue, and what of its answers carries over by itself.
        let path = root().join(format!("examples/cases/{}.json", coded.script));
        let screened = tipscreen::case::read(&text(&path), &asean).expect("a case");
        assert_eq!(asean.findings[finding(&asean, &screened).0].id, coded.beside, "{}", coded.script);
        let derived = Derived::of(&screened, &asean, &catalogue);
        let reached = assess(&catalogue, &derived.case, &mut ()).range;
        let Range::Among { findings, .. } = reached else { panic!("an unordered catalogue has a set") };
        let reached: Vec<&str> = findings.iter().map(|at| catalogue.findings[at.0].id.as_str()).collect();
        assert!(
            reached.contains(&coded.finding.as_str()),
            "{}: {reached:?} leaves out {}",
            coded.script,
            coded.finding
        );
    }
}

/// Nothing is made up on the way: present and absent only from answers that say so, and never both ways.
#[test]
fn what_is_derived_was_answered() {
    let asean = builtin("asean-commit");
    let mut derived_any = 0;
    for path in scripts() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let file = root().join(format!("examples/cases/{name}.json"));
        let case = tipscreen::case::read(&text(&file), &asean).expect("a case");
        for other in SETS.iter().chain(&["ilo-forced-labour-11", "unodc-general"]) {
            let other = builtin(other);
            let derived = Derived::of(&case, &asean, &other);
            for at in (0..other.indicators.len()).map(IndicatorIx) {
                let items: BTreeSet<&str> =
                    other.indicator(at).origins.iter().map(|origin| origin.claim.item.as_str()).collect();
                let known = asean
                    .indicators
                    .iter()
                    .enumerate()
                    .filter(|(_, one)| one.origins.iter().any(|origin| items.contains(origin.claim.item.as_str())));
                let answered: Vec<Presence> = known.map(|(one, _)| case.presence(IndicatorIx(one))).collect();
                match derived.case.presence(at) {
                    Presence::Present => assert!(answered.contains(&Presence::Present)),
                    Presence::Absent => {
                        assert!(answered.contains(&Presence::Absent) && !answered.contains(&Presence::Present));
                    }
                    other => {
                        assert_eq!(other, Presence::Unknown);
                        assert!(derived.not_derived.contains(&at));
                    }
                }
                derived_any += usize::from(derived.case.presence(at) != Presence::Unknown);
            }
        }
    }
    assert!(derived_any > 500, "hardly anything is derived: {derived_any}");
}

/// That nobody knows of something near, prefers not to say, or did not ask is silence alike: it derives no other answer.
#[test]
fn why_a_question_is_open_derives_nothing() {
    let asean = builtin("asean-commit");
    let silent = [Presence::NotAsked, Presence::Unknown, Presence::Declined];
    let mut derived_absent = 0;
    for path in scripts() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let file = root().join(format!("examples/cases/{name}.json"));
        let mut case = tipscreen::case::read(&text(&file), &asean).expect("a case");
        // Half of what was answered with no, so that something near is open.
        for at in (0..asean.indicators.len()).step_by(2).map(IndicatorIx) {
            if case.presence(at) == Presence::Absent {
                case.set_answer(at, Answer::of(Presence::NotAsked));
            }
        }
        for other in SETS.iter().chain(&["ilo-forced-labour-11", "unodc-general"]) {
            let other = builtin(other);
            let derived = |how: Presence| {
                let mut case = case.clone();
                for at in (0..asean.indicators.len()).map(IndicatorIx) {
                    if silent.contains(&case.presence(at)) {
                        case.set_answer(at, Answer::of(how));
                    }
                }
                let derived = Derived::of(&case, &asean, &other).case;
                (0..other.indicators.len()).map(|at| derived.presence(IndicatorIx(at))).collect::<Vec<_>>()
            };
            let [not_asked, unknown, declined] = silent.map(derived);
            assert!(not_asked == unknown && unknown == declined, "{name}, {}", other.id);
            derived_absent += not_asked.iter().filter(|one| **one == Presence::Absent).count();
        }
    }
    assert!(derived_absent > 200, "hardly any no is derived: {derived_absent}");
}

/// A catalogue derived from itself is the same case.
#[test]
fn a_case_derived_to_its_own_catalogue_is_the_same() {
    let asean = builtin("asean-commit");
    let path = root().join("examples/cases/domestic-worker-passport-kept.json");
    let case = tipscreen::case::read(&text(&path), &asean).expect("a case");
    let derived = Derived::of(&case, &asean, &asean);
    assert_eq!(finding(&asean, &derived.case), finding(&asean, &case));
    let given = |case: &Case| (0..asean.indicators.len()).map(|at| case.presence(IndicatorIx(at))).collect::<Vec<_>>();
    assert_eq!(given(&derived.case), given(&case));
    // A sign that shares an item with another one says nothing about that other one between two versions.
    let mut one = Case::new(&asean, "one");
    one.set_answer(asean.find_indicator("never-out-alone").expect("there"), Answer::of(Presence::Present));
    assert_eq!(given(&Derived::of(&one, &asean, &asean).case), given(&one));
}

#[test]
fn at_least_n_is_held_with_n_in_the_catalogue() {
    for n in [1, 6] {
        let catalogue = shape(&format!("at-least-{n}"));
        let all: Vec<IndicatorIx> = (0..catalogue.indicators.len()).map(IndicatorIx).collect();
        every_choice(&catalogue, &all, |case, present| {
            let found = &catalogue.findings[finding(&catalogue, case).0].id;
            assert_eq!(found == "positive", present.len() >= n, "{present:?}");
        });
    }
}

#[test]
fn a_sum_with_bands_is_held() {
    let catalogue = shape("banded-sum");
    let all: Vec<IndicatorIx> = (0..catalogue.indicators.len()).map(IndicatorIx).collect();
    every_choice(&catalogue, &all, |case, present| {
        let sum: usize = present.iter().map(|at| 1 + at.0 % 3).sum();
        let expected = match sum {
            0..=3 => "none",
            4..=8 => "possible",
            _ => "clear",
        };
        assert_eq!(catalogue.findings[finding(&catalogue, case).0].id, expected, "{sum}");
    });
}

#[test]
fn two_axes_are_held() {
    let catalogue = shape("two-axis");
    let all: Vec<IndicatorIx> = (0..catalogue.indicators.len()).map(IndicatorIx).collect();
    every_choice(&catalogue, &all, |case, present| {
        let ids: Vec<&str> = present.iter().map(|at| catalogue.indicator(*at).id.as_str()).collect();
        let expected = ["recruitment", "work", "leaving"].iter().any(|dimension| {
            let of = |axis: &str| {
                let mark = format!("{dimension}-{axis}-");
                ids.iter().filter(|id| id.starts_with(&mark)).copied().collect::<Vec<_>>()
            };
            let (involuntary, penalty) = (of("involuntariness"), of("penalty"));
            let strong = involuntary.iter().chain(&penalty).any(|id| id.ends_with("strong"));
            !involuntary.is_empty() && !penalty.is_empty() && strong
        });
        assert_eq!(catalogue.findings[finding(&catalogue, case).0].id == "positive", expected, "{ids:?}");
    });
}

#[test]
fn an_unscored_list_says_look_further_and_nothing_more() {
    for id in ["ilo-forced-labour-11", "unodc-general"] {
        let catalogue = builtin(id);
        for at in (0..catalogue.indicators.len()).map(IndicatorIx) {
            let mut case = all_absent(&catalogue);
            assert_eq!(catalogue.findings[finding(&catalogue, &case).0].id, "none-recorded");
            case.set_answer(at, Answer::of(Presence::Present));
            assert_eq!(catalogue.findings[finding(&catalogue, &case).0].id, "look-further");
        }
    }
}
