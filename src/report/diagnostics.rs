//! Diagnostics for people and programs: with the source line, on one line, and as JSON.

use crate::catalogue::CatalogueCheck;
use crate::diagnostic::{Code, Place};
use crate::escape;
use crate::report::upkeep;
use crate::toml_input::{Diagnostic, Position, SourceFile};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gravity {
    /// The input can't be used.
    Error,
    /// The input is used even so.
    Warning,
}

impl Gravity {
    /// What a message of this gravity begins with: `error[code]`.
    pub fn heading(self, code: Code) -> String {
        match self {
            Self::Error => format!("error[{code}]"),
            Self::Warning => format!("warning[{code}]"),
        }
    }
}

/// Diagnostics with code, place, source line and help. `styled` for a terminal with colours.
pub fn diagnostics(files: &[SourceFile], all: &[Diagnostic], gravity: Gravity, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let drawn: Vec<String> = all.iter().map(|one| drawn(&renderer, files, one, gravity)).collect();
    drawn.join("\n\n")
}

/// One diagnostic without a source line.
pub fn diagnostic(one: &Diagnostic) -> String {
    plain(&[], one)
}

fn drawn(renderer: &Renderer, files: &[SourceFile], one: &Diagnostic, gravity: Gravity) -> String {
    let file = one.span().and_then(|span| Some((span, files.get(span.file)?)));
    let Some((span, file)) = file.filter(|(_, file)| file.may_be_shown(one.code)) else { return plain(files, one) };
    let bytes = span.bytes.clone();
    // Only the first line of a table is shown, because its keys have diagnostics of their own.
    let first_line = file.text[bytes.clone()].find('\n').map_or(bytes.end, |at| bytes.start + at);
    let (name, what, help) = (escape::line(&file.name), escape::shown(&one.what), escape::shown(&one.help));
    let snippet = Snippet::source(&file.text)
        .path(&*name)
        .annotation(AnnotationKind::Primary.span(bytes.start..first_line.max(bytes.start)).label(&*help));
    let level = match gravity {
        Gravity::Error => Level::ERROR,
        Gravity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&*what).id(one.code.word());
    // The library makes most hidden characters visible. The remaining escapes are its own colours.
    escape::styled(&renderer.render(&[title.element(snippet)])).into_owned()
}

/// Without the source line. A line of a case is never shown, because it holds what a person said.
fn plain(files: &[SourceFile], one: &Diagnostic) -> String {
    let (code, what) = (one.code, escape::shown(&one.what));
    let (before, behind) = match Located::of(files, one) {
        Located { file: Some(file), at: Some(Position { line, column }), record, path } => {
            let record =
                record.map_or_else(String::new, |record| format!(", record {record}, {}", path.unwrap_or("$")));
            (String::new(), format!("\n --> {}:{line}:{column}{record}", escape::line(file)))
        }
        Located { file: Some(file), .. } => (format!("{}: ", escape::line(file)), String::new()),
        Located { file: None, .. } => (String::new(), String::new()),
    };
    let help = if one.help.is_empty() { String::new() } else { format!("\n  = {}", escape::shown(&one.help)) };
    format!("{}: {before}{what}{behind}{help}", Gravity::Error.heading(code))
}

/// On one line: `file:line:column: code: what: help`, with `warning: ` before the code of a warning.
pub fn line(files: &[SourceFile], one: &Diagnostic, gravity: Gravity) -> String {
    let located = Located::of(files, one);
    let Position { line, column } = located.at.unwrap_or(Position { line: 1, column: 1 });
    let level = if gravity == Gravity::Warning { "warning: " } else { "" };
    let (name, what, help) =
        (escape::line(located.file.unwrap_or_default()), escape::line(&one.what), escape::line(&one.help));
    format!("{name}:{line}:{column}: {level}{}: {what}: {help}", one.code)
}

/// The result of checking a catalogue, as one line of JSON.
pub fn catalogue_check_json(named: &str, checked: &CatalogueCheck, today: Date) -> String {
    let CatalogueCheck { catalogue, files, problems, warnings } = checked;
    let written = |all: &'_ [Diagnostic], level| all.iter().map(|one| json(files, one, level)).collect::<Vec<_>>();
    let all = [written(problems, Gravity::Error), written(warnings, Gravity::Warning)].concat();
    let due = catalogue.as_ref().map(|catalogue| upkeep(catalogue, today)).unwrap_or_default();
    json!({
        "format": "tipscreen-check/1",
        "catalogue": named,
        "id": catalogue.as_ref().map(super::super::catalogue::Catalogue::name),
        "errors": problems.len(),
        "warnings": warnings.len(),
        "diagnostics": all,
        "contacts_due": due,
    })
    .to_string()
}

/// Level, code, known place, what and help.
fn json(files: &[SourceFile], one: &Diagnostic, level: Gravity) -> Value {
    let Located { file, at, record, path } = Located::of(files, one);
    let (line, column) = (at.map(|at| at.line), at.map(|at| at.column));
    let (code, what, help) = (one.code.word(), &one.what, &one.help);
    let all = json!({
        "level": level, "code": code, "file": file, "line": line, "column": column, "record": record, "path": path,
        "what": what, "help": help,
    });
    let Value::Object(keys) = all else { return all };
    keys.into_iter().filter(|(_, value)| !value.is_null()).collect::<serde_json::Map<_, _>>().into()
}

/// A place with the name of its file.
struct Located<'a> {
    file: Option<&'a str>,
    at: Option<Position>,
    record: Option<usize>,
    path: Option<&'a str>,
}

impl<'a> Located<'a> {
    fn of(files: &'a [SourceFile], one: &'a Diagnostic) -> Self {
        let (file, at, record, path) = match &one.place {
            Place::Nowhere => (None, None, None, None),
            Place::File(file) => (Some(&**file), None, None, None),
            Place::Span(span) => {
                let file = files.get(span.file);
                let at = file.map(|file| Position::of(&file.text, span.bytes.start));
                (file.map(|file| &*file.name), at, None, None)
            }
            Place::At(file, at) => (Some(&**file), Some(*at), None, None),
            Place::Record { file, at, record, path } => (Some(&**file), Some(*at), Some(*record), Some(&**path)),
        };
        Self { file, at, record, path }
    }
}
