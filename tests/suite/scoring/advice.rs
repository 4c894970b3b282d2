//! What is advised is said to this person: whom a text names, whom a number fits, how much comes first, and how long it is.

use crate::files::{root, text};
use crate::generate::{Sample, cases, config, shipped};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tipscreen::assessment::{Trace, assess};
use tipscreen::catalogue::DueStep;
use tipscreen::referral::{self, recommend};
use tipscreen::report::Report;
use tipscreen::report::table;
use tipscreen::wording;

/// The texts of a recommendation as they are printed: titles, sentences, and what is said of contacts.
fn printed(sample: &Sample) -> Vec<String> {
    let (assessment, advice, guidelines) = (sample.assessed(), sample.advised(), &shipped().guidelines);
    let holds = |terms: &tipscreen::catalogue::Terms| referral::holds(shipped(), &sample.0, &assessment, terms);
    let mut texts = Vec::new();
    for way in &advice.pathways {
        let pathway = &guidelines.pathways[way.pathway];
        texts.push(format!("{}: {}", pathway.title, pathway.text.said(holds)));
    }
    for at in &advice.actions {
        let action = &guidelines.actions[*at];
        // A checklist is printed without its title.
        let title = if action.step == DueStep::Parting { "" } else { &action.title };
        texts.push(title.to_owned());
        texts.extend(action.text.parts().map(|one| one.said(holds)));
    }
    texts.extend(
        advice.safeguards.iter().flat_map(|at| guidelines.safeguards[*at].text.parts()).map(|one| one.said(holds)),
    );
    let against = advice.ruled_out.iter().flat_map(|at| guidelines.contraindications[*at].text.parts());
    texts.extend(against.map(|one| one.said(holds)));
    let called = referral::contacts(shipped(), &sample.0, &advice).into_iter();
    let called = called.chain(referral::home_contacts(shipped(), &sample.0, &advice));
    texts.extend(called.filter_map(|one| wording::contact_for(shipped(), one.contact)));
    texts.retain(|text| !text.is_empty());
    texts
}

#[derive(Deserialize)]
struct Groups {
    group: Vec<Group>,
}

/// See the head of the file that it is read from.
#[derive(Deserialize)]
struct Group {
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    outside: Vec<BTreeMap<String, String>>,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let read: Groups =
        toml::from_str(&text(&root().join("tests/data/advice/groups.toml"))).expect("the groups are whole");
    read.group
});

impl Group {
    fn excludes(&self, sample: &Sample) -> bool {
        self.outside.iter().any(|answers| answers.iter().all(|(fact, value)| sample.says(fact, &[value.as_str()])))
    }

    fn is_named_in(&self, text: &str) -> bool {
        let mut text = text.to_lowercase();
        self.except.iter().for_each(|phrase| text = text.replace(phrase, ""));
        let is_letter = |sign: char| sign.is_alphanumeric() || sign == '\'' || sign == '-';
        self.words.iter().any(|word| {
            text.match_indices(word.as_str()).any(|(at, _)| {
                let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
                !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
            })
        })
    }
}

#[test]
fn a_group_is_found_in_a_text_by_whole_words() {
    let child = &GROUPS[0];
    assert!(child.is_named_in("Tell a child in simple words."));
    assert!(!child.is_named_in("Keep them and their children together."));
    assert!(!child.is_named_in("Childline"), "part of another word");
}

proptest! {
    #![proptest_config(config(1_000))]

    /// No text that names a group, a time or a place of the person is printed for somebody known to be outside it.
    #[test]
    fn no_text_is_printed_for_somebody_known_to_be_outside_the_group_it_names(sample in cases()) {
        let texts = printed(&sample);
        for group in GROUPS.iter().filter(|group| group.excludes(&sample)) {
            let wrong: Vec<_> = texts.iter().filter(|text| group.is_named_in(text)).collect();
            prop_assert!(wrong.is_empty(), "{:?} in {wrong:#?}", group.words);
        }
    }

    #[test]
    fn nothing_is_said_twice_in_one_result(sample in cases()) {
        let mut seen = BTreeSet::new();
        for text in printed(&sample) {
            // Two contacts may be for the same people.
            prop_assert!(text.starts_with("for ") || seen.insert(text.clone()), "twice: {text}");
        }
    }

    /// In danger, in an emergency and for a child there is a number, where the country has any.
    #[test]
    fn a_danger_an_emergency_or_a_child_has_a_number(sample in cases(), at in 0..shipped().countries.len()) {
        let country = &shipped().countries[at];
        let sample = sample.with_fact("country", &country.id);
        prop_assume!(sample.says("immediate-danger", &["yes"]) || sample.says("medical-need", &["emergency"])
            || sample.says("age-group", &["child"]));
        let has_any = country.contacts.iter().any(|one| !one.number.is_empty() && one.fits.is_empty());
        let advice = sample.advised();
        let called = referral::contacts(shipped(), &sample.0, &advice);
        prop_assert!(!has_any || called.iter().any(|one| !one.contact.number.is_empty()), "{}", country.id);
    }

    /// At most five things come first, seven where something is urgent at once; nothing that is due now is lost by it.
    #[test]
    fn only_a_few_things_come_first(sample in cases()) {
        let (advice, guidelines) = (sample.advised(), &shipped().guidelines);
        let by_step = advice.by_step(guidelines);
        let first = by_step.iter().filter(|(step, _)| *step == DueStep::Now).count();
        let is_urgent = advice.urgency.is_some_and(|at| guidelines.urgencies[at].id == "immediate");
        let most_now = if is_urgent { 7 } else { 5 };
        prop_assert!(first <= most_now, "{} come first", first);
        prop_assert_eq!(by_step.len(), advice.actions.len());
        let most: Vec<i64> = by_step.iter().take(first).map(|(_, at)| guidelines.actions[*at].priority).collect();
        prop_assert!(most.is_sorted(), "in the order in which one would do them");
    }
}

/// The parts of a result that are the recommendation.
const RECOMMENDATION: [&str; 13] = [
    "How soon",
    "Do now",
    "Do next",
    "Where to",
    "Do not use",
    "The person said no to",
    "No referral",
    "Whom to call",
    "Before you part",
    "Within 24 hours",
    "Within 72 hours",
    "Later",
    "Protect the person",
];

/// How many words of a printed result belong to the recommendation.
fn words_of_recommendation(result: &str) -> usize {
    let (mut words, mut inside) = (0, false);
    for line in result.lines() {
        if let Some(label) = line.strip_suffix(':').filter(|_| !line.starts_with(' ')) {
            inside = RECOMMENDATION.iter().any(|one| one.eq_ignore_ascii_case(label));
        } else if inside {
            words += line.split_whitespace().count();
        }
    }
    words
}

#[test]
fn the_recommendation_of_every_example_is_short() {
    let all = tipscreen::read_cases(&text(&root().join("examples/cases/all.ndjson")), shipped());
    assert!(all.len() >= 76);
    for read in all {
        let sample = Sample(read.expect("an example"));
        let mut trace = Trace::new(shipped());
        let assessment = assess(shipped(), &sample.0, &mut trace);
        let advice = recommend(shipped(), &sample.0, &assessment);
        let printed = table(&Report::of(shipped(), &sample.0, &assessment, &advice, &trace), 100, true);
        let (words, most) =
            (words_of_recommendation(&printed), if sample.says("age-group", &["adult"]) { 900 } else { 1_100 });
        let is_talk = sample.says("safe-to-talk", &["no"]);
        assert!(words > 100 || is_talk, "{}: the parts of a result have other names: {printed}", sample.0.case_id);
        assert!(words <= most, "{}: {words} words, at most {most}", sample.0.case_id);
    }
}

#[derive(Deserialize)]
struct Left {
    cases: BTreeSet<String>,
    #[allow(dead_code, reason = "it is there for whoever reads the file")]
    because: String,
}

/// Whatever was advised for an example before the entries were merged is said by the entry that took it over.
#[test]
fn what_was_advised_before_is_said_by_the_entry_that_took_it_over() {
    type Ids = BTreeMap<String, BTreeMap<String, Vec<String>>>;
    let data = |name: &str| text(&root().join(format!("tests/data/advice/{name}.toml")));
    let before: Ids = toml::from_str(&data("before")).expect("the advice of before");
    let merged: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&data("merged")).expect("what became of it");
    let left: BTreeMap<String, Left> = toml::from_str(&data("left")).expect("what is left out");
    let played = scripts_by_name();
    let mut not_met = left.values().map(|one| one.cases.len()).sum::<usize>();
    let mut wrong = Vec::new();
    for (name, kinds) in before {
        let advice = played.get(&name).unwrap_or_else(|| panic!("no example {name}")).result();
        let is_there = |id: &str| {
            ["actions", "safeguards", "contraindications", "pathways", "declined", "withheld"]
                .iter()
                .any(|kind| advice[kind].as_array().expect("a list").iter().any(|one| one == id))
        };
        for (kind, id) in kinds.iter().flat_map(|(kind, ids)| ids.iter().map(move |id| (kind, id))) {
            let now = &merged[kind][id];
            let is_left = left.get(id).is_some_and(|one| one.cases.contains(&name));
            not_met -= usize::from(is_left);
            if is_there(now) == is_left {
                wrong.push(format!("{name}: {id}, which is {now} now"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(not_met, 0, "something is named as left out that was not advised");
}

fn scripts_by_name() -> BTreeMap<String, Sample> {
    let all = tipscreen::read_cases(&text(&root().join("examples/cases/all.ndjson")), shipped());
    all.into_iter().map(|read| read.expect("an example")).map(|case| (case.case_id.clone(), Sample(case))).collect()
}
