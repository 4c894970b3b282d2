//! Input that never answers ends a talk: nothing is asked for ever, and what was saved can be gone on with.

use crate::kept::Place;
use crate::talk::{agreed, go_on, lists, shipped};
use std::io::Read;
use std::process::Stdio;
use tipscreen::case::Case;
use tipscreen::catalogue::{Catalogue, Question};
use tipscreen::interview::InterviewEnd;
use tipscreen::questionnaire::{Ending, Questionnaire};

/// The same lines again and again, and how many were read.
struct Forever<'r> {
    lines: &'static [u8],
    at: usize,
    read: &'r mut usize,
}

impl Read for Forever<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        // Byte by byte, so that no more is read than is asked for.
        let Some(first) = into.first_mut() else { return Ok(0) };
        *first = self.lines[self.at];
        *self.read += usize::from(*first == b'\n');
        self.at = (self.at + 1) % self.lines.len();
        assert!(*self.read < 20_000, "{:?} is asked for ever", String::from_utf8_lossy(self.lines));
        Ok(1)
    }
}

/// What is typed for ever; of each it is clear that nobody answers.
const NEVER: [&str; 22] = [
    "\n", " \n", "foo\n", "999\n", "-1\n", "h\n", "b\n", "z\n", "o\n", "w\n", "m\n", "v\n", "x\n", ":back\n",
    ":hide\n", "b\nk\n", "o\nb\n", "v\nb\n", "x\nn\n", "h\nfoo\n", "t\nfoo\n", "w\n\n",
];

/// A talk that stands at this question, or at its beginning, with the same lines typed for ever; gives how many were read,
/// how it was left, and what was said.
fn for_ever(catalogue: &Catalogue, at: Option<Question>, lines: &'static str) -> (usize, InterviewEnd, String) {
    let mut questionnaire = Questionnaire::new(catalogue, Case::new(catalogue, "talk"));
    if let Some(question) = at {
        questionnaire = agreed(catalogue);
        questionnaire.jump(question);
    }
    let mut read = 0;
    let forever = Forever { lines: lines.as_bytes(), at: 0, read: &mut read };
    let talk = go_on(questionnaire, forever, false, &mut ());
    (read, talk.interview.left, talk.said)
}

#[test]
fn whatever_is_typed_for_ever_the_talk_ends_and_says_why() {
    let catalogue = shipped();
    let lists = lists(14);
    let fact = |catalogue: &Catalogue, id: &str| Question::Fact(catalogue.find_fact(id).expect("a fact"));
    let sign = Question::Indicator(catalogue.find_indicator("documents-withheld").expect("a sign"));
    let places = [
        (&catalogue, None),
        (&catalogue, Some(fact(&catalogue, "country"))),
        (&catalogue, Some(fact(&catalogue, "forms"))),
        (&catalogue, Some(sign)),
        (&lists, Some(fact(&lists, "many"))),
    ];
    for lines in NEVER {
        for (at, (catalogue, question)) in places.iter().enumerate() {
            let (read, left, said) = for_ever(catalogue, *question, lines);
            let gave_up = said.matches("Many lines in a row gave no answer").count();
            assert_eq!(gave_up, 1, "{lines:?} at {at}: {said}");
            assert!(read <= 450, "{lines:?} at {at}: {read} lines");
            assert!(
                matches!(left, InterviewEnd::Ended(Ending::Stopped | Ending::Gate(_))),
                "{lines:?} at {at}: {left:?}"
            );
            // No prompt is put any more once that was said.
            let behind = said.rsplit("Many lines in a row").next().unwrap_or_default();
            assert!(behind.matches('>').count() == 0, "{lines:?} at {at}: {behind}");
        }
    }
}

#[test]
fn the_twentieth_wrong_line_in_a_row_is_the_last() {
    let catalogue = shipped();
    for (lines, most) in [("foo\n", 20), ("\n", 20), ("14 5 foo\n", 20)] {
        let (read, _, said) = for_ever(&catalogue, None, lines);
        assert_eq!(read, most, "{lines:?}: {said}");
    }
    // In a list that is ticked as in any other.
    let lists = lists(14);
    let many = lists.find_fact("many").expect("a fact");
    let mut questionnaire = Questionnaire::new(&lists, Case::new(&lists, "talk"));
    questionnaire.jump(Question::Fact(many));
    let typed = format!("t\n{}1\ny\n", "145\n".repeat(19));
    let talk = go_on(questionnaire.clone(), std::io::Cursor::new(typed), false, &mut ());
    assert_eq!(talk.interview.case.fact(many).value_ids(lists.fact(many)), ["e1"], "nineteen are borne: {}", talk.said);
    let typed = format!("t\n{}1\ny\n", "145\n".repeat(20));
    let talk = go_on(questionnaire, std::io::Cursor::new(typed), false, &mut ());
    assert!(talk.interview.case.fact(many).value_ids(lists.fact(many)).is_empty(), "{}", talk.said);
}

#[test]
fn whoever_answers_now_and_then_is_never_given_up() {
    let catalogue = shipped();
    let questionnaire = Questionnaire::new(&catalogue, Case::new(&catalogue, "talk"));
    // Slips, help, what goes on where a pause is offered, and an answer; and that many times.
    let slips = format!("{}h\ng\nu\n", "foo\n".repeat(17)).repeat(25);
    let typed = format!("y\nn\n1\nu\n1\n1\n1\n1\n2\n{slips}");
    let talk = go_on(questionnaire, std::io::Cursor::new(typed), false, &mut ());
    assert!(talk.said.contains("The input ended here") && !talk.said.contains("Many lines in a row"), "{}", talk.said);
}

#[test]
fn what_was_saved_waits_to_be_gone_on_with() {
    for (agrees, kept) in [("1", true), ("2", false)] {
        let place = Place::new();
        let typed = format!("(printf 'y\\nn\\n1\\nu\\n1\\n1\\n1\\n1\\n{agrees}\\n'; yes '' | head -n 2000)");
        let script = format!("{typed} | exec \"$0\" screen --plain --unsealed --format json");
        let mut program = crate::program::with_device("sh");
        program.args(["-c", &script, crate::program::PROGRAM]).env("TIPSCREEN_STORE", place.store());
        let out = program.stdin(Stdio::null()).output().expect("it starts");
        let said = String::from_utf8_lossy(&out.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(out.status.code(), Some(0), "{said}");
        assert!(said.contains("Many lines in a row gave no answer"), "{said}");
        assert_eq!(said.contains("Saved. Go on with:"), kept, "{said}");
        // As where the input ends: what is kept is not shown, and what is not kept is.
        assert_eq!(out.stdout.is_empty(), kept, "{said}");
        assert_eq!(place.ids().len(), usize::from(kept));
    }
}

#[test]
fn endless_junk_on_a_terminal_answers_nothing_and_prints_nothing() {
    let place = Place::new();
    let mut terminal = place.start(&["screen", "--unsealed"]);
    terminal.wait_for("› ", 0);
    let before = terminal.whole();
    for _ in 0..200 {
        terminal.press("qj{}()\u{1b}[99~\u{1b}OP\u{2}\u{5}éไทย");
    }
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(terminal.whole(), before, "something was answered, or printed");
    assert_eq!(terminal.interrupt().0, Some(130));
}
