//! The form as a single HTML page for a browser or printer. It loads nothing.

use crate::report::catalogue::paper_form::PaperForm;
use crate::report::result::html::drawn_as_text;
use serde::Serialize;
use std::collections::BTreeMap;

const TEMPLATE: &str = include_str!("page.html");

/// The form, and the fixed texts of the page.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    sheet: &'a PaperForm,
    words: BTreeMap<&'static str, &'static str>,
}

/// The form as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test draws every shipped catalogue with it.
pub fn page(sheet: &PaperForm) -> String {
    let words = [
        ("document", text!("form-document")),
        ("only_if", text!("form-only-if")),
        ("who", text!("form-who")),
        ("look_for", text!("screening-look-for")),
        ("is_it_so", text!("form-is-it-so")),
        ("several", text!("form-several")),
        ("degrees", text!("form-if-yes-nearest")),
        ("counts", text!("overview-counts-too")),
        ("does_not_count", text!("screening-does-not-count")),
        ("by_hand", text!("form-by-hand")),
        ("by_hand_strengths", text!("form-by-hand-strengths")),
        ("class", text!("form-column-class")),
        ("minor", text!("form-column-minor")),
        ("serious", text!("form-column-serious")),
        ("severe", text!("form-column-severe")),
        ("counts_where", text!("form-counts-where")),
        ("pattern", text!("form-pattern")),
        ("counts_once", text!("form-counts-once")),
        ("flags", text!("form-flags")),
        ("findings", text!("form-findings")),
    ];
    drawn_as_text(TEMPLATE, &Page { sheet, words: words.into() })
}
