//! A page as Markdown: headings, lists and checkboxes, for any reader or as plain text.

use crate::escape;
use crate::report::result::page::{ResultPage, Shape};

pub fn markdown(page: &ResultPage) -> String {
    let mut lines = vec![format!("# {}", page.title)];
    for notice in &page.notices {
        lines.push(String::new());
        lines.push(format!("> **{}**", escape::markdown(notice)));
    }
    for part in &page.parts {
        lines.push(String::new());
        lines.push(format!("## {}", escape::markdown(&part.label)));
        lines.push(String::new());
        if !part.intro.is_empty() {
            lines.push(escape::markdown(&part.intro));
            lines.push(String::new());
        }
        for (at, item) in part.items.iter().enumerate() {
            match part.shape {
                Shape::Text if at > 0 => lines.extend([String::new(), escape::markdown(&item.text)]),
                Shape::Text => lines.push(escape::markdown(&item.text)),
                Shape::List => lines.push(format!("- {}", escape::markdown(&item.text))),
                Shape::Tasks | Shape::Ticks => lines.push(format!("- [ ] {}", escape::markdown(&item.text))),
            }
            lines.extend(item.under.iter().map(|line| format!("  - {}", escape::markdown(line))));
        }
    }
    lines.join("\n")
}
