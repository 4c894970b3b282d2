//! The tables of countries and of what they agreed between them.

use crate::catalogue::{Confidence, Cooperation, Topic, words};
use crate::condition::StateRisk;
use crate::schema::catalogue::{may, need, own_id, sources, title};
use crate::schema::pieces::{Key, day, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

/// The first table on a country tells all there is to tell, and a later one what it adds: no schema can know which it is.
pub(super) fn country() -> Value {
    let gaps: Vec<String> = words::gaps().map(|(_, word)| word).chain([words::NO_CONTACTS.to_owned()]).collect();
    let mut free: Vec<Key<'_>> = vec![
        may("title", "Title; the first table on a country has one"),
        (
            "state_risk",
            one_of(StateRisk::ALL.map(StateRisk::word)),
            "The risk from officials; the first table tells it",
        ),
        may("state_risk_because", "What was seen that makes it so"),
        (
            "cooperation_condition",
            word(&words::TIES),
            "Whether help is tied to taking part in a case; the first table tells it",
        ),
        (
            "nothing_seen",
            list(&one_of(gaps.iter().map(String::as_str))),
            "What is left empty since nothing was seen; in the first table only",
        ),
        ("contact", list(&contact()), "Whom to call"),
        ("look_up", list(&look_up()), "Where to look for contacts that were not found"),
        ("sources", list(&named("claim")), "Where a risk, or a tie, was seen"),
    ];
    free.extend(Topic::ALL.map(|topic| (topic.key(), list(&statement()), "")));
    let about = "What was seen of a country, each statement with its source";
    let country =
        table("[[country]]", about, &[("id", named("value-id"), "A value of the fact that tells the country")], &free);
    with(country, &json!({ "allOf": risks() }))
}

/// A risk, or a tie, is told with its reason and its source.
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
    table("Statement", "A fact about the country, in our words", &[need("text", "The fact"), sources()], &[])
}

fn look_up() -> Value {
    let needed = [
        ("for", some(&named("id")), "The pathways it is for"),
        need("text", "What is missing, and whom to ask"),
        sources(),
    ];
    let fits = ("fits", list(&named("id")), "For whom it is: ids of [[fit]]; left out: for everybody");
    let free = [may("url", "The web address that was seen"), fits];
    table("Look up", "A gap that is named, and where to look", &needed, &free)
}

fn contact() -> Value {
    let needed = [
        need("service", "What it is"),
        ("kind", word(&words::OWNERS), "What kind of body runs it"),
        ("serves", some(&named("id")), "The pathways it serves"),
    ];
    // A list of an office's own may leave these out.
    let confidence = one_of(words::CONFIDENCES.map(Confidence::letter));
    let of_catalogue = [
        own_id(),
        ("sources", list(&named("claim")), "Where it was seen"),
        ("confidence", confidence, "A: official, or two sources; B: one; C: lists only"),
    ];
    let verified = json!({ "anyOf": [day(), { "const": "" }] });
    let mut free: Vec<Key<'_>> = vec![
        ("seen_year", number(&words::SEEN_YEARS), "The newest year in which it was seen"),
        ("verified_on", verified, "When somebody called it, or asked its owner; empty until then"),
    ];
    free.extend(of_catalogue);
    free.extend([
        may("owner", "Who runs it"),
        may("number", "The number inside the country"),
        may("number_abroad", "The number from other countries"),
        may("other", "Other ways to reach it"),
        may("hours", "Hours"),
        may("languages", "Languages"),
        may("note", "For whom it is, and what else matters"),
        may("short", "The same in a few words, for results"),
        ("fits", list(&named("id")), "For whom it is: ids of [[fit]]; left out: for everybody"),
        ("nationals", list(&named("value-id")), "Countries whose people it is for; left out: for everybody"),
        ("by", list(&word(&words::CHANNELS)), "How it is reached"),
        may("warning", "Printed with it, always"),
        may("conflict", "Contacts with the same word contradict each other"),
        may("card", "Neutral words for a card that must be safe to be found with"),
    ]);
    let reached = ["number", "number_abroad", "other"]
        .map(|way| json!({ "required": [way], "properties": { (way): { "minLength": 1 } } }));
    with(table("Contact", "Whom to call", &needed, &free), &json!({ "anyOf": reached }))
}

pub(super) fn instrument() -> Value {
    let between = with(list(&named("value-id")), &json!({ "minItems": 2 }));
    let needed = [
        own_id(),
        ("between", between, "The states that agreed"),
        title(),
        need("gives", "What it gives"),
        ("serves", some(&named("id")), "The pathways it serves"),
        sources(),
    ];
    table("[[instrument]]", "What states agreed between them", &needed, &[])
}
