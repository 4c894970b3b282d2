//! Whom to call: which contacts of a country serve what is advised, and in which order.
//!
//! A number that only unofficial lists give never stands alone, numbers that contradict each other stand together or
//! not at all, and where the person chooses the route a body of the state comes last.

use super::{Agreement, Recommendation, Way, country, named_by};
use crate::case::Case;
use crate::catalogue::{Catalogue, Confidence, Contact, Country, Instrument, OwnerKind, Role};

/// Most contacts on a card.
const ON_CARD: usize = 4;

/// A contact, and what it is for in this case.
#[derive(Clone, Debug)]
pub struct Called<'c> {
    /// The contact.
    pub contact: &'c Contact,
    /// The advised pathways it serves, by place.
    pub pathways: Vec<usize>,
    /// Whether it is a body of the state where the person chooses the route: then only if they choose it.
    pub by_choice: bool,
}

/// The contacts of the country of the screening that serve what is advised.
#[must_use]
pub fn contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<Called<'c>> {
    let ways = advice.pathways.iter().filter(|way| !catalogue.guidelines.pathways[way.pathway].own_state());
    let Some(country) = country(catalogue, case) else { return Vec::new() };
    let reached_here = |contact: &&Contact| !(contact.number.is_empty() && contact.other.is_empty());
    serving(
        &country.contacts.iter().filter(reached_here).collect::<Vec<_>>(),
        &ways.collect::<Vec<_>>(),
        advice.own_route,
    )
}

/// The contacts of the home country that its people can call from abroad, where what is advised leads to it.
#[must_use]
pub fn home_contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<Called<'c>> {
    let Some(home) = home(catalogue, case) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_abroad = |contact: &&Contact| !contact.number_abroad.is_empty();
    serving(&home.contacts.iter().filter(reached_abroad).collect::<Vec<_>>(), &ways.collect::<Vec<_>>(), false)
}

/// The country where home is, if it is another one than that of the screening.
fn home<'c>(catalogue: &'c Catalogue, case: &Case) -> Option<&'c Country> {
    let home = named_by(catalogue, case, Role::HomeCountry)?;
    country(catalogue, case).is_none_or(|here| here.id != home.id).then_some(home)
}

/// What the country of the screening and the home country agreed between them, unless a pathway it bears on is ruled
/// out: nobody is pointed to a way home that they fear.
pub fn instruments<'c>(
    catalogue: &'c Catalogue,
    case: &Case,
    advice: &Recommendation,
) -> impl Iterator<Item = &'c Instrument> {
    let pair = country(catalogue, case).zip(home(catalogue, case));
    let against: Vec<usize> = advice
        .ruled_out
        .iter()
        .flat_map(|at| &catalogue.guidelines.contraindications[*at].pathways)
        .chain(&advice.declined)
        .chain(&advice.withheld)
        .copied()
        .collect();
    let all = catalogue.instruments.iter();
    all.filter(move |one| {
        pair.is_some_and(|(here, home)| [here, home].iter().all(|side| one.between.contains(&side.id)))
    })
    .filter(move |one| !one.serves.iter().any(|pathway| against.contains(pathway)))
}

/// What may stand on a card that is carried away: words and numbers that give nobody away. Where the person chooses the
/// route, no body of the state is on it.
#[must_use]
pub fn on_card<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<(&'c Contact, &'c str)> {
    // A warning that belongs to a number has no place on a card, so neither has the number.
    let fit =
        |called: &Called<'c>| !called.contact.card.is_empty() && called.contact.warning.is_empty() && !called.by_choice;
    let here = contacts(catalogue, case, advice).into_iter().filter(fit).map(|called| called.contact);
    let mut here: Vec<&Contact> = here.filter(|contact| !contact.number.is_empty()).collect();
    // Taken out of their list, numbers of unofficial lists may have lost what they stood beside.
    if here.iter().all(|contact| contact.confidence == Confidence::C) {
        here.clear();
    }
    here.truncate(ON_CARD);
    let conflicts = |contact: &&Contact| {
        let total = country(catalogue, case).map_or(0, |country| in_conflict(country.contacts.iter(), contact));
        contact.conflict.is_empty() || in_conflict(here.iter().copied(), contact) == total
    };
    let here = here.iter().copied().filter(conflicts).map(|contact| (contact, contact.number.as_str()));
    // Of home only where the person said yes to it.
    let agreed = |at: &usize| advice.pathways.iter().any(|way| way.pathway == *at && way.agreement == Agreement::Given);
    let home = home_contacts(catalogue, case, advice);
    let home = home.iter().filter(|called| fit(called) && called.pathways.iter().any(agreed));
    here.chain(home.map(|called| (called.contact, called.contact.number_abroad.as_str()))).collect()
}

fn in_conflict<'c>(contacts: impl Iterator<Item = &'c Contact>, with: &Contact) -> usize {
    contacts.filter(|one| one.conflict == with.conflict).count()
}

fn serving<'c>(contacts: &[&'c Contact], ways: &[&Way], own_route: bool) -> Vec<Called<'c>> {
    let mut called: Vec<Called<'c>> = contacts
        .iter()
        .map(|contact| Called {
            contact,
            pathways: Vec::new(),
            by_choice: own_route && contact.kind == OwnerKind::State,
        })
        .collect();
    for way in ways {
        for at in printed(contacts, way.pathway) {
            called[at].pathways.push(way.pathway);
        }
    }
    called.retain(|one| !one.pathways.is_empty());
    called.sort_by_key(|one| (one.by_choice, own_route.then_some(one.contact.kind), one.pathways.first().copied()));
    called
}

/// Which contacts are printed for one pathway.
fn printed(contacts: &[&Contact], pathway: usize) -> Vec<usize> {
    let serves = |at: &usize| contacts[*at].serves.contains(&pathway);
    let here: Vec<usize> = (0..contacts.len()).filter(serves).collect();
    let supported = here.iter().any(|at| contacts[*at].confidence != Confidence::C);
    if !supported {
        return Vec::new();
    }
    let is_whole = |at: &usize| {
        let word = &contacts[*at].conflict;
        word.is_empty()
            || (0..contacts.len()).filter(|other| contacts[*other].conflict == *word).all(|other| here.contains(&other))
    };
    here.iter().copied().filter(is_whole).collect()
}
