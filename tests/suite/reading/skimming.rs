//! What is read in a hurry is what is read with care: damaged lines are taken and refused alike.

use crate::batch::{examples, piped};
use crate::generate::{cases, config, shipped};
use proptest::prelude::*;
use serde_json::{Value, json};
use tipscreen::assessment::{Answers, Trace, assess};
use tipscreen::case::{self, AnswerSets, Case, Skimmed};
use tipscreen::catalogue::Terms;
use tipscreen::condition::{
    Condition, Element, Evidence, FactIx, FindingIx, FlagIx, Horizon, SharedLeaves, StateRisk, Status, Track, Truth,
};
use tipscreen::referral::recommend;
use tipscreen::report::{Envelope, Report, ResultDetail, ResultForm, result_line};

/// Lines that use every part of the format: as they are exported, in other orders, with blanks, escapes and extras.
fn lines() -> Vec<String> {
    let mut lines = examples();
    lines.extend(examples().iter().map(|line| with_notes(line)));
    let more = [
        r#"{"case_id":"x","answers":{}}"#,
        r#" { "answers" : { "debt-bondage" : { "severity" : "severe" , "presence" : "present" , "contradicted" : true , "basis" : [ "told" , "third-party" ] , "note" : "\u0e01\ud83d\ude00 \"x\" \\ \/ \b" } } , "case_id" : "\u0041b" } "#,
        r#"{"format":"tipscreen-case/1","purpose":"training","screened_on":"2026-01-15","case_id":"y","catalogue":{"id":"asean-commit","version":"1","method":"sha256:0"},"facts":{"x-a":"b","x-n":-1.5e3,"x-t":[true,null,{"k":[]}],"forms":["labour","fishing"],"age-group":"unknown"},"answers":{"documents-withheld":"not-asked","wages-withheld":"suspected"}}"#,
        r#"{"case_id":"z","facts":{"forms":[],"country":"TH"},"answers":{"debt-bondage":{"presence":"absent","basis":[],"note":""}}}"#,
    ];
    lines.extend(more.map(str::to_owned));
    lines
}

/// The same case with a note at every answer.
fn with_notes(line: &str) -> String {
    let mut case: Value = serde_json::from_str(line).expect("JSON");
    for answer in case["answers"].as_object_mut().expect("answers").values_mut() {
        if answer.is_string() {
            *answer = json!({ "presence": answer.clone() });
        }
        answer["note"] = json!(
            "Told twice, \"quietly\".\nผู้ให้ข้อมูลบอกว่าไม่ได้รับค่าจ้าง. The same was said by a co-worker, without being asked."
        );
    }
    case.to_string()
}

/// A linear congruential generator: the same damage each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

/// Bytes that mean something in JSON or in a case, so that most damage is not noise.
const TELLING: &[u8] = b"\"\\{}[],: \t\n\r0123456789-+.eEtfnu/xX\x00\x1f\x7f\xc3\xa9\xff'aeioudst_";

fn damaged(line: &str, random: &mut Random) -> Vec<u8> {
    let mut bytes = line.as_bytes().to_vec();
    let at = random.below(bytes.len());
    match random.below(5) {
        0 => bytes.truncate(at),
        1 => drop(bytes.remove(at)),
        2 => bytes.insert(at, TELLING[random.below(TELLING.len())]),
        3 => bytes[at] = TELLING[random.below(TELLING.len())],
        _ => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
    }
    bytes
}

/// What a case told that counts, by both readers; none where it was refused.
fn both(text: &str, skimmed: &mut Skimmed) -> (bool, Option<Case>) {
    (case::skim(text, shipped(), skimmed), case::read(text, shipped()).ok())
}

#[test]
fn whatever_is_skimmed_is_read_and_counts_the_same() {
    let many: usize = std::env::var("TIPSCREEN_DAMAGED").map_or(30_000, |many| many.parse().expect("a number"));
    let (lines, mut random) = (lines(), Random(2016));
    let mut skimmed = Skimmed::new(shipped());
    let (mut taken, mut refused, mut left) = (0, 0, 0);
    for at in 0..many {
        let bytes = damaged(&lines[at % lines.len()], &mut random);
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let (is_skimmed, read) = both(text, &mut skimmed);
        match (is_skimmed, &read) {
            (true, None) => panic!("skimmed, and refused when read: {text}"),
            (true, Some(case)) => {
                taken += 1;
                let counted: &AnswerSets = case.as_ref();
                assert_eq!(counted, skimmed.as_ref(), "{text}");
                assert_eq!(case.case_id, skimmed.case_id, "{text}");
                assert_eq!(case.purpose, skimmed.purpose, "{text}");
                assert_eq!(case.days(), skimmed.days, "{text}");
                assert_eq!(case.method.as_deref().unwrap_or_default(), skimmed.method, "{text}");
            }
            // Not wrong, only slow: the record is read again with care.
            (false, Some(_)) => left += 1,
            (false, None) => refused += 1,
        }
    }
    assert!(taken > many / 10 && refused > many / 3, "{taken} taken, {refused} refused");
    assert!(left * 20 < taken, "{left} whole cases were left to the slower reader, {taken} were not");
}

#[test]
fn a_line_between_two_without_end_is_scored() {
    let long = "x".repeat(9 << 20);
    let good = |id: &str| format!("{{\"case_id\":\"{id}\",\"answers\":{{}}}}");
    let input = [&good("a"), &long, &good("b"), &long].map(String::as_str).join("\n");
    let ran = piped(&["--jobs", "2"], input.as_bytes());
    let told = String::from_utf8_lossy(&ran.stderr);
    let results = String::from_utf8_lossy(&ran.stdout);
    let lines: Vec<Value> = results.lines().map(|line| serde_json::from_str(line).expect("a result")).collect();
    assert_eq!(
        lines.iter().map(|result| (&result["case_id"], &result["line"])).collect::<Vec<_>>(),
        [(&json!("a"), &json!(1)), (&json!("b"), &json!(3))]
    );
    assert!(told.contains("4 records read: 2 results, 2 rejected"), "{told}");
}

#[test]
fn what_is_exported_is_skimmed() {
    let mut skimmed = Skimmed::new(shipped());
    for line in examples() {
        let (is_skimmed, read) = both(&line, &mut skimmed);
        assert!(is_skimmed && read.is_some(), "{line}");
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_result_put_together_from_parts_is_the_one_written_whole(sample in cases(), line in any::<u16>(), other in any::<bool>()) {
        let (case, form) = (&sample.0, ResultForm::of(shipped()));
        let envelope = Envelope {
            file: other.then_some("a \"b\".json"),
            line: Some(usize::from(line)),
            purpose: other.then_some("training"),
            case_id: &case.case_id,
            // As seen from a day before the cases were made: some of their days have not come.
            implausible_days: case.days().implausible(jiff::civil::date(2024, 1, 1)),
        };
        let (assessment, advice) = (sample.assessed(), sample.advised());
        let mut trace = Trace::new(shipped());
        assess(shipped(), case, &mut trace);
        let report = Report::of(shipped(), case, &assessment, &advice, &trace);
        let mut parts = Vec::new();
        form.write(&mut parts, envelope, &assessment, &advice).expect("written");
        prop_assert_eq!(String::from_utf8(parts).expect("text"), result_line(&report, envelope, ResultDetail::Short));
    }

    #[test]
    fn what_counts_of_a_case_is_all_that_an_assessment_looks_at(sample in cases()) {
        let counted: &AnswerSets = sample.0.as_ref();
        prop_assert_eq!(assess(shipped(), counted, &mut ()), sample.assessed());
        prop_assert_eq!(recommend(shipped(), counted, &sample.assessed()), sample.advised());
    }

    /// Every entry of the guidelines, judged by itself from what the result tells.
    #[test]
    fn guidelines_read_together_are_those_read_one_by_one(truths in proptest::collection::vec(0u8..3, 300)) {
        struct Rolled<'r>(&'r [u8]);
        impl Rolled<'_> {
            fn truth(&self, number: usize) -> Truth {
                [Truth::No, Truth::Open, Truth::Yes][usize::from(self.0[number % self.0.len()])]
            }
        }
        impl Evidence for Rolled<'_> {
            fn fact(&self, fact: FactIx, values: u64) -> Truth {
                self.truth(fact.0 * 31 + usize::try_from(values % 251).unwrap_or(0))
            }
            fn flag(&self, flag: FlagIx) -> Truth {
                self.truth(flag.0 + 7)
            }
            fn finding(&self, finding: FindingIx, or_higher: bool) -> Truth {
                self.truth(finding.0 * 3 + usize::from(or_higher) + 100)
            }
            fn track(&self, track: Track) -> Truth {
                self.truth(track as usize + 200)
            }
            fn state_risk(&self, least: StateRisk) -> Truth {
                self.truth(least as usize + 210)
            }
            fn element(&self, element: Element, horizon: Horizon) -> Status {
                let highest = [Status::None, Status::Shown, Status::Positive][usize::from(self.0[element as usize])];
                if horizon == Horizon::Possible { Status::Positive } else { highest }
            }
        }
        let (evidence, terms) = (Rolled(&truths), || shipped().guidelines.terms());
        let bundle = SharedLeaves::of(terms().map(|terms| (&terms.when, terms.unless.as_ref())));
        let holds = |condition: &Condition| condition.evaluate(&evidence) == Truth::Yes;
        let stands = |terms: &Terms| holds(&terms.when) && !terms.unless.as_ref().is_some_and(holds);
        let one_by_one: Vec<usize> =
            terms().enumerate().filter(|(_, terms)| stands(terms)).map(|(at, _)| at).collect();
        prop_assert!(terms().count() > 80);
        prop_assert_eq!(bundle.firing(&evidence), one_by_one);
    }

    #[test]
    fn holding_is_a_value_of_yes(sample in cases(), at in any::<proptest::sample::Index>()) {
        let conditions: Vec<&Condition> = shipped().guidelines.terms().map(|terms| &terms.when).collect();
        let answers = Answers::of(shipped(), &sample.0);
        let condition = at.get(&conditions);
        prop_assert_eq!(condition.holds(&answers), condition.evaluate(&answers) == Truth::Yes);
    }
}
