//! Conditions: the closed list of leaves, how they are joined, and which may stand where.

use crate::catalogue::words;
use crate::catalogue::{LEAVES, Standpoint};
use crate::condition::{Severity, StateRisk};
use crate::schema::catalogue::ids;
use crate::schema::pieces::{Key, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

const STANDPOINTS: [(&str, Standpoint, &str); 6] = [
    ("ask", Standpoint::AskIf, "A condition on facts, and on whether an indicator is present"),
    ("facts", Standpoint::Facts, "A condition on facts"),
    ("flag", Standpoint::Flag, "A condition on facts and indicators, counted in any way"),
    ("finding", Standpoint::Finding, "A condition on facts, indicators and flags"),
    (
        "guideline",
        Standpoint::Guideline,
        "A condition on the finding, areas, elements, flags and facts, never on indicators",
    ),
    ("contact", Standpoint::Contact, "A condition on facts, descriptive ones too: for whom a contact is"),
];

/// A condition, as it may stand in each place.
pub(super) fn standpoints() -> impl Iterator<Item = (String, Value)> {
    STANDPOINTS.into_iter().map(|(name, standpoint, about)| {
        let own = named(&format!("condition-{name}"));
        let leaves =
            LEAVES.into_iter().filter(|leaf| standpoint.allows(leaf)).map(|leaf| named(&format!("leaf-{leaf}")));
        let any_of: Vec<Value> = joins(&own).into_iter().chain(leaves).collect();
        (format!("condition-{name}"), json!({ "title": "Condition", "description": about, "anyOf": any_of }))
    })
}

fn because() -> Key<'static> {
    ("because", named("text"), "Words for people that say why it matters")
}

fn shape(about: &str, needed: &[Key<'_>], free: &[Key<'_>]) -> Value {
    let free: Vec<Key<'_>> = free.iter().cloned().chain([because()]).collect();
    table(needed[0].0, about, needed, &free)
}

fn joins(part: &Value) -> [Value; 5] {
    let n = ("n", number(&words::NUMBERS), "How many have to hold, of those listed");
    let some_of = table("Some of", "So many of the parts", &[n, ("of", some(part), "The parts")], &[]);
    [
        shape("Every part holds", &[("all", some(part), "")], &[]),
        shape("At least one part holds", &[("any", some(part), "")], &[]),
        shape("The part does not hold; while it is open, so is this", &[("not", part.clone(), "")], &[]),
        shape("The part, on facts, is no definite yes", &[("unless", named("condition-facts"), "")], &[]),
        shape("At least so many of the parts hold", &[("at_least", some_of, "")], &[]),
    ]
}

/// Every leaf by its own key.
pub(super) fn leaves() -> impl Iterator<Item = (String, Value)> {
    LEAVES.into_iter().map(|leaf| (format!("leaf-{leaf}"), with(look(leaf), &json!({ "title": leaf }))))
}

fn look(leaf: &'static str) -> Value {
    let status = ("is", word(&words::STATUSES), "At least so");
    let at_least = ("at_least", number(&words::NUMBERS), "At least so many");
    let yes = || json!({ "const": true });
    match leaf {
        "fact" => fact(),
        "indicator" => {
            let strength = ("strength", word(&words::STRENGTHS), "At least so strong");
            let needed = [(leaf, named("id"), "Id of an [[indicator]]"), ("present", yes(), "")];
            shape("The indicator is present", &needed, &[strength])
        }
        "dimension" | "form" => shape("How far it is established", &[(leaf, named("id"), "Its id"), status], &[]),
        "element" => shape("How far it is established", &[(leaf, word(&words::ELEMENTS), ""), status], &[]),
        "count" => count(at_least),
        "pair" => {
            let pair = table(
                "Pair",
                "What each of the two has to match",
                &[("a", named("filter"), ""), ("b", named("filter"), "")],
                &[],
            );
            shape("Two indicators of different groups, one for each filter", &[(leaf, pair, "")], &[])
        }
        "pattern" => {
            let any_of = with(named("patterns"), &json!({ "minItems": 1 }));
            let pattern = table(
                "Over",
                "Which indicators, and what they have to come to",
                &[("over", named("filter"), ""), ("any_of", any_of, "Any is enough")],
                &[],
            );
            shape("The indicators meet a pattern", &[(leaf, pattern, "")], &[])
        }
        "points" => {
            let points = table("Over", "Whose points are added", &[("over", named("filter"), "")], &[]);
            shape("The points of the indicators come to so many", &[(leaf, points, ""), at_least], &[])
        }
        "flag" => shape("The flag is raised", &[(leaf, named("id"), "Id of a [[flag]]")], &[]),
        "finding" => finding(),
        "track" => shape("The track is this one", &[(leaf, word(&words::TRACKS), "")], &[]),
        "state_risk" => {
            let risk = one_of(words::RISKS.map(StateRisk::word));
            shape("The risk from officials is at least this", &[(leaf, risk, "")], &[])
        }
        "core_complete" => shape("Every core question is answered", &[(leaf, yes(), "")], &[]),
        "otherwise" => shape("Always", &[(leaf, yes(), "")], &[]),
        // A leaf that is not told here fits nothing, and a test misses it.
        _ => json!({ "not": {} }),
    }
}

fn fact() -> Value {
    let id = ("fact", named("id"), "Id of a [[fact]] that is not descriptive");
    let ways = [
        ("is", named("value-id"), "This value"),
        ("any_of", some(&named("value-id")), "One of these"),
        ("has", named("value-id"), "This among others"),
    ];
    let one = ways.each_ref().map(|(key, _, _)| json!({ "required": [key] }));
    with(shape("The fact has the value; while it is unanswered this is open", &[id], &ways), &json!({ "oneOf": one }))
}

/// The number stands inside or beside, once.
fn count(at_least: Key<'_>) -> Value {
    let of = ("of", named("filter"), "Which indicators");
    let inside = table("Count", "Which, and how many", &[of.clone(), at_least.clone()], &[]);
    let about = "So many different indicators; a group counts once";
    let beside = [("count", table("Count", "Which indicators", &[of], &[]), ""), at_least];
    json!({ "anyOf": [shape(about, &[("count", inside, "")], &[]), shape(about, &beside, &[])] })
}

fn finding() -> Value {
    let id = ("finding", named("id"), "Id of a [[finding]]");
    let yes = json!({ "const": true });
    json!({ "anyOf": [
        shape("The finding is this one", &[id.clone(), ("is", yes.clone(), "")], &[]),
        shape("The finding is this one or a higher one", &[id, ("at_least", yes, "")], &[]),
    ] })
}

/// Which indicators a leaf looks at.
pub(super) fn filter() -> Value {
    let keys = [
        ("elements", list(&word(&words::ELEMENTS)), "Of any of these elements"),
        ("dimensions", ids(), "Of any of these dimensions or pools"),
        ("forms", ids(), "Of any of these forms"),
        ("groups", ids(), "Only of these groups"),
        ("except_groups", ids(), "Not of these groups"),
        ("strength", word(&words::STRENGTHS), "At least so strong"),
        ("severity", one_of(Severity::ALL.map(Severity::word)), "At least so severe; unrated counts as serious"),
    ];
    table("Filter", "Which indicators are looked at; all, if it names none", &[], &keys)
}
