//! Scores a case file without the program: `cargo run --no-default-features --example score_a_case -- FILE`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

use std::process::ExitCode;
use tipscreen::{Catalogue, DEFAULT_CATALOGUE, assess, read_case, recommend};

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("Please name a case file.");
        return ExitCode::from(2);
    };
    match std::fs::read_to_string(&file).map_err(|error| error.to_string()).and_then(|text| score(&text)) {
        Ok(result) => println!("{result}"),
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn score(text: &str) -> Result<String, String> {
    let catalogue =
        Catalogue::builtin(DEFAULT_CATALOGUE).ok_or("no catalogue")?.map_err(|_| "errors in the catalogue")?;
    let case = read_case(text, &catalogue).map_err(|error| error.to_string())?;
    let assessment = assess(&catalogue, &case);
    let advice = recommend(&catalogue, &case, &assessment);
    let finding = &catalogue.findings[assessment.finding.0].title;
    let pathways = advice.pathways.iter().map(|advised| &*catalogue.guidelines.pathways[advised.pathway].title);
    let settled = if assessment.is_settled() { "settled" } else { "further answers can change it" };
    Ok(format!("{}: {finding} ({settled})\nRefer to: {}", case.case_id, pathways.collect::<Vec<_>>().join("; ")))
}
