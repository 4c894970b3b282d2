//! Pieces of JSON Schemas (draft 2020-12): the texts, days, words, lists and tables that files of ours hold.
//!
//! Owns what the readers take for a text, a day or an id, said as patterns. It knows no file as a whole.
//!
//! Validators hand a pattern to the regular expressions of their own language. So patterns hold only what the standard
//! recommends, and all of them understand alike: characters as they are, classes of them, groups, repetition, `^` and `$`.
//! No `\p{…}`, `\s` or `\u…`, and nothing that looks ahead. In some languages `$` also matches before a last line end:
//! where that matters the line end is refused beside it.

use crate::escape::hidden;
use serde_json::{Map, Value, json};
use std::ops::Range;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A day that there is, as `2026-01-15`: exact by itself, whether or not a validator looks at `format`.
const DAY: &str = "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
    |02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$";

/// A key of a table: its name, what it takes, and what it is for.
pub(crate) type SchemaKey<'k> = (&'k str, Value, &'k str);

/// A schema as it is given out: a table with a name, what it is about, and what no schema can say of it.
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

/// A table with these keys and no others; the first ones have to be there.
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
    // Where a key of another table holds it, the key may tell what it is about.
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

/// The same with more to it.
pub(crate) fn with(mut schema: Value, more: &Value) -> Value {
    if let (Some(map), Some(more)) = (schema.as_object_mut(), more.as_object()) {
        map.extend(more.clone());
    }
    schema
}

/// What stands under a name.
pub(crate) fn named(definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}") })
}

/// One of these words; where there are none, nothing fits.
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

/// A list with something in it.
pub(crate) fn some(items: &Value) -> Value {
    json!({ "type": "array", "items": items, "minItems": 1 })
}

/// A list that holds each item once.
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

/// A short text of one line, as a case holds it.
pub(crate) fn line(most: usize) -> Value {
    let unfit = characters(|c| hidden(c) || c == '\n' || c == '\t');
    json!({ "type": "string", "minLength": 1, "maxLength": most, "not": { "pattern": format!("[{unfit}]") } })
}

/// The id of a case, in which nothing is hidden and something is seen.
pub(crate) fn case_id(most: usize) -> Value {
    let parts_words = |c| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}');
    let unfit = characters(|c| hidden(c) || c == '\n' || c == '\t' || parts_words(c));
    let seen = format!("[^{}]", characters(char::is_whitespace));
    let not = json!({ "pattern": format!("[{unfit}]") });
    json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": seen, "not": not })
}

/// The id of a case in a script, whose texts hold something that can be read.
pub(crate) fn script_case_id(most: usize) -> Value {
    with(case_id(most), &json!({ "pattern": readable() }))
}

/// A name without hidden characters.
pub(crate) fn shown_name() -> Value {
    json!({ "not": { "pattern": format!("[{}]", characters(hidden)) } })
}

/// A text as TOML holds it. Its line ends may be those of another system. One half of such a line end at the end of a text
/// is let by.
pub(crate) fn text() -> Value {
    let unfit = characters(|c| hidden(c) && c != '\r');
    json!({ "type": "string", "not": { "pattern": format!("[{unfit}]|\r[^\n]") } })
}

/// A text with something in it that can be read.
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

/// Something that is neither a blank nor a sign: most likely a letter or a digit of some script. Few signs that stand
/// alone between letters are let by.
fn readable() -> String {
    const FEW: u32 = 4;
    let is_sign = |c: char| !c.is_alphanumeric();
    let runs = runs(is_sign)
        .into_iter()
        .filter(|(first, last)| first < &'\u{80}' || u32::from(*last) - u32::from(*first) >= FEW);
    format!("[^{}]", runs.map(class).collect::<String>())
}

/// These characters, as they stand between brackets in a pattern.
fn characters(of: impl Fn(char) -> bool) -> String {
    runs(of).into_iter().map(class).collect()
}

/// Runs of these characters, of those that every language holds in one unit.
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

/// A run as a part of a class: itself, but for what means something there.
fn class((first, last): (char, char)) -> String {
    let own = |c: char| if matches!(c, '[' | ']' | '\\' | '^' | '-') { format!("\\{c}") } else { c.to_string() };
    if first == last { own(first) } else { format!("{}-{}", own(first), own(last)) }
}
