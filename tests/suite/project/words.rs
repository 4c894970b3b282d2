//! Words: nothing the tool can print passes a verdict on a person, and no Rust line knows what the catalogues name.

use crate::files;
use std::collections::BTreeSet;
use tipscreen::catalogue::{Catalogue, WordingRules, builtin};

fn catalogues() -> Vec<Catalogue> {
    builtin::ids().map(|id| Catalogue::builtin(id).expect("there").expect("whole")).collect()
}

/// Every text in double quotes of the program's own sources, comments left out.
fn literals() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in files::below(&files::root().join("src"), "rs") {
        let text = files::text(&path);
        // Texts that run over several lines are joined first, as the compiler does.
        let text = text.replace("\\\n", " ");
        for line in text.lines() {
            let line = line.trim_start();
            // The help of the command line is written as doc comments, so those of cli.rs count.
            let help = path.ends_with("cli.rs") && line.starts_with("///");
            if line.starts_with("//") && !help {
                continue;
            }
            let texts: Vec<&str> = if help { vec![line] } else { line.split('"').skip(1).step_by(2).collect() };
            found.extend(texts.into_iter().map(|text| (path.display().to_string(), text.to_owned())));
        }
    }
    assert!(found.len() > 300, "the literals were not found");
    found
}

fn rules() -> WordingRules {
    WordingRules::builtin().unwrap_or_else(|faults| panic!("{:?}", faults.problems))
}

#[test]
fn the_search_knows_a_verdict_when_it_sees_one() {
    let rules = rules();
    for verdict in ["This person is a victim.", "Not a victim of trafficking", "She was trafficked", "Suspect a lie"] {
        assert!(rules.verdict_in(verdict).is_some(), "{verdict}");
    }
    assert_eq!(rules.verdict_in("Refer for formal identification as a presumed victim."), None);
}

/// The words of the program itself; those of the catalogues are checked with all other rules.
#[test]
fn no_text_of_the_program_passes_a_verdict_on_a_person() {
    let rules = rules();
    let wrong: Vec<String> = literals()
        .into_iter()
        .filter(|(_, text)| rules.verdict_in(text).is_some())
        .map(|(file, text)| format!("{file}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every text and every prompt of the shipped catalogues, by the rules that any other catalogue can be looked at by.
#[test]
fn the_shipped_catalogues_keep_to_the_rules_of_wording() {
    let rules = rules();
    for id in builtin::ids() {
        let checked = Catalogue::check(builtin::files(id).expect("built in"), Vec::new(), Some(&rules));
        let told = checked.problems.iter().chain(&checked.warnings);
        let told: Vec<String> = told.map(|one| format!("{}: {}: {}", one.code, one.what, one.help)).collect();
        assert!(told.is_empty(), "{id}: {told:#?}");
    }
}

#[test]
fn no_rust_line_knows_an_id_of_a_catalogue() {
    // Words of the tool's own vocabulary (roles of facts) that a catalogue may use as an id too.
    let vocabulary = [
        "age-when-it-began",
        "consent-to-record",
        "consent-to-refer",
        "notify-home-state",
        "fear-of-return",
        "country",
        "forms",
        "screener",
        // A key of values in the catalogue format.
        "alone",
    ];
    let mut ids = BTreeSet::new();
    for catalogue in catalogues() {
        ids.extend(catalogue.indicators.iter().map(|one| one.id.clone()));
        ids.extend(catalogue.facts.iter().map(|one| one.id.clone()));
        ids.extend(catalogue.findings.iter().map(|one| one.id.clone()));
        ids.insert(catalogue.id);
    }
    let known: Vec<String> = literals()
        .into_iter()
        .filter(|(_, text)| ids.contains(text) && !vocabulary.contains(&text.as_str()))
        .map(|(file, text)| format!("{file}: {text}"))
        .collect();
    let default = format!("{}: {}", files::root().join("src/catalogue/builtin.rs").display(), builtin::DEFAULT);
    assert_eq!(known, [default], "only the name of the default catalogue may stand in the sources, once");
}
