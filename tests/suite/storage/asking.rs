//! Asking for a passphrase on a terminal: nothing of it shows, whoever is asked can leave at once and in every way, and
//! nobody is asked twice.

use crate::export::{example, kept};
use crate::key_place::{PASSPHRASE, Place, told};
use crate::pty::Terminal;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tipscreen::store::{AgeSeal, LocalDisk, NewKeys, Passphrase, Store, Unsealed};

/// Stands where a passphrase is waited for.
const PROMPT: &str = "Passphrase for";
/// The beginning of one.
const HALF: &str = "four wo";
const IDS: [&str; 3] = [
    "10000000-8b86-4d01-b42d-00cf4fc964ff",
    "20000000-8b86-4d01-b42d-00cf4fc964ff",
    "30000000-8b86-4d01-b42d-00cf4fc964ff",
];

/// Puts finished screenings into a store, sealed to its keys.
pub fn finished(place: &Place, ids: &[&str]) {
    let keys = place.at().keys().expect("keys");
    let recipients = keys.recipients.into_iter().map(|one| one.key).collect();
    let seal = AgeSeal { recipients, drafts: keys.drafts, ..AgeSeal::default() };
    place.at().prepare().expect("folders");
    let folder = tempfile::tempdir().expect("a folder");
    for id in ids {
        kept(folder.path(), id, &example("fisher-eighteen-months"));
        let record = Store::at(LocalDisk::default(), folder.path()).read(id, &Unsealed).expect("a record");
        fs::write(place.file(id), record.to_bytes(&seal).expect("it closes")).expect("a file");
    }
}

/// A store with one screening.
fn store() -> Place {
    let place = Place::with_keys(&[]);
    finished(&place, &IDS[..1]);
    place
}

/// A terminal on which its passphrase is asked for, and the modes it had before.
fn asked(place: &Place) -> (Terminal, String) {
    let mut terminal = Terminal::start_in(&place.store(), &["case", "show", IDS[0], "--format", "json"], 30, 100);
    let usual = terminal.usual_modes();
    wait(&mut terminal);
    assert!(!terminal.modes().contains("ECHO "), "what is typed shows: {}", terminal.modes());
    (terminal, usual)
}

/// Waits until a passphrase is asked for, and nothing shows any more.
fn wait(terminal: &mut Terminal) {
    terminal.wait_for(PROMPT, 0);
    std::thread::sleep(Duration::from_millis(300));
}

/// Waits until it was asked for so many times.
fn wait_for_prompt(terminal: &mut Terminal, times: usize) {
    let begun = std::time::Instant::now();
    while terminal.drawn(PROMPT) < times {
        assert!(begun.elapsed() < Duration::from_secs(30), "{}", terminal.contents());
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
}

#[test]
fn half_a_passphrase_is_left_at_once_by_every_key_and_every_signal() {
    let keys = [("\u{3}", 130), ("\u{4}", 130), ("\u{1c}", 130)].map(|(key, code)| (Some(key), "", code));
    let signals = [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131)].map(|(signal, code)| (None, signal, code));
    let place = store();
    for typed in ["", HALF] {
        for (key, signal, code) in keys.into_iter().chain(signals) {
            let (mut terminal, usual) = asked(&place);
            let how = format!("{key:?} {signal} behind {typed:?}");
            terminal.press(typed);
            std::thread::sleep(Duration::from_millis(100));
            match key {
                Some(key) => terminal.press(key),
                None => terminal.signal(signal),
            }
            assert!(terminal.has_ended_within(Duration::from_secs(10)), "{how}: {}", terminal.contents());
            assert_eq!(terminal.finish(), (Some(code), String::new()), "{how}: {}", terminal.contents());
            let shown = terminal.contents();
            assert_eq!(shown.matches("Interrupted.").count(), 1, "{how}: {shown}");
            assert!(!shown.contains("error[") && !shown.contains("wo\n"), "{how}: {shown}");
            assert_eq!(terminal.modes(), usual, "{how}: the terminal is not as it was");
        }
    }
}

#[test]
fn a_new_passphrase_is_left_as_well_and_leaves_no_keys() {
    for (key, signal, code) in [("\u{3}", "", 130), ("\u{4}", "", 130), ("", "TERM", 143)] {
        let place = Place::new();
        let mut terminal = Terminal::start_in(&place.store(), &["key", "new"], 30, 100);
        let usual = terminal.usual_modes();
        terminal.wait_for("New passphrase", 0);
        std::thread::sleep(Duration::from_millis(300));
        terminal.press(&format!("{PASSPHRASE}\r"));
        terminal.wait_for("The same passphrase again", 0);
        terminal.press_when_ready(HALF);
        if key.is_empty() {
            terminal.signal(signal);
        } else {
            terminal.press(key);
        }
        assert_eq!(terminal.finish().0, Some(code), "{}", terminal.contents());
        assert!(terminal.contents().contains("Interrupted."), "{}", terminal.contents());
        assert_eq!(terminal.modes(), usual);
        assert!(!place.store().join("keys/recipients.txt").exists(), "there are keys");
    }
}

/// A store with one screening, whose passphrase takes a while to check.
fn slow_store(work: u8) -> Place {
    let place = Place::new();
    let new = NewKeys { passphrase: Passphrase::from(PASSPHRASE), field: Vec::new(), work: Some(work) };
    place.make_keys(new);
    finished(&place, &IDS[..1]);
    place
}

#[test]
fn what_is_typed_while_a_passphrase_is_checked_neither_shows_nor_answers_anything() {
    let typed_meanwhile = "echo typed-meanwhile\r";
    let sealed = "'{store}'/records/{id}.tipscreen";
    for command in
        ["case show {id} --format json", &format!("score {sealed}"), &format!("batch {sealed}"), "case verify"]
    {
        // Twice as much work each time, until what is typed comes while it is checked.
        let is_held = (15..=20).any(|work| {
            let place = slow_store(work);
            let command = command.replace("{store}", &place.store().display().to_string()).replace("{id}", IDS[0]);
            let script = format!("'{}' {command}; stty -a >&2; read line; echo \"got:$line\"", crate::program::PROGRAM);
            let shell = pty_process::blocking::Command::new("sh").args(["-c", &script]);
            let mut terminal = Terminal::start_program(shell.env("TIPSCREEN_STORE", place.store()), 50, 120);
            wait(&mut terminal);
            terminal.press(&format!("{PASSPHRASE}\r"));
            terminal.wait_for("Checking", 0);
            terminal.press(typed_meanwhile);
            let in_time = terminal.drawn("speed") == 0 && !terminal.modes().contains("ECHO ");
            terminal.wait_for("speed", 0);
            terminal.press("later\r");
            let (_, out) = terminal.finish();
            if in_time {
                assert_eq!(terminal.drawn("typed-meanwhile"), 0, "{command}: {}", terminal.contents());
                assert!(out.contains("got:later"), "{command}: it was taken for an answer: {out}");
                assert!(terminal.contents().contains(" echo "), "{command}: {}", terminal.contents());
            }
            in_time
        });
        assert!(is_held, "{command}: it was checked before anything could be typed");
    }
}

#[test]
fn a_check_is_broken_off_by_ctrl_c_and_the_terminal_given_back() {
    for (key, signal, code) in [(Some("\u{3}"), "", 130), (None, "TERM", 143)] {
        let was_broken_off = (16..=21).any(|work| {
            let place = slow_store(work);
            let (mut terminal, usual) = asked(&place);
            terminal.press(&format!("{PASSPHRASE}\r"));
            terminal.wait_for("Checking", 0);
            match key {
                Some(key) => terminal.press(key),
                None => terminal.signal(signal),
            }
            let (left, _) = terminal.finish();
            assert_eq!(terminal.modes(), usual, "{key:?} {signal}");
            left == Some(code) && terminal.contents().contains("Interrupted.")
        });
        assert!(was_broken_off, "{key:?} {signal}");
    }
}

#[test]
fn a_wrong_passphrase_is_typed_again_and_nothing_shows_between() {
    let place = slow_store(14);
    let (mut terminal, _) = asked(&place);
    terminal.press("not the one\r");
    terminal.wait_for("This passphrase is wrong", 0);
    // Until the right one is typed the terminal is not given back.
    assert!(!terminal.modes().contains("ECHO "), "what is typed shows: {}", terminal.modes());
    wait_for_prompt(&mut terminal, 2);
    terminal.press(&format!("{PASSPHRASE}\r"));
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.contains("\"finding\"") && terminal.drawn("not the one") == 0, "{out}");
}

#[test]
fn while_new_keys_are_made_nothing_that_is_typed_shows() {
    let place = Place::new();
    let mut terminal = Terminal::start_in(&place.store(), &["key", "new"], 30, 100);
    terminal.wait_for("New passphrase", 0);
    std::thread::sleep(Duration::from_millis(300));
    terminal.press(&format!("{PASSPHRASE}\r"));
    terminal.wait_for("The same passphrase again", 0);
    terminal.press_when_ready(&format!("{PASSPHRASE}\r"));
    terminal.wait_for("Making the keys", 0);
    let hidden = !terminal.modes().contains("ECHO ");
    assert!(hidden || terminal.drawn("keys were made") > 0, "what is typed shows: {}", terminal.modes());
    assert_eq!(terminal.finish().0, Some(0), "{}", terminal.contents());
    assert_eq!(terminal.modes(), terminal.usual_modes());
}

#[test]
fn what_was_mistyped_is_taken_back_and_nothing_of_it_shows() {
    let place = store();
    for typed in
        [format!("wrong\u{15}{PASSPHRASE}"), format!("{PASSPHRASE}xé\u{7f}\u{8}"), format!("\u{1b}[A{PASSPHRASE}")]
    {
        let (mut terminal, usual) = asked(&place);
        terminal.press(&format!("{typed}\r"));
        let (code, out) = terminal.finish();
        assert_eq!(code, Some(0), "{typed:?}: {}", terminal.contents());
        assert!(out.contains("\"finding\""), "{out}");
        assert_eq!((terminal.drawn("wrong"), terminal.drawn("four")), (0, 0), "it was shown: {}", terminal.contents());
        assert_eq!(terminal.modes(), usual);
    }
}

#[test]
fn what_is_too_long_for_a_passphrase_is_not_cut_off_and_taken() {
    let place = store();
    let (mut terminal, _) = asked(&place);
    for _ in 0..3 {
        terminal.press(&"x".repeat(500));
        std::thread::sleep(Duration::from_millis(300));
    }
    terminal.wait_for("too long, and was not used", 0);
    terminal.wait_for(PROMPT, 1);
    // What came beyond was typed anew.
    terminal.press(&format!("\u{15}{PASSPHRASE}\r"));
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.contains("\"finding\""), "{out}");
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_what_was_typed_before_is_forgotten() {
    let place = store();
    let script = format!("'{}' case show {}; echo stopped; read line; fg", crate::program::PROGRAM, IDS[0]);
    let shell = pty_process::blocking::Command::new("bash").args(["-m", "-c", &script]);
    let mut terminal = Terminal::start_program(shell.env("TIPSCREEN_STORE", place.store()), 40, 100);
    wait(&mut terminal);
    let hidden = terminal.modes();
    terminal.press(HALF);
    terminal.press_when_ready("\u{1a}");
    assert!(terminal.output().contains("stopped"));
    assert_ne!(terminal.modes(), hidden, "the terminal is not given back");
    terminal.press("\r");
    terminal.wait_for(PROMPT, 1);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(terminal.modes(), hidden, "what is typed shows");
    terminal.press(&format!("{PASSPHRASE}\r"));
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.contains("Finding:"), "{out}");
}

#[test]
fn the_name_of_a_store_does_nothing_to_the_terminal_where_a_passphrase_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("\u{1b}]0;OWNED\u{7}\u{202e}");
    let new = NewKeys { passphrase: Passphrase::from(PASSPHRASE), field: Vec::new(), work: Some(2) };
    Store::at(LocalDisk::default(), &store).make_keys(new).expect("keys");
    let sealed = folder.path().join("case.age");
    let keys = Store::at(LocalDisk::default(), &store).keys().expect("keys");
    let seal = AgeSeal { recipients: vec![keys.recipients[0].key.clone()], ..AgeSeal::default() };
    fs::write(&sealed, seal.whole(b"{\"case_id\":\"a\",\"answers\":{}}").expect("it closes")).expect("a file");
    for (typed, times) in [(PASSPHRASE, 1), ("another passphrase", 3)] {
        let mut terminal = Terminal::start_in(&store, &["score", &sealed.display().to_string()], 30, 200);
        for time in 1..=times {
            wait_for_prompt(&mut terminal, time);
            terminal.press(&format!("{typed}\r"));
        }
        terminal.finish();
        assert!(terminal.drawn("]0;OWNED") > 0, "its name is not told: {}", terminal.contents());
        for bad in ["\u{1b}]", "\u{7}", "\u{202e}"] {
            assert_eq!(terminal.drawn(bad), 0, "{bad:?} came through: {}", terminal.contents());
        }
    }
}

#[test]
fn a_passphrase_may_be_typed_three_times_and_then_nobody_is_asked_again() {
    let identity = ["--identity", "{store}/keys/identity.age"];
    for (args, told) in [
        ([&["case", "verify"][..], &[]].concat(), 3),
        ([&["case", "list"][..], &identity].concat(), 3),
        (["score", "{store}/records/1.age", "{store}/records/2.age"].to_vec(), 0),
    ] {
        let place = Place::with_keys(&[]);
        finished(&place, &IDS);
        for (name, id) in [("1.age", IDS[0]), ("2.age", IDS[1])] {
            fs::copy(place.file(id), place.store().join("records").join(name)).expect("a copy");
        }
        let store = place.store().display().to_string();
        let args: Vec<String> = args.iter().map(|arg| arg.replace("{store}", &store)).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        for (typed, times, code) in [("another passphrase\r", 3, 5), ("four\u{3}", 1, 130)] {
            let mut terminal = Terminal::start_in(&place.store(), &args, 40, 120);
            for time in 1..=times {
                wait_for_prompt(&mut terminal, time);
                terminal.press(typed);
            }
            let ended = terminal.has_ended_within(Duration::from_secs(20));
            assert_eq!(terminal.drawn(PROMPT), times, "{args:?} {typed:?}: {}", terminal.contents());
            assert!(ended, "{args:?} {typed:?}: {}", terminal.contents());
            let (left, out) = terminal.finish();
            assert_eq!(left, Some(code), "{args:?} {typed:?}: {}", terminal.contents());
            let all = format!("{}\n{out}", terminal.whole());
            // Nothing more is said to somebody who left; what is not opened is told of each record.
            let of_each = IDS.iter().filter(|id| all.contains(&id[..8])).count();
            assert_eq!(of_each, if code == 130 { 0 } else { told }, "{args:?} {typed:?}: {all}");
            assert_eq!(all.contains("passphrase is not the right one"), code == 5, "{args:?} {typed:?}: {all}");
        }
    }
}

#[test]
fn a_key_for_drafts_is_taken_for_no_other() {
    let office = tipscreen::store::Identity::generate();
    let place = Place::with_keys(std::slice::from_ref(&office));
    let draft = place.draft();
    finished(&place, &IDS[..1]);
    let told =
        place.expect(&["case", "verify", "--passphrase-fd", "3"], 5, &["only the outside of the file was checked"]);
    assert!(told.contains(&format!("{}: unchanged, ", &draft[..8])), "{told}");
    assert!(told.contains(&format!("{}: sealed and not opened", &IDS[0][..8])), "{told}");
    // A list tells of both what stands in clear of them, and more of the one that opens.
    let told = place.expect(&["case", "list", "--passphrase-fd", "3"], 0, &["asean-commit"]);
    assert!(told.contains(&draft[..8]) && told.contains(&IDS[0][..8]), "{told}");
}

#[test]
fn what_follows_a_passphrase_on_standard_input_is_somebody_elses() {
    let place = store();
    let script =
        format!("'{}' case show {} --passphrase-fd 0 > /dev/null || exit 9; cat", crate::program::PROGRAM, IDS[0]);
    let mut shell = crate::program::with_device("sh");
    shell.args(["-c", &script]).env("TIPSCREEN_STORE", place.store());
    let mut child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let typed = format!("{PASSPHRASE}\nthe rest\n");
    child.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("the pipe takes it");
    let out = child.wait_with_output().expect("an end");
    assert_eq!((out.status.code(), told(&out).as_str()), (Some(0), "the rest\n"));
    assert!(Path::new(&place.file(IDS[0])).exists());
}
