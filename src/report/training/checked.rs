//! Scripts that were checked: a line each and what differs, for a program, and for a build server.

use crate::catalogue::Catalogue;
use crate::report::result::html::drawn;
use crate::report::{problem_line, problems};
use crate::toml_input::{Diagnostic, SourceFile};
use crate::training::{Aim, Checked, Difference, Library, Script};
use serde::Serialize;
use serde_json::{Value, json};

/// So many ids are still read in a line.
const MOST_NAMED: usize = 12;

/// A template with what is told to build servers.
const JUNIT: &str = include_str!("junit.xml");

/// A script that was tried.
pub struct Tried {
    /// Its file.
    pub source: SourceFile,
    /// What came of it, or why it can't be read.
    pub outcome: Result<(Script, Checked), Vec<Diagnostic>>,
}

impl Tried {
    /// Whether it could be read, and came out as it expects.
    #[must_use]
    pub fn is_as_expected(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|(_, checked)| checked.is_as_expected())
    }

    /// Whatever is not as the script says, each in a line with a code.
    fn faults(&self, catalogue: &Catalogue) -> Vec<(&'static str, String)> {
        match &self.outcome {
            Err(problems) => {
                let files = std::slice::from_ref(&self.source);
                problems.iter().map(|problem| ("unreadable", problem_line(files, problem))).collect()
            }
            Ok((_, checked)) => faults(catalogue, checked),
        }
    }
}

fn faults(catalogue: &Catalogue, checked: &Checked) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    for Difference { of, expected, got } in &checked.differences {
        let got = if got.is_empty() { "nothing" } else { got };
        faults.push(("not-expected", format!("{of}: expected {expected}, came out: {got}")));
    }
    for question in &checked.played.never_asked {
        let id = catalogue.question_id(*question);
        faults.push((
            "never-asked",
            format!("`{id}` is answered but was not asked: answer what leads to it, or mark it `volunteered = true`"),
        ));
    }
    for question in &checked.played.never_reached {
        let id = catalogue.question_id(*question);
        faults.push((
            "never-reached",
            format!("a step or a remark stands at `{id}`, which never came up: move it, or answer what leads there"),
        ));
    }
    if checked.expects_nothing {
        faults.push(("expects-nothing", "[expect] is empty, so nothing is checked: add `finding = \"…\"`".to_owned()));
    }
    faults
}

fn library(catalogue: &Catalogue, tried: &[Tried]) -> Library {
    let mut library = Library::default();
    for (script, checked) in tried.iter().filter_map(|one| one.outcome.as_ref().ok()) {
        library.add(catalogue, script, checked);
    }
    library
}

/// A line a script, what differs under it, and a total; then what no script touches.
#[must_use]
pub fn checked_text(catalogue: &Catalogue, tried: &[Tried], styled: bool) -> String {
    let mut lines = Vec::new();
    let width = tried.iter().map(|one| one.source.name.chars().count()).max().unwrap_or(0);
    for one in tried {
        let name = format!("{:<width$}", one.source.name);
        match &one.outcome {
            Ok((_, checked)) => {
                let word = if one.is_as_expected() { "ok     " } else { "DIFFERS" };
                let finding = &catalogue.findings[checked.assessment.finding.0].id;
                lines.push(format!("{word}  {name}  {finding}"));
                lines.extend(one.faults(catalogue).into_iter().map(|(code, text)| format!("         {code}: {text}")));
            }
            Err(found) => {
                lines.push(format!("UNREAD   {name}"));
                let drawn = problems(std::slice::from_ref(&one.source), found, styled);
                lines.extend(drawn.lines().map(|line| format!("         {line}")));
            }
        }
    }
    lines.push(String::new());
    lines.push(total(tried));
    let library = library(catalogue, tried);
    lines.extend(library.aims.iter().filter(|(_, written, _)| *written > 0).map(aim));
    for (kind, ids) in library.untouched(catalogue) {
        match ids.len() {
            0 => {}
            many if many <= MOST_NAMED => {
                lines.push(format!("{kind} that no script touches ({many}): {}", ids.join(", ")));
            }
            many => lines.push(format!("{kind} that no script touches: {many}; --format json names them")),
        }
    }
    lines.join("\n")
}

fn count(tried: &[Tried]) -> [usize; 3] {
    let ok = tried.iter().filter(|one| one.is_as_expected()).count();
    let unread = tried.iter().filter(|one| one.outcome.is_err()).count();
    [ok, tried.len() - ok - unread, unread]
}

fn total(tried: &[Tried]) -> String {
    let [ok, differ, unread] = count(tried);
    let scripts = if tried.len() == 1 { "1 script".to_owned() } else { format!("{} scripts", tried.len()) };
    format!("{scripts}: {ok} as expected, {differ} otherwise, {unread} that could not be read")
}

fn aim((aim, written, referred): &(Aim, usize, usize)) -> String {
    let what = match aim {
        Aim::EndLow => "written to end low",
        Aim::BeReferred => "written to be referred",
        Aim::StayOpen => "written to stay open",
    };
    format!("{what}: {written}, of which {referred} come out as to be referred")
}

/// One object.
#[must_use]
pub fn checked_json(catalogue: &Catalogue, tried: &[Tried]) -> String {
    let scripts: Vec<Value> = tried.iter().map(|one| script_json(catalogue, one)).collect();
    let [ok, differ, unread] = count(tried);
    let library = library(catalogue, tried);
    let aims: serde_json::Map<String, Value> = library
        .aims
        .iter()
        .map(|(aim, written, referred)| (aim.word().to_owned(), json!({ "scripts": written, "referred": referred })))
        .collect();
    let untouched: serde_json::Map<String, Value> =
        library.untouched(catalogue).into_iter().map(|(kind, ids)| (kind.to_owned(), json!(ids))).collect();
    json!({
        "format": "tipscreen-check/1",
        "catalogue": catalogue.name(),
        "scripts": scripts,
        "as_expected": ok, "otherwise": differ, "unreadable": unread,
        "written_to": aims,
        "untouched": untouched,
    })
    .to_string()
}

fn script_json(catalogue: &Catalogue, one: &Tried) -> Value {
    let faults = one.faults(catalogue).into_iter().map(|(code, text)| json!({ "code": code, "text": text }));
    let faults: Vec<Value> = faults.collect();
    let mut object = json!({ "file": one.source.name, "as_expected": one.is_as_expected(), "faults": faults });
    if let Ok((script, checked)) = &one.outcome {
        let unanswered = checked.played.unanswered.iter().map(|at| catalogue.question_id(*at));
        object["case_id"] = json!(script.case_id);
        object["finding"] = json!(catalogue.findings[checked.assessment.finding.0].id);
        object["asked_and_not_in_script"] = json!(unanswered.collect::<Vec<_>>());
    }
    object
}

/// For build servers: a test case a script.
#[must_use]
pub fn checked_junit(catalogue: &Catalogue, tried: &[Tried]) -> String {
    #[derive(Serialize)]
    struct Suite {
        tests: usize,
        failures: usize,
        errors: usize,
        cases: Vec<Case>,
    }
    #[derive(Serialize)]
    struct Case {
        name: String,
        kind: &'static str,
        message: String,
        text: String,
    }
    let [_, failures, errors] = count(tried);
    let case = |one: &Tried| {
        let faults = one.faults(catalogue);
        let kind = match &one.outcome {
            Err(_) => "error",
            Ok(_) if !one.is_as_expected() => "failure",
            Ok(_) => "",
        };
        let text = faults.iter().map(|(code, text)| format!("{code}: {text}")).collect::<Vec<_>>().join("\n");
        let message = faults.first().map_or(String::new(), |(code, _)| (*code).to_owned());
        Case { name: one.source.name.clone(), kind, message, text }
    };
    drawn(JUNIT, &Suite { tests: tried.len(), failures, errors, cases: tried.iter().map(case).collect() })
}
