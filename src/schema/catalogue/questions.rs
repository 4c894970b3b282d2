//! The tables of questions: facts and indicators.

use crate::catalogue::{FactKind, Role, words};
use crate::condition::Severity;
use crate::schema::catalogue::{may, need, own_id, title};
use crate::schema::pieces::{SchemaKey, flag, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

fn section() -> SchemaKey<'static> {
    ("section", named("id"), text!("schema-section-of"))
}

fn hand_over() -> SchemaKey<'static> {
    ("hand_over", word(&words::HAND_OVER), text!("schema-hand-over"))
}

fn ask_if() -> SchemaKey<'static> {
    ("ask_if", named("condition-ask"), text!("schema-ask-if"))
}

pub(super) fn who_asks() -> Value {
    let who = [
        ("adult", word(&words::ASKED_BY), text!("schema-who-asks-adult")),
        ("child", word(&words::ASKED_BY), text!("schema-who-asks-child")),
    ];
    table("Who asks", text!("schema-who-asks"), &who, &[])
}

pub(super) fn fact() -> Value {
    let needed = [
        own_id(),
        title(),
        ("type", word(&words::KINDS), text!("schema-fact-type")),
        section(),
        ("to", word(&words::ADDRESSEES), text!("schema-fact-to")),
        need("prompt", text!("schema-fact-prompt")),
    ];
    let free = [
        ("values", json!({}), text!("schema-fact-values")),
        ("role", word(&words::ROLES), text!("schema-fact-role")),
        ("yes", value_ids(), text!("schema-fact-yes")),
        ("no", value_ids(), text!("schema-fact-no")),
        may("help", text!("schema-fact-help")),
        ("descriptive", flag(), text!("schema-fact-descriptive")),
        ("asked", flag(), text!("schema-fact-asked")),
        ("each_meeting", each_meeting(), text!("schema-fact-each-meeting")),
        hand_over(),
        ("about", word(&words::ABOUT), text!("schema-fact-about")),
        ("unknown_as", named("value-id"), text!("schema-fact-unknown-as")),
        ("opposes", named("id"), text!("schema-fact-opposes")),
        may("without_yes", text!("schema-fact-without-yes")),
        ask_if(),
        ("who_asks", named("who-asks"), ""),
        ("sources", list(&named("claim")), text!("schema-sources")),
    ];
    let fact = table("[[fact]]", text!("schema-fact"), &needed, &free);
    with(fact, &json!({ "allOf": values_by_type() }))
}

/// Yes, no, or a word.
fn each_meeting() -> Value {
    json!({ "anyOf": [flag(), word(&words::EACH_MEETING)] })
}

/// One value of a fact by its id, or several.
fn value_ids() -> Value {
    json!({ "anyOf": [named("value-id"), some(&named("value-id"))] })
}

/// A fact of type yes-no has its own values, and one with a choice needs some. A role may require a type, and a yes.
fn values_by_type() -> Vec<Value> {
    let of = |wanted: &[FactKind]| -> Vec<&str> {
        words::KINDS.iter().filter(|(_, kind)| wanted.contains(kind)).map(|(word, _)| *word).collect()
    };
    let values = with(some(&value()), &json!({ "maxItems": words::MAX_VALUES }));
    let chosen = json!({ "required": ["values"], "properties": { "values": values } });
    let own = json!({ "properties": { "values": false } });
    let roles = |roles: &[Role]| roles.iter().map(|role| words::word_of(&words::ROLES, role)).collect::<Vec<_>>();
    let [consent, one_answer] = [roles(&Role::OF_CONSENT), roles(&Role::OF_ONE_ANSWER)];
    let types = |kinds: &[FactKind]| json!({ "properties": { "type": one_of(of(kinds)) } });
    let named_yes = json!({
        "if": {
            "properties": { "type": one_of(of(&[FactKind::One])), "role": one_of(consent.iter().copied()) },
            "required": ["type", "role"],
        },
        "then": { "required": ["yes"] },
    });
    vec![
        crate::schema::catalogue::if_then("type", &of(&[FactKind::One, FactKind::Many]), &chosen),
        crate::schema::catalogue::if_then("type", &of(&[FactKind::YesNo]), &own),
        crate::schema::catalogue::if_then("role", &consent, &types(&[FactKind::YesNo, FactKind::One])),
        crate::schema::catalogue::if_then("role", &one_answer, &types(&[FactKind::One])),
        named_yes,
    ]
}

fn value() -> Value {
    let id = with(named("value-id"), &json!({ "not": one_of(words::RESERVED) }));
    let needed = [("id", id, text!("schema-value-id")), need("text", text!("schema-value-text"))];
    let protects = ("protects", flag(), text!("schema-value-protects"));
    let alone = ("alone", flag(), text!("schema-value-alone"));
    table("Value", text!("schema-value"), &needed, &[hand_over(), alone, protects])
}

pub(super) fn indicator() -> Value {
    let needed = [
        own_id(),
        need("statement", text!("schema-indicator-statement")),
        section(),
        ("dimensions", some(&named("id")), text!("schema-indicator-dimensions")),
        ("class", class(), ""),
        ("class_from", named("id"), text!("schema-indicator-class-from")),
        ("severity", severity(), ""),
        ("origin", some(&origin()), text!("schema-sources")),
    ];
    let free = [
        may("prompt", text!("schema-indicator-prompt")),
        may("prompt_ended", text!("schema-indicator-prompt-ended")),
        may("follow_up", text!("schema-indicator-follow-up")),
        may("observe", text!("schema-indicator-observe")),
        ("group", named("id"), text!("schema-indicator-group")),
        ("tier", word(&words::TIERS), text!("schema-indicator-tier")),
        ("sensitivity", number(&words::SENSITIVITIES), text!("schema-indicator-sensitivity")),
        ("critical", flag(), text!("schema-indicator-critical")),
        may("include", text!("schema-indicator-include")),
        may("exclude", text!("schema-indicator-exclude")),
        may("commit_ref", text!("schema-indicator-commit-ref")),
        ("who_asks", named("who-asks"), ""),
        hand_over(),
        ask_if(),
    ];
    table("[[indicator]]", text!("schema-indicator"), &needed, &free)
}

fn class() -> Value {
    let class = word(&words::STRENGTHS[..4]);
    let keys = [("adult", class.clone(), text!("schema-class-adult")), ("child", class, text!("schema-class-child"))];
    let about = text!("schema-class");
    with(table("Class", about, &[], &keys), &json!({ "minProperties": 1 }))
}

fn severity() -> Value {
    let anchors: Vec<SchemaKey<'_>> = Severity::ALL.iter().map(|one| need(one.word(), "")).collect();
    let about = text!("schema-severity-degrees");
    json!({
        "description": text!("schema-severity"),
        "anyOf": [{ "const": "none" }, table("Degrees", about, &anchors, &[])],
    })
}

fn origin() -> Value {
    let needed = [
        ("source", named("id"), text!("schema-claim-source")),
        need("item", text!("schema-claim-item")),
        ("covers", word(&words::COVERS), text!("schema-origin-covers")),
    ];
    table("Origin", text!("schema-origin"), &needed, &[])
}
