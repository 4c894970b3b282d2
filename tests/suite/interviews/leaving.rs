//! Every way of leaving a screening, and of taking the screen away for a while: nothing is lost, and the terminal is given
//! back as it was.

use crate::kept::{Place, SCREEN, to_consent, to_the_signs};
use crate::pty::Terminal;

/// A screening in which a sign was answered, at its next question, and the modes of the terminal before it.
fn with_an_answer(place: &Place) -> (Terminal, String) {
    let mut terminal = place.start(&SCREEN);
    let usual = terminal.modes();
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("a");
    terminal.wait_for("› ", terminal.chosen());
    (terminal, usual)
}

#[test]
fn every_way_of_leaving_keeps_what_was_answered_and_gives_the_terminal_back() {
    let ends = [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131), ("USR1", 138), ("USR2", 140), ("ALRM", 142)];
    let ends = ends.into_iter().chain([("ABRT", 134), ("TRAP", 133), ("BUS", 135), ("STKFLT", 144)]);
    // One of those that have no name of their own.
    for (signal, code) in ends.chain([("40", 168)]) {
        let place = Place::new();
        let (mut terminal, usual) = with_an_answer(&place);
        assert_ne!(terminal.modes(), usual, "keys come one by one while questions are put");
        terminal.signal(signal);
        let (left, out) = terminal.finish();
        assert_eq!((left, out.as_str()), (Some(code), ""), "{signal}");
        assert!(terminal.cursor_is_visible(), "{signal}");
        assert_eq!(terminal.modes(), usual, "{signal}: the terminal is not as it was");
        let id = place.ids().pop().unwrap_or_else(|| panic!("{signal}: nothing was kept"));
        assert!(place.history(&id).contains("\"absent\""), "{signal}");
    }
}

#[test]
fn a_signal_in_a_menu_or_a_text_leaves_in_order_too() {
    for (keys, waits_for) in [(["t"].as_slice(), "space ticks"), (["n"].as_slice(), "Note (no names")] {
        let place = Place::new();
        let mut terminal = place.start(&SCREEN);
        let usual = terminal.modes();
        to_consent(&mut terminal);
        if keys == ["n"] {
            to_the_signs(&mut terminal);
        } else {
            terminal.choose("u");
            terminal.choose_number(5, 13);
            terminal.choose("n");
        }
        for key in keys {
            terminal.choose(key);
        }
        terminal.wait_for(waits_for, 0);
        terminal.signal("TERM");
        assert_eq!(terminal.finish().0, Some(143), "{}", terminal.contents());
        assert!(terminal.cursor_is_visible(), "{waits_for}: the cursor is left hidden");
        assert_eq!(terminal.modes(), usual, "{waits_for}: the terminal is not as it was");
        assert_eq!(place.ids().len(), 1, "{waits_for}");
    }
}

#[test]
fn a_terminal_that_was_stopped_is_hidden_and_left_all_the_same() {
    const STOP: &str = "\u{13}";
    for signal in [None, Some(("TERM", 143)), Some(("USR1", 138))] {
        let place = Place::new();
        let (mut terminal, usual) = with_an_answer(&place);
        terminal.press(STOP);
        if let Some((signal, code)) = signal {
            terminal.signal(signal);
            assert_eq!(terminal.finish().0, Some(code), "{}", terminal.contents());
            assert_eq!(terminal.modes(), usual, "{signal}: the terminal is not as it was");
            assert_eq!(place.ids().len(), 1, "{signal}");
            continue;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
        terminal.press("z");
        terminal.wait_for("Press Enter.", 0);
        assert_eq!(terminal.contents().trim(), "Press Enter.");
        let shown = terminal.drawn("› ");
        std::thread::sleep(std::time::Duration::from_millis(200));
        terminal.press("\r");
        terminal.wait_for("› ", shown);
        std::thread::sleep(std::time::Duration::from_millis(200));
        terminal.press("w");
        assert_eq!(terminal.finish().0, Some(0), "{}", terminal.contents());
    }
}

#[test]
fn a_terminal_that_was_stopped_is_left_over_lines_too() {
    let place = Place::new();
    let mut terminal = place.start(&["screen", "--plain", "--unsealed"]);
    let usual = terminal.modes();
    terminal.wait_for("> ", 0);
    terminal.press("\u{13}");
    terminal.press("z\r");
    terminal.wait_for("Enter", 0);
    terminal.signal("TERM");
    assert_eq!(terminal.finish().0, Some(143), "{}", terminal.contents());
    assert_eq!(terminal.modes(), usual, "the terminal is not as it was");
}

/// A terminal whose reader is gone away holds up whoever writes to it, and nobody who leaves.
#[test]
fn a_terminal_that_takes_nothing_any_more_is_left_by_a_signal() {
    use std::time::{Duration, Instant};
    for args in [
        ["screen", "--training"].as_slice(),
        &["screen", "--training", "--plain"],
        &["screen", "--training", "--discreet"],
    ] {
        let store = tempfile::tempdir().expect("a folder");
        let (pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal");
        pty.resize(pty_process::Size::new(24, 80)).expect("a size");
        let program = pty_process::blocking::Command::new(crate::program::PROGRAM).args(args);
        let program = program.env("TIPSCREEN_STORE", store.path().join("store")).env("TERM", "xterm");
        let program = program.env(crate::program::DEVICE, crate::program::device());
        let mut child = program.spawn(pts).expect("it starts");
        // Nobody reads what it draws. Help, again and again, fills whatever holds it, and then a word more waits without end.
        for _ in 0..40 {
            let _ = std::io::Write::write_all(&mut &pty, b"h\n");
            std::thread::sleep(Duration::from_millis(100));
        }
        let sent = std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(sent.expect("kill").success());
        let begun = Instant::now();
        let ended = loop {
            if let Some(ended) = child.try_wait().expect("a child") {
                break Some(ended.code());
            }
            if begun.elapsed() > Duration::from_secs(30) {
                break None;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let _ = child.kill();
        assert_eq!(ended, Some(Some(143)), "{args:?}: it does not end while nobody reads");
    }
}

#[test]
fn a_terminal_that_is_closed_loses_nothing() {
    let place = Place::new();
    let (terminal, _) = with_an_answer(&place);
    assert_eq!(terminal.close(), Some(129));
    let id = place.ids().pop().expect("a record");
    assert!(place.history(&id).contains("\"absent\""));
    assert_eq!(place.tipscreen(&["case", "verify"]).status.code(), Some(0));
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_shows_the_question_again() {
    let place = Place::new();
    // A shell with jobs, as people have: without one nobody could bring the program back.
    let script = format!("'{}' screen --unsealed; echo stopped; read line; fg", crate::program::PROGRAM);
    let shell = pty_process::blocking::Command::new("bash").args(["-m", "-c", &script]);
    let mut terminal = Terminal::start_program(shell.env("TIPSCREEN_STORE", place.store()), 40, 100);
    terminal.choose("y");
    terminal.wait_for("› ", terminal.chosen());
    let with_keys = terminal.modes();
    let shown = terminal.drawn("in danger right now");
    terminal.press("\u{1a}");
    assert!(terminal.output().contains("stopped"));
    assert_ne!(terminal.modes(), with_keys, "the terminal is not given back");
    terminal.press("\r");
    terminal.wait_for("in danger right now", shown);
    terminal.wait_for("› ", terminal.chosen() + 1);
    assert_eq!(terminal.modes(), with_keys, "keys come one by one again");
    terminal.forget_prompts();
    terminal.press("n");
    terminal.wait_for("What medical care", 0);
    terminal.press("\u{3}");
    terminal.wait_for("Interrupted.", 0);
}

#[test]
fn a_signal_that_stops_takes_the_question_off_the_screen_and_fg_shows_it_again() {
    for (signal, shown) in
        [("TSTP", "in danger right now"), ("TTIN", "in danger right now"), ("TTOU", "What do you need most today")]
    {
        let place = Place::new();
        let number = place.store().with_file_name("number");
        let program = crate::program::PROGRAM;
        let job = format!("echo $$ > {}; exec {program} screen --unsealed --discreet", number.display());
        let script = format!("sh -c '{job}'; echo stopped; read line; fg");
        let shell = pty_process::blocking::Command::new("bash").args(["-m", "-c", &script]);
        let mut terminal = Terminal::start_program(shell.env("TIPSCREEN_STORE", place.store()), 40, 100);
        terminal.wait_for("› ", 0);
        let with_keys = terminal.modes();
        let keys = if signal == "TTOU" { &["y", "n", "1", "u", "1", "1", "1", "1", "1"][..] } else { &["y"] };
        for key in keys {
            terminal.choose_unseen(key);
        }
        terminal.wait_for(shown, 0);
        terminal.wait_for("› ", terminal.chosen());
        let before = terminal.drawn(shown);
        let process = std::fs::read_to_string(&number).expect("a number");
        let sent = std::process::Command::new("kill").args([&format!("-{signal}"), process.trim()]).status();
        assert!(sent.expect("kill").success());
        assert!(terminal.output().contains("stopped"), "{signal}");
        terminal.wait_for("\u{1b}[?1049l", 0);
        assert!(!terminal.is_aside(), "{signal}: the other screen is still shown");
        assert!(!terminal.whole().contains(shown), "{signal}: the question is still there: {}", terminal.whole());
        assert_ne!(terminal.modes(), with_keys, "{signal}: the terminal is not given back");
        terminal.press("\r");
        terminal.wait_for(shown, before);
        assert_eq!(terminal.modes(), with_keys, "{signal}: keys come one by one again");
        terminal.press_when_ready("\u{3}");
        assert_eq!(terminal.finish().0, Some(130), "{signal}: {}", terminal.whole());
    }
}

/// Nobody could bring it back: as the system has it, it goes on.
#[test]
fn a_program_without_a_shell_above_it_is_not_stopped_for_good() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    terminal.choose("y");
    for signal in ["TSTP", "TTIN", "TTOU"] {
        terminal.signal(signal);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    terminal.choose("n");
    terminal.wait_for("What medical care", 0);
    assert_eq!(terminal.interrupt().0, Some(130));
}

#[test]
fn a_program_that_others_stopped_goes_on_where_it_was() {
    let place = Place::new();
    let mut terminal = place.start(&["screen", "--training", "--format", "json"]);
    for key in ["y", "n", "1", "u", "1", "1", "1", "1", "2"] {
        terminal.choose(key);
    }
    terminal.wait_for("What do you need most today", 0);
    for _ in 0..3 {
        terminal.signal("STOP");
        std::thread::sleep(std::time::Duration::from_millis(50));
        terminal.signal("CONT");
    }
    terminal.choose("u");
    terminal.choose("x");
    terminal.choose("y");
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.contains("\"finding\""), "{out}");
}

#[test]
fn hide_takes_everything_off_the_screen_and_enter_brings_the_question_back() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    terminal.choose("y");
    terminal.choose("z");
    terminal.wait_for("Press Enter.", 0);
    assert!(terminal.drawn("\u{1b}[3J") > 0, "what can be scrolled back to is not cleared");
    assert_eq!(terminal.contents().trim(), "Press Enter.");
    let shown = terminal.drawn("in danger right now");
    terminal.press("x");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(terminal.contents().trim(), "Press Enter.", "no other key shows anything");
    terminal.press("\r");
    terminal.wait_for("in danger right now", shown);
    terminal.interrupt();
}

#[test]
fn a_signal_writes_the_file_that_was_named_if_the_person_agreed() {
    for (agreed, written) in [("1", true), ("2", false)] {
        let place = Place::new();
        let file = place.store().with_file_name("case.json");
        let path = file.display().to_string();
        let mut terminal = place.start(&["screen", "--out", &path]);
        for key in ["y", "n", "1", "u", "1", "1", "1", "1", agreed] {
            terminal.choose(key);
        }
        terminal.wait_for("What do you need most today", 0);
        terminal.signal("TERM");
        assert_eq!(terminal.finish().0, Some(143), "{}", terminal.contents());
        assert_eq!(file.exists(), written, "agreed: {agreed}");
    }
}
