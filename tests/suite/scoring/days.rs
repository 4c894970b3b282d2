//! Days that can't be right are told and decide nothing; a person waits since the first meeting; the day is that of the place.

use crate::batch::{came, joined, piped};
use crate::files::root;
use crate::generate::shipped;
use crate::persons::on;
use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use std::process::Stdio;
use tipscreen::case::{self, Case, FactAnswer};
use tipscreen::questionnaire::{Act, Questionnaire};
use tipscreen::store::{Edition, EventKind, Record, Unsealed};

const TODAY: Date = date(2026, 11, 30);

fn ids(results: &[Value]) -> Vec<&str> {
    results.iter().map(|result| result["case_id"].as_str().expect("an id")).collect()
}

#[test]
fn fault_08_days_that_can_not_be_right_order_no_queue() {
    let path = root().join("tests/data/faults/08-dates-and-clock/days.ndjson");
    let (results, told) = on(TODAY, Some(6), &path);
    let order = ids(&results);
    let place = |id: &str| order.iter().position(|one| *one == id).expect("it is there");
    // 1 June 2026 in the Thai calendar stands beside 1 June 2026.
    assert_eq!(place("buddhist-year").abs_diff(place("waits-since-june")), 1, "{order:?}");
    assert!(place("waits-since-june") < place("since-november"), "{order:?}");
    for wrong in ["clock-in-the-future", "dead-battery", "year-zero"] {
        assert!(place(wrong) > place("since-november"), "{wrong} goes before people who wait: {order:?}");
    }
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.contains(&"2569 looks like the Thai calendar: 2026?".to_owned()), "{told:?}");
    let words: Vec<&Value> = results.iter().map(|result| &result["implausible_days"]["screened_on"]).collect();
    assert_eq!(words[place("buddhist-year")], "buddhist-year");
    assert_eq!(words[place("clock-in-the-future")], "future");
    assert_eq!(words[place("dead-battery")], "too-early");
    assert_eq!(words[place("since-november")], &Value::Null);
    // As seen in May, June has not come yet, in both calendars.
    let (results, told) = on(date(2026, 5, 1), Some(6), &path);
    assert_eq!(told.len(), 6, "{told:?}");
    assert_eq!(results.len(), 6, "nobody is left out for a wrong day");
}

/// The file is what a later meeting left before the first day was kept: it tells nothing of June. What a later meeting
/// leaves now does.
#[test]
fn fault_08_whoever_was_met_first_waits_longest() {
    let path = root().join("tests/data/faults/08-dates-and-clock/met-again.ndjson");
    let text =
        crate::files::text(&path).replacen("\"screened_on\"", "\"first_met_on\": \"2026-06-01\", \"screened_on\"", 1);
    let folder = tempfile::tempdir().expect("a folder");
    let met_again = folder.path().join("met-again.ndjson");
    std::fs::write(&met_again, text).expect("a file");
    let (results, _) = on(TODAY, Some(1), &met_again);
    assert_eq!(ids(&results), ["first-seen-in-june-met-again-28-november"]);
}

#[test]
fn a_later_meeting_keeps_the_day_of_the_first() {
    let mut case = Case::new(shipped(), "x");
    case.screened_on = Some(date(2026, 6, 1));
    let mut questionnaire = Questionnaire::new(shipped(), case);
    for day in [date(2026, 8, 1), TODAY] {
        let meeting = questionnaire.later_meeting(Some(day));
        questionnaire.take(Act::MeetAgain(meeting));
        let case = questionnaire.case();
        assert_eq!((case.screened_on, case.first_met_on), (Some(day), Some(date(2026, 6, 1))));
        let again = case::read(&case.to_json(shipped()), shipped()).expect("a case");
        assert_eq!(again.days(), case.days(), "it is written and read");
    }
    // Days are left out for others, both of them.
    let (shared, left) = questionnaire.case().for_others(shipped(), "y", case::Include::default());
    assert_eq!((shared.days(), left.days), (case::Days::default(), 2));
}

/// A record of two meetings, its case with the first day or, as earlier versions wrote it, without.
fn met_twice(with_first_day: bool) -> Record {
    const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let mut case = Case::new(shipped(), ID);
    case.screened_on = Some(date(2026, 6, 1));
    let as_json = |case: &Case| serde_json::from_str::<Value>(&case.to_json(shipped())).expect("JSON");
    let mut record = Record::new(ID);
    let catalogue = Edition::of(shipped(), String::new());
    record.add("t".to_owned(), EventKind::Began { program: "0.1.0".to_owned(), catalogue, case: as_json(&case) });
    let mut questionnaire = Questionnaire::new(shipped(), case);
    let answered = Act::Fact(tipscreen::condition::FactIx(0), FactAnswer::Values(1));
    record.add("t".to_owned(), EventKind::of(shipped(), &questionnaire.take(answered)));
    let again = Act::MeetAgain(questionnaire.later_meeting(Some(date(2026, 11, 28))));
    record.add("t".to_owned(), EventKind::of(shipped(), &questionnaire.take(again)));
    let mut case = as_json(questionnaire.case());
    if !with_first_day {
        case.as_object_mut().expect("an object").remove("first_met_on").expect("it is there");
    }
    record.case = case;
    record
}

#[test]
fn a_stored_record_tells_its_first_meeting_also_where_an_earlier_version_wrote_it() {
    let october = json!({ "case_id": "since-october", "screened_on": "2026-10-01", "facts": { "safe-to-talk": "yes" }, "answers": {} });
    for with_first_day in [true, false] {
        let record = met_twice(with_first_day);
        let questionnaire = record.replay(shipped()).expect("it is what the events lead to");
        assert_eq!(questionnaire.case().first_met_on, Some(date(2026, 6, 1)));
        assert_eq!(record.first_met_on(), Some("2026-06-01"));
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("r.tipscreen"), record.to_bytes(&Unsealed).expect("bytes")).expect("a file");
        std::fs::write(folder.path().join("a.json"), october.to_string()).expect("a file");
        let mut program = crate::batch::program(&[&folder.path().display().to_string(), "--top", "1"]);
        let (results, _) = came(&program.stdin(Stdio::null()).output().expect("it starts"), 0);
        assert!(results.contains("\"case_id\":\"6f9619ff"), "{with_first_day}: {results}");
    }
}

#[test]
fn the_program_names_each_record_whose_day_can_not_be_right() {
    let today = Timestamp::now().to_zoned(TimeZone::system()).date();
    let far = today.checked_add(40.days()).expect("a day");
    let case =
        |id: &str, day: Date| json!({ "case_id": id, "screened_on": day.to_string(), "answers": {} }).to_string();
    let thai = date(today.year() + 543, 6, 1);
    let lines = [case("now", today), case("far", far), case("dead", date(1970, 1, 1)), case("thai", thai)];
    let (results, told) = came(&piped(&[], &joined(&lines)), 0);
    assert_eq!(results.lines().count(), 4, "{told}");
    for (line, what) in [(2, "has not come yet"), (3, "is before"), (4, "looks like the Thai calendar")] {
        let named = told.lines().find(|told| told.starts_with(&format!("standard input:{line}:")));
        let named = named.unwrap_or_else(|| panic!("line {line} is not named: {told}"));
        assert!(named.contains("$.screened_on: warning[implausible-day]") && named.contains(what), "{named}");
    }
    assert!(told.contains("3 days of cases can't be right"), "{told}");
    let words: Vec<Value> = results.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let words: Vec<&Value> = words.iter().map(|result| &result["implausible_days"]).collect();
    let named = |word: &str| json!({ "screened_on": word });
    assert_eq!(words, [&Value::Null, &named("future"), &named("too-early"), &named("buddhist-year")]);
    let (rows, _) = came(&piped(&["--format", "csv"], &joined(&lines)), 0);
    let column: Vec<&str> = rows.lines().map(|row| row.rsplit(',').next().expect("a cell")).collect();
    assert_eq!(
        column,
        ["implausible_days", "", "screened_on:future", "screened_on:too-early", "screened_on:buddhist-year"]
    );
    // In a summary they are a row by themselves, and no month.
    let args = ["--summary", "--by", "month", "--suppress", "0", "--format", "json"];
    let summary: Value = serde_json::from_str(&came(&piped(&args, &joined(&lines)), 0).0).expect("JSON");
    let table = summary["tables"].as_array().expect("tables").iter().find(|table| table["id"] == "by.month");
    let rows = table.expect("the table")["rows"].as_array().expect("rows").iter();
    let rows: Vec<(String, u64)> = rows
        .map(|row| {
            let counts = row["counts"].as_array().expect("counts").iter().filter_map(Value::as_u64);
            (row["of"][0]["id"].as_str().expect("an id").to_owned(), counts.sum())
        })
        .collect();
    assert_eq!(rows, [(format!("{}", today.strftime("%Y-%m")), 1), ("implausible-day".to_owned(), 3)]);
    // `score` names them too, and many of them do not flood a screen.
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("thai.json");
    std::fs::write(&file, &lines[3]).expect("a file");
    let scored = crate::program::program().arg("score").arg(&file).output().expect("it starts");
    let told = String::from_utf8_lossy(&scored.stderr);
    assert!(told.contains("warning[implausible-day]") && told.contains("looks like the Thai calendar"), "{told}");
    let many: Vec<String> = (0..500).map(|at| case(&format!("c{at}"), thai)).collect();
    let (_, told) = came(&piped(&[], &joined(&many)), 0);
    assert!(told.lines().count() < 30 && told.contains("500 days of cases"), "{told}");
}

/// The day on which a screening begins, with this in TZ.
fn begun(zone: &str) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.json");
    let script = root().join("examples/synthetic/domestic-worker-passport-kept.toml");
    assert!(script.exists());
    let mut program = crate::program::program();
    let args = ["screen", "--training", "--plain", "--out", file.to_str().expect("a name")];
    let mut child = program
        .args(args)
        .env("TZ", zone)
        .env("TIPSCREEN_STORE", folder.path().join("store"))
        .env("XDG_CONFIG_HOME", "/nowhere")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let typed = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nx\ny\n\n\n\n\n\n\n\n\n";
    let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), typed.as_bytes());
    let out = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{error}: {told}"));
    let case: Value = serde_json::from_str(&text).expect("a case");
    (case["screened_on"].as_str().expect("a day").to_owned(), told)
}

#[test]
fn the_day_is_that_of_the_zone_that_is_named() {
    // The two ends of the earth: of any moment they never have the same day.
    for (zone, hours) in
        [("Pacific/Kiritimati", 14), (":Pacific/Kiritimati", 14), ("Etc/GMT+12", -12), ("<+14>-14", 14)]
    {
        let at = TimeZone::fixed(Offset::constant(hours));
        let now = || Timestamp::now().to_zoned(at.clone()).date().to_string();
        let before = now();
        let (day, told) = begun(zone);
        assert!(day == before || day == now(), "{zone}: {day}, and there it is {before}");
        assert!(!told.contains("unknown-zone"), "{told}");
    }
    let bangkok = TimeZone::fixed(Offset::constant(7));
    let before = Timestamp::now().to_zoned(bangkok.clone()).date().to_string();
    let day = begun("Asia/Bangkok").0;
    assert!(day == before || day == Timestamp::now().to_zoned(bangkok).date().to_string(), "{day}");
    let told = begun("Nowhere/Else").1;
    assert!(told.contains("warning[unknown-zone]") && told.contains("Nowhere/Else"), "{told}");
}
