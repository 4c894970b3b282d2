//! One table, read key by key. A missing, unknown or wrong value becomes a problem, and reading goes on.

use crate::escape::hidden;
use crate::toml_input::{Code, Diagnostics, Span, closest, did_you_mean, shown};
use std::cell::{Cell, RefCell};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The longest text in a file, in characters. A story for a class has a tenth of that.
pub const MAX_TEXT_CHARS: usize = 20_000;

/// A value with its place in the file.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    pub value: T,
    pub place: Span,
}

/// A TOML value with its place, and the list for its problems.
#[derive(Clone)]
pub struct TomlValue<'d> {
    value: &'d DeValue<'d>,
    place: Span,
    problems: &'d Diagnostics,
}

impl<'d> TomlValue<'d> {
    pub fn place(&self) -> Span {
        self.place.clone()
    }

    /// Reports a problem with this value.
    pub fn problem(&self, code: Code, what_and_help: (String, String)) {
        self.problems.push(code, self.place(), what_and_help);
    }

    /// Reports a problem with the key of this value.
    pub fn problem_of_key(&self, key: &Span, code: Code, what_and_help: (String, String)) {
        self.problems.push(code, key.clone(), what_and_help);
    }

    fn wrong_type<T>(&self, wanted: &str) -> Option<T> {
        let found = match self.value.type_str() {
            "string" => text!("toml-found-text"),
            "array" => text!("toml-found-list"),
            "table" => text!("toml-found-table"),
            "integer" => text!("toml-found-whole-number"),
            "float" => text!("toml-found-number-with-point"),
            "boolean" => text!("toml-found-true-or-false"),
            other => other,
        };
        self.problem(Code::WrongType, what_and_help!("toml-wrong-type", found = found, wanted = wanted));
        None
    }

    /// Text without control characters or direction marks.
    pub fn text(&self) -> Option<String> {
        let Some(text) = self.value.as_str() else { return self.wrong_type(text!("toml-wanted-text")) };
        let text = text.replace("\r\n", "\n");
        if let Some(bad) = text.chars().find(|c| hidden(*c)) {
            let code = format!("{:04X}", u32::from(bad));
            self.problem(Code::ControlCharacter, what_and_help!("toml-hidden-character", code = code));
            return None;
        }
        if text.chars().count() > MAX_TEXT_CHARS {
            self.problem(Code::TooLarge, what_and_help!("toml-text-too-long", most = MAX_TEXT_CHARS));
            return None;
        }
        Some(text)
    }

    /// A whole number within `range`.
    pub fn integer(&self, range: Range<i64>) -> Option<i64> {
        let parsed = match self.value {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => return self.wrong_type(text!("toml-wanted-whole-number")),
        };
        let within = parsed.filter(|number| range.contains(number));
        if within.is_none() {
            let (least, most) = (range.start, range.end - 1);
            self.problem(Code::WrongValue, what_and_help!("toml-number-out-of-range", least = least, most = most));
        }
        within
    }

    pub fn boolean(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong_type(text!("toml-wanted-true-or-false")))
    }

    pub fn list(&self) -> Option<Vec<Self>> {
        let Some(list) = self.value.as_array() else { return self.wrong_type(text!("toml-wanted-list")) };
        Some(list.iter().map(|item| self.beside(item)).collect())
    }

    /// A table, whose keys must then be read.
    pub fn table(&self) -> Option<TomlTable<'d>> {
        let Some(table) = self.value.as_table() else { return self.wrong_type(text!("toml-wanted-table")) };
        Some(TomlTable::new(table, self.place(), self.problems))
    }

    /// A date without time, as `2026-01-15`.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        let date = match self.value {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.to_string().parse().ok(),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        date.or_else(|| self.wrong_type(text!("toml-wanted-date")))
    }

    /// The texts under a key of each table of a list, with their places. Other values are not reported.
    pub fn quietly_listed(&self, key: &str) -> Vec<(String, Self)> {
        let list = self.value.as_array().into_iter().flat_map(|list| list.iter());
        let text = |item: &'d Spanned<DeValue<'d>>| {
            let value = item.get_ref().get(key)?;
            Some((value.get_ref().as_str()?.to_owned(), self.beside(value)))
        };
        list.filter_map(text).collect()
    }

    pub fn is_text(&self) -> bool {
        self.value.is_str()
    }

    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }

    /// The values of a list, or the single value.
    pub fn one_or_list(&self) -> Vec<Self> {
        if self.is_list() { self.list().unwrap_or_default() } else { vec![self.clone()] }
    }

    pub fn is_list(&self) -> bool {
        self.value.is_array()
    }

    fn beside(&self, item: &'d Spanned<DeValue<'d>>) -> Self {
        let place = Span { file: self.place.file, bytes: item.span() };
        Self { value: item.get_ref(), place, problems: self.problems }
    }
}

/// Whether a text has nothing readable: only spaces, zero-width marks, or signs.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// A table that is being read. When it is dropped, unread keys are reported.
pub struct TomlTable<'d> {
    table: &'d DeTable<'d>,
    place: Span,
    problems: &'d Diagnostics,
    asked: RefCell<Vec<&'static str>>,
    any_key: Cell<bool>,
}

impl<'d> TomlTable<'d> {
    /// Starts to read a table at `place`.
    pub fn new(table: &'d DeTable<'d>, place: Span, problems: &'d Diagnostics) -> Self {
        Self { table, place, problems, asked: RefCell::default(), any_key: Cell::new(false) }
    }

    pub fn place(&self) -> Span {
        self.place.clone()
    }

    /// Reports a problem with the table as a whole.
    pub fn problem(&self, code: Code, what_and_help: (String, String)) {
        self.problems.push(code, self.place(), what_and_help);
    }

    /// Whether there are too many problems to go on.
    pub fn is_full(&self) -> bool {
        self.problems.is_full()
    }

    /// The value of a key, if it exists.
    pub fn get(&self, key: &'static str) -> Option<TomlValue<'d>> {
        self.asked.borrow_mut().push(key);
        let (_, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(self.value(value))
    }

    /// The value of a required key.
    pub fn need(&self, key: &'static str) -> Option<TomlValue<'d>> {
        let value = self.get(key);
        if value.is_none() {
            self.problem(Code::MissingKey, what_and_help!("toml-missing-key", key = key));
        }
        value
    }

    /// A required text that is not blank.
    pub fn need_text(&self, key: &'static str) -> Option<String> {
        let value = self.need(key)?;
        let text = value.text()?;
        if is_blank(&text) {
            value.problem(Code::WrongValue, what_and_help!("toml-blank-text", key = key));
            return None;
        }
        Some(text)
    }

    /// A required text, which may consist of signs only.
    pub fn need_any_text(&self, key: &'static str) -> Option<String> {
        self.need(key)?.text()
    }

    /// An optional text. `None` if it is missing or unreadable.
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.get(key)?.text()
    }

    /// One of a closed list of words.
    pub fn need_word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        word(&self.need(key)?, words)
    }

    /// A text, if the value is one. Other values are not reported.
    pub fn quietly(&self, key: &str) -> Option<String> {
        let (_, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        value.get_ref().as_str().map(str::to_owned)
    }

    /// The place of a value by its path of keys and, in lists, of numbers. If it is missing, the place of its table.
    pub fn place_of(&self, path: &[&str]) -> Span {
        let Some((first, rest)) = path.split_first() else { return self.place() };
        let Some((_, value)) = self.table.iter().find(|(name, _)| name.get_ref() == first) else { return self.place() };
        let mut at = value;
        for step in rest {
            let inner = match step.parse::<usize>() {
                Ok(number) => at.get_ref().get(number),
                Err(_) => at.get_ref().get(*step),
            };
            let Some(inner) = inner else { break };
            at = inner;
        }
        Span { file: self.place.file, bytes: at.span() }
    }

    /// Whether a key is `true`. Other values are not reported.
    pub fn quietly_true(&self, key: &str) -> bool {
        let value = self.table.iter().find(|(name, _)| name.get_ref() == key);
        value.and_then(|(_, value)| value.get_ref().as_bool()) == Some(true)
    }

    /// The texts under `inner` in a list of tables. Other values are not reported.
    pub fn quietly_listed(&self, key: &str, inner: &str) -> Vec<String> {
        let value = self.table.iter().find(|(name, _)| name.get_ref() == key);
        let list = value.and_then(|(_, value)| value.get_ref().as_array());
        let text = |item: &Spanned<DeValue<'_>>| Some(item.get_ref().get(inner)?.get_ref().as_str()?.to_owned());
        list.map(|list| list.iter().filter_map(text).collect()).unwrap_or_default()
    }

    /// Every key with its value, in order. The caller must report unknown keys.
    pub fn entries(&self) -> Vec<(Placed<String>, TomlValue<'d>)> {
        self.any_key.set(true);
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| {
                let place = Span { file: self.place.file, bytes: key.span() };
                (Placed { value: key.get_ref().to_string(), place }, self.value(value))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.place.bytes.start);
        entries
    }

    /// The names of the keys, in order.
    pub fn keys(&self) -> Vec<&str> {
        self.table.keys().map(|key| key.get_ref().as_ref()).collect()
    }

    fn value(&self, value: &'d Spanned<DeValue<'d>>) -> TomlValue<'d> {
        let place = Span { file: self.place.file, bytes: value.span() };
        TomlValue { value: value.get_ref(), place, problems: self.problems }
    }
}

impl Drop for TomlTable<'_> {
    fn drop(&mut self) {
        if self.any_key.get() {
            return;
        }
        let asked = self.asked.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            if self.problems.is_full() {
                return;
            }
            let what = if key.get_ref().chars().any(hidden) {
                text!("toml-unknown-key-hidden").to_owned()
            } else {
                text!("toml-unknown-key", key = shown(key.get_ref()))
            };
            let help = did_you_mean(key.get_ref(), asked.iter().copied());
            let help = help.unwrap_or_else(|| text!("toml-take-unknown-key-out").to_owned());
            let place = Span { file: self.place.file, bytes: key.span() };
            self.problems.push(Code::UnknownKey, place, (what, help));
        }
    }
}

/// Reads a value as one of a closed list of words.
pub fn word<T: Copy>(value: &TomlValue<'_>, words: &[(&'static str, T)]) -> Option<T> {
    let text = value.text()?;
    let found = words.iter().find(|(name, _)| *name == text).map(|(_, word)| *word);
    if found.is_none() {
        let list = words.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let problem = match closest(&text, words.iter().map(|(name, _)| *name)) {
            Some(near) => what_and_help!("toml-misspelt-word", near = near, known = list),
            None => what_and_help!("toml-unknown-word", known = list),
        };
        value.problem(Code::WrongValue, problem);
    }
    found
}
