//! First screening of possible trafficking cases against indicator catalogues.
#![forbid(unsafe_code)]

#[macro_use]
pub mod words;

pub mod agreement;
pub mod assessment;
pub mod batch;
pub mod case;
pub mod catalogue;
pub mod cli;
pub mod compression;
pub mod condition;
pub mod diagnostic;
pub mod escape;
pub mod explain;
pub mod interview;
pub mod no_follow;
pub mod questionnaire;
pub mod referral;
pub mod report;
pub mod schema;
pub mod store;
pub mod summary;
pub mod terminal;
pub mod toml_input;
pub mod training;
pub mod wording;
