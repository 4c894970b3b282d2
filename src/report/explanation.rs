//! report::explanation.

pub mod json;
pub mod text;
