//! The command line: exit codes, one clear error each, nothing written that was not asked for.

use crate::files::root;
use std::path::Path;
use std::process::{Output, Stdio};

fn tipscreen(args: &[&str]) -> Output {
    let store = tempfile::tempdir().expect("a folder");
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", store.path().join("store")).stdin(Stdio::null());
    program.output().expect("the program starts")
}

/// Runs, and checks exit code and what stands on standard error.
fn expect(args: &[&str], code: i32, error: &str) {
    let out = tipscreen(args);
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(code), "{args:?}: {told}");
    assert!(told.contains(error), "{args:?}: {told}");
    assert!(!told.contains("panicked"), "{args:?}: {told}");
}

fn written(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn what_is_asked_wrongly_is_a_usage_fault() {
    expect(&["screen", "--no-such-flag"], 2, "--no-such-flag");
    expect(&["score"], 2, "CASE");
    expect(&["catalogue", "show", "debt-bondag"], 2, "did you mean `debt-bondage`?");
    expect(&["score", "x.json", "--catalogue", "asean-comit"], 2, "did you mean `asean-commit`?");
}

#[test]
fn a_faulty_catalogue_is_never_replaced_by_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = written(folder.path(), "bad.toml", "[catalogue]\nid = \"Bad Id\"\nversion = 1\n");
    let case = written(folder.path(), "case.json", "{\"case_id\":\"x\",\"answers\":{}}");
    expect(&["score", &case, "--catalogue", &bad], 3, "error[bad-id]");
    expect(&["screen", "--plain", "--catalogue", &bad], 3, "it was not used");
    let out = tipscreen(&["catalogue", "check", &bad, "--short"]);
    assert_eq!(out.status.code(), Some(3));
    let lines = String::from_utf8_lossy(&out.stdout).lines().count();
    assert!(lines >= 5, "all problems are told, not the first alone: {lines}");
    expect(&["score", &case, "--catalogue", "./no-such-folder/"], 3, "error[unreadable]");
}

#[test]
fn a_bad_case_is_refused_and_the_others_are_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "{\"case_id\":\"a\",\"answers\":{}}\n{\"case_id\":\"b\",\"answers\":{\"no-such\":\"present\"}}\n{\"case_id\":\"c\",\"answers\":{}}\n";
    let file = written(folder.path(), "cases.ndjson", lines);
    let out = tipscreen(&["score", "--format", "json", &file]);
    assert_eq!(out.status.code(), Some(1));
    let results = String::from_utf8_lossy(&out.stdout);
    assert!(results.contains("\"case_id\":\"a\"") && results.contains("\"case_id\":\"c\""), "{results}");
    assert!(!results.contains("\"case_id\":\"b\""), "{results}");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains("cases.ndjson:2:") && told.contains("record 2"), "{told}");
}

#[test]
fn a_file_that_cannot_be_read_is_a_storage_fault_and_the_others_are_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = written(folder.path(), "good.json", "{\"case_id\":\"a\",\"answers\":{}}");
    let latin = written(folder.path(), "latin.json", b"{\"case_id\":\"\xE9\",\"answers\":{}}");
    let folder_path = folder.path().display().to_string();
    expect(&["score", "no-such-file.json", &good], 4, "there is no such file");
    // What a file holds is no fault of the disk.
    expect(&["score", &latin], 1, "error[not-utf8]");
    expect(&["score", &folder_path], 4, "it is a folder");
    expect(&["screen", "--script", "no-such.toml"], 4, "there is no such file");
    let out = tipscreen(&["score", "--format", "json", "no-such-file.json", &good]);
    assert!(String::from_utf8_lossy(&out.stdout).contains("\"case_id\":\"a\""));
}

#[test]
fn a_place_that_cannot_be_written_is_told_before_the_first_question() {
    expect(&["screen", "--plain", "--out", "no-such-folder/case.json"], 4, "error[unwritable]");
    let out = tipscreen(&["screen", "--plain", "--out", "no-such-folder/case.json"]);
    assert!(!String::from_utf8_lossy(&out.stderr).contains("safe"), "no question was asked");
}

#[test]
fn nothing_is_written_without_agreement_to_a_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.json").display().to_string();
    // The input is at its end at once: nobody agreed to anything.
    expect(&["screen", "--plain", "--out", &file], 0, "no consent to a record");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "not even a temporary file");
}

#[cfg(unix)]
#[test]
fn a_case_is_written_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.json");
    let path = file.display().to_string();
    std::fs::write(&file, "older").expect("a file");
    expect(&["screen", "--plain", "--out", &path], 4, "it is there already");
    assert_eq!(std::fs::read_to_string(&file).expect("text"), "older", "what a person said is never written over");
    expect(&["screen", "--plain", "--training", "--out", &path], 0, "");
    let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(std::fs::read_to_string(&file).expect("text").contains("tipscreen-case/1"));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "no temporary file is left");
}

#[test]
fn an_outcome_never_shows_in_the_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    for answers in [
        "",
        "\"debt-bondage\":\"present\",\"compelled-crime\":\"present\",\"recruited\":\"present\",\"confined-or-watched\":\"present\"",
    ] {
        let text = format!("{{\"case_id\":\"a\",\"facts\":{{\"age-group\":\"adult\"}},\"answers\":{{{answers}}}}}");
        let file = written(folder.path(), "case.json", text);
        assert_eq!(tipscreen(&["score", &file]).status.code(), Some(0));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = crate::program::program()
        .args(["catalogue", "show"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let out = child.wait_with_output().expect("an end");
    assert_eq!((out.status.code(), String::from_utf8_lossy(&out.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn completions_and_the_manual_come_from_the_same_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = tipscreen(&["completions", shell]);
        assert!(out.status.success() && String::from_utf8_lossy(&out.stdout).contains("catalogue"), "{shell}");
    }
    let manual = String::from_utf8_lossy(&tipscreen(&["man"]).stdout).into_owned();
    for command in ["screen", "score", "catalogue"] {
        assert!(manual.contains(&format!("tipscreen\\-{command}")) || manual.contains(command), "{command}");
    }
}

#[test]
fn all_there_is_on_one_indicator_can_be_shown() {
    let out = tipscreen(&["catalogue", "show", "debt-bondage"]);
    let shown = String::from_utf8_lossy(&out.stdout).into_owned();
    for part in ["SAY:", "MINOR:", "SERIOUS:", "SEVERE:", "COUNTS TOO:", "DOES NOT COUNT:", "CLASS FROM:", "ORIGIN:"] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
    assert!(root().join("indicators/asean-commit").is_dir());
}

/// Nothing is written before the person agreed; a catalogue that does not ask has nobody's agreement.
#[test]
fn a_catalogue_that_asks_for_no_record_gets_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("case.json").display().to_string();
    let catalogue = root().join("tests/data/catalogue/least.toml").display().to_string();
    let screen = |training: &[&str]| {
        let mut args = vec!["screen", "--plain", "--catalogue", &catalogue, "--out", &out];
        args.extend(training);
        tipscreen(&args)
    };
    let told = screen(&[]);
    assert!(String::from_utf8_lossy(&told.stderr).contains("no consent to a record"));
    assert!(!Path::new(&out).exists());
    screen(&["--training"]);
    assert!(Path::new(&out).exists(), "training has nobody to ask");
}
