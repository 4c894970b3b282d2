//! The referral: how soon, where to and where not, what to do, and what must not happen.

use super::{Item, Part, Reader, Shape, View};
use crate::case::FactAnswer;
use crate::catalogue::{Role, Step};
use crate::condition::Leaf;
use crate::referral::{Refusal, Way};
use crate::wording;

impl View<'_, '_> {
    /// How soon; not for whoever sees the least, since it may come of what they are not told.
    pub(super) fn how_soon(&self) -> Part {
        let urgency = self.report.recommendation.urgency.filter(|_| !self.sees_the_least());
        let urgency = urgency.map(|at| &self.catalogue().guidelines.urgencies[at]);
        Part::text("How soon", urgency.map(|urgency| urgency.title.clone()))
    }

    /// The pathways this reader is told of, each with what is known of the person's yes.
    pub(super) fn where_to(&self) -> Part {
        let pathways = &self.catalogue().guidelines.pathways;
        let own_route = self.report.recommendation.own_route && self.reader == Reader::Screener;
        let item = |way: &Way| {
            let pathway = &pathways[way.pathway];
            let said = if self.reader == Reader::Screener && pathway.needs_consent() {
                let asks_for_route = own_route && pathway.to_state();
                format!(" ({})", wording::agreement(way, asks_for_route))
            } else {
                String::new()
            };
            Item::from(format!("{}{said}: {}", pathway.title, pathway.text))
        };
        let items = self.report.recommendation.pathways.iter().filter(|way| self.is_told_of(way)).map(item).collect();
        Part::new("Where to", Shape::List, items)
    }

    pub(super) fn not_this_way(&self) -> Part {
        let against = &self.catalogue().guidelines.contraindications;
        let held = self.report.recommendation.ruled_out.iter().map(|at| &against[*at]);
        Part::list("Not this way", held.filter(|one| self.is_told_against(one)).map(|one| one.text.clone()))
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
        let actions = self.report.recommendation.actions.iter().map(|at| &self.catalogue().guidelines.actions[*at]);
        let due = actions.filter(|action| action.step == step && self.is_told_to_do(action.serves, &action.terms));
        let item = |action: &crate::catalogue::Action| {
            let by = if action.by == "you" { String::new() } else { format!(" [{}]", action.by) };
            Item::from(format!("{}{by}", action.text))
        };
        Part::new(label, Shape::Tasks, due.map(item).collect())
    }

    /// What must not happen.
    pub(super) fn safeguards(&self) -> Part {
        let all = self.catalogue().guidelines.safeguards.iter().enumerate();
        Part::list("Hold to this", all.filter(|(at, one)| self.is_held_to(*at, one)).map(|(_, one)| one.text.clone()))
    }
}
