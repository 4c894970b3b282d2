//! What is no file of cases: a table, a form's answers, a store's other files, keys that no case has.

use super::{came, file, joined, piped, program, ran, told, values};
use crate::files::{root, text};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Output, Stdio};

/// Files that people have instead of cases, and a word that says what each is.
fn foreign() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let rows: Vec<String> = (0..2000).map(|at| format!("p{at},yes,no\n")).collect();
    let rows = rows.concat();
    let answers: Vec<Value> = (0..2000)
        .map(|at| json!({ "_id": at, "_uuid": format!("u{at}"), "caseid": "x", "age": 30, "_submission_time": "2026" }))
        .collect();
    let lines: Vec<String> = answers.iter().map(|answer| format!("{answer}\n")).collect();
    let lines = lines.concat();
    let results = String::from_utf8(piped(&[], &joined(&super::examples())).stdout).expect("text");
    let office = root().join("tests/data/case");
    assert!(office.exists());
    vec![
        ("commas.csv", format!("id,afraid,papers\n{rows}").into_bytes(), "a table of 3 columns between `,`"),
        ("semicolons.csv", format!("id;afraid;papers\n{rows}").replace(',', ";").into_bytes(), "between `;`"),
        ("tabs.tsv", format!("id\tafraid\tpapers\n{rows}").replace(',', "\t").into_bytes(), "between tabs"),
        ("named.json", format!("id,afraid,papers\n{rows}").into_bytes(), "a table of 3 columns"),
        ("latin.csv", [b"caf\xE9,b\n".as_slice(), &b"1,2\n".repeat(100)].concat(), "a table of 2 columns"),
        ("header.csv", b"id,afraid,papers\n".to_vec(), "a table of 3 columns"),
        ("book.xlsx", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml\0\x01\x02{\n".to_vec(), "a spreadsheet"),
        ("book.ods", b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK".to_vec(), "a spreadsheet"),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".to_vec(), "a spreadsheet"),
        ("cases.zip", b"PK\x03\x04\x14\0\0\0a.json{\"case_id\":\"x\",\"answers\":{}}".to_vec(), "an archive"),
        (
            "kobo.json",
            json!({ "count": 2000, "next": null, "results": answers }).to_string().into_bytes(),
            "KoboToolbox",
        ),
        ("list.json", json!(answers).to_string().into_bytes(), "KoboToolbox"),
        ("lines.ndjson", lines.into_bytes(), "KoboToolbox"),
        ("other.ndjson", b"{\"name\":\"a\",\"age\":3}\n".repeat(2000), "JSON of another program"),
        ("results.ndjson", results.into_bytes(), "a file of `tipscreen-result/1`"),
        ("submission.xml", b"<?xml version=\"1.0\"?><data id=\"x\"><q>1</q></data>".to_vec(), "HTML or XML"),
        ("script.toml", text(&root().join("examples/synthetic/domestic-worker-passport-kept.toml")).into(), "TOML"),
        ("notes.txt", b"met her on Monday\nshe was afraid\n".to_vec(), "a text without any JSON"),
    ]
}

fn score(args: &[&str]) -> Output {
    let mut program = crate::program::program();
    program.arg("score").args(args).env("XDG_CONFIG_HOME", "/nowhere").stdin(Stdio::null());
    program.output().expect("the program starts")
}

#[test]
fn what_is_no_file_of_cases_gets_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = file(folder.path(), "good.json", "{\"case_id\":\"good\",\"answers\":{}}");
    for (name, bytes, what) in foreign() {
        let path = file(folder.path(), name, bytes);
        let (results, told) = came(&ran(&[&path, &good]), 1);
        assert_eq!(results.lines().count(), 1, "{name}: the other file is scored");
        let about: Vec<&str> = told.lines().filter(|line| line.contains(name)).collect();
        assert!(matches!(about.as_slice(), [one] if one.contains(what) && one.contains("not-cases")), "{name}: {told}");
        assert!(told.lines().count() <= 2 && told.contains("1 rejected"), "{name}: {told}");
        assert!(!told.contains("Monday") && !told.contains("u7"), "{name}: {told}");
        let scored = score(&[&path, &good]);
        let said = self::told(&scored);
        assert_eq!(scored.status.code(), Some(1), "{name}: {said}");
        assert_eq!(said.matches("error[").count(), 1, "{name}: {said}");
        assert!(said.contains(what) && said.contains("not-cases"), "{name}: {said}");
        assert!(!scored.stdout.is_empty(), "{name}: the other file is scored");
    }
    // A summary of something else is none.
    let path = file(folder.path(), "again.csv", "a,b\n1,2\n");
    let (summary, told) = came(&ran(&[&path, "--summary", "--suppress", "0", "--format", "json"]), 1);
    let summary: Value = serde_json::from_str(&summary).expect("JSON");
    assert!(summary["cases"] == 0 && told.contains("not-cases"), "{told}");
    assert!(came(&piped(&[], b"a;b\n1;2\n"), 1).1.contains("standard input:1:1: not-cases"), "through a pipe too");
}

/// Broken cases are told one by one, as cases.
#[test]
fn what_may_be_cases_is_read_as_cases() {
    let good = "{\"case_id\":\"a\",\"answers\":{}}";
    for (input, refused) in [
        (format!("{{\"case_id\":\"x\"}}\n{good}\n"), 1),
        (format!("{{\"a\":1,\"b\":2}}\n{good}\n"), 1),
        (format!("nonsense\n{good}\n"), 1),
        (format!("{{\"case_di\":\"x\",\"answer\":{{}}}}\n{good}\n"), 1),
        (format!("{good}\n{}", "{\"a\":1,\"b\":2,\"c\":3}\n".repeat(9)), 9),
    ] {
        let (results, told) = came(&piped(&[], input.as_bytes()), 1);
        assert_eq!(results.lines().count(), 1, "{input}: {told}");
        assert!(told.contains(&format!("{refused} rejected")) && !told.contains("not-cases"), "{input}: {told}");
    }
}

#[test]
fn a_key_that_no_case_has_is_named_where_that_gives_nobody_away() {
    let with = |key: &str| format!("{{\"case_id\":\"x\",\"{key}\":1,\"answers\":{{}}}}\n");
    for (key, what) in [
        ("exported_at", "`exported_at` is not known here"),
        ("sourceFile", "`sourceFile` is not known here"),
        ("age-group", "`age-group` is not known here: put it under `facts`"),
        ("documents-withheld", "`documents-withheld` is not known here: put it under `answers`"),
        ("screened_no", "did you mean `screened_on`?"),
    ] {
        assert!(came(&piped(&[], with(key).as_bytes()), 1).1.contains(what), "{key}");
    }
    let below = "{\"case_id\":\"x\",\"facts\":{\"debt-bondage\":\"present\"},\"answers\":{}}";
    assert!(came(&piped(&[], below.as_bytes()), 1).1.contains("put it under `answers`"));
    for key in ["nguyen-van-a", "somchai", "0812345678", "name of Somchai", "ชื่อ"] {
        let told = came(&piped(&[], with(key).as_bytes()), 1).1;
        assert!(told.contains("this key is not known here") && !told.contains(key), "{key}: {told}");
    }
    // A key that no name could be, since every record of a program has it, is told once for all of them.
    let many: String = (0..12).map(|_| with("kobo_ref_7")).chain((0..9).map(|_| with("somchai"))).collect();
    let told = came(&piped(&[], many.as_bytes()), 1).1;
    assert!(told.contains("`kobo_ref_7` (12 records)") && !told.contains("somchai"), "{told}");
    let folder = tempfile::tempdir().expect("a folder");
    let said = self::told(&score(&[&file(folder.path(), "many.ndjson", many)]));
    assert!(said.contains("`kobo_ref_7` (12 records)") && !said.contains("somchai"), "{said}");
    let names: String = (0..40).map(|_| with("Nguyễn Văn A")).collect();
    assert!(
        !came(&piped(&[], names.as_bytes()), 1).1.contains("Nguy"),
        "what is not written like an identifier never is"
    );
}

/// A store with a record, and what else lies in one.
fn store(folder: &Path) -> String {
    let store = folder.join("store");
    let typed = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nx\ny\n\n\n\n";
    let mut screen = crate::program::program();
    let mut child = screen
        .args(["screen", "--unsealed", "--plain"])
        .env("TIPSCREEN_STORE", &store)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), typed.as_bytes());
    child.wait().expect("it ends");
    store.display().to_string()
}

#[test]
fn a_store_is_read_by_its_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(folder.path());
    for named in [&store, &folder.path().display().to_string()] {
        let (results, told) = came(&ran(&[named]), 0);
        assert_eq!((results.lines().count(), told.as_str()), (1, "1 records read: 1 results, 0 rejected\n"));
    }
    // Copies that other programs make are named, and one person stays one.
    let records = Path::new(&store).join("records");
    let record = std::fs::read_dir(&records).expect("a folder").map(|entry| entry.expect("an entry").path());
    let record = record.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "tipscreen"));
    let record = record.expect("a record");
    std::fs::copy(&record, records.join("x (conflicted copy).tipscreen")).expect("a copy");
    std::fs::write(records.join("notes.txt"), "x").expect("a file");
    let (summary, told) = came(&ran(&[&store, "--summary", "--suppress", "0", "--format", "json"]), 0);
    assert_eq!(serde_json::from_str::<Value>(&summary).expect("JSON")["cases"], 1);
    assert!(told.contains("x (conflicted copy).tipscreen") && told.contains("notes.txt"), "{told}");
    let scored = score(&[&store]);
    assert!(self::told(&scored).contains("it is a folder") && self::told(&scored).contains("the command `batch`"));
    // Its settings are no cases, wherever they are met.
    let top = values(&came(&ran(&[&store, "--top", "9"]), 0).0);
    assert_eq!(top.len(), 1);
    drop(program(&[]));
}
