//! Explanations: what they say is enough is enough, none of it can be spared, and near misses are the nearest there are.

use crate::generate::{cases, config, shipped};
use crate::small_catalogues::{Small, small, small_case};
use proptest::collection::vec;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeSet;
use tipscreen::assessment::{Applicable, assess, finding};
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind};
use tipscreen::condition::{Condition, FactIx, FindingIx, IndicatorIx, Leaf, Severity};
use tipscreen::explain::{Change, MOST_CHANGES, NearMiss, NearMisses, Support, explain};

/// The case with no other answers than those of the support.
fn alone(support: &Support, catalogue: &Catalogue, case: &Case) -> Case {
    let mut bare = Case::new(catalogue, case.case_id.clone());
    for at in &support.facts {
        bare.set_fact(*at, case.fact(*at).clone());
    }
    for at in &support.indicators {
        if let Some(answer) = case.answer(*at) {
            bare.set_answer(*at, answer.clone());
        }
    }
    bare
}

/// Replaying only the listed answers gives the same finding, and without any one of them it is another.
fn support_holds(catalogue: &Catalogue, case: &Case) -> Result<(), TestCaseError> {
    let support = Support::of(catalogue, case);
    let alone = alone(&support, catalogue, case);
    // Neither the finding nor whose rules apply may change: an adult is not explained by a child's rules.
    let outcome = |case: &Case| (finding(catalogue, case), Applicable::of(catalogue, case).track);
    let whole = outcome(case);
    let told = || format!("{support:?} of {}", case.to_json(catalogue));
    prop_assert_eq!(outcome(&alone), whole, "not enough: {}", told());
    for at in &support.indicators {
        let mut less = alone.clone();
        less.set_answer(*at, Answer::of(Presence::NotAsked));
        prop_assert_ne!(outcome(&less), whole, "spared: {:?} {}", at, told());
    }
    for at in &support.facts {
        let mut less = alone.clone();
        less.set_fact(*at, FactAnswer::NotAsked);
        prop_assert_ne!(outcome(&less), whole, "spared: {:?} {}", at, told());
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn what_is_enough_is_enough_and_none_of_it_can_be_spared(sample in cases()) {
        support_holds(shipped(), &sample.0)?;
    }
}

/// One change to one open answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Present(IndicatorIx),
    Absent(IndicatorIx),
    Severe(IndicatorIx),
    Fact(FactIx, u64),
}

impl Step {
    /// Which open answer it changes: no answer is changed twice.
    fn place(self) -> (bool, usize) {
        match self {
            Self::Present(at) | Self::Absent(at) | Self::Severe(at) => (false, at.0),
            Self::Fact(at, _) => (true, at.0),
        }
    }

    fn apply(self, catalogue: &Catalogue, case: &mut Case) {
        let present = |at: IndicatorIx| {
            let severity = catalogue.indicator(at).anchors.is_some().then_some(Severity::Severe);
            Answer { severity, ..Answer::of(Presence::Present) }
        };
        match self {
            Self::Present(at) | Self::Severe(at) => case.set_answer(at, present(at)),
            Self::Absent(at) => case.set_answer(at, Answer::of(Presence::Absent)),
            Self::Fact(at, values) => case.set_fact(at, FactAnswer::Values(values)),
        }
    }
}

/// What may be done to each open answer, one list an answer.
fn steps(small: &Small, case: &Case) -> Vec<Vec<Step>> {
    let catalogue = &small.catalogue;
    let assessment = assess(catalogue, case, &mut ());
    let open = assessment.open.iter().map(IndicatorIx);
    let mut steps: Vec<Vec<Step>> = open.map(|at| vec![Step::Present(at), Step::Absent(at)]).collect();
    steps.extend(assessment.unrated.iter().map(|at| vec![Step::Severe(IndicatorIx(at))]));
    for at in facts_of_rules(catalogue) {
        let fact = catalogue.fact(at);
        if !case.fact(at).is_given() {
            let values = fact.values.len();
            steps.push(match fact.kind {
                FactKind::Many => (0..1u64 << values).map(|bits| Step::Fact(at, bits)).collect(),
                _ => (0..values).map(|value| Step::Fact(at, 1 << value)).collect(),
            });
        }
    }
    steps
}

/// The facts that findings read, also through flags, or the track.
fn facts_of_rules(catalogue: &Catalogue) -> BTreeSet<FactIx> {
    let mut read = BTreeSet::new();
    let mut look = |condition: &Condition| {
        condition.leaves(&mut |leaf, _| {
            let mut inner = |leaf: &Leaf, _| {
                if let Leaf::Fact { fact, .. } = leaf {
                    read.insert(*fact);
                }
            };
            inner(leaf, false);
            if let Leaf::Flag(flag) = leaf {
                catalogue.flags[flag.0].when.leaves(&mut inner);
            }
        });
    };
    catalogue.findings.iter().flat_map(|one| std::iter::once(&one.when).chain(&one.child)).for_each(&mut look);
    catalogue.child_track.iter().for_each(&mut look);
    read
}

fn reads_the_core(catalogue: &Catalogue) -> bool {
    let mut reads = false;
    let rules = catalogue.findings.iter().flat_map(|one| std::iter::once(&one.when).chain(&one.child));
    rules.for_each(|rule| rule.leaves(&mut |leaf, _| reads |= *leaf == Leaf::CoreComplete));
    reads
}

/// Every set of `changes` steps that moves the finding, by trying them all.
fn brute(small: &Small, case: &Case, changes: usize) -> Vec<(BTreeSet<Step>, FindingIx)> {
    let catalogue = &small.catalogue;
    let now = finding(catalogue, case);
    let steps = steps(small, case);
    let mut found = Vec::new();
    let mut chosen = Vec::new();
    try_all(&steps, 0, changes, &mut chosen, &mut |chosen| {
        let mut other = case.clone();
        for step in chosen {
            step.apply(catalogue, &mut other);
        }
        let got = finding(catalogue, &other);
        if if catalogue.ordered { got < now } else { got != now } {
            found.push((chosen.iter().copied().collect(), got));
        }
    });
    found
}

fn try_all(steps: &[Vec<Step>], from: usize, left: usize, chosen: &mut Vec<Step>, look: &mut impl FnMut(&[Step])) {
    if left == 0 {
        return look(chosen);
    }
    for at in from..steps.len() {
        for step in &steps[at] {
            chosen.push(*step);
            try_all(steps, at + 1, left - 1, chosen, look);
            chosen.pop();
        }
    }
}

/// Every set of steps that a way stands for. Of a fact only the value that is named.
fn stands_for(way: &NearMiss) -> Vec<BTreeSet<Step>> {
    let mut sets = vec![BTreeSet::new()];
    for part in &way.parts {
        let step = |at: &IndicatorIx| match part.change {
            Change::Present => Step::Present(*at),
            Change::Severe => Step::Severe(*at),
            Change::Absent => Step::Absent(*at),
            Change::Fact(fact, values) => Step::Fact(fact, values),
        };
        let of: Vec<Step> = match part.change {
            Change::Fact(fact, values) => vec![Step::Fact(fact, values)],
            _ => part.of.iter().map(step).collect(),
        };
        let mut picks = Vec::new();
        let each: Vec<Vec<Step>> = of.into_iter().map(|step| vec![step]).collect();
        try_all(&each, 0, part.pick, &mut Vec::new(), &mut |chosen| picks.push(chosen.to_vec()));
        sets = sets
            .iter()
            .flat_map(|set| picks.iter().map(|pick| set.iter().chain(pick).copied().collect::<BTreeSet<Step>>()))
            .filter(|set| set.len() == set.iter().map(|step| step.place()).collect::<BTreeSet<_>>().len())
            .collect();
    }
    sets
}

thread_local! {
    /// How often near misses were settled, within one, within more, beyond.
    static TRIED: Cell<[usize; 4]> = const { Cell::new([0; 4]) };
}

fn nearest_are_the_nearest(small: &Small, cases: &[Vec<(u8, u8, u64)>]) -> Result<(), TestCaseError> {
    let catalogue = &small.catalogue;
    for choices in cases {
        let case = small_case(catalogue, choices, 4);
        let explained = explain(catalogue, &case);
        support_holds(catalogue, &case)?;
        let told = || format!("{:?} of {}", explained.near_misses, case.to_json(catalogue));
        let mut tried = TRIED.get();
        match &explained.near_misses {
            NearMisses::Highest => prop_assert!(catalogue.ordered && explained.assessment.finding == FindingIx(0)),
            NearMisses::Settled => {
                tried[0] += 1;
                // Settled speaks of all answers given; on the way there a rule on the core may come and go.
                for changes in (1..=MOST_CHANGES).filter(|_| !reads_the_core(catalogue)) {
                    prop_assert!(brute(small, &case, changes).is_empty(), "not settled: {}", told());
                }
            }
            NearMisses::Beyond => {
                tried[3] += 1;
                for changes in 1..=MOST_CHANGES {
                    prop_assert!(brute(small, &case, changes).is_empty(), "{changes} would do: {}", told());
                }
            }
            NearMisses::Within { changes, ways } => {
                tried[1 + usize::from(*changes > 1)] += 1;
                for fewer in 1..*changes {
                    prop_assert!(brute(small, &case, fewer).is_empty(), "{fewer} would do: {}", told());
                }
                let all = brute(small, &case, *changes);
                let mut covered = BTreeSet::new();
                for way in ways {
                    for set in stands_for(way) {
                        let same = all.iter().find(|(steps, _)| *steps == set);
                        prop_assert_eq!(same.map(|(_, gives)| *gives), Some(way.gives), "{:?} {}", set, told());
                        covered.insert(set);
                    }
                }
                // A fact stands for all values that the rules don't tell apart, so only its place counts here.
                let places = |set: &BTreeSet<Step>| -> BTreeSet<Step> {
                    let place = |step: &Step| if let Step::Fact(at, _) = step { Step::Fact(*at, 0) } else { *step };
                    set.iter().map(place).collect()
                };
                let covered: BTreeSet<_> = covered.iter().map(places).collect();
                for (set, _) in &all {
                    prop_assert!(covered.contains(&places(set)), "left out: {set:?} {}", told());
                }
            }
        }
        TRIED.set(tried);
    }
    Ok(())
}

#[test]
fn near_misses_are_the_nearest_by_brute_force() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        source_file: Some(file!()),
        test_name: Some("explanations::near_misses_are_the_nearest_by_brute_force"),
        ..config(250)
    });
    let cases = vec(vec((0u8..10, 0u8..4, any::<u64>()), 12), 2);
    if let Err(failure) = runner.run(&(small(), cases), |(small, cases)| nearest_are_the_nearest(&small, &cases)) {
        panic!("{failure}");
    }
    let tried = TRIED.get();
    assert!(tried.iter().all(|count| *count >= 3), "settled, one, more, beyond: {tried:?}");
}

mod told {
    //! What people and programs read of an explanation.

    use crate::files::root;
    use std::process::{Output, Stdio};

    fn explain(args: &[&str]) -> Output {
        let all = std::iter::once(&"explain").chain(args);
        let program = crate::program::PROGRAM;
        crate::program::with_device(program)
            .args(all)
            .current_dir(root())
            .stdin(Stdio::null())
            .output()
            .expect("the program starts")
    }

    fn text(args: &[&str]) -> String {
        let out = explain(args);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).expect("text");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn case(answers: &str) -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("case.json");
        let facts = r#"{"age-group":"adult","age-when-it-began":"18-or-older"}"#;
        std::fs::write(&path, format!(r#"{{"case_id":"x","facts":{facts},"answers":{{{answers}}}}}"#)).expect("a file");
        let path = path.display().to_string();
        (folder, path)
    }

    #[test]
    fn what_fired_is_told_with_the_answers_under_it() {
        let told = text(&["examples/cases/domestic-worker-passport-kept.json"]);
        for part in [
            "a strong sign of pressure or deceit, serious or worse, and a clear sign of exploitation",
            "cannot get them back when they want them (yes, now or before; serious; the person said so)",
            "These answers alone give the same finding",
            "Age group: Adult, 18 or older",
            "“Strong grounds to refer”",
            "does not hold: how (means) meets its pattern",
            "holds: what was done (act) is shown",
        ] {
            assert!(told.contains(part), "not told: {part}\n{told}");
        }
    }

    #[test]
    fn a_finding_without_answers_is_explained_by_what_was_not_asked() {
        let (_folder, path) = case("");
        let told = text(&[&path]);
        assert!(told.contains("No answer gives this finding. It comes from what was not answered."), "{told}");
        assert!(told.contains("One answer that is still open would be enough:"), "{told}");
    }

    #[test]
    fn other_answers_are_shown_side_by_side() {
        let (_folder, path) = case(r#""documents-withheld":"present""#);
        let told = text(&[&path, "--set", "hours-excessive=present:severe", "--set", "age-group=child"]);
        let both = "as answered: Look further with --set: Reasonable grounds to refer";
        assert!(told.contains(both), "{told}");
        assert!(told.contains("Child protection"), "{told}");
    }

    #[test]
    fn every_line_of_json_is_an_explanation() {
        let (_folder, path) = case(r#""documents-withheld":"present""#);
        let out = explain(&[&path, "--format", "json", "--set", "hours-excessive=present"]);
        let lines = String::from_utf8(out.stdout).expect("text");
        let findings: Vec<String> = lines
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
                assert_eq!(line["format"], "tipscreen-explanation/1");
                assert!(line["fired"].is_array() && line["support"]["indicators"].is_array());
                line["finding"].as_str().expect("a finding").to_owned()
            })
            .collect();
        assert_eq!(findings, ["further-inquiry", "reasonable-grounds"]);
    }

    #[test]
    fn an_answer_that_can_not_be_put_in_is_a_usage_fault() {
        let (_folder, path) = case("");
        for (set, told) in [
            ("documents-withhel=present", "did you mean `documents-withheld`?"),
            ("documents-withheld", "ID=present"),
            ("documents-withheld=yes", "use one of present, absent"),
            ("documents-withheld=absent:severe", "can't have this severity"),
            ("sold=present:severe", "can't have this severity"),
            ("age-group=young", "use one of adult, child"),
        ] {
            let out = explain(&[&path, "--set", "safe-to-talk=yes", "--set", set]);
            let error = String::from_utf8_lossy(&out.stderr).into_owned();
            assert_eq!(out.status.code(), Some(2), "{set}: {error}");
            assert!(error.contains(told), "{set}: {error}");
        }
        let twice = explain(&[&path, "--set", "sold=present", "--set", "sold=absent"]);
        assert_eq!(twice.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&twice.stderr).contains("`sold` is answered twice"));
    }

    #[test]
    fn an_adult_is_not_explained_by_the_rules_for_children() {
        // A part in how it began is a sign for a child alone: for an adult it can't be what the finding stands on.
        let told = text(&["examples/cases/smuggled-free-to-go.json"]);
        let enough = told.split("ENOUGH BY THEMSELVES:").nth(1).and_then(|rest| rest.split("CAME NEAREST").next());
        let enough = enough.expect("what is enough");
        assert!(enough.contains("Age group: Adult") && enough.contains("A debt or advance"), "{enough}");
        assert!(!enough.contains("Someone offered or arranged"), "{enough}");
    }

    #[test]
    fn of_many_cases_each_is_named() {
        let out = explain(&["examples/cases/all.ndjson"]);
        let told = String::from_utf8(out.stdout).expect("text");
        assert_eq!(told.lines().filter(|line| line.starts_with("== ")).count(), 76);
    }
}
