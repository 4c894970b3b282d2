//! What the documents tell people to type works, shows what they say it shows, and every link leads somewhere.

use crate::files;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Where a transcript leaves something out.
const LEFT_OUT: &str = "[…]";

/// Most words of the README.
const MOST_WORDS: usize = 1500;

/// Commands that are shown and not run here as they are: how they begin, and why.
const NOT_RUN: [(&str, &str); 26] = [
    ("cargo build", "builds the program that is tested"),
    ("cargo test", "is this test"),
    ("cargo bench", "needs an optimised program; `.ci/run` runs them"),
    ("PROPTEST_CASES", "takes long; `.ci/long` runs it"),
    ("benches/compare", "needs a second checkout"),
    ("time ", "needs a large file; the benchmark of batches runs the same"),
    ("/usr/bin/time", "needs a large file; the benchmark of batches runs the same"),
    ("fuzz/run", "needs another compiler; see fuzz/README.md"),
    (".ci/", "is the gate itself, or a part of it"),
    ("tipscreen key new", "asks for a passphrase; see `making_keys`"),
    ("tipscreen case show ID", "needs a record; see `kept`"),
    ("tipscreen case verify", "needs a store; see `asking`"),
    ("tipscreen case export ID", "needs a record; see `export`"),
    ("tipscreen case erase ID", "needs a record; see `erasing`"),
    ("tipscreen train quiz examples/synthetic/fisher-calls-himself-lucky.toml --role-play", "asks; see `training`"),
    ("tipscreen train agree anna ben", "needs the answers of two trainees; see `agreement`"),
    ("tipscreen train check papers-kept.toml", "needs the script that the page shows, which is tried below"),
    ("tipscreen screen --script papers-kept.toml", "needs the script that the page shows, which is tried below"),
    ("tipscreen catalogue check ./mine/", "needs the catalogue that the page shows; see `authoring`"),
    ("tipscreen catalogue show --catalogue ./mine/", "needs the catalogue that the page shows; see `authoring`"),
    ("tipscreen catalogue show papers-kept --catalogue ./mine/", "needs the same; see `authoring`"),
    ("tipscreen catalogue print --catalogue ./mine/", "needs the catalogue that the page shows; see `authoring`"),
    ("tipscreen screen --script ./mine-cases/", "needs the catalogue that the page shows; see `authoring`"),
    ("tipscreen train check ./mine-cases", "needs the catalogue that the page shows; see `authoring`"),
    (
        "tipscreen catalogue check asean-commit --country-file own/",
        "needs the file that the page shows; see `countries`",
    ),
    ("tipscreen catalogue show our-night-line", "needs the file that the page shows; see `countries`"),
];

/// Every document that people read.
fn documents() -> Vec<PathBuf> {
    let root = files::root();
    let at_the_top = std::fs::read_dir(root).expect("the project").map(|entry| entry.expect("an entry").path());
    let mut found: Vec<PathBuf> = at_the_top.filter(|path| path.extension().is_some_and(|ends| ends == "md")).collect();
    for folder in ["docs", "examples", "indicators"] {
        found.extend(files::below(&root.join(folder), "md"));
    }
    found.push(root.join("fuzz/README.md"));
    assert!(found.len() > 12, "{found:?}");
    found
}

/// The fenced blocks of one language in one document.
fn blocks_of(path: &Path, language: &str) -> Vec<String> {
    let text = files::text(path);
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(found) = line.strip_prefix("```").filter(|found| !found.is_empty()) {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if found == language {
                blocks.push(block.join("\n"));
            }
        }
    }
    blocks
}

/// The same of all documents.
fn blocks(language: &str) -> Vec<String> {
    documents().iter().flat_map(|path| blocks_of(path, language)).collect()
}

fn tipscreen(args: &str) -> (Option<i32>, String) {
    let out = crate::program::program()
        .args(args.split_whitespace())
        .current_dir(files::root())
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    (out.status.code(), String::from_utf8(out.stdout).expect("text"))
}

#[test]
fn every_command_works_as_it_is_shown() {
    let of_readme = blocks_of(&files::root().join("README.md"), "sh").join("\n");
    assert!(of_readme.lines().any(|line| line == "cargo run --release -- screen"), "{of_readme}");
    assert!(of_readme.lines().any(|line| line == "cargo test"), "{of_readme}");
    let commands: BTreeSet<String> =
        blocks("sh").iter().flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut unused: BTreeSet<&str> = NOT_RUN.iter().map(|(begins, _)| *begins).collect();
    for command in &commands {
        let command = command.split(" # ").next().unwrap_or(command).trim();
        let program = ["cargo run --release -- ", "tipscreen "].iter().find_map(|begins| command.strip_prefix(begins));
        // What is not run is at least one of the commands and options that there are.
        if let Some(args) = program {
            is_known(args);
        }
        let not_run: Vec<&str> =
            NOT_RUN.iter().map(|(begins, _)| *begins).filter(|begins| command.starts_with(begins)).collect();
        if not_run.is_empty() {
            let args = program.unwrap_or_else(|| panic!("{command} is not known here"));
            assert_eq!(tipscreen(args).0, Some(0), "{command}");
        }
        unused.retain(|begins| !command.starts_with(begins));
    }
    assert!(unused.is_empty(), "shown nowhere: {unused:?}");
}

/// Whether the help of the command names each option that is shown.
fn is_known(args: &str) {
    let words: Vec<&str> = args.split_whitespace().collect();
    let is_command = |word: &&&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-');
    let groups = ["train", "case", "key", "catalogue"];
    let many = if groups.contains(&words[0]) { 2 } else { 1 };
    let command: Vec<&str> = words.iter().take(many).take_while(is_command).copied().collect();
    let (code, help) = tipscreen(&format!("{} --help", command.join(" ")));
    assert_eq!(code, Some(0), "{args}");
    for option in words.iter().filter(|word| word.starts_with("--")) {
        let name = option.split('=').next().unwrap_or(option);
        assert!(help.contains(name), "{args}: {name} is no option");
    }
}

/// Files of a transcript that are laid down first, and what they hold.
const MADE_UP: [(&str, &str); 1] = [(
    "cases.ndjson",
    "{\"case_id\":\"a\",\"answers\":{}}\n{\"case_id\":\"b\",\"answers\":{\"x\":\"present\"}}\n{\"case_id\":\"c\",\"answers\":{}",
)];

/// Runs a transcript on a made-up file: `batch FILE --rejects FILE > FILE  # exit code N`, compared with what is reported.
fn made_up(args: &str, holds: &str, expected: &str) {
    let (args, code) = args.split_once("  # exit code ").expect("a code");
    let (args, _) = args.split_once(" > ").expect("a file for results");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("cases.ndjson"), holds).expect("a file");
    let out = crate::program::program()
        .args(args.split_whitespace())
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    assert_eq!(out.status.code().map(|code| code.to_string()).as_deref(), Some(code), "{args}");
    let told = String::from_utf8(out.stderr).expect("text");
    let parts = expected.split(LEFT_OUT).map(|part| part.trim_matches('\n')).filter(|part| !part.is_empty());
    for part in parts {
        assert!(told.contains(part), "{args}: not printed (here):\n{part}\n\nprinted:\n{told}");
    }
}

#[test]
fn every_transcript_is_what_is_printed() {
    let blocks = blocks("console");
    assert!(blocks.len() >= 6);
    for block in blocks {
        let (command, expected) = block.split_once('\n').expect("a command and what it prints");
        let args = command.strip_prefix("$ tipscreen ").unwrap_or_else(|| panic!("{command} is not known here"));
        if let Some((_, holds)) = MADE_UP.iter().find(|(name, _)| args.contains(name)) {
            made_up(args, holds, expected);
            continue;
        }
        let (code, printed) = tipscreen(args);
        assert_eq!(code, Some(0), "{command}");
        let mut rest = printed.as_str();
        for part in expected.split(LEFT_OUT).map(|part| part.trim_matches('\n')).filter(|part| !part.is_empty()) {
            let at =
                rest.find(part).unwrap_or_else(|| panic!("{command}: not printed (here):\n{part}\n\nprinted:\n{rest}"));
            rest = &rest[at + part.len()..];
        }
    }
}

#[test]
fn the_question_it_shows_is_one_of_the_catalogue() {
    let shown = blocks_of(&files::root().join("README.md"), "text")
        .into_iter()
        .find(|block| block.contains("[p] yes"))
        .expect("a question");
    let catalogue = tipscreen::catalogue::Catalogue::builtin("asean-commit").expect("there").expect("whole");
    let of_catalogue = catalogue
        .indicators
        .iter()
        .any(|one| [&one.prompt, &one.observe, &one.statement].into_iter().all(|text| shown.contains(text.as_str())));
    assert!(of_catalogue, "{shown}");
}

#[test]
fn the_script_it_shows_comes_out_as_it_says() {
    let of_trainers = blocks_of(&files::root().join("docs/trainer.md"), "toml");
    let script = of_trainers.into_iter().find(|block| block.contains("[script]")).expect("a script");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("script.toml");
    std::fs::write(&path, script).expect("a file");
    let (code, printed) = tipscreen(&format!("screen --script {}", path.display()));
    assert_eq!(code, Some(0), "{printed}");
}

#[test]
fn the_readme_is_short() {
    let words = files::text(&files::root().join("README.md")).split_whitespace().count();
    assert!(words <= MOST_WORDS, "{words} words");
}

/// Types that the page on architecture and the glossary name.
#[test]
fn every_type_that_a_page_on_the_code_names_is_there() {
    let code: String = files::below(&files::root().join("src"), "rs").iter().map(|path| files::text(path)).collect();
    let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let mut named = 0;
    for page in ["docs/GLOSSARY.md", "docs/architecture.md"] {
        let text = files::text(&files::root().join(page));
        for name in text.split('`').skip(1).step_by(2).filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        {
            let of_code = name.chars().all(|c| c.is_alphanumeric() || c == ':');
            for part in name.split("::").filter(|_| of_code && name.chars().any(|c| c.is_ascii_lowercase())) {
                named += 1;
                assert!(words.contains(part), "{page}: {name} is not in the code");
            }
        }
    }
    assert!(named > 20, "only {named} are named");
}

/// The name that a heading has in a link.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>().replace(' ', "-")
}

#[test]
fn every_link_leads_to_a_file_and_to_a_heading() {
    let mut wrong = Vec::new();
    for document in documents() {
        let text = files::text(&document);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
            let target =
                if file.is_empty() { document.clone() } else { document.parent().expect("a folder").join(file) };
            let is_there = target.exists()
                && heading.is_none_or(|heading| {
                    files::text(&target)
                        .lines()
                        .filter(|line| line.starts_with('#'))
                        .any(|line| anchor(line) == heading)
                });
            if !is_there {
                wrong.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_test_that_the_page_on_security_names_is_there() {
    let page = files::text(&files::root().join("SECURITY.md"));
    let sources = files::below(&files::root().join("tests/suite"), "rs");
    let (mut named, mut missing) = (0, Vec::new());
    for name in page.split('`').skip(1).step_by(2).filter(|name| name.contains("::") && !name.starts_with("module::")) {
        let (module, test) = name.split_once("::").expect("it has them");
        let is_of = |path: &&PathBuf| path.file_stem().is_some_and(|stem| stem == module);
        let there = sources.iter().filter(is_of).any(|source| {
            test.is_empty()
                || source.with_extension("").join(test.trim_end_matches(':').to_owned() + ".rs").is_file()
                || files::text(source).contains(&format!("fn {test}("))
        });
        named += 1;
        if !there {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(named > 50, "only {named} tests are named");
}
