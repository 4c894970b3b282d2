//! The few questions to ask first at another meeting, to settle a finding.
//!
//! If the track is open, age comes first. Then come open indicators of which one alone, if present, leads to a
//! referral. If there are none, those that can change the finding at all. Core comes before detail, and gentle before
//! hard questions, as in the questionnaire. The result names questions, never possible answers.

use crate::assessment::{Answers, Assessment, Outlook, finding};
use crate::case::Case;
use crate::catalogue::{Catalogue, Question, Tier};
use crate::condition::{BitSet, IndicatorIx, Truth};

/// The most questions.
pub const MOST: usize = 3;

/// The questions, at most [`MOST`]. None if the finding already refers, or no answer can change it.
pub fn settling(catalogue: &Catalogue, case: &Case, assessment: &Assessment) -> Vec<Question> {
    if catalogue.findings[assessment.finding.0].refers || assessment.is_settled() {
        return Vec::new();
    }
    let mut asked = of_age(catalogue, case, assessment);
    let single = |at: &usize| leads_to_referral(catalogue, case, *at);
    let mut signs = few(catalogue, case, assessment, single);
    if signs.is_empty() {
        let turns = Outlook::of(catalogue, case.as_ref()).findings_turn_on();
        signs = few(catalogue, case, assessment, |at| turns.contains(*at));
    }
    asked.extend(signs);
    asked.truncate(MOST);
    asked
}

/// Open facts that decide whether the child's rules apply.
fn of_age(catalogue: &Catalogue, case: &Case, assessment: &Assessment) -> Vec<Question> {
    let Some(child) = &catalogue.child_track else { return Vec::new() };
    if child.evaluate(&Answers::of(catalogue, case)) != Truth::Open {
        return Vec::new();
    }
    assessment.open_facts.iter().filter(|at| child.reads_fact(**at)).map(|at| Question::Fact(*at)).collect()
}

/// Whether the finding would refer if this sign were present too.
fn leads_to_referral(catalogue: &Catalogue, case: &Case, at: usize) -> bool {
    let mut counted = case.as_ref().clone();
    counted.take_as_present(&[at].into_iter().collect());
    catalogue.findings[finding(catalogue, &counted).0].refers
}

/// Some open indicators, each of another group, preferably of groups with nothing present.
fn few(catalogue: &Catalogue, case: &Case, assessment: &Assessment, wanted: impl Fn(&usize) -> bool) -> Vec<Question> {
    let place = |at: &usize| catalogue.questions().iter().position(|one| *one == Question::Indicator(IndicatorIx(*at)));
    let mut open: Vec<usize> = assessment.open.iter().filter(wanted).collect();
    open.sort_by_key(|at| (catalogue.indicators[*at].tier != Tier::Core, place(at)));
    let present: BitSet = case.as_ref().present().iter().map(|at| catalogue.group_of(at)).collect();
    let (mut seen, mut first, mut later) = (BitSet::EMPTY, Vec::new(), Vec::new());
    for at in open {
        let group = catalogue.group_of(at);
        if !seen.contains(group) {
            seen.insert(group);
            if present.contains(group) { &mut later } else { &mut first }.push(Question::Indicator(IndicatorIx(at)));
        }
    }
    first.extend(later);
    first.truncate(MOST);
    first
}
