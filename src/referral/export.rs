//! Exports a case for others, with the person's consent and refusals, unless these reveal something that is left out.
//!
//! A refused or accepted service may be mentioned only because of an answer that is left out, and would then reveal it.

use super::holds;
use crate::assessment::{Assessment, assess};
use crate::case::{Case, FactAnswer, Include, RedactedCounts};
use crate::catalogue::{Catalogue, Fact, HandOver};
use crate::condition::{Condition, Leaf};

/// The case for others, under another id, and how many answers were left out.
pub fn for_others(catalogue: &Catalogue, case: &Case, id: &str, along: Include) -> (Case, RedactedCounts) {
    let (mut shared, mut left) = case.for_others(catalogue, id, along);
    let assessment = assess(catalogue, &shared, &mut ());
    let consent = catalogue.guidelines.consent.as_ref();
    for at in consent.into_iter().flat_map(|consent| [consent.yes_to, consent.no_to]).flatten() {
        let (fact, FactAnswer::Values(given)) = (catalogue.fact(at), shared.fact(at).clone()) else { continue };
        let kept = given & !redacted_text(catalogue, fact, &shared, &assessment);
        left.unlawful += (given & !kept).count_ones() as usize;
        shared.set_fact(at, if kept == 0 { FactAnswer::NotAsked } else { FactAnswer::Values(kept) });
    }
    (shared, left)
}

/// The pathways among the values of a fact that would reveal what is left out. They may follow from it, and nothing in
/// the exported case supports them.
fn redacted_text(catalogue: &Catalogue, fact: &Fact, shared: &Case, assessment: &Assessment) -> u64 {
    let pathways = &catalogue.guidelines.pathways;
    let tells = |id: &str| {
        let pathway = pathways.iter().find(|pathway| pathway.id == id);
        pathway.is_some_and(|one| {
            reads_kept_back(catalogue, &one.terms.when) && !holds(catalogue, shared, assessment, &one.terms)
        })
    };
    let named = fact.values.iter().enumerate().filter(|(_, value)| tells(&value.id));
    named.fold(0, |bits, (at, _)| bits | 1 << at)
}

/// Whether a rule reads, directly or through a flag, what some readers may not see.
fn reads_kept_back(catalogue: &Catalogue, rule: &Condition) -> bool {
    let mut found = false;
    rule.leaves(&mut |leaf, _| {
        let kept_back = |one: HandOver| one < HandOver::Authority;
        found |= leaf.indicators().iter().any(|at| kept_back(catalogue.indicators[at].hand_over));
        found |= match leaf {
            Leaf::Fact { fact, values } => {
                let fact = catalogue.fact(*fact);
                fact.hand_over == HandOver::Nobody || values & !fact.values_for(HandOver::Authority) != 0
            }
            Leaf::Flag(flag) => reads_kept_back(catalogue, &catalogue.flags[flag.0].when),
            _ => false,
        };
    });
    found
}
