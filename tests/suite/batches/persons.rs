//! One person is one record: of several records of one case id the newest stands, whatever the order of what is read.

use crate::batch::{came, examples, joined, piped, program};
use crate::files::root;
use crate::generate::{config, shipped};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Arc, Mutex};
use tipscreen::batch::{
    self, BatchEnd, BatchProgress, BatchTally, Decoded, Form, Inputs, Message, OnOtherMethod, Outputs, ResultFilter,
    Task,
};
use tipscreen::report::ResultDetail;
use tipscreen::store::{Edition, EventKind, Record, Unsealed};

const FIRST: &str = "tests/data/faults/01-duplicates-first-wins/first-meeting.ndjson";
const LATER: &str = "tests/data/faults/01-duplicates-first-wins/later-meeting.ndjson";

fn data(path: &str) -> String {
    root().join(path).display().to_string()
}

fn lines(path: &str) -> Vec<String> {
    crate::files::text(&root().join(path)).lines().map(str::to_owned).collect()
}

fn ran(args: &[&str]) -> Output {
    program(args).stdin(std::process::Stdio::null()).output().expect("the program starts")
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

/// A case, with a sign or without one.
fn case(id: &str, day: Option<&str>, sign: bool) -> String {
    let mut case = json!({ "case_id": id, "answers": {} });
    if let Some(day) = day {
        case["screened_on"] = json!(day);
    }
    if sign {
        case["answers"]["documents-withheld"] = json!("present");
    }
    case.to_string()
}

fn ids(results: &str) -> Vec<(String, String)> {
    let result = |line: &str| -> (String, String) {
        let result: Value = serde_json::from_str(line).expect("a result");
        let word = |key: &str| result[key].as_str().expect("a word").to_owned();
        (word("case_id"), word("finding"))
    };
    results.lines().map(result).collect()
}

/// Cases that are counted, and those with strong grounds.
fn counted(summary: &str) -> (u64, u64) {
    let summary: Value = serde_json::from_str(summary).expect("JSON");
    let rows = summary["tables"][0]["rows"].as_array().expect("rows");
    let strong = rows.iter().find(|row| row["of"][0]["id"] == "strong-grounds").expect("a row");
    (summary["cases"].as_u64().expect("a number"), strong["counts"][0].as_u64().expect("a number"))
}

#[test]
fn fault_01_twelve_people_met_twice_are_twelve_people() {
    let (first, later) = (data(FIRST), data(LATER));
    for files in [[&first, &later], [&later, &first]] {
        for more in [&[][..], &["--check-duplicates"], &["--jobs", "1"], &["--jobs", "3"]] {
            let args = [&[files[0].as_str(), files[1], "--summary", "--format", "json"], more].concat();
            let (summary, told) = came(&ran(&args), 0);
            assert_eq!(counted(&summary), (12, 12), "{args:?}");
            assert!(told.contains("12 older records or copies of the same persons left out"), "{told}");
        }
        for more in [&["--check-duplicates"][..], &["--top", "24"]] {
            let (results, _) = came(&ran(&[&[files[0].as_str(), files[1]], more].concat()), 0);
            let found = ids(&results);
            assert_eq!(found.len(), 12, "{more:?}");
            assert!(found.iter().all(|(_, finding)| finding == "strong-grounds"), "{found:?}");
        }
    }
    // Without being asked for it stays a stream of every record.
    assert_eq!(came(&ran(&[&first, &later]), 0).0.lines().count(), 24);
}

/// However the records of the fault lie in files, the totals are the same.
#[test]
fn how_records_lie_in_files_changes_no_total() {
    let all: Vec<String> = lines(FIRST).into_iter().chain(lines(LATER)).collect();
    let mut runner = proptest::test_runner::TestRunner::new(config(12));
    let strategy = (Just(all).prop_shuffle(), 1..6_usize, 1..4_usize, any::<bool>());
    let test = |(lines, files, jobs, packed): (Vec<String>, usize, usize, bool)| {
        let folder = tempfile::tempdir().expect("a folder");
        for (at, part) in lines.chunks(lines.len().div_ceil(files)).enumerate() {
            let mut text = joined(part);
            if at % 2 == 1 {
                text = format!("[{}]", part.join(",\n")).into_bytes();
            }
            if packed {
                let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
                gzip.write_all(&text).expect("packed");
                text = gzip.finish().expect("packed");
            }
            write(folder.path(), &format!("{at}.json"), text);
        }
        let folder = folder.path().display().to_string();
        let args = [&folder, "--summary", "--format", "json", "--jobs", &jobs.to_string()];
        prop_assert_eq!(counted(&came(&ran(&args), 0).0), (12, 12));
        let top = came(&ran(&[&folder, "--top", "24", "--jobs", &jobs.to_string()]), 0).0;
        prop_assert_eq!(ids(&top).len(), 12);
        Ok(())
    };
    runner.run(&strategy, test).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn copies_are_one_record_whatever_their_names_and_ids_look_like() {
    let folder = tempfile::tempdir().expect("a folder");
    let day = Some("2026-05-05");
    write(folder.path(), "x.json", case("Nguyễn-1", day, true));
    write(folder.path(), "x (1).json", case("Nguyễn-1", day, true));
    write(folder.path(), "x.sync-conflict-20260505-101010-ABCDEFG.json", case("Nguye\u{302}\u{303}n-1", day, true));
    write(folder.path(), "two.ndjson", joined(&[case(" Nguyễn-1\u{a0}", day, true), case("another", day, false)]));
    let folder = folder.path().display().to_string();
    let summary = came(&ran(&[&folder, "--summary", "--suppress", "0", "--format", "json"]), 0).0;
    assert_eq!(counted(&summary).0, 2);
    for args in [["--check-duplicates", "--jobs=2"], ["--top", "9"]] {
        let (results, told) = came(&ran(&[&[folder.as_str()][..], &args].concat()), 0);
        assert_eq!(results.lines().count(), 2, "{told}");
        assert!(told.contains("3 older records or copies"), "{told}");
    }
    // Eleven times one person is not shown as eleven people.
    let eleven: Vec<String> = (0..11).map(|_| case("x", day, true)).collect();
    let summary: Value =
        serde_json::from_str(&came(&piped(&["--summary", "--format", "json"], &joined(&eleven)), 0).0).expect("JSON");
    assert_eq!((&summary["cases"], &summary["tables"]), (&Value::Null, &json!([])));
}

#[test]
fn the_later_day_stands_and_a_day_that_can_not_be_right_decides_nothing() {
    let stands = |records: &[String]| {
        let backwards: Vec<String> = records.iter().rev().cloned().collect();
        let found = [records, &backwards].map(|records| {
            let out = piped(&["--check-duplicates"], &joined(records));
            (out.status.code(), ids(&String::from_utf8(out.stdout).expect("text")))
        });
        assert_eq!(found[0], found[1], "the order of records decides");
        match &found[0] {
            (Some(0), results) if results.len() == 1 => Some(results[0].1.clone()),
            (Some(1), results) if results.is_empty() => None,
            other => panic!("{other:?}"),
        }
    };
    let (low, high) = (Some("not-completed".to_owned()), Some("further-inquiry".to_owned()));
    let two = |first: Option<&str>, second: Option<&str>| stands(&[case("x", first, false), case("x", second, true)]);
    assert_eq!(two(Some("2026-01-01"), Some("2026-03-01")), high);
    assert_eq!(two(Some("2026-03-01"), Some("2026-01-01")), low);
    for (first, second) in [
        (Some("2026-01-01"), Some("2026-01-01")),
        (None, None),
        (Some("2026-01-01"), None),
        (None, Some("2026-01-01")),
        (Some("2026-01-01"), Some("1970-01-01")),
        (Some("1999-12-31"), Some("1970-01-01")),
        (Some("2026-01-01"), Some("2569-03-01")),
        (Some("2026-01-01"), Some("9999-01-01")),
    ] {
        assert_eq!(two(first, second), None, "{first:?} {second:?}");
    }
    // Where both say the same, a day that is missing or wrong is no reason to refuse.
    for (first, second) in [(None, Some("2026-01-01")), (Some("2026-01-01"), Some("1970-01-01")), (None, None)] {
        assert_eq!(stands(&[case("x", first, true), case("x", second, true)]), high, "{first:?} {second:?}");
    }
    // What is older than the newest is not asked, whatever it says; what is beside it is.
    let three = |third: Option<&str>| {
        stands(&[case("x", Some("2026-01-01"), false), case("x", Some("2026-03-01"), true), case("x", third, false)])
    };
    assert_eq!(three(Some("2026-02-01")), high);
    assert_eq!(three(Some("2026-03-01")), None);
    assert_eq!(three(None), None);
}

#[test]
fn what_can_not_be_decided_is_told_by_record_and_nothing_is_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let day = Some("2026-05-05");
    let mut others: Vec<String> = (0..20).map(|at| case(&format!("p{at}"), day, at % 2 == 0)).collect();
    others.insert(5, case("x", day, true));
    let one = write(folder.path(), "one.ndjson", joined(&others));
    let two = write(folder.path(), "two.ndjson", format!("\n\n{}\n", case("x", day, false)));
    for files in [[&one, &two], [&two, &one]] {
        for format in ["table", "json", "csv", "markdown"] {
            let (summary, told) = came(&ran(&[files[0], files[1], "--summary", "--format", format]), 1);
            assert!(summary.is_empty(), "{format}: {summary}");
            assert!(told.contains("no summary was written: for 1 case ids"), "{told}");
            assert!(told.contains(&format!("{one}:6")) && told.contains(&format!("{two}:3")), "{told}");
        }
        let page = folder.path().join("page.html").display().to_string();
        came(&ran(&[files[0], files[1], "--html", &page]), 1);
        assert!(!Path::new(&page).exists());
        let rejects = folder.path().join("rejects.ndjson").display().to_string();
        let (results, told) = came(&ran(&[files[0], files[1], "--check-duplicates", "--rejects", &rejects]), 1);
        assert_eq!(ids(&results).len(), 20);
        assert!(!ids(&results).iter().any(|(id, _)| id == "x"), "{results}");
        assert!(told.contains("one.ndjson:6:1: record 6, $.case_id: duplicate-case"), "{told}");
        assert!(told.contains("two.ndjson:3:1: record 1, $.case_id: duplicate-case"), "{told}");
        let kept = std::fs::read_to_string(&rejects).expect("rejected records");
        assert_eq!(kept.lines().count(), 2, "both can be looked at");
        std::fs::remove_file(&rejects).expect("taken away");
        let (results, told) = came(&ran(&[files[0], files[1], "--top", "30"]), 1);
        assert!(ids(&results).len() == 20 && told.contains("2 rejected"), "{told}");
    }
}

#[test]
fn a_filter_chooses_no_older_record() {
    let young =
        json!({ "case_id": "x", "screened_on": "2026-01-01", "facts": { "age-group": "child" }, "answers": {} });
    let grown =
        json!({ "case_id": "x", "screened_on": "2026-03-01", "facts": { "age-group": "adult" }, "answers": {} });
    let input = joined(&[young.to_string(), grown.to_string()]);
    for args in [&["--check-duplicates"][..], &["--top", "5"]] {
        let chosen = |value: &str| came(&piped(&[args, &["--where", value]].concat(), &input), 0).0.lines().count();
        assert_eq!(chosen("age-group=child"), 0, "{args:?}");
        assert_eq!(chosen("age-group=adult"), 1, "{args:?}");
    }
    // What can't be decided and is not asked for keeps no summary back.
    let undecided = |id: &str| [case(id, None, true), case(id, None, false)];
    let others = (0..20)
        .map(|at| json!({ "case_id": format!("p{at}"), "facts": { "age-group": "adult" }, "answers": {} }).to_string());
    let input = joined(&others.chain(undecided("x")).collect::<Vec<_>>());
    let summary = |more: &[&str]| piped(&[&["--summary"], more].concat(), &input).status.code();
    assert_eq!((summary(&["--where", "age-group=adult"]), summary(&[])), (Some(0), Some(1)));
}

#[test]
fn a_record_of_training_stands_for_nobody() {
    let training = json!({ "case_id": "x", "purpose": "training", "screened_on": "2026-06-01", "answers": {} });
    let input = joined(&[case("x", Some("2026-01-01"), true), training.to_string()]);
    let summary = |purpose: &str| {
        let args = ["--summary", "--suppress", "0", "--format", "json", "--purpose", purpose];
        let summary: Value = serde_json::from_str(&came(&piped(&args, &input), 0).0).expect("JSON");
        summary["cases"].as_u64().expect("a number")
    };
    assert_eq!((summary("screening"), summary("training"), summary("any")), (1, 1, 2));
    assert_eq!(came(&piped(&["--top", "5"], &input), 0).0.lines().count(), 2);
    // Of one person who was screened and takes part in research, one record stands in a queue.
    let research = json!({ "case_id": "x", "purpose": "research", "screened_on": "2026-06-01", "answers": {} });
    let input = joined(&[case("x", Some("2026-01-01"), true), research.to_string()]);
    assert_eq!(came(&piped(&["--top", "5"], &input), 0).0.lines().count(), 1);
}

#[test]
fn what_is_refused_or_warned_of_is_told_once_however_often_the_input_is_read() {
    let mut all: Vec<String> = lines(FIRST).into_iter().chain(lines(LATER)).collect();
    all.insert(3, "{\"case_id\":\"bad\",\"answers\":{\"debt-bondage\":\"presnt\"}}".to_owned());
    all.push(case("old", Some("1970-01-01"), true));
    let folder = tempfile::tempdir().expect("a folder");
    for args in [&["--summary"][..], &["--top", "50"], &["--check-duplicates"]] {
        let rejects = folder.path().join("rejects.ndjson").display().to_string();
        let (_, told) = came(&piped(&[args, &["--rejects", &rejects]].concat(), &joined(&all)), 1);
        assert_eq!(told.matches("wrong-value").count(), 1, "{args:?}: {told}");
        assert_eq!(told.matches("warning[implausible-day]: 1970").count(), 1, "{args:?}: {told}");
        assert_eq!(std::fs::read_to_string(&rejects).expect("refused").lines().count(), 1, "{args:?}");
        std::fs::remove_file(&rejects).expect("taken away");
    }
}

#[test]
fn what_came_through_a_pipe_and_can_not_be_read_again_is_not_chosen_from() {
    let note = "x".repeat(3900);
    let long = |id: usize| json!({ "case_id": format!("c{id}"), "answers": { "debt-bondage": { "presence": "absent", "note": note } } });
    let mut all: Vec<String> = (0..2300).map(|id| long(id).to_string()).collect();
    assert!(joined(&all).len() > 8 << 20, "longer than is held");
    let summary = ["--summary", "--format", "json"];
    let once = came(&piped(&summary, &joined(&all)), 0).0;
    assert_eq!(counted(&once).0, 2300, "nobody comes twice: it is read once");
    all.push(case("c0", Some("2026-01-01"), true));
    for args in [&summary[..], &["--top", "2"], &["--check-duplicates"]] {
        let (out, told) = came(&piped(args, &joined(&all)), 1);
        assert!(out.is_empty(), "{args:?}: {out}");
        assert!(told.contains("duplicate-case") && told.contains("save it to a file"), "{told}");
    }
    // The same as a file, also where that file is standard input.
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "all.ndjson", joined(&all));
    let standard = std::fs::File::open(&file).expect("a file");
    for mut run in [program(&[&["-"], &summary[..]].concat()), program(&[&[file.as_str()], &summary[..]].concat())] {
        let run = run.stdin(standard.try_clone().expect("another")).output().expect("it starts");
        assert_eq!(run.status.code(), Some(1), "one without a day, and one with a day");
        assert!(String::from_utf8_lossy(&run.stderr).contains("no summary was written: for 1 case ids"));
    }
}

// ---------------------------------------------------------------- stored records

/// A stored record with so many events; the case as it stands, of this day.
fn record(acts: &[&str], day: &str, sign: bool) -> (Vec<u8>, Record) {
    const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let mut record = Record::new(ID);
    let edition = Edition {
        id: shipped().id.clone(),
        version: shipped().version.clone(),
        method: String::new(),
        texts: String::new(),
        copy: String::new(),
    };
    let began = json!({ "case_id": ID, "screened_on": "2026-01-01", "answers": {} });
    let program = "0.1.0".to_owned();
    record.add("2026-01-01T00:00:00Z".to_owned(), EventKind::Began { program, catalogue: edition, case: began });
    for act in acts {
        let deed = EventKind::Fact { fact: (*act).to_owned(), answer: json!("yes") };
        record.add("2026-01-01T00:00:00Z".to_owned(), deed);
    }
    record.case = serde_json::from_str(&case(ID, Some(day), sign)).expect("JSON");
    (record.to_bytes(&Unsealed).expect("bytes"), record)
}

#[test]
fn of_stored_records_the_one_whose_events_go_on_is_newer() {
    let stands = |files: &[(&str, Vec<u8>)]| {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            write(folder.path(), name, bytes);
        }
        let out = ran(&[&folder.path().display().to_string(), "--check-duplicates"]);
        let found = ids(&String::from_utf8(out.stdout).expect("text"));
        let (code, told) = (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned());
        match (code, found.as_slice()) {
            (Some(0), [(_, finding)]) => Some(finding.clone()),
            (Some(1), []) => None,
            other => panic!("{other:?}: {told}"),
        }
    };
    let (low, high) = (Some("not-completed".to_owned()), Some("further-inquiry".to_owned()));
    let short = record(&["a"], "2026-09-09", false).0;
    let long = record(&["a", "b"], "2026-01-01", true).0;
    let other = |day| record(&["a", "c", "d"], day, false).0;
    // By its events, though its day is earlier, whatever the files are called.
    assert_eq!(stands(&[("a.tipscreen", short.clone()), ("b.tipscreen", long.clone())]), high);
    assert_eq!(stands(&[("b.tipscreen", short.clone()), ("a.tipscreen", long.clone())]), high);
    // Two devices went on from the same beginning: more events are not newer, but a later day is.
    assert_eq!(stands(&[("a.tipscreen", long.clone()), ("b.tipscreen", other("2026-01-01"))]), None);
    assert_eq!(stands(&[("a.tipscreen", long.clone()), ("b.tipscreen", other("2026-05-05"))]), low);
    // Beside an export, by the days.
    let export = |day| case("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", Some(day), false).into_bytes();
    assert_eq!(stands(&[("a.tipscreen", long.clone()), ("b.json", export("2026-03-03"))]), low);
    assert_eq!(stands(&[("a.tipscreen", long.clone()), ("b.json", export("2025-03-03"))]), high);
    assert_eq!(stands(&[("a.tipscreen", long.clone()), ("b.json", export("2026-01-01"))]), None);
    // The same record twice is one.
    assert_eq!(
        stands(&[("a.tipscreen", long.clone()), ("a (1).tipscreen", long.clone()), ("o.tipscreen", short)]),
        high
    );
}

// ---------------------------------------------------------------- as a library

/// Runs a batch over files, with each file read as `unwrap` makes it.
fn scored(task: &Task<'_>, inputs: Inputs<'_>) -> (BatchTally, String, Vec<String>) {
    #[derive(Clone, Default)]
    struct Gathered(Arc<Mutex<Vec<u8>>>);
    impl Write for Gathered {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("not broken").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (results, told) = (Gathered::default(), Mutex::new(Vec::new()));
    let outputs = Outputs {
        header: Vec::new(),
        results: Box::new(results.clone()),
        refused: None,
        on_message: Box::new(|message| {
            told.lock().expect("not broken").push(match message {
                Message::Refused(refusal) => refusal.error.to_string(),
                Message::Warning(warned) => warned.warning.what.clone(),
            });
        }),
    };
    let tally = batch::run(task, inputs, 1, &BatchProgress::default(), outputs);
    let text = String::from_utf8(results.0.lock().expect("not broken").clone()).expect("text");
    (tally, text, told.into_inner().expect("not broken"))
}

pub fn task(today: jiff::civil::Date) -> Task<'static> {
    Task {
        catalogue: shipped(),
        form: Form::Json(ResultDetail::Short),
        wanted: ResultFilter::default(),
        on_other_method: OnOtherMethod::Score,
        one_person: true,
        most_persons: batch::MOST_IDS,
        today,
        strict: false,
        limit: None,
        top: None,
        names_files: false,
        summary: None,
        lists_moved: false,
    }
}

/// The results of a batch over a file, as seen on a day.
pub fn on(today: jiff::civil::Date, top: Option<usize>, path: &Path) -> (Vec<Value>, Vec<String>) {
    let task = Task { top, ..task(today) };
    let (tally, results, told) = scored(&task, Inputs::named(&[path.to_owned()], &[]));
    assert!(matches!(tally.end, BatchEnd::Read), "{:?}", tally.end);
    (results.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(), told)
}

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 30);

#[test]
fn more_persons_than_ids_may_be_kept_end_the_run() {
    let path = [root().join(LATER)];
    for (most, top) in [(11, None), (11, Some(3))] {
        let (tally, results, _) = scored(&Task { most_persons: most, top, ..task(TODAY) }, Inputs::named(&path, &[]));
        assert!(matches!(tally.end, BatchEnd::TooMany), "{:?}", tally.end);
        assert!(results.is_empty());
    }
    let (tally, results, _) = scored(&Task { most_persons: 12, ..task(TODAY) }, Inputs::named(&path, &[]));
    assert!(matches!(tally.end, BatchEnd::Read) && results.lines().count() == 12, "{:?}", tally.end);
}

#[test]
fn a_file_that_changes_between_two_readings_is_no_ground_for_a_choice() {
    let folder = tempfile::tempdir().expect("a folder");
    let path: [PathBuf; 1] = [write(folder.path(), "a.ndjson", "").into()];
    let (same, other) = (case("x", Some("2026-01-01"), true), case("y", Some("2026-01-01"), true));
    for top in [None, Some(9)] {
        for (turn, changed) in [(1, true), (2, true), (9, false)] {
            let reading = Cell::new(0);
            let unwrap = |_: &str, _: Box<dyn Read>| {
                let last = if reading.replace(reading.get() + 1) >= turn { &other } else { &same };
                let text = Box::new(Cursor::new(joined(&[same.clone(), same.clone(), last.clone()])));
                Ok(Decoded::text(text))
            };
            let inputs = Inputs::named(&path, &[]).unwrapped(Box::new(unwrap));
            let (tally, ..) = scored(&Task { top, ..task(TODAY) }, inputs);
            assert_eq!(matches!(tally.end, BatchEnd::Changed), changed, "{top:?}, {turn}: {:?}", tally.end);
        }
    }
}

/// The whole example cases, each twice and in two files: nothing is told of them that one alone would not tell.
#[test]
fn whatever_stands_twice_comes_out_as_if_it_stood_once() {
    let once = examples();
    let twice = joined(&[once.clone(), once.clone()].concat());
    for args in [
        &["--top", "9999"][..],
        &["--summary", "--purpose", "training", "--format", "json", "--suppress", "0", "--by", "month"],
        &["--check-duplicates", "--format", "csv"],
    ] {
        assert_eq!(came(&piped(args, &twice), 0).0, came(&piped(args, &joined(&once)), 0).0, "{args:?}");
    }
}
