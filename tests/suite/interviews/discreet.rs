//! A discreet talk: nothing that was answered is said back, and whichever way it is left nothing of it can be read on the
//! terminal or scrolled back to.

use crate::kept::Place;
use crate::pty::Terminal;
use std::process::Stdio;

const SCREEN: [&str; 3] = ["screen", "--unsealed", "--discreet"];
/// What was typed as a note; no word of a catalogue.
const MARKER: &str = "qzjx-spoken-aloud";
/// Stands on the terminal before.
const BEFORE: &str = "mail from home";

/// A shell line that leaves something on the terminal, and then runs the program, its results on the screen too.
fn start(place: &Place, args: &[&str], rows: u16) -> Terminal {
    let args = args.join(" ");
    let script = format!("echo '{BEFORE}'; exec '{}' {args}", crate::program::PROGRAM);
    let shell = pty_process::blocking::Command::new("sh").args(["-c", &script]);
    Terminal::spawn(shell.env("TIPSCREEN_STORE", place.store()), rows, 100)
}

/// From the first question to the first sign: safe, no danger, no care needed, not known, grown up, agrees to talk and to a
/// record, in Thailand, and not known from there on.
fn to_the_signs(terminal: &mut Terminal) {
    for key in ["y", "n", "1", "u", "1", "1", "1", "1", "1", "u"] {
        terminal.choose_unseen(key);
    }
    terminal.choose_unseen("5");
    terminal.wait_for("• (Enter takes it)", 0);
    terminal.forget_prompts();
    terminal.press("\r");
    for _ in 0..20 {
        terminal.wait_for("› ", terminal.chosen());
        if terminal.contents().contains("[p] yes, now or before") {
            return;
        }
        terminal.choose_unseen("u");
    }
    panic!("no sign is asked about: {}", terminal.contents());
}

/// Answers a sign: a note, present, said by the person.
fn answer_a_sign(terminal: &mut Terminal) {
    terminal.choose_unseen("n");
    terminal.type_line(MARKER);
    terminal.choose_unseen("p");
    terminal.tick_line("1");
    terminal.choose_unseen("y");
    terminal.wait_for("› ", terminal.chosen());
}

/// Texts that only an answer can have brought to the screen: what is said back of one, and how signs are told of.
const ANSWERS: [&str; 8] = [
    MARKER,
    "→",
    "Thailand",
    "yes, now or before",
    "the person chose not to answer",
    "so far",
    "the person said so",
    "Signs recorded",
];

fn assert_nothing_is_left(terminal: &mut Terminal, way: &str) {
    assert!(!terminal.is_aside(), "{way}: the other screen is still shown");
    assert!(terminal.cursor_is_visible(), "{way}: the cursor is left hidden");
    assert_eq!(terminal.drawn("\u{1b}]"), 0, "{way}: the title of the window was set");
    let whole = terminal.whole();
    assert!(whole.contains(BEFORE), "{way}: what stood there before is gone:\n{whole}");
    for text in ANSWERS {
        assert!(!whole.contains(text), "{way}: `{text}` can be read:\n{whole}");
    }
    // What was asked tells as much as what was answered: beside what stood there, one word on how to go on.
    let lines = whole.lines().filter(|line| !line.trim().is_empty()).count();
    assert!(lines <= 4, "{way}: {lines} lines are left:\n{whole}");
}

/// Every way out of a talk; what the program is sent, and the exit code.
const SIGNALS: [(&str, i32); 6] =
    [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131), ("ABRT", 134), ("BUS", 135)];

#[test]
fn whoever_leaves_by_a_signal_leaves_nothing_to_read() {
    for (signal, code) in SIGNALS {
        let place = Place::new();
        let mut terminal = start(&place, &SCREEN, 40);
        let usual = terminal.modes();
        to_the_signs(&mut terminal);
        answer_a_sign(&mut terminal);
        assert!(terminal.is_aside(), "{signal}: the talk is not held on the other screen");
        terminal.signal(signal);
        assert_eq!(terminal.finish().0, Some(code), "{signal}: {}", terminal.whole());
        assert_nothing_is_left(&mut terminal, signal);
        assert_eq!(terminal.modes(), usual, "{signal}: the terminal is not as it was");
        assert!(terminal.whole().contains("--resume"), "{signal}: {}", terminal.whole());
        let id = place.ids().pop().unwrap_or_else(|| panic!("{signal}: nothing was kept"));
        assert!(place.history(&id).contains(MARKER), "{signal}: the answers are not kept");
    }
}

#[test]
fn a_key_that_leaves_or_a_text_half_typed_leaves_nothing_to_read() {
    let place = Place::new();
    let mut terminal = start(&place, &SCREEN, 40);
    to_the_signs(&mut terminal);
    answer_a_sign(&mut terminal);
    terminal.press("\u{3}");
    assert_eq!(terminal.finish().0, Some(130));
    assert_nothing_is_left(&mut terminal, "Ctrl-C");

    let mut terminal = start(&place, &["screen", "--discreet", "--resume", &place.ids()[0]], 40);
    terminal.wait_for("Answered before", 0);
    terminal.choose_unseen("k");
    terminal.choose_unseen("w");
    assert_eq!(terminal.finish().0, Some(0));
    assert_nothing_is_left(&mut terminal, "pause");

    for signal in ["TERM", "INT"] {
        let mut terminal = start(&place, &["screen", "--discreet", "--resume", &place.ids()[0]], 40);
        terminal.choose_unseen("k");
        terminal.wait_for("[p] yes, now or before", 0);
        terminal.choose_unseen("n");
        terminal.wait_for("Note (no names", 0);
        terminal.wait_for("› ", terminal.chosen());
        terminal.press(MARKER);
        terminal.wait_for(MARKER, 0);
        terminal.signal(signal);
        terminal.finish();
        assert_nothing_is_left(&mut terminal, "a text half typed");
    }
}

#[test]
fn the_result_is_read_page_by_page_and_then_gone() {
    for rows in [24, 60] {
        let place = Place::new();
        let all = [&SCREEN[..], &["--detail", "full"]].concat();
        let mut terminal = start(&place, &all, rows);
        to_the_signs(&mut terminal);
        answer_a_sign(&mut terminal);
        terminal.choose_unseen("x");
        terminal.choose_unseen("y");
        terminal.wait_for("Finding", 0);
        let (mut seen, mut thanked) = (0, false);
        for page in 1.. {
            let last = "Enter: clear this screen and leave.";
            let more = format!("Enter: go on ({page} of");
            while terminal.drawn(last) + terminal.drawn(&more) == 0 {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            assert!(terminal.is_aside() && terminal.contents().lines().count() <= usize::from(rows));
            seen = page;
            let is_last = terminal.drawn(last) > 0;
            // How to part may begin on one page and end on the next.
            thanked |= terminal.contents().contains("Thank the person");
            // Nothing but Enter takes it away.
            std::thread::sleep(std::time::Duration::from_millis(150));
            terminal.press("q");
            std::thread::sleep(std::time::Duration::from_millis(150));
            terminal.press("\r");
            if is_last {
                break;
            }
        }
        assert!(seen > 1 && thanked, "{rows} rows: {seen} pages, and how to part is on one of them: {thanked}");
        assert_eq!(terminal.finish().0, Some(0));
        assert_nothing_is_left(&mut terminal, "the end");
    }
}

#[test]
fn where_it_is_not_safe_the_reminder_is_read_and_then_gone() {
    let place = Place::new();
    let mut terminal = start(&place, &SCREEN, 40);
    terminal.choose_unseen("n");
    terminal.wait_for("Enter: clear this screen and leave.", 0);
    assert!(terminal.contents().starts_with("Stop here."), "{}", terminal.contents());
    std::thread::sleep(std::time::Duration::from_millis(150));
    terminal.press("\r");
    assert_eq!(terminal.finish().0, Some(0));
    assert_nothing_is_left(&mut terminal, "not safe");
    assert!(place.ids().is_empty());
}

#[test]
fn nothing_that_was_answered_shows_while_the_talk_goes_on() {
    let place = Place::new();
    let mut terminal = start(&place, &SCREEN, 60);
    to_the_signs(&mut terminal);
    answer_a_sign(&mut terminal);
    assert_eq!((terminal.drawn("→"), terminal.drawn("1 ticked. Right?")), (0, 1), "of ticks only how many");
    let gone = terminal.contents();
    assert!(!gone.contains(MARKER) && !gone.contains("ticked"), "the answer still stands there:\n{gone}");
    // Back: that it was answered shows, not how.
    terminal.choose_unseen("b");
    terminal.wait_for("Answered before", 0);
    let back = terminal.contents();
    assert!(!back.contains("so far") && !back.contains("there is a note"), "{back}");
    // The note that stands is not shown where another is added.
    terminal.choose_unseen("n");
    terminal.wait_for("There is already a note here.", 0);
    assert!(!terminal.contents().contains(MARKER), "{}", terminal.contents());
    terminal.type_line("");
    terminal.wait_for("Answered before", 1);
    // The overview tells answered from open and no more.
    terminal.choose_unseen("o");
    terminal.wait_for("Overview", 0);
    terminal.wait_for("› ", terminal.chosen());
    terminal.choose_unseen("1");
    terminal.wait_for("• (Enter takes it)", 1);
    terminal.forget_prompts();
    terminal.press("\r");
    terminal.wait_for("Safe to talk: answered", 0);
    terminal.wait_for("In danger now: answered", 0);
    terminal.press("\u{3}");
    terminal.finish();
    assert_nothing_is_left(&mut terminal, "the overview");
}

#[test]
fn without_the_option_the_same_talk_can_be_read() {
    // Or the tests above would look for what never shows.
    let place = Place::new();
    let mut terminal = Terminal::start_in(&place.store(), &["screen", "--unsealed"], 40, 100);
    for key in ["y", "n", "1", "u", "1", "1", "1", "1", "1", "u"] {
        terminal.choose(key);
    }
    terminal.choose_number(5, 13);
    crate::kept::through_the_facts(&mut terminal);
    terminal.choose("n");
    terminal.type_line(MARKER);
    terminal.choose("p");
    terminal.tick(&[1]);
    terminal.choose("b");
    terminal.wait_for("so far", 0);
    terminal.choose("n");
    terminal.wait_for("The note so far", 0);
    terminal.interrupt();
    let whole = terminal.whole();
    for text in ANSWERS.iter().filter(|text| !["Signs recorded", "the person chose not to answer"].contains(text)) {
        assert!(whole.contains(text), "`{text}` never shows:\n{whole}");
    }
}

#[test]
fn in_plain_lines_answers_are_not_said_back_and_what_stays_is_told() {
    let place = Place::new();
    let mut program = crate::program::program();
    program.args(["screen", "--training", "--discreet"]).env("TIPSCREEN_STORE", place.store());
    let typed = "y\nb\nk\nn\n1\nu\n1\n1\n1\no\n1\nb\nb\n";
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), typed.as_bytes()).expect("it reads");
    let out = child.wait_with_output().expect("an end");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains("Plain lines can't take"), "{told}");
    assert!(told.contains("Answered before") && told.contains("Safe to talk: answered"), "{told}");
    assert!(!told.contains("so far") && !told.contains('→'), "{told}");

    // On a terminal, what is typed does not show either, and does again afterwards.
    let mut terminal = Terminal::start_in(&place.store(), &["screen", "--training", "--discreet", "--plain"], 40, 100);
    terminal.wait_for("> ", 0);
    let (shown, prompts) = (terminal.drawn("in danger right now"), terminal.drawn("> "));
    terminal.press("y\r");
    terminal.wait_for("in danger right now", shown);
    terminal.wait_for("> ", prompts);
    assert!(!terminal.whole().contains("> y"), "{}", terminal.whole());
    terminal.press_when_ready("\u{3}");
    terminal.finish();
    assert!(terminal.modes().contains("ECHO"), "{}", terminal.modes());
}
