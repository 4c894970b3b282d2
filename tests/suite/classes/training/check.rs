//! `train check`: what is as expected, what is not and why, and what no script touches.

use super::{err, out, train};
use crate::files::{root, text};
use serde_json::Value;
use std::collections::BTreeMap;

#[test]
fn all_examples_come_out_as_they_expect_and_touch_everything() {
    let checked = train(root(), &["check", "examples", "--format", "json"], "");
    assert_eq!(checked.status.code(), Some(0), "{}{}", out(&checked), err(&checked));
    let told: Value = serde_json::from_str(&out(&checked)).expect("one object");
    assert_eq!(told["as_expected"], told["scripts"].as_array().expect("a list").len());
    for kind in ["indicators", "findings", "urgencies", "pathways"] {
        assert_eq!(told["untouched"][kind], Value::Array(Vec::new()), "{kind}");
    }
}

/// Each fault of a script with what is told of it: the file says both.
#[test]
fn every_fault_of_a_script_is_told_with_its_place_and_what_to_do() {
    let faults: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&text(&root().join("tests/data/training/faults.toml"))).expect("TOML");
    assert!(faults.len() >= 12);
    let base = text(&root().join("tests/data/training/base.toml"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.toml");
    std::fs::write(&file, &base).expect("a file");
    let whole = train(folder.path(), &["check", "case.toml"], "");
    assert_eq!(whole.status.code(), Some(0), "the base is fine: {}", out(&whole));
    for (name, fault) in faults {
        let (from, to) = (&fault["replace"], &fault["by"]);
        assert!(base.contains(from), "{name}: {from:?} is not in the base");
        std::fs::write(&file, base.replacen(from, to, 1)).expect("a file");
        let checked = train(folder.path(), &["check", "case.toml"], "");
        assert_eq!(checked.status.code(), Some(1), "{name}: {}{}", out(&checked), err(&checked));
        for told in fault["told"].split('|') {
            assert!(out(&checked).contains(told.trim()), "{name}: {told:?} is not told:\n{}", out(&checked));
        }
    }
}

#[test]
fn one_bad_script_hides_no_other_and_programs_are_told_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let base = text(&root().join("tests/data/training/base.toml"));
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("a-fine.toml", &base);
    write("b-differs.toml", &base.replace("finding = \"strong-grounds\"", "finding = \"none-recorded\""));
    write("c-unread.toml", "[script");
    let check = |format: &str| train(folder.path(), &["check", ".", "--format", format], "");
    let table = check("table");
    assert_eq!(table.status.code(), Some(1));
    let lines = out(&table);
    assert!(lines.contains("3 scripts: 1 as expected, 1 otherwise, 1 that could not be read"), "{lines}");
    let told: Value = serde_json::from_str(&out(&check("json"))).expect("one object");
    let codes: Vec<&str> = (0..3).filter_map(|at| told["scripts"][at]["faults"][0]["code"].as_str()).collect();
    assert_eq!(codes, ["not-expected", "unreadable"]);
    let junit = out(&check("junit"));
    assert!(junit.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), "{junit}");
    assert!(junit.contains("tests=\"3\" failures=\"1\" errors=\"1\""), "{junit}");
    for (tag, times) in [("<testcase ", 3), ("<failure ", 1), ("</failure>", 1), ("<error ", 1), ("</error>", 1)] {
        assert_eq!(junit.matches(tag).count(), times, "{tag}: {junit}");
    }
}

/// What is told to build servers stays XML, whatever a file is called and whatever stands in it.
#[test]
fn nothing_in_a_script_breaks_out_of_the_xml() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "a<b>&\"'c.toml";
    std::fs::write(folder.path().join(name), "x = \"]]><evil/>&\"\n").expect("a file");
    let junit = out(&train(folder.path(), &["check", name, "--format", "junit"], ""));
    assert!(junit.contains("a&lt;b&gt;&amp;&quot;&#x27;c.toml"), "{junit}");
    assert!(!junit.contains("<evil"), "{junit}");
}

#[test]
fn nothing_to_check_is_no_success() {
    let folder = tempfile::tempdir().expect("a folder");
    let checked = train(folder.path(), &["check", "."], "");
    assert_eq!(checked.status.code(), Some(2));
    assert!(err(&checked).contains("error[nothing-to-check]"), "{}", err(&checked));
}

/// The whole example in the page for writers is one, and its faults are told as the page says.
#[test]
fn the_example_for_writers_works_as_it_stands() {
    let page = text(&root().join("examples/WRITING.md"));
    let example = page.split("```toml\n").nth(1).expect("an example").split("```").next().expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("my-case.toml"), example).expect("a file");
    let checked = train(folder.path(), &["check", "my-case.toml"], "");
    assert_eq!(checked.status.code(), Some(0), "{}{}", out(&checked), err(&checked));
}

/// Every command that the guide tells a trainer to type is one.
#[test]
fn the_commands_of_the_guide_exist() {
    let guide = text(&root().join("examples/GUIDE.md"));
    let commands: Vec<&str> = guide.split('`').filter(|part| part.starts_with("tipscreen train ")).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let mut words = command.split_whitespace().skip(2);
        let verb = words.next().expect("a verb");
        let help = out(&train(root(), &[verb, "--help"], ""));
        for flag in words.clone().filter(|word| word.starts_with("--")) {
            assert!(help.contains(flag), "{command}: {flag} is not known");
        }
        for file in words.filter(|word| word.starts_with("examples/")) {
            assert!(root().join(file).exists(), "{command}: {file} is not there");
        }
    }
    let is_name = |part: &&str| part.contains('-') && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let cells = guide.lines().filter(|line| line.starts_with("| ")).flat_map(|line| line.split('`'));
    let named: Vec<&str> = cells.filter(is_name).collect();
    assert!(named.len() >= 20, "{named:?}");
    for name in named {
        let there = |folder: &str| root().join(format!("examples/{folder}/{name}.toml")).exists();
        assert!(there("public") || there("synthetic"), "{name} is no case");
    }
}
