//! The schema of one result line, short or full, for one catalogue.

use crate::assessment::Contradicting;
use crate::case::{Days, ImplausibleDay, Purpose};
use crate::catalogue::{AreaKind, Catalogue};
use crate::condition::{Element, Status, Track};
use crate::referral::Consent;
use crate::report::result::json::FORMAT;
use crate::schema::pieces::{SchemaKey, flag, list, one_of, set, table, whole, with};
use serde_json::{Value, json};

/// Additional keys of a full result: all of them, or none.
const FULL: [&str; 6] = ["reasons", "open", "unrated", "volunteered", "open_facts", "hash"];

pub fn result(catalogue: &Catalogue) -> Value {
    let about = text!("schema-result", catalogue = catalogue.name());
    let own_advice = table("Without added risk", "", &advised(catalogue), &[]);
    let (assessed, advised) = (assessed(catalogue), advised(catalogue));
    let mut needed: Vec<SchemaKey<'_>> = vec![
        ("format", json!({ "const": FORMAT }), text!("schema-case-format")),
        ("case_id", json!({ "type": "string", "minLength": 1 }), text!("schema-result-case-id")),
        ("catalogue", json!({ "const": catalogue.name() }), text!("schema-result-catalogue")),
    ];
    needed.extend(assessed);
    needed.extend(range(catalogue));
    needed.extend(advised);
    let implausible: Vec<SchemaKey<'_>> = Days::default()
        .named()
        .map(|(key, _)| {
            (key, one_of(ImplausibleDay::ALL.map(ImplausibleDay::word)), text!("schema-result-implausible-day"))
        })
        .to_vec();
    let mut free: Vec<SchemaKey<'_>> = vec![
        ("file", json!({ "type": "string", "minLength": 1 }), text!("schema-result-file")),
        ("line", json!({ "type": "integer", "minimum": 1 }), text!("schema-result-line")),
        ("purpose", json!({ "enum": Purpose::ALL.map(Purpose::word) }), text!("schema-result-purpose")),
        (
            "implausible_days",
            with(table("Implausible days", "", &[], &implausible), &json!({ "minProperties": 1 })),
            text!("schema-result-implausible-days"),
        ),
        ("added_files", with(list(&added_file()), &json!({ "minItems": 1 })), text!("schema-result-added-files")),
        (
            "ended_by",
            with(ids(catalogue.gates.iter().map(|one| one.id.as_str())), &json!({ "minItems": 1 })),
            text!("schema-result-ended-by"),
        ),
        ("without_added_risk", own_advice, text!("schema-result-without-added-risk")),
        ("derived_from", json!({ "type": "string", "minLength": 1 }), text!("schema-result-derived-from")),
        ("not_derived", indicators(catalogue), text!("schema-result-not-derived")),
    ];
    free.extend(full(catalogue));
    let together = FULL.map(|key| (key.to_owned(), json!(FULL)));
    let mut together = serde_json::Map::from_iter(together);
    together.insert("derived_from".to_owned(), json!(["not_derived"]));
    together.insert("not_derived".to_owned(), json!(["derived_from"]));
    let table = with(table("A tipscreen result", &about, &needed, &free), &json!({ "dependentRequired": together }));
    whole(table, text!("schema-result-beyond"), [])
}

fn added_file() -> Value {
    let sha256 = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$", "maxLength": 64 });
    let keys = [
        ("name", json!({ "type": "string", "minLength": 1 }), text!("schema-result-added-file-name")),
        ("sha256", sha256, text!("schema-result-added-file-sha256")),
    ];
    table("An added file", text!("schema-result-added-file"), &keys, &[])
}

fn assessed(catalogue: &Catalogue) -> Vec<SchemaKey<'_>> {
    let flags = catalogue.flags.iter().map(|flag| flag.id.as_str());
    let cautions = catalogue.cautions.iter().map(|one| one.id.as_str());
    let elements = Element::ALL.map(Element::word);
    vec![
        ("track", json!({ "enum": Track::ALL }), text!("schema-result-track")),
        ("finding", findings(catalogue), text!("schema-result-finding")),
        ("elements", statuses("Elements", elements), text!("schema-result-elements")),
        ("dimensions", statuses("Dimensions", areas(catalogue, false)), text!("schema-result-dimensions")),
        ("forms", statuses("Forms", areas(catalogue, true)), text!("schema-result-forms")),
        ("points", count(), text!("schema-result-points")),
        ("completeness", completeness(), text!("schema-result-completeness")),
        ("flags", ids(flags), text!("schema-result-flags")),
        ("settled", flag(), text!("schema-result-settled")),
        ("cautions", ids(cautions), text!("schema-result-cautions")),
        ("contradictions", one_of_some(&contradicting(catalogue)), text!("schema-contradiction")),
    ]
}

/// What further answers could give: two ends if findings have ranks and signs only raise them, else a list.
fn range(catalogue: &Catalogue) -> Vec<SchemaKey<'_>> {
    if catalogue.has_two_ended_range() {
        return vec![
            ("low", findings(catalogue), text!("schema-result-low")),
            ("high", findings(catalogue), text!("schema-result-high")),
        ];
    }
    let reachable = with(set(&findings(catalogue)), &json!({ "minItems": 1 }));
    vec![
        ("reachable", reachable, text!("schema-result-reachable")),
        ("superset", flag(), text!("schema-result-superset")),
    ]
}

fn advised(catalogue: &Catalogue) -> Vec<SchemaKey<'_>> {
    let guidelines = &catalogue.guidelines;
    let urgencies = guidelines.urgencies.iter().map(|one| one.id.as_str());
    let pathways = || guidelines.pathways.iter().map(|one| one.id.as_str());
    let agreement = one_of(Consent::ALL.map(Consent::word));
    let agreement: Vec<SchemaKey<'_>> = pathways().map(|id| (id, agreement.clone(), "")).collect();
    vec![
        ("urgency", json!({ "anyOf": [one_of(urgencies), { "type": "null" }] }), text!("schema-result-urgency")),
        ("pathways", ids(pathways()), text!("schema-result-pathways")),
        ("agreement", table("Agreement", "", &[], &agreement), text!("schema-result-agreement")),
        ("declined", ids(pathways()), text!("schema-result-declined")),
        ("withheld", ids(pathways()), text!("schema-result-withheld")),
        (
            "contraindications",
            ids(guidelines.contraindications.iter().map(|one| one.id.as_str())),
            text!("schema-contraindication"),
        ),
        ("actions", ids(guidelines.actions.iter().map(|one| one.id.as_str())), text!("schema-result-actions")),
        ("safeguards", ids(guidelines.safeguards.iter().map(|one| one.id.as_str())), text!("schema-result-safeguards")),
    ]
}

fn full(catalogue: &Catalogue) -> Vec<SchemaKey<'_>> {
    let facts = catalogue.facts.iter().map(|fact| fact.id.as_str());
    let hash = json!({ "type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "maxLength": 71 });
    let schemas = [
        (indicators(catalogue), text!("schema-result-reasons")),
        (indicators(catalogue), text!("schema-result-open")),
        (indicators(catalogue), text!("schema-result-unrated")),
        (indicators(catalogue), text!("schema-result-volunteered")),
        (ids(facts), text!("schema-result-open-facts")),
        (hash, text!("schema-result-hash")),
    ];
    FULL.into_iter().zip(schemas).map(|(key, (schema, about))| (key, schema, about)).collect()
}

fn findings(catalogue: &Catalogue) -> Value {
    one_of(catalogue.findings.iter().map(|finding| finding.id.as_str()))
}

fn indicators(catalogue: &Catalogue) -> Value {
    ids(catalogue.indicators.iter().map(|indicator| indicator.id.as_str()))
}

fn ids<'i>(ids: impl Iterator<Item = &'i str>) -> Value {
    set(&one_of(ids))
}

/// The names of every possible contradiction.
fn contradicting(catalogue: &Catalogue) -> Vec<String> {
    Contradicting::all(catalogue).map(|one| one.id(catalogue)).collect()
}

/// A list of some of these. Always empty if there are none.
fn one_of_some(ids: &[String]) -> Value {
    set(&one_of(ids.iter().map(String::as_str)))
}

fn areas(catalogue: &Catalogue, forms: bool) -> impl Iterator<Item = &str> {
    let wanted = catalogue.areas.iter().filter(move |area| (area.kind == AreaKind::Form) == forms);
    wanted.map(|area| area.id.as_str())
}

fn statuses<'i>(title: &str, ids: impl IntoIterator<Item = &'i str>) -> Value {
    let status = json!({ "enum": Status::ALL });
    let keys: Vec<SchemaKey<'_>> = ids.into_iter().map(|id| (id, status.clone(), "")).collect();
    table(title, "", &keys, &[])
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn completeness() -> Value {
    let share = json!({ "type": "array", "prefixItems": [count(), count()], "minItems": 2, "items": false });
    let keys = [
        ("core", share.clone(), text!("schema-result-completeness-core")),
        ("all", share, text!("schema-result-completeness-all")),
    ];
    table("Completeness", "", &keys, &[])
}
