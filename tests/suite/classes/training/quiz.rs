//! `train quiz`: a trainee screens a script, keeps an ordinary case file, and sees where they and the script differ.

use super::{catalogue, err, example, out, running, script, train};
use crate::faces::{as_lines, typed};
use crate::files::{root, scripts, text};
use crate::pty::Terminal;
use tipscreen::case::{Answer, Case, Presence};
use tipscreen::training::{DeviationKind, Marking, Move, Played};

/// A case without what an interview never asks: what an answer rests on is asked only of what is there.
fn as_asked(case: &str) -> serde_json::Value {
    let mut case: serde_json::Value = serde_json::from_str(case).expect("JSON");
    for (_, answer) in case["answers"].as_object_mut().expect("answers") {
        if answer.get("presence").is_some_and(|presence| presence != "present") {
            *answer = answer["presence"].clone();
        }
    }
    case
}

/// Whoever answers as the script does keeps the case of the script, and is told that they agree.
#[test]
fn whoever_answers_as_the_script_does_agrees_with_it() {
    let catalogue = catalogue();
    let folder = tempfile::tempdir().expect("a folder");
    let mut tried = 0;
    for path in scripts() {
        let script = script(&catalogue, &path);
        // In a talk that is kept nowhere a pause waits for Enter.
        if script.moves.iter().any(|(_, step)| *step == Move::Pause) {
            continue;
        }
        tried += 1;
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let lines = as_lines(&typed(&catalogue, &script));
        let output = train(folder.path(), &["quiz", &path.display().to_string(), "--plain"], &lines);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", err(&output));
        assert!(out(&output).contains("You and the script agree in every answer."), "{name}: {}", out(&output));
        let kept = text(&folder.path().join(format!("{name}-quiz.json")));
        let case = text(&root().join(format!("examples/cases/{name}.json")));
        assert_eq!(as_asked(&kept), as_asked(&case), "{name}");
    }
    assert!(tried >= 48, "only {tried} scripts");
}

/// What the interviewee says is heard at its question, and in role-play it is not.
#[test]
fn the_interviewee_is_heard_unless_somebody_plays_them() {
    let catalogue = catalogue();
    let path = root().join("examples/synthetic/stopped-at-border.toml");
    let script = script(&catalogue, &path);
    let lines = as_lines(&typed(&catalogue, &script));
    let folder = tempfile::tempdir().expect("a folder");
    let file = path.display().to_string();
    let quiz = |more: &[&str]| {
        let args = [&["quiz", &file, "--plain"], more].concat();
        running(&err(&train(folder.path(), &args, &lines)))
    };
    let (alone, in_two) = (quiz(&[]), quiz(&["--role-play"]));
    let says: Vec<&str> =
        script.answers.iter().map(|(_, one)| one.telling.says.as_str()).filter(|one| !one.is_empty()).collect();
    assert!(says.len() > 3);
    for says in says {
        assert!(alone.contains(&running(says)), "{says} is not heard");
        assert!(!in_two.contains(&running(says)), "{says} is given away");
    }
    assert!(alone.contains(&running(&script.vignette)) && !in_two.contains(&running(&script.vignette)));
    for text in [&alone, &in_two] {
        assert!(!script.teach.iter().any(|teach| text.contains(&running(&teach.point))), "a lesson before the end");
        assert!(script.misleads.is_empty() || !text.contains(&running(&script.misleads)));
    }
}

/// The sheet holds every word of the interviewee, and what they hold back with when they tell it.
#[test]
fn the_sheet_holds_the_whole_role() {
    let catalogue = catalogue();
    for path in scripts() {
        let script = script(&catalogue, &path);
        let sheet = running(&out(&train(root(), &["quiz", &path.display().to_string(), "--sheet"], "")));
        let facts = script.facts.iter().map(|(_, one)| &one.telling);
        for telling in facts.chain(script.answers.iter().map(|(_, one)| &one.telling)) {
            assert!(sheet.contains(&running(&telling.says)), "{}: {}", path.display(), telling.says);
            assert!(sheet.contains(&running(&telling.held_back)), "{}: {}", path.display(), telling.held_back);
        }
        assert!(sheet.contains("You may stop at any moment"), "{}", path.display());
        for secret in script.teach.iter().map(|teach| teach.point.as_str()).chain([script.misleads.as_str()]) {
            assert!(secret.is_empty() || !sheet.contains(&running(secret)), "{}: {secret}", path.display());
        }
    }
}

/// Each way to differ, and what it does: one sign of a script marked otherwise.
#[test]
fn each_way_to_differ_is_named() {
    let catalogue = catalogue();
    let script = script(&catalogue, &root().join("examples/synthetic/domestic-worker-passport-kept.toml"));
    let key = Played::of(&catalogue, &script, false).case;
    assert_eq!(Marking::of(&catalogue, &key, &key).deviations, Vec::new());
    let marked = |id: &str, answer: Answer| {
        let mut own: Case = key.clone();
        own.set_answer(catalogue.find_indicator(id).expect("an indicator"), answer);
        Marking::of(&catalogue, &own, &key)
    };
    let first = |presence: Presence| {
        let found = key.with_presence(presence).next().expect("one");
        catalogue.indicator(found).id.clone()
    };
    for (id, marked_as, kind) in [
        (first(Presence::Present), Presence::Absent, DeviationKind::Overlooked),
        (first(Presence::Present), Presence::Unknown, DeviationKind::Overlooked),
        (first(Presence::Present), Presence::NotAsked, DeviationKind::NotReached),
        (first(Presence::Absent), Presence::Present, DeviationKind::Added),
        (first(Presence::Absent), Presence::Unknown, DeviationKind::LeftOpen),
        ("kept-at-sea".to_owned(), Presence::Absent, DeviationKind::TakenForNo),
    ] {
        let marking = marked(&id, Answer::of(marked_as));
        assert_eq!(marking.deviations.len(), 1, "{id}");
        assert_eq!(marking.deviations[0].kind, kind, "{id} as {marked_as:?}");
        // What is put right leads to the script's finding, since nothing else differs.
        let moved = marking.deviations[0].moves_to.unwrap_or(marking.finding);
        assert_eq!(moved, marking.key, "{id}");
    }
    let papers = marked("documents-withheld", Answer::of(Presence::Absent));
    assert_ne!(papers.finding, papers.key, "the papers are what the case rests on");
    assert_eq!(papers.deviations[0].moves_to, Some(papers.key));
}

/// Nothing is written over, and a quiz that was broken off can be gone on with.
#[test]
fn a_quiz_goes_on_where_it_was_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = example("stopped-at-border");
    let quiz = |more: &[&str], typed: &str| train(folder.path(), &[&["quiz", &file, "--plain"], more].concat(), typed);
    let broken_off = quiz(&["--out", "mine.json"], "y\nn\n1\n");
    assert_eq!(broken_off.status.code(), Some(0), "{}", err(&broken_off));
    let kept = text(&folder.path().join("mine.json"));
    assert!(kept.contains("\"immediate-danger\""), "{kept}");
    assert_eq!(quiz(&["--out", "mine.json"], "y\n").status.code(), Some(4), "not over another");
    assert_eq!(text(&folder.path().join("mine.json")), kept);
    let resumed = quiz(&["--out", "mine.json", "--resume"], "");
    assert!(!err(&resumed).contains("Is it safe for the person"), "asked once more: {}", err(&resumed));
    let other =
        train(folder.path(), &["quiz", &example("begs-for-himself"), "--plain", "--out", "mine.json", "--resume"], "");
    assert_eq!(other.status.code(), Some(2), "{}", err(&other));
    assert!(err(&other).contains("the case of another script"), "{}", err(&other));
}

#[test]
fn on_a_terminal_the_words_stand_with_the_question_and_ctrl_c_keeps_the_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.json");
    let path = file.display().to_string();
    let mut terminal = Terminal::start(&["train", "quiz", &example("stopped-at-border"), "--out", &path], 50, 100);
    terminal.wait_for("[x] stop", 0);
    assert!(terminal.contents().contains("In this story"), "{}", terminal.contents());
    for key in ["y", "n", "1"] {
        terminal.choose(key);
    }
    // The next question shows once the answer is kept.
    terminal.wait_for("what training do they have", 0);
    let (code, result) = terminal.interrupt();
    assert_eq!((code, result.as_str()), (Some(130), ""));
    assert!(terminal.cursor_is_visible());
    assert!(text(&file).contains("\"medical-need\""), "the answers are saved");
}
