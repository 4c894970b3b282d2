//! What people do at a terminal: leave by Ctrl-C, go back, stop, find it unsafe to talk.

use crate::pty::Terminal;

const SCREEN: [&str; 4] = ["screen", "--training", "--format", "json"];

#[test]
fn the_first_question_is_whether_it_is_safe_to_talk() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("[x] stop", 0);
    let screen = terminal.contents();
    assert!(screen.contains("Is it safe to talk?"), "{screen}");
    assert!(screen.contains("[y] yes"), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    terminal.interrupt();
}

#[test]
fn ctrl_c_at_a_question_leaves_with_130_and_a_visible_cursor() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("[x] stop", 0);
    let (code, out) = terminal.interrupt();
    assert_eq!((code, out.as_str()), (Some(130), ""));
    assert!(terminal.cursor_is_visible());
    assert!(terminal.contents().contains("Interrupted."));
}

#[test]
fn ctrl_c_in_a_menu_leaves_with_130_and_a_visible_cursor() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("[x] stop", 0);
    for key in ["y", "n", "1", "t"] {
        terminal.choose(key);
    }
    terminal.wait_for("space ticks", 0);
    let (code, out) = terminal.interrupt();
    assert_eq!((code, out.as_str()), (Some(130), ""));
    assert!(terminal.cursor_is_visible(), "the cursor is left hidden");
}

#[test]
fn where_it_is_not_safe_nothing_is_shown_and_nothing_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("case.json");
    let path = file.display().to_string();
    let mut terminal = Terminal::start(&["screen", "--training", "--out", &path], 30, 80);
    terminal.wait_for("[x] stop", 0);
    terminal.choose("n");
    let (code, out) = terminal.finish();
    assert_eq!((code, out.as_str()), (Some(0), ""), "no result on standard output");
    assert!(!file.exists(), "nothing is written");
}

#[test]
fn back_shows_the_answer_given_before() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("[x] stop", 0);
    terminal.choose("y");
    terminal.choose("b");
    terminal.wait_for("Your answer so far:", 0);
    let before = terminal.drawn("[x] stop");
    terminal.choose("k");
    terminal.wait_for("[x] stop", before);
    assert!(terminal.contents().contains("in danger"), "keeping the old answer leads on: {}", terminal.contents());
    terminal.interrupt();
}

#[test]
fn one_key_does_not_end_a_talk() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("[x] stop", 0);
    terminal.choose("x");
    terminal.choose("n");
    terminal.choose("x");
    terminal.choose("y");
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0));
    assert!(out.contains("\"finding\":\"not-completed\""), "{out}");
}

#[test]
fn pasted_text_answers_nothing() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("› ", 0);
    terminal.press("ynnnnnnnnnnnnnnnnnnn");
    // Whatever was made of it is seen by the time the next key is.
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(terminal.drawn("→"), 0, "{}", terminal.contents());
    terminal.choose("y");
    assert_eq!(terminal.drawn("→"), 1, "{}", terminal.contents());
    terminal.interrupt();
}

#[test]
fn an_answer_that_ends_the_talk_is_asked_for_twice_once_there_is_something_to_lose() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    for key in ["y", "n", "1", "u", "1", "1", "1", "2"] {
        terminal.choose(key);
    }
    terminal.wait_for("This answer ends the screening.", 0);
    terminal.choose("n");
    terminal.choose("1");
    terminal.wait_for("write your answers down", 0);
    terminal.interrupt();
}

#[test]
fn a_number_is_no_answer_where_only_letters_are_shown() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("› ", 0);
    for number in ["1", "2", "3"] {
        terminal.press(number);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(terminal.drawn("→"), 0, "{}", terminal.contents());
    terminal.choose("y");
    terminal.interrupt();
}

#[test]
fn a_function_key_is_no_answer() {
    let mut terminal = Terminal::start(&SCREEN, 30, 80);
    terminal.wait_for("[x] stop", 0);
    // The first question knows y, n, u and digits: sequences whose ends would read as those.
    for sequence in ["\u{1b}ON", "\u{1b}[1;2N", "\u{1b}[1;5Y", "\u{1b}[2;2Y"] {
        terminal.press(sequence);
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(!terminal.contents().contains('→'), "{}", terminal.contents());
    terminal.interrupt();
}
