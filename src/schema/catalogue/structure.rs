//! The tables without conditions: head, method, sources, sections, dimensions, pools, forms, groups, retired ids.

use crate::catalogue::words;
use crate::condition::{Severity, Strength};
use crate::schema::catalogue::{ids, may, need, own_id, rules, title};
use crate::schema::pieces::{Key, flag, list, named, number, one_of, table, with, word};
use serde_json::{Value, json};

pub(super) fn head() -> Value {
    let needed = [
        ("id", named("id"), "Id in kebab-case"),
        need("version", "Version as the author numbers it"),
        title(),
        need("status", "Where it comes from and who stands behind it"),
        need("validation", "What is known of its sensitivity and specificity"),
        need("review", "Who reviewed its wording"),
        need("caveat", "Printed with every result"),
        ("use", word(&words::USES), "screen: guided screenings and scoring; score: scoring only, no prompts needed"),
        ("ordered", flag(), "Whether the findings are ranked"),
    ];
    let free = [
        (
            "based_on",
            json!({ "anyOf": [named("id"), list(&named("id"))] }),
            "Id of the catalogue it is based on, or several, the nearest first: ids mean the same there",
        ),
        may("offer_pause", "What to say between two sections, to offer a pause"),
        may("stopped", "What is said of a talk that was broken off"),
        may("safe_close", "How to part safely"),
    ];
    table("[catalogue]", "What the catalogue is", &needed, &free)
}

pub(super) fn method() -> Value {
    let classes = [Strength::Weak, Strength::Medium, Strength::Strong];
    let row = |class: Strength| {
        // A rating may raise a strength, never lower it.
        let cell = one_of(classes.into_iter().filter(|one| *one >= class).map(Strength::word));
        let cells: Vec<Key<'_>> = Severity::ALL.iter().map(|one| (one.word(), cell.clone(), "")).collect();
        table("Row", "Strength by severity, never less for a graver one", &cells, &[])
    };
    let rows: Vec<Key<'_>> = classes.into_iter().map(|class| (class.word(), row(class), "")).collect();
    let points = Strength::ALL[1..].iter().map(|one| (one.word(), number(&words::POINTS), ""));
    let points: Vec<Key<'_>> = points.collect();
    let needed = [
        ("standing", word(&words::STANDINGS), "How far its source was read"),
        need("basis", "What the rules rest on, in words"),
        ("strength", table("Strength", "Strength by class and severity", &rows, &[]), ""),
        ("points", table("Points", "Points by strength, never fewer for a stronger one", &points, &[]), ""),
    ];
    let usual = ("positive_when", named("patterns"), "For dimensions and forms that name none of their own");
    table("[method]", "How strength and points are reckoned", &needed, &[usual])
}

/// What a list of patterns holds.
pub(super) fn patterns() -> Value {
    let minima: Vec<Key<'_>> = Strength::ALL.iter().map(|one| (one.word(), number(&words::MINIMA), "")).collect();
    let pattern = table("Pattern", "So many of each strength; a stronger one may stand in for a weaker", &[], &minima);
    with(list(&with(pattern, &json!({ "minProperties": 1 }))), &json!({ "description": "Any of these is enough" }))
}

pub(super) fn source() -> Value {
    let needed = [
        own_id(),
        title(),
        need("publisher", "Publisher"),
        ("url", named("text"), "Address; empty where there is none"),
        ("standing", word(&words::STANDINGS), "How far it was read; proposed: by the catalogue's authors"),
    ];
    let year = ("year", number(&words::YEARS), "Year, where it was seen");
    table("[[source]]", "What claims are traced to", &needed, &[year])
}

pub(super) fn section() -> Value {
    let place = ("place", word(&words::PLACES), "Where it stands in a screening");
    let say = ("say", rules::sentences("facts"), "What to say when it begins");
    table("[[section]]", "A section of the questionnaire", &[own_id(), title(), place], &[say])
}

fn positive_when() -> Key<'static> {
    ("positive_when", named("patterns"), "What makes it positive; without it, what the method says")
}

pub(super) fn dimension() -> Value {
    let element = ("element", word(&words::ELEMENTS), "Its element; without one it is context, and never positive");
    let about = "Indicators that are tested together";
    table("[[dimension]]", about, &[own_id(), title()], &[element, positive_when()])
}

pub(super) fn pool() -> Value {
    let element = ("element", word(&words::ELEMENTS), "Its element");
    table("[[pool]]", "Indicators that feed the forms that name it", &[own_id(), title(), element], &[])
}

pub(super) fn form() -> Value {
    let pools = ("pools", ids(), "Pools and forms that feed it; alone they make it no form");
    table("[[form]]", "A form of exploitation", &[own_id(), title()], &[pools, positive_when()])
}

pub(super) fn group() -> Value {
    let counts = ("counts", word(&words::COUNTS), "Inside the patterns of an area; as grounds a group counts once");
    table("[[group]]", "Indicators that are the same thing seen twice", &[own_id(), title()], &[counts])
}

pub(super) fn retired() -> Value {
    let by = ("replaced_by", named("id"), "The indicator that took its place");
    table("[[retired]]", "An indicator id that is no longer in use", &[own_id()], &[by])
}
