//! Recognises files without cases by their beginning: a table, answers from a form program, a page.
//!
//! A whole table is then reported once, and not for each row. If any record has a key of a case, the file is read as
//! cases, with all their faults.

use super::lines::HEAD;
use super::read::KEYS;
use super::{each_record, holds_lines, lines};
use crate::toml_input::{closest, kind_of, shown};
use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use std::cell::RefCell;
use std::fmt;

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    Spreadsheet,
    /// An archive of files.
    Archive,
    /// A table: the number of columns, and the separator.
    Table(usize, char),
    /// Answers from a form program.
    FormAnswers,
    /// Another format of this program.
    OwnFormat(String),
    /// JSON that is no case.
    Json,
    /// HTML or XML.
    Markup,
    Toml,
    Text,
    Binary,
}

impl Foreign {
    /// What it seems to be, for people.
    pub fn message(&self) -> String {
        let fixed = match self {
            Self::Table(columns, '\t') => return text!("case-foreign-table-tabs", columns = columns),
            Self::Table(columns, between) => {
                return text!("case-foreign-table", columns = columns, between = between.to_string());
            }
            Self::OwnFormat(format) => return text!("case-foreign-own-format", format = shown(format)),
            Self::Spreadsheet => text!("case-foreign-spreadsheet"),
            Self::Archive => text!("case-foreign-archive"),
            Self::FormAnswers => text!("case-foreign-form-answers"),
            Self::Json => text!("case-foreign-json"),
            Self::Markup => text!("case-foreign-markup"),
            Self::Toml => text!("case-foreign-toml"),
            Self::Text => text!("case-foreign-text"),
            Self::Binary => text!("case-foreign-no-text"),
        };
        fixed.to_owned()
    }

    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Archive => text!("case-foreign-archive.help"),
            Self::OwnFormat(_) => text!("case-foreign-own-format.help"),
            Self::Toml => text!("case-foreign-toml.help"),
            _ => text!("case-foreign-write-as-cases"),
        }
    }
}

/// How the files of office programs before 2007 begin.
const OLD_OFFICE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The prefixes of the first file name in a spreadsheet, which is an archive.
const IN_SPREADSHEETS: [&[u8]; 3] = [b"[Content_Types].xml", b"xl/", b"opendocument.spreadsheet"];

/// The separators of table columns.
const BETWEEN: [char; 4] = [',', ';', '\t', '|'];

/// The most records that are examined.
const LOOKED_AT: usize = 50;

/// The most rows that are examined.
const ROWS: usize = 20;

/// Keys that form programs write.
const OF_FORMS: [&str; 10] = [
    "_uuid",
    "_submission_time",
    "_xform_id_string",
    "__version__",
    "formhub/uuid",
    "meta/instanceID",
    "instanceID",
    "__id",
    "__system",
    "@odata.context",
];

/// What a file with this beginning seems to be, if it holds no cases. `is_all`: nothing follows.
pub fn foreign(head: &[u8], is_all: bool) -> Option<Foreign> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let is_spreadsheet = IN_SPREADSHEETS.iter().any(|name| memchr::memmem::find(head, name).is_some());
        return Some(if is_spreadsheet { Foreign::Spreadsheet } else { Foreign::Archive });
    }
    if head.starts_with(OLD_OFFICE) {
        return Some(Foreign::Spreadsheet);
    }
    // Other encodings, packed files and encrypted files are reported elsewhere.
    if !head.starts_with(b"%PDF-") && kind_of(head).no_text().is_some() {
        return None;
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match text.first()? {
        _ if is_toml(text) => Some(Foreign::Toml),
        b'{' | b'[' => json(text, is_all),
        b'<' => Some(Foreign::Markup),
        // A case begins on one of its first lines.
        _ if has_line_of_json(text) => None,
        _ if text.contains(&0) || text.starts_with(b"%PDF-") => Some(Foreign::Binary),
        // The rest of a text may be anything.
        _ => table(text, is_all).or(is_all.then_some(Foreign::Text)),
    }
}

/// Whether an object or a list begins on one of the first lines.
fn has_line_of_json(text: &[u8]) -> bool {
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start).filter(|line| !line.is_empty());
    lines.take(ROWS).any(|line| line.starts_with(b"{") || line.starts_with(b"[{"))
}

/// Whether a text begins with the name of a TOML table, after comments.
fn is_toml(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with(b"#")).unwrap_or_default();
    let inside = line.strip_prefix(b"[").and_then(|line| line.strip_suffix(b"]"));
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'[' | b']');
    inside.is_some_and(|name| name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'['))
        && inside.is_some_and(|name| name.iter().all(is_name) && name.iter().any(u8::is_ascii_alphabetic))
        && !matches!(inside, Some(b"true" | b"false" | b"null"))
}

/// The kind of a text whose rows mostly have as many columns as the first.
fn table(text: &[u8], is_all: bool) -> Option<Foreign> {
    let end = if is_all { text.len() } else { memchr::memrchr(b'\n', text)? };
    let columns = |between: &char| {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(u8::try_from(*between).ok()?);
        let mut rows = reader.from_reader(&text[..end]).into_byte_records().take(ROWS);
        let first = rows.next()?.ok()?.len();
        let is_even: Vec<bool> = rows.map(|row| row.is_ok_and(|row| row.len() == first)).collect();
        let even = is_even.iter().filter(|is_even| **is_even).count();
        (first > 1 && even * 2 >= is_even.len()).then_some(first)
    };
    let found = BETWEEN.iter().filter_map(|between| Some((columns(between)?, *between)));
    found.max_by_key(|(columns, _)| *columns).map(|(columns, between)| Foreign::Table(columns, between))
}

/// The kind of JSON in which no record can be a case.
fn json(text: &[u8], is_all: bool) -> Option<Foreign> {
    let records = beginnings(text, is_all);
    let found = records.iter().map(|record| of_record(record)).collect::<Option<Vec<_>>>()?;
    let is_of_form = |key: &&str| memchr::memmem::find(text, format!("\"{key}\"").as_bytes()).is_some();
    match found.into_iter().next()? {
        Foreign::Json if OF_FORMS.iter().any(is_of_form) => Some(Foreign::FormAnswers),
        first => Some(first),
    }
}

/// The first records, or the beginning of the first one.
fn beginnings(text: &[u8], is_all: bool) -> Vec<&[u8]> {
    if holds_lines(text, is_all) {
        return lines(text, 1, 0).take(LOOKED_AT).map(|(range, _)| &text[range]).collect();
    }
    let mut records = Vec::new();
    let head = &text[..text.len().min(HEAD)];
    let _ = each_record(head, HEAD, |record, at, _| {
        records.push(&text[at..at + record.len()]);
        records.len() < LOOKED_AT
    });
    if records.is_empty() {
        records.extend(memchr::memchr(b'{', text).map(|at| &text[at..]));
    }
    records
}

/// The kind of an object by its keys, or `None` if it may be a case, or is broken JSON.
fn of_record(record: &[u8]) -> Option<Foreign> {
    let keys = Keys::of(record)?;
    if let Some(format) = keys.format {
        let is_read = ["tipscreen-case/", "tipscreen-reject/"].iter().any(|one| format.starts_with(one));
        if format.starts_with("tipscreen-") {
            return (!is_read).then_some(Foreign::OwnFormat(format));
        }
    }
    let has = |key: &str| keys.all.iter().any(|one| one == key || closest(one, [key]).is_some());
    let others = keys.all.iter().filter(|key| !KEYS.contains(&key.as_str())).count();
    let may_be_a_case = has("answers") || (has("case_id") && others <= FEW_OTHERS) || others == 0;
    (!may_be_a_case).then_some(Foreign::Json)
}

/// The most foreign keys of a case without answers. An object with more of them is something else.
const FEW_OTHERS: usize = 2;

/// The keys of an object, which may be cut off.
#[derive(Default)]
struct Keys {
    all: Vec<String>,
    format: Option<String>,
}

/// The most keys that are examined.
const MOST_KEYS: usize = 200;

impl Keys {
    fn of(record: &[u8]) -> Option<Self> {
        let keys = RefCell::new(Self::default());
        match serde_json::Deserializer::from_slice(record).deserialize_map(Gathering(&keys)) {
            Err(error) if !error.is_eof() => None,
            _ => Some(keys.into_inner()),
        }
    }
}

struct Gathering<'k>(&'k RefCell<Keys>);

impl<'de> Visitor<'de> for Gathering<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let is_format = key == "format";
            let mut keys = self.0.borrow_mut();
            if keys.all.len() < MOST_KEYS {
                keys.all.push(key);
            }
            if is_format {
                keys.format = map.next_value::<serde_json::Value>()?.as_str().map(str::to_owned);
            } else {
                drop(keys);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Foreign> {
        foreign(text.as_bytes(), true)
    }

    #[test]
    fn what_is_no_file_of_cases_is_named() {
        for (text, what) in [
            ("a,b,c\n1,2,3\n", Foreign::Table(3, ',')),
            ("\u{FEFF}\"a\";\"b\"\r\n\"1;2\";3\r\n", Foreign::Table(2, ';')),
            ("a\tb\n1,2\t3\n", Foreign::Table(2, '\t')),
            ("case_id,answers\n", Foreign::Table(2, ',')),
            ("a,b,c\n1,{x},3\n1,2\n1,\"{\"\"a\"\":1}\",3\n", Foreign::Table(3, ',')),
            ("PK\u{3}\u{4}..[Content_Types].xml", Foreign::Spreadsheet),
            ("PK\u{3}\u{4}..cases.json", Foreign::Archive),
            ("<?xml version=\"1.0\"?><data/>", Foreign::Markup),
            ("[script]\ntitle = \"x\"\n", Foreign::Toml),
            ("# by hand\n\n[facts]\na = {}\n", Foreign::Toml),
            ("[[indicator]]\nid = \"x\"\n", Foreign::Toml),
            ("hello\nworld\n", Foreign::Text),
            ("# On cases\n\nA case holds a `case_id`:\n\n[the list](x)\n  `{\"case_id\": 1}`\n", Foreign::Text),
            ("%PDF-1.7\n", Foreign::Binary),
            (r#"{"count":2,"next":null,"results":[{"_id":1,"_uuid":"x"}]}"#, Foreign::FormAnswers),
            (r#"[{"start":"x","caseid":"y","q1":"z","meta/instanceID":"uuid:1"}]"#, Foreign::FormAnswers),
            ("{\"a\":1}\n{\"b\":2}\n", Foreign::Json),
            (r#"{"format":"tipscreen-result/1","case_id":"x"}"#, Foreign::OwnFormat("tipscreen-result/1".to_owned())),
        ] {
            assert_eq!(of(text), Some(what), "{text}");
        }
        let long = format!(r#"{{"count":2,"results":[{{"_uuid":"{}"#, "x".repeat(1000));
        assert_eq!(foreign(long.as_bytes(), false), Some(Foreign::FormAnswers), "only its beginning was read");
    }

    #[test]
    fn what_may_be_cases_is_taken_for_cases() {
        for text in [
            "",
            " \n",
            "[]",
            "{}",
            "{\"case_id\":\"x\"}",
            "{\"case_di\":\"x\",\"answer\":{}}",
            "{\"case_id\":\"x\",\"name\":\"y\",\"answers\":{}}",
            "{\"case_id\":\"x\",\"answers\":{},\"a\":1,\"b\":2,\"c\":3,\"d\":4}",
            "{\"format\":\"tipscreen-case/2\",\"x\":1,\"y\":2,\"z\":3}",
            "{\"format\":\"tipscreen-reject/1\",\"x\":1,\"y\":2,\"z\":3}",
            "{\"a\":1}\n{\"case_id\":\"x\",\"answers\":{}}\n",
            "[{\"a\":1},{\"case_id\":\"x\",\"answers\":{}}]",
            "nonsense\n{\"case_id\":\"x\",\"answers\":{}}\n",
            "{\"case_id\":\"x\", broken",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        for beginning in ["x".repeat(1000), "words\nand words, more\n".repeat(9)] {
            assert_eq!(foreign(beginning.as_bytes(), false), None, "what follows may be cases");
        }
    }
}
