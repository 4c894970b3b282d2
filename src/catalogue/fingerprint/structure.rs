//! The fingerprint parts of everything but guidelines and countries.

use crate::catalogue::fingerprint::guidelines::from;
use crate::catalogue::fingerprint::naming::{Naming, element, patterns, reasons};
use crate::catalogue::fingerprint::{ById, FingerprintParts};
use crate::catalogue::read::words::{
    ABOUT, ADDRESSEES, AREAS, ASKED_BY, COUNTS, COVERS, EACH_MEETING, HAND_OVER, KEEPS, KINDS, PLACES, ROLES, TIERS,
    USES, word_of,
};
use crate::catalogue::{
    Anchors, Area, Catalogue, Caution, Claim, Classes, Contradiction, Fact, FactValue, Finding, Flag, Gate, Group,
    Indicator, Method, Origin, Prompts, Retired, Section, Source, SourceStatus, WhoAsks,
};
use crate::condition::{FactIx, Points, Strength};
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Naming<'_> {
    /// The whole catalogue, key by key.
    pub(super) fn whole(&self) -> Vec<(&'static str, FingerprintParts)> {
        let Catalogue {
            // The name of a catalogue has no effect.
            id: _,
            version: _,
            based_on,
            title,
            status,
            validation,
            review,
            caveat,
            offer_pause,
            stopped,
            safe_close,
            used_for,
            ordered,
            sources,
            sections,
            areas,
            groups,
            facts,
            indicators,
            method,
            child_track,
            child_now,
            adult_until_asked,
            prompts,
            gates,
            cautions,
            contradictions,
            flags,
            findings,
            guidelines,
            countries,
            instruments,
            retired,
            // Each entry of an added file names that file.
            added_files: _,
            // Derived from the rest.
            plan: _,
            fingerprints: _,
            equal_builtins: _,
        } = self.0;
        let of_method = |method: Value| FingerprintParts { method, texts: Value::Null };
        let of_texts = |texts: Value| FingerprintParts { method: Value::Null, texts };
        let head = json!({
            "title": title, "status": status, "validation": validation, "review": review, "caveat": caveat,
            "offer_pause": offer_pause, "stopped": stopped, "safe_close": safe_close, "use": word_of(&USES, used_for),
            "based_on": based_on,
        });
        let facts = facts.iter().enumerate().map(|(at, one)| (one.id.as_str(), self.fact(FactIx(at), one)));
        let mut all = vec![
            ("head", of_texts(head)),
            ("ordered", of_method(json!(ordered))),
            ("sources", ById::of_one_side(sources.iter().map(|one| (one.id.as_str(), source(one))))),
            ("sections", ById::of_one_side(sections.iter().map(|one| (one.id.as_str(), self.section(one))))),
            ("areas", ById::of(areas.iter().map(|one| (one.id.as_str(), self.area(one))))),
            ("groups", ById::of(groups.iter().map(|one| (one.id.as_str(), group(one))))),
            ("facts", ById::of(facts)),
            ("indicators", ById::of(indicators.iter().map(|one| (one.id.as_str(), self.indicator(one))))),
            ("child_track", self.track(child_track.as_ref())),
            ("child_now", self.track(child_now.as_ref())),
            ("gates", ById::in_order(gates.iter().map(|one| (one.id.as_str(), self.gate(one))))),
            ("cautions", ById::in_order(cautions.iter().map(|one| (one.id.as_str(), self.caution(one))))),
            (
                "contradictions",
                ById::in_order(contradictions.iter().map(|one| (one.id.as_str(), self.contradiction(one)))),
            ),
            ("flags", ById::of(flags.iter().map(|one| (one.id.as_str(), self.flag(one))))),
            ("findings", ById::of(findings.iter().map(|one| (one.id.as_str(), self.finding(one))))),
            ("retired", ById::of_one_side(retired.iter().map(|one| (one.id.as_str(), self.retired(one))))),
        ];
        // Only if there is one, so that older catalogues keep their fingerprint.
        all.extend(adult_until_asked.as_ref().map(|rule| ("adult_until_asked", self.track(Some(rule)))));
        all.extend(self.prompts(prompts).map(|taken| ("prompts", taken)));
        all.extend(strengths(method));
        all.extend(self.guidelines(guidelines));
        all.push(("countries", ById::of(countries.iter().map(|one| (one.id.as_str(), self.country(one))))));
        all.push((
            "instruments",
            ById::of_one_side(instruments.iter().map(|one| (one.id.as_str(), self.instrument(one)))),
        ));
        all
    }

    fn section(&self, one: &Section) -> FingerprintParts {
        let Section { id: _, title, say, place } = one;
        let texts = json!({ "title": title, "say": self.passage(say), "place": word_of(&PLACES, place) });
        FingerprintParts { method: Value::Null, texts }
    }

    /// The choice of prompts changes no result. `None` if there is nothing to add.
    fn prompts(&self, prompts: &Prompts) -> Option<FingerprintParts> {
        let Prompts { ended, hard_from, before_hard } = prompts;
        let is_told = ended.is_some() || hard_from.is_some() || !before_hard.is_empty();
        let ended = ended.as_ref().map(|rule| json!([self.condition(rule), reasons([rule])]));
        let texts = json!({ "ended": ended, "hard_from": hard_from, "before_hard": before_hard });
        is_told.then_some(FingerprintParts { method: Value::Null, texts })
    }

    /// Claims: source and item.
    pub(super) fn claims(&self, claims: &[Claim]) -> Value {
        let cited = |claim: &Claim| {
            let Claim { source, item } = claim;
            json!([self.0.sources[*source].id, item])
        };
        json!(claims.iter().map(cited).collect::<Vec<_>>())
    }

    fn track(&self, rule: Option<&crate::condition::Condition>) -> FingerprintParts {
        FingerprintParts { method: self.maybe(rule), texts: reasons(rule) }
    }

    fn area(&self, one: &Area) -> FingerprintParts {
        // Each indicator names its areas, so the own indicators are left out here.
        let Area { id: _, title, kind, element: of, positive_when, own: _, counted } = one;
        let method = json!({
            "kind": word_of(&AREAS, kind), "element": element(*of), "patterns": patterns(positive_when),
            "counts": self.members(counted),
        });
        FingerprintParts { method, texts: json!({ "title": title }) }
    }

    fn fact(&self, at: FactIx, one: &Fact) -> FingerprintParts {
        let Fact {
            id: _,
            title,
            kind,
            values,
            yes,
            no,
            role,
            section,
            to,
            prompt,
            help,
            without_yes,
            descriptive,
            asked,
            each_meeting,
            hand_over,
            about,
            opposes,
            unknown_as,
            ask_if,
            who_asks,
            claims,
        } = one;
        let values = ById::of(values.iter().map(|value| (value.id.as_str(), fact_value(value))));
        let method = json!({
            "type": word_of(&KINDS, kind), "values": values.method, "yes": self.values(at, *yes),
            "no": self.values(at, *no), "role": role.map(|role| word_of(&ROLES, &role)), "descriptive": descriptive,
            "asked": asked, "each_meeting": word_of(&EACH_MEETING, each_meeting), "hand_over": word_of(&HAND_OVER, hand_over),
            "about": word_of(&ABOUT, about), "ask_if": self.maybe(ask_if.as_ref()), "who_asks": asked_by(*who_asks),
            "unknown_as": self.values(at, *unknown_as), "opposes": opposes.map(|at| self.0.fact(at).id.as_str()),
        });
        let texts = json!({
            "title": title, "prompt": prompt, "help": help, "without_yes": without_yes, "values": values.texts,
            "section": self.0.sections[*section].id, "to": word_of(&ADDRESSEES, to), "sources": self.claims(claims),
            "because": reasons(ask_if),
        });
        FingerprintParts { method, texts }
    }

    fn indicator(&self, one: &Indicator) -> FingerprintParts {
        let Indicator {
            id: _,
            statement,
            prompt,
            prompt_ended,
            follow_up,
            observe,
            section,
            areas,
            classes,
            class_from,
            group,
            tier,
            sensitivity,
            anchors,
            critical,
            include,
            exclude,
            origins,
            commit_ref,
            who_asks,
            hand_over,
            ask_if,
        } = one;
        let Classes { adult, child } = classes;
        let areas: BTreeSet<_> = areas.iter().map(|at| self.0.areas[at.0].id.as_str()).collect();
        let method = json!({
            "areas": areas, "class": [adult.map(Strength::word), child.map(Strength::word)],
            "group": group.map(|at| self.0.groups[at].id.as_str()), "tier": word_of(&TIERS, tier), "critical": critical,
            "degrees": anchors.is_some(), "who_asks": asked_by(*who_asks), "hand_over": word_of(&HAND_OVER, hand_over),
            "ask_if": self.maybe(ask_if.as_ref()), "origin": self.shared_origins(origins),
        });
        let anchors = anchors.as_ref().map(|anchors| {
            let Anchors { texts } = anchors;
            texts
        });
        let mut texts = json!({
            "statement": statement, "prompt": prompt, "observe": observe, "severity": anchors, "include": include,
            "exclude": exclude, "section": self.0.sections[*section].id, "sensitivity": sensitivity,
            "class_from": self.0.sources[*class_from].id, "origin": self.origins(origins), "commit_ref": commit_ref,
            "because": reasons(ask_if),
        });
        for (key, text) in [("prompt_ended", prompt_ended), ("follow_up", follow_up)] {
            if !text.is_empty() {
                texts[key] = json!(text);
            }
        }
        FingerprintParts { method, texts }
    }

    /// The items by which answers are carried over from other catalogues, and how far. Proposals of the authors don't
    /// count.
    fn shared_origins(&self, origins: &[Origin]) -> Value {
        let shared = origins.iter().filter(|one| self.0.sources[one.claim.source].standing != SourceStatus::Proposed);
        json!(shared.map(|one| self.origin(one)).collect::<BTreeSet<_>>())
    }

    fn origins(&self, origins: &[Origin]) -> Value {
        json!(origins.iter().map(|one| self.origin(one)).collect::<Vec<_>>())
    }

    fn origin<'a>(&'a self, one: &'a Origin) -> [&'a str; 3] {
        let Origin { claim: Claim { source, item }, covers } = one;
        [&self.0.sources[*source].id, item, word_of(&COVERS, covers)]
    }

    fn gate(&self, one: &Gate) -> FingerprintParts {
        let Gate { id: _, when, keep, say, claims } = one;
        let method = json!({ "when": self.condition(when), "keep": word_of(&KEEPS, keep) });
        FingerprintParts {
            method,
            texts: json!({ "say": say, "sources": self.claims(claims), "because": reasons([when]) }),
        }
    }

    fn caution(&self, one: &Caution) -> FingerprintParts {
        let Caution { id: _, title, when, now, say, claims } = one;
        let texts = json!({
            "title": title, "now": now, "say": say, "sources": self.claims(claims), "because": reasons([when]),
        });
        FingerprintParts { method: self.condition(when), texts }
    }

    fn contradiction(&self, one: &Contradiction) -> FingerprintParts {
        let Contradiction { id: _, when, say } = one;
        FingerprintParts { method: self.condition(when), texts: json!({ "say": say, "because": reasons([when]) }) }
    }

    fn flag(&self, one: &Flag) -> FingerprintParts {
        let Flag { id: _, title, when, hand_over } = one;
        let method = json!({ "when": self.condition(when), "hand_over": word_of(&HAND_OVER, hand_over) });
        FingerprintParts { method, texts: json!({ "title": title, "because": reasons([when]) }) }
    }

    fn finding(&self, one: &Finding) -> FingerprintParts {
        let Finding { id: _, rank, title, meaning, when, child, refers, alike } = one;
        let mut method = json!({
            "rank": rank, "when": self.condition(when), "child": self.maybe(child.as_ref()), "refers": refers,
        });
        // Of findings with equal rank, the first in the files is tested first.
        if *alike {
            let of_rank = self.0.findings.iter().filter(|other| other.rank == *rank);
            method["tested_in_order"] = json!(of_rank.map(|other| other.id.as_str()).collect::<Vec<_>>());
        }
        let because = reasons(std::iter::once(when).chain(child));
        FingerprintParts {
            method,
            texts: json!({ "title": title, "meaning": self.passage(meaning), "because": because }),
        }
    }

    fn retired(&self, one: &Retired) -> FingerprintParts {
        let Retired { id: _, replaced_by } = one;
        let by = replaced_by.map(|at| self.0.indicators[at].id.as_str());
        FingerprintParts { method: json!({ "replaced_by": by }), texts: Value::Null }
    }
}

fn source(one: &Source) -> FingerprintParts {
    let Source { id: _, title, publisher, year, url, standing, origin } = one;
    let texts =
        json!({ "title": title, "publisher": publisher, "year": year, "url": url, "standing": standing.word() });
    FingerprintParts { method: Value::Null, texts: from(texts, origin) }
}

fn group(one: &Group) -> FingerprintParts {
    let Group { id: _, title, each } = one;
    FingerprintParts { method: json!(word_of(&COUNTS, each)), texts: json!({ "title": title }) }
}

fn fact_value(one: &FactValue) -> FingerprintParts {
    let FactValue { id: _, text, hand_over, protects, alone } = one;
    let method = json!({ "hand_over": word_of(&HAND_OVER, hand_over), "protects": protects, "alone": alone });
    FingerprintParts { method, texts: json!(text) }
}

fn asked_by(who: WhoAsks) -> Value {
    let WhoAsks { adult, child } = who;
    json!([word_of(&ASKED_BY, &adult), word_of(&ASKED_BY, &child)])
}

fn strengths(method: &Method) -> [(&'static str, FingerprintParts); 3] {
    let Method { standing, basis, table, points: Points(points) } = method;
    let of_method = |method: Value| FingerprintParts { method, texts: Value::Null };
    let about = json!({ "standing": standing.word(), "basis": basis });
    [
        ("strength", of_method(json!(table.map(|row| row.map(Strength::word))))),
        ("points", of_method(json!(points))),
        ("method", FingerprintParts { method: Value::Null, texts: about }),
    ]
}
