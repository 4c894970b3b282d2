//! Reads case files: JSON in, a checked case or one placed error out.
//!
//! Everything is read in one pass and nothing that is wrong is let by: unknown ids, keys that stand twice, values of
//! another kind. Messages never repeat what the file says of a person.

mod answers;
mod context;
mod facts;
mod whole;

use super::Case;
use crate::catalogue::Catalogue;
use crate::document::Code;
use context::Context;
use serde::de::DeserializeSeed;
use std::cell::RefCell;
use whole::{ArraySeed, CaseSeed};

/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;

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
    json.end().map_err(|error| context.explain(&error, String::new()))?;
    Ok(case)
}

/// Reads a file of one case, of a JSON array of cases, or of one case a line. Each comes out by itself: an error in
/// one line does not touch the others.
pub fn read_many(text: &str, catalogue: &Catalogue) -> Vec<Result<Case, CaseError>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    let by_line = lines.len() > 1 && lines.iter().take(2).all(|(_, line)| is_object(line));
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
    let line = line.trim();
    line.starts_with('{') && line.ends_with('}')
}

fn read_array(text: &str, catalogue: &Catalogue) -> Vec<Result<Case, CaseError>> {
    let context = Context::new(catalogue);
    let cases = RefCell::new(Vec::new());
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let read = ArraySeed { context: &context, cases: &cases }
        .deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track))
        .map_err(|error| context.explain(&error, track.path().to_string()))
        .and_then(|()| json.end().map_err(|error| context.explain(&error, String::new())));
    let mut cases: Vec<_> = cases.into_inner().into_iter().map(Ok).collect();
    if let Err(error) = read {
        cases.push(Err(CaseError { record: cases.len() + 1, ..error }));
    }
    cases
}

fn one<'de, R: serde_json::de::Read<'de>>(
    context: &Context<'_>,
    json: &mut serde_json::Deserializer<R>,
) -> Result<Case, CaseError> {
    let mut track = serde_path_to_error::Track::new();
    CaseSeed(context)
        .deserialize(serde_path_to_error::Deserializer::new(json, &mut track))
        .map_err(|error| context.explain(&error, track.path().to_string()))
}
