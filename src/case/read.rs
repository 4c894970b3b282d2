//! Reads case files: JSON in, a checked case or one placed error out.
//!
//! Everything is read in one pass and nothing that is wrong is let by: unknown ids, keys that stand twice, values of
//! another kind. Messages never repeat what the file says of a person.

mod answers;
mod context;
mod facts;
mod keeping;
mod whole;

pub use keeping::Skimmed;

use super::Case;
use crate::catalogue::Catalogue;
use crate::document::Code;
pub(crate) use context::MAX_ID_CHARS;

use context::Context;
use serde::de::{DeserializeSeed, IgnoredAny};
use whole::CaseSeed;

/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;

/// Longest text of a fact, in characters.
pub const MAX_TEXT_CHARS: usize = 500;

/// Why a case could not be read: what, where, what to do. Holds nothing of what was answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {what} (record {record}, line {line}, column {column}, {path}): {mend}")]
pub struct CaseError {
    /// The kind of the error.
    pub code: Code,
    /// Which case of the file, from 1.
    pub record: usize,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// JSON path, such as `$.answers.debt-bondage`.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub mend: String,
}

/// Reads one case.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn read(text: &str, catalogue: &Catalogue) -> Result<Case, CaseError> {
    let context = Context::new(catalogue);
    let mut json = serde_json::Deserializer::from_str(text);
    let case = one(&context, &mut json)?;
    json.end().map_err(|error| context.explain(&error, ""))?;
    Ok(case)
}

/// Reads a file of one case, of a JSON array of cases, or of one case a line. Each comes out by itself: an error in
/// one line does not touch the others.
pub fn read_many(text: &str, catalogue: &Catalogue) -> Vec<Result<Case, CaseError>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    // One whole object on an unindented line, and more lines: then each line is a case, good or bad.
    let by_line = lines.len() > 1 && lines.iter().any(|(_, line)| is_object(line));
    if text.trim_start().starts_with('[') {
        return read_array(text, catalogue);
    }
    if !by_line {
        return vec![read(text, catalogue).map_err(|error| CaseError { record: 1, ..error })];
    }
    let numbered = |(record, (line, text)): (usize, &(usize, &str))| {
        read(text, catalogue).map_err(|error| CaseError { record: record + 1, line: line + 1, ..error })
    };
    lines.iter().enumerate().map(numbered).collect()
}

/// Whether a line looks like a whole object: then the file holds one case a line.
fn is_object(line: &str) -> bool {
    let line = line.trim_end();
    line.starts_with('{') && line.ends_with('}')
}

/// Each item is first cut out and then read by itself, so that a bad one hides none of those after it.
fn read_array(text: &str, catalogue: &Catalogue) -> Vec<Result<Case, CaseError>> {
    let blank = |at: usize| text[at..].find(|c: char| !c.is_ascii_whitespace()).map_or(text.len(), |skip| at + skip);
    let mut cases = Vec::new();
    let broken = |record: usize, at: usize, error: &serde_json::Error| {
        let error = Context::new(catalogue).explain(error, "");
        moved(CaseError { record, ..error }, text, at)
    };
    let mut at = blank(blank(0) + 1);
    while !(cases.is_empty() && text[at..].starts_with(']')) {
        let record = cases.len() + 1;
        let mut items = serde_json::Deserializer::from_str(&text[at..]).into_iter::<IgnoredAny>();
        match items.next() {
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                cases.push(Err(broken(record, at, &error)));
                return cases;
            }
            None => break,
        }
        let end = at + items.byte_offset();
        let case = read(&text[at..end], catalogue).map_err(|error| {
            let path = error.path.replacen('$', &format!("$[{}]", record - 1), 1);
            moved(CaseError { record, path, ..error }, text, at)
        });
        cases.push(case);
        at = blank(end);
        if !text[at..].starts_with(',') {
            break;
        }
        at = blank(at + 1);
    }
    // What stands around the items is judged by reading the whole once more.
    if let Err(error) = serde_json::from_str::<Vec<IgnoredAny>>(text) {
        cases.push(Err(broken(cases.len() + 1, 0, &error)));
    }
    cases
}

/// An error found in a part of a text, told of the whole. The part begins at `start`.
fn moved(error: CaseError, text: &str, start: usize) -> CaseError {
    let before = text[..start].matches('\n').count();
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let column = if error.line == 1 { error.column + (start - line_start) } else { error.column };
    CaseError { line: error.line + before, column, ..error }
}

fn one<'de, R: serde_json::de::Read<'de>>(
    context: &Context<'_>,
    json: &mut serde_json::Deserializer<R>,
) -> Result<Case, CaseError> {
    let mut track = serde_path_to_error::Track::new();
    let mut case = Case::new(context.catalogue, "");
    CaseSeed { context, keeping: &mut case }
        .deserialize(serde_path_to_error::Deserializer::new(json, &mut track))
        .map_err(|error| context.explain(&error, &track.path().to_string()))?;
    Ok(case)
}

/// Reads what counts of one case, by the same rules, and lets the rest go. Whether it could be read: where not, [`read`]
/// judges whether the case is at fault, and tells why. So a text that this refuses for nothing is only read twice, and
/// one that it takes is one that [`read`] takes.
#[must_use]
pub fn skim(text: &str, catalogue: &Catalogue, into: &mut Skimmed) -> bool {
    into.clear();
    let context = Context::new(catalogue);
    let mut json = sonic_rs::Deserializer::from_str(text);
    CaseSeed { context: &context, keeping: into }.deserialize(&mut json).is_ok() && json.end().is_ok()
}
