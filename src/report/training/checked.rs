//! The results of checking scripts: as lines of text, for a program, and for a build server.

use crate::catalogue::Catalogue;
use crate::report::result::html::drawn;
use crate::report::{Gravity, diagnostic_line, diagnostics};
use crate::toml_input::{Diagnostic, SourceFile};
use crate::training::{Aim, LibraryCoverage, Mismatch, Script, ScriptCheck};
use serde::Serialize;
use serde_json::{Value, json};

/// The most ids in a readable line.
const MOST_NAMED: usize = 12;

/// The template of the `JUnit` report.
const JUNIT: &str = include_str!("junit.xml");

/// A script that was checked.
pub struct CheckedScript {
    pub source: SourceFile,
    /// The check, or why the script can't be read.
    pub outcome: Result<(Script, ScriptCheck), Vec<Diagnostic>>,
}

impl CheckedScript {
    /// Whether it could be read, and gave its expected result.
    pub fn is_as_expected(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|(_, checked)| checked.is_as_expected())
    }

    /// Everything that differs from the script, each as a code and a line.
    fn faults(&self, catalogue: &Catalogue) -> Vec<(&'static str, String)> {
        match &self.outcome {
            Err(problems) => {
                let files = std::slice::from_ref(&self.source);
                problems.iter().map(|problem| ("unreadable", diagnostic_line(files, problem, Gravity::Error))).collect()
            }
            Ok((_, checked)) => faults(catalogue, checked),
        }
    }
}

fn faults(catalogue: &Catalogue, checked: &ScriptCheck) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    for Mismatch { of, expected, got } in &checked.differences {
        let got = if got.is_empty() { text!("training-check-nothing") } else { got };
        faults.push(("not-expected", text!("training-check-differs", of = *of, expected = expected, got = got)));
    }
    for question in &checked.played.never_asked {
        let id = catalogue.question_id(*question);
        faults.push(("never-asked", text!("training-check-never-asked", id = id)));
    }
    for question in &checked.played.never_reached {
        let id = catalogue.question_id(*question);
        faults.push(("never-reached", text!("training-check-never-reached", id = id)));
    }
    if checked.expects_nothing {
        faults.push(("expects-nothing", text!("training-check-expects-nothing").to_owned()));
    }
    faults
}

fn library(catalogue: &Catalogue, tried: &[CheckedScript]) -> LibraryCoverage {
    let mut library = LibraryCoverage::default();
    for (script, checked) in tried.iter().filter_map(|one| one.outcome.as_ref().ok()) {
        library.add(catalogue, script, checked);
    }
    library
}

/// A line for each script with its differences, a total, and what no script uses.
pub fn checked_text(catalogue: &Catalogue, tried: &[CheckedScript], styled: bool) -> String {
    let mut lines = Vec::new();
    let width = tried.iter().map(|one| one.source.name.chars().count()).max().unwrap_or(0);
    for one in tried {
        let name = format!("{:<width$}", one.source.name);
        match &one.outcome {
            Ok((_, checked)) => {
                let word =
                    if one.is_as_expected() { text!("training-check-ok") } else { text!("training-check-otherwise") };
                let finding = &catalogue.findings[checked.assessment.finding.0].id;
                lines.push(format!("{word:7}  {name}  {finding}"));
                lines.extend(one.faults(catalogue).into_iter().map(|(code, text)| format!("         {code}: {text}")));
            }
            Err(found) => {
                lines.push(format!("{:7}  {name}", text!("training-check-unread")));
                let drawn = diagnostics(std::slice::from_ref(&one.source), found, Gravity::Error, styled);
                lines.extend(drawn.lines().map(|line| format!("         {line}")));
            }
        }
    }
    lines.push(String::new());
    lines.push(total(tried));
    let library = library(catalogue, tried);
    lines.extend(library.aims.iter().filter(|(_, written, _)| *written > 0).map(aim));
    let kinds = [
        text!("training-untouched-indicators"),
        text!("training-untouched-findings"),
        text!("training-untouched-urgencies"),
        text!("training-untouched-pathways"),
    ];
    for (kind, (_, ids)) in kinds.into_iter().zip(library.untouched(catalogue)) {
        match ids.len() {
            0 => {}
            many if many <= MOST_NAMED => lines.push(format!("{kind} ({many}): {}", ids.join(", "))),
            many => lines.push(text!("training-untouched-many", kind = kind, count = many)),
        }
    }
    lines.join("\n")
}

fn count(tried: &[CheckedScript]) -> [usize; 3] {
    let ok = tried.iter().filter(|one| one.is_as_expected()).count();
    let unread = tried.iter().filter(|one| one.outcome.is_err()).count();
    [ok, tried.len() - ok - unread, unread]
}

fn total(tried: &[CheckedScript]) -> String {
    let [ok, differ, unread] = count(tried);
    text!("training-check-total", scripts = tried.len(), ok = ok, differ = differ, unread = unread)
}

fn aim(&(aim, written, referred): &(Aim, usize, usize)) -> String {
    match aim {
        Aim::EndLow => text!("training-aim-low", written = written, referred = referred),
        Aim::BeReferred => text!("training-aim-referred", written = written, referred = referred),
        Aim::StayOpen => text!("training-aim-open", written = written, referred = referred),
    }
}

/// One object.
pub fn checked_json(catalogue: &Catalogue, tried: &[CheckedScript]) -> String {
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

fn script_json(catalogue: &Catalogue, one: &CheckedScript) -> Value {
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

/// A `JUnit` report for build servers, with a test case for each script.
pub fn checked_junit(catalogue: &Catalogue, tried: &[CheckedScript]) -> String {
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
    let case = |one: &CheckedScript| {
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
