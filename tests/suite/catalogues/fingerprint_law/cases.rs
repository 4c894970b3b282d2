//! Cases against any catalogue, and what they come to.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;
use tipscreen::assessment::{Trace, assess};
use tipscreen::case::{self, Case, Derived};
use tipscreen::catalogue::{Catalogue, FactKind};
use tipscreen::questionnaire::{Ending, Questionnaire, Step};
use tipscreen::referral::recommend;
use tipscreen::report::{Envelope, Report, ResultDetail, result_line};

/// Numbers that look like chance and are always the same.
struct Rolls(u64);

impl Rolls {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// A number of a text, by which texts are put in an order that says nothing.
pub fn scramble(text: &str) -> u64 {
    let start = text.bytes().fold(0u64, |sum, byte| sum.wrapping_mul(131).wrapping_add(u64::from(byte)));
    Rolls(start).below(u64::MAX)
}

/// Cases as JSON, by id alone: some with little in them, some with much.
pub fn cases_for(catalogue: &Catalogue, many: usize) -> Vec<String> {
    let mut rolls = Rolls(2016);
    (0..many).map(|at| case_for(catalogue, at, &mut rolls)).collect()
}

fn case_for(catalogue: &Catalogue, at: usize, rolls: &mut Rolls) -> String {
    let (mut facts, mut answers) = (Map::new(), Map::new());
    for fact in &catalogue.facts {
        let ids: Vec<&str> = fact.values.iter().map(|value| value.id.as_str()).collect();
        let one = |rolls: &mut Rolls| ids[usize::try_from(rolls.below(ids.len() as u64)).expect("small")];
        let answer = match (rolls.below(8), fact.kind) {
            (0, _) => json!("unknown"),
            (1, _) => continue,
            (_, FactKind::Date) => json!("2026-01-15"),
            (_, FactKind::Text) => json!("a text"),
            (_, FactKind::Many) => {
                let some: BTreeSet<&str> = (0..=rolls.below(2)).map(|_| one(rolls)).collect();
                json!(some)
            }
            (_, FactKind::YesNo | FactKind::One) => json!(one(rolls)),
        };
        facts.insert(fact.id.clone(), answer);
    }
    // From one sign in twenty to every second one; what is not there is absent, open, or both.
    let density = [20, 8, 4, 2][at % 4];
    for indicator in &catalogue.indicators {
        let degrees = indicator.anchors.is_some();
        let answer = match (rolls.below(density), rolls.below(6)) {
            (0, severity @ 0..3) if degrees => {
                let severity = ["minor", "serious", "severe"][usize::try_from(severity).expect("small")];
                json!({ "presence": "present", "severity": severity })
            }
            (0, _) => json!("present"),
            (_, 0) => json!("unknown"),
            (_, 1) => json!("suspected"),
            (_, 2) if at.is_multiple_of(3) => continue,
            _ => json!("absent"),
        };
        // Some were answered under an id that was retired since.
        let place = catalogue.indicators.iter().position(|one| one.id == indicator.id);
        let retired = catalogue.retired.iter().find(|one| one.replaced_by == place && rolls.below(2) == 0);
        answers.insert(retired.map_or(&indicator.id, |one| &one.id).clone(), answer);
    }
    json!({ "case_id": format!("case-{at}"), "facts": facts, "answers": answers }).to_string()
}

/// What each case comes to, in a form that can be compared; what can't be read any more comes to that.
pub struct Outcomes(Vec<String>);

impl Outcomes {
    pub fn of(catalogue: &Catalogue, cases: &[String]) -> Self {
        Self(cases.iter().map(|case| outcome(catalogue, case)).collect())
    }

    /// The first case that comes out otherwise, with both outcomes.
    pub fn first_difference(&self, other: &Self) -> Option<String> {
        let at = self.0.iter().zip(&other.0).position(|(one, other)| one != other)?;
        Some(format!("case {at} comes out otherwise\n  {}\n  {}", self.0[at], other.0[at]))
    }
}

/// A method that cites the same source as the small catalogue does.
static ELEVEN: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::builtin("ilo-forced-labour-11").expect("built in").expect("whole"));

fn outcome(catalogue: &Catalogue, text: &str) -> String {
    let case = match case::read(text, catalogue) {
        Ok(case) => case,
        Err(error) => return format!("{} at {}", error.code, error.path),
    };
    let mut told = result(catalogue, &case);
    let questionnaire = Questionnaire::new(catalogue, case.clone());
    let ids = |questions: BTreeSet<&str>| questions.into_iter().collect::<Vec<_>>().join(",");
    let asked = questionnaire.overview().into_iter().flat_map(|chapter| chapter.entries);
    let asked: BTreeSet<String> =
        asked.map(|entry| format!("{}:{:?}", catalogue.question_id(entry.question), entry.standing)).collect();
    let _ = write!(told, " asked {}", asked.into_iter().collect::<Vec<_>>().join(","));
    let special = questionnaire.for_specialist().into_iter().map(|at| catalogue.indicator(at).id.as_str());
    let _ = write!(told, " for specialists {}", ids(special.collect()));
    if let Step::Ended(Ending::Gate(at)) = questionnaire.step() {
        let _ = write!(told, " ended by {} {:?}", catalogue.gates[at].id, catalogue.gates[at].keep);
    }
    let _ = write!(told, " kept {}", case.may_be_kept(catalogue));
    let there = Derived::of(&case, catalogue, &ELEVEN).case;
    let _ = write!(told, " elsewhere {}", result(&ELEVEN, &there));
    told
}

/// The result without what names the catalogue: its name, and the hash.
fn result(catalogue: &Catalogue, case: &Case) -> String {
    let mut trace = Trace::new(catalogue);
    let assessment = assess(catalogue, case, &mut trace);
    let recommendation = recommend(catalogue, case, &assessment);
    let report = Report::of(catalogue, case, &assessment, &recommendation, &trace);
    let line = result_line(&report, Envelope::of(case), ResultDetail::Full);
    let mut result: Value = serde_json::from_str(&line).expect("JSON");
    for key in ["hash", "catalogue"] {
        result.as_object_mut().expect("a table").remove(key);
    }
    // What has no order of its own is listed as the files have it.
    for key in ["flags", "open", "reasons", "unrated", "volunteered", "open_facts"] {
        if let Some(list) = result[key].as_array_mut() {
            list.sort_by_key(ToString::to_string);
        }
    }
    result.to_string()
}
