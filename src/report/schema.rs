//! JSON Schemas (draft 2020-12) of the files that are read and the lines that are written.
//!
//! Made from the checked catalogue and from the words of the readers, so that neither can say what the other does not.
//! The schema of a script stands with its reader.

mod case;
mod catalogue;
mod result;

pub use case::case;
pub use catalogue::catalogue;
pub use result::result;
