//! An overview of all questions: answered, skipped, still to come, or no longer asked.

use super::Questionnaire;
use crate::case::{FactAnswer, Presence};
use crate::catalogue::{Question, SectionPlace, Tier};
use crate::condition::{FactIx, IndicatorIx};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionStatus {
    Answered,
    /// It was skipped.
    Passed,
    ToCome,
    /// It has an answer, but would not be asked now. A present sign still counts.
    NoLongerAsked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionEntry {
    pub question: Question,
    pub standing: QuestionStatus,
}

/// A section with its questions, in the order they are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The section, by position in the catalogue.
    pub section: usize,
    pub entries: Vec<QuestionEntry>,
}

impl Chapter {
    /// The number of its questions with this status.
    pub fn count(&self, standing: QuestionStatus) -> usize {
        self.entries.iter().filter(|entry| entry.standing == standing).count()
    }
}

/// The progress of the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The section, from 1.
    pub section: usize,
    /// The number of sections with applicable questions.
    pub sections: usize,
    /// The remaining questions, including this one. Detail questions count only after they were chosen.
    pub left: usize,
}

impl Questionnaire<'_> {
    /// Every question that applies or has an answer, by section.
    pub fn overview(&self) -> Vec<Chapter> {
        let applicable = self.applicable_questions();
        let mut chapters: Vec<Chapter> = Vec::new();
        let mut questions: Vec<Question> = self.catalogue.questions().to_vec();
        questions.retain(|question| applicable.contains(question) || self.is_answered(*question));
        // A section is asked in two rounds, core first. Here its questions are together.
        questions.sort_by_key(|question| self.section(*question));
        for question in questions {
            let standing = match (self.is_answered(question), applicable.contains(&question)) {
                (true, true) => QuestionStatus::Answered,
                (true, false) => QuestionStatus::NoLongerAsked,
                (false, _) if self.passed.contains(&question) => QuestionStatus::Passed,
                (false, _) => QuestionStatus::ToCome,
            };
            let section = self.section(question);
            match chapters.last_mut().filter(|chapter| chapter.section == section) {
                Some(chapter) => chapter.entries.push(QuestionEntry { question, standing }),
                None => chapters.push(Chapter { section, entries: vec![QuestionEntry { question, standing }] }),
            }
        }
        chapters
    }

    /// The progress at this question.
    pub fn progress(&self, question: Question) -> Progress {
        let applicable = self.applicable_questions();
        let mut sections: Vec<usize> = applicable.iter().map(|question| self.section(*question)).collect();
        sections.sort_unstable();
        sections.dedup();
        let here = self.section(question);
        let open = self.open_among(&applicable);
        let left = open.iter().filter(|other| **other != question && self.wanted_now(**other)).count() + 1;
        Progress {
            section: sections.iter().position(|section| *section == here).map_or(1, |at| at + 1),
            sections: sections.len(),
            left,
        }
    }

    /// Whether a question is asked without a further choice.
    fn wanted_now(&self, question: Question) -> bool {
        self.detail == super::Detail::Wanted || !self.is_detail(question)
    }

    pub(super) fn is_detail(&self, question: Question) -> bool {
        matches!(question, Question::Indicator(at) if self.catalogue.indicator(at).tier == Tier::Detail)
    }

    pub(super) fn place(&self, question: Question) -> SectionPlace {
        self.catalogue.sections[self.section(question)].place
    }

    /// The section of a question, by position in the catalogue.
    pub fn section(&self, question: Question) -> usize {
        match question {
            Question::Fact(at) => self.catalogue.fact(at).section,
            Question::Indicator(at) => self.catalogue.indicator(at).section,
        }
    }

    pub fn is_answered(&self, question: Question) -> bool {
        match question {
            Question::Fact(at) => *self.case.fact(at) != FactAnswer::NotAsked,
            Question::Indicator(at) => self.case.presence(at) != Presence::NotAsked,
        }
    }

    /// Questions with an answer that is neither a yes nor a no. A later meeting asks them again.
    pub(super) fn half_answered(&self) -> impl Iterator<Item = Question> + '_ {
        let facts = (0..self.catalogue.facts.len()).map(FactIx);
        let facts = facts.filter(|at| matches!(self.case.fact(*at), FactAnswer::Unknown | FactAnswer::Declined));
        let indicators = (0..self.catalogue.indicators.len()).map(IndicatorIx);
        let indicators = indicators.filter(|at| {
            matches!(self.case.presence(*at), Presence::Unknown | Presence::Declined | Presence::Suspected)
        });
        facts.map(Question::Fact).chain(indicators.map(Question::Indicator))
    }
}
