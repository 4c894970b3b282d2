//! All there is on one thing of a catalogue: an indicator, a fact, a rule, an entry of the guidelines, a country, a source.

mod country;

use crate::catalogue::{
    Addressee, AreaKind, AskedBy, Catalogue, Claim, Contact, Fact, FactKind, FactValue, Guidelines, Indicator, Passage,
    Sentence, Terms, Tier,
};
use crate::condition::{Condition, FactIx, IndicatorIx, Severity};
use crate::report::catalogue::overview::class;
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
    let only_when_gravest = if indicator.anchors.is_some() { "at its severest" } else { "whenever present" };
    vec![
        ("Indicator", indicator.id.clone()),
        (text!("screening-statement"), indicator.statement.clone()),
        (
            if is_asked(indicator) { text!("screening-say") } else { text!("screening-judge-yourself") },
            indicator.prompt.clone(),
        ),
        (text!("screening-say-if-over"), indicator.prompt_ended.clone()),
        (text!("screening-follow-up"), indicator.follow_up.clone()),
        (text!("screening-look-for"), indicator.observe.clone()),
        ("Minor", anchor(Severity::Minor)),
        ("Serious", anchor(Severity::Serious)),
        ("Severe", anchor(Severity::Severe)),
        ("Severity", if indicator.anchors.is_none() { "no degrees".to_owned() } else { String::new() }),
        (text!("screening-counts-too"), indicator.include.clone()),
        (text!("screening-does-not-count"), indicator.exclude.clone()),
        ("Asked only if", indicator.ask_if.as_ref().map_or(String::new(), |when| rule(catalogue, when))),
        ("Section", catalogue.sections[indicator.section].title.clone()),
        ("Dimensions", areas.join("; ")),
        ("Class (adult / child)", class(indicator.classes)),
        ("Class from", source(catalogue, indicator.class_from)),
        ("Critical", if indicator.critical { only_when_gravest.to_owned() } else { String::new() }),
        ("Counts once with", siblings(catalogue, at, indicator)),
        ("Tier", if indicator.tier == Tier::Core { "core" } else { "detail" }.to_owned()),
        ("Sensitivity", format!("{} of 4", indicator.sensitivity)),
        (
            "Who asks (adult / child)",
            format!("{} / {}", indicator.who_asks.adult.word(), indicator.who_asks.child.word()),
        ),
        ("Named by", named_by(catalogue, at)),
        ("Origin", origins.join("\n")),
        ("COMMIT reference", indicator.commit_ref.clone()),
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
    let each = if catalogue.groups[group].each { " (inside a dimension each counts by itself)" } else { "" };
    format!("{}{each}: {}", catalogue.groups[group].title, others.join(", "))
}

/// Flags and questions that look at the indicator by name.
fn named_by(catalogue: &Catalogue, at: IndicatorIx) -> String {
    let reads = |condition: &Condition| condition.names_indicator(at);
    let flags = catalogue.flags.iter().filter(|flag| reads(&flag.when)).map(|flag| format!("flag {}", flag.id));
    let asked = asking(catalogue, reads).map(|one| format!("question {}", one.id));
    flags.chain(asked).collect::<Vec<_>>().join("\n")
}

/// Everything that reads a fact.
fn readers(catalogue: &Catalogue, at: FactIx) -> String {
    let reads = |condition: &Condition| condition.reads_fact(at);
    let of = |terms: &Terms| reads(&terms.when) || terms.unless.as_ref().is_some_and(reads);
    let all = &catalogue.guidelines;
    let ids = [
        ("gates", catalogue.gates.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect::<Vec<_>>()),
        ("cautions", catalogue.cautions.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect()),
        ("contradictions", catalogue.contradictions.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect()),
        ("flags", catalogue.flags.iter().filter(|one| reads(&one.when)).map(|one| &one.id).collect()),
        ("questions", asking(catalogue, reads).map(|one| &one.id).collect()),
        ("urgencies", all.urgencies.iter().filter(|one| of(&one.terms)).map(|one| &one.id).collect()),
        (
            "pathways",
            all.pathways
                .iter()
                .filter(|one| of(&one.terms) || one.refused_when.as_ref().is_some_and(reads))
                .map(|one| &one.id)
                .collect(),
        ),
        ("actions", all.actions.iter().filter(|one| of(&one.terms)).map(|one| &one.id).collect()),
        ("safeguards", all.safeguards.iter().filter(|one| of(&one.terms)).map(|one| &one.id).collect()),
    ];
    let track =
        [&catalogue.child_track, &catalogue.child_now, &catalogue.adult_until_asked].into_iter().flatten().any(&reads);
    let ended = catalogue.prompts.ended.as_ref().is_some_and(&reads);
    let mut readers: Vec<String> = Vec::new();
    readers.extend(track.then(|| "the track".to_owned()));
    readers.extend(ended.then(|| "the words of questions".to_owned()));
    for (kind, ids) in ids.iter().filter(|(_, ids)| !ids.is_empty()) {
        readers.push(format!("{kind}: {}", ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ")));
    }
    if readers.is_empty() { "no rule".to_owned() } else { readers.join("\n") }
}

/// The indicators whose question waits for something.
fn asking(catalogue: &Catalogue, reads: impl Fn(&Condition) -> bool) -> impl Iterator<Item = &Indicator> {
    catalogue.indicators.iter().filter(move |one| one.ask_if.as_ref().is_some_and(&reads))
}

fn fact(catalogue: &Catalogue, at: FactIx, fact: &Fact) -> Vec<Row> {
    let meaning = |at: usize| match 1 << at {
        bit if fact.kind == FactKind::YesNo || (fact.yes | fact.no) & bit == 0 => "",
        bit if fact.yes & bit != 0 => " (the yes)",
        _ => " (the no)",
    };
    let value = |(at, value): (usize, &FactValue)| format!("{}: {}{}", value.id, value.text, meaning(at));
    let values: Vec<String> = fact.values.iter().enumerate().map(value).collect();
    vec![
        ("Fact", fact.id.clone()),
        ("Title", fact.title.clone()),
        (
            if fact.to == Addressee::Person { text!("screening-say") } else { text!("screening-judge-yourself") },
            fact.prompt.clone(),
        ),
        ("Help", fact.help.clone()),
        ("Values", values.join("\n")),
        ("Asked only if", fact.ask_if.as_ref().map_or(String::new(), |when| rule(catalogue, when))),
        ("Section", catalogue.sections[fact.section].title.clone()),
        ("Read by", if fact.descriptive { "no rule: descriptive".to_owned() } else { readers(catalogue, at) }),
        ("Asked", if fact.asked { "yes" } else { "no: only in case files" }.to_owned()),
        ("Sources", claims(catalogue, &fact.claims)),
    ]
}

fn rules(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let gates = catalogue.gates.iter().filter(|one| one.id == id).map(|one| {
        vec![
            ("Gate", one.id.clone()),
            ("Ends the talk when", rule(catalogue, &one.when)),
            ("Says", one.say.clone()),
            ("Sources", claims(catalogue, &one.claims)),
        ]
    });
    let flags = catalogue.flags.iter().filter(|one| one.id == id).map(|one| {
        vec![("Flag", one.id.clone()), ("Title", one.title.clone()), ("Raised when", rule(catalogue, &one.when))]
    });
    let findings = catalogue.findings.iter().filter(|one| one.id == id).map(|one| {
        vec![
            ("Finding", one.id.clone()),
            ("Rank", one.rank.to_string()),
            ("Title", one.title.clone()),
            ("Meaning", passage(catalogue, &one.meaning)),
            ("When", rule(catalogue, &one.when)),
            ("For a child also when", one.child.as_ref().map_or(String::new(), |when| rule(catalogue, when))),
        ]
    });
    let cautions = catalogue.cautions.iter().filter(|one| one.id == id).map(|one| {
        vec![
            ("Caution", one.id.clone()),
            ("Title", one.title.clone()),
            ("Holds when", rule(catalogue, &one.when)),
            ("At that moment", one.now.clone()),
            ("Says", one.say.clone()),
            ("Sources", claims(catalogue, &one.claims)),
        ]
    });
    let contradictions = catalogue.contradictions.iter().filter(|one| one.id == id).map(|one| {
        vec![("Contradiction", one.id.clone()), ("Asked when", rule(catalogue, &one.when)), ("Asks", one.say.clone())]
    });
    gates.chain(cautions).chain(contradictions).chain(flags).chain(findings).collect()
}

fn guidelines(catalogue: &Catalogue, id: &str) -> Vec<Vec<Row>> {
    let all = &catalogue.guidelines;
    let entry = |kind, id: &str, rows: Vec<Row>, terms: &Terms, sources: &[Claim]| {
        let mut all = vec![(kind, id.to_owned())];
        all.extend(rows);
        all.push(("When", rule(catalogue, &terms.when)));
        all.push(("But not when", terms.unless.as_ref().map_or(String::new(), |when| rule(catalogue, when))));
        all.push(("Sources", claims(catalogue, sources)));
        all
    };
    let urgencies = all.urgencies.iter().filter(|one| one.id == id);
    let pathways = all.pathways.iter().filter(|one| one.id == id);
    let actions = all.actions.iter().filter(|one| one.id == id);
    let safeguards = all.safeguards.iter().filter(|one| one.id == id);
    urgencies
        .map(|one| {
            let rows = vec![("Title", one.title.clone()), ("Within", one.within.clone())];
            entry("Urgency", &one.id, rows, &one.terms, &one.claims)
        })
        .chain(pathways.map(|one| {
            let consent = if one.needs_consent() { "the person's yes is needed" } else { "waits for no yes" };
            let rows = vec![
                ("Title", one.title.clone()),
                ("Text", passage(catalogue, &one.text)),
                ("Consent", consent.to_owned()),
                ("Refused when", one.refused_when.as_ref().map_or(String::new(), |when| rule(catalogue, when))),
                ("Actions", actions_of(all, id)),
            ];
            entry("Pathway", &one.id, rows, &one.terms, &one.claims)
        }))
        .chain(actions.map(|one| {
            let serves = one.serves.map_or_else(String::new, |at| all.pathways[at].id.clone());
            let rows = vec![
                ("Title", one.title.clone()),
                ("Due", one.step.word().to_owned()),
                ("By", one.by.clone()),
                ("Text", passage(catalogue, &one.text)),
                ("Only with the pathway", serves),
            ];
            entry("Action", &one.id, rows, &one.terms, &one.claims)
        }))
        .chain(safeguards.map(|one| {
            entry("Safeguard", &one.id, vec![("Text", passage(catalogue, &one.text))], &one.terms, &one.claims)
        }))
        .chain(all.contraindications.iter().filter(|one| one.id == id).map(|one| {
            let out: Vec<&str> = one.pathways.iter().map(|at| all.pathways[*at].id.as_str()).collect();
            let rows = vec![("Text", passage(catalogue, &one.text)), ("Rules out", out.join(", "))];
            entry("Contraindication", &one.id, rows, &one.terms, &one.claims)
        }))
        .collect()
}

/// A text, one sentence a line, each with the terms under which it is said.
fn passage(catalogue: &Catalogue, passage: &Passage) -> String {
    let sentence = |one: &Sentence| {
        let Some(Terms { when, unless }) = &one.terms else { return one.text.clone() };
        let unless =
            unless.as_ref().map(|unless| format!("but not when {}", rule(catalogue, unless).replace('\n', " ")));
        let terms: Vec<String> =
            std::iter::once(format!("when {}", rule(catalogue, when).replace('\n', " "))).chain(unless).collect();
        format!("{} [{}]", one.text, terms.join("; "))
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
            AreaKind::Dimension => "Dimension",
            AreaKind::Form => "Form",
            AreaKind::Pool => "Pool",
        };
        let patterns: Vec<String> = one.positive_when.iter().map(wording::pattern).collect();
        vec![
            (kind, one.id.clone()),
            ("Title", one.title.clone()),
            ("Element", one.element.map_or(String::new(), |element| wording::element(element).to_owned())),
            ("Pattern (any of)", patterns.join("\n")),
            ("Its own indicators", listed(&|at, _| one.own.contains(at))),
            ("Counts too", listed(&|at, _| one.counted.contains(at) && !one.own.contains(at))),
        ]
    });
    let groups = catalogue.groups.iter().enumerate().filter(|(_, one)| one.id == id).map(|(group, one)| {
        let counts = if one.each { "each, inside a dimension; once as grounds" } else { "once" };
        vec![
            ("Group", one.id.clone()),
            ("Title", one.title.clone()),
            ("Counts", counts.to_owned()),
            ("Indicators", listed(&|_, indicator| indicator.group == Some(group))),
        ]
    });
    let sections = catalogue.sections.iter().enumerate().filter(|(_, one)| one.id == id).map(|(section, one)| {
        let facts = catalogue.facts.iter().filter(|fact| fact.section == section);
        let facts: Vec<String> = facts.map(|fact| format!("{}: {}", fact.id, fact.title)).collect();
        vec![
            ("Section", one.id.clone()),
            ("Title", one.title.clone()),
            ("Says", passage(catalogue, &one.say)),
            ("Facts", facts.join("\n")),
            ("Indicators", listed(&|_, indicator| indicator.section == section)),
        ]
    });
    let sources = catalogue.sources.iter().enumerate().filter(|(_, one)| one.id == id).map(|(source, one)| {
        let cites = |indicator: &Indicator| {
            indicator.class_from == source || indicator.origins.iter().any(|origin| origin.claim.source == source)
        };
        vec![
            ("Source", wording::marked(&one.id, &one.origin)),
            ("Title", one.title.clone()),
            ("Publisher", one.publisher.clone()),
            ("Year", one.year.map_or(String::new(), |year| year.to_string())),
            ("Address", one.url.clone()),
            ("Standing", one.standing.word().to_owned()),
            ("Indicators", listed(&|_, indicator| cites(indicator))),
        ]
    });
    areas.chain(groups).chain(sections).chain(sources).collect()
}
