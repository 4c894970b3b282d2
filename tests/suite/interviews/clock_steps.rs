//! A clock that was set back between two events: the screener is told at the next meeting, and `case verify` names it.

use crate::meetings::{ID, Meeting, first_meeting, set_clock};
use std::path::Path;
use std::process::Stdio;
use tipscreen::store::{EventKind, LocalDisk, Record, StepBack, Unsealed};

fn run(store: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", store).env("TZ", "UTC").stdin(Stdio::null());
    let out = program.output().expect("it runs");
    let both = [&out.stderr[..], &out.stdout[..]].concat();
    (out.status.code(), String::from_utf8_lossy(&both).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A record whose events happened at these times.
fn record(times: &[&str]) -> Record {
    let mut record = Record::new(ID);
    for at in times {
        record.add((*at).to_owned(), EventKind::Paused);
    }
    record
}

#[test]
fn every_step_back_is_named_and_nothing_else() {
    let steps = |times: &[&str]| record(times).steps_back().into_iter().map(|step| step.event).collect::<Vec<_>>();
    assert_eq!(steps(&[]), [0; 0]);
    assert_eq!(steps(&["2026-11-29T12:00:00Z"; 3]), [0; 0]);
    // An empty battery; then the right time again; then a day too early.
    let times = [
        "2026-11-29T12:00:00Z",
        "2009-03-01T10:00:00Z",
        "2009-03-01T10:05:00Z",
        "2026-11-30T08:00:00Z",
        "2026-11-29T08:00:00Z",
    ];
    assert_eq!(steps(&times), [2, 5]);
    let step = StepBack { event: 2, from: times[0].to_owned(), to: times[1].to_owned() };
    assert_eq!(record(&times).steps_back()[0], step);
    // A running clock is put right by seconds all the time.
    assert_eq!(steps(&["2026-11-29T12:00:00Z", "2026-11-29T11:59:30Z"]), [0; 0]);
    assert_eq!(steps(&["2026-11-29T12:00:00Z", "2026-11-29T11:58:30Z"]), [2]);
    // A time that is none is no time.
    assert_eq!(steps(&["2026-11-29T12:00:00Z", "", "2026-11-29T12:00:00Z"]), [0; 0]);
}

#[test]
fn a_clock_behind_any_entry_of_a_record_is_noticed() {
    let record = record(&["2026-11-29T12:00:00Z", "2009-03-01T10:00:00Z"]);
    for (now, is_behind) in [
        ("2009-03-01T09:00:00Z", true),
        ("2020-01-01T00:00:00Z", true),
        ("2026-11-29T11:59:40Z", false),
        ("2026-11-29T12:00:00Z", false),
        ("2027-01-01T00:00:00Z", false),
    ] {
        let latest = record.later_than(now);
        assert_eq!(latest, is_behind.then_some("2026-11-29T12:00:00Z"), "{now}");
    }
}

#[test]
fn whoever_begins_a_later_meeting_is_told_that_the_clock_stands_before_the_last_entry() {
    // However wrong the clock of this machine is, it is not beyond this day.
    let folder = tempfile::tempdir().expect("a folder");
    set_clock("2199-11-29T12:00:00Z");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let (code, told) = run(folder.path(), &["screen", "--plain", "--continue", ID]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Check the date of this device") && told.contains("2199-11-29 12:00"), "{told}");
    assert!(told.contains("Is it safe for the person to talk"), "it goes on: {told}");

    let mut draft = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
    draft.agree();
    drop(draft);
    let (_, told) = run(folder.path(), &["screen", "--plain", "--resume", ID]);
    assert!(told.contains("Check the date of this device"), "{told}");

    set_clock("2026-11-22T09:00:00Z");
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let (_, told) = run(folder.path(), &["screen", "--plain", "--continue", ID]);
    assert!(!told.contains("Check the date"), "{told}");
}

#[test]
fn verify_names_each_step_back_with_both_days() {
    let folder = tempfile::tempdir().expect("a folder");
    set_clock("2026-11-29T12:00:00Z");
    let events = first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed).events().len();
    set_clock("2009-03-01T10:00:00Z");
    let mut later = Meeting::later(LocalDisk::default(), folder.path(), ID, Unsealed);
    later.agree();
    later.end();
    let (code, told) = run(folder.path(), &["case", "verify"]);
    assert_eq!(code, Some(0), "nothing was changed: {told}");
    let step = format!("event {}: the clock went back, from 2026-11-29 12:00 to 2009-03-01 10:00", events + 1);
    assert!(told.contains("unchanged") && told.contains(&step), "no {step:?} in {told}");
    assert_eq!(told.matches("the clock went back").count(), 1, "{told}");
}
