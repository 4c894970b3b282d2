//! All there is on one thing of a catalogue: an indicator, a fact, a rule, an entry of the guidelines, a country, a source.

mod country;

use crate::catalogue::{
    Addressee, AreaKind, AskedBy, Catalogue, Claim, Contact, Fact, FactKind, FactValue, Guidelines, Indicator, Passage,
    Sentence, Terms,
};
use crate::condition::{Condition, FactIx, IndicatorIx, Severity};
use crate::report::catalogue::overview::{class, tier};
use crate::report::labelled_rows::Rows;
use crate::wording;

/// Label and text; an empty text is left out.
type Row = (&'static str, String);

/// Everything of this id, whatever its kind; none where there is nothing.
#[must_use]
pub fn one_thing(catalogue: &Catalogue, id: &str, width: u16, plain: bool) -> Option<String> {
    let mut found: Vec<Vec<Row>> = Vec::new();
    if let Some(at) = catalogue.find_indicator(id) {
        found.push(indicator(catalogue, at, catalogue.indicator(at)));
    }
    found.extend(catalogue.find_fact(id).map(|at| fact(catalogue, at, catalogue.fact(at))));
    found.extend(rules(catalogue, id));
    found.extend(guidelines(catalogue, id));
    found.extend(crate::report::catalogue::entry::country::countries(catalogue, id));
    found.extend(parts(catalogue, id));
    let drawn = |rows: Vec<Row>| {
        let mut all = Rows::default();
        for (label, text) in rows {
            all.add(label, &text);
        }
        all.text(width, plain)
    };
    (!found.is_empty()).then(|| found.into_iter().map(drawn).collect::<Vec<_>>().join("\n\n"))
}

/// Ids of everything that can be shown.
pub fn shown_ids(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    let guidelines = &catalogue.guidelines;
    let contacts = catalogue.countries.iter().flat_map(|one| contact_ids(&one.contacts));
    let of_indicators = catalogue.indicators.iter().map(|one| one.id.as_str());
    of_indicators
        .chain(catalogue.facts.iter().map(|one| one.id.as_str()))
        .chain(catalogue.areas.iter().map(|one| one.id.as_str()))
        .chain(catalogue.groups.iter().map(|one| one.id.as_str()))
        .chain(catalogue.sections.iter().map(|one| one.id.as_str()))
        .chain(catalogue.gates.iter().map(|one| one.id.as_str()))
        .chain(catalogue.cautions.iter().map(|one| one.id.as_str()))
        .chain(catalogue.contradictions.iter().map(|one| one.id.as_str()))
        .chain(catalogue.flags.iter().map(|one| one.id.as_str()))
        .chain(catalogue.findings.iter().map(|one| one.id.as_str()))
        .chain(guidelines.urgencies.iter().map(|one| one.id.as_str()))
        .chain(guidelines.pathways.iter().map(|one| one.id.as_str()))
        .chain(guidelines.actions.iter().map(|one| one.id.as_str()))
        .chain(guidelines.safeguards.iter().map(|one| one.id.as_str()))
        .chain(guidelines.contraindications.iter().map(|one| one.id.as_str()))
        .chain(catalogue.countries.iter().map(|one| one.id.as_str()))
        .chain(contacts)
        .chain(catalogue.instruments.iter().map(|one| one.id.as_str()))
        .chain(catalogue.sources.iter().map(|one| one.id.as_str()))
}

/// The ids of contacts. Those of one id stand together.
pub(crate) fn contact_ids(contacts: &[Contact]) -> Vec<&str> {
    let mut ids: Vec<&str> = contacts.iter().map(|one| one.id.as_str()).collect();
    ids.dedup();
    ids
}

fn source(catalogue: &Catalogue, at: usize) -> String {
    let source = &catalogue.sources[at];
    format!("{} ({}, {})", source.title, source.publisher, source.standing.word())
}

fn claims(catalogue: &Catalogue, claims: &[Claim]) -> String {
    let claims = claims.iter().map(|claim| format!("{}: {}", source(catalogue, claim.source), claim.item));
    claims.collect::<Vec<_>>().join("\n")
}

fn rule(catalogue: &Catalogue, condition: &Condition) -> String {
    wording::rule(catalogue, condition).join("\n")
}

fn indicator(catalogue: &Catalogue, at: IndicatorIx, indicator: &Indicator) -> Vec<Row> {
    let origin = |origin: &crate::catalogue::Origin| {
        format!("{}: {} [{}]", source(catalogue, origin.claim.source), origin.claim.item, origin.covers.word())
    };
    let origins: Vec<String> = indicator.origins.iter().map(origin).collect();
    let areas: Vec<String> = indicator.areas.iter().map(|area| catalogue.area(*area).title.clone()).collect();
    let anchor = |severity| indicator.anchors.as_ref().map_or(String::new(), |anchors| anchors.of(severity).to_owned());
    let only_when_gravest = if indicator.anchors.is_some() {
        text!("overview-critical-at-severest")
    } else {
        text!("overview-critical-always")
    };
    vec![
        (text!("overview-label-indicator"), indicator.id.clone()),
        (wording::STATEMENT, indicator.statement.clone()),
        (if is_asked(indicator) { wording::SAY } else { wording::ASK_YOURSELF }, indicator.prompt.clone()),
        (wording::WHEN_OVER, indicator.prompt_ended.clone()),
        (wording::FOLLOW_UP, indicator.follow_up.clone()),
        (wording::LOOK_FOR, indicator.observe.clone()),
        (text!("overview-label-minor"), anchor(Severity::Minor)),
        (text!("overview-label-serious"), anchor(Severity::Serious)),
        (text!("overview-label-severe"), anchor(Severity::Severe)),
        (
            text!("overview-label-severity"),
            if indicator.anchors.is_none() { text!("overview-no-degrees").to_owned() } else { String::new() },
        ),
        (wording::COUNTS, indicator.include.clone()),
        (wording::DOES_NOT_COUNT, indicator.exclude.clone()),
        (
            text!("overview-label-asked-only-if"),
            indicator.ask_if.as_ref().map_or(String::new(), |when| rule(catalogue, when)),
        ),
        (text!("overview-label-section"), catalogue.sections[indicator.section].title.clone()),
        (text!("overview-label-dimensions"), areas.join("; ")),
        (text!("overview-label-class-adult-child"), class(indicator.classes)),
        (text!("overview-label-class-from"), source(catalogue, indicator.class_from)),
        (
            text!("overview-label-critical"),
            if indicator.critical { only_when_gravest.to_owned() } else { String::new() },
        ),
        (text!("overview-label-counts-once-with"), siblings(catalogue, at, indicator)),
        (text!("overview-label-tier"), tier(indicator.tier).to_owned()),
        (text!("overview-label-sensitivity"), text!("overview-sensitivity", level = indicator.sensitivity)),
        (
            text!("overview-label-who-asks"),
            format!("{} / {}", indicator.who_asks.adult.word(), indicator.who_asks.child.word()),
        ),
        (text!("overview-label-named-by"), named_by(catalogue, at)),
        (text!("overview-label-origin"), origins.join("\n")),
        (text!("overview-label-commit-reference"), indicator.commit_ref.clone()),
    ]
}

fn is_asked(indicator: &Indicator) -> bool {
    indicator.who_asks.adult != AskedBy::ObserveOnly || indicator.who_asks.child != AskedBy::ObserveOnly
}

/// The group of an indicator with the others in it.
fn siblings(catalogue: &Catalogue, at: IndicatorIx, indicator: &Indicator) -> String {
    let Some(group) = indicator.group else { return String::new() };
    let others =
        catalogue.indicators.iter().enumerate().filter(|(other, one)| *other != at.0 && one.group == Some(group));
    let others: Vec<&str> = others.map(|(_, one)| one.id.as_str()).collect();
    let title = catalogue.groups[group].title.as_str();
    let title =
        if catalogue.groups[group].each { text!("overview-group-each", group = title) } else { title.to_owned() };
    format!("{title}: {}", others.join(", "))
}

/// Flags and questions that look at the indicator by name.
fn named_by(catalogue: &Catalogue, at: IndicatorIx) -> String {
    let reads = |condition: &Condition| condition.names_indicator(at);
    let flags = catalogue
        .flags
        .iter()
        .filter(|flag| reads(&flag.when))
        .map(|flag| text!("overview-named-by-flag", id = &flag.id));
    let asked = asking(catalogue, reads).map(|one| text!("overview-named-by-question", id = &one.id));
    flags.chain(asked).collect::<Vec<_>>().join("\n")
}

/// Everything that reads a fact.
fn readers(catalogue: &Catalogue, at: FactIx) -> String {
    let reads = |condition: &Condition| condition.reads_fact(at);
    let of = |terms: &Terms| reads(&terms.when) || terms.unless.as_ref().is_some_and(reads);
    let all = &catalogue.guidelines;
    let ids = [
        (
            text!("overview-read-by-gates"),
            catalogue.gates.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect::<Vec<_>>(),
        ),
        (
            text!("overview-read-by-cautions"),
            catalogue.cautions.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect(),
        ),
        (
            text!("overview-read-by-contradictions"),
            catalogue.contradictions.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect(),
        ),
        (
            text!("overview-read-by-flags"),
            catalogue.flags.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect(),
        ),
        (text!("overview-read-by-questions"), asking(catalogue, reads).map(|one| &one.id).collect()),
        (
            text!("overview-read-by-urgencies"),
            all.urgencies.iter().filter(|one| of(&one.terms)).map(|one| &one.id).collect(),
        ),
        (
            text!("overview-read-by-pathways"),
            all.pathways
                .iter()
                .filter(|one| of(&one.terms) || one.refused_when.as_ref().is_some_and(reads))
                .map(|one| &one.id)
                .collect(),
        ),
        (
            text!("overview-read-by-actions"),
            all.actions.iter().filter(|one| of(&one.terms)).map(|one| &one.id).collect(),
        ),
        (
            text!("overview-read-by-safeguards"),
            all.safeguards.iter().filter(|one| of(&one.terms)).map(|one| &one.id).collect(),
        ),
    ];
    let track =
        [&catalogue.child_track, &catalogue.child_now, &catalogue.adult_until_asked].into_iter().flatten().any(&reads);
    let ended = catalogue.prompts.ended.as_ref().is_some_and(&reads);
    let mut readers: Vec<String> = Vec::new();
    readers.extend(track.then(|| text!("overview-read-by-track").to_owned()));
    readers.extend(ended.then(|| text!("overview-read-by-words").to_owned()));
    for (kind, ids) in ids.iter().filter(|(_, ids)| !ids.is_empty()) {
        readers.push(format!("{kind}: {}", ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ")));
    }
    if readers.is_empty() { text!("overview-read-by-no-rule").to_owned() } else { readers.join("\n") }
}

/// The indicators whose question waits for something.
fn asking(catalogue: &Catalogue, reads: impl Fn(&Condition) -> bool) -> impl Iterator<Item = &Indicator> {
    catalogue.indicators.iter().filter(move |one| one.ask_if.as_ref().is_some_and(&reads))
}

fn fact(catalogue: &Catalogue, at: FactIx, fact: &Fact) -> Vec<Row> {
    let meaning = |at: usize, text: &str| match 1 << at {
        bit if fact.kind == FactKind::YesNo || (fact.yes | fact.no) & bit == 0 => text.to_owned(),
        bit if fact.yes & bit != 0 => text!("overview-value-is-the-yes", value = text),
        _ => text!("overview-value-is-the-no", value = text),
    };
    let value = |(at, value): (usize, &FactValue)| format!("{}: {}", value.id, meaning(at, &value.text));
    let values: Vec<String> = fact.values.iter().enumerate().map(value).collect();
    vec![
        (text!("overview-label-fact"), fact.id.clone()),
        (text!("overview-label-title"), fact.title.clone()),
        (if fact.to == Addressee::Person { wording::SAY } else { wording::ASK_YOURSELF }, fact.prompt.clone()),
        (text!("overview-label-help"), fact.help.clone()),
        (text!("overview-label-values"), values.join("\n")),
        (
            text!("overview-label-asked-only-if"),
            fact.ask_if.as_ref().map_or(String::new(), |when| rule(catalogue, when)),
        ),
        (text!("overview-label-section"), catalogue.sections[fact.section].title.clone()),
        (
            text!("overview-label-read-by"),
            if fact.descriptive { text!("overview-read-by-descriptive").to_owned() } else { readers(catalogue, at) },
        ),
        (
            text!("overview-label-asked"),
            if fact.asked { text!("overview-fact-asked") } else { text!("overview-fact-not-asked") }.to_owned(),
        ),
        (text!("overview-label-sources"), claims(catalogue, &fact.claims)),
    ]
}

fn rules(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let gates = catalogue.gates.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-label-gate"), one.id.clone()),
            (text!("overview-label-ends-the-talk-when"), rule(catalogue, &one.when)),
            (text!("overview-label-says"), one.say.clone()),
            (text!("overview-label-sources"), claims(catalogue, &one.claims)),
        ]
    });
    let flags = catalogue.flags.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-label-flag"), one.id.clone()),
            (text!("overview-label-title"), one.title.clone()),
            (text!("overview-label-raised-when"), rule(catalogue, &one.when)),
        ]
    });
    let findings = catalogue.findings.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-label-finding"), one.id.clone()),
            (text!("overview-label-rank"), one.rank.to_string()),
            (text!("overview-label-title"), one.title.clone()),
            (text!("overview-label-meaning"), passage(catalogue, &one.meaning)),
            (text!("overview-label-when"), rule(catalogue, &one.when)),
            (
                text!("overview-label-for-a-child-also-when"),
                one.child.as_ref().map_or(String::new(), |when| rule(catalogue, when)),
            ),
        ]
    });
    let cautions = catalogue.cautions.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-label-caution"), one.id.clone()),
            (text!("overview-label-title"), one.title.clone()),
            (text!("overview-label-holds-when"), rule(catalogue, &one.when)),
            (text!("overview-label-at-that-moment"), one.now.clone()),
            (text!("overview-label-says"), one.say.clone()),
            (text!("overview-label-sources"), claims(catalogue, &one.claims)),
        ]
    });
    let contradictions = catalogue.contradictions.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-label-contradiction"), one.id.clone()),
            (text!("overview-label-asked-when"), rule(catalogue, &one.when)),
            (text!("overview-label-asks"), one.say.clone()),
        ]
    });
    gates.chain(cautions).chain(contradictions).chain(flags).chain(findings).collect()
}

fn guidelines(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let all = &catalogue.guidelines;
    let entry = |kind, id: &str, rows: Vec<Row>, terms: &Terms, sources: &[Claim]| {
        let mut all = vec![(kind, id.to_owned())];
        all.extend(rows);
        all.push((text!("overview-label-when"), rule(catalogue, &terms.when)));
        all.push((
            text!("overview-label-but-not-when"),
            terms.unless.as_ref().map_or(String::new(), |when| rule(catalogue, when)),
        ));
        all.push((text!("overview-label-sources"), claims(catalogue, sources)));
        all
    };
    let urgencies = all.urgencies.iter().filter(|one| one.id == id);
    let pathways = all.pathways.iter().filter(|one| one.id == id);
    let actions = all.actions.iter().filter(|one| one.id == id);
    let safeguards = all.safeguards.iter().filter(|one| one.id == id);
    urgencies
        .map(|one| {
            let rows = vec![
                (text!("overview-label-title"), one.title.clone()),
                (text!("overview-label-within"), one.within.clone()),
            ];
            entry(text!("overview-label-urgency"), &one.id, rows, &one.terms, &one.claims)
        })
        .chain(pathways.map(|one| {
            let consent = if one.needs_consent() {
                text!("overview-consent-needed")
            } else {
                text!("overview-consent-not-needed")
            };
            let rows = vec![
                (text!("overview-label-title"), one.title.clone()),
                (text!("overview-label-text"), passage(catalogue, &one.text)),
                (text!("overview-label-consent"), consent.to_owned()),
                (
                    text!("overview-label-refused-when"),
                    one.refused_when.as_ref().map_or(String::new(), |when| rule(catalogue, when)),
                ),
                (text!("overview-label-actions"), actions_of(all, id)),
            ];
            entry(text!("overview-label-pathway"), &one.id, rows, &one.terms, &one.claims)
        }))
        .chain(actions.map(|one| {
            let serves = one.serves.map_or_else(String::new, |at| all.pathways[at].id.clone());
            let rows = vec![
                (text!("overview-label-title"), one.title.clone()),
                (text!("overview-label-due"), one.step.word().to_owned()),
                (text!("overview-label-by"), one.by.clone()),
                (text!("overview-label-text"), passage(catalogue, &one.text)),
                (text!("overview-label-only-with-the-pathway"), serves),
            ];
            entry(text!("overview-label-action"), &one.id, rows, &one.terms, &one.claims)
        }))
        .chain(safeguards.map(|one| {
            entry(
                text!("overview-label-safeguard"),
                &one.id,
                vec![(text!("overview-label-text"), passage(catalogue, &one.text))],
                &one.terms,
                &one.claims,
            )
        }))
        .chain(all.contraindications.iter().filter(|one| one.id == id).map(|one| {
            let out: Vec<&str> = one.pathways.iter().map(|at| all.pathways[*at].id.as_str()).collect();
            let rows = vec![
                (text!("overview-label-text"), passage(catalogue, &one.text)),
                (text!("overview-label-rules-out"), out.join(", ")),
            ];
            entry(text!("overview-label-contraindication"), &one.id, rows, &one.terms, &one.claims)
        }))
        .collect()
}

/// A text, one sentence a line, each with the terms under which it is said.
fn passage(catalogue: &Catalogue, passage: &Passage) -> String {
    let sentence = |one: &Sentence| {
        let Some(Terms { when, unless }) = &one.terms else { return one.text.clone() };
        let line = |condition| rule(catalogue, condition).replace('\n', " ");
        let terms = match unless {
            None => text!("overview-said-when", rule = line(when)),
            Some(unless) => text!("overview-said-when-but-not", rule = line(when), unless = line(unless)),
        };
        format!("{} [{terms}]", one.text)
    };
    passage.sentences.iter().map(sentence).collect::<Vec<_>>().join("\n")
}

/// The actions that are advised only with a pathway.
fn actions_of(guidelines: &Guidelines, id: &str) -> String {
    let actions = guidelines.actions.iter().filter(|one| one.serves.is_some_and(|at| guidelines.pathways[at].id == id));
    actions.map(|one| one.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn parts(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let listed = |chosen: &dyn Fn(usize, &Indicator) -> bool| {
        let chosen = catalogue.indicators.iter().enumerate().filter(|(at, one)| chosen(*at, one));
        chosen.map(|(_, one)| format!("{}: {}", one.id, one.statement)).collect::<Vec<_>>().join("\n")
    };
    let areas = catalogue.areas.iter().filter(|one| one.id == id).map(|one| {
        let kind = match one.kind {
            AreaKind::Dimension => text!("overview-label-dimension"),
            AreaKind::Form => text!("overview-label-form"),
            AreaKind::Pool => text!("overview-label-pool"),
        };
        let patterns: Vec<String> = one.positive_when.iter().map(wording::pattern).collect();
        vec![
            (kind, one.id.clone()),
            (text!("overview-label-title"), one.title.clone()),
            (
                text!("overview-label-element"),
                one.element.map_or(String::new(), |element| wording::element(element).to_owned()),
            ),
            (text!("overview-label-pattern-any-of"), patterns.join("\n")),
            (text!("overview-label-its-own-indicators"), listed(&|at, _| one.own.contains(at))),
            (text!("overview-label-counts-too"), listed(&|at, _| one.counted.contains(at) && !one.own.contains(at))),
        ]
    });
    let groups = catalogue.groups.iter().enumerate().filter(|(_, one)| one.id == id).map(|(group, one)| {
        let counts = if one.each { text!("overview-group-counts-each") } else { text!("overview-group-counts-once") };
        vec![
            (text!("overview-label-group"), one.id.clone()),
            (text!("overview-label-title"), one.title.clone()),
            (text!("overview-label-counts"), counts.to_owned()),
            (text!("overview-label-indicators"), listed(&|_, indicator| indicator.group == Some(group))),
        ]
    });
    let sections = catalogue.sections.iter().enumerate().filter(|(_, one)| one.id == id).map(|(section, one)| {
        let facts = catalogue.facts.iter().filter(|fact| fact.section == section);
        let facts: Vec<String> = facts.map(|fact| format!("{}: {}", fact.id, fact.title)).collect();
        vec![
            (text!("overview-label-section"), one.id.clone()),
            (text!("overview-label-title"), one.title.clone()),
            (text!("overview-label-says"), passage(catalogue, &one.say)),
            (text!("overview-label-facts"), facts.join("\n")),
            (text!("overview-label-indicators"), listed(&|_, indicator| indicator.section == section)),
        ]
    });
    let sources = catalogue.sources.iter().enumerate().filter(|(_, one)| one.id == id).map(|(source, one)| {
        let cites = |indicator: &Indicator| {
            indicator.class_from == source || indicator.origins.iter().any(|origin| origin.claim.source == source)
        };
        vec![
            (text!("overview-label-source"), wording::marked(&one.id, &one.origin)),
            (text!("overview-label-title"), one.title.clone()),
            (text!("overview-label-publisher"), one.publisher.clone()),
            (text!("overview-label-year"), one.year.map_or(String::new(), |year| year.to_string())),
            (text!("overview-label-address"), one.url.clone()),
            (text!("overview-label-standing"), one.standing.word().to_owned()),
            (text!("overview-label-indicators"), listed(&|_, indicator| cites(indicator))),
        ]
    });
    areas.chain(groups).chain(sections).chain(sources).collect()
}
