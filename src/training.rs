//! Training: cases written as scripts, which are checked, played to a class, screened by trainees and marked; and how far
//! raters of the same cases agree.

pub mod agreement;
mod check;
mod expect;
mod face;
mod marking;
mod panel;
mod play;
mod played;
mod quiz;
mod schema;
mod script;
mod write;

pub use check::{Checked, Library};
pub use expect::{Difference, compare};
pub use face::ScriptFace;
pub use marking::{Deviation, Kind, Marking};
pub use panel::{NoPanel, Panel, Rated, Rater, some_of};
pub use play::PlayFace;
pub use played::{Played, empty};
pub use quiz::QuizFace;
pub use schema::schema;
pub use script::{Aim, Expected, Move, Script, Scripted, Teach, Telling};
pub use write::as_script;
