//! The same case under another catalogue, as far as the two cite the same items of the same sources.
//!
//! A present answer carries over where what was seen lies within what the other indicator means; an absent one only
//! where both are the same thing. All else stays unknown, and is told as such: silence never becomes a "no".

use super::{Answer, Case, FactAnswer, Presence, values_of};
use crate::catalogue::{Catalogue, Covers, Indicator};
use crate::condition::{FactIx, IndicatorIx};

/// A case that was derived from answers to another catalogue.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The case under the other catalogue.
    pub case: Case,
    /// Name of the catalogue that was answered.
    pub from: String,
    /// Indicators of the other catalogue about which nothing could be derived.
    pub not_derived: Vec<IndicatorIx>,
}

impl Derived {
    /// Derives the answers to `to` from those to `from`.
    #[must_use]
    pub fn of(case: &Case, from: &Catalogue, to: &Catalogue) -> Self {
        let mut derived = Case::new(to, case.case_id.clone());
        derived.purpose = case.purpose;
        (derived.screened_on, derived.first_met_on) = (case.screened_on, case.first_met_on);
        facts(case, from, to, &mut derived);
        let mut not_derived = Vec::new();
        for at in (0..to.indicators.len()).map(IndicatorIx) {
            let answer = answer(case, from, to, to.indicator(at));
            if answer.presence == Presence::Unknown {
                not_derived.push(at);
            }
            derived.set_answer(at, answer);
        }
        Self { case: derived, from: from.name(), not_derived }
    }
}

/// Facts of the same id carry over where both catalogues know the values.
fn facts(case: &Case, from: &Catalogue, to: &Catalogue, derived: &mut Case) {
    for (at, fact) in to.facts.iter().enumerate() {
        let Some(source) = from.find_fact(&fact.id) else { continue };
        let answer = match case.fact(source) {
            FactAnswer::Values(_) => {
                let ids = case.fact(source).value_ids(from.fact(source));
                let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
                values_of(fact, &ids).unwrap_or_default()
            }
            other => other.clone(),
        };
        derived.set_fact(FactIx(at), answer);
    }
}

fn answer(case: &Case, from: &Catalogue, to: &Catalogue, wanted: &Indicator) -> Answer {
    // Another version of the same catalogue: an id never changes its meaning.
    if from.id == to.id
        && let Some(same) = from.find_indicator(&wanted.id)
    {
        let Some(answer) = case.answer(same) else { return Answer::of(Presence::NotAsked) };
        let severity = answer.severity.filter(|_| wanted.anchors.is_some());
        return Answer { severity, ..answer.clone() };
    }
    let (mut present, mut absent, mut near) = (false, false, false);
    for (at, known) in from.indicators.iter().enumerate() {
        let presence = case.presence(IndicatorIx(at));
        for (of_known, of_wanted) in shared(from, to, known, wanted) {
            present |= presence == Presence::Present
                && matches!(of_known, Covers::Same | Covers::Narrower)
                && matches!(of_wanted, Covers::Same | Covers::Wider);
            absent |= presence == Presence::Absent && of_known == Covers::Same && of_wanted == Covers::Same;
            near |= !matches!(presence, Presence::Absent | Presence::NotAsked);
        }
    }
    // Where something near it is present, suspected, not known or not said, "absent" would be a guess.
    Answer::of(match (present, absent && !near) {
        (true, _) => Presence::Present,
        (false, true) => Presence::Absent,
        (false, false) => Presence::Unknown,
    })
}

/// How two indicators cover the items that both cite.
pub(super) fn shared<'a>(
    from: &'a Catalogue,
    to: &'a Catalogue,
    known: &'a Indicator,
    wanted: &'a Indicator,
) -> impl Iterator<Item = (Covers, Covers)> + 'a {
    known.origins.iter().flat_map(move |one| {
        let same = move |other: &&crate::catalogue::Origin| {
            other.claim.item == one.claim.item
                && to.sources[other.claim.source].id == from.sources[one.claim.source].id
                && is_published(from, one.claim.source)
        };
        wanted.origins.iter().filter(same).map(move |other| (one.covers, other.covers))
    })
}

/// A proposal of a catalogue's own makes no two indicators the same.
fn is_published(catalogue: &Catalogue, source: usize) -> bool {
    catalogue.sources[source].standing != crate::catalogue::Standing::Proposed
}
