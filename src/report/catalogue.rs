//! A catalogue for people: the list of them, one at a glance, and all there is on one indicator or fact.

use crate::catalogue::{AskedBy, Catalogue, Classes, Fact, Indicator, Question, Tier};
use crate::condition::{Severity, Strength};
use crate::wording;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

fn table(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}

/// Name, title and status of each.
#[must_use]
pub fn catalogues(rows: &[(String, String, String)], width: u16) -> String {
    let mut table = table(width);
    table.set_header(["Catalogue", "Title", "Status"]);
    for (name, title, status) in rows {
        table.add_row([name, title, status]);
    }
    table.to_string()
}

fn class(classes: Classes) -> String {
    let word = |class: Option<Strength>| class.map_or("–", Strength::word);
    format!("{} / {}", word(classes.adult), word(classes.child))
}

/// What a catalogue is, and its indicators section by section in the order they are asked.
#[must_use]
pub fn at_a_glance(catalogue: &Catalogue, width: u16) -> String {
    let core = catalogue.indicators.iter().filter(|indicator| indicator.tier == Tier::Core).count();
    let mut head = vec![
        format!("{} – {}", catalogue.name(), catalogue.title),
        catalogue.status.clone(),
        catalogue.validation.clone(),
        catalogue.review.clone(),
        format!("{} indicators ({core} core), {} facts", catalogue.indicators.len(), catalogue.facts.len()),
        format!("method {}", catalogue.method_fingerprint()),
        format!("texts  {}", catalogue.texts_fingerprint()),
        String::new(),
    ];
    for (number, section) in catalogue.sections.iter().enumerate() {
        let of_section = catalogue.questions().iter().filter_map(|question| match question {
            Question::Indicator(at) => Some(catalogue.indicator(*at)).filter(|one| one.section == number),
            Question::Fact(_) => None,
        });
        let mut table = table(width);
        table.set_header(["Id", "Statement", "Tier", "Adult / child", "Dimensions"]);
        for indicator in of_section {
            let areas: Vec<&str> = indicator.areas.iter().map(|area| catalogue.area(*area).id.as_str()).collect();
            let tier = if indicator.tier == Tier::Core { "core" } else { "detail" };
            let class = class(indicator.classes);
            table.add_row([indicator.id.as_str(), &indicator.statement, tier, &class, &areas.join(", ")]);
        }
        if let Some(ids) = table.column_mut(0).filter(|_| width >= 80) {
            ids.set_constraint(ColumnConstraint::ContentWidth);
        }
        let facts = catalogue.facts.iter().filter(|fact| fact.section == number);
        let facts: Vec<&str> = facts.map(|fact| fact.id.as_str()).collect();
        head.push(section.title.clone());
        if !facts.is_empty() {
            head.extend(wording::wrap(&format!("  Facts: {}", facts.join(", ")), width.into()));
        }
        if table.row_count() > 0 {
            head.push(table.to_string());
        }
        head.push(String::new());
    }
    head.join("\n").trim_end().to_owned()
}

/// All there is on one indicator or fact.
#[must_use]
pub fn one_thing(catalogue: &Catalogue, id: &str, width: u16) -> Option<String> {
    if let Some(at) = catalogue.find_indicator(id) {
        return Some(indicator(catalogue, catalogue.indicator(at), width));
    }
    Some(fact(catalogue, catalogue.fact(catalogue.find_fact(id)?), width))
}

fn rows(width: u16, rows: &[(&str, String)]) -> String {
    let mut table = table(width);
    for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        table.add_row([*label, text.as_str()]);
    }
    table.to_string()
}

fn indicator(catalogue: &Catalogue, indicator: &Indicator, width: u16) -> String {
    let source = |at: usize| {
        let source = &catalogue.sources[at];
        format!("{} ({}, {})", source.title, source.publisher, source.standing.word())
    };
    let origins: Vec<String> = indicator
        .origins
        .iter()
        .map(|origin| format!("{}: {} [{}]", source(origin.claim.source), origin.claim.item, origin.covers.word()))
        .collect();
    let areas: Vec<String> = indicator.areas.iter().map(|area| catalogue.area(*area).title.clone()).collect();
    let who = |asked_by: AskedBy| asked_by.word();
    let anchor = |severity| indicator.anchors.as_ref().map_or(String::new(), |anchors| anchors.of(severity).to_owned());
    let group = indicator.group.map_or(String::new(), |at| catalogue.groups[at].title.clone());
    rows(
        width,
        &[
            ("Id", indicator.id.clone()),
            (wording::STATEMENT, indicator.statement.clone()),
            (wording::SAY, indicator.prompt.clone()),
            (wording::LOOK_FOR, indicator.observe.clone()),
            ("Minor", anchor(Severity::Minor)),
            ("Serious", anchor(Severity::Serious)),
            ("Severe", anchor(Severity::Severe)),
            ("Severity", if indicator.anchors.is_none() { "no degrees".to_owned() } else { String::new() }),
            (wording::COUNTS, indicator.include.clone()),
            (wording::DOES_NOT_COUNT, indicator.exclude.clone()),
            ("Section", catalogue.sections[indicator.section].title.clone()),
            ("Dimensions", areas.join("; ")),
            ("Class (adult / child)", class(indicator.classes)),
            ("Class from", source(indicator.class_from)),
            ("Critical when gravest", if indicator.critical { "yes".to_owned() } else { String::new() }),
            ("Counts once with", group),
            ("Tier", if indicator.tier == Tier::Core { "core" } else { "detail" }.to_owned()),
            ("Sensitivity", indicator.sensitivity.to_string()),
            (
                "Who asks (adult / child)",
                format!("{} / {}", who(indicator.who_asks.adult), who(indicator.who_asks.child)),
            ),
            ("Origin", origins.join("\n")),
            ("COMMIT reference", indicator.commit_ref.clone()),
        ],
    )
}

fn fact(catalogue: &Catalogue, fact: &Fact, width: u16) -> String {
    let values: Vec<String> = fact.values.iter().map(|value| format!("{}: {}", value.id, value.text)).collect();
    rows(
        width,
        &[
            ("Id", fact.id.clone()),
            ("Title", fact.title.clone()),
            (wording::SAY, fact.prompt.clone()),
            ("Help", fact.help.clone()),
            ("Values", values.join("\n")),
            ("Section", catalogue.sections[fact.section].title.clone()),
            ("Read by rules", if fact.descriptive { "never: descriptive".to_owned() } else { "may be".to_owned() }),
            ("Asked", if fact.asked { "yes" } else { "no: only in case files" }.to_owned()),
        ],
    )
}
