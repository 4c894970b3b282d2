//! A trainee's case beside that of the script, in words: sign by sign where they differ, what that did to the finding, and
//! what the trainer has to say about it.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::catalogue::{Catalogue, Question};
use crate::referral::Recommendation;
use crate::report::side_by_side;
use crate::training::{Deviation, Kind, Marking, Script};
use crate::wording;

/// Kinds that are listed one by one, with what they mean; what was only left open is counted.
const LISTED: [(Kind, &str); 6] = [
    (Kind::Overlooked, "It was there, and you marked something else"),
    (Kind::NotReached, "It was there, and you did not get to it"),
    (Kind::TakenForNo, "You marked a no that nobody gave: it was a silence, a refusal or a doubt"),
    (Kind::Added, "You marked it as there, and the script does not"),
    (Kind::Rated, "You rated it otherwise"),
    (Kind::Fact, "Other answers that differ"),
];

/// A result: what it adds up to, and what is advised.
type Side<'a> = (&'a Assessment, &'a Recommendation);

/// See the module.
#[must_use]
pub fn marked(
    catalogue: &Catalogue,
    script: &Script,
    cases: [&Case; 2],
    sides: [Side<'_>; 2],
    marking: &Marking,
    width: u16,
    plain: bool,
) -> String {
    let mut lines = vec![side_by_side(catalogue, wording::YOU_AND_SCRIPT, sides, width, plain), String::new()];
    lines.push(effect(catalogue, marking));
    for (kind, title) in LISTED {
        let of_kind: Vec<&Deviation> = marking.deviations.iter().filter(|one| one.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("{title}:")]);
        lines.extend(of_kind.into_iter().flat_map(|one| deviation(catalogue, script, cases, one)));
    }
    let left_open = marking.count(Kind::LeftOpen);
    if left_open > 0 {
        lines.extend([String::new(), wording::left_open_besides(left_open)]);
    }
    lines.extend(remarks(script, marking));
    let wrapped = lines.iter().flat_map(|text| text.lines()).flat_map(|line| match line.chars().next() {
        // What is drawn is as wide as it is.
        Some('│' | '┌' | '├' | '└' | '╞') => vec![line.to_owned()],
        _ => wrap(line, width.into()),
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

/// Wraps a line, and keeps what it is set in by.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let indent = " ".repeat(indent);
    let width = width.saturating_sub(indent.len()).max(20);
    wording::wrap(line.trim_start(), width)
        .into_iter()
        .map(|line| format!("{indent}{line}").trim_end().to_owned())
        .collect()
}

/// What the differences did to the finding.
fn effect(catalogue: &Catalogue, marking: &Marking) -> String {
    let title = |at: crate::condition::FindingIx| catalogue.findings[at.0].title.as_str();
    let moving = marking.deviations.iter().filter(|one| one.moves_to.is_some()).count();
    if marking.finding == marking.key {
        return if marking.deviations.is_empty() {
            "You and the script agree in every answer.".to_owned()
        } else {
            format!("You came to the same finding as the script: {}.", title(marking.key))
        };
    }
    let alone = match moving {
        0 => "No single answer makes the difference: several do together.",
        1 => "One answer moves your finding by itself; it is marked below.",
        _ => "Several answers move your finding each by itself; they are marked below.",
    };
    format!("Your finding: {}. The script's: {}. {alone}", title(marking.finding), title(marking.key))
}

fn deviation(catalogue: &Catalogue, script: &Script, [own, key]: [&Case; 2], one: &Deviation) -> Vec<String> {
    let answer = |case: &Case| match one.question {
        Question::Fact(at) => wording::fact(catalogue.fact(at), case.fact(at)),
        Question::Indicator(at) => case.answer(at).map_or(wording::LEFT_OPEN.to_owned(), wording::answer),
    };
    let mut lines = vec![
        format!("  {} ({})", catalogue.question_title(one.question), catalogue.question_id(one.question)),
        format!("    you: {}; the script: {}", answer(own), answer(key)),
    ];
    if let Some(says) = script.telling(one.question).map(|telling| &telling.says).filter(|says| !says.is_empty()) {
        lines.push(format!("    {}", wording::said(says)));
    }
    if let Some(finding) = one.moves_to {
        lines.push(format!("    → this alone moves your finding to: {}", catalogue.findings[finding.0].title));
    }
    lines.extend(script.remarks(Some(one.question)).map(|point| format!("    {}: {point}", wording::FOR_THE_CLASS)));
    lines
}

/// What the trainer has to say about the whole.
fn remarks(script: &Script, marking: &Marking) -> Vec<String> {
    let mut lines = Vec::new();
    if !script.misleads.is_empty() && marking.finding != marking.key {
        lines.push(format!("{}: {}", wording::MISLEADS, one_line(&script.misleads)));
    }
    lines.extend(script.remarks(None).map(|point| format!("{}: {point}", wording::FOR_THE_CLASS)));
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
