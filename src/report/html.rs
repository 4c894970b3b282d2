//! A page for a browser or a printer: one file, nothing loaded from elsewhere, nothing that runs.

use super::page::Page;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

const TEMPLATE: &str = include_str!("handover.html");

/// The page as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test draws every example case with it.
#[must_use]
pub fn html(page: &Page) -> String {
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    let drawn = pages.render_named_str("handover.html", TEMPLATE, context! { page => Value::from(Serde(page)) });
    drawn.expect("the template fits the page")
}
