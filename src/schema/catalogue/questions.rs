//! The tables of what is asked: facts and indicators.

use crate::catalogue::{FactKind, Role, words};
use crate::condition::Severity;
use crate::schema::catalogue::{may, need, own_id, title};
use crate::schema::pieces::{Key, flag, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

fn section() -> Key<'static> {
    ("section", named("id"), "Id of its [[section]]")
}

fn hand_over() -> Key<'static> {
    ("hand_over", word(&words::HAND_OVER), "How far it may travel in a hand-over")
}

fn ask_if() -> Key<'static> {
    ("ask_if", named("condition-ask"), "When it is asked; it decides nothing else")
}

pub(super) fn who_asks() -> Value {
    let who = [("adult", word(&words::ASKED_BY), "Of adults"), ("child", word(&words::ASKED_BY), "Of children")];
    table("Who asks", "Who may ask the question", &who, &[])
}

pub(super) fn fact() -> Value {
    let needed = [
        own_id(),
        title(),
        ("type", word(&words::KINDS), "What kind of answer it takes"),
        section(),
        ("to", word(&words::ADDRESSEES), "person: said aloud; screener: to be judged"),
        need("prompt", "The question"),
    ];
    let free = [
        ("values", json!({}), "The values of a fact of type one or many"),
        ("role", word(&words::ROLES), "By which the program finds it, whatever its id"),
        ("yes", value_ids(), "The value or values that are a yes; needed by the roles of consent"),
        ("no", value_ids(), "The value or values that are a no; of two values, the other one if it is left out"),
        may("help", "Help for the responder"),
        ("descriptive", flag(), "Says who the person is: recorded and tabulated, never read by a rule"),
        ("asked", flag(), "Whether the interview asks it at all"),
        ("each_meeting", each_meeting(), "What a later meeting does with the last answer: true asks again"),
        hand_over(),
        ("about", word(&words::ABOUT), "What it tells of"),
        ("unknown_as", named("value-id"), "The value that rules read where the answer is not known or was declined"),
        ("opposes", named("id"), "Id of the fact with the same values that says yes where this one says no"),
        may("without_yes", "What the screener is told while there is no yes; for the roles safe-place and consent"),
        ask_if(),
        ("who_asks", named("who-asks"), ""),
        ("sources", list(&named("claim")), "Where it comes from"),
    ];
    let fact = table("[[fact]]", "An answer that is not an indicator", &needed, &free);
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

/// A fact of type yes-no has its own values, and one with a choice needs some. A role may ask for a type, and for a yes.
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
    let needed =
        [("id", id, "Id in files; none of the words for a lack of an answer"), need("text", "Words for people")];
    let protects =
        ("protects", flag(), "Whether it stands at a later meeting until it is asked again: a no that protects");
    let alone =
        ("alone", flag(), "Whether it contradicts every other value, such as none or nothing; only for type many");
    table("Value", "A value that the fact may have", &needed, &[hand_over(), alone, protects])
}

pub(super) fn indicator() -> Value {
    let needed = [
        own_id(),
        need("statement", "The statement that the screener judges"),
        section(),
        ("dimensions", some(&named("id")), "Dimensions, forms and pools it belongs to"),
        ("class", class(), ""),
        ("class_from", named("id"), "Id of the [[source]] of the class"),
        ("severity", severity(), ""),
        ("origin", some(&origin()), "Where it comes from"),
    ];
    let free = [
        may("prompt", "What to say aloud; a catalogue for screening needs it"),
        may("prompt_ended", "The same for what is over; left out: `prompt` fits that too"),
        may("follow_up", "A second question, for whoever wants to say more"),
        may("observe", "What to look for"),
        ("group", named("id"), "Id of the [[group]] that counts it once"),
        ("tier", word(&words::TIERS), "core questions can close a screening; without it, detail"),
        ("sensitivity", number(&words::SENSITIVITIES), "1 everyday … 4 violence, sex; the order inside a section"),
        ("critical", flag(), "Whether its gravest form counts above strong"),
        may("include", "Cases that are wrongly left out"),
        may("exclude", "Cases that are wrongly counted"),
        may("commit_ref", "Its number in the COMMIT document, for whoever holds it"),
        ("who_asks", named("who-asks"), ""),
        hand_over(),
        ask_if(),
    ];
    table("[[indicator]]", "One sign of trafficking", &needed, &free)
}

fn class() -> Value {
    let class = word(&words::STRENGTHS[..4]);
    let keys =
        [("adult", class.clone(), "For adults"), ("child", class, "For children, never below the one for adults")];
    let about = "How much it weighs by age; where one is left out, it is not asked there";
    with(table("Class", about, &[], &keys), &json!({ "minProperties": 1 }))
}

fn severity() -> Value {
    let anchors: Vec<Key<'_>> = Severity::ALL.iter().map(|one| need(one.word(), "")).collect();
    let about = "What each degree means, each worse than the one before";
    json!({
        "description": "What each degree means; none where degrees make no sense",
        "anyOf": [{ "const": "none" }, table("Degrees", about, &anchors, &[])],
    })
}

fn origin() -> Value {
    let needed = [
        ("source", named("id"), "Id of a [[source]]"),
        need("item", "The item, article or page there"),
        ("covers", word(&words::COVERS), "Whether the indicator is the same thing, wider or narrower"),
    ];
    table("Origin", "Where the indicator comes from", &needed, &[])
}
