//! The referral: how soon, where to and where not, what to do, and what must not happen.

use super::{Item, Part, Reader, Shape, View};
use crate::case::FactAnswer;
use crate::catalogue::{Action, Role, Step};
use crate::condition::Leaf;
use crate::referral::{self, Recommendation, Refusal, Way};
use crate::wording;

impl View<'_, '_> {
    /// How soon; not for whoever sees the least, since it may come of what they are not told.
    pub(super) fn how_soon(&self) -> Part {
        let title = |at: usize| self.catalogue().guidelines.urgencies[at].title.as_str();
        let titled = |advice: &Recommendation| advice.urgency.filter(|_| !self.sees_the_least()).map(title);
        let advice = self.report.recommendation;
        let (now, own) = (titled(advice), titled(advice.of_catalogue()));
        let text = match self.risk_files() {
            Some(files) if now != own => Some(wording::otherwise_soon(now, &files, own)),
            _ => now.map(str::to_owned),
        };
        Part::text("How soon", text)
    }

    /// The added files whose risk changes what is advised; none where nothing is changed.
    pub(super) fn risk_files(&self) -> Option<String> {
        self.report.recommendation.by_catalogue.as_ref()?;
        referral::country(self.catalogue(), self.report.case).map(wording::risk_files)
    }

    /// What stands behind a text that the catalogue by itself would not give, or not so.
    fn because(&self, is_own: bool) -> String {
        self.risk_files().filter(|_| !is_own).map_or_else(String::new, |files| wording::because_of(&files))
    }

    /// Entries that are advised, then those that a risk of an added file takes away. `is_told`: whether one stands here.
    fn marked(
        &self,
        [now, own]: [&[usize]; 2],
        is_told: impl Fn(&&usize) -> bool,
        text: impl Fn(&usize) -> String,
    ) -> Vec<Item> {
        let here = now.iter().filter(&is_told);
        let mut items: Vec<Item> =
            here.map(|at| format!("{}{}", text(at), self.because(own.contains(at))).into()).collect();
        let gone = own.iter().filter(|at| !now.contains(at)).filter(&is_told);
        items.extend(self.taken_away(gone, text));
        items
    }

    /// What the catalogue gives by itself and a risk of an added file takes away, for whoever screens.
    fn taken_away<T>(&self, own: impl IntoIterator<Item = T>, text: impl Fn(T) -> String) -> Vec<Item> {
        let Some(files) = self.risk_files().filter(|_| self.reader == Reader::Screener) else { return Vec::new() };
        own.into_iter().map(|one| wording::without_files(&files, &text(one)).into()).collect()
    }

    /// The pathways this reader is told of, each with what is known of the person's yes.
    pub(super) fn where_to(&self) -> Part {
        let pathways = &self.catalogue().guidelines.pathways;
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let text = |way: &Way, own_route: bool| {
            let pathway = &pathways[way.pathway];
            let said = if self.reader == Reader::Screener && pathway.needs_consent() {
                let asks_for_route = own_route && pathway.to_state();
                format!(" ({})", wording::agreement(way, asks_for_route))
            } else {
                String::new()
            };
            format!("{}{said}: {}", pathway.title, pathway.text)
        };
        let own_texts: Vec<String> = own.pathways.iter().map(|way| text(way, own.own_route)).collect();
        let told = advice.pathways.iter().filter(|way| self.is_told_of(way)).map(|way| text(way, advice.own_route));
        let mut items: Vec<Item> =
            told.map(|text| format!("{text}{}", self.because(own_texts.contains(&text))).into()).collect();
        let is_gone = |way: &&Way| !advice.pathways.iter().any(|one| one.pathway == way.pathway);
        items.extend(self.taken_away(own.pathways.iter().filter(is_gone), |way| text(way, own.own_route)));
        Part::new("Where to", Shape::List, items)
    }

    pub(super) fn not_this_way(&self) -> Part {
        let against = &self.catalogue().guidelines.contraindications;
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let is_told = |at: &&usize| self.is_told_against(&against[**at]);
        let items = self.marked([&advice.ruled_out, &own.ruled_out], is_told, |at| against[*at].text.clone());
        Part::new("Not this way", Shape::List, items)
    }

    /// What the person refused, in no other words than were put to them: pathways by name, then all referrals at once.
    /// A person who did not wish to talk refused no service.
    pub(super) fn refusals(&self) -> [Part; 2] {
        let (pathways, advice) = (&self.catalogue().guidelines.pathways, self.report.recommendation);
        let titles: Vec<&str> = advice.declined.iter().map(|at| pathways[*at].title.as_str()).collect();
        let by_name = (!titles.is_empty()).then(|| wording::declined(&titles));
        let is_general = advice.refusal == Some(Refusal::General) && !advice.withheld.is_empty();
        let general = if is_general { self.general_refusal() } else { Vec::new() };
        [Part::text("The person said no to", by_name), Part::text("No referral", general)]
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
                lines.push(wording::refused_all(&fact.title, &wording::fact(fact, answer)));
            }
        };
        if let Some(consent) = &catalogue.guidelines.consent {
            consent.withheld.leaves(&mut add);
        }
        lines
    }

    pub(super) fn do_now(&self) -> Part {
        self.actions(Step::Now, "Do now")
    }

    pub(super) fn do_later(&self) -> [Part; 3] {
        [
            self.actions(Step::Day, "Within 24 hours"),
            self.actions(Step::ThreeDays, "Within 72 hours"),
            self.actions(Step::Later, "Later"),
        ]
    }

    fn actions(&self, step: Step, label: &str) -> Part {
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        let action = |at: &usize| &self.catalogue().guidelines.actions[*at];
        let is_due = |at: &&usize| {
            let one = action(at);
            one.step == step && self.is_told_to_do(one.serves, &one.terms)
        };
        let text = |at: &usize| {
            let Action { text, by, .. } = action(at);
            let by = if by == "you" { String::new() } else { format!(" [{by}]") };
            format!("{text}{by}")
        };
        Part::new(label, Shape::Tasks, self.marked([&advice.actions, &own.actions], is_due, text))
    }

    /// What must not happen.
    pub(super) fn safeguards(&self) -> Part {
        let all = self.catalogue().guidelines.safeguards.iter().enumerate();
        let (advice, own) = (self.report.recommendation, self.report.recommendation.of_catalogue());
        // What this reader would be told of anybody does not come of a file.
        let is_own = |at: &usize| own.safeguards.contains(at) || !advice.safeguards.contains(at);
        let held = all.clone().filter(|(at, one)| self.is_held_to(*at, one));
        let mut texts: Vec<Item> =
            held.map(|(at, one)| format!("{}{}", one.text, self.because(is_own(&at))).into()).collect();
        let gone = all.filter(|(at, _)| own.safeguards.contains(at) && !advice.safeguards.contains(at));
        texts.extend(self.taken_away(gone, |(_, one)| one.text.clone()));
        Part::new("Hold to this", Shape::List, texts)
    }
}
