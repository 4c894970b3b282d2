//! The schema of a case file, for one catalogue.

use crate::case::{Basis, FORMAT, MAX_ID_CHARS, MAX_NOTE_CHARS, MAX_TEXT_CHARS, Presence, Purpose};
use crate::catalogue::{Catalogue, Fact, FactKind, words};
use crate::condition::Severity;
use crate::schema::pieces::{Key, case_id, day, flag, line, list, named, one_of, shown_name, table, whole, with};
use serde_json::{Map, Value, json};

const BEYOND: &str = "No schema can say, and tipscreen refuses all the same: a key that stands twice in one table, text \
    that is not JSON or nested deeper than 128, and under an x-… key a number of 9007199254740992 or more that is \
    written with a point or an exponent.";

/// The schema of one case.
#[must_use]
pub fn case(catalogue: &Catalogue) -> Value {
    let about = format!("Facts and answers about one person, against {}", catalogue.name());
    let purposes = with(one_of(Purpose::ALL.map(Purpose::word)), &json!({ "default": Purpose::default().word() }));
    let table = table(
        "A tipscreen case",
        &about,
        &[
            ("case_id", case_id(MAX_ID_CHARS), "A name for the case that names nobody"),
            ("answers", answers(catalogue), ""),
        ],
        &[
            ("format", json!({ "const": FORMAT }), "The name of this format"),
            ("purpose", purposes, "What the case was recorded for; purposes are never mixed in totals"),
            ("catalogue", answered_with(catalogue), ""),
            ("screened_on", day(), "The day of the screening"),
            (
                "first_met_on",
                day(),
                "The day of the first meeting, where there were several: the person waits since then",
            ),
            ("facts", facts(catalogue), ""),
        ],
    );
    let definitions = [("rated", answer(true)), ("unrated", answer(false)), ("extra", extra())];
    whole(table, BEYOND, definitions.map(|(name, schema)| (name.to_owned(), schema)))
}

fn answered_with(catalogue: &Catalogue) -> Value {
    let ids = one_of(std::iter::once(&catalogue.id).chain(&catalogue.based_on).map(String::as_str));
    let method = json!({ "const": catalogue.method_fingerprint().to_string() });
    let keys = [
        ("id", json!({ "type": "string" }), "Its id; another one only with the same method"),
        ("version", json!({ "type": "string" }), "Its version"),
        ("method", case_id(MAX_ID_CHARS), "The fingerprint of its rules"),
    ];
    let either =
        [json!({ "properties": { "id": ids } }), json!({ "properties": { "method": method }, "required": ["method"] })];
    with(table("Catalogue", "The catalogue the case was answered with", &[], &keys), &json!({ "anyOf": either }))
}

fn facts(catalogue: &Catalogue) -> Value {
    // What begins with x- is carried along whatever the catalogue calls so.
    let known = catalogue.facts.iter().filter(|fact| !fact.id.starts_with("x-"));
    let keys: Vec<Key<'_>> = known.map(|fact| (fact.id.as_str(), fact_answer(fact), fact.prompt.as_str())).collect();
    let more = json!({ "patternProperties": { "^x-": named("extra") }, "propertyNames": shown_name() });
    with(
        table("Facts", "Answers that are not indicators, by id; x-… facts of your own are carried along", &[], &keys),
        &more,
    )
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

/// Whatever can be carried along without a loss.
fn extra() -> Value {
    json!({
        "description": "Any value; it is carried along and never read",
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
        Some((one.id.as_str(), schema, "A retired id; its replacement is the same indicator"))
    });
    let keys: Vec<Key<'_>> = indicators.chain(retired).collect();
    let mut schema = table("Answers", "Answers about indicators, by id", &[], &keys);
    let twice: Vec<Value> = same(catalogue).iter().map(|pair| json!({ "not": { "required": pair } })).collect();
    if !twice.is_empty() {
        schema["allOf"] = json!(twice);
    }
    schema
}

/// Ids of the same indicator: only one of two may be answered.
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
    let mut free: Vec<Key<'_>> = vec![
        ("basis", list(&one_of(Basis::ALL.map(Basis::word))), "What the answer rests on"),
        ("contradicted", flag(), "Another source said otherwise"),
        ("note", note, "A note; never part of a result"),
    ];
    let mut more = Map::new();
    if rated {
        let severity = one_of(Severity::ALL.map(Severity::word));
        free.push(("severity", severity, "How severe, where it is present; the catalogue says what each degree means"));
        let present = json!({ "properties": { "presence": { "const": Presence::Present.word() } } });
        more.insert("dependentSchemas".to_owned(), json!({ "severity": present }));
    }
    let about = if rated { "An answer in full" } else { "An answer in full, about an indicator without degrees" };
    let whole = table("Answer", about, &[("presence", presence.clone(), "Whether it is there")], &free);
    json!({ "title": "Answer", "anyOf": [presence, with(whole, &more.into())] })
}
