//! JSON Schemas (draft 2020-12) of the files that are read and the lines that are written.
//!
//! Made from the checked catalogue and from the words of the readers, so that neither can say what the other does not.

mod case;
mod catalogue;
pub(crate) mod pieces;
mod result;
pub(crate) mod script;

pub use crate::schema::case::case;
pub use crate::schema::catalogue::catalogue;
pub use crate::schema::result::result;
pub use crate::schema::script::schema as script;
