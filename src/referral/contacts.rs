//! Whom to call: the contacts of a country for what is advised, and their order.
//!
//! A number that only unofficial lists give is never printed alone. Contradicting numbers are printed together or not
//! at all. If the person chooses the route, bodies of the state come last.
//!
//! An added file removes no contact of the catalogue. Its contact with the same id is printed beside the catalogue's.
//! Its contradictions are separate, and none of its contacts comes before an emergency number of the catalogue.

use super::{AdvisedPathway, Recommendation, country, named_by};
use crate::assessment::Answers;
use crate::case::Case;
use crate::catalogue::{Catalogue, Confidence, Contact, Country, Instrument, OwnerKind, Role};
use crate::condition::{Condition, Truth};

/// A contact, and its pathways in this case.
#[derive(Clone, Debug)]
pub struct ContactFor<'c> {
    pub contact: &'c Contact,
    /// The advised pathways it serves, by position. Empty if only a replacement serves one.
    pub pathways: Vec<usize>,
    /// The replacements in added files.
    pub instead: Vec<Replacement<'c>>,
    /// Whether it is a body of the state, and the person chooses the route. It is then called only by choice.
    pub by_choice: bool,
}

/// The replacement of a contact in an added file.
#[derive(Clone, Debug)]
pub struct Replacement<'c> {
    pub contact: &'c Contact,
    /// The advised pathways it serves, by position.
    pub pathways: Vec<usize>,
}

impl ContactFor<'_> {
    /// The advised pathways that the contact or a replacement serves.
    pub fn all_pathways(&self) -> impl Iterator<Item = usize> {
        self.pathways.iter().chain(self.instead.iter().flat_map(|one| &one.pathways)).copied()
    }

    /// The first pathway that the contact itself serves. Replacements don't change its rank.
    fn first_pathway(&self) -> Option<usize> {
        self.pathways.first().copied().or_else(|| self.all_pathways().min())
    }
}

/// The contacts in the country of the screening that serve what is advised.
pub fn contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<ContactFor<'c>> {
    let Some(country) = country(catalogue, case) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| !catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_here = |contact: &Contact| is_reached_here(contact) && fits(catalogue, case, contact);
    ContactFor::of(catalogue, country, reached_here, &ways.collect::<Vec<_>>(), advice)
}

/// The same without added files.
pub(super) fn own_contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<ContactFor<'c>> {
    let (Some(country), advice) = (country(catalogue, case), advice.of_catalogue()) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| !catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_here =
        |contact: &Contact| contact.origin.is_catalogue() && is_reached_here(contact) && fits(catalogue, case, contact);
    Choice::of(catalogue, advice).serving(country, reached_here, &ways.collect::<Vec<_>>())
}

fn is_reached_here(contact: &Contact) -> bool {
    !(contact.number.is_empty() && contact.other.is_empty())
}

/// The contacts of the home country that its nationals can call from abroad, if the advice leads there.
pub fn home_contacts<'c>(catalogue: &'c Catalogue, case: &Case, advice: &Recommendation) -> Vec<ContactFor<'c>> {
    let Some(home) = home(catalogue, case) else { return Vec::new() };
    let ways = advice.pathways.iter().filter(|way| catalogue.guidelines.pathways[way.pathway].own_state());
    let reached_abroad = |contact: &Contact| !contact.number_abroad.is_empty() && fits(catalogue, case, contact);
    // At home no route is chosen.
    let advice = Recommendation { own_route: false, independent_first: false, by_catalogue: None, ..advice.clone() };
    ContactFor::of(catalogue, home, reached_abroad, &ways.collect::<Vec<_>>(), &advice)
}

/// The home country, if it is not the country of the screening.
fn home<'c>(catalogue: &'c Catalogue, case: &Case) -> Option<&'c Country> {
    let home = named_by(catalogue, case, Role::HomeCountry)?;
    country(catalogue, case).is_none_or(|here| here.id != home.id).then_some(home)
}

/// Agreements between the country of the screening and the home country. Not if one of its pathways is ruled out, so
/// that nobody is pointed to a way home that they fear.
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

impl<'c> ContactFor<'c> {
    /// The contacts of a country that serve what is advised, with those of added files. All contacts of the catalogue
    /// stay, and added files move none of its emergency numbers down.
    fn of(
        catalogue: &Catalogue,
        country: &'c Country,
        reached: impl Fn(&Contact) -> bool,
        ways: &[&AdvisedPathway],
        advice: &Recommendation,
    ) -> Vec<Self> {
        let mut called = Choice::of(catalogue, advice).serving(country, &reached, ways);
        let own = Choice::of(catalogue, advice.of_catalogue());
        let own = own.serving(country, |one| one.origin.is_catalogue() && reached(one), ways);
        let saves = |at: &usize| catalogue.guidelines.pathways[*at].helps_at_once();
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

/// How contacts are chosen for what is advised.
struct Choice<'a> {
    catalogue: &'a Catalogue,
    own_route: bool,
    independent_first: bool,
    /// The same two values without added files. They decide which contacts are printed, so that no file hides one.
    by_catalogue: (bool, bool),
}

/// The most contacts of the catalogue for one pathway, unless even a weak number is better than none.
const MOST_FOR_ONE: usize = 2;

impl<'a> Choice<'a> {
    fn of(catalogue: &'a Catalogue, advice: &Recommendation) -> Self {
        let own = advice.of_catalogue();
        let by_catalogue = (own.own_route, own.independent_first);
        Self { catalogue, own_route: advice.own_route, independent_first: advice.independent_first, by_catalogue }
    }

    /// The rank for the order of contacts, for any pathway.
    fn rank(&self, contact: &Contact) -> (bool, Option<OwnerKind>, Confidence) {
        ranked(contact, self.own_route, self.independent_first)
    }

    /// The rank for choosing contacts, if not all are printed.
    fn choice_rank(&self, contact: &Contact) -> (bool, Option<OwnerKind>, Confidence) {
        ranked(contact, self.by_catalogue.0, self.by_catalogue.1)
    }

    /// The contacts of a country that serve what is advised, each with its replacements.
    fn serving<'c>(
        &self,
        country: &'c Country,
        reached: impl Fn(&Contact) -> bool,
        ways: &[&AdvisedPathway],
    ) -> Vec<ContactFor<'c>> {
        let reached: Vec<&Contact> = country.contacts.iter().filter(|one| reached(one)).collect();
        let printed: Vec<(usize, Vec<&Contact>)> =
            ways.iter().map(|way| (way.pathway, self.printed(&reached, way.pathway))).collect();
        let pathways = |contact: &Contact| {
            let here = printed.iter().filter(|(_, these)| these.iter().any(|one| std::ptr::eq(*one, contact)));
            here.map(|(pathway, _)| *pathway).collect::<Vec<_>>()
        };
        let mut called: Vec<ContactFor<'c>> = Vec::new();
        for contact in &country.contacts {
            let pathways = pathways(contact);
            if let Some(one) = called.last_mut().filter(|one| one.contact.id == contact.id) {
                one.instead.push(Replacement { contact, pathways });
                continue;
            }
            // Help that saves a life does not depend on a choice.
            let by_choice = self.rank(contact).0 && !pathways.iter().any(|at| self.helps_at_once(*at));
            called.push(ContactFor { contact, pathways, instead: Vec::new(), by_choice });
        }
        called.retain(|one| one.all_pathways().next().is_some());
        self.keep_one_that_informs(&mut called);
        called.sort_by_key(|one| {
            let (_, kind, confidence) = self.rank(one.contact);
            let saves = one.pathways.iter().any(|at| self.helps_at_once(*at));
            (!saves, one.by_choice, kind, one.first_pathway(), confidence)
        });
        called
    }

    fn helps_at_once(&self, pathway: usize) -> bool {
        self.catalogue.guidelines.pathways[pathway].helps_at_once()
    }

    /// If other contacts help with what is needed, only the best contact of the catalogue that merely informs is
    /// printed.
    fn keep_one_that_informs(&self, called: &mut Vec<ContactFor<'_>>) {
        let is_for_everybody = |at: usize| self.catalogue.guidelines.pathways[at].is_for_everybody();
        let informs = |one: &ContactFor<'_>| one.all_pathways().any(is_for_everybody);
        let only_informs = |one: &ContactFor<'_>| one.all_pathways().all(is_for_everybody);
        if called.iter().all(|one| !one.contact.origin.is_catalogue() || only_informs(one)) {
            return;
        }
        let own = called.iter().filter(|one| one.contact.origin.is_catalogue() && informs(one));
        let best = own.min_by_key(|one| self.choice_rank(one.contact)).map(|one| one.contact.id.clone());
        let stays = |one: &ContactFor<'_>| {
            !one.contact.origin.is_catalogue()
                || !one.instead.is_empty()
                || !only_informs(one)
                || Some(&one.contact.id) == best.as_ref()
        };
        called.retain(stays);
    }

    /// The contacts that are printed for one pathway.
    fn printed<'c>(&self, contacts: &[&'c Contact], pathway: usize) -> Vec<&'c Contact> {
        let entry = &self.catalogue.guidelines.pathways[pathway];
        let mut here: Vec<&Contact> = contacts.iter().copied().filter(|one| one.serves.contains(&pathway)).collect();
        if entry.any_number {
            if !here.iter().any(|one| one.origin.is_catalogue()) {
                here.extend(self.the_best(contacts, entry.helps_at_once()));
            }
            return here;
        }
        // A weak number is printed only beside a better one. For a contact of the catalogue, that must be one of its
        // own. A pathway for everybody is no need that a weak number could meet.
        let may_support = |one: &Contact, other: &Contact| !one.origin.is_catalogue() || other.origin.is_catalogue();
        let better = |one: &Contact| {
            let is_better = |other: &&&Contact| may_support(one, other) && other.confidence != Confidence::C;
            here.iter().any(|other| is_better(&other)) && (one.confidence != Confidence::C || !entry.is_for_everybody())
        };
        let is_whole = |one: &Contact| with_its_conflict(contacts, one).all(|other| other.serves.contains(&pathway));
        here = here.iter().copied().filter(|one| better(one) && is_whole(one)).collect();
        let mut own: Vec<&Contact> = here.iter().copied().filter(|one| one.origin.is_catalogue()).collect();
        own.sort_by_key(|one| self.choice_rank(one));
        own.truncate(MOST_FOR_ONE);
        let stays = |one: &&Contact| !one.origin.is_catalogue() || own.iter().any(|other| std::ptr::eq(*other, *one));
        here.retain(stays);
        let complete: Vec<&Contact> = here
            .iter()
            .copied()
            .filter(|one| with_its_conflict(contacts, one).all(|other| here.iter().any(|it| std::ptr::eq(*it, other))))
            .collect();
        complete
    }

    /// If a pathway needs any number but has no contact: the best other contacts. `at_once`: if a life is at risk,
    /// contacts for that come first, otherwise those for other help.
    fn the_best<'c>(&self, contacts: &[&'c Contact], at_once: bool) -> Vec<&'c Contact> {
        let helps_at_once = |one: &Contact| one.serves.iter().any(|at| self.helps_at_once(*at));
        let mut all: Vec<&Contact> = contacts.iter().copied().filter(|one| one.origin.is_catalogue()).collect();
        all.sort_by_key(|one| (helps_at_once(one) != at_once, self.choice_rank(one)));
        let first: Vec<&Contact> = all.iter().copied().take(MOST_FOR_ONE).collect();
        let with_first = |one: &&Contact| {
            first.iter().any(|first| with_its_conflict(contacts, first).any(|other| std::ptr::eq(other, *one)))
        };
        all.into_iter().filter(with_first).collect()
    }
}

fn ranked(contact: &Contact, own_route: bool, independent_first: bool) -> (bool, Option<OwnerKind>, Confidence) {
    let by_choice = own_route && contact.kind == OwnerKind::State;
    (by_choice, independent_first.then_some(contact.kind), contact.confidence)
}

/// Whether a contact is for this person, as far as known.
fn fits(catalogue: &Catalogue, case: &Case, contact: &Contact) -> bool {
    let is_of = |home: String| contact.nationals.contains(&home);
    is_for(catalogue, case, &contact.fits)
        && (contact.nationals.is_empty() || home_id(catalogue, case).is_none_or(is_of))
}

/// Whether the person is in each of these groups, as far as known.
pub fn is_for(catalogue: &Catalogue, case: &Case, groups: &[usize]) -> bool {
    let answers = Answers::of(catalogue, case);
    let is_yes = |rule: &Condition| rule.evaluate(&answers).is_yes();
    groups
        .iter()
        .map(|at| &catalogue.guidelines.fits[*at])
        .all(|group| group.when.as_ref().is_none_or(is_yes) && !group.unless.as_ref().is_some_and(is_yes))
}

/// The home country, whether or not the catalogue knows it. If the question does not apply, it is the country of the
/// screening.
fn home_id(catalogue: &Catalogue, case: &Case) -> Option<String> {
    let of_role = |role| {
        let at = catalogue.fact_by_role(role)?;
        Some((catalogue.fact(at), case.fact(at).value_ids(catalogue.fact(at)).first().map(|id| (*id).to_owned())))
    };
    let (home, told) = of_role(Role::HomeCountry)?;
    let comes_up = home.ask_if.as_ref().map(|rule| rule.evaluate(&Answers::of(catalogue, case)));
    match told {
        None if comes_up == Some(Truth::No) => of_role(Role::Country)?.1,
        told => told,
    }
}

/// The contact, and those that contradict it: with the same word, from the same file. A file has no effect on contacts
/// of another one.
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
