//! Reads countries and agreements between them. Parts of a country in several files are merged: a later file adds to
//! it, and a risk is only ever raised.

use super::guidelines::pathways;
use super::names::{TableKind, is_id};
use super::rules::RuleReader;
use super::tables::Tables;
use super::words::{CHANNELS, CONFIDENCES, NO_CONTACTS, OWNERS, SEEN_YEARS, TIES, gaps};
use crate::catalogue::read::structure::claims;
use crate::catalogue::{
    Channel, Claim, Confidence, Contact, Cooperation, Country, EntryOrigin, Instrument, LookUp, OwnerKind, Risk, Role,
    Statement, Tie, Topic,
};
use crate::condition::StateRisk;
use crate::toml_input::{Code, TomlTable, TomlValue, did_you_mean, word};

pub fn countries(tables: &Tables<'_>, rules: &RuleReader<'_>) -> Vec<Country> {
    let mut countries: Vec<Country> = Vec::new();
    let parts = tables.each(TableKind::Country, |table| {
        let id = country_id(table, rules);
        let first = tables.list(TableKind::Country).iter().find(|other| other.quietly("id") == id);
        let is_first = first.is_none_or(|first| first.place() == table.place());
        country(table, rules, id.unwrap_or_default(), is_first, &tables.origin(&table.place()))
    });
    for (part, table) in parts.into_iter().zip(tables.list(TableKind::Country)) {
        let taken = |contact: &&Contact| {
            countries
                .iter()
                .any(|other| other.id != part.id && other.contacts.iter().any(|known| known.id == contact.id))
        };
        for contact in part.contacts.iter().filter(taken) {
            table.problem(Code::DuplicateId, what_and_help!("catalogue-contact-of-another-country", id = &contact.id));
        }
        match countries.iter_mut().find(|country| country.id == part.id) {
            Some(country) => {
                if tables.is_added(&table.place()) {
                    lowers_nothing(country, &part, table);
                }
                add(country, part);
            }
            None => countries.push(part),
        }
    }
    countries
}

/// A contradiction between an added file and an earlier one is a problem, and has no effect.
fn lowers_nothing(country: &Country, part: &Country, table: &TomlTable<'_>) {
    if table.keys().contains(&"state_risk") && part.state_risk < country.own_state_risk {
        table.problem(
            Code::WrongValue,
            what_and_help!("catalogue-risk-only-raised", risk = country.own_state_risk.word()),
        );
    }
    for contact in &part.contacts {
        let Some(known) = country.contacts.iter().find(|known| known.id == contact.id) else { continue };
        if contact.kind != known.kind {
            table.problem(Code::WrongValue, what_and_help!("catalogue-contact-of-another-kind", id = &contact.id));
        }
        let loses = |was: &str, is: &str| !was.is_empty() && is.is_empty();
        if contact.verified_on.is_none()
            && (loses(&known.warning, &contact.warning) || loses(&known.conflict, &contact.conflict))
        {
            table.problem(Code::WrongValue, what_and_help!("catalogue-contact-loses-warning", id = &contact.id));
        }
    }
}

/// Adds a later file. An added file removes nothing: its contact stays beside one with the same id. Inside the
/// catalogue the later contact replaces the earlier one.
fn add(country: &mut Country, part: Country) {
    country.state_risk = country.state_risk.max(part.state_risk);
    country.own_state_risk = country.own_state_risk.max(part.own_state_risk);
    country.risks.extend(part.risks);
    country.cooperation = country.cooperation.max(part.cooperation);
    country.ties.extend(part.ties);
    country.statements.extend(part.statements);
    country.look_up.extend(part.look_up);
    country.claims.extend(part.claims);
    country.added_claims.extend(part.added_claims);
    if part.origin.is_catalogue() {
        let (replaced, kept) = std::mem::take(&mut country.contacts)
            .into_iter()
            .partition(|known: &Contact| part.contacts.iter().any(|new| new.id == known.id));
        country.contacts = kept;
        // The sources of the replaced contact remain cited.
        country.superseded.extend(replaced.into_iter().flat_map(|contact: Contact| contact.claims));
        country.contacts.extend(part.contacts);
        return;
    }
    for contact in part.contacts {
        let beside = country.contacts.iter().rposition(|known| known.id == contact.id);
        country.contacts.insert(beside.map_or(country.contacts.len(), |at| at + 1), contact);
    }
}

fn country_id(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Option<String> {
    let value = table.need("id")?;
    let id = value.text()?;
    known_country(&value, &id, rules);
    Some(id)
}

/// The id of a country must be a value of the fact about it.
fn known_country(value: &TomlValue<'_>, id: &str, rules: &RuleReader<'_>) {
    let Some(at) = rules.catalogue.fact_by_role(Role::Country) else {
        value.problem(Code::UnknownId, what_and_help!("catalogue-no-country-fact"));
        return;
    };
    let values = &rules.catalogue.fact(at).values;
    if values.iter().all(|known| known.id != id) {
        let help = did_you_mean(id, values.iter().map(|known| known.id.as_str()));
        let help = help.unwrap_or_else(|| text!("catalogue-unknown-country.help").to_owned());
        value.problem(Code::UnknownId, (text!("catalogue-unknown-country", id = id), help));
    }
}

fn country(table: &TomlTable<'_>, rules: &RuleReader<'_>, id: String, is_first: bool, origin: &EntryOrigin) -> Country {
    let risks = StateRisk::ALL.map(|risk| (risk.word(), risk));
    // The first part must be complete. A later one holds only additions.
    let title = if is_first { table.need_text("title") } else { table.text("title") };
    let risk = if is_first { table.need("state_risk") } else { table.get("state_risk") };
    let tie = if is_first { table.need("cooperation_condition") } else { table.get("cooperation_condition") };
    let state_risk = risk.and_then(|value| word(&value, &risks)).unwrap_or_default();
    let because = if state_risk > StateRisk::None {
        table.need_text("state_risk_because")
    } else {
        table.text("state_risk_because")
    };
    let mut statements = Vec::new();
    for topic in Topic::ALL {
        let here = table.get(topic.key()).map(|value| said(&value, rules, origin)).unwrap_or_default();
        statements.extend(here.into_iter().map(|one| (topic, one)));
    }
    let contacts: Vec<Contact> = table.get("contact").map(|value| contacts(&value, rules, origin)).unwrap_or_default();
    if is_first {
        nothing_seen(table, &statements, contacts.is_empty());
    }
    // "None" and "not seen" need no source. A risk, or a tie to cooperation, needs one.
    let cooperation = tie.and_then(|value| word(&value, &TIES)).unwrap_or_default();
    let harmless = state_risk == StateRisk::None && cooperation == Cooperation::NotSeen;
    let claims = if harmless { optional_sources(table, rules) } else { rules.sources(table) };
    let risk = (state_risk > StateRisk::None || because.is_some()).then(|| Risk {
        level: state_risk,
        because: because.unwrap_or_default(),
        claims: claims.clone(),
        origin: origin.clone(),
    });
    let tie = (cooperation > Cooperation::NotSeen).then(|| Tie {
        cooperation,
        claims: claims.clone(),
        origin: origin.clone(),
    });
    let (own, added) = if origin.is_catalogue() { (claims, Vec::new()) } else { (Vec::new(), claims) };
    Country {
        id,
        title: title.unwrap_or_default(),
        state_risk,
        own_state_risk: if origin.is_catalogue() { state_risk } else { StateRisk::None },
        risks: risk.into_iter().collect(),
        cooperation,
        ties: tie.into_iter().collect(),
        statements,
        contacts,
        look_up: table.get("look_up").map(|value| look_up(&value, rules)).unwrap_or_default(),
        superseded: Vec::new(),
        claims: own,
        added_claims: added.into_iter().map(|claim| (claim, origin.clone())).collect(),
        origin: origin.clone(),
    }
}

fn optional_sources(table: &TomlTable<'_>, rules: &RuleReader<'_>) -> Vec<Claim> {
    table.get("sources").map(|value| claims(&value, rules.names)).unwrap_or_default()
}

fn said(value: &TomlValue<'_>, rules: &RuleReader<'_>, origin: &EntryOrigin) -> Vec<Statement> {
    let one = |table: TomlTable<'_>| Statement {
        text: table.need_text("text").unwrap_or_default(),
        claims: rules.sources(&table),
        origin: origin.clone(),
    };
    value.list().unwrap_or_default().iter().filter_map(TomlValue::table).map(one).collect()
}

/// Every gap must be declared: `nothing_seen` lists exactly what is empty.
fn nothing_seen(table: &TomlTable<'_>, statements: &[(Topic, Statement)], no_contacts: bool) {
    let mut empty: Vec<(String, bool)> =
        gaps().map(|(topic, word)| (word, !statements.iter().any(|(of, _)| *of == topic))).collect();
    empty.push((NO_CONTACTS.to_owned(), no_contacts));
    let listed = table.get("nothing_seen");
    let items = listed.as_ref().and_then(TomlValue::list).unwrap_or_default();
    let named: Vec<String> = items.iter().filter_map(TomlValue::text).collect();
    for (item, name) in items.iter().zip(&named) {
        match empty.iter().find(|(topic, _)| topic == name) {
            Some((_, true)) => {}
            Some(_) => {
                item.problem(Code::WrongValue, what_and_help!("catalogue-said-to-be-empty", name = name));
            }
            None => {
                let words = empty.iter().map(|(topic, _)| topic.as_str()).collect::<Vec<_>>().join(", ");
                item.problem(Code::WrongValue, what_and_help!("toml-unknown-word", known = words));
            }
        }
    }
    for (topic, _) in empty.iter().filter(|(topic, is_empty)| *is_empty && !named.contains(topic)) {
        table.problem(Code::MissingKey, what_and_help!("catalogue-nothing-said-about", topic = topic));
    }
}

fn contacts(value: &TomlValue<'_>, rules: &RuleReader<'_>, origin: &EntryOrigin) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::new();
    for table in value.list().unwrap_or_default().iter().filter_map(TomlValue::table) {
        let contact = contact(&table, rules, origin);
        if contacts.iter().any(|known| known.id == contact.id) {
            table.problem(Code::DuplicateId, what_and_help!("catalogue-contact-named-twice", id = &contact.id));
        }
        contacts.push(contact);
    }
    contacts
}

fn contact(table: &TomlTable<'_>, rules: &RuleReader<'_>, origin: &EntryOrigin) -> Contact {
    let letters = CONFIDENCES.map(|one| (one.letter(), one));
    let text = |key| table.text(key).unwrap_or_default();
    // A file of a user's own organisation needs only what the catalogue can't know.
    let is_own = !origin.is_catalogue();
    let id = if is_own { table.get("id") } else { table.need("id") };
    let id = id.and_then(|value| {
        let id = value.text()?;
        if !is_id(&id) {
            value.problem(Code::BadId, what_and_help!("catalogue-not-an-id"));
        }
        Some(id)
    });
    let id = id.or_else(|| is_own.then(|| id_of(&text("service"), &text("number"))));
    let confidence = if is_own && !table.keys().contains(&"confidence") {
        Some(Confidence::A)
    } else {
        table.need_word("confidence", &letters)
    };
    let contact = Contact {
        id: id.unwrap_or_default(),
        service: table.need_text("service").unwrap_or_default(),
        owner: text("owner"),
        kind: table.need_word("kind", &OWNERS).unwrap_or(OwnerKind::State),
        number: text("number"),
        number_abroad: text("number_abroad"),
        other: text("other"),
        hours: text("hours"),
        languages: text("languages"),
        note: text("note"),
        short: text("short"),
        fits: table.get("fits").map(|value| fits(&value, rules)).unwrap_or_default(),
        nationals: table.get("nationals").map(|value| countries_named(&value, rules)).unwrap_or_default(),
        by: table.get("by").map(|value| channels(&value)).unwrap_or_default(),
        serves: table.need("serves").map(|value| pathways(&value, rules)).unwrap_or_default(),
        warning: text("warning"),
        conflict: text("conflict"),
        card: text("card"),
        claims: if is_own { optional_sources(table, rules) } else { rules.sources(table) },
        seen_year: table.get("seen_year").and_then(|value| value.integer(SEEN_YEARS)),
        confidence: confidence.unwrap_or(Confidence::C),
        verified_on: verified_on(table),
        origin: origin.clone(),
    };
    if [&contact.number, &contact.number_abroad, &contact.other].iter().all(|way| way.is_empty()) {
        table.problem(Code::MissingKey, what_and_help!("catalogue-contact-out-of-reach"));
    }
    contact
}

/// A stable id for a contact without one, derived from its words.
fn id_of(service: &str, number: &str) -> String {
    let letters = format!("own {service} {number}").to_lowercase();
    let words = letters.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The groups of a list, by position.
fn fits(value: &TomlValue<'_>, rules: &RuleReader<'_>) -> Vec<usize> {
    value.list().unwrap_or_default().iter().filter_map(|item| rules.names.fit(item)).collect()
}

/// The countries of a list, by id.
fn countries_named(value: &TomlValue<'_>, rules: &RuleReader<'_>) -> Vec<String> {
    let named = value.list().unwrap_or_default();
    let one = |value: &TomlValue<'_>| {
        let id = value.text()?;
        known_country(value, &id, rules);
        Some(id)
    };
    named.iter().filter_map(one).collect()
}

fn channels(value: &TomlValue<'_>) -> Vec<Channel> {
    value.list().unwrap_or_default().iter().filter_map(|item| word(item, &CHANNELS)).collect()
}

fn look_up(value: &TomlValue<'_>, rules: &RuleReader<'_>) -> Vec<LookUp> {
    let one = |table: TomlTable<'_>| LookUp {
        pathways: table.need("for").map(|value| pathways(&value, rules)).unwrap_or_default(),
        text: table.need_text("text").unwrap_or_default(),
        fits: table.get("fits").map(|value| fits(&value, rules)).unwrap_or_default(),
        url: table.text("url").unwrap_or_default(),
        claims: rules.sources(&table),
    };
    value.list().unwrap_or_default().iter().filter_map(TomlValue::table).map(one).collect()
}

/// Empty until somebody called the number, or asked its owner.
fn verified_on(table: &TomlTable<'_>) -> Option<jiff::civil::Date> {
    let value = table.get("verified_on")?;
    if value.is_text() && value.text().is_some_and(|text| text.is_empty()) {
        return None;
    }
    value.date()
}

pub fn instruments(tables: &Tables<'_>, rules: &RuleReader<'_>) -> Vec<Instrument> {
    tables.each(TableKind::Instrument, |table| {
        let between = table.need("between").and_then(|value| value.list()).unwrap_or_default();
        if between.len() < 2 {
            table.problem(Code::WrongValue, what_and_help!("catalogue-instrument-between-two"));
        }
        Instrument {
            id: table.text("id").unwrap_or_default(),
            between: table.get("between").map(|value| countries_named(&value, rules)).unwrap_or_default(),
            title: table.need_text("title").unwrap_or_default(),
            gives: table.need_text("gives").unwrap_or_default(),
            serves: table.need("serves").map(|value| pathways(&value, rules)).unwrap_or_default(),
            claims: rules.sources(table),
            origin: tables.origin(&table.place()),
        }
    })
}
