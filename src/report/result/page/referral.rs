//! The referral: how soon, where to and where not, what to do, and what must not happen.

use crate::case::FactAnswer;
use crate::catalogue::{Action, DueStep, Passage, Role, Safeguard};
use crate::condition::Leaf;
use crate::referral::{self, AdvisedPathway, Recommendation, Refusal};
use crate::report::result::page::{Audience, Item, PagePart, Shape, View};
use crate::wording;

impl View<'_, '_> {
    /// How soon. Not for readers of the minimum, because it may be due to answers that they may not see.
    pub(super) fn how_soon(&self) -> PagePart {
        let title = |at: usize| self.catalogue().guidelines.urgencies[at].title.as_str();
        let titled = |advice: &Recommendation| advice.urgency.filter(|_| !self.sees_the_least()).map(title);
        let advice = self.report.recommendation;
        let (now, own) = (titled(advice), titled(advice.of_catalogue()));
        let text = match self.risk_files() {
            Some(files) if now != own => Some(wording::otherwise_soon(now, &files, own)),
            _ => now.map(str::to_owned),
        };
        PagePart::text(text!("result-how-soon"), text)
    }

    /// The added files whose risk changes the advice, if any do.
    pub(super) fn risk_files(&self) -> Option<String> {
        self.report.recommendation.by_catalogue.as_ref()?;
        referral::country(self.catalogue(), self.report.case).map(wording::risk_files)
    }

    /// The text after advice that the catalogue alone would not give, or not in this way.
    pub(super) fn because(&self, is_own: bool) -> String {
        self.risk_files().filter(|_| !is_own).map_or_else(String::new, |files| wording::because_of(&files))
    }

    /// The sentences of a text for this reader and this person. For others they depend only on what these may know. So
    /// neither a sentence nor its absence reveals anything else.
    pub(super) fn said(&self, text: &Passage) -> String {
        let (catalogue, report) = (self.catalogue(), self.report);
        text.said(|terms| match self.reader {
            Audience::Screener => referral::holds(catalogue, report.case, report.assessment, terms),
            Audience::Service | Audience::Authority => self.shows(terms),
        })
    }

    /// The same without added files.
    fn said_by_catalogue(&self, text: &Passage) -> String {
        let (catalogue, report) = (self.catalogue(), self.report);
        match self.reader {
            Audience::Screener => {
                text.said(|terms| referral::holds_by_catalogue(catalogue, report.case, report.assessment, terms))
            }
            Audience::Service | Audience::Authority => self.said(text),
        }
    }

    /// Entries that are advised, then those that a risk of an added file removes. `is_told`: whether an entry is shown
    /// here.
    fn marked(
        &self,
        [now, own]: [&[usize]; 2],
        is_told: impl Fn(&&usize) -> bool,
        text: impl Fn(usize, &dyn Fn(&Passage) -> String) -> Item,
    ) -> Vec<Item> {
        let here = |at: usize| text(at, &|passage| self.said(passage));
        let by_catalogue = |at: usize| text(at, &|passage| self.said_by_catalogue(passage));
        let is_same = |at: &usize| own.contains(at) && here(*at) == by_catalogue(*at);
        let told = now.iter().filter(&is_told);
        let mut items: Vec<Item> = told.map(|at| here(*at).and(&self.because(is_same(at)))).collect();
        let gone = own.iter().filter(|at| !(now.contains(at) && is_same(at))).filter(&is_told);
        items.extend(self.taken_away(gone, |at| by_catalogue(*at)));
        items
    }

    /// For the screener: what the catalogue alone advises, and a risk of an added file removes.
    fn taken_away<T>(&self, own: impl IntoIterator<Item = T>, text: impl Fn(T) -> Item) -> Vec<Item> {
        let Some(files) = self.risk_files().filter(|_| self.reader == Audience::Screener) else { return Vec::new() };
        let without =
            |item: Item| Item { text: text!("meeting-origin-without", files = &files, text = &item.text), ..item };
        own.into_iter().map(|one| without(text(one))).collect()
    }

    /// The pathways that this reader may know, each with the state of consent.
    pub(super) fn where_to(&self) -> PagePart {
        let pathways = &self.catalogue().guidelines.pathways;
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let agreement = |way: &AdvisedPathway, own_route: bool| {
            let pathway = &pathways[way.pathway];
            let said = if pathway.needs_consent() {
                wording::agreement(way, own_route && pathway.to_state())
            } else {
                text!("referral-needs-no-yes")
            };
            (self.reader == Audience::Screener).then_some(said)
        };
        let told: Vec<&AdvisedPathway> = advice.pathways.iter().filter(|way| self.is_told_of(way)).collect();
        let of_many = told.iter().filter_map(|way| agreement(way, advice.own_route));
        let of_many = of_most(of_many.filter(|said| *said != text!("referral-needs-no-yes")));
        let text = |way: &AdvisedPathway, own_route: bool, said: &str| {
            let agreed = agreement(way, own_route).filter(|agreed| Some(*agreed) != of_many);
            let agreed = agreed.map_or_else(String::new, |agreed| format!(" ({agreed})"));
            format!("{}{agreed}: {said}", pathways[way.pathway].title)
        };
        let here = |way: &AdvisedPathway| text(way, advice.own_route, &self.said(&pathways[way.pathway].text));
        let by_catalogue =
            |way: &AdvisedPathway| text(way, own.own_route, &self.said_by_catalogue(&pathways[way.pathway].text));
        let own_texts: Vec<String> = own.pathways.iter().map(by_catalogue).collect();
        let texts: Vec<String> = told.into_iter().map(here).collect();
        let marked = |text: &String| format!("{text}{}", self.because(own_texts.contains(text))).into();
        let mut items: Vec<Item> = texts.iter().map(marked).collect();
        let is_gone = |text: &&String| !texts.contains(text);
        items.extend(self.taken_away(own_texts.iter().filter(is_gone), |text| text.clone().into()));
        PagePart::new(text!("result-where-to"), Shape::List, items)
            .after(&of_many.map_or_else(String::new, |agreement| text!("referral-unless-said", agreement = agreement)))
    }

    pub(super) fn not_this_way(&self) -> PagePart {
        let against = &self.catalogue().guidelines.contraindications;
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let is_told = |at: &&usize| self.is_told_against(&against[**at]);
        let items =
            self.marked([&advice.ruled_out, &own.ruled_out], is_told, |at, said| said(&against[at].text).into());
        PagePart::new(text!("result-do-not-use"), Shape::List, items)
    }

    /// What the person refused, in the words of the question: pathways by name, then all referrals. A person who
    /// refused the interview refused no service.
    pub(super) fn refusals(&self) -> [PagePart; 2] {
        let (pathways, advice) = (&self.catalogue().guidelines.pathways, self.report.recommendation);
        let titles: Vec<&str> = advice.declined.iter().map(|at| pathways[*at].title.as_str()).collect();
        let by_name = (!titles.is_empty()).then(|| text!("referral-declined", referrals = titles.join("; ")));
        let is_general = advice.refusal == Some(Refusal::General) && !advice.withheld.is_empty();
        let general = if is_general { self.general_refusal() } else { Vec::new() };
        [PagePart::text(text!("result-refused"), by_name), PagePart::text(text!("result-no-referral"), general)]
    }

    /// The answers by which the person refused all referrals.
    fn general_refusal(&self) -> Vec<String> {
        let (catalogue, case) = (self.catalogue(), self.report.case);
        let mut lines = Vec::new();
        let mut add = |leaf: &Leaf, negated: bool| {
            let Leaf::Fact { fact: at, values } = leaf else { return };
            let (fact, answer) = (catalogue.fact(*at), case.fact(*at));
            let FactAnswer::Values(given) = answer else { return };
            if fact.role != Some(Role::Consent) && (given & values != 0) != negated {
                lines.push(text!("referral-refused-all", question = &fact.title, answer = wording::fact(fact, answer)));
            }
        };
        if let Some(consent) = &catalogue.guidelines.consent {
            consent.withheld.leaves(&mut add);
        }
        lines
    }

    pub(super) fn do_now(&self) -> [PagePart; 2] {
        [self.actions(DueStep::Now, text!("result-do-now")), self.actions(DueStep::Next, text!("result-do-next"))]
    }

    pub(super) fn do_later(&self) -> [PagePart; 4] {
        [
            self.before_parting(),
            self.actions(DueStep::Day, text!("result-within-a-day")),
            self.actions(DueStep::ThreeDays, text!("result-within-three-days")),
            self.actions(DueStep::Later, text!("result-later")),
        ]
    }

    /// The checklist before parting: each sentence is one item.
    fn before_parting(&self) -> PagePart {
        let guidelines = &self.catalogue().guidelines;
        let due = |at: &&usize| {
            let action = &guidelines.actions[**at];
            action.step == DueStep::Parting && self.is_told_to_do(action.serves, &action.terms)
        };
        let sentences = |actions: &[usize]| -> Vec<Passage> {
            actions.iter().filter(due).flat_map(|at| guidelines.actions[*at].text.parts()).collect()
        };
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let told = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let here = told(sentences(&advice.actions).iter().map(|one| self.said(one)).collect());
        let by_catalogue = told(sentences(&own.actions).iter().map(|one| self.said_by_catalogue(one)).collect());
        let marked = |text: &String| Item::from(text.clone()).and(&self.because(by_catalogue.contains(text)));
        let mut items: Vec<Item> = here.iter().map(marked).collect();
        let gone = by_catalogue.iter().filter(|text| !here.contains(text));
        items.extend(self.taken_away(gone, |text| text.clone().into()));
        PagePart::new(text!("result-before-parting"), Shape::Ticks, items)
    }

    fn actions(&self, step: DueStep, label: &str) -> PagePart {
        let guidelines = &self.catalogue().guidelines;
        let due = |advice: &Recommendation| {
            let now = advice.by_step(guidelines).into_iter().filter(|(due, _)| *due == step);
            now.map(|(_, at)| at).collect::<Vec<_>>()
        };
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let is_told =
            |at: &&usize| self.is_told_to_do(guidelines.actions[**at].serves, &guidelines.actions[**at].terms);
        let text = |at: usize, said: &dyn Fn(&Passage) -> String| {
            let Action { title, text, by, .. } = &guidelines.actions[at];
            let by = if by == "you" { String::new() } else { format!(" [{by}]") };
            let said = Some(said(text)).filter(|text| !text.is_empty());
            Item { text: format!("{title}{by}"), under: said.into_iter().collect() }
        };
        PagePart::new(label, Shape::Tasks, self.marked([&due(advice), &due(own)], is_told, text))
    }

    pub(super) fn safeguards(&self) -> PagePart {
        let all = self.catalogue().guidelines.safeguards.iter().enumerate();
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        // A safeguard that this reader sees in every case is not due to a file.
        let is_own = |at: &usize| own.safeguards.contains(at) || !advice.safeguards.contains(at);
        let held = all.clone().filter(|(at, one)| self.is_held_to(*at, one));
        // The sentences of a safeguard for every case reveal nothing about this person.
        let is_same = |one: &Safeguard| self.said(&one.text) == self.said_by_catalogue(&one.text);
        let text = |(at, one): (usize, &Safeguard)| {
            format!("{}{}", self.said(&one.text), self.because(is_own(&at) && is_same(one))).into()
        };
        let mut texts: Vec<Item> = held.map(text).collect();
        let is_gone = |(at, one): &(usize, &Safeguard)| {
            own.safeguards.contains(at) && !(advice.safeguards.contains(at) && is_same(one))
        };
        texts.extend(self.taken_away(all.filter(is_gone), |(_, one)| self.said_by_catalogue(&one.text).into()));
        PagePart::new(text!("result-safeguards"), Shape::List, texts)
    }
}

/// The text that most items share, if two or more do. It is printed once, above them.
fn of_most<'t>(said: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for text in said {
        match counted.iter_mut().find(|(known, _)| *known == text) {
            Some((_, many)) => *many += 1,
            None => counted.push((text, 1)),
        }
    }
    counted.into_iter().rev().max_by_key(|(_, many)| *many).filter(|(_, many)| *many > 1).map(|(text, _)| text)
}
