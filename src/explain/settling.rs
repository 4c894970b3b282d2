//! What would settle a finding: the few questions to ask first at another talk.
//!
//! The age comes first where it is open which rules apply. Then come open indicators of which one alone, if present, leads
//! to a referral; if none does, those on which the finding turns at all. Core questions come before detail, and gentle
//! ones before hard ones, as in the questionnaire. It says what to ask, never what the answer may be.

use crate::assessment::{Answers, Assessment, Outlook, finding};
use crate::case::Case;
use crate::catalogue::{Catalogue, Question, Tier};
use crate::condition::{BitSet, IndicatorIx, Truth};

/// Most questions that are named.
pub const MOST: usize = 3;

/// The questions, at most [`MOST`]; none where the finding already refers, or where no answer can change it.
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

/// Open facts on which it turns whether the child's rules apply.
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

/// Some open indicators, each of another group, and of a group of which nothing is present where there are such.
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
