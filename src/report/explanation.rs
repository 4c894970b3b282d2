//! What people and programs read of an explanation.

pub mod json;
pub mod text;
