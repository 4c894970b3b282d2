//! Summaries: counts of many cases in tables that identify nobody.
//!
//! Each case is counted into the same numbered cells. Tables are drawn from the counts at the end. They leave this
//! module only through [`disclose`], which suppresses small counts. The counts show what screenings found. They are
//! neither a number of victims nor a measure of how common trafficking is. This module reads no file, knows no case id,
//! and prints nothing.

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

/// The default threshold. Counts below it are suppressed.
pub const SUPPRESS: u64 = 11;

#[derive(Clone, Debug, Default)]
pub struct SummaryRequest {
    /// Only cases recorded for this purpose. `None`: all cases.
    pub purpose: Option<Purpose>,
    /// Facts that findings are crossed with, at most two.
    pub by: Vec<Axis>,
    /// Changes under which each case is assessed once more.
    pub what_if: Vec<WhatIf>,
}
