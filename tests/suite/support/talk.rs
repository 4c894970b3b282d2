//! A talk over plain lines without a program around it: what is typed goes in, what is said and what is recorded come out.

use std::io::{BufReader, Cursor, Read};
use tipscreen::case::{Case, FactAnswer};
use tipscreen::catalogue::Catalogue;
use tipscreen::condition::FactIx;
use tipscreen::interview::{Dialogue, Interview, conduct};
use tipscreen::questionnaire::{Questionnaire, Recorder};
use tipscreen::terminal::lines::Lines;
use tipscreen::toml_input::SourceFile;

/// What came of a talk.
pub struct Talk {
    pub interview: Interview,
    /// All that was said, with lines that wrap as one.
    pub said: String,
}

/// A talk from the beginning, with these lines typed.
pub fn talk(catalogue: &Catalogue, typed: &str) -> Talk {
    let case = Case::new(catalogue, "talk");
    go_on(Questionnaire::new(catalogue, case), Cursor::new(typed.to_owned()), false, &mut ())
}

/// A talk that stands somewhere, with whatever is typed.
pub fn go_on(questionnaire: Questionnaire<'_>, typed: impl Read, discreet: bool, recorder: &mut impl Recorder) -> Talk {
    let mut said = Vec::new();
    let lines = Lines::new(BufReader::new(typed), &mut said, 10_000, false);
    let mut face = Dialogue::new(if discreet { lines.discreet() } else { lines });
    let interview = conduct(questionnaire, &mut face, recorder);
    drop(face);
    Talk { interview, said: String::from_utf8(said).expect("text") }
}

/// A screening in which every question that needs a yes has one.
pub fn agreed(catalogue: &Catalogue) -> Questionnaire<'_> {
    let mut case = Case::new(catalogue, "talk");
    for (at, fact) in catalogue.facts.iter().enumerate().filter(|(_, fact)| fact.needs_yes()) {
        case.set_fact(FactIx(at), FactAnswer::Values(crate::generate::a_yes(fact)));
    }
    Questionnaire::new(catalogue, case)
}

/// The default catalogue.
pub fn shipped() -> Catalogue {
    Catalogue::builtin(tipscreen::catalogue::builtin::DEFAULT).expect("there").expect("whole")
}

/// The text of a catalogue that asks to tick some of so many, then to pick one of so many, and then of two signs.
pub fn lists_text(items: usize) -> String {
    let values: Vec<String> =
        (1..=items).map(|at| format!("{{ id = \"e{at}\", text = \"Entry {at} of them\" }}")).collect();
    let values = values.join(", ");
    let fact = |id: &str, kind: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\ntitle = \"Which\"\ntype = \"{kind}\"\nvalues = [{values}]\nsection = \"talk\"\n\
             to = \"person\"\nprompt = \"Which of these?\"\n\n"
        )
    };
    let text = include_str!("../../data/catalogue/least.toml");
    let (before, behind) = text.split_once("[[fact]]").expect("a fact");
    format!("{before}{}{}[[fact]]{behind}", fact("many", "many"), fact("single", "one"))
}

/// The same, read.
pub fn lists(items: usize) -> Catalogue {
    Catalogue::read(vec![SourceFile { name: "lists.toml".to_owned(), text: lists_text(items) }]).expect("whole")
}
