//! Conditions: the closed list of leaves, how they are joined, and where each is allowed.

use crate::catalogue::words;
use crate::catalogue::{LEAVES, Standpoint};
use crate::condition::{Severity, StateRisk};
use crate::schema::catalogue::ids;
use crate::schema::pieces::{SchemaKey, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

/// The schema of a condition for each standpoint.
pub(super) fn standpoints() -> impl Iterator<Item = (String, Value)> {
    let standpoints = [
        ("ask", Standpoint::AskIf, text!("schema-condition-ask")),
        ("facts", Standpoint::Facts, text!("schema-condition-facts")),
        ("flag", Standpoint::Flag, text!("schema-condition-flag")),
        ("finding", Standpoint::Finding, text!("schema-condition-finding")),
        ("guideline", Standpoint::Guideline, text!("schema-condition-guideline")),
        ("contact", Standpoint::Contact, text!("schema-condition-contact")),
    ];
    standpoints.into_iter().map(|(name, standpoint, about)| {
        let own = named(&format!("condition-{name}"));
        let leaves =
            LEAVES.into_iter().filter(|leaf| standpoint.allows(leaf)).map(|leaf| named(&format!("leaf-{leaf}")));
        let any_of: Vec<Value> = joins(&own).into_iter().chain(leaves).collect();
        (format!("condition-{name}"), json!({ "title": "Condition", "description": about, "anyOf": any_of }))
    })
}

fn because() -> SchemaKey<'static> {
    ("because", named("text"), text!("schema-because"))
}

fn shape(about: &str, needed: &[SchemaKey<'_>], free: &[SchemaKey<'_>]) -> Value {
    let free: Vec<SchemaKey<'_>> = free.iter().cloned().chain([because()]).collect();
    table(needed[0].0, about, needed, &free)
}

fn joins(part: &Value) -> [Value; 5] {
    let n = ("n", number(&words::NUMBERS), text!("schema-condition-at-least-n"));
    let some_of = table(
        "Some of",
        text!("schema-condition-at-least-some-of"),
        &[n, ("of", some(part), text!("schema-condition-at-least-of"))],
        &[],
    );
    [
        shape(text!("schema-condition-all"), &[("all", some(part), "")], &[]),
        shape(text!("schema-condition-any"), &[("any", some(part), "")], &[]),
        shape(text!("schema-condition-not"), &[("not", part.clone(), "")], &[]),
        shape(text!("schema-condition-unless"), &[("unless", named("condition-facts"), "")], &[]),
        shape(text!("schema-condition-at-least"), &[("at_least", some_of, "")], &[]),
    ]
}

/// Every leaf by its own key.
pub(super) fn leaves() -> impl Iterator<Item = (String, Value)> {
    LEAVES.into_iter().map(|leaf| (format!("leaf-{leaf}"), with(look(leaf), &json!({ "title": leaf }))))
}

fn look(leaf: &'static str) -> Value {
    let status = ("is", word(&words::STATUSES), text!("schema-condition-is"));
    let at_least = ("at_least", number(&words::NUMBERS), text!("schema-condition-at-least-so-many"));
    let yes = || json!({ "const": true });
    match leaf {
        "fact" => fact(),
        "indicator" => {
            let strength = ("strength", word(&words::STRENGTHS), text!("schema-condition-strength"));
            let needed = [(leaf, named("id"), text!("schema-condition-indicator-id")), ("present", yes(), "")];
            shape(text!("schema-condition-indicator"), &needed, &[strength])
        }
        "dimension" | "form" => shape(
            text!("schema-condition-dimension"),
            &[(leaf, named("id"), text!("schema-condition-dimension-id")), status],
            &[],
        ),
        "element" => shape(text!("schema-condition-dimension"), &[(leaf, word(&words::ELEMENTS), ""), status], &[]),
        "count" => count(at_least),
        "pair" => {
            let pair = table(
                "Pair",
                text!("schema-condition-pair-parts"),
                &[("a", named("filter"), ""), ("b", named("filter"), "")],
                &[],
            );
            shape(text!("schema-condition-pair"), &[(leaf, pair, "")], &[])
        }
        "pattern" => {
            let any_of = with(named("patterns"), &json!({ "minItems": 1 }));
            let pattern = table(
                "Over",
                text!("schema-condition-pattern-over"),
                &[("over", named("filter"), ""), ("any_of", any_of, text!("schema-condition-pattern-any-of"))],
                &[],
            );
            shape(text!("schema-condition-pattern"), &[(leaf, pattern, "")], &[])
        }
        "points" => {
            let points = table("Over", text!("schema-condition-points-over"), &[("over", named("filter"), "")], &[]);
            shape(text!("schema-condition-points"), &[(leaf, points, ""), at_least], &[])
        }
        "flag" => {
            shape(text!("schema-condition-flag-raised"), &[(leaf, named("id"), text!("schema-condition-flag-id"))], &[])
        }
        "finding" => finding(),
        "track" => shape(text!("schema-condition-track"), &[(leaf, word(&words::TRACKS), "")], &[]),
        "state_risk" => {
            let risk = one_of(words::RISKS.map(StateRisk::word));
            shape(text!("schema-condition-state-risk"), &[(leaf, risk, "")], &[])
        }
        "core_complete" => shape(text!("schema-condition-core-complete"), &[(leaf, yes(), "")], &[]),
        "otherwise" => shape("Always", &[(leaf, yes(), "")], &[]),
        // A leaf without a schema matches nothing, and a test fails.
        _ => json!({ "not": {} }),
    }
}

fn fact() -> Value {
    let id = ("fact", named("id"), text!("schema-condition-fact-id"));
    let ways = [
        ("is", named("value-id"), text!("schema-condition-fact-is")),
        ("any_of", some(&named("value-id")), text!("schema-condition-fact-any-of")),
        ("has", named("value-id"), text!("schema-condition-fact-has")),
    ];
    let one = ways.each_ref().map(|(key, _, _)| json!({ "required": [key] }));
    with(shape(text!("schema-condition-fact"), &[id], &ways), &json!({ "oneOf": one }))
}

/// The number is inside or beside, once.
fn count(at_least: SchemaKey<'_>) -> Value {
    let of = ("of", named("filter"), text!("schema-condition-count-of"));
    let inside = table("Count", text!("schema-condition-count-inside"), &[of.clone(), at_least.clone()], &[]);
    let about = text!("schema-condition-count");
    let beside = [("count", table("Count", text!("schema-condition-count-of"), &[of], &[]), ""), at_least];
    json!({ "anyOf": [shape(about, &[("count", inside, "")], &[]), shape(about, &beside, &[])] })
}

fn finding() -> Value {
    let id = ("finding", named("id"), text!("schema-condition-finding-id"));
    let yes = json!({ "const": true });
    json!({ "anyOf": [
        shape(text!("schema-condition-finding-is"), &[id.clone(), ("is", yes.clone(), "")], &[]),
        shape(text!("schema-condition-finding-or-higher"), &[id, ("at_least", yes, "")], &[]),
    ] })
}

/// The indicators that a leaf reads.
pub(super) fn filter() -> Value {
    let keys = [
        ("elements", list(&word(&words::ELEMENTS)), text!("schema-filter-elements")),
        ("dimensions", ids(), text!("schema-filter-dimensions")),
        ("forms", ids(), text!("schema-filter-forms")),
        ("groups", ids(), text!("schema-filter-groups")),
        ("except_groups", ids(), text!("schema-filter-except-groups")),
        ("strength", word(&words::STRENGTHS), text!("schema-condition-strength")),
        ("severity", one_of(Severity::ALL.map(Severity::word)), text!("schema-filter-severity")),
    ];
    table("Filter", text!("schema-filter"), &[], &keys)
}
