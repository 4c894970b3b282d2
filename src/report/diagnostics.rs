//! Problems and case errors, drawn with the source line they stand in.

use crate::case::CaseError;
use crate::escape;
use crate::toml_input::{Position, Problem, SourceFile};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Every problem with its code, place, source line and mend. `styled` for a terminal with colours.
#[must_use]
pub fn problems(files: &[SourceFile], problems: &[Problem], styled: bool) -> String {
    drawn(files, problems, styled, &Level::ERROR)
}

/// The same of what only warns.
#[must_use]
pub fn warnings(files: &[SourceFile], warnings: &[Problem], styled: bool) -> String {
    drawn(files, warnings, styled, &Level::WARNING)
}

fn drawn(files: &[SourceFile], problems: &[Problem], styled: bool, level: &Level<'static>) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    // The library makes most of what is hidden visible, but for a few; the escapes left over are its own colours.
    let seen = |drawn: String| escape::styled(&drawn).into_owned();
    let drawn: Vec<String> = problems.iter().map(|problem| seen(draw(&renderer, files, problem, level))).collect();
    drawn.join("\n\n")
}

fn draw(renderer: &Renderer, files: &[SourceFile], problem: &Problem, level: &Level<'static>) -> String {
    let Some(file) = files.get(problem.place.file) else {
        return format!("error[{}]: {}: {}", problem.code, escape::shown(&problem.what), escape::shown(&problem.mend));
    };
    let span = problem.place.span.clone();
    // A table is shown by its first line: its keys have problems of their own.
    let first_line = file.text[span.clone()].find('\n').map_or(span.end, |at| span.start + at);
    let (name, what, mend) = (escape::line(&file.name), escape::shown(&problem.what), escape::shown(&problem.mend));
    if !file.may_be_shown(problem.code) {
        let Position { line, column } = Position::of(&file.text, span.start);
        return format!("error[{}]: {what}\n --> {name}:{line}:{column}\n  = {mend}", problem.code);
    }
    let snippet = Snippet::source(&file.text)
        .path(&*name)
        .annotation(AnnotationKind::Primary.span(span.start..first_line.max(span.start)).label(&*mend));
    let title = level.clone().primary_title(&*what).id(problem.code.word());
    renderer.render(&[title.element(snippet)])
}

/// One problem on one line: `file:line:column: code: what: mend`.
#[must_use]
pub fn line(files: &[SourceFile], problem: &Problem) -> String {
    line_of("", files, problem)
}

/// The same of what only warns: `file:line:column: warning: code: what: mend`.
#[must_use]
pub fn warning_line(files: &[SourceFile], warning: &Problem) -> String {
    line_of("warning: ", files, warning)
}

fn line_of(level: &str, files: &[SourceFile], problem: &Problem) -> String {
    let name = files.get(problem.place.file).map_or("", |file| file.name.as_str());
    let text = files.get(problem.place.file).map_or("", |file| file.text.as_str());
    let at = Position::of(text, problem.place.span.start);
    let name = escape::line(name);
    let (what, mend) = (escape::line(&problem.what), escape::line(&problem.mend));
    format!("{name}:{}:{}: {level}{}: {what}: {mend}", at.line, at.column, problem.code)
}

/// A case that could not be read. The source line is not shown: it holds what a person said.
#[must_use]
pub fn case_error(file: &str, error: &CaseError) -> String {
    let CaseError { code, record, line, column, path, what, mend, unknown_key: _ } = error;
    let (file, what, mend) = (escape::line(file), escape::shown(what), escape::shown(mend));
    let record = text!("records-number", number = record);
    format!("error[{code}]: {what}\n --> {file}:{line}:{column}, {record}, {path}\n  = {mend}")
}
