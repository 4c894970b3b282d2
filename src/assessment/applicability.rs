//! Which questions apply to a case, and its track.

use crate::case::{AnswerSets, FactState};
use crate::catalogue::Catalogue;
use crate::condition::{BitSet, Condition, Evidence, FactIx, IndicatorIx, Strength, Track, Truth};

/// What `ask_if`, gates and the track read: facts, and whether indicators are present.
pub struct Answers<'a> {
    catalogue: &'a Catalogue,
    case: &'a AnswerSets,
    /// Indicators whose question can still be asked.
    asked: BitSet,
}

impl<'a> Answers<'a> {
    /// The answers of a case, with no question ruled out.
    pub fn of(catalogue: &'a Catalogue, case: &'a impl AsRef<AnswerSets>) -> Self {
        Self { catalogue, case: case.as_ref(), asked: catalogue.masks().all }
    }

    /// The prompt of an indicator for this case, or the one for a situation that is over.
    pub fn prompt(&self, at: IndicatorIx) -> &'a str {
        let indicator = self.catalogue.indicator(at);
        let is_over = !indicator.prompt_ended.is_empty()
            && self.catalogue.prompts.ended.as_ref().is_some_and(|rule| rule.evaluate(self).is_yes());
        if is_over { &indicator.prompt_ended } else { &indicator.prompt }
    }

    /// The indicators on a track whose questions are asked. A question depends only on earlier ones.
    fn asked_among(&self, on_track: &BitSet) -> BitSet {
        let masks = self.catalogue.masks();
        let mut answers = Self { asked: masks.always_asked.and(on_track), ..*self };
        for waiting in &masks.waiting {
            if may_be_asked(Some(&waiting.ask_if), &answers) {
                answers.asked = answers.asked.or(&waiting.indicators.and(on_track));
            }
        }
        answers.asked
    }
}

impl Evidence for Answers<'_> {
    fn fact(&self, fact: FactIx, values: u64) -> Truth {
        self.case.fact(fact).is_among(values)
    }

    fn present(&self, indicator: IndicatorIx, strength: Option<Strength>) -> Truth {
        if self.case.present().contains(indicator.0) {
            let strong = |child| self.catalogue.strength(indicator.0, child, self.case.severity(indicator));
            return Truth::certain(strength.is_none_or(|least| strong(false).max(strong(true)) >= least));
        }
        // A question that is not asked is never answered, so questions that depend on it are not asked either.
        Truth::of(false, !self.case.absent().contains(indicator.0) && self.asked.contains(indicator.0))
    }
}

/// Which questions apply, and on which track.
#[derive(Clone, Debug)]
pub struct Applicable {
    pub track: Track,
    /// Indicators to ask: their class fits the track, and their `ask_if` is not a no.
    pub asked: BitSet,
    /// Indicators that would be added by further answers about the person's age.
    pub asked_of_a_child: BitSet,
    /// Indicators to ask, and every present one.
    pub indicators: BitSet,
    /// Facts to ask that have no answer a rule could read.
    pub open_facts: Vec<FactIx>,
}

impl Applicable {
    pub fn of(catalogue: &Catalogue, case: &impl AsRef<AnswerSets>) -> Self {
        let (case, masks) = (case.as_ref(), catalogue.masks());
        let mut answers = Answers::of(catalogue, case);
        let track = track(catalogue, &answers);
        // A person who was a child when it began, and is or may be an adult now, is asked the adults' questions too.
        let now = catalogue.child_now.as_ref().map(|rule| rule.evaluate(&answers));
        let grown_up = now.is_some_and(|now| now != Truth::Yes);
        let on_track = match track {
            Track::Adult => &masks.on_track[0],
            Track::Child if !grown_up => &masks.on_track[1],
            Track::Child | Track::Undetermined => &masks.all,
        };
        let asked_of_a_child = match track {
            Track::Adult
                if catalogue.child_track.as_ref().is_some_and(|rule| rule.evaluate(&answers) == Truth::Open) =>
            {
                answers.asked_among(&masks.all).without(&answers.asked_among(on_track))
            }
            _ => BitSet::EMPTY,
        };
        answers.asked = answers.asked_among(on_track);
        let open_facts = (0..catalogue.facts.len()).map(FactIx).filter(|&at| {
            let fact = catalogue.fact(at);
            fact.asked && case.fact(at) == FactState::Open && may_be_asked(fact.ask_if.as_ref(), &answers)
        });
        let open_facts = open_facts.collect();
        let indicators = answers.asked.or(case.present());
        Self { track, asked: answers.asked, asked_of_a_child, indicators, open_facts }
    }
}

/// A question with an open `ask_if` is still asked.
fn may_be_asked(ask_if: Option<&Condition>, answers: &Answers<'_>) -> bool {
    ask_if.is_none_or(|ask_if| ask_if.evaluate(answers) != Truth::No)
}

pub(super) fn track(catalogue: &Catalogue, answers: &Answers<'_>) -> Track {
    let Some(child) = &catalogue.child_track else { return Track::Adult };
    match child.evaluate(answers) {
        Truth::Yes => Track::Child,
        Truth::Open if !is_adult_until_asked(catalogue, child, answers) => Track::Undetermined,
        Truth::Open | Truth::No => Track::Adult,
    }
}

/// Whether the adult's rules apply although the rule of the child track is open. The catalogue must say so, and no fact
/// that rule reads may be unknown or declined.
fn is_adult_until_asked(catalogue: &Catalogue, child: &Condition, answers: &Answers<'_>) -> bool {
    let unknown = |at: FactIx| answers.case.is_unknown(at) && child.reads_fact(at);
    catalogue.adult_until_asked.as_ref().is_some_and(|rule| rule.holds(answers))
        && !(0..catalogue.facts.len()).map(FactIx).any(unknown)
}

/// The rules for a track: those for adults (false), for children (true), or both, the child's last.
pub(super) fn ways(track: Track) -> &'static [bool] {
    match track {
        Track::Adult => &[false],
        Track::Child => &[true],
        Track::Undetermined => &[false, true],
    }
}
