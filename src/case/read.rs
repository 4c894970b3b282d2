//! Reads case files: JSON in, a checked case or one placed error out.
//!
//! Everything is read in one pass and nothing that is wrong is let by: unknown ids, keys that stand twice, values of
//! another kind. Messages never repeat what the file says of a person.

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

/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;

/// Longest text of a fact, in characters.
pub const MAX_TEXT_CHARS: usize = 500;

/// Longest case, in bytes. Every question of the largest catalogue answered with the longest note stays below.
pub const MAX_CASE_BYTES: usize = 8 * 1024 * 1024;

/// Most facts that are only carried along; a form of another office has fewer questions.
pub const MAX_EXTRAS: usize = 512;

/// Most brackets that are opened in a text that is skimmed; an answer to every question has fewer.
const MAX_BRACKETS: usize = 1_000;

/// Why a case could not be read: what, where, what to do. Holds nothing of what was answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {what} (record {record}, line {line}, column {column}, {path}): {help}")]
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
    pub help: String,
    /// The key that is not known, where that is what is wrong.
    pub unknown_key: Option<UnknownKey>,
}

impl CaseError {
    /// An error in a record, told of the file the record stands in.
    pub fn placed(self, place: &PlaceInText) -> Self {
        let column = if self.line == 1 { self.column + place.before } else { self.column };
        let line = self.line + place.line - 1;
        let path = place.item.map_or_else(|| self.path.clone(), |at| self.path.replacen('$', &format!("$[{at}]"), 1));
        Self { record: place.record, line, column, path, ..self }
    }

    /// As people and programs read it, with the name of its file.
    pub fn in_file(&self, file: &str) -> Diagnostic {
        let at = Position { line: self.line, column: self.column };
        let place =
            diagnostic::Place::Record { file: file.to_owned(), at, record: self.record, path: self.path.clone() };
        Diagnostic { code: self.code, place, what: self.what.clone(), help: self.help.clone() }
    }

    /// Of a text that holds nothing.
    pub fn nothing() -> Self {
        let (what, help) = what_and_help!("case-empty-file");
        Self { code: Code::NotJson, record: 1, line: 1, column: 1, path: "$".to_owned(), what, help, unknown_key: None }
    }

    /// Of a text that is not one record a line, and ended early. None where it did not, or where whoever reads it knows why.
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

    /// Of a case of more bytes than are read.
    pub fn too_long(bytes: u64) -> Self {
        let (what, help) = what_and_help!("case-too-long", bytes = bytes, most = MAX_CASE_BYTES);
        Self { code: Code::TooLarge, what, help, ..Self::nothing() }
    }

    /// With the column counted in characters, where it was in bytes.
    fn in_characters(self, text: &str) -> Self {
        let line = text.split('\n').nth(self.line.saturating_sub(1)).unwrap_or_default().as_bytes();
        // The reader has looked at a bracket that it does not want, and not taken it.
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
/// The first thing that is wrong, with its place.
pub fn read(text: &str, catalogue: &Catalogue) -> Result<Case, CaseError> {
    if text.len() > MAX_CASE_BYTES {
        return Err(CaseError::too_long(text.len() as u64));
    }
    let read = one(&Context::new(catalogue), text);
    let read = read.or_else(|error| carried(text, catalogue, &error).unwrap_or(Err(error)));
    read.map_err(|error| error.in_characters(text))
}

/// The same of a case that was recorded for another catalogue, in which ids mean the same: what has no place here is left
/// out, and noted. None of any other case.
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

/// Where the records of a text are. Each is read only when it is its turn: so many in a small file take far more memory
/// than their text.
#[derive(Debug)]
pub struct FoundRecords {
    records: Vec<(Range<usize>, PlaceInText)>,
    end: TextEnd,
}

impl FoundRecords {
    /// Looks for the records of a text.
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

    /// Reads them, out of the same text.
    pub fn read<'t>(
        &'t self,
        text: &'t str,
        catalogue: &'t Catalogue,
    ) -> impl Iterator<Item = Result<Case, CaseError>> + 't {
        let read = |range: Range<usize>, place: &PlaceInText| {
            read(&text[range], catalogue).map_err(|error| error.placed(place))
        };
        // The first record is read as far as it goes, so that the path of the fault is known.
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

/// Reads what counts of one case, by the same rules, and lets the rest go. Whether it could be read: where not, [`read`]
/// judges whether the case is at fault, and tells why. So a text that this refuses for nothing is only read twice, and
/// one that it takes is one that [`read`] takes.
pub fn skim(text: &str, catalogue: &Catalogue, into: &mut Skimmed) -> bool {
    into.clear();
    // The quick parser goes as deep as the text does. `[` and `{` differ in one bit.
    if text.bytes().filter(|byte| byte & 0xDF == b'[').count() > MAX_BRACKETS {
        return false;
    }
    let context = Context::new(catalogue);
    let mut json = sonic_rs::Deserializer::from_str(text);
    CaseSeed { context: &context, keeping: into }.deserialize(&mut json).is_ok() && json.end().is_ok()
}
