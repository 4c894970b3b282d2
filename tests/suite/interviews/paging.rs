//! On the other screen of a terminal nothing can be scrolled back to: what is taller than the window comes in pages, and no
//! line of it is lost. `StoreError` 09 of those found
//! by use.

use crate::kept::Place;
use crate::pty::Terminal;
use crate::talk::shipped;
use std::collections::BTreeSet;
use tipscreen::catalogue::{Catalogue, FactKind};

/// The usual size of a window, a phone, and a low one.
const SIZES: [(u16, u16); 3] = [(24, 80), (20, 45), (16, 60)];

/// How many questions are looked at in each size; all of them in what takes long.
const SOME: usize = 14;

/// Words, whatever lines they stand in.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A talk on the other screen, with all that was seen since the last answer.
struct Pages {
    terminal: Terminal,
    /// Texts of the pages that were seen, as one line.
    seen: String,
    /// How many prompts were answered.
    prompts: usize,
    /// How many pages were turned.
    pages: usize,
}

impl Pages {
    fn start(place: &Place, (rows, columns): (u16, u16)) -> Self {
        let args = ["screen", "--discreet", "--unsealed"];
        let terminal = Terminal::start_in(&place.store(), &args, rows, columns);
        Self { terminal, seen: String::new(), prompts: 0, pages: 0 }
    }

    /// Reads page by page until a key is waited for.
    fn read(&mut self) {
        self.seen.clear();
        loop {
            self.terminal.wait_for_either("› ", self.prompts, "Enter: go on (", self.pages);
            let page = self.terminal.contents();
            let lines = page.lines().filter(|line| !line.starts_with("Enter: go on ("));
            self.seen = words(&format!("{} {}", self.seen, lines.collect::<Vec<_>>().join(" ")));
            if self.terminal.drawn("› ") > self.prompts {
                self.prompts = self.terminal.drawn("› ");
                return;
            }
            self.pages = self.terminal.drawn("Enter: go on (");
            self.terminal.press("\r");
        }
    }

    fn answer(&mut self, key: &str) {
        self.terminal.press(key);
        self.read();
    }
}

/// The words that were put, if a text is among what was seen.
fn is_seen(pages: &Pages, text: &str) -> bool {
    pages.seen.contains(&words(text))
}

/// The question whose prompt was seen, with all that has to be read of it: without help, and with it.
fn asked(catalogue: &Catalogue, pages: &Pages) -> Option<(String, Vec<String>, Vec<String>)> {
    let facts = catalogue.facts.iter().map(|fact| {
        let mut texts = vec![fact.prompt.clone()];
        texts.extend(fact.values.iter().filter(|_| fact.kind == FactKind::One).map(|value| value.text.clone()));
        (fact.id.clone(), fact.prompt.clone(), texts, vec![fact.help.clone()])
    });
    let signs = catalogue.indicators.iter().map(|sign| {
        let texts = [&sign.prompt, &sign.observe, &sign.statement].map(Clone::clone).to_vec();
        let mut help = vec![sign.include.clone(), sign.exclude.clone()];
        help.extend(sign.anchors.iter().flat_map(|anchors| anchors.texts.clone()));
        (sign.id.clone(), sign.statement.clone(), texts, help)
    });
    // The longest first: one may begin as another does.
    let mut all: Vec<_> = facts.chain(signs).collect();
    all.sort_by_key(|(_, text, ..)| std::cmp::Reverse(text.len()));
    all.into_iter().find(|(_, text, ..)| is_seen(pages, text)).map(|(id, _, texts, help)| (id, texts, help))
}

fn assert_whole(pages: &Pages, id: &str, texts: &[String]) {
    for text in texts.iter().filter(|text| !text.is_empty()) {
        assert!(is_seen(pages, text), "{id}: `{text}` is out of reach:\n{}", pages.seen);
    }
}

#[test]
fn no_line_of_a_question_or_its_help_is_lost_in_any_window() {
    let catalogue = shipped();
    let most = if crate::part::is_whole() { usize::MAX } else { SOME };
    for size in SIZES {
        let place = Place::new();
        let mut pages = Pages::start(&place, size);
        let mut seen = BTreeSet::new();
        pages.read();
        // Safe, no danger, no care needed; trained to talk with children and on health, so that most is asked.
        while seen.len() < most {
            let Some((id, texts, help)) = asked(&catalogue, &pages) else {
                if pages.seen.contains("[g] go on to") {
                    pages.answer("g");
                } else if pages.seen.contains("[y] go on with the detailed questions") {
                    pages.answer("y");
                } else {
                    break;
                }
                continue;
            };
            assert_whole(&pages, &id, &texts);
            if pages.seen.contains("[h] help") && seen.insert(id.clone()) {
                pages.answer("h");
                assert_whole(&pages, &id, &help);
                assert_whole(&pages, &id, &texts);
            }
            pages.answer(match id.as_str() {
                "safe-to-talk" => "y",
                "immediate-danger" => "n",
                "medical-need" | "age-group" | "consent-to-talk" => "1",
                "consent-to-record" => "2",
                _ => "u",
            });
        }
        assert!(seen.len() >= SOME, "only {} questions in {size:?}: {}", seen.len(), pages.seen);
        pages.terminal.press("\u{3}");
        assert_eq!(pages.terminal.finish().0, Some(130));
    }
}

#[test]
fn what_a_section_says_aloud_is_read_before_the_answer_and_can_be_read_again() {
    let catalogue = shipped();
    let agreement = catalogue.sections.iter().find(|section| section.id == "agreement").expect("a section");
    let said = said_to_an_adult(&agreement.say);
    for size in SIZES {
        let place = Place::new();
        let mut pages = Pages::start(&place, size);
        pages.read();
        for key in ["y", "n", "1", "u", "1", "1", "1"] {
            pages.answer(key);
        }
        assert!(is_seen(&pages, &said), "{size:?}: {}", pages.seen);
        if pages.seen.contains("Enter: read it from the beginning.") {
            pages.answer("\r");
            assert!(is_seen(&pages, &said), "{size:?}: {}", pages.seen);
        }
        pages.terminal.press("\u{3}");
        pages.terminal.finish();
    }
}

#[test]
fn a_page_is_hidden_and_turned_back_as_any_question() {
    let place = Place::new();
    let mut terminal = Terminal::start_in(&place.store(), &["screen", "--discreet", "--unsealed"], 10, 45);
    terminal.wait_for("Enter: go on (1 of", 0);
    let first = terminal.contents();
    terminal.press("z");
    terminal.wait_for("Press Enter.", 0);
    assert_eq!(terminal.contents().trim(), "Press Enter.");
    terminal.press_when_ready("\r");
    terminal.wait_for("Enter: go on (1 of", 1);
    assert_eq!(terminal.contents(), first);
    terminal.press("\r");
    terminal.wait_for("Enter: go on (2 of", 0);
    terminal.press("b");
    terminal.wait_for("Enter: go on (1 of", 2);
    assert_eq!(terminal.contents(), first);
    terminal.press("\u{3}");
    assert_eq!(terminal.finish().0, Some(130));
}

/// The sentences that are said to everybody, an adult among them.
fn said_to_an_adult(say: &tipscreen::catalogue::Passage) -> String {
    say.said(|_| false)
}
