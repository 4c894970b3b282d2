//! Records that can't be scored: named, kept, mended and fed back, and no other touched.

use super::{came, examples, file, joined, piped, ran, values};
use serde_json::Value;

#[test]
fn a_bad_line_changes_nothing_but_itself() {
    let good: Vec<String> = examples().iter().cycle().take(500).cloned().collect();
    let (whole, _) = came(&piped(&[], &joined(&good)), 0);
    let mut spoilt = good.clone();
    spoilt[250] = "{\"case_id\":\"x\",\"answers\":{\"debt-bondage\":\"presentt\"}}".to_owned();
    let (rest, told) = came(&piped(&[], &joined(&spoilt)), 1);
    let mut expected: Vec<&str> = whole.lines().collect();
    expected.remove(250);
    assert_eq!(rest.lines().collect::<Vec<_>>(), expected);
    assert!(told.contains("standard input:251:"), "{told}");
    assert!(told.contains("$.answers.debt-bondage: wrong-value"), "{told}");
    assert!(told.contains("500 records read: 499 results, 1 rejected"), "{told}");
    assert!(!told.contains("presentt"), "{told}");
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
    assert!(told.contains("2 rejected") && told.contains("rejects.ndjson"), "{told}");
    assert!(!told.contains("twice"), "a note reached the terminal: {told}");
    let kept = std::fs::read_to_string(&rejects).expect("rejected records");
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
    assert!(told.contains("2 records read: 0 results, 2 rejected"), "{told}");
    assert!(told.contains("$.record.answers.debt-bondage.presence"), "{told}");
    let again = values(&std::fs::read_to_string(&second).expect("rejected records"));
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
    let refused = values(&std::fs::read_to_string(&at).expect("rejected records"));
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
        assert!(told.contains("stopped at the first rejected record"), "{told}");
        assert!(told.contains("21 records read: 20 results, 1 rejected"), "{told}");
    }
}

#[test]
fn other_rules_are_told_of_or_refused() {
    let case =
        "{\"case_id\":\"a\",\"catalogue\":{\"id\":\"asean-commit\",\"method\":\"sha256:other\"},\"answers\":{}}\n";
    let (results, told) = came(&piped(&[], case.as_bytes()), 0);
    assert_eq!(results.lines().count(), 1);
    assert!(told.contains("1 were answered with other rules"), "{told}");
    let (_, told) = came(&piped(&["--on-version-change", "rescore"], case.as_bytes()), 0);
    assert!(!told.contains("other rules"), "{told}");
    let (results, told) = came(&piped(&["--on-version-change", "refuse"], case.as_bytes()), 1);
    assert!(results.is_empty());
    assert!(told.contains("$.catalogue.method: other-method"), "{told}");
}

/// Where the next record of a list begins could only be guessed. What is before the fault is scored and the place is reported.
#[test]
fn the_first_fault_in_a_list_ends_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let rejects = folder.path().join("rejects.ndjson").display().to_string();
    let lines = examples();
    let slip = "{\"case_id\":\"x\", \"answers\":{\"debt-bondage\": tru}}";
    let other = file(folder.path(), "other.ndjson", joined(&lines[2..4]));
    for (name, list, line) in [
        ("by-line.json", format!("[\n{},\n{slip},\n{}\n]\n", lines[0], lines[1]), 3),
        ("on-one-line.json", format!("[{},{slip},{}]", lines[0], lines[1]), 1),
        ("no-list.json", format!("{}{slip}{}", lines[0], lines[1]), 1),
        ("old-line-ends.json", format!("{}\r{slip}\r{}\r", lines[0], lines[1]), 1),
    ] {
        let (results, told) = came(&ran(&[&file(folder.path(), name, list), &other, "--rejects", &rejects]), 1);
        assert_eq!(results.lines().count(), 3, "one before the fault, and the other file: {name}: {told}");
        assert!(told.contains(&format!("{name}:{line}:")) && told.contains("record 2, "), "{name}: {told}");
        assert!(told.contains("not-json") && told.contains("The record before this was read"), "{name}: {told}");
        let kept = values(&std::fs::read_to_string(&rejects).expect("rejected records"));
        assert_eq!((kept.len(), &kept[0]["record"]), (1, &Value::Null), "{name}");
        std::fs::remove_file(&rejects).expect("taken away");
    }
}

#[test]
fn line_ends_and_marks_are_no_part_of_a_refused_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let rejects = folder.path().join("rejects.ndjson").display().to_string();
    let good = "{\"case_id\":\"a\",\"answers\":{}}";
    let text = format!("\u{FEFF}{good}\r\n{{\"case_id\":\r\n\u{FEFF}{good}\r\n");
    let (results, _) = came(&piped(&["--rejects", &rejects], text.as_bytes()), 1);
    assert_eq!(results.lines().count(), 2);
    let kept = std::fs::read_to_string(&rejects).expect("rejected records");
    assert_eq!(values(&kept)[0]["record"], "{\"case_id\":");
}

#[test]
fn a_key_that_may_be_a_name_reaches_no_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "{\"case_id\":\"a\",\"answers\":{\"nguyen-van-a\":\"present\"}}\n";
    let (_, told) = came(&piped(&[], text.as_bytes()), 1);
    assert!(told.contains("unknown-id") && !told.contains("nguyen"), "{told}");
    let mut score = crate::program::program();
    let out = score.args(["score", &file(folder.path(), "one.json", text)]).output().expect("the program starts");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains("unknown-id") && !told.contains("nguyen"), "{told}");
    let (_, told) = came(&piped(&[], text.replace("nguyen-van-a", "debt-bondagee").as_bytes()), 1);
    assert!(told.contains("`debt-bondagee` is not known here: did you mean `debt-bondage`?"), "{told}");
}
