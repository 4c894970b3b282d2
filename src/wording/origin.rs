//! What is said of entries that come from a file of the user's own, and of the files themselves.
//!
//! The file is named before the text, so that no text is read as the catalogue's. What it says stands on one line: a line
//! end in it must not begin a line without the name.

use crate::catalogue::{AddedName, Catalogue, Claim, Contact, Country, EntryOrigin, Risk};

/// Behind a contact of the catalogue for which an added file gives another one.
pub const AS_THE_CATALOGUE_GIVES: &str = " (as the catalogue gives it)";
/// Behind a word on what the catalogue lacks, where an added file gives something.
pub const YOUR_FILES_BELOW: &str = "What files of your own give stands below.";
/// A contact serves nothing of what is advised.
pub const SERVES_NOTHING_ADVISED: &str = "for: nothing that is advised here";
/// On a card, beside a body of the state where the person chooses the route.
pub const ONLY_IF_YOU_CHOOSE: &str = " – only if you choose it";

/// A folder or file of country files that others may change.
pub const OTHERS_MAY_WRITE: &str = "others may write to it";
/// A folder or file of country files of another user.
pub const OF_SOMEBODY_ELSE: &str = "it belongs to somebody else";
/// It is not known who may change a folder or file of country files.
pub const WRITERS_NOT_KNOWN: &str = "who may write to it can't be found out";
/// What to do about the first.
pub const TAKE_RIGHT_AWAY: &str = "check what is in it, then take the right to write away from others";
/// What to do about the second.
pub const COPY_WHAT_YOU_TRUST: &str =
    "copy the files that you trust into a folder of your own, or name each with --country-file";
/// What to do about the third.
pub const CHECK_FOLDER: &str = "check the folder and its permissions, or name each file with --country-file";

/// Which file of the user gives something.
#[must_use]
pub fn from_file(file: &AddedName) -> String {
    format!("from your file {}", file.label)
}

/// The files of the user because of whose risk something is advised otherwise than the catalogue by itself advises it.
#[must_use]
pub fn risk_files(country: &Country) -> String {
    let raises = |risk: &&Risk| risk.level > country.own_state_risk;
    let files = country.risks.iter().filter(raises).filter_map(|risk| risk.origin.file());
    let mut labels: Vec<&str> = files.map(|file| file.label.as_str()).collect();
    labels.dedup();
    match labels.as_slice() {
        [one] => format!("your file {one}"),
        many => format!("your file {}", many.join(" and your file ")),
    }
}

/// Behind a text that stands because of a risk in files of the user.
#[must_use]
pub fn because_of(files: &str) -> String {
    format!(" (because of {files})")
}

/// How soon, where a risk in files of the user changes it.
#[must_use]
pub fn otherwise_soon(now: Option<&str>, files: &str, by_catalogue: Option<&str>) -> String {
    let [now, own] = [now, by_catalogue].map(|text| text.unwrap_or("nothing is said of it"));
    format!("{now} (because of {files}; without it: {own})")
}

/// What the catalogue advises by itself, and no longer because of a risk in files of the user.
#[must_use]
pub fn without_files(files: &str, text: &str) -> String {
    format!("Without {files} the catalogue says here: {text}")
}

/// Why bodies of the state come last.
#[must_use]
pub fn state_comes_last(files: &str) -> String {
    format!("Bodies of the state come last because of {files}.")
}

/// A short text, with the added file that it comes from.
#[must_use]
pub fn marked(text: &str, origin: &EntryOrigin) -> String {
    origin.file().map_or_else(|| text.to_owned(), |file| format!("{}: {}", from_file(file), on_one_line(text)))
}

/// A text of an entry. That of an added file names the file, and what the file cites.
#[must_use]
pub fn entry(catalogue: &Catalogue, text: &str, claims: &[Claim], origin: &EntryOrigin) -> String {
    let Some(cited) = cited(catalogue, claims, origin) else { return marked(text, origin) };
    format!("{} {cited}", sentence(&marked(text, origin)))
}

/// What an added file cites for an entry; none for an entry of the catalogue.
#[must_use]
pub fn cited(catalogue: &Catalogue, claims: &[Claim], origin: &EntryOrigin) -> Option<String> {
    let file = origin.file()?;
    let one = |claim: &Claim| {
        let source = &catalogue.sources[claim.source];
        on_one_line(&format!("{} ({}): {}", source.title, source.publisher, claim.item))
    };
    let all: Vec<String> = claims.iter().map(one).collect();
    (!all.is_empty()).then(|| sentence(&format!("Your file {} cites: {}", file.label, all.join("; "))))
}

/// What belongs to a contact, with what an added file cites for it.
#[must_use]
pub fn details_and_source(catalogue: &Catalogue, contact: &Contact) -> Vec<String> {
    let is_own = contact.origin.is_catalogue();
    let details = if is_own { super::contact_in_short(catalogue, contact) } else { super::contact_details(contact) };
    let details = details.into_iter();
    details.chain(cited(catalogue, &contact.claims, &contact.origin)).collect()
}

/// All that an added file gives in the place of a contact, in one line. `called`: the contact and how it is reached.
#[must_use]
pub fn instead(catalogue: &Catalogue, contact: &Contact, called: &str, serves: Option<String>) -> String {
    let details = serves.into_iter().chain(details_and_source(catalogue, contact));
    std::iter::once(called.to_owned()).chain(details).map(|part| sentence(&part)).collect::<Vec<_>>().join(" ")
}

/// The files that were read beside a catalogue; none where there are none.
#[must_use]
pub fn with_files(catalogue: &Catalogue) -> Option<String> {
    let file = |file: &std::sync::Arc<AddedName>| format!("your file {} (SHA-256 {})", file.label, file.sha256);
    let files: Vec<String> = catalogue.added_files.iter().map(file).collect();
    (!files.is_empty()).then(|| format!("with {}", files.join(", ")))
}

/// The folder of country files may be changed by others, so nothing of it is read.
#[must_use]
pub fn unsafe_countries(folder: &str, what: &str, why: &str, help: &str) -> String {
    format!(
        "warning[unsafe-folder]: {what}: {why}\n  = {help}\nnote: nothing was read from {folder}; only the numbers and \
         texts of the catalogue are shown"
    )
}

/// A text on one line.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sentence(text: &str) -> String {
    let ends = text.ends_with(['.', '!', '?', '…', '。', '។', '။']);
    if ends { text.to_owned() } else { format!("{text}.") }
}
