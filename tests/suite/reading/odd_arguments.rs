//! Whatever a name or an argument holds, it does nothing on a terminal: no escape of it is printed, and no line end of it
//! begins a line.

use crate::key_place::Place;
use std::path::Path;
use std::process::{Command, Stdio};

/// A name with a colour and with a line of its own.
const ODD: &str = "od\u{1b}[31m\u{9b}7md\nfake: all is well\r\u{202e}x";

fn run(mut program: Command, what: &str) -> usize {
    let piped = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let out = piped.output().expect("it starts");
    let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
    assert!(!said.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\r']), "{what}: {said:?}");
    for line in said.lines() {
        assert!(!line.trim_start().starts_with("fake:"), "{what}: {said}");
    }
    usize::from(said.contains("fake: all is well"))
}

fn program(place: &Place, folder: &Path) -> Command {
    let mut program = crate::program::program();
    program.env("TIPSCREEN_STORE", place.store()).env("HOME", place.path("home")).current_dir(folder);
    program
}

#[test]
fn no_argument_steers_the_terminal_or_begins_a_line() {
    let place = Place::with_keys(&[]);
    place.draft();
    let folder = tempfile::tempdir().expect("a folder");
    let case = crate::files::root().join("examples/cases/all.ndjson").display().to_string();
    let mut told = 0;
    for (words, help) in &crate::command_tree::helps() {
        if words.first().is_some_and(|word| word == "completions" || word == "man") {
            continue;
        }
        let start = |more: &[&str]| {
            let mut program = program(&place, folder.path());
            program.args(words).args(more);
            run(program, &format!("{words:?} {more:?}"))
        };
        told += start(&[ODD]) + start(&[ODD, ODD]) + start(&[&format!("--{ODD}")]);
        for option in &crate::command_tree::options(help) {
            told += start(&[option, ODD]) + start(&[option, ODD, &case]) + start(&["x", &format!("{option}={ODD}")]);
        }
    }
    assert!(told > 40, "hardly any message named what was given: {told}");
}

#[test]
fn no_variable_and_no_file_name_steers_the_terminal_or_begins_a_line() {
    let place = Place::new();
    let folder = tempfile::tempdir().expect("a folder");
    let case = crate::files::root().join("examples/cases/all.ndjson");
    let odd = folder.path().join(ODD);
    std::fs::create_dir(&odd).expect("a folder");
    std::fs::copy(&case, odd.join(format!("{ODD}.ndjson"))).expect("a copy");
    std::fs::write(odd.join(format!("{ODD}.toml")), "no toml").expect("a file");
    std::fs::create_dir(odd.join("records")).expect("a folder");
    std::fs::write(odd.join("records").join(ODD), "x").expect("a file");
    let mut told = 0;
    for variable in ["TIPSCREEN_STORE", "TIPSCREEN_COUNTRIES", "TIPSCREEN_DEVICE", "HOME", "XDG_CONFIG_HOME"] {
        for args in [
            ["case", "list"].as_slice(),
            &["case", "verify"],
            &["key", "show"],
            &["score", case.to_str().expect("text")],
        ] {
            for value in [odd.clone(), odd.join("not-there"), odd.join(format!("{ODD}.toml"))] {
                let mut program = program(&place, folder.path());
                program.args(args).env(variable, &value);
                told += run(program, &format!("{variable} {args:?}"));
            }
        }
    }
    for args in [["batch"].as_slice(), &["catalogue", "check"], &["train", "check"], &["score"], &["explain"]] {
        for path in [odd.clone(), odd.join(format!("{ODD}.ndjson")), odd.join(format!("{ODD}.toml"))] {
            let mut program = program(&place, folder.path());
            program.args(args).arg(&path);
            told += run(program, &format!("{args:?}"));
        }
    }
    assert!(told > 20, "hardly any message named what was given: {told}");
}
