//! The result as a table for people: what was found, what it rests on, what to do now.

use super::Report;
use super::rows::Rows;
use crate::assessment::{Answers, Range};
use crate::catalogue::{Gate, Step};
use crate::condition::{FindingIx, IndicatorIx, Status};
use crate::wording;

/// Most open questions that are named one by one; the rest are counted.
const NAMED: usize = 6;

/// The result as a table of at most `width` columns. `plain`: without lines, for screen readers and files.
#[must_use]
pub fn table(report: &Report<'_>, width: u16, plain: bool) -> String {
    let mut rows = Rows::default();
    if let Some(derived) = report.derived {
        let (all, lacking) = (report.catalogue.indicators.len(), derived.not_derived.len());
        rows.add(
            "Derived",
            &format!(
                "from answers to {}, through the sources that both cite: {} of {all} indicators; about the others nothing is known",
                derived.from,
                all - lacking
            ),
        );
    }
    for gate in report.catalogue.gates.iter().filter(|gate| is_closed(report, gate)) {
        rows.add("The talk ended", &gate.say);
    }
    finding(report, &mut rows);
    referral(report, &mut rows);
    open(report, &mut rows);
    rows.add("Please note", &report.catalogue.caveat);
    rows.add(
        "Made with",
        &format!("{}; {}; {}", report.catalogue.name(), report.catalogue.status, report.catalogue.validation),
    );
    rows.text(width, plain)
}

/// Whether an answer of the case ended the talk.
fn is_closed(report: &Report<'_>, gate: &Gate) -> bool {
    gate.when.evaluate(&Answers::of(report.catalogue, report.case)).is_yes()
}

fn finding(report: &Report<'_>, rows: &mut Rows) {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let finding = &catalogue.findings[assessment.finding.0];
    rows.add("Finding", &format!("{}\n{}", finding.title, finding.meaning));
    let mut because: Vec<String> =
        report.trace.because(assessment.finding).iter().map(|words| (*words).to_owned()).collect();
    let last = because.len().saturating_sub(1);
    for (at, words) in because.iter_mut().enumerate() {
        words.push(if at == last { ':' } else { ';' });
    }
    because.extend(report.trace.reasons(assessment.finding).iter().map(|at| reason(report, *at)));
    rows.list("It rests on", &because);
    rows.add("It may become", &range(report));
    let core_only =
        assessment.core.answered == assessment.core.applicable && assessment.all.answered < assessment.all.applicable;
    let share = format!(
        "core questions answered {}, all questions {}{}",
        wording::share(assessment.core),
        wording::share(assessment.all),
        if core_only { "; core questions only" } else { "" },
    );
    let track = if catalogue.child_track.is_some() { wording::track(assessment.track) } else { wording::NO_TRACK };
    rows.add("Assessed as", &format!("{track}; {share}"));
    let shown =
        catalogue.areas.iter().zip(&assessment.areas).filter(|(_, established)| established.status > Status::None);
    let shown: Vec<String> =
        shown.map(|(area, established)| format!("{}: {}", area.title, wording::status(established.status))).collect();
    rows.list("Signs recorded in", &shown);
}

/// An indicator that counted, with what was answered. A note is only said to be there.
fn reason(report: &Report<'_>, at: IndicatorIx) -> String {
    let statement = &report.catalogue.indicator(at).statement;
    let grounds = report.case.answer(at).map(wording::grounds).unwrap_or_default();
    if grounds.is_empty() { format!("- {statement}") } else { format!("- {statement} ({grounds})") }
}

fn range(report: &Report<'_>) -> String {
    let title = |at: &FindingIx| report.catalogue.findings[at.0].title.as_str();
    if report.assessment.range.is_settled() {
        return "settled: no answer that is still open can change it".to_owned();
    }
    match &report.assessment.range {
        Range::Between { low, high } => {
            format!("from \"{}\" to \"{}\", by answers that are still open", title(low), title(high))
        }
        Range::Among { findings, .. } => {
            let titles: Vec<String> = findings.iter().map(|at| format!("\"{}\"", title(at))).collect();
            format!("by answers that are still open, no other than {}", titles.join(", "))
        }
    }
}

fn referral(report: &Report<'_>, rows: &mut Rows) {
    let guidelines = &report.catalogue.guidelines;
    let advice = report.recommendation;
    if let Some(urgency) = advice.urgency.map(|at| &guidelines.urgencies[at]) {
        rows.add("How soon", &urgency.title);
    }
    let pathways = advice.pathways.iter().map(|at| &guidelines.pathways[*at]);
    rows.list(
        "Where to",
        &pathways.map(|pathway| format!("- {}: {}", pathway.title, pathway.text)).collect::<Vec<_>>(),
    );
    let mut number = 0;
    for (step, label) in [
        (Step::Now, "Do now"),
        (Step::Day, "Within 24 hours"),
        (Step::ThreeDays, "Within 72 hours"),
        (Step::Later, "Later"),
    ] {
        let actions = advice.actions.iter().map(|at| &guidelines.actions[*at]).filter(|action| action.step == step);
        let lines: Vec<String> = actions
            .map(|action| {
                number += 1;
                let by = if action.by == "you" { String::new() } else { format!(" [{}]", action.by) };
                format!("{number}. {}{by}", action.text)
            })
            .collect();
        rows.list(label, &lines);
    }
    let safeguards = advice.safeguards.iter().map(|at| format!("- {}", guidelines.safeguards[*at].text));
    rows.list("Hold to this", &safeguards.collect::<Vec<_>>());
}

fn open(report: &Report<'_>, rows: &mut Rows) {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let named = |ats: Vec<usize>| {
        let mut lines: Vec<String> =
            ats.iter().take(NAMED).map(|at| format!("- {}", catalogue.indicators[*at].statement)).collect();
        if ats.len() > NAMED {
            lines.push(format!("and {} more", ats.len() - NAMED));
        }
        lines
    };
    let mut lines = named(assessment.open.iter().collect());
    if !lines.is_empty() {
        lines.insert(0, "Not answered with present or absent; none of it counts as a no:".to_owned());
    }
    let facts: Vec<&str> = assessment.open_facts.iter().map(|at| catalogue.fact(*at).title.as_str()).collect();
    if !facts.is_empty() {
        lines.push(format!("Also open: {}", facts.join(", ")));
    }
    if !assessment.unrated.is_empty() {
        lines.push(format!("Severity not rated: {} of the indicators present", assessment.unrated.len()));
    }
    rows.list("Still open", &lines);
    rows.list("For someone trained to ask", &named(report.for_specialist.iter().map(|at| at.0).collect()));
    rows.list("Told without being asked", &named(assessment.volunteered.iter().collect()));
}
