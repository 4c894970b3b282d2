//! A case for others, with the yes and the no of the person as far as they tell nothing of what is left out.
//!
//! What is left out in one place stands in no other: a service that is spoken of only because of an answer that is left out
//! would tell that answer.

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

/// The pathways among the values of a fact that would tell what is left out: they may come of it, and nothing that is left
/// in speaks for them.
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

/// Whether a rule looks at what is kept from some readers, by itself or through a flag.
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
