//! The sheet as one page for a browser or a printer, with nothing loaded from elsewhere.

use super::Sheet;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

const TEMPLATE: &str = include_str!("page.html");

/// The sheet as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test draws every shipped catalogue with it.
#[must_use]
pub fn page(sheet: &Sheet) -> String {
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    let drawn = pages.render_named_str("page.html", TEMPLATE, context! { sheet => Value::from(Serde(sheet)) });
    drawn.expect("the template fits the sheet")
}
