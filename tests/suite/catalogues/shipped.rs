//! The catalogues that are built in are whole.

use crate::generate::shipped;
use std::collections::BTreeSet;
use tipscreen::assessment::assess;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{AskedBy, Catalogue, Question, Role, Tier, builtin};
use tipscreen::condition::{FindingIx, IndicatorIx, Severity};
use tipscreen::questionnaire::{Questionnaire, Step};
use tipscreen::toml_input::Position;

#[test]
fn every_built_in_catalogue_has_no_problem() {
    for id in builtin::ids() {
        let read = Catalogue::builtin(id).expect("an id that was listed is there");
        if let Err(faults) = read {
            let line = |problem: &tipscreen::toml_input::Diagnostic| {
                let file = &faults.files[problem.span().expect("in a file").file];
                let at = Position::of(&file.text, problem.span().expect("in a file").bytes.start);
                format!(
                    "{}:{}:{}: {}: {} — {}",
                    file.name, at.line, at.column, problem.code, problem.what, problem.help
                )
            };
            let all: Vec<_> = faults.problems.iter().map(line).collect();
            panic!("{id}:\n{}", all.join("\n"));
        }
    }
}

/// A case about an adult or a child, in which everyone who may be needed to ask is here and every form may fit.
fn open_case(child: bool, time: &str) -> Case {
    let catalogue = shipped();
    let mut case = Case::new(catalogue, "shipped".to_owned());
    let mut say = |role, id: &str| {
        let at = catalogue.fact_by_role(role).expect("a fact of this role");
        let fact = catalogue.fact(at);
        let all = fact.values.iter().map(|value| value.id.as_str()).filter(|value| id == "*" || *value == id);
        let bits = all.filter_map(|value| fact.value_bit(value)).sum();
        case.set_fact(at, FactAnswer::Values(bits));
    };
    say(Role::SafePlace, "yes");
    say(Role::Consent, "given");
    say(Role::Screener, "*");
    say(Role::Forms, "*");
    say(Role::Age, if child { "child" } else { "adult" });
    if !child {
        say(Role::AgeWhenItBegan, "18-or-older");
    }
    let at = catalogue.find_fact("exploitation-time").expect("there");
    case.set_fact(at, FactAnswer::Values(catalogue.fact(at).value_bit(time).expect("a value")));
    case
}

/// Every indicator is asked in some screening: with everything present that a question may wait for, of an adult or
/// of a child, before or after it began.
#[test]
fn every_indicator_is_reached_in_some_screening() {
    let catalogue = shipped();
    let mut reached = BTreeSet::new();
    for (child, time) in [(false, "feared"), (false, "ongoing"), (true, "feared"), (true, "ongoing")] {
        let mut questionnaire = Questionnaire::new(catalogue, open_case(child, time));
        loop {
            match questionnaire.step() {
                Step::Ask(Question::Indicator(at)) => {
                    reached.insert(at.0);
                    questionnaire.answer(at, Answer::of(Presence::Present));
                }
                Step::Ask(Question::Fact(at)) => questionnaire.answer_fact(at, FactAnswer::Unknown),
                Step::CoreDone { .. } => questionnaire.choose_detail(true),
                Step::NeedsYes(at) => questionnaire
                    .answer_fact(at, FactAnswer::Values(crate::generate::a_yes(questionnaire.catalogue().fact(at)))),
                Step::Ended(_) => break,
            }
        }
    }
    let never = catalogue.indicators.iter().enumerate().filter(|(at, _)| !reached.contains(at));
    let never: Vec<&str> = never.map(|(_, one)| one.id.as_str()).collect();
    assert!(never.is_empty(), "never asked: {never:?}");
}

/// Every indicator can count: next to some others its presence moves the finding up, on a track that it is for.
#[test]
fn every_indicator_can_move_a_finding() {
    let catalogue = shipped();
    let beside: [&[&str]; 5] = [
        &[],
        &["marked-fear"],
        &["documents-withheld"],
        &["hours-excessive"],
        // Means and purpose without an act.
        &["documents-withheld", "debt-bondage", "contact-cut", "hours-excessive", "low-pay", "bad-housing"],
    ];
    let mut still = Vec::new();
    for (at, one) in catalogue.indicators.iter().enumerate() {
        let moves = [false, true].into_iter().filter(|child| one.classes.asked_on(*child)).any(|child| {
            beside.iter().any(|others| {
                let mut case = open_case(child, "ongoing");
                for id in *others {
                    let other = catalogue.find_indicator(id).expect("there");
                    case.set_answer(
                        other,
                        Answer { severity: Some(Severity::Serious), ..Answer::of(Presence::Present) },
                    );
                }
                let before = finding(&case);
                case.set_answer(IndicatorIx(at), Answer::of(Presence::Present));
                finding(&case) < before
            })
        });
        if !moves {
            still.push(one.id.as_str());
        }
    }
    assert!(still.is_empty(), "move nothing: {still:?}");
}

fn finding(case: &Case) -> FindingIx {
    assess(shipped(), case, &mut ()).finding
}

/// A screening can close after the core: of an adult in about twenty questions on signs.
#[test]
fn the_core_is_about_twenty_questions() {
    let catalogue = shipped();
    // With those on what was planned, which come only where nothing has begun and most others do not.
    for (child, most) in [(false, 24), (true, 27)] {
        let core = catalogue.indicators.iter().filter(|one| one.tier == Tier::Core && one.classes.asked_on(child));
        let asked = core.filter(|one| {
            let who = if child { one.who_asks.child } else { one.who_asks.adult };
            who != AskedBy::ObserveOnly
        });
        let count = asked.count();
        assert!((15..=most).contains(&count), "{count} core questions, child: {child}");
    }
}

/// What nobody may claim stands in no catalogue: that it is COMMIT's own text, or agreed with it.
#[test]
fn no_catalogue_claims_to_be_commits_own() {
    for id in builtin::ids() {
        let catalogue = Catalogue::builtin(id).expect("there").expect("whole");
        assert!(
            catalogue.indicators.iter().all(|one| one.commit_ref.is_empty()),
            "{id}: nobody here holds the document"
        );
        if catalogue.status.contains("COMMIT") {
            assert!(catalogue.status.contains("modelled on") && catalogue.status.contains("not reviewed or endorsed"));
        }
        let cites = catalogue.indicators.iter().flat_map(|one| &one.origins);
        let commit =
            cites.filter(|origin| catalogue.sources[origin.claim.source].title.contains("COMMIT common indicators"));
        assert_eq!(commit.count(), 0, "{id}: an indicator cites a text that nobody here has read");
    }
}
