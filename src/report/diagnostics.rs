//! Diagnostics and case errors, drawn with the source line they stand in.

use crate::case::CaseError;
use crate::escape;
use crate::toml_input::{Diagnostic, Position, SourceFile};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Every problem with its code, place, source line and help. `styled` for a terminal with colours.
#[must_use]
pub fn problems(files: &[SourceFile], problems: &[Diagnostic], styled: bool) -> String {
    drawn(files, problems, styled, &Level::ERROR)
}

/// The same of what only warns.
#[must_use]
pub fn warnings(files: &[SourceFile], warnings: &[Diagnostic], styled: bool) -> String {
    drawn(files, warnings, styled, &Level::WARNING)
}

fn drawn(files: &[SourceFile], problems: &[Diagnostic], styled: bool, level: &Level<'static>) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    // The library makes most of what is hidden visible, but for a few; the escapes left over are its own colours.
    let seen = |drawn: String| escape::styled(&drawn).into_owned();
    let drawn: Vec<String> = problems.iter().map(|problem| seen(draw(&renderer, files, problem, level))).collect();
    drawn.join("\n\n")
}

fn draw(renderer: &Renderer, files: &[SourceFile], problem: &Diagnostic, level: &Level<'static>) -> String {
    let Some(file) = files.get(problem.place.file) else {
        return format!("error[{}]: {}: {}", problem.code, escape::shown(&problem.what), escape::shown(&problem.help));
    };
    let span = problem.place.span.clone();
    // A table is shown by its first line: its keys have problems of their own.
    let first_line = file.text[span.clone()].find('\n').map_or(span.end, |at| span.start + at);
    let (name, what, help) = (escape::line(&file.name), escape::shown(&problem.what), escape::shown(&problem.help));
    if !file.may_be_shown(problem.code) {
        let Position { line, column } = Position::of(&file.text, span.start);
        return format!("error[{}]: {what}\n --> {name}:{line}:{column}\n  = {help}", problem.code);
    }
    let snippet = Snippet::source(&file.text)
        .path(&*name)
        .annotation(AnnotationKind::Primary.span(span.start..first_line.max(span.start)).label(&*help));
    let title = level.clone().primary_title(&*what).id(problem.code.word());
    renderer.render(&[title.element(snippet)])
}

/// One problem on one line: `file:line:column: code: what: help`.
#[must_use]
pub fn line(files: &[SourceFile], problem: &Diagnostic) -> String {
    line_of("", files, problem)
}

/// The same of what only warns: `file:line:column: warning: code: what: help`.
#[must_use]
pub fn warning_line(files: &[SourceFile], warning: &Diagnostic) -> String {
    line_of("warning: ", files, warning)
}

fn line_of(level: &str, files: &[SourceFile], problem: &Diagnostic) -> String {
    let name = files.get(problem.place.file).map_or("", |file| file.name.as_str());
    let text = files.get(problem.place.file).map_or("", |file| file.text.as_str());
    let at = Position::of(text, problem.place.span.start);
    let name = escape::line(name);
    let (what, help) = (escape::line(&problem.what), escape::line(&problem.help));
    format!("{name}:{}:{}: {level}{}: {what}: {help}", at.line, at.column, problem.code)
}

/// A case that could not be read. The source line is not shown: it holds what a person said.
#[must_use]
pub fn case_error(file: &str, error: &CaseError) -> String {
    let CaseError { code, record, line, column, path, what, help, unknown_key: _ } = error;
    let (file, what, help) = (escape::line(file), escape::shown(what), escape::shown(help));
    format!("error[{code}]: {what}\n --> {file}:{line}:{column}, record {record}, {path}\n  = {help}")
}
