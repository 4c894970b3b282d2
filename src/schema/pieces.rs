//! Parts of JSON Schemas (draft 2020-12): texts, days, words, lists and tables.
//!
//! This module owns what the readers accept as a text, a day or an id, as patterns. It knows no file as a whole.
//!
//! Validators pass a pattern to the regular expressions of their own language. So patterns use only what the standard
//! recommends and all of them support: literal characters, character classes, groups, repetition, `^` and `$`. No
//! `\p{…}`, `\s` or `\u…`, and no lookahead. In some languages `$` also matches before a final line end. Where that
//! matters, the line end is rejected separately.

use crate::escape::hidden;
use serde_json::{Map, Value, json};
use std::ops::Range;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A valid day, as `2026-01-15`. It is exact by itself, whether or not a validator checks `format`.
const DAY: &str = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
    |02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$";

/// A key of a table: its name, its schema, and its purpose.
pub(crate) type SchemaKey<'k> = (&'k str, Value, &'k str);

/// A complete schema: a table with a name, its subject, and what no schema can say about it.
pub(crate) fn whole(table: Value, beyond: &str, definitions: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mut whole = table;
    whole["$schema"] = json!(DIALECT);
    whole["$comment"] = json!(beyond);
    let definitions: Map<String, Value> = definitions.into_iter().collect();
    if !definitions.is_empty() {
        whole["$defs"] = definitions.into();
    }
    whole
}

/// A table with exactly these keys. The first ones are required.
pub(crate) fn table(title: &str, about: &str, needed: &[SchemaKey<'_>], free: &[SchemaKey<'_>]) -> Value {
    let properties: Map<String, Value> =
        needed.iter().chain(free).map(|key| (key.0.to_owned(), described(key))).collect();
    let required: Vec<&str> = needed.iter().map(|key| key.0).collect();
    let mut table = json!({
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    // Where another table uses it, the key may describe it.
    if !about.is_empty() {
        table["description"] = json!(about);
    }
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn described((_, schema, about): &SchemaKey<'_>) -> Value {
    let mut schema = schema.clone();
    if let Some(map) = schema.as_object_mut().filter(|_| !about.is_empty()) {
        map.insert("description".to_owned(), json!(about));
    }
    schema
}

/// Adds keys to a schema.
pub(crate) fn with(mut schema: Value, more: &Value) -> Value {
    if let (Some(map), Some(more)) = (schema.as_object_mut(), more.as_object()) {
        map.extend(more.clone());
    }
    schema
}

/// A reference to a definition.
pub(crate) fn named(definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}") })
}

/// One of these words. Without words, nothing matches.
pub(crate) fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    let words: Vec<&str> = words.into_iter().collect();
    if words.is_empty() { json!(false) } else { json!({ "enum": words }) }
}

/// One of a closed list of words.
pub(crate) fn word<T>(words: &[(&'static str, T)]) -> Value {
    one_of(words.iter().map(|(word, _)| *word))
}

pub(crate) fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A list that is not empty.
pub(crate) fn some(items: &Value) -> Value {
    json!({ "type": "array", "items": items, "minItems": 1 })
}

/// A list without duplicates.
pub(crate) fn set(items: &Value) -> Value {
    json!({ "type": "array", "items": items, "uniqueItems": true })
}

pub(crate) fn number(range: &Range<i64>) -> Value {
    json!({ "type": "integer", "minimum": range.start, "maximum": range.end - 1 })
}

pub(crate) fn flag() -> Value {
    json!({ "type": "boolean" })
}

pub(crate) fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": DAY, "maxLength": 10 })
}

/// A short text of one line, as in a case.
pub(crate) fn line(most: usize) -> Value {
    let unfit = characters(|c| hidden(c) || c == '\n' || c == '\t');
    json!({ "type": "string", "minLength": 1, "maxLength": most, "not": { "pattern": format!("[{unfit}]") } })
}

/// The id of a case, with something visible and nothing hidden.
pub(crate) fn case_id(most: usize) -> Value {
    let parts_words = |c| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}');
    let unfit = characters(|c| hidden(c) || c == '\n' || c == '\t' || parts_words(c));
    let seen = format!("[^{}]", characters(char::is_whitespace));
    let not = json!({ "pattern": format!("[{unfit}]") });
    json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": seen, "not": not })
}

/// The id of a case in a script, whose texts must contain something readable.
pub(crate) fn script_case_id(most: usize) -> Value {
    with(case_id(most), &json!({ "pattern": readable() }))
}

/// A name without hidden characters.
pub(crate) fn shown_name() -> Value {
    json!({ "not": { "pattern": format!("[{}]", characters(hidden)) } })
}

/// A text in TOML. Its line ends may be those of another system. Half of such a line end at the end of a text is
/// accepted.
pub(crate) fn text() -> Value {
    let unfit = characters(|c| hidden(c) && c != '\r');
    json!({ "type": "string", "not": { "pattern": format!("[{unfit}]|\r[^\n]") } })
}

/// A text with something readable.
pub(crate) fn filled() -> Value {
    with(text(), &json!({ "pattern": readable() }))
}

pub(crate) fn id() -> Value {
    let not = json!({ "pattern": "\n" });
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "maxLength": 64, "not": not })
}

/// The id of a value of a fact, which may have capital letters.
pub(crate) fn value_id() -> Value {
    let not = json!({ "pattern": "\n" });
    json!({ "type": "string", "pattern": "^[A-Za-z0-9]*(-[A-Za-z0-9]+)*$", "maxLength": 63, "not": not })
}

/// A character that is neither a blank nor a sign: usually a letter or a digit of some script. A few signs between
/// letters are accepted.
fn readable() -> String {
    const FEW: u32 = 4;
    let is_sign = |c: char| !c.is_alphanumeric();
    let runs = runs(is_sign)
        .into_iter()
        .filter(|(first, last)| first < &'\u{80}' || u32::from(*last) - u32::from(*first) >= FEW);
    format!("[^{}]", runs.map(class).collect::<String>())
}

/// These characters, inside the brackets of a pattern.
fn characters(of: impl Fn(char) -> bool) -> String {
    runs(of).into_iter().map(class).collect()
}

/// Ranges of these characters, limited to those that every language stores in one unit.
fn runs(of: impl Fn(char) -> bool) -> Vec<(char, char)> {
    let mut runs: Vec<(char, char)> = Vec::new();
    for c in ('\0'..='\u{FFFF}').filter(|c| of(*c)) {
        match runs.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => runs.push((c, c)),
        }
    }
    runs
}

/// A range inside a character class, with special characters escaped.
fn class((first, last): (char, char)) -> String {
    let own = |c: char| if matches!(c, '[' | ']' | '\\' | '^' | '-') { format!("\\{c}") } else { c.to_string() };
    if first == last { own(first) } else { format!("{}-{}", own(first), own(last)) }
}
