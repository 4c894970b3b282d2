//! `score`: one or a few case files, explained.

use super::{Exit, Failure, Format, ScoreArgs, is_drawn, open, print, tell, width};
use crate::assessment::{Trace, assess};
use crate::case::{self, Case};
use crate::catalogue::Catalogue;
use crate::referral::recommend;
use crate::report::{self, Detail, Report};
use std::path::Path;

pub(super) fn run(args: &ScoreArgs) -> anyhow::Result<Exit> {
    let catalogue = open::catalogue(&args.catalogue.catalogue)?;
    let mut exit = Exit::Done;
    for path in &args.cases {
        let outcome = open::text(path, Exit::Storage).and_then(|text| score(&catalogue, path, &text, args));
        match outcome {
            Ok(reached) => exit = exit.max(reached),
            // One file that can't be read does not keep the others from being scored.
            Err(error) => match error.downcast::<Failure>() {
                Ok(failure) => {
                    tell(&failure.text)?;
                    exit = exit.max(failure.exit);
                }
                Err(other) => return Err(other),
            },
        }
    }
    Ok(exit)
}

fn score(catalogue: &Catalogue, path: &Path, text: &str, args: &ScoreArgs) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let name = if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() };
    for case in case::read_many(text, catalogue) {
        match case {
            Ok(case) => {
                warn_of_other_method(catalogue, &case)?;
                print(&scored(catalogue, &case, args.format, if args.full { Detail::Full } else { Detail::Short }))?;
            }
            Err(error) => {
                tell(&report::case_error(&name, &error))?;
                exit = Exit::Refused;
            }
        }
    }
    Ok(exit)
}

/// A result is only as good as the rules it was made with: if they changed since the answers, that is said.
fn warn_of_other_method(catalogue: &Catalogue, case: &Case) -> anyhow::Result<()> {
    let now = catalogue.method_fingerprint().to_string();
    if case.method.as_ref().is_some_and(|method| *method != now) {
        tell("note: the case was answered with another version of this catalogue's rules; it is scored with today's")?;
    }
    Ok(())
}

/// One case as text.
pub(super) fn scored(catalogue: &Catalogue, case: &Case, format: Format, detail: Detail) -> String {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let recommendation = recommend(catalogue, case, &assessment);
    let report = Report {
        catalogue,
        case,
        assessment: &assessment,
        recommendation: &recommendation,
        trace: &trace,
        for_specialist: &[],
    };
    match format {
        Format::Json => report::result_line(&report, None, detail),
        Format::Table => report::table(&report, width(), !is_drawn()),
    }
}
