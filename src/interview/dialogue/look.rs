//! Lets the screener look over all questions, section by section, and go to any of them.

use super::{Dialogue, Given, Prompter};
use crate::catalogue::Question;
use crate::interview::{Glance, Halt};
use crate::questionnaire::{Chapter, Entry, Standing};
use crate::wording;

impl<P: Prompter> Dialogue<P> {
    /// Sections first, then the questions of one; none to leave everything as it is.
    pub(super) fn look(&mut self, glance: &Glance<'_>) -> Result<Option<Question>, Halt> {
        let (title, none) = if glance.at_the_end {
            (wording::REVIEW, ('r', wording::ALL_IS_RIGHT))
        } else {
            (wording::OVERVIEW, ('b', wording::BACK_TO_QUESTION))
        };
        let sections: Vec<String> = glance.chapters.iter().map(|chapter| section(glance, chapter)).collect();
        loop {
            self.prompter.heading(title, "")?;
            let chapter = match self.prompter.menu("", &sections, none)? {
                Given::Value(at) => &glance.chapters[at],
                Given::Again => continue,
                Given::Nothing | Given::End => return Ok(None),
            };
            let questions: Vec<String> = chapter.entries.iter().map(|entry| question(glance, entry)).collect();
            let title = &glance.catalogue.sections[chapter.section].title;
            match self.prompter.menu(title, &questions, ('b', wording::OTHER_SECTIONS))? {
                Given::Value(at) => return Ok(Some(chapter.entries[at].question)),
                Given::Nothing | Given::Again => {}
                Given::End => return Ok(None),
            }
        }
    }
}

/// A section with how its questions stand.
fn section(glance: &Glance<'_>, chapter: &Chapter) -> String {
    let count = |standing, words: &str| match chapter.count(standing) {
        0 => None,
        many => Some(format!("{many} {words}")),
    };
    let counts: Vec<String> = [
        count(Standing::Answered, "answered"),
        count(Standing::Passed, "left open"),
        count(Standing::ToCome, "to come"),
        count(Standing::NoLongerAsked, "no longer asked"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("{}: {}", glance.catalogue.sections[chapter.section].title, counts.join(", "))
}

/// A question with its answer.
fn question(glance: &Glance<'_>, entry: &Entry) -> String {
    let (words, answer) = match entry.question {
        Question::Fact(at) => {
            let fact = glance.catalogue.fact(at);
            (fact.title.as_str(), wording::fact(fact, glance.case.fact(at)))
        }
        Question::Indicator(at) => {
            let answer = glance.case.answer(at).map_or_else(String::new, wording::answer);
            (glance.catalogue.indicator(at).statement.as_str(), answer)
        }
    };
    // The answer first: a list on a narrow screen shows only the beginning.
    match entry.standing {
        Standing::Answered => format!("{answer}: {words}"),
        Standing::NoLongerAsked => format!("{answer} ({}): {words}", wording::NO_LONGER_ASKED),
        Standing::Passed => format!("left open: {words}"),
        Standing::ToCome => format!("to come: {words}"),
    }
}
