//! The fingerprint parts of guidelines and countries.

use super::naming::{Naming, reasons};
use super::{ById, FingerprintParts};
use crate::catalogue::read::words::{CHANNELS, LEADS, OWNERS, TIES, TOLD, WAITS, word_of};
use crate::catalogue::{
    Action, Card, ConsentRule, Contact, Contraindication, Country, EntryOrigin, Fit, Guidelines, Instrument, LookUp,
    Passage, Pathway, Risk, Safeguard, Sentence, Statement, Terms, Tie, Topic, Urgency,
};
use crate::condition::{Condition, FactIx};
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Naming<'_> {
    pub(super) fn guidelines(&self, all: &Guidelines) -> Vec<(&'static str, FingerprintParts)> {
        let Guidelines { urgencies, pathways, actions, safeguards, contraindications, fits, consent, card } = all;
        let against = contraindications.iter().map(|one| (one.id.as_str(), self.contraindication(one)));
        let mut taken = vec![
            ("urgencies", ById::of(urgencies.iter().map(|one| (one.id.as_str(), self.urgency(one))))),
            ("pathways", ById::in_order(pathways.iter().map(|one| (one.id.as_str(), self.pathway(one))))),
            ("actions", ById::in_order(actions.iter().map(|one| (one.id.as_str(), self.action(one))))),
            ("safeguards", ById::in_order(safeguards.iter().map(|one| (one.id.as_str(), self.safeguard(one))))),
            ("contraindications", ById::in_order(against)),
        ];
        if !fits.is_empty() {
            taken.push(("fits", ById::of(fits.iter().map(|one| (one.id.as_str(), self.fit(one))))));
        }
        taken.extend(consent.as_ref().map(|consent| ("consent", self.consent(consent))));
        taken.extend(card.as_ref().map(|one| {
            let Card { title, lines, subject } = one;
            let texts = json!({ "title": title, "lines": lines, "subject": subject });
            ("card", FingerprintParts { method: Value::Null, texts })
        }));
        taken
    }

    fn terms(&self, terms: &Terms) -> [Value; 2] {
        let Terms { when, unless } = terms;
        [self.condition(when), self.maybe(unless.as_ref())]
    }

    fn urgency(&self, one: &Urgency) -> FingerprintParts {
        let Urgency { id: _, rank, title, within, most_now, terms, claims } = one;
        let [when, unless] = self.terms(terms);
        let method = json!({ "rank": rank, "when": when, "unless": unless });
        let (sources, because) = (self.claims(claims), reasons_of(terms));
        let mut texts = json!({ "title": title, "within": within, "sources": sources, "because": because });
        if *most_now != usize::MAX {
            texts["most_now"] = json!(most_now);
        }
        FingerprintParts { method, texts }
    }

    fn pathway(&self, one: &Pathway) -> FingerprintParts {
        let Pathway { id: _, title, text, protective, waits_for, leads_to, any_number, refused_when, terms, claims } =
            one;
        let [when, unless] = self.terms(terms);
        let mut method = json!({
            "when": when, "unless": unless, "protective": protective, "consent": word_of(&WAITS, waits_for),
            "leads_to": word_of(&LEADS, leads_to),
        });
        if let Some(rule) = refused_when {
            method["refused_when"] = self.condition(rule);
        }
        let (sources, because) = (self.claims(claims), reasons_of(terms));
        let text = self.passage(text);
        let mut texts = json!({ "title": title, "text": text, "sources": sources, "because": because });
        if *any_number {
            texts["any_number"] = json!(true);
        }
        FingerprintParts { method, texts }
    }

    fn action(&self, one: &Action) -> FingerprintParts {
        let Action { id: _, step, priority, title, by, text, serves, terms, at_once, claims } = one;
        let [when, unless] = self.terms(terms);
        let serves = serves.map(|at| self.pathway_id(at));
        let method = json!({ "when": when, "unless": unless, "step": step.word(), "pathway": serves });
        let (sources, because) = (self.claims(claims), reasons_of(terms));
        let texts = json!({
            "title": title, "priority": priority, "by": by, "text": self.passage(text), "at_once": at_once,
            "sources": sources, "because": because,
        });
        FingerprintParts { method, texts }
    }

    fn safeguard(&self, one: &Safeguard) -> FingerprintParts {
        let Safeguard { id: _, text, told, terms, at_once, claims } = one;
        let [when, unless] = self.terms(terms);
        let method = json!({ "when": when, "unless": unless, "to_authorities": word_of(&TOLD, told) });
        let (sources, because) = (self.claims(claims), reasons_of(terms));
        let text = self.passage(text);
        let texts = json!({ "text": text, "at_once": at_once, "sources": sources, "because": because });
        FingerprintParts { method, texts }
    }

    fn contraindication(&self, one: &Contraindication) -> FingerprintParts {
        let Contraindication { id: _, text, pathways, told, terms, claims } = one;
        let [when, unless] = self.terms(terms);
        let method = json!({
            "when": when, "unless": unless, "pathways": self.pathway_ids(pathways),
            "to_authorities": word_of(&TOLD, told),
        });
        let (sources, because) = (self.claims(claims), reasons_of(terms));
        let text = self.passage(text);
        FingerprintParts { method, texts: json!({ "text": text, "sources": sources, "because": because }) }
    }

    /// A text, with the terms of its sentences. The choice of sentences is no part of a result.
    pub(super) fn passage(&self, passage: &Passage) -> Value {
        let sentence = |Sentence { text, terms }: &Sentence| match terms {
            None => json!(text),
            Some(terms) => {
                let [when, unless] = self.terms(terms);
                json!([text, when, unless, reasons_of(terms)])
            }
        };
        passage.sentences.iter().map(sentence).collect()
    }

    /// The groups that contacts are for change no result.
    fn fit(&self, one: &Fit) -> FingerprintParts {
        let Fit { id: _, text, when, unless } = one;
        let [when_named, unless_named] = [when, unless].map(|rule| self.maybe(rule.as_ref()));
        let because = reasons([when, unless].into_iter().flatten());
        let texts = json!({ "text": text, "when": when_named, "unless": unless_named, "because": because });
        FingerprintParts { method: Value::Null, texts }
    }

    fn consent(&self, consent: &ConsentRule) -> FingerprintParts {
        let ConsentRule {
            not_needed,
            given,
            withheld,
            yes_to,
            no_to,
            own_route,
            independent_first,
            authority_sees_signs,
            authority_sees_nothing,
            claims,
        } = consent;
        let fact = |at: Option<FactIx>| at.map(|at| self.0.fact(at).id.as_str());
        let method = json!({
            "not_needed": self.condition(not_needed), "given": self.condition(given),
            "withheld": self.condition(withheld), "yes_to": fact(*yes_to), "no_to": fact(*no_to),
            "own_route": self.maybe(own_route.as_ref()),
            "authority_sees_signs": self.maybe(authority_sees_signs.as_ref()),
            "authority_sees_nothing": self.maybe(authority_sees_nothing.as_ref()),
        });
        let free = [own_route, independent_first, authority_sees_signs, authority_sees_nothing].into_iter().flatten();
        let all: Vec<&Condition> = [not_needed, given, withheld].into_iter().chain(free).collect();
        let mut texts = json!({ "sources": self.claims(claims), "because": reasons(all) });
        if let Some(rule) = independent_first {
            texts["independent_first"] = self.condition(rule);
        }
        FingerprintParts { method, texts }
    }

    fn pathway_id(&self, at: usize) -> &str {
        &self.0.guidelines.pathways[at].id
    }

    fn pathway_ids(&self, all: &[usize]) -> BTreeSet<&str> {
        all.iter().map(|at| self.pathway_id(*at)).collect()
    }

    fn fit_ids(&self, all: &[usize]) -> BTreeSet<&str> {
        all.iter().map(|at| self.0.guidelines.fits[*at].id.as_str()).collect()
    }

    pub(super) fn country(&self, one: &Country) -> FingerprintParts {
        let Country {
            id: _,
            title,
            state_risk,
            own_state_risk: _,
            risks,
            cooperation,
            ties,
            statements,
            contacts,
            look_up,
            superseded,
            claims,
            added_claims,
            origin,
        } = one;
        let said = |(topic, said): &(Topic, Statement)| {
            let Statement { text, claims, origin } = said;
            from(json!([topic.key(), text, self.claims(claims)]), origin)
        };
        let because: Vec<Value> = risks.iter().filter_map(because).collect();
        let mut texts = json!({
            "title": title, "state_risk_because": because,
            "cooperation_condition": word_of(&TIES, cooperation), "said": statements.iter().map(said).collect::<Vec<_>>(),
            "sources": self.claims(claims), "superseded": self.claims(superseded),
        });
        if !look_up.is_empty() {
            let one = |one: &LookUp| {
                let LookUp { pathways, text, fits, url, claims } = one;
                json!([self.pathway_ids(pathways), text, self.fit_ids(fits), url, self.claims(claims)])
            };
            texts["look_up"] = look_up.iter().map(one).collect();
        }
        let added: Vec<Value> = added_claims
            .iter()
            .map(|(claim, origin)| from(self.claims(std::slice::from_ref(claim)), origin))
            .chain(ties.iter().filter(|tie| !tie.origin.is_catalogue()).map(tie))
            .collect();
        if !added.is_empty() || !origin.is_catalogue() {
            texts["added"] = from(json!(added), origin);
        }
        // Each contact has a key of its own, so that a difference is reported for that contact.
        for contact in contacts {
            let key = match contact.origin.file() {
                None => format!("contact {}", contact.id),
                Some(file) => format!("contact {} of {}", contact.id, file.label),
            };
            texts[key] = self.contact(contact);
        }
        FingerprintParts { method: json!({ "state_risk": state_risk.word() }), texts }
    }

    fn contact(&self, one: &Contact) -> Value {
        let Contact {
            id: _,
            service,
            owner,
            kind,
            number,
            number_abroad,
            other,
            hours,
            languages,
            note,
            short,
            fits,
            nationals,
            by,
            serves,
            warning,
            conflict,
            card,
            claims,
            seen_year,
            confidence,
            verified_on,
            origin,
        } = one;
        let fits = self.fit_ids(fits);
        let by: Vec<&str> = by.iter().map(|one| word_of(&CHANNELS, one)).collect();
        let taken = json!({
            "service": service, "owner": owner, "kind": word_of(&OWNERS, kind), "number": number,
            "number_abroad": number_abroad, "other": other, "hours": hours, "languages": languages, "note": note, "short": short, "fits": fits, "nationals": nationals, "by": by,
            "serves": self.pathway_ids(serves), "warning": warning, "conflict": conflict, "card": card,
            "sources": self.claims(claims), "seen_year": seen_year, "confidence": confidence.letter(),
            "verified_on": verified_on.map(|day| day.to_string()),
        });
        from(taken, origin)
    }

    pub(super) fn instrument(&self, one: &Instrument) -> FingerprintParts {
        let Instrument { id: _, between, title, gives, serves, claims, origin } = one;
        let between: BTreeSet<_> = between.iter().collect();
        let texts = json!({
            "between": between, "title": title, "gives": gives, "serves": self.pathway_ids(serves),
            "sources": self.claims(claims),
        });
        FingerprintParts { method: Value::Null, texts: from(texts, origin) }
    }
}

/// The content of an entry, with its added file. An entry of the catalogue itself is left as it is.
pub(super) fn from(taken: Value, origin: &EntryOrigin) -> Value {
    match origin.file() {
        None => taken,
        Some(file) => json!([taken, { "from": file.label }]),
    }
}

fn because(risk: &Risk) -> Option<Value> {
    let Risk { level, because, claims: _, origin } = risk;
    match origin.file() {
        None => (!because.is_empty()).then(|| json!(because)),
        Some(_) => Some(from(json!([level.word(), because]), origin)),
    }
}

fn tie(tie: &Tie) -> Value {
    let Tie { cooperation, claims: _, origin } = tie;
    from(json!(word_of(&TIES, cooperation)), origin)
}

fn reasons_of(terms: &Terms) -> Value {
    let Terms { when, unless } = terms;
    reasons(std::iter::once(when).chain(unless))
}
