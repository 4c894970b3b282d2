//! What a file may look like: lines, lists, cases over several lines, packed, in folders, cut off; and what is told of it.

use super::{came, count, examples, file, gzipped, joined, ran, told, values, without_envelope, zstd};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Command;

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
    assert_eq!(expected.len(), count());
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
    let script = format!("exec {} batch {} > {}", crate::program::PROGRAM, folder.path().display(), results.display());
    let run = crate::program::with_device("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(run.status.code(), Some(0), "{}", told(&run));
    assert_eq!(values(&std::fs::read_to_string(&results).expect("results")).len(), count());
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
        (
            "thai.json",
            format!("[{}, {{\"case_id\":5}}]", good.replace("\"a\"", "\"กขค\"")),
            ":1:45: record 2, $[1].case_id: wrong-type",
        ),
        ("thai.ndjson", "{\"purpose\":\"กขค\"}".to_owned(), ":1:16: record 1, $.purpose: wrong-value"),
        ("pretty.json", bad.to_owned(), ":3:29: record 1, $.answers.debt-bondage: wrong-value"),
        ("lines.ndjson", format!("{good}\n\n{{\"case_id\":5}}"), ":3:12: record 2, $.case_id: wrong-type"),
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
    assert_eq!(results.lines().count(), count() - 1);
    assert!(
        told.contains(&format!("cut.ndjson:{}:", count())) && told.contains("not-json") && told.contains("too early"),
        "{told}"
    );
    let list = format!("[{}", lines.join(","));
    let (results, told) = came(&ran(&[&file(folder.path(), "cut.json", &list)]), 1);
    assert_eq!(results.lines().count(), count(), "every case of the list stood whole");
    assert!(
        told.contains("cut.json:1:")
            && told.contains(&format!("the file ends too early. {} records were read", count())),
        "{told}"
    );
    let inside = file(folder.path(), "inside.json", &list[..list.len() - 40]);
    let rejects = folder.path().join("rejects.ndjson").display().to_string();
    let (results, told) = came(&ran(&[&inside, "--rejects", &rejects]), 1);
    assert_eq!(results.lines().count(), count() - 1);
    assert!(
        told.contains(&format!("record {}, $", count())) && told.contains("too early") && told.contains("1 rejected"),
        "{told}"
    );
    assert!(told.contains(&format!("{} records were read", count() - 1)), "{told}");
    let (_, told) = came(&ran(&[&file(folder.path(), "empty.json", " \n")]), 1);
    assert!(told.contains("empty.json:1:1") && told.contains("the file is empty"), "{told}");
    came(&ran(&[&file(folder.path(), "none.json", "[]"), &file(folder.path(), "none.ndjson", "")]), 0);
    for (name, packed) in [("cut.gz", gzipped(&plain)), ("cut.zst", zstd(&plain))] {
        let (results, told) = came(&ran(&[&file(folder.path(), name, &packed[..packed.len() / 2])]), 4);
        assert!(values(&results).len() < count());
        assert!(told.contains("the rest was not read"), "{name}: {told}");
        assert!(told.contains("1 files not read, or read only in part"), "{name}: {told}");
    }
    // What a decoder keeps back for the blocks to come is let go when they do not come.
    let many: Vec<u8> = (0..40).flat_map(|_| plain.clone()).collect();
    let packed = zstd(&many);
    let (results, told) = came(&ran(&[&file(folder.path(), "long.zst", &packed[..packed.len() / 2])]), 4);
    assert!(results.lines().count() > 40 * count() / 3, "{told}");
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
    assert_eq!(results.lines().count(), count());
    assert!(told.contains("gone.ndjson: there is no such file"), "{told}");
    let utf16: Vec<u8> = "\u{FEFF}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, told) = came(&ran(&[&file(folder.path(), "wide.json", utf16)]), 1);
    assert!(told.contains("UTF-16"), "{told}");
}

#[test]
fn whole_records_before_the_damage_of_a_packed_file_are_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let rejects = folder.path().join("rejects.ndjson").display().to_string();
    let lines = examples();
    for (name, plain) in
        [("lines.ndjson.gz", joined(&lines)), ("list.json.gz", format!("[{}]", lines.join(",")).into_bytes())]
    {
        // Stored as they are, so that it is known which records stand before the damage.
        let mut packed = GzEncoder::new(Vec::new(), Compression::none());
        packed.write_all(&plain).expect("packed");
        let packed = packed.finish().expect("packed");
        let whole = lines[..7].iter().map(|line| line.len() + 1).sum::<usize>() + 300;
        let (results, told) = came(&ran(&[&file(folder.path(), name, &packed[..whole]), "--rejects", &rejects]), 4);
        assert_eq!(results.lines().count(), 7, "{name}: {told}");
        assert!(told.contains("record 8, ") && told.contains("is cut off"), "{name}: {told}");
        assert!(told.contains("8 records read: 7 results, 1 rejected"), "{name}: {told}");
        let kept = values(&std::fs::read_to_string(&rejects).expect("rejected records"));
        // Of a list nothing is kept of the record that is cut off.
        let is_kept = name.starts_with("lines");
        assert_eq!(kept[0]["record"].as_str().is_some_and(|record| lines[7].starts_with(record)), is_kept, "{name}");
        std::fs::remove_file(&rejects).expect("taken away");
    }
    let mut followed = gzipped(&joined(&lines));
    followed.extend_from_slice(b"what is not gzip");
    let (results, _) = came(&ran(&[&file(folder.path(), "followed.gz", &followed)]), 4);
    assert_eq!(results.lines().count(), count());
}

#[cfg(unix)]
#[test]
fn what_is_no_case_file_in_a_folder_is_passed_over_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    file(folder.path(), "a.json", &examples()[0]);
    file(folder.path(), "notes.txt", "nothing to score");
    file(folder.path(), ".hidden.json", "{");
    // Nobody writes to it: whoever opened it would wait for ever.
    let pipe = folder.path().join("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let (results, told) = came(&ran(&[&folder.path().display().to_string()]), 0);
    assert_eq!(results.lines().count(), 1);
    assert!(told.contains("skipped in folders: 3"), "{told}");
    std::os::unix::fs::symlink("gone.json", folder.path().join("link.json")).expect("a link");
    let (results, told) = came(&ran(&[&folder.path().display().to_string()]), 4);
    assert_eq!(results.lines().count(), 1);
    assert!(told.contains("link.json: there is no such file"), "{told}");
    let empty = tempfile::tempdir().expect("a folder");
    let (_, told) = came(&ran(&[&empty.path().display().to_string()]), 0);
    assert!(told.contains("no case file was found in the named files and folders"), "{told}");
    let (_, told) = came(&ran(&["-", "-"]), 2);
    assert!(told.contains("named twice"), "{told}");
}
