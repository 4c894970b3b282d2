//! Writes a case as JSON, in the format that is read.

use super::{Answer, Case, FORMAT, FactAnswer, Presence};
use crate::catalogue::{Catalogue, Fact, FactKind};
use crate::condition::{FactIx, IndicatorIx};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Written<'a> {
    format: &'a str,
    case_id: &'a str,
    purpose: super::Purpose,
    catalogue: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    screened_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_met_on: Option<String>,
    facts: BTreeMap<&'a str, Value>,
    answers: BTreeMap<&'a str, Value>,
}

impl Case {
    /// The case as readable JSON, without questions that were not asked.
    pub fn to_json(&self, catalogue: &Catalogue) -> String {
        let facts = catalogue.facts.iter().enumerate().filter_map(|(at, fact)| {
            let answer = self.fact(FactIx(at));
            (*answer != FactAnswer::NotAsked).then(|| (fact.id.as_str(), answer.to_json(fact)))
        });
        let extras = self.extras.iter().map(|(id, value)| (id.as_str(), value.clone()));
        let answers = catalogue
            .indicators
            .iter()
            .enumerate()
            .filter_map(|(at, indicator)| Some((indicator.id.as_str(), self.answer(IndicatorIx(at))?.to_json())));
        let method = self.method.clone().unwrap_or_else(|| catalogue.method_fingerprint().to_string());
        let whole = Written {
            format: FORMAT,
            case_id: &self.case_id,
            purpose: self.purpose,
            catalogue: json!({ "id": catalogue.id, "version": catalogue.version, "method": method }),
            screened_on: self.screened_on.map(|day| day.to_string()),
            first_met_on: self.first_met_on.map(|day| day.to_string()),
            facts: facts.chain(extras).collect(),
            answers: answers.collect(),
        };
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }
}

impl FactAnswer {
    /// The answer as in a case file.
    pub fn to_json(&self, fact: &Fact) -> Value {
        match self {
            Self::NotAsked => json!("not-asked"),
            Self::Unknown => json!("unknown"),
            Self::Declined => json!("declined"),
            Self::Date(day) => json!(day.to_string()),
            Self::Text(text) => json!(text),
            Self::Values(_) if fact.kind == FactKind::Many => json!(self.value_ids(fact)),
            Self::Values(_) => json!(self.value_ids(fact).first()),
        }
    }
}

impl Answer {
    /// The answer as in a case file: a bare word if that says everything.
    pub fn to_json(&self) -> Value {
        if self.is_plain() {
            return json!(self.presence.word());
        }
        let mut whole = serde_json::Map::from_iter([("presence".to_owned(), json!(self.presence.word()))]);
        if let (Some(severity), Presence::Present) = (self.severity, self.presence) {
            whole.insert("severity".to_owned(), json!(severity.word()));
        }
        if !self.basis.is_empty() {
            let basis: Vec<_> = self.basis.iter().map(|basis| basis.word()).collect();
            whole.insert("basis".to_owned(), json!(basis));
        }
        if self.contradicted {
            whole.insert("contradicted".to_owned(), json!(true));
        }
        if let Some(note) = &self.note {
            whole.insert("note".to_owned(), json!(note));
        }
        Value::Object(whole)
    }
}
