//! What the readers refuse, the schemas refuse; where they can't, it stands here with the reason.

use super::{example_cases, from_toml, lines, validator};
use crate::files::{below, root, text};
use crate::generate::shipped;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tipscreen::case::{self, Case};
use tipscreen::catalogue::{Catalogue, FactKind};
use tipscreen::schema;

/// Faulty cases that the schema lets by. A key that stands twice is gone once JSON is read.
const CASES: [(&str, &str); 5] = [
    ("duplicate-key-at-the-top", TWICE),
    ("duplicate-key-in-answer", TWICE),
    ("duplicate-key-in-answers", TWICE),
    ("duplicate-key-in-extra", TWICE),
    ("duplicate-key-in-facts", TWICE),
];

const TWICE: &str = "the second of two keys is all that is left";

/// Codes of which every faulty catalogue is refused, but those below.
const CODES: [&str; 4] = ["unknown-key", "missing-key", "wrong-type", "wrong-value"];

/// Faulty catalogues with one of these codes that the schema lets by.
const CATALOGUES: [(&str, &str); 7] = [
    ("anchors-alike", "no schema compares two texts of a table"),
    ("consent-yes-and-no-alike", "no schema compares two conditions, or two texts, of a table"),
    ("contraindication-of-help-for-all", "what a pathway waits for stands in its own table"),
    ("duplicate-rank", "the ranks stand in several tables"),
    ("duplicate-rank-of-urgencies", "the ranks stand in several tables"),
    ("missing-prompt", "whether prompts are needed is told by `use` under [catalogue], perhaps in another file"),
    ("role-played-twice", "the roles stand in several tables"),
];

fn stem(path: &std::path::Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// The records of a file that are JSON, as the reader counts them.
fn records(text: &str) -> Vec<(usize, Value)> {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => items.into_iter().enumerate().collect(),
        Ok(whole) => vec![(0, whole)],
        Err(_) if text.trim_start().starts_with('[') => Vec::new(),
        Err(_) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty()).enumerate();
            lines.filter_map(|(at, line)| Some((at, serde_json::from_str(line).ok()?))).collect()
        }
    }
}

#[test]
fn every_faulty_case_is_refused() {
    let schema = validator(&schema::case(shipped()));
    let (mut let_by, mut refused, mut wrongly) = (BTreeSet::new(), 0, Vec::new());
    for path in below(&root().join("tests/data/case/bad"), "json") {
        let read = tipscreen::read_cases(&text(&path), shipped());
        for (at, record) in records(&text(&path)) {
            match (read[at].is_ok(), schema.is_valid(&record)) {
                (false, false) => refused += 1,
                (false, true) => drop(let_by.insert(stem(&path))),
                (true, false) => wrongly.push(stem(&path)),
                (true, true) => {}
            }
        }
    }
    assert_eq!(wrongly, Vec::<String>::new(), "read, and refused by the schema");
    assert_eq!(let_by, CASES.iter().map(|(name, _)| (*name).to_owned()).collect(), "let by, and why");
    assert!(refused >= 45, "only {refused} faulty cases are JSON");
}

#[test]
fn every_faulty_catalogue_is_refused() {
    let schema = validator(&schema::catalogue());
    let (mut let_by, mut refused) = (BTreeSet::new(), 0);
    for path in below(&root().join("tests/data/catalogue/bad"), "toml") {
        let text = text(&path);
        let expected = text.lines().filter_map(|line| line.strip_prefix("# expect: ")?.split(' ').next());
        let of_a_table = expected.filter(|code| CODES.contains(code)).count() > 0;
        let Some(file) = from_toml(&text).filter(|_| of_a_table) else { continue };
        if schema.is_valid(&file) {
            let_by.insert(stem(&path));
        } else {
            refused += 1;
        }
    }
    assert_eq!(let_by, CATALOGUES.iter().map(|(name, _)| (*name).to_owned()).collect(), "let by, and why");
    assert!(refused >= 25, "only {refused} faulty catalogues are refused");
}

/// Every character there is below the rare ones, in every kind of text that a case holds.
#[test]
fn a_hidden_character_is_hidden_to_the_reader_and_to_the_schema() {
    let schema = validator(&schema::case(shipped()));
    let of_text = shipped().facts.iter().find(|fact| fact.kind == FactKind::Text).expect("a fact that is a text");
    let mut refused = 0;
    for c in '\0'..='\u{FFFF}' {
        for case in [
            json!({ "case_id": format!("a{c}b"), "answers": {} }),
            json!({ "case_id": "x", "answers": {}, "facts": { (format!("x-{c}")): 1, (of_text.id.clone()): "a" } }),
        ] {
            let read = case::read(&case.to_string(), shipped()).is_ok();
            assert_eq!(read, schema.is_valid(&case), "U+{:04X}: {case}", u32::from(c));
            refused += usize::from(!read);
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn a_day_is_a_day_to_the_reader_and_to_the_schema() {
    // The pattern alone has to tell, for validators that do not look at `format`.
    let schema = jsonschema::draft202012::new(&schema::case(shipped())).expect("a schema");
    let years =
        ["0000", "0004", "0100", "1600", "1900", "2000", "2023", "2024", "2026", "2100", "9996", "9999", "10000", "26"];
    let mut days = 0;
    for year in years {
        for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
            for text in [
                format!("{year}-{month:02}-{day:02}"),
                format!("{year}-{month}-{day}"),
                format!("{year}-{month:02}-{day:02}\n"),
            ] {
                let case = json!({ "case_id": "x", "answers": {}, "screened_on": text });
                let read = case::read(&case.to_string(), shipped()).is_ok();
                assert_eq!(read, schema.is_valid(&case), "{text:?}");
                days += usize::from(read);
            }
        }
    }
    assert!(days > 12 * 365, "only {days} days");
}

#[test]
fn a_retired_id_and_its_replacement_are_not_both_answered() {
    let whole = text(&root().join("tests/data/catalogue/whole.toml"));
    let catalogue = Catalogue::read(vec![super::source(whole)]).expect("it is whole");
    let schema = validator(&schema::case(&catalogue));
    let retired = catalogue.retired.iter().find_map(|one| Some((&one.id, &catalogue.indicators[one.replaced_by?].id)));
    let (old, new) = retired.expect("a retired id");
    for (answers, fine) in [
        (json!({ (old.clone()): "present" }), true),
        (json!({ (new.clone()): "present" }), true),
        (json!({ (old.clone()): "present", (new.clone()): "present" }), false),
    ] {
        let case = json!({ "case_id": "x", "answers": answers });
        assert_eq!(case::read(&case.to_string(), &catalogue).is_ok(), fine);
        assert_eq!(schema.is_valid(&case), fine, "{case}");
    }
}

/// Numbers under a key of one's own, at the ends of what is kept to the digit.
#[test]
fn a_number_that_would_be_lost_is_refused() {
    let schema = validator(&schema::case(shipped()));
    let numbers = [
        "0",
        "-1",
        "1.5",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854777856",
        "1e20",
        "-1e20",
        "123456789012345678901234567890",
    ];
    for number in numbers {
        for shape in [number.to_owned(), format!("[[{number}]]"), format!("{{ \"a\": {{ \"b\": {number} }} }}")] {
            let text = format!("{{ \"case_id\": \"x\", \"answers\": {{}}, \"facts\": {{ \"x-a\": {shape} }} }}");
            let read = case::read(&text, shipped()).is_ok();
            assert_eq!(read, schema.is_valid(&serde_json::from_str(&text).expect("JSON")), "{shape}");
        }
    }
}

/// Every key of a result is needed, or one of those that stand in a full one; and every word is one of a list.
#[test]
fn a_result_with_a_key_or_a_word_taken_out_is_refused() {
    let unordered = super::built_in().into_iter().find(|catalogue| !catalogue.ordered).expect("one without ranks");
    for catalogue in [shipped(), &unordered] {
        let schema = validator(&schema::result(catalogue));
        let case = if catalogue.ordered { example_cases().remove(0).1 } else { Case::new(catalogue, "empty") };
        let [_, full] = lines(catalogue, &case, None);
        let keys: Vec<String> = full.as_object().expect("an object").keys().cloned().collect();
        for key in &keys {
            let mut less = full.clone();
            less.as_object_mut().expect("an object").remove(key);
            assert_eq!(schema.is_valid(&less), ["file", "line", "purpose"].contains(&key.as_str()), "without {key}");
            let mut other = full.clone();
            other[key] = json!({ "no such key": "no such word" });
            assert!(!schema.is_valid(&other), "another {key}");
            other[key] = json!(["no such word"]);
            assert!(!schema.is_valid(&other), "another {key}");
        }
        let mut more = full.clone();
        more["verdict"] = json!("victim");
        assert!(!schema.is_valid(&more));
        let [ends, set] = [["low", "high"], ["reachable", "superset"]]
            .map(|both| both.iter().all(|key| keys.iter().any(|one| one == key)));
        assert_eq!([ends, set], [catalogue.ordered, !catalogue.ordered]);
    }
}
