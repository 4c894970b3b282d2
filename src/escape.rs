//! Escapes outside text for a terminal, a cell of a spreadsheet, an HTML page, or a Markdown page.
//!
//! This module owns which characters are dangerous to show, and what replaces them: always a visible mark, never
//! nothing. It knows no case, no catalogue, and no source of texts.

mod command;
mod isolate;
pub(crate) mod shown;

pub use command::{below, called_as, closing, command, deleting, hiding, is_command, program, quoted};
pub use isolate::isolated;

use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Replaces a character that must not be shown.
const MARK: char = char::REPLACEMENT_CHARACTER;

/// The most zero-width characters in a row. Scripts of the region stack four or five on a letter. Hundreds would cover
/// the lines above.
const MOST_STACKED: usize = 8;

/// The longest style sequence (colour and weight) that is accepted.
const LONGEST_STYLE: usize = 16;

/// Controls other than line ends and tabs, and characters that turn, hide or replace text. These are direction marks,
/// line and paragraph separators, unneeded joiners and fillers, annotations, tags.
///
/// U+200B, U+200C and U+200D are not included: Khmer, Lao, Thai and Burmese separate and shape words with them.
pub fn hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{061C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{E0000}'..='\u{E007F}')
}

/// A text of several lines for a terminal or a page. Hidden characters, and those stacked too high, become a mark.
pub fn shown(text: &str) -> Cow<'_, str> {
    if is_plain(text) { text.into() } else { marked(text, hidden).into() }
}

/// A text on one line, such as the name of a file. Line ends and tabs become a mark too.
pub fn line(text: &str) -> Cow<'_, str> {
    let unfit = |c| hidden(c) || c == '\n' || c == '\t';
    if is_plain(text) && !text.contains(['\n', '\t']) { text.into() } else { marked(text, unfit).into() }
}

/// The last filter before a terminal: as [`shown()`], but keeps colour and weight, which are our own. Outside text must
/// pass [`shown()`] before it is styled.
pub fn styled(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return text.into();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\u{1b}') {
        let (before, sequence) = rest.split_at(at);
        out.push_str(&shown(before));
        let end = style_end(sequence);
        // A sequence that is no style is text, with a mark for the escape.
        match end {
            Some(end) => out.push_str(&sequence[..end]),
            None => out.push(MARK),
        }
        rest = &sequence[end.unwrap_or(1)..];
    }
    out.push_str(&shown(rest));
    out.into()
}

/// The end of a sequence that only sets colour and weight: ESC, `[`, digits and `;`, `m`.
fn style_end(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let end = inside.bytes().take(LONGEST_STYLE).position(|byte| !(byte.is_ascii_digit() || byte == b';'))?;
    // 8 conceals what follows.
    let conceals = inside[..end].split(';').any(|number| number.trim_start_matches('0') == "8");
    (inside.as_bytes()[end] == b'm' && !conceals).then_some(2 + end + 1)
}

/// A text as a cell: one line that no spreadsheet reads as a formula. Number columns don't need it.
///
/// An apostrophe is put before a text that could begin a formula, or that begins with an apostrophe. Removing one
/// apostrophe restores the line, so two lines never become the same cell.
pub fn cell(text: &str) -> Cow<'_, str> {
    guarded(text, line(text))
}

/// The id of a case as a cell. An id contains nothing hidden, so nothing is replaced: two ids never become the same
/// cell.
pub fn id_cell(id: &str) -> Cow<'_, str> {
    if id.chars().any(hidden) { cell(id) } else { guarded(id, id.into()) }
}

fn guarded<'t>(text: &str, line: Cow<'t, str>) -> Cow<'t, str> {
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c.width() == Some(0));
    let is_formula = begin.starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']);
    let is_guarded = is_formula || text.starts_with(['\'', '\t', '\r', '\n', '\0']);
    if is_guarded { format!("'{line}").into() } else { line }
}

/// A text for an element of an HTML page. Numbers and Latin words beside right-to-left letters are isolated.
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

/// A text for an HTML page, in an attribute or where no element is allowed.
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

/// A text for a Markdown page, in which no sign acts as markup. A URL stays as it is, because it leads where it says.
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

/// JSON that shows everything: hidden characters in its texts are written as `\u…`, with the same meaning.
pub fn json(text: &str) -> Cow<'_, str> {
    if text.chars().any(hidden) { escaped_json(text, hidden).into() } else { text.into() }
}

/// JSON in ASCII, with the same meaning.
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

/// Whether it has no character that could be hidden or stacked. Most texts have none.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7F).contains(&byte) || byte == b'\n' || byte == b'\t')
}

fn marked(text: &str, unfit: impl Fn(char) -> bool) -> String {
    let (mut out, mut stacked) = (String::with_capacity(text.len()), 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // The line end of other systems counts as a line end.
        if c == '\r' && chars.peek() == Some(&'\n') && !unfit('\n') {
            continue;
        }
        stacked = if c.width() == Some(0) { stacked + 1 } else { 0 };
        out.push(if unfit(c) || stacked > MOST_STACKED { MARK } else { c });
    }
    out
}
