//! Where a disk says no: what was kept is not lost sight of, nobody is told what is not so, and what can't be written in
//! one place can be written in another.

use crate::kept::{Place, SCREEN, through_the_facts, to_consent, to_the_signs};
use crate::pty::Terminal;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Output, Stdio};

/// To the agreement to a record, and on to the signs.
const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\n";

/// A disk that takes nothing more, whoever writes: where the records were stands a file.
fn breaks(store: &Path) {
    fs::rename(store.join("records"), store.join("away")).expect("a name");
    fs::write(store.join("records"), "").expect("a file");
}

fn is_mended(store: &Path) {
    fs::remove_file(store.join("records")).expect("it is there");
    fs::rename(store.join("away"), store.join("records")).expect("a name");
}

/// A talk over lines, of which all that was said so far can be read.
struct Lines {
    child: Child,
    said: String,
}

impl Lines {
    fn start(place: &Place, args: &[&str]) -> Self {
        let mut program = crate::program::program();
        program.args(args).env("TIPSCREEN_STORE", place.store());
        let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { child: piped.spawn().expect("it starts"), said: String::new() }
    }

    fn wait_for(&mut self, text: &str) {
        let screen = self.child.stderr.as_mut().expect("a pipe");
        let mut byte = [0];
        while !self.said.contains(text) {
            assert_eq!(screen.read(&mut byte).expect("a pipe"), 1, "no {text:?} in: {}", self.said);
            self.said.push(char::from(byte[0]));
        }
    }

    fn type_in(&mut self, lines: &str) {
        self.child.stdin.as_mut().expect("a pipe").write_all(lines.as_bytes()).expect("it reads");
    }

    /// Nothing more is typed: gives the exit code, the result, and all that was said, as one line.
    fn finish(mut self) -> (Option<i32>, String, String) {
        drop(self.child.stdin.take());
        let Output { status, stdout, stderr } = self.child.wait_with_output().expect("an end");
        let said = self.said + &String::from_utf8_lossy(&stderr);
        (status.code(), String::from_utf8_lossy(&stdout).into_owned(), running(&said))
    }
}

/// Lines that wrap are one.
fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Agreed and kept; then the disk says no, and so does the other folder that is named; then it is gone on in memory.
fn on_a_disk_that_broke(place: &Place) -> (Terminal, String) {
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.wait_for("What do you need most today", 0);
    let id = place.ids().pop().expect("a record");
    breaks(&place.store());
    terminal.choose("u");
    terminal.wait_for("could not be saved", 0);
    terminal.choose("o");
    terminal.type_line("/proc/nothing");
    terminal.wait_for("could not be saved", 1);
    terminal.choose("m");
    (terminal, id)
}

#[test]
fn another_folder_that_does_not_take_it_does_not_make_forget_where_it_is() {
    let place = Place::new();
    let (mut terminal, id) = on_a_disk_that_broke(&place);
    terminal.wait_for("› ", terminal.chosen());
    terminal.signal("INT");
    assert_eq!(terminal.finish().0, Some(4), "{}", terminal.contents());
    let told = running(&terminal.contents());
    assert!(told.contains(&format!("tipscreen screen --resume {}", &id[..8])), "{told}");
    assert!(!told.contains("Nothing was saved."), "{told}");
}

#[test]
fn whoever_withdraws_after_another_folder_did_not_take_it_may_have_it_erased() {
    let place = Place::new();
    let (mut terminal, id) = on_a_disk_that_broke(&place);
    for key in ["b", "b", "2"] {
        terminal.choose(key);
    }
    terminal.wait_for("does not agree to a record any more", 0);
    terminal.choose("y");
    terminal.choose("y");
    // The disk still says no: what is left, and where.
    terminal.wait_for("Not all of it could be erased", 0);
    terminal.wait_for("› ", terminal.chosen());
    let told = running(&terminal.contents());
    let store = place.store().display().to_string();
    assert!(told.contains(&format!("tipscreen case erase {id} --store '{store}'")), "{told}");
    assert!(!told.contains("/proc"), "{told}");
    is_mended(&place.store());
    terminal.interrupt();

    let place = Place::new();
    let (mut terminal, _) = on_a_disk_that_broke(&place);
    is_mended(&place.store());
    for key in ["b", "b", "2", "y", "y"] {
        terminal.choose(key);
    }
    terminal.wait_for("Erased.", 0);
    assert!(place.ids().is_empty(), "something is still kept");
    terminal.interrupt();
}

#[test]
fn a_withdrawal_that_cannot_be_written_is_told_and_erasing_is_offered_at_once() {
    for is_tried_again in [false, true] {
        let place = Place::new();
        let mut terminal = place.start(&SCREEN);
        to_consent(&mut terminal);
        terminal.choose("u");
        for key in ["b", "b"] {
            terminal.choose(key);
        }
        terminal.wait_for("› ", terminal.chosen());
        let id = place.ids().pop().expect("a record");
        breaks(&place.store());
        terminal.choose("2");
        terminal.wait_for("does not agree to a record any more", 0);
        terminal.wait_for("› ", terminal.chosen());
        let told = running(&terminal.contents());
        assert!(told.contains("could not be saved in the record"), "{told}");
        assert!(!told.contains("another folder") && !told.contains("Saved."), "{told}");
        terminal.choose("n");
        is_mended(&place.store());
        terminal.wait_for("› ", terminal.chosen());
        if is_tried_again {
            // With the next thing that is done it is tried again.
            terminal.choose("k");
            terminal.wait_for("› ", terminal.chosen());
        }
        terminal.signal("INT");
        let code = terminal.finish().0;
        let (told, history) = (running(&terminal.contents()), place.history(&id));
        assert!(told.contains("What was saved before is still there"), "{told}");
        assert_eq!(told.contains("It does not show that the person no longer agrees."), !is_tried_again, "{told}");
        assert_eq!(code, Some(if is_tried_again { 130 } else { 4 }), "{told}");
        assert_eq!(history.matches("withdrew").count(), usize::from(is_tried_again), "{history}");
        assert_eq!(place.tipscreen(&["case", "verify"]).status.code(), Some(0));
    }
}

#[test]
fn whoever_withdraws_while_a_disk_says_no_is_offered_to_erase_what_was_kept() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.wait_for("What do you need most today", 0);
    breaks(&place.store());
    terminal.choose("u");
    terminal.ready_behind("could not be saved", 0);
    assert!(terminal.contents().contains("[v] withdraw"), "{}", terminal.contents());
    is_mended(&place.store());
    for key in ["v", "y", "y"] {
        terminal.choose(key);
    }
    terminal.wait_for("Erased.", 0);
    assert!(place.ids().is_empty(), "something is still kept");
    terminal.interrupt();
}

#[test]
fn no_two_files_that_are_named_are_one() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("sub")).expect("a folder");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("linked")).expect("a link");
    let named = |name: &str| folder.path().join(name).display().to_string();
    let place = Place::new();
    for [one, other] in
        [["x.json", "x.json"], ["x.json", "./x.json"], ["x.json", "sub/../x.json"], ["linked/x.json", "x.json"]]
    {
        let files = [named(one), named(other)];
        for options in [["--out", "--result"], ["--out", "--record"], ["--record", "--result"]] {
            let args = ["screen", "--training", "--plain", options[0], &files[0], options[1], &files[1]];
            let out = place.tipscreen(&args);
            let told = String::from_utf8_lossy(&out.stderr);
            assert_eq!(out.status.code(), Some(2), "{args:?}: {told}");
            assert!(told.contains("name the same file") && !told.contains("Is it safe"), "{args:?}: {told}");
        }
    }
    let (one, other) = (named("x.json"), named("y.json"));
    let out = place.tipscreen(&["screen", "--training", "--plain", "--out", &one, "--result", &other]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

/// A talk of which only a file will be kept, at its end but for the last key.
fn to_the_end(place: &Place, file: &Path) -> Terminal {
    let mut terminal = place.start(&["screen", "--format", "json", "--out", &file.display().to_string()]);
    // No key on this device, and a file is named: nothing is asked before.
    for key in ["y", "n", "1", "u", "1", "1", "1", "1", "1", "x"] {
        terminal.choose(key);
    }
    terminal.wait_for("› ", terminal.chosen());
    terminal
}

#[test]
fn a_file_that_came_meanwhile_stays_and_another_one_is_asked_for() {
    let place = Place::new();
    let files = ["case.json", "other.json"].map(|name| place.store().with_file_name(name));
    let mut terminal = to_the_end(&place, &files[0]);
    fs::write(&files[0], "of somebody else").expect("a file");
    terminal.choose("y");
    terminal.wait_for("[r] try again", 0);
    assert!(running(&terminal.contents()).contains("it is there already"), "{}", terminal.contents());
    terminal.choose("r");
    terminal.wait_for("[r] try again", 1);
    terminal.choose("o");
    terminal.type_line(&files[1].display().to_string());
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.contains("\"finding\""), "{out}");
    assert_eq!(fs::read_to_string(&files[0]).expect("it stands"), "of somebody else");
    assert!(fs::read_to_string(&files[1]).expect("it is written").contains("\"immediate-danger\""));
    let beside = fs::read_dir(files[0].parent().expect("a folder")).expect("a folder");
    let left = beside.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert!(left.into_iter().all(|name| !name.starts_with(".tipscreen")), "something is left over");
}

#[test]
fn whoever_leaves_while_another_file_is_asked_for_is_told_that_nothing_is_kept() {
    let place = Place::new();
    let file = place.store().with_file_name("case.json");
    let mut terminal = to_the_end(&place, &file);
    fs::write(&file, "of somebody else").expect("a file");
    terminal.choose("y");
    terminal.wait_for("[r] try again", 0);
    terminal.wait_for("› ", terminal.chosen());
    terminal.signal("INT");
    assert_eq!(terminal.finish().0, Some(4), "{}", terminal.contents());
    assert!(terminal.contents().contains("Nothing was saved."), "{}", terminal.contents());
}

#[test]
fn where_nobody_can_be_asked_for_another_file_it_is_said_what_is_lost() {
    for (kept, args) in [(false, ["screen", "--plain"].as_slice()), (true, &["screen", "--plain", "--unsealed"])] {
        let place = Place::new();
        let file = place.store().with_file_name("case.json");
        let path = file.display().to_string();
        let mut lines = Lines::start(&place, &[args, &["--format", "json", "--out", &path]].concat());
        lines.wait_for("Is it safe");
        fs::write(&file, "of somebody else").expect("a file");
        lines.type_in(&format!("{TYPED}a\nx\ny\n"));
        let (code, out, told) = lines.finish();
        assert_eq!(code, Some(4), "{told}");
        assert!(out.contains("\"finding\""), "the result is not shown: {told}");
        assert!(told.contains("could not be written to") && told.contains("it is there already"), "{told}");
        assert_eq!(told.contains("if this window closes, they are lost"), !kept, "{told}");
        assert_eq!(told.contains("Saved. To see it:") && told.contains("tipscreen case show"), kept, "{told}");
        assert_eq!(fs::read_to_string(&file).expect("it stands"), "of somebody else");
    }
}

#[test]
fn what_no_store_took_is_not_called_lost_where_it_is_in_the_file() {
    let place = Place::new();
    fs::create_dir(place.store()).expect("a folder");
    fs::write(place.store().join("records"), "").expect("a file");
    let file = place.store().with_file_name("case.json");
    let path = file.display().to_string();
    let mut lines = Lines::start(&place, &["screen", "--plain", "--unsealed", "--format", "json", "--out", &path]);
    let typed = TYPED.replacen("1\n1\n1\n1\n1\n", "1\n1\n1\n1\n1\nm\n", 1);
    lines.type_in(&format!("{typed}a\nx\ny\n"));
    let (code, out, told) = lines.finish();
    assert_eq!(code, Some(4), "{told}");
    assert!(out.contains("\"finding\"") && file.exists(), "{told}");
    assert!(told.contains("The answers are in") && !told.contains("in this window only."), "{told}");
}

#[test]
fn a_real_record_is_not_gone_on_with_as_training() {
    let place = Place::new();
    for option in ["--resume", "--continue"] {
        let out = place.tipscreen(&["screen", "--training", option, "01234567"]);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot be used with") && told.contains("--training"), "{told}");
    }
}

/// A talk at its end, its result on the screen, with one more key waited for.
fn at_the_result(place: &Place, args: &str) -> Terminal {
    let script = format!("exec '{}' screen {args}", crate::program::PROGRAM);
    let shell = pty_process::blocking::Command::new("sh").args(["-c", &script]);
    let mut terminal = Terminal::spawn(shell.env("TIPSCREEN_STORE", place.store()), 200, 100);
    to_consent(&mut terminal);
    terminal.choose("u");
    through_the_facts(&mut terminal);
    for key in ["x", "y"] {
        terminal.choose(key);
    }
    terminal.wait_for("[l] leave it as it is", 0);
    terminal.wait_for("› ", terminal.chosen());
    terminal
}

#[test]
fn whoever_leaves_after_the_end_is_told_where_the_answers_are() {
    let place = Place::new();
    let file = place.store().with_file_name("case.json");
    let mut terminal = at_the_result(&place, &format!("--out '{}'", file.display()));
    terminal.signal("INT");
    assert_eq!(terminal.finish().0, Some(130));
    let whole = terminal.whole();
    let told = whole.split("Interrupted.").nth(1).expect("it was interrupted");
    assert!(file.exists() && told.contains("The answers are in") && !told.contains("Nothing was saved."), "{told}");

    let place = Place::new();
    let mut terminal = at_the_result(&place, "--unsealed");
    terminal.signal("INT");
    assert_eq!(terminal.finish().0, Some(130));
    let whole = terminal.whole();
    let told = whole.split("Interrupted.").nth(1).expect("it was interrupted");
    assert!(
        told.contains("Saved. To see it:") && told.contains("tipscreen case show") && !told.contains("--resume"),
        "{told}"
    );
}

#[test]
fn whoever_takes_up_and_leaves_at_once_has_the_file_that_was_named() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.wait_for("What do you need most today", 0);
    terminal.interrupt();
    let (id, file) = (place.ids().pop().expect("a record"), place.store().with_file_name("case.json"));
    let path = file.display().to_string();
    let mut again = place.start(&["screen", "--resume", &id[..8], "--out", &path]);
    again.wait_for("Your answer so far:", 0);
    again.wait_for("› ", again.chosen());
    again.signal("INT");
    again.finish();
    let told = running(&again.contents());
    assert!(file.exists() && told.contains("The answers are in"), "{told}");
    assert!(!told.contains("There is no consent"), "{told}");
    assert!(told.contains("--resume"), "{told}");
}

#[test]
fn a_screening_is_taken_up_where_only_that_cannot_be_noted() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    terminal.wait_for("What do you need most today", 0);
    terminal.interrupt();
    let id = place.ids().pop().expect("a record");
    let before = place.history(&id);
    // No file may grow beyond a kilobyte: there is room for a lock and none for a record.
    let script = "ulimit -f 2; exec \"$0\" screen --plain --resume \"$1\"";
    let mut program = crate::program::with_device("sh");
    program.args(["-c", script, crate::program::PROGRAM, &id[..8]]).env("TIPSCREEN_STORE", place.store());
    let out = program.stdin(Stdio::null()).output().expect("it starts");
    let told = running(&String::from_utf8_lossy(&out.stderr));
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(told.contains("Is it safe") && told.contains("Saved. Go on with:"), "{told}");
    assert!(told.contains("tipscreen screen --resume"), "{told}");
    assert_eq!(place.history(&id), before);
}

#[test]
fn where_only_the_end_cannot_be_noted_that_alone_is_said() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    for key in ["a", "f", "y", "g"] {
        terminal.choose(key);
    }
    while terminal.drawn("Look through the answers") == 0 {
        terminal.choose_or_menu("u", "Look through the answers");
    }
    terminal.wait_for("› ", terminal.chosen());
    breaks(&place.store());
    terminal.choose("r");
    let (code, out) = terminal.finish();
    is_mended(&place.store());
    let told = running(&terminal.contents());
    assert_eq!(code, Some(4), "{told}");
    assert!(out.contains("\"finding\""), "{out}");
    assert!(told.contains("All answers are saved, but the end of the screening is not"), "{told}");
    assert!(told.contains("--resume") && !told.contains("last answer"), "{told}");
    assert_eq!(place.tipscreen(&["screen", "--continue", &place.ids()[0]]).status.code(), Some(2), "it is unfinished");
}

#[test]
fn a_script_that_cannot_be_written_takes_neither_the_result_nor_the_way_back_along() {
    let place = Place::new();
    let folder = place.store().with_file_name("class");
    fs::create_dir(&folder).expect("a folder");
    let script = folder.join("script.toml").display().to_string();
    let mut terminal = place.start(&["screen", "--training", "--format", "json", "--record", &script]);
    to_consent(&mut terminal);
    terminal.choose("x");
    fs::remove_dir(&folder).expect("it is empty");
    terminal.choose("y");
    let (code, out) = terminal.finish();
    let told = running(&terminal.contents());
    assert_eq!(code, Some(4), "{told}");
    assert!(out.contains("\"finding\""), "{told}");
    assert!(told.contains("error[unwritable]") && told.contains("Saved. To see it:"), "{told}");
    assert!(told.contains("tipscreen case show"), "{told}");
}

#[test]
fn where_nothing_may_be_handed_over_that_is_said_on_a_broken_disk_too() {
    let place = Place::new();
    fs::create_dir(place.store()).expect("a folder");
    fs::write(place.store().join("records"), "").expect("a file");
    let mut lines = Lines::start(&place, &["screen", "--plain", "--unsealed", "--format", "md", "--for", "service"]);
    let typed = TYPED.replacen("1\n1\n1\n1\n1\n", "1\n1\n1\n1\n1\nm\n", 1);
    lines.type_in(&format!("{typed}a\nx\ny\n"));
    let (code, out, told) = lines.finish();
    assert_eq!(code, Some(4), "{told}");
    assert!(told.contains("Not all answers are saved"), "{told}");
    assert!(told.contains("error[no-consent]"), "why there is no page is not said: {told}");
    assert!(!out.contains("# "), "{out}");
}

#[test]
fn a_result_is_printed_whoever_hears_what_is_told_beside_it() {
    for _ in 0..5 {
        let place = Place::new();
        // Where the answers are is told before the result.
        let path = place.store().with_file_name("case.json").display().to_string();
        let mut lines = Lines::start(&place, &["screen", "--plain", "--format", "json", "--out", &path]);
        lines.type_in(&format!("{TYPED}x\n"));
        lines.wait_for("(y) stop");
        lines.wait_for("(n) go on\n  v withdraw, z hide\n> ");
        lines.type_in("y\n");
        lines.wait_for("(n) go on\n  v withdraw, z hide\n> \n");
        // Whoever listened has gone; the last answer is taken.
        drop(lines.child.stderr.take());
        drop(lines.child.stdin.take());
        let out = lines.child.wait_with_output().expect("an end");
        assert!(String::from_utf8_lossy(&out.stdout).contains("\"finding\""), "exit {:?}", out.status.code());
    }
}
