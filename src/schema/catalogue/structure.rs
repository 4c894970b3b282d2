//! The tables without conditions: head, method, sources, sections, dimensions, pools, forms, groups, retired ids.

use crate::catalogue::words;
use crate::condition::{Severity, Strength};
use crate::schema::catalogue::{ids, may, need, own_id, rules, title};
use crate::schema::pieces::{SchemaKey, flag, list, named, number, one_of, table, with, word};
use serde_json::{Value, json};

pub(super) fn head() -> Value {
    let needed = [
        ("id", named("id"), text!("schema-head-id")),
        need("version", text!("schema-head-version")),
        title(),
        need("status", text!("schema-head-status")),
        need("validation", text!("schema-head-validation")),
        need("review", text!("schema-head-review")),
        need("caveat", text!("schema-head-caveat")),
        ("use", word(&words::USES), text!("schema-head-use")),
        ("ordered", flag(), text!("schema-head-ordered")),
    ];
    let free = [
        ("based_on", json!({ "anyOf": [named("id"), list(&named("id"))] }), text!("schema-head-based-on")),
        may("offer_pause", text!("schema-head-offer-pause")),
        may("stopped", text!("schema-head-stopped")),
        may("safe_close", text!("schema-head-safe-close")),
    ];
    table("[catalogue]", text!("schema-head"), &needed, &free)
}

pub(super) fn method() -> Value {
    let classes = [Strength::Weak, Strength::Medium, Strength::Strong];
    let row = |class: Strength| {
        // A rating may raise a strength, but never lower it.
        let cell = one_of(classes.into_iter().filter(|one| *one >= class).map(Strength::word));
        let cells: Vec<SchemaKey<'_>> = Severity::ALL.iter().map(|one| (one.word(), cell.clone(), "")).collect();
        table("Row", text!("schema-method-row"), &cells, &[])
    };
    let rows: Vec<SchemaKey<'_>> = classes.into_iter().map(|class| (class.word(), row(class), "")).collect();
    let points = Strength::ALL[1..].iter().map(|one| (one.word(), number(&words::POINTS), ""));
    let points: Vec<SchemaKey<'_>> = points.collect();
    let needed = [
        ("standing", word(&words::STANDINGS), text!("schema-method-standing")),
        need("basis", text!("schema-method-basis")),
        ("strength", table("Strength", text!("schema-method-strength"), &rows, &[]), ""),
        ("points", table("Points", text!("schema-method-points"), &points, &[]), ""),
    ];
    let usual = ("positive_when", named("patterns"), text!("schema-method-positive-when"));
    table("[method]", text!("schema-method"), &needed, &[usual])
}

/// A list of patterns.
pub(super) fn patterns() -> Value {
    let minima: Vec<SchemaKey<'_>> = Strength::ALL.iter().map(|one| (one.word(), number(&words::MINIMA), "")).collect();
    let pattern = table("Pattern", text!("schema-patterns"), &[], &minima);
    with(list(&with(pattern, &json!({ "minProperties": 1 }))), &json!({ "description": text!("schema-patterns-list") }))
}

pub(super) fn source() -> Value {
    let needed = [
        own_id(),
        title(),
        need("publisher", text!("schema-source-publisher")),
        ("url", named("text"), text!("schema-source-url")),
        ("standing", word(&words::STANDINGS), text!("schema-source-standing")),
    ];
    let year = ("year", number(&words::YEARS), text!("schema-source-year"));
    table("[[source]]", text!("schema-source"), &needed, &[year])
}

pub(super) fn section() -> Value {
    let place = ("place", word(&words::PLACES), text!("schema-section-place"));
    let say = ("say", rules::sentences("facts"), text!("schema-section-say"));
    table("[[section]]", text!("schema-section"), &[own_id(), title(), place], &[say])
}

fn positive_when() -> SchemaKey<'static> {
    ("positive_when", named("patterns"), text!("schema-positive-when"))
}

pub(super) fn dimension() -> Value {
    let element = ("element", word(&words::ELEMENTS), text!("schema-dimension-element"));
    let about = text!("schema-dimension");
    table("[[dimension]]", about, &[own_id(), title()], &[element, positive_when()])
}

pub(super) fn pool() -> Value {
    let element = ("element", word(&words::ELEMENTS), text!("schema-pool-element"));
    table("[[pool]]", text!("schema-pool"), &[own_id(), title(), element], &[])
}

pub(super) fn form() -> Value {
    let pools = ("pools", ids(), text!("schema-form-pools"));
    table("[[form]]", text!("schema-form"), &[own_id(), title()], &[pools, positive_when()])
}

pub(super) fn group() -> Value {
    let counts = ("counts", word(&words::COUNTS), text!("schema-group-counts"));
    table("[[group]]", text!("schema-group"), &[own_id(), title()], &[counts])
}

pub(super) fn retired() -> Value {
    let by = ("replaced_by", named("id"), text!("schema-retired-replaced-by"));
    table("[[retired]]", text!("schema-retired"), &[own_id()], &[by])
}
