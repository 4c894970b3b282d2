//! The tables with rules: track, gates, cautions, contradictions, flags, findings, and the guidelines.

use crate::catalogue::{Step, words};
use crate::schema::catalogue::{may, need, own_id, sources, title};
use crate::schema::pieces::{Key, flag as boolean, list, named, number, one_of, some, table, with, word};
use serde_json::{Value, json};

fn when(standpoint: &str) -> Key<'static> {
    ("when", named(&format!("condition-{standpoint}")), "When it holds")
}

fn unless() -> Key<'static> {
    ("unless", named("condition-guideline"), "When it does not hold after all")
}

/// A text, or a list of sentences that may each have terms of their own.
fn passage(about: &str) -> Key<'_> {
    ("text", sentences("guideline"), about)
}

pub(super) fn sentences(standpoint: &str) -> Value {
    let condition = || named(&format!("condition-{standpoint}"));
    let needed = [need("text", "What it says")];
    let terms = [("when", condition(), "When it is said"), ("unless", condition(), "When it is not said after all")];
    let sentence = with(
        table("Sentence", "A part of a text", &needed, &terms),
        &json!({ "anyOf": [{ "required": ["when"] }, { "required": ["unless"] }] }),
    );
    let sentences = some(&json!({ "anyOf": [named("text"), sentence] }));
    json!({ "anyOf": [named("text"), sentences] })
}

fn rank() -> Key<'static> {
    ("rank", number(&words::RANKS), "A higher one is tested first; no two are the same, but of findings that say so")
}

pub(super) fn track() -> Value {
    let needed = [("child", named("condition-facts"), "When the child track applies")];
    let until_asked =
        "For whom a fact that `child` reads, and that nobody asked about, is no reason for the child's rules";
    let free = [
        ("child_now", named("condition-facts"), "When a person is a child today; without it, the same"),
        ("adult_until_asked", named("condition-facts"), until_asked),
    ];
    table("[track]", "Who is taken for a child", &needed, &free)
}

pub(super) fn prompts() -> Value {
    let free = [
        ("ended", named("condition-facts"), "When what is asked about is over: `prompt_ended` is said then"),
        ("hard_from", number(&words::SENSITIVITIES), "From which sensitivity on a question is hard"),
        may("before_hard", "What is said before the first hard question"),
    ];
    table("[prompts]", "Which words of a question are said", &[], &free)
}

pub(super) fn gate() -> Value {
    let needed = [
        own_id(),
        when("facts"),
        ("keep", word(&words::KEEPS), "What is kept when it closes"),
        need("say", "What the responder is told"),
        sources(),
    ];
    table("[[gate]]", "A rule that ends the questions at once", &needed, &[])
}

pub(super) fn caution() -> Value {
    let say = need("say", "What the result says of it, in its first lines");
    let now = may("now", "What to do at that moment, shown during the screening");
    let about = "A condition of the screening under which a \"no\" proves nothing";
    table("[[caution]]", about, &[own_id(), title(), when("facts"), say, sources()], &[now])
}

pub(super) fn contradiction() -> Value {
    let say = need("say", "What the screener is asked");
    table("[[contradiction]]", "Answers that cannot all be right", &[own_id(), when("ask"), say], &[])
}

pub(super) fn flag() -> Value {
    let far = "How far whatever raises it may travel in a hand-over";
    let free = [("hand_over", word(&words::HAND_OVER), far)];
    table("[[flag]]", "A bridge from indicators to guidelines", &[own_id(), title(), when("flag")], &free)
}

pub(super) fn finding() -> Value {
    let meaning = ("meaning", sentences("facts"), "What it means, in words");
    let needed = [own_id(), rank(), title(), meaning, when("finding")];
    let child = ("child", named("condition-finding"), "A further alternative on the child track");
    let refers = ("refers", boolean(), "Whether whoever comes out here is to be referred");
    let alike = (
        "alike",
        boolean(),
        "Whether another one may have the same rank: neither is higher, the first that is written is tested first",
    );
    table("[[finding]]", "An outcome of the assessment", &needed, &[child, refers, alike])
}

pub(super) fn urgency() -> Value {
    let within = need("within", "Within what time, in words");
    let most_now = ("most_now", number(&words::MOST_NOW), "How many actions of the step `now` are put first at most");
    let needed = [own_id(), rank(), title(), within, when("guideline"), sources()];
    table("[[urgency]]", "How soon", &needed, &[most_now, unless()])
}

pub(super) fn pathway() -> Value {
    let free = [
        ("protective", boolean(), "Whether it protects, and so is never spared by a quick screening"),
        ("consent", word(&words::WAITS), "Whether it waits for the person's yes"),
        ("leads_to", word(&words::LEADS), "Where it leads"),
        ("any_number", boolean(), "Whether a number for it is printed however weakly it is supported"),
        ("refused_when", named("condition-facts"), "What else than a no by name refuses it"),
        unless(),
    ];
    let needed = [own_id(), title(), passage("What it is, in words"), when("guideline"), sources()];
    table("[[pathway]]", "A way on for the person; several may stand at once", &needed, &free)
}

pub(super) fn action() -> Value {
    let steps = one_of(words::STEPS.map(Step::word));
    let needed = [own_id(), ("step", steps, "By when"), title(), need("by", "Who does it"), sources()];
    let serves = ("pathway", named("id"), "The pathway it serves; then it may go without a rule of its own");
    let priority = ("priority", number(&words::PRIORITIES), "Its place within the step: a lower one comes first");
    let free = [priority, passage("How to do it"), serves, at_once(), when("guideline"), unless()];
    let action = table("[[action]]", "What to do", &needed, &free);
    with(action, &json!({ "anyOf": [{ "required": ["when"] }, { "required": ["pathway"] }] }))
}

fn at_once() -> Key<'static> {
    ("at_once", boolean(), "Whether it is shown during the screening, at the answer that calls for it")
}

fn to_authorities() -> Key<'static> {
    ("to_authorities", word(&words::TOLD), "Whether a hand-over to an authority holds it")
}

pub(super) fn safeguard() -> Value {
    let needed = [own_id(), passage("The safeguard"), when("guideline"), sources()];
    table("[[safeguard]]", "What to heed in all that is done", &needed, &[to_authorities(), at_once(), unless()])
}

pub(super) fn contraindication() -> Value {
    let needed = [
        own_id(),
        passage("What is not done, and why"),
        ("pathways", some(&named("id")), "The pathways it rules out"),
        when("guideline"),
        sources(),
    ];
    table("[[contraindication]]", "What rules pathways out", &needed, &[to_authorities(), unless()])
}

pub(super) fn fit() -> Value {
    let rule = || named("condition-contact");
    let free = [("when", rule(), "Has to be a definite yes"), ("unless", rule(), "Does not fit where this is a yes")];
    let needed = [own_id(), need("text", "For whom, in words")];
    let fit = table("[[fit]]", "A group of people that a contact can be for", &needed, &free);
    with(fit, &json!({ "anyOf": [{ "required": ["when"] }, { "required": ["unless"] }] }))
}

pub(super) fn consent() -> Value {
    let facts = || named("condition-facts");
    let needed = [
        ("given", facts(), "A yes to all"),
        ("withheld", facts(), "A no to all"),
        ("not_needed", facts(), "When no yes is waited for"),
        sources(),
    ];
    let free = [
        ("yes_to", named("id"), "A fact of type many whose values are pathways: those agreed to"),
        ("no_to", named("id"), "The same: those not agreed to"),
        ("own_route", named("condition-guideline"), "When the person is told of a way of their own"),
        ("independent_first", named("condition-guideline"), "When help independent of the state is named first"),
        ("authority_sees_signs", facts(), "When authorities are told of signs"),
        ("authority_sees_nothing", facts(), "When authorities are told nothing at all"),
    ];
    let consent = table("[consent]", "Whose yes a referral waits for", &needed, &free);
    with(consent, &json!({ "dependentRequired": { "authority_sees_signs": ["authority_sees_nothing"] } }))
}

pub(super) fn card() -> Value {
    let lines = || list(&named("text"));
    let needed = [title(), ("lines", lines(), "Rights, in words that are safe to be found with")];
    table(
        "[card]",
        "What stands on a card to carry",
        &needed,
        &[("subject", lines(), "What it is about, where that may be said")],
    )
}
