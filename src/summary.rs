//! Summaries: what many cases come to in tables that name nobody and give nobody away.
//!
//! Cases are counted one by one, each into the same numbered cells; tables are drawn from the counts at the end, and
//! leave this module by way of [`disclose`] only, which keeps back whatever would tell of few. What is counted is what a
//! screening found: it is neither a number of victims nor how common trafficking is. This module reads no file, knows no
//! case id, and prints nothing.

mod axis;
mod comparison;
mod crossing;
mod disclosure_control;
mod layout;
mod tally;
mod what_if;

pub use crate::summary::disclosure_control::{
    Agreement, Beside, CaseCount, Label, LeftOutTable, PublishedTable, Summary, TableRow, disclose,
};
pub use axis::Axis;
pub use comparison::Comparison;
pub use layout::Layout;
pub use tally::Tally;
pub use what_if::WhatIf;

use crate::case::Purpose;

/// Counts below this many are not shown, unless something else is asked for.
pub const SUPPRESS: u64 = 11;

/// What is to be counted.
#[derive(Clone, Debug, Default)]
pub struct SummaryRequest {
    /// The purpose that a case has to have been recorded for; none: any.
    pub purpose: Option<Purpose>,
    /// Facts that findings are crossed with, at most two.
    pub by: Vec<Axis>,
    /// Changes under which each case is assessed once more.
    pub what_if: Vec<WhatIf>,
}
