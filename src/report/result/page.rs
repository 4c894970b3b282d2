//! The parts of a result, and their readers. The same parts are drawn as a table, as Markdown and as HTML.
//!
//! This module owns which parts there are, and their order. `audience` decides what each reader may see.

mod answers;
mod audience;
mod brief;
mod country;
mod finding;
mod referral;

use crate::report::result::page::audience::MayKnow;
pub use crate::report::result::page::audience::{Audience, HandOverError};

use crate::assessment::Answers;
use crate::case::Purpose;
use crate::catalogue::{Catalogue, Fingerprint, Role};
use crate::condition::Condition;
use crate::report::Report;
use serde::Serialize;

/// How the items of a part are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Shape {
    /// Paragraphs.
    Text,
    List,
    /// Numbered tasks to tick off.
    Tasks,
    /// A checklist.
    Ticks,
}

/// One line of a part, with its details.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Item {
    pub text: String,
    pub under: Vec<String>,
}

impl Item {
    /// The same with a text appended.
    fn and(mut self, more: &str) -> Self {
        self.text.push_str(more);
        self
    }

    /// Its text alone.
    fn alone(self) -> Self {
        Self { under: Vec::new(), ..self }
    }
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self { text, under: Vec::new() }
    }
}

/// A part of a result.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PagePart {
    pub label: String,
    /// A text before its items. May be empty.
    pub intro: String,
    pub shape: Shape,
    pub items: Vec<Item>,
}

impl PagePart {
    fn new(label: impl Into<String>, shape: Shape, items: Vec<Item>) -> Self {
        Self { label: label.into(), intro: String::new(), shape, items }
    }

    fn text(label: impl Into<String>, texts: impl IntoIterator<Item = String>) -> Self {
        Self::new(label, Shape::Text, texts.into_iter().map(Item::from).collect())
    }

    fn list(label: impl Into<String>, texts: impl IntoIterator<Item = String>) -> Self {
        Self::new(label, Shape::List, texts.into_iter().map(Item::from).collect())
    }

    fn after(self, intro: &str) -> Self {
        Self { intro: intro.to_owned(), ..self }
    }
}

/// A result, for one reader.
#[derive(Clone, Debug, Serialize)]
pub struct ResultPage {
    pub(crate) title: &'static str,
    /// What a reader must know first.
    pub(crate) notices: Vec<String>,
    pub(crate) parts: Vec<PagePart>,
}

impl ResultPage {
    /// The result for the screener right after the interview, with the actions first.
    pub fn at_once(report: &Report<'_>) -> Self {
        let made = View::of(report, Audience::Screener);
        let mut parts = made.beginning();
        if report.was_unsafe() {
            // People who look over the screener's shoulder must learn nothing.
            parts.extend(made.do_now());
            parts.push(made.contacts());
        } else if made.ended_early() {
            parts.extend(made.do_now());
            parts.extend([made.where_to(), made.contacts(), made.risk()]);
            parts.extend(made.do_later());
            parts.extend([made.finding(), made.safeguards(), made.caveat(), made.made_with()]);
        } else {
            parts.extend([made.finding(), made.would_settle(), made.how_soon()]);
            parts.extend(made.do_now());
            parts.extend([made.where_to(), made.not_this_way()]);
            parts.extend(made.refusals());
            parts.push(made.contacts());
            parts.extend(made.do_later());
            parts.extend([made.safeguards(), made.rests_on(), made.may_become(), made.assessed_as(), made.areas()]);
            parts.extend([made.country(), made.between_countries()]);
            parts.extend(made.open());
            parts.extend([made.caveat(), made.made_with()]);
        }
        Self::of(text!("result-title"), Vec::new(), parts)
    }

    /// The first screen of the result: the least that is needed in the next minutes.
    pub fn brief(report: &Report<'_>) -> Self {
        Self::of(text!("result-title"), Vec::new(), brief::parts(report))
    }

    /// Adds notes and free texts at the end, for the screener who wrote them. It is never used for pages for others.
    pub(crate) fn with_notes(mut self, report: &Report<'_>) -> Self {
        self.parts.push(crate::report::result::page::answers::notes(report.catalogue, report.case));
        self
    }

    /// The result as a page to keep, print or hand over.
    ///
    /// # Errors
    /// The reason why this reader may not have it.
    pub fn for_reader(report: &Report<'_>, reader: Audience) -> Result<Self, HandOverError> {
        let made = View::of(report, reader);
        made.may_be_handed_over()?;
        let parts = match reader {
            Audience::Screener if report.was_unsafe() => return Ok(Self::at_once(report)),
            Audience::Screener => made.in_full(),
            Audience::Service => made.for_service(),
            Audience::Authority => made.for_authority(),
        };
        let title = match reader {
            Audience::Screener => text!("result-title-page"),
            Audience::Service | Audience::Authority => text!("result-title-referral"),
        };
        let mut page = Self::of(title, made.notices(), parts);
        if reader != Audience::Screener {
            let check = page.own_hash();
            page.parts.push(check);
        }
        Ok(page)
    }

    /// A hash to check the page. It covers the page only. With a hash of the answers, a reader could try out the
    /// answers that the page leaves out.
    fn own_hash(&self) -> PagePart {
        let whole = serde_json::to_value(self).unwrap_or_default();
        PagePart::text(text!("result-check"), [text!("result-page-hash", hash = Fingerprint::of(&whole).to_string())])
    }

    fn of(title: &'static str, notices: Vec<String>, mut parts: Vec<PagePart>) -> Self {
        parts.retain(|part| !part.items.is_empty() || !part.intro.is_empty());
        Self { title, notices, parts }
    }
}

/// A report as one reader sees it.
struct View<'r, 'a> {
    report: &'r Report<'a>,
    reader: Audience,
    /// What the reader may know. `None` for the screener.
    known: Option<MayKnow>,
}

impl<'a> View<'_, 'a> {
    fn catalogue(&self) -> &'a Catalogue {
        self.report.catalogue
    }

    fn in_full(&self) -> Vec<PagePart> {
        let mut parts = self.beginning();
        parts.extend([
            self.finding(),
            self.would_settle(),
            self.how_soon(),
            self.assessed_as(),
            self.may_become(),
            self.recorded(),
        ]);
        parts.extend(self.facts());
        parts.extend([self.where_to(), self.not_this_way()]);
        parts.extend(self.refusals());
        parts.push(self.contacts());
        parts.extend(self.do_now());
        parts.extend(self.do_later());
        parts.extend([self.safeguards(), self.country(), self.between_countries()]);
        parts.extend(self.not_established());
        parts.extend([self.caveat(), self.made_with(), self.hash()]);
        parts
    }

    /// What the person consented to: the findings, where they want to go, and what is done there.
    fn for_service(&self) -> Vec<PagePart> {
        let mut parts = vec![self.finding(), self.how_soon(), self.where_to(), self.not_this_way(), self.recorded()];
        parts.extend(self.facts());
        parts.extend(self.do_now());
        parts.extend(self.do_later());
        parts.push(self.safeguards());
        parts.extend(self.not_established());
        parts.extend([self.caveat(), self.made_with()]);
        parts
    }

    /// The minimum that helps: the request, the person's needs, and what the person must be spared.
    fn for_authority(&self) -> Vec<PagePart> {
        let mut parts = vec![self.finding(), self.how_soon(), self.where_to(), self.not_this_way(), self.safeguards()];
        parts.extend(self.facts());
        if self.sees_signs() {
            parts.push(self.recorded());
        }
        parts.extend([self.country(), self.caveat(), self.made_with()]);
        parts
    }

    fn is_yes(&self, condition: Option<&Condition>) -> bool {
        let answers = Answers::of(self.catalogue(), self.report.case);
        condition.is_some_and(|condition| condition.evaluate(&answers).is_yes())
    }

    fn notices(&self) -> Vec<String> {
        let training =
            (self.report.case.purpose == Purpose::Training).then(|| text!("referral-nobody-real").to_owned());
        let unknown = self.reader != Audience::Screener && !self.was_safe();
        let cautions = self.report.assessment.cautions.iter().map(|at| self.catalogue().cautions[*at].say.clone());
        let cautions = cautions.filter(|_| self.reader != Audience::Screener);
        training
            .into_iter()
            .chain(unknown.then(|| text!("referral-safety-not-recorded").to_owned()))
            .chain(cautions)
            .collect()
    }

    /// Whether the place was recorded as safe. True if no question asks for it.
    fn was_safe(&self) -> bool {
        self.catalogue().fact_by_role(Role::SafePlace).is_none_or(|at| self.report.case.fact(at).is_given())
    }
}
