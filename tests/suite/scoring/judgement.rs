//! What the rules of the built-in catalogue come to on cases that a person decided first.

use crate::files::{below, root, text};
use crate::generate::{Sample, shipped};
use std::collections::BTreeSet;
use tipscreen::assessment::{self, Range, Trace};
use tipscreen::case::Case;
use tipscreen::condition::Track;
use tipscreen::explain::settling;
use tipscreen::referral;
use tipscreen::report::Report;
use tipscreen::report::table;
use tipscreen::toml_input::SourceFile;
use tipscreen::training::{Aim, Played, Script, compare};

/// A case that somebody decided: the name of its file, its text, its script, and the answers it leads to.
struct Decided {
    name: String,
    text: String,
    script: Script,
    case: Case,
}

fn decided(folder: &str) -> Vec<Decided> {
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = text(&path);
        let source = SourceFile { name: name.clone(), text: text.clone() };
        let script = Script::read(&source, shipped()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let case = Played::of(shipped(), &script, false).case;
        Decided { name, text, script, case }
    };
    below(&root().join("tests/data/judgement").join(folder), "toml").into_iter().map(read).collect()
}

fn refers(case: &Case) -> bool {
    shipped().findings[assessment::finding(shipped(), case).0].refers
}

#[test]
fn the_reported_cases_come_out_as_a_practitioner_decides() {
    let all = decided("reported");
    assert_eq!(all.len(), 7);
    for Decided { name, text, script, case } in all {
        let assessment = assessment::assess(shipped(), &case, &mut ());
        let finding = shipped().findings[assessment.finding.0].id.as_str();
        let want = text.lines().find_map(|line| line.strip_prefix("# WANT: ")).expect("what is wanted");
        match want {
            "no" => assert!(!refers(&case), "{name}: {finding}"),
            "refer" => assert!(refers(&case), "{name}: {finding}"),
            "open" => {
                assert_eq!(finding, "further-inquiry", "{name}");
                let Range::Between { high, .. } = assessment.range else { panic!("{name}: a range with two ends") };
                assert!(shipped().findings[high.0].refers, "{name}: open upward");
            }
            other => panic!("{name}: `{other}`"),
        }
        let advice = referral::recommend(shipped(), &case, &assessment);
        assert!(!script.expected.is_empty(), "{name}");
        assert_eq!(compare(shipped(), &script, &assessment, &advice), Vec::new(), "{name}");
    }
}

/// Those that differ are written down with a reason; the list may only change in the open.
#[test]
fn the_blind_cases_differ_only_where_it_is_written_down() {
    let all = decided("blind");
    let aimed = |aim: Aim| all.iter().filter(|one| one.script.aim == Some(aim)).count();
    assert_eq!((aimed(Aim::BeReferred), aimed(Aim::EndLow)), (15, 15));
    let differs = |one: &&Decided| refers(&one.case) != (one.script.aim == Some(Aim::BeReferred));
    let found: BTreeSet<String> = all.iter().filter(differs).map(|one| one.name.clone()).collect();
    let listed: toml::Table = toml::from_str(&text(&root().join("tests/data/judgement/differs.toml"))).expect("whole");
    assert_eq!(found, listed.keys().cloned().collect());
    let missed = all.iter().filter(differs).find(|one| one.script.aim == Some(Aim::BeReferred));
    assert!(missed.is_none(), "one that is to be referred is missed: {:?}", missed.map(|one| &one.name));
}

/// An adult whose age at the start nobody asked; asked and not known; and known.
#[test]
fn what_an_adult_was_at_the_start_is_asked_first_and_taken_for_nothing() {
    let all = decided("reported");
    let skipped = all.iter().find(|one| one.name.starts_with("p01")).expect("the case is there");
    let sample = Sample(skipped.case.clone());
    let assessed = sample.assessed();
    assert_eq!((assessed.track, sample.finding()), (Track::Adult, "further-inquiry"));
    let first = settling(shipped(), &sample.0, &assessed);
    let ids: Vec<&str> = first.iter().map(|one| shipped().question_id(*one)).collect();
    assert_eq!(ids.first(), Some(&"age-when-it-began"), "{ids:?}");
    assert!(ids.len() <= tipscreen::explain::MOST_SETTLING && ids.len() > 1, "{ids:?}");

    let json = sample.0.to_json(shipped());
    for (answer, track) in [("unknown", Track::Undetermined), ("declined", Track::Undetermined)] {
        let with = json.replacen("\"facts\":{", &format!("\"facts\":{{\"age-when-it-began\":\"{answer}\","), 1);
        let with = with.replacen("\"facts\": {", &format!("\"facts\": {{ \"age-when-it-began\": \"{answer}\","), 1);
        let case = tipscreen::case::read(&with, shipped()).expect("the case is whole");
        let sample = Sample(case);
        assert_eq!((sample.assessed().track, sample.finding()), (track, "strong-grounds"), "{answer}");
        let page = printed(&sample.0);
        assert!(page.contains("Strong grounds to refer. The rules for under 18 apply:"), "{page}");
    }
    let known = sample.with_fact("age-when-it-began", "18-or-older");
    assert_eq!((known.assessed().track, known.finding()), (Track::Adult, "further-inquiry"));
}

/// The result of a case, as it is printed at once.
fn printed(case: &Case) -> String {
    let mut trace = Trace::new(shipped());
    let assessment = assessment::assess(shipped(), case, &mut trace);
    let advice = referral::recommend(shipped(), case, &assessment);
    let printed = table(&Report::of(shipped(), case, &assessment, &advice, &trace), 200, true);
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What would settle it comes right after the finding, before anything else.
#[test]
fn a_closer_look_leads_with_what_would_settle_it() {
    for one in decided("blind") {
        if shipped().findings[assessment::finding(shipped(), &one.case).0].id != "further-inquiry" {
            continue;
        }
        let page = printed(&one.case);
        let place = |label: &str| page.find(label).unwrap_or_else(|| panic!("{}: no {label} in {page}", one.name));
        assert!(place("FINDING") < place("WHAT WOULD SETTLE IT"), "{}", one.name);
        assert!(place("WHAT WOULD SETTLE IT") < place("HOW SOON"), "{}", one.name);
    }
}
