//! Writes a case as JSON, in the shape it is read.

use super::{Answer, Case, FORMAT, FactAnswer, Presence};
use crate::catalogue::Catalogue;
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
    facts: BTreeMap<&'a str, Value>,
    answers: BTreeMap<&'a str, Value>,
}

impl Case {
    /// The case as JSON, for people to read too. What was not asked is left out.
    pub fn to_json(&self, catalogue: &Catalogue) -> String {
        let facts = catalogue.facts.iter().enumerate().filter_map(|(at, fact)| {
            let value = match self.fact(FactIx(at)) {
                FactAnswer::NotAsked => return None,
                FactAnswer::Unknown => json!("unknown"),
                FactAnswer::Declined => json!("declined"),
                FactAnswer::Date(day) => json!(day.to_string()),
                FactAnswer::Text(text) => json!(text),
                answer @ FactAnswer::Values(_) => {
                    let ids = answer.value_ids(fact);
                    if fact.kind == crate::catalogue::FactKind::Many { json!(ids) } else { json!(ids.first()) }
                }
            };
            Some((fact.id.as_str(), value))
        });
        let extras = self.extras.iter().map(|(id, value)| (id.as_str(), value.clone()));
        let answers = catalogue
            .indicators
            .iter()
            .enumerate()
            .filter_map(|(at, indicator)| Some((indicator.id.as_str(), written(self.answer(IndicatorIx(at))?))));
        let method = self.method.clone().unwrap_or_else(|| catalogue.method_fingerprint().to_string());
        let whole = Written {
            format: FORMAT,
            case_id: &self.case_id,
            purpose: self.purpose,
            catalogue: json!({ "id": catalogue.id, "version": catalogue.version, "method": method }),
            screened_on: self.screened_on.map(|day| day.to_string()),
            facts: facts.chain(extras).collect(),
            answers: answers.collect(),
        };
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }
}

/// A bare word where that says everything.
fn written(answer: &Answer) -> Value {
    if answer.is_plain() {
        return json!(answer.presence.word());
    }
    let mut whole = serde_json::Map::from_iter([("presence".to_owned(), json!(answer.presence.word()))]);
    if let (Some(severity), Presence::Present) = (answer.severity, answer.presence) {
        whole.insert("severity".to_owned(), json!(severity.word()));
    }
    if !answer.basis.is_empty() {
        let basis: Vec<_> = answer.basis.iter().map(|basis| basis.word()).collect();
        whole.insert("basis".to_owned(), json!(basis));
    }
    if answer.contradicted {
        whole.insert("contradicted".to_owned(), json!(true));
    }
    if let Some(note) = &answer.note {
        whole.insert("note".to_owned(), json!(note));
    }
    Value::Object(whole)
}
