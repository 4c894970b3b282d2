//! The answers: what was said and seen, without interpretation; how the screening went; and what is not established.

use crate::case::{Case, FactAnswer, Presence};
use crate::catalogue::{About, Catalogue, HandOver, Tier};
use crate::condition::{FactIx, IndicatorIx};
use crate::report::result::page::{Audience, Item, PagePart, Shape, View};
use crate::{escape, wording};

/// The most open questions that are listed. The others are counted.
const NAMED: usize = 6;
/// The most unasked questions that are listed on a page.
const NAMED_ON_A_PAGE: usize = 12;

/// Free texts: each note with its question and answer, then facts that are texts.
pub(super) fn notes(catalogue: &Catalogue, case: &Case) -> PagePart {
    let noted = (0..catalogue.indicators.len()).map(IndicatorIx).filter_map(|at| {
        let answer = case.answer(at)?;
        let note = escape::shown(answer.note.as_ref()?).into_owned();
        let asked = format!("{} ({})", catalogue.indicator(at).statement, wording::presence(answer.presence));
        Some(Item { text: asked, under: vec![note] })
    });
    let texts = catalogue.facts.iter().zip(case.facts()).filter_map(|(fact, answer)| {
        let FactAnswer::Text(text) = answer else { return None };
        Some(Item { text: fact.title.clone(), under: vec![escape::shown(text).into_owned()] })
    });
    let items: Vec<Item> = noted.chain(texts).collect();
    let intro = if items.is_empty() { text!("screening-no-notes") } else { text!("screening-notes") };
    PagePart::new(text!("result-notes"), Shape::List, items).after(intro)
}

impl View<'_, '_> {
    /// The recorded signs: severity, basis, and contradictions.
    pub(super) fn recorded(&self) -> PagePart {
        let present = self.indicators(Presence::Present);
        let item = |at: IndicatorIx| {
            let (one, answer) = (self.catalogue().indicator(at), self.case().answer(at));
            let mut under = Vec::new();
            let severity = answer.and_then(|answer| answer.severity).filter(|_| !self.sees_the_least());
            if let (Some(severity), Some(anchors)) = (severity, &one.anchors) {
                under.push(format!("{}: {}", wording::severity(severity), anchors.of(severity)));
            }
            if let Some(answer) = answer {
                let basis: Vec<&str> = answer.basis.iter().map(|one| wording::basis_for_others(*one)).collect();
                under.extend((!basis.is_empty()).then(|| basis.join("; ")));
                under.extend(answer.contradicted.then(|| text!("answer-contradicted").to_owned()));
            }
            Item { text: one.statement.clone(), under }
        };
        PagePart::new(text!("result-signs"), Shape::List, present.map(item).collect())
    }

    /// The indicators with this answer that the reader may see.
    fn indicators(&self, presence: Presence) -> impl Iterator<Item = IndicatorIx> {
        let all = (0..self.catalogue().indicators.len()).map(IndicatorIx);
        all.filter(move |at| self.case().presence(*at) == presence)
            .filter(|at| self.sees(self.catalogue().indicator(*at).hand_over))
    }

    /// The facts, and separately the conditions of the screening.
    pub(super) fn facts(&self) -> [PagePart; 2] {
        let facts = |about_the_talk: bool| {
            let here = self
                .catalogue()
                .facts
                .iter()
                .enumerate()
                .filter(move |(_, fact)| (fact.about == About::Talk) == about_the_talk);
            let line = |(at, fact): (usize, &crate::catalogue::Fact)| {
                let answer = self.case().fact(FactIx(at));
                answer.is_given().then(|| format!("{}: {}", fact.title, wording::fact(fact, answer)))
            };
            here.filter_map(line).collect::<Vec<_>>()
        };
        [PagePart::list(text!("result-facts"), facts(false)), PagePart::list(text!("result-talk"), facts(true))]
    }

    /// What is still open, for the screener right after the interview.
    pub(super) fn open(&self) -> [PagePart; 3] {
        let (catalogue, assessment) = (self.catalogue(), self.report.assessment);
        let named = |ats: Vec<usize>| {
            let mut lines: Vec<String> =
                ats.iter().take(NAMED).map(|at| format!("- {}", catalogue.indicators[*at].statement)).collect();
            if ats.len() > NAMED {
                lines.push(text!("result-and-more", count = ats.len() - NAMED));
            }
            lines
        };
        // Suspected signs come before unasked ones.
        let mut ats: Vec<usize> = assessment.open.iter().collect();
        let suspected = |at: &usize| self.report.case.presence(IndicatorIx(*at)) == Presence::Suspected;
        ats.sort_by_key(|at| !suspected(at));
        let mut lines = named(ats);
        if !lines.is_empty() {
            lines.insert(0, text!("result-open-intro").to_owned());
        }
        let facts: Vec<&str> = assessment.open_facts.iter().map(|at| catalogue.fact(*at).title.as_str()).collect();
        if !facts.is_empty() {
            lines.push(text!("result-open-facts", facts = facts.join(", ")));
        }
        if !assessment.unrated.is_empty() {
            lines.push(text!("result-not-rated", count = assessment.unrated.len()));
        }
        let for_specialist = named(self.report.for_specialist.iter().map(|at| at.0).collect());
        let volunteered = named(assessment.volunteered.iter().collect());
        [
            PagePart::text(text!("result-open"), lines),
            PagePart::text(text!("result-for-specialist"), for_specialist),
            PagePart::text(text!("result-volunteered"), volunteered),
        ]
    }

    /// Everything that is not established, for a page to keep: each kind of open answer separately.
    pub(super) fn not_established(&self) -> Vec<PagePart> {
        let ways = [
            (Presence::Suspected, text!("result-suspected")),
            (Presence::Unknown, text!("result-unknown")),
            (Presence::Declined, text!("result-declined")),
            (Presence::Absent, self.answered_no()),
        ];
        let mut parts: Vec<PagePart> = ways
            .into_iter()
            .filter(|(presence, _)| self.reader == Audience::Screener || *presence != Presence::Suspected)
            .map(|(presence, label)| {
                let statement = |at: IndicatorIx| self.catalogue().indicator(at).statement.clone();
                PagePart::list(label, self.indicators(presence).map(statement))
            })
            .collect();
        let not_asked: Vec<IndicatorIx> = self
            .assessment()
            .open
            .iter()
            .map(IndicatorIx)
            .filter(|at| self.case().presence(*at) == Presence::NotAsked)
            .filter(|at| self.sees(HandOver::Service.min(self.catalogue().indicator(*at).hand_over)))
            .collect();
        if !not_asked.is_empty() {
            parts.push(
                PagePart::list(text!("result-not-asked"), self.named_or_counted(&not_asked))
                    .after(text!("referral-not-asked")),
            );
        }
        parts
    }

    /// The heading of "no" answers. Under a caution a "no" may be due to the conditions of the screening.
    fn answered_no(&self) -> &'static str {
        let is_reliable = self.report.assessment.cautions.is_empty();
        if is_reliable { text!("result-absent") } else { text!("referral-no-without-weight") }
    }

    /// Lists a few questions. Of many, lists the core ones, and counts the others by section.
    fn named_or_counted(&self, questions: &[IndicatorIx]) -> Vec<String> {
        let catalogue = self.catalogue();
        let is_core = |at: &&IndicatorIx| catalogue.indicator(**at).tier == Tier::Core;
        let few = questions.len() <= NAMED_ON_A_PAGE;
        let named = questions.iter().filter(|at| few || is_core(at));
        let mut lines: Vec<String> = named.map(|at| catalogue.indicator(*at).statement.clone()).collect();
        for (section, title) in catalogue.sections.iter().enumerate().map(|(at, one)| (at, &one.title)) {
            let of_section = |at: &&IndicatorIx| catalogue.indicator(**at).section == section && !is_core(at);
            let many = questions.iter().filter(of_section).count();
            lines.extend(
                (!few && many > 0).then(|| text!("referral-not-asked-in-section", section = title, many = many)),
            );
        }
        lines
    }
}
