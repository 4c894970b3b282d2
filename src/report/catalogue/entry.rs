//! Everything about one entry of a catalogue: an indicator, a fact, a rule, an entry of the guidelines, a country, a
//! source.

mod country;

use crate::catalogue::{
    Addressee, AreaKind, AskedBy, Catalogue, Claim, Contact, Fact, FactKind, FactValue, Guidelines, Indicator, Passage,
    Sentence, Terms,
};
use crate::condition::{Condition, FactIx, IndicatorIx, Severity};
use crate::report::catalogue::overview::{class, tier};
use crate::report::labelled_rows::LabelledRows;
use crate::wording;

/// Label and text. A row without text is left out.
type Row = (&'static str, String);

/// Everything with this id, of any kind, or `None`.
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
        let mut all = LabelledRows::default();
        for (label, text) in rows {
            all.add(label, &text);
        }
        all.text(width, plain)
    };
    (!found.is_empty()).then(|| found.into_iter().map(drawn).collect::<Vec<_>>().join("\n\n"))
}

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

/// The ids of contacts. Equal ids are joined.
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

fn rule_if(catalogue: &Catalogue, condition: Option<&Condition>) -> String {
    condition.map_or(String::new(), |condition| rule(catalogue, condition))
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
        (text!("overview-indicator"), indicator.id.clone()),
        (text!("screening-statement"), indicator.statement.clone()),
        (
            if is_asked(indicator) { text!("screening-say") } else { text!("screening-judge-yourself") },
            indicator.prompt.clone(),
        ),
        (text!("screening-say-if-over"), indicator.prompt_ended.clone()),
        (text!("screening-follow-up"), indicator.follow_up.clone()),
        (text!("screening-look-for"), indicator.observe.clone()),
        (text!("overview-minor"), anchor(Severity::Minor)),
        (text!("overview-serious"), anchor(Severity::Serious)),
        (text!("overview-severe"), anchor(Severity::Severe)),
        (
            text!("overview-severity"),
            if indicator.anchors.is_none() { text!("overview-no-degrees").to_owned() } else { String::new() },
        ),
        (text!("overview-counts-too"), indicator.include.clone()),
        (text!("screening-does-not-count"), indicator.exclude.clone()),
        (text!("overview-asked-only-if"), rule_if(catalogue, indicator.ask_if.as_ref())),
        (text!("overview-section"), catalogue.sections[indicator.section].title.clone()),
        (text!("overview-dimensions"), areas.join("; ")),
        (text!("overview-class"), class(indicator.classes)),
        (text!("overview-class-from"), source(catalogue, indicator.class_from)),
        (text!("overview-critical"), if indicator.critical { only_when_gravest.to_owned() } else { String::new() }),
        (text!("overview-counts-once-with"), siblings(catalogue, at, indicator)),
        (text!("overview-tier"), tier(indicator.tier).to_owned()),
        (text!("overview-sensitivity"), text!("overview-sensitivity-of-4", level = indicator.sensitivity)),
        (
            text!("overview-who-asks"),
            format!("{} / {}", indicator.who_asks.adult.word(), indicator.who_asks.child.word()),
        ),
        (text!("overview-named-by"), named_by(catalogue, at)),
        (text!("overview-origin"), origins.join("\n")),
        (text!("overview-commit-reference"), indicator.commit_ref.clone()),
    ]
}

fn is_asked(indicator: &Indicator) -> bool {
    indicator.who_asks.adult != AskedBy::ObserveOnly || indicator.who_asks.child != AskedBy::ObserveOnly
}

/// The group of an indicator, with its other members.
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

/// Flags and questions that name the indicator.
fn named_by(catalogue: &Catalogue, at: IndicatorIx) -> String {
    let reads = |condition: &Condition| condition.names_indicator(at);
    let flags = catalogue.flags.iter().filter(|flag| reads(&flag.when));
    let flags = flags.map(|flag| text!("overview-named-by-flag", id = &flag.id));
    let asked = catalogue.indicators.iter().filter(|one| one.ask_if.as_ref().is_some_and(reads));
    let asked = asked.map(|one| text!("overview-named-by-question", id = &one.id));
    flags.chain(asked).collect::<Vec<_>>().join("\n")
}

/// Everything that reads a fact.
fn readers(catalogue: &Catalogue, at: FactIx) -> String {
    let reads = |condition: &Condition| condition.reads_fact(at);
    let of = |terms: &Terms| reads(&terms.when) || terms.unless.as_ref().is_some_and(reads);
    let all = &catalogue.guidelines;
    let read = [
        (text!("overview-read-by-gates"), ids(&catalogue.gates, |one| reads(&one.when).then_some(&one.id))),
        (text!("overview-read-by-cautions"), ids(&catalogue.cautions, |one| reads(&one.when).then_some(&one.id))),
        (
            text!("overview-read-by-contradictions"),
            ids(&catalogue.contradictions, |one| reads(&one.when).then_some(&one.id)),
        ),
        (text!("overview-read-by-flags"), ids(&catalogue.flags, |one| reads(&one.when).then_some(&one.id))),
        (
            text!("overview-read-by-questions"),
            ids(&catalogue.indicators, |one| one.ask_if.as_ref().is_some_and(reads).then_some(&one.id)),
        ),
        (text!("overview-read-by-urgencies"), ids(&all.urgencies, |one| of(&one.terms).then_some(&one.id))),
        (
            text!("overview-read-by-pathways"),
            ids(&all.pathways, |one| {
                (of(&one.terms) || one.refused_when.as_ref().is_some_and(reads)).then_some(&one.id)
            }),
        ),
        (text!("overview-read-by-actions"), ids(&all.actions, |one| of(&one.terms).then_some(&one.id))),
        (text!("overview-read-by-safeguards"), ids(&all.safeguards, |one| of(&one.terms).then_some(&one.id))),
    ];
    let track =
        [&catalogue.child_track, &catalogue.child_now, &catalogue.adult_until_asked].into_iter().flatten().any(&reads);
    let ended = catalogue.prompts.ended.as_ref().is_some_and(&reads);
    let mut readers: Vec<String> = Vec::new();
    readers.extend(track.then(|| text!("overview-read-by-track").to_owned()));
    readers.extend(ended.then(|| text!("overview-read-by-words").to_owned()));
    readers.extend(read.iter().filter(|(_, ids)| !ids.is_empty()).map(|(kind, ids)| format!("{kind}: {ids}")));
    if readers.is_empty() { text!("overview-read-by-no-rule").to_owned() } else { readers.join("\n") }
}

/// The ids that `chosen` returns, in one line.
fn ids<T>(all: &[T], chosen: impl Fn(&T) -> Option<&String>) -> String {
    all.iter().filter_map(chosen).map(String::as_str).collect::<Vec<_>>().join(", ")
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
        (text!("overview-fact"), fact.id.clone()),
        (text!("overview-title"), fact.title.clone()),
        (
            if fact.to == Addressee::Person { text!("screening-say") } else { text!("screening-judge-yourself") },
            fact.prompt.clone(),
        ),
        (text!("overview-help"), fact.help.clone()),
        (text!("overview-values"), values.join("\n")),
        (text!("overview-asked-only-if"), rule_if(catalogue, fact.ask_if.as_ref())),
        (text!("overview-section"), catalogue.sections[fact.section].title.clone()),
        (
            text!("overview-read-by"),
            if fact.descriptive { text!("overview-read-by-descriptive").to_owned() } else { readers(catalogue, at) },
        ),
        (
            text!("overview-asked"),
            if fact.asked { text!("overview-fact-asked") } else { text!("overview-fact-not-asked") }.to_owned(),
        ),
        (text!("overview-sources"), claims(catalogue, &fact.claims)),
    ]
}

fn rules(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let gates = catalogue.gates.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-gate"), one.id.clone()),
            (text!("overview-ends-the-talk-when"), rule(catalogue, &one.when)),
            (text!("overview-says"), one.say.clone()),
            (text!("overview-sources"), claims(catalogue, &one.claims)),
        ]
    });
    let flags = catalogue.flags.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-flag"), one.id.clone()),
            (text!("overview-title"), one.title.clone()),
            (text!("overview-raised-when"), rule(catalogue, &one.when)),
        ]
    });
    let findings = catalogue.findings.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-finding"), one.id.clone()),
            (text!("overview-rank"), one.rank.to_string()),
            (text!("overview-title"), one.title.clone()),
            (text!("overview-meaning"), passage(catalogue, &one.meaning)),
            (text!("overview-when"), rule(catalogue, &one.when)),
            (text!("overview-child-also-when"), rule_if(catalogue, one.child.as_ref())),
        ]
    });
    let cautions = catalogue.cautions.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-caution"), one.id.clone()),
            (text!("overview-title"), one.title.clone()),
            (text!("overview-holds-when"), rule(catalogue, &one.when)),
            (text!("overview-at-that-moment"), one.now.clone()),
            (text!("overview-says"), one.say.clone()),
            (text!("overview-sources"), claims(catalogue, &one.claims)),
        ]
    });
    let contradictions = catalogue.contradictions.iter().filter(|one| one.id == id).map(|one| {
        vec![
            (text!("overview-contradiction"), one.id.clone()),
            (text!("overview-asked-when"), rule(catalogue, &one.when)),
            (text!("overview-asks"), one.say.clone()),
        ]
    });
    gates.chain(cautions).chain(contradictions).chain(flags).chain(findings).collect()
}

fn guidelines(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let all = &catalogue.guidelines;
    let entry = |kind, id: &str, rows: Vec<Row>, terms: &Terms, sources: &[Claim]| {
        let mut all = vec![(kind, id.to_owned())];
        all.extend(rows);
        all.push((text!("overview-when"), rule(catalogue, &terms.when)));
        all.push((text!("overview-but-not-when"), rule_if(catalogue, terms.unless.as_ref())));
        all.push((text!("overview-sources"), claims(catalogue, sources)));
        all
    };
    let urgencies = all.urgencies.iter().filter(|one| one.id == id);
    let pathways = all.pathways.iter().filter(|one| one.id == id);
    let actions = all.actions.iter().filter(|one| one.id == id);
    let safeguards = all.safeguards.iter().filter(|one| one.id == id);
    urgencies
        .map(|one| {
            let rows =
                vec![(text!("overview-title"), one.title.clone()), (text!("overview-within"), one.within.clone())];
            entry(text!("overview-urgency"), &one.id, rows, &one.terms, &one.claims)
        })
        .chain(pathways.map(|one| {
            let consent = if one.needs_consent() {
                text!("overview-consent-needed")
            } else {
                text!("overview-consent-not-needed")
            };
            let rows = vec![
                (text!("overview-title"), one.title.clone()),
                (text!("overview-text"), passage(catalogue, &one.text)),
                (text!("overview-consent"), consent.to_owned()),
                (text!("overview-refused-when"), rule_if(catalogue, one.refused_when.as_ref())),
                (text!("overview-actions"), actions_of(all, id)),
            ];
            entry(text!("overview-pathway"), &one.id, rows, &one.terms, &one.claims)
        }))
        .chain(actions.map(|one| {
            let serves = one.serves.map_or_else(String::new, |at| all.pathways[at].id.clone());
            let rows = vec![
                (text!("overview-title"), one.title.clone()),
                (text!("overview-due"), one.step.word().to_owned()),
                (text!("overview-by"), one.by.clone()),
                (text!("overview-text"), passage(catalogue, &one.text)),
                (text!("overview-only-with-the-pathway"), serves),
            ];
            entry(text!("overview-action"), &one.id, rows, &one.terms, &one.claims)
        }))
        .chain(safeguards.map(|one| {
            entry(
                text!("overview-safeguard"),
                &one.id,
                vec![(text!("overview-text"), passage(catalogue, &one.text))],
                &one.terms,
                &one.claims,
            )
        }))
        .chain(all.contraindications.iter().filter(|one| one.id == id).map(|one| {
            let out: Vec<&str> = one.pathways.iter().map(|at| all.pathways[*at].id.as_str()).collect();
            let rows = vec![
                (text!("overview-text"), passage(catalogue, &one.text)),
                (text!("overview-rules-out"), out.join(", ")),
            ];
            entry(text!("overview-contraindication"), &one.id, rows, &one.terms, &one.claims)
        }))
        .collect()
}

/// A text, one sentence a line, each with its terms.
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
            AreaKind::Dimension => text!("overview-dimension"),
            AreaKind::Form => text!("overview-form"),
            AreaKind::Pool => text!("overview-pool"),
        };
        let patterns: Vec<String> = one.positive_when.iter().map(wording::pattern).collect();
        vec![
            (kind, one.id.clone()),
            (text!("overview-title"), one.title.clone()),
            (
                text!("overview-element"),
                one.element.map_or(String::new(), |element| wording::element(element).to_owned()),
            ),
            (text!("overview-pattern-any-of"), patterns.join("\n")),
            (text!("overview-its-own-indicators"), listed(&|at, _| one.own.contains(at))),
            (text!("overview-counts-too"), listed(&|at, _| one.counted.contains(at) && !one.own.contains(at))),
        ]
    });
    let groups = catalogue.groups.iter().enumerate().filter(|(_, one)| one.id == id).map(|(group, one)| {
        let counts = if one.each { text!("overview-group-counts-each") } else { text!("overview-group-counts-once") };
        vec![
            (text!("overview-group"), one.id.clone()),
            (text!("overview-title"), one.title.clone()),
            (text!("overview-counts"), counts.to_owned()),
            (text!("overview-indicators"), listed(&|_, indicator| indicator.group == Some(group))),
        ]
    });
    let sections = catalogue.sections.iter().enumerate().filter(|(_, one)| one.id == id).map(|(section, one)| {
        let facts = catalogue.facts.iter().filter(|fact| fact.section == section);
        let facts: Vec<String> = facts.map(|fact| format!("{}: {}", fact.id, fact.title)).collect();
        vec![
            (text!("overview-section"), one.id.clone()),
            (text!("overview-title"), one.title.clone()),
            (text!("overview-says"), passage(catalogue, &one.say)),
            (text!("overview-facts"), facts.join("\n")),
            (text!("overview-indicators"), listed(&|_, indicator| indicator.section == section)),
        ]
    });
    let sources = catalogue.sources.iter().enumerate().filter(|(_, one)| one.id == id).map(|(source, one)| {
        let cites = |indicator: &Indicator| {
            indicator.class_from == source || indicator.origins.iter().any(|origin| origin.claim.source == source)
        };
        vec![
            (text!("overview-source"), wording::marked(&one.id, &one.origin)),
            (text!("overview-title"), one.title.clone()),
            (text!("overview-publisher"), one.publisher.clone()),
            (text!("overview-year"), one.year.map_or(String::new(), |year| year.to_string())),
            (text!("overview-address"), one.url.clone()),
            (text!("overview-standing"), one.standing.word().to_owned()),
            (text!("overview-indicators"), listed(&|_, indicator| cites(indicator))),
        ]
    });
    areas.chain(groups).chain(sections).chain(sources).collect()
}
