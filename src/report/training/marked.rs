//! A trainee's case compared with that of the script, in words: differences sign by sign, their effect on the finding,
//! and the trainer's remarks.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::catalogue::{Catalogue, Question};
use crate::referral::Recommendation;
use crate::report::side_by_side;
use crate::training::{Deviation, DeviationKind, Marking, Script};
use crate::wording;

/// The two parts of a result.
type Side<'a> = (&'a Assessment, &'a Recommendation);

pub fn marked(
    catalogue: &Catalogue,
    script: &Script,
    cases: [&Case; 2],
    sides: [Side<'_>; 2],
    marking: &Marking,
    width: u16,
    plain: bool,
) -> String {
    let heads = [text!("training-you"), text!("training-the-script")];
    let mut lines = vec![side_by_side(catalogue, heads, sides, width, plain), String::new()];
    lines.push(effect(catalogue, marking));
    // Answers that were only left open are counted.
    for (kind, title) in [
        (DeviationKind::Overlooked, text!("training-marked-overlooked")),
        (DeviationKind::NotReached, text!("training-marked-not-reached")),
        (DeviationKind::TakenForNo, text!("training-marked-taken-for-no")),
        (DeviationKind::Added, text!("training-marked-added")),
        (DeviationKind::Rated, text!("training-marked-rated")),
        (DeviationKind::Fact, text!("training-marked-fact")),
    ] {
        let of_kind: Vec<&Deviation> = marking.deviations.iter().filter(|one| one.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("{title}:")]);
        lines.extend(of_kind.into_iter().flat_map(|one| deviation(catalogue, script, cases, one)));
    }
    let left_open = marking.count(DeviationKind::LeftOpen);
    if left_open > 0 {
        lines.extend([String::new(), text!("training-marked-left-open", count = left_open)]);
    }
    lines.extend(remarks(script, marking));
    let wrapped = lines.iter().flat_map(|text| text.lines()).flat_map(|line| match line.chars().next() {
        // Drawn lines keep their width.
        Some('│' | '┌' | '├' | '└' | '╞') => vec![line.to_owned()],
        _ => wrap(line, width.into()),
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

/// Wraps a line, and keeps its indent.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let indent = " ".repeat(indent);
    let width = width.saturating_sub(indent.len()).max(20);
    wording::wrap(line.trim_start(), width)
        .into_iter()
        .map(|line| format!("{indent}{line}").trim_end().to_owned())
        .collect()
}

/// The effect of the differences on the finding.
fn effect(catalogue: &Catalogue, marking: &Marking) -> String {
    let title = |at: crate::condition::FindingIx| catalogue.findings[at.0].title.as_str();
    let moving = marking.deviations.iter().filter(|one| one.moves_to.is_some()).count();
    let (finding, key) = (title(marking.finding), title(marking.key));
    if marking.finding != marking.key {
        text!("training-other-finding", finding = finding, key = key, moving = moving)
    } else if marking.deviations.is_empty() {
        text!("training-same-answers").to_owned()
    } else {
        text!("training-same-finding", finding = key)
    }
}

fn deviation(catalogue: &Catalogue, script: &Script, [own, key]: [&Case; 2], one: &Deviation) -> Vec<String> {
    let answer = |case: &Case| match one.question {
        Question::Fact(at) => wording::fact(catalogue.fact(at), case.fact(at)),
        Question::Indicator(at) => case.answer(at).map_or(text!("training-left-open").to_owned(), wording::answer),
    };
    let mut lines = vec![
        format!("  {} ({})", catalogue.question_title(one.question), catalogue.question_id(one.question)),
        format!("    {}", text!("training-both-answers", own = answer(own), key = answer(key))),
    ];
    if let Some(says) = script.telling(one.question).map(|telling| &telling.says).filter(|says| !says.is_empty()) {
        lines.push(format!("    {}", text!("training-said", words = says)));
    }
    if let Some(finding) = one.moves_to {
        let finding = &catalogue.findings[finding.0].title;
        lines.push(format!("    → {}", text!("training-moves-finding", finding = finding)));
    }
    lines.extend(
        script.remarks(Some(one.question)).map(|point| format!("    {}: {point}", text!("training-for-the-class"))),
    );
    lines
}

/// The trainer's remarks on the whole.
fn remarks(script: &Script, marking: &Marking) -> Vec<String> {
    let mut lines = Vec::new();
    if !script.misleads.is_empty() && marking.finding != marking.key {
        lines.push(format!("{}: {}", text!("training-misleads"), one_line(&script.misleads)));
    }
    lines.extend(script.remarks(None).map(|point| format!("{}: {point}", text!("training-for-the-class"))));
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
