//! What of a text may be shown, and which bytes are taken to be text at all.

use crate::escape;
use std::path::Path;

/// Longest name that is shown whole, in characters: twice the longest id, and most paths.
const MAX_SHOWN: usize = 256;

/// The mark some programs put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A name as it may stand in a line: a file or a key may be called anything, and be of any length.
pub(crate) fn shown(name: &str) -> String {
    let mut shown = escape::line(name).into_owned();
    if let Some((end, _)) = shown.char_indices().nth(MAX_SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

/// A path as it may stand in a line, whatever its names hold.
pub(crate) fn path_name(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// What bytes that begin so are, if they are certainly not plain UTF-8 text.
pub(crate) fn not_plain_utf8(head: &[u8]) -> Option<&'static str> {
    let unmarked = head.strip_prefix(BYTE_ORDER_MARK);
    match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some(text!("input-utf16")),
        // No text begins with a NUL; that of any language we read begins with a bracket or the like.
        [0, ..] | [_, 0, ..] => Some(text!("input-utf16-without-mark")),
        _ if unmarked.is_some_and(|rest| rest.starts_with(BYTE_ORDER_MARK)) => Some(text!("input-two-marks")),
        _ => None,
    }
}

/// The words of a text, to tell whether two read alike: in small letters, one space between them, without marks that part
/// sentences. Signs that turn a meaning round, as in `< 18`, stay.
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
