//! Chooses contacts for the card that a person carries: words and numbers that give nobody away.
//!
//! The contacts of the catalogue are the same as without added files. Contacts of added files come beside the one with
//! the same id, or after those of the catalogue, with a separate limit.

use super::contacts::{own_contacts, with_its_conflict};
use super::{Consent, ContactFor, Recommendation, contacts, country, home_contacts};
use crate::case::Case;
use crate::catalogue::{Catalogue, Confidence, Contact, OwnerKind};

/// The most contacts of the catalogue on a card, and the most of added files that replace none.
const MOST: usize = 4;

/// A line of a card.
#[derive(Clone, Debug)]
pub struct OnCard<'c> {
    pub contact: &'c Contact,
    /// The name on the card.
    pub word: &'c str,
    pub number: &'c str,
    /// Whether it is a body of the state, and the person chooses the route. The catalogue alone puts none of these on a
    /// card. One that it did put there is not removed by the risk of an added file.
    pub by_choice: bool,
}

/// The lines of a card. If the catalogue lets the person choose the route, it names no body of the state.
pub fn on_card<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<OnCard<'c>> {
    let called = contacts(catalogue, case, advice);
    let here = |contact: &'c Contact| contact.number.as_str();
    let mut lines = Vec::new();
    for own in own_on_card(catalogue, case, advice) {
        let one = called.iter().find(|one| std::ptr::eq(one.contact, own.contact)).unwrap_or(&own);
        lines.extend(with_instead(one, here));
    }
    let added = called.iter().filter(|one| !one.contact.origin.is_catalogue());
    let mut added: Vec<&ContactFor<'c>> =
        added.filter(|one| fits(one) && !is_of_choice(one, advice) && !one.contact.number.is_empty()).collect();
    let is_weak = |contact: &Contact| contact.confidence == Confidence::C;
    if lines.iter().map(|line: &OnCard<'_>| line.contact).chain(added.iter().map(|one| one.contact)).all(is_weak) {
        added.clear();
    }
    added.truncate(MOST);
    let stand: Vec<&Contact> = added.iter().map(|one| one.contact).collect();
    let all: Vec<&Contact> =
        country(catalogue, case).map(|country| country.contacts.iter().collect()).unwrap_or_default();
    let is_whole = |one: &&&ContactFor<'c>| {
        with_its_conflict(&all, one.contact).all(|other| stand.iter().any(|here| std::ptr::eq(*here, other)))
    };
    lines.extend(added.iter().filter(is_whole).flat_map(|one| with_instead(one, here)));
    lines.extend(home_on_card(catalogue, case, advice));
    lines
}

/// The contacts that the catalogue alone puts on the card.
fn own_on_card<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<ContactFor<'c>> {
    let mut own: Vec<ContactFor<'c>> = own_contacts(catalogue, case, advice);
    own.retain(|one| fits(one) && !is_of_choice(one, advice.of_catalogue()) && !one.contact.number.is_empty());
    // Outside their list, unofficial numbers may lack the better ones beside them.
    if own.iter().all(|one| one.contact.confidence == Confidence::C) {
        own.clear();
    }
    own.truncate(MOST);
    let all: Vec<&Contact> =
        country(catalogue, case).map(|country| country.contacts.iter().collect()).unwrap_or_default();
    let stand: Vec<&Contact> = own.iter().map(|one| one.contact).collect();
    own.retain(|one| {
        with_its_conflict(&all, one.contact).all(|other| stand.iter().any(|here| std::ptr::eq(*here, other)))
    });
    own
}

/// Contacts at home only after the person's yes.
fn home_on_card<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<OnCard<'c>> {
    let agreed = |at: usize| advice.pathways.iter().any(|way| way.pathway == at && way.agreement == Consent::Given);
    let home = home_contacts(catalogue, case, advice).into_iter();
    let home = home.filter(|called| fits(called) && called.all_pathways().any(agreed));
    home.flat_map(|called| with_instead(&called, |contact| contact.number_abroad.as_str())).collect()
}

/// Whether a contact is a body of the state and the person chooses the route, even if it helps at once.
fn is_of_choice(called: &ContactFor<'_>, advice: &Recommendation) -> bool {
    advice.own_route && called.contact.kind == OwnerKind::State
}

/// Whether a contact may be on a card. A warning has no room there, so a number with one is left out.
fn fits(called: &ContactFor<'_>) -> bool {
    !called.contact.card.is_empty() && called.contact.warning.is_empty() && !called.by_choice
}

/// The line of a contact, and the lines of its replacements.
fn with_instead<'c>(called: &ContactFor<'c>, number: impl Fn(&'c Contact) -> &'c str) -> Vec<OnCard<'c>> {
    let line = |contact: &'c Contact| {
        let word = if contact.card.is_empty() { &called.contact.card } else { &contact.card };
        OnCard { contact, word, number: number(contact), by_choice: called.by_choice }
    };
    let instead = called.instead.iter().map(|one| one.contact).filter(|one| one.warning.is_empty());
    std::iter::once(called.contact).chain(instead).map(line).filter(|line| !line.number.is_empty()).collect()
}
