//! The tables with rules: track, gates, cautions, contradictions, flags, findings, and the guidelines.

use crate::catalogue::{DueStep, words};
use crate::schema::catalogue::{may, need, own_id, sources, title};
use crate::schema::pieces::{SchemaKey, flag as boolean, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

fn when(standpoint: &str) -> SchemaKey<'static> {
    ("when", named(&format!("condition-{standpoint}")), text!("schema-when"))
}

fn unless() -> SchemaKey<'static> {
    ("unless", named("condition-guideline"), text!("schema-unless"))
}

/// A text, or a list of sentences that may each have terms.
fn passage(about: &str) -> SchemaKey<'_> {
    ("text", sentences("guideline"), about)
}

pub(super) fn sentences(standpoint: &str) -> Value {
    let condition = || named(&format!("condition-{standpoint}"));
    let needed = [need("text", text!("schema-sentences-text"))];
    let terms = [
        ("when", condition(), text!("schema-sentences-when")),
        ("unless", condition(), text!("schema-sentences-unless")),
    ];
    let sentence = with(
        table("Sentence", text!("schema-sentences"), &needed, &terms),
        &json!({ "anyOf": [{ "required": ["when"] }, { "required": ["unless"] }] }),
    );
    let sentences = some(&json!({ "anyOf": [named("text"), sentence] }));
    json!({ "anyOf": [named("text"), sentences] })
}

fn rank() -> SchemaKey<'static> {
    ("rank", number(&words::RANKS), text!("schema-rank"))
}

pub(super) fn track() -> Value {
    let needed = [("child", named("condition-facts"), text!("schema-track-child"))];
    let until_asked = text!("schema-track-adult-until-asked");
    let free = [
        ("child_now", named("condition-facts"), text!("schema-track-child-now")),
        ("adult_until_asked", named("condition-facts"), until_asked),
    ];
    table("[track]", text!("schema-track"), &needed, &free)
}

pub(super) fn prompts() -> Value {
    let free = [
        ("ended", named("condition-facts"), text!("schema-prompts-ended")),
        ("hard_from", number(&words::SENSITIVITIES), text!("schema-prompts-hard-from")),
        may("before_hard", text!("schema-prompts-before-hard")),
    ];
    table("[prompts]", text!("schema-prompts"), &[], &free)
}

pub(super) fn gate() -> Value {
    let needed = [
        own_id(),
        when("facts"),
        ("keep", word(&words::KEEPS), text!("schema-gate-keep")),
        need("say", text!("schema-gate-say")),
        sources(),
    ];
    table("[[gate]]", text!("schema-gate"), &needed, &[])
}

pub(super) fn caution() -> Value {
    let say = need("say", text!("schema-caution-say"));
    let now = may("now", text!("schema-caution-now"));
    let about = text!("schema-caution");
    table("[[caution]]", about, &[own_id(), title(), when("facts"), say, sources()], &[now])
}

pub(super) fn contradiction() -> Value {
    let say = need("say", text!("schema-contradiction-say"));
    table("[[contradiction]]", text!("schema-contradiction"), &[own_id(), when("ask"), say], &[])
}

pub(super) fn flag() -> Value {
    let far = text!("schema-flag-hand-over");
    let free = [("hand_over", word(&words::HAND_OVER), far)];
    table("[[flag]]", text!("schema-flag"), &[own_id(), title(), when("flag")], &free)
}

pub(super) fn finding() -> Value {
    let meaning = ("meaning", sentences("facts"), text!("schema-finding-meaning"));
    let needed = [own_id(), rank(), title(), meaning, when("finding")];
    let child = ("child", named("condition-finding"), text!("schema-finding-child"));
    let refers = ("refers", boolean(), text!("schema-finding-refers"));
    let alike = ("alike", boolean(), text!("schema-finding-alike"));
    table("[[finding]]", text!("schema-finding"), &needed, &[child, refers, alike])
}

pub(super) fn urgency() -> Value {
    let within = need("within", text!("schema-urgency-within"));
    let most_now = ("most_now", number(&words::MOST_NOW), text!("schema-urgency-most-now"));
    let needed = [own_id(), rank(), title(), within, when("guideline"), sources()];
    table("[[urgency]]", text!("schema-urgency"), &needed, &[most_now, unless()])
}

pub(super) fn pathway() -> Value {
    let free = [
        ("protective", boolean(), text!("schema-pathway-protective")),
        ("consent", word(&words::WAITS), text!("schema-pathway-consent")),
        ("leads_to", word(&words::LEADS), text!("schema-pathway-leads-to")),
        ("any_number", boolean(), text!("schema-pathway-any-number")),
        ("refused_when", named("condition-facts"), text!("schema-pathway-refused-when")),
        unless(),
    ];
    let needed = [own_id(), title(), passage(text!("schema-pathway-text")), when("guideline"), sources()];
    table("[[pathway]]", text!("schema-pathway"), &needed, &free)
}

pub(super) fn action() -> Value {
    let steps = one_of(words::STEPS.map(DueStep::word));
    let needed = [
        own_id(),
        ("step", steps, text!("schema-action-step")),
        title(),
        need("by", text!("schema-action-by")),
        sources(),
    ];
    let serves = ("pathway", named("id"), text!("schema-action-pathway"));
    let priority = ("priority", number(&words::PRIORITIES), text!("schema-action-priority"));
    let free = [priority, passage(text!("schema-action-text")), serves, at_once(), when("guideline"), unless()];
    let action = table("[[action]]", text!("schema-action"), &needed, &free);
    with(action, &json!({ "anyOf": [{ "required": ["when"] }, { "required": ["pathway"] }] }))
}

fn at_once() -> SchemaKey<'static> {
    ("at_once", boolean(), text!("schema-at-once"))
}

fn to_authorities() -> SchemaKey<'static> {
    ("to_authorities", word(&words::TOLD), text!("schema-to-authorities"))
}

pub(super) fn safeguard() -> Value {
    let needed = [own_id(), passage(text!("schema-safeguard-text")), when("guideline"), sources()];
    table("[[safeguard]]", text!("schema-safeguard"), &needed, &[to_authorities(), at_once(), unless()])
}

pub(super) fn contraindication() -> Value {
    let needed = [
        own_id(),
        passage(text!("schema-contraindication-text")),
        ("pathways", some(&named("id")), text!("schema-contraindication-pathways")),
        when("guideline"),
        sources(),
    ];
    table("[[contraindication]]", text!("schema-contraindication"), &needed, &[to_authorities(), unless()])
}

pub(super) fn fit() -> Value {
    let rule = || named("condition-contact");
    let free = [("when", rule(), text!("schema-fit-when")), ("unless", rule(), text!("schema-fit-unless"))];
    let needed = [own_id(), need("text", text!("schema-fit-text"))];
    let fit = table("[[fit]]", text!("schema-fit"), &needed, &free);
    with(fit, &json!({ "anyOf": [{ "required": ["when"] }, { "required": ["unless"] }] }))
}

pub(super) fn consent() -> Value {
    let facts = || named("condition-facts");
    let needed = [
        ("given", facts(), text!("schema-consent-given")),
        ("withheld", facts(), text!("schema-consent-withheld")),
        ("not_needed", facts(), text!("schema-consent-not-needed")),
        sources(),
    ];
    let free = [
        ("yes_to", named("id"), text!("schema-consent-yes-to")),
        ("no_to", named("id"), text!("schema-consent-no-to")),
        ("own_route", named("condition-guideline"), text!("schema-consent-own-route")),
        ("independent_first", named("condition-guideline"), text!("schema-consent-independent-first")),
        ("authority_sees_signs", facts(), text!("schema-consent-authority-sees-signs")),
        ("authority_sees_nothing", facts(), text!("schema-consent-authority-sees-nothing")),
    ];
    let consent = table("[consent]", text!("schema-consent"), &needed, &free);
    with(consent, &json!({ "dependentRequired": { "authority_sees_signs": ["authority_sees_nothing"] } }))
}

pub(super) fn card() -> Value {
    let lines = || list(&named("text"));
    let needed = [title(), ("lines", lines(), text!("schema-card-lines"))];
    table("[card]", text!("schema-card"), &needed, &[("subject", lines(), text!("schema-card-subject"))])
}
