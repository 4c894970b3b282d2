//! Reads the guidelines: urgencies, pathways, actions and safeguards.

use super::condition::Standpoint;
use super::names::Kind;
use super::rules::Rules;
use super::tables::Tables;
use crate::catalogue::{Action, Guidelines, Pathway, Safeguard, Step, Terms, Urgency};
use crate::document::Table;

pub fn read(tables: &Tables<'_>, rules: &Rules<'_>) -> Guidelines {
    let mut guidelines = Guidelines {
        urgencies: tables.each(Kind::Urgency, |table| urgency(table, rules)),
        pathways: tables.each(Kind::Pathway, |table| pathway(table, rules)),
        actions: tables.each(Kind::Action, |table| action(table, rules)),
        safeguards: tables.each(Kind::Safeguard, |table| safeguard(table, rules)),
    };
    guidelines.actions.sort_by_key(|action| action.step);
    guidelines
}

fn terms(table: &Table<'_>, rules: &Rules<'_>) -> Terms {
    Terms {
        when: rules.need(table, "when", Standpoint::Guideline),
        unless: rules.maybe(table, "unless", Standpoint::Guideline),
    }
}

fn urgency(table: &Table<'_>, rules: &Rules<'_>) -> Urgency {
    Urgency {
        id: table.text("id").unwrap_or_default(),
        rank: table.need("rank").and_then(|value| value.integer(0..1000)).unwrap_or(0),
        title: table.need_text("title").unwrap_or_default(),
        within: table.need_text("within").unwrap_or_default(),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

fn pathway(table: &Table<'_>, rules: &Rules<'_>) -> Pathway {
    Pathway {
        id: table.text("id").unwrap_or_default(),
        title: table.need_text("title").unwrap_or_default(),
        text: table.need_text("text").unwrap_or_default(),
        protective: table.get("protective").and_then(|value| value.boolean()).unwrap_or(false),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

fn action(table: &Table<'_>, rules: &Rules<'_>) -> Action {
    let steps = [Step::Now, Step::Day, Step::ThreeDays, Step::Later].map(|step| (step.word(), step));
    Action {
        id: table.text("id").unwrap_or_default(),
        step: table.need_word("step", &steps).unwrap_or(Step::Now),
        by: table.need_text("by").unwrap_or_default(),
        text: table.need_text("text").unwrap_or_default(),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}

fn safeguard(table: &Table<'_>, rules: &Rules<'_>) -> Safeguard {
    Safeguard {
        id: table.text("id").unwrap_or_default(),
        text: table.need_text("text").unwrap_or_default(),
        terms: terms(table, rules),
        claims: rules.sources(table),
    }
}
