//! The limits at their edge: at the limit a thing is read, and one beyond it is refused by its code.

use crate::files::{root, text};
use tipscreen::case::{MAX_CASE_BYTES, MAX_EXTRAS, MAX_NOTE_CHARS, read};
use tipscreen::catalogue::Catalogue;
use tipscreen::condition::{CAPACITY, MAX_DEPTH};
use tipscreen::toml_input::{Code, MAX_FILE_BYTES, MAX_TEXT_CHARS, MOST_PROBLEMS, SourceFile};

/// The code by which a case is refused, if it is.
fn case(facts: &str, answers: &str) -> Option<Code> {
    let catalogue = Catalogue::builtin("asean-commit").expect("it is built in").expect("it has no problem");
    let text = format!("{{\"case_id\":\"x\",\"facts\":{{{facts}}},\"answers\":{{{answers}}}}}");
    read(&text, &catalogue).err().map(|error| error.code)
}

/// The codes of a catalogue, and how many problems it has.
fn catalogue(text: String) -> (Vec<Code>, usize) {
    let read = Catalogue::read(vec![SourceFile { name: "made.toml".to_owned(), text }]);
    let problems = read.err().map(|faults| faults.problems).unwrap_or_default();
    let many = problems.len();
    let mut codes: Vec<Code> = problems.into_iter().map(|problem| problem.code).collect();
    codes.dedup();
    (codes, many)
}

fn least() -> String {
    text(&root().join("tests/data/catalogue/least.toml"))
}

#[test]
fn a_note_and_a_text_may_be_so_long_and_no_longer() {
    let note = |many| format!("\"debt-bondage\":{{\"presence\":\"absent\",\"note\":\"{}\"}}", "น".repeat(many));
    assert_eq!(case("", &note(MAX_NOTE_CHARS)), None);
    assert_eq!(case("", &note(MAX_NOTE_CHARS + 1)), Some(Code::TooLarge));
    let extra = |many| format!("\"x-a\":\"{}\"", "น".repeat(many));
    assert_eq!(case(&extra(MAX_NOTE_CHARS), ""), None);
    assert_eq!(case(&extra(MAX_NOTE_CHARS + 1), ""), Some(Code::TooLarge));
    let key = |many: usize| format!("\"x-{}\":1", "a".repeat(many - 2));
    assert_eq!(case(&key(128), ""), None);
    assert_eq!(case(&key(129), ""), Some(Code::TooLarge));
    let text = |many| least().replace("A screening aid, never a verdict.", &"น".repeat(many));
    assert_eq!(catalogue(text(MAX_TEXT_CHARS)).0, []);
    assert_eq!(catalogue(text(MAX_TEXT_CHARS + 1)).0, [Code::TooLarge]);
}

#[test]
fn a_case_may_carry_so_much_along_and_no_more() {
    let extras = |many: usize| (0..many).map(|at| format!("\"x-{at}\":\"\"")).collect::<Vec<_>>().join(",");
    assert_eq!(case(&extras(MAX_EXTRAS), ""), None);
    assert_eq!(case(&extras(MAX_EXTRAS + 1), ""), Some(Code::TooMany));
    // What is not in the frame is blanks.
    let blank = |many: usize| " ".repeat(many - "{\"case_id\":\"x\",\"facts\":{},\"answers\":{}}".len());
    assert_eq!(case(&blank(MAX_CASE_BYTES), ""), None);
    assert_eq!(case(&blank(MAX_CASE_BYTES + 1), ""), Some(Code::TooLarge));
}

#[test]
fn brackets_may_stand_so_deep_and_no_deeper() {
    // Two stand around it.
    let deep = |many: usize| format!("\"x-a\":{}{}", "[".repeat(many), "]".repeat(many));
    assert_eq!(case(&deep(125), ""), None);
    assert_eq!(case(&deep(126), ""), Some(Code::TooDeep));
    let when = "{ dimension = \"control\", is = \"positive\" }";
    let nested = |many: usize| {
        let deep = format!("{}{when}{}", "{ not = ".repeat(many), " }".repeat(many));
        catalogue(least().replace(&format!("when = {when}"), &format!("when = {deep}"))).0
    };
    assert!(!nested(MAX_DEPTH - 1).contains(&Code::TooDeep), "{:?}", nested(MAX_DEPTH - 1));
    assert!(nested(MAX_DEPTH).contains(&Code::TooDeep), "{:?}", nested(MAX_DEPTH));
}

#[test]
fn a_file_may_be_so_large_and_hold_so_many_tables_and_no_more() {
    let padded = |bytes: usize| {
        let least = least();
        let pad = bytes - least.len() - 1;
        format!("{least}#{}", "a".repeat(pad))
    };
    assert_eq!(catalogue(padded(MAX_FILE_BYTES)).0, []);
    assert_eq!(catalogue(padded(MAX_FILE_BYTES + 1)).0, [Code::TooLarge]);
    let facts = |many: usize| {
        let fact = |at| {
            format!(
                "\n[[fact]]\nid = \"f{at}\"\ntitle = \"F\"\ntype = \"yes-no\"\nsection = \"talk\"\nto = \"screener\"\n\
                 prompt = \"Is it?\"\n"
            )
        };
        least() + &(0..many).map(fact).collect::<String>()
    };
    let there = least().matches("[[fact]]").count();
    assert!(!catalogue(facts(CAPACITY - there)).0.contains(&Code::TooLarge));
    assert_eq!(catalogue(facts(CAPACITY - there + 1)).0, [Code::TooLarge]);
}

#[test]
fn so_many_problems_are_told_and_then_that_there_are_more() {
    let unknown =
        |many: usize| catalogue((0..many).map(|at| format!("k{at} = 1\n")).collect::<Vec<_>>().concat() + &least());
    assert_eq!(unknown(MOST_PROBLEMS), (vec![Code::UnknownKey], MOST_PROBLEMS));
    assert_eq!(unknown(MOST_PROBLEMS + 1), (vec![Code::UnknownKey, Code::TooMany], MOST_PROBLEMS + 1));
    assert_eq!(unknown(5_000), (vec![Code::UnknownKey, Code::TooMany], MOST_PROBLEMS + 1));
}
