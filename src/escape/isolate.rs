//! Isolates numbers and Latin words inside right-to-left text, so that they keep their order.
//!
//! This module owns where such a run begins and ends. A phone number or an hour beside Arabic or Hebrew letters is
//! reordered unless it is isolated (Unicode Standard Annex 9). Texts without right-to-left letters are never changed.
//!
//! Outside text must pass the parent module *before* it is isolated. That removes its own marks, and would also remove
//! the marks of this module.

use std::borrow::Cow;
use std::ops::Range;
use unicode_width::UnicodeWidthChar as _;

/// The start and end of a left-to-right isolate.
const BEGIN: char = '\u{2066}';
const END: char = '\u{2069}';

/// Begins a style of the terminal.
const STYLE: char = '\u{1b}';

/// The blanks between two columns, which end a run.
const COLUMN_GAP: &str = "  ";

/// A text of any number of lines for a terminal, a Markdown page or a plain file. Ends of styles and table lines also
/// end a run.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_right_to_left) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for run in runs(text) {
        // A backslash belongs to the sign after it.
        let start = if text[done..run.start].ends_with('\\') { run.start - 1 } else { run.start };
        out.push_str(&text[done..start]);
        out.push(BEGIN);
        out.push_str(&text[start..run.end]);
        out.push(END);
        done = run.end;
    }
    out.push_str(&text[done..]);
    out.into()
}

/// The runs to isolate, in order. A line or a table cell without right-to-left letters has none.
pub(super) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // A command must be pasted as it is.
        let cells = if super::is_command(line) { "" } else { line };
        let mut place = start;
        for cell in cells.split_inclusive(['│', '┆', '|']) {
            if cell.chars().any(is_right_to_left) {
                found.extend(runs_in(cell).into_iter().map(|run| place + run.start..place + run.end));
            }
            place += cell.len();
        }
        start += line.len();
    }
    found
}

/// Letters that are written from right to left: the Unicode blocks for them.
fn is_right_to_left(c: char) -> bool {
    let in_block = matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    in_block && !is_digit(c)
}

/// Digits, including those of Arabic scripts: numbers are written with the highest digit first.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// The characters of a run. Signs and blanks may occur between them.
fn is_core(c: char) -> bool {
    is_digit(c) || (c.is_alphanumeric() && !is_right_to_left(c))
}

/// The runs of a line or cell with right-to-left letters.
fn runs_in(line: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words(line) {
        match runs.last_mut() {
            Some(run) if goes_on(line, run, &word) => run.end = word.end,
            _ => runs.push(word),
        }
    }
    // Plain words at the start keep the direction of the line.
    let leads = |run: &Range<usize>| !line[..run.start].chars().any(is_right_to_left);
    if let Some(first) = runs.first_mut().filter(|run| leads(run)) {
        let words = line[first.clone()].split_inclusive(' ');
        let plain = words.take_while(|word| word.trim_end().chars().all(char::is_alphabetic));
        first.start += plain.map(str::len).sum::<usize>();
    }
    runs.retain(|run| !run.is_empty());
    runs.iter().map(|run| with_brackets(line, run)).collect()
}

/// A run with an adjacent bracket that belongs to one inside.
fn with_brackets(line: &str, run: &Range<usize>) -> Range<usize> {
    let held = &line[run.clone()];
    let is_closed_only = held.matches(')').count() > held.matches('(').count();
    let before = usize::from(is_closed_only && line[..run.start].ends_with('('));
    let after = usize::from(is_open(held) && line[run.end..].starts_with(')'));
    run.start - before..run.end + after
}

/// Words with a letter or digit of a run, and their signs: `+66`, `*123#`, `8:00-17:00`, `a@b.org`, `https://a.org/`.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut style_ends = 0;
    for (at, c) in line.char_indices() {
        // A style of the terminal is no text.
        if at >= style_ends && c == STYLE {
            style_ends = line[at..].find('m').map_or(line.len(), |end| at + end + 1);
        }
        if at < style_ends || !is_core(c) {
            continue;
        }
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(word) if joins(&line[word.end..at]) => word.end = end,
            _ => found.push(at - lead(&line[..at])..end),
        }
    }
    for word in &mut found {
        word.end += tail(&line[word.end..]);
    }
    found
}

/// Whether the text between two letters or digits joins them to one word.
fn joins(between: &str) -> bool {
    !between.chars().any(|c| c.is_whitespace() || c == STYLE || is_right_to_left(c))
}

/// The length in bytes of the signs before a word that belong to it.
fn lead(before: &str) -> usize {
    before.len() - before.trim_end_matches(['+', '*', '#']).len()
}

/// The length in bytes of the signs after a word that belong to it, including Markdown backslashes before them.
fn tail(after: &str) -> usize {
    let mut rest = after;
    while let Some(next) = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix(['#', '*', '%', '/', '°', '+']) {
        rest = next;
    }
    let signs = after.len() - rest.len();
    signs + rest.chars().take_while(|c| is_mark(*c)).map(char::len_utf8).sum::<usize>()
}

/// Marks above and below a letter of another script.
fn is_mark(c: char) -> bool {
    c.width() == Some(0) && !is_right_to_left(c)
}

/// Whether a word continues the run before it.
fn goes_on(line: &str, run: &Range<usize>, word: &Range<usize>) -> bool {
    let between = &line[run.end..word.start];
    if between.contains(COLUMN_GAP) || between.chars().any(|c| c == STYLE || is_right_to_left(c)) {
        return false;
    }
    let signs = between.trim();
    let is_digit = |c: Option<char>| c.is_some_and(is_digit);
    let begins = line[word.start..].trim_start_matches(['+', '*', '#']);
    let ends = line[..run.end].trim_end_matches(|c: char| !c.is_alphanumeric());
    match (is_digit(ends.chars().next_back()), is_digit(begins.chars().next())) {
        _ if signs.is_empty() => true,
        (true, true) if signs == ")" => is_open(&line[run.clone()]) || line[..run.start].ends_with('('),
        (true, true) if signs == "(" => is_in_number(&line[word.start..]),
        // 8:00 – 17:00
        (true, true) => matches!(signs, "-" | "–" | "—"),
        (false, false) => !signs.contains(['(', ')', '[', ']', '{', '}', '"', '“', '”', '«', '»']),
        _ => false,
    }
}

/// Whether it opens a bracket without closing it.
fn is_open(run: &str) -> bool {
    run.matches('(').count() > run.matches(')').count()
}

/// Whether an earlier bracket contains only digits, and the number goes on after it: `+66 (0) 2`.
fn is_in_number(held: &str) -> bool {
    let rest = held.trim_start_matches(is_digit);
    rest.strip_prefix(')').is_some_and(|rest| rest.trim_start().starts_with(is_digit))
}
