//! `train agree`: raters side by side.

use super::{err, out, train};
use crate::files::{root, text};
use serde_json::{Value, json};
use std::path::Path;

/// Three raters of two cases, and what they marked; none: not asked about.
const MARKED: [[[&str; 3]; 3]; 2] = [
    // documents-withheld, hours-excessive, debt-bondage
    [["present", "present", "absent"], ["present", "absent", "absent"], ["present", "present", "unknown"]],
    [["absent", "present", "present"], ["absent", "present", "present"], ["absent", "present", ""]],
];

fn write_cases(folder: &Path) {
    for rater in 0..3 {
        let name = ["anan", "bopha", "chit"][rater];
        std::fs::create_dir_all(folder.join(name)).expect("a folder");
        for (case, marked) in MARKED.iter().enumerate() {
            let ids = ["documents-withheld", "hours-excessive", "debt-bondage"];
            let answers: serde_json::Map<String, Value> = ids
                .iter()
                .zip(marked[rater])
                .filter(|(_, word)| !word.is_empty())
                .map(|(id, word)| ((*id).to_owned(), json!(word)))
                .collect();
            let object = json!({ "case_id": format!("case-{case}"), "purpose": "training", "answers": answers });
            std::fs::write(folder.join(name).join(format!("{case}.json")), object.to_string()).expect("a file");
        }
    }
}

#[test]
fn raters_are_counted_as_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    write_cases(folder.path());
    let agreed = train(folder.path(), &["agree", "anan", "bopha", "chit", "--format", "json"], "");
    assert_eq!(agreed.status.code(), Some(0), "{}", err(&agreed));
    let told: Value = serde_json::from_str(&out(&agreed)).expect("one object");
    assert_eq!(told["cases"], json!(["case-0", "case-1"]));
    let sign = |id: &str| {
        let signs = told["signs"].as_array().expect("a list");
        signs.iter().find(|sign| sign["id"] == id).expect("the sign").clone()
    };
    // Three pairs a case, all of one mind over two cases, with two categories used.
    assert_eq!(sign("documents-withheld")["agreeing_pairs"], json!([6, 6]));
    assert_eq!(sign("documents-withheld")["fleiss_kappa"], json!({ "value": 1.0, "units": 2 }));
    // Case 0: one of three pairs agrees; case 1: all three.
    assert_eq!(sign("hours-excessive")["agreeing_pairs"], json!([4, 6]));
    // Case 0: one of three pairs; case 1: the one pair of the two who rated it.
    assert_eq!(sign("debt-bondage")["agreeing_pairs"], json!([2, 4]));
    assert_eq!(sign("debt-bondage")["fleiss_kappa"]["units"], json!(1), "Fleiss takes what all rated");
    assert_eq!(sign("debt-bondage")["alpha"]["units"], json!(2), "alpha takes what two rated");
    assert_eq!(sign("debt-bondage")["named"], json!({ "absent": 2, "present": 2, "unknown": 1 }));
    // Nobody rated it: no pair, and no figure.
    assert_eq!(sign("kept-at-sea").get("agreeing_pairs"), None);
    assert_eq!(sign("kept-at-sea")["alpha"]["undefined"], json!("one rater"));
    assert_eq!(told["signs_together"]["agreeing_pairs"], json!([12, 16]));
}

#[test]
fn cases_without_a_partner_are_named_with_whose_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    write_cases(folder.path());
    let more = |rater: &str, id: &str| {
        let object = json!({ "case_id": id, "purpose": "training", "answers": {} });
        std::fs::write(folder.path().join(rater).join(format!("more-{}.json", id.len())), object.to_string())
            .expect("a file");
    };
    more("anan", "case-7");
    more("chit", "kase-1");
    // The same id in other letters, or with a blank, is the same case.
    more("anan", "Nguyễn");
    more("bopha", "Nguye\u{302}\u{303}n ");
    let agreed = train(folder.path(), &["agree", "anan", "bopha", "chit", "--format", "json"], "");
    let told: Value = serde_json::from_str(&out(&agreed)).expect("one object");
    assert_eq!(told["cases"], json!(["Nguyễn", "case-0", "case-1"]));
    let alone = json!([{ "rater": "anan", "cases": ["case-7"] }, { "rater": "chit", "cases": ["kase-1"] }]);
    assert_eq!(told["without_partner"], alone);
    let agreed = out(&train(folder.path(), &["agree", "anan", "bopha", "chit"], ""));
    assert!(
        agreed.contains("Not compared") && agreed.contains("- anan: case-7") && agreed.contains("- chit: kase-1"),
        "{agreed}"
    );
    // Where all have partners there is nothing to tell.
    let agreed = train(folder.path(), &["agree", "anan", "anan", "--format", "json"], "");
    let told: Value = serde_json::from_str(&out(&agreed)).expect("one object");
    assert_eq!(told["without_partner"], json!([]));
    // Where none has one, it is told whose they are.
    for id in 0..25 {
        std::fs::write(folder.path().join(format!("{id}.json")), "").expect("a file");
    }
    let many: Vec<Value> =
        (0..25).map(|id| json!({ "case_id": format!("m{id:02}"), "purpose": "training", "answers": {} })).collect();
    std::fs::write(folder.path().join("many.json"), json!(many).to_string()).expect("a file");
    let agreed = train(folder.path(), &["agree", "anan", "many.json"], "");
    assert_eq!(agreed.status.code(), Some(1));
    let said = err(&agreed);
    assert!(
        said.contains("no case was rated by two") && said.contains("anan: Nguyễn, case-0, case-1, case-7"),
        "{said}"
    );
    assert!(
        said.contains("many.json: m00, m01") && said.contains("m19, and 5 more") && !said.contains("m20"),
        "{said}"
    );
}

#[test]
fn the_signs_that_divide_come_first() {
    let folder = tempfile::tempdir().expect("a folder");
    write_cases(folder.path());
    let agreed = out(&train(folder.path(), &["agree", "anan", "bopha", "chit"], ""));
    let at = |id: &str| agreed.find(&format!("({id})"));
    assert!(at("debt-bondage").expect("told") < at("hours-excessive").expect("told"), "{agreed}");
    assert_eq!(at("documents-withheld"), None, "all are of one mind: {agreed}");
    assert!(agreed.contains("Agreement is not being right"), "{agreed}");
}

#[test]
fn two_raters_have_cohens_kappa_and_a_script_is_the_measure_of_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = text(&root().join("examples/cases/domestic-worker-passport-kept.json"));
    let mut other: Value = serde_json::from_str(&case).expect("JSON");
    other["answers"]["documents-withheld"] = json!("absent");
    std::fs::write(folder.path().join("a.json"), &case).expect("a file");
    std::fs::write(folder.path().join("b.json"), other.to_string()).expect("a file");
    let key = root().join("examples/synthetic/domestic-worker-passport-kept.toml").display().to_string();
    let agreed = train(folder.path(), &["agree", "a.json", "b.json", "--key", &key, "--format", "json"], "");
    let told: Value = serde_json::from_str(&out(&agreed)).expect("one object");
    assert!(told["signs_together"]["cohen_kappa"]["value"].is_f64(), "{told}");
    assert_eq!(told["finding"]["as_script"], json!([1, 2]));
    let papers = told["signs"].as_array().expect("a list").iter().find(|sign| sign["id"] == "documents-withheld");
    assert_eq!(papers.expect("the sign")["as_script"], json!([1, 2]));
}

#[test]
fn what_can_not_be_compared_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    write_cases(folder.path());
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("real.json", r#"{"case_id":"case-0","answers":{}}"#);
    write("elsewhere.json", r#"{"case_id":"case-9","purpose":"training","answers":{}}"#);
    write(
        "twice.json",
        r#"[{"case_id":"x","purpose":"training","answers":{}},{"case_id":"x","purpose":"training","answers":{}}]"#,
    );
    write("bad.json", "{");
    for (paths, told) in [
        (vec!["anan"], "two raters are needed"),
        (vec!["anan", "real.json"], "compare each kind alone"),
        (vec!["anan/0.json", "elsewhere.json"], "no case was rated by two"),
        (vec!["twice.json", "anan"], "twice.json holds the case `x` twice"),
    ] {
        let agreed = train(folder.path(), &[&["agree"], paths.as_slice()].concat(), "");
        assert_eq!(agreed.status.code(), Some(1), "{paths:?}");
        assert!(err(&agreed).contains("error[no-agreement]") && err(&agreed).contains(told), "{}", err(&agreed));
    }
    let agreed = train(folder.path(), &["agree", "anan", "bopha", "bad.json"], "");
    assert_eq!(agreed.status.code(), Some(1), "a file that can't be read is no silence");
    assert!(err(&agreed).contains("bad.json") && out(&agreed).contains("3 raters"), "{}{}", err(&agreed), out(&agreed));
}
