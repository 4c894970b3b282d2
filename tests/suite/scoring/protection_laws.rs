//! Laws of protection: what leaving an answer out, an answer that speaks for a child, a danger or a fear, and a refusal may
//! never do.

use crate::files::{root, text};
use crate::generate::{Sample, cases, config, fact, shipped};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tipscreen::case::{FactAnswer, Presence};
use tipscreen::condition::{FactIx, IndicatorIx};

/// What is advised, by id: pathways that protect, actions and safeguards.
fn protection(sample: &Sample) -> BTreeSet<&'static str> {
    let (advice, guidelines) = (sample.advised(), &shipped().guidelines);
    let pathways = advice.pathways.iter().map(|way| &guidelines.pathways[way.pathway]).filter(|one| one.protective);
    pathways
        .map(|one| one.id.as_str())
        .chain(advice.actions.iter().map(|at| guidelines.actions[*at].id.as_str()))
        .chain(advice.safeguards.iter().map(|at| guidelines.safeguards[*at].id.as_str()))
        .collect()
}

/// What may take the place of an entry, as the data says.
static INSTEAD: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    toml::from_str(&text(&root().join("tests/data/judgement/instead.toml"))).expect("the table is whole")
});

/// What was advised before and is not, though nothing that takes its place is.
fn lost(before: &Sample, after: &Sample) -> Vec<&'static str> {
    let (before, after) = (protection(before), protection(after));
    let replaced =
        |id: &&&str| INSTEAD.get(**id).is_some_and(|others| others.iter().any(|one| after.contains(one.as_str())));
    before.iter().filter(|id| !after.contains(**id)).filter(|id| !replaced(id)).copied().collect()
}

fn answered(sample: &Sample, id: &str, answer: FactAnswer) -> Sample {
    let mut case = sample.0.clone();
    case.set_fact(fact(id), answer);
    Sample(case)
}

/// The same with a value put to those of a fact that takes many.
fn also(sample: &Sample, id: &str, value: &str) -> Sample {
    let bit = shipped().fact(fact(id)).value_bit(value).expect("the value is there");
    let given = if let FactAnswer::Values(given) = sample.0.fact(fact(id)) { *given } else { 0 };
    answered(sample, id, FactAnswer::Values(given | bit))
}

/// Answers that speak for a danger or a fear.
const DANGERS: [(&str, &str); 9] = [
    ("immediate-danger", "yes"),
    ("medical-need", "emergency"),
    ("self-harm-risk", "yes"),
    ("fear-of-return", "yes"),
    ("official-involved", "yes"),
    ("fears", "found-again"),
    ("fears", "family-harmed"),
    ("fears", "punished"),
    ("needs", "safe-place"),
];

#[test]
fn what_takes_a_place_is_in_the_guidelines() {
    let guidelines = &shipped().guidelines;
    let ids: BTreeSet<&str> = (guidelines.actions.iter().map(|one| one.id.as_str()))
        .chain(guidelines.safeguards.iter().map(|one| one.id.as_str()))
        .chain(guidelines.pathways.iter().map(|one| one.id.as_str()))
        .collect();
    for (id, others) in INSTEAD.iter() {
        for id in std::iter::once(id).chain(others) {
            assert!(ids.contains(id.as_str()), "{id}");
        }
    }
}

proptest! {
    #![proptest_config(config(500))]

    /// Leaving any answer out never raises a finding. One fact is no such answer: whoever is not known to be an adult may be a
    /// child, and is judged as one too.
    #[test]
    fn leaving_an_answer_out_never_raises_a_finding(sample in cases()) {
        let rank = |sample: &Sample| shipped().findings[sample.assessed().finding.0].rank;
        let before = rank(&sample);
        for at in (0..shipped().indicators.len()).map(IndicatorIx) {
            if sample.0.presence(at) != Presence::NotAsked {
                let without = sample.with(at, Presence::NotAsked, None);
                prop_assert!(rank(&without) <= before, "{}", shipped().indicator(at).id);
            }
        }
        for at in (0..shipped().facts.len()).map(FactIx).filter(|at| *at != fact("age-group")) {
            let mut without = sample.0.clone();
            without.set_fact(at, FactAnswer::NotAsked);
            prop_assert!(rank(&Sample(without)) <= before, "{}", shipped().fact(at).id);
        }
    }

    /// Of one who may be a child: each answer that speaks for it keeps everything that protects, or puts something in its place.
    #[test]
    fn an_answer_that_speaks_for_a_child_takes_no_protection_away(sample in cases()) {
        let open = answered(&sample, "age-group", FactAnswer::NotAsked);
        let unclear = sample.with_fact("age-group", "unclear-possibly-child");
        let child = sample.with_fact("age-group", "child");
        prop_assert_eq!(lost(&open, &unclear), Vec::<&str>::new());
        prop_assert_eq!(lost(&unclear, &child), Vec::<&str>::new());
        // An age that nobody asked protects as one that is not clear.
        prop_assert_eq!(lost(&unclear, &open), Vec::<&str>::new());
        prop_assert_eq!(open.advised().urgency, unclear.advised().urgency);
        for age in [&open, &unclear, &child, &sample.with_fact("age-group", "adult")] {
            let unasked = answered(age, "age-when-it-began", FactAnswer::NotAsked);
            for before in [&unasked, &answered(age, "age-when-it-began", FactAnswer::Unknown)] {
                let began = before.with_fact("age-when-it-began", "under-18");
                prop_assert_eq!(lost(before, &began), Vec::<&str>::new());
            }
        }
        for at in (0..shipped().indicators.len()).map(IndicatorIx).filter(|at| shipped().indicator(*at).classes.adult.is_none()) {
            let [without, with] = [Presence::Absent, Presence::Present].map(|presence| open.with(at, presence, None));
            prop_assert_eq!(lost(&without, &with), Vec::<&str>::new(), "{}", &shipped().indicator(at).id);
        }
    }

    #[test]
    fn a_danger_or_a_fear_takes_no_protection_away(sample in cases()) {
        for (id, value) in DANGERS {
            let at = shipped().fact(fact(id));
            let without = if at.values.len() > 4 { sample.clone() } else { answered(&sample, id, FactAnswer::NotAsked) };
            let with = if at.values.len() > 4 { also(&without, id, value) } else { without.with_fact(id, value) };
            prop_assert_eq!(lost(&without, &with), Vec::<&str>::new(), "{} {}", id, value);
        }
    }

    /// A refusal takes away what was refused, and what serves it; everything else is as it was.
    #[test]
    fn a_refusal_takes_away_what_was_refused_and_nothing_else(sample in cases()) {
        let adult = sample.with_fact("age-group", "adult");
        let agreed = answered(&adult.with_fact("consent-to-refer", "given"), "said-no-to", FactAnswer::NotAsked);
        let refused = adult.with_fact("consent-to-refer", "withheld");
        for (before, after) in [(&agreed, &refused), (&agreed, &also(&agreed, "said-no-to", "medical")), (&agreed, &also(&agreed, "said-no-to", "safe-shelter"))] {
            let (was, is) = (before.advised(), after.advised());
            let kept = |at: &usize| is.pathways.iter().any(|way| way.pathway == *at);
            for way in was.pathways.iter().filter(|way| !kept(&way.pathway)) {
                let told = is.declined.contains(&way.pathway) || is.withheld.contains(&way.pathway);
                prop_assert!(told, "{} is gone and nobody says so", shipped().guidelines.pathways[way.pathway].id);
            }
            for at in was.actions.iter().filter(|at| !is.actions.contains(at)) {
                let action = &shipped().guidelines.actions[*at];
                prop_assert!(action.serves.is_some_and(|pathway| !kept(&pathway)), "{} serves nothing that was refused", action.id);
            }
            prop_assert_eq!(&was.safeguards, &is.safeguards);
            prop_assert_eq!((was.urgency, &was.ruled_out), (is.urgency, &is.ruled_out));
        }
    }
}
