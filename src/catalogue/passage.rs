//! A text of the guidelines, sentence by sentence. A sentence about a group, a time or a place is left out for people
//! who are known to be outside it. This module does not know who reads the text.

use super::Terms;

/// A text whose sentences may each depend on the person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    pub sentences: Vec<Sentence>,
}

/// A part of a text: one sentence, or several that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub text: String,
    /// When it is said. `None`: always.
    pub terms: Option<Terms>,
}

impl Passage {
    /// The whole text, for pages about the catalogue itself.
    pub fn whole(&self) -> String {
        self.said(|_| true)
    }

    /// The text for a person. `holds` decides about the terms of a sentence.
    pub fn said(&self, holds: impl Fn(&Terms) -> bool) -> String {
        let said = self.sentences.iter().filter(|one| one.terms.as_ref().is_none_or(&holds));
        said.map(|one| one.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Its sentences, each as a text of its own.
    pub fn parts(&self) -> impl Iterator<Item = Self> {
        self.sentences.iter().map(|one| Self { sentences: vec![one.clone()] })
    }
}

impl From<String> for Passage {
    fn from(text: String) -> Self {
        Self { sentences: vec![Sentence { text, terms: None }] }
    }
}
