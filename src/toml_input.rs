//! Reads TOML documents, and collects every problem with its place.
//!
//! This module owns reading tables key by key, their problems, and the places of these in files. It knows the types of
//! TOML, and nothing about indicators, cases or scripts.

mod file_kind;
mod table;

pub use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, MOST_PROBLEMS, Position, SourceFile, Span, closest, did_you_mean,
};
pub(crate) use crate::escape::shown::{path_name, same_words, shown};
pub use crate::toml_input::file_kind::{
    AGE, ARMOUR_BEGINS, ARMOUR_ENDS, ENOUGH, FileKind, NoText, Sealed, decoded, is_told_by, kind_of, utf16,
};
pub(crate) use crate::toml_input::table::is_blank;
pub use crate::toml_input::table::{MAX_TEXT_CHARS, Placed, TomlTable, TomlValue, word};

use toml::Spanned;
use toml::de::DeTable;

/// The longest file that is read, in bytes. The longest of ours has an eighth of that. The TOML parser may use two
/// hundred times as much memory as the text.
pub const MAX_FILE_BYTES: usize = 256 * 1024;

/// Parses one file. Syntax errors go to `problems`. What could be read despite them is returned.
pub fn parse<'f>(file: usize, source: &'f SourceFile, problems: &Diagnostics) -> Option<Spanned<DeTable<'f>>> {
    if source.text.len() > MAX_FILE_BYTES {
        problems.push(
            Code::TooLarge,
            Span { file, bytes: 0..0 },
            what_and_help!("toml-file-too-large", most = MAX_FILE_BYTES),
        );
        return None;
    }
    if source.holds_json() {
        problems.push(Code::NotToml, Span { file, bytes: 0..0 }, what_and_help!("toml-holds-json"));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    // A duplicate table also causes an error for each of its keys. The first error is enough.
    let mut doubled: Option<std::ops::Range<usize>> = None;
    let mut faulty_line = None;
    for error in &errors {
        if problems.is_full() {
            break;
        }
        let start = error.span().map_or(0, |span| span.start);
        if error.message() == "duplicate key" {
            if doubled.as_ref().is_some_and(|table| table.contains(&start)) {
                continue;
            }
            let line = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
            if source.text[line..start].trim_start().starts_with('[') {
                let end = source.text[start..].find("\n[").map_or(source.text.len(), |at| start + at);
                doubled = Some(start..end);
            }
        } else {
            // Further errors on the same line usually have the same cause.
            let line = Position::of(&source.text, start).line;
            if faulty_line.replace(line) == Some(line) {
                continue;
            }
        }
        let span = error.span().unwrap_or_else(|| deepest(&source.text));
        let (code, help) = match error.message() {
            "duplicate key" => (Code::DuplicateKey, text!("toml-keep-one-key")),
            what if what.contains("recurs") => (Code::TooDeep, text!("toml-use-fewer-brackets")),
            _ => (Code::Syntax, text!("toml-correct-syntax")),
        };
        problems.push(code, Span { file, bytes: span }, (error.message().to_owned(), help.to_owned()));
    }
    // After a syntax error the rest of the tree is a guess, and reading it would invent problems.
    errors.iter().all(|error| error.message() == "duplicate key").then_some(table)
}

/// The start of the most deeply nested line, because the parser does not say where the nesting is too deep.
fn deepest(text: &str) -> std::ops::Range<usize> {
    let depth = |line: &str| line.bytes().filter(|byte| matches!(byte, b'.' | b'[' | b'{')).count();
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (depth(line), at - line.len())
    });
    let (_, start) = lines.max_by_key(|(depth, start)| (*depth, std::cmp::Reverse(*start))).unwrap_or_default();
    start..start
}
