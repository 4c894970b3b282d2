//! The schema of one result line, short or full, for one catalogue.

use crate::assessment::Contradicting;
use crate::case::{Days, ImplausibleDay, Purpose};
use crate::catalogue::{AreaKind, Catalogue};
use crate::condition::{Element, Status, Track};
use crate::referral::Agreement;
use crate::report::result::json::FORMAT;
use crate::schema::pieces::{Key, flag, list, one_of, set, table, whole, with};
use serde_json::{Value, json};

const BEYOND: &str = "No schema can say that `low` is not above `finding`, nor `high` below it, nor that fewer questions \
    are answered than apply.";

/// Keys that a full result has beside those of a short one: all of them, or none.
const FULL: [&str; 6] = ["reasons", "open", "unrated", "volunteered", "open_facts", "hash"];

/// The schema of one result line.
#[must_use]
pub fn result(catalogue: &Catalogue) -> Value {
    let about = format!("What one case adds up to under {}, in ids", catalogue.name());
    let own_advice = table("Without added risk", "", &advised(catalogue), &[]);
    let (assessed, advised) = (assessed(catalogue), advised(catalogue));
    let mut needed: Vec<Key<'_>> = vec![
        ("format", json!({ "const": FORMAT }), "The name of this format"),
        ("case_id", json!({ "type": "string", "minLength": 1 }), "The case, by the name its file gives it"),
        ("catalogue", json!({ "const": catalogue.name() }), "The catalogue it was scored with"),
    ];
    needed.extend(assessed);
    needed.extend(range(catalogue));
    needed.extend(advised);
    let implausible: Vec<Key<'_>> = Days::default()
        .named()
        .map(|(key, _)| (key, one_of(ImplausibleDay::ALL.map(ImplausibleDay::word)), "Why this day can't be right"))
        .to_vec();
    let mut free: Vec<Key<'_>> = vec![
        ("file", json!({ "type": "string", "minLength": 1 }), "The file of a batch, where there are several"),
        ("line", json!({ "type": "integer", "minimum": 1 }), "The line of its file on which the case begins, from 1"),
        (
            "purpose",
            json!({ "enum": Purpose::ALL.map(Purpose::word) }),
            "What the case was recorded for, in a batch: only where that is not a screening",
        ),
        (
            "implausible_days",
            with(table("Implausible days", "", &[], &implausible), &json!({ "minProperties": 1 })),
            "Days of the case that can't be right, and why; they order no queue",
        ),
        (
            "added_files",
            with(list(&added_file()), &json!({ "minItems": 1 })),
            "The files that were read beside the catalogue, in the order they were read; only where there are any",
        ),
        (
            "ended_by",
            with(ids(catalogue.gates.iter().map(|one| one.id.as_str())), &json!({ "minItems": 1 })),
            "Gates that ended the screening; only where one did",
        ),
        (
            "without_added_risk",
            own_advice,
            "What the catalogue advises by itself; only where a risk that an added file gives changes it",
        ),
        (
            "derived_from",
            json!({ "type": "string", "minLength": 1 }),
            "The catalogue that was answered, where the answers were derived",
        ),
        ("not_derived", indicators(catalogue), "Indicators about which nothing could be derived"),
    ];
    free.extend(full(catalogue));
    let together = FULL.map(|key| (key.to_owned(), json!(FULL)));
    let mut together = serde_json::Map::from_iter(together);
    together.insert("derived_from".to_owned(), json!(["not_derived"]));
    together.insert("not_derived".to_owned(), json!(["derived_from"]));
    let table = with(table("A tipscreen result", &about, &needed, &free), &json!({ "dependentRequired": together }));
    whole(table, BEYOND, [])
}

fn added_file() -> Value {
    let sha256 = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$", "maxLength": 64 });
    let keys = [
        ("name", json!({ "type": "string", "minLength": 1 }), "The whole name of the file, as it was given"),
        ("sha256", sha256, "The SHA-256 of its bytes"),
    ];
    table("An added file", "A file of countries that was read beside the catalogue", &keys, &[])
}

fn assessed(catalogue: &Catalogue) -> Vec<Key<'_>> {
    let flags = catalogue.flags.iter().map(|flag| flag.id.as_str());
    let cautions = catalogue.cautions.iter().map(|one| one.id.as_str());
    let elements = Element::ALL.map(Element::word);
    vec![
        (
            "track",
            json!({ "enum": Track::ALL }),
            "Whose rules applied; undetermined: both were looked at, the higher stands",
        ),
        ("finding", findings(catalogue), "The finding that stands"),
        ("elements", statuses("Elements", elements), "How far each element is established"),
        (
            "dimensions",
            statuses("Dimensions", areas(catalogue, false)),
            "How far each dimension and pool is established",
        ),
        ("forms", statuses("Forms", areas(catalogue, true)), "How far each form of exploitation is established"),
        ("points", count(), "They break ties; no probability"),
        ("completeness", completeness(), "How much of what applies was answered"),
        ("flags", ids(flags), "Flags that are raised"),
        ("settled", flag(), "Whether no further answer can change the finding; never where a caution holds"),
        ("cautions", ids(cautions), "Conditions of the screening under which a no proves nothing"),
        ("contradictions", one_of_some(&contradicting(catalogue)), "Answers that cannot all be right"),
    ]
}

/// What further answers could bring: two ends where findings are ranked and signs only raise them, else all there are.
fn range(catalogue: &Catalogue) -> Vec<Key<'_>> {
    if catalogue.has_two_ended_range() {
        return vec![
            ("low", findings(catalogue), "The lowest finding that further answers could bring"),
            ("high", findings(catalogue), "The highest finding that further answers could bring"),
        ];
    }
    let reachable = with(set(&findings(catalogue)), &json!({ "minItems": 1 }));
    vec![
        ("reachable", reachable, "Every finding that further answers could bring"),
        ("superset", flag(), "Whether some of them may turn out to be out of reach"),
    ]
}

fn advised(catalogue: &Catalogue) -> Vec<Key<'_>> {
    let guidelines = &catalogue.guidelines;
    let urgencies = guidelines.urgencies.iter().map(|one| one.id.as_str());
    let pathways = || guidelines.pathways.iter().map(|one| one.id.as_str());
    let agreement = one_of(Agreement::ALL.map(Agreement::word));
    let agreement: Vec<Key<'_>> = pathways().map(|id| (id, agreement.clone(), "")).collect();
    vec![
        (
            "urgency",
            json!({ "anyOf": [one_of(urgencies), { "type": "null" }] }),
            "How soon; null where the catalogue has no guidelines",
        ),
        ("pathways", ids(pathways()), "Pathways that are advised"),
        ("agreement", table("Agreement", "", &[], &agreement), "What is known of the person's yes to each pathway"),
        ("declined", ids(pathways()), "Pathways that were put to the person by name, and that they said no to"),
        (
            "withheld",
            ids(pathways()),
            "Pathways kept back because the person refused all referrals or did not wish to talk; none was put to them",
        ),
        (
            "contraindications",
            ids(guidelines.contraindications.iter().map(|one| one.id.as_str())),
            "What rules pathways out",
        ),
        ("actions", ids(guidelines.actions.iter().map(|one| one.id.as_str())), "What to do, in order"),
        ("safeguards", ids(guidelines.safeguards.iter().map(|one| one.id.as_str())), "What to heed in all of it"),
    ]
}

fn full(catalogue: &Catalogue) -> Vec<Key<'_>> {
    let facts = catalogue.facts.iter().map(|fact| fact.id.as_str());
    let hash = json!({ "type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "maxLength": 71 });
    let schemas = [
        (indicators(catalogue), "Indicators behind the finding"),
        (indicators(catalogue), "Indicators that apply and are neither present nor absent"),
        (indicators(catalogue), "Present indicators whose severity is not rated"),
        (indicators(catalogue), "Present indicators that would not be asked about"),
        (ids(facts), "Facts that apply and are not answered"),
        (hash, "The same for the same answers, rules and advice; no note, day, text or case id is in it"),
    ];
    FULL.into_iter().zip(schemas).map(|(key, (schema, about))| (key, schema, about)).collect()
}

fn findings(catalogue: &Catalogue) -> Value {
    one_of(catalogue.findings.iter().map(|finding| finding.id.as_str()))
}

fn indicators(catalogue: &Catalogue) -> Value {
    ids(catalogue.indicators.iter().map(|indicator| indicator.id.as_str()))
}

fn ids<'i>(ids: impl Iterator<Item = &'i str>) -> Value {
    set(&one_of(ids))
}

/// The names of every contradiction that a case can hold.
fn contradicting(catalogue: &Catalogue) -> Vec<String> {
    Contradicting::all(catalogue).map(|one| one.id(catalogue)).collect()
}

/// A list of some of these; always empty where there are none.
fn one_of_some(ids: &[String]) -> Value {
    set(&one_of(ids.iter().map(String::as_str)))
}

fn areas(catalogue: &Catalogue, forms: bool) -> impl Iterator<Item = &str> {
    let wanted = catalogue.areas.iter().filter(move |area| (area.kind == AreaKind::Form) == forms);
    wanted.map(|area| area.id.as_str())
}

fn statuses<'i>(title: &str, ids: impl IntoIterator<Item = &'i str>) -> Value {
    let status = json!({ "enum": Status::ALL });
    let keys: Vec<Key<'_>> = ids.into_iter().map(|id| (id, status.clone(), "")).collect();
    table(title, "", &keys, &[])
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn completeness() -> Value {
    let share = json!({ "type": "array", "prefixItems": [count(), count()], "minItems": 2, "items": false });
    let keys =
        [("core", share.clone(), "Of the core questions: answered, applicable"), ("all", share, "Of all questions")];
    table("Completeness", "", &keys, &[])
}
