//! Reads case files: JSON in, a checked case or one placed error out.
//!
//! Everything is read in one pass and nothing that is wrong is let by: unknown ids, keys that stand twice, values of
//! another kind. Messages never repeat what the file says of a person.

use super::{Answer, Basis, Case, FORMAT, FactAnswer, Presence, Purpose, values_of};
use crate::catalogue::{Catalogue, Fact, FactKind};
use crate::condition::{FactIx, IndicatorIx, Severity};
use crate::document::{Code, closest, hidden};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;
/// Longest case id, in characters.
const MAX_ID_CHARS: usize = 128;
/// Longest text of a fact, in characters.
const MAX_TEXT_CHARS: usize = 500;

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
    let context = Context { catalogue, fault: RefCell::default() };
    let mut json = serde_json::Deserializer::from_str(text);
    let case = one(&context, &mut json)?;
    json.end().map_err(|error| context.explain(&error, String::new()))?;
    Ok(case)
}

/// Reads a file of one case, of a JSON array of cases, or of one case a line. Each comes out by itself: an error in
/// one line does not touch the others.
pub fn read_many(text: &str, catalogue: &Catalogue) -> Vec<Result<Case, CaseError>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
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
    let context = Context { catalogue, fault: RefCell::default() };
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

/// The catalogue that names are looked up in, and what was found wrong.
struct Context<'c> {
    catalogue: &'c Catalogue,
    fault: RefCell<Option<(Code, String, String)>>,
}

impl Context<'_> {
    /// Remembers what is wrong; the error that travels through serde only stops the reading.
    fn fail<E: serde::de::Error>(&self, code: Code, what: impl Into<String>, mend: impl Into<String>) -> E {
        *self.fault.borrow_mut() = Some((code, what.into(), mend.into()));
        E::custom("refused")
    }

    fn explain(&self, error: &serde_json::Error, path: String) -> CaseError {
        let (code, what, mend) = self.fault.take().unwrap_or_else(|| foreign(error));
        let path = if path.is_empty() || path == "." { "$".to_owned() } else { format!("$.{path}") };
        CaseError { code, record: 1, line: error.line(), column: error.column(), path, what, mend }
    }
}

/// An error of serde's own. Its text may quote the file, so only what was expected is taken over.
fn foreign(error: &serde_json::Error) -> (Code, String, String) {
    let text = error.to_string();
    if error.is_data() {
        let expected = text.rsplit_once("expected ").map_or("another kind of value", |(_, rest)| rest);
        let expected = expected.split(" at line ").next().unwrap_or(expected);
        let expected: String = expected.chars().take(120).collect();
        return (Code::WrongType, "the value is of another kind".to_owned(), format!("give {expected}"));
    }
    let what = text.split(" at line ").next().unwrap_or("not JSON").to_owned();
    let mend = if error.is_eof() { "the text ends too early; is the file whole?" } else { "mend the JSON here" };
    (Code::NotJson, what, mend.to_owned())
}

struct ArraySeed<'a, 'c> {
    context: &'a Context<'c>,
    cases: &'a RefCell<Vec<Case>>,
}

impl<'de> DeserializeSeed<'de> for ArraySeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ArraySeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of cases")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(case) = list.next_element_seed(CaseSeed(self.context))? {
            self.cases.borrow_mut().push(case);
        }
        Ok(())
    }
}

struct CaseSeed<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for CaseSeed<'_, '_> {
    type Value = Case;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Case, D::Error> {
        json.deserialize_map(self)
    }
}

const CASE_KEYS: [&str; 7] = ["format", "case_id", "purpose", "catalogue", "screened_on", "facts", "answers"];

impl<'de> Visitor<'de> for CaseSeed<'_, '_> {
    type Value = Case;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a case in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Case, A::Error> {
        let context = self.0;
        let mut case = Case::new(context.catalogue, "");
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            context.once(&mut seen, &key)?;
            match key.as_str() {
                "format" => {
                    let format: String = map.next_value()?;
                    if format != FORMAT {
                        return Err(context.fail(Code::WrongValue, "another format", format!("this reads `{FORMAT}`")));
                    }
                }
                "case_id" => {
                    let id: String = map.next_value()?;
                    case.case_id = context.text(id, MAX_ID_CHARS)?;
                }
                "purpose" => case.purpose = map.next_value_seed(Word(context, &PURPOSES))?,
                "catalogue" => case.method = map.next_value_seed(CatalogueSeed(context))?,
                "screened_on" => {
                    let day: String = map.next_value()?;
                    case.screened_on = Some(context.date(&day)?);
                }
                "facts" => map.next_value_seed(FactsSeed { context, case: &mut case })?,
                "answers" => map.next_value_seed(AnswersSeed { context, case: &mut case })?,
                _ => return Err(context.unknown(Code::UnknownKey, &key, CASE_KEYS)),
            }
        }
        for key in ["case_id", "answers"] {
            if !seen.contains(key) {
                return Err(context.fail(Code::MissingKey, format!("the case has no `{key}`"), format!("add `{key}`")));
            }
        }
        Ok(case)
    }
}

const PURPOSES: [(&str, Purpose); 3] =
    [("screening", Purpose::Screening), ("research", Purpose::Research), ("training", Purpose::Training)];

impl Context<'_> {
    /// Refuses a key that stands twice: one of the two answers would be lost.
    fn once<E: serde::de::Error>(&self, seen: &mut BTreeSet<String>, key: &str) -> Result<(), E> {
        if seen.insert(key.to_owned()) {
            return Ok(());
        }
        Err(self.fail(Code::DuplicateKey, "the key stands twice", "keep one of the two"))
    }

    fn unknown<'k, E: serde::de::Error>(&self, code: Code, key: &str, known: impl IntoIterator<Item = &'k str>) -> E {
        let mend = closest(key, known)
            .map_or_else(|| "take it out, or see `tipscreen catalogue show`".to_owned(), |near| format!("did you mean `{near}`?"));
        let shown: String = key.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).take(64).collect();
        self.fail(code, format!("`{shown}` is not known here"), mend)
    }

    fn text<E: serde::de::Error>(&self, text: String, most: usize) -> Result<String, E> {
        if text.chars().any(hidden) {
            return Err(self.fail(Code::ControlCharacter, "the text holds a hidden character", "take it out"));
        }
        if text.is_empty() || text.chars().count() > most {
            return Err(self.fail(Code::WrongValue, "the text is empty or too long", format!("use 1 to {most} characters")));
        }
        Ok(text)
    }

    fn date<E: serde::de::Error>(&self, day: &str) -> Result<jiff::civil::Date, E> {
        day.parse().map_err(|_| self.fail(Code::WrongValue, "this is not a date", "write it as 2026-01-15"))
    }
}

/// One of a closed list of words.
struct Word<'a, 'c, T>(&'a Context<'c>, &'a [(&'static str, T)]);

impl<'de, T: Copy> DeserializeSeed<'de> for Word<'_, '_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        json.deserialize_str(self)
    }
}

impl<T: Copy> Visitor<'_> for Word<'_, '_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.1.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        write!(f, "one of {}", words.join(", "))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        let found = self.1.iter().find(|(word, _)| *word == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<_> = self.1.iter().map(|(word, _)| *word).collect();
            self.0.fail(Code::WrongValue, "this word is not known here", format!("use one of {}", words.join(", ")))
        })
    }
}

/// `{ id, version, method }` of the catalogue a case was answered with; gives the method fingerprint.
struct CatalogueSeed<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for CatalogueSeed<'_, '_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<String>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for CatalogueSeed<'_, '_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the catalogue's id, version and method in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        let mut seen = BTreeSet::new();
        let mut method = None;
        while let Some(key) = map.next_key::<String>()? {
            self.0.once(&mut seen, &key)?;
            let value: String = map.next_value()?;
            match key.as_str() {
                "id" if value == self.0.catalogue.id => {}
                "id" => {
                    let mend = "score it with the catalogue it names, by --catalogue";
                    return Err(self.0.fail(Code::OtherCatalogue, "the case was answered with another catalogue", mend));
                }
                "version" => {}
                "method" => method = Some(self.0.text(value, MAX_ID_CHARS)?),
                _ => return Err(self.0.unknown(Code::UnknownKey, &key, ["id", "version", "method"])),
            }
        }
        Ok(method)
    }
}

struct FactsSeed<'a, 'c> {
    context: &'a Context<'c>,
    case: &'a mut Case,
}

impl<'de> DeserializeSeed<'de> for FactsSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FactsSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by id in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            self.context.once(&mut seen, &key)?;
            if key.starts_with("x-") {
                self.case.extras.insert(key, map.next_value()?);
                continue;
            }
            let catalogue = self.context.catalogue;
            let Some(fact) = catalogue.find_fact(&key) else {
                let known = catalogue.facts.iter().map(|fact| fact.id.as_str());
                return Err(self.context.unknown(Code::UnknownId, &key, known));
            };
            let answer = map.next_value_seed(FactSeed { context: self.context, fact })?;
            self.case.set_fact(fact, answer);
        }
        Ok(())
    }
}

struct FactSeed<'a, 'c> {
    context: &'a Context<'c>,
    fact: FactIx,
}

impl FactSeed<'_, '_> {
    fn fact(&self) -> &Fact {
        self.context.catalogue.fact(self.fact)
    }

    fn values<E: serde::de::Error>(&self, ids: &[String]) -> Result<FactAnswer, E> {
        values_of(self.fact(), ids).ok_or_else(|| {
            let known: Vec<_> = self.fact().values.iter().map(|value| value.id.as_str()).collect();
            self.context.fail(Code::WrongValue, "the fact has no such value", format!("use one of {}", known.join(", ")))
        })
    }
}

impl<'de> DeserializeSeed<'de> for FactSeed<'_, '_> {
    type Value = FactAnswer;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<FactAnswer, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FactSeed<'_, '_> {
    type Value = FactAnswer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fact().kind {
            FactKind::Many => "a list of values in [ ]",
            FactKind::YesNo => "\"yes\" or \"no\" in quotes",
            _ => "a text in quotes",
        })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<FactAnswer, E> {
        match (text, self.fact().kind) {
            ("unknown", _) => Ok(FactAnswer::Unknown),
            ("declined", _) => Ok(FactAnswer::Declined),
            ("not-asked", _) => Ok(FactAnswer::NotAsked),
            (_, FactKind::Date) => self.context.date(text).map(FactAnswer::Date),
            (_, FactKind::Text) => self.context.text(text.to_owned(), MAX_TEXT_CHARS).map(FactAnswer::Text),
            (_, FactKind::Many) => Err(E::invalid_type(serde::de::Unexpected::Other("a text"), &self)),
            _ => self.values(&[text.to_owned()]),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<FactAnswer, A::Error> {
        if self.fact().kind != FactKind::Many {
            return Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        }
        let mut ids = Vec::new();
        while let Some(id) = list.next_element::<String>()? {
            ids.push(id);
        }
        self.values(&ids)
    }
}

struct AnswersSeed<'a, 'c> {
    context: &'a Context<'c>,
    case: &'a mut Case,
}

impl<'de> DeserializeSeed<'de> for AnswersSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for AnswersSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers by indicator id in { }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let catalogue = self.context.catalogue;
        let mut seen = BTreeSet::new();
        let mut answered = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            self.context.once(&mut seen, &key)?;
            let Some(indicator) = catalogue.find_indicator(&key) else {
                let known = catalogue.indicators.iter().map(|indicator| indicator.id.as_str());
                return Err(self.context.unknown(Code::UnknownId, &key, known));
            };
            if !answered.insert(indicator) {
                let mend = "keep one; a retired id and its replacement are the same indicator";
                return Err(self.context.fail(Code::DuplicateKey, "the indicator is answered twice", mend));
            }
            let answer = map.next_value_seed(AnswerSeed { context: self.context, indicator })?;
            self.case.set_answer(indicator, answer);
        }
        Ok(())
    }
}

struct AnswerSeed<'a, 'c> {
    context: &'a Context<'c>,
    indicator: IndicatorIx,
}

impl<'de> DeserializeSeed<'de> for AnswerSeed<'_, '_> {
    type Value = Answer;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Answer, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnswerSeed<'_, '_> {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"present\", \"absent\" … or an answer in { }")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Answer, E> {
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        Word(self.context, &presences).visit_str(text).map(Answer::of)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
        let context = self.context;
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        let severities = Severity::ALL.map(|severity| (severity.word(), severity));
        let mut answer = Answer::of(Presence::NotAsked);
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            context.once(&mut seen, &key)?;
            match key.as_str() {
                "presence" => answer.presence = map.next_value_seed(Word(context, &presences))?,
                "severity" => answer.severity = Some(map.next_value_seed(Word(context, &severities))?),
                "basis" => answer.basis = map.next_value_seed(BasisSeed(context))?,
                "contradicted" => answer.contradicted = map.next_value()?,
                "note" => answer.note = Some(context.note(map.next_value()?)?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    let known = ["presence", "severity", "basis", "contradicted", "note"];
                    return Err(context.unknown(Code::UnknownKey, &key, known));
                }
            }
        }
        if !seen.contains("presence") {
            return Err(context.fail(Code::MissingKey, "the answer has no `presence`", "add `presence`"));
        }
        let degrees = context.catalogue.indicator(self.indicator).anchors.is_some();
        if answer.severity.is_some() && (answer.presence != Presence::Present || !degrees) {
            let what = if degrees { "a severity without `present`" } else { "this indicator has no severities" };
            return Err(context.fail(Code::WrongValue, what, "take `severity` out"));
        }
        Ok(answer)
    }
}

impl Context<'_> {
    /// A note may hold anything a person typed; it is only kept from being endless.
    fn note<E: serde::de::Error>(&self, note: String) -> Result<String, E> {
        if note.chars().count() > MAX_NOTE_CHARS {
            let mend = format!("shorten it to {MAX_NOTE_CHARS} characters");
            return Err(self.fail(Code::TooLarge, "the note is too long", mend));
        }
        Ok(note)
    }
}

struct BasisSeed<'a, 'c>(&'a Context<'c>);

impl<'de> DeserializeSeed<'de> for BasisSeed<'_, '_> {
    type Value = Vec<Basis>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Vec<Basis>, D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for BasisSeed<'_, '_> {
    type Value = Vec<Basis>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list such as [\"told\", \"observed\"]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<Basis>, A::Error> {
        let words = Basis::ALL.map(|basis| (basis.word(), basis));
        let mut found = BTreeSet::new();
        while let Some(basis) = list.next_element_seed(Word(self.0, &words))? {
            found.insert(basis);
        }
        Ok(found.into_iter().collect())
    }
}
