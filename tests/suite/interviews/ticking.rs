//! What is recorded of a list is what was meant: no list can be read in two ways, and what is ticked is read back first.

use crate::pty::Terminal;
use crate::talk::{Talk, lists, lists_text, talk};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use tipscreen::catalogue::Catalogue;

/// Lengths of lists: below ten, ten, and above.
const LENGTHS: [usize; 4] = [9, 10, 14, 23];

/// The entries of a fact that are recorded, as they are read back.
fn recorded(catalogue: &Catalogue, talk: &Talk, fact: &str) -> Option<String> {
    let at = catalogue.find_fact(fact).expect("a fact");
    let ids = talk.interview.case.fact(at).value_ids(catalogue.fact(at));
    let names: Vec<String> = ids.iter().map(|id| format!("Entry {} of them", id.trim_start_matches('e'))).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

fn entries(numbers: &[usize]) -> String {
    numbers.iter().map(|at| format!("Entry {at} of them")).collect::<Vec<_>>().join("; ")
}

/// Each line at lists of every length, and the entries that it ticks; none: it ticks nothing.
fn lines(items: usize) -> Vec<(&'static str, Option<Vec<usize>>)> {
    let some = |numbers: &[usize]| Some(numbers.to_vec());
    vec![
        ("1 4 5", some(&[1, 4, 5])),
        ("1,4,5", some(&[1, 4, 5])),
        ("1  4", some(&[1, 4])),
        (" 1, 4 ,5 ", some(&[1, 4, 5])),
        ("145", None),
        ("14 5", if items >= 14 { some(&[5, 14]) } else { None }),
        ("1 99", None),
        ("0", None),
        ("1-4", None),
    ]
}

#[test]
fn over_lines_numbers_count_between_spaces_or_commas_once_they_were_confirmed() {
    for items in LENGTHS {
        let catalogue = lists(items);
        for (line, ticked) in lines(items) {
            let expected = ticked.as_deref().map(entries);
            let confirmed = talk(&catalogue, &format!("t\n{line}\ny\nx\ny\n"));
            assert_eq!(recorded(&catalogue, &confirmed, "many"), expected, "{line:?} of {items}: {}", confirmed.said);
            let read_back = expected.map(|entries| format!("You ticked: {entries}. Right?"));
            match read_back {
                Some(read_back) => assert!(confirmed.said.contains(&read_back), "{line:?}: {}", confirmed.said),
                None => assert!(confirmed.said.contains("is not a number of this list"), "{}", confirmed.said),
            }
            for refused in ["n\nb\n", "b\nb\n", ""] {
                let left = talk(&catalogue, &format!("t\n{line}\n{refused}"));
                assert_eq!(recorded(&catalogue, &left, "many"), None, "{line:?}, {refused:?}: {}", left.said);
            }
        }
        let empty = talk(&catalogue, "t\n\nx\ny\n");
        assert_eq!(recorded(&catalogue, &empty, "many"), None);
        assert!(empty.said.contains("so nothing is recorded"), "{}", empty.said);
        // What was recorded, and has no tick any more, is taken back and asked again.
        let emptied = talk(&catalogue, "t\n1 4\ny\nb\nt\n-\ny\nx\ny\n");
        assert_eq!(recorded(&catalogue, &emptied, "many"), None, "{}", emptied.said);
        assert!(emptied.said.contains("The earlier answer is removed"), "{}", emptied.said);
        let changed = talk(&catalogue, "t\n1 4 5\nn\n-4 2\ny\nx\ny\n");
        assert_eq!(recorded(&catalogue, &changed, "many"), Some(entries(&[1, 2, 5])), "{}", changed.said);
        assert!(changed.said.contains("[x] 4 Entry 4"), "the marks do not show: {}", changed.said);
    }
}

proptest! {
    #![proptest_config(crate::generate::config(256))]

    /// Whatever is typed, nothing is recorded that was not read back before, in these words, and confirmed.
    #[test]
    fn what_is_recorded_is_what_was_read_back(
        items in 1_usize..25,
        typed in proptest::collection::vec("[0-9 ,-]{0,8}|[ynbt]|1|2 3", 0..12),
    ) {
        let catalogue = lists(items);
        let talk = talk(&catalogue, &format!("t\n{}\n", typed.join("\n")));
        if let Some(recorded) = recorded(&catalogue, &talk, "many") {
            let read_back = format!("You ticked: {recorded}. Right?\n");
            let confirmed = format!("{read_back}  1 (y) yes, record it\n  2 (n) no, change it\n");
            prop_assert!(talk.said.contains(&confirmed), "{recorded} was never read back: {}", talk.said);
        }
        let read_back = talk.said.matches("You ticked: ").count() + talk.said.matches("Nothing is ticked now").count();
        let yes = typed.iter().filter(|line| matches!(line.trim(), "y" | "1")).count();
        prop_assert!(read_back > 0 || recorded(&catalogue, &talk, "many").is_none());
        prop_assert!(yes > 0 || recorded(&catalogue, &talk, "many").is_none(), "nobody said yes: {}", talk.said);
    }
}

/// A catalogue in a file.
fn file(folder: &Path, items: usize) -> PathBuf {
    let path = folder.join("lists.toml");
    std::fs::write(&path, lists_text(items)).expect("a file");
    path
}

/// A talk at its first question, and the file that the case goes to.
fn start(folder: &Path, items: usize) -> (Terminal, PathBuf) {
    let (catalogue, out) = (file(folder, items), folder.join("case.json"));
    let (catalogue, path) = (catalogue.display().to_string(), out.display().to_string());
    let args = ["screen", "--training", "--format", "json", "--catalogue", &catalogue, "--out", &path];
    (Terminal::start(&args, 40, 80), out)
}

/// Ends the talk at the question that is asked; gives what is recorded of a fact.
fn recorded_in(mut terminal: Terminal, out: &Path, fact: &str) -> serde_json::Value {
    terminal.choose("x");
    terminal.choose("y");
    assert_eq!(terminal.finish().0, Some(0), "{}", terminal.contents());
    let case: serde_json::Value = serde_json::from_slice(&std::fs::read(out).expect("a case")).expect("JSON");
    case["facts"][fact].clone()
}

#[test]
fn on_a_terminal_numbers_are_typed_in_a_line_and_read_back_whatever_the_length_and_the_pace() {
    for (items, pasted) in [(9, false), (10, true), (14, false), (14, true), (23, false)] {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut terminal, out) = start(folder.path(), items);
        terminal.choose("t");
        terminal.ready_behind("space ticks", 0);
        // What is not in the list ticks nothing, and says so.
        terminal.by_hand(&["1", "4", "5"]);
        terminal.wait_for("› 145", 0);
        terminal.by_hand(&["\r"]);
        terminal.wait_for("145 is not a number of this list", 0);
        assert!(
            !terminal.contents().contains("[x] 1") && !terminal.contents().contains("[x]  1"),
            "{}",
            terminal.contents()
        );
        terminal.by_hand(&["\u{7f}", "\u{7f}", "\u{7f}"]);
        if pasted {
            // What is pasted behind the first line is no answer to anything.
            terminal.press("1 4 5\ry\r2 3\r");
        } else {
            terminal.by_hand(&["1", " ", "4", " ", "5", "\r"]);
        }
        terminal.ready_behind("You ticked: Entry 1 of them; Entry 4 of them; Entry 5 of them.", 0);
        assert!(terminal.drawn("→ yes") == 0, "{}", terminal.contents());
        // Back in the list the marks stand, and the space bar takes one away.
        let lists = terminal.drawn("space ticks");
        terminal.choose("n");
        terminal.ready_behind("space ticks", lists);
        terminal.wait_for(if items < 10 { "[x] 4 Entry" } else { "[x]  4 Entry" }, 0);
        terminal.by_hand(&[" ", "\u{1b}[B", " ", "\r"]);
        terminal.ready_behind("You ticked: Entry 2 of them; Entry 4 of them; Entry 5 of them.", 0);
        terminal.choose("y");
        let recorded = recorded_in(terminal, &out, "many");
        assert_eq!(recorded, serde_json::json!(["e2", "e4", "e5"]), "{items}, pasted: {pasted}");
    }
}

#[test]
fn nothing_is_recorded_of_a_list_that_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut terminal, out) = start(folder.path(), 14);
    terminal.choose("t");
    terminal.ready_behind("space ticks", 0);
    // Ticked, and typed; Esc takes back what is typed, and then leaves.
    terminal.by_hand(&[" ", "3", " ", "4", "\u{1b}"]);
    let asked = terminal.drawn("tick what fits");
    terminal.press("\u{1b}");
    terminal.ready_behind("tick what fits", asked);
    assert_eq!(recorded_in(terminal, &out, "many"), serde_json::Value::Null);
}

#[test]
fn one_of_a_list_is_picked_by_one_digit_below_ten_and_with_enter_above() {
    for items in LENGTHS {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut terminal, out) = start(folder.path(), items);
        terminal.choose("k");
        terminal.ready_behind("[u] asked, not clear", 1);
        let before = terminal.drawn("→");
        if items >= 10 {
            for digits in [&["1"][..], &["4", "5"]] {
                terminal.by_hand(digits);
                assert_eq!(
                    terminal.drawn("→"),
                    before,
                    "a digit of {items} acts before Enter: {}",
                    terminal.contents()
                );
            }
            terminal.wait_for("› 145", 0);
            terminal.by_hand(&["\r"]);
            terminal.wait_for("145 is not a number of this list", 0);
            assert_eq!(terminal.drawn("→"), before, "{}", terminal.contents());
            terminal.by_hand(&["1", "0"]);
            terminal.press("\r");
        } else {
            terminal.press("5");
        }
        terminal.wait_for("→", before);
        terminal.ready_behind("Is any pay still owed", 0);
        let picked = if items >= 10 { "e10" } else { "e5" };
        assert_eq!(recorded_in(terminal, &out, "single"), picked, "{items}");
    }
}
