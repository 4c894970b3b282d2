//! Wraps texts, also in scripts without spaces between words.

use crate::escape::is_command;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr as _;

/// Thai, Khmer, Lao and Burmese are wrapped between words, by a built-in model.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// The least width for wrapping.
const LEAST: usize = 20;

/// Wraps a text to lines of at most `width` columns, between words. Later lines of an item (`- …`, `3. …`) are indented
/// under its first word. Ids and words with a hyphen are not split, so that they can be read aloud and copied. Only a
/// word that fits on no line is cut. A command of this program is never wrapped, so that it can be pasted. Terminals
/// draw some scripts with unknown width, so columns are those of Unicode.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if is_command(text) {
        return vec![text.to_owned()];
    }
    let width = width.max(LEAST);
    let lead = text.len() - text.trim_start().len();
    let mark = text.trim_start().split_inclusive(' ').next().filter(|mark| is_mark(mark)).map_or(0, str::len);
    let (mut line, later) = (" ".repeat(lead), " ".repeat(lead + mark));
    let (mut lines, mut is_empty) = (Vec::new(), true);
    for piece in pieces(text.trim()) {
        for part in cut(piece, width.saturating_sub(later.len()).max(1)) {
            if is_empty || line.width() + part.trim_end().width() <= width {
                line.push_str(part);
            } else {
                lines.push(std::mem::replace(&mut line, format!("{later}{part}")));
            }
            is_empty = false;
        }
    }
    lines.push(line);
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether a word begins an item of a list.
fn is_mark(word: &str) -> bool {
    let number = word.trim_end().strip_suffix('.').unwrap_or_default();
    word == "- " || (!number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// The smallest parts that a line may end after: words with their spaces, and words of scripts without spaces.
fn pieces(text: &str) -> Vec<&str> {
    if text.is_ascii() {
        return text.split_inclusive(' ').collect();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in SEGMENTER.segment_str(text).filter(|at| *at > 0) {
        // The standard also breaks after hyphens and slashes.
        let inside_a_word = text[..end].ends_with(|c: char| c.is_ascii() && c != ' ') && end < text.len();
        if !inside_a_word {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces
}

/// A word that is longer than a line, in parts of whole characters that fit.
fn cut(piece: &str, width: usize) -> Vec<&str> {
    if piece.trim_end().width() <= width {
        return vec![piece];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, letter) in piece.char_indices() {
        let end = at + letter.len_utf8();
        // Marks above and below a letter have no width, and stay with it.
        if at > start && piece[start..end].width() > width && letter.to_string().width() > 0 {
            parts.push(&piece[start..at]);
            start = at;
        }
    }
    parts.push(&piece[start..]);
    parts
}
