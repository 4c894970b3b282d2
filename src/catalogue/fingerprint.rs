//! Fingerprints of the checked form: one of whatever can change a result, one of wording.
//!
//! Both are SHA-256 over a canonical text in which everything is named by id and sorted, so that moving a table to
//! another file, or another place in it, changes neither. What only changes the order of questions is in neither.

use super::{About, Area, Catalogue, Consent, Contact, Country, HandOver, Terms, Told};
use crate::condition::{Condition, Element, Filter, Leaf, Pattern, Set, Strength};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fingerprint {
    /// The fingerprint of a JSON value. Keys are sorted and all numbers are whole, so its text is canonical (RFC 8785).
    #[must_use]
    pub fn of(value: &Value) -> Self {
        use std::fmt::Write as _;
        let digest = Sha256::digest(value.to_string().as_bytes());
        let mut text = String::from("sha256:");
        for byte in digest {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Those of method and texts.
    pub(super) fn both(catalogue: &Catalogue) -> (Self, Self) {
        (Self::of(&method(catalogue)), Self::of(&texts(catalogue)))
    }
}

impl Catalogue {
    /// A look at a case as JSON, in ids: the same form that the method fingerprint is taken of.
    #[must_use]
    pub fn look_in_ids(&self, leaf: &Leaf) -> Value {
        Naming(self).leaf(leaf)
    }

    /// Whatever can change a result, in ids: what the method fingerprint is taken of.
    #[must_use]
    pub fn method_in_ids(&self) -> Value {
        method(self)
    }

    /// All wording by id: what the texts fingerprint is taken of.
    #[must_use]
    pub fn texts_in_ids(&self) -> Value {
        texts(self)
    }
}

/// A map from id to value: sorted by id, whatever the order in the files.
fn by_id<'i>(items: impl Iterator<Item = (&'i str, Value)>) -> Value {
    Value::Object(items.map(|(id, value)| (id.to_owned(), value)).collect::<Map<_, _>>())
}

fn method(catalogue: &Catalogue) -> Value {
    let by = Naming(catalogue);
    let indicators = catalogue.indicators.iter().map(|one| {
        let class = [one.classes.adult, one.classes.child].map(|class| class.map(Strength::word));
        let group = one.group.map(|at| catalogue.groups[at].id.as_str());
        let value = json!({
            "areas": one.areas.iter().map(|at| catalogue.areas[at.0].id.as_str()).collect::<std::collections::BTreeSet<_>>(),
            "class": class, "group": group, "core": one.tier == super::Tier::Core, "critical": one.critical,
            "degrees": one.anchors.is_some(), "ask_if": one.ask_if.as_ref().map(|when| by.condition(when)),
        });
        (one.id.as_str(), value)
    });
    let facts = catalogue.facts.iter().map(|one| {
        let values: Vec<_> = one.values.iter().map(|value| value.id.as_str()).collect();
        (
            one.id.as_str(),
            json!({
                "kind": format!("{:?}", one.kind), "values": values, "descriptive": one.descriptive,
                "alone": one.values.iter().filter(|value| value.alone).map(|value| value.id.as_str()).collect::<std::collections::BTreeSet<_>>(),
                "opposes": one.opposes.map(|at| catalogue.fact(at).id.as_str()),
            }),
        )
    });
    let findings = catalogue.findings.iter().map(|one| {
        let child = one.child.as_ref().map(|when| by.condition(when));
        (one.id.as_str(), json!({ "rank": one.rank, "when": by.condition(&one.when), "child": child }))
    });
    let guidelines = &catalogue.guidelines;
    let pathway = |at: usize| guidelines.pathways[at].id.as_str();
    let terms =
        |terms: &Terms| json!([by.condition(&terms.when), terms.unless.as_ref().map(|when| by.condition(when))]);
    json!({
        "indicators": by_id(indicators),
        "facts": by_id(facts),
        "areas": by_id(catalogue.areas.iter().map(|one| (one.id.as_str(), by.area(one)))),
        "groups": by_id(catalogue.groups.iter().map(|one| (one.id.as_str(), json!(one.each)))),
        "strength": catalogue.method.table,
        "points": catalogue.method.points.0,
        "ordered": catalogue.ordered,
        "child_track": catalogue.child_track.as_ref().map(|when| by.condition(when)),
        "cautions": by_id(catalogue.cautions.iter().map(|one| (one.id.as_str(), by.condition(&one.when)))),
        "contradictions": by_id(catalogue.contradictions.iter().map(|one| (one.id.as_str(), by.condition(&one.when)))),
        "flags": by_id(catalogue.flags.iter().map(|one| (one.id.as_str(), by.condition(&one.when)))),
        "findings": by_id(findings),
        "urgencies": by_id(guidelines.urgencies.iter().map(|one| (one.id.as_str(), json!([one.rank, terms(&one.terms)])))),
        "pathways": guidelines.pathways.iter().map(|one| json!([one.id, terms(&one.terms), format!("{:?} {:?}", one.waits_for, one.leads_to), one.protective])).collect::<Vec<_>>(),
        "actions": guidelines.actions.iter().map(|one| json!([one.id, one.step.word(), terms(&one.terms), one.serves.map(pathway)])).collect::<Vec<_>>(),
        "safeguards": guidelines.safeguards.iter().map(|one| json!([one.id, terms(&one.terms)])).collect::<Vec<_>>(),
        "contraindications": by_id(guidelines.contraindications.iter().map(|one| {
            let pathways = one.pathways.iter().map(|at| pathway(*at)).collect::<std::collections::BTreeSet<_>>();
            (one.id.as_str(), json!([terms(&one.terms), pathways]))
        })),
        "consent": guidelines.consent.as_ref().map(|consent| by.consent(consent)),
        "state_risk": by_id(catalogue.countries.iter().map(|one| (one.id.as_str(), json!(one.state_risk)))),
    })
}

fn texts(catalogue: &Catalogue) -> Value {
    let indicators = catalogue.indicators.iter().map(|one| {
        let anchors = one.anchors.as_ref().map(|anchors| &anchors.texts);
        (one.id.as_str(), json!([one.statement, one.prompt, one.observe, anchors, one.include, one.exclude]))
    });
    let facts = catalogue.facts.iter().map(|one| {
        let values: Vec<_> = one.values.iter().map(|value| value.text.as_str()).collect();
        (one.id.as_str(), json!([one.title, one.prompt, one.help, values, one.without_yes]))
    });
    let guidelines = &catalogue.guidelines;
    json!({
        "head": [
            catalogue.title, catalogue.status, catalogue.validation, catalogue.review, catalogue.caveat,
            catalogue.offer_pause, catalogue.safe_close, catalogue.stopped,
        ],
        "indicators": by_id(indicators),
        "facts": by_id(facts),
        "sections": by_id(catalogue.sections.iter().map(|one| (one.id.as_str(), json!([one.title, one.say])))),
        "areas": by_id(catalogue.areas.iter().map(|one| (one.id.as_str(), json!(one.title)))),
        "gates": by_id(catalogue.gates.iter().map(|one| (one.id.as_str(), json!(one.say)))),
        "cautions": by_id(catalogue.cautions.iter().map(|one| (one.id.as_str(), json!([one.title, one.now, one.say])))),
        "contradictions": by_id(catalogue.contradictions.iter().map(|one| (one.id.as_str(), json!(one.say)))),
        "flags": by_id(catalogue.flags.iter().map(|one| (one.id.as_str(), json!(one.title)))),
        "findings": by_id(catalogue.findings.iter().map(|one| (one.id.as_str(), json!([one.title, one.meaning, one.refers])))),
        "urgencies": by_id(guidelines.urgencies.iter().map(|one| (one.id.as_str(), json!([one.title, one.within])))),
        "pathways": by_id(guidelines.pathways.iter().map(|one| (one.id.as_str(), json!([one.title, one.text])))),
        "actions": by_id(guidelines.actions.iter().map(|one| (one.id.as_str(), json!([one.by, one.text, one.at_once])))),
        "safeguards": by_id(guidelines.safeguards.iter().map(|one| (one.id.as_str(), json!([one.text, one.at_once])))),
        "contraindications": by_id(guidelines.contraindications.iter().map(|one| (one.id.as_str(), json!(one.text)))),
        "card": guidelines.card.as_ref().map(|card| json!([card.title, card.lines, card.subject])),
        "countries": by_id(catalogue.countries.iter().map(|one| (one.id.as_str(), country(one)))),
        "contacts": by_id(catalogue.countries.iter().flat_map(|one| &one.contacts).map(contact)),
        "handed_over": handed_over(catalogue),
        "instruments": by_id(catalogue.instruments.iter().map(|one| (one.id.as_str(), json!([one.title, one.gives])))),
    })
}

fn country(one: &Country) -> Value {
    let said: Vec<_> = one.statements.iter().map(|(topic, said)| json!([topic.key(), said.text])).collect();
    let cooperation = format!("{:?}", one.cooperation);
    json!({ "title": one.title, "because": one.state_risk_because, "cooperation": cooperation, "said": said })
}

/// How far anything travels, where it is not as far as usual: no result turns on it, and what others read does.
fn handed_over(catalogue: &Catalogue) -> Value {
    let far = |hand_over: HandOver| json!(format!("{hand_over:?}").to_lowercase());
    let told = |told: Told| json!(format!("{told:?}").to_lowercase());
    let guidelines = &catalogue.guidelines;
    let facts = catalogue.facts.iter().filter_map(|one| {
        let less = one.values.iter().filter(|value| value.hand_over != HandOver::Authority);
        let values: Map<String, Value> = less.map(|value| (value.id.clone(), far(value.hand_over))).collect();
        let usual = one.hand_over == HandOver::Service && values.is_empty() && one.about == About::Person;
        (!usual).then(|| (one.id.as_str(), json!([far(one.hand_over), format!("{:?}", one.about), values])))
    });
    let indicators = catalogue.indicators.iter().filter(|one| one.hand_over != HandOver::Authority);
    let safeguards = guidelines.safeguards.iter().filter(|one| one.told != Told::Never);
    let against = guidelines.contraindications.iter().filter(|one| one.told != Told::Never);
    json!({
        "facts": by_id(facts),
        "indicators": by_id(indicators.map(|one| (one.id.as_str(), far(one.hand_over)))),
        "safeguards": by_id(safeguards.map(|one| (one.id.as_str(), told(one.told)))),
        "contraindications": by_id(against.map(|one| (one.id.as_str(), told(one.told)))),
    })
}

fn contact(one: &Contact) -> (&str, Value) {
    let verified = one.verified_on.map(|day| day.to_string());
    let told = json!({
        "number": one.number, "number_abroad": one.number_abroad, "other": one.other, "hours": one.hours,
        "languages": one.languages, "service": one.service, "owner": one.owner, "kind": format!("{:?}", one.kind),
        "note": one.note, "warning": one.warning, "conflict": one.conflict, "card": one.card,
        "confidence": one.confidence.letter(), "seen_year": one.seen_year, "verified_on": verified,
    });
    (one.id.as_str(), told)
}

/// Writes resolved rules with ids again.
struct Naming<'c>(&'c Catalogue);

impl Naming<'_> {
    fn members(&self, set: &Set) -> Value {
        let mut ids: Vec<_> = set.iter().map(|at| self.0.indicators[at].id.as_str()).collect();
        ids.sort_unstable();
        json!(ids)
    }

    fn filter(&self, filter: &Filter) -> Value {
        json!([self.members(&filter.members), filter.strength, filter.severity])
    }

    fn area(&self, area: &Area) -> Value {
        let kind = format!("{:?}", area.kind);
        let element = area.element.map(Element::word);
        json!({ "kind": kind, "element": element, "patterns": patterns(&area.positive_when), "counts": self.members(&area.counted) })
    }

    fn consent(&self, consent: &Consent) -> Value {
        let fact = |at: Option<crate::condition::FactIx>| at.map(|at| self.0.fact(at).id.as_str());
        json!({
            "not_needed": self.condition(&consent.not_needed), "given": self.condition(&consent.given),
            "withheld": self.condition(&consent.withheld), "yes_to": fact(consent.yes_to), "no_to": fact(consent.no_to),
            "own_route": consent.own_route.as_ref().map(|when| self.condition(when)),
        })
    }

    fn condition(&self, condition: &Condition) -> Value {
        let all = |parts: &[Condition]| parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>();
        match condition {
            Condition::All(parts) => json!({ "all": all(parts) }),
            Condition::Any(parts) => json!({ "any": all(parts) }),
            Condition::Not(part) => json!({ "not": self.condition(part) }),
            Condition::AtLeast { n, of } => json!({ "at_least": n, "of": all(of) }),
            Condition::Because(_, part) => self.condition(part),
            Condition::Leaf(leaf) => self.leaf(leaf),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Value {
        let catalogue = self.0;
        match leaf {
            Leaf::Fact { fact, values } => {
                let fact = catalogue.fact(*fact);
                let named = fact.values.iter().enumerate().filter(|(at, _)| values & (1 << at) != 0);
                json!({ "fact": fact.id, "values": named.map(|(_, value)| value.id.as_str()).collect::<Vec<_>>() })
            }
            Leaf::Indicator { indicator, strength } => {
                json!({ "indicator": catalogue.indicator(*indicator).id, "strength": strength })
            }
            Leaf::Area { area, is } => json!({ "area": catalogue.area(*area).id, "is": is }),
            Leaf::Element { element, is } => json!({ "element": element, "is": is }),
            Leaf::Count { of, at_least } => json!({ "count": self.filter(of), "at_least": at_least }),
            Leaf::Pair { a, b } => json!({ "pair": [self.filter(a), self.filter(b)] }),
            Leaf::Pattern { over, any_of } => json!({ "pattern": self.filter(over), "any_of": patterns(any_of) }),
            Leaf::Points { over, at_least } => json!({ "points": self.filter(over), "at_least": at_least }),
            Leaf::Flag(flag) => json!({ "flag": catalogue.flags[flag.0].id }),
            Leaf::Finding { finding, or_higher } => {
                json!({ "finding": catalogue.findings[finding.0].id, "or_higher": or_higher })
            }
            Leaf::Track(track) => json!({ "track": track }),
            Leaf::StateRisk(least) => json!({ "state_risk": least }),
            Leaf::CoreComplete => json!("core-complete"),
            Leaf::Otherwise => json!("otherwise"),
        }
    }
}

fn patterns(patterns: &[Pattern]) -> Vec<[usize; 5]> {
    patterns.iter().map(|pattern| pattern.minima).collect()
}
