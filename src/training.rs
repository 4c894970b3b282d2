//! Training: practice cases as scripts, which are checked, played to a class, screened by trainees and marked. Also
//! rater agreement on the same cases.

mod check;
mod expectation;
mod grading;
mod play;
mod played;
mod quiz;
mod raters;
mod record;
pub(crate) mod script;
mod scripted_face;

pub use crate::training::expectation::{Mismatch, compare};
pub use crate::training::grading::{Deviation, DeviationKind, Marking};
pub use crate::training::raters::{Panel, PanelError, Rated, Rater, some_of};
pub use crate::training::record::as_script;
pub use crate::training::scripted_face::ScriptFace;
pub use check::{LibraryCoverage, ScriptCheck};
pub use play::PlayFace;
pub use played::{Played, empty};
pub use quiz::QuizFace;
pub use script::{Aim, Expected, Move, Script, Scripted, Teach, Telling};
