//! Results of training, as text and for programs: checked scripts, a marked case, a role sheet for the interviewee, and
//! rater agreement.

mod agreement;
mod checked;
mod marked;
mod sheet;

pub use agreement::{agreement_json, agreement_text};
pub use checked::{CheckedScript, checked_json, checked_junit, checked_text};
pub use marked::marked;
pub use sheet::role_sheet;
