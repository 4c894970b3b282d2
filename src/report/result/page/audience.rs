//! What each reader may see.
//!
//! The screener sees everything but notes. A service sees what the person consented to. After a partial consent it sees
//! no more answers than an authority would. An authority sees the minimum that helps.
//!
//! What a reader may not see is removed from the case first, and the page is made from the rest. So no sign, and no
//! entry of the guidelines that depends on it, can appear. Without a yes there is no hand-over.

use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::catalogue::{Contraindication, HandOver, InHandOver, Role, Safeguard, Terms};
use crate::condition::{Condition, Leaf};
use crate::referral::{self, AdvisedPathway, Consent, Refusal};
use crate::report::Report;
use crate::report::result::page::View;

/// The reader of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Screener,
    /// A service that the person consented to.
    Service,
    Authority,
}

/// Why there is no page for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverError {
    /// The person refused every referral.
    Declined,
    /// The person refused the interview.
    NoTalk,
    /// The person refuses any information to authorities.
    NothingForAuthorities,
    /// The interview ended because the place was not safe.
    NotSafe,
    /// The person has not consented to this, or not to all of it.
    NotAgreed,
    /// A child, where officials are a risk: a safe body must be chosen first.
    SafeRouteFirst,
}

/// What another reader may know about a case.
pub(super) struct MayKnow {
    /// The case without what the reader may not see.
    case: Case,
    /// The assessment of that case, but with the finding and track of the whole case.
    assessment: Assessment,
}

impl<'r, 'a> View<'r, 'a> {
    pub(super) fn of(report: &'r Report<'a>, reader: Audience) -> Self {
        let mut view = Self { report, reader, known: None };
        if reader != Audience::Screener {
            let least = if view.sees_the_least() { HandOver::Authority } else { HandOver::Service };
            let case = report.case.known_to(report.catalogue, least);
            let &Assessment { track, finding, .. } = report.assessment;
            let assessment = Assessment { track, finding, ..assess(report.catalogue, &case, &mut ()) };
            view.known = Some(MayKnow { case, assessment });
        }
        view
    }

    /// The case as this reader may know it.
    pub(super) fn case(&self) -> &Case {
        self.known.as_ref().map_or(self.report.case, |known| &known.case)
    }

    /// Its assessment.
    pub(super) fn assessment(&self) -> &Assessment {
        self.known.as_ref().map_or(self.report.assessment, |known| &known.assessment)
    }

    pub(super) fn may_be_handed_over(&self) -> Result<(), HandOverError> {
        if self.reader == Audience::Screener {
            return Ok(());
        }
        if self.report.was_unsafe() {
            return Err(HandOverError::NotSafe);
        }
        if let Some(consent) = &self.catalogue().guidelines.consent {
            let child = self.is_yes(Some(&consent.not_needed));
            match self.report.recommendation.refusal {
                Some(Refusal::Talk) if !child => return Err(HandOverError::NoTalk),
                Some(_) if !child => return Err(HandOverError::Declined),
                _ => {}
            }
            if child && self.reader == Audience::Authority && self.report.recommendation.own_route {
                return Err(HandOverError::SafeRouteFirst);
            }
            let nothing = self.reader == Audience::Authority && self.is_yes(consent.authority_sees_nothing.as_ref());
            if nothing && !child {
                return Err(HandOverError::NothingForAuthorities);
            }
        }
        let leads_somewhere = self.report.recommendation.pathways.iter().any(|way| self.is_told_of(way));
        if leads_somewhere { Ok(()) } else { Err(HandOverError::NotAgreed) }
    }

    /// Whether this reader may know that a pathway is used. After a yes to this very pathway it may be named. Otherwise
    /// it must follow from what the reader may know.
    pub(super) fn is_told_of(&self, way: &AdvisedPathway) -> bool {
        let pathway = &self.catalogue().guidelines.pathways[way.pathway];
        let agreed = way.agreement != Consent::Conditional;
        let shows = || way.by_name || self.shows(&pathway.terms);
        match self.reader {
            Audience::Screener => true,
            // Which bodies of the state are involved, or that none is, could reveal the involvement of officials.
            Audience::Service if pathway.to_state() => way.agreement == Consent::NotNeeded && shows(),
            Audience::Service => agreed && (pathway.needs_consent() || pathway.protective) && shows(),
            Audience::Authority => agreed && pathway.to_state() && pathway.protective,
        }
    }

    /// Whether this reader may see something with this hand-over.
    pub(super) fn sees(&self, hand_over: HandOver) -> bool {
        match self.reader {
            Audience::Screener => true,
            _ if self.sees_the_least() => hand_over == HandOver::Authority,
            _ => hand_over >= HandOver::Service,
        }
    }

    /// Whether this reader sees the minimum: an authority, or a service after a partial consent.
    pub(super) fn sees_the_least(&self) -> bool {
        match self.reader {
            Audience::Screener => false,
            Audience::Service => !self.is_yes_to_all(),
            Audience::Authority => true,
        }
    }

    /// Whether the person consented to everything that was named, or is protected without consent.
    fn is_yes_to_all(&self) -> bool {
        let Some(consent) = &self.catalogue().guidelines.consent else { return true };
        self.is_yes(Some(&consent.given)) || self.is_yes(Some(&consent.not_needed))
    }

    /// Whether an authority may see the recorded signs.
    pub(super) fn sees_signs(&self) -> bool {
        let consent = self.catalogue().guidelines.consent.as_ref();
        self.is_yes(consent.and_then(|consent| consent.authority_sees_signs.as_ref()))
    }

    /// Whether an action is on the page. Others see only actions of pathways they may know about, and none that the
    /// screener does with bodies of the state.
    pub(super) fn is_told_to_do(&self, serves: Option<usize>, terms: &Terms) -> bool {
        if self.report.was_unsafe() {
            return self.is_about_safety(&terms.when);
        }
        let pathways = &self.catalogue().guidelines.pathways;
        let told = |way: &&AdvisedPathway| self.is_told_of(way) && !pathways[way.pathway].to_state();
        let ways = || self.report.recommendation.pathways.iter().filter(told);
        let is_open = || serves.is_some_and(|at| ways().any(|way| way.pathway == at));
        self.reader == Audience::Screener || (is_open() && self.shows(terms))
    }

    /// Whether a rule reads only safety, danger, medical need, self-harm and age. If the place was not safe, only such
    /// actions remain, and only they may be on the screen.
    fn is_about_safety(&self, condition: &Condition) -> bool {
        let mut all = true;
        condition.leaves(&mut |leaf, _| {
            let of_safety =
                |role| matches!(role, Role::SafePlace | Role::Danger | Role::Medical | Role::SelfHarm | Role::Age);
            all &= matches!(leaf, Leaf::Fact { fact, .. } if self.catalogue().fact(*fact).role.is_some_and(of_safety));
        });
        all
    }

    /// Whether a contraindication is on the page.
    pub(super) fn is_told_against(&self, one: &Contraindication) -> bool {
        if self.sees_the_least() { one.told != InHandOver::Never } else { self.shows(&one.terms) }
    }

    /// Whether a safeguard is on the page. An authority sees those for every case, and those that protect by being
    /// known.
    pub(super) fn is_held_to(&self, at: usize, one: &Safeguard) -> bool {
        let holds = self.report.recommendation.safeguards.contains(&at);
        match one.told {
            _ if !self.sees_the_least() => holds && self.shows(&one.terms),
            InHandOver::Always => true,
            InHandOver::IfItHolds => holds,
            InHandOver::Never => false,
        }
    }

    /// Whether this reader may see an entry of the guidelines: it must hold by what they may know. Otherwise the entry
    /// would reveal what they may not see.
    pub(super) fn shows(&self, terms: &Terms) -> bool {
        let holds = |known: &MayKnow| referral::holds(self.catalogue(), &known.case, &known.assessment, terms);
        self.known.as_ref().is_none_or(holds)
    }
}
