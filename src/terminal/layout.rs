//! Lays out texts and choices in lines that fit, and splits lines into pages for a small window. Knows no terminal.

use crate::escape;
use crate::interview::Choice;
use crate::wording::wrap;
use console::style;

/// A paragraph, after its label if it has one.
pub(crate) fn paragraph(label: &str, text: &str, width: usize) -> Vec<String> {
    if label.is_empty() {
        return indented(text, "", width);
    }
    let mut lines = vec![style(format!("{}:", escape::line(label))).for_stderr().bold().to_string()];
    lines.extend(indented(text, "  ", width));
    lines
}

pub(crate) fn indented(text: &str, indent: &str, width: usize) -> Vec<String> {
    let text = escape::shown(text);
    let lines = text.split('\n').flat_map(|part| wrap(part, width.saturating_sub(indent.len())));
    lines.map(|line| format!("{indent}{line}")).collect()
}

/// A heading, with a remark beside it.
pub(crate) fn heading(title: &str, aside: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let wrapped = |text: &str| wrap(&escape::shown(text), width).into_iter().filter(|line| !line.is_empty());
    lines.extend(wrapped(title).map(|line| style(line).for_stderr().bold().underlined().to_string()));
    lines.extend(wrapped(aside).map(|line| style(line).for_stderr().dim().to_string()));
    lines
}

/// Answers on separate lines, and navigation on one line.
pub(crate) fn choices(choices: &[Choice], width: usize) -> Vec<String> {
    let answers = choices.iter().enumerate().filter(|(_, choice)| choice.answer || choice.key.is_none());
    let mut lines: Vec<String> = answers
        .flat_map(|(at, choice)| {
            let key = choice.key.map_or_else(|| (at + 1).to_string(), |key| key.to_string());
            indented(&format!("[{key}] {}", choice.label), "  ", width)
        })
        .collect();
    lines.extend(choices_line(choices, width));
    lines
}

/// Navigation choices on one line.
pub(crate) fn choices_line(choices: &[Choice], width: usize) -> Vec<String> {
    let ways = choices.iter().filter(|choice| !choice.answer);
    let ways = ways.filter_map(|way| Some(format!("[{}]\u{a0}{}", way.key?, way.label.replace(' ', "\u{a0}"))));
    let line = ways.collect::<Vec<_>>().join("  ");
    let lines = wrap(&escape::shown(&line), width.saturating_sub(2)).into_iter().filter(|line| !line.is_empty());
    lines.map(|line| format!("  {}", line.replace('\u{a0}', " "))).collect()
}

/// A line in parts that fit. Lines that were laid out for the screen stay as they are.
pub(crate) fn cut(line: &str, columns: usize) -> Vec<String> {
    if console::measure_text_width(line) <= columns { vec![line.to_owned()] } else { wrap(line, columns) }
}

/// What was shown since the screen was cleared, in blocks that stay together where possible.
#[derive(Default)]
pub(crate) struct ScreenPage {
    blocks: Vec<Vec<String>>,
}

impl ScreenPage {
    pub fn add(&mut self, block: Vec<String>) {
        self.blocks.push(block);
    }

    pub fn clear(&mut self) {
        self.blocks.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The number of lines.
    pub fn height(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }

    pub fn lines(&self) -> impl Iterator<Item = &String> {
        self.blocks.iter().flatten()
    }

    /// The pages of at most `rows` lines, with the prompt at the end. The last page holds the prompt, and as much
    /// before it as fits.
    pub fn pages(&self, last: &[String], rows: usize) -> Vec<Vec<String>> {
        let rows = rows.max(1);
        // The prompt alone may be too tall.
        let (more, last) = last.split_at(last.len().saturating_sub(rows));
        let mut blocks: Vec<&[String]> = self.blocks.iter().map(Vec::as_slice).collect();
        blocks.extend((!more.is_empty()).then_some(more));
        let (mut begins, mut height) = (blocks.len(), last.len());
        while let Some(before) = begins.checked_sub(1).filter(|at| height + blocks[*at].len() <= rows) {
            (begins, height) = (before, height + blocks[before].len());
        }
        let mut pages = in_pages(&blocks[..begins], rows);
        pages.push(blocks[begins..].iter().copied().flatten().chain(last).cloned().collect());
        pages
    }
}

/// Blocks in pages of at most `rows` lines. A block that fits on a page is not split.
fn in_pages(blocks: &[&[String]], rows: usize) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    for block in blocks {
        for part in block.chunks(rows) {
            match pages.last_mut().filter(|page| page.len() + part.len() <= rows) {
                Some(page) => page.extend_from_slice(part),
                None => pages.push(part.to_vec()),
            }
        }
    }
    pages
}

/// The line below each page but the last.
pub(crate) fn read_on(at: usize, pages: usize) -> String {
    if at + 1 == pages {
        text!("screening-last-page").to_owned()
    } else {
        text!("screening-page", page = at + 1, pages = pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(name: usize, lines: usize) -> Vec<String> {
        (0..lines).map(|line| format!("{name}.{line}")).collect()
    }

    proptest! {
        #[test]
        fn no_line_is_lost_and_no_page_is_too_tall(
            heights in proptest::collection::vec(0_usize..40, 0..12), last in 0_usize..40, rows in 1_usize..30,
        ) {
            let mut page = ScreenPage::default();
            for (name, height) in heights.iter().enumerate() {
                page.add(block(name, *height));
            }
            let last = block(99, last);
            let all: Vec<String> = page.lines().chain(&last).cloned().collect();
            let pages = page.pages(&last, rows);
            prop_assert!(pages.iter().all(|page| page.len() <= rows));
            prop_assert_eq!(pages.concat(), all);
        }
    }

    #[test]
    fn what_is_judged_stands_beside_its_answers_where_there_is_room() {
        let mut page = ScreenPage::default();
        (0..3).for_each(|name| page.add(block(name, 6)));
        let pages = page.pages(&block(9, 5), 12);
        assert_eq!(pages, [[block(0, 6), block(1, 6)].concat(), [block(2, 6), block(9, 5)].concat()]);
    }
}
