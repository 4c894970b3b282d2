//! Hostile surroundings: no output, no room, no open files, no home, a narrow or a dumb terminal.

use super::{Came, Place, ended};
use std::fs;
use std::process::Stdio;

const CASE: &str =
    "{\"case_id\":\"x\",\"facts\":{\"consent-to-record\":\"given\"},\"answers\":{\"debt-bondage\":\"present\"}}\n";

fn with_case() -> Place {
    let place = Place::new();
    fs::write(place.inputs().join("case.json"), CASE).expect("a file");
    fs::write(place.inputs().join("many.ndjson"), CASE.repeat(5_000)).expect("a file");
    place
}

fn run(script: &str, args: &[&str]) -> Came {
    let place = with_case();
    let before = place.snapshot();
    let came = ended(place.shell(script, args), b"");
    assert_eq!(came.ill(), None, "{script} {args:?}: {}", came.told);
    assert!(place.snapshot() == before, "{script} {args:?}: something was written");
    came
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    // Of a batch it is told: results that nobody has are not counted as done.
    let script = "{ \"$0\" \"$@\"; echo $? >&2; } | head -c 10 >/dev/null";
    for args in [["catalogue", "show"].as_slice(), &["catalogue", "print"], &["man"]] {
        let came = run(script, args);
        assert_eq!(came.told.lines().last(), Some("0"), "{args:?}: {}", came.told);
    }
}

#[test]
fn an_output_that_takes_nothing_is_told() {
    for args in [["score", "case.json"].as_slice(), &["batch", "case.json"], &["catalogue", "list"]] {
        let came = run("exec \"$0\" \"$@\" >/dev/full", args);
        assert_eq!(came.exit, Some(4), "{args:?}: {}", came.told);
        assert!(came.told.contains("the disk is full"), "{args:?}: {}", came.told);
    }
    for closed in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
        assert_eq!(run(&format!("exec \"$0\" \"$@\" {closed}"), &["score", "case.json"]).exit, Some(0), "{closed}");
    }
}

#[test]
fn a_file_that_may_not_grow_is_a_storage_fault_and_leaves_nothing() {
    for args in [
        ["score", "case.json", "--result", "result.txt"].as_slice(),
        &["screen", "--training", "--plain", "--out", "case-out.json"],
    ] {
        let came = run("ulimit -f 0; exec \"$0\" \"$@\"", args);
        assert_eq!(came.exit, Some(4), "{args:?}: {}", came.told);
        assert!(came.told.contains("error[unwritable]"), "{args:?}: {}", came.told);
    }
}

#[test]
fn few_open_files_are_enough() {
    for args in [["score", "case.json"].as_slice(), &["explain", "case.json"], &["batch", "many.ndjson", "--jobs", "2"]]
    {
        let came = run("ulimit -n 8; exec \"$0\" \"$@\"", args);
        assert_eq!(came.exit, Some(0), "{args:?}: {}", came.told);
    }
}

#[test]
fn the_result_does_not_hang_on_the_surroundings() {
    let usual = run("exec \"$0\" \"$@\"", &["score", "case.json", "--format", "json"]).out;
    assert!(usual.contains("\"finding\""), "{usual}");
    for script in [
        "TERM=dumb exec \"$0\" \"$@\"",
        "NO_COLOR=1 exec \"$0\" \"$@\"",
        "LC_ALL=C exec \"$0\" \"$@\"",
        "LC_ALL=tr_TR.UTF-8 LANG=xx exec \"$0\" \"$@\"",
        "COLUMNS=20 exec \"$0\" \"$@\"",
        "TZ=nowhere exec \"$0\" \"$@\"",
        "unset HOME TMPDIR PATH TIPSCREEN_STORE; exec \"$0\" \"$@\"",
        "HOME=/nowhere XDG_CONFIG_HOME=relative exec \"$0\" \"$@\"",
    ] {
        let came = run(script, &["score", "case.json", "--format", "json"]);
        assert_eq!((came.exit, came.out), (Some(0), usual.clone()), "{script}: {}", came.told);
        assert_eq!(run(script, &["score", "case.json"]).exit, Some(0), "{script}");
    }
}

#[test]
fn a_narrow_terminal_shows_every_word() {
    let mut terminal = crate::pty::Terminal::start(&["screen", "--training"], 10, 20);
    terminal.wait_for("stop", 0);
    assert_eq!(terminal.interrupt().0, Some(130));
}

#[test]
fn an_answer_without_end_ends() {
    let place = Place::new();
    let zeros = Stdio::from(fs::File::open("/dev/zero").expect("a device"));
    let mut program = place.program(&["screen", "--training", "--plain"]);
    program.stdin(zeros);
    let came = ended(program, b"");
    assert_eq!(came.ill(), None);
    assert_eq!(came.exit, Some(0), "{}", came.told.chars().take(500).collect::<String>());
}
