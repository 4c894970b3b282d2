//! The schema of a catalogue file. It is the format, the same for every catalogue, and contains no ids.

mod condition;
mod country;
mod questions;
mod rules;
mod structure;

use crate::catalogue::{SINGLE, TableKind};
use crate::schema::pieces::{SchemaKey, filled, id, list, named, some, table, text, value_id, whole};
use serde_json::{Value, json};

/// The schema of one file of a catalogue, with TOML represented as JSON: a day is a text.
pub fn catalogue() -> Value {
    let lists = TableKind::ALL.iter().map(|kind| (kind.word(), list(&of_kind(*kind)), ""));
    let single = SINGLE.into_iter().filter_map(|name| Some((name, single(name)?, "")));
    let keys: Vec<SchemaKey<'_>> = lists.chain(single).collect();
    let about = text!("schema-catalogue-file");
    whole(
        table(text!("schema-catalogue-file-title"), about, &[], &keys),
        text!("schema-catalogue-file-beyond"),
        definitions(),
    )
}

fn of_kind(kind: TableKind) -> Value {
    match kind {
        TableKind::Source => crate::schema::catalogue::structure::source(),
        TableKind::Section => crate::schema::catalogue::structure::section(),
        TableKind::Dimension => crate::schema::catalogue::structure::dimension(),
        TableKind::Pool => crate::schema::catalogue::structure::pool(),
        TableKind::Form => crate::schema::catalogue::structure::form(),
        TableKind::Group => crate::schema::catalogue::structure::group(),
        TableKind::Retired => crate::schema::catalogue::structure::retired(),
        TableKind::Fact => crate::schema::catalogue::questions::fact(),
        TableKind::Indicator => crate::schema::catalogue::questions::indicator(),
        TableKind::Gate => crate::schema::catalogue::rules::gate(),
        TableKind::Caution => crate::schema::catalogue::rules::caution(),
        TableKind::Contradiction => crate::schema::catalogue::rules::contradiction(),
        TableKind::Flag => crate::schema::catalogue::rules::flag(),
        TableKind::Finding => crate::schema::catalogue::rules::finding(),
        TableKind::Urgency => crate::schema::catalogue::rules::urgency(),
        TableKind::Pathway => crate::schema::catalogue::rules::pathway(),
        TableKind::Action => crate::schema::catalogue::rules::action(),
        TableKind::Safeguard => crate::schema::catalogue::rules::safeguard(),
        TableKind::Contraindication => crate::schema::catalogue::rules::contraindication(),
        TableKind::Fit => crate::schema::catalogue::rules::fit(),
        TableKind::Country => crate::schema::catalogue::country::country(),
        TableKind::Instrument => crate::schema::catalogue::country::instrument(),
    }
}

fn single(name: &str) -> Option<Value> {
    match name {
        "catalogue" => Some(crate::schema::catalogue::structure::head()),
        "method" => Some(crate::schema::catalogue::structure::method()),
        "track" => Some(crate::schema::catalogue::rules::track()),
        "prompts" => Some(crate::schema::catalogue::rules::prompts()),
        "consent" => Some(crate::schema::catalogue::rules::consent()),
        "card" => Some(crate::schema::catalogue::rules::card()),
        _ => None,
    }
}

fn definitions() -> impl Iterator<Item = (String, Value)> {
    let pieces = [
        ("text", text()),
        ("filled", filled()),
        ("id", id()),
        ("value-id", value_id()),
        ("patterns", crate::schema::catalogue::structure::patterns()),
        ("claim", claim()),
        ("sources", some(&named("claim"))),
        ("who-asks", crate::schema::catalogue::questions::who_asks()),
        ("filter", crate::schema::catalogue::condition::filter()),
    ];
    let pieces = pieces.into_iter().map(|(name, schema)| (name.to_owned(), schema));
    pieces
        .chain(crate::schema::catalogue::condition::leaves())
        .chain(crate::schema::catalogue::condition::standpoints())
}

fn claim() -> Value {
    let keys =
        [("source", named("id"), text!("schema-claim-source")), ("item", named("filled"), text!("schema-claim-item"))];
    table("Claim", text!("schema-claim"), &keys, &[])
}

/// The id of a table.
fn own_id() -> SchemaKey<'static> {
    ("id", named("id"), text!("schema-own-id"))
}

fn title() -> SchemaKey<'static> {
    ("title", named("filled"), text!("schema-title"))
}

/// The sources of a rule: at least one.
fn sources() -> SchemaKey<'static> {
    ("sources", named("sources"), text!("schema-sources"))
}

/// Ids of other tables.
fn ids() -> Value {
    list(&named("id"))
}

/// A required text.
fn need<'k>(key: &'k str, about: &'k str) -> SchemaKey<'k> {
    (key, named("filled"), about)
}

/// An optional text, which may be empty.
fn may<'k>(key: &'k str, about: &'k str) -> SchemaKey<'k> {
    (key, named("text"), about)
}

/// Some words of a key require more.
fn if_then(key: &str, words: &[&str], then: &Value) -> Value {
    json!({ "if": { "required": [key], "properties": { (key): { "enum": words } } }, "then": then })
}
