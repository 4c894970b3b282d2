//! Rejected records: place, reason, and the record itself, so that it can be fixed and fed back.

use crate::batch::persons::RecordPlace;
use crate::case::{Case, CaseError, Foreign, PlaceInText, read};
use crate::catalogue::Catalogue;
use crate::toml_input::{Code, NoText};
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// The name of the format of rejected records.
const FORMAT: &str = "tipscreen-reject/1";

/// A rejected record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    pub file: Arc<str>,
    /// What is wrong, and where.
    pub error: CaseError,
    /// The record as it was, or `None` if it was too long.
    record: Option<Vec<u8>>,
    /// Whether nothing of its file was read.
    of_file: bool,
}

/// A rejected record as it is written.
#[derive(Serialize)]
struct Written<'a> {
    format: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    record_number: usize,
    path: &'a str,
    code: &'a str,
    what: &'a str,
    help: &'a str,
    case_id: Option<String>,
    record: Option<Text<'a>>,
    /// The exact bytes, if they are no valid text.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Text<'a> {
    Json(&'a RawValue),
    Other(String),
}

impl Reject {
    pub(super) fn new(file: &Arc<str>, place: &PlaceInText, error: CaseError, record: &[u8]) -> Self {
        Self { file: Arc::clone(file), error: error.placed(place), record: Some(record.to_owned()), of_file: false }
    }

    /// For something that is no record.
    pub(super) fn of(file: &Arc<str>, error: CaseError) -> Self {
        Self { file: Arc::clone(file), error, record: None, of_file: false }
    }

    /// Whether it is a whole file, of which nothing was read.
    pub fn is_of_file(&self) -> bool {
        self.of_file
    }

    /// For a record that is too long.
    pub(super) fn too_long(file: &Arc<str>, place: &PlaceInText, length: u64) -> Self {
        Self::of(file, CaseError::too_long(length).placed(place))
    }

    /// For a record whose file could not be read to its end.
    pub(super) fn cut_off(file: &Arc<str>, place: &PlaceInText, read: Option<&[u8]>) -> Self {
        let error = fault(Code::Unreadable, what_and_help!("batch-record-cut-off")).placed(place);
        Self { record: read.map(<[u8]>::to_owned), ..Self::of(file, error) }
    }

    /// For a whole file that holds no cases.
    pub(super) fn not_cases(file: &Arc<str>, what: &Foreign) -> Self {
        Self { of_file: true, ..Self::of(file, fault(Code::NotCases, (what.message(), what.help().to_owned()))) }
    }

    /// For a record of a person with several, if none is certainly the newest. `two` of them hold different answers.
    pub(super) fn undecided(file: &Arc<str>, place: &PlaceInText, two: &[RecordPlace; 2], record: &[u8]) -> Self {
        let [one, other] = two.each_ref().map(ToString::to_string);
        let error = fault(Code::DuplicateCase, what_and_help!("batch-record-undecided", one = one, other = other));
        Self::new(file, place, CaseError { path: "$.case_id".to_owned(), ..error }, record)
    }

    /// For a whole file that is packed twice.
    pub(super) fn packed_twice(file: &Arc<str>) -> Self {
        Self { of_file: true, ..Self::of(file, fault(Code::NotUtf8, what_and_help!("batch-packed-twice"))) }
    }

    /// For a whole file that is no text.
    pub(super) fn no_text(file: &Arc<str>, no_text: NoText) -> Self {
        let error = (text!("batch-no-text", what = no_text.what), no_text.help.to_owned());
        Self { of_file: true, ..Self::of(file, fault(no_text.code, error)) }
    }

    /// The rejected record as a line of JSON, without the line end. It holds the answers and notes of the record.
    pub fn line(&self) -> String {
        let text = self.record.as_deref().map(String::from_utf8_lossy);
        // A record that is rejected again is kept as it was, and not nested in itself.
        let (text, bytes) = match text.as_deref().and_then(refused_before) {
            Some(before) => (Some(Cow::Owned(before.record)), before.bytes),
            None => (text, None),
        };
        let json = text.as_deref().and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        let one_line = json.filter(|json| !json.get().contains(['\n', '\r']));
        let is_text = self.record.as_deref().is_none_or(|record| std::str::from_utf8(record).is_ok());
        let error = &self.error;
        let written = Written {
            format: FORMAT,
            file: &self.file,
            line: error.line,
            column: error.column,
            record_number: error.record,
            path: &error.path,
            code: error.code.word(),
            what: &error.what,
            help: &error.help,
            case_id: text.as_deref().and_then(case_id),
            record: match (one_line, &text) {
                (Some(json), _) if is_text => Some(Text::Json(json)),
                (_, text) => text.as_deref().map(|text| Text::Other(text.to_owned())),
            },
            bytes: bytes.or_else(|| self.record.as_ref().filter(|_| !is_text).map(|record| hex(record))),
        };
        serde_json::to_string(&written).unwrap_or_default()
    }
}

pub(super) fn fault(code: Code, (what, help): (String, String)) -> CaseError {
    CaseError { code, record: 1, line: 1, column: 1, path: "$".to_owned(), what, help, unknown_key: None }
}

/// The id of an unreadable case, if it can be found.
fn case_id(text: &str) -> Option<String> {
    let case: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(case.get("case_id")?.as_str()?.to_owned())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Reads a record that could not be skimmed: a case, or a rejected record that is fed back.
pub(super) fn judged(text: &str, catalogue: &Catalogue) -> Result<Case, CaseError> {
    let Err(error) = read(text, catalogue) else { return read(text, catalogue) };
    if !was_refused(text) {
        return Err(error);
    }
    match refused_before(text) {
        // Its text is not the original, because a part of it was no valid text.
        Some(Before { bytes: Some(_), .. }) => {
            let error = fault(Code::NotUtf8, what_and_help!("batch-reject-with-bytes"));
            Err(CaseError { path: "$.bytes".to_owned(), ..error })
        }
        Some(Before { record, .. }) => read(&record, catalogue).map_err(|error| {
            let path = error.path.replacen('$', "$.record", 1);
            CaseError { line: 1, column: 1, path, ..error }
        }),
        // Anything added beside the record would be lost.
        None => Err(not_as_written(text)),
    }
}

/// The fault of a rejected record that was changed.
fn not_as_written(text: &str) -> CaseError {
    let told = serde_json::from_str::<Refused<'_>>(text).err();
    if told.as_ref().is_some_and(|error| !error.is_data()) {
        return fault(Code::NotJson, what_and_help!("batch-reject-no-json"));
    }
    let told = told.map(|error| error.to_string()).unwrap_or_default();
    let (code, what) = match told.as_str() {
        told if told.starts_with("duplicate field") => (Code::DuplicateKey, text!("batch-reject-key-twice")),
        told if told.starts_with("unknown field") => (Code::UnknownKey, text!("batch-reject-unknown-key")),
        _ => (Code::WrongType, text!("batch-reject-changed")),
    };
    fault(code, (what.to_owned(), text!("batch-correct-record").to_owned()))
}

/// A record that was rejected before.
struct Before {
    record: String,
    bytes: Option<String>,
}

/// A rejected record when it is read again. Only the known fields are allowed, because others are not scored.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused<'a> {
    format: String,
    #[serde(rename = "file")]
    _file: IgnoredAny,
    #[serde(rename = "line")]
    _line: IgnoredAny,
    #[serde(rename = "column")]
    _column: IgnoredAny,
    #[serde(rename = "record_number")]
    _record_number: IgnoredAny,
    #[serde(rename = "path")]
    _path: IgnoredAny,
    #[serde(rename = "code")]
    _code: IgnoredAny,
    #[serde(rename = "what")]
    _what: IgnoredAny,
    #[serde(rename = "help")]
    _help: IgnoredAny,
    #[serde(rename = "case_id")]
    _case_id: IgnoredAny,
    #[serde(borrow)]
    record: &'a RawValue,
    bytes: Option<String>,
}

/// Whether a text begins like a rejected record. No case does.
fn was_refused(text: &str) -> bool {
    let begins =
        text.trim_start().strip_prefix('{').map(str::trim_start).and_then(|rest| rest.strip_prefix("\"format\""));
    let word = begins.map(str::trim_start).and_then(|rest| rest.strip_prefix(':')).map(str::trim_start);
    word.and_then(|rest| rest.strip_prefix('"')).is_some_and(|rest| rest.starts_with(FORMAT))
}

/// The record inside a rejected one.
fn refused_before(text: &str) -> Option<Before> {
    let refused: Refused<'_> = serde_json::from_str(text).ok()?;
    let record = refused.record.get();
    let inner = || serde_json::from_str::<String>(record).unwrap_or_else(|_| record.to_owned());
    (refused.format == FORMAT).then(|| Before { record: inner(), bytes: refused.bytes })
}
