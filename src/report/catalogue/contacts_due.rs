//! What of a catalogue somebody should look after: contacts that nobody has verified, or not for long, and how old they
//! are.

use crate::catalogue::{Catalogue, Contact, Country};
use jiff::civil::Date;

/// After so many years a number that somebody called should be called again.
const GOOD_FOR_YEARS: i16 = 1;

/// For each country its contacts that nobody has verified, the oldest first, and those to be verified again.
#[must_use]
pub fn upkeep(catalogue: &Catalogue, today: Date) -> Vec<String> {
    catalogue.countries.iter().flat_map(|country| of_country(country, today)).collect()
}

fn of_country(country: &Country, today: Date) -> Vec<String> {
    if country.contacts.is_empty() {
        return vec![format!("{}: no contact was seen", country.id)];
    }
    let mut lines = vec![unverified(country, today)];
    for contact in &country.contacts {
        let Some(day) = contact.verified_on else { continue };
        let says = contact.origin.file().map_or_else(String::new, |file| format!(", says your file {}", file.label));
        if day > today {
            lines.push(format!(
                "{}: {} is said to be verified on {day}, which is not yet{says}",
                country.id, contact.id
            ));
        } else if day.year() + GOOD_FOR_YEARS < today.year() {
            lines.push(format!("{}: {} was verified on {day}{says}: check it again", country.id, contact.id));
        }
    }
    lines
}

fn unverified(country: &Country, today: Date) -> String {
    // A contact is verified where an added file says so of the same id.
    let is_verified = |id: &str| country.contacts.iter().any(|one| one.id == id && one.verified_on.is_some());
    let each = country.contacts.chunk_by(|one, other| one.id == other.id).filter_map(|same| same.first());
    let mut open: Vec<&Contact> = each.clone().filter(|one| !is_verified(&one.id)).collect();
    open.sort_by_key(|one| (one.seen_year, one.id.as_str()));
    let (many, all) = (open.len(), each.count());
    if open.is_empty() {
        return format!("{}: all {all} contacts verified", country.id);
    }
    let age = |one: &&Contact| match one.seen_year {
        None => format!("{} (undated{})", one.id, from(one)),
        Some(year) => format!("{} ({year}, {}{})", one.id, years(i64::from(today.year()) - year), from(one)),
    };
    let listed: Vec<String> = open.iter().map(age).collect();
    format!("{}: {many} of {all} contacts not verified: {}", country.id, listed.join(", "))
}

fn from(contact: &Contact) -> String {
    contact
        .origin
        .file()
        .map_or_else(String::new, |file| format!(", {}", text!("meeting-origin-from-file", file = &file.label)))
}

fn years(many: i64) -> String {
    match many {
        ..=0 => "this year".to_owned(),
        1 => "1 year ago".to_owned(),
        many => format!("{many} years ago"),
    }
}
