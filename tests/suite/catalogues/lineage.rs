//! Answers carry over as they are where an id means the same: between editions, to a catalogue that is based on another one,
//! and where nothing differs that can change a result. `diff`, `score`, `batch` and `batch --compare` come to the same.

use crate::batch::{came, piped};
use crate::files::{below, root, text};
use crate::generate::{cases, config, shipped};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::{Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;
use tipscreen::assessment::assess;
use tipscreen::case::{self, AnswerSets, Case, CompiledCrosswalk, Derived, Presence, Skimmed};
use tipscreen::catalogue::{Catalogue, MethodMatch};
use tipscreen::toml_input::SourceFile;

const EXAMPLES: &str = "examples/cases/all.ndjson";

/// A copy of the built-in catalogue, changed; with the folder it stands in.
struct Copy {
    folder: TempDir,
    catalogue: Catalogue,
}

impl Copy {
    fn of(change: impl Fn(&str, String) -> String) -> Self {
        let (folder, from) = (tempfile::tempdir().expect("a folder"), root().join("indicators/asean-commit"));
        let mut files = Vec::new();
        for path in below(&from, "toml") {
            let inner = path.strip_prefix(&from).expect("below it");
            let text = change(inner.to_str().expect("a name"), text(&path));
            let to = folder.path().join(inner);
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::write(&to, &text).expect("a file");
            files.push(SourceFile { name: to.display().to_string(), text });
        }
        let catalogue = Catalogue::read(files).unwrap_or_else(|faults| panic!("{:?}", faults.problems));
        Self { folder, catalogue }
    }

    fn path(&self) -> String {
        format!("{}/", self.folder.path().display())
    }
}

const ID: &str = "id = \"asean-commit\"\n";

fn named(text: &str, head: &str) -> String {
    text.replacen(ID, &format!("id = \"mine\"\n{head}"), 1)
}

/// Localised: an id of its own, other words, the same rules.
static LOCALISED: LazyLock<Copy> = LazyLock::new(|| {
    Copy::of(|_, text| named(&text, "").replace("Where are your papers now?", "Where do you keep your papers?"))
});

/// Based on the built-in one, and changed: another class, an indicator without degrees, one that is gone, one under another
/// id, two that became one, a fact without one of its values, a fact that is gone, and new ones.
static CHANGED: LazyLock<Copy> = LazyLock::new(|| {
    let copy = Copy::of(|file, text| {
        let mut text = named(&text, "based_on = \"asean-commit\"\n");
        text = text.replace(
            "class = { adult = \"medium\", child = \"medium\" }",
            "class = { adult = \"strong\", child = \"strong\" }",
        );
        text = text.replace("\"hours-excessive\"", "\"hours-too-long\"").replace("\"low-pay\"", "\"paid-little\"");
        text = text.replace("  { id = \"health-staff\", text = \"Health staff\" },\n", "");
        if file == "control.toml" {
            text.push_str(MORE);
        }
        without_degrees(&text, "documents-withheld")
    });
    let ids: Vec<&str> = copy.catalogue.retired.iter().map(|one| one.id.as_str()).collect();
    assert!(ids.contains(&"hours-excessive") && ids.contains(&"low-pay"), "{ids:?}");
    copy
});

/// What the changed catalogue has beyond: the ids that were retired, and a question of its own that cites what others cite.
const MORE: &str = r#"
[[retired]]
id = "hours-excessive"
replaced_by = "hours-too-long"

[[retired]]
id = "low-pay"
replaced_by = "documents-withheld"

[[indicator]]
id = "kept-in-a-compound"
statement = "The person is kept behind a wall with many others"
prompt = "Who else is there with you?"
section = "freedom"
dimensions = ["control"]
class = { adult = "strong", child = "strong" }
class_from = "tipscreen"
severity = "none"
origin = [{ source = "ilo-forced-labour-2012", item = "restriction of movement", covers = "same" }]
who_asks = { adult = "anyone", child = "child-specialist" }
"#;

/// Takes the degrees of an indicator out.
fn without_degrees(text: &str, id: &str) -> String {
    let Some(begins) = text.find(&format!("id = \"{id}\"\n")) else { return text.to_owned() };
    let at = begins + text[begins..].find("severity = {").expect("degrees");
    let end = at + text[at..].find('\n').expect("an end");
    format!("{}severity = \"none\"{}", &text[..at], &text[end..])
}

fn tipscreen(args: &[&str]) -> Output {
    let mut command = crate::program::program();
    command.args(args).env_remove("TIPSCREEN_COUNTRIES").env("XDG_CONFIG_HOME", "/nowhere");
    command.current_dir(root()).stdin(Stdio::null()).output().expect("the program starts")
}

fn lines(out: &Output) -> Vec<Value> {
    let text = String::from_utf8(out.stdout.clone()).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn findings(results: &[Value]) -> BTreeMap<String, String> {
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    results.iter().map(|one| (word(&one["case_id"]), word(&one["finding"]))).collect()
}

/// The findings of the examples by a catalogue, from `score`; that nothing was refused.
fn scored(catalogue: &str) -> BTreeMap<String, String> {
    let out = tipscreen(&["score", EXAMPLES, "--catalogue", catalogue, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    findings(&lines(&out))
}

/// What `diff` says moves, put onto the findings by the built-in catalogue.
fn by_diff(catalogue: &str) -> (BTreeMap<String, String>, Value) {
    let out = tipscreen(&["catalogue", "diff", "asean-commit", catalogue, EXAMPLES, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let diff: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let mut findings = scored("asean-commit");
    for one in diff["cases"]["moved"].as_array().expect("a list") {
        let [id, to] = ["case_id", "to"].map(|key| one[key].as_str().expect("a word").to_owned());
        assert_eq!(findings.insert(id, to).as_deref(), one["from"].as_str());
    }
    (findings, diff)
}

#[test]
fn a_localised_copy_with_the_same_rules_moves_nothing() {
    let based = Copy::of(|_, text| {
        named(&text, "based_on = \"asean-commit\"\n").replace("Where are your papers now?", "And your papers?")
    });
    for copy in [&*LOCALISED, &based] {
        assert_eq!(copy.catalogue.method_fingerprint(), shipped().method_fingerprint());
        let path = copy.path();
        let (findings, diff) = by_diff(&path);
        assert_eq!(diff["cases"]["moved"], json!([]));
        assert_eq!((&diff["by_id"], &diff["method"]), (&json!(true), &json!([])));
        assert_eq!(scored(&path), findings, "score and diff agree");
        let out = tipscreen(&["batch", EXAMPLES, "--catalogue", &path]);
        let told = String::from_utf8_lossy(&out.stderr);
        assert!(told.contains("76 results, 0 rejected"), "{told}");
        assert_eq!(self::findings(&lines(&out)), findings);
        let input = std::fs::read(root().join(EXAMPLES)).expect("the cases");
        let args = ["--compare", &path, "--purpose", "training", "--suppress", "0", "--format", "json"];
        let summary: Value = serde_json::from_str(&came(&piped(&args, &input), 0).0).expect("JSON");
        assert_eq!(summary["compared_with"]["agreement"]["same"], json!(76));
    }
}

/// What was changed moves findings, and no answer is lost: each way of scoring comes to the same.
#[test]
fn every_way_to_a_changed_copy_comes_to_the_same() {
    let path = CHANGED.path();
    let (findings, diff) = by_diff(&path);
    let moved = diff["cases"]["moved"].as_array().expect("a list").len();
    assert!(moved > 3, "{moved} move");
    assert_eq!(scored(&path), findings, "score and diff agree");
    let out = tipscreen(&["batch", EXAMPLES, "--catalogue", &path]);
    assert_eq!(self::findings(&lines(&out)), findings, "{}", String::from_utf8_lossy(&out.stderr));
    // Through the catalogue they were answered with.
    let out = tipscreen(&["score", EXAMPLES, "--catalogue", "asean-commit", "--catalogue", &path, "--format", "json"]);
    let there: Vec<Value> = lines(&out).into_iter().filter(|one| one["derived_from"].is_string()).collect();
    assert_eq!(self::findings(&there), findings);
    let beyond = there[0]["not_derived"].as_array().expect("a list");
    assert_eq!(beyond.len(), 2, "what it asks beyond was not asked: {beyond:?}");
    assert!(["kept-in-a-compound", "paid-little"].iter().all(|id| beyond.contains(&json!(id))), "{beyond:?}");
}

#[test]
fn what_has_no_place_is_told() {
    // One indicator and one value are gone.
    let copy = Copy::of(|_, text| {
        let text = named(&text, "based_on = \"asean-commit\"\n").replace("\"low-pay\"", "\"paid-little\"");
        text.replace("  { id = \"health-staff\", text = \"Health staff\" },\n", "")
    });
    let line = r#"{"case_id":"x","catalogue":{"id":"asean-commit"},"facts":{"screener":["health-staff"],"Nguyen":"yes"},"answers":{"low-pay":"present","documents-withheld":"present"}}"#;
    let case = case::read(line, &copy.catalogue).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(case.recorded_for.as_deref(), Some("asean-commit"));
    assert_eq!(case.without_place, ["screener", "Nguyen", "low-pay"]);
    let kept = copy.catalogue.find_indicator("documents-withheld").expect("there");
    assert_eq!(case.presence(kept), Presence::Present);
    // In whichever order the keys stand.
    let turned = r#"{"case_id":"x","answers":{"low-pay":"present","documents-withheld":"present"},"facts":{"screener":["health-staff"],"Nguyen":"yes"},"catalogue":{"id":"asean-commit"}}"#;
    let other = case::read(turned, &copy.catalogue).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(other.as_ref(), case.as_ref() as &AnswerSets);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.json");
    std::fs::write(&file, line).expect("a file");
    let file = file.display().to_string();
    let out = tipscreen(&["score", &file, "--catalogue", &copy.path()]);
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(told.contains("recorded for asean-commit") && told.contains("screener, low-pay, 1 under an id"), "{told}");
    assert!(!told.contains("Nguyen"), "a key may hold anything: {told}");
    let out = tipscreen(&["batch", &file, "--catalogue", &copy.path()]);
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains("1 hold answers that have no place in mine@"), "{told}");
    let plain = line.replace(",\"Nguyen\":\"yes\"", "");
    std::fs::write(&file, plain).expect("a file");
    let out = tipscreen(&["catalogue", "diff", "asean-commit", &copy.path(), &file]);
    let told = String::from_utf8_lossy(&out.stdout);
    assert!(told.contains("- low-pay (1 of 1 cases)") && told.contains("- screener (1 of 1 cases)"), "{told}");
    // Of its own cases an unknown id is an error, as ever: it may be misspelt.
    let own = line.replace("\"asean-commit\"", "\"mine\"");
    assert!(case::read(&own, &copy.catalogue).is_err());
}

/// Old cases hold a fingerprint of an earlier way, and are taken all the same; that is no tampering.
#[test]
fn cases_with_an_earlier_fingerprint_are_taken_and_said_to_be_so() {
    let old = format!("sha256:{}", "0123456789abcdef".repeat(4));
    let line = format!(
        r#"{{"case_id":"x","catalogue":{{"id":"asean-commit","method":"{old}"}},"answers":{{"debt-bondage":"present"}}}}"#
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.json");
    std::fs::write(&file, &line).expect("a file");
    let file = file.display().to_string();
    for catalogue in ["asean-commit", &LOCALISED.path(), &CHANGED.path()] {
        let out = tipscreen(&["score", &file, "--catalogue", catalogue]);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(0), "{catalogue}: {told}");
        assert!(told.contains("an older kind of rules fingerprint") && !told.contains("error"), "{told}");
        let out = tipscreen(&["batch", &file, "--catalogue", catalogue]);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(0), "{catalogue}: {told}");
        assert!(told.contains("1 were recorded with an older kind of rules fingerprint"), "{told}");
        let out = tipscreen(&["batch", &file, "--catalogue", catalogue, "--on-version-change", "refuse"]);
        assert_eq!(out.status.code(), Some(1), "nobody can tell: it is refused where that is asked for");
    }
    let now = shipped().method_fingerprint().to_string();
    let of = |method: &str| shipped().rules_of(method);
    assert_eq!([of(""), of(&now), of(&old)], [MethodMatch::Same, MethodMatch::Same, MethodMatch::NotComparable]);
    let other = CHANGED.catalogue.method_fingerprint().to_string();
    assert_eq!(
        [of(&other), of(&format!("{old}/3")), of("sha256:made-up")],
        [MethodMatch::Other, MethodMatch::NotComparable, MethodMatch::Other]
    );
}

#[test]
fn a_catalogue_may_be_based_on_several_and_need_not_have_them() {
    let read = |head: &str| {
        let least = text(&root().join("tests/data/catalogue/least.toml"));
        let text = least.replacen("version = \"1.0.0\"", &format!("version = \"1.0.0\"\n{head}"), 1);
        Catalogue::read(vec![SourceFile { name: "least.toml".to_owned(), text }])
    };
    let parents = |head: &str| read(head).expect("whole").based_on;
    assert_eq!(parents("based_on = \"nobody-has-it\""), ["nobody-has-it"]);
    assert_eq!(parents("based_on = [\"nearest\", \"further\"]"), ["nearest", "further"]);
    let own = read("").expect("whole").id;
    for (head, code) in [
        (format!("based_on = \"{own}\""), "wrong-value"),
        ("based_on = [\"a\", \"a\"]".to_owned(), "duplicate-id"),
        ("based_on = \"A b\"".to_owned(), "bad-id"),
        ("based_on = 1".to_owned(), "wrong-type"),
    ] {
        let faults = read(&head).expect_err("refused");
        assert_eq!(faults.problems[0].code.word(), code, "{head}");
    }
    // Every one of them counts; two that are merely based on the same one do not share what each added.
    let grandchild = read("based_on = [\"mine\", \"asean-commit\"]").expect("whole");
    assert!(grandchild.shares_ids_with(shipped()) && shipped().shares_ids_with(&grandchild));
    assert!(grandchild.shares_ids_with(&CHANGED.catalogue));
    let sibling = read("based_on = \"asean-commit\"").expect("whole");
    assert!(sibling.shares_ids_with(shipped()) && !sibling.shares_ids_with(&CHANGED.catalogue));
    assert!(!read("").expect("whole").shares_ids_with(shipped()));
}

/// A case of any other catalogue is refused as before, at its place.
#[test]
fn a_case_of_another_catalogue_is_refused() {
    for id in ["ilo-forced-labour-11", "mine", "no-such"] {
        let line = format!(
            r#"{{"case_id":"x","catalogue":{{"id":"{id}","method":"sha256:x/2"}},"answers":{{"zzz":"present"}}}}"#
        );
        let error = case::read(&line, shipped()).expect_err("refused");
        assert_eq!((error.code.word(), error.path.as_str()), ("other-catalogue", "$.catalogue.id"), "{id}");
    }
}

proptest! {
    #![proptest_config(config(200))]

    /// A case as its file is read by the other catalogue, as it is derived, and what counts of it as a batch carries it.
    #[test]
    fn read_derived_and_bridged_are_the_same(sample in cases()) {
        let line = sample.0.to_json(shipped());
        for copy in [&*LOCALISED, &*CHANGED] {
            let to = &copy.catalogue;
            let derived = Derived::of(&sample.0, shipped(), to);
            let read = case::read(&line, to).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let same = |one: &Case, other: &Case| one.facts() == other.facts() && one.to_json(to) == other.to_json(to);
            let mut read_as_new = read.clone();
            (read_as_new.method, read_as_new.recorded_for, read_as_new.without_place) = Default::default();
            prop_assert!(same(&derived.case, &read_as_new), "{}\n{}", derived.case.to_json(to), read_as_new.to_json(to));
            let mut told = read.without_place.clone();
            told.sort();
            let mut expected = derived.without_place.clone();
            expected.sort();
            prop_assert_eq!(told, expected);
            let mut skimmed = Skimmed::new(shipped());
            skimmed.take(&sample.0);
            let mut counted = AnswerSets::new(to);
            CompiledCrosswalk::between(shipped(), to).carry(&skimmed, &mut counted);
            let expected: &AnswerSets = derived.case.as_ref();
            prop_assert_eq!(&counted, expected);
            prop_assert_eq!(assess(to, &read, &mut ()).finding, assess(to, &derived.case, &mut ()).finding);
        }
    }
}
