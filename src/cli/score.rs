//! `score`: one or a few case files, explained.

use super::outcome::Outcome;
use super::{Exit, Failure, Format, ScoreArgs, is_drawn, open, print, tell};
use crate::case::{Case, Derived};
use crate::catalogue::Catalogue;
use crate::report::{self, Detail};
use std::path::Path;

pub(super) fn run(args: &ScoreArgs) -> anyhow::Result<Exit> {
    let catalogues: Vec<Catalogue> =
        args.catalogues.iter().map(|named| open::catalogue(named)).collect::<Result<_, _>>()?;
    let mut exit = Exit::Done;
    for path in &args.cases {
        match score(&catalogues, path, args) {
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

/// Scores the cases of a file: by the catalogue they were answered with, the first, and by all others through it.
fn score(catalogues: &[Catalogue], path: &Path, args: &ScoreArgs) -> anyhow::Result<Exit> {
    let Some((catalogue, others)) = catalogues.split_first() else { return Ok(Exit::Done) };
    let mut exit = Exit::Done;
    let (name, cases) = open::cases(path, catalogue)?;
    let several = cases.len() > 1 || args.cases.len() > 1;
    for case in cases {
        match case {
            Ok(case) => {
                warn_of_other_method(catalogue, &case)?;
                let detail = if args.full { Detail::Full } else { Detail::Short };
                if several && args.format == Format::Table {
                    print(&format!("== {}\n", case.case_id))?;
                }
                let text = |outcome: Outcome<'_>| outcome.text(&[], args.format, detail, !is_drawn());
                print(&text(Outcome::of(catalogue, &case)))?;
                for other in others {
                    if args.format == Format::Table {
                        print(&format!("\n== {}, by {}\n", case.case_id, other.name()))?;
                    }
                    print(&text(Outcome::of_derived(other, &Derived::of(&case, catalogue, other))))?;
                }
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
