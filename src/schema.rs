//! JSON Schemas (draft 2020-12) of input files and output lines.
//!
//! They are made from the checked catalogue and the words of the readers, so that schema and reader always agree.

mod case;
mod catalogue;
pub(crate) mod pieces;
mod result;
pub(crate) mod script;

pub use crate::schema::case::case;
pub use crate::schema::catalogue::catalogue;
pub use crate::schema::result::result;
pub use crate::schema::script::schema as script;
