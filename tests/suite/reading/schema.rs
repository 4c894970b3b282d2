//! The JSON Schemas say what the readers take and the writers write: no less, and no more than is told here.

mod broken;
mod faulty;

use crate::files::{below, root, scripts, text};
use crate::generate::{cases, config, retold, shipped};
use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::{self, Case, Derived};
use tipscreen::catalogue::{Catalogue, builtin};
use tipscreen::referral::recommend;
use tipscreen::report::{Envelope, Report, ResultDetail, result_line};
use tipscreen::schema;
use tipscreen::toml_input::SourceFile;

fn validator(schema: &Value) -> Validator {
    if let Err(error) = jsonschema::meta::validate(schema) {
        panic!("no schema: {error}");
    }
    jsonschema::draft202012::options().should_validate_formats(true).build(schema).expect("a schema")
}

fn built_in() -> Vec<Catalogue> {
    builtin::ids().map(|id| Catalogue::builtin(id).expect("there").expect("whole")).collect()
}

fn fits(schema: &Validator, value: &Value, name: &str) {
    let errors: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}:\n{}", errors.join("\n"));
}

/// What stands in TOML as JSON holds it; nothing where the text is not TOML.
fn from_toml(text: &str) -> Option<Value> {
    fn value(toml: toml::Value) -> Value {
        match toml {
            toml::Value::Datetime(moment) => json!(moment.to_string()),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, item)| (key, value(item))).collect(),
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(yes) => json!(yes),
        }
    }
    Some(value(toml::Value::Table(text.trim_start_matches('\u{FEFF}').parse().ok()?)))
}

fn example_cases() -> Vec<(PathBuf, Case)> {
    let files = below(&root().join("examples/cases"), "json").into_iter();
    files.map(|path| (path.clone(), case::read(&text(&path), shipped()).expect("an example is whole"))).collect()
}

/// The result line of a case, short and full.
fn lines(catalogue: &Catalogue, case: &Case, derived: Option<&Derived>) -> [Value; 2] {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let recommendation = recommend(catalogue, case, &assessment);
    let report = Report { derived, ..Report::of(catalogue, case, &assessment, &recommendation, &trace) };
    let line =
        |envelope, detail| serde_json::from_str(&result_line(&report, envelope, detail)).expect("a result is JSON");
    let in_batch = Envelope { file: Some("a.ndjson"), line: Some(1), purpose: Some("training"), ..Envelope::of(case) };
    [line(Envelope::of(case), ResultDetail::Short), line(in_batch, ResultDetail::Full)]
}

#[test]
fn every_example_case_fits() {
    let schema = validator(&schema::case(shipped()));
    let files = below(&root().join("examples/cases"), "json");
    assert!(files.len() > 30);
    for path in files {
        fits(&schema, &serde_json::from_str(&text(&path)).expect("JSON"), &path.display().to_string());
    }
    for line in text(&root().join("examples/cases/all.ndjson")).lines() {
        fits(&schema, &serde_json::from_str(line).expect("JSON"), "all.ndjson");
    }
    fits(&schema, &json!({ "case_id": "x", "answers": {} }), "the least case");
}

#[test]
fn every_example_script_fits() {
    let schema = validator(&schema::script(shipped()));
    let files = scripts();
    assert!(files.len() > 30);
    for path in files {
        fits(&schema, &from_toml(&text(&path)).expect("TOML"), &path.display().to_string());
    }
}

#[test]
fn every_file_of_every_built_in_catalogue_fits() {
    let schema = validator(&schema::catalogue());
    let mut files = 0;
    for id in builtin::ids() {
        for file in builtin::files(id).expect("built in") {
            fits(&schema, &from_toml(&file.text).expect("TOML"), &file.name);
            files += 1;
        }
    }
    assert!(files > 30, "only {files} files");
    let data = root().join("tests/data");
    let shapes = below(&data.join("shapes"), "toml").into_iter();
    for path in shapes.chain([data.join("catalogue/least.toml"), data.join("catalogue/whole.toml")]) {
        fits(&schema, &from_toml(&text(&path)).expect("TOML"), &path.display().to_string());
    }
}

/// Of each built-in catalogue: with its own empty case, and with every example derived from the usual one.
#[test]
fn every_result_fits() {
    let examples = example_cases();
    let mut ranges = [0, 0];
    for catalogue in &built_in() {
        let schema = validator(&schema::result(catalogue));
        let mut results = lines(catalogue, &Case::new(catalogue, "empty"), None).to_vec();
        for (_, case) in &examples {
            if catalogue.id == shipped().id {
                results.extend(lines(catalogue, case, None));
            }
            let derived = Derived::of(case, shipped(), catalogue);
            results.extend(lines(catalogue, &derived.case, Some(&derived)));
        }
        for result in results {
            fits(&schema, &result, &catalogue.name());
            ranges[usize::from(result.get("reachable").is_some())] += 1;
        }
    }
    assert!(ranges.iter().all(|seen| *seen > 100), "ends and sets: {ranges:?}");
}

/// The cases of every catalogue fit its own schema, as they are written.
#[test]
fn every_derived_case_fits_the_schema_of_its_catalogue() {
    for catalogue in &built_in() {
        let schema = validator(&schema::case(catalogue));
        for (path, case) in example_cases() {
            let derived = Derived::of(&case, shipped(), catalogue).case.to_json(catalogue);
            fits(&schema, &serde_json::from_str(&derived).expect("JSON"), &path.display().to_string());
        }
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn every_case_and_every_result_fits(sample in cases(), choices in vec(any::<u64>(), 20)) {
        thread_local! {
            static SCHEMAS: [Validator; 2] = [validator(&schema::case(shipped())), validator(&schema::result(shipped()))];
        }
        let sample = retold(&sample, true, &choices);
        let case = serde_json::from_str(&sample.0.to_json(shipped())).expect("JSON");
        SCHEMAS.with(|[of_case, of_result]| {
            fits(of_case, &case, "a case");
            fits(of_result, &sample.result(), "its result");
        });
    }
}

#[test]
fn the_command_prints_each_schema() {
    let printed = |args: &[&str]| -> Value {
        let mut program = crate::program::program();
        let out = program.args(["catalogue", "schema"]).args(args).output().expect("the program starts");
        assert!(out.status.success() && out.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).expect("JSON")
    };
    let other = Catalogue::builtin("ilo-forced-labour-11").expect("there").expect("whole");
    assert_eq!(printed(&[]), schema::case(shipped()));
    assert_eq!(printed(&["case", "--catalogue", "ilo-forced-labour-11"]), schema::case(&other));
    assert_eq!(printed(&["result", "--catalogue", "ilo-forced-labour-11"]), schema::result(&other));
    assert_eq!(printed(&["script"]), schema::script(shipped()));
    assert_eq!(printed(&["catalogue"]), schema::catalogue());
    for kind in ["case", "result", "script", "catalogue"] {
        let schema = printed(&[kind]);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
        for key in ["title", "description", "$comment"] {
            assert!(schema[key].as_str().is_some_and(|text| !text.is_empty()), "{kind} has no {key}");
        }
        assert!(schema.get("$id").is_none(), "{kind} has an invented address");
    }
}

/// Patterns hold only what the standard recommends, since each validator has regular expressions of its own.
#[test]
fn every_pattern_is_one_that_all_languages_read_alike() {
    fn patterns<'s>(schema: &'s Value, found: &mut Vec<&'s str>) {
        match schema {
            Value::Object(map) => {
                found.extend(map.get("pattern").and_then(Value::as_str));
                let keys = map.get("patternProperties").and_then(Value::as_object);
                found.extend(keys.into_iter().flat_map(serde_json::Map::keys).map(String::as_str));
                map.values().for_each(|one| patterns(one, found));
            }
            Value::Array(items) => items.iter().for_each(|one| patterns(one, found)),
            _ => {}
        }
    }
    let mut found = 0;
    for catalogue in &built_in() {
        for schema in
            [schema::case(catalogue), schema::result(catalogue), schema::script(catalogue), schema::catalogue()]
        {
            let mut all = Vec::new();
            patterns(&schema, &mut all);
            found += all.len();
            for pattern in all {
                let after = pattern.match_indices('\\').map(|(at, _)| pattern[at + 1..].chars().next());
                // Of escapes, only those of signs that mean something in a pattern.
                let own = after.collect::<Vec<_>>();
                assert!(own.iter().all(|c| c.is_some_and(|c| "[]\\^-".contains(c))), "{pattern}");
                assert!(!pattern.contains("(?") && !pattern.contains("*?") && !pattern.contains("+?"), "{pattern}");
                assert!(pattern.chars().all(|c| c <= '\u{FFFF}'), "{pattern}");
            }
        }
    }
    assert!(found > 100, "only {found} patterns");
}

/// What a schema is printed as means what it is, and shows on every terminal.
#[test]
fn a_printed_schema_is_plain() {
    for of in ["case", "result", "script", "catalogue"] {
        let mut program = crate::program::program();
        let out = program.args(["catalogue", "schema", of]).output().expect("the program starts").stdout;
        assert!(out.iter().all(|byte| (b' '..=b'~').contains(byte) || *byte == b'\n'), "{of}");
    }
}

/// Editors show these where something is typed.
#[test]
fn every_table_has_a_title_and_says_what_it_is_about() {
    fn walk(schema: &Value, at: &str, tables: &mut usize, lacking: &mut Vec<String>) {
        if schema["additionalProperties"] == json!(false) && schema["properties"].is_object() {
            *tables += 1;
            let filled = |key: &str| schema[key].as_str().is_some_and(|text| !text.is_empty());
            lacking.extend((!filled("title") || !filled("description")).then(|| at.to_owned()));
        }
        match schema {
            Value::Object(map) => map.iter().for_each(|(key, one)| walk(one, &format!("{at}/{key}"), tables, lacking)),
            Value::Array(items) => items.iter().for_each(|one| walk(one, at, tables, lacking)),
            _ => {}
        }
    }
    let (mut tables, mut lacking) = (0, Vec::new());
    let all = [schema::case(shipped()), schema::result(shipped()), schema::script(shipped()), schema::catalogue()];
    for schema in &all {
        walk(schema, "", &mut tables, &mut lacking);
    }
    assert_eq!(lacking, Vec::<String>::new());
    assert!(tables > 100, "only {tables} tables");
}

#[test]
fn a_schema_of_a_catalogue_knows_no_id_of_another() {
    let other = Catalogue::builtin("ilo-forced-labour-11").expect("there").expect("whole");
    let case = json!({ "case_id": "x", "answers": { (shipped().indicators[0].id.clone()): "present" } });
    assert!(validator(&schema::case(shipped())).is_valid(&case));
    assert!(!validator(&schema::case(&other)).is_valid(&case));
    let schema = schema::catalogue().to_string();
    let ids = shipped().indicators.iter().map(|one| format!("\"{}\"", one.id));
    assert_eq!(ids.filter(|id| schema.contains(id)).collect::<Vec<_>>(), Vec::<String>::new(), "in the format itself");
}

fn source(text: String) -> SourceFile {
    SourceFile { name: "a file".to_owned(), text }
}
