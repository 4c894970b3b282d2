//! Batches: the same result as anywhere else, whatever the file looks like, how many scorers work, and what stands beside.

mod foreign;
mod outputs;
mod refusals;
mod shapes;

use crate::files::{below, root, text};
use crate::generate::shipped;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub fn program(args: &[&str]) -> Command {
    let mut program = crate::program::program();
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
pub fn came(output: &Output, code: i32) -> (String, String) {
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

/// How many they are.
pub fn count() -> usize {
    examples().len()
}

pub fn joined(lines: &[String]) -> Vec<u8> {
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
    for (batch, score) in [("short", &[][..]), ("full", &["--detail", "full"][..])] {
        let mut scoring = crate::program::program();
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
        let kept = std::fs::read_to_string(&rejects).expect("rejected records");
        std::fs::remove_file(&rejects).expect("taken away");
        (results, told, kept)
    };
    for format in ["ndjson", "csv"] {
        let alone = run("1", format);
        assert!((150..=200).contains(&alone.2.lines().count()), "what is spoilt is refused, and nothing else");
        assert!(alone.1.contains("older records or copies"), "of each id one is scored: {}", alone.1);
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
fn what_is_wanted_is_chosen_by_facts_and_findings() {
    let input = joined(&examples());
    let all = values(&came(&piped(&[], &input), 0).0);
    let high = ["strong-grounds", "reasonable-grounds"];
    let (results, told) = came(&piped(&["--finding-at-least", "reasonable-grounds"], &input), 0);
    let expected: Vec<&Value> =
        all.iter().filter(|result| high.contains(&result["finding"].as_str().expect("a finding"))).collect();
    assert_eq!(values(&results).iter().collect::<Vec<_>>(), expected);
    assert!(told.contains(&format!("{} left out by the options", all.len() - expected.len())), "{told}");
    let (results, _) = came(&piped(&["--where", "age-group=child,unclear-possibly-child"], &input), 0);
    let cases: Vec<Value> = examples().iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let young = |case: &&Value| {
        ["child", "unclear-possibly-child"].contains(&case["facts"]["age-group"].as_str().unwrap_or(""))
    };
    let ids: Vec<&Value> = cases.iter().filter(young).map(|case| &case["case_id"]).collect();
    assert!(!ids.is_empty() && ids.len() < count());
    assert_eq!(values(&results).iter().map(|result| &result["case_id"]).collect::<Vec<_>>(), ids);
    // How a question was left without an answer is named as `--by` shows it.
    let open = |case: &Value, how: &str| match case["facts"]["fear-of-return"].as_str() {
        Some(word) => word == how,
        None => how == "not-asked",
    };
    for hows in [&["unknown"][..], &["declined"], &["not-asked"], &["unknown", "not-asked"], &["yes", "unknown"]] {
        let (results, _) = came(&piped(&["--where", &format!("fear-of-return={}", hows.join(","))], &input), 0);
        let wanted = cases.iter().filter(|case| hows.iter().any(|how| open(case, how)));
        let ids: Vec<&Value> = wanted.map(|case| &case["case_id"]).collect();
        assert_eq!(values(&results).iter().map(|result| &result["case_id"]).collect::<Vec<_>>(), ids, "{hows:?}");
        assert!(hows == ["declined"] || !ids.is_empty(), "{hows:?} is tried on nobody");
    }
    for (args, what) in [
        (["--where", "age-grop=child"], "did you mean `age-group`?"),
        (["--where", "age-group=old"], "unclear-possibly-child, unknown, declined, not-asked"),
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
    for top in [1, 7, count(), 999] {
        let (results, told) = came(&piped(&["--top", &top.to_string()], &input), 0);
        assert_eq!(values(&results), expected[..top.min(count())]);
        assert!(told.contains(&format!("{} records read", count())), "{told}");
    }
}
