//! The schema of a case file, for one catalogue.

use crate::case::{Basis, FORMAT, MAX_ID_CHARS, MAX_NOTE_CHARS, MAX_TEXT_CHARS, Presence, Purpose};
use crate::catalogue::{Catalogue, Fact, FactKind, words};
use crate::condition::Severity;
use crate::schema::pieces::{SchemaKey, case_id, day, flag, line, list, named, one_of, shown_name, table, whole, with};
use serde_json::{Map, Value, json};

pub fn case(catalogue: &Catalogue) -> Value {
    let about = text!("schema-case", catalogue = catalogue.name());
    let purposes = with(one_of(Purpose::ALL.map(Purpose::word)), &json!({ "default": Purpose::default().word() }));
    let table = table(
        "A tipscreen case",
        &about,
        &[("case_id", case_id(MAX_ID_CHARS), text!("schema-case-case-id")), ("answers", answers(catalogue), "")],
        &[
            ("format", json!({ "const": FORMAT }), text!("schema-case-format")),
            ("purpose", purposes, text!("schema-case-purpose")),
            ("catalogue", answered_with(catalogue), ""),
            ("screened_on", day(), text!("schema-case-screened-on")),
            ("first_met_on", day(), text!("schema-case-first-met-on")),
            ("facts", facts(catalogue), ""),
        ],
    );
    let definitions = [("rated", answer(true)), ("unrated", answer(false)), ("extra", extra())];
    whole(table, text!("schema-case-beyond"), definitions.map(|(name, schema)| (name.to_owned(), schema)))
}

fn answered_with(catalogue: &Catalogue) -> Value {
    let ids = one_of(std::iter::once(&catalogue.id).chain(&catalogue.based_on).map(String::as_str));
    let method = json!({ "const": catalogue.method_fingerprint().to_string() });
    let keys = [
        ("id", json!({ "type": "string" }), text!("schema-case-answered-with-id")),
        ("version", json!({ "type": "string" }), text!("schema-case-answered-with-version")),
        ("method", case_id(MAX_ID_CHARS), text!("schema-case-answered-with-method")),
    ];
    let either =
        [json!({ "properties": { "id": ids } }), json!({ "properties": { "method": method }, "required": ["method"] })];
    with(table("Catalogue", text!("schema-case-catalogue"), &[], &keys), &json!({ "anyOf": either }))
}

fn facts(catalogue: &Catalogue) -> Value {
    // A fact beginning with x- is always an extra, even if the catalogue uses that id.
    let known = catalogue.facts.iter().filter(|fact| !fact.id.starts_with("x-"));
    let keys: Vec<SchemaKey<'_>> =
        known.map(|fact| (fact.id.as_str(), fact_answer(fact), fact.prompt.as_str())).collect();
    let more = json!({ "patternProperties": { "^x-": named("extra") }, "propertyNames": shown_name() });
    with(table("Facts", text!("schema-case-facts"), &[], &keys), &more)
}

fn fact_answer(fact: &Fact) -> Value {
    let values = || fact.values.iter().map(|value| value.id.as_str());
    let unanswered = one_of(words::RESERVED);
    let mut schema = match fact.kind {
        FactKind::YesNo | FactKind::One => one_of(values().chain(words::RESERVED)),
        FactKind::Many => json!({ "anyOf": [list(&one_of(values())), unanswered] }),
        FactKind::Date => json!({ "anyOf": [day(), unanswered] }),
        FactKind::Text => line(MAX_TEXT_CHARS),
    };
    schema["title"] = json!(fact.title);
    schema
}

/// Any value that can be kept without loss.
fn extra() -> Value {
    json!({
        "description": text!("schema-case-extra"),
        "minimum": i64::MIN,
        "maximum": u64::MAX,
        "items": named("extra"),
        "additionalProperties": named("extra"),
    })
}

fn answers(catalogue: &Catalogue) -> Value {
    let kind = |at: usize| named(if catalogue.indicators[at].anchors.is_some() { "rated" } else { "unrated" });
    let indicators = catalogue.indicators.iter().enumerate();
    let indicators = indicators.map(|(at, one)| (one.id.as_str(), kind(at), one.statement.as_str()));
    let retired = catalogue.retired.iter().filter_map(|one| {
        let schema = with(kind(one.replaced_by?), &json!({ "deprecated": true }));
        Some((one.id.as_str(), schema, text!("schema-case-answers-retired")))
    });
    let keys: Vec<SchemaKey<'_>> = indicators.chain(retired).collect();
    let mut schema = table("Answers", text!("schema-case-answers"), &[], &keys);
    let twice: Vec<Value> = same(catalogue).iter().map(|pair| json!({ "not": { "required": pair } })).collect();
    if !twice.is_empty() {
        schema["allOf"] = json!(twice);
    }
    schema
}

/// Ids of the same indicator, of which only one may be answered.
fn same(catalogue: &Catalogue) -> Vec<[&str; 2]> {
    let mut pairs = Vec::new();
    for (at, one) in catalogue.retired.iter().enumerate() {
        let Some(now) = one.replaced_by else { continue };
        pairs.push([one.id.as_str(), &catalogue.indicators[now].id]);
        let later = catalogue.retired[at + 1..].iter().filter(|other| other.replaced_by == one.replaced_by);
        pairs.extend(later.map(|other| [one.id.as_str(), &other.id]));
    }
    pairs
}

fn answer(rated: bool) -> Value {
    let presence = one_of(Presence::ALL.map(Presence::word));
    let note = json!({ "type": "string", "maxLength": MAX_NOTE_CHARS });
    let mut free: Vec<SchemaKey<'_>> = vec![
        ("basis", list(&one_of(Basis::ALL.map(Basis::word))), text!("schema-case-answer-basis")),
        ("contradicted", flag(), text!("schema-case-answer-contradicted")),
        ("note", note, text!("schema-case-answer-note")),
    ];
    let mut more = Map::new();
    if rated {
        let severity = one_of(Severity::ALL.map(Severity::word));
        free.push(("severity", severity, text!("schema-case-answer-severity")));
        let present = json!({ "properties": { "presence": { "const": Presence::Present.word() } } });
        more.insert("dependentSchemas".to_owned(), json!({ "severity": present }));
    }
    let about = if rated { text!("schema-case-answer") } else { text!("schema-case-answer-unrated") };
    let whole = table("Answer", about, &[("presence", presence.clone(), text!("schema-case-answer-presence"))], &free);
    json!({ "title": "Answer", "anyOf": [presence, with(whole, &more.into())] })
}
