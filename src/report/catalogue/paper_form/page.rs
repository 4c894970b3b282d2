//! The sheet as one page for a browser or a printer, with nothing loaded from elsewhere.

use crate::report::catalogue::paper_form::Sheet;
use crate::report::result::html::drawn_as_text;

const TEMPLATE: &str = include_str!("page.html");

/// The sheet as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test draws every shipped catalogue with it.
#[must_use]
pub fn page(sheet: &Sheet) -> String {
    drawn_as_text(TEMPLATE, sheet)
}
