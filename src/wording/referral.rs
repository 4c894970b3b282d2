//! Texts about consent to referrals, countries, and contacts.

use crate::catalogue::{Catalogue, Channel, Confidence, Contact, Cooperation, Topic};
use crate::condition::StateRisk;
use crate::referral::{AdvisedPathway, Consent, Refusal};

/// Where to look for what was not found.
pub fn look_up(text: &str, url: &str) -> String {
    if url.is_empty() { text.to_owned() } else { format!("{text} {url}") }
}

/// The state of consent. `own_route`: a general yes does not cover a body of the state.
pub fn agreement(way: &AdvisedPathway, own_route: bool) -> &'static str {
    match way.refusal {
        Some(Refusal::ByName) => return text!("referral-refused-by-name"),
        Some(Refusal::General) => return text!("referral-refused-all-age-open"),
        Some(Refusal::Talk) => return text!("referral-no-talk-age-open"),
        None => {}
    }
    match way.agreement {
        Consent::NotNeeded => text!("referral-child"),
        Consent::Given if way.by_name => text!("referral-agreed-by-name"),
        Consent::Given => text!("referral-agreed"),
        Consent::Conditional if own_route => text!("referral-state-body-own-yes"),
        Consent::Conditional => text!("referral-ask-first"),
    }
}

/// A contact on one line: name, owner, number.
pub fn contact(contact: &Contact) -> String {
    let ways = [contact.number.as_str(), contact.other.as_str()];
    line(contact, &ways)
}

/// The same for a caller abroad.
pub fn from_abroad(contact: &Contact) -> String {
    line(contact, &[&contact.number_abroad, &contact.other])
}

/// The same with every way to reach it.
pub fn contact_all(contact: &Contact) -> String {
    let abroad = Some(&contact.number_abroad).filter(|number| !number.is_empty());
    let abroad = abroad.map_or_else(String::new, |number| text!("referral-from-abroad", number = number));
    line(contact, &[&contact.number, &abroad, &contact.other])
}

fn line(contact: &Contact, ways: &[&str]) -> String {
    let ways: Vec<&str> = ways.iter().copied().filter(|way| !way.is_empty()).collect();
    let owner = if contact.owner.is_empty() || contact.owner == contact.service {
        String::new()
    } else {
        format!(" ({})", contact.owner)
    };
    super::marked(&format!("{}{owner}: {}", contact.service, ways.join("; ")), &contact.origin)
}

/// The details of a contact: hours, languages, for whom; its warning; and how reliable it is.
pub fn contact_details(contact: &Contact) -> Vec<String> {
    let about = [contact.hours.as_str(), contact.languages.as_str(), contact.note.as_str()];
    let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let mut lines = Vec::new();
    lines.extend((!about.is_empty()).then(|| about.join("; ")));
    lines.extend((!contact.warning.is_empty()).then(|| text!("referral-warning", warning = &contact.warning)));
    if !contact.origin.is_catalogue() {
        lines = lines.iter().map(|line| super::on_one_line(line)).collect();
    }
    lines.push(trust(contact));
    lines
}

/// For whom a contact is. `None`: for everybody.
pub fn contact_for(catalogue: &Catalogue, contact: &Contact) -> Option<String> {
    let groups = contact.fits.iter().map(|at| catalogue.guidelines.fits[*at].text.clone());
    let title = |id: &String| catalogue.country(id).map_or_else(|| id.clone(), |country| country.title.clone());
    let home: Vec<String> = contact.nationals.iter().map(title).collect();
    let home = (!home.is_empty()).then(|| text!("referral-for-nationals", countries = home.join(", ")));
    let all: Vec<String> = groups.chain(home).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// What a caller must know about a contact of the catalogue, in at most two lines.
pub fn contact_in_short(catalogue: &Catalogue, contact: &Contact) -> Vec<String> {
    let seen = match (contact.verified_on, contact.confidence, contact.seen_year) {
        (Some(day), ..) => text!("referral-short-verified", day = day.to_string()),
        (None, Confidence::C, Some(year)) => text!("referral-short-unofficial-year", year = year),
        (None, Confidence::C, None) => text!("referral-short-unofficial").to_owned(),
        (None, _, Some(year)) => text!("referral-seen", year = year),
        (None, _, None) => text!("referral-undated").to_owned(),
    };
    let by = match contact.by.as_slice() {
        [Channel::Text] => text!("referral-by-message-only"),
        by if by.contains(&Channel::Text) => text!("referral-also-by-message"),
        _ => "",
    };
    let short = contact.short.trim_end_matches('.');
    let about = [contact.hours.as_str(), contact.languages.as_str(), by, short, seen.as_str()];
    let about = contact_for(catalogue, contact).into_iter().chain(about.map(str::to_owned));
    let mut lines = vec![about.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")];
    lines.extend((!contact.warning.is_empty()).then(|| text!("referral-warning", warning = &contact.warning)));
    lines
}

/// Whether somebody verified a contact, and its sources.
pub fn trust(contact: &Contact) -> String {
    let file = contact.origin.file().map(|file| &file.label);
    if let Some(day) = contact.verified_on.map(|day| day.to_string()) {
        return match file {
            Some(file) => text!("referral-verified-by-file", day = day, file = file),
            None => text!("referral-verified", day = day),
        };
    }
    let seen = contact.seen_year.map(|year| text!("referral-seen", year = year));
    let seen = seen.unwrap_or_else(|| text!("referral-undated").to_owned());
    let support = match contact.confidence {
        Confidence::A => text!("referral-support-official"),
        Confidence::B => text!("referral-support-one-source"),
        Confidence::C => text!("referral-support-unofficial"),
    };
    match file {
        Some(file) => text!("referral-not-verified-by-file", seen = seen, support = support, file = file),
        None => text!("referral-not-verified", seen = seen, support = support),
    }
}

/// The risk from officials, in words.
pub fn state_risk(risk: StateRisk) -> &'static str {
    match risk {
        StateRisk::None => text!("referral-risk-none"),
        StateRisk::Caution => text!("referral-risk-caution"),
        StateRisk::High => text!("referral-risk-high"),
    }
}

/// The tie of help to cooperation, in words.
pub fn cooperation(cooperation: Cooperation) -> &'static str {
    match cooperation {
        Cooperation::NotSeen => text!("referral-tied-not-seen"),
        Cooperation::Likely => text!("referral-tied-likely"),
        Cooperation::Yes => text!("referral-tied"),
    }
}

/// The topic of a statement on a country, in words.
pub fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Law => text!("referral-topic-law"),
        Topic::Competent => text!("referral-topic-competent"),
        Topic::Waiting => text!("referral-topic-waiting"),
        Topic::NonPunishment => text!("referral-topic-non-punishment"),
        Topic::Child => text!("referral-topic-child"),
        Topic::Caution => text!("referral-topic-caution"),
    }
}
