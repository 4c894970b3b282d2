//! First screening of possible trafficking cases against indicator catalogues.
#![forbid(unsafe_code)]

pub mod assessment;
pub mod batch;
pub mod case;
pub mod catalogue;
pub mod cli;
pub mod condition;
pub mod document;
pub mod escape;
pub mod explain;
pub mod inside;
pub mod interview;
pub mod packing;
pub mod questionnaire;
pub mod referral;
pub mod report;
pub mod store;
pub mod summary;
pub mod training;
pub mod wording;
