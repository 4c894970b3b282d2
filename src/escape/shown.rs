//! What may be shown of a text, and which bytes count as text.

use crate::escape;
use std::path::Path;

/// The longest name that is shown in full, in characters: twice the longest id, and most paths.
const MAX_SHOWN: usize = 256;

/// The byte order mark that some programs write before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A name for use in a line. The name of a file or key may contain anything, and have any length.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = escape::line(name).into_owned();
    if let Some((end, _)) = shown.char_indices().nth(MAX_SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

/// A path for use in a line, whatever its names contain.
pub(crate) fn path_name(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// What bytes with this beginning are, if they are certainly no plain UTF-8 text.
pub(crate) fn not_plain_utf8(head: &[u8]) -> Option<&'static str> {
    let unmarked = head.strip_prefix(BYTE_ORDER_MARK);
    match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some(text!("input-utf16")),
        // No text begins with a NUL. A file in any format read here begins with a bracket or similar.
        [0, ..] | [_, 0, ..] => Some(text!("input-utf16-without-mark")),
        _ if unmarked.is_some_and(|rest| rest.starts_with(BYTE_ORDER_MARK)) => Some(text!("input-two-marks")),
        _ => None,
    }
}

/// The words of a text, to compare two texts: in lower case, with single spaces, without punctuation. Signs that change
/// the meaning, as in `< 18`, stay.
pub(crate) fn same_words(text: &str) -> String {
    let is_mark = |c: char| {
        matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '"'
                | '\''
                | '('
                | ')'
                | '…'
                | '“'
                | '”'
                | '„'
                | '‘'
                | '’'
                | '«'
                | '»'
        ) || matches!(c, '。' | '、' | '，' | '？' | '！' | '؟' | '،' | '။' | '៖' | '។')
    };
    let plain: String = text.to_lowercase().chars().map(|c| if is_mark(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
