//! A script: whatever it says, the talk comes to an end.

use super::{drawn, shipped, text};
use tipscreen::case::{Case, Purpose};
use tipscreen::interview::conduct;
use tipscreen::questionnaire::Questionnaire;
use tipscreen::report;
use tipscreen::toml_input::SourceFile;
use tipscreen::training::{Script, ScriptFace, as_script, compare};

/// Played whole and shortened it ends; recorded and played again the same case comes out.
pub fn hold(bytes: &[u8]) {
    let Some(text) = text(bytes) else { return };
    let source = SourceFile { name: "script.toml".to_owned(), text: text.to_owned() };
    let script = match Script::read(&source, shipped()) {
        Ok(script) => script,
        Err(problems) => {
            assert!(!problems.is_empty());
            let files = std::slice::from_ref(&source);
            let _ = report::diagnostics(files, &problems, report::Gravity::Error, false);
            for problem in &problems {
                let _ = report::diagnostic_line(files, problem, report::Gravity::Error);
            }
            return;
        }
    };
    played(&script, true);
    let case = played(&script, false);
    let advice = tipscreen::assessment::assess(shipped(), &case, &mut ());
    let _ = compare(shipped(), &script, &advice, &tipscreen::referral::recommend(shipped(), &case, &advice));
    // What a file of a case refuses is no case.
    if tipscreen::case::read(&case.to_json(shipped()), shipped()).is_ok() {
        drawn(shipped(), &case);
        let recorded = SourceFile { name: "again.toml".to_owned(), text: as_script(shipped(), &case) };
        let again = Script::read(&recorded, shipped()).expect("what is recorded can be read");
        let again = played(&again, false);
        let ids = |case: &Case| case.to_json(shipped());
        assert_eq!(ids(&again), ids(&case), "played again it is another case");
    }
}

fn played(script: &Script, quick: bool) -> Case {
    let mut case = Case::new(shipped(), script.case_id.clone());
    case.screened_on = Some(script.screened_on);
    case.purpose = Purpose::Training;
    let questionnaire = Questionnaire::new(shipped(), case);
    let questionnaire = if quick { questionnaire.quick() } else { questionnaire };
    let mut face = ScriptFace::new(script);
    let mut interview = conduct(questionnaire, &mut face, &mut ());
    face.add_volunteered(shipped(), &mut interview.case);
    let _ = face.never_asked(shipped());
    interview.case
}
