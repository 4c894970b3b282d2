//! Every example case comes out as it expects, and the case files are those of the scripts.

use crate::files::{below, root, scripts, text};
use std::collections::BTreeSet;
use tipscreen::case::{self, Case};
use tipscreen::catalogue::Catalogue;
use tipscreen::document::SourceFile;
use tipscreen::interview::conduct;
use tipscreen::questionnaire::Questionnaire;
use tipscreen::training::{Script, ScriptFace, compare};
use tipscreen::{assessment, referral};

fn catalogue() -> Catalogue {
    Catalogue::builtin("asean-commit").expect("there").expect("whole")
}

/// Every script by the name of its file, with the case it leads to.
fn played(catalogue: &Catalogue) -> Vec<(String, Script, Case)> {
    let play = |path: std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let source = SourceFile { name: path.display().to_string(), text: text(&path) };
        let script = Script::read(&source, catalogue).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        let mut case = Case::new(catalogue, script.case_id.clone());
        case.screened_on = Some(script.screened_on);
        case.purpose = case::Purpose::Training;
        let mut face = ScriptFace::new(&script);
        let mut interview = conduct(Questionnaire::new(catalogue, case), &mut face, &mut ());
        face.add_volunteered(catalogue, &mut interview.case);
        assert_eq!(face.never_asked(catalogue), Vec::<String>::new(), "{name}: scripted and never asked");
        (name, script, interview.case)
    };
    scripts().into_iter().map(play).collect()
}

#[test]
fn every_script_comes_out_as_it_expects() {
    let catalogue = catalogue();
    let played = played(&catalogue);
    assert!(played.len() >= 14, "at least six public cases and eight made up");
    for (name, script, case) in played {
        let expected = &script.expected;
        assert!(expected.finding.is_some() && expected.urgency.is_some(), "{name} expects nothing");
        let assessment = assessment::assess(&catalogue, &case, &mut ());
        let recommendation = referral::recommend(&catalogue, &case, &assessment);
        assert_eq!(compare(&catalogue, &script, &assessment, &recommendation), Vec::new(), "{name}");
    }
}

/// What the guidelines say is reached by some script: every pathway, action, safeguard and contraindication.
#[test]
fn every_entry_of_the_guidelines_is_reached_by_a_script() {
    let catalogue = catalogue();
    let guidelines = &catalogue.guidelines;
    let mut reached: [BTreeSet<usize>; 4] = Default::default();
    for (_, _, case) in played(&catalogue) {
        let advice = referral::recommend(&catalogue, &case, &assessment::assess(&catalogue, &case, &mut ()));
        reached[0].extend(advice.pathways.iter().map(|way| way.pathway));
        reached[1].extend(advice.actions);
        reached[2].extend(advice.safeguards);
        reached[3].extend(advice.ruled_out);
    }
    let lists: [Vec<&str>; 4] = [
        guidelines.pathways.iter().map(|one| one.id.as_str()).collect(),
        guidelines.actions.iter().map(|one| one.id.as_str()).collect(),
        guidelines.safeguards.iter().map(|one| one.id.as_str()).collect(),
        guidelines.contraindications.iter().map(|one| one.id.as_str()).collect(),
    ];
    for (ids, reached) in lists.iter().zip(&reached) {
        let never: Vec<_> = ids.iter().enumerate().filter(|(at, _)| !reached.contains(at)).collect();
        assert!(never.is_empty(), "reached by no script: {never:?}");
    }
}

#[test]
fn the_case_files_are_those_of_the_scripts() {
    let catalogue = catalogue();
    let mut names = BTreeSet::new();
    for (name, _, case) in played(&catalogue) {
        let file = text(&root().join(format!("examples/cases/{name}.json")));
        assert_eq!(file.trim_end(), case.to_json(&catalogue), "{name}: run examples/make-cases");
        names.insert(name);
    }
    let there: BTreeSet<String> = below(&root().join("examples/cases"), "json")
        .iter()
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, names, "a case file without a script");
    let all = case::read_many(&text(&root().join("examples/cases/all.ndjson")), &catalogue);
    assert_eq!(all.len(), names.len());
    assert!(all.iter().all(Result::is_ok), "run examples/make-cases");
}

/// catalogue-revisions §7: of those written to end low at most one in ten may reach reasonable grounds; of those
/// written to be referred at least 95 in 100 must. The lists stand in examples/README.md.
#[test]
fn the_library_ends_low_and_refers_as_it_promises() {
    let catalogue = catalogue();
    let page = text(&root().join("examples/README.md"));
    let listed = |mark: &str| -> Vec<String> {
        let line = page.lines().find(|line| line.starts_with(&format!("- **{mark}**"))).expect("a list");
        line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let (low, referred) = (listed("Written to end low"), listed("Written to be referred"));
    let refers = catalogue.findings.iter().position(|one| one.id == "reasonable-grounds").expect("a finding");
    let reach = |names: &[String]| {
        let found: Vec<usize> = played(&catalogue)
            .into_iter()
            .filter(|(name, _, _)| names.contains(name))
            .map(|(_, _, case)| assessment::assess(&catalogue, &case, &mut ()).finding.0)
            .collect();
        assert_eq!(found.len(), names.len(), "a name in the list without a script");
        found.into_iter().filter(|finding| *finding <= refers).count()
    };
    assert!(reach(&low) * 10 <= low.len(), "too many of those written to end low are referred");
    assert!(reach(&referred) * 100 >= referred.len() * 95, "too few of those written to be referred are");
}
