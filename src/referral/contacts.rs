//! Whom to call: which contacts of a country serve what is advised, and in which order.
//!
//! A number that only unofficial lists give never stands alone, numbers that contradict each other stand together or
//! not at all, and where the person chooses the route a body of the state comes last.
//!
//! An added file takes no contact of the catalogue away. What it gives under the id of a contact stands beside that one,
//! its contradictions are its own, and none of its contacts comes before an emergency number of the catalogue.

use super::{Recommendation, Way, country, named_by};
use crate::case::Case;
use crate::catalogue::{Catalogue, Confidence, Contact, Country, Instrument, OwnerKind, Role};

/// A contact, and what it is for in this case.
#[derive(Clone, Debug)]
pub struct Called<'c> {
    /// The contact.
    pub contact: &'c Contact,
    /// The advised pathways it serves, by place; none where only what is given in its place serves one.
    pub pathways: Vec<usize>,
    /// What added files give in its place.
    pub instead: Vec<Instead<'c>>,
    /// Whether it is a body of the state where the person chooses the route: then only if they choose it.
    pub by_choice: bool,
}

/// What an added file gives in the place of a contact.
#[derive(Clone, Debug)]
pub struct Instead<'c> {
    /// The contact.
    pub contact: &'c Contact,
    /// The advised pathways it serves, by place.
    pub pathways: Vec<usize>,
}

impl Called<'_> {
    /// The advised pathways that the contact serves, or what is given in its place.
    pub fn all_pathways(&self) -> impl Iterator<Item = usize> {
        self.pathways.iter().chain(self.instead.iter().flat_map(|one| &one.pathways)).copied()
    }

    /// The first one that it serves itself, if it serves any: what is given in its place gives it no other rank.
    fn first_pathway(&self) -> Option<usize> {
        self.pathways.first().copied().or_else(|| self.all_pathways().min())
    }
}

/// The contacts of the country of the screening that serve what is advised.
#[must_use]
pub fn contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<Called<'c>> {
    let Some(country) = country(catalogue, case) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| !catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_here = |contact: &Contact| !(contact.number.is_empty() && contact.other.is_empty());
    Called::of(catalogue, country, reached_here, &ways.collect::<Vec<_>>(), advice)
}

/// The contacts that the catalogue itself gives for it, as if no file had been added.
pub(super) fn own_contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<Called<'c>> {
    let (Some(country), advice) = (country(catalogue, case), advice.of_catalogue()) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| !catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_here =
        |contact: &Contact| contact.origin.is_catalogue() && !(contact.number.is_empty() && contact.other.is_empty());
    serving(country, reached_here, &ways.collect::<Vec<_>>(), advice.own_route)
}

/// The contacts of the home country that its people can call from abroad, where what is advised leads to it.
#[must_use]
pub fn home_contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<Called<'c>> {
    let Some(home) = home(catalogue, case) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_abroad = |contact: &Contact| !contact.number_abroad.is_empty();
    // No route is chosen there.
    let advice = Recommendation { own_route: false, by_catalogue: None, ..advice.clone() };
    Called::of(catalogue, home, reached_abroad, &ways.collect::<Vec<_>>(), &advice)
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

impl<'c> Called<'c> {
    /// The contacts of a country that serve what is advised, with those of added files. What the catalogue itself gives is
    /// there as it is without them, and none of its emergency numbers comes later.
    fn of(
        catalogue: &Catalogue,
        country: &'c Country,
        reached: impl Fn(&Contact) -> bool,
        ways: &[&Way],
        advice: &Recommendation,
    ) -> Vec<Self> {
        let mut called = serving(country, &reached, ways, advice.own_route);
        let own_route = advice.of_catalogue().own_route;
        let own = serving(country, |one| one.origin.is_catalogue() && reached(one), ways, own_route);
        let saves = |at: &usize| {
            let pathway = &catalogue.guidelines.pathways[*at];
            pathway.protective && !pathway.needs_consent()
        };
        for (place, one) in own.iter().enumerate().filter(|(_, one)| one.pathways.iter().any(saves)) {
            let is_it = |other: &Self| std::ptr::eq(other.contact, one.contact);
            let Some(stands) = called.iter().position(is_it) else { continue };
            let first_added = called.iter().position(|other| !other.contact.origin.is_catalogue());
            let place = place.min(first_added.unwrap_or(place));
            if place < stands {
                let emergency = called.remove(stands);
                called.insert(place, emergency);
            }
        }
        called
    }
}

/// The contacts of a country that serve what is advised, each with what added files give in its place.
fn serving<'c>(
    country: &'c Country,
    reached: impl Fn(&Contact) -> bool,
    ways: &[&Way],
    own_route: bool,
) -> Vec<Called<'c>> {
    let reached: Vec<&Contact> = country.contacts.iter().filter(|one| reached(one)).collect();
    let printed: Vec<(usize, Vec<&Contact>)> =
        ways.iter().map(|way| (way.pathway, printed(&reached, way.pathway))).collect();
    let pathways = |contact: &Contact| {
        let here = printed.iter().filter(|(_, these)| these.iter().any(|one| std::ptr::eq(*one, contact)));
        here.map(|(pathway, _)| *pathway).collect::<Vec<_>>()
    };
    let mut called: Vec<Called<'c>> = Vec::new();
    for contact in &country.contacts {
        let pathways = pathways(contact);
        match called.last_mut().filter(|one| one.contact.id == contact.id) {
            Some(one) => one.instead.push(Instead { contact, pathways }),
            None => called.push(Called {
                contact,
                pathways,
                instead: Vec::new(),
                by_choice: own_route && contact.kind == OwnerKind::State,
            }),
        }
    }
    called.retain(|one| one.all_pathways().next().is_some());
    called.sort_by_key(|one| (one.by_choice, own_route.then_some(one.contact.kind), one.first_pathway()));
    called
}

/// Which contacts are printed for one pathway.
fn printed<'c>(contacts: &[&'c Contact], pathway: usize) -> Vec<&'c Contact> {
    let here: Vec<&Contact> = contacts.iter().copied().filter(|one| one.serves.contains(&pathway)).collect();
    // What is weak stands beside something better: what the catalogue gives, beside something of its own.
    let better = |one: &Contact| {
        let may_support = |other: &&&Contact| !one.origin.is_catalogue() || other.origin.is_catalogue();
        here.iter().filter(may_support).any(|other| other.confidence != Confidence::C)
    };
    let is_whole = |one: &Contact| with_its_conflict(contacts, one).all(|other| other.serves.contains(&pathway));
    here.iter().copied().filter(|one| better(one) && is_whole(one)).collect()
}

/// The contacts that contradict each other with this one: itself, and those of the same word from the same file. No file
/// decides what stands of another one.
pub(super) fn with_its_conflict<'s, 'c: 's>(
    contacts: &'s [&'c Contact],
    one: &'s Contact,
) -> impl Iterator<Item = &'c Contact> + 's {
    let is_one_of_them = |other: &&Contact| {
        let same = !one.conflict.is_empty() && other.conflict == one.conflict && other.origin == one.origin;
        same || std::ptr::eq(*other, one)
    };
    contacts.iter().copied().filter(is_one_of_them)
}
