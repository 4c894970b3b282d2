//! Laws of the built-in catalogue: what must hold whatever anybody answers.

use crate::generate::{OPEN, Sample, cases, config, fact, fact_answer, indicator_answer, retold, shipped};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;
use tipscreen::assessment::{Assessment, Range};
use tipscreen::case::{Case, FactAnswer, Presence, read};
use tipscreen::condition::{Element, FindingIx, IndicatorIx, Severity, Track};

/// The findings from the highest down. The two lowest tell how much was asked, and nothing of the person.
const RANKED: [&str; 5] = ["strong-grounds", "reasonable-grounds", "further-inquiry", "not-completed", "none-recorded"];

/// How far a finding goes: the two that say nothing of the person go equally far.
fn grounds(finding: FindingIx) -> usize {
    3usize.saturating_sub(finding.0)
}

fn any_indicators() -> impl Strategy<Value = Vec<Index>> {
    vec(any::<Index>(), 3)
}

fn pick(index: Index) -> IndicatorIx {
    IndicatorIx(index.index(shipped().indicators.len()))
}

/// Low and high; the built-in catalogue is ranked, and further signs only raise its findings.
fn ends(assessment: &Assessment) -> (FindingIx, FindingIx) {
    match &assessment.range {
        Range::Between { low, high } => (*low, *high),
        Range::Among { .. } => panic!("the range of a ranked catalogue has two ends"),
    }
}

fn every_indicator_of(element: Element) -> impl Iterator<Item = IndicatorIx> {
    let of = move |at: &IndicatorIx| {
        let areas = &shipped().indicator(*at).areas;
        areas.iter().any(|area| shipped().area(*area).element == Some(element))
    };
    (0..shipped().indicators.len()).map(IndicatorIx).filter(of)
}

#[test]
fn the_findings_are_those_the_laws_speak_of() {
    let ids: Vec<_> = shipped().findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, RANKED);
}

/// The laws would say little on cases in which nothing happens.
#[test]
fn the_cases_reach_everything_the_laws_speak_of() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config(1), rng);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let strategy = cases();
    for _ in 0..2_000 {
        let sample = strategy.new_tree(&mut runner).expect("cases are never refused").current();
        let assessment = sample.assessed();
        let settled = if assessment.range.is_settled() { "settled" } else { "not settled" };
        for what in [RANKED[assessment.finding.0].to_owned(), format!("{:?}", assessment.track), settled.to_owned()] {
            *seen.entry(what).or_default() += 1;
        }
    }
    for what in RANKED.into_iter().chain(["Adult", "Child", "Undetermined", "settled", "not settled"]) {
        assert!(seen.get(what).is_some_and(|count| *count >= 30), "{what} is too rare in {seen:?}");
    }
}

/// Whoever was a child when it began and may be grown up now may yet be asked what adults are asked.
#[test]
fn an_open_age_keeps_the_questions_for_adults_open() {
    let mut sample = Sample(Case::new(shipped(), "x"));
    for at in (0..shipped().indicators.len()).map(IndicatorIx) {
        let for_adults_only = shipped().indicator(at).classes.child.is_none();
        sample = sample.with(at, if for_adults_only { Presence::NotAsked } else { Presence::Absent }, None);
    }
    let sample = sample.with_fact("age-when-it-began", "under-18");
    let grown_up = sample.with_fact("age-group", "adult");
    let (before, after) = (ends(&sample.assessed()), ends(&grown_up.assessed()));
    assert!(!grown_up.assessed().range.is_settled(), "there is something to ask an adult");
    let told = |ends: (FindingIx, FindingIx)| (RANKED[ends.0.0], RANKED[ends.1.0]);
    assert!(before.1 <= after.1, "an answer about age widens {:?} to {:?}", told(before), told(after));
}

proptest! {
    #![proptest_config(config(1_000))]

    /// One thing moves down, and says nothing of the person: what was not completed now is, and all that came up is
    /// a sign that carries no weight.
    #[test]
    fn a_further_sign_never_lowers_the_finding(sample in cases(), which in any_indicators(), how in (0usize..5, 0u8..4)) {
        let before_as = [Presence::Absent, OPEN[0], OPEN[1], OPEN[2], OPEN[3]][how.0];
        for at in which.iter().copied().map(pick) {
            let severity = indicator_answer(shipped(), at, Presence::Present, how.1).severity;
            let before = sample.with(at, before_as, None).assessed();
            let after = sample.with(at, Presence::Present, severity).assessed();
            let id = &shipped().indicator(at).id;
            prop_assert!(grounds(after.finding) >= grounds(before.finding), "{id}: {before_as:?} to present");
            if after.finding > before.finding {
                prop_assert_eq!((RANKED[before.finding.0], RANKED[after.finding.0]), ("not-completed", "none-recorded"));
                prop_assert!(before_as != Presence::Absent, "{}: nothing that was open is answered now", id);
            }
        }
    }

    /// The two lowest findings may change places, since a child is not asked quite the same questions.
    #[test]
    fn a_child_never_fares_worse(sample in cases()) {
        let child = sample.with_fact("age-group", "child").assessed();
        let adult = sample.with_fact("age-group", "adult").with_fact("age-when-it-began", "18-or-older").assessed();
        prop_assert_eq!((child.track, adult.track), (Track::Child, Track::Adult));
        prop_assert!(grounds(child.finding) >= grounds(adult.finding));
        let (child, adult) = (ends(&child), ends(&adult));
        prop_assert!(grounds(child.0) >= grounds(adult.0));
    }

    /// For facts alike: not asked, unknown and declined; but where the catalogue says what "not known" is read as, and for the
    /// age when it began, which an adult may have been asked.
    #[test]
    fn it_never_matters_why_a_fact_is_open(sample in cases(), shift in 1usize..3) {
        let open = [FactAnswer::NotAsked, FactAnswer::Unknown, FactAnswer::Declined];
        let mut other = sample.0.clone();
        for at in (0..shipped().facts.len()).map(tipscreen::condition::FactIx) {
            let of_age = shipped().adult_until_asked.is_some() && shipped().child_track.as_ref().is_some_and(|rule| rule.reads_fact(at));
            let is_read = shipped().fact(at).unknown_as != 0 || of_age;
            if !is_read && let Some(kind) = open.iter().position(|answer| answer == other.fact(at)) {
                other.set_fact(at, open[(kind + shift) % 3].clone());
            }
        }
        prop_assert_eq!(sample.assessed(), Sample(other.clone()).assessed());
        prop_assert_eq!(sample.advised(), Sample(other).advised());
    }

    /// Between absent and open one thing alone can change: whether the core is complete where nothing was found.
    #[test]
    fn an_open_answer_is_never_a_no(sample in cases(), which in any_indicators(), kind in 0usize..4) {
        let all: Vec<_> = which.iter().copied().map(pick).collect();
        for some in [&all[..1], &all[..]] {
            let absent = some.iter().fold(sample.clone(), |case, at| case.with(*at, Presence::Absent, None)).assessed();
            let open = some.iter().fold(sample.clone(), |case, at| case.with(*at, OPEN[kind], None)).assessed();
            let moved = (RANKED[absent.finding.0], RANKED[open.finding.0]);
            prop_assert!(absent.finding == open.finding || moved == ("none-recorded", "not-completed"), "{moved:?}");
            prop_assert!(open.finding <= absent.finding);
            prop_assert!(ends(&open).1 <= ends(&absent).1, "openness narrows the upper end");
            prop_assert_eq!(open.points, absent.points);
            prop_assert_eq!(open.elements.map(|one| one.status), absent.elements.map(|one| one.status));
        }
    }

    #[test]
    fn the_range_holds_the_finding_and_every_filling(sample in cases(), fillings in vec(vec((0u8..6, any::<u64>()), 24), 4)) {
        let assessment = sample.assessed();
        let (low, high) = ends(&assessment);
        prop_assert!(high <= assessment.finding && assessment.finding <= low);
        prop_assert_eq!(assessment.range.is_settled(), low == high);
        for filling in fillings {
            let number = |at: usize| filling[at % filling.len()];
            let mut case = sample.0.clone();
            for at in assessment.open.iter().map(IndicatorIx) {
                let (roll, severity) = number(at.0 * 7);
                let presence = if roll < filling[0].0 { Presence::Present } else { Presence::Absent };
                case.set_answer(at, indicator_answer(shipped(), at, presence, (severity % 3) as u8 + 1));
            }
            for at in assessment.unrated.iter().map(IndicatorIx) {
                let rated = indicator_answer(shipped(), at, Presence::Present, (number(at.0).1 % 3) as u8 + 1);
                case.set_answer(at, rated);
            }
            for at in (0..shipped().facts.len()).map(tipscreen::condition::FactIx) {
                // A range tells what else the person could say, not how else the talk could have gone.
                let of_talk = shipped().fact(at).about == tipscreen::catalogue::About::Talk;
                if !case.fact(at).is_given() && !of_talk {
                    case.set_fact(at, fact_answer(shipped(), at, 9, number(at.0).1));
                }
            }
            let reached = Sample(case).assessed().finding;
            prop_assert!(high <= reached && reached <= low, "{} is out of range", RANKED[reached.0]);
        }
    }

    #[test]
    fn a_child_is_always_protected(sample in cases(), unclear in any::<bool>()) {
        let age = if unclear { "unclear-possibly-child" } else { "child" };
        let child = sample.with_fact("age-group", age);
        prop_assert!(pathways(&child).contains(&"child-protection"));
        for consent in ["given", "withheld"] {
            let child = child.with_fact("consent-to-refer", consent);
            let identified = pathways(&child).contains(&"formal-identification");
            prop_assert_eq!(identified, ["strong-grounds", "reasonable-grounds"].contains(&child.finding()));
            prop_assert!(safeguards(&child).contains(&"no-notice-to-home-state") || child.says("crossed-border", &["no"]));
            prop_assert!(safeguards(&child).contains(&"child-no-detention"));
        }
    }

    #[test]
    fn nobody_is_punished_for_what_was_done_to_them(sample in cases(), which in any::<Index>()) {
        let unlawful = [
            "compelled-crime", "unlawful-activity", "irregular-route", "status-used", "threat-authorities",
            "threat-denounce-on-the-way", "misled-about-permit", "told-to-lie-at-border", "made-to-recruit",
        ];
        let at = which.get(&unlawful);
        let sample = sample.with(crate::generate::indicator(at), Presence::Present, None);
        prop_assert!(sample.shows(&unlawful));
        prop_assert!(safeguards(&sample).contains(&"non-punishment"), "{}", at);
    }

    #[test]
    fn an_adult_is_never_referred_against_their_will(sample in cases()) {
        let adult = sample.with_fact("age-group", "adult").with_fact("consent-to-refer", "withheld");
        prop_assert!(!pathways(&adult).contains(&"formal-identification"));
        prop_assert!(!actions(&adult).contains(&"refer-for-identification"));
        let asked = sample.with_fact("age-group", "adult").with_fact("consent-to-refer", "given");
        let asked = asked.with_fact("consent-to-talk", "given");
        let identified = pathways(&asked).contains(&"formal-identification");
        let one_by_one = asked.says("said-no-to", &["formal-identification"]);
        prop_assert_eq!(identified, !one_by_one && ["strong-grounds", "reasonable-grounds"].contains(&asked.finding()));
        // No answer is no refusal.
        for open in [FactAnswer::NotAsked, FactAnswer::Unknown, FactAnswer::Declined] {
            let mut case = asked.0.clone();
            case.set_fact(fact("consent-to-refer"), open);
            prop_assert_eq!(pathways(&Sample(case)).contains(&"formal-identification"), identified);
        }
    }

    #[test]
    fn nobody_who_fears_return_is_sent_to_the_consulate(sample in cases()) {
        let ready = sample.with_fact("age-group", "adult").with_fact("notify-home-state", "agreed");
        let ready = ready.with_fact("consent-to-refer", "given").with_fact("crossed-border", "yes");
        let ready = ready.with_fact("consent-to-talk", "given");
        let afraid = ready.with_fact("fear-of-return", "yes");
        prop_assert!(!pathways(&afraid).contains(&"consular"));
        prop_assert!(safeguards(&afraid).contains(&"no-notice-to-home-state"));
        let calm = ready.with_fact("fear-of-return", "no").with_fact("official-involved", "no");
        let grounds = ["strong-grounds", "reasonable-grounds"].contains(&calm.finding());
        let wanted = grounds || calm.says("needs", &["papers", "going-home"]);
        prop_assert_eq!(pathways(&calm).contains(&"consular"), wanted && !calm.says("said-no-to", &["consular"]));
    }

    #[test]
    fn the_home_state_is_told_only_on_an_adults_clear_yes(sample in cases()) {
        // A yes of somebody who fears going back is none that anybody acts on before asking again.
        let clear = sample.says("age-group", &["adult"])
            && sample.says("notify-home-state", &["agreed"])
            && !sample.says("fear-of-return", &["yes"]);
        let stands = !clear && !sample.says("crossed-border", &["no"]);
        prop_assert_eq!(safeguards(&sample).contains(&"no-notice-to-home-state"), stands);
        let told = sample.with_fact("age-group", "adult").with_fact("notify-home-state", "agreed");
        let calm = told.with_fact("fear-of-return", "no");
        prop_assert!(!safeguards(&calm).contains(&"no-notice-to-home-state"));
    }
}

proptest! {
    // Each looks at many variants of a case.
    #![proptest_config(config(400))]

    #[test]
    fn a_graver_sign_never_lowers_the_finding(sample in cases(), which in any_indicators()) {
        for at in which.iter().copied().map(pick) {
            let as_rated = |severity| sample.with(at, Presence::Present, severity).assessed();
            let [minor, serious, severe] = Severity::ALL.map(|severity| as_rated(Some(severity)).finding);
            prop_assert!(minor >= serious && serious >= severe, "{}", shipped().indicator(at).id);
        }
    }

    /// Rating a sign lowers a finding by "minor" alone, and never so far that nothing needs a closer look.
    #[test]
    fn only_minor_lowers_a_finding_and_never_below_a_closer_look(sample in cases(), which in any_indicators()) {
        for at in which.iter().copied().map(pick) {
            let unrated = sample.with(at, Presence::Present, None).assessed().finding;
            for severity in Severity::ALL {
                let finding = sample.with(at, Presence::Present, Some(severity)).assessed().finding;
                if finding > unrated {
                    let moved = (RANKED[unrated.0], RANKED[finding.0]);
                    prop_assert!(severity == Severity::Minor && grounds(finding) >= 1, "{moved:?} by {}", shipped().indicator(at).id);
                }
            }
        }
    }

    /// The same where it is likeliest to go wrong: signs of one element at a time, on one side all minor but one.
    #[test]
    fn the_last_minor_sign_leaves_a_closer_look(
        sample in cases(), means in vec(any::<Index>(), 3..6), purpose in vec(any::<Index>(), 2..5), side in any::<bool>(),
        child in any::<bool>()
    ) {
        let mut sample = sample.with_fact("age-group", if child { "child" } else { "adult" });
        sample = sample.with_fact("age-when-it-began", "18-or-older");
        for at in (0..shipped().indicators.len()).map(IndicatorIx) {
            sample = sample.with(at, Presence::Absent, None);
        }
        sample = sample.with(crate::generate::indicator("recruited"), Presence::Present, None);
        let sides = [Element::Means, Element::Purpose].map(|element| {
            let with_degrees = |at: &IndicatorIx| shipped().indicator(*at).anchors.is_some();
            every_indicator_of(element).filter(with_degrees).collect::<Vec<_>>()
        });
        for (picked, from, minor) in [(means, &sides[0], !side), (purpose, &sides[1], side)] {
            for index in &picked {
                sample = sample.with(*index.get(from), Presence::Present, minor.then_some(Severity::Minor));
            }
            if minor {
                let last = *picked[0].get(from);
                let unrated = sample.with(last, Presence::Present, None).assessed().finding;
                let rated = sample.with(last, Presence::Present, Some(Severity::Minor)).assessed().finding;
                prop_assert!(rated == unrated || grounds(rated) >= 1, "{} {}", RANKED[unrated.0], RANKED[rated.0]);
            }
        }
    }

    /// Not knowing, not saying, suspecting and not asking are all the same to the rules.
    #[test]
    fn it_never_matters_why_a_question_is_open(sample in cases(), which in any_indicators(), shift in 1usize..4) {
        let mut other = sample.clone();
        for at in which.iter().copied().map(pick) {
            other = other.with(at, OPEN[(at.0 + shift) % 4], None);
        }
        let mut same = sample;
        for at in which.iter().copied().map(pick) {
            same = same.with(at, OPEN[at.0 % 4], None);
        }
        // And all at once, wherever something is open.
        let mut all = same.clone();
        for at in (0..shipped().indicators.len()).map(IndicatorIx) {
            if let Some(kind) = OPEN.iter().position(|open| *open == same.0.presence(at)) {
                all = all.with(at, OPEN[(kind + shift) % 4], None);
            }
        }
        for changed in [other, all] {
            prop_assert_eq!(same.assessed(), changed.assessed());
            prop_assert_eq!(same.advised(), changed.advised());
        }
    }
}

proptest! {
    // Each writes and reads whole results, which takes its time.
    #![proptest_config(config(250))]

    #[test]
    fn the_order_of_answers_never_matters(sample in cases(), keys in vec(any::<u64>(), 16)) {
        let text = sample.0.to_json(shipped());
        let whole: serde_json::Value = serde_json::from_str(&text).expect("a case is JSON");
        let mut shuffled = String::new();
        shuffle(&whole, &keys, &mut 0, &mut shuffled);
        let again = read(&shuffled, shipped()).map(Sample);
        let again = again.expect("the order of keys is no fault");
        let once = read(&text, shipped()).map(Sample).expect("what was written can be read");
        prop_assert_eq!(once.assessed(), again.assessed());
        prop_assert_eq!(once.advised(), again.advised());
        prop_assert_eq!(once.hash(), again.hash());
        prop_assert_eq!(sample.assessed(), once.assessed());
        prop_assert_eq!(sample.hash(), once.hash());
    }

    /// Who a person is, how it was told, when and what for never weigh.
    #[test]
    fn only_what_happened_counts(sample in cases(), choices in vec(any::<u64>(), 16)) {
        let other = retold(&sample, false, &choices);
        let counted = |assessment: Assessment| {
            let told = |at: &tipscreen::condition::FactIx| !shipped().fact(*at).descriptive;
            let open_facts = assessment.open_facts.iter().copied().filter(told).collect();
            Assessment { open_facts, ..assessment }
        };
        prop_assert_eq!(counted(sample.assessed()), counted(other.assessed()));
        prop_assert_eq!(sample.advised(), other.advised());
        prop_assert_eq!(sample.hash(), other.hash());
        let noted = retold(&sample, true, &choices);
        prop_assert_eq!(counted(sample.assessed()), counted(noted.assessed()));
        prop_assert_eq!(sample.advised(), noted.advised());
    }

    /// A note beside a question that was not asked is still a note.
    #[test]
    fn a_note_never_changes_the_hash(sample in cases(), choices in vec(any::<u64>(), 16)) {
        prop_assert_eq!(sample.hash(), retold(&sample, true, &choices).hash());
    }
}

fn pathways(sample: &Sample) -> Vec<&'static str> {
    sample.advised().pathways.iter().map(|way| shipped().guidelines.pathways[way.pathway].id.as_str()).collect()
}

fn actions(sample: &Sample) -> Vec<&'static str> {
    sample.advised().actions.iter().map(|at| shipped().guidelines.actions[*at].id.as_str()).collect()
}

fn safeguards(sample: &Sample) -> Vec<&'static str> {
    sample.advised().safeguards.iter().map(|at| shipped().guidelines.safeguards[*at].id.as_str()).collect()
}

/// Writes JSON with the keys of every object in another order.
fn shuffle(value: &serde_json::Value, keys: &[u64], at: &mut usize, into: &mut String) {
    match value {
        serde_json::Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_cached_key(|_| {
                *at += 1;
                let step = u32::try_from(*at % 61).unwrap_or(0);
                (keys[*at % keys.len()].rotate_left(step)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            });
            into.push('{');
            for (place, (key, value)) in entries.into_iter().enumerate() {
                into.push_str(if place == 0 { "" } else { "," });
                into.push_str(&serde_json::json!(key).to_string());
                into.push(':');
                shuffle(value, keys, at, into);
            }
            into.push('}');
        }
        serde_json::Value::Array(items) => {
            // The order of a list of values is no more than that either.
            into.push('[');
            for (place, item) in items.iter().rev().enumerate() {
                into.push_str(if place == 0 { "" } else { "," });
                shuffle(item, keys, at, into);
            }
            into.push(']');
        }
        other => into.push_str(&other.to_string()),
    }
}
