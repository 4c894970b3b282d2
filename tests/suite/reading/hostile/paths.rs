//! Hostile paths: what is named is not a file, or its name does something.

use super::{Place, ended};
use crate::part::every;
use std::fs;
use std::os::unix::fs::symlink;

const CASE: &str = "{\"case_id\":\"x\",\"answers\":{}}";

/// Commands that read the file that is named, and their exit codes where it can't be read.
const READERS: [(&[&str], i32); 6] = [
    (&["score"], 4),
    (&["explain"], 4),
    (&["screen", "--training", "--script"], 4),
    (&["catalogue", "check"], 3),
    (&["catalogue", "show", "--catalogue"], 3),
    (&["catalogue", "check", "asean-commit", "--country-file"], 3),
];

#[test]
fn what_is_no_file_is_refused_and_nobody_waits_for_it() {
    let place = Place::new();
    let inputs = place.inputs();
    for (from, to) in [("loop.toml", "loop.toml"), ("dangling.toml", "nowhere"), ("zero.toml", "/dev/zero")] {
        symlink(to, inputs.join(from)).expect("a link");
    }
    let fifo = std::process::Command::new("mkfifo").arg(inputs.join("fifo.toml")).status();
    assert!(fifo.expect("mkfifo").success());
    fs::write(inputs.join("file.toml"), "").expect("a file");
    let before = place.snapshot();
    for name in [
        "loop.toml",
        "dangling.toml",
        "zero.toml",
        "fifo.toml",
        "/dev/zero",
        "file.toml/inner.toml",
        "no/../../no.toml",
    ] {
        for (reader, exit) in READERS {
            // As the id of a catalogue a name without an ending is none.
            let named = if name.contains('/') { name.to_owned() } else { format!("./{name}") };
            let came = ended(place.program(&[reader, &[named.as_str()]].concat()), b"");
            assert_eq!(came.exit, Some(exit), "{reader:?} {name}: {}", came.told);
            assert!(came.told.contains("error[unreadable]"), "{reader:?} {name}: {}", came.told);
            assert_eq!(came.ill(), None, "{reader:?} {name}");
        }
    }
    assert!(place.snapshot() == before, "something was written");
}

#[test]
fn a_batch_refuses_what_is_no_file_and_passes_over_pipes_in_a_folder() {
    let place = Place::new();
    let inputs = place.inputs();
    fs::write(inputs.join("good.json"), CASE).expect("a file");
    symlink("loop.json", inputs.join("loop.json")).expect("a link");
    assert!(std::process::Command::new("mkfifo").arg(inputs.join("fifo.json")).status().expect("mkfifo").success());
    let came = ended(place.program(&["batch", "."]), b"");
    assert_eq!((came.exit, came.out.lines().count()), (Some(4), 1), "{}", came.told);
    let came = ended(place.program(&["batch", "/dev/zero"]), b"");
    assert_eq!((came.exit, came.out.as_str()), (Some(1), ""), "{}", came.told);
    assert!(came.told.contains("not-utf8"), "{}", came.told);
}

#[test]
fn a_name_of_a_file_does_nothing_on_a_terminal() {
    let long = "a".repeat(300);
    let names = [
        "e\u{1B}[2J.toml",
        "e\u{1B}]0;title\u{7}.toml",
        "e\u{1B}]52;c;eA==\u{7}.toml",
        "e\u{1B}Pq\u{1B}\\.toml",
        "e\u{9B}2J.toml",
        "e\u{202E}lmot.toml",
        "e\u{2066}x\u{2069}.toml",
        "e\r.toml",
        "e\n --> x.toml",
        "e\u{8}\u{8}.toml",
        "CON.toml",
        "e. .toml",
        "..%2f..%2fx.toml",
        long.as_str(),
    ];
    for (at, name) in names.into_iter().enumerate() {
        // In part, each name has another content.
        for content in every(4, [Some("{"), Some("\u{FF}"), Some("=\n"), None].into_iter().cycle().skip(at).take(4)) {
            let place = Place::new();
            let path = place.inputs().join(name);
            let there = content.is_some_and(|content| fs::write(&path, content).is_ok());
            let before = place.snapshot();
            for reader in READERS.iter().map(|(reader, _)| *reader).chain([["batch"].as_slice()]) {
                let relative = format!("./{name}");
                let came = ended(place.program(&[reader, &[relative.as_str()]].concat()), b"");
                let refused = matches!(came.exit, Some(1 | 3 | 4));
                assert!(refused, "{reader:?} {name:?} ({there}): {:?} {}", came.exit, came.told);
                assert_eq!(came.ill(), None, "{reader:?} {name:?}: {:?}", came.told);
            }
            assert!(place.snapshot() == before, "{name:?}: something was written");
        }
    }
}

#[test]
fn an_id_that_leads_elsewhere_is_no_id() {
    let place = Place::new();
    let before = place.snapshot();
    for id in ["../../etc/passwd", "/etc/passwd", "..", ".", "", "CON", "e\u{1B}[2J", "e\u{202E}", &"a".repeat(300)] {
        for command in
            [["case", "show"].as_slice(), &["case", "verify"], &["case", "erase", "--yes"], &["screen", "--resume"]]
        {
            let came = ended(place.program(&[command, &[id]].concat()), b"");
            assert!(matches!(came.exit, Some(2 | 4)), "{command:?} {id:?}: {:?} {}", came.exit, came.told);
            assert_eq!(came.ill(), None, "{command:?} {id:?}: {:?}", came.told);
        }
    }
    assert!(place.snapshot() == before, "something was written");
}
