//! A script played through the questionnaire, as an interview would go.

use super::{Script, ScriptFace};
use crate::case::{Case, Purpose};
use crate::catalogue::{Catalogue, Question};
use crate::condition::IndicatorIx;
use crate::interview::{InterviewEnd, conduct};
use crate::questionnaire::{Ending, Questionnaire};

/// What came of playing a script.
#[derive(Clone, Debug)]
pub struct Played {
    /// The case that it leads to.
    pub case: Case,
    /// Indicators left to whoever is trained to ask.
    pub for_specialist: Vec<IndicatorIx>,
    /// Whether it was broken off.
    pub stopped: bool,
    /// How many questions were spared, because they could decide nothing any more.
    pub spared: usize,
    /// Questions that came up and that the script does not answer: they stay not asked.
    pub unanswered: Vec<Question>,
    /// What is scripted and was never asked. What a quick screening spares was left out on purpose, and is not told.
    pub never_asked: Vec<Question>,
    /// Steps and remarks at questions that never came up.
    pub never_reached: Vec<Question>,
}

impl Played {
    /// Plays a script; `quick` spares what can decide nothing any more.
    pub fn of(catalogue: &Catalogue, script: &Script, quick: bool) -> Self {
        let questionnaire = Questionnaire::new(catalogue, empty(catalogue, script));
        let questionnaire = if quick { questionnaire.quick() } else { questionnaire };
        let mut face = ScriptFace::new(script);
        let mut interview = conduct(questionnaire, &mut face, &mut ());
        face.add_volunteered(catalogue, &mut interview.case);
        let (mut never_asked, mut never_reached) = (Vec::new(), Vec::new());
        if !quick {
            never_asked = face.never_asked(catalogue);
            never_reached = face.never_reached();
        }
        Self {
            stopped: interview.left == InterviewEnd::Ended(Ending::Stopped),
            case: interview.case,
            for_specialist: interview.for_specialist,
            spared: interview.spared,
            unanswered: face.unanswered().collect(),
            never_asked,
            never_reached,
        }
    }
}

/// The case of a script before anything is asked.
pub fn empty(catalogue: &Catalogue, script: &Script) -> Case {
    let mut case = Case::new(catalogue, script.case_id.clone());
    case.screened_on = Some(script.screened_on);
    case.purpose = Purpose::Training;
    case
}
