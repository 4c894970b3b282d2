//! The files of a training (`--out`, `--result`, `--record`) obey the answer about a record, as everywhere else.

use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

/// The questions before the one about a record, for a program that reads lines.
const BEFORE: &str = "y\nn\n1\nu\n1\n1\n1\n1\n";

fn screen(folder: &Path, typed: &str) -> Output {
    let mut program = crate::program::program();
    program.args(["screen", "--training", "--plain", "--out", "case.json", "--result", "result.txt"]);
    program.args(["--record", "talk.toml"]).current_dir(folder).env("TIPSCREEN_STORE", folder.join("store"));
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("it starts");
    child.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("it reads");
    child.wait_with_output().expect("an end")
}

fn written(folder: &Path) -> Vec<&'static str> {
    ["case.json", "result.txt", "talk.toml"].into_iter().filter(|name| folder.join(name).exists()).collect()
}

#[test]
fn a_refused_record_of_a_training_leaves_no_file() {
    // A yes; then no, not known, prefers not to say; then a yes that is taken back.
    for (answers, is_agreed) in [("1\n", true), ("2\n", false), ("u\n", false), ("d\n", false), ("1\nb\n2\ny\n", false)]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let out = screen(folder.path(), &format!("{BEFORE}{answers}x\ny\n"));
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(0), "{answers:?}: {told}");
        let expected: &[&str] = if is_agreed { &["case.json", "result.txt", "talk.toml"] } else { &[] };
        assert_eq!(written(folder.path()), expected, "{answers:?}: {told}");
        assert_eq!(told.contains("no consent to a record"), !is_agreed, "{answers:?}: {told}");
        assert!(String::from_utf8_lossy(&out.stdout).contains("Finding:") || is_agreed, "the result is shown: {told}");
    }
}

#[test]
fn a_training_that_ends_before_the_question_of_a_record_writes_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = screen(folder.path(), "y\nn\n1\nx\ny\n");
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(written(folder.path()).len(), 3, "nobody was asked, and nobody real is there");
}

#[test]
fn an_exercise_and_a_script_say_that_they_write_their_file_whatever_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = crate::files::root().join("examples/synthetic/nobody-else-please.toml");
    let run = |args: &[&str]| {
        let mut program = crate::program::program();
        let out = program.args(args).arg(&script).args(["--out", args[0]]).current_dir(folder.path()).output();
        let told = String::from_utf8_lossy(&out.expect("it runs").stderr).into_owned();
        assert!(folder.path().join(args[0]).exists(), "{told}");
        told.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = run(&["screen", "--script"]);
    assert!(told.contains("nobody agrees to a record in this story"), "{told}");
    let told = run(&["train", "quiz", "--plain"]);
    assert!(told.contains("even if the interviewee wants no record"), "{told}");
}
