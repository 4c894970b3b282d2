//! Checks that every rule can take effect. No finding and no urgency is always hidden by those above it, and no entry
//! of the guidelines is always removed.

use super::Check;
use super::implies::Prover;
use crate::catalogue::Terms;
use crate::catalogue::read::names::TableKind;
use crate::condition::{Condition, Leaf};
use crate::toml_input::Code;

impl Check<'_, '_> {
    /// Runs these checks. Call it only if every rule was read.
    pub(super) fn everything_has_its_turn(&self) {
        self.findings_have_their_turn();
        self.urgencies_have_their_turn();
        self.entries_are_left();
    }

    /// A finding applies where its rule holds and none above it does, on at least one track.
    fn findings_have_their_turn(&self) {
        let (prover, findings) = (Prover::of_findings(self.catalogue), &self.catalogue.findings);
        for (at, finding) in findings.iter().enumerate() {
            let above: Vec<_> = findings.iter().filter(|other| other.rank > finding.rank).collect();
            if above.is_empty() || above.iter().any(|other| is_otherwise(&other.when)) {
                continue; // a rule that always holds is reported by its rank
            }
            let adult = Condition::Any(above.iter().map(|other| other.when.clone()).collect());
            let child = above.iter().flat_map(|other| std::iter::once(&other.when).chain(&other.child));
            let child = Condition::Any(child.cloned().collect());
            // Without a child track the alternative for children has no effect.
            let alternative = finding.child.as_ref().filter(|_| self.catalogue.child_track.is_some());
            let is_hidden = prover.implies(&finding.when, &adult)
                && alternative.is_none_or(|alternative| prover.implies(alternative, &child));
            if is_hidden {
                self.hidden(
                    &prover,
                    TableKind::Finding,
                    at,
                    above.iter().map(|other| (other.id.as_str(), &other.when)),
                    &finding.when,
                );
            }
        }
    }

    fn urgencies_have_their_turn(&self) {
        let (prover, urgencies) = (Prover::of_guidelines(self.catalogue), &self.catalogue.guidelines.urgencies);
        for (at, urgency) in urgencies.iter().enumerate() {
            // An urgency that its `unless` removes does not hide the next one, unless the same condition removes both.
            let stays = |terms: &Terms| terms.unless.is_none() || terms.unless == urgency.terms.unless;
            let above = urgencies.iter().filter(|other| other.rank > urgency.rank && stays(&other.terms));
            let above: Vec<_> = above.map(|other| (other.id.as_str(), &other.terms.when)).collect();
            if above.is_empty() || above.iter().any(|(_, when)| is_otherwise(when)) {
                continue;
            }
            let any = Condition::Any(above.iter().map(|(_, when)| (*when).clone()).collect());
            if prover.implies(&urgency.terms.when, &any) {
                self.hidden(&prover, TableKind::Urgency, at, above.into_iter(), &urgency.terms.when);
            }
        }
    }

    fn hidden<'a>(
        &self,
        prover: &Prover<'_>,
        kind: TableKind,
        at: usize,
        above: impl Iterator<Item = (&'a str, &'a Condition)>,
        rule: &Condition,
    ) {
        let alone: Vec<_> = above.filter(|(_, when)| prover.implies(rule, when)).map(|(id, _)| id).collect();
        let said = match alone.first() {
            Some(id) => what_and_help!("catalogue-never-stands-below", kind = kind.word(), id = *id),
            None => what_and_help!("catalogue-never-stands", kind = kind.word()),
        };
        self.problem(Code::NeverStands, kind, at, said);
    }

    /// An entry that is always removed is never advised.
    fn entries_are_left(&self) {
        let (prover, guidelines) = (Prover::of_guidelines(self.catalogue), &self.catalogue.guidelines);
        let urgencies = guidelines.urgencies.iter().map(|one| (TableKind::Urgency, &one.id, &one.terms));
        let pathways = guidelines.pathways.iter().map(|one| (TableKind::Pathway, &one.id, &one.terms));
        let safeguards = guidelines.safeguards.iter().map(|one| (TableKind::Safeguard, &one.id, &one.terms));
        let against = guidelines.contraindications.iter().map(|one| (TableKind::Contraindication, &one.id, &one.terms));
        let actions = guidelines.actions.iter().map(|one| (TableKind::Action, &one.id, &one.terms));
        for (kind, id, terms) in urgencies.chain(pathways).chain(safeguards).chain(against).chain(actions) {
            let Some(unless) = terms.unless.as_ref().filter(|unless| **unless != terms.when) else { continue };
            if prover.implies(&terms.when, unless)
                && let Some(at) = self.tables.find(kind, id)
            {
                self.problem(
                    Code::NeverStands,
                    kind,
                    at,
                    what_and_help!("catalogue-always-taken-away", kind = kind.word()),
                );
            }
        }
        for (at, pathway) in guidelines.pathways.iter().enumerate() {
            let rules_out = |one: &&crate::catalogue::Contraindication| {
                let stays = one.terms.unless.is_none() || one.terms.unless == pathway.terms.unless;
                stays && one.pathways.contains(&at) && prover.implies(&pathway.terms.when, &one.terms.when)
            };
            if let Some(one) = guidelines.contraindications.iter().find(rules_out) {
                self.problem(
                    Code::NeverStands,
                    TableKind::Pathway,
                    at,
                    what_and_help!("catalogue-pathway-always-ruled-out", id = &one.id),
                );
            }
        }
    }
}

/// Whether a rule is written to always hold.
fn is_otherwise(condition: &Condition) -> bool {
    match condition {
        Condition::Because(_, part) => is_otherwise(part),
        other => matches!(other, Condition::Leaf(Leaf::Otherwise)),
    }
}
