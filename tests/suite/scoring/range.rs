//! The range against brute force: every filling of what is open, on small catalogues of many shapes.

use crate::generate::config;
use crate::small_catalogues::{Small, small, small_case};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeSet;
use tipscreen::assessment::{Range, assess};
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind};
use tipscreen::condition::{FactIx, FindingIx, IndicatorIx, Severity};

/// Every answer that a fact may be given.
fn ways_of_fact(catalogue: &Catalogue, at: FactIx) -> Vec<FactAnswer> {
    let fact = catalogue.fact(at);
    let values = fact.values.len();
    match fact.kind {
        FactKind::Many => (0..1u64 << values).map(FactAnswer::Values).collect(),
        FactKind::YesNo | FactKind::One => (0..values).map(|at| FactAnswer::Values(1 << at)).collect(),
        FactKind::Date | FactKind::Text => Vec::new(),
    }
}

/// Every finding that some filling of what is open gives: facts, then indicators, then severities. `partly`: also while some
/// of it stays open.
fn reached(catalogue: &Catalogue, case: &Case, partly: bool) -> BTreeSet<FindingIx> {
    let assessment = assess(catalogue, case, &mut ());
    // The spare facts decide nothing; they only say what is asked.
    let decides = |at: &FactIx| catalogue.fact(*at).id.starts_with("fact-");
    let facts: Vec<_> = (0..catalogue.facts.len())
        .map(FactIx)
        .filter(decides)
        .filter(|at| !case.fact(*at).is_given())
        .map(|at| {
            (
                at,
                ways_of_fact(catalogue, at)
                    .into_iter()
                    .chain(partly.then(|| case.fact(at).clone()))
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    let degrees = |at: IndicatorIx| -> Vec<Answer> {
        let rated = |severity| Answer { severity, ..Answer::of(Presence::Present) };
        if catalogue.indicator(at).anchors.is_none() {
            return vec![rated(None)];
        }
        Severity::ALL.into_iter().map(|severity| rated(Some(severity))).collect()
    };
    let open = assessment.open.iter().map(IndicatorIx).map(|at| {
        let absent = std::iter::once(Answer::of(Presence::Absent));
        (at, absent.chain(degrees(at)).collect::<Vec<_>>())
    });
    let unrated = assessment.unrated.iter().map(IndicatorIx).map(|at| (at, degrees(at)));
    let as_it_is = |at: IndicatorIx| case.answer(at).cloned().unwrap_or_else(|| Answer::of(Presence::NotAsked));
    let with = |(at, ways): (IndicatorIx, Vec<Answer>)| {
        (at, ways.into_iter().chain(partly.then(|| as_it_is(at))).collect::<Vec<_>>())
    };
    let signs: Vec<_> = open.chain(unrated).map(with).collect();
    let ways = facts.iter().map(|(_, ways)| ways.len()).chain(signs.iter().map(|(_, ways)| ways.len()));
    let ways: usize = ways.product();
    let mut filled = case.clone();
    (0..ways)
        .map(|way| {
            let mut rest = way;
            let mut choose = |from: usize| {
                let choice = rest % from;
                rest /= from;
                choice
            };
            for (at, ways) in &facts {
                filled.set_fact(*at, ways[choose(ways.len())].clone());
            }
            for (at, ways) in &signs {
                filled.set_answer(*at, ways[choose(ways.len())].clone());
            }
            assess(catalogue, &filled, &mut ()).finding
        })
        .collect()
}

thread_local! {
    /// How often the law said something: exact ranges, sets, and those that were not settled.
    static TRIED: Cell<[usize; 4]> = const { Cell::new([0; 4]) };
}

fn count(exact: bool, settled: bool) {
    let mut tried = TRIED.get();
    tried[usize::from(exact) * 2 + usize::from(settled)] += 1;
    TRIED.set(tried);
}

fn law(small: &Small, cases: &[Vec<(u8, u8, u64)>]) -> Result<(), TestCaseError> {
    let catalogue = &small.catalogue;
    for choices in cases {
        let case = small_case(catalogue, choices, 3);
        let assessment = assess(catalogue, &case, &mut ());
        let mut reached = reached(catalogue, &case, matches!(assessment.range, Range::Among { .. }));
        let told = || case.to_json(catalogue);
        match &assessment.range {
            Range::Between { low, high } => {
                reached.insert(assessment.finding);
                prop_assert!(catalogue.ordered);
                prop_assert_eq!(Some(high), reached.first(), "the upper end of {}", told());
                prop_assert_eq!(Some(low), reached.last(), "the lower end of {}", told());
            }
            Range::Among { findings, superset } => {
                prop_assert!(!small.rises, "a ranked catalogue whose signs only add has two ends: {}", told());
                let outside: Vec<_> = reached.iter().filter(|at| !findings.contains(at)).collect();
                prop_assert!(outside.is_empty(), "{outside:?} is reached by {}", told());
                prop_assert!(findings.contains(&assessment.finding));
                prop_assert!(*superset || findings.len() == reached.len(), "{findings:?} {reached:?} {}", told());
                prop_assert!(findings.is_sorted());
            }
        }
        if assessment.range.is_settled() {
            prop_assert!(reached.iter().all(|at| *at == assessment.finding));
        }
        count(matches!(assessment.range, Range::Between { .. }), assessment.range.is_settled());
    }
    Ok(())
}

#[test]
fn no_filling_leaves_the_range() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        source_file: Some(file!()),
        test_name: Some("range::no_filling_leaves_the_range"),
        ..config(320)
    });
    let cases = vec(vec((0u8..10, 0u8..4, any::<u64>()), 12), 2);
    let outcome = runner.run(&(small(), cases), |(small, cases)| law(&small, &cases));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let tried = TRIED.get();
    assert!(tried.iter().all(|count| *count >= 15), "sets and ranges, open and settled: {tried:?}");
}
