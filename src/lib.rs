//! First screening of possible trafficking cases against indicator catalogues.
pub mod assessment;
pub mod case;
pub mod catalogue;
pub mod condition;
pub mod document;
