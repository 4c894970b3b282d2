//! An explanation for programs: one object, ids only.

use crate::assessment::{Node, Range, TracedRule};
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::condition::{Condition, FactIx, FindingIx, IndicatorIx, Truth};
use crate::escape;
use crate::explain::{Change, ChangeCount, Explanation, NearMisses};
use serde_json::{Value, json};

const FORMAT: &str = "tipscreen-explanation/1";

/// An explanation as one line of JSON, without the line end. `set`: answers that were changed. With any, it is no
/// result of the case.
pub fn explanation_line(catalogue: &Catalogue, case: &Case, explained: &Explanation<'_>, set: &[String]) -> String {
    let ids = Ids { catalogue };
    let assessment = &explained.assessment;
    let fired = explained.trace.fired(assessment.finding).map(|traced| {
        json!({
            "finding": ids.finding(assessment.finding),
            "child": matches!(traced.rule, TracedRule::ChildFinding(_)),
            "rule": ids.node(&traced.node),
        })
    });
    let unfired = explained.unfired.iter().map(|one| {
        let looks =
            one.looks.iter().map(|(leaf, truth)| json!({ "look": catalogue.look_in_ids(leaf), "holds": word(*truth) }));
        json!({
            "finding": ids.finding(one.finding), "child": one.child, "because": one.because, "lacking": one.lacking(),
            "looks": looks.collect::<Vec<_>>(),
        })
    });
    let mut line = json!({
        "format": FORMAT,
        "case_id": case.case_id,
        "catalogue": catalogue.name(),
        "track": assessment.track,
        "finding": ids.finding(assessment.finding),
        "range": ids.range(&assessment.range),
        "settled": assessment.is_settled(),
        "ended_by": assessment.ended_by.iter().map(|at| catalogue.gates[*at].id.as_str()).collect::<Vec<_>>(),
        "cautions": assessment.cautions.iter().map(|at| catalogue.cautions[*at].id.as_str()).collect::<Vec<_>>(),
        "contradictions": assessment.contradictions.iter().map(|one| one.id(catalogue)).collect::<Vec<_>>(),
        "fired": fired.collect::<Vec<_>>(),
        "support": {
            "facts": ids.facts(&explained.support.facts),
            "indicators": ids.indicators(explained.support.indicators.iter()),
        },
        "unfired": unfired.collect::<Vec<_>>(),
        "near_misses": ids.near_misses(&explained.near_misses),
    });
    if !catalogue.added_files.is_empty() {
        line["added_files"] = crate::report::result::json::added_files(catalogue);
    }
    if !set.is_empty() {
        line["set"] = json!(set);
    }
    escape::json(&line.to_string()).into_owned()
}

fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::Open => "open",
        Truth::No => "no",
    }
}

struct Ids<'c> {
    catalogue: &'c Catalogue,
}

impl Ids<'_> {
    fn finding(&self, at: FindingIx) -> &str {
        &self.catalogue.findings[at.0].id
    }

    fn indicators<'i>(&self, of: impl Iterator<Item = &'i IndicatorIx>) -> Vec<&str> {
        of.map(|at| self.catalogue.indicator(*at).id.as_str()).collect()
    }

    fn facts(&self, of: &[FactIx]) -> Vec<&str> {
        of.iter().map(|at| self.catalogue.fact(*at).id.as_str()).collect()
    }

    fn range(&self, range: &Range) -> Value {
        match range {
            Range::Between { low, high } => json!({ "low": self.finding(*low), "high": self.finding(*high) }),
            Range::Among { findings, superset } => {
                let reachable: Vec<&str> = findings.iter().map(|at| self.finding(*at)).collect();
                json!({ "reachable": reachable, "superset": superset })
            }
        }
    }

    fn node(&self, node: &Node) -> Value {
        let parts = || node.parts.iter().map(|part| self.node(part)).collect::<Vec<_>>();
        let mut value = match &node.condition {
            Condition::Leaf(leaf) => json!({
                "look": self.catalogue.look_in_ids(leaf),
                "answers": self.indicators(node.indicators.iter()),
                "facts": self.facts(&node.facts),
            }),
            Condition::All(_) => json!({ "all": parts() }),
            Condition::Any(_) => json!({ "any": parts() }),
            Condition::Not(_) => json!({ "not": parts() }),
            Condition::Unless(_) => json!({ "unless": parts() }),
            Condition::AtLeast { n, .. } => json!({ "at_least": n, "of": parts() }),
            Condition::Because(words, _) => json!({ "because": words, "rule": parts() }),
        };
        value["holds"] = json!(word(node.truth));
        if matches!(&node.condition, Condition::Leaf(_)) && !node.parts.is_empty() {
            value["rule"] = json!(parts());
        }
        value
    }

    fn near_misses(&self, near: &NearMisses) -> Value {
        match near {
            NearMisses::Highest => json!({ "settled": false, "highest": true }),
            NearMisses::Settled => json!({ "settled": true }),
            NearMisses::Beyond => json!({ "settled": false, "changes": null }),
            NearMisses::Within { changes, ways } => {
                let ways = ways.iter().map(|way| {
                    let parts: Vec<Value> = way.parts.iter().map(|part| self.part(part)).collect();
                    json!({ "gives": self.finding(way.gives), "severe": way.severe, "parts": parts })
                });
                json!({ "settled": false, "changes": changes, "ways": ways.collect::<Vec<_>>() })
            }
        }
    }

    fn part(&self, part: &ChangeCount) -> Value {
        let of = self.indicators(part.of.iter());
        match part.change {
            Change::Present => json!({ "pick": part.pick, "present": of }),
            Change::Severe => json!({ "pick": part.pick, "severe": of }),
            Change::Absent => json!({ "pick": part.pick, "absent": of }),
            Change::Fact(at, values) => {
                let fact = self.catalogue.fact(at);
                json!({ "fact": fact.id, "values": crate::case::FactAnswer::Values(values).value_ids(fact) })
            }
        }
    }
}
