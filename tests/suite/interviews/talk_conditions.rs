//! What the answers are worth: a screening goes on only with a yes, a "no" under bad conditions proves nothing, answers
//! that contradict each other are asked about, and what an answer calls for at once is shown at once.

use crate::files;
use crate::generate::{Sample, cases, config, fact, fact_answer, shipped};
use proptest::prelude::*;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use tipscreen::assessment::{Contradicting, assess, contradictions};
use tipscreen::case::{Case, FactAnswer};
use tipscreen::catalogue::{Catalogue, Question};
use tipscreen::condition::FactIx;
use tipscreen::questionnaire::{Ending, Questionnaire, Step};
use tipscreen::report::{Audience, Report, ResultPage};
use tipscreen::report::{markdown, table};

/// The program with these arguments.
fn program(args: &[&str]) -> Command {
    let mut program = crate::program::program();
    program.args(args);
    program
}

/// A screening in plain lines, with so many lines typed.
fn plain(typed: &[&str]) -> Output {
    let store = tempfile::tempdir().expect("a folder");
    let folder = store.path().join("store").display().to_string();
    let mut child = program(&["screen", "--plain", "--training", "--store", &folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let lines: String = typed.iter().flat_map(|line| [*line, "\n"]).collect();
    child.stdin.take().expect("input").write_all(lines.as_bytes()).expect("it is read");
    child.wait_with_output().expect("it ends")
}

/// All that was shown, in one line, so that no line break hides a text.
fn shown(output: &Output) -> String {
    let both = [output.stderr.as_slice(), output.stdout.as_slice()].concat();
    String::from_utf8_lossy(&both).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title(id: &str) -> &'static str {
    &shipped().fact(fact(id)).title
}

/// Every fact that the screening goes on with only after a yes.
fn needing_yes(catalogue: &Catalogue) -> impl Iterator<Item = FactIx> + '_ {
    (0..catalogue.facts.len()).map(FactIx).filter(|at| catalogue.fact(*at).needs_yes())
}

/// Everything but a yes: skipped, not known, declined, and every other value.
fn no_yes(catalogue: &Catalogue, at: FactIx) -> Vec<Option<FactAnswer>> {
    let fact = catalogue.fact(at);
    let others = (0..fact.values.len()).map(|value| 1 << value).filter(|value| !fact.is_yes(*value));
    let others = others.map(|value| Some(FactAnswer::Values(value)));
    others.chain([None, Some(FactAnswer::Unknown), Some(FactAnswer::Declined)]).collect()
}

/// Asks up to a fact, with a yes to everything that needs one.
fn up_to(catalogue: &Catalogue, wanted: FactIx) -> Questionnaire<'_> {
    let mut questions = Questionnaire::new(catalogue, Case::new(catalogue, "up-to"));
    loop {
        match questions.step() {
            Step::Ask(Question::Fact(at)) if at == wanted => return questions,
            Step::Ask(Question::Fact(at)) if catalogue.fact(at).needs_yes() => {
                questions.answer_fact(at, FactAnswer::Values(crate::generate::a_yes(catalogue.fact(at))));
            }
            Step::Ask(_) => questions.pass(),
            step => panic!("`{}` was not asked: {step:?}", catalogue.fact(wanted).id),
        }
    }
}

#[test]
fn without_a_yes_no_later_question_comes_whichever_way_it_is_tried() {
    let catalogue = shipped();
    assert!(needing_yes(catalogue).count() >= 2, "safety and agreement need a yes");
    for at in needing_yes(catalogue) {
        for answer in no_yes(catalogue, at) {
            let mut questions = up_to(catalogue, at);
            match answer.clone() {
                Some(answer) => questions.answer_fact(at, answer),
                None => questions.pass(),
            }
            let what = format!("{} {answer:?}", catalogue.fact(at).id);
            let place = |question| catalogue.questions().iter().position(|one| *one == question);
            let stays = |step: Step| match step {
                Step::Ask(question) => place(question) <= place(Question::Fact(at)),
                Step::NeedsYes(needed) => needed == at,
                Step::Ended(Ending::Gate(_)) => true,
                Step::CoreDone { .. } | Step::Ended(_) => false,
            };
            assert!(stays(questions.step()), "{what}: {:?}", questions.step());
            for question in catalogue.questions() {
                let mut jumped = questions.clone();
                jumped.jump(*question);
                assert!(stays(jumped.step()), "{what}: a jump to {question:?} leads to {:?}", jumped.step());
            }
            let mut finished = questions.clone();
            finished.finish();
            assert!(stays(finished.step()), "{what}: finishing leads to {:?}", finished.step());
            let mut detailed = questions.clone();
            detailed.choose_detail(true);
            assert!(stays(detailed.step()), "{what}: details lead to {:?}", detailed.step());
            // A yes opens the way.
            questions.answer_fact(at, FactAnswer::Values(crate::generate::a_yes(catalogue.fact(at))));
            assert!(!stays(questions.step()), "{what}: a yes does not lead on");
        }
    }
}

#[test]
fn without_a_yes_to_safety_nothing_is_shown_or_kept() {
    for answer in ["k", "u"] {
        let output = plain(&[answer, "e"]);
        let text = shown(&output);
        assert!(text.contains("There is no clear yes that it is safe"), "{text}");
        assert!(!text.contains(title("immediate-danger")) && !text.contains("FINDING"), "{text}");
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stdout.is_empty(), "{text}");
    }
}

#[test]
fn the_question_can_be_put_again_at_the_same_place() {
    // Safety skipped, asked again, yes; no danger, no care, nobody in particular, an adult; then no clear yes, and the end.
    let output = plain(&["k", "a", "y", "n", "1", "u", "1", "1", "1", "d", "a", "u", "e"]);
    let text = shown(&output);
    assert!(text.contains(title("medical-need")) || text.contains("What medical care"), "{text}");
    assert_eq!(text.matches("There is no clear yes to talking").count(), 2, "{text}");
    assert!(!text.contains("I can write your answers down"), "nothing more is asked: {text}");
    assert!(text.contains("Not completed"), "the result says how far it came: {text}");
    assert!(!text.contains("does not wish to talk"), "nobody said so: {text}");
}

#[test]
fn what_a_child_needs_is_shown_at_the_age_and_before_the_first_sign() {
    let at_the_age = |answer: &str| {
        let text = shown(&plain(&["y", "n", "1", "u", "1", "1", answer]));
        let (_, after) = text.rsplit_once("How old does the person seem to be").expect("the age is asked");
        after.split("We can talk now").next().unwrap_or_default().to_owned()
    };
    for answer in ["2", "3"] {
        let text = at_the_age(answer);
        for wanted in ["Do this first", "Call child protection", "asks a child about harm"] {
            assert!(text.contains(wanted), "`{wanted}` is not shown at once: {text}");
        }
    }
    assert!(!at_the_age("1").contains("Do this first"), "an adult needs nothing of it");
}

#[test]
fn danger_emergency_and_self_harm_are_answered_at_once() {
    let catalogue = shipped();
    for (id, value) in [("immediate-danger", "yes"), ("medical-need", "emergency"), ("self-harm-risk", "yes")] {
        let sample = Sample(Case::new(catalogue, "at-once"));
        let before = sample.advised().actions;
        let after = sample.with_fact(id, value).advised().actions;
        let mut added = after.iter().filter(|at| !before.contains(at)).map(|at| &catalogue.guidelines.actions[*at]);
        assert!(added.any(|action| action.at_once), "nothing is shown at once for {id} {value}");
    }
}

#[test]
fn a_bad_condition_is_answered_at_once_and_a_contradiction_asked_about() {
    // Safe, no danger, no care, nobody in particular; others can hear; an interpreter who is not independent.
    let opening = ["y", "n", "1", "u"];
    let text = shown(&plain(&[opening.as_slice(), &["1", "3"]].concat()));
    let (_, after) = text.rsplit_once(&*shipped().fact(fact("interpreter")).prompt).expect("it is asked");
    assert!(
        after.contains("Do this first: - Ask nothing more about what happened through this interpreter"),
        "{after}"
    );

    let text = shown(&plain(&[opening.as_slice(), &["2"]].concat()));
    let (_, after) = text.rsplit_once(&*shipped().fact(fact("alone")).prompt).expect("it is asked");
    assert!(after.contains("while somebody else can hear"), "{after}");
    assert!(after.contains("These answers do not fit together"), "{after}");
    assert!(after.contains(&format!("correct: {}", title("safe-to-talk"))), "{after}");

    // Corrected at once: nothing is left of it.
    let text = shown(&plain(&[opening.as_slice(), &["2", "2", "1"]].concat()));
    let (_, after) = text.rsplit_once("correct:").expect("it is asked about");
    assert!(!after.contains("contradicts itself"), "{after}");
    // Left as it is: the result says so.
    let text = shown(&plain(&[opening.as_slice(), &["2", "l", "x", "y"]].concat()));
    assert!(text.contains("One pair of answers contradicts itself"), "{text}");
}

/// A caution is told to everybody who reads a result. A copy that a record was made with from before that rule still opens.
#[test]
fn a_caution_reads_nothing_that_is_kept_back_and_locks_no_record() {
    let mut files = tipscreen::catalogue::builtin::files("asean-commit").expect("built in");
    for file in &mut files {
        file.text = file.text.replace(
            "hand_over = \"authority\"\nabout = \"talk\"\nprompt = \"Is the talk",
            "about = \"talk\"\nprompt = \"Is the talk",
        );
    }
    let refused = Catalogue::read(files.clone()).expect_err("it is refused where it is chosen");
    assert!(
        refused.problems.iter().any(|one| one.what.contains("reads it and is shown to everybody")),
        "{:?}",
        refused.problems
    );
    let copy = Catalogue::read_stored(&files.into()).unwrap_or_else(|faults| panic!("{:?}", faults.problems));
    assert_eq!(copy.cautions.len(), shipped().cautions.len());
}

/// Whoever does not know whether somebody listens, or on whose side the interpreter is, has no reliable "no" either. The
/// answer is recorded as it was given.
#[test]
fn what_is_not_known_of_the_conditions_is_read_as_the_worse() {
    let path = files::root().join("tests/data/faults/04-interpreter-not-independent/good-conditions.json");
    let good = std::fs::read_to_string(path).expect("a case");
    for (id, answer, caution) in
        [("interpreter", "independent", "interpreter-not-independent"), ("alone", "yes", "others-listening")]
    {
        for given in ["unknown", "declined"] {
            let case = good.replace(&format!("\"{id}\": \"{answer}\""), &format!("\"{id}\": \"{given}\""));
            let case = tipscreen::case::read(&case, shipped()).expect("a case");
            let assessment = assess(shipped(), &case, &mut ());
            let held: Vec<&str> = assessment.cautions.iter().map(|at| shipped().cautions[*at].id.as_str()).collect();
            assert_eq!((held.as_slice(), assessment.is_settled()), ([caution].as_slice(), false), "{id} {given}");
            assert_eq!(shipped().findings[assessment.finding.0].id, "not-completed");
            assert!(case.to_json(shipped()).contains(&format!("\"{id}\": \"{given}\"")), "it is kept as it was given");
        }
    }
}

/// The fault's four files: the same answers, all "no", under four conditions.
#[test]
fn a_no_under_bad_conditions_is_no_result_in_any_format() {
    let folder = files::root().join("tests/data/faults/04-interpreter-not-independent");
    for (name, wanted) in [
        ("good-conditions", vec![]),
        ("interpreter-not-independent", vec!["interpreter-not-independent"]),
        ("others-listening", vec!["others-listening"]),
        ("both", vec!["interpreter-not-independent", "others-listening"]),
    ] {
        let path = folder.join(format!("{name}.json")).display().to_string();
        let text = |args: &[&str]| {
            let output = program(&[&["score", path.as_str()], args].concat()).output().expect("it runs");
            assert_eq!(output.status.code(), Some(0), "{args:?}");
            String::from_utf8(output.stdout).expect("text")
        };
        let result: serde_json::Value = serde_json::from_str(&text(&["--format", "json"])).expect("a result");
        assert_eq!(result["cautions"], serde_json::json!(wanted), "{name}");
        assert_eq!(result["settled"], wanted.is_empty(), "{name}");
        let is_good = wanted.is_empty();
        assert_eq!(result["finding"], if is_good { "none-recorded" } else { "not-completed" }, "{name}");
        let advised = |id: &str| result["actions"].as_array().expect("actions").iter().any(|one| one == id);
        assert_eq!(advised("talk-again-alone"), !is_good, "{name}");
        for args in [&[][..], &["--format", "md"], &["--format", "html"]] {
            let page = text(args);
            let page = page.split("<body").last().unwrap_or_default();
            let (said, finding) = (page.find("proves nothing"), page.to_lowercase().find("finding"));
            assert_eq!(said.is_some() && said < finding, !is_good, "{name} {args:?}: {page}");
            assert!(is_good || !page.contains("Settled:"), "{name} {args:?}: {page}");
        }
    }
    let csv = program(&["batch", &folder.display().to_string(), "--format", "csv"]).output();
    let csv = String::from_utf8(csv.expect("it runs").stdout).expect("text");
    assert!(csv.contains(",interpreter-not-independent;others-listening,"), "{csv}");
}

#[test]
fn a_page_for_others_says_first_what_the_answers_are_worth() {
    let path = files::root().join("examples/cases/fisher-eighteen-months.json");
    let mut case: serde_json::Value = serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("a case");
    case["facts"]["interpreter"] = "not-independent".into();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.json");
    std::fs::write(&path, case.to_string()).expect("a file");
    for whom in ["service", "authority"] {
        let output = program(&["score", &path.display().to_string(), "--format", "md", "--for", whom]).output();
        let page = String::from_utf8(output.expect("it runs").stdout).expect("text");
        let (said, finding) = (page.find("proves nothing"), page.find("# Finding"));
        assert!(said.is_some() && said < finding, "{whom}: {page}");
    }
}

#[test]
fn values_that_stand_alone_beside_others_are_read_as_the_others() {
    let catalogue = shipped();
    let mut tried = 0;
    for at in (0..catalogue.facts.len()).map(FactIx) {
        let fact = catalogue.fact(at);
        for value in (0..fact.values.len()).map(|value| 1 << value).filter(|value| fact.alone_values() & value == 0) {
            let (mut mixed, mut plain) = (Case::new(catalogue, "mixed"), Case::new(catalogue, "mixed"));
            let alone = fact.alone_values();
            if alone == 0 {
                continue;
            }
            mixed.set_fact(at, FactAnswer::Values(alone | value));
            plain.set_fact(at, FactAnswer::Values(value));
            let (found, wanted) = (Sample(mixed.clone()), Sample(plain));
            assert_eq!(found.assessed().contradictions, [Contradicting::Beside(at)]);
            assert_eq!(found.advised(), wanted.advised(), "{} {value:b}", fact.id);
            assert_eq!(*mixed.fact(at), FactAnswer::Values(alone | value), "what was answered stays");
            tried += 1;
        }
    }
    assert!(tried > 20, "only {tried} were tried");
}

#[test]
fn a_yes_and_a_no_to_one_thing_are_asked_about_and_the_no_counts() {
    let catalogue = shipped();
    let pairs: Vec<Contradicting> =
        Contradicting::all(catalogue).filter(|one| matches!(one, Contradicting::YesAndNo(_))).collect();
    assert!(!pairs.is_empty());
    for one in pairs {
        let Contradicting::YesAndNo(pair) = one else { unreachable!("filtered") };
        let mut case = Case::new(catalogue, "both");
        case.set_fact(pair.yes, FactAnswer::Values(pair.yes_value));
        assert_eq!(contradictions(catalogue, &case), []);
        case.set_fact(pair.no, FactAnswer::Values(pair.no_value));
        assert_eq!(contradictions(catalogue, &case), [one]);
        assert_eq!(one.questions(catalogue).len(), 2);
    }
}

/// Every contradiction of the catalogue can be made, is named in the result, and leads to the questions it is about.
#[test]
fn every_contradiction_has_its_questions_and_its_own_name() {
    let catalogue = shipped();
    let names: Vec<String> = Contradicting::all(catalogue).map(|one| one.id(catalogue)).collect();
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), names.len(), "two have one name: {names:?}");
    for one in Contradicting::all(catalogue) {
        assert!(!one.questions(catalogue).is_empty(), "{}", one.id(catalogue));
    }
}

proptest! {
    #![proptest_config(config(300))]

    /// Under a caution no case is settled, none is without indicators, nothing that was found is lost, and a "no" is worth
    /// as much as no answer.
    #[test]
    fn under_a_caution_a_no_is_worth_no_more_than_silence(sample in cases(), which in any::<prop::sample::Index>()) {
        let catalogue = shipped();
        let good = sample.under_good_conditions();
        prop_assert!(!good.0.as_ref().is_under_caution(catalogue));
        let caution = &catalogue.cautions[which.index(catalogue.cautions.len())];
        let at = (0..catalogue.facts.len()).map(FactIx).find(|at| caution.when.reads_fact(*at)).expect("it reads a fact");
        let mut bad = good.clone();
        for value in 0..catalogue.fact(at).values.len() {
            bad.0.set_fact(at, fact_answer(catalogue, at, 9, value as u64));
            if bad.0.as_ref().is_under_caution(catalogue) {
                break;
            }
        }
        let (before, after) = (good.assessed(), bad.assessed());
        prop_assert!(!after.cautions.is_empty() && !after.is_settled());
        prop_assert!(after.finding <= before.finding, "a caution lowers nothing");
        prop_assert_ne!(bad.finding(), "none-recorded");
        let mut silent = bad.clone();
        for at in (0..catalogue.indicators.len()).map(tipscreen::condition::IndicatorIx) {
            if silent.0.presence(at) == tipscreen::case::Presence::Absent {
                silent = silent.with(at, tipscreen::case::Presence::NotAsked, None);
            }
        }
        let without = assess(catalogue, &silent.0, &mut ());
        prop_assert_eq!(&after.range, &without.range);
        prop_assert_eq!(after.finding, without.finding);
        prop_assert_eq!(after.core.applicable, before.core.applicable);
        prop_assert_eq!(after.core.answered, before.core.answered, "what was answered is still told");
        // On no page a no stands as one that counts, whatever its reader may know of the talk.
        let mut trace = tipscreen::assessment::Trace::new(catalogue);
        let assessment = assess(catalogue, &bad.0, &mut trace);
        let advice = tipscreen::referral::recommend(catalogue, &bad.0, &assessment);
        let report = Report::of(catalogue, &bad.0, &assessment, &advice, &trace);
        for reader in [Audience::Screener, Audience::Service, Audience::Authority] {
            if let Ok(page) = ResultPage::for_reader(&report, reader) {
                let text = markdown(&page);
                prop_assert!(!text.contains("Asked, answered with no"), "{:?}: {}", reader, text);
            }
        }
    }
}

/// Where talking is not safe, the first question of all is whom to call: that nobody is known is said.
#[test]
fn where_talking_is_not_safe_it_is_said_whom_to_call_or_that_no_number_is_known() {
    let catalogue = shipped();
    let mut without = 0;
    for country in catalogue.countries.iter().map(|country| country.id.as_str()).chain(["unknown"]) {
        let sample =
            Sample(Case::new(catalogue, "x")).with_fact("safe-to-talk", "no").with_fact("immediate-danger", "yes");
        let sample = if country == "unknown" { sample } else { sample.with_fact("country", country) };
        let mut trace = tipscreen::assessment::Trace::new(catalogue);
        let assessment = assess(catalogue, &sample.0, &mut trace);
        let advice = tipscreen::referral::recommend(catalogue, &sample.0, &assessment);
        let report = Report::of(catalogue, &sample.0, &assessment, &advice, &trace);
        let text = table(&report, u16::MAX, true);
        let part = text.split_once("WHOM TO CALL:").unwrap_or_else(|| panic!("{country}: {text}")).1;
        let numbers = part.contains(|sign: char| sign.is_ascii_digit());
        let is_said = part.contains("No number is shown here. Use one that you have prepared.");
        assert!(numbers || is_said, "{country}: {text}");
        without += usize::from(is_said);
    }
    assert!(without > 0, "every country has a number now: this test can't fail");
}
