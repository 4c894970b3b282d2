//! Texts about added files, and about entries that come from them.
//!
//! The file is named before the text, so that no text is read as the catalogue's. Its text is on one line, because a
//! line end in it must not begin a line without the name.

use crate::catalogue::{AddedName, Catalogue, Claim, Contact, Country, EntryOrigin, Risk};

/// The added files whose risk changes the advice of the catalogue.
pub fn risk_files(country: &Country) -> String {
    let raises = |risk: &&Risk| risk.level > country.own_state_risk;
    let files = country.risks.iter().filter(raises).filter_map(|risk| risk.origin.file());
    let mut labels: Vec<&str> = files.map(|file| file.label.as_str()).collect();
    labels.dedup();
    labels.into_iter().map(|label| text!("meeting-origin-file", file = label)).collect::<Vec<_>>().join(" and ")
}

/// The text after advice that is due to a risk in added files.
pub fn because_of(files: &str) -> String {
    format!(" {}", text!("meeting-origin-because", files = files))
}

/// How soon, if a risk in added files changes it.
pub fn otherwise_soon(now: Option<&str>, files: &str, by_catalogue: Option<&str>) -> String {
    let [now, own] = [now, by_catalogue].map(|text| text.unwrap_or(text!("meeting-origin-soon-nothing")));
    text!("meeting-origin-soon", now = now, files = files, own = own)
}

/// A short text, with its added file.
pub fn marked(text: &str, origin: &EntryOrigin) -> String {
    origin.file().map_or_else(
        || text.to_owned(),
        |file| format!("{}: {}", text!("meeting-origin-from-file", file = &file.label), on_one_line(text)),
    )
}

/// A text of an entry. For an added file, with the file and what it cites.
pub fn entry(catalogue: &Catalogue, text: &str, claims: &[Claim], origin: &EntryOrigin) -> String {
    let Some(cited) = cited(catalogue, claims, origin) else { return marked(text, origin) };
    format!("{} {cited}", sentence(&marked(text, origin)))
}

/// What an added file cites for an entry. `None` for an entry of the catalogue.
pub fn cited(catalogue: &Catalogue, claims: &[Claim], origin: &EntryOrigin) -> Option<String> {
    let file = origin.file()?;
    let one = |claim: &Claim| {
        let source = &catalogue.sources[claim.source];
        on_one_line(&format!("{} ({}): {}", source.title, source.publisher, claim.item))
    };
    let all: Vec<String> = claims.iter().map(one).collect();
    (!all.is_empty()).then(|| sentence(&text!("meeting-origin-cites", file = &file.label, sources = all.join("; "))))
}

/// The details of a contact, with what an added file cites for it.
pub fn details_and_source(catalogue: &Catalogue, contact: &Contact) -> Vec<String> {
    let is_own = contact.origin.is_catalogue();
    let details = if is_own { super::contact_in_short(catalogue, contact) } else { super::contact_details(contact) };
    let details = details.into_iter();
    details.chain(cited(catalogue, &contact.claims, &contact.origin)).collect()
}

/// Everything about a replacement of a contact in an added file, on one line. `called`: the contact and how it is
/// reached.
pub fn instead(catalogue: &Catalogue, contact: &Contact, called: &str, serves: Option<String>) -> String {
    let details = serves.into_iter().chain(details_and_source(catalogue, contact));
    std::iter::once(called.to_owned()).chain(details).map(|part| sentence(&part)).collect::<Vec<_>>().join(" ")
}

/// The added files of a catalogue, if there are any.
pub fn with_files(catalogue: &Catalogue) -> Option<String> {
    let file =
        |file: &std::sync::Arc<AddedName>| text!("meeting-origin-file-hash", file = &file.label, hash = &file.sha256);
    let files: Vec<String> = catalogue.added_files.iter().map(file).collect();
    (!files.is_empty()).then(|| text!("meeting-origin-with", files = files.join(", ")))
}

/// A text on one line.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sentence(text: &str) -> String {
    let ends = text.ends_with(['.', '!', '?', '…', '。', '។', '။']);
    if ends { text.to_owned() } else { format!("{text}.") }
}
