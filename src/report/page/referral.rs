//! The referral: how soon, where to and where not, what to do, and what must not happen.

use super::{Item, Part, Reader, Shape, View};
use crate::catalogue::Step;
use crate::referral::Way;
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
                format!(" ({})", wording::agreement(way, asks_for_route, self.said_no()))
            } else {
                String::new()
            };
            Item::from(format!("{}{said}: {}", pathway.title, pathway.text))
        };
        let items = self.report.recommendation.pathways.iter().filter(|way| self.is_told_of(way)).map(item).collect();
        Part::new("Where to", Shape::List, items)
    }

    /// Whether the person said no to all of it; advised all the same is what may be for a child.
    fn said_no(&self) -> bool {
        let consent = self.catalogue().guidelines.consent.as_ref();
        self.is_yes(consent.map(|consent| &consent.withheld))
    }

    pub(super) fn not_this_way(&self) -> Part {
        let against = &self.catalogue().guidelines.contraindications;
        let held = self.report.recommendation.ruled_out.iter().map(|at| &against[*at]);
        Part::list("Not this way", held.filter(|one| self.is_told_against(one)).map(|one| one.text.clone()))
    }

    pub(super) fn declined(&self) -> Part {
        let pathways = &self.catalogue().guidelines.pathways;
        let titles: Vec<&str> =
            self.report.recommendation.declined.iter().map(|at| pathways[*at].title.as_str()).collect();
        let text = (!titles.is_empty()).then(|| wording::declined(&titles));
        Part::text("The person said no to", text)
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
