//! A card to carry: a few lines that are safe to be found with. It names no screening, no result and no tool.

use super::Report;
use crate::referral;
use crate::wording;

/// The card, or none where nothing may be handed over because the talk was not safe. `subject`: also what it is about.
#[must_use]
pub fn card(report: &Report<'_>, subject: bool) -> Option<String> {
    let catalogue = report.catalogue;
    let card = catalogue.guidelines.card.as_ref().filter(|_| !report.was_unsafe())?;
    let mut lines = vec![card.title.clone(), String::new()];
    let contacts = referral::on_card(catalogue, report.case, report.recommendation);
    for (contact, number) in &contacts {
        let hours = if contact.hours.is_empty() { String::new() } else { format!(" ({})", contact.hours) };
        let unchecked = if contact.verified_on.is_some() { "" } else { wording::MAY_HAVE_CHANGED };
        lines.push(format!("{}: {}{hours}{unchecked}", contact.card, number));
    }
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
