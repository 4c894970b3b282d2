//! Redacts a case for other readers: what they may see, what an export leaves out by default, and how much that is.
//!
//! The catalogue decides, as for every hand-over. A sign or value that an authority may not see is left out, and so is
//! a fact with hand-over to nobody. The person's own yes and no stay, because they bind every reader. Every answer that
//! is left out becomes "not asked", so that a gap reveals nothing.

use crate::case::{Answer, Case, FactAnswer, Presence};
use crate::catalogue::{Catalogue, Fact, FactKind, HandOver, Role};
use crate::condition::{Condition, FactIx, IndicatorIx, Leaf};
use std::collections::BTreeSet;

/// What an export includes beyond the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is asked for by itself
pub struct Include {
    /// Notes, free texts, and facts that no catalogue knows.
    pub notes: bool,
    /// The day of the screening, and answers that are days.
    pub days: bool,
    /// Facts with hand-over to nobody, such as the involvement of an official.
    pub officials: bool,
    /// Signs that the catalogue keeps from authorities, or from everybody: unlawful acts, status, selling sex.
    pub unlawful: bool,
}

/// How many answers were left out, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RedactedCounts {
    /// Notes, free texts and unknown facts.
    pub notes: usize,
    pub days: usize,
    /// Facts with hand-over to nobody.
    pub officials: usize,
    /// Signs kept from authorities, and values that would reveal them.
    pub unlawful: usize,
}

impl Case {
    /// The case as a reader may see it: without anything of a narrower hand-over, and without free text.
    pub fn known_to(&self, catalogue: &Catalogue, reader: HandOver) -> Self {
        let mut known = self.clone();
        known.extras.clear();
        for (at, fact) in catalogue.facts.iter().enumerate().map(|(at, fact)| (FactIx(at), fact)) {
            let told = match self.fact(at) {
                _ if fact.hand_over < reader || fact.kind == FactKind::Text => FactAnswer::NotAsked,
                FactAnswer::Values(bits) => match bits & fact.values_for(reader) {
                    0 => FactAnswer::NotAsked,
                    bits => FactAnswer::Values(bits),
                },
                other => other.clone(),
            };
            known.set_fact(at, told);
        }
        for (at, indicator) in catalogue.indicators.iter().enumerate().map(|(at, one)| (IndicatorIx(at), one)) {
            let Some(answer) = self.answer(at) else { continue };
            let told = if indicator.hand_over < reader {
                Answer::of(Presence::NotAsked)
            } else {
                Answer { note: None, ..answer.clone() }
            };
            known.set_answer(at, told);
        }
        known
    }

    /// The case for others, under another id.
    pub fn for_others(&self, catalogue: &Catalogue, id: &str, along: Include) -> (Self, RedactedCounts) {
        let mut shared = Self { case_id: id.to_owned(), ..self.clone() };
        let mut left = RedactedCounts::default();
        if !along.notes {
            left.notes += shared.extras.len();
            shared.extras.clear();
        }
        if !along.days {
            let days = [shared.screened_on.take(), shared.first_met_on.take()];
            left.days += days.iter().flatten().count();
        }
        let (agreement, limited) = (agreement(catalogue), limited(catalogue));
        for (at, fact) in catalogue.facts.iter().enumerate().map(|(at, fact)| (FactIx(at), fact)) {
            let seen = match self.fact(at) {
                FactAnswer::NotAsked => continue,
                _ if fact.kind == FactKind::Text && !along.notes => Err(&mut left.notes),
                _ if fact.kind == FactKind::Date && !along.days => Err(&mut left.days),
                _ if fact.hand_over == HandOver::Nobody && !along.officials && !agreement.contains(&at.0) => {
                    Err(&mut left.officials)
                }
                FactAnswer::Values(bits) if agreement.contains(&at.0) => Ok(*bits),
                FactAnswer::Values(bits) => Ok(left.values(fact, *bits, along, limited[at.0])),
                _ => continue,
            };
            let answer = match seen {
                Ok(0) => FactAnswer::NotAsked,
                Ok(bits) => FactAnswer::Values(bits),
                Err(kind) => {
                    *kind += 1;
                    FactAnswer::NotAsked
                }
            };
            shared.set_fact(at, answer);
        }
        for (at, indicator) in catalogue.indicators.iter().enumerate().map(|(at, one)| (IndicatorIx(at), one)) {
            let Some(answer) = self.answer(at) else { continue };
            if indicator.hand_over < HandOver::Authority && !along.unlawful {
                left.unlawful += 1;
                shared.set_answer(at, Answer::of(Presence::NotAsked));
            } else if answer.note.is_some() && !along.notes {
                left.notes += 1;
                shared.set_answer(at, Answer { note: None, ..answer.clone() });
            }
        }
        (shared, left)
    }
}

impl RedactedCounts {
    /// The values that may be included; the others are counted. `limited`: values that raise a limited flag.
    fn values(&mut self, fact: &Fact, bits: u64, along: Include, limited: u64) -> u64 {
        let chosen = fact.values.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
        chosen.fold(0, |seen, (at, value)| {
            let kind = match value.hand_over {
                HandOver::Nobody if limited & (1 << at) == 0 && !along.officials => &mut self.officials,
                HandOver::Nobody if limited & (1 << at) != 0 && !along.unlawful => &mut self.unlawful,
                HandOver::Service if !along.unlawful => &mut self.unlawful,
                _ => return seen | 1 << at,
            };
            *kind += 1;
            seen
        })
    }
}

/// The values that raise a flag with limited hand-over, such as that of an unlawful act: by fact, a bit each.
fn limited(catalogue: &Catalogue) -> Vec<u64> {
    let mut limited = vec![0; catalogue.facts.len()];
    for flag in catalogue.flags.iter().filter(|flag| flag.hand_over < HandOver::Authority) {
        flag.when.leaves(&mut |leaf, _| {
            if let Leaf::Fact { fact, values } = leaf {
                limited[fact.0] |= values;
            }
        });
    }
    limited
}

/// The facts of consent: by their roles, and by what the guidelines read as consent.
fn agreement(catalogue: &Catalogue) -> BTreeSet<usize> {
    let roles = [Role::SafePlace, Role::Consent, Role::ConsentToRecord, Role::ConsentToRefer, Role::NotifyHomeState];
    let mut facts: BTreeSet<usize> =
        roles.into_iter().filter_map(|role| Some(catalogue.fact_by_role(role)?.0)).collect();
    let Some(consent) = &catalogue.guidelines.consent else { return facts };
    facts.extend([consent.yes_to, consent.no_to].into_iter().flatten().map(|at| at.0));
    let mut read = |condition: &Condition| {
        condition.leaves(&mut |leaf, _| {
            if let Leaf::Fact { fact, .. } = leaf {
                facts.insert(fact.0);
            }
        });
    };
    // Not what makes a route unsafe, because that reveals the involvement of officials.
    for condition in [Some(&consent.given), Some(&consent.withheld)].into_iter().flatten() {
        read(condition);
    }
    for condition in [&consent.authority_sees_signs, &consent.authority_sees_nothing].into_iter().flatten() {
        read(condition);
    }
    facts
}
