//! Catalogues for people: a list of them, and an overview of one.

use crate::catalogue::{AreaKind, Catalogue, Classes, Question, Tier};
use crate::condition::Strength;
use crate::report::catalogue::entry::contact_ids;
use crate::wording;
use comfy_table::{ContentArrangement, Table, presets};

fn table(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}

/// The name, title and status of each.
pub fn catalogues(rows: &[(String, String, String)], width: u16) -> String {
    let mut table = table(width);
    table.set_header([
        text!("overview-column-catalogue"),
        text!("overview-column-title"),
        text!("overview-column-status"),
    ]);
    for (name, title, status) in rows {
        table.add_row([name, title, status]);
    }
    table.to_string()
}

/// The classes of both tracks, in words.
pub(crate) fn class(classes: Classes) -> String {
    let word = |class: Option<Strength>| class.map_or("–", Strength::word);
    format!("{} / {}", word(classes.adult), word(classes.child))
}

pub(crate) fn tier(tier: Tier) -> &'static str {
    if tier == Tier::Core { text!("overview-tier-core") } else { text!("overview-tier-detail") }
}

/// The head of a catalogue, and its indicators by section, in the order they are asked.
pub fn at_a_glance(catalogue: &Catalogue, width: u16) -> String {
    let core = catalogue.indicators.iter().filter(|indicator| indicator.tier == Tier::Core).count();
    let mut head = vec![
        format!("{} – {}", catalogue.name(), catalogue.title),
        catalogue.status.clone(),
        catalogue.validation.clone(),
        catalogue.review.clone(),
        text!("overview-size", indicators = catalogue.indicators.len(), core = core, facts = catalogue.facts.len()),
        text!("overview-method-fingerprint", fingerprint = catalogue.method_fingerprint().to_string()),
        text!("overview-texts-fingerprint", fingerprint = catalogue.texts_fingerprint().to_string()),
    ];
    head.extend(wording::with_files(catalogue));
    head.push(String::new());
    for (number, section) in catalogue.sections.iter().enumerate() {
        let of_section = catalogue.questions().iter().filter_map(|question| match question {
            Question::Indicator(at) => Some(catalogue.indicator(*at)).filter(|one| one.section == number),
            Question::Fact(_) => None,
        });
        let mut lines = Vec::new();
        for indicator in of_section {
            let areas: Vec<&str> = indicator.areas.iter().map(|area| catalogue.area(*area).id.as_str()).collect();
            let (tier, class) = (tier(indicator.tier), class(indicator.classes));
            let about = format!("- {} [{tier}; {class}; {}]", indicator.id, areas.join(", "));
            lines.extend(wording::wrap(&about, width.into()));
            lines.extend(wording::wrap(&format!("  {}", indicator.statement), width.into()));
        }
        let facts = catalogue.facts.iter().filter(|fact| fact.section == number);
        let facts: Vec<&str> = facts.map(|fact| fact.id.as_str()).collect();
        head.push(section.title.to_uppercase());
        if !facts.is_empty() {
            head.extend(wording::wrap(&format!("{}: {}", text!("overview-facts"), facts.join(", ")), width.into()));
        }
        head.extend(lines);
        head.push(String::new());
    }
    head.extend(names(catalogue, width));
    let wrapped =
        |line: String| if line.len() > width.into() { wording::wrap(&line, width.into()) } else { vec![line] };
    let head: Vec<String> = head.into_iter().flat_map(wrapped).collect();
    head.join("\n").trim_end().to_owned()
}

/// What else can be shown by its id.
fn names(catalogue: &Catalogue, width: u16) -> Vec<String> {
    let of_kind = |kind| catalogue.areas.iter().filter(move |area| area.kind == kind).map(|area| area.id.as_str());
    let guidelines = &catalogue.guidelines;
    let contacts = || catalogue.countries.iter().flat_map(|one| &one.contacts);
    let from_files = (catalogue.countries.iter().map(|one| (&one.id, &one.origin)))
        .chain(contacts().map(|one| (&one.id, &one.origin)))
        .chain(catalogue.instruments.iter().map(|one| (&one.id, &one.origin)))
        .chain(catalogue.sources.iter().map(|one| (&one.id, &one.origin)))
        .filter_map(|(id, origin)| {
            Some(format!("{id} {}", text!("meeting-origin-from-file", file = &origin.file()?.label)))
        });
    let from_files: Vec<String> = from_files.collect();
    let lists: [(&str, Vec<&str>); 21] = [
        (text!("overview-dimensions"), of_kind(AreaKind::Dimension).collect()),
        (text!("overview-forms"), of_kind(AreaKind::Form).collect()),
        (text!("overview-pools"), of_kind(AreaKind::Pool).collect()),
        (text!("overview-groups-that-count-once"), catalogue.groups.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-sections"), catalogue.sections.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-gates"), catalogue.gates.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-cautions"), catalogue.cautions.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-contradictions"), catalogue.contradictions.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-flags"), catalogue.flags.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-findings"), catalogue.findings.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-urgencies"), guidelines.urgencies.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-pathways"), guidelines.pathways.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-actions"), guidelines.actions.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-safeguards"), guidelines.safeguards.iter().map(|one| one.id.as_str()).collect()),
        (
            text!("overview-what-rules-pathways-out"),
            guidelines.contraindications.iter().map(|one| one.id.as_str()).collect(),
        ),
        (text!("overview-for-whom-contacts-are"), guidelines.fits.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-countries"), catalogue.countries.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-contacts"), catalogue.countries.iter().flat_map(|one| contact_ids(&one.contacts)).collect()),
        (text!("overview-what-states-agreed"), catalogue.instruments.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-sources"), catalogue.sources.iter().map(|one| one.id.as_str()).collect()),
        (text!("overview-of-these"), from_files.iter().map(String::as_str).collect()),
    ];
    let mut lines = Vec::new();
    for (label, ids) in lists.iter().filter(|(_, ids)| !ids.is_empty()) {
        lines.extend(wording::wrap(&format!("{label}: {}", ids.join(", ")), width.into()));
    }
    lines.push(String::new());
    lines.push(text!("overview-show-one").to_owned());
    lines
}
