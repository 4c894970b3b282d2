//! Checks facts with a role. Each role has one fact, of a type that the program can read, with a named yes. No rule may
//! read that yes as a no.

use super::Check;
use crate::catalogue::read::names::TableKind;
use crate::catalogue::read::words::{ROLES, word_of};
use crate::catalogue::{Fact, FactKind, Role, Use};
use crate::condition::{Condition, Evidence, FactIx, Truth};
use crate::toml_input::Code;

impl Check<'_, '_> {
    /// A role belongs to one fact, of a type that the program can read for that role.
    pub(super) fn roles(&self) {
        let mut played = Vec::new();
        for (at, fact) in self.catalogue.facts.iter().enumerate() {
            let Some(role) = fact.role else { continue };
            if played.contains(&role) {
                self.problem(Code::WrongValue, TableKind::Fact, at, what_and_help!("catalogue-role-played-twice"));
                continue;
            }
            played.push(role);
            let is_stored = self.problems.is_of_stored_copy();
            if !is_stored && Role::OF_ONE_ANSWER.contains(&role) && fact.kind != FactKind::One {
                self.problem(Code::WrongValue, TableKind::Fact, at, what_and_help!("catalogue-role-of-one-answer"));
            }
            if Role::OF_CONSENT.contains(&role) {
                self.consent_fact(at, fact);
            }
        }
        self.yes_of_consent_table();
    }

    /// The yes of a fact of consent must be named. The order of its values never means consent.
    fn consent_fact(&self, at: usize, fact: &Fact) {
        match fact.kind {
            FactKind::One if fact.yes == 0 => {
                let first = fact.values.iter().map(|value| value.id.as_str()).collect::<Vec<_>>().join(", ");
                self.problem(
                    Code::UnnamedYes,
                    TableKind::Fact,
                    at,
                    what_and_help!("catalogue-unnamed-yes", known = first),
                );
            }
            FactKind::YesNo | FactKind::One => {}
            FactKind::Many | FactKind::Date | FactKind::Text => {
                self.problem(Code::WrongYes, TableKind::Fact, at, what_and_help!("catalogue-role-of-yes-or-no"));
            }
        }
        for (gate, rule) in self.catalogue.gates.iter().enumerate() {
            if holds_on(&rule.when, at, fact.yes) {
                self.problem(
                    Code::WrongYes,
                    TableKind::Gate,
                    gate,
                    what_and_help!("catalogue-gate-closes-on-yes", id = &fact.id),
                );
            }
        }
    }

    /// `[consent]` must not read a no as a yes, or a yes as a no.
    fn yes_of_consent_table(&self) {
        let Some(consent) = &self.catalogue.guidelines.consent else { return };
        let Some(table) = self.tables.single("consent").filter(|_| !self.tables.is_doubtful("consent")) else { return };
        let roles = [Role::Consent, Role::ConsentToRefer];
        let facts = self.catalogue.facts.iter().enumerate();
        for (at, fact) in facts.filter(|(at, fact)| {
            fact.role.is_some_and(|role| roles.contains(&role)) && !self.tables.is_faulty(TableKind::Fact, *at)
        }) {
            if holds_on(&consent.given, at, fact.no) {
                table.problem(Code::WrongYes, what_and_help!("catalogue-given-holds-on-a-no", id = &fact.id));
            }
            if holds_on(&consent.withheld, at, fact.yes) {
                table.problem(Code::WrongYes, what_and_help!("catalogue-withheld-holds-on-a-yes", id = &fact.id));
            }
        }
    }
}

impl Check<'_, '_> {
    /// A guided screening must ask for safety, age and consent.
    pub(super) fn roles_of_the_flow(&self) {
        if self.catalogue.used_for != Use::Screen {
            return;
        }
        let Some(head) = self.tables.single("catalogue") else { return };
        let waits = self.catalogue.guidelines.pathways.iter().any(crate::catalogue::Pathway::needs_consent)
            && self.catalogue.guidelines.consent.is_some();
        let own_state = self.catalogue.guidelines.pathways.iter().any(crate::catalogue::Pathway::own_state);
        let needed = [
            (true, Role::SafePlace, text!("catalogue-no-role-safe-place")),
            (true, Role::Age, text!("catalogue-no-role-age")),
            (true, Role::Consent, text!("catalogue-no-role-consent")),
            (true, Role::ConsentToRecord, text!("catalogue-no-role-consent-to-record")),
            (waits, Role::ConsentToRefer, text!("catalogue-no-role-consent-to-refer")),
            (own_state, Role::NotifyHomeState, text!("catalogue-no-role-notify-home-state")),
        ];
        for (_, role, what) in needed.into_iter().filter(|(is_needed, ..)| *is_needed) {
            let fact = self.catalogue.facts.iter().find(|fact| fact.role == Some(role) && fact.asked);
            if fact.is_none() {
                let help = text!("catalogue-add-fact-of-role", role = word_of(&ROLES, &role));
                head.problem(Code::MissingRole, (what.to_owned(), help));
            }
        }
    }
}

/// Whether a condition already holds when a fact has one of these values and nothing else is answered.
fn holds_on(condition: &Condition, fact: usize, values: u64) -> bool {
    (0..64)
        .map(|at| values & (1 << at))
        .filter(|value| *value != 0)
        .any(|value| condition.evaluate(&OneAnswer { fact: FactIx(fact), value }).is_yes())
}

/// A case with one answer only.
struct OneAnswer {
    fact: FactIx,
    value: u64,
}

impl Evidence for OneAnswer {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        if fact == self.fact { Truth::certain(self.value & values != 0) } else { Truth::Open }
    }
}
