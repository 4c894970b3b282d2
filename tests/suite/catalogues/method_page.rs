//! The page on the method: every small case on it comes out as it says.

use crate::files::{root, text};
use crate::generate::{Sample, shipped};
use serde_json::Value;
use tipscreen::case::read;

/// The blocks of JSON on the page, with the line each begins on.
fn blocks() -> Vec<(usize, Value)> {
    let page = text(&root().join("docs/method.md"));
    let mut found = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line == "```json" {
            let block: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let value =
                serde_json::from_str(&block.join("\n")).unwrap_or_else(|fault| panic!("line {}: {fault}", at + 1));
            found.push((at + 1, value));
        }
    }
    found
}

/// What is not as wanted: of a table its keys, of a list all of it, or what it has and what it lacks.
fn differs(path: &str, wanted: &Value, came: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    match wanted {
        Value::Object(keys) if came.is_array() => {
            let has = list(&keys.get("has").cloned().unwrap_or_default());
            let lacks = list(&keys.get("lacks").cloned().unwrap_or_default());
            assert!(
                keys.keys().all(|key| ["has", "lacks"].contains(&key.as_str()))
                    && !(has.is_empty() && lacks.is_empty())
            );
            let there = list(came);
            let missing =
                has.iter().filter(|one| !there.contains(one)).map(|one| format!("{path} has no {one}: {came}"));
            let extra = lacks.iter().filter(|one| there.contains(one)).map(|one| format!("{path} has {one}"));
            missing.chain(extra).collect()
        }
        Value::Object(keys) => keys
            .iter()
            .flat_map(|(key, wanted)| differs(&format!("{path}.{key}"), wanted, &came[key.as_str()]))
            .collect(),
        wanted if wanted == came => Vec::new(),
        wanted => vec![format!("{path}: {wanted}, came out {came}")],
    }
}

#[test]
fn every_small_case_comes_out_as_the_page_says() {
    let blocks = blocks();
    assert!(blocks.len() >= 40 && blocks.len().is_multiple_of(2), "{} blocks", blocks.len());
    let mut wrong = Vec::new();
    for pair in blocks.chunks(2) {
        let [(line, case), (_, wanted)] = pair else { unreachable!() };
        let mut case = case.clone();
        assert!(case["answers"].is_object() && wanted["answers"].is_null(), "line {line}: a case, then its result");
        case["case_id"] = "small".into();
        let case = read(&case.to_string(), shipped()).unwrap_or_else(|problems| panic!("line {line}: {problems:?}"));
        wrong
            .extend(differs("", wanted, &Sample(case).result()).into_iter().map(|what| format!("line {line}: {what}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
