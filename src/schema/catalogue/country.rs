//! The tables of countries and of agreements between them.

use crate::catalogue::{Confidence, Cooperation, Topic, words};
use crate::condition::StateRisk;
use crate::schema::catalogue::{may, need, own_id, sources, title};
use crate::schema::pieces::{SchemaKey, day, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

/// The first table on a country must be complete, and a later one holds additions. No schema can know which one it is.
pub(super) fn country() -> Value {
    let gaps: Vec<String> = words::gaps().map(|(_, word)| word).chain([words::NO_CONTACTS.to_owned()]).collect();
    let mut free: Vec<SchemaKey<'_>> = vec![
        may("title", text!("schema-country-title")),
        ("state_risk", one_of(StateRisk::ALL.map(StateRisk::word)), text!("schema-country-state-risk")),
        may("state_risk_because", text!("schema-country-state-risk-because")),
        ("cooperation_condition", word(&words::TIES), text!("schema-country-cooperation-condition")),
        ("nothing_seen", list(&one_of(gaps.iter().map(String::as_str))), text!("schema-country-nothing-seen")),
        ("contact", list(&contact()), text!("schema-country-contact")),
        ("look_up", list(&look_up()), text!("schema-country-look-up")),
        ("sources", list(&named("claim")), text!("schema-country-sources")),
    ];
    free.extend(Topic::ALL.map(|topic| (topic.key(), list(&statement()), "")));
    let about = text!("schema-country");
    let country = table("[[country]]", about, &[("id", named("value-id"), text!("schema-country-id"))], &free);
    with(country, &json!({ "allOf": risks() }))
}

/// A risk, or a tie, needs its reason and its source.
fn risks() -> Vec<Value> {
    let risks: Vec<&str> =
        StateRisk::ALL.into_iter().filter(|one| *one > StateRisk::None).map(StateRisk::word).collect();
    let ties: Vec<&str> =
        words::TIES.iter().filter(|(_, tie)| *tie != Cooperation::NotSeen).map(|(word, _)| *word).collect();
    let sourced = json!({ "required": ["sources"], "properties": { "sources": named("sources") } });
    let because =
        json!({ "required": ["state_risk_because"], "properties": { "state_risk_because": named("filled") } });
    vec![
        crate::schema::catalogue::if_then("state_risk", &risks, &sourced),
        crate::schema::catalogue::if_then("state_risk", &risks, &because),
        crate::schema::catalogue::if_then("cooperation_condition", &ties, &sourced),
    ]
}

fn statement() -> Value {
    table("Statement", text!("schema-statement"), &[need("text", text!("schema-statement-text")), sources()], &[])
}

fn look_up() -> Value {
    let needed = [
        ("for", some(&named("id")), text!("schema-look-up-for")),
        need("text", text!("schema-look-up-text")),
        sources(),
    ];
    let fits = ("fits", list(&named("id")), text!("schema-look-up-fits"));
    let free = [may("url", text!("schema-look-up-url")), fits];
    table("Look up", text!("schema-look-up"), &needed, &free)
}

fn contact() -> Value {
    let needed = [
        need("service", text!("schema-contact-service")),
        ("kind", word(&words::OWNERS), text!("schema-contact-kind")),
        ("serves", some(&named("id")), text!("schema-contact-serves")),
    ];
    // A list of an organisation's own contacts may omit these.
    let confidence = one_of(words::CONFIDENCES.map(Confidence::letter));
    let of_catalogue = [
        own_id(),
        ("sources", list(&named("claim")), text!("schema-contact-sources")),
        ("confidence", confidence, text!("schema-contact-confidence")),
    ];
    let verified = json!({ "anyOf": [day(), { "const": "" }] });
    let mut free: Vec<SchemaKey<'_>> = vec![
        ("seen_year", number(&words::SEEN_YEARS), text!("schema-contact-seen-year")),
        ("verified_on", verified, text!("schema-contact-verified-on")),
    ];
    free.extend(of_catalogue);
    free.extend([
        may("owner", text!("schema-contact-owner")),
        may("number", text!("schema-contact-number")),
        may("number_abroad", text!("schema-contact-number-abroad")),
        may("other", text!("schema-contact-other")),
        may("hours", text!("schema-contact-hours")),
        may("languages", text!("schema-contact-languages")),
        may("note", text!("schema-contact-note")),
        may("short", text!("schema-contact-short")),
        ("fits", list(&named("id")), text!("schema-look-up-fits")),
        ("nationals", list(&named("value-id")), text!("schema-contact-nationals")),
        ("by", list(&word(&words::CHANNELS)), text!("schema-contact-by")),
        may("warning", text!("schema-contact-warning")),
        may("conflict", text!("schema-contact-conflict")),
        may("card", text!("schema-contact-card")),
    ]);
    let reached = ["number", "number_abroad", "other"]
        .map(|way| json!({ "required": [way], "properties": { (way): { "minLength": 1 } } }));
    with(table("Contact", text!("schema-country-contact"), &needed, &free), &json!({ "anyOf": reached }))
}

pub(super) fn instrument() -> Value {
    let between = with(list(&named("value-id")), &json!({ "minItems": 2 }));
    let needed = [
        own_id(),
        ("between", between, text!("schema-instrument-between")),
        title(),
        need("gives", text!("schema-instrument-gives")),
        ("serves", some(&named("id")), text!("schema-contact-serves")),
        sources(),
    ];
    table("[[instrument]]", text!("schema-instrument"), &needed, &[])
}
