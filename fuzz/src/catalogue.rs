//! A catalogue: refused with its problems, or whole, and then every case has a result by it.

use super::{drawn, text, written_and_read};
use tipscreen::case::{Answer, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind};
use tipscreen::condition::{FactIx, IndicatorIx};
use tipscreen::report;
use tipscreen::toml_input::{Position, SourceFile};

/// Longer ones hold nothing new, and take their time.
const LONGEST: usize = 64 * 1024;

/// Any text is read or refused. By what was read an empty case and a full one have a result.
pub fn hold(bytes: &[u8]) {
    if let Some(text) = text(bytes).filter(|text| text.len() <= LONGEST) {
        read(text);
    }
}

/// Reads a catalogue, and uses it if that can be.
pub(crate) fn read(text: &str) {
    match Catalogue::read(vec![SourceFile { name: "fuzzed.toml".to_owned(), text: text.to_owned() }]) {
        Ok(catalogue) => used(&catalogue),
        Err(faults) => {
            assert!(!faults.problems.is_empty());
            let _ = report::diagnostics(&faults.files, &faults.problems, report::Gravity::Error, false);
            for problem in &faults.problems {
                let _ = report::diagnostic_line(&faults.files, problem, report::Gravity::Error);
                let at = Position::of(text, problem.span().expect("in a file").bytes.start);
                assert!(at.line <= text.split('\n').count() + 1);
            }
        }
    }
}

fn used(catalogue: &Catalogue) {
    let empty = Case::new(catalogue, "empty");
    let full = full(catalogue);
    for case in [&empty, &full] {
        written_and_read(catalogue, case);
        drawn(catalogue, case);
    }
    let _ = report::at_a_glance(catalogue, 80);
    let again = catalogue.method_fingerprint().to_string();
    assert!(again.starts_with("sha256:"));
}

/// Everything is present, and each fact has its first value.
fn full(catalogue: &Catalogue) -> Case {
    let mut case = Case::new(catalogue, "full");
    for (at, fact) in catalogue.facts.iter().enumerate() {
        let answer = match fact.kind {
            FactKind::Date => FactAnswer::NotAsked,
            FactKind::Text => FactAnswer::Text("a text".to_owned()),
            _ if fact.values.is_empty() => FactAnswer::NotAsked,
            _ => FactAnswer::Values(1),
        };
        case.set_fact(FactIx(at), answer);
    }
    for at in 0..catalogue.indicators.len() {
        case.set_answer(IndicatorIx(at), Answer::of(Presence::Present));
    }
    case
}
