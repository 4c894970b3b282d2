//! The overview: shows all questions, section by section, and lets the screener go to any of them.

use super::ways::{Navigation, NavigationResult};
use super::{Choice, Dialogue, Picked, PromptResult, Prompter};
use crate::catalogue::Question;
use crate::interview::{Overview, PromptError, Reply};
use crate::questionnaire::{Chapter, QuestionEntry, QuestionStatus};
use crate::wording;

/// What the overview may show of answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// Only that there is an answer.
    Nothing,
    /// The answers.
    Answers,
    /// The answers, and their notes.
    Notes,
}

impl<P: Prompter> Dialogue<P> {
    /// Shows the sections, then the questions of one. [`Reply::Pass`] leaves everything as it is.
    pub(super) fn look(&mut self, glance: &Overview<'_>) -> Result<Reply, PromptError> {
        if let Some(reply) = self.next.take() {
            return Ok(reply);
        }
        let shows = match (self.prompter.is_discreet(), glance.at_the_end) {
            (false, _) => Shows::Notes,
            (true, false) => Shows::Nothing,
            (true, true) => match self.wants_answers()? {
                None => Shows::Answers,
                Some(reply) => return Ok(reply),
            },
        };
        let (title, leave) = if glance.at_the_end {
            (text!("screening-review"), Choice::way('r', text!("screening-all-is-right")))
        } else {
            (text!("screening-overview"), Choice::way('b', text!("screening-back-to-question")))
        };
        let ways = [leave, Navigation::Pause.choice(), Navigation::Stop.choice(), Navigation::Withdraw.choice()];
        let sections: Vec<String> = glance.chapters.iter().map(|chapter| section(glance, chapter)).collect();
        loop {
            self.prompter.heading(title, "")?;
            let chapter = match self.prompter.menu("", &sections, &ways)? {
                PromptResult::Value(Picked::Item(at)) => &glance.chapters[at],
                PromptResult::Value(Picked::Way(0)) | PromptResult::Nothing => return Ok(Reply::Pass),
                PromptResult::Value(Picked::Way(at)) => match self.go(&ways[at], None)? {
                    NavigationResult::Reply(reply) => return Ok(reply),
                    NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note => continue,
                },
                PromptResult::Again => continue,
                PromptResult::End => return self.looked_in_vain(),
            };
            if let Some(reply) = self.look_into(glance, chapter, shows)? {
                return Ok(reply);
            }
        }
    }

    /// Shows the questions of a section. `None`: back to the sections.
    fn look_into(
        &mut self,
        glance: &Overview<'_>,
        chapter: &Chapter,
        shows: Shows,
    ) -> Result<Option<Reply>, PromptError> {
        let questions: Vec<String> = chapter.entries.iter().map(|entry| question(glance, entry, shows)).collect();
        let title = &glance.catalogue.sections[chapter.section].title;
        let others = Choice::way('b', text!("screening-other-sections"));
        let ways = [others, Navigation::Pause.choice(), Navigation::Stop.choice(), Navigation::Withdraw.choice()];
        loop {
            return Ok(match self.prompter.menu(title, &questions, &ways)? {
                PromptResult::Value(Picked::Item(at)) => Some(Reply::GoTo(chapter.entries[at].question)),
                PromptResult::Value(Picked::Way(at)) if at > 0 => match self.go(&ways[at], None)? {
                    NavigationResult::Reply(reply) => Some(reply),
                    NavigationResult::Again | NavigationResult::Stay | NavigationResult::Note => continue,
                },
                PromptResult::Value(Picked::Way(_)) | PromptResult::Nothing | PromptResult::Again => None,
                PromptResult::End => Some(self.looked_in_vain()?),
            });
        }
    }

    /// At the end of the input everything stays as it is. After too many wrong lines the review does not count.
    fn looked_in_vain(&mut self) -> Result<Reply, PromptError> {
        if self.prompter.has_given_up() { self.ended() } else { Ok(Reply::Pass) }
    }

    /// Asks whether the answers may be shown, if nothing else on the screen shows them. `None`: yes.
    fn wants_answers(&mut self) -> Result<Option<Reply>, PromptError> {
        let mut choices = vec![
            Choice::answer(Some('r'), text!("screening-to-result")),
            Choice::answer(Some('s'), text!("screening-show-answers")),
        ];
        choices.extend(
            [Navigation::Pause, Navigation::Stop, Navigation::Withdraw, Navigation::Hide].map(Navigation::choice),
        );
        loop {
            self.prompter.heading(text!("screening-review"), "")?;
            let at = match self.prompter.pick(&choices)? {
                PromptResult::Value(at) => at,
                PromptResult::Nothing => return Ok(Some(Reply::Pass)),
                PromptResult::End => return self.looked_in_vain().map(Some),
                PromptResult::Again => continue,
            };
            match at {
                0 => return Ok(Some(Reply::Pass)),
                1 => return Ok(None),
                at => {
                    if let NavigationResult::Reply(reply) = self.go(&choices[at], None)? {
                        return Ok(Some(reply));
                    }
                }
            }
        }
    }
}

/// The line of a section, with the state of its questions.
fn section(glance: &Overview<'_>, chapter: &Chapter) -> String {
    let counted = |standing| match (standing, chapter.count(standing)) {
        (_, 0) => None,
        (QuestionStatus::Answered, many) => Some(text!("screening-many-answered", many = many)),
        (QuestionStatus::Passed, many) => Some(text!("screening-many-left-open", many = many)),
        (QuestionStatus::ToCome, many) => Some(text!("screening-many-to-come", many = many)),
        (QuestionStatus::NoLongerAsked, many) => Some(text!("screening-many-no-longer-asked", many = many)),
    };
    let standings =
        [QuestionStatus::Answered, QuestionStatus::Passed, QuestionStatus::ToCome, QuestionStatus::NoLongerAsked];
    let counts: Vec<String> = standings.into_iter().filter_map(counted).collect();
    format!("{}: {}", glance.catalogue.sections[chapter.section].title, counts.join(", "))
}

/// The line of a question with its answer. For a sign the answer comes first, since its text is long. For a fact the
/// title does.
fn question(glance: &Overview<'_>, entry: &QuestionEntry, shows: Shows) -> String {
    let hides = shows == Shows::Nothing;
    let answer = match entry.standing {
        QuestionStatus::Answered | QuestionStatus::NoLongerAsked if hides => text!("screening-answered").to_owned(),
        QuestionStatus::Passed | QuestionStatus::ToCome if hides => text!("screening-open").to_owned(),
        QuestionStatus::Passed => text!("screening-left-open").to_owned(),
        QuestionStatus::ToCome => text!("screening-to-come").to_owned(),
        QuestionStatus::Answered => answer(glance, entry.question),
        QuestionStatus::NoLongerAsked => {
            format!("{} ({})", answer(glance, entry.question), text!("screening-no-longer-asked"))
        }
    };
    match entry.question {
        Question::Fact(at) => format!("{}: {answer}", glance.catalogue.fact(at).title),
        Question::Indicator(at) => {
            let line = format!("{answer}: {}", glance.catalogue.indicator(at).statement);
            let note = glance.case.answer(at).and_then(|answer| answer.note.as_ref());
            match note.filter(|_| shows == Shows::Notes) {
                Some(note) => format!("{line}\n{}: {}", text!("screening-note-so-far"), wording::without_hidden(note)),
                None => line,
            }
        }
    }
}

fn answer(glance: &Overview<'_>, question: Question) -> String {
    match question {
        Question::Fact(at) => wording::fact(glance.catalogue.fact(at), glance.case.fact(at)),
        Question::Indicator(at) => glance.case.answer(at).map_or_else(String::new, wording::answer),
    }
}
