//! Notes: read again by who wrote them, and by nobody else.

use crate::export::{MARKER, example, kept, text, tipscreen};
use crate::generate::shipped;
use std::path::Path;
use tipscreen::case::Case;
use tipscreen::condition::IndicatorIx;

const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// What is printed, and what is told, if it ends so.
#[track_caller]
fn shown(store: &Path, more: &[&str], code: i32) -> (String, String) {
    let out = tipscreen(store, &[&["case", "show", ID], more].concat());
    assert_eq!(out.status.code(), Some(code), "{more:?}: {}", text(&out.stderr));
    (text(&out.stdout), text(&out.stderr))
}

fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A record of this case, with a note on every sign.
fn record(case: &Case) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), ID, case);
    folder
}

#[test]
fn every_note_stands_beside_its_question_when_it_is_asked_for() {
    let case = example("fisher-eighteen-months");
    let store = record(&case);
    let (whole, _) = shown(store.path(), &["--notes"], 0);
    let (result, notes) = whole.split_once("NOTES:").expect("a part of notes");
    assert!(result.contains("FINDING:") && !result.contains(MARKER), "{result}");
    let notes = running(notes);
    for at in (0..shipped().indicators.len()).map(IndicatorIx) {
        let statement = running(&shipped().indicator(at).statement);
        let (_, behind) = notes.split_once(&format!("- {statement} (")).unwrap_or_else(|| panic!("no {statement}"));
        let note = behind.split_once(") ").expect("an answer").1;
        assert!(note.starts_with(&format!("{MARKER} {}", at.0)), "{statement}: {}", &note[..60.min(note.len())]);
    }
    assert!(notes.contains(&format!("- Incident {MARKER} incident")), "what was answered in words");
}

#[test]
fn no_other_form_holds_a_note() {
    let store = record(&example("fisher-eighteen-months"));
    for form in [
        &[][..],
        &["--format", "json"],
        &["--format", "card"],
        &["--format", "card", "--subject"],
        &["--format", "md", "--for", "service"],
        &["--format", "html", "--for", "service"],
        &["--format", "md", "--for", "authority"],
    ] {
        let (printed, told) = shown(store.path(), form, 0);
        assert!(!printed.contains(MARKER) && !told.contains(MARKER), "{form:?}");
    }
    // A free text that is no note stands on the page for the screener alone.
    let (page, _) = shown(store.path(), &["--format", "md"], 0);
    assert!((0..shipped().indicators.len()).all(|at| !page.contains(&format!("{MARKER} {at}\n"))), "{page}");
}

#[test]
fn notes_go_into_nothing_for_others() {
    let store = record(&example("fisher-eighteen-months"));
    for form in [
        &["--notes", "--format", "json"][..],
        &["--notes", "--format", "card"],
        &["--notes", "--format", "md"],
        &["--notes", "--format", "html", "--result", "/nonexistent/page.html"],
        &["--notes", "--format", "md", "--for", "service"],
        &["--notes", "--for", "authority"],
        &["--notes", "--history"],
    ] {
        let (printed, told) = shown(store.path(), form, 2);
        assert!(printed.is_empty() && !told.contains(MARKER), "{form:?}: {told}");
    }
}

#[test]
fn a_file_holds_notes_only_if_they_are_asked_for_and_that_is_said() {
    let store = record(&example("fisher-eighteen-months"));
    let files = tempfile::tempdir().expect("a folder");
    let path = |name: &str| files.path().join(name).display().to_string();
    let (_, told) = shown(store.path(), &["--result", &path("without")], 0);
    assert!(!told.contains("notes"), "{told}");
    let (printed, told) = shown(store.path(), &["--notes", "--result", &path("with")], 0);
    assert!(printed.is_empty() && told.contains("the notes are in that file too"), "{told}");
    let read = |name: &str| std::fs::read_to_string(path(name)).expect("a file");
    assert!(!read("without").contains(MARKER) && read("with").contains(&format!("{MARKER} 0")));
}
