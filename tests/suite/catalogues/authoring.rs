//! Whoever follows `docs/author.md` gets what it says: its example is whole, what it adds works, and each break
//! it shows is named with its place and its help.

use crate::files::{below, root, text};
use std::path::Path;
use std::process::{Output, Stdio};

fn page() -> String {
    text(&root().join("docs/author.md"))
}

/// The example files of the page, by the name in their first line.
fn files() -> Vec<(String, String)> {
    let page = page();
    let blocks = page.split("```toml\n# ").skip(1);
    let file = |block: &str| {
        let (name, rest) = block.split_once('\n').expect("a name and a text");
        (name.to_owned(), format!("# {name}\n{}", rest.split_once("```").expect("an end").0))
    };
    blocks.map(file).collect()
}

/// Writes the example without the files that the page adds later.
fn write_example(folder: &Path, also: &[&str]) {
    for (name, text) in files() {
        let later = ["mine/more.toml", "mine/fishing.toml"].contains(&name.as_str());
        if !later || also.contains(&name.as_str()) {
            let path = folder.join(&name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
    }
}

fn tipscreen(folder: &Path, args: &str) -> Output {
    crate::program::program()
        .args(args.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn works(folder: &Path, args: &str) -> String {
    let out = tipscreen(folder, args);
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{args}\n{told}{}", String::from_utf8_lossy(&out.stdout));
    String::from_utf8(out.stdout).expect("text")
}

#[test]
fn every_command_of_the_page_works_on_its_example() {
    let folder = tempfile::tempdir().expect("a folder");
    write_example(folder.path(), &[]);
    let page = page();
    let blocks = page.split("```sh\n").skip(1).map(|block| block.split_once("```").expect("an end").0);
    let commands: Vec<&str> = blocks.flat_map(str::lines).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        works(folder.path(), command.strip_prefix("tipscreen ").expect("a command of ours"));
    }
}

#[test]
fn an_indicator_and_a_form_can_be_added_as_the_page_says() {
    let folder = tempfile::tempdir().expect("a folder");
    write_example(folder.path(), &["mine/more.toml", "mine/fishing.toml"]);
    let checked = works(folder.path(), "catalogue check ./mine/");
    assert!(checked.contains("no problem (mine@0.1.0: 4 indicators"), "{checked}");
    let shown = works(folder.path(), "catalogue show papers-pledged --catalogue ./mine/");
    assert!(shown.contains("ASKED ONLY IF"), "{shown}");
    let form = works(folder.path(), "catalogue show fishing --catalogue ./mine/");
    assert!(form.contains("kept-at-sea") && form.contains("hours-long"), "{form}");
    works(folder.path(), "screen --script ./mine-cases/kept-and-tired.toml --catalogue ./mine/");
}

#[test]
fn each_break_of_the_page_is_named_with_its_line_and_its_mend() {
    let page = page();
    let mut breaks = 0;
    for told in page.split("\nIn `").skip(1) {
        breaks += 1;
        let mut ticked = told.split('`');
        let file = ticked.next().expect("a file");
        let wrong = ticked.nth(1).expect("what is wrong");
        let right = ticked.nth(1).expect("what was right");
        let block = told.split_once("```text\n").expect("what is told").1.split_once("```").expect("an end").0;
        let folder = tempfile::tempdir().expect("a folder");
        write_example(folder.path(), &[]);
        let path = folder.path().join("mine").join(file);
        let before = text(&path);
        assert!(before.contains(right), "{right} stands nowhere in {file}");
        std::fs::write(&path, before.replacen(right, wrong, 1)).expect("a file");
        let out = tipscreen(folder.path(), "catalogue check ./mine/");
        assert_eq!(out.status.code(), Some(3), "{wrong}");
        let printed = String::from_utf8(out.stdout).expect("text");
        for expected in block.lines() {
            assert!(printed.contains(expected), "{wrong}: not told: {expected}\n{printed}");
        }
        let told: Vec<&str> = block.lines().collect();
        assert!(told.len() >= 3, "{wrong}: what, where and what to do");
        assert!(told[0].starts_with("error[") && told[1].contains(&format!("./mine/{file}:")), "{block}");
    }
    assert_eq!(breaks, 5);
}

/// What the page says of each table is what the reader knows: no key is missing there, and none is made up.
#[test]
fn every_key_stands_on_the_page() {
    let page = page();
    let table = page.split("## Every key").nth(1).expect("the table");
    let of_tests = ["least", "whole"].map(|name| root().join(format!("tests/data/catalogue/{name}.toml")));
    for paths in [below(&root().join("indicators/asean-commit"), "toml"), of_tests.into()] {
        for path in paths {
            let tables: toml::Table = toml::from_str(&text(&path)).expect("whole");
            for (name, value) in &tables {
                let mut keys: Vec<&String> = Vec::new();
                let mut entries = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                // The one table that stands inside another.
                let inner = |entry: &toml::Value| entry.get("contact").and_then(toml::Value::as_array).cloned();
                let contacts: Vec<toml::Value> = entries.iter().filter_map(inner).flatten().collect();
                entries.extend(contacts);
                entries.iter().filter_map(toml::Value::as_table).for_each(|table| keys.extend(table.keys()));
                let missing: Vec<_> = keys
                    .iter()
                    .filter(|key| !table.contains(&format!("`{key}`")) && key.as_str() != "strength")
                    .collect();
                assert!(table.contains(&format!("[{name}]")), "[{name}] stands nowhere");
                assert!(missing.is_empty(), "[{name}]: {missing:?} stand nowhere");
            }
        }
    }
}
