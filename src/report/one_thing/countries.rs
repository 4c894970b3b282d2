//! All there is on a country, on one of its contacts, or on what states agreed between them.

use super::{Row, claims};
use crate::catalogue::{Catalogue, Claim, Contact, Country, Instrument, Topic};
use crate::wording;

/// Whatever of this id has to do with countries.
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
        ("Country", format!("{} ({})", country.title, country.id)),
        (
            "Risk from officials",
            [vec![country.state_risk.word().to_owned()], country.state_risk_because.clone()].concat().join("\n"),
        ),
        ("Help tied to a case", wording::cooperation(country.cooperation).to_owned()),
    ];
    for topic in Topic::ALL {
        let said = country.on(topic).map(|said| format!("- {} [{}]", said.text, sources(catalogue, &said.claims)));
        let said: Vec<String> = said.collect();
        rows.push((
            wording::topic(topic),
            if said.is_empty() { wording::NOTHING_SEEN.to_owned() } else { said.join("\n") },
        ));
    }
    let contacts: Vec<String> = country
        .contacts
        .iter()
        .map(|one| format!("- {}: {}\n  {}", one.id, wording::contact_all(one), wording::trust(one)))
        .collect();
    rows.push((
        "Contacts",
        if contacts.is_empty() { wording::no_contact(&country.title) } else { contacts.join("\n") },
    ));
    rows.push(("Sources", claims(catalogue, &country.claims)));
    rows
}

fn sources(catalogue: &Catalogue, claims: &[Claim]) -> String {
    claims.iter().map(|claim| catalogue.sources[claim.source].id.as_str()).collect::<Vec<_>>().join(", ")
}

fn contact(catalogue: &Catalogue, contact: &Contact) -> Vec<Row> {
    let serves: Vec<&str> = contact.serves.iter().map(|at| catalogue.guidelines.pathways[*at].id.as_str()).collect();
    vec![
        ("Contact", contact.id.clone()),
        ("What it is", wording::contact_all(contact)),
        ("More", wording::contact_details(contact).join("\n")),
        ("Serves", serves.join(", ")),
        ("On a card", contact.card.clone()),
        ("Contradicted by", contact.conflict.clone()),
        ("Support", contact.confidence.letter().to_owned()),
        ("Sources", claims(catalogue, &contact.claims)),
    ]
}

fn instrument(catalogue: &Catalogue, instrument: &Instrument) -> Vec<Row> {
    vec![
        ("Instrument", instrument.id.clone()),
        ("Between", instrument.between.join(", ")),
        ("Title", instrument.title.clone()),
        ("What it gives", instrument.gives.clone()),
        ("Sources", claims(catalogue, &instrument.claims)),
    ]
}
