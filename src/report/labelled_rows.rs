//! Labelled texts, as a table or as headings with text below.

use crate::wording;
use comfy_table::{Attribute, Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// In fewer columns two of them have no room for a sentence, so labels are printed above their texts.
const NARROW: u16 = 60;

/// Labels and texts, drawn at the end.
#[derive(Default)]
pub(super) struct LabelledRows {
    rows: Vec<(String, String)>,
}

impl LabelledRows {
    /// Adds a row, if the text is not empty.
    pub fn add(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.rows.push((label.to_owned(), text.to_owned()));
        }
    }

    /// Adds a row of several lines.
    pub fn list(&mut self, label: &str, items: &[String]) {
        self.add(label, &items.join("\n"));
    }

    /// The rows in at most `width` columns. `plain`: without drawn lines, for screen readers and files.
    pub fn text(self, width: u16, plain: bool) -> String {
        if plain || width < NARROW { self.plain(width) } else { self.drawn(width) }
    }

    fn drawn(self, width: u16) -> String {
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.max(40));
        // Texts are wrapped here, because a cell would wrap list items without their indent. Labels get the other
        // columns, except for the four borders and the blanks beside them.
        let labels = self.rows.iter().map(|(label, _)| label.len()).max().unwrap_or(0).min(usize::from(width) / 4);
        let texts = usize::from(width).saturating_sub(labels + 7);
        for (label, text) in self.rows {
            let lines: Vec<String> = text.lines().flat_map(|line| wording::wrap(line, texts)).collect();
            table.add_row([Cell::new(label).add_attribute(Attribute::Bold), Cell::new(lines.join("\n"))]);
        }
        let fixed =
            |columns: usize| ColumnConstraint::Absolute(Width::Fixed(u16::try_from(columns + 2).unwrap_or(u16::MAX)));
        table.set_constraints([fixed(labels), fixed(texts)]);
        table.to_string()
    }

    /// Labels in a column of their own, without lines and blank rows; where there is no room, above their texts.
    pub fn compact(self, width: u16) -> String {
        let width = usize::from(width);
        let labels = self.rows.iter().map(|(label, _)| label.chars().count() + 3).max().unwrap_or(0);
        let labels = if width < usize::from(NARROW) { 2 } else { labels };
        let mut lines = Vec::new();
        for (label, text) in self.rows {
            let mut label = format!("{label}:");
            if label.chars().count() + 1 > labels {
                lines.push(std::mem::take(&mut label));
            }
            for line in text.lines().flat_map(|line| wording::wrap(line, width - labels)) {
                lines.push(format!("{:labels$}{line}", std::mem::take(&mut label)));
            }
        }
        lines.join("\n")
    }

    /// A heading, then its lines, so that a screen reader reads them together.
    fn plain(self, width: u16) -> String {
        let mut lines = Vec::new();
        for (label, text) in self.rows {
            lines.push(format!("{}:", label.to_uppercase()));
            lines.extend(text.lines().flat_map(|line| wording::wrap(&format!("  {line}"), usize::from(width))));
            lines.push(String::new());
        }
        lines.join("\n").trim_end().to_owned()
    }
}
