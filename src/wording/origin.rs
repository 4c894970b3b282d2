//! What is said of entries that come from a file of the user's own, and of the files themselves.
//!
//! The file is named before the text, so that no text is read as the catalogue's. What it says stands on one line: a line
//! end in it must not begin a line without the name.

use crate::catalogue::{AddedName, Catalogue, Claim, Contact, Country, EntryOrigin, Risk};

/// The files of the user because of whose risk something is advised otherwise than the catalogue by itself advises it.
pub fn risk_files(country: &Country) -> String {
    let raises = |risk: &&Risk| risk.level > country.own_state_risk;
    let files = country.risks.iter().filter(raises).filter_map(|risk| risk.origin.file());
    let mut labels: Vec<&str> = files.map(|file| file.label.as_str()).collect();
    labels.dedup();
    labels.into_iter().map(|label| text!("meeting-origin-file", file = label)).collect::<Vec<_>>().join(" and ")
}

/// Behind a text that stands because of a risk in files of the user.
pub fn because_of(files: &str) -> String {
    format!(" {}", text!("meeting-origin-because", files = files))
}

/// How soon, where a risk in files of the user changes it.
pub fn otherwise_soon(now: Option<&str>, files: &str, by_catalogue: Option<&str>) -> String {
    let [now, own] = [now, by_catalogue].map(|text| text.unwrap_or(text!("meeting-origin-soon-nothing")));
    text!("meeting-origin-soon", now = now, files = files, own = own)
}

/// A short text, with the added file that it comes from.
pub fn marked(text: &str, origin: &EntryOrigin) -> String {
    origin.file().map_or_else(
        || text.to_owned(),
        |file| format!("{}: {}", text!("meeting-origin-from-file", file = &file.label), on_one_line(text)),
    )
}

/// A text of an entry. That of an added file names the file, and what the file cites.
pub fn entry(catalogue: &Catalogue, text: &str, claims: &[Claim], origin: &EntryOrigin) -> String {
    let Some(cited) = cited(catalogue, claims, origin) else { return marked(text, origin) };
    format!("{} {cited}", sentence(&marked(text, origin)))
}

/// What an added file cites for an entry; none for an entry of the catalogue.
pub fn cited(catalogue: &Catalogue, claims: &[Claim], origin: &EntryOrigin) -> Option<String> {
    let file = origin.file()?;
    let one = |claim: &Claim| {
        let source = &catalogue.sources[claim.source];
        on_one_line(&format!("{} ({}): {}", source.title, source.publisher, claim.item))
    };
    let all: Vec<String> = claims.iter().map(one).collect();
    (!all.is_empty()).then(|| sentence(&text!("meeting-origin-cites", file = &file.label, sources = all.join("; "))))
}

/// What belongs to a contact, with what an added file cites for it.
pub fn details_and_source(catalogue: &Catalogue, contact: &Contact) -> Vec<String> {
    let is_own = contact.origin.is_catalogue();
    let details = if is_own { super::contact_in_short(catalogue, contact) } else { super::contact_details(contact) };
    let details = details.into_iter();
    details.chain(cited(catalogue, &contact.claims, &contact.origin)).collect()
}

/// All that an added file gives in the place of a contact, in one line. `called`: the contact and how it is reached.
pub fn instead(catalogue: &Catalogue, contact: &Contact, called: &str, serves: Option<String>) -> String {
    let details = serves.into_iter().chain(details_and_source(catalogue, contact));
    std::iter::once(called.to_owned()).chain(details).map(|part| sentence(&part)).collect::<Vec<_>>().join(" ")
}

/// The files that were read beside a catalogue; none where there are none.
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
