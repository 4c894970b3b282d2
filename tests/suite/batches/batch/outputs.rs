//! Where results go: rows, tables, a pipe or a file that ends early; and what the program takes meanwhile.

use super::{came, examples, file, joined, piped, program, told, values};
use std::io::{Read, Write};
use std::process::{Child, Output, Stdio};

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
        assert_eq!(
            cell("case_id").strip_prefix('\'').unwrap_or(cell("case_id")),
            result["case_id"].as_str().expect("an id")
        );
        assert!(row.iter().all(|cell| !cell.trim_start().starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
}

/// Ids that a spreadsheet, a careless reader, or an escape that is not undone could take for each other.
#[test]
fn two_ids_are_never_one_cell() {
    let stacked = |marks: &str| format!("a{}{marks}", "\u{301}".repeat(9));
    let ids = [
        "-12",
        "'-12",
        "''-12",
        "'",
        "''",
        "=1",
        "'=1",
        " =1",
        "' =1",
        "\u{200b}",
        "+1",
        "＝1",
        "|x",
        "%x",
        "00123",
        "123",
        "3-4",
        "1e5",
        "100000",
        "2026-01-05",
        "a,b",
        "a;b",
        "a\\\"b",
        "'a",
        "a'",
        "a",
        " a",
        "a ",
        "กข-1",
    ];
    let ids: Vec<String> =
        ids.iter().map(|id| (*id).to_owned()).chain([stacked("\u{300}"), stacked("\u{302}")]).collect();
    let ids: Vec<&String> = ids.iter().filter(|id| **id != "\u{200b}").collect();
    let lines: Vec<String> = ids.iter().map(|id| format!("{{\"case_id\":\"{id}\",\"answers\":{{}}}}")).collect();
    let (text, _) = came(&piped(&["--format", "csv"], &joined(&lines)), 0);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let cells: Vec<String> = rows.records().map(|row| row.expect("a row")[2].to_owned()).collect();
    let different: std::collections::BTreeSet<&String> = cells.iter().collect();
    assert_eq!(different.len(), ids.len(), "{cells:?}");
    for (cell, id) in cells.iter().zip(&ids) {
        let id: String = serde_json::from_str(&format!("\"{id}\"")).expect("JSON");
        assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), id, "with one apostrophe taken off the id is back");
    }
}

#[test]
fn fault_18_ids_in_a_spreadsheet() {
    let ids = crate::files::text(&crate::files::root().join("tests/data/faults/18-csv-in-a-spreadsheet/ids.ndjson"));
    let plain = piped(&["--format", "csv"], ids.as_bytes());
    let marked = piped(&["--format", "csv", "--bom"], ids.as_bytes());
    assert_eq!(marked.stdout, [b"\xEF\xBB\xBF", plain.stdout.as_slice()].concat(), "a mark, once, and nothing else");
    let (text, _) = came(&plain, 0);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let cells: Vec<String> = rows.records().map(|row| row.expect("a row")[2].to_owned()).collect();
    assert_eq!(cells, ["00123", "3-4", "1e5", "2026-01-05", "กข-1", "'-12", "''-12"]);
    // Rows of a summary may have it too, and nothing else.
    let summary =
        |more: &[&str]| piped(&[&["--summary", "--suppress", "0", "--format", "csv"], more].concat(), ids.as_bytes());
    assert_eq!(summary(&["--bom"]).stdout, [b"\xEF\xBB\xBF", summary(&[]).stdout.as_slice()].concat());
    for args in
        [&["--bom"][..], &["--bom", "--format", "ndjson"], &["--bom", "--summary"], &["--bom", "--format", "table"]]
    {
        assert!(came(&piped(args, b""), 2).1.contains("--bom is for --format csv"), "{args:?}");
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
        assert_eq!(gone.status.code(), Some(0), "{}", told(&gone));
        let told = told(&gone);
        assert!(told.lines().all(|line| line.contains("warning[")), "no count is asked for: {told}");
    }
    // Also where it takes another way, and where records were refused before.
    for args in [&["--format", "csv"][..], &["--check-duplicates"], &["--top", "2000"], &["--format", "table"]] {
        let child = program(&[&["-"], args].concat()).spawn().expect("the program starts");
        let gone = unread(child, input.clone());
        assert_eq!(gone.status.code(), Some(0), "{args:?}: {}", told(&gone));
        assert!(!told(&gone).contains("error"), "{args:?}: {}", told(&gone));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let rejects = folder.path().join("rejects.ndjson").display().to_string();
    let broken = [b"{\"case_id\":\"x\"}\n".as_slice(), &input].concat();
    let gone = unread(program(&["-", "--rejects", &rejects]).spawn().expect("the program starts"), broken);
    assert_eq!(gone.status.code(), Some(0), "{}", told(&gone));
    assert!(told(&gone).contains("the file of rejected records ends there too"), "{}", told(&gone));
    // A file that may grow to so many blocks and no further, as on a full disk.
    let folder = tempfile::tempdir().expect("a folder");
    let cases = file(folder.path(), "cases.ndjson", &input);
    let results = folder.path().join("results.ndjson");
    let script = format!(
        "trap '' XFSZ; ulimit -f 300; exec {} batch {cases} --jobs 1 > {}",
        crate::program::PROGRAM,
        results.display()
    );
    let full = crate::program::with_device("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(full.status.code(), Some(4), "{}", told(&full));
    assert!(told(&full).contains("error[unwritable]"), "{}", told(&full));
    let written = std::fs::read_to_string(&results).expect("results");
    assert!(written.ends_with('\n') && values(&written).len() > 10, "whole lines, and some");
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_could_not_be_written_are_not_counted() {
    let input: Vec<u8> = (0..30).flat_map(|_| joined(&examples())).collect();
    for format in ["ndjson", "csv", "table"] {
        let script = format!("exec {} batch --format {format} --top 5 - > /dev/full", crate::program::PROGRAM);
        let mut child = crate::program::with_device("bash");
        let mut child = child
            .args(["-c", &script])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // It may end before it has read everything.
        let _ = child.stdin.take().expect("a pipe").write_all(&input);
        let full = child.wait_with_output().expect("it ends");
        assert_eq!(full.status.code(), Some(4), "{format}: {}", told(&full));
        assert!(told(&full).contains("error[unwritable]"), "{format}: {}", told(&full));
        assert!(format == "table" || told(&full).contains("records read: 0 results"), "{format}: {}", told(&full));
    }
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
