//! Everything about a country, one of its contacts, or an agreement between states.

use crate::catalogue::{Catalogue, Claim, Contact, Country, EntryOrigin, Instrument, Topic};
use crate::condition::StateRisk;
use crate::report::catalogue::entry::{Row, claims};
use crate::wording::{self, marked};

/// Every entry about countries with this id.
pub(super) fn countries(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let countries = catalogue.countries.iter().filter(|one| one.id.eq_ignore_ascii_case(id));
    let contacts = catalogue.countries.iter().flat_map(|one| &one.contacts).filter(|one| one.id == id);
    let instruments = catalogue.instruments.iter().filter(|one| one.id == id);
    countries
        .map(|one| country(catalogue, one))
        .chain(contacts.map(|one| contact(catalogue, one)))
        .chain(instruments.map(|one| instrument(catalogue, one)))
        .collect()
}

fn country(catalogue: &Catalogue, country: &Country) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![
        (text!("overview-country"), marked(&format!("{} ({})", country.title, country.id), &country.origin)),
        (text!("overview-risk-from-officials"), risks(catalogue, country)),
        (text!("overview-help-tied-to-a-case"), ties(catalogue, country)),
    ];
    for topic in Topic::ALL {
        let said = country.on(topic).map(|said| match said.origin.file() {
            None => format!("- {} [{}]", said.text, sources(catalogue, &said.claims)),
            Some(_) => format!("- {}", wording::entry(catalogue, &said.text, &said.claims, &said.origin)),
        });
        let is_gap = !country.on(topic).any(|said| said.origin.is_catalogue());
        let gap = is_gap.then(|| text!("referral-nothing-found").to_owned());
        rows.push((wording::topic(topic), gap.into_iter().chain(said).collect::<Vec<_>>().join("\n")));
    }
    let is_own = |one: &Contact| one.origin.is_catalogue();
    let gap = (!country.contacts.iter().any(is_own)).then(|| text!("referral-no-contact", country = &country.title));
    let contact = |one: &Contact| {
        let cited =
            wording::cited(catalogue, &one.claims, &one.origin).map_or_else(String::new, |cited| format!(" {cited}"));
        format!("- {}: {}\n  {}{cited}", one.id, wording::contact_all(one), wording::trust(one))
    };
    rows.push((
        text!("overview-contacts"),
        gap.into_iter().chain(country.contacts.iter().map(contact)).collect::<Vec<_>>().join("\n"),
    ));
    rows.push((text!("overview-sources"), claims(catalogue, &country.claims)));
    let of_files: Vec<String> = country
        .added_claims
        .iter()
        .filter_map(|(one, from)| wording::cited(catalogue, std::slice::from_ref(one), from))
        .collect();
    rows.push((text!("overview-sources-of-your-files"), of_files.join("\n")));
    rows
}

/// The risk from officials in the catalogue, then by added file.
fn risks(catalogue: &Catalogue, country: &Country) -> String {
    let mut lines = vec![country.own_state_risk.word().to_owned()];
    for risk in &country.risks {
        if !risk.origin.is_catalogue() {
            let level = if risk.level > StateRisk::None { format!("{}: ", risk.level.word()) } else { String::new() };
            let text = format!("{level}{}", risk.because);
            lines.push(wording::entry(catalogue, &text, &risk.claims, &risk.origin));
        } else if !risk.because.is_empty() {
            lines.push(risk.because.clone());
        }
    }
    lines.join("\n")
}

/// The tie of help to cooperation in the catalogue, then by added file.
fn ties(catalogue: &Catalogue, country: &Country) -> String {
    let own = country.ties.iter().filter(|tie| tie.origin.is_catalogue()).map(|tie| tie.cooperation).max();
    let added = country.ties.iter().filter(|tie| !tie.origin.is_catalogue());
    let added =
        added.map(|tie| wording::entry(catalogue, wording::cooperation(tie.cooperation), &tie.claims, &tie.origin));
    let own = wording::cooperation(own.unwrap_or_default()).to_owned();
    std::iter::once(own).chain(added).collect::<Vec<_>>().join("\n")
}

fn contact(catalogue: &Catalogue, contact: &Contact) -> Vec<Row> {
    let serves: Vec<&str> = contact.serves.iter().map(|at| catalogue.guidelines.pathways[*at].id.as_str()).collect();
    vec![
        (text!("overview-contact"), marked(&contact.id, &contact.origin)),
        (text!("overview-what-it-is"), wording::contact_all(contact)),
        (text!("overview-more"), wording::contact_details(contact).join("\n")),
        (text!("overview-serves"), serves.join(", ")),
        (text!("overview-only-for"), wording::contact_for(catalogue, contact).unwrap_or_default()),
        (text!("overview-on-a-card"), contact.card.clone()),
        (text!("overview-contradicted-by"), contact.conflict.clone()),
        (text!("overview-support"), contact.confidence.letter().to_owned()),
        sourced(catalogue, &contact.claims, &contact.origin),
    ]
}

fn instrument(catalogue: &Catalogue, instrument: &Instrument) -> Vec<Row> {
    vec![
        (text!("overview-instrument"), marked(&instrument.id, &instrument.origin)),
        (text!("overview-between"), instrument.between.join(", ")),
        (text!("overview-title"), instrument.title.clone()),
        (text!("overview-what-it-gives"), instrument.gives.clone()),
        sourced(catalogue, &instrument.claims, &instrument.origin),
    ]
}

fn sources(catalogue: &Catalogue, claims: &[Claim]) -> String {
    claims.iter().map(|claim| catalogue.sources[claim.source].id.as_str()).collect::<Vec<_>>().join(", ")
}

/// The sources of an entry. For an added file, what it cites.
fn sourced(catalogue: &Catalogue, cited: &[Claim], origin: &EntryOrigin) -> Row {
    (text!("overview-sources"), wording::cited(catalogue, cited, origin).unwrap_or_else(|| claims(catalogue, cited)))
}
