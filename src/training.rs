//! Training: cases written as scripts, played through the questionnaire and compared with what they expect.

mod expect;
mod face;
mod schema;
mod script;
mod write;

pub use expect::{Difference, compare};
pub use face::ScriptFace;
pub use schema::schema;
pub use script::{Expected, Move, Script, Scripted, Teach};
pub use write::as_script;
