//! The crosswalk: the same case under another catalogue.
//!
//! Where an id means the same in both, answers are carried over by id. Otherwise by items of sources that both cite. A
//! present answer is carried over if what was seen lies within the other indicator, an absent one only if both are the
//! same thing. Everything else stays unknown and is reported: a missing answer never becomes a "no".

pub(crate) mod compiled;
use crate::case::{Answer, Case, FactAnswer, Presence, carry};
use crate::catalogue::{Catalogue, Covers, Indicator};
use crate::condition::{FactIx, IndicatorIx};

/// A case that was derived from answers to another catalogue.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The case under the other catalogue.
    pub case: Case,
    /// The name of the catalogue that was answered.
    pub from: String,
    /// Whether answers were carried over by id.
    pub by_id: bool,
    /// Indicators of the other catalogue for which nothing could be derived.
    pub not_derived: Vec<IndicatorIx>,
    /// Ids of answered facts and indicators without a place in the other catalogue. Filled only when carrying over by
    /// id.
    pub without_place: Vec<String>,
}

impl Derived {
    pub fn of(case: &Case, from: &Catalogue, to: &Catalogue) -> Self {
        let mut derived = Case::new(to, case.case_id.clone());
        derived.purpose = case.purpose;
        (derived.screened_on, derived.first_met_on) = (case.screened_on, case.first_met_on);
        derived.extras.clone_from(&case.extras);
        for (at, fact) in to.facts.iter().enumerate() {
            let Some(source) = from.find_fact(&fact.id) else { continue };
            derived.set_fact(FactIx(at), carry::fact_answer(case.fact(source), from.fact(source), fact));
        }
        let by_id = from.shares_ids_with(to);
        let (not_derived, without_place) = if by_id {
            (carry_over(case, from, to, &mut derived), without_place(case, from, to, &derived))
        } else {
            (by_citation(case, from, to, &mut derived), Vec::new())
        };
        Self { case: derived, from: from.name(), by_id, not_derived, without_place }
    }
}

/// Carries answers over by id. Returns the indicators that the answered catalogue does not ask about.
fn carry_over(case: &Case, from: &Catalogue, to: &Catalogue, derived: &mut Case) -> Vec<IndicatorIx> {
    let mut not_asked_there = Vec::new();
    for at in (0..to.indicators.len()).map(IndicatorIx) {
        let sources = carry::sources(from, to, at.0);
        if sources.is_empty() {
            not_asked_there.push(at);
        }
        let answers = sources.into_iter().filter_map(|source| case.answer(IndicatorIx(source)).cloned());
        if let Some(answer) = answers.reduce(carry::join) {
            derived.set_answer(at, carry::answer(answer, to.indicator(at)));
        }
    }
    not_asked_there
}

/// Answers without a place: indicators that are gone, and facts that are gone or lost their value.
fn without_place(case: &Case, from: &Catalogue, to: &Catalogue, derived: &Case) -> Vec<String> {
    let facts = from.facts.iter().enumerate().filter(|(at, fact)| {
        let there = to.find_fact(&fact.id).map(|at| derived.fact(at));
        *case.fact(FactIx(*at)) != FactAnswer::NotAsked && there.is_none_or(|there| *there == FactAnswer::NotAsked)
    });
    let goes: std::collections::BTreeSet<usize> =
        (0..to.indicators.len()).flat_map(|wanted| carry::sources(from, to, wanted)).collect();
    let indicators = from.indicators.iter().enumerate();
    let indicators = indicators.filter(|(at, _)| case.answer(IndicatorIx(*at)).is_some() && !goes.contains(at));
    facts.map(|(_, fact)| fact.id.clone()).chain(indicators.map(|(_, one)| one.id.clone())).collect()
}

/// Derives answers through shared items. Returns the indicators for which nothing could be derived.
fn by_citation(case: &Case, from: &Catalogue, to: &Catalogue, derived: &mut Case) -> Vec<IndicatorIx> {
    let mut not_derived = Vec::new();
    let is_weak = case.as_ref().is_under_caution(from);
    for at in (0..to.indicators.len()).map(IndicatorIx) {
        let presence = match cited(case, from, to, to.indicator(at)) {
            // The other catalogue may not know the cautions under which such a "no" proves nothing.
            Presence::Absent if is_weak => Presence::Unknown,
            presence => presence,
        };
        if presence == Presence::Unknown {
            not_derived.push(at);
        }
        derived.set_answer(at, Answer::of(presence));
    }
    not_derived
}

fn cited(case: &Case, from: &Catalogue, to: &Catalogue, wanted: &Indicator) -> Presence {
    let (mut present, mut absent, mut near) = (false, false, false);
    for (at, known) in from.indicators.iter().enumerate() {
        let presence = case.presence(IndicatorIx(at));
        for (of_known, of_wanted) in shared(from, to, known, wanted) {
            present |= presence == Presence::Present
                && matches!(of_known, Covers::Same | Covers::Narrower)
                && matches!(of_wanted, Covers::Same | Covers::Wider);
            absent |= presence == Presence::Absent && of_known == Covers::Same && of_wanted == Covers::Same;
            near |= matches!(presence, Presence::Present | Presence::Suspected);
        }
    }
    // The same thing was answered with a no. Only a yes to something near it, or a suspicion, speaks against that. An
    // unknown or unasked answer to something near it changes nothing.
    match (present, absent && !near) {
        (true, _) => Presence::Present,
        (false, true) => Presence::Absent,
        (false, false) => Presence::Unknown,
    }
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

/// A catalogue's own proposal does not make two indicators the same.
fn is_published(catalogue: &Catalogue, source: usize) -> bool {
    catalogue.sources[source].standing != crate::catalogue::SourceStatus::Proposed
}
