//! The words of the program itself. Words about indicators, findings and help belong to the catalogue.
//!
//! They are plain and short, and judge nobody. They never say that a person is or is not a victim.

mod lines;
mod origin;
mod referral;
mod rule;
mod scrutiny;

pub use lines::wrap;
pub use origin::*;
pub use referral::*;
pub use rule::{Numbers, element, leaf as look, pattern, rule, rule_by_number, rule_in_line};
pub use scrutiny::*;

use crate::assessment::Share;
use crate::case::{Answer, Basis, FactAnswer, Presence};
use crate::catalogue::{DueStep, Fact};
use crate::condition::{Severity, StateRisk, Status, Strength, Track};
use crate::escape::hidden;

/// A text without invisible characters that can change what a terminal shows.
pub fn without_hidden(text: &str) -> String {
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// The screener's choices, in words.
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => text!("answer-present"),
        Presence::Absent => text!("answer-absent"),
        Presence::Unknown => text!("answer-unknown"),
        Presence::Declined => text!("answer-declined"),
        Presence::Suspected => text!("answer-suspected"),
        Presence::NotAsked => text!("answer-not-asked"),
    }
}

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => text!("answer-severity-minor"),
        Severity::Serious => text!("answer-severity-serious"),
        Severity::Severe => text!("answer-severity-severe"),
    }
}

/// The basis of an answer, in words.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Told => text!("answer-basis-told"),
        Basis::Observed => text!("answer-basis-observed"),
        Basis::Document => text!("answer-basis-document"),
        Basis::ThirdParty => text!("answer-basis-third-party"),
    }
}

/// The basis of an answer, for people who were not there.
pub fn basis_for_others(basis: Basis) -> &'static str {
    match basis {
        Basis::Told => text!("answer-for-others-told"),
        Basis::Observed => text!("answer-for-others-observed"),
        Basis::Document => text!("answer-for-others-document"),
        Basis::ThirdParty => text!("answer-for-others-third-party"),
    }
}

/// When an action is due, in words.
pub fn step(step: DueStep) -> &'static str {
    match step {
        DueStep::Now => text!("answer-step-now"),
        DueStep::Next => text!("answer-step-next"),
        DueStep::Parting => text!("answer-step-parting"),
        DueStep::Day => text!("answer-step-day"),
        DueStep::ThreeDays => text!("answer-step-three-days"),
        DueStep::Later => text!("answer-step-later"),
    }
}

pub fn track(track: Track) -> &'static str {
    match track {
        Track::Adult => text!("answer-track-adult"),
        Track::Child => text!("answer-track-child"),
        Track::Undetermined => text!("answer-track-open"),
    }
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::None => text!("answer-status-none"),
        Status::Shown => text!("answer-status-shown"),
        Status::Positive => text!("answer-status-positive"),
    }
}

pub fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Element => text!("answer-strength-element"),
        Strength::Weak => text!("answer-strength-weak"),
        Strength::Medium => text!("answer-strength-medium"),
        Strength::Strong => text!("answer-strength-strong"),
        Strength::Critical => text!("answer-strength-critical"),
    }
}

/// The risk from officials, in one word.
pub fn risk(risk: StateRisk) -> &'static str {
    match risk {
        StateRisk::None => text!("answer-risk-none"),
        StateRisk::Caution => text!("answer-risk-caution"),
        StateRisk::High => text!("answer-risk-high"),
    }
}

/// A share of questions, in words.
pub fn share(share: Share) -> String {
    text!("answer-share", answered = share.answered, applicable = share.applicable)
}

/// An answer about a fact, in words.
pub fn fact(fact: &Fact, answer: &FactAnswer) -> String {
    match answer {
        FactAnswer::NotAsked => presence(Presence::NotAsked).to_owned(),
        FactAnswer::Unknown => presence(Presence::Unknown).to_owned(),
        FactAnswer::Declined => presence(Presence::Declined).to_owned(),
        FactAnswer::Date(day) => day.to_string(),
        FactAnswer::Text(text) => text.clone(),
        FactAnswer::Values(bits) => {
            let chosen = fact.values.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
            chosen.map(|(_, value)| value.text.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// An answer about an indicator, in words. Of a note only its existence.
pub fn answer(answer: &Answer) -> String {
    let grounds = grounds(answer);
    let presence = presence(answer.presence);
    if grounds.is_empty() { presence.to_owned() } else { format!("{presence}; {grounds}") }
}

/// Severity and basis, in words. Of a note only its existence.
pub fn grounds(answer: &Answer) -> String {
    let mut words = Vec::new();
    words.extend(answer.severity.map(|rated| severity(rated).to_owned()));
    words.extend(answer.basis.iter().map(|one| basis(*one).to_owned()));
    if answer.contradicted {
        words.push(text!("answer-contradicted").to_owned());
    }
    if answer.note.is_some() {
        words.push(text!("answer-note-kept").to_owned());
    }
    words.join("; ")
}
