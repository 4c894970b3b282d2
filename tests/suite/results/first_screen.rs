//! The first screen of a result holds what is needed at once, and fits a window of 80 by 24 with room for the keys.

use crate::files;
use crate::generate::{cases, config, shipped};
use proptest::prelude::*;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::Case;
use tipscreen::catalogue::{DueStep, Keep};
use tipscreen::referral::{self, recommend};
use tipscreen::report::{Report, brief};

const MOST_LINES: usize = 20;
const MOST_WORDS: usize = 160;

fn drawn(case: &Case, width: u16) -> String {
    let mut trace = Trace::new(shipped());
    let assessment = assess(shipped(), case, &mut trace);
    let advice = recommend(shipped(), case, &assessment);
    brief(&Report::of(shipped(), case, &assessment, &advice, &trace), width)
}

fn examples() -> Vec<Case> {
    let text = files::text(&files::root().join("examples/cases/all.ndjson"));
    tipscreen::read_cases(&text, shipped()).into_iter().map(|case| case.expect("an example is sound")).collect()
}

/// As one line, so that a phrase is found wherever it was broken.
fn joined(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_fits_the_window_for_every_example() {
    for case in examples() {
        let screen = drawn(&case, 80);
        let (lines, words) = (screen.lines().count(), screen.split_whitespace().count());
        assert!(lines <= MOST_LINES && words <= MOST_WORDS, "{}: {lines} lines, {words} words\n{screen}", case.case_id);
        let widest = screen.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{}: {widest:?}\n{screen}", case.case_id);
    }
}

#[test]
fn it_holds_finding_urgency_tasks_a_number_and_a_rule_for_every_example() {
    let all = examples();
    assert_eq!(all.len(), 76);
    for case in all {
        let assessment = assess(shipped(), &case, &mut ());
        let advice = recommend(shipped(), &case, &assessment);
        let screen = joined(&drawn(&case, 80));
        let mut needed = Vec::new();
        let unsafe_talk = assessment.ended_by.iter().any(|at| shipped().gates[*at].keep == Keep::Nothing);
        if !unsafe_talk {
            needed.push(shipped().findings[assessment.finding.0].title.clone());
            needed.extend(advice.urgency.map(|at| shipped().guidelines.urgencies[at].title.clone()));
            needed.push("Protect: ".to_owned());
            needed.extend(assessment.cautions.iter().map(|at| shipped().cautions[*at].title.clone()));
            needed.push(if assessment.is_settled() { "Settled: " } else { "Not settled: " }.to_owned());
        }
        let first = advice.by_step(&shipped().guidelines).into_iter().find(|(step, _)| *step == DueStep::Now);
        needed.extend(first.map(|(_, at)| format!("1. {}", shipped().guidelines.actions[at].title)));
        needed.push("Whom to call: ".to_owned());
        let first = referral::contacts(shipped(), &case, &advice).into_iter().next();
        needed.extend(first.filter(|_| !unsafe_talk).map(|one| joined(&one.contact.service)));
        for phrase in needed {
            assert!(screen.contains(&phrase), "{}: no \"{phrase}\"\n{screen}", case.case_id);
        }
    }
}

#[test]
fn nothing_is_cut_off_in_a_narrow_window() {
    for case in examples() {
        let (wide, narrow) = (drawn(&case, 80), drawn(&case, 40));
        assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
        let letters = |screen: &str| screen.split_whitespace().collect::<String>();
        assert_eq!(letters(&wide), letters(&narrow), "{}", case.case_id);
    }
}

proptest! {
    #![proptest_config(config(200))]

    /// Whatever was answered: it fits, and a case with many doubts loses lists before it loses a caution.
    #[test]
    fn it_fits_the_window_for_any_answers(sample in cases()) {
        let screen = drawn(&sample.0, 80);
        let (lines, words) = (screen.lines().count(), screen.split_whitespace().count());
        prop_assert!(lines <= MOST_LINES && words <= MOST_WORDS, "{} lines, {} words\n{}", lines, words, screen);
    }
}
