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
        if day > today {
            lines.push(format!("{}: {} is said to be verified on {day}, which is not yet", country.id, contact.id));
        } else if day.year() + GOOD_FOR_YEARS < today.year() {
            lines.push(format!("{}: {} was verified on {day}: check it again", country.id, contact.id));
        }
    }
    lines
}

fn unverified(country: &Country, today: Date) -> String {
    let mut open: Vec<&Contact> = country.contacts.iter().filter(|one| one.verified_on.is_none()).collect();
    open.sort_by_key(|one| (one.seen_year, one.id.as_str()));
    let (many, all) = (open.len(), country.contacts.len());
    if open.is_empty() {
        return format!("{}: all {all} contacts verified", country.id);
    }
    let age = |one: &&Contact| match one.seen_year {
        None => format!("{} (undated)", one.id),
        Some(year) => format!("{} ({year}, {})", one.id, years(i64::from(today.year()) - year)),
    };
    let listed: Vec<String> = open.iter().map(age).collect();
    format!("{}: {many} of {all} contacts not verified: {}", country.id, listed.join(", "))
}

fn years(many: i64) -> String {
    match many {
        ..=0 => "this year".to_owned(),
        1 => "1 year ago".to_owned(),
        many => format!("{many} years ago"),
    }
}
