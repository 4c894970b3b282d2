//! The words of the tool itself. The words about indicators, findings and help are the catalogue's.
//!
//! Plain, short, without judgement on anyone. Nothing here concludes that a person is or is not a victim.

mod lines;
mod origin;
mod prompts;
mod referral;
mod rule;
mod scrutiny;

pub use lines::wrap;
pub use origin::*;
pub use prompts::*;
pub use referral::*;
pub use rule::{Numbers, element, leaf as look, pattern, rule, rule_by_number, rule_in_line};
pub use scrutiny::*;

use crate::assessment::Share;
use crate::case::{Answer, Basis, FactAnswer, Presence};
use crate::catalogue::{Fact, Step};
use crate::condition::{Severity, Status, Track};
use crate::escape::hidden;

/// Back at the first question.
pub const FIRST_QUESTION: &str = "This is the first question.";
/// Before a prompt that is read aloud.
pub const SAY: &str = "Say";
/// Before a question to the screener.
pub const ASK_YOURSELF: &str = "Judge for yourself";
/// Before an indicator that nobody asks about.
pub const DO_NOT_ASK: &str = "Do not ask. Note it only if you saw it or were told";
/// Before what a yes means, where the words that are said do not tell.
pub const YES_MEANS: &str = "Yes means";
/// Before what to do at once.
pub const DO_THIS_FIRST: &str = "Do this first:";
/// After it.
pub const QUESTIONS_CAN_WAIT: &str = "The questions can wait: x ends them and shows the result.";
/// Before what to look for.
pub const LOOK_FOR: &str = "Look for";
/// Before the statement to judge.
pub const STATEMENT: &str = "Is or was this true";
/// Before the words of a question about something that is over.
pub const WHEN_OVER: &str = "Say, if it is over";
/// Before a second question, for whoever wants to say more.
pub const FOLLOW_UP: &str = "If they want to say more";
/// Before what counts too.
pub const COUNTS: &str = "Counts too";
/// Before what does not count.
pub const DOES_NOT_COUNT: &str = "Does not count";
/// Before the answer given earlier.
pub const SO_FAR: &str = "Your answer so far";
/// The same where it may not be said back.
pub const ANSWERED_BEFORE: &str = "Answered before; k leaves it as it is.";
/// Before the answer given at the last meeting, which is to be confirmed.
pub const AT_LAST_MEETING: &str = "At the last meeting";
/// The same where it may not be said back.
pub const ANSWERED_LAST_MEETING: &str = "Answered at the last meeting; s confirms that answer, k leaves it as it is.";
/// Confirms the answer of the last meeting.
pub const STILL_SO: &str = "still so";
/// The same of a note.
pub const NOTE_STANDS: &str = "A note stands here already.";
/// Goes on without a look at the answers.
pub const ON_TO_THE_RESULT: &str = "on to the result";
/// Shows the answers where they were not to stand on the screen.
pub const SHOW_ANSWERS: &str = "show the answers on this screen first";
/// Below the last page of a text that does not stay.
pub const READ_LAST: &str = "Enter: clear this screen and leave. b: back. z: hide.";
/// Below what is answered, where it has more than one page.
pub const READ_AGAIN: &str = "Enter: read it from the beginning.";
/// Said before a discreet talk in plain lines.
pub const DISCREET_IN_LINES: &str = "Discreet: answers are not said back. What plain lines can't do: take the questions and the \
result off the screen again. Clear the screen, and what can be scrolled back to, when you are through.";
/// Asks for the severity.
pub const HOW_SEVERE: &str = "Which is the highest that fits?";
/// Declines to rate.
pub const NOT_RATED: &str = "I cannot rate it";
/// Asks what an answer rests on.
pub const RESTS_ON: &str = "What does this rest on?";
/// Something else said otherwise.
pub const CONTRADICTED: &str = "another source says the opposite";
/// Asks for a note.
pub const NOTE: &str = "Note (no names, nothing about unlawful acts; Enter keeps it, - deletes it)";
/// A note is kept.
pub const NOTE_KEPT: &str = "a note is kept";
/// Over the notes of a screening.
pub const NOTES_FOR_YOU: &str = "As they were written, for you alone; they go into no page and no file for others:";
/// There are none.
pub const NO_NOTES: &str = "No note was written.";
/// Asks before an answer ends the talk.
pub const END_HERE: &str = "This answer ends the screening. End it?";
/// Asks before leaving questions out.
pub const FINISH_NOW: &str =
    "Skip the other questions on signs, and ask what the person wants? The skipped ones do not come back.";
/// Nothing was ticked: that is no answer.
pub const NOTHING_TICKED: &str =
    "Nothing is ticked, so nothing is recorded. Tick what fits, or choose 'asked, not clear' or skip.";
/// What was ticked before was taken away.
pub const TICKS_REMOVED: &str = "The earlier answer is removed, and the question is open again. Tick what fits, or choose 'asked, not clear' or skip.";
/// Asks before stopping.
pub const STOP_NOW: &str = "Stop the questions and go to the result? What was not asked stays open.";
/// The keys can't be read as an answer.
pub const NOT_A_CHOICE: &str = "Please type one of the keys shown.";
/// The input ended.
pub const INPUT_ENDED: &str = "The input ended here; what was not asked stays open.";
/// Stands on a cleared screen.
pub const HIDDEN: &str = "Press Enter.";
/// Stands on a cleared screen while nothing is kept on disk.
pub const RESTING: &str = "Paused. This window has to stay open. Press Enter to go on.";
/// A text of several lines was pasted where one is taken.
pub const ONE_LINE_ONLY: &str = "Only the first line was taken; write the rest as a second note.";
/// Before the note that stands so far.
pub const NOTE_SO_FAR: &str = "The note so far";
/// Over the whole questionnaire.
pub const OVERVIEW: &str = "Overview";
/// Over the review at the end.
pub const REVIEW: &str = "Look through the answers before the result";
/// How to leave the overview of sections.
pub const BACK_TO_QUESTION: &str = "back to the question";
/// How to leave the review.
pub const ALL_IS_RIGHT: &str = "all is right: on to the result";
/// How to leave the questions of a section.
pub const OTHER_SECTIONS: &str = "other sections";
/// The answer was given to a question that would not be asked now.
pub const NO_LONGER_ASKED: &str = "no longer asked; if it is present it counts";
/// After the result.
pub const BEFORE_YOU_PART: &str = "Before you part";
/// A text that is too long was cut.
pub const TOO_LONG: &str =
    "That is longer than can be kept; only its beginning was. Look whether something is missing.";

/// Help on the keys, once at the start.
pub const HELP: &str = "Each question takes one key. Answers are kept when you go back. Unknown, declined and suspected \
never count as a no. h help, b back, k skip, n note, o overview (see all, go anywhere), w pause, z hide the screen, v the person \
no longer agrees, f finish (to the closing questions), x stop now, Ctrl-C leave. In a text, end the line with :back, :hide, \
:pause, :stop or :withdraw.";

/// A text without the characters that do not show and can change what a terminal shows.
#[must_use]
pub fn without_hidden(text: &str) -> String {
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Below a page of a text that does not stay.
#[must_use]
pub fn read_on(page: usize, pages: usize) -> String {
    format!("Enter: go on ({page} of {pages}). b: back. z: hide.")
}

/// How many questions were spared.
#[must_use]
pub fn spared(many: usize) -> String {
    format!("{many} questions were skipped: they cannot change the finding, the urgency or a protective pathway.")
}

/// Offers detail questions.
#[must_use]
pub fn core_done(left: usize) -> String {
    format!(
        "The core questions are through. {left} more detailed questions apply; they can sharpen the result. \
         You can go on, or leave them out and go to the person's wishes."
    )
}

/// Where the questions are.
#[must_use]
pub fn progress(section: usize, sections: usize, left: usize) -> String {
    let questions = if left == 1 { "question" } else { "questions" };
    format!("section {section} of {sections}, about {left} {questions} left")
}

/// How long the talk has lasted; nothing in its first minute.
#[must_use]
pub fn lasted(minutes: u64) -> String {
    if minutes == 0 { String::new() } else { format!(", {minutes} min") }
}

/// What a screener chooses, in words.
#[must_use]
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "yes, now or before",
        Presence::Absent => "no",
        Presence::Unknown => "asked, not clear",
        Presence::Declined => "the person chose not to answer",
        Presence::Suspected => "nobody said it; I think so",
        Presence::NotAsked => "not asked",
    }
}

/// A severity, in words.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => "less severe",
        Severity::Serious => "serious",
        Severity::Severe => "severe",
    }
}

/// What an answer rests on, in words.
#[must_use]
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Told => "the person said so",
        Basis::Observed => "I saw it",
        Basis::Document => "a paper or message shows it",
        Basis::ThirdParty => "somebody else said so",
    }
}

/// What an answer rests on, for somebody who was not there.
#[must_use]
pub fn basis_for_others(basis: Basis) -> &'static str {
    match basis {
        Basis::Told => "told by the person",
        Basis::Observed => "seen by whoever screened",
        Basis::Document => "shown by a paper or message",
        Basis::ThirdParty => "told by somebody else",
    }
}

/// The rules of a catalogue look at no age.
pub const NO_TRACK: &str = "of any age: these rules do not look at it";

/// When something is due, in words.
#[must_use]
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Now => "now",
        Step::Next => "next",
        Step::Parting => "before you part",
        Step::Day => "within 24 hours",
        Step::ThreeDays => "within 72 hours",
        Step::Later => "later",
    }
}

/// A track, in words.
#[must_use]
pub fn track(track: Track) -> &'static str {
    match track {
        Track::Adult => "adult",
        Track::Child => "child",
        Track::Undetermined => "age now, or when it began, is open: the more protective rules apply",
    }
}

/// A status, in words.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::None => "nothing recorded",
        Status::Shown => "shown",
        Status::Positive => "pattern met",
    }
}

/// A share of questions, in words.
#[must_use]
pub fn share(share: Share) -> String {
    format!("{} of {}", share.answered, share.applicable)
}

/// An answer about a fact, in words.
#[must_use]
pub fn fact(fact: &Fact, answer: &FactAnswer) -> String {
    match answer {
        FactAnswer::NotAsked => presence(Presence::NotAsked).to_owned(),
        FactAnswer::Unknown => presence(Presence::Unknown).to_owned(),
        FactAnswer::Declined => presence(Presence::Declined).to_owned(),
        FactAnswer::Date(day) => day.to_string(),
        FactAnswer::Text(text) => text.clone(),
        FactAnswer::Values(bits) => {
            let chosen = fact.values.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
            chosen.map(|(_, value)| value.text.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// An answer about an indicator, in words; of a note only that there is one.
#[must_use]
pub fn answer(answer: &Answer) -> String {
    let grounds = grounds(answer);
    let presence = presence(answer.presence);
    if grounds.is_empty() { presence.to_owned() } else { format!("{presence}; {grounds}") }
}

/// How severe something is and what that rests on, in words; of a note only that there is one.
#[must_use]
pub fn grounds(answer: &Answer) -> String {
    let mut words = Vec::new();
    words.extend(answer.severity.map(|rated| severity(rated).to_owned()));
    words.extend(answer.basis.iter().map(|one| basis(*one).to_owned()));
    if answer.contradicted {
        words.push(CONTRADICTED.to_owned());
    }
    if answer.note.is_some() {
        words.push(NOTE_KEPT.to_owned());
    }
    words.join("; ")
}
