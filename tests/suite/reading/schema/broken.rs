//! Whole files with one thing broken: what the reader refuses the schema refuses, and what it reads the schema lets by.

use super::{from_toml, source, validator};
use crate::files::{root, text};
use crate::generate::{cases, config, retold, shipped};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use tipscreen::case;
use tipscreen::catalogue::Catalogue;
use tipscreen::schema;
use tipscreen::toml_input::{Code, Diagnostic};
use tipscreen::training::Script;

/// What a value may be broken to.
fn values() -> Vec<Value> {
    let words = [
        "",
        "—",
        "present",
        "absent",
        "not-asked",
        "unknown",
        "declined",
        "yes",
        "no",
        "adult",
        "severe",
        "told",
        "none",
        "screening",
        "correct",
        "back",
        "one",
        "text",
        "strong",
        "critical",
        "high",
        "NGO",
        "2026-01-15",
        "2026-02-29",
        "20260115",
        "2026-01-15T10:00:00",
        "a\nb",
        "a\tb",
        "a\u{200E}b",
        "a\u{7}b",
    ];
    let mut values: Vec<Value> = words.into_iter().map(Value::from).collect();
    values.extend([128, 129, 500, 501, 4_000, 4_001].map(|long| json!("ก".repeat(long))));
    values.extend([
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(5),
        json!(10_000),
        json!(-1),
        json!(1.5),
        json!([]),
        json!([1]),
        json!(["told"]),
        json!(["told", "told"]),
        json!(["labour"]),
        json!(["labour", "unknown"]),
        json!({}),
        json!([{}]),
        json!({ "presence": "present" }),
        json!({ "presence": "present", "severity": "minor" }),
        json!({ "presence": "absent", "severity": "minor" }),
        json!({ "presence": "present", "contradicted": 1 }),
        json!({ "answer": "yes" }),
        json!({ "fact": "talk", "is": "yes" }),
        json!({ "otherwise": true }),
        json!({ "not": { "otherwise": true } }),
        json!({ "any": [] }),
        json!({ "strong": 1 }),
        json!([{ "strong": 1 }]),
    ]);
    values
}

const KEYS: [&str; 16] = [
    "note",
    "severity",
    "x-a",
    "x-\u{200E}",
    "because",
    "at_least",
    "first",
    "values",
    "unless",
    "is",
    "has",
    "sources",
    "element",
    "when",
    "",
    "typo",
];

/// Every place of a value, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let step = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| places(value, &step(key), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| places(value, &step(&at.to_string()), found));
        }
        _ => {}
    }
}

/// The same with one thing broken at a place: the value, its key, or a key added. Nothing where there is nothing to do.
fn broken(whole: &Value, place: &str, how: usize) -> Option<Value> {
    let mut whole = whole.clone();
    let values = values();
    if let Some(value) = values.get(how) {
        *whole.pointer_mut(place)? = value.clone();
        return Some(whole);
    }
    match how - values.len() {
        at if at < KEYS.len() => {
            let map = whole.pointer_mut(place)?.as_object_mut()?;
            let value = values[at * 7 % values.len()].clone();
            map.insert(KEYS[at].to_owned(), value);
        }
        at => {
            let (above, key) = place.rsplit_once('/')?;
            let map = whole.pointer_mut(above)?.as_object_mut()?;
            let value = map.remove(key)?;
            match at - KEYS.len() {
                0 => {}
                1 => drop(map.insert(format!("{key}x"), value)),
                2 => drop(map.insert(format!("x-{key}"), value)),
                _ => drop(map.insert(key.replace('-', "_"), value)),
            }
        }
    }
    Some(whole)
}

fn ways() -> usize {
    values().len() + KEYS.len() + 4
}

/// How often the two said yes, and no.
#[derive(Default)]
struct Said {
    yes: usize,
    no: usize,
}

impl Said {
    fn count(&mut self, yes: bool) {
        *if yes { &mut self.yes } else { &mut self.no } += 1;
    }
}

#[test]
fn a_case_with_one_thing_broken_is_refused_by_both_or_by_none() {
    let schema = validator(&schema::case(shipped()));
    let said = RefCell::new(Said::default());
    let strategy = (cases(), vec(any::<u64>(), 20), vec((any::<prop::sample::Index>(), 0..ways()), 40));
    let outcome = TestRunner::new(config(60)).run(&strategy, |(sample, choices, breaks)| {
        let case: Value = serde_json::from_str(&retold(&sample, true, &choices).0.to_json(shipped())).expect("JSON");
        let mut found = Vec::new();
        places(&case, "", &mut found);
        for (place, how) in breaks {
            let place = place.get(&found);
            let Some(other) = broken(&case, place, how) else { continue };
            let read = case::read(&other.to_string(), shipped());
            prop_assert_eq!(read.is_ok(), schema.is_valid(&other), "{} ({}): {:?}", place, how, read.err());
            said.borrow_mut().count(read.is_ok());
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    let said = said.into_inner();
    assert!(said.yes > 50 && said.no > 500, "{} fine, {} refused", said.yes, said.no);
}

/// A date in quotes is parsed leniently by the reader of TOML; the schema takes the one way it is written.
fn is_other_date(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() != 10 && text.parse::<jiff::civil::Date>().is_ok())
}

#[test]
fn a_script_with_one_thing_broken_is_refused_by_both_or_by_none() {
    let schema = validator(&schema::script(shipped()));
    let whole = from_toml(WHOLE_SCRIPT).expect("TOML");
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    let mut said = Said::default();
    for place in &found {
        for how in 0..ways() {
            let Some(other) =
                broken(&whole, place, how).filter(|other| !other.pointer(place).is_some_and(is_other_date))
            else {
                continue;
            };
            let Ok(text) = toml::to_string(&other) else { continue };
            let read = Script::read(&source(text), shipped());
            let problems = read.as_ref().err();
            assert_eq!(
                read.is_ok(),
                schema.is_valid(&other),
                "{place} ({how}): {:#?}\n{problems:#?}",
                other.pointer(place)
            );
            said.count(read.is_ok());
        }
    }
    assert!(said.yes > 100 && said.no > 2_000, "{} fine, {} refused", said.yes, said.no);
}

/// A script with everything in it that a script may hold.
const WHOLE_SCRIPT: &str = r#"
[script]
title = "T"
source = "synthetic"
vignette = "v"
case_id = "x"
screened_on = "2026-01-15"
written_to = "end-low"
misleads = "m"
[facts]
age-group = "adult"
forms = ["labour"]
incident = { answer = "a text", says = "s", held_back = "h", volunteered = true }
[answers]
documents-withheld = { presence = "present", severity = "severe", basis = ["told"], contradicted = false, note = "n", says = "s", held_back = "h", volunteered = false }
debt-bondage = "absent"
recruited = { presence = "present" }
[[step]]
at = "debt-bondage"
do = "back"
[[step]]
at = "debt-bondage"
do = "correct"
first = "present"
[expect]
finding = "strong-grounds"
low = "none-recorded"
high = "strong-grounds"
urgency = "urgent"
pathways = []
not_pathways = []
actions = []
safeguards = []
flags = []
[[teach]]
at = "debt-bondage"
point = "p"
[[teach]]
at = "age-group"
point = "p"
"#;

/// Faults of one table, by their codes: what JSON Schema is there for.
fn of_one_table(problem: &Diagnostic) -> bool {
    matches!(
        problem.code,
        Code::UnknownKey | Code::WrongType | Code::MissingKey | Code::WrongValue | Code::ControlCharacter | Code::BadId
    )
}

/// The same of catalogues, as far as one table shows a fault: what takes several to see the schema can't refuse.
#[test]
fn a_catalogue_with_one_thing_broken_is_refused_where_one_table_shows_it() {
    let schema = validator(&schema::catalogue());
    let whole = from_toml(&text(&root().join("tests/data/catalogue/whole.toml"))).expect("TOML");
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    let (mut said, mut let_by) = (Said::default(), BTreeMap::new());
    for (at, place) in found.iter().enumerate() {
        // A third of all ways at each place, others at the next.
        for how in (0..ways()).filter(|how| (how + at) % 3 == 0) {
            let Some(other) =
                broken(&whole, place, how).filter(|other| !other.pointer(place).is_some_and(is_other_date))
            else {
                continue;
            };
            let Ok(text) = toml::to_string(&other) else { continue };
            let fits = schema.is_valid(&other);
            match Catalogue::read(vec![source(text)]) {
                Ok(_) => {
                    assert!(fits, "{place} ({how}): read, and refused by the schema: {:#?}", other.pointer(place));
                    said.count(true);
                }
                Err(faults) if fits => {
                    let table = place.split('/').nth(1).unwrap_or_default().to_owned();
                    let place = format!("{place} ({how}): {:?}", other.pointer(place));
                    let problems = faults.problems.iter().filter(|problem| of_one_table(problem));
                    let_by.extend(problems.map(|problem| ((table.clone(), problem.what.clone()), place.clone())));
                }
                Err(_) => said.count(false),
            }
        }
    }
    let told = |(table, what): &(String, String), (of, words, _): &(&str, &str, &str)| {
        (of.is_empty() || table == of) && what.contains(words)
    };
    let untold: Vec<_> = let_by.iter().filter(|(by, _)| !ACROSS.iter().any(|one| told(by, one))).collect();
    assert!(untold.is_empty(), "let by: {untold:#?}");
    let never: Vec<_> = ACROSS.iter().filter(|one| !let_by.keys().any(|by| told(by, one))).collect();
    assert!(never.is_empty(), "told, and never let by: {never:#?}");
    assert!(said.yes > 200 && said.no > 5_000, "{} fine, {} refused", said.yes, said.no);
}

/// Diagnostics with a code of one table that take more to see: what was broken (anything, if it does not say), the reader's
/// words, and why.
const ACROSS: [(&str, &str, &str); 5] = [
    ("", "a screening needs a `prompt` here", "whether it does is told by [catalogue]"),
    ("", "another one has the same rank", "the other stands in a table of its own"),
    ("", "one answer is both a yes to all and a no to all", "no schema compares two conditions"),
    ("country", "is missing", FIRST),
    ("country", "nothing is said about", FIRST),
];

const FIRST: &str = "asked of the first table on a country, and no schema knows which it is";
