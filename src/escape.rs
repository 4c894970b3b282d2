//! Text from outside on its way out: to a terminal, a cell of a spreadsheet, an HTML page, a page of Markdown.
//!
//! Owns which characters are dangerous to look at, and what stands in their place: always a mark that is seen, never
//! nothing. Knows no case and no catalogue, and not where a text comes from.

mod command;
mod isolate;
pub(crate) mod shown;

pub use command::{below, called_as, closing, command, deleting, hiding, is_command, program, quoted};
pub use isolate::isolated;

use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Stands for what must not be shown.
const MARK: char = char::REPLACEMENT_CHARACTER;

/// Most characters without width in a row. Scripts of the region stack four or five on a letter; a pile of hundreds
/// covers the lines above.
const MOST_STACKED: usize = 8;

/// Longest sequence of colour and weight that is let through.
const LONGEST_STYLE: usize = 16;

/// Controls other than line ends and tabs, and characters that turn, hide or replace what is read: direction marks, line
/// and paragraph separators, joiners and fillers that nothing needs, annotations, tags.
///
/// U+200B, U+200C and U+200D are none of them: Khmer, Lao, Thai and Burmese part and shape words with them.
pub fn hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{061C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{E0000}'..='\u{E007F}')
}

/// A text of several lines for a terminal or a page: what is hidden, and what is stacked too high, becomes a mark.
pub fn shown(text: &str) -> Cow<'_, str> {
    if is_plain(text) { text.into() } else { marked(text, hidden).into() }
}

/// A text that is one line, such as the name of a file: line ends and tabs become a mark too.
pub fn line(text: &str) -> Cow<'_, str> {
    let unfit = |c| hidden(c) || c == '\n' || c == '\t';
    if is_plain(text) && !text.contains(['\n', '\t']) { text.into() } else { marked(text, unfit).into() }
}

/// The last filter before a terminal: as [`shown()`], but colour and weight, which are our own, stay. Text from outside has
/// to be shown before it is styled.
pub fn styled(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\u{1b}') {
        let (before, sequence) = rest.split_at(at);
        out.push_str(&shown(before));
        let end = style_end(sequence);
        // What is no style goes on as text, with a mark for the escape.
        match end {
            Some(end) => out.push_str(&sequence[..end]),
            None => out.push(MARK),
        }
        rest = &sequence[end.unwrap_or(1)..];
    }
    out.push_str(&shown(rest));
    out.into()
}

/// Where a sequence that only sets colour and weight ends: ESC, `[`, digits and `;`, `m`.
fn style_end(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let end = inside.bytes().take(LONGEST_STYLE).position(|byte| !(byte.is_ascii_digit() || byte == b';'))?;
    // 8 conceals what follows.
    let conceals = inside[..end].split(';').any(|number| number.trim_start_matches('0') == "8");
    (inside.as_bytes()[end] == b'm' && !conceals).then_some(2 + end + 1)
}

/// A cell of text: one line that no spreadsheet takes for a formula. Numbers of number columns are none.
///
/// An apostrophe is put before a text that could begin a formula, and before one that begins with an apostrophe: with one
/// apostrophe taken off the line is back, and two lines are never one cell.
pub fn cell(text: &str) -> Cow<'_, str> {
    guarded(text, line(text))
}

/// The id of a case as a cell. Nothing is hidden in an id, so nothing of it is replaced: two ids are never one cell.
pub fn id_cell(id: &str) -> Cow<'_, str> {
    if id.chars().any(hidden) { cell(id) } else { guarded(id, id.into()) }
}

fn guarded<'t>(text: &str, line: Cow<'t, str>) -> Cow<'t, str> {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c.width() == Some(0));
    let is_formula = begin.starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']);
    let is_guarded = is_formula || text.starts_with(['\'', '\t', '\r', '\n', '\0']);
    if is_guarded { format!("'{line}").into() } else { line }
}

/// A text for an element of an HTML page; numbers and Latin words beside right-to-left letters are isolated.
pub fn html_text(text: &str) -> String {
    let text = shown(text);
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for run in isolate::runs(&text) {
        out.push_str(&html(&text[done..run.start]));
        let _ = write!(out, "<bdi>{}</bdi>", html(&text[run.clone()]));
        done = run.end;
    }
    out.push_str(&html(&text[done..]));
    out
}

/// A text for an HTML page, between quotes or where no element can stand.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shown(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            c => out.push(c),
        }
    }
    out
}

/// A text in a page of Markdown that no sign in it turns into something else. An address stays as it is: it leads where
/// it says.
pub fn markdown(text: &str) -> String {
    let shown = shown(text).replace(['\n', '\t'], " ");
    // Four blanks at the beginning would be code.
    let text = shown.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins_a_part = at == 0 && matches!(c, '-' | '+' | '=');
        let numbers_a_list = at == digits && at > 0 && matches!(c, '.' | ')');
        if begins_a_part
            || numbers_a_list
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// JSON that shows everything: what is hidden in its texts is written as `\u…`, which means the same.
pub fn json(text: &str) -> Cow<'_, str> {
    if text.chars().any(hidden) { escaped_json(text, hidden).into() } else { text.into() }
}

/// JSON of ASCII alone, which means the same.
pub fn ascii_json(text: &str) -> String {
    escaped_json(text, |c| !c.is_ascii() || hidden(c))
}

fn escaped_json(text: &str, unfit: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if unfit(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether nothing in it can be hidden or stacked: most text is so.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7F).contains(&byte) || byte == b'\n' || byte == b'\t')
}

fn marked(text: &str, unfit: impl Fn(char) -> bool) -> String {
    let (mut out, mut stacked) = (String::with_capacity(text.len()), 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // The line end of other systems is one.
        if c == '\r' && chars.peek() == Some(&'\n') && !unfit('\n') {
            continue;
        }
        stacked = if c.width() == Some(0) { stacked + 1 } else { 0 };
        out.push(if unfit(c) || stacked > MOST_STACKED { MARK } else { c });
    }
    out
}
