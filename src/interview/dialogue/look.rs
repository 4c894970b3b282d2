//! Lets the screener look over all questions, section by section, and go to any of them.

use super::{Choice, Dialogue, Given, Prompter};
use crate::catalogue::Question;
use crate::interview::{Glance, Halt};
use crate::questionnaire::{Chapter, Entry, Standing};
use crate::wording;

impl<P: Prompter> Dialogue<P> {
    /// Sections first, then the questions of one; none to leave everything as it is.
    pub(super) fn look(&mut self, glance: &Glance<'_>) -> Result<Option<Question>, Halt> {
        let shows = !self.prompter.is_discreet() || (glance.at_the_end && self.wants_answers()?);
        if glance.at_the_end && !shows {
            return Ok(None);
        }
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
            let questions: Vec<String> = chapter.entries.iter().map(|entry| question(glance, entry, shows)).collect();
            let title = &glance.catalogue.sections[chapter.section].title;
            match self.prompter.menu(title, &questions, ('b', wording::OTHER_SECTIONS))? {
                Given::Value(at) => return Ok(Some(chapter.entries[at].question)),
                Given::Nothing | Given::Again => {}
                Given::End => return Ok(None),
            }
        }
    }

    /// Whether the answers may be shown here and now: asked where nothing else on the screen tells them.
    fn wants_answers(&mut self) -> Result<bool, Halt> {
        self.prompter.heading(wording::REVIEW, "")?;
        let choices =
            [Choice::answer(Some('r'), wording::ON_TO_THE_RESULT), Choice::answer(Some('s'), wording::SHOW_ANSWERS)];
        loop {
            match self.prompter.pick(&choices)? {
                Given::Value(at) => return Ok(at == 1),
                Given::Nothing | Given::End => return Ok(false),
                Given::Again => {}
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

/// A question with its answer. Of a sign the answer comes first, since its words are long; of a fact its title. `shows`:
/// what was answered may stand on the screen, and not only that it was.
fn question(glance: &Glance<'_>, entry: &Entry, shows: bool) -> String {
    let answer = match entry.standing {
        Standing::Answered | Standing::NoLongerAsked if !shows => "answered".to_owned(),
        Standing::Passed | Standing::ToCome if !shows => "open".to_owned(),
        Standing::Passed => "left open".to_owned(),
        Standing::ToCome => "to come".to_owned(),
        Standing::Answered => answer(glance, entry.question),
        Standing::NoLongerAsked => format!("{} ({})", answer(glance, entry.question), wording::NO_LONGER_ASKED),
    };
    match entry.question {
        Question::Fact(at) => format!("{}: {answer}", glance.catalogue.fact(at).title),
        Question::Indicator(at) => format!("{answer}: {}", glance.catalogue.indicator(at).statement),
    }
}

fn answer(glance: &Glance<'_>, question: Question) -> String {
    match question {
        Question::Fact(at) => wording::fact(glance.catalogue.fact(at), glance.case.fact(at)),
        Question::Indicator(at) => glance.case.answer(at).map_or_else(String::new, wording::answer),
    }
}
