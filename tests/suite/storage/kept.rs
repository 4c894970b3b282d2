//! What people do with a screening that is kept: leave it in every way there is, take it up again, go about in it,
//! change their mind.

use crate::pty::Terminal;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

pub const SCREEN: [&str; 4] = ["screen", "--unsealed", "--format", "json"];

/// To the first question after the record was agreed to: the country.
const TO_CONSENT: [&str; 10] = ["y", "n", "1", "u", "1", "1", "1", "1", "1", ""];

pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub fn start(&self, args: &[&str]) -> Terminal {
        Terminal::start_in(&self.store(), args, 40, 100)
    }

    pub fn tipscreen(&self, args: &[&str]) -> Output {
        let mut program = crate::program::program();
        program.args(args).env("TIPSCREEN_STORE", self.store()).stdin(Stdio::null());
        program.output().expect("the program starts")
    }

    /// The ids of what is kept.
    pub fn ids(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.store().join("records")) else { return Vec::new() };
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter_map(|name| name.strip_suffix(".tipscreen").map(str::to_owned)).collect()
    }

    pub fn history(&self, id: &str) -> String {
        let out = self.tipscreen(&["case", "show", "--history", "--format", "json", id]);
        assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    }
}

/// Every file below a folder that holds a text.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if String::from_utf8_lossy(&std::fs::read(&path).expect("bytes")).contains(text) {
            found.push(path);
        }
    }
    found
}

pub fn to_consent(terminal: &mut Terminal) {
    for key in TO_CONSENT.iter().filter(|key| !key.is_empty()) {
        terminal.choose(key);
    }
}

/// From the needs to the first question about an indicator: no needs told, Thailand, home here, no form yet, going on, grown up.
pub fn to_the_signs(terminal: &mut Terminal) {
    terminal.choose("u");
    terminal.choose_number(5, 13);
    through_the_facts(terminal);
}

/// Over what is left of the facts, not known, to the first question about an indicator.
pub fn through_the_facts(terminal: &mut Terminal) {
    for _ in 0..20 {
        let before = terminal.drawn("[u] asked, not clear");
        terminal.wait_for("› ", terminal.chosen());
        if terminal.contents().contains("[p] yes, now or before") {
            return;
        }
        terminal.choose("u");
        terminal.wait_for("[u] asked, not clear", before);
    }
    panic!("no sign is asked about: {}", terminal.contents());
}

#[test]
fn nothing_is_written_before_the_person_agrees() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    for key in ["y", "n", "1", "u", "1", "1", "1", "1"] {
        terminal.choose(key);
    }
    assert!(!place.store().exists(), "something was written before consent");
    terminal.choose("1");
    terminal.wait_for("What do you need most today", 0);
    assert_eq!(place.ids().len(), 1);
    let (code, _) = terminal.interrupt();
    assert_eq!(code, Some(130));
    let told = terminal.contents();
    assert!(told.contains("Saved. Go on with:\n") && told.contains("tipscreen screen --resume"), "{told}");
}

#[test]
fn without_agreement_the_screening_goes_on_in_memory_to_its_end() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    for key in ["y", "n", "1", "u", "1", "1", "1", "1", "2"] {
        terminal.choose(key);
    }
    to_the_signs(&mut terminal);
    terminal.choose("x");
    terminal.choose("y");
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0));
    assert!(out.contains("\"finding\""), "{out}");
    assert!(!place.store().exists(), "something was written without consent");
}

#[test]
fn a_screening_that_was_put_aside_is_taken_up_where_it_stood() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("n");
    terminal.type_line("seen with a cut hand");
    terminal.choose("d");
    terminal.choose("w");
    let (code, out) = terminal.finish();
    assert_eq!((code, out.as_str()), (Some(0), ""), "no result is shown of what is not finished");
    assert!(terminal.contents().contains("Saved. Go on with"), "{}", terminal.contents());
    let id = place.ids().pop().expect("a record");
    let before = place.history(&id);
    assert!(before.contains("seen with a cut hand") && before.contains("paused"), "{before}");

    let mut again = place.start(&["screen", "--resume", &id[..8], "--format", "json"]);
    again.wait_for("Your answer so far:", 0);
    assert!(again.contents().contains("Is it safe for the person to talk"), "safety comes first: {}", again.contents());
    again.choose("k");
    again.wait_for("[p] yes, now or before", 0);
    again.choose("b");
    again.wait_for("the person chose not to answer; there is a note", 0);
    again.choose("k");
    again.wait_for("[p] yes, now or before", 2);
    again.choose("x");
    again.choose("y");
    let (code, out) = again.finish();
    assert_eq!(code, Some(0), "{}", again.contents());
    assert!(out.contains("\"finding\""), "{out}");
    let after = place.history(&id);
    assert!(after.starts_with(before.trim_end()), "the history was changed");
    assert!(after.contains("resumed") && after.contains("\"did\":\"ended\""), "{after}");
    assert_eq!(place.tipscreen(&["case", "verify"]).status.code(), Some(0));
}

#[test]
fn an_unfinished_screening_is_chosen_from_a_list_kept_or_discarded() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.wait_for("What do you need most today", 0);
    terminal.interrupt();
    let id = place.ids().pop().expect("a record");

    let mut kept = place.start(&["screen", "--resume"]);
    kept.wait_for("Unfinished screenings", 0);
    kept.choose("1");
    assert!(kept.contents().contains(&id[..8]), "{}", kept.contents());
    assert!(kept.contents().contains("asean-commit"), "{}", kept.contents());
    kept.choose("k");
    assert_eq!(kept.finish().0, Some(0));
    assert_eq!(place.ids(), std::slice::from_ref(&id));

    let mut discarded = place.start(&["screen", "--resume"]);
    discarded.choose("1");
    discarded.choose("d");
    discarded.choose("y");
    discarded.wait_for("No screening is unfinished.", 0);
    assert_eq!(discarded.finish().0, Some(0));
    assert!(place.ids().is_empty());
}

#[test]
fn a_second_note_is_added_to_the_first() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("n");
    terminal.type_line("the first note");
    terminal.choose("n");
    terminal.wait_for("The note so far:", 0);
    terminal.type_line(":back");
    terminal.choose("n");
    terminal.type_line("the second note");
    terminal.choose("a");
    terminal.wait_for("› ", terminal.chosen());
    let history = place.history(&place.ids()[0]);
    assert!(history.contains("the first note\\nthe second note"), "{history}");
    terminal.interrupt();
}

#[test]
fn whoever_withdrew_is_asked_before_anything_more_is_written() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.choose("u");
    terminal.choose("b");
    terminal.choose("b");
    terminal.choose("2");
    terminal.wait_for("does not agree to a record any more", 0);
    terminal.choose("n");
    let (code, _) = terminal.interrupt();
    assert_eq!(code, Some(130));
    assert!(terminal.contents().contains("What was saved before is still there"), "{}", terminal.contents());
    let id = place.ids().pop().expect("it was left");
    let before = place.history(&id);
    assert!(before.contains("\"answer\":\"withheld\""), "that they withdrew is known: {before}");
    let mut again = place.start(&["screen", "--resume", &id[..8]]);
    again.wait_for("Nothing more is saved unless the person agrees", 0);
    again.choose("k");
    again.choose("u");
    again.wait_for("› ", again.chosen());
    again.interrupt();
    assert_eq!(place.history(&id), before);
}

#[test]
fn from_the_overview_any_question_can_be_gone_to_and_no_answer_is_lost() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("o");
    // The first section, and the danger in it.
    terminal.choose_number(1, 12);
    terminal.choose("2");
    terminal.wait_for("Your answer so far:", 0);
    assert!(terminal.contents().contains("in danger right now"), "{}", terminal.contents());
    terminal.choose("k");
    terminal.wait_for("[p] yes, now or before", 1);
    let id = place.ids().pop().expect("a record");
    let (code, _) = terminal.interrupt();
    assert_eq!(code, Some(130));
    let history = place.history(&id);
    assert!(history.contains("\"fact\":\"immediate-danger\",\"answer\":\"no\""), "{history}");
}

#[test]
fn whoever_no_longer_agrees_may_have_everything_erased() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.choose("u");
    assert_eq!(place.ids().len(), 1);
    terminal.choose("b");
    terminal.choose("b");
    terminal.choose("2");
    terminal.wait_for("does not agree to a record any more", 0);
    terminal.choose("y");
    terminal.choose("y");
    terminal.wait_for("Erased.", 0);
    assert!(place.ids().is_empty(), "something is still kept");
    assert!(holding(&place.store().join("records"), "immediate-danger").is_empty());
    // The talk goes on, in memory.
    to_the_signs_from_here(&mut terminal);
    terminal.choose("x");
    terminal.choose("y");
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0));
    assert!(out.contains("\"finding\""), "{out}");
    assert!(place.ids().is_empty(), "something was written without consent");
}

fn to_the_signs_from_here(terminal: &mut Terminal) {
    terminal.wait_for("› ", terminal.chosen());
    for _ in 0..20 {
        if terminal.contents().contains("[p] yes, now or before") {
            return;
        }
        terminal.choose("u");
        terminal.wait_for("› ", terminal.chosen());
    }
}

#[test]
fn where_it_is_no_longer_safe_the_screen_is_cleared_and_the_record_waits() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.choose("o");
    terminal.choose_number(1, 12);
    terminal.choose("1");
    terminal.choose("n");
    terminal.wait_for("This answer ends the screening.", 0);
    assert!(!terminal.contents().contains("danger"), "the answers are still there: {}", terminal.contents());
    terminal.choose("y");
    let (code, out) = terminal.finish();
    assert_eq!((code, out.as_str()), (Some(0), ""));
    let screen = terminal.contents();
    assert!(!screen.contains("danger") && !screen.contains("trafficking"), "{screen}");
    let id = place.ids().pop().expect("the record is kept");
    // Taken up again, safety is asked first.
    let mut again = place.start(&["screen", "--resume", &id[..8]]);
    again.wait_for("Your answer so far:", 0);
    again.choose("y");
    again.wait_for("What do you need most today", 0);
    again.interrupt();
}

#[test]
fn a_later_meeting_asks_what_is_open_and_shows_both_results() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("a");
    terminal.choose("x");
    terminal.choose("y");
    assert_eq!(terminal.finish().0, Some(0));
    let id = place.ids().pop().expect("a record");
    assert_eq!(place.tipscreen(&["screen", "--resume", &id[..8]]).status.code(), Some(2), "it is finished");

    let mut later = place.start(&["screen", "--continue", &id[..8], "--format", "json"]);
    later.wait_for("Is it safe for the person to talk", 0);
    for key in ["y", "n", "1", "u", "1", "1", "s", "1"] {
        later.choose(key);
    }
    let before = place.history(&id);
    assert!(!before.contains("met-again"), "nothing is written before the person agrees anew: {before}");
    later.choose("1");
    later.wait_for("› ", later.chosen());
    assert!(place.history(&id).contains("met-again"));
    later.choose("x");
    later.choose("y");
    let (code, out) = later.finish();
    assert_eq!(code, Some(0), "{}", later.contents());
    assert_eq!(out.lines().count(), 2, "both results: {out}");
    let history = place.history(&id);
    assert_eq!(history.matches("\"did\":\"ended\"").count(), 2, "{history}");
    assert_eq!(place.tipscreen(&["case", "verify"]).status.code(), Some(0));
}

#[test]
fn who_does_not_agree_at_a_later_meeting_has_nothing_of_it_written() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("x");
    terminal.choose("y");
    assert_eq!(terminal.finish().0, Some(0));
    let id = place.ids().pop().expect("a record");
    let before = place.history(&id);
    let mut later = place.start(&["screen", "--continue", &id[..8], "--format", "json"]);
    for key in ["y", "n", "1", "u", "1", "1", "s", "1", "2"] {
        later.choose(key);
    }
    later.wait_for("nothing of it is saved", 0);
    later.choose("n");
    later.choose("x");
    later.choose("y");
    assert_eq!(later.finish().0, Some(0), "{}", later.contents());
    assert_eq!(place.history(&id), before, "something of it was written");
    assert!(later.contents().contains("What was saved before is still there"), "{}", later.contents());
}

#[test]
fn a_second_window_is_told_that_the_first_one_has_it() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.wait_for("What do you need most today", 0);
    let id = place.ids().pop().expect("a record");
    let process = terminal.process().to_string();
    for args in [["screen", "--resume", &id[..8]].as_slice(), &["case", "erase", "--yes", &id[..8]]] {
        let second = place.tipscreen(args);
        let told = String::from_utf8_lossy(&second.stderr).into_owned();
        assert_eq!(second.status.code(), Some(4), "{args:?}: {told}");
        assert!(told.contains("open in another window") && told.contains(&process), "{args:?}: {told}");
    }
    terminal.choose("u");
    assert_eq!(terminal.interrupt().0, Some(130));
    let after = place.tipscreen(&["case", "erase", "--yes", &id[..8]]);
    assert_eq!(after.status.code(), Some(0), "whoever left has let go of it");
    assert!(place.ids().is_empty());
    let left: Vec<_> = std::fs::read_dir(place.store().join("records")).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn an_interview_that_was_written_down_as_a_script_plays_to_the_same_case() {
    let place = Place::new();
    let script = place.folder.path().join("script.toml").display().to_string();
    let refused = place.tipscreen(&["screen", "--unsealed", "--record", &script]);
    assert_eq!(refused.status.code(), Some(2), "a real person's story is no class material");
    let mut terminal = place.start(&["screen", "--training", "--format", "json", "--record", &script]);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("p");
    terminal.tick(&[1, 3]);
    for key in ["a", "u", "s", "k"] {
        terminal.choose(key);
    }
    terminal.choose("x");
    terminal.choose("y");
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    let played = place.tipscreen(&["screen", "--script", &script, "--format", "json"]);
    let told = String::from_utf8_lossy(&played.stderr);
    assert_eq!(played.status.code(), Some(0), "{told}");
    assert_eq!(String::from_utf8_lossy(&played.stdout), out);
}

#[test]
fn a_screening_goes_on_with_its_own_catalogue_or_moves_to_a_newer_one_and_is_told_what_changed() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("d");
    terminal.choose("w");
    assert_eq!(terminal.finish().0, Some(0));
    let id = place.ids().pop().expect("a record");
    let newer = place.folder.path().join("newer");
    std::fs::create_dir(&newer).expect("a folder");
    for file in tipscreen::catalogue::builtin::files("asean-commit").expect("it is built in") {
        let name = file.name.rsplit('/').next().expect("a name");
        let text = file
            .text
            .replace("version = \"0.3.0\"", "version = \"9.9.9\"")
            .replace("title = \"Safe to talk\"", "title = \"Talk safely\"");
        std::fs::write(newer.join(name), text).expect("a file");
    }
    let named = newer.display().to_string();
    for (key, moved) in [("s", false), ("m", true)] {
        let mut again = place.start(&["screen", "--resume", &id[..8], "--catalogue", &named]);
        again.wait_for("There is another edition", 0);
        // What changed is told, the version and the wording.
        again.wait_for("9.9.9", 0);
        again.wait_for("Talk safely", 0);
        again.choose(key);
        again.wait_for("Your answer so far:", 0);
        again.interrupt();
        let history = place.history(&id);
        assert_eq!(history.contains("\"did\":\"moved\""), moved, "{history}");
        assert!(history.contains("\"declined\""), "no answer is lost: {history}");
        assert_eq!(place.tipscreen(&["case", "verify"]).status.code(), Some(0));
    }
}

#[test]
fn before_the_result_every_answer_can_be_looked_at_and_put_right() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("a");
    terminal.choose("f");
    terminal.choose("y");
    terminal.choose("g");
    // The closing questions, until the answers are looked through.
    while terminal.drawn("Look through the answers") == 0 {
        terminal.choose_or_menu("u", "Look through the answers");
    }
    terminal.choose_number(1, 12);
    terminal.choose("2");
    terminal.wait_for("Your answer so far:", 0);
    terminal.choose("y");
    terminal.press("\u{1b}");
    terminal.choose("r");
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.contains("\"urgency\":\"immediate\""), "the danger that was put right counts: {out}");
}
