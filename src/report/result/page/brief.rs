//! The first screen of a result: what a responder needs in the next minutes, and no more than a window of 80 by 24 holds.
//!
//! Owns what is on it and what is left out first. All of it is on the full page too, with its reasons.

use super::country::reached_here;
use super::{Audience, Item, PagePart, Shape, View};
use crate::assessment::Range;
use crate::catalogue::{Contact, Terms};
use crate::condition::{FindingIx, Leaf};
use crate::referral::{self, ContactFor};
use crate::report::Report;
use crate::report::result::table;
use crate::wording;

/// The window that the first screen fits: columns, lines without those of the keys, and words.
const WIDTH: u16 = 80;
const MOST_LINES: usize = 20;
const MOST_WORDS: usize = 160;

/// How many entries of each list are shown.
#[derive(Clone, Copy)]
struct Most {
    tasks: usize,
    contacts: usize,
    rules: usize,
}

impl Most {
    const AT_FIRST: Self = Self { tasks: 5, contacts: 3, rules: 2 };

    /// One less of what is missed least; none where one of each is left.
    fn less(self) -> Option<Self> {
        let Self { tasks, contacts, rules } = self;
        Some(match (tasks, contacts, rules) {
            (_, 3.., _) => Self { contacts: contacts - 1, ..self },
            (4.., ..) => Self { tasks: tasks - 1, ..self },
            (_, _, 2..) => Self { rules: rules - 1, ..self },
            (_, 2.., _) => Self { contacts: contacts - 1, ..self },
            (2.., ..) => Self { tasks: tasks - 1, ..self },
            _ => return None,
        })
    }
}

/// The parts of the first screen, cut until they fit.
pub(super) fn parts(report: &Report<'_>) -> Vec<PagePart> {
    let view = View::of(report, Audience::Screener);
    let mut most = Most::AT_FIRST;
    loop {
        let parts = view.brief(most);
        match most.less() {
            Some(less) if !fits(&parts) => most = less,
            _ => return parts,
        }
    }
}

fn fits(parts: &[PagePart]) -> bool {
    let text = table::compact(parts, WIDTH);
    text.lines().count() <= MOST_LINES && text.split_whitespace().count() <= MOST_WORDS
}

impl View<'_, '_> {
    fn brief(&self, most: Most) -> Vec<PagePart> {
        let mut parts = Vec::new();
        // Where talking was not safe, a glance at the screen must tell nothing.
        let is_open = !self.report.was_unsafe();
        if is_open {
            parts.extend(self.brief_doubts());
            parts.extend([self.brief_finding(), self.how_soon()]);
        }
        parts.extend([self.brief_tasks(most.tasks), self.brief_contacts(most.contacts)]);
        if is_open {
            parts.push(self.brief_rules(most.rules));
        }
        parts.retain(|part| !(part.items.is_empty() && part.intro.is_empty()));
        parts
    }

    /// Why the screening ended early, why a "no" proves nothing, and answers that contradict each other: by title.
    fn brief_doubts(&self) -> [PagePart; 2] {
        let (catalogue, report) = (self.catalogue(), self.report);
        let ended = report.closed_gates().map(|gate| first_sentence(&gate.say));
        let stopped = report.stopped && !catalogue.stopped.is_empty();
        let stopped = stopped.then(|| first_sentence(&catalogue.stopped));
        let cautions = report.assessment.cautions.iter().map(|at| catalogue.cautions[*at].title.clone());
        let has_cautions = !report.assessment.cautions.is_empty();
        let no_proves_nothing = if has_cautions { text!("result-brief-no-proves-nothing") } else { "" };
        let contradictions = report.assessment.contradictions.len();
        let contradictions = (contradictions > 0).then(|| text!("result-brief-contradictions", count = contradictions));
        [
            PagePart::text(text!("result-talk-ended"), ended.chain(stopped)),
            PagePart::text(text!("result-caution"), cautions.chain(contradictions)).after(no_proves_nothing),
        ]
    }

    /// The finding, with what further answers can make of it.
    fn brief_finding(&self) -> PagePart {
        let assessment = &self.report.assessment;
        let title = |at: FindingIx| self.catalogue().findings[at.0].title.as_str();
        let range = match &assessment.range {
            _ if assessment.is_settled() => text!("result-brief-settled").to_owned(),
            Range::Between { low, high } if low == high => text!("result-brief-not-settled").to_owned(),
            Range::Between { low, high } if *low == assessment.finding => {
                text!("result-brief-can-rise", finding = title(*high))
            }
            Range::Between { low, high } => text!("result-brief-range", low = title(*low), high = title(*high)),
            Range::Among { findings, .. } => text!("result-brief-among", count = findings.len()),
        };
        PagePart::text(text!("result-finding"), [title(assessment.finding).to_owned(), range])
    }

    /// The first things to do, by title.
    fn brief_tasks(&self, most: usize) -> PagePart {
        let items = self.do_now().into_iter().flat_map(|part| part.items);
        PagePart::new(text!("result-do-now"), Shape::Tasks, items.map(Item::alone).take(most).collect())
    }

    /// The first numbers to call, without what belongs to each. Where there is none: what is said instead.
    fn brief_contacts(&self, most: usize) -> PagePart {
        let (catalogue, case, advice) = (self.catalogue(), self.report.case, self.report.recommendation);
        let mut part = self.contacts();
        let here = referral::contacts(catalogue, case, advice);
        let home = referral::home_contacts(catalogue, case, advice);
        if self.report.was_unsafe() || (here.is_empty() && home.is_empty()) {
            part.items = part.items.into_iter().map(Item::alone).take(most).collect();
            return part;
        }
        let items = here.iter().map(|one| self.brief_contact(one, reached_here));
        part.items =
            items.chain(home.iter().map(|one| self.brief_contact(one, wording::from_abroad))).take(most).collect();
        let is_unchecked = here.iter().chain(&home).take(most).any(|one| one.contact.verified_on.is_none());
        part.after(if is_unchecked { text!("result-brief-check-numbers") } else { "" })
    }

    /// A number, with those that added files give in its place, and whether it is called only if the person chooses.
    fn brief_contact(&self, called: &ContactFor<'_>, reached: impl Fn(&Contact) -> String) -> Item {
        let mut item = self.contact(called, &reached).alone();
        if called.by_choice {
            let because = self.because(!self.report.recommendation.own_route_is_added());
            item = item.and(" ").and(text!("meeting-origin-only-if-chosen")).and(&because);
        }
        let instead = called.instead.iter();
        let under = instead.map(|one| wording::instead(self.catalogue(), one.contact, &reached(one.contact), None));
        Item { under: under.collect(), ..item }
    }

    /// Rules that protect: ways that are ruled out, then safeguards of this case, then those of every case.
    fn brief_rules(&self, most: usize) -> PagePart {
        let (guidelines, advice) = (&self.catalogue().guidelines, self.report.recommendation);
        let own = advice.of_catalogue();
        let against =
            advice.ruled_out.iter().map(|at| (&guidelines.contraindications[*at].text, own.ruled_out.contains(at)));
        let (of_all, of_case): (Vec<usize>, Vec<usize>) =
            advice.safeguards.iter().partition(|at| holds_always(&guidelines.safeguards[**at].terms));
        let safeguards =
            of_case.iter().chain(&of_all).map(|at| (&guidelines.safeguards[*at].text, own.safeguards.contains(at)));
        let rules = against.chain(safeguards).filter_map(|(text, is_own)| {
            let first = text.parts().map(|part| self.said(&part)).find(|said| !said.is_empty())?;
            Some(format!("{}{}", first_sentence(&first), self.because(is_own)))
        });
        PagePart::list(text!("result-brief-rules"), rules.take(most))
    }
}

fn holds_always(terms: &Terms) -> bool {
    let mut always = true;
    terms.when.leaves(&mut |leaf, _| always &= matches!(leaf, Leaf::Otherwise));
    always
}

/// A text up to the end of its first sentence.
fn first_sentence(text: &str) -> String {
    let end = text
        .match_indices(". ")
        .map(|(at, _)| at + 1)
        .find(|end| text[*end..].trim_start().starts_with(char::is_uppercase));
    text[..end.unwrap_or(text.len())].to_owned()
}
