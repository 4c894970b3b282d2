//! Contacts of a catalogue that somebody should check: never verified, or not for a long time; with their age.

use crate::catalogue::{Catalogue, Contact, Country};
use jiff::civil::Date;

/// A verified number must be verified again after this many years.
const GOOD_FOR_YEARS: i16 = 1;

/// The contacts of each country that were never verified, the oldest first, and those to verify again.
pub fn upkeep(catalogue: &Catalogue, today: Date) -> Vec<String> {
    let lines = |country: &Country| {
        let id = country.id.clone();
        of_country(country, today).into_iter().map(move |line| format!("{id}: {line}"))
    };
    catalogue.countries.iter().flat_map(lines).collect()
}

fn of_country(country: &Country, today: Date) -> Vec<String> {
    if country.contacts.is_empty() {
        return vec![text!("overview-contacts-none").to_owned()];
    }
    let mut lines = vec![unverified(country, today)];
    for contact in &country.contacts {
        let Some(date) = contact.verified_on else { continue };
        let (id, day, file) = (&contact.id, date.to_string(), contact.origin.file().map(|file| &file.label));
        if date > today {
            lines.push(match file {
                None => text!("overview-contact-not-yet", contact = id, day = day),
                Some(file) => text!("overview-contact-not-yet-in-file", contact = id, day = day, file = file),
            });
        } else if date.year() + GOOD_FOR_YEARS < today.year() {
            lines.push(match file {
                None => text!("overview-contact-old", contact = id, day = day),
                Some(file) => text!("overview-contact-old-in-file", contact = id, day = day, file = file),
            });
        }
    }
    lines
}

fn unverified(country: &Country, today: Date) -> String {
    // A contact is verified if an added file says so of the same id.
    let is_verified = |id: &str| country.contacts.iter().any(|one| one.id == id && one.verified_on.is_some());
    let each = country.contacts.chunk_by(|one, other| one.id == other.id).filter_map(|same| same.first());
    let mut open: Vec<&Contact> = each.clone().filter(|one| !is_verified(&one.id)).collect();
    open.sort_by_key(|one| (one.seen_year, one.id.as_str()));
    let (many, all) = (open.len(), each.count());
    if open.is_empty() {
        return text!("overview-contacts-verified", all = all);
    }
    let listed = |one: &&Contact| {
        let age = match one.seen_year {
            None => vec![text!("overview-contact-undated").to_owned()],
            Some(year) => {
                let years = (i64::from(today.year()) - year).max(0);
                vec![year.to_string(), text!("overview-contact-years-ago", years = years)]
            }
        };
        let about: Vec<String> = age
            .into_iter()
            .chain(one.origin.file().map(|file| text!("meeting-origin-from-file", file = &file.label)))
            .collect();
        format!("{} ({})", one.id, about.join(", "))
    };
    let listed = open.iter().map(listed).collect::<Vec<_>>().join(", ");
    text!("overview-contacts-not-verified", many = many, all = all, contacts = listed)
}
