//! An explanation, for people and programs.

pub mod json;
pub mod text;
