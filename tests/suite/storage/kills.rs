//! The real program, killed at any moment: its record opens, and holds every answer after which another question was
//! shown.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tipscreen::store::{EventKind, LocalDisk, Store, Unsealed};

/// So many kills, or as many as `TIPSCREEN_KILLS` says.
fn kills() -> u64 {
    std::env::var("TIPSCREEN_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// What is typed: safe, no danger, no medical need, an adult, agreed; then facts unknown and signs absent.
fn typed() -> String {
    let opening = ["y", "n", "1", "u", "1", "1", "1", "1", "1", "u", "u", "u", "u", "u", "u", "u", "u", "u"];
    let mut lines: Vec<&str> = opening.to_vec();
    // What is no choice at a prompt is asked for again: `g` goes on to the next section, or to the detailed questions.
    for _ in 0..60 {
        lines.extend(["a", "g"]);
    }
    lines.join("\n") + "\n"
}

/// A screening that is killed a moment after it has shown so many bytes; gives what it had shown by then.
fn killed_after(store: &Path, bytes: usize, moment: Duration) -> String {
    let mut program = crate::program::program();
    program.args(["screen", "--unsealed", "--plain"]).env("TIPSCREEN_STORE", store);
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(typed().as_bytes()).expect("the pipe takes it");
    let mut screen = child.stderr.take().expect("a pipe");
    let (mut shown, mut part) = (Vec::new(), [0; 512]);
    while shown.len() < bytes {
        match screen.read(&mut part).expect("a pipe") {
            0 => break,
            many => shown.extend(&part[..many]),
        }
    }
    std::thread::sleep(moment);
    child.kill().expect("a kill");
    child.wait().expect("an end");
    drop(input);
    screen.read_to_end(&mut shown).expect("a pipe");
    String::from_utf8_lossy(&shown).into_owned()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_after_which_a_question_was_shown() {
    let (mut with_record, mut left_over, mut most) = (0, 0, 0);
    for kill in 0..kills() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store");
        // From the first words to well behind the agreement, by steps that meet no rhythm of the program.
        let bytes = usize::try_from(kill * 7_919 % 30_000).expect("few");
        let shown = killed_after(&path, bytes, Duration::from_micros(kill * 977 % 4_000));
        let signs = shown.matches("Is or was this true:").count();
        let store = Store::at(LocalDisk::default(), &path);
        let ids = store.ids().expect("a folder");
        if signs > 0 {
            assert_eq!(ids.len(), 1, "kill {kill}: {signs} questions were shown and nothing is kept");
        }
        for id in &ids {
            with_record += 1;
            let record = store.read(id, &Unsealed).unwrap_or_else(|fault| panic!("kill {kill}: {fault}"));
            let answers =
                record.events().iter().filter(|event| matches!(event.deed, EventKind::Indicator { .. })).count();
            assert!(answers + 1 >= signs, "kill {kill}: {signs} questions were shown, {answers} answers are kept");
            most = most.max(answers);
        }
        let names = |path: &Path| {
            let entries = std::fs::read_dir(path.join("records")).into_iter().flatten();
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        let temporary = |names: &[String]| names.iter().filter(|name| name.starts_with(".tipscreen-")).count();
        left_over += temporary(&names(&path));
        if path.exists() {
            store.prepare().expect("the store opens");
        }
        assert_eq!(temporary(&names(&path)), 0, "kill {kill}: what was being written is still there");
    }
    assert!(with_record * 2 > kills(), "only {with_record} of {} kills met a record", kills());
    assert!(most >= 10, "no kill met more than {most} answers");
    // Whether a kill met a write is chance; that it can is what the test is for.
    if kills() >= 400 {
        assert!(left_over > 0, "no kill met a file that was being written");
    }
}
