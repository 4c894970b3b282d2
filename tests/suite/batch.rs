//! Batches: the same result as anywhere else, whatever the file looks like, how many scorers work, and what stands beside.

use crate::files::{below, root, text};
use crate::generate::shipped;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

pub fn program(args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tipscreen"));
    program.arg("batch").args(args).env_remove("TIPSCREEN_COUNTRIES").env("XDG_CONFIG_HOME", "/nowhere");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// Runs a batch on what is typed or piped in.
pub fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut child = program(&[args, &["-"]].concat()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let feeding = std::thread::spawn(move || {
        // Whoever stops early reads no further.
        let _ = stdin.write_all(&input);
    });
    let out = child.wait_with_output().expect("it ends");
    feeding.join().expect("fed");
    out
}

fn ran(args: &[&str]) -> Output {
    program(args).stdin(Stdio::null()).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// Runs, and checks the exit code; gives what was written and what was told.
#[track_caller]
fn came(output: &Output, code: i32) -> (String, String) {
    assert_eq!(output.status.code(), Some(code), "{}", told(output));
    (out(output), told(output))
}

fn values(results: &str) -> Vec<Value> {
    results.lines().map(|line| serde_json::from_str(line).expect("each line is a result")).collect()
}

/// Every example case on one line.
pub fn examples() -> Vec<String> {
    let one_line = |path: &PathBuf| serde_json::from_str::<Value>(&text(path)).expect("JSON").to_string();
    below(&root().join("examples/cases"), "json").iter().map(one_line).collect()
}

fn joined(lines: &[String]) -> Vec<u8> {
    (lines.join("\n") + "\n").into_bytes()
}

fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path.display().to_string()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("packed");
    packed.finish().expect("packed")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn without_envelope(mut result: Value) -> Value {
    let map = result.as_object_mut().expect("an object");
    for key in ["line", "file", "purpose"] {
        map.remove(key);
    }
    result
}

#[test]
fn a_batch_gives_the_same_objects_as_scoring_each_case() {
    let cases = below(&root().join("examples/cases"), "json");
    for (batch, score) in [("short", &[][..]), ("full", &["--full"][..])] {
        let mut scoring = Command::new(env!("CARGO_BIN_EXE_tipscreen"));
        scoring.arg("score").args(["--format", "json"]).args(score).args(&cases);
        let scored = values(&out(&scoring.output().expect("the program starts")));
        let (results, _) = came(&piped(&["--detail", batch], &joined(&examples())), 0);
        let results: Vec<Value> = values(&results).into_iter().map(without_envelope).collect();
        assert_eq!(results.len(), cases.len());
        assert_eq!(results, scored);
    }
}

/// Examples again and again, with every tenth line spoilt in one way or another.
fn mixed(lines: usize) -> Vec<u8> {
    let examples = examples();
    let mut all = Vec::new();
    for at in 0..lines {
        let line = &examples[at % examples.len()];
        match at % 40 {
            9 => all.extend_from_slice(&line.as_bytes()[..line.len() / 2]),
            19 => all.extend_from_slice(line.replace("present", "presnt").as_bytes()),
            29 => all.extend_from_slice(line.replace("case_id", "case_\u{e9}").as_bytes()),
            39 => {
                all.extend_from_slice(&line.as_bytes()[..40]);
                all.push(0xFF);
                all.extend_from_slice(&line.as_bytes()[40..]);
            }
            _ => all.extend_from_slice(line.as_bytes()),
        }
        all.push(b'\n');
    }
    all
}

#[test]
fn the_number_of_scorers_changes_no_byte() {
    let input = mixed(2000);
    let folder = tempfile::tempdir().expect("a folder");
    let rejects = folder.path().join("rejects").display().to_string();
    let run = |jobs: &str, format: &str| {
        let args = ["--jobs", jobs, "--format", format, "--check-duplicates", "--rejects", &rejects];
        let (results, told) = came(&piped(&args, &input), 1);
        let kept = std::fs::read_to_string(&rejects).expect("refused records");
        std::fs::remove_file(&rejects).expect("taken away");
        (results, told, kept)
    };
    for format in ["ndjson", "csv"] {
        let alone = run("1", format);
        assert!(alone.2.lines().count() > 1900, "all but the first of each id are refused");
        for jobs in ["2", "7"] {
            assert_eq!(run(jobs, format), alone, "{jobs} scorers, {format}");
        }
    }
    let top = |jobs| came(&piped(&["--jobs", jobs, "--top", "17"], &input), 1).0;
    assert_eq!(top("1"), top("3"));
    let limit = |jobs| came(&piped(&["--jobs", jobs, "--limit", "133"], &input), 1).0;
    assert_eq!(limit("1"), limit("3"));
    assert_eq!(limit("1").lines().count(), 133);
}

#[test]
fn a_bad_line_changes_nothing_but_itself() {
    let good: Vec<String> = (0..500).map(|at| examples()[at % 40].clone()).collect();
    let (whole, _) = came(&piped(&[], &joined(&good)), 0);
    let mut spoilt = good.clone();
    spoilt[250] = "{\"case_id\":\"x\",\"answers\":{\"debt-bondage\":\"presentt\"}}".to_owned();
    let (rest, told) = came(&piped(&[], &joined(&spoilt)), 1);
    let mut expected: Vec<&str> = whole.lines().collect();
    expected.remove(250);
    assert_eq!(rest.lines().collect::<Vec<_>>(), expected);
    assert!(told.contains("standard input:251:"), "{told}");
    assert!(told.contains("$.answers.debt-bondage: wrong-value"), "{told}");
    assert!(told.contains("500 records read: 499 results, 1 refused"), "{told}");
    assert!(!told.contains("presentt"), "{told}");
}

/// The results of files in other shapes, without their lines.
fn shape(name: &str, bytes: &[u8]) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let (results, _) = came(&ran(&[&file(folder.path(), name, bytes)]), 0);
    values(&results).into_iter().map(without_envelope).collect()
}

#[test]
fn every_shape_of_a_file_gives_the_same_results() {
    let lines = examples();
    let plain = joined(&lines);
    let expected = shape("cases.ndjson", &plain);
    assert_eq!(expected.len(), 40);
    let pretty: Vec<String> = lines
        .iter()
        .map(|line| serde_json::to_string_pretty(&serde_json::from_str::<Value>(line).expect("JSON")).expect("JSON"))
        .collect();
    let unindented = |text: &String| text.lines().map(|line| line.trim_start().to_owned() + "\n").collect::<String>();
    let shapes: Vec<(&str, Vec<u8>)> = vec![
        ("lines.json", plain.clone()),
        ("no-line-end.ndjson", lines.join("\n").into_bytes()),
        ("other-line-ends.ndjson", lines.join("\r\n").into_bytes()),
        ("blank-lines.ndjson", lines.join("\n\n \n").into_bytes()),
        ("marked.ndjson", ["\u{FEFF}".as_bytes(), &plain].concat()),
        ("list.json", format!("[{}]", lines.join(",")).into_bytes()),
        ("list-by-line.json", format!("[\n{}\n]\n", lines.join(",\n")).into_bytes()),
        ("pretty-list.json", format!("[\n{}\n]\n", pretty.join(",\n")).into_bytes()),
        ("one-after-another.json", pretty.join("\n").into_bytes()),
        ("unindented.json", pretty.iter().map(unindented).collect::<String>().into_bytes()),
        ("two-lists.json", format!("[{}][{}]", lines[..7].join(","), lines[7..].join(",")).into_bytes()),
        ("lines.ndjson.gz", gzipped(&plain)),
        ("two-parts.gz", [gzipped(&plain[..5000]), gzipped(&plain[5000..])].concat()),
        ("lines.zst", zstd(&plain)),
        ("two-frames.zst", [zstd(&plain[..5000]), zstd(&plain[5000..])].concat()),
        ("list.json.gz", gzipped(format!("[{}]", lines.join(",")).as_bytes())),
        ("no-ending", plain.clone()),
    ];
    for (name, bytes) in shapes {
        assert_eq!(shape(name, &bytes), expected, "{name}");
    }
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = examples();
    std::fs::create_dir(folder.path().join("b")).expect("a folder");
    file(folder.path(), "a.json", &lines[0]);
    file(folder.path(), "b/one.ndjson", format!("{}\n{}", lines[1], lines[2]));
    file(folder.path(), "c.jsonl.gz", gzipped(lines[3].as_bytes()));
    file(folder.path(), "notes.txt", "nothing to score");
    file(folder.path(), ".hidden.json", "{");
    let rejects = folder.path().join("d.ndjson").display().to_string();
    let (results, _) = came(&ran(&[&folder.path().display().to_string(), "--rejects", &rejects]), 0);
    let found: Vec<(String, u64)> = values(&results)
        .iter()
        .map(|result| {
            let path = Path::new(result["file"].as_str().expect("a file")).file_name().expect("a name").to_owned();
            (path.to_string_lossy().into_owned(), result["line"].as_u64().expect("a line"))
        })
        .collect();
    let named = [("a.json", 1), ("one.ndjson", 1), ("one.ndjson", 2), ("c.jsonl.gz", 1)];
    assert_eq!(found, named.map(|(name, line)| (name.to_owned(), line)));
}

#[cfg(unix)]
#[test]
fn results_that_go_into_the_folder_are_no_input() {
    let folder = tempfile::tempdir().expect("a folder");
    file(folder.path(), "cases.ndjson", joined(&examples()));
    let results = folder.path().join("results.ndjson");
    let script =
        format!("exec {} batch {} > {}", env!("CARGO_BIN_EXE_tipscreen"), folder.path().display(), results.display());
    let run = Command::new("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(run.status.code(), Some(0), "{}", told(&run));
    assert_eq!(values(&std::fs::read_to_string(&results).expect("results")).len(), 40);
}

#[test]
fn places_are_told_of_the_file_whatever_its_shape() {
    let good = "{\"case_id\":\"a\",\"answers\":{}}";
    let bad = "{ \"case_id\": \"b\",\n  \"answers\": {\n    \"debt-bondage\": \"perhaps\" } }";
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text, place) in [
        ("list.json", format!("[\n{good},\n{bad}]"), ":5:29: record 2, $[1].answers.debt-bondage: wrong-value"),
        ("list2.json", format!("[ {good} , {bad} ]"), ":3:29: record 2, $[1].answers.debt-bondage: wrong-value"),
        ("list3.json", "[{\"case_id\":5}]".to_owned(), ":1:13: record 1, $[0].case_id: wrong-type"),
        ("pretty.json", bad.to_owned(), ":3:29: record 1, $.answers.debt-bondage: wrong-value"),
        ("lines.ndjson", format!("{good}\n\n{{\"case_id\":5}}"), ":3:12: record 3, $.case_id: wrong-type"),
    ] {
        let (_, told) = came(&ran(&[&file(folder.path(), name, text)]), 1);
        assert!(told.contains(&format!("{name}{place}")), "{name}: {told}");
    }
}

#[test]
fn what_ends_too_early_is_told_and_the_rest_stands() {
    let lines = examples();
    let plain = joined(&lines);
    let folder = tempfile::tempdir().expect("a folder");
    let cut = file(folder.path(), "cut.ndjson", &plain[..plain.len() - 40]);
    let (results, told) = came(&ran(&[&cut]), 1);
    assert_eq!(results.lines().count(), 39);
    assert!(told.contains("cut.ndjson:40:") && told.contains("not-json") && told.contains("too early"), "{told}");
    let list = format!("[{}", lines.join(","));
    let (results, told) = came(&ran(&[&file(folder.path(), "cut.json", &list)]), 1);
    assert_eq!(results.lines().count(), 40, "every case of the list stood whole");
    assert!(told.contains("ends inside a record") && told.contains("not read"), "{told}");
    let broken = format!("[{},\n{{\"case_id\":\"x\" \"answers\":{{}}}},{}]", lines[0], lines[1]);
    let (results, told) = came(&ran(&[&file(folder.path(), "broken.json", &broken)]), 1);
    assert_eq!(results.lines().count(), 1);
    assert!(told.contains("broken.json:2:") && told.contains("what follows in this file was not read"), "{told}");
    for (name, packed) in [("cut.gz", gzipped(&plain)), ("cut.zst", zstd(&plain))] {
        let (results, told) = came(&ran(&[&file(folder.path(), name, &packed[..packed.len() / 2])]), 4);
        assert!(values(&results).len() < 40);
        assert!(told.contains("what follows was not read"), "{name}: {told}");
    }
    let mut altered = gzipped(&plain);
    let at = altered.len() - 6;
    altered[at] ^= 0x55;
    let (_, told) = came(&ran(&[&file(folder.path(), "altered.gz", &altered)]), 4);
    assert!(told.contains("altered.gz"), "{told}");
}

#[test]
fn an_input_that_is_not_there_keeps_no_other_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let there = file(folder.path(), "there.ndjson", joined(&examples()));
    let gone = folder.path().join("gone.ndjson").display().to_string();
    let (results, told) = came(&ran(&[&gone, &there]), 4);
    assert_eq!(results.lines().count(), 40);
    assert!(told.contains("gone.ndjson: there is no such file"), "{told}");
    let utf16: Vec<u8> = "\u{FEFF}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, told) = came(&ran(&[&file(folder.path(), "wide.json", utf16)]), 1);
    assert!(told.contains("UTF-16"), "{told}");
}

#[test]
fn refused_records_can_be_mended_and_fed_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let rejects = folder.path().join("rejects.ndjson");
    let at = rejects.display().to_string();
    let note = "asked \\\"twice\\\"";
    let lines = format!(
        "{{\"case_id\":\"a\",\"answers\":{{}}}}\n{{\"case_id\":\"b\",\"answers\":{{\"debt-bondage\":{{\"presence\":\"presnt\",\"note\":\"{note}\"}}}}}}\n{{\"case_id\":\"c\",\"answers\":{{}}\n"
    );
    let (results, told) = came(&piped(&["--rejects", &at], lines.as_bytes()), 1);
    assert_eq!(results.lines().count(), 1);
    assert!(told.contains("2 refused") && told.contains("rejects.ndjson"), "{told}");
    assert!(!told.contains("twice"), "a note reached the terminal: {told}");
    let kept = std::fs::read_to_string(&rejects).expect("refused records");
    let refused = values(&kept);
    assert_eq!(refused[0]["case_id"], "b");
    assert_eq!(refused[0]["record"]["answers"]["debt-bondage"]["note"], "asked \"twice\"");
    assert_eq!(refused[0]["line"], 2);
    assert_eq!(refused[0]["code"], "wrong-value");
    assert_eq!(refused[0]["path"], "$.answers.debt-bondage.presence");
    assert_eq!(refused[1]["record"], "{\"case_id\":\"c\",\"answers\":{}", "what is no JSON is kept as text");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&rejects).expect("there").permissions().mode() & 0o777, 0o600);
    }
    // Mended where they stand, they are cases again; unmended, they are refused again.
    let mended = kept.replace("presnt", "present").replace("\"answers\\\":{}\"", "\"answers\\\":{}}\"");
    let (results, _) = came(&piped(&[], mended.as_bytes()), 0);
    let ids: Vec<Value> = values(&results).iter().map(|result| result["case_id"].clone()).collect();
    assert_eq!(ids, ["b", "c"]);
    std::fs::write(&rejects, &kept).expect("a file");
    // Nothing that is there is written over: it may be the input itself.
    let (_, told) = came(&ran(&[&at, "--rejects", &at]), 4);
    assert!(told.contains("it is there already"), "{told}");
    assert_eq!(std::fs::read_to_string(&rejects).expect("still there"), kept);
    let second = folder.path().join("second.ndjson").display().to_string();
    let (_, told) = came(&ran(&[&at, "--rejects", &second]), 1);
    assert!(told.contains("2 records read: 0 results, 2 refused"), "{told}");
    assert!(told.contains("$.record.answers.debt-bondage.presence"), "{told}");
    let again = values(&std::fs::read_to_string(&second).expect("refused records"));
    assert_eq!(again.len(), 2);
    assert_eq!(again[0]["record"], refused[0]["record"], "kept as it was, and not inside itself");
    assert_eq!(again[1]["record"], refused[1]["record"]);
}

#[test]
fn bytes_that_are_no_text_are_kept_to_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().join("rejects.ndjson").display().to_string();
    let record = b"{\"case_id\":\"caf\xE9\",\"answers\":{}}";
    came(&piped(&["--rejects", &at], record), 1);
    let refused = values(&std::fs::read_to_string(&at).expect("refused records"));
    assert_eq!(refused[0]["code"], "not-utf8");
    assert_eq!(refused[0]["column"], 16);
    let hex = record.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    assert_eq!(refused[0]["bytes"], hex);
    // What stands there as text is not what was recorded: unmended it is refused again.
    let (results, told) = came(&ran(&[&at]), 1);
    assert!(results.is_empty() && told.contains("$.bytes: not-utf8"), "{told}");
}

#[test]
fn strict_stops_at_the_first_and_keeps_what_stood_before_it() {
    let mut lines = examples();
    lines.insert(20, "{}".to_owned());
    lines.insert(30, "{}".to_owned());
    for jobs in ["1", "3"] {
        let (results, told) = came(&piped(&["--strict", "--jobs", jobs], &joined(&lines)), 1);
        assert_eq!(results.lines().count(), 20);
        assert!(told.contains("stopped at the first refused record"), "{told}");
        assert!(told.contains("21 records read: 20 results, 1 refused"), "{told}");
    }
}

#[test]
fn other_rules_are_told_of_or_refused() {
    let case =
        "{\"case_id\":\"a\",\"catalogue\":{\"id\":\"asean-commit\",\"method\":\"sha256:other\"},\"answers\":{}}\n";
    let (results, told) = came(&piped(&[], case.as_bytes()), 0);
    assert_eq!(results.lines().count(), 1);
    assert!(told.contains("1 were answered with another version"), "{told}");
    let (_, told) = came(&piped(&["--on-version-change", "rescore"], case.as_bytes()), 0);
    assert!(!told.contains("another version"), "{told}");
    let (results, told) = came(&piped(&["--on-version-change", "refuse"], case.as_bytes()), 1);
    assert!(results.is_empty());
    assert!(told.contains("$.catalogue.method: other-method"), "{told}");
}

#[test]
fn a_case_id_may_be_asked_to_stand_once() {
    let lines =
        "{\"case_id\":\"a\",\"answers\":{}}\n{\"case_id\":\"b\",\"answers\":{}}\n{\"case_id\":\"a\",\"answers\":{}}\n";
    let (results, _) = came(&piped(&[], lines.as_bytes()), 0);
    assert_eq!(results.lines().count(), 3);
    let (results, told) = came(&piped(&["--check-duplicates"], lines.as_bytes()), 1);
    assert_eq!(results.lines().count(), 2);
    assert!(told.contains(":3:1: record 3, $.case_id: duplicate-case") && told.contains("first on line 1"), "{told}");
    assert!(told.contains("MB"), "{told}");
}

#[test]
fn what_is_wanted_is_chosen_by_facts_and_findings() {
    let input = joined(&examples());
    let all = values(&came(&piped(&[], &input), 0).0);
    let high = ["strong-grounds", "reasonable-grounds"];
    let (results, told) = came(&piped(&["--finding-at-least", "reasonable-grounds"], &input), 0);
    let expected: Vec<&Value> =
        all.iter().filter(|result| high.contains(&result["finding"].as_str().expect("a finding"))).collect();
    assert_eq!(values(&results).iter().collect::<Vec<_>>(), expected);
    assert!(told.contains(&format!("{} not asked for", all.len() - expected.len())), "{told}");
    let (results, _) = came(&piped(&["--where", "age-group=child,unclear-possibly-child"], &input), 0);
    let cases: Vec<Value> = examples().iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let young = |case: &&Value| {
        ["child", "unclear-possibly-child"].contains(&case["facts"]["age-group"].as_str().unwrap_or(""))
    };
    let ids: Vec<&Value> = cases.iter().filter(young).map(|case| &case["case_id"]).collect();
    assert!(!ids.is_empty() && ids.len() < 40);
    assert_eq!(values(&results).iter().map(|result| &result["case_id"]).collect::<Vec<_>>(), ids);
    for (args, what) in [
        (["--where", "age-grop=child"], "did you mean `age-group`?"),
        (["--where", "age-group=old"], "unclear-possibly-child"),
        (["--finding-at-least", "guilty"], "strong-grounds, reasonable-grounds"),
        (["--where", "age-group"], "FACT=VALUE"),
    ] {
        let (_, told) = came(&piped(&args, b""), 2);
        assert!(told.contains(what), "{told}");
    }
}

#[test]
fn the_first_in_the_queue_are_the_most_urgent() {
    let input = joined(&examples());
    let all = values(&came(&piped(&[], &input), 0).0);
    let guidelines = &shipped().guidelines;
    let place = |ids: Vec<&str>, id: &Value| ids.iter().position(|one| Some(*one) == id.as_str());
    let dates: std::collections::BTreeMap<String, String> = examples()
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|case| (case["case_id"].to_string(), case["screened_on"].as_str().unwrap_or("").to_owned()))
        .collect();
    let mut expected = all.clone();
    expected.sort_by_key(|result| {
        (
            place(guidelines.urgencies.iter().map(|one| one.id.as_str()).collect(), &result["urgency"]),
            result["track"] == "adult",
            place(shipped().findings.iter().map(|one| one.id.as_str()).collect(), &result["finding"]),
            dates[&result["case_id"].to_string()].clone(),
            std::cmp::Reverse(result["points"].as_u64()),
        )
    });
    for top in [1, 7, 40, 99] {
        let (results, told) = came(&piped(&["--top", &top.to_string()], &input), 0);
        assert_eq!(values(&results), expected[..top.min(40)]);
        assert!(told.contains("40 records read"), "{told}");
    }
}

#[test]
fn a_spreadsheet_gets_the_same_values_and_no_formula() {
    let mut lines = examples();
    for id in ["=1+1", "+cmd", "-2", "@sum", " =1", "a,b\\\"c\\\"", "ทดสอบ"] {
        lines.push(format!("{{\"case_id\":\"{id}\",\"answers\":{{}}}}"));
    }
    let results = values(&came(&piped(&[], &joined(&lines)), 0).0);
    let (text, _) = came(&piped(&["--format", "csv"], &joined(&lines)), 0);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), results.len());
    for (row, result) in rows.iter().zip(&results) {
        let cell = |name: &str| &row[header.iter().position(|one| one == name).unwrap_or_else(|| panic!("no {name}"))];
        let list = |key: &str| {
            let ids = result[key].as_array().expect("a list").iter().map(|id| id.as_str().expect("an id"));
            ids.collect::<Vec<_>>().join(";")
        };
        for key in ["track", "finding", "low", "high", "urgency"] {
            assert_eq!(cell(key), result[key].as_str().expect("a word"), "{key}");
        }
        for key in ["pathways", "declined", "contraindications", "actions", "safeguards", "flags"] {
            assert_eq!(cell(key), list(key), "{key}");
        }
        for (group, prefix) in [("elements", "element"), ("dimensions", "dimension"), ("forms", "form")] {
            for (id, status) in result[group].as_object().expect("a table") {
                assert_eq!(cell(&format!("{prefix}.{id}")), status.as_str().expect("a word"));
            }
        }
        assert_eq!(cell("points"), result["points"].to_string());
        assert_eq!(cell("core_answered"), result["completeness"]["core"][0].to_string());
        assert_eq!(cell("case_id").trim_start_matches('\''), result["case_id"].as_str().expect("an id"));
        assert!(row.iter().all(|cell| !cell.trim_start().starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
}

#[test]
fn a_table_shows_few() {
    let (drawn, _) = came(&piped(&["--format", "table", "--top", "3"], &joined(&examples())), 0);
    assert!(drawn.contains("Now") && drawn.contains("pathways") && drawn.contains("Look further"), "{drawn}");
    assert!(drawn.lines().all(|line| line.chars().count() <= 100), "{drawn}");
}

/// Waits for a child while nobody reads what it writes.
fn unread(mut child: Child, input: Vec<u8>) -> Output {
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let feeding = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let mut stderr = Vec::new();
    child.stderr.take().expect("a pipe").read_to_end(&mut stderr).expect("read");
    let status = child.wait().expect("it ends");
    feeding.join().expect("fed");
    Output { status, stdout: Vec::new(), stderr }
}

#[cfg(unix)]
#[test]
fn an_output_that_ends_is_told_of_and_holds_whole_lines() {
    let input: Vec<u8> = (0..30).flat_map(|_| joined(&examples())).collect();
    for jobs in ["1", "2"] {
        let child = program(&["-", "--jobs", jobs]).spawn().expect("the program starts");
        let gone = unread(child, input.clone());
        assert_eq!(gone.status.code(), Some(4), "{}", told(&gone));
        assert!(told(&gone).contains("nobody reads it any more"), "{}", told(&gone));
    }
    // A file that may grow to so many blocks and no further, as on a full disk.
    let folder = tempfile::tempdir().expect("a folder");
    let cases = file(folder.path(), "cases.ndjson", &input);
    let results = folder.path().join("results.ndjson");
    let script = format!(
        "trap '' XFSZ; ulimit -f 300; exec {} batch {cases} --jobs 1 > {}",
        env!("CARGO_BIN_EXE_tipscreen"),
        results.display()
    );
    let full = Command::new("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(full.status.code(), Some(4), "{}", told(&full));
    assert!(told(&full).contains("error[unwritable]"), "{}", told(&full));
    let written = std::fs::read_to_string(&results).expect("results");
    assert!(written.ends_with('\n') && values(&written).len() > 10, "whole lines, and some");
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_without_end_is_refused_in_little_memory() {
    let mut child = program(&["-", "--jobs", "2"]).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"{\"case_id\":\"a\",\"answers\":{}}\n{\"case_id\":\"").expect("fed");
    let megabytes = if std::env::var_os("PROPTEST_CASES").is_some() { 1024 } else { 128 };
    let block = vec![b'x'; 1 << 20];
    for _ in 0..megabytes {
        stdin.write_all(&block).expect("fed");
    }
    stdin.write_all(b"\"}\n{\"case_id\":\"b\",\"answers\":{}}\n").expect("fed");
    // Once this was taken, the long line has been passed over.
    stdin.write_all(&vec![b'\n'; 4 << 20]).expect("fed");
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("still there");
    let most = status.lines().find(|line| line.starts_with("VmHWM")).expect("its peak");
    let kilobytes: usize = most.split_whitespace().nth(1).expect("a number").parse().expect("a number");
    drop(stdin);
    let (results, told) = came(&child.wait_with_output().expect("it ends"), 1);
    assert_eq!(values(&results).iter().map(|result| result["line"].clone()).collect::<Vec<_>>(), [1, 3]);
    assert!(told.contains("standard input:2:1") && told.contains("too-large"), "{told}");
    assert!(kilobytes < 64 * 1024, "{kilobytes} kB");
}

#[cfg(unix)]
#[test]
fn an_interrupted_batch_ends_with_whole_lines() {
    let mut child = program(&["-", "--jobs", "2"]).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let block = joined(&examples());
    let reading = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || std::io::read_to_string(reading).expect("text"));
    for _ in 0..30 {
        stdin.write_all(&block).expect("fed");
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("signalled");
    // It may be waiting for input: with some more it sees the signal.
    for _ in 0..30 {
        if stdin.write_all(&block).is_err() {
            break;
        }
    }
    drop(stdin);
    let ended = child.wait_with_output().expect("it ends");
    let results = reader.join().expect("read");
    assert_eq!(ended.status.code(), Some(130), "{}", told(&ended));
    assert!(told(&ended).contains("interrupted"), "{}", told(&ended));
    assert!(results.is_empty() || results.ends_with('\n'));
    values(&results);
}
