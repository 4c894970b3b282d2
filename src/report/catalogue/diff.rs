//! The differences between two catalogues for people, and their effect on cases.

use crate::catalogue::{Catalogue, Diff, Difference, Terms};
use crate::condition::Condition;
use crate::wording;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The effect on cases.
#[derive(Default)]
pub struct CaseChanges {
    /// The number of cases.
    pub scored: usize,
    /// Cases whose finding moves.
    pub moved: Vec<MovedCase>,
    /// Ids of answers without a place in the second catalogue, with the number of cases.
    pub without_place: BTreeMap<String, usize>,
}

/// A case whose finding moves from one catalogue to the other.
pub struct MovedCase {
    pub case_id: String,
    /// Before and after: the id of the finding, and its rules in words.
    pub sides: [(String, Vec<String>); 2],
}

/// Differences, then the cases that move.
pub fn diff(catalogues: [&Catalogue; 2], diff: &Diff, cases: Option<&CaseChanges>, width: u16) -> String {
    let page = Page { catalogues, width: width.into() };
    let mut lines = vec![format!("{} → {}", catalogues[0].name(), catalogues[1].name())];
    if diff.is_empty() {
        lines.push(text!("overview-diff-none").to_owned());
    }
    for (title, differences) in
        [(text!("overview-diff-method"), &diff.method), (text!("overview-diff-texts"), &diff.texts)]
    {
        if !differences.is_empty() {
            lines.extend([String::new(), format!("{title} ({})", differences.len())]);
            for one in differences {
                page.difference(one, &mut lines);
            }
        }
    }
    if let Some(CaseChanges { scored, moved, without_place }) = cases {
        lines.extend([String::new(), text!("overview-diff-cases", moved = moved.len(), scored = *scored)]);
        if !catalogues[0].shares_ids_with(catalogues[1]) {
            lines.extend(wording::wrap(text!("overview-diff-two-methods"), width.into()));
        }
        if !without_place.is_empty() {
            lines.extend(wording::wrap(text!("overview-diff-without-place"), width.into()));
            for (id, cases) in without_place {
                let line = text!("overview-diff-without-place-of", id = id, cases = *cases, scored = *scored);
                page.say(0, &format!("- {line}"), &mut lines);
            }
        }
        for one in moved {
            page.moved(one, &mut lines);
        }
    }
    lines.join("\n")
}

/// The same as one line of JSON.
pub fn diff_line(catalogues: [&Catalogue; 2], diff: &Diff, cases: Option<&CaseChanges>) -> String {
    let list = |differences: &[Difference]| {
        let one = |one: &Difference| json!({ "path": one.path, "old": one.old, "new": one.new });
        differences.iter().map(one).collect::<Vec<_>>()
    };
    let cases = cases.map(|CaseChanges { scored, moved, without_place }| {
        let moved = moved.iter().map(|one| {
            let [(from, from_rules), (to, to_rules)] = &one.sides;
            json!({ "case_id": one.case_id, "from": from, "to": to, "from_rules": from_rules, "to_rules": to_rules })
        });
        json!({ "scored": scored, "moved": moved.collect::<Vec<_>>(), "without_place": without_place })
    });
    json!({
        "format": "tipscreen-diff/1", "by_id": catalogues[0].shares_ids_with(catalogues[1]), "old": catalogues[0].name(), "new": catalogues[1].name(),
        "method": list(&diff.method), "texts": list(&diff.texts), "cases": cases,
    })
    .to_string()
}

struct Page<'a> {
    catalogues: [&'a Catalogue; 2],
    width: usize,
}

impl Page<'_> {
    fn say(&self, indent: usize, text: &str, into: &mut Vec<String>) {
        into.extend(wording::wrap(&format!("{}{text}", " ".repeat(indent)), self.width));
    }

    fn difference(&self, one: &Difference, into: &mut Vec<String>) {
        let place = one.path.join(" / ");
        match (&one.old, &one.new) {
            (None, _) => self.say(0, &format!("- {}: {place}", text!("overview-diff-new")), into),
            (_, None) => self.say(0, &format!("- {}: {place}", text!("overview-diff-gone")), into),
            (Some(old), Some(new)) => {
                self.say(0, &format!("- {}: {place}", text!("overview-diff-changed")), into);
                if let [Some(before), Some(after)] = self.catalogues.map(|catalogue| rule(catalogue, &one.path)) {
                    self.rules(&before, &after, into);
                } else {
                    self.values(old, new, into);
                }
            }
        }
    }

    /// Two rules in words: the lines that only one of them has.
    fn rules(&self, before: &[String], after: &[String], into: &mut Vec<String>) {
        for (side, part, lines, other) in [
            (text!("overview-diff-before"), text!("overview-diff-before-part"), before, after),
            (text!("overview-diff-now"), text!("overview-diff-now-part"), after, before),
        ] {
            let own: Vec<&String> = lines.iter().filter(|line| !other.contains(line)).collect();
            if own.is_empty() {
                continue;
            }
            self.say(2, &format!("{}:", if own.len() < lines.len() { part } else { side }), into);
            for line in own {
                self.say(4, line, into);
            }
        }
    }

    /// Lists of ids as additions and removals, texts one by one, other values as they are.
    fn values(&self, old: &Value, new: &Value, into: &mut Vec<String>) {
        let sides = [text!("overview-diff-before"), text!("overview-diff-now")];
        let (before, after) = (flat(old), flat(new));
        if before.len() == after.len() && before.len() > 1 {
            for (old, new) in before.iter().zip(&after).filter(|(old, new)| old != new) {
                self.say(2, &format!("{}: {old}", sides[0]), into);
                self.say(2, &format!("{}: {new}", sides[1]), into);
            }
            return;
        }
        let gone: Vec<&str> = before.iter().filter(|one| !after.contains(one)).map(String::as_str).collect();
        let came: Vec<&str> = after.iter().filter(|one| !before.contains(one)).map(String::as_str).collect();
        for (side, values) in sides.into_iter().zip([gone, came]) {
            if !values.is_empty() {
                self.say(2, &format!("{side}: {}", values.join(", ")), into);
            }
        }
    }

    fn moved(&self, one: &MovedCase, into: &mut Vec<String>) {
        let [(from, from_rules), (to, to_rules)] = &one.sides;
        self.say(0, &format!("- {}: {from} → {to}", one.case_id), into);
        for (side, rules) in [(text!("overview-diff-before-by"), from_rules), (text!("overview-diff-now-by"), to_rules)]
        {
            for rule in rules {
                self.say(2, &format!("{side}: {rule}"), into);
            }
        }
    }
}

/// The inner values, as texts.
fn flat(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// The rule at a path, in words, or `None` if it is no rule.
fn rule(catalogue: &Catalogue, path: &[String]) -> Option<Vec<String>> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let words = |condition: &Condition| wording::rule(catalogue, condition);
    let guidelines = &catalogue.guidelines;
    match path.as_slice() {
        ["findings", id, part] => {
            let finding = catalogue.findings.iter().find(|one| one.id == *id)?;
            match *part {
                "when" => Some(words(&finding.when)),
                "child" => finding.child.as_ref().map(words),
                _ => None,
            }
        }
        ["flags", id] | ["flags", id, _] => {
            catalogue.flags.iter().find(|one| one.id == *id).map(|one| words(&one.when))
        }
        ["indicators", id, "ask_if"] => {
            let one = catalogue.indicators.iter().find(|one| one.id == *id)?;
            Some(one.ask_if.as_ref().map_or_else(|| vec![format!("- {}", text!("overview-diff-always"))], words))
        }
        ["facts", id, "ask_if"] => {
            let one = catalogue.facts.iter().find(|one| one.id == *id)?;
            Some(one.ask_if.as_ref().map_or_else(|| vec![format!("- {}", text!("overview-diff-always"))], words))
        }
        ["child_track", ..] => catalogue.child_track.as_ref().map(words),
        ["child_now", ..] => catalogue.child_now.as_ref().map(words),
        ["prompts", ..] => catalogue.prompts.ended.as_ref().map(words),
        ["adult_until_asked", ..] => catalogue.adult_until_asked.as_ref().map(words),
        ["gates", id, "when"] => catalogue.gates.iter().find(|one| one.id == *id).map(|one| words(&one.when)),
        ["pathways", id, "refused_when"] => {
            let one = guidelines.pathways.iter().find(|one| one.id == *id)?;
            one.refused_when.as_ref().map(words)
        }
        [kind, id, part @ ("when" | "unless")] => {
            let by_id = |one: &(&String, &Terms)| one.0 == id;
            let terms = match *kind {
                "urgencies" => guidelines.urgencies.iter().map(|one| (&one.id, &one.terms)).find(by_id),
                "pathways" => guidelines.pathways.iter().map(|one| (&one.id, &one.terms)).find(by_id),
                "actions" => guidelines.actions.iter().map(|one| (&one.id, &one.terms)).find(by_id),
                "safeguards" => guidelines.safeguards.iter().map(|one| (&one.id, &one.terms)).find(by_id),
                "contraindications" => guidelines.contraindications.iter().map(|one| (&one.id, &one.terms)).find(by_id),
                _ => None,
            };
            let (_, Terms { when, unless }) = terms?;
            if *part == "when" { Some(words(when)) } else { unless.as_ref().map(words) }
        }
        _ => None,
    }
}
