//! Reads the guidelines: urgencies, pathways, actions, safeguards, contraindications, consent, and the card.

use super::condition::Standpoint;
use super::names::TableKind;
use super::rules::RuleReader;
use super::tables::Tables;
use super::words::{LEADS, MOST_NOW, PRIORITIES, RANKS, STEPS, TOLD, WAITS};
use crate::catalogue::{
    Action, Card, ConsentRule, Contraindication, DueStep, FactKind, Fit, Guidelines, InHandOver, Pathway, Safeguard,
    Terms, Urgency,
};
use crate::condition::{Condition, FactIx, Leaf};
use crate::toml_input::{Code, TomlTable, TomlValue, word};

const MOST_TITLE_WORDS: usize = 8;

pub fn read(tables: &Tables<'_>, rules: &RuleReader<'_>) -> Guidelines {
    let mut guidelines = Guidelines {
        urgencies: tables.each(TableKind::Urgency, |table| urgency(table, rules)),
        pathways: tables.each(TableKind::Pathway, |table| pathway(table, rules)),
        actions: tables.each(TableKind::Action, |table| action(table, rules)),
        safeguards: tables.each(TableKind::Safeguard, |table| safeguard(table, rules)),
        contraindications: tables.each(TableKind::Contraindication, |table| contraindication(table, rules)),
        fits: tables.each(TableKind::Fit, |table| fit(table, rules)),
        consent: tables.single("consent").map(|table| consent(table, rules)),
        card: tables.single("card").map(card),
    };
    guidelines.actions.sort_by_key(|action| (action.step, action.priority));
    guidelines
}

fn terms(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Terms {
    Terms {
        when: rules.need(table, "when", Standpoint::Guideline),
        unless: rules.maybe(table, "unless", Standpoint::Guideline),
    }
}

/// The title of an action, which must be short enough to read at a glance.
fn title(table: &TomlTable<'_>) -> String {
    let title = table.need_text("title").unwrap_or_default();
    if title.split_whitespace().count() > MOST_TITLE_WORDS
        && let Some(value) = table.get("title")
    {
        value.problem(Code::WrongValue, what_and_help!("catalogue-long-title", most = MOST_TITLE_WORDS));
    }
    title
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn urgency(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Urgency {
    Urgency {
        id: table.text("id").unwrap_or_default(),
        rank: table.need("rank").and_then(|value| value.integer(RANKS)).unwrap_or(0),
        title: table.need_text("title").unwrap_or_default(),
        within: table.need_text("within").unwrap_or_default(),
        most_now: table.get("most_now").and_then(|value| value.integer(MOST_NOW)).map_or(usize::MAX, count),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

fn pathway(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Pathway {
    Pathway {
        id: table.text("id").unwrap_or_default(),
        title: table.need_text("title").unwrap_or_default(),
        text: table.need("text").map(|value| rules.passage(&value, Standpoint::Guideline)).unwrap_or_default(),
        protective: table.get("protective").and_then(|value| value.boolean()).unwrap_or(false),
        waits_for: table.get("consent").and_then(|value| word(&value, &WAITS)).unwrap_or_default(),
        leads_to: table.get("leads_to").and_then(|value| word(&value, &LEADS)).unwrap_or_default(),
        any_number: table.get("any_number").and_then(|value| value.boolean()).unwrap_or(false),
        refused_when: rules.maybe(table, "refused_when", Standpoint::Facts),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

/// An action of a pathway may omit its own rule. It is then advised with the pathway.
fn action(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Action {
    let steps = STEPS.map(|step| (step.word(), step));
    let serves = table.get("pathway");
    let when = match &serves {
        Some(_) => rules.maybe(table, "when", Standpoint::Guideline).unwrap_or(Condition::Leaf(Leaf::Otherwise)),
        None => rules.need(table, "when", Standpoint::Guideline),
    };
    Action {
        id: table.text("id").unwrap_or_default(),
        step: table.need_word("step", &steps).unwrap_or(DueStep::Now),
        priority: table.get("priority").and_then(|value| value.integer(PRIORITIES)).unwrap_or(PRIORITIES.end - 1),
        title: title(table),
        by: table.need_text("by").unwrap_or_default(),
        text: table.get("text").map(|value| rules.passage(&value, Standpoint::Guideline)).unwrap_or_default(),
        serves: serves.and_then(|value| rules.names.pathway(&value)),
        at_once: at_once(table),
        terms: Terms { when, unless: rules.maybe(table, "unless", Standpoint::Guideline) },
        claims: rules.sources(table),
    }
}

fn safeguard(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Safeguard {
    Safeguard {
        id: table.text("id").unwrap_or_default(),
        text: table.need("text").map(|value| rules.passage(&value, Standpoint::Guideline)).unwrap_or_default(),
        told: told(table),
        at_once: at_once(table),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

fn at_once(table: &TomlTable<'_>) -> bool {
    table.get("at_once").and_then(|value| value.boolean()).unwrap_or(false)
}

fn told(table: &TomlTable<'_>) -> InHandOver {
    table.get("to_authorities").and_then(|value| word(&value, &TOLD)).unwrap_or_default()
}

fn contraindication(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Contraindication {
    Contraindication {
        id: table.text("id").unwrap_or_default(),
        text: table.need("text").map(|value| rules.passage(&value, Standpoint::Guideline)).unwrap_or_default(),
        pathways: table.need("pathways").map(|value| pathways(&value, rules)).unwrap_or_default(),
        told: told(table),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

fn fit(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Fit {
    let fit = Fit {
        id: table.text("id").unwrap_or_default(),
        text: table.need_text("text").unwrap_or_default(),
        when: rules.maybe(table, "when", Standpoint::Contact),
        unless: rules.maybe(table, "unless", Standpoint::Contact),
    };
    if fit.when.is_none() && fit.unless.is_none() {
        table.problem(Code::MissingKey, what_and_help!("catalogue-for-whom-missing"));
    }
    fit
}

/// The pathways of a list, by position.
pub(super) fn pathways(value: &TomlValue<'_>, rules: &RuleReader<'_>) -> Vec<usize> {
    let list = value.list().unwrap_or_default();
    if value.is_list() && list.is_empty() {
        value.problem(Code::WrongValue, what_and_help!("catalogue-no-pathway-named"));
    }
    list.iter().filter_map(|item| rules.names.pathway(item)).collect()
}

fn consent(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> ConsentRule {
    let need = |key| rules.need(table, key, Standpoint::Facts);
    let maybe = |key| rules.maybe(table, key, Standpoint::Facts);
    let (given, withheld) = (need("given"), need("withheld"));
    if may_hold_together(&given, &withheld) {
        table.problem(Code::WrongValue, what_and_help!("catalogue-yes-and-no-to-all"));
    }
    let (yes_to, no_to) = (one_by_one(table, "yes_to", rules), one_by_one(table, "no_to", rules));
    if yes_to.is_some() && yes_to == no_to {
        table.problem(Code::WrongValue, what_and_help!("catalogue-yes-to-is-no-to"));
    }
    if table.keys().contains(&"authority_sees_signs") && !table.keys().contains(&"authority_sees_nothing") {
        table.problem(Code::MissingKey, what_and_help!("catalogue-authority-sees-nothing-missing"));
    }
    ConsentRule {
        not_needed: need("not_needed"),
        given,
        withheld,
        yes_to,
        no_to,
        own_route: rules.maybe(table, "own_route", Standpoint::Guideline),
        independent_first: rules.maybe(table, "independent_first", Standpoint::Guideline),
        authority_sees_signs: maybe("authority_sees_signs"),
        authority_sees_nothing: maybe("authority_sees_nothing"),
        claims: rules.sources(table),
    }
}

/// Whether one answer about one fact can meet both.
fn may_hold_together(a: &Condition, b: &Condition) -> bool {
    match (a, b) {
        (Condition::Leaf(Leaf::Fact { fact: a, values: x }), Condition::Leaf(Leaf::Fact { fact: b, values: y })) => {
            a == b && x & y != 0
        }
        _ => a == b,
    }
}

/// A fact whose values are pathways.
fn one_by_one(table: &TomlTable<'_>, key: &'static str, rules: &RuleReader<'_>) -> Option<FactIx> {
    let value = table.get(key)?;
    let at = rules.names.fact(&value)?;
    let fact = rules.catalogue.facts.get(at.0)?;
    if fact.kind != FactKind::Many {
        value.problem(Code::WrongValue, what_and_help!("catalogue-fact-of-one-answer"));
    }
    for one in fact.values.iter().filter(|one| !rules.names.is_pathway(&one.id)) {
        value.problem(Code::UnknownId, what_and_help!("catalogue-value-is-no-pathway", id = &one.id));
    }
    Some(at)
}

fn card(table: &TomlTable<'_>) -> Card {
    let texts = |value: TomlValue<'_>| -> Vec<String> {
        value.list().unwrap_or_default().iter().filter_map(TomlValue::text).collect()
    };
    Card {
        title: table.need_text("title").unwrap_or_default(),
        lines: table.need("lines").map(texts).unwrap_or_default(),
        subject: table.get("subject").map(texts).unwrap_or_default(),
    }
}
