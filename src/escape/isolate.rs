//! Numbers and Latin words inside right-to-left text, kept in their own order.
//!
//! Owns where such a run begins and ends. A phone number or an hour beside Arabic or Hebrew letters is shown in another
//! order unless it is isolated (Unicode Standard Annex 9). Texts without right-to-left letters are never changed.
//!
//! What comes from outside has to be shown (see the parent module) *before* it is isolated: its own marks are taken out
//! there, and the marks that are put in here would be too.

use std::borrow::Cow;
use std::ops::Range;
use unicode_width::UnicodeWidthChar as _;

/// Begins and ends a left-to-right isolate.
const BEGIN: char = '\u{2066}';
const END: char = '\u{2069}';

/// Begins a style of the terminal.
const STYLE: char = '\u{1b}';

/// Blanks between two columns: so many end a run.
const COLUMN_GAP: &str = "  ";

/// A text for a terminal, a page of Markdown or a plain file, of any number of lines. Ends of styles and lines of tables
/// end a run too.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_right_to_left) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for run in runs(text) {
        // A backslash belongs to the sign that it stands before.
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

/// The runs of a text that are to be isolated, in order: none in a line, or a cell of a table, without right-to-left
/// letters.
pub(super) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // A command is pasted as it stands.
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

/// Letters that are written from right to left: the blocks that Unicode sets aside for them.
fn is_right_to_left(c: char) -> bool {
    let in_block = matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    in_block && !is_digit(c)
}

/// Digits, also those of Arabic scripts: a number is read from its greatest place on.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// What a run is made of; signs and blanks may stand between.
fn is_core(c: char) -> bool {
    is_digit(c) || (c.is_alphanumeric() && !is_right_to_left(c))
}

/// The runs of one line or cell that holds right-to-left letters.
fn runs_in(line: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words(line) {
        match runs.last_mut() {
            Some(run) if goes_on(line, run, &word) => run.end = word.end,
            _ => runs.push(word),
        }
    }
    // Plain words before anything else keep the direction of the line.
    let leads = |run: &Range<usize>| !line[..run.start].chars().any(is_right_to_left);
    if let Some(first) = runs.first_mut().filter(|run| leads(run)) {
        let words = line[first.clone()].split_inclusive(' ');
        let plain = words.take_while(|word| word.trim_end().chars().all(char::is_alphabetic));
        first.start += plain.map(str::len).sum::<usize>();
    }
    runs.retain(|run| !run.is_empty());
    runs.iter().map(|run| with_brackets(line, run)).collect()
}

/// A run with the bracket beside it that belongs to one inside.
fn with_brackets(line: &str, run: &Range<usize>) -> Range<usize> {
    let held = &line[run.clone()];
    let is_closed_only = held.matches(')').count() > held.matches('(').count();
    let before = usize::from(is_closed_only && line[..run.start].ends_with('('));
    let after = usize::from(is_open(held) && line[run.end..].starts_with(')'));
    run.start - before..run.end + after
}

/// Words that hold a letter or a digit of a run, with the signs that belong to them: `+66`, `*123#`, `8:00-17:00`,
/// `a@b.org`, `https://a.org/`.
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

/// Whether what stands between two letters or digits leaves them one word.
fn joins(between: &str) -> bool {
    !between.chars().any(|c| c.is_whitespace() || c == STYLE || is_right_to_left(c))
}

/// Bytes of the signs before a word that belong to it.
fn lead(before: &str) -> usize {
    before.len() - before.trim_end_matches(['+', '*', '#']).len()
}

/// Bytes of the signs behind a word that belong to it, with the backslashes of a page of Markdown before them.
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

/// Whether a word goes on with the run before it.
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

/// Whether a bracket is opened in it that is not closed there.
fn is_open(run: &str) -> bool {
    run.matches('(').count() > run.matches(')').count()
}

/// Whether a bracket that was opened before holds digits alone, with more of the number behind it: `+66 (0) 2`.
fn is_in_number(held: &str) -> bool {
    let rest = held.trim_start_matches(is_digit);
    rest.strip_prefix(')').is_some_and(|rest| rest.trim_start().starts_with(is_digit))
}
