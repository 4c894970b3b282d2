//! The person no longer agrees: one key at every question and prompt, and what becomes of what was saved is said first.

use crate::faces::{Typed, as_lines, typed};
use crate::kept::{Place, SCREEN, to_consent, to_the_signs};
use crate::talk::{go_on, lists_text, shipped};
use std::io::{Cursor, Write as _};
use std::process::Stdio;
use tipscreen::case::{Case, FactAnswer};
use tipscreen::catalogue::{Catalogue, Role};
use tipscreen::questionnaire::Questionnaire;
use tipscreen::toml_input::SourceFile;
use tipscreen::training::Script;

/// Over what is asked until the person is asked to agree to a record.
pub const TO_CONSENT: &str = "y\nn\n1\nu\n1\n1\n1\n1\n";
/// What is said where the person no longer agrees.
const WITHDRAWAL: &str = "== The person no longer agrees";

/// Runs the program over plain lines; gives its exit code, its result and what it said, as one line.
fn lines(place: &Place, args: &[&str], typed: &str) -> (Option<i32>, String, String) {
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", place.store());
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("it starts");
    let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
    let out = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&out.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned(), said)
}

fn plain(place: &Place, typed: &str) -> (Option<i32>, String, String) {
    lines(place, &["screen", "--plain", "--unsealed", "--format", "json"], typed)
}

/// A whole talk as it is typed, line by line, and whether each line is a text.
fn whole_talk(catalogue: &Catalogue) -> Vec<(String, bool)> {
    let path = crate::files::root().join("examples/synthetic/domestic-worker-passport-kept.toml");
    let source = SourceFile { name: String::new(), text: crate::files::text(&path) };
    let script = Script::read(&source, catalogue).expect("a whole script");
    let typed = typed(catalogue, &script);
    typed
        .iter()
        .flat_map(|one| {
            let is_text = matches!(one, Typed::Line(_));
            let lines = as_lines(std::slice::from_ref(one));
            lines.lines().map(|line| (line.to_owned(), is_text)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn one_key_withdraws_at_every_question_and_prompt_of_a_talk() {
    let catalogue = shipped();
    let consent = catalogue.fact_by_role(Role::ConsentToRecord).expect("a question");
    let talk = whole_talk(&catalogue);
    assert!(talk.len() > 60, "only {} lines", talk.len());
    for at in 0..talk.len() {
        let mut lines: Vec<&str> = talk[..at].iter().map(|(line, _)| line.as_str()).collect();
        lines.extend(if talk[at].1 { ["some words :withdraw", "l"].as_slice() } else { &["v"] });
        lines.extend(["r", "x", "y", ""]);
        let typed = lines.join("\n");
        let questionnaire = Questionnaire::new(&catalogue, Case::new(&catalogue, "talk"));
        let came = go_on(questionnaire, Cursor::new(typed), false, &mut ());
        let where_to = format!("line {at}, instead of {:?}", talk[at].0);
        assert_eq!(came.said.matches(WITHDRAWAL).count(), 1, "{where_to}: {}", came.said);
        assert!(came.said.contains("v withdraw"), "{where_to}");
        assert_eq!(*came.interview.case.fact(consent), FactAnswer::Values(2), "{where_to}");
        assert!(
            came.said.contains("Nothing of this meeting is saved on this device, and nothing will be."),
            "{where_to}"
        );
    }
}

#[test]
fn every_prompt_of_a_terminal_names_the_key() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    let named = |terminal: &mut crate::pty::Terminal, text: &str| {
        terminal.ready_behind(text, 0);
        let screen = terminal.contents();
        let from = screen.rfind(text).unwrap_or_else(|| panic!("{text:?} is gone: {screen}"));
        assert!(screen[from..].contains("[v] withdraw"), "behind {text:?}: {screen}");
    };
    named(&mut terminal, "[y] yes");
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("p");
    named(&mut terminal, "space ticks");
    terminal.tick_line("1");
    named(&mut terminal, "You ticked: the person said so. Right?");
    terminal.choose("y");
    terminal.choose("f");
    named(&mut terminal, "Skip the other questions");
    terminal.choose("y");
    named(&mut terminal, "[g] go on to");
    terminal.choose("g");
    while terminal.drawn("Look through the answers") == 0 {
        terminal.choose_or_menu("u", "Look through the answers");
    }
    named(&mut terminal, "Look through the answers");
    terminal.choose("v");
    named_not_offered(&mut terminal);
    terminal.choose("b");
    terminal.ready_behind("Look through the answers", 1);
    terminal.choose("r");
    assert_eq!(terminal.finish().0, Some(0), "{}", terminal.contents());
}

/// Where it is asked what is withdrawn it can't be withdrawn once more.
fn named_not_offered(terminal: &mut crate::pty::Terminal) {
    terminal.ready_behind("The answers so far are saved on this device.", 0);
    let screen = terminal.contents();
    assert!(screen.contains("[r] to the record") && screen.contains("[t] to the whole interview"), "{screen}");
}

#[test]
fn before_anything_is_agreed_to_nothing_is_written_and_the_record_is_not_asked_for() {
    let place = Place::new();
    let (code, out, said) = plain(&place, "y\nv\nr\nn\n1\nu\n1\n1\nu\nx\ny\n");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Nothing of this meeting is saved on this device. If they withdraw, nothing will be."),
        "{said}"
    );
    assert!(said.contains("Nothing of this meeting is saved on this device, and nothing will be."), "{said}");
    assert!(!said.contains("if I write down your answers"), "it is asked all the same: {said}");
    assert!(out.contains("\"finding\""), "{out}");
    assert!(!place.store().exists(), "something was written");
}

#[test]
fn what_was_saved_is_erased_or_left_as_it_is_chosen_and_the_talk_goes_on() {
    for (chosen, is_left) in [("y\ny\n", false), ("n\n", true), ("y\nn\nn\n", true)] {
        let place = Place::new();
        let typed = format!("{TO_CONSENT}1\n5\nv\nr\n{chosen}u\nx\ny\n");
        let (code, out, said) = plain(&place, &typed);
        assert_eq!(code, Some(0), "{chosen:?}: {said}");
        assert!(said.contains("The answers so far are saved on this device."), "{said}");
        assert!(said.contains("Erase what was saved of this meeting so far?"), "{said}");
        assert!(out.contains("\"finding\""), "{out}");
        assert_eq!(place.ids().len(), usize::from(is_left), "{chosen:?}: {said}");
        if let Some(id) = place.ids().pop() {
            let history = place.history(&id);
            assert!(history.contains("withdrew") && !history.contains("stopped"), "{history}");
            assert!(said.contains("What was saved before is still there"), "{said}");
        }
    }
}

#[test]
fn whoever_ends_the_whole_talk_has_it_erased_too() {
    let place = Place::new();
    let (code, out, said) = plain(&place, &format!("{TO_CONSENT}1\n5\nv\nt\ny\ny\n"));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Erased.") && out.contains("\"finding\""), "{said}{out}");
    assert!(place.ids().is_empty(), "{said}");
}

#[test]
fn whoever_goes_back_withdraws_nothing() {
    let place = Place::new();
    let (_, _, said) = plain(&place, &format!("{TO_CONSENT}1\nv\nb\nu\n5\nw\n"));
    let history = place.history(&place.ids()[0]);
    assert!(history.contains("\"TH\"") && !history.contains("withdrew"), "{said}{history}");
}

#[test]
fn at_a_later_meeting_it_is_said_what_becomes_of_the_earlier_ones() {
    for (chosen, is_left) in [("y\ny\n", false), ("n\n", true)] {
        let place = Place::new();
        plain(&place, &format!("{TO_CONSENT}1\n5\nx\ny\n"));
        let id = place.ids().pop().expect("a record");
        let before = place.history(&id);
        let args = ["screen", "--plain", "--continue", &id[..8], "--format", "json"];
        let (code, _, said) = lines(&place, &args, &format!("y\nv\nr\n{chosen}x\ny\n"));
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("An earlier meeting is saved on this device, and nothing of this meeting."), "{said}");
        assert!(said.contains("The earlier meetings (1) are still there"), "{said}");
        assert_eq!(place.ids().len(), usize::from(is_left), "{said}");
        if is_left {
            assert_eq!(place.history(&id), before, "something of this talk was written");
        }
    }
}

#[test]
fn a_refused_record_offers_erasing_each_time_it_is_refused() {
    let place = Place::new();
    // Refused, and what was saved is left.
    plain(&place, &format!("{TO_CONSENT}1\nb\n2\nn\nw\n\nx\ny\n"));
    let id = place.ids().pop().expect("it was left");
    // Taken up again, and refused once more.
    let args = ["screen", "--plain", "--resume", &id[..8], "--format", "json"];
    let (code, _, said) = lines(&place, &args, "y\nb\n2\ny\ny\nx\ny\n");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Erase what was saved of this meeting so far?") && said.contains("Erased."), "{said}");
    assert!(place.ids().is_empty(), "{said}");
}

#[test]
fn in_training_it_works_where_no_question_asks_for_a_record() {
    for (chosen, is_left) in [("y\ny\n", false), ("n\n", true)] {
        let place = Place::new();
        let catalogue = place.store().with_file_name("lists.toml");
        std::fs::write(&catalogue, lists_text(3)).expect("a file");
        let path = catalogue.display().to_string();
        let args = ["screen", "--plain", "--training", "--catalogue", &path, "--format", "json"];
        let (code, _, said) = lines(&place, &args, &format!("t\n1\ny\nv\nr\n{chosen}2\ny\nx\ny\n"));
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(place.ids().len(), usize::from(is_left), "{said}");
        if let Some(id) = place.ids().pop() {
            let history = place.history(&id);
            assert!(history.contains("withdrew") && !history.contains("\"single\""), "{history}");
            // Nor is anything written when it is resumed.
            let (_, _, said) = lines(&place, &["screen", "--plain", "--resume", &id[..8]], "3\ny\nx\ny\n");
            assert_eq!(place.history(&id), history, "{said}");
        }
    }
}

#[test]
fn after_the_end_what_was_saved_can_still_be_erased() {
    let place = Place::new();
    let script = format!("exec '{}' screen --unsealed", crate::program::PROGRAM);
    let shell = pty_process::blocking::Command::new("sh").args(["-c", &script]);
    let shell = shell.env("TIPSCREEN_STORE", place.store());
    let mut terminal = crate::pty::Terminal::spawn(shell, 200, 100);
    to_consent(&mut terminal);
    for key in ["x", "y", "v", "y", "y"] {
        terminal.choose(key);
    }
    terminal.wait_for("Erased.", 0);
    assert!(place.ids().is_empty(), "{}", terminal.contents());
    terminal.choose("l");
    assert_eq!(terminal.finish().0, Some(0));
}

#[test]
fn in_a_script_the_person_withdraws_and_the_talk_goes_on() {
    let catalogue = shipped();
    let path = crate::files::root().join("examples/synthetic/domestic-worker-passport-kept.toml");
    let step = "\n[[step]]\nat = \"documents-withheld\"\ndo = \"withdraw\"\n";
    let source = SourceFile { name: String::new(), text: crate::files::text(&path) + step };
    let script = Script::read(&source, &catalogue).expect("a whole script");
    let played = tipscreen::training::Played::of(&catalogue, &script, false);
    assert!(!played.case.may_be_kept(&catalogue) && played.case.was_asked_to_be_kept(&catalogue));
    assert!(!played.stopped && played.never_asked.is_empty() && played.never_reached.is_empty());
}

/// A window that is closed, or a battery that is empty, while it is asked what is withdrawn: no other file is written.
#[test]
fn whoever_is_cut_off_while_the_person_withdraws_writes_no_file() {
    for withdraws in [true, false] {
        let place = Place::new();
        let out = place.store().with_file_name("answers.json");
        let file = out.display().to_string();
        let mut terminal = place.start(&[&SCREEN[..], &["--out", &file]].concat());
        terminal.ready_behind("[y] yes", 0);
        to_consent(&mut terminal);
        to_the_signs(&mut terminal);
        if withdraws {
            terminal.choose("v");
            named_not_offered(&mut terminal);
        }
        terminal.signal("TERM");
        let (_, printed) = terminal.finish();
        let said = format!("{printed}{}", terminal.contents());
        assert_eq!(out.exists(), !withdraws, "{said}");
        assert_eq!(said.contains("The person was withdrawing consent."), withdraws, "{said}");
    }
}
