//! What `catalogue diff` tells: everything that changes a fingerprint, and nothing else; and which findings move.

use crate::files::{root, text};
use std::process::{Output, Stdio};
use tipscreen::catalogue::{Catalogue, Diff};
use tipscreen::toml_input::SourceFile;

fn least() -> String {
    text(&root().join("tests/data/catalogue/least.toml"))
}

fn read(text: &str) -> Catalogue {
    let file = SourceFile { name: "changed.toml".to_owned(), text: text.to_owned() };
    Catalogue::read(vec![file]).unwrap_or_else(|faults| panic!("{:?}\n{text}", faults.problems))
}

/// Changes to the least catalogue: what is written in place of what, and the places that are told: in meaning, in texts.
const CHANGES: [(&str, &str, &[&str], &[&str]); 12] = [
    (
        "adult = \"medium\", child = \"strong\"",
        "adult = \"weak\", child = \"strong\"",
        &["indicators/papers-kept/class"],
        &[],
    ),
    (
        "prompt = \"Where are your papers now?\"",
        "prompt = \"Who has your papers?\"",
        &[],
        &["indicators/papers-kept/prompt"],
    ),
    ("serious = \"for a month\"", "serious = \"for two months\"", &[], &["indicators/papers-kept/severity"]),
    ("fact = \"pay-due\", is = \"yes\"", "fact = \"pay-due\", is = \"no\"", &["indicators/pay-withheld/ask_if"], &[]),
    ("is = \"positive\" }", "is = \"shown\" }", &["findings/grounds/when"], &[]),
    (
        "positive_when = [{ strong = 1 }, { medium = 2 }]",
        "positive_when = [{ strong = 1 }]",
        &["areas/control/patterns"],
        &[],
    ),
    ("medium = 2, strong = 4", "medium = 3, strong = 4", &["points"], &[]),
    (
        "minor = \"medium\", serious = \"medium\", severe = \"strong\"",
        "minor = \"medium\", serious = \"strong\", severe = \"strong\"",
        &["strength"],
        &[],
    ),
    ("title = \"Grounds\"", "title = \"Good grounds\"", &[], &["findings/grounds/title"]),
    ("caveat = \"A screening aid, never a verdict.\"", "caveat = \"Never a verdict.\"", &[], &["head/caveat"]),
    (
        "id = \"pay-withheld\"",
        "id = \"pay-kept\"",
        &["areas/control/counts", "indicators/pay-kept", "indicators/pay-withheld"],
        &["indicators/pay-kept", "indicators/pay-withheld"],
    ),
    ("version = \"1.0.0\"", "version = \"1.0.1\"", &[], &[]),
];

#[test]
fn each_change_is_told_at_its_place_and_nothing_else() {
    let old = read(&least());
    for (from, to, method, texts) in CHANGES {
        assert!(least().contains(from), "{from}");
        let new = read(&least().replacen(from, to, 1));
        let diff = Diff::of(&old, &new);
        let places = |differences: &[tipscreen::catalogue::Difference]| {
            let mut places: Vec<String> = differences.iter().map(|one| one.path.join("/")).collect();
            places.sort();
            places
        };
        assert_eq!(places(&diff.method), method, "{to}");
        assert_eq!(places(&diff.texts), texts, "{to}");
        assert_eq!(diff.method.is_empty(), old.method_fingerprint() == new.method_fingerprint(), "{to}");
        assert_eq!(diff.texts.is_empty(), old.texts_fingerprint() == new.texts_fingerprint(), "{to}");
    }
}

#[test]
fn moving_a_table_is_no_difference() {
    let (head, rest) = {
        let whole = least();
        let at = whole.find("[[indicator]]").expect("there");
        (whole[..at].to_owned(), whole[at..].to_owned())
    };
    let mut tables: Vec<String> = rest.split("\n[[").map(|table| table.trim_start_matches("[[").to_owned()).collect();
    tables.reverse();
    let moved = format!("{head}[[{}", tables.join("\n[["));
    assert_ne!(moved, least());
    assert!(Diff::of(&read(&least()), &read(&moved)).is_empty());
}

fn diff(args: &[&str]) -> Output {
    let all = ["catalogue", "diff"].iter().chain(args);
    crate::program::program().args(all).current_dir(root()).stdin(Stdio::null()).output().expect("the program starts")
}

#[test]
fn every_finding_that_moves_is_told_with_its_rule() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let old = write("old.toml", &least());
    let new = write(
        "new.toml",
        &least().replacen("adult = \"medium\", child = \"strong\"", "adult = \"strong\", child = \"strong\"", 1),
    );
    let cases = write(
        "cases.ndjson",
        "{\"case_id\":\"moves\",\"answers\":{\"papers-kept\":\"present\"}}\n{\"case_id\":\"stays\",\"answers\":{}}\n",
    );
    let out = diff(&[&old, &new, &cases]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let told = String::from_utf8(out.stdout).expect("text");
    for part in [
        "CASES (1 of 2 findings move)",
        "- moves: none-recorded → grounds",
        "now, because of: “Control” meets its pattern",
        "changed: indicators / papers-kept / class",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(!told.contains("stays"), "{told}");
    let json = diff(&[&old, &new, &cases, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["cases"]["moved"][0]["case_id"], "moves");
    assert_eq!(json["method"][0]["path"], serde_json::json!(["indicators", "papers-kept", "class"]));
}

#[test]
fn a_catalogue_does_not_differ_from_itself() {
    let out = diff(&["asean-commit", "asean-commit", "examples/cases/all.ndjson"]);
    let told = String::from_utf8(out.stdout).expect("text");
    assert!(
        told.contains("No difference, in meaning or in texts.") && told.contains("(0 of 76 findings move)"),
        "{told}"
    );
}
