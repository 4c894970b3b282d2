//! Comparisons of two catalogues over a batch: the numbers are those of `catalogue diff` and of each case by itself.

use crate::batch::{piped, program};
use crate::files::{below, root, text};
use crate::generate::{cases, config, shipped};
use crate::summary::{came, joined, screened};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use tipscreen::assessment::assess;
use tipscreen::case::{Answer, AnswerSets, Case, CompiledCrosswalk, Derived, Presence, Skimmed};
use tipscreen::catalogue::{Catalogue, builtin};
use tipscreen::condition::IndicatorIx;
use tipscreen::toml_input::SourceFile;

/// Counts by row and column of a table; the ids of a row joined by ` × `. Noughts are left out.
type Counts = BTreeMap<[String; 2], u64>;

const EXAMPLES: &str = "examples/cases/all.ndjson";

fn read(files: Vec<SourceFile>) -> Catalogue {
    Catalogue::read(files).unwrap_or_else(|faults| panic!("{:?}", faults.problems))
}

fn method(id: &str) -> Catalogue {
    read(builtin::files(id).expect("built in"))
}

/// The same catalogue, with strong signs only medium and medium ones strong.
static CHANGED: LazyLock<(TempDir, Catalogue)> = LazyLock::new(|| {
    let (folder, from) = (tempfile::tempdir().expect("a folder"), root().join("indicators/asean-commit"));
    let mut files = Vec::new();
    for path in below(&from, "toml") {
        let inner = path.strip_prefix(&from).expect("below it");
        let changed = text(&path)
            .replacen("version = \"0.1.0\"", "version = \"0.2.0\"", 1)
            .replace("class = { adult = \"strong\"", "class = { adult = \"was-strong\"")
            .replace(
                "class = { adult = \"medium\", child = \"medium\" }",
                "class = { adult = \"strong\", child = \"strong\" }",
            )
            .replace("\"was-strong\"", "\"medium\"");
        let to = folder.path().join(inner);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        std::fs::write(&to, &changed).expect("a file");
        files.push(SourceFile { name: to.display().to_string(), text: changed });
    }
    (folder, read(files))
});

pub fn changed_path() -> String {
    CHANGED.0.path().display().to_string()
}

fn table<'s>(summary: &'s Value, id: &str) -> Option<&'s Value> {
    summary["tables"].as_array().expect("tables").iter().find(|table| table["id"] == id)
}

fn counts(summary: &Value, id: &str) -> Counts {
    let word = |value: &Value| value.as_str().expect("an id").to_owned();
    let mut counts = Counts::new();
    let Some(table) = table(summary, id) else { return counts };
    for row in table["rows"].as_array().expect("rows") {
        let ids: Vec<String> = row["of"].as_array().expect("labels").iter().map(|label| word(&label["id"])).collect();
        for (column, count) in
            table["columns"].as_array().expect("columns").iter().zip(row["counts"].as_array().expect("counts"))
        {
            let key = [ids.join(" × "), word(&column["id"])];
            counts.extend(count.as_u64().filter(|count| *count > 0).map(|count| (key, count)));
        }
    }
    counts
}

fn add(counts: &mut Counts, row: &str, column: &str) {
    *counts.entry([row, column].map(str::to_owned)).or_default() += 1;
}

fn compared(more: &[&str], input: &[u8]) -> Value {
    let all = [&["--suppress", "0", "--format", "json"], more].concat();
    serde_json::from_str(&came(&piped(&all, input), 0).0).expect("JSON")
}

fn diff(other: &str) -> Value {
    let mut diff = crate::program::program();
    let out = diff.args(["catalogue", "diff", "asean-commit", other, EXAMPLES, "--format", "json"]).current_dir(root());
    serde_json::from_slice(&out.output().expect("it starts").stdout).expect("JSON")
}

#[test]
fn the_numbers_are_those_of_diff() {
    let other = changed_path();
    let list = CHANGED.0.path().join("moved.ndjson");
    let (named, input) = (list.to_str().expect("a name"), std::fs::read(root().join(EXAMPLES)).expect("the cases"));
    let args = ["--compare", &other, "--purpose", "training", "--list-moved", named];
    let summary = compared(&args, &input);
    let moved = diff(&other)["cases"]["moved"].as_array().expect("a list").clone();
    assert!(moved.len() > 5, "{moved:?}");

    let known = |id: &str| shipped().findings.iter().position(|one| one.id == id).expect("a finding");
    let (mut pairs, mut outcomes, mut rules) = (Counts::new(), Counts::new(), Counts::new());
    let mut lines = Vec::new();
    for one in &moved {
        let [from, to] = ["from", "to"].map(|side| one[side].as_str().expect("an id"));
        let outcome = if known(to) < known(from) { "higher" } else { "lower" };
        add(&mut pairs, from, to);
        add(&mut outcomes, outcome, "cases");
        for (finding, side, how) in [(from, "from_rules", "before"), (to, "to_rules", "after")] {
            for words in one[side].as_array().expect("rules") {
                add(&mut rules, &format!("{finding}: {} × {how}", words.as_str().expect("words")), outcome);
            }
        }
        lines.push(json!({ "case_id": one["case_id"], "from": from, "to": to }).to_string());
    }
    let all = crate::batch::count() as u64;
    assert!(outcomes.len() == 2, "some rise and some fall: {outcomes:?}");
    let mut told = counts(&summary, "compare.findings");
    let same: u64 = told.iter().filter(|([from, to], _)| from == to).map(|(_, count)| count).sum();
    told.retain(|[from, to], _| from != to);
    assert_eq!(told, pairs);
    let mut told = counts(&summary, "compare.moves");
    assert_eq!(told.remove(&["same".to_owned(), "cases".to_owned()]), Some(all - moved.len() as u64));
    assert_eq!(told, outcomes);
    let mut told = counts(&summary, "compare.rules");
    told.retain(|[_, column], _| column != "other");
    // A rule without words of its own is told in full by diff, and by its finding here.
    let is_named = |row: &str| !row.contains(": its rule ×");
    let words = |counts: &Counts| counts.clone().into_iter().filter(|(key, _)| is_named(&key[0])).collect::<Counts>();
    assert_eq!(words(&told), rules);
    assert_eq!(std::fs::read_to_string(&list).expect("a list"), lines.join("\n") + "\n");
    let agreement = &summary["compared_with"]["agreement"];
    assert_eq!((agreement["same"].as_u64(), agreement["of"].as_u64()), (Some(same), Some(all)));
    assert_eq!(same + moved.len() as u64, all);
    assert!(table(&summary, "compare.carried").is_none(), "every answer arrives");
}

/// What is read of a line, by the shipped catalogue.
fn case(line: &str) -> Case {
    tipscreen::case::read(line, shipped()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The answers "present" and "absent" that arrive: those that give the same answer there when they are the only one, and
/// when all are given.
fn arrived(case: &Case, to: &Catalogue) -> [usize; 2] {
    let whole = Derived::of(case, shipped(), to).case;
    let answered = [Presence::Present, Presence::Absent];
    let all: Vec<IndicatorIx> = answered.iter().flat_map(|how| case.with_presence(*how)).collect();
    let arrives = |at: &&IndicatorIx| {
        let mut alone = Case::new(shipped(), "x");
        alone.set_answer(**at, Answer::of(case.presence(**at)));
        let alone = Derived::of(&alone, shipped(), to).case;
        alone.with_presence(case.presence(**at)).any(|there| whole.presence(there) == case.presence(**at))
    };
    [all.iter().filter(arrives).count(), all.len()]
}

#[test]
fn another_method_is_that_of_each_case_by_itself() {
    let lines = screened(150);
    for id in ["ilo-delphi-adult-labour", "unodc-general"] {
        let other = method(id);
        let (mut findings, mut carried) = (Counts::new(), Counts::new());
        for line in &lines {
            let case = case(line);
            let derived = Derived::of(&case, shipped(), &other).case;
            let [here, there] = [assess(shipped(), &case, &mut ()).finding, assess(&other, &derived, &mut ()).finding];
            let [arrived, answered] = arrived(&case, &other);
            let band = match (arrived * 100).checked_div(answered) {
                None => "no-answer",
                _ if arrived == 0 => "0",
                Some(0..50) => "1-49",
                Some(50..100) => "50-99",
                Some(_) => "100",
            };
            let there = if band == "0" { "not-compared" } else { &other.findings[there.0].id };
            add(&mut findings, &shipped().findings[here.0].id, there);
            add(&mut carried, band, "cases");
        }
        let summary = compared(&["--compare", id], &joined(&lines));
        assert_eq!(counts(&summary, "compare.findings"), findings, "{id}");
        assert_eq!(counts(&summary, "compare.carried"), carried, "{id}");
        assert_eq!(summary["compared_with"]["agreement"], Value::Null);
        let note = table(&summary, "compare.findings").expect("a table")["note"].as_str().expect("a note");
        assert!(note.contains("the catalogues have different findings"), "{note}");
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn what_counts_arrives_as_the_whole_case_does(sample in cases()) {
        for other in [&CHANGED.1, &*DELPHI, &*ELEVEN] {
            let derived = Derived::of(&sample.0, shipped(), other).case;
            let mut skimmed = Skimmed::new(shipped());
            skimmed.take(&sample.0);
            let mut counted = AnswerSets::new(other);
            CompiledCrosswalk::between(shipped(), other).carry(&skimmed, &mut counted);
            let expected: &AnswerSets = derived.as_ref();
            prop_assert_eq!(&counted, expected, "{}", other.id);
        }
    }
}

static DELPHI: LazyLock<Catalogue> = LazyLock::new(|| method("ilo-delphi-child-labour"));
static ELEVEN: LazyLock<Catalogue> = LazyLock::new(|| method("ilo-forced-labour-11"));

#[test]
fn scorers_change_nothing_and_nothing_small_is_shown() {
    let (lines, other) = (screened(500), changed_path());
    let list = |name: &str| CHANGED.0.path().join(name).display().to_string();
    for other in [other.as_str(), "ilo-delphi-adult-labour"] {
        let run =
            |jobs: &str| came(&piped(&["--compare", other, "--format", "json", "--jobs", jobs], &joined(&lines)), 0).0;
        let alone = run("1");
        assert_eq!(run("4"), alone);
        let summary: Value = serde_json::from_str(&alone).expect("JSON");
        let all: Vec<u64> = ["findings", "moves", "rules", "carried"]
            .iter()
            .flat_map(|id| counts(&summary, &format!("compare.{id}")).into_values())
            .collect();
        assert!(all.len() > 3 && all.iter().all(|count| *count >= 11), "{all:?}");
    }
    let lists = ["1", "4"].map(|jobs| {
        let path = list(&format!("moved-{jobs}.ndjson"));
        let args = ["--compare", &other, "--suppress", "0", "--jobs", jobs, "--list-moved", &path];
        let told = came(&piped(&args, &joined(&lines)), 0).1;
        assert!(told.contains("names the cases whose finding changes"), "{told}");
        text(Path::new(&path))
    });
    assert_eq!(lists[0], lists[1]);
    assert!(lists[0].lines().count() > 5, "{}", lists[0]);
}

#[test]
#[allow(clippy::cast_precision_loss)] // small counts
fn kappa_comes_of_a_whole_table_only() {
    let other = changed_path();
    let lines = screened(500);
    let kappa = |summary: &Value| summary["compared_with"]["agreement"]["kappa_thousandths"].as_i64();
    let whole = compared(&["--compare", &other], &joined(&lines));
    let matrix = counts(&whole, "compare.findings");
    // Once more in fractions.
    let all = 500.0;
    let share = |which: usize, id: &str| {
        matrix.iter().filter(|(key, _)| key[which] == id).map(|(_, count)| *count as f64).sum::<f64>() / all
    };
    let same: f64 =
        matrix.iter().filter(|(key, _)| key[0] == key[1]).map(|(_, count)| *count as f64).sum::<f64>() / all;
    let chance: f64 = shipped().findings.iter().map(|one| share(0, &one.id) * share(1, &one.id)).sum();
    let expected = (same - chance) / (1.0 - chance);
    let told = kappa(&whole).expect("a kappa");
    assert!((told as f64 / 1000.0 - expected).abs() < 0.000_51, "{told} {expected}");
    let csv = came(&piped(&["--compare", &other, "--suppress", "0", "--format", "csv"], &joined(&lines)), 0).0;
    assert!(csv.contains(&format!("compare.agreement,kappa,thousandths,{told}\n")), "{csv}");
    // With something merged there is none, in no format.
    let merged: Value =
        serde_json::from_str(&came(&piped(&["--compare", &other, "--format", "json"], &joined(&lines)), 0).0)
            .expect("JSON");
    let findings = table(&merged, "compare.findings").expect("a table");
    let [rows, columns] = ["rows", "columns"].map(|key| findings[key].as_array().expect(key).len());
    assert!(rows < 5 || columns < 5, "{findings}");
    assert_eq!(kappa(&merged), None);
    assert!(!came(&piped(&["--compare", &other, "--format", "csv"], &joined(&lines)), 0).0.contains("kappa"));
    let itself = compared(&["--compare", "asean-commit"], &joined(&lines));
    assert_eq!(kappa(&itself), Some(1000));
}

#[test]
fn cases_are_named_only_where_all_is_shown() {
    let (other, folder) = (changed_path(), tempfile::tempdir().expect("a folder"));
    let list = folder.path().join("moved.ndjson").display().to_string();
    let wrong: [(&[&str], &str); 6] = [
        (&["--compare", &other, "--list-moved", &list], "add --suppress 0"),
        (&["--compare", &other, "--suppress", "1", "--list-moved", &list], "add --suppress 0"),
        (&["--summary", "--suppress", "0", "--list-moved", &list], "--compare"),
        (&["--compare", "unodc-general", "--suppress", "0", "--list-moved", &list], "the same findings"),
        (&["--compare", "asean-comit"], "did you mean `asean-commit`?"),
        (&["--summary", "--compare", &other, "--limit", "3"], "cannot be used with"),
    ];
    for (args, expected) in wrong {
        let (printed, told) = came(&piped(args, b""), 2);
        assert!(printed.is_empty() && told.contains(expected), "{args:?}: {told}");
    }
    // Nor where the batch did not come to its end.
    let lines = [screened(40), vec!["{".to_owned()]].concat();
    let args = ["--compare", &other, "--suppress", "0", "--strict", "--list-moved", &list];
    came(&piped(&args, &joined(&lines)), 1);
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0, "nothing is left");
}

#[test]
fn only_what_is_counted_is_named_and_a_page_is_drawn() {
    let (other, folder) = (changed_path(), tempfile::tempdir().expect("a folder"));
    let [list, page] = ["moved.ndjson", "page.html"].map(|name| folder.path().join(name).display().to_string());
    let path = root().join(EXAMPLES).display().to_string();
    let args = ["--compare", &other, "--suppress", "0", "--list-moved", &list, "--html", &page, &path];
    let (printed, _) = came(&program(&args).output().expect("it starts"), 0);
    assert!(printed.is_empty(), "the page is asked for, and no table");
    assert_eq!(text(Path::new(&list)), "", "the examples are for training");
    assert!(text(Path::new(&page)).contains("Compared with asean-commit@0.3.0"));
}
