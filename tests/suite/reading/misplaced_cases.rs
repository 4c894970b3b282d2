//! A case or a record that is named where a script, a catalogue, a country file or rules of wording belong: it is named as
//! what it is, and no line of it is shown.

use crate::export::{ID, example};
use crate::files::root;
use crate::generate::shipped;
use crate::meetings::Meeting;
use std::fs;
use std::path::Path;
use tipscreen::store::{LocalDisk, Unsealed};

/// Stands in every text of a case here, and in no message.
const MARK: &str = "qzjx";

/// Cases and records, whole and broken, in files of any name.
fn misplaced(folder: &Path) -> Vec<String> {
    let mut case: serde_json::Value =
        serde_json::from_str(&example("fisher-eighteen-months").to_json(shipped())).expect("JSON");
    case["answers"]["documents-withheld"] =
        serde_json::json!({ "presence": "present", "note": format!("{MARK} Maria") });
    case["case_id"] = format!("{MARK}-1").into();
    let (line, pretty) = (case.to_string(), serde_json::to_string_pretty(&case).expect("JSON"));
    let cut = pretty.find(MARK).map_or(0, |at| pretty[..at].rfind('\n').map_or(0, |end| end + 1));
    let mut meeting = Meeting::first(LocalDisk::default(), &folder.join("store"), ID, Unsealed);
    meeting.agree();
    meeting.sign("documents-withheld", &format!("{MARK} Maria"));
    drop(meeting);
    let record = fs::read_to_string(folder.join(format!("store/records/{ID}.tipscreen"))).expect("a record");
    let texts = [
        ("line.json", line.clone()),
        ("pretty.json", pretty.clone()),
        ("pretty.toml", pretty.clone()),
        ("list.toml", format!("[\n  {line}\n]\n")),
        ("lines.toml", format!("{line}\n{line}\n")),
        ("marked.toml", format!("\u{feff}\n\n{line}")),
        ("broken.toml", pretty.replacen(':', "", 1)),
        ("ends-early.json", pretty[..pretty.len() - 40].to_owned()),
        ("begins-late.json", pretty[cut..].to_owned()),
        ("begins-late", pretty[cut..].to_owned()),
        ("record.tipscreen", record.clone()),
        ("record.toml", record),
        ("note.txt", format!("Talk of today\n{MARK} Maria, aged 16\n")),
    ];
    let written = |(name, text): (&str, String)| {
        let path = folder.join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    texts.into_iter().map(written).collect()
}

#[test]
fn no_line_of_a_case_is_shown_where_toml_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = root().join("examples/cases/all.ndjson").display().to_string();
    for file in misplaced(folder.path()) {
        let wording = format!("--wording={file}");
        for args in [
            ["train", "check", &file].as_slice(),
            &["train", "check", "--format", "json", &file],
            &["train", "check", "--format", "junit", &file],
            &["train", "play", &file],
            &["train", "quiz", &file],
            &["train", "agree", &good, &good, "--key", &file],
            &["screen", "--script", &file],
            &["score", &good, "--country-file", &file],
            &["score", &good, "--catalogue", &file],
            &["catalogue", "check", &file],
            &["catalogue", "check", &wording, "asean-commit"],
            &["catalogue", "diff", &file, "asean-commit"],
            &["catalogue", "show", &file],
        ] {
            let out = crate::program::program().args(args).current_dir(folder.path()).output().expect("it starts");
            let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
            assert!(!said.contains(MARK), "{args:?}: {said}");
            assert_ne!(out.status.code(), Some(0), "{args:?}: {said}");
            assert!(
                said.contains("error[") || said.contains("not-toml") || said.contains("syntax"),
                "{args:?}: {said}"
            );
        }
        // Among the files that are always read.
        let countries = folder.path().join("countries");
        let _ = fs::remove_dir_all(&countries);
        fs::create_dir(&countries).expect("a folder");
        fs::copy(&file, countries.join("th.toml")).expect("a copy");
        let mut program = crate::program::program();
        program.args(["catalogue", "list"]).env("TIPSCREEN_COUNTRIES", &countries);
        let listed = program.output().expect("it starts");
        let mut program = crate::program::program();
        program.args(["score", "-"]).env("TIPSCREEN_COUNTRIES", &countries).stdin(std::process::Stdio::null());
        let scored = program.output().expect("it starts");
        let said = String::from_utf8_lossy(&[listed.stderr, scored.stderr].concat()).into_owned();
        // A text that is no JSON, under the name of a country file, is taken for one.
        assert!(!said.contains(MARK) || file.ends_with("note.txt"), "{file}: {said}");
    }
}

#[test]
fn a_faulty_script_still_shows_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("script.toml");
    fs::write(&path, "case = \"x\nfacts = 7\n").expect("a file");
    let out = crate::program::program().args(["train", "check"]).arg(&path).output().expect("it starts");
    let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
    assert!(said.contains("case = \"x") && said.contains("error[syntax]"), "{said}");
}
