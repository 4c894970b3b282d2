//! TOML documents read so that every problem is collected and placed.
//!
//! Owns the reading of tables key by key, the problems found on the way, and their places in the files. It knows the
//! shapes of TOML, and nothing of indicators, cases or scripts.

mod problem;
pub(crate) mod schema;
mod table;

pub use problem::{Code, Place, Position, Problem, Problems, SourceFile, closest};
pub use table::{Found, Table, Value, word};
pub(crate) use table::{hidden, is_blank};

use toml::Spanned;
use toml::de::DeTable;

/// Longest file that is read, in bytes. A catalogue or script of ours is below a tenth of that.
pub const MAX_FILE_BYTES: usize = 4 * 1024 * 1024;

/// Parses one file. Syntax faults go to `problems`; what could be read in spite of them is returned.
pub fn parse<'f>(file: usize, source: &'f SourceFile, problems: &Problems) -> Option<Spanned<DeTable<'f>>> {
    if source.text.len() > MAX_FILE_BYTES {
        problems.push(
            Code::TooLarge,
            Place { file, span: 0..0 },
            format!("the file has {} bytes, more than the {MAX_FILE_BYTES} that are read", source.text.len()),
            "split it into several files in the same folder",
        );
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    // A table that stands twice brings a fault for each of its keys as well: the first tells it all.
    let mut doubled: Option<std::ops::Range<usize>> = None;
    let mut faulty_line = None;
    for error in &errors {
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
            // What follows on the line of a fault is mostly the same fault.
            let line = Position::of(&source.text, start).line;
            if faulty_line.replace(line) == Some(line) {
                continue;
            }
        }
        let span = error.span().unwrap_or(0..0);
        let (code, mend) = match error.message() {
            "duplicate key" => (Code::DuplicateKey, "keep one of them; the other would be lost"),
            _ => (Code::Syntax, "mend the TOML here; text needs quotes, tables need closing brackets"),
        };
        problems.push(code, Place { file, span }, error.message().to_owned(), mend);
    }
    // After a syntax fault the rest of the tree is a guess: reading on would invent problems that are not there.
    errors.iter().all(|error| error.message() == "duplicate key").then_some(table)
}
