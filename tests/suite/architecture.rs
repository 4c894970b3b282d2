//! The layout holds: who may import whom, what the core may not touch, and how large a file may be.

use crate::files;
use std::collections::BTreeMap;
use std::path::Path;

/// Each module of the crate with the modules it may import. Arrows run one way.
const MAY_IMPORT: [(&str, &[&str]); 19] = [
    ("condition", &[]),
    ("escape", &[]),
    ("document", &["escape"]),
    ("inside", &[]),
    ("packing", &[]),
    ("store", &["escape", "inside", "packing", "questionnaire", "case", "catalogue", "condition", "document"]),
    ("catalogue", &["condition", "document"]),
    ("case", &["escape", "catalogue", "condition", "document"]),
    ("assessment", &["case", "catalogue", "condition"]),
    ("wording", &["escape", "referral", "assessment", "case", "catalogue", "condition", "document"]),
    ("questionnaire", &["referral", "assessment", "case", "catalogue", "condition"]),
    ("referral", &["assessment", "case", "catalogue", "condition"]),
    ("explain", &["assessment", "case", "catalogue", "condition"]),
    ("interview", &["escape", "questionnaire", "referral", "assessment", "wording", "case", "catalogue", "condition"]),
    (
        "training",
        &[
            "escape",
            "interview",
            "questionnaire",
            "referral",
            "wording",
            "assessment",
            "case",
            "catalogue",
            "condition",
            "document",
        ],
    ),
    ("summary", &["referral", "assessment", "case", "catalogue", "condition"]),
    (
        "batch",
        &[
            "inside",
            "packing",
            "summary",
            "report",
            "referral",
            "assessment",
            "case",
            "catalogue",
            "condition",
            "document",
        ],
    ),
    (
        "report",
        &[
            "training",
            "escape",
            "summary",
            "explain",
            "referral",
            "wording",
            "assessment",
            "case",
            "catalogue",
            "condition",
            "document",
        ],
    ),
    (
        "cli",
        &[
            "escape",
            "inside",
            "interview",
            "batch",
            "training",
            "report",
            "summary",
            "store",
            "questionnaire",
            "explain",
            "referral",
            "wording",
            "assessment",
            "case",
            "catalogue",
            "condition",
            "document",
        ],
    ),
];

/// Modules that know no file, clock, environment, terminal or chance.
const CORE: [&str; 11] = [
    "condition",
    "escape",
    "document",
    "catalogue",
    "case",
    "assessment",
    "explain",
    "wording",
    "questionnaire",
    "referral",
    "summary",
];

/// What the core may not name.
const EDGES: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::io",
    "std::time",
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

#[test]
fn imports_run_one_way() {
    let allowed: BTreeMap<_, _> = MAY_IMPORT.into_iter().collect();
    let mut wrong = Vec::new();
    for (module, path) in sources() {
        let allowed = allowed.get(module.as_str()).unwrap_or_else(|| panic!("`{module}` stands in no list"));
        let code = code(&path);
        let mut named: Vec<&str> = code.split("crate::").skip(1).collect();
        // `use crate::{a, b}` names several at once.
        let grouped: Vec<&str> = named
            .iter()
            .filter_map(|rest| rest.strip_prefix('{'))
            .flat_map(|rest| rest.split('}').next().unwrap_or("").split(','))
            .collect();
        named.retain(|rest| !rest.starts_with('{'));
        for rest in named.into_iter().chain(grouped) {
            let to: String = rest.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if to != module && !allowed.contains(&to.as_str()) {
                wrong.push(format!("{}: {module} may not import {to}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_touches_no_edge() {
    let mut wrong = Vec::new();
    for (module, path) in sources().into_iter().filter(|(module, _)| CORE.contains(&module.as_str())) {
        let code = code(&path);
        let named = EDGES.iter().filter(|edge| code.contains(*edge));
        wrong.extend(named.map(|edge| format!("{}: {module} names {edge}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_store_writes_files() {
    // What the store writes with lies in a module of its own, whose places nobody else names.
    for (module, path) in sources().into_iter().filter(|(module, _)| module != "store" && module != "inside") {
        let code = code(&path);
        for writing in
            ["fs::write", "File::create", "OpenOptions", "tempfile::", "fs::rename", "fs::remove", "inside::Place"]
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
