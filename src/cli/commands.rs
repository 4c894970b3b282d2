//! One command a file, with its arguments.

pub(crate) mod batch;
pub(crate) mod case;
pub(crate) mod catalogue;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod explain_code;
pub(crate) mod key;
pub(crate) mod score;
pub(crate) mod screen;
pub(crate) mod train;
