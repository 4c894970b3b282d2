//! Writes an interview as a script that replays it.

use crate::assessment::assess;
use crate::case::{Case, FactAnswer};
use crate::catalogue::{Catalogue, Question};
use crate::condition::{FactIx, IndicatorIx};
use crate::referral::recommend;
use crate::toml_input::SourceFile;
use crate::training::{Played, Script};
use serde_json::Value;
use std::collections::BTreeSet;

/// A script that leads to the same case. Answers that would no longer be asked for are marked as volunteered, and the
/// result is its expectation.
pub fn as_script(catalogue: &Catalogue, case: &Case) -> String {
    let mut volunteered = BTreeSet::new();
    // A volunteered answer may have led to another question.
    loop {
        let text = written(catalogue, case, &volunteered);
        let more: Vec<Question> =
            never_asked(catalogue, &text).into_iter().filter(|question| !volunteered.contains(question)).collect();
        if more.is_empty() {
            return text;
        }
        volunteered.extend(more);
    }
}

/// Scripted answers that are not asked for when the script is played.
fn never_asked(catalogue: &Catalogue, text: &str) -> Vec<Question> {
    let source = SourceFile { name: String::new(), text: text.to_owned() };
    Script::read(&source, catalogue).map_or(Vec::new(), |script| Played::of(catalogue, &script, false).never_asked)
}

fn written(catalogue: &Catalogue, case: &Case, volunteered: &BTreeSet<Question>) -> String {
    let day = case.screened_on.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    let mut lines = vec![
        "[script]".to_owned(),
        format!("title = {}", in_toml(&text!("training-recorded-title").into())),
        "source = \"synthetic\"".to_owned(),
        "vignette = \"\"".to_owned(),
        format!("case_id = {}", in_toml(&Value::from(case.case_id.as_str()))),
        format!("screened_on = {day}"),
        "\n[facts]".to_owned(),
    ];
    for (at, fact) in catalogue.facts.iter().enumerate() {
        let value = match case.fact(FactIx(at)) {
            FactAnswer::NotAsked => continue,
            FactAnswer::Date(day) => day.to_string(),
            answer => in_toml(&answer.to_json(fact)),
        };
        let told = volunteered.contains(&Question::Fact(FactIx(at)));
        let value = if told { format!("{{ answer = {value}, volunteered = true }}") } else { value };
        lines.push(format!("{} = {value}", fact.id));
    }
    lines.push("\n[answers]".to_owned());
    for (at, indicator) in catalogue.indicators.iter().enumerate().map(|(at, one)| (IndicatorIx(at), one)) {
        let Some(answer) = case.answer(at) else { continue };
        let mut value = answer.to_json();
        if volunteered.contains(&Question::Indicator(at)) {
            if value.is_string() {
                value = serde_json::json!({ "presence": value });
            }
            value["volunteered"] = true.into();
        }
        lines.push(format!("{} = {}", indicator.id, in_toml(&value)));
    }
    lines.extend(expected(catalogue, case));
    lines.join("\n") + "\n"
}

fn expected(catalogue: &Catalogue, case: &Case) -> Vec<String> {
    let assessment = assess(catalogue, case, &mut ());
    let advice = recommend(catalogue, case, &assessment);
    let guidelines = &catalogue.guidelines;
    let pathways: Vec<&str> = advice.pathways.iter().map(|way| guidelines.pathways[way.pathway].id.as_str()).collect();
    let mut lines = vec![
        "\n[expect]".to_owned(),
        format!("finding = \"{}\"", catalogue.findings[assessment.finding.0].id),
        format!("pathways = {}", in_toml(&pathways.into())),
    ];
    lines.extend(advice.urgency.map(|at| format!("urgency = \"{}\"", guidelines.urgencies[at].id)));
    lines
}

/// A value as TOML.
fn in_toml(value: &Value) -> String {
    toml::Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}
