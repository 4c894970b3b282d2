//! Words about the answers themselves: cautions, and answers that contradict each other.

use crate::assessment::Contradicting;
use crate::catalogue::Catalogue;
use crate::condition::Track;

/// Before the questions that would settle a finding.
pub const WOULD_SETTLE: &str =
    "If the person wants another talk, begin with how they are and what they need. Then these matter most:";
/// Of a finding that no open answer can change, where a caution holds.
pub const NOT_SETTLED: &str = "not settled: another talk, under better conditions, may change it";
/// Before answers that contradict each other, during the screening.
pub const CONTRADICTION: &str = "These answers do not fit together";
/// Said while a question that needs a yes has none, where the catalogue says nothing of its own.
pub const WITHOUT_YES: &str = "There is no clear yes, so the questions do not go on. Ask once more, or end here.";
/// Puts the question again.
pub const ASK_AGAIN: &str = "ask again";
/// Ends the screening.
pub const END_NOW: &str = "end here";
/// Keeps both answers.
pub const KEEP_BOTH: &str = "leave both as they are; the result will say so";

/// What is asked of answers that contradict each other.
#[must_use]
pub fn contradiction(catalogue: &Catalogue, one: Contradicting) -> String {
    let value = |fact: crate::condition::FactIx, bits: u64| {
        let values = &catalogue.fact(fact).values;
        values.get(bits.trailing_zeros() as usize).map_or("", |value| value.text.as_str())
    };
    match one {
        Contradicting::Beside(at) => {
            let (fact, alone) = (catalogue.fact(at), catalogue.fact(at).alone_values());
            format!(
                "{}: \u{201c}{}\u{201d} is marked beside other answers. Until this is corrected, the others count.",
                fact.title,
                value(at, alone)
            )
        }
        Contradicting::YesAndNo(pair) => format!(
            "\u{201c}{}\u{201d} is marked both as \u{201c}{}\u{201d} and as \u{201c}{}\u{201d}. Until this is corrected, the no counts.",
            value(pair.no, pair.no_value),
            catalogue.fact(pair.yes).title,
            catalogue.fact(pair.no).title
        ),
        Contradicting::Rule(at) => catalogue.contradictions[at].say.clone(),
    }
}

/// The key that goes to a question whose answer may be wrong.
#[must_use]
pub fn correct(title: &str) -> String {
    format!("correct: {title}")
}

/// The title of a finding that rests on the rules for children alone, and why those apply.
#[must_use]
pub fn by_child_rule(title: &str, track: Track, is_child_now: bool) -> String {
    let why = match track {
        _ if is_child_now => "the person is, or may be, under 18",
        Track::Undetermined => "the age now, or when it began, is not known",
        Track::Child | Track::Adult => "it began before the person was 18",
    };
    format!("{title}. The rules for under 18 apply: {why}")
}
