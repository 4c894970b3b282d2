//! Plays a script through the questionnaire, as an interview would go.

use super::{Script, ScriptFace};
use crate::case::{Case, Purpose};
use crate::catalogue::{Catalogue, Question};
use crate::condition::IndicatorIx;
use crate::interview::{InterviewEnd, conduct};
use crate::questionnaire::{Ending, Questionnaire};

/// The result of playing a script.
#[derive(Clone, Debug)]
pub struct Played {
    pub case: Case,
    /// Indicators that only a trained person may ask about.
    pub for_specialist: Vec<IndicatorIx>,
    /// Whether it was broken off.
    pub stopped: bool,
    /// How many questions were skipped, because they could no longer decide anything.
    pub spared: usize,
    /// Questions that were asked but have no answer in the script. They stay not asked.
    pub unanswered: Vec<Question>,
    /// Scripted answers that were never asked for. Questions that a quick screening skips on purpose are not listed.
    pub never_asked: Vec<Question>,
    /// Moves and remarks at questions that were never asked.
    pub never_reached: Vec<Question>,
}

impl Played {
    /// Plays a script. `quick` skips questions that can no longer decide anything.
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

/// The case of a script before the first question.
pub fn empty(catalogue: &Catalogue, script: &Script) -> Case {
    let mut case = Case::new(catalogue, script.case_id.clone());
    case.screened_on = Some(script.screened_on);
    case.purpose = Purpose::Training;
    case
}
