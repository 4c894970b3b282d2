//! What a later meeting does with earlier answers: which are asked again, which the screener confirms, and which count
//! only after a new answer.

use super::{Catalogue, ConsentRule, Fact, FactValue, Role};
use crate::condition::{Condition, FactIx};

/// What a later meeting does with the last answer about a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EachMeeting {
    /// It counts, and is not asked again.
    #[default]
    Keep,
    /// It is asked again, and the last answer counts until then. A danger does not end because nobody has asked yet.
    Again,
    /// The screener confirms or changes it.
    Confirm,
    /// It no longer counts until it is answered again: consent, or a fact about one meeting only.
    Fresh,
}

impl EachMeeting {
    /// The default for a fact of this role.
    pub(super) fn of_role(role: Option<Role>) -> Self {
        match role {
            Some(Role::Age | Role::HomeCountry) => Self::Confirm,
            Some(Role::Danger | Role::Medical | Role::FearOfReturn | Role::SelfHarm) => Self::Again,
            Some(
                Role::SafePlace
                | Role::Screener
                | Role::Country
                | Role::Consent
                | Role::ConsentToRecord
                | Role::ConsentToRefer
                | Role::NotifyHomeState,
            ) => Self::Fresh,
            Some(Role::AgeWhenItBegan | Role::Forms) | None => Self::Keep,
        }
    }
}

impl Catalogue {
    /// Decides what each fact does at a later meeting, after gates and guidelines were read. A fact that holds consent,
    /// or decides whether the screening goes on, is fresh at every meeting.
    pub(super) fn settle_meetings(&mut self) {
        for at in self.fresh_by_nature() {
            self.facts[at.0].each_meeting = EachMeeting::Fresh;
        }
    }

    /// The facts that are always fresh: those whose role concerns one meeting, those that a gate reads, and those about
    /// consent to help.
    pub(super) fn fresh_by_nature(&self) -> Vec<FactIx> {
        let consent = self.guidelines.consent.as_ref();
        let by_name: Vec<FactIx> = consent.into_iter().flat_map(|one| [one.yes_to, one.no_to]).flatten().collect();
        let rules: Vec<&Condition> = consent.into_iter().flat_map(agreements).collect();
        let is_fresh = |at: &FactIx| {
            let fact = self.fact(*at);
            let agrees = by_name.contains(at) || rules.iter().any(|rule| rule.reads_fact(*at));
            fact.holds_for_one_talk() || self.is_read_by_a_gate(*at) || (agrees && !fact.is_of_the_person())
        };
        (0..self.facts.len()).map(FactIx).filter(is_fresh).collect()
    }
}

/// The rules that say what the person consented to.
fn agreements(consent: &ConsentRule) -> impl Iterator<Item = &Condition> {
    let of_authorities = [&consent.authority_sees_signs, &consent.authority_sees_nothing].into_iter().flatten();
    [&consent.given, &consent.withheld].into_iter().chain(of_authorities)
}

impl Fact {
    /// Whether its role concerns one meeting only: consent, or the place of the screening.
    fn holds_for_one_talk(&self) -> bool {
        use Role::{Consent, ConsentToRecord, ConsentToRefer, Country, NotifyHomeState, SafePlace};
        matches!(self.role, Some(SafePlace | Country | Consent | ConsentToRecord | ConsentToRefer | NotifyHomeState))
    }

    /// Whether its role is about the person. A rule about consent may read such a fact as well.
    fn is_of_the_person(&self) -> bool {
        self.role.is_some_and(|role| role != Role::Screener) && !self.holds_for_one_talk()
    }

    /// The bits of the protecting values. At a later meeting they count until the question is asked again.
    pub fn protecting_bits(&self) -> u64 {
        let protects = |(at, value): (usize, &FactValue)| if value.protects { 1 << at } else { 0 };
        self.values.iter().enumerate().map(protects).sum()
    }
}
