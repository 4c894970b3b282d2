//! An HTML page for a browser or printer: one file, which loads nothing and runs nothing.

use crate::escape;
use crate::report::result::page::ResultPage;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context, escape_formatter};
use serde::Serialize;

const TEMPLATE: &str = include_str!("handover.html");

/// The page as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test draws every example case with it.
pub fn html(page: &ResultPage) -> String {
    drawn_as_text(TEMPLATE, page)
}

/// Draws a template that uses `page` in texts only. All text is escaped. Numbers and Latin words inside right-to-left
/// text are isolated.
///
/// # Panics
/// If the template does not fit its content, which a test of each shows.
pub(crate) fn drawn_as_text(template: &str, page: &impl Serialize) -> String {
    drawn_by(template, page, escape::html_text)
}

/// The same for a template with texts in attributes or drawings, where no element is allowed.
///
/// # Panics
/// If the template does not fit its content, which a test of each shows.
pub(crate) fn drawn(template: &str, page: &impl Serialize) -> String {
    drawn_by(template, page, escape::html)
}

fn drawn_by(template: &str, page: &impl Serialize, escaped: fn(&str) -> String) -> String {
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.set_formatter(move |out, state, value| match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => Ok(out.write_str(&escaped(text))?),
        None => escape_formatter(out, state, value),
    });
    pages.render_str(template, context! { page => Value::from(Serde(page)) }).expect("the template fits its content")
}
