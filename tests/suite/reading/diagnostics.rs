//! What a user or a program reads of an error: each code is explained, and a check is read by programs too.

use crate::files;
use crate::program::program;
use serde_json::Value;
use tipscreen::diagnostic::Code;

/// The exit code, what is printed, and what is reported.
fn ran(args: &[&str]) -> (Option<i32>, String, String) {
    let out = program().args(args).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

#[test]
fn every_code_is_explained_in_a_sentence_as_it_is_pasted() {
    let (exit, all, _) = ran(&["explain-code"]);
    assert_eq!(exit, Some(0));
    assert_eq!(all.lines().count(), Code::ALL.len());
    for code in Code::ALL {
        for pasted in [code.word().to_owned(), format!("error[{code}]:"), format!("warning[{code}]")] {
            let (exit, said, _) = ran(&["explain-code", &pasted]);
            assert_eq!(exit, Some(0), "{pasted}");
            assert!(said.starts_with(&format!("{code}: ")) && said.trim_end().ends_with('.'), "{pasted}: {said}");
            assert!(!said.contains("code-"), "{code} has no sentence: {said}");
        }
    }
    let (exit, _, told) = ran(&["explain-code", "no-kye"]);
    assert_eq!(exit, Some(2));
    assert!(told.contains("error[unknown-id]") && told.contains("`no-key`"), "{told}");
    let (exit, _, told) = ran(&["explain-code", "quite-something-else"]);
    assert!(exit == Some(2) && told.contains("explain-code"), "{told}");
}

/// What the check of a catalogue says to programs is what it says to people.
#[test]
fn a_check_in_json_holds_what_a_check_in_lines_holds() {
    let folder = files::root().join("tests/data/catalogue/bad");
    let mut found = 0;
    for path in files::below(&folder, "toml") {
        let named = path.display().to_string();
        let (exit, json, _) = ran(&["catalogue", "check", &named, "--format", "json"]);
        let (short_exit, short, _) = ran(&["catalogue", "check", &named, "--short"]);
        assert_eq!(exit, short_exit, "{named}");
        let check: Value =
            serde_json::from_str(json.trim_end()).unwrap_or_else(|error| panic!("{named}: {error}: {json}"));
        assert_eq!(check["format"], "tipscreen-check/1");
        for one in check["diagnostics"].as_array().expect("a list") {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            let level = if one["level"] == "warning" { "warning: " } else { "" };
            let line = format!("{}:{}:{}: {level}{}: ", text("file"), one["line"], one["column"], text("code"));
            assert!(short.lines().any(|short| short.starts_with(&line)), "{line}\n{short}");
            assert!(!text("what").is_empty() && !text("help").is_empty(), "{one}");
            found += 1;
        }
        let all = check["diagnostics"].as_array().expect("a list");
        for (level, key) in [("error", "errors"), ("warning", "warnings")] {
            let many = all.iter().filter(|one| one["level"] == level).count();
            assert_eq!(check[key].as_u64(), Some(many as u64), "{named}: {json}");
        }
        let is_one = |line: &&str| {
            line.strip_prefix(&format!("{named}:")).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        assert_eq!(all.len(), short.lines().filter(is_one).count(), "{named}: {short}");
    }
    assert!(found > 40, "{found}");
    let (exit, json, _) = ran(&["catalogue", "check", "asean-commit", "--format", "json"]);
    let check: Value = serde_json::from_str(json.trim_end()).expect("JSON");
    assert_eq!((exit, &check["errors"]), (Some(0), &Value::from(0)));
}
