//! The country: whom to call, who identifies, what the law gives before the decision, and what to watch for.

use crate::catalogue::{Contact, Country, OwnerKind, Topic};
use crate::condition::StateRisk;
use crate::referral::{self, ContactFor};
use crate::report::result::page::{Audience, Item, PagePart, Shape, View};
use crate::wording;

impl View<'_, '_> {
    /// The contacts for what is advised. A missing contact is reported as clearly.
    pub(super) fn contacts(&self) -> PagePart {
        let (catalogue, case, advice) = (self.catalogue(), self.report.case, self.report.recommendation);
        if catalogue.countries.is_empty() {
            return PagePart::list(text!("result-whom-to-call"), []);
        }
        if self.report.was_unsafe() {
            return self.emergency_contacts();
        }
        let Some(country) = referral::country(catalogue, case) else {
            return PagePart::text(text!("result-whom-to-call"), [text!("referral-no-country").to_owned()]);
        };
        let found = referral::contacts(catalogue, case, advice);
        let files = self.risk_files().filter(|_| advice.own_route_is_added());
        // Gaps of the catalogue are reported even if an added file fills them.
        let gives = |one: &&ContactFor<'_>| one.contact.origin.is_catalogue() && !one.pathways.is_empty();
        let mut own = found.iter().filter(gives).peekable();
        let intro = if own.peek().is_none() {
            text!("referral-no-contact", country = &country.title)
        } else if advice.independent_first && own.all(|one| one.contact.kind == OwnerKind::State) {
            let because = files.as_deref().map_or_else(String::new, wording::because_of);
            format!("{}{because}", text!("referral-no-neutral-contact"))
        } else {
            String::new()
        };
        let added = found.iter().any(|one| !one.contact.origin.is_catalogue() || !one.instead.is_empty());
        let below = if added && !intro.is_empty() { text!("meeting-origin-below") } else { "" };
        let is_last = files.filter(|_| found.iter().any(|one| one.by_choice));
        let last = is_last.map_or_else(String::new, |files| text!("meeting-origin-state-last", files = files));
        let is_unchecked = found.iter().any(|one| one.contact.verified_on.is_none());
        let check = if is_unchecked { text!("referral-check-numbers") } else { "" };
        let intro = [intro, below.to_owned(), last, check.to_owned()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let mut items: Vec<Item> = found.iter().map(|one| self.called(one, reached_here)).collect();
        let home = referral::home_contacts(catalogue, case, advice);
        items.extend(home.iter().map(|one| self.called(one, wording::from_abroad)));
        let lacking = self.without_contact(&found, &home);
        let is_partly = !found.is_empty() && !lacking.is_empty();
        items.extend(is_partly.then(|| Item::from(text!("referral-own-list-for-rest").to_owned())));
        let look_up = country.look_up.iter().filter(|one| {
            one.pathways.iter().any(|at| lacking.contains(at)) && referral::is_for(catalogue, case, &one.fits)
        });
        items.extend(look_up.map(|one| Item::from(wording::look_up(&one.text, &one.url))));
        PagePart::new(text!("result-whom-to-call"), Shape::List, items).after(&intro)
    }

    /// If the place was not safe: only contacts for help that needs no yes.
    fn emergency_contacts(&self) -> PagePart {
        let pathways = &self.catalogue().guidelines.pathways;
        let found = referral::contacts(self.catalogue(), self.report.case, self.report.recommendation);
        let saves = |at: usize| pathways[at].helps_at_once() || pathways[at].any_number;
        let found = found.iter().filter(|one| one.all_pathways().any(saves));
        let item = |one: &ContactFor<'_>| {
            let mut item = self.contact(one, reached_here);
            let instead = one.instead.iter().map(|one| one.contact);
            item.under.extend(instead.map(|one| wording::instead(self.catalogue(), one, &reached_here(one), None)));
            item
        };
        let items: Vec<Item> = found.map(item).collect();
        if items.is_empty() {
            return PagePart::text(text!("result-whom-to-call"), [text!("referral-no-emergency-number").to_owned()]);
        }
        PagePart::new(text!("result-whom-to-call"), Shape::List, items)
    }

    /// A contact with its details. Beside a replacement of an added file, it says that this one is the catalogue's.
    pub(super) fn contact(&self, called: &ContactFor<'_>, reached: impl Fn(&Contact) -> String) -> Item {
        let mut text = reached(called.contact);
        if !called.instead.is_empty() && called.contact.origin.is_catalogue() {
            text = format!("{text} {}", text!("meeting-origin-catalogue-contact"));
        }
        Item { text, under: wording::details_and_source(self.catalogue(), called.contact) }
    }

    /// The advised pathways that need the organisation's own list: the catalogue has no contact for them. Added files
    /// don't count.
    fn without_contact(&self, found: &[ContactFor<'_>], home: &[ContactFor<'_>]) -> Vec<usize> {
        let own = |one: &&ContactFor<'_>| one.contact.origin.is_catalogue();
        let served = |at: usize| found.iter().chain(home).filter(own).any(|one| one.pathways.contains(&at));
        let ways = self.report.recommendation.pathways.iter().filter(|way| !served(way.pathway));
        ways.map(|way| way.pathway).collect()
    }

    fn called(&self, called: &ContactFor<'_>, reached: impl Fn(&Contact) -> String) -> Item {
        let Item { text, under: details } = self.contact(called, &reached);
        let mut under = vec![self.serves(&called.pathways)];
        under.extend(details);
        under.extend(called.instead.iter().map(|one| {
            let serves = (one.pathways != called.pathways).then(|| self.serves(&one.pathways));
            wording::instead(self.catalogue(), one.contact, &reached(one.contact), serves)
        }));
        let pathways = &self.catalogue().guidelines.pathways;
        let helps_at_once = called.all_pathways().any(|at| pathways[at].helps_at_once());
        let chooses = self.report.recommendation.own_route && called.contact.kind == OwnerKind::State;
        under.extend((chooses && helps_at_once).then(|| text!("referral-ask-if-time").to_owned()));
        if called.by_choice {
            let files = self.risk_files().filter(|_| self.report.recommendation.own_route_is_added());
            let because = files.as_deref().map_or_else(String::new, wording::because_of);
            let consent = self.catalogue().guidelines.consent.as_ref();
            let is_child = self.is_yes(consent.map(|consent| &consent.not_needed));
            let by_choice = if is_child { text!("referral-by-choice-for-child") } else { text!("referral-by-choice") };
            under.push(format!("{by_choice}{because}"));
        }
        Item { text, under }
    }

    /// What a contact is for.
    fn serves(&self, pathways: &[usize]) -> String {
        let pathways = pathways.iter().map(|at| &self.catalogue().guidelines.pathways[*at]);
        let (of_all, needs): (Vec<_>, Vec<_>) = pathways.partition(|one| one.is_for_everybody());
        let titles = if needs.is_empty() { of_all } else { needs };
        if titles.is_empty() {
            text!("meeting-origin-serves-nothing").to_owned()
        } else {
            text!("result-contact-for", pathways = first_of(titles.iter().map(|one| one.title.as_str())))
        }
    }

    pub(super) fn country(&self) -> PagePart {
        let found = referral::country(self.catalogue(), self.report.case);
        let Some(country) = found.filter(|_| self.leads_to_state()) else {
            // A risk of an added file that changes the advice is shown with its reason.
            let is_told = self.reader == Audience::Screener && self.risk_files().is_some();
            return if is_told { self.risk() } else { PagePart::list("", []) };
        };
        let label = within(country);
        let topics: &[Topic] = match self.reader {
            // The faults of a country are no news to its authority.
            Audience::Authority => &[Topic::Competent, Topic::Waiting, Topic::NonPunishment],
            _ => &Topic::ALL,
        };
        let mut items = Vec::new();
        if self.reader != Audience::Authority {
            items.extend(self.risks(country));
        }
        // Only the screener needs to know the gaps of this project's research.
        let is_told = |topic: &&Topic| self.reader == Audience::Screener || country.on(**topic).next().is_some();
        items.extend(topics.iter().filter(is_told).map(|topic| self.on_topic(country, *topic)));
        PagePart::new(label, Shape::List, items)
    }

    /// Only the risks, if nothing else is shown about the country.
    pub(super) fn risk(&self) -> PagePart {
        let country = referral::country(self.catalogue(), self.report.case);
        let label = country.map_or_else(String::new, within);
        PagePart::new(label, Shape::List, country.map(|country| self.risks(country)).unwrap_or_default())
    }

    /// Whether any advice that this reader may know involves a body of the state.
    fn leads_to_state(&self) -> bool {
        let pathways = &self.catalogue().guidelines.pathways;
        let told = self.report.recommendation.pathways.iter().filter(|way| self.is_told_of(way));
        told.map(|way| &pathways[way.pathway]).any(crate::catalogue::Pathway::to_state)
    }

    pub(super) fn between_countries(&self) -> PagePart {
        let found = referral::instruments(self.catalogue(), self.report.case, self.report.recommendation);
        PagePart::list(
            text!("result-between-countries"),
            found.map(|one| {
                let text = format!("{}. {}", one.title, one.gives);
                wording::entry(self.catalogue(), &text, &one.claims, &one.origin)
            }),
        )
    }

    /// The risk from officials, and ties of help to cooperation: by the catalogue, then by added file.
    fn risks(&self, country: &Country) -> Vec<Item> {
        let mut items = Vec::new();
        if country.own_state_risk > StateRisk::None {
            let own = country.risks.iter().filter(|risk| risk.origin.is_catalogue() && !risk.because.is_empty());
            let text = wording::state_risk(country.own_state_risk).to_owned();
            items.push(Item { text, under: own.map(|risk| risk.because.clone()).collect() });
        }
        items.extend(country.risks.iter().filter(|risk| !risk.origin.is_catalogue()).map(|risk| {
            let because = wording::entry(self.catalogue(), &risk.because, &risk.claims, &risk.origin);
            match risk.level {
                // A reason alone does not say how high the risk is.
                StateRisk::None => because.into(),
                level => {
                    let text = wording::marked(wording::state_risk(level), &risk.origin);
                    Item { text, under: vec![because] }
                }
            }
        }));
        let own = country.ties.iter().filter(|tie| tie.origin.is_catalogue()).map(|tie| tie.cooperation).max();
        items.extend(own.map(|tie| wording::cooperation(tie).to_owned().into()));
        let added = country.ties.iter().filter(|tie| !tie.origin.is_catalogue());
        items.extend(added.map(|tie| {
            let text = wording::cooperation(tie.cooperation);
            wording::entry(self.catalogue(), text, &tie.claims, &tie.origin).into()
        }));
        items
    }

    fn on_topic(&self, country: &Country, topic: Topic) -> Item {
        let said =
            |one: &crate::catalogue::Statement| wording::entry(self.catalogue(), &one.text, &one.claims, &one.origin);
        let mut under: Vec<String> = Vec::new();
        // A gap of the catalogue remains one, whatever an added file says.
        let is_gap = !country.on(topic).any(|one| one.origin.is_catalogue());
        if is_gap && self.reader == Audience::Screener {
            under.push(text!("referral-nothing-found").to_owned());
        }
        under.extend(country.on(topic).map(said));
        Item { text: wording::topic(topic).to_owned(), under }
    }
}

/// The most titles in a row. The others are counted.
const MOST_TITLES: usize = 2;

/// The first titles of a row, and how many more there are.
fn first_of<'t>(titles: impl Iterator<Item = &'t str>) -> String {
    let all: Vec<&str> = titles.collect();
    let first = all.iter().take(MOST_TITLES).copied().collect::<Vec<_>>().join("; ");
    match all.len().saturating_sub(MOST_TITLES) {
        0 => first,
        more => text!("result-titles-and-more", titles = first, count = more),
    }
}

/// How a contact is reached in its own country, or in every way if there is none there.
pub(super) fn reached_here(contact: &Contact) -> String {
    let is_abroad = contact.number.is_empty() && contact.other.is_empty();
    if is_abroad { wording::contact_all(contact) } else { wording::contact(contact) }
}

fn within(country: &Country) -> String {
    match country.origin.file() {
        None => text!("result-in-country", country = &country.title),
        Some(file) => text!(
            "result-in-country-of-file",
            country = &country.title,
            source = text!("meeting-origin-from-file", file = &file.label)
        ),
    }
}
