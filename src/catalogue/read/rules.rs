//! Reads the rules: track, prompts, sections, gates, cautions, contradictions, flags and findings; and texts whose
//! sentences have terms.

use super::condition::{Conditions, Standpoint};
use super::names::Names;
use super::questions::hand_over;
use super::words::{KEEPS, PLACES, RANKS, SENSITIVITIES};
use crate::catalogue::read::structure::claims;
use crate::catalogue::{
    Catalogue, Caution, Claim, Contradiction, Finding, Flag, Gate, HandOver, Keep, Passage, Prompts, Section,
    SectionPlace, Sentence, Terms,
};
use crate::condition::{Condition, Leaf};
use crate::toml_input::{Code, TomlTable, TomlValue};

/// Reads rules of a catalogue whose questions were read.
pub struct RuleReader<'c> {
    pub names: &'c Names,
    pub catalogue: &'c Catalogue,
    /// Whether every indicator and area was read without a problem, so that the matches of a filter are known.
    pub sound: bool,
}

impl RuleReader<'_> {
    /// The condition under a required key.
    pub fn need(&self, table: &TomlTable<'_>, key: &'static str, standpoint: Standpoint) -> Condition {
        let value = table.need(key);
        value.map_or(Condition::Any(Vec::new()), |value| {
            Conditions::ruling(self.names, self.catalogue, standpoint, self.sound).read(&value)
        })
    }

    /// The condition under an optional key.
    pub fn maybe(&self, table: &TomlTable<'_>, key: &'static str, standpoint: Standpoint) -> Option<Condition> {
        let value = table.get(key)?;
        Some(Conditions::ruling(self.names, self.catalogue, standpoint, self.sound).read(&value))
    }

    /// A text, or a list of sentences that may each have terms.
    pub fn passage(&self, value: &TomlValue<'_>, standpoint: Standpoint) -> Passage {
        if value.is_text() {
            return value.text().map(Passage::from).unwrap_or_default();
        }
        let list = value.list().unwrap_or_default();
        if value.is_list() && list.is_empty() {
            value.problem(Code::WrongValue, what_and_help!("catalogue-no-sentence"));
        }
        Passage { sentences: list.iter().filter_map(|item| self.sentence(item, standpoint)).collect() }
    }

    fn sentence(&self, value: &TomlValue<'_>, standpoint: Standpoint) -> Option<Sentence> {
        if !value.is_table() {
            return value.text().map(|text| Sentence { text, terms: None });
        }
        let table = value.table()?;
        let text = table.need_text("text").unwrap_or_default();
        let (when, unless) = (self.maybe(&table, "when", standpoint), self.maybe(&table, "unless", standpoint));
        if when.is_none() && unless.is_none() {
            table.problem(Code::MissingKey, what_and_help!("catalogue-terms-missing"));
        }
        let when = when.unwrap_or(Condition::Leaf(Leaf::Otherwise));
        Some(Sentence { text, terms: Some(Terms { when, unless }) })
    }

    pub fn prompts(&self, table: &TomlTable<'_>) -> Prompts {
        Prompts {
            ended: self.maybe(table, "ended", Standpoint::Facts),
            hard_from: table.get("hard_from").and_then(|value| value.integer(SENSITIVITIES)),
            before_hard: table.text("before_hard").unwrap_or_default(),
        }
    }

    pub fn section(&self, table: &TomlTable<'_>) -> Section {
        Section {
            id: table.text("id").unwrap_or_default(),
            title: table.need_text("title").unwrap_or_default(),
            say: table.get("say").map(|value| self.passage(&value, Standpoint::Facts)).unwrap_or_default(),
            place: table.need_word("place", &PLACES).unwrap_or(SectionPlace::Middle),
        }
    }

    /// The sources of a rule. A rule that tells people what to do needs one.
    pub fn sources(&self, table: &TomlTable<'_>) -> Vec<Claim> {
        let Some(value) = table.need("sources") else { return Vec::new() };
        let claims = claims(&value, self.names);
        if value.is_list() && value.list().is_some_and(|list| list.is_empty()) {
            value.problem(Code::MissingOrigin, what_and_help!("catalogue-no-source-named"));
        }
        claims
    }

    /// The rules of the track, in the order of the fields of a catalogue.
    pub fn track(&self, table: &TomlTable<'_>) -> [Option<Condition>; 3] {
        let child = Some(self.need(table, "child", Standpoint::Facts));
        let now = self.maybe(table, "child_now", Standpoint::Facts);
        let until_asked = self.maybe(table, "adult_until_asked", Standpoint::Facts);
        [child.clone(), now.or(child), until_asked]
    }

    pub fn gate(&self, table: &TomlTable<'_>) -> Gate {
        Gate {
            id: table.text("id").unwrap_or_default(),
            when: self.need(table, "when", Standpoint::Facts),
            keep: table.need_word("keep", &KEEPS).unwrap_or(Keep::Nothing),
            say: table.need_text("say").unwrap_or_default(),
            claims: self.sources(table),
        }
    }

    pub fn caution(&self, table: &TomlTable<'_>) -> Caution {
        Caution {
            id: table.text("id").unwrap_or_default(),
            title: table.need_text("title").unwrap_or_default(),
            when: self.need(table, "when", Standpoint::Facts),
            now: table.text("now").unwrap_or_default(),
            say: table.need_text("say").unwrap_or_default(),
            claims: self.sources(table),
        }
    }

    pub fn contradiction(&self, table: &TomlTable<'_>) -> Contradiction {
        Contradiction {
            id: table.text("id").unwrap_or_default(),
            when: self.need(table, "when", Standpoint::AskIf),
            say: table.need_text("say").unwrap_or_default(),
        }
    }

    pub fn flag(&self, table: &TomlTable<'_>) -> Flag {
        Flag {
            id: table.text("id").unwrap_or_default(),
            title: table.need_text("title").unwrap_or_default(),
            when: self.need(table, "when", Standpoint::Flag),
            hand_over: hand_over(table).unwrap_or(HandOver::Authority),
        }
    }

    pub fn finding(&self, table: &TomlTable<'_>) -> Finding {
        Finding {
            id: table.text("id").unwrap_or_default(),
            rank: table.need("rank").and_then(|value| value.integer(RANKS)).unwrap_or(0),
            title: table.need_text("title").unwrap_or_default(),
            meaning: table.need("meaning").map(|value| self.passage(&value, Standpoint::Facts)).unwrap_or_default(),
            when: self.need(table, "when", Standpoint::Finding),
            child: self.maybe(table, "child", Standpoint::Finding),
            refers: table.get("refers").and_then(|value| value.boolean()).unwrap_or(false),
            alike: table.get("alike").and_then(|value| value.boolean()).unwrap_or(false),
        }
    }
}
