//! `--quick`: what is spared decides nothing. Whoever is asked everything and whoever is spared some of it come out with
//! the same finding, the same urgency and the same protective pathways.
//!
//! With `--nocapture` the shares that are spared are told, by finding.
#![allow(clippy::print_stdout)]

use crate::generate::{fact, indicator_answer, shipped};
use std::collections::BTreeMap;
use tipscreen::assessment::assess;
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind, Question, Role};
use tipscreen::condition::{FactIx, IndicatorIx};
use tipscreen::questionnaire::{Questionnaire, Step};
use tipscreen::referral::recommend;
use tipscreen::toml_input::SourceFile;
use tipscreen::training::Script;

/// A simple generator of numbers: the same seed, the same case.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

/// What somebody would answer to every question, were it asked.
fn story(catalogue: &Catalogue, seed: u64) -> Case {
    let mut numbers = Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut case = Case::new(catalogue, "story");
    for (at, one) in catalogue.facts.iter().enumerate() {
        let values = one.values.len() as u64;
        let answer = match (one.kind, one.role) {
            (_, Some(Role::SafePlace | Role::Consent)) => FactAnswer::Values(1),
            _ if numbers.below(12) == 0 => FactAnswer::Unknown,
            (FactKind::Many, _) => FactAnswer::Values(1 << numbers.below(values) | 1 << numbers.below(values)),
            (FactKind::YesNo | FactKind::One, _) => FactAnswer::Values(1 << numbers.below(values)),
            _ => FactAnswer::Unknown,
        };
        case.set_fact(FactIx(at), answer);
    }
    // From people to whom nothing of it happened to people to whom much did.
    let often = [0, 0, 2, 5, 10, 30][usize::try_from(numbers.below(6)).expect("small")];
    for at in (0..catalogue.indicators.len()).map(IndicatorIx) {
        let presence = match numbers.below(100) {
            roll if roll < often => Presence::Present,
            97 => Presence::Unknown,
            98 => Presence::Declined,
            99 => Presence::Suspected,
            _ => Presence::Absent,
        };
        let severity = u8::try_from(numbers.below(4)).expect("small");
        case.set_answer(at, indicator_answer(catalogue, at, presence, severity));
    }
    case
}

/// The case of a script, as a story.
fn scripted(catalogue: &Catalogue, script: &Script) -> Case {
    let mut case = Case::new(catalogue, "script");
    for (at, answer) in &script.facts {
        case.set_fact(*at, answer.answer.clone());
    }
    for (at, scripted) in &script.answers {
        case.set_answer(*at, scripted.answer.clone());
    }
    case
}

/// Asks about a story; gives the case as it was recorded, and how many questions on indicators were asked.
fn screened(catalogue: &Catalogue, story: &Case, quick: bool) -> (Case, usize) {
    let questionnaire = Questionnaire::new(catalogue, Case::new(catalogue, "screened"));
    let mut questionnaire = if quick { questionnaire.quick() } else { questionnaire };
    let mut asked = 0;
    loop {
        match questionnaire.step() {
            Step::Ended(_) => return (questionnaire.into_case(), asked),
            Step::CoreDone { .. } => questionnaire.choose_detail(true),
            Step::NeedsYes(at) => questionnaire
                .answer_fact(at, FactAnswer::Values(crate::generate::a_yes(questionnaire.catalogue().fact(at)))),
            Step::Ask(Question::Fact(at)) if *story.fact(at) == FactAnswer::NotAsked => questionnaire.pass(),
            Step::Ask(Question::Fact(at)) => questionnaire.answer_fact(at, story.fact(at).clone()),
            Step::Ask(Question::Indicator(at)) => {
                asked += 1;
                match story.answer(at) {
                    Some(answer) => questionnaire.answer(at, answer.clone()),
                    None => questionnaire.pass(),
                }
            }
        }
    }
}

/// What has to come out the same.
fn decided(catalogue: &Catalogue, case: &Case) -> (String, Option<usize>, Vec<String>) {
    let assessment = assess(catalogue, case, &mut ());
    let advice = recommend(catalogue, case, &assessment);
    let pathways = advice.pathways.iter().map(|way| &catalogue.guidelines.pathways[way.pathway]);
    let protective = pathways.filter(|pathway| pathway.protective).map(|pathway| pathway.id.clone());
    (catalogue.findings[assessment.finding.0].id.clone(), advice.urgency, protective.collect())
}

/// Questions asked and spared, by finding.
#[derive(Default)]
struct Spared {
    by_finding: BTreeMap<String, (usize, usize, usize)>,
}

impl Spared {
    fn add(&mut self, catalogue: &Catalogue, story: &Case, what: &str) {
        let (whole, all) = screened(catalogue, story, false);
        let (short, asked) = screened(catalogue, story, true);
        let whole = decided(catalogue, &whole);
        assert_eq!(whole, decided(catalogue, &short), "{what}");
        let (cases, of_all, spared) = self.by_finding.entry(whole.0).or_default();
        *cases += 1;
        *of_all += all;
        *spared += all.saturating_sub(asked);
    }

    fn told(&self) -> String {
        let line = |(finding, (cases, all, spared)): (&String, &(usize, usize, usize))| {
            format!("{finding}: {cases} cases, {spared} of {all} questions spared ({} %)", spared * 100 / all.max(&1))
        };
        self.by_finding.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn what_is_spared_in_the_examples_decides_nothing() {
    let mut spared = Spared::default();
    for path in crate::files::scripts() {
        let source = SourceFile { name: path.display().to_string(), text: crate::files::text(&path) };
        let script = Script::read(&source, shipped()).expect("a whole script");
        spared.add(shipped(), &scripted(shipped(), &script), &source.name);
    }
    println!("examples\n{}", spared.told());
    assert!(spared.by_finding.len() >= 4, "{}", spared.told());
    let nothing = &spared.by_finding["none-recorded"];
    assert_eq!(nothing.2, 0, "nothing is spared where nothing is found");
    assert!(spared.by_finding["strong-grounds"].2 > 0, "something is spared where much is found");
}

/// So many stories, or as many as `PROPTEST_CASES` says.
fn stories() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

#[test]
fn what_is_spared_in_any_story_decides_nothing() {
    let mut spared = Spared::default();
    for seed in 0..stories() {
        spared.add(shipped(), &story(shipped(), seed), &format!("story {seed}"));
    }
    println!("stories\n{}", spared.told());
    assert!(spared.by_finding.len() >= 4, "{}", spared.told());
    for (finding, (_, _, spared)) in &spared.by_finding {
        let nothing_found = finding == "none-recorded" || finding == "not-completed";
        assert_eq!(*spared > 0, !nothing_found, "{finding}");
    }
}

#[test]
fn facts_and_gates_are_never_spared() {
    let story = story(shipped(), 7);
    let facts = |case: &Case| {
        let all = (0..shipped().facts.len()).map(FactIx);
        all.filter(|at| *case.fact(*at) != FactAnswer::NotAsked).collect::<Vec<_>>()
    };
    let (whole, _) = screened(shipped(), &story, false);
    let (short, _) = screened(shipped(), &story, true);
    assert_eq!(facts(&whole), facts(&short));
    assert!(facts(&short).contains(&fact("safe-to-talk")));
}

#[test]
fn a_shortened_screening_keeps_the_order() {
    for seed in 0..20 {
        let story = story(shipped(), seed);
        let order = |quick: bool| {
            let questionnaire = Questionnaire::new(shipped(), Case::new(shipped(), "order"));
            let mut questionnaire = if quick { questionnaire.quick() } else { questionnaire };
            let mut asked = Vec::new();
            loop {
                match questionnaire.step() {
                    Step::Ended(_) => return asked,
                    Step::CoreDone { .. } => questionnaire.choose_detail(true),
                    Step::NeedsYes(at) => questionnaire.answer_fact(
                        at,
                        FactAnswer::Values(crate::generate::a_yes(questionnaire.catalogue().fact(at))),
                    ),
                    Step::Ask(question) => {
                        asked.push(question);
                        match question {
                            Question::Fact(at) => questionnaire.answer_fact(at, story.fact(at).clone()),
                            Question::Indicator(at) => {
                                let answer = story.answer(at).cloned();
                                questionnaire.answer(at, answer.unwrap_or_else(|| Answer::of(Presence::Absent)));
                            }
                        }
                    }
                }
            }
        };
        let (whole, short) = (order(false), order(true));
        let mut rest = whole.iter();
        assert!(short.iter().all(|question| rest.any(|other| other == question)), "story {seed}: {short:?}");
    }
}
