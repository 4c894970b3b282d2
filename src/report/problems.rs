//! Problems and case errors, drawn with the source line they stand in.

use crate::case::CaseError;
use crate::document::{Position, Problem, SourceFile};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Every problem with its code, place, source line and mend. `styled` for a terminal with colours.
#[must_use]
pub fn problems(files: &[SourceFile], problems: &[Problem], styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let drawn: Vec<String> = problems.iter().map(|problem| draw(&renderer, files, problem)).collect();
    drawn.join("\n\n")
}

fn draw(renderer: &Renderer, files: &[SourceFile], problem: &Problem) -> String {
    let Some(file) = files.get(problem.place.file) else {
        return format!("error[{}]: {}: {}", problem.code, problem.what, problem.mend);
    };
    let span = problem.place.span.clone();
    // A table is shown by its first line: its keys have problems of their own.
    let first_line = file.text[span.clone()].find('\n').map_or(span.end, |at| span.start + at);
    let snippet = Snippet::source(&file.text)
        .path(&file.name)
        .annotation(AnnotationKind::Primary.span(span.start..first_line.max(span.start)).label(problem.mend.as_str()));
    let title = Level::ERROR.primary_title(problem.what.as_str()).id(problem.code.word());
    renderer.render(&[title.element(snippet)])
}

/// One problem on one line: `file:line:column: code: what: mend`.
#[must_use]
pub fn line(files: &[SourceFile], problem: &Problem) -> String {
    let name = files.get(problem.place.file).map_or("", |file| file.name.as_str());
    let text = files.get(problem.place.file).map_or("", |file| file.text.as_str());
    let at = Position::of(text, problem.place.span.start);
    format!("{name}:{}:{}: {}: {}: {}", at.line, at.column, problem.code, problem.what, problem.mend)
}

/// A case that could not be read. The source line is not shown: it holds what a person said.
#[must_use]
pub fn case_error(file: &str, error: &CaseError) -> String {
    let CaseError { code, record, line, column, path, what, mend } = error;
    format!("error[{code}]: {what}\n --> {file}:{line}:{column}, record {record}, {path}\n  = {mend}")
}
