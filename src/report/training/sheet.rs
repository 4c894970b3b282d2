//! A role sheet for the person who plays the interviewee: the story, their answers, what they hold back, and when they
//! say it. It is Markdown, which is also readable on paper.

use crate::case::{FactAnswer, Presence};
use crate::catalogue::{Catalogue, Question};
use crate::training::{Script, Telling};
use crate::wording;

pub fn role_sheet(catalogue: &Catalogue, script: &Script) -> String {
    let mut lines = vec![format!("# {}", script.title), String::new(), text!("training-role-rules").to_owned()];
    lines.extend([
        String::new(),
        format!("## {}", text!("training-story")),
        String::new(),
        script.vignette.trim().to_owned(),
    ]);
    let told: Vec<Told<'_>> = catalogue.questions().iter().filter_map(|at| told(catalogue, script, *at)).collect();
    let unasked = |one: &&Told<'_>| one.telling.volunteered;
    let held_back = |one: &&Told<'_>| !one.telling.volunteered && !one.telling.held_back.is_empty();
    let open = |one: &&Told<'_>| {
        !one.telling.volunteered && one.telling.held_back.is_empty() && (one.is_there || !one.telling.says.is_empty())
    };
    for (title, list) in [
        (text!("training-role-unasked"), told.iter().filter(unasked).collect::<Vec<_>>()),
        (text!("training-role-when-asked"), told.iter().filter(open).collect()),
        (text!("training-role-held-back"), told.iter().filter(held_back).collect()),
    ] {
        if list.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("## {title}"), String::new()]);
        lines.extend(list.into_iter().flat_map(entry));
    }
    lines.extend([String::new(), format!("## {}", text!("training-role-anything-else")), String::new()]);
    lines.push(text!("training-role-anything-else-rule").to_owned());
    lines.join("\n")
}

/// What the interviewee knows about a question.
struct Told<'a> {
    /// The question in the screener's words.
    prompt: &'a str,
    about: &'a str,
    answer: String,
    /// Whether it is so, and not only denied.
    is_there: bool,
    telling: &'a Telling,
}

fn told<'a>(catalogue: &'a Catalogue, script: &'a Script, question: Question) -> Option<Told<'a>> {
    let about = catalogue.question_title(question);
    match question {
        Question::Fact(at) => {
            let one = script.fact(at).filter(|one| one.answer != FactAnswer::NotAsked)?;
            let answer = wording::fact(catalogue.fact(at), &one.answer);
            // The interviewee does not answer questions to the screener.
            let is_there = catalogue.fact(at).to == crate::catalogue::Addressee::Person;
            let prompt = &catalogue.fact(at).prompt;
            Some(Told { prompt, about, answer, is_there, telling: &one.telling })
        }
        Question::Indicator(at) => {
            let one = script.answer(at)?;
            let is_there = !matches!(one.answer.presence, Presence::Absent | Presence::NotAsked);
            Some(Told {
                prompt: &catalogue.indicator(at).prompt,
                about,
                answer: wording::presence(one.answer.presence).to_owned(),
                is_there,
                telling: &one.telling,
            })
        }
    }
}

fn entry(one: &Told<'_>) -> Vec<String> {
    let mut lines = match one.telling.says.as_str() {
        "" => vec![format!("- {}: {}", one.about, one.answer)],
        says => vec![format!("- *{}*", one.prompt), format!("  {}", text!("training-said", words = says))],
    };
    if !one.telling.held_back.is_empty() {
        lines.push(format!("  **{}**", one.telling.held_back));
    }
    lines
}
