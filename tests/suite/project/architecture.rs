//! The layout holds: who may import whom, what the core may not touch, and how large a file may be.

use crate::files;
use std::path::Path;

/// The rooms of the crate, floor by floor from the ground up. A room may import from the floors below its own.
/// See `docs/architecture.md`.
const FLOORS: [&[&str]; 17] = [
    &["words"],
    &["agreement", "compression", "condition", "diagnostic", "escape", "no_follow"],
    &["toml_input"],
    &["catalogue"],
    &["case"],
    &["assessment"],
    &["explain", "referral"],
    &["questionnaire", "summary", "wording"],
    &["interview"],
    &["training"],
    &["report"],
    &["schema"],
    &["terminal"],
    &["store"],
    &["batch"],
    &["cli"],
    &["facade"],
];

/// Rooms that may touch files, clock, environment, threads and keys. All others are the core.
const EDGES: [&str; 6] = ["batch", "cli", "compression", "no_follow", "store", "terminal"];

/// What the core may not name: all that belongs to an edge. A core room may write to any `io::Write` that it is given.
const OUTSIDE: [&str; 15] = [
    "std::fs",
    "std::env",
    "stdin",
    "stdout",
    "stderr",
    "Instant",
    "SystemTime",
    "std::process",
    "std::net",
    "std::thread",
    "dialoguer",
    "console::",
    "ctrlc",
    "anyhow",
    "TimeZone::system",
];

const MAX_LINES: usize = 500;

fn module_of(path: &Path) -> String {
    let inner = path.strip_prefix(files::root().join("src")).expect("below src");
    let first = inner.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Code without comments, so that a word in a sentence is no import.
fn code(path: &Path) -> String {
    let text = files::text(path);
    let lines = text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

fn sources() -> Vec<(String, std::path::PathBuf)> {
    let all = files::below(&files::root().join("src"), "rs");
    all.into_iter()
        .map(|path| (module_of(&path), path))
        .filter(|(module, _)| module != "main" && module != "lib")
        .collect()
}

/// The paths below the crate that a source names: in `use` trees of any depth, and in code.
fn crate_paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for rest in code.split("crate::").skip(1) {
        below(rest, &[], &mut found);
    }
    found
}

/// Follows one path, and each branch where it opens a brace. Gives what is left behind it.
fn below<'c>(code: &'c str, before: &[String], found: &mut Vec<Vec<String>>) -> &'c str {
    let mut path = before.to_vec();
    let mut rest = code.trim_start();
    loop {
        if let Some(mut inside) = rest.strip_prefix('{') {
            loop {
                inside = below(inside, &path, found).trim_start();
                match inside.strip_prefix(',') {
                    Some(more) if !more.trim_start().starts_with('}') => inside = more,
                    _ => break,
                }
            }
            let inside = inside.trim_start_matches(',').trim_start();
            return inside.strip_prefix('}').unwrap_or(inside);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(rest.len());
        path.push(rest[..end].to_owned());
        rest = &rest[end..];
        let Some(further) = rest.strip_prefix("::") else { break };
        rest = further.trim_start();
        if rest.starts_with('<') {
            break;
        }
    }
    found.push(path);
    rest.trim_start()
        .strip_prefix("as ")
        .map_or(rest, |alias| alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == ' '))
}

#[test]
fn names_behind_nested_braces_are_seen() {
    let code = "use crate::{a::{self, b::{C, D as E}}, f}; use crate::g::h; fn x() { crate::i::j::<u8>() }";
    let paths: Vec<String> = crate_paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["a::self", "a::b::C", "a::b::D", "f", "g::h", "i::j"]);
}

#[test]
fn imports_run_downwards() {
    let floor = |room: &str| FLOORS.iter().position(|floor| floor.contains(&room));
    let mut wrong = Vec::new();
    for (room, path) in sources() {
        let own = floor(&room).unwrap_or_else(|| panic!("`{room}` is on no floor"));
        for named in crate_paths(&code(&path)) {
            let to = named[0].as_str();
            if to != room && floor(to).is_none_or(|to| to >= own) {
                wrong.push(format!("{}: {room} may not import {}", path.display(), named.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_touches_no_edge() {
    let mut wrong = Vec::new();
    for (room, path) in sources().into_iter().filter(|(room, _)| !EDGES.contains(&room.as_str())) {
        let code = code(&path);
        let named = OUTSIDE.iter().filter(|outside| code.contains(*outside));
        wrong.extend(named.map(|outside| format!("{}: {room} names {outside}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_store_writes_files() {
    // What the store writes with lies in a module of its own, whose places nobody else names.
    for (module, path) in sources().into_iter().filter(|(module, _)| module != "store" && module != "no_follow") {
        let code = code(&path);
        for writing in
            ["fs::write", "File::create", "OpenOptions", "tempfile::", "fs::rename", "fs::remove", "no_follow::Place"]
        {
            assert!(!code.contains(writing), "{}: {module} writes by {writing}", path.display());
        }
    }
}

#[test]
fn referral_reads_no_answers_about_indicators() {
    let code = code(&files::root().join("src/referral.rs"));
    for raw in [".answer(", ".presence(", "with_presence", "IndicatorIx"] {
        assert!(!code.contains(raw), "referral looks at answers by {raw}");
    }
}

#[test]
fn every_file_tells_one_story() {
    for (_, path) in sources() {
        let text = files::text(&path);
        assert!(text.lines().count() <= MAX_LINES, "{} has more than {MAX_LINES} lines", path.display());
        assert!(text.starts_with("//!"), "{} does not say what it owns", path.display());
    }
}

#[test]
fn no_two_types_have_one_name() {
    // A name that stands for two things has to be looked up each time. Types inside one file are its own affair.
    let mut named: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for (_, path) in sources() {
        for line in code(&path).lines() {
            let Some(rest) =
                line.strip_prefix("pub").map(|rest| rest.trim_start_matches("(super)").trim_start_matches("(crate)"))
            else {
                continue;
            };
            let mut words = rest.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            if let (Some("struct" | "enum" | "trait" | "type"), Some(name)) = (words.next(), words.next()) {
                named.entry(name.to_owned()).or_default().push(path.display().to_string());
            }
        }
    }
    assert!(named.len() > 300, "only {} types were found", named.len());
    let twice: Vec<_> = named.iter().filter(|(_, paths)| paths.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn one_place_writes_what_a_message_begins_with() {
    let by_hand = sources().into_iter().filter(|(_, path)| {
        let code = code(path);
        !path.ends_with("report/diagnostics.rs") && (code.contains("\"error[") || code.contains("warning["))
    });
    let by_hand: Vec<_> = by_hand.map(|(_, path)| path).collect();
    assert!(by_hand.is_empty(), "use `Gravity::heading`: {by_hand:?}");
}
