//! The country: whom to call, who identifies, what the law gives while one waits, and what to watch for.

use super::{Item, Part, Reader, Shape, View};
use crate::catalogue::{Cooperation, Country, Topic};
use crate::condition::StateRisk;
use crate::referral::{self, Called};
use crate::wording;

impl View<'_, '_> {
    /// Whom to call for what is advised. That nothing was seen is said as plainly.
    pub(super) fn contacts(&self) -> Part {
        let (catalogue, case, advice) = (self.catalogue(), self.report.case, self.report.recommendation);
        if catalogue.countries.is_empty() {
            return Part::list("Whom to call", []);
        }
        if self.report.was_unsafe() {
            return self.emergency_contacts();
        }
        let Some(country) = referral::country(catalogue, case) else {
            return Part::text("Whom to call", [wording::NO_COUNTRY.to_owned()]);
        };
        let found = referral::contacts(catalogue, case, advice);
        let intro = match found.as_slice() {
            [] => wording::no_contact(&country.title),
            found if found.iter().all(|one| one.by_choice) => wording::NO_NEUTRAL_CONTACT.to_owned(),
            _ => String::new(),
        };
        let mut items: Vec<Item> = found.iter().map(|one| self.called(one)).collect();
        let home = referral::home_contacts(catalogue, case, advice);
        items.extend(home.iter().map(|one| {
            let mut item = self.called(one);
            item.text = wording::from_abroad(one.contact);
            item
        }));
        let lacking = self.without_contact(&found, &home);
        items.extend((!found.is_empty() && !lacking.is_empty()).then(|| Item::from(wording::no_contact_for(&lacking))));
        Part::new("Whom to call", Shape::List, items).after(&intro)
    }

    /// Where talking was not safe: whom to call for help that waits for nothing, and nothing else.
    fn emergency_contacts(&self) -> Part {
        let pathways = &self.catalogue().guidelines.pathways;
        let found = referral::contacts(self.catalogue(), self.report.case, self.report.recommendation);
        let saves = |at: &usize| pathways[*at].protective && !pathways[*at].needs_consent();
        let found = found.iter().filter(|one| one.pathways.iter().any(saves));
        let item = |one: &Called<'_>| Item {
            text: wording::contact(one.contact),
            under: wording::contact_details(one.contact),
        };
        Part::new("Whom to call", Shape::List, found.map(item).collect())
    }

    /// Titles of the advised pathways that wait for nobody's list but the screener's own.
    fn without_contact(&self, found: &[Called<'_>], home: &[Called<'_>]) -> Vec<&str> {
        let served = |at: usize| found.iter().chain(home).any(|one| one.pathways.contains(&at));
        let ways = self.report.recommendation.pathways.iter().filter(|way| !served(way.pathway));
        ways.map(|way| self.catalogue().guidelines.pathways[way.pathway].title.as_str()).collect()
    }

    fn called(&self, called: &Called<'_>) -> Item {
        let titles: Vec<&str> =
            called.pathways.iter().map(|at| self.catalogue().guidelines.pathways[*at].title.as_str()).collect();
        let mut under = vec![format!("for: {}", titles.join("; "))];
        under.extend(wording::contact_details(called.contact));
        if called.by_choice {
            under.push(wording::BY_CHOICE.to_owned());
        }
        Item { text: wording::contact(called.contact), under }
    }

    pub(super) fn country(&self) -> Part {
        let found = referral::country(self.catalogue(), self.report.case);
        let Some(country) = found.filter(|_| self.leads_to_state()) else {
            return Part::list("", []);
        };
        let label = format!("In {}", country.title);
        let topics: &[Topic] = match self.reader {
            // What a country does badly is no news to its authority.
            Reader::Authority => &[Topic::Competent, Topic::Waiting, Topic::NonPunishment],
            _ => &Topic::ALL,
        };
        let mut items = Vec::new();
        if self.reader != Reader::Authority {
            items.extend(risks(country));
        }
        // A gap in what this project has seen is for whoever screens to know.
        let is_told = |topic: &&Topic| self.reader == Reader::Screener || country.on(**topic).next().is_some();
        items.extend(topics.iter().filter(is_told).map(|topic| said(country, *topic)));
        Part::new(label, Shape::List, items)
    }

    /// The risks alone, where nothing else is said of the country.
    pub(super) fn risk(&self) -> Part {
        let country = referral::country(self.catalogue(), self.report.case);
        let label = country.map_or_else(String::new, |country| format!("In {}", country.title));
        Part::new(label, Shape::List, country.map(risks).unwrap_or_default())
    }

    /// Whether anything that is advised, and that this reader is told of, has to do with a body of the state.
    fn leads_to_state(&self) -> bool {
        let pathways = &self.catalogue().guidelines.pathways;
        let told = self.report.recommendation.pathways.iter().filter(|way| self.is_told_of(way));
        told.map(|way| &pathways[way.pathway]).any(crate::catalogue::Pathway::to_state)
    }

    pub(super) fn between_countries(&self) -> Part {
        let found = referral::instruments(self.catalogue(), self.report.case, self.report.recommendation);
        Part::list("Between the two countries", found.map(|one| format!("{}. {}", one.title, one.gives)))
    }
}

/// The risk from officials, and whether help is tied to a case.
fn risks(country: &Country) -> Vec<Item> {
    let mut items = Vec::new();
    if country.state_risk > StateRisk::None {
        let risk = wording::state_risk(country.state_risk).to_owned();
        items.push(Item { text: risk, under: country.state_risk_because.clone() });
    }
    if country.cooperation > Cooperation::NotSeen {
        items.push(wording::cooperation(country.cooperation).to_owned().into());
    }
    items
}

fn said(country: &Country, topic: Topic) -> Item {
    let mut under: Vec<String> = country.on(topic).map(|said| said.text.clone()).collect();
    if under.is_empty() {
        under.push(wording::NOTHING_SEEN.to_owned());
    }
    Item { text: wording::topic(topic).to_owned(), under }
}
