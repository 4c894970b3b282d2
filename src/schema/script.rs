//! The schema of a script, for one catalogue, as JSON holds what stands in TOML: a day is a text.

use crate::case::{Basis, MAX_ID_CHARS, Presence};
use crate::catalogue::{Catalogue, Fact, FactKind, words};
use crate::condition::Severity;
use crate::schema::pieces::{
    Key, day, filled, flag, list, named, one_of, script_case_id, table, text, whole, with, word,
};
use crate::training::script::{AIMS, MOVES};
use serde_json::{Value, json};

const BEYOND: &str = "No schema can say, and tipscreen refuses all the same: a key that stands twice, a day with a \
    time, a text of signs alone, and half a line end at the end of a text. Whether everything scripted is asked, and comes out as expected, is told when the script is played.";

/// The schema of a script.
#[must_use]
pub fn schema(catalogue: &Catalogue) -> Value {
    let about = format!("An example case for {}, with what it is expected to come out as", catalogue.name());
    let table = table(
        "A tipscreen script",
        &about,
        &[("script", head(), "")],
        &[
            ("facts", facts(catalogue), ""),
            ("answers", answers(catalogue), ""),
            ("step", list(&step()), "What happens at questions besides their answers"),
            ("expect", expect(catalogue), ""),
            ("teach", list(&teach()), "Remarks for the class"),
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
    whole(table, BEYOND, definitions.map(|(name, schema)| (name.to_owned(), schema)))
}

fn head() -> Value {
    let needed = [
        ("title", named("filled"), "Title"),
        ("source", named("filled"), "Where the facts come from, or \"synthetic\""),
        ("case_id", script_case_id(MAX_ID_CHARS), "A name for the case that names nobody"),
        ("screened_on", day(), "The day of the screening"),
    ];
    let free = [
        ("vignette", named("text"), "The story"),
        ("written_to", word(&AIMS), "What the case was written to show"),
        ("misleads", named("text"), "What makes people think otherwise of it"),
    ];
    table("[script]", "What the script is", &needed, &free)
}

fn facts(catalogue: &Catalogue) -> Value {
    let keys: Vec<Key<'_>> =
        catalogue.facts.iter().map(|fact| (fact.id.as_str(), fact_entry(fact), fact.prompt.as_str())).collect();
    table("[facts]", "Answers that are not indicators, by id", &[], &keys)
}

fn fact_entry(fact: &Fact) -> Value {
    let told = table(
        "Told",
        "An answer that tells how it comes out",
        &[("answer", fact_answer(fact), "The answer")],
        &telling(),
    );
    json!({ "title": fact.title, "anyOf": [fact_answer(fact), told] })
}

/// How an answer comes to be told.
fn telling() -> [Key<'static>; 3] {
    [
        ("says", named("text"), "What the interviewee says"),
        ("held_back", named("text"), "Why they hold it back at first, and when they tell it"),
        ("volunteered", flag(), "Told without being asked: it need not come up"),
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

/// Every id by which an indicator may be named, with how it is answered and what it is.
fn indicators(catalogue: &Catalogue) -> impl Iterator<Item = Key<'_>> {
    let kind = |at: usize| named(if catalogue.indicators[at].anchors.is_some() { "rated" } else { "unrated" });
    let current = catalogue.indicators.iter().enumerate();
    let current = current.map(move |(at, one)| (one.id.as_str(), kind(at), one.statement.as_str()));
    let retired = catalogue.retired.iter().filter_map(move |one| {
        let schema = with(kind(one.replaced_by?), &json!({ "deprecated": true }));
        Some((one.id.as_str(), schema, "A retired id; its replacement is the same indicator"))
    });
    current.chain(retired)
}

fn answers(catalogue: &Catalogue) -> Value {
    let keys: Vec<Key<'_>> = indicators(catalogue).collect();
    table("[answers]", "Answers about indicators, by id and in any order", &[], &keys)
}

fn answer(rated: bool) -> Value {
    let mut free: Vec<Key<'_>> = vec![
        ("basis", list(&one_of(Basis::ALL.map(Basis::word))), "What the answer rests on"),
        ("contradicted", flag(), "Another source said otherwise"),
        ("note", named("text"), "A note"),
    ];
    free.extend(telling());
    if rated {
        free.push(("severity", one_of(Severity::ALL.map(Severity::word)), "How severe, where it is present"));
    }
    let mut whole =
        table("Answer", "An answer in full", &[("presence", named("presence"), "Whether it is there")], &free);
    if rated {
        let present = json!({ "properties": { "presence": { "const": Presence::Present.word() } } });
        whole["dependentSchemas"] = json!({ "severity": present });
    }
    json!({ "title": "Answer", "anyOf": [named("presence"), whole] })
}

/// Only a correction tells what is answered first.
fn step() -> Value {
    let needed = [("at", named("indicator"), "At which question"), ("do", word(&MOVES), "What happens")];
    let free = [("first", named("presence"), "The answer that is corrected")];
    let corrects = json!({ "properties": { "do": { "const": "correct" } } });
    let more = json!({
        "if": corrects,
        "then": { "required": ["first"] },
        "else": { "properties": { "first": false } },
    });
    with(table("[[step]]", "Something that happens at a question", &needed, &free), &more)
}

fn teach() -> Value {
    let at = ("at", named("question"), "At which question; without it, at the end");
    table("[[teach]]", "A remark for the class", &[("point", named("filled"), "The remark")], &[at])
}

fn expect(catalogue: &Catalogue) -> Value {
    let guidelines = &catalogue.guidelines;
    let finding = || one_of(catalogue.findings.iter().map(|one| one.id.as_str()));
    let pathways = || list(&one_of(guidelines.pathways.iter().map(|one| one.id.as_str())));
    let actions = one_of(guidelines.actions.iter().map(|one| one.id.as_str()));
    let safeguards = one_of(guidelines.safeguards.iter().map(|one| one.id.as_str()));
    let keys = [
        ("finding", finding(), "The finding"),
        ("low", finding(), "The lowest finding that can be reached"),
        ("high", finding(), "The highest finding that can be reached"),
        ("urgency", one_of(guidelines.urgencies.iter().map(|one| one.id.as_str())), "How soon"),
        ("pathways", pathways(), "Pathways that stand, among others"),
        ("not_pathways", pathways(), "Pathways that must not stand"),
        ("actions", list(&actions), "Actions that stand, among others"),
        ("safeguards", list(&safeguards), "Safeguards that stand, among others"),
        (
            "flags",
            list(&one_of(catalogue.flags.iter().map(|one| one.id.as_str()))),
            "Flags that are raised, among others",
        ),
    ];
    table("[expect]", "What the case is expected to come out as; what is not named may be anything", &[], &keys)
}
