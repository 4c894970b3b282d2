//! What training comes to, as text and for programs: scripts that were checked, a case that was marked, a sheet for whoever
//! plays the interviewee, and how far raters agree.

mod agreement;
mod checked;
mod marked;
mod sheet;

pub use agreement::{agreement_json, agreement_text};
pub use checked::{CheckedScript, checked_json, checked_junit, checked_text};
pub use marked::marked;
pub use sheet::role_sheet;
