//! The schema of a script, for one catalogue, with TOML represented as JSON: a day is a text.

use crate::case::{Basis, MAX_ID_CHARS, Presence};
use crate::catalogue::{Catalogue, Fact, FactKind, words};
use crate::condition::Severity;
use crate::schema::pieces::{
    SchemaKey, day, filled, flag, list, named, one_of, script_case_id, table, text, whole, with, word,
};
use crate::training::script::{AIMS, MOVES};
use serde_json::{Value, json};

pub fn schema(catalogue: &Catalogue) -> Value {
    let about = text!("schema-script", catalogue = catalogue.name());
    let table = table(
        "A tipscreen script",
        &about,
        &[("script", head(), "")],
        &[
            ("facts", facts(catalogue), ""),
            ("answers", answers(catalogue), ""),
            ("step", list(&step()), text!("schema-script-steps")),
            ("expect", expect(catalogue), ""),
            ("teach", list(&teach()), text!("schema-script-teaching")),
        ],
    );
    let questions = indicators(catalogue).map(|(id, _, _)| id).chain(catalogue.facts.iter().map(|one| one.id.as_str()));
    let questions = one_of(questions);
    let indicators = one_of(indicators(catalogue).map(|(id, _, _)| id));
    let definitions = [
        ("text", text()),
        ("filled", filled()),
        ("presence", one_of(Presence::ALL.map(Presence::word))),
        ("indicator", indicators),
        ("question", questions),
        ("rated", answer(true)),
        ("unrated", answer(false)),
    ];
    whole(table, text!("schema-script-beyond"), definitions.map(|(name, schema)| (name.to_owned(), schema)))
}

fn head() -> Value {
    let needed = [
        ("title", named("filled"), text!("schema-script-head-title")),
        ("source", named("filled"), text!("schema-script-head-source")),
        ("case_id", script_case_id(MAX_ID_CHARS), text!("schema-case-case-id")),
        ("screened_on", day(), text!("schema-case-screened-on")),
    ];
    let free = [
        ("vignette", named("text"), text!("schema-script-head-vignette")),
        ("written_to", word(&AIMS), text!("schema-script-head-written-to")),
        ("misleads", named("text"), text!("schema-script-head-misleads")),
    ];
    table("[script]", text!("schema-script-head"), &needed, &free)
}

fn facts(catalogue: &Catalogue) -> Value {
    let keys: Vec<SchemaKey<'_>> =
        catalogue.facts.iter().map(|fact| (fact.id.as_str(), fact_entry(fact), fact.prompt.as_str())).collect();
    table("[facts]", text!("schema-script-facts"), &[], &keys)
}

fn fact_entry(fact: &Fact) -> Value {
    let told = table(
        "Told",
        text!("schema-script-fact-entry-told"),
        &[("answer", fact_answer(fact), text!("schema-script-fact-entry-answer"))],
        &telling(),
    );
    json!({ "title": fact.title, "anyOf": [fact_answer(fact), told] })
}

/// How the interviewee gives an answer.
fn telling() -> [SchemaKey<'static>; 3] {
    [
        ("says", named("text"), text!("schema-script-telling-says")),
        ("held_back", named("text"), text!("schema-script-telling-held-back")),
        ("volunteered", flag(), text!("schema-script-telling-volunteered")),
    ]
}

fn fact_answer(fact: &Fact) -> Value {
    let values = || fact.values.iter().map(|value| value.id.as_str());
    let unanswered = one_of(words::RESERVED);
    match fact.kind {
        FactKind::YesNo | FactKind::One => one_of(values().chain(words::RESERVED)),
        FactKind::Many => json!({ "anyOf": [list(&one_of(values())), unanswered] }),
        FactKind::Date => json!({ "anyOf": [day(), unanswered] }),
        FactKind::Text => named("text"),
    }
}

/// Every id of an indicator, with its possible answers and its meaning.
fn indicators(catalogue: &Catalogue) -> impl Iterator<Item = SchemaKey<'_>> {
    let kind = |at: usize| named(if catalogue.indicators[at].anchors.is_some() { "rated" } else { "unrated" });
    let current = catalogue.indicators.iter().enumerate();
    let current = current.map(move |(at, one)| (one.id.as_str(), kind(at), one.statement.as_str()));
    let retired = catalogue.retired.iter().filter_map(move |one| {
        let schema = with(kind(one.replaced_by?), &json!({ "deprecated": true }));
        Some((one.id.as_str(), schema, text!("schema-case-answers-retired")))
    });
    current.chain(retired)
}

fn answers(catalogue: &Catalogue) -> Value {
    let keys: Vec<SchemaKey<'_>> = indicators(catalogue).collect();
    table("[answers]", text!("schema-script-answers"), &[], &keys)
}

fn answer(rated: bool) -> Value {
    let mut free: Vec<SchemaKey<'_>> = vec![
        ("basis", list(&one_of(Basis::ALL.map(Basis::word))), text!("schema-case-answer-basis")),
        ("contradicted", flag(), text!("schema-case-answer-contradicted")),
        ("note", named("text"), text!("schema-script-answer-note")),
    ];
    free.extend(telling());
    if rated {
        free.push(("severity", one_of(Severity::ALL.map(Severity::word)), text!("schema-script-answer-severity")));
    }
    let mut whole = table(
        "Answer",
        text!("schema-case-answer"),
        &[("presence", named("presence"), text!("schema-case-answer-presence"))],
        &free,
    );
    if rated {
        let present = json!({ "properties": { "presence": { "const": Presence::Present.word() } } });
        whole["dependentSchemas"] = json!({ "severity": present });
    }
    json!({ "title": "Answer", "anyOf": [named("presence"), whole] })
}

/// Only a correction names a first answer.
fn step() -> Value {
    let needed = [
        ("at", named("indicator"), text!("schema-script-step-at")),
        ("do", word(&MOVES), text!("schema-script-step-do")),
    ];
    let free = [("first", named("presence"), text!("schema-script-step-first"))];
    let corrects = json!({ "properties": { "do": { "const": "correct" } } });
    let more = json!({
        "if": corrects,
        "then": { "required": ["first"] },
        "else": { "properties": { "first": false } },
    });
    with(table("[[step]]", text!("schema-script-step"), &needed, &free), &more)
}

fn teach() -> Value {
    let at = ("at", named("question"), text!("schema-script-teach-at"));
    table(
        "[[teach]]",
        text!("schema-script-teach"),
        &[("point", named("filled"), text!("schema-script-teach-point"))],
        &[at],
    )
}

fn expect(catalogue: &Catalogue) -> Value {
    let guidelines = &catalogue.guidelines;
    let finding = || one_of(catalogue.findings.iter().map(|one| one.id.as_str()));
    let pathways = || list(&one_of(guidelines.pathways.iter().map(|one| one.id.as_str())));
    let actions = one_of(guidelines.actions.iter().map(|one| one.id.as_str()));
    let safeguards = one_of(guidelines.safeguards.iter().map(|one| one.id.as_str()));
    let keys = [
        ("finding", finding(), text!("schema-script-expect-finding")),
        ("low", finding(), text!("schema-script-expect-low")),
        ("high", finding(), text!("schema-script-expect-high")),
        ("urgency", one_of(guidelines.urgencies.iter().map(|one| one.id.as_str())), text!("schema-urgency")),
        ("pathways", pathways(), text!("schema-script-expect-pathways")),
        ("not_pathways", pathways(), text!("schema-script-expect-not-pathways")),
        ("actions", list(&actions), text!("schema-script-expect-actions")),
        ("safeguards", list(&safeguards), text!("schema-script-expect-safeguards")),
        (
            "flags",
            list(&one_of(catalogue.flags.iter().map(|one| one.id.as_str()))),
            text!("schema-script-expect-flags"),
        ),
    ];
    table("[expect]", text!("schema-script-expect"), &[], &keys)
}
