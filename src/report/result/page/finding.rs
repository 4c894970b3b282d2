//! The finding: its reasons, its range, and how reliable the answers are.

use crate::assessment::{Answers, Range};
use crate::catalogue::{AskedBy, Question};
use crate::condition::{FindingIx, IndicatorIx, Status, Truth};
use crate::report::result::page::{Audience, PagePart, View};
use crate::wording;

impl View<'_, '_> {
    /// What comes before a finding: where the answers are from, and how the interview ended.
    pub(super) fn beginning(&self) -> Vec<PagePart> {
        let report = self.report;
        let derived = report.derived.map(|derived| {
            let (all, lacking) = (report.catalogue.indicators.len(), derived.not_derived.len());
            let (from, known) = (&derived.from, all - lacking);
            let from = if derived.by_id {
                text!("result-carried-over", catalogue = from, known = known, all = all)
            } else {
                text!("result-through-sources", catalogue = from, known = known, all = all)
            };
            PagePart::text(text!("result-derived"), [from])
        });
        let gates =
            self.report.closed_gates().map(|gate| PagePart::text(text!("result-talk-ended"), [gate.say.clone()]));
        let stopped = report.stopped && !report.catalogue.stopped.is_empty();
        let stopped = stopped.then(|| PagePart::text(text!("result-talk-ended"), [report.catalogue.stopped.clone()]));
        let doubts = [self.cautions(), self.contradictions()];
        derived.into_iter().chain(gates).chain(stopped).chain(doubts).collect()
    }

    /// Conditions of the screening under which a "no" proves nothing.
    pub(super) fn cautions(&self) -> PagePart {
        let said = self.report.assessment.cautions.iter().map(|at| self.catalogue().cautions[*at].say.clone());
        PagePart::text(text!("result-caution"), said)
    }

    fn contradictions(&self) -> PagePart {
        let found = self.report.assessment.contradictions.iter();
        PagePart::text(text!("result-contradictions"), found.map(|one| wording::contradiction(self.catalogue(), *one)))
    }

    /// Whether the interview ended before any sign was recorded. The page then omits unasked questions, and says how to
    /// part.
    pub(super) fn ended_early(&self) -> bool {
        let nothing = self.report.trace.reasons(self.report.assessment.finding).is_empty();
        self.report.was_unsafe() || (nothing && (self.report.stopped || self.report.closed_gates().next().is_some()))
    }

    pub(super) fn finding(&self) -> PagePart {
        let finding = &self.catalogue().findings[self.report.assessment.finding.0];
        // Others must not see the reason, because it would reveal the person's age.
        let title = if self.reader == Audience::Screener && self.report.rests_on_child_rule() {
            let is_child = self.is_yes(self.catalogue().child_now.as_ref());
            wording::by_child_rule(&finding.title, self.report.assessment.track, is_child)
        } else {
            finding.title.clone()
        };
        PagePart::text(text!("result-finding"), [title, self.said(&finding.meaning)])
    }

    /// What to ask first at another meeting, if something was recorded that needs a closer look.
    pub(super) fn would_settle(&self) -> PagePart {
        let report = self.report;
        let is_recorded = !report.trace.reasons(report.assessment.finding).is_empty();
        let asked = if is_recorded && !self.is_at_once() { report.settling() } else { Vec::new() };
        let prompts = asked.into_iter().map(|one| self.to_ask(one)).collect::<Vec<_>>();
        let intro = if prompts.is_empty() { "" } else { text!("meeting-would-settle") };
        PagePart::list(text!("result-would-settle"), prompts).after(intro)
    }

    /// Whether help that saves life and limb is advised, which needs no further question.
    fn is_at_once(&self) -> bool {
        let pathways = &self.catalogue().guidelines.pathways;
        self.report.recommendation.pathways.iter().any(|way| pathways[way.pathway].helps_at_once())
    }

    /// The text to say aloud, or what to judge for a sign that is only observed.
    fn to_ask(&self, question: Question) -> String {
        let Question::Indicator(at) = question else {
            let Question::Fact(at) = question else { return String::new() };
            return self.catalogue().fact(at).prompt.clone();
        };
        let one = self.catalogue().indicator(at);
        // While the person may be a child, the rule for children decides who may ask, as in the questionnaire.
        let answers = Answers::of(self.catalogue(), self.report.case);
        let child = self.catalogue().child_now.as_ref().map(|rule| rule.evaluate(&answers));
        let who = if child.is_none_or(|child| child == Truth::No) { one.who_asks.adult } else { one.who_asks.child };
        match who {
            AskedBy::Anyone => answers.prompt(at).to_owned(),
            AskedBy::ObserveOnly => text!("result-look-only", sign = &one.statement),
            AskedBy::ChildSpecialist | AskedBy::HealthStaff => {
                text!("result-leave-to-specialist", sign = &one.statement)
            }
        }
    }

    pub(super) fn rests_on(&self) -> PagePart {
        let report = self.report;
        let finding = report.assessment.finding;
        let words = report.trace.because(finding);
        let last = words.len().saturating_sub(1);
        let ends = |at: usize| if at == last { ':' } else { ';' };
        let mut items: Vec<String> =
            words.iter().enumerate().map(|(at, words)| format!("{words}{}", ends(at))).collect();
        items.extend(report.trace.reasons(finding).iter().map(|at| format!("- {}", self.reason(*at))));
        PagePart::text(text!("result-reasons"), items)
    }

    /// An indicator that counted, with its answer. Of a note only its existence is shown.
    fn reason(&self, at: IndicatorIx) -> String {
        let statement = &self.catalogue().indicator(at).statement;
        let grounds = self.report.case.answer(at).map(wording::grounds).unwrap_or_default();
        if grounds.is_empty() { statement.clone() } else { format!("{statement} ({grounds})") }
    }

    pub(super) fn may_become(&self) -> PagePart {
        PagePart::text(text!("result-could-change-to"), [self.range()])
    }

    fn range(&self) -> String {
        let title = |at: &FindingIx| self.catalogue().findings[at.0].title.as_str();
        if self.report.assessment.is_settled() {
            return text!("result-final").to_owned();
        }
        let is_reliable = self.report.assessment.cautions.is_empty();
        match &self.report.assessment.range {
            Range::Between { low, high } if low == high => text!("meeting-not-settled").to_owned(),
            Range::Between { low, high } if is_reliable => text!("result-range", low = title(low), high = title(high)),
            Range::Between { low, high } => text!("result-range-cautions", low = title(low), high = title(high)),
            Range::Among { findings, .. } => {
                let titles: Vec<String> =
                    findings.iter().map(|at| text!("result-quoted", finding = title(at))).collect();
                let titles = titles.join(", ");
                if is_reliable {
                    text!("result-among", findings = titles)
                } else {
                    text!("result-among-cautions", findings = titles)
                }
            }
        }
    }

    pub(super) fn assessed_as(&self) -> PagePart {
        let assessment = self.report.assessment;
        let core_only = assessment.core.answered == assessment.core.applicable
            && assessment.all.answered == assessment.core.answered
            && assessment.all.answered < assessment.all.applicable;
        let (core, all) = (wording::share(assessment.core), wording::share(assessment.all));
        let share = if core_only {
            text!("result-share-core-only", core = core, all = all)
        } else {
            text!("result-share", core = core, all = all)
        };
        let has_track = self.catalogue().child_track.is_some();
        let track = if has_track { wording::track(assessment.track) } else { text!("answer-track-any") };
        PagePart::text(text!("result-assessed-as"), [format!("{track}; {share}")])
    }

    pub(super) fn areas(&self) -> PagePart {
        let areas = self.catalogue().areas.iter().zip(&self.report.assessment.areas);
        let shown = areas.filter(|(_, established)| established.status > Status::None);
        let line = |(area, established): (&crate::catalogue::Area, &crate::assessment::Established)| {
            format!("{}: {}", area.title, wording::status(established.status))
        };
        PagePart::text(text!("result-signs-in"), shown.map(line))
    }

    pub(super) fn caveat(&self) -> PagePart {
        PagePart::text(text!("result-please-note"), [self.catalogue().caveat.clone()])
    }

    pub(super) fn made_with(&self) -> PagePart {
        let catalogue = self.catalogue();
        let made = format!("{}; {}; {}", catalogue.name(), catalogue.status, catalogue.validation);
        PagePart::text(text!("result-made-with"), std::iter::once(made).chain(wording::with_files(catalogue)))
    }

    pub(super) fn hash(&self) -> PagePart {
        let day = self.report.case.screened_on.map(|day| text!("result-screened-on", day = day.to_string()));
        let hash = text!("result-hash", hash = crate::report::result::json::hash(self.report).to_string());
        PagePart::text(text!("result-check"), day.into_iter().chain([hash]))
    }
}
