//! Every text of a catalogue that is said or shown, with its place.

use crate::catalogue::read::names::TableKind;
use crate::catalogue::read::tables::Tables;
use crate::catalogue::{Catalogue, Passage, Sentence};
use crate::condition::Severity;
use crate::toml_input::Span;
use std::borrow::Cow;

/// The table that a text is in.
#[derive(Clone, Copy)]
pub(super) enum TextTable<'c> {
    /// A table that occurs once.
    Head(&'static str),
    /// A table of a list, by id.
    List(TableKind, &'c str),
}

/// A text, with the keys that lead to it.
pub(super) struct CatalogueText<'c> {
    pub table: TextTable<'c>,
    pub path: Vec<Cow<'static, str>>,
    pub text: &'c str,
}

impl CatalogueText<'_> {
    /// Its place. `None` if its table could not be read.
    pub fn place(&self, tables: &Tables<'_>) -> Option<Span> {
        let path: Vec<&str> = self.path.iter().map(AsRef::as_ref).collect();
        match self.table {
            TextTable::Head(kind) => tables.single(kind).map(|table| table.place_of(&path)),
            TextTable::List(kind, id) => {
                let at = tables.find(kind, id)?;
                (!tables.is_faulty(kind, at)).then(|| tables.list(kind)[at].place_of(&path))
            }
        }
    }
}

/// Every text that can be printed. The titles of a country's laws are left out, because their wording is not ours.
pub(super) fn texts(catalogue: &Catalogue) -> Vec<CatalogueText<'_>> {
    let mut all = Texts(Vec::new());
    all.head(catalogue);
    all.questions(catalogue);
    all.rules(catalogue);
    all.guidelines(catalogue);
    all.0
}

struct Texts<'c>(Vec<CatalogueText<'c>>);

impl<'c> Texts<'c> {
    fn add<const N: usize>(&mut self, table: TextTable<'c>, texts: [(&'static str, &'c str); N]) {
        let said = texts.map(|(key, text)| CatalogueText { table, path: vec![Cow::from(key)], text });
        self.0.extend(said);
    }

    fn add_listed(&mut self, table: TextTable<'c>, key: &'static str, texts: impl Iterator<Item = &'c String>) {
        let said = |(at, text): (usize, &'c String)| CatalogueText {
            table,
            path: vec![key.into(), at.to_string().into()],
            text,
        };
        self.0.extend(texts.enumerate().map(said));
    }

    fn add_passage(&mut self, table: TextTable<'c>, passage: &'c Passage) {
        self.add_passage_of(table, "text", passage);
    }

    fn add_passage_of(&mut self, table: TextTable<'c>, key: &'static str, passage: &'c Passage) {
        let said = |(at, sentence): (usize, &'c Sentence)| {
            let path = vec![key.into(), at.to_string().into(), "text".into()];
            CatalogueText { table, path, text: &sentence.text }
        };
        self.0.extend(passage.sentences.iter().enumerate().map(said));
    }

    fn head(&mut self, catalogue: &'c Catalogue) {
        let texts = [
            ("title", catalogue.title.as_str()),
            ("status", &catalogue.status),
            ("validation", &catalogue.validation),
            ("review", &catalogue.review),
            ("caveat", &catalogue.caveat),
            ("offer_pause", &catalogue.offer_pause),
            ("stopped", &catalogue.stopped),
            ("safe_close", &catalogue.safe_close),
        ];
        self.add(TextTable::Head("catalogue"), texts);
    }

    fn questions(&mut self, catalogue: &'c Catalogue) {
        for one in &catalogue.indicators {
            let table = TextTable::List(TableKind::Indicator, &one.id);
            let texts = [
                ("statement", one.statement.as_str()),
                ("prompt", &one.prompt),
                ("prompt_ended", &one.prompt_ended),
                ("follow_up", &one.follow_up),
                ("observe", &one.observe),
                ("include", &one.include),
                ("exclude", &one.exclude),
            ];
            self.add(table, texts);
            for severity in Severity::ALL {
                let path = vec!["severity".into(), severity.word().into()];
                self.0.extend(one.anchors.iter().map(|anchors| CatalogueText {
                    table,
                    path: path.clone(),
                    text: anchors.of(severity),
                }));
            }
        }
        for one in &catalogue.facts {
            let table = TextTable::List(TableKind::Fact, &one.id);
            self.add(table, [("title", one.title.as_str()), ("prompt", &one.prompt), ("help", &one.help)]);
            for (at, value) in one.values.iter().enumerate() {
                let path = vec!["values".into(), at.to_string().into(), "text".into()];
                self.0.push(CatalogueText { table, path, text: &value.text });
            }
        }
    }

    fn rules(&mut self, catalogue: &'c Catalogue) {
        for one in &catalogue.sections {
            self.add(TextTable::List(TableKind::Section, &one.id), [("title", one.title.as_str())]);
            self.add_passage_of(TextTable::List(TableKind::Section, &one.id), "say", &one.say);
        }
        self.add(TextTable::Head("prompts"), [("before_hard", catalogue.prompts.before_hard.as_str())]);
        for one in &catalogue.areas {
            let kind = match one.kind {
                crate::catalogue::AreaKind::Dimension => TableKind::Dimension,
                crate::catalogue::AreaKind::Pool => TableKind::Pool,
                crate::catalogue::AreaKind::Form => TableKind::Form,
            };
            self.add(TextTable::List(kind, &one.id), [("title", one.title.as_str())]);
        }
        for one in &catalogue.flags {
            self.add(TextTable::List(TableKind::Flag, &one.id), [("title", one.title.as_str())]);
        }
        for one in &catalogue.gates {
            self.add(TextTable::List(TableKind::Gate, &one.id), [("say", one.say.as_str())]);
        }
        for one in &catalogue.findings {
            self.add(TextTable::List(TableKind::Finding, &one.id), [("title", one.title.as_str())]);
            self.add_passage_of(TextTable::List(TableKind::Finding, &one.id), "meaning", &one.meaning);
        }
    }

    fn guidelines(&mut self, catalogue: &'c Catalogue) {
        let guidelines = &catalogue.guidelines;
        for one in &guidelines.urgencies {
            self.add(
                TextTable::List(TableKind::Urgency, &one.id),
                [("title", one.title.as_str()), ("within", &one.within)],
            );
        }
        for one in &guidelines.pathways {
            self.add(TextTable::List(TableKind::Pathway, &one.id), [("title", one.title.as_str())]);
            self.add_passage(TextTable::List(TableKind::Pathway, &one.id), &one.text);
        }
        for one in &guidelines.actions {
            self.add(TextTable::List(TableKind::Action, &one.id), [("title", one.title.as_str())]);
            self.add_passage(TextTable::List(TableKind::Action, &one.id), &one.text);
        }
        for one in &guidelines.safeguards {
            self.add_passage(TextTable::List(TableKind::Safeguard, &one.id), &one.text);
        }
        for one in &guidelines.contraindications {
            self.add_passage(TextTable::List(TableKind::Contraindication, &one.id), &one.text);
        }
        if let Some(card) = &guidelines.card {
            self.add(TextTable::Head("card"), [("title", card.title.as_str())]);
            self.add_listed(TextTable::Head("card"), "lines", card.lines.iter());
            self.add_listed(TextTable::Head("card"), "subject", card.subject.iter());
        }
    }
}
