//! One record a line: recognises such a text, and finds its lines.

use crate::case::json_records::PlaceInText;
use serde::de::IgnoredAny;
use std::ops::Range;

/// How much of a text is examined to recognise its format.
pub(super) const HEAD: usize = 256 * 1024;

/// The byte order mark that some programs write before a text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether a text with this beginning holds one record a line. At least half of its lines are then one object each,
/// valid or not, and it does not begin as a list. `is_all`: nothing follows.
pub fn holds_lines(head: &[u8], is_all: bool) -> bool {
    let is_all = is_all && head.len() <= HEAD;
    let head = &head[..head.len().min(HEAD)];
    // The last line may be incomplete.
    let end = if is_all { head.len() } else { memchr::memrchr(b'\n', head).unwrap_or(0) };
    let lines = head[..end].split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line).trim_ascii());
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_none_or(|first| first.starts_with(b"[")) {
        return false;
    }
    let (mut all, mut objects) = (0, 0);
    for line in lines {
        all += 1;
        objects += usize::from(line.starts_with(b"{") && line.ends_with(b"}") && !is_more_than_one(line));
    }
    objects * 2 >= all
}

/// Whether something follows the first value of a line.
fn is_more_than_one(line: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(line).into_iter::<IgnoredAny>();
    values.next().is_some_and(|first| first.is_ok()) && values.byte_offset() < line.len()
}

/// The non-blank lines of a text, after this line and this many records. Each with its range, without its line end.
pub fn lines(bytes: &[u8], first: usize, records: usize) -> impl Iterator<Item = (Range<usize>, PlaceInText)> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    let (mut start, mut record) = (0, records);
    ends.enumerate().filter_map(move |(at, end)| {
        let whole = &bytes[start..end];
        let line = whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(whole);
        let from = start + whole.len() - line.len();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        start = end + 1;
        if line.first().is_none_or(u8::is_ascii_whitespace) && line.trim_ascii().is_empty() {
            return None;
        }
        record += 1;
        Some((from..from + line.len(), PlaceInText { line: first + at, before: 0, record, item: None }))
    })
}
