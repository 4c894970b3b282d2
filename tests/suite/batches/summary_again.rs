//! Every number of a summary once more, by a computation that shares nothing with it: from the lines of results and the
//! cases as files.

use crate::batch::{examples, piped};
use crate::generate::shipped;
use crate::summary::{came, joined, screened};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tipscreen::catalogue::{AreaKind, FactKind};
use tipscreen::condition::Element;

/// Counts by table, row and column. Noughts are left out.
type Counts = BTreeMap<[String; 3], u64>;

const BY: [&str; 3] = ["consent-to-refer", "forms", "month"];
const WHAT_IF: [&str; 4] = ["severity-minor", "severity-severe", "suspected-present", "without=debt-bondage"];

fn word(value: &Value) -> String {
    value.as_str().unwrap_or("none").to_owned()
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().expect("a list").iter().map(word).collect()
}

struct Again<'v> {
    case: &'v Value,
    result: &'v Value,
    entries: Vec<[String; 3]>,
}

impl Again<'_> {
    fn count(&mut self, table: &str, row: &str, column: &str) {
        self.entries.push([table, row, column].map(str::to_owned));
    }

    fn presence(&self, id: &str) -> (String, Option<String>) {
        match &self.case["answers"][id] {
            Value::String(presence) => (presence.clone(), None),
            Value::Object(answer) => (word(&answer["presence"]), answer.get("severity").map(word)),
            _ => ("not-asked".to_owned(), None),
        }
    }

    /// The rows of a fact that a case stands in.
    fn rows(&self, id: &str) -> Vec<String> {
        if id == "month" {
            return vec![self.case["screened_on"].as_str().map_or("not-asked".to_owned(), |day| day[..7].to_owned())];
        }
        match &self.case["facts"][id] {
            Value::String(value) => vec![value.clone()],
            Value::Array(values) => values.iter().map(word).collect(),
            _ => vec!["not-asked".to_owned()],
        }
    }

    fn all(mut self) -> Vec<[String; 3]> {
        self.outcome();
        self.parts();
        self.indicators();
        self.facts();
        self.entries
    }

    fn outcome(&mut self) {
        let result = self.result;
        let [finding, low, high] = ["finding", "low", "high"].map(|key| word(&result[key]));
        self.count("cases", "counted", "cases");
        self.count("findings", &finding, "cases");
        self.count("could-become", &finding, &high);
        let is_settled = result["settled"] == json!(true);
        let settled =
            if is_settled { "settled" } else { ["open", "lower"][usize::from(low != high && high == finding)] };
        self.count("settled", &finding, settled);
        self.count("urgency", &word(&result["urgency"]), "cases");
        self.count("track", &word(&result["track"]), "cases");
        let pathways = list(&result["pathways"]);
        let order: Vec<&str> = shipped().guidelines.pathways.iter().map(|one| one.id.as_str()).collect();
        for (at, id) in order.iter().enumerate() {
            let is_advised = |id: &&str| pathways.iter().any(|one| one == id);
            self.count("pathways", id, if is_advised(id) { "advised" } else { "not-advised" });
            for other in order[at + 1..].iter().filter(|other| is_advised(id) && is_advised(other)) {
                self.count("pathways-together", &format!("{id} × {other}"), "cases");
            }
        }
        for of in ["core", "all"] {
            let share = &result["completeness"][of];
            let [answered, applicable] = [0, 1].map(|at| share[at].as_u64().expect("a number"));
            let per_cent = (answered * 100).checked_div(applicable).unwrap_or(100);
            let band = match per_cent {
                0..25 => "0-24",
                25..50 => "25-49",
                50..75 => "50-74",
                75..100 => "75-99",
                _ => "100",
            };
            self.count(&format!("completeness-{of}"), band, "cases");
        }
        let (cautions, contradictions) = (list(&result["cautions"]), list(&result["contradictions"]));
        for caution in &shipped().cautions {
            let column = if cautions.contains(&caution.id) { "cases" } else { "other" };
            self.count("doubts", &caution.id, column);
        }
        self.count("doubts", "contradictions", if contradictions.is_empty() { "other" } else { "cases" });
        let is_open = !is_settled;
        let open = list(&result["open"]);
        for element in Element::ALL {
            let areas = shipped().areas.iter().filter(|area| area.element == Some(element));
            let mut own = areas.flat_map(|area| area.own.iter()).map(|at| &shipped().indicators[at].id);
            let is_so = is_open && result["elements"][element.word()] != "positive" && own.any(|id| open.contains(id));
            self.count("open-for", element.word(), if is_so { "open" } else { "other" });
        }
        let is_unrated = is_open && !list(&result["unrated"]).is_empty();
        self.count("open-for", "severity", if is_unrated { "open" } else { "other" });
        let age = result["track"] == "undetermined" || list(&result["open_facts"]).contains(&"age-group".to_owned());
        self.count("open-for", "age", if is_open && age { "open" } else { "other" });
    }

    fn parts(&mut self) {
        for key in ["elements", "dimensions", "forms"] {
            for (id, status) in self.result[key].as_object().expect("statuses") {
                self.count(key, id, &word(status));
            }
        }
        let forms = shipped().areas.iter().filter(|area| area.kind == AreaKind::Form).count();
        assert_eq!(self.result["forms"].as_object().map(serde_json::Map::len), Some(forms));
    }

    fn indicators(&mut self) {
        let open = list(&self.result["open"]);
        for indicator in &shipped().indicators {
            let id = indicator.id.as_str();
            let (presence, severity) = self.presence(id);
            match presence.as_str() {
                "present" => {
                    self.count("indicators", id, "present");
                    if indicator.anchors.is_some() {
                        self.count("indicators-severity", id, severity.as_deref().unwrap_or("unrated"));
                    }
                }
                "absent" if !list(&self.result["cautions"]).is_empty() => {
                    self.count("indicators", id, "missing");
                    self.count("indicators-missing", id, "no-under-caution");
                }
                "absent" => self.count("indicators", id, "absent"),
                "not-asked" if !open.contains(&indicator.id) => self.count("indicators", id, "did-not-apply"),
                missing => {
                    self.count("indicators", id, "missing");
                    self.count("indicators-missing", id, missing);
                }
            }
        }
    }

    fn facts(&mut self) {
        let talk = [
            "safe-to-talk",
            "screener",
            "consent-to-talk",
            "consent-to-record",
            "interpreter",
            "alone",
            "meeting",
            "interviewed-before",
        ];
        for id in talk {
            self.rows(id).iter().for_each(|row| self.count(&format!("talk.{id}"), row, "cases"));
        }
        let finding = word(&self.result["finding"]);
        for id in BY {
            self.rows(id).iter().for_each(|row| self.count(&format!("by.{id}"), row, &finding));
        }
        for [one, two] in [[BY[0], BY[1]], [BY[1], BY[2]]] {
            let (rows, others) = (self.rows(one), self.rows(two));
            for row in &rows {
                for other in &others {
                    self.count(&format!("by.{one}.{two}"), &format!("{row} × {other}"), &finding);
                }
            }
        }
    }
}

fn results(cases: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    let results = came(&piped(&["--detail", "full"], &joined(&lines)), 0).0;
    results.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// A case with one change.
fn changed(case: &Value, what_if: &str) -> Value {
    let mut case = case.clone();
    let answers = case["answers"].as_object_mut().expect("answers");
    if let Some(id) = what_if.strip_prefix("without=") {
        answers.insert(id.to_owned(), json!("absent"));
        return case;
    }
    for (id, answer) in answers {
        let presence = answer.as_str().map_or_else(|| word(&answer["presence"]), str::to_owned);
        let degrees = shipped().find_indicator(id).is_some_and(|at| shipped().indicator(at).anchors.is_some());
        match (what_if.strip_prefix("severity-"), presence.as_str()) {
            (Some(severity), "present") if degrees => *answer = json!({ "presence": "present", "severity": severity }),
            (None, "suspected") => *answer = json!("present"),
            _ => {}
        }
    }
    case
}

/// Pairs are told of the twelve that are most often present.
fn together(cases: &[Value], counts: &mut Counts) {
    let is_present = |case: &Value, id: &str| {
        let answer = &case["answers"][id];
        answer == "present" || answer["presence"] == "present"
    };
    let often = |id: &str| cases.iter().filter(|case| is_present(case, id)).count();
    let ids: Vec<&str> = shipped().indicators.iter().map(|one| one.id.as_str()).collect();
    let mut main: Vec<usize> = (0..ids.len()).filter(|at| often(ids[*at]) > 0).collect();
    main.sort_by_key(|at| std::cmp::Reverse(often(ids[*at])));
    main.truncate(12);
    main.sort_unstable();
    for (at, one) in main.iter().enumerate() {
        for other in &main[at + 1..] {
            let both = cases.iter().filter(|case| is_present(case, ids[*one]) && is_present(case, ids[*other])).count();
            if both > 0 {
                let row = format!("{} × {}", ids[*one], ids[*other]);
                counts.insert(["indicators-together".to_owned(), row, "cases".to_owned()], both as u64);
            }
        }
    }
}

fn again(cases: &[Value]) -> Counts {
    let results = results(cases);
    let mut counts = Counts::new();
    for (case, result) in cases.iter().zip(&results) {
        for entry in (Again { case, result, entries: Vec::new() }).all() {
            *counts.entry(entry).or_default() += 1;
        }
    }
    for what_if in WHAT_IF {
        let changed: Vec<Value> = cases.iter().map(|case| changed(case, what_if)).collect();
        for (before, after) in results.iter().zip(self::results(&changed)) {
            let entry = [format!("what-if.{what_if}"), word(&before["finding"]), word(&after["finding"])];
            *counts.entry(entry).or_default() += 1;
        }
    }
    together(cases, &mut counts);
    counts
}

/// What the program says, as CSV.
fn told(cases: &[Value], by: [&str; 2]) -> Counts {
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    let mut args = vec!["--summary", "--suppress", "0", "--format", "csv", "--by", by[0], "--by", by[1]];
    for what_if in WHAT_IF {
        args.extend(["--what-if", what_if]);
    }
    let printed = came(&piped(&args, &joined(&lines)), 0).0;
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    let rows = rows.map(|row| ([&row[0], &row[1], &row[2]].map(str::to_owned), row[3].parse().expect("a number")));
    rows.filter(|(_, count)| *count > 0).collect()
}

#[test]
fn every_number_comes_out_again() {
    let case = |line: &String| {
        let mut case: Value = serde_json::from_str(line).expect("JSON");
        case["purpose"] = json!("screening");
        case
    };
    let examples: Vec<Value> = examples().iter().map(case).collect();
    let more: Vec<Value> = examples.iter().cloned().chain(screened(160).iter().map(case)).collect();
    for cases in [examples, more] {
        let expected = again(&cases);
        assert!(expected.len() > 800, "{}", expected.len());
        let mut all = Counts::new();
        for by in [[BY[0], BY[1]], [BY[1], BY[2]]] {
            all.extend(told(&cases, by));
        }
        for key in expected.keys().chain(all.keys()) {
            assert_eq!(expected.get(key), all.get(key), "{key:?}");
        }
    }
}

#[test]
fn the_facts_that_are_counted_twice_are_of_every_kind() {
    let kind = |id: &str| shipped().fact(shipped().find_fact(id).expect("there")).kind;
    assert_eq!([BY[0], BY[1]].map(kind), [FactKind::One, FactKind::Many]);
    assert_eq!(BY[2], "month");
}
