//! A card to carry: a few lines that are safe to be found with. It names no screening, no result and no tool.
//!
//! A number from an added file names that file, as everywhere. So the name of the file must be safe to be found with,
//! too.

use crate::referral::{self, OnCard};
use crate::report::Report;
use crate::wording;

/// The card, or `None` if nothing may be handed over because the place was not safe. `subject`: with words that name
/// trafficking.
pub fn card(report: &Report<'_>, subject: bool) -> Option<String> {
    let catalogue = report.catalogue;
    let card = catalogue.guidelines.card.as_ref().filter(|_| !report.was_unsafe())?;
    let mut lines = vec![card.title.clone(), String::new()];
    let contacts = referral::on_card(catalogue, report.case, report.recommendation);
    let country = referral::country(catalogue, report.case).filter(|_| report.recommendation.own_route_is_added());
    let because = country.map_or_else(String::new, |country| wording::because_of(&wording::risk_files(country)));
    lines.extend(contacts.iter().map(|one| line(one, &because)));
    if !contacts.is_empty() {
        lines.push(String::new());
    }
    lines.extend(card.lines.iter().cloned());
    if subject {
        lines.push(String::new());
        lines.extend(card.subject.iter().cloned());
    }
    Some(lines.join("\n"))
}

/// `because`: the added file whose risk is the reason that the person chooses, if there is one.
fn line(on_card: &OnCard<'_>, because: &str) -> String {
    let OnCard { contact, word, number, by_choice } = on_card;
    let hours = if contact.hours.is_empty() { String::new() } else { format!(" ({})", contact.hours) };
    let unchecked = if contact.verified_on.is_some() { "" } else { text!("referral-may-have-changed") };
    let chosen =
        if *by_choice { format!(" {}{because}", text!("meeting-origin-only-if-chosen")) } else { String::new() };
    let text = format!("{word}: {number}{hours}{unchecked}{chosen}");
    match contact.origin.file() {
        None => text,
        Some(file) => {
            format!("{} ({})", wording::on_one_line(&text), text!("meeting-origin-from-file", file = &file.label))
        }
    }
}
