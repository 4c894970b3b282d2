//! Reads case files: JSON in, a checked case or one error with its place out.
//!
//! Everything is read in one pass, and every fault is rejected: unknown ids, duplicate keys, values of the wrong kind.
//! Messages never repeat anything about a person.

mod answers;
mod context;
mod document;
mod facts;
mod target;
mod unknown_key;

pub use crate::case::read::target::Skimmed;

use super::{Case, PlaceInText, TextEnd, each_record, holds_lines, lines};
use crate::catalogue::Catalogue;
use crate::diagnostic::{self, Code, Diagnostic, Position};
pub(crate) use context::MAX_ID_CHARS;
pub(super) use context::day_of;
pub use context::{CaseIdError, id_fault};
pub use unknown_key::UnknownKey;

use crate::case::read::document::CaseSeed;
pub(super) use crate::case::read::document::KEYS;
use context::Context;
use serde::de::DeserializeSeed;
use std::ops::Range;

/// The longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;

/// The longest text of a fact, in characters.
pub const MAX_TEXT_CHARS: usize = 500;

/// The longest case, in bytes. Answers to every question of the largest catalogue, with the longest notes, stay below
/// it.
pub const MAX_CASE_BYTES: usize = 8 * 1024 * 1024;

/// The most `x-…` facts. Forms of other offices have fewer questions.
pub const MAX_EXTRAS: usize = 512;

/// The most opening brackets in a text that is skimmed. Answers to every question have fewer.
const MAX_BRACKETS: usize = 1_000;

/// Why a case could not be read: what, where, what to do. Never holds an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {what} (record {record}, line {line}, column {column}, {path}): {help}")]
pub struct CaseError {
    pub code: Code,
    /// The number of the case in the file, from 1.
    pub record: usize,
    /// The line in the file, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The JSON path, such as `$.answers.debt-bondage`.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
    /// The unknown key, if that is the fault.
    pub unknown_key: Option<UnknownKey>,
}

impl CaseError {
    /// The error with its place in the whole file.
    pub fn placed(self, place: &PlaceInText) -> Self {
        let column = if self.line == 1 { self.column + place.before } else { self.column };
        let line = self.line + place.line - 1;
        let path = place.item.map_or_else(|| self.path.clone(), |at| self.path.replacen('$', &format!("$[{at}]"), 1));
        Self { record: place.record, line, column, path, ..self }
    }

    /// The diagnostic for people and programs, with the name of the file.
    pub fn in_file(&self, file: &str) -> Diagnostic {
        let at = Position { line: self.line, column: self.column };
        let place =
            diagnostic::Place::Record { file: file.to_owned(), at, record: self.record, path: self.path.clone() };
        Diagnostic { code: self.code, place, what: self.what.clone(), help: self.help.clone() }
    }

    /// The error for an empty text.
    pub fn nothing() -> Self {
        let (what, help) = what_and_help!("case-empty-file");
        Self { code: Code::NotJson, record: 1, line: 1, column: 1, path: "$".to_owned(), what, help, unknown_key: None }
    }

    /// The error for a text that ended early and is not one record a line. `None` if it did not, or if the reader knows
    /// why.
    pub fn of_end(end: &TextEnd) -> Option<Self> {
        let (place, code, (what, help)) = match end {
            TextEnd::All | TextEnd::Stopped => return None,
            TextEnd::Nothing => return Some(Self::nothing()),
            TextEnd::Syntax(place, why, _) => {
                let read = what_and_help!("case-no-json-from-here", why = why.as_str(), read = place.record - 1);
                (place, Code::NotJson, read)
            }
            TextEnd::Cut(place, _) => {
                let read = what_and_help!("case-ends-too-early", read = place.record - 1);
                (place, Code::NotJson, read)
            }
            TextEnd::TooLong(place) => {
                let read = what_and_help!("case-record-too-long", most = MAX_CASE_BYTES, read = place.record - 1);
                (place, Code::TooLarge, read)
            }
            TextEnd::Unread { place, error, .. } => {
                let read = what_and_help!("case-unread-from-here", why = error.to_string(), read = place.record - 1);
                (place, Code::Unreadable, read)
            }
        };
        Some(Self { code, what, help, ..Self::nothing() }.placed(place))
    }

    /// The error for a case with too many bytes.
    pub fn too_long(bytes: u64) -> Self {
        let (what, help) = what_and_help!("case-too-long", bytes = bytes, most = MAX_CASE_BYTES);
        Self { code: Code::TooLarge, what, help, ..Self::nothing() }
    }

    /// Converts the column from bytes to characters.
    fn in_characters(self, text: &str) -> Self {
        let line = text.split('\n').nth(self.line.saturating_sub(1)).unwrap_or_default().as_bytes();
        // The parser has looked at an unwanted bracket, but not consumed it.
        let looks_at = line.get(self.column).is_some_and(|byte| matches!(byte, b'[' | b'{'));
        let seen = self.column + usize::from(self.code == Code::WrongType && looks_at);
        let before = line.iter().take(seen).filter(|byte| !(0x80..=0xBF).contains(*byte)).count();
        // The parser counts the line end before a line as its column 0.
        Self { column: (before + self.column.saturating_sub(line.len())).max(1), ..self }
    }
}

/// Reads one case.
///
/// # Errors
/// The first fault, with its place.
pub fn read(text: &str, catalogue: &Catalogue) -> Result<Case, CaseError> {
    if text.len() > MAX_CASE_BYTES {
        return Err(CaseError::too_long(text.len() as u64));
    }
    let read = one(&Context::new(catalogue), text);
    let read = read.or_else(|error| carried(text, catalogue, &error).unwrap_or(Err(error)));
    read.map_err(|error| error.in_characters(text))
}

/// Reads a case for another catalogue in which ids mean the same. Answers without a place here are left out and noted.
/// `None` for any other case.
fn carried(text: &str, catalogue: &Catalogue, error: &CaseError) -> Option<Result<Case, CaseError>> {
    let of_content = [Code::UnknownId, Code::WrongValue, Code::WrongType, Code::DuplicateKey, Code::OtherCatalogue];
    if !of_content.contains(&error.code) {
        return None;
    }
    let context = Context::carrying(catalogue);
    let read = one(&context, text);
    let recorded_for = context.recorded_for.take()?;
    let method = read.as_ref().ok().and_then(|case| case.method.clone()).unwrap_or_default();
    catalogue.takes_cases_of(&recorded_for, &method).then_some(read)
}

/// Where the records of a text are. Each is read only in its turn, because many records take far more memory than their
/// text.
#[derive(Debug)]
pub struct FoundRecords {
    records: Vec<(Range<usize>, PlaceInText)>,
    end: TextEnd,
}

impl FoundRecords {
    /// Finds the records of a text.
    pub fn find(text: &str) -> Self {
        let mut records: Vec<(Range<usize>, PlaceInText)> = Vec::new();
        if holds_lines(text.as_bytes(), true) {
            records.extend(lines(text.as_bytes(), 1, 0));
            return Self { records, end: TextEnd::All };
        }
        let end = each_record(text.as_bytes(), MAX_CASE_BYTES, |record, at, place| {
            records.push((at..at + record.len(), place));
            true
        });
        Self { records, end }
    }

    /// Reads them from the same text.
    pub fn read<'t>(
        &'t self,
        text: &'t str,
        catalogue: &'t Catalogue,
    ) -> impl Iterator<Item = Result<Case, CaseError>> + 't {
        let read = |range: Range<usize>, place: &PlaceInText| {
            read(&text[range], catalogue).map_err(|error| error.placed(place))
        };
        // The first record is read as far as possible, to know the path of the fault.
        let end = move || match &self.end {
            TextEnd::Syntax(_, _, Some((at, place))) | TextEnd::Cut(_, Some((at, place))) if place.record == 1 => {
                read(*at..text.len(), place).err()
            }
            end => CaseError::of_end(end),
        };
        let records = self.records.iter().map(move |(range, place)| read(range.clone(), place));
        records.chain(std::iter::once_with(end).flatten().map(Err))
    }
}

fn one(context: &Context<'_>, text: &str) -> Result<Case, CaseError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let mut case = Case::new(context.catalogue, "");
    CaseSeed { context, keeping: &mut case }
        .deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track))
        .map_err(|error| context.explain(&error, &track.path().to_string()))?;
    json.end().map_err(|error| context.explain(&error, ""))?;
    case.recorded_for.clone_from(&context.recorded_for.borrow());
    case.without_place = context.without_place.take();
    Ok(case)
}

/// Reads only what rules read of a case, by the same rules as [`read`]. Returns false if that failed. [`read`] then
/// decides whether the case is at fault, and why. So a wrong refusal here costs only a second reading, and everything
/// accepted here is accepted by [`read`].
pub fn skim(text: &str, catalogue: &Catalogue, into: &mut Skimmed) -> bool {
    into.clear();
    // The fast parser recurses as deep as the text. `[` and `{` differ in one bit.
    if text.bytes().filter(|byte| byte & 0xDF == b'[').count() > MAX_BRACKETS {
        return false;
    }
    let context = Context::new(catalogue);
    let mut json = sonic_rs::Deserializer::from_str(text);
    CaseSeed { context: &context, keeping: into }.deserialize(&mut json).is_ok() && json.end().is_ok()
}
