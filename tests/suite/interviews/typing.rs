//! Typed texts: `:hide` and the others work behind other words, what stood before is recorded with Enter alone, and a note
//! that looks like somebody's number is asked about once.

use crate::kept::{Place, SCREEN, to_consent, to_the_signs};
use crate::talk::{Talk, agreed, go_on, shipped};
use std::io::Cursor;
use tipscreen::case::FactAnswer;
use tipscreen::catalogue::{Catalogue, Question};
use tipscreen::interview::{Dialogue, Face, SaveRetry};
use tipscreen::terminal::lines::Lines;
use tipscreen::toml_input::SourceFile;

/// What is typed as a note.
const WORDS: &str = "she said they wait outside";

/// A talk that stands at a question about a sign, with these lines typed.
fn at_a_sign(catalogue: &Catalogue, typed: &str, discreet: bool) -> Talk {
    let mut questionnaire = agreed(catalogue);
    let sign = catalogue.find_indicator("documents-withheld").expect("a sign");
    questionnaire.jump(Question::Indicator(sign));
    go_on(questionnaire, Cursor::new(typed.to_owned()), discreet, &mut ())
}

fn note(catalogue: &Catalogue, talk: &Talk) -> Option<String> {
    let sign = catalogue.find_indicator("documents-withheld").expect("a sign");
    talk.interview.case.answer(sign).and_then(|answer| answer.note.clone())
}

#[test]
fn what_is_typed_before_a_way_is_recorded_with_enter_alone() {
    let catalogue = shipped();
    for (typed, expected) in [
        // Hidden: nothing is recorded until the text goes on and is ended.
        (format!("{WORDS} :hide\n"), None),
        (format!("{WORDS} :hide\n\n"), None),
        (format!("{WORDS} :hide\n\n\n"), Some(WORDS.to_owned())),
        (format!("{WORDS} :hide\n\nand more\n"), Some(format!("{WORDS} and more"))),
        (format!("{WORDS}:HIDE\n\n\n"), Some(WORDS.to_owned())),
        (format!("{WORDS} :hide\n\n:hide\n\nand more\n"), Some(format!("{WORDS} and more"))),
        (format!(":hide\n\n{WORDS}\n"), Some(WORDS.to_owned())),
        // Help shows, and the text goes on.
        (format!("{WORDS} :help\n\n"), Some(WORDS.to_owned())),
        // Left: what was typed is left out only where that is said.
        (format!("{WORDS} :back\nl\n"), None),
        (format!("{WORDS} :back\nt\n\n"), Some(WORDS.to_owned())),
        (format!("{WORDS} :pause\nt\n\n"), Some(WORDS.to_owned())),
        (format!("{WORDS} :stop\nl\ny\n"), None),
        (format!("{WORDS} :stop\nl\nn\n\n"), Some(WORDS.to_owned())),
        (format!("{WORDS} :withdraw\nl\nb\n"), None),
        // Misspelt: it is said, and nothing is recorded with that word.
        (format!("{WORDS} :hdie\n:back\nl\n"), None),
        // Inside a sentence it is text.
        ("he said :back soon\n".to_owned(), Some("he said :back soon".to_owned())),
    ] {
        let talk = at_a_sign(&catalogue, &format!("n\n{typed}"), false);
        assert_eq!(note(&catalogue, &talk), expected, "{typed:?}: {}", talk.said);
    }
}

#[test]
fn the_same_holds_for_a_day_a_text_and_a_path() {
    let fact = |id: &str, kind: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\ntitle = \"T\"\ntype = \"{kind}\"\nsection = \"talk\"\nto = \"person\"\n\
             prompt = \"Tell me.\"\n\n"
        )
    };
    let least = include_str!("../../data/catalogue/least.toml");
    let (before, behind) = least.split_once("[[fact]]").expect("a fact");
    let text = format!("{before}{}{}[[fact]]{behind}", fact("day", "date"), fact("words", "text"));
    let catalogue = Catalogue::read(vec![SourceFile { name: "typed.toml".to_owned(), text }]).expect("whole");
    let recorded = |typed: &str| {
        let talk = crate::talk::talk(&catalogue, typed);
        ["day", "words"].map(|id| talk.interview.case.fact(catalogue.find_fact(id).expect("a fact")).clone())
    };
    let day = FactAnswer::Date("2026-01-15".parse().expect("a day"));
    let words = FactAnswer::Text("by boat".to_owned());
    let none = FactAnswer::NotAsked;
    assert_eq!(recorded("t\n2026-01-15 :hide\n"), [none.clone(), none.clone()], "recorded without Enter");
    assert_eq!(recorded("t\n2026-01-15 :hide\n\n\n"), [day.clone(), none.clone()]);
    assert_eq!(recorded("t\n2026-01-15 :back\nl\nk\nt\nby boat :hide\n\n\n"), [none, words.clone()]);
    assert_eq!(recorded("t\n2026-01-15\nt\nby :hide\n\nboat\n"), [day, words]);

    let path = |typed: &str| {
        let mut said = Vec::new();
        let mut dialogue = Dialogue::new(Lines::new(Cursor::new(typed.to_owned()), &mut said, 100, false));
        dialogue.not_kept("the disk is full").expect("an answer")
    };
    let at = |path: &str| SaveRetry::Elsewhere(path.to_owned());
    assert_eq!(path("o\n/media/usb :hide\n\n\n"), at("/media/usb"));
    assert_eq!(path("o\n/media/usb :back\nl\nr\n"), SaveRetry::Again);
    assert_eq!(path("o\n:withdraw\n"), SaveRetry::Withdraw);
    assert_eq!(path("z\n\nv\n"), SaveRetry::Withdraw);
}

#[test]
fn what_is_held_back_is_said_back_unless_nothing_may_be() {
    let catalogue = shipped();
    let typed = format!("n\n{WORDS} :hide\n\n:back\nl\n");
    let talk = at_a_sign(&catalogue, &typed, false);
    assert!(talk.said.contains(&format!("Typed so far, not recorded: {WORDS}")), "{}", talk.said);
    assert!(talk.said.contains("What you typed before that word is not recorded."), "{}", talk.said);
    let talk = at_a_sign(&catalogue, &typed, true);
    assert!(talk.said.contains("is still here, not recorded") && !talk.said.contains(WORDS), "{}", talk.said);
}

#[test]
fn on_a_terminal_words_before_hide_come_back_to_be_gone_on_with() {
    let place = Place::new();
    let mut terminal = place.start(&SCREEN);
    to_consent(&mut terminal);
    to_the_signs(&mut terminal);
    terminal.choose("n");
    terminal.ready_behind("Note (no names", 0);
    terminal.type_line(&format!("{WORDS} :hide"));
    terminal.wait_for("Press Enter.", 0);
    assert_eq!(terminal.contents().trim(), "Press Enter.", "something still shows");
    let id = place.ids().pop().expect("a record");
    assert!(!place.history(&id).contains(WORDS), "it was recorded without Enter");
    let shown = terminal.drawn(&format!("› {WORDS}"));
    terminal.press_when_ready("\r");
    terminal.wait_for(&format!("› {WORDS}"), shown);
    assert!(!place.history(&id).contains(WORDS), "it was recorded without Enter");
    let asked = terminal.drawn("[p] yes, now or before");
    terminal.press_when_ready("now\r");
    terminal.ready_behind("[p] yes, now or before", asked);
    assert!(place.history(&id).contains(&format!("{WORDS} now")), "{}", place.history(&id));
    terminal.interrupt();
}

#[test]
fn a_note_that_looks_like_a_name_with_a_number_is_asked_about_once() {
    let catalogue = shipped();
    let number = "Somchai 081-234-5678";
    for (typed, expected, asked) in [
        (format!("{number}\nr\n"), Some(number), 1),
        (format!("{number}\nl\n"), None, 1),
        (format!("{number}\nt\nhis brother called\n"), Some("his brother called"), 1),
        // Whoever types it again means it.
        (format!("{number}\nt\n{number}\n"), Some(number), 1),
        ("since 2026-01-15\n".to_owned(), Some("since 2026-01-15"), 0),
    ] {
        let talk = at_a_sign(&catalogue, &format!("n\n{typed}"), false);
        assert_eq!(note(&catalogue, &talk).as_deref(), expected, "{typed:?}: {}", talk.said);
        assert_eq!(talk.said.matches("This looks like a phone number").count(), asked, "{typed:?}: {}", talk.said);
    }
}

#[test]
fn the_review_shows_a_note_to_who_wrote_it_unless_nothing_may_be_said_back() {
    let catalogue = shipped();
    let sections = {
        let questionnaire = agreed(&catalogue);
        let sign = Question::Indicator(catalogue.find_indicator("documents-withheld").expect("a sign"));
        let mut answered = questionnaire.clone();
        answered.jump(sign);
        let section = questionnaire.section(sign);
        answered.overview().iter().position(|chapter| chapter.section == section).expect("a section") + 1
    };
    for (discreet, shown) in [(false, true), (true, false)] {
        let typed = format!("n\n{WORDS}\np\n2\n\no\n{sections}\nb\nb\n");
        let talk = at_a_sign(&catalogue, &typed, discreet);
        assert_eq!(note(&catalogue, &talk).as_deref(), Some(WORDS), "{}", talk.said);
        let overview = talk.said.split("== Overview").nth(1).expect("an overview");
        assert_eq!(overview.contains(WORDS), shown, "discreet: {discreet}: {overview}");
    }
}
