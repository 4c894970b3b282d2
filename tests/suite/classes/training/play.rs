//! `train play`: the interview in the interviewee's words, with the teaching points and the result.

use super::{catalogue, example, out, running, script, train};
use crate::files::scripts;
use crate::pty::Terminal;
use tipscreen::catalogue::Question;
use tipscreen::training::Played;

/// Whatever a script holds is heard when it is played: every word that is said to a question that comes up, every remark,
/// and the result at the end.
#[test]
fn every_script_plays_to_its_end_with_all_that_is_said() {
    let catalogue = catalogue();
    let folder = tempfile::tempdir().expect("a folder");
    for path in scripts() {
        let script = script(&catalogue, &path);
        let output = train(folder.path(), &["play", &path.display().to_string(), "--plain"], "");
        assert_eq!(output.status.code(), Some(0), "{}", path.display());
        let told = running(&super::err(&output));
        let played = Played::of(&catalogue, &script, false);
        let answered = |at: Question| match at {
            Question::Fact(at) => {
                catalogue.fact(at).asked && *played.case.fact(at) == script.fact(at).expect("there").answer
            }
            Question::Indicator(at) => played.case.answer(at) == script.answer(at).map(|one| &one.answer),
        };
        let facts = script.facts.iter().map(|(at, one)| (Question::Fact(*at), &one.telling));
        let answers = script.answers.iter().map(|(at, one)| (Question::Indicator(*at), &one.telling));
        for (at, telling) in facts.chain(answers).filter(|(at, one)| !one.says.is_empty() && answered(*at)) {
            assert!(
                told.contains(&running(&telling.says)),
                "{}: {} is not heard",
                path.display(),
                catalogue.question_id(at)
            );
        }
        for point in &script.teach {
            assert!(told.contains(&running(&point.point)), "{}: {:?} is not shown", path.display(), point.point);
        }
        assert!(told.contains(&running(&script.misleads)), "{}", path.display());
        assert!(!out(&output).trim().is_empty(), "{}: no result", path.display());
    }
}

#[test]
fn on_a_terminal_enter_goes_on_and_x_leaves() {
    let mut terminal = Terminal::start(&["train", "play", &example("stopped-at-border")], 40, 100);
    terminal.wait_for("Enter goes on", 0);
    assert!(terminal.contents().contains("Stopped before it began"), "{}", terminal.contents());
    let before = terminal.drawn("Enter goes on");
    terminal.press_when_ready("\r");
    terminal.wait_for("Enter goes on", before);
    terminal.press_when_ready("x");
    let (code, result) = terminal.finish();
    assert_eq!((code, result.as_str()), (Some(0), ""), "whoever leaves is shown no result");
    assert!(terminal.cursor_is_visible());
}

#[test]
fn ctrl_c_leaves_a_play_with_130() {
    let mut terminal = Terminal::start(&["train", "play", &example("stopped-at-border")], 40, 100);
    terminal.wait_for("Enter goes on", 0);
    let (code, result) = terminal.interrupt();
    assert_eq!((code, result.as_str()), (Some(130), ""));
    assert!(terminal.cursor_is_visible());
}

/// At a pace it goes on by itself, and still waits at a teaching point.
#[test]
fn at_a_pace_only_teaching_points_wait() {
    let mut terminal = Terminal::start(&["train", "play", "--pace", "0", &example("stopped-at-border")], 40, 100);
    terminal.wait_for("Enter goes on", 0);
    terminal.press_when_ready("\r");
    terminal.wait_for("For the class", 0);
    let mut ended = false;
    for _ in 0..20 {
        terminal.press_when_ready("\r");
        ended = terminal.has_ended_within(std::time::Duration::from_millis(700));
        if ended {
            break;
        }
    }
    assert!(ended, "{}", terminal.contents());
    let (code, result) = terminal.finish();
    assert_eq!(code, Some(0));
    assert!(result.contains("FINDING"), "{result}");
}

#[test]
fn without_colour_nothing_is_coloured() {
    for (no_color, coloured) in [(true, false), (false, true)] {
        let program = pty_process::blocking::Command::new("env");
        let program = if no_color { program.arg("NO_COLOR=1") } else { program };
        let program = program.args([crate::program::PROGRAM, "train", "play", &example("stopped-at-border")]);
        let mut terminal = Terminal::start_program(program, 40, 100);
        terminal.wait_for("Enter goes on", 0);
        assert_eq!(terminal.drawn("\u{1b}[1m") > 0, coloured, "no colour wanted: {no_color}");
        terminal.interrupt();
    }
}

/// No script needs a folder to write to.
#[test]
fn a_play_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let played = crate::program::program()
        .args(["train", "play", &example("stopped-at-border"), "--plain"])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("TIPSCREEN_STORE", folder.path().join("store"))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program starts");
    assert_eq!(played.status.code(), Some(0));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}
