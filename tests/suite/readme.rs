//! What the README tells people to type works, and shows what it says it shows.

use crate::files;
use std::process::Stdio;

/// Where a transcript leaves something out.
const LEFT_OUT: &str = "[…]";

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let text = files::text(&files::root().join("README.md"));
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
fn every_command_for_newcomers_works() {
    let commands: Vec<String> =
        blocks("sh").iter().flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(commands.contains(&"cargo run --release -- screen".to_owned()), "{commands:?}");
    assert!(commands.contains(&"cargo test".to_owned()), "{commands:?}");
    for command in commands.iter().filter(|command| *command != "cargo test") {
        let args =
            command.strip_prefix("cargo run --release -- ").unwrap_or_else(|| panic!("{command} is not known here"));
        assert_eq!(tipscreen(args).0, Some(0), "{command}");
    }
}

#[test]
fn every_transcript_is_what_is_printed() {
    let blocks = blocks("console");
    assert!(blocks.len() >= 2);
    for block in blocks {
        let (command, expected) = block.split_once('\n').expect("a command and what it prints");
        let args = command.strip_prefix("$ tipscreen ").unwrap_or_else(|| panic!("{command} is not known here"));
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
    let shown = blocks("text").into_iter().find(|block| block.contains("[p] yes")).expect("a question");
    let catalogue = tipscreen::catalogue::Catalogue::builtin("asean-commit").expect("there").expect("whole");
    let of_catalogue = catalogue
        .indicators
        .iter()
        .any(|one| [&one.prompt, &one.observe, &one.statement].into_iter().all(|text| shown.contains(text.as_str())));
    assert!(of_catalogue, "{shown}");
}

#[test]
fn the_script_it_shows_comes_out_as_it_says() {
    let script = blocks("toml").into_iter().find(|block| block.starts_with("[script]")).expect("a script");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("script.toml");
    std::fs::write(&path, script).expect("a file");
    let (code, printed) = tipscreen(&format!("screen --script {}", path.display()));
    assert_eq!(code, Some(0), "{printed}");
}

#[test]
fn every_test_that_the_page_on_security_names_is_there() {
    let page = files::text(&files::root().join("SECURITY.md"));
    let suite = files::root().join("tests/suite");
    let (mut named, mut missing) = (0, Vec::new());
    for name in page.split('`').skip(1).step_by(2).filter(|name| name.contains("::") && !name.starts_with("module::")) {
        let (module, test) = name.split_once("::").expect("it has them");
        let source = suite.join(format!("{module}.rs"));
        let there = source.is_file()
            && (test.is_empty()
                || suite.join(module).join(test.trim_end_matches(':').to_owned() + ".rs").is_file()
                || files::text(&source).contains(&format!("fn {test}(")));
        named += 1;
        if !there {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(named > 50, "only {named} tests are named");
}
