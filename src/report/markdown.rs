//! A page as Markdown: headings, lists and boxes to tick, in any reader or as plain text.

use super::page::{Page, Shape};

/// The page as Markdown.
#[must_use]
pub fn markdown(page: &Page) -> String {
    let mut lines = vec![format!("# {}", page.title)];
    for notice in &page.notices {
        lines.push(String::new());
        lines.push(format!("> **{}**", plain(notice)));
    }
    for part in &page.parts {
        lines.push(String::new());
        lines.push(format!("## {}", plain(&part.label)));
        lines.push(String::new());
        if !part.intro.is_empty() {
            lines.push(plain(&part.intro));
            lines.push(String::new());
        }
        for (at, item) in part.items.iter().enumerate() {
            match part.shape {
                Shape::Text if at > 0 => lines.extend([String::new(), plain(&item.text)]),
                Shape::Text => lines.push(plain(&item.text)),
                Shape::List => lines.push(format!("- {}", plain(&item.text))),
                Shape::Tasks => lines.push(format!("- [ ] {}", plain(&item.text))),
            }
            lines.extend(item.under.iter().map(|line| format!("  - {}", plain(line))));
        }
    }
    lines.join("\n")
}

/// A text that no sign in it turns into something else.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace('\n', " ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
