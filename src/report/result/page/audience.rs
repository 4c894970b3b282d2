//! What each reader may see.
//!
//! Whoever screened sees all but notes. A service sees what the person agreed to; where they agreed to some of it only, no
//! more of their answers than an authority would see. An authority sees the least that helps. What is kept back from a
//! reader is taken out of the case first, and a page is drawn from what is left: neither a sign nor an entry of the
//! guidelines that rests on it can stand there. Without a yes there is nothing to hand over.

use crate::assessment::{Assessment, assess};
use crate::case::Case;
use crate::catalogue::{Contraindication, HandOver, InHandOver, Role, Safeguard, Terms};
use crate::condition::{Condition, Leaf};
use crate::referral::{self, AdvisedPathway, Consent, Refusal};
use crate::report::Report;
use crate::report::result::page::View;

/// Who will read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever screened.
    Screener,
    /// A service that the person agreed to.
    Service,
    /// An authority.
    Authority,
}

/// Why there is no page for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOverError {
    /// The person wants nobody to be asked.
    Declined,
    /// The person did not wish to talk.
    NoTalk,
    /// The person wants authorities to be told nothing.
    NothingForAuthorities,
    /// The talk was ended because it was not safe.
    NotSafe,
    /// The person has not said yes to this, or not to all it takes.
    NotAgreed,
    /// A child, where officials are a risk: a safe body is chosen first.
    SafeRouteFirst,
}

/// What somebody else may know of a case.
pub(super) struct MayKnow {
    /// The case without what is kept back from them.
    case: Case,
    /// What that case adds up to, but for the finding and the track, which are those that stand.
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

    /// The case as far as this reader may know it.
    pub(super) fn case(&self) -> &Case {
        self.known.as_ref().map_or(self.report.case, |known| &known.case)
    }

    /// What it adds up to.
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

    /// Whether this reader is told that a pathway is taken. A yes to this very one is a yes to name it; otherwise it has
    /// to follow from what this reader may know.
    pub(super) fn is_told_of(&self, way: &AdvisedPathway) -> bool {
        let pathway = &self.catalogue().guidelines.pathways[way.pathway];
        let agreed = way.agreement != Consent::Conditional;
        let shows = || way.by_name || self.shows(&pathway.terms);
        match self.reader {
            Audience::Screener => true,
            // Which bodies of the state are brought in, and that none is, could tell of officials.
            Audience::Service if pathway.to_state() => way.agreement == Consent::NotNeeded && shows(),
            Audience::Service => agreed && (pathway.needs_consent() || pathway.protective) && shows(),
            Audience::Authority => agreed && pathway.to_state() && pathway.protective,
        }
    }

    /// Whether something that may travel so far reaches this reader.
    pub(super) fn sees(&self, hand_over: HandOver) -> bool {
        match self.reader {
            Audience::Screener => true,
            _ if self.sees_the_least() => hand_over == HandOver::Authority,
            _ => hand_over >= HandOver::Service,
        }
    }

    /// Whether this reader sees the least: an authority, and a service where the person said yes to some of it only.
    pub(super) fn sees_the_least(&self) -> bool {
        match self.reader {
            Audience::Screener => false,
            Audience::Service => !self.is_yes_to_all(),
            Audience::Authority => true,
        }
    }

    /// Whether the person said yes to all that was named, or is protected without.
    fn is_yes_to_all(&self) -> bool {
        let Some(consent) = &self.catalogue().guidelines.consent else { return true };
        self.is_yes(Some(&consent.given)) || self.is_yes(Some(&consent.not_needed))
    }

    /// Whether an authority may read the signs that were recorded.
    pub(super) fn sees_signs(&self) -> bool {
        let consent = self.catalogue().guidelines.consent.as_ref();
        self.is_yes(consent.and_then(|consent| consent.authority_sees_signs.as_ref()))
    }

    /// Whether an action stands on the page: for others only what belongs to a pathway they are told of, and nothing that
    /// is the screener's to do with bodies of the state.
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

    /// Whether a rule looks at safety, danger, a need for care and the age alone: that is all there is to do where
    /// talking was not safe, and all that may stand on a screen.
    fn is_about_safety(&self, condition: &Condition) -> bool {
        let mut all = true;
        condition.leaves(&mut |leaf, _| {
            let of_safety =
                |role| matches!(role, Role::SafePlace | Role::Danger | Role::Medical | Role::SelfHarm | Role::Age);
            all &= matches!(leaf, Leaf::Fact { fact, .. } if self.catalogue().fact(*fact).role.is_some_and(of_safety));
        });
        all
    }

    /// Whether a reason against a pathway stands on the page.
    pub(super) fn is_told_against(&self, one: &Contraindication) -> bool {
        if self.sees_the_least() { one.told != InHandOver::Never } else { self.shows(&one.terms) }
    }

    /// Whether a safeguard stands on the page. An authority reads what it would read of anybody, and what protects by
    /// being known.
    pub(super) fn is_held_to(&self, at: usize, one: &Safeguard) -> bool {
        let holds = self.report.recommendation.safeguards.contains(&at);
        match one.told {
            _ if !self.sees_the_least() => holds && self.shows(&one.terms),
            InHandOver::Always => true,
            InHandOver::IfItHolds => holds,
            InHandOver::Never => false,
        }
    }

    /// Whether an entry of the guidelines shows itself to this reader: it would hold by what they may know alone. One that
    /// holds because of what is kept back would tell it.
    pub(super) fn shows(&self, terms: &Terms) -> bool {
        let holds = |known: &MayKnow| referral::holds(self.catalogue(), &known.case, &known.assessment, terms);
        self.known.as_ref().is_none_or(holds)
    }
}
