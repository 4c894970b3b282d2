//! Checks a catalogue as a whole. It covers what no single table can show.

mod asking;
mod hidden;
mod implies;
mod reachable;
mod roles;
mod texts;
mod upper_bound;
pub(super) mod wording;

use super::read::names::TableKind;
use super::read::tables::Tables;
use super::read::words;
use super::{AreaKind, Catalogue, HandOver, Role, SectionPlace, Terms, Use};
use crate::catalogue::check::upper_bound::UpperBound;
use crate::catalogue::compiled::{MAX_FACT_WAYS, indicators_read};
use crate::condition::{BitSet, Condition, Evidence, FactIx, Filter, Horizon, Leaf, Truth};
use crate::toml_input::{Code, Diagnostics, is_blank};
use reachable::satisfiable;
use std::collections::BTreeSet;

/// Checks everything that can be checked while some tables are faulty.
pub(super) fn whole(catalogue: &Catalogue, tables: &Tables<'_>) {
    let check = Check { catalogue, tables, problems: tables.problems() };
    check.prompts();
    check.places();
    check.track();
    check.roles();
    check.ranks();
    check.cycles();
    check.contraindications();
    if !check.problems.is_of_stored_copy() {
        check.meetings();
        check.cautions_are_told();
    }
    check.limited_flags();
    if tables.any_unread() {
        return; // an unreadable table may hold anything, so nothing is reported as missing
    }
    check.questions_reachable();
    let areas_are_sound =
        tables.are_sound(&[TableKind::Dimension, TableKind::Pool, TableKind::Form]) && !tables.is_doubtful("method");
    if areas_are_sound && tables.are_sound(&[TableKind::Flag, TableKind::Finding]) && !catalogue.findings.is_empty() {
        check.everything_counts();
    }
    if areas_are_sound {
        check.everything_can_hold();
    }
    if areas_are_sound && tables.are_sound(&RULES) && !catalogue.findings.is_empty() {
        check.everything_has_its_turn();
    }
    check.everything_is_used();
}

/// The kinds of tables that hold rules, and the kinds that rules read.
const RULES: [TableKind; 10] = [
    TableKind::Fact,
    TableKind::Indicator,
    TableKind::Flag,
    TableKind::Finding,
    TableKind::Urgency,
    TableKind::Pathway,
    TableKind::Action,
    TableKind::Safeguard,
    TableKind::Contraindication,
    TableKind::Gate,
];

/// Finds warnings: the catalogue can be used, but its author should know.
pub(super) fn warnings(catalogue: &Catalogue, tables: &Tables<'_>, wording: Option<&wording::WordingRules>) {
    let check = Check { catalogue, tables, problems: tables.problems() };
    check.titles();
    check.copies();
    if !tables.any_unread() {
        check.roles_of_the_flow();
        if tables.are_sound(&[TableKind::Fact, TableKind::Indicator, TableKind::Section]) {
            check.classes_and_ask_if();
            check.ask_if_reads_what_was_asked();
        }
    }
    if let Some(rules) = wording {
        check.wording(rules);
    }
}

/// Checks that open facts have few enough combinations to compute a range.
pub(super) fn range(catalogue: &Catalogue, tables: &Tables<'_>) {
    let ways = catalogue.range_facts().iter().fold(1usize, |ways, (_, answers)| ways.saturating_mul(answers.len()));
    if ways > MAX_FACT_WAYS {
        let (fact, _) = catalogue.range_facts()[0];
        tables.problems().push(
            Code::TooManyOpenFacts,
            tables.place(TableKind::Fact, fact.0),
            what_and_help!("catalogue-too-many-combinations", most = MAX_FACT_WAYS),
        );
    }
}

struct Check<'c, 'd> {
    catalogue: &'c Catalogue,
    tables: &'c Tables<'d>,
    problems: &'d Diagnostics,
}

impl Check<'_, '_> {
    fn problem(&self, code: Code, kind: TableKind, at: usize, what_and_help: (String, String)) {
        if !self.tables.is_faulty(kind, at) {
            self.problems.push(code, self.tables.place(kind, at), what_and_help);
        }
    }

    /// A catalogue for screening needs a prompt for every indicator.
    fn prompts(&self) {
        if self.catalogue.used_for == Use::Score {
            return;
        }
        for (at, indicator) in self.catalogue.indicators.iter().enumerate() {
            if is_blank(&indicator.prompt) {
                self.problem(Code::MissingKey, TableKind::Indicator, at, what_and_help!("catalogue-no-prompt"));
            }
        }
    }

    /// Signs are asked about only after the screening is explained and the person consents.
    fn places(&self) {
        for (at, indicator) in self.catalogue.indicators.iter().enumerate() {
            let opening = |section: &super::Section| section.place == SectionPlace::Opening;
            if self.catalogue.sections.get(indicator.section).is_some_and(opening) && !self.tables.any_unread() {
                self.problem(
                    Code::WrongPlace,
                    TableKind::Indicator,
                    at,
                    what_and_help!("catalogue-indicator-in-the-opening"),
                );
            }
        }
    }

    /// If the age is asked, a rule must read it.
    fn track(&self) {
        let age = self.catalogue.facts.iter().position(|fact| fact.role == Some(Role::Age));
        let Some(at) = age.filter(|_| self.tables.single("track").is_none() && !self.tables.is_doubtful("track"))
        else {
            return;
        };
        self.problem(Code::MissingTable, TableKind::Fact, at, what_and_help!("catalogue-no-track"));
    }

    /// Consent from one meeting never counts at the next.
    fn meetings(&self) {
        let facts = self.tables.list(TableKind::Fact);
        let says_otherwise = |at: &FactIx| {
            let table = &facts[at.0];
            let is_fresh =
                table.quietly_true("each_meeting") || table.quietly("each_meeting").as_deref() == Some("fresh");
            table.keys().contains(&"each_meeting") && !is_fresh
        };
        for at in self.catalogue.fresh_by_nature().into_iter().filter(says_otherwise) {
            self.problem(Code::WrongValue, TableKind::Fact, at.0, what_and_help!("catalogue-holds-for-one-meeting"));
        }
    }

    /// Ranks differ, and the lowest rank always holds, so that there is always a finding.
    fn ranks(&self) {
        fn always(condition: &Condition) -> bool {
            match condition {
                Condition::Because(_, part) => always(part),
                other => matches!(other, Condition::Leaf(Leaf::Otherwise)),
            }
        }
        let findings = self.catalogue.findings.iter().map(|finding| (finding.rank, always(&finding.when)));
        self.ranking(TableKind::Finding, &findings.collect::<Vec<_>>());
        let urgencies = self.catalogue.guidelines.urgencies.iter();
        let urgencies = urgencies.map(|urgency| (urgency.rank, always(&urgency.terms.when)));
        self.ranking(TableKind::Urgency, &urgencies.collect::<Vec<_>>());
    }

    /// Checks the ranks of tables, in the order of the files. Each rank comes with whether its rule always holds.
    fn ranking(&self, kind: TableKind, ranked: &[(i64, bool)]) {
        let sound = |at: usize| !self.tables.is_faulty(kind, at);
        let all_sound = (0..ranked.len()).all(sound);
        for (at, (rank, _)) in ranked.iter().enumerate() {
            let may_be_alike = |at: usize| kind == TableKind::Finding && self.catalogue.findings[at].alike;
            let is_taken =
                |other: usize, taken: i64| sound(other) && taken == *rank && !(may_be_alike(at) && may_be_alike(other));
            if ranked[..at].iter().enumerate().any(|(other, (taken, _))| is_taken(other, *taken)) {
                self.problem(Code::WrongValue, kind, at, what_and_help!("catalogue-same-rank"));
            }
            let alike = |place: usize| place < at && may_be_alike(at) && may_be_alike(place);
            let before = |place: usize, other: i64| other > *rank || (other == *rank && alike(place));
            if ranked.iter().enumerate().any(|(place, (other, always))| *always && before(place, *other)) {
                self.problem(Code::NeverHolds, kind, at, what_and_help!("catalogue-always-outranked"));
            }
        }
        let Some(lowest) = (0..ranked.len()).min_by_key(|at| ranked[*at].0) else { return };
        if all_sound && !ranked.iter().any(|(_, always)| *always) {
            self.problem(Code::NeverHolds, kind, lowest, what_and_help!("catalogue-no-lowest-rule"));
        }
    }

    /// A sign or value that raises a flag with limited hand-over must not be handed over further. It would reveal the
    /// flag.
    fn limited_flags(&self) {
        let catalogue = self.catalogue;
        for flag in catalogue.flags.iter().filter(|flag| flag.hand_over < HandOver::Authority) {
            let far = |one: HandOver| one > flag.hand_over;
            let word = words::word_of(&words::HAND_OVER, &flag.hand_over);
            flag.when.leaves(&mut |leaf, _| {
                for at in leaf.indicators().iter().filter(|at| far(catalogue.indicators[*at].hand_over)) {
                    let said = what_and_help!("catalogue-indicator-told-too-far", flag = &flag.id, hand_over = word);
                    self.problem(Code::TooFar, TableKind::Indicator, at, said);
                }
                let Leaf::Fact { fact: at, values } = leaf else { return };
                let fact = catalogue.fact(*at);
                let named = fact.values.iter().enumerate().filter(|(bit, _)| values & (1 << bit) != 0);
                for (_, value) in named.filter(|(_, value)| far(fact.hand_over.min(value.hand_over))) {
                    let (flag, value) = (&flag.id, &value.id);
                    let said =
                        what_and_help!("catalogue-value-told-too-far", value = value, flag = flag, hand_over = word);
                    self.problem(Code::TooFar, TableKind::Fact, at.0, said);
                }
            });
        }
    }

    /// Every reader of a result sees its cautions. So a caution may read only values that every reader may see.
    fn cautions_are_told(&self) {
        for caution in &self.catalogue.cautions {
            caution.when.leaves(&mut |leaf, _| {
                let Leaf::Fact { fact: at, values } = leaf else { return };
                let fact = self.catalogue.fact(*at);
                let told = if fact.hand_over < HandOver::Authority { 0 } else { fact.values_for(HandOver::Authority) };
                if values & !told != 0 {
                    self.problem(
                        Code::WrongValue,
                        TableKind::Fact,
                        at.0,
                        what_and_help!("catalogue-caution-reads-what-is-kept-back", id = &caution.id),
                    );
                }
            });
        }
    }

    /// Help that needs no yes can't be ruled out, and no pathway is named twice.
    fn contraindications(&self) {
        let guidelines = &self.catalogue.guidelines;
        for (at, one) in guidelines.contraindications.iter().enumerate() {
            for (place, pathway) in one.pathways.iter().enumerate() {
                let Some(named) = guidelines.pathways.get(*pathway) else { continue };
                if !named.needs_consent() {
                    self.problem(
                        Code::WrongValue,
                        TableKind::Contraindication,
                        at,
                        what_and_help!("catalogue-rules-out-without-consent", id = &named.id),
                    );
                } else if one.pathways[..place].contains(pathway) {
                    self.problem(
                        Code::DuplicateId,
                        TableKind::Contraindication,
                        at,
                        what_and_help!("catalogue-pathway-named-twice", id = &named.id),
                    );
                }
            }
        }
    }

    /// No question depends on itself.
    fn cycles(&self) {
        // Facts first, then indicators. Each may depend on the other.
        let (facts, indicators) = (&self.catalogue.facts, &self.catalogue.indicators);
        let conditions = (facts.iter().map(|fact| fact.ask_if.as_ref()))
            .chain(indicators.iter().map(|indicator| indicator.ask_if.as_ref()));
        let reads: Vec<BTreeSet<usize>> = conditions
            .map(|condition| {
                let mut read: BTreeSet<usize> =
                    indicators_read(condition).into_iter().map(|at| facts.len() + at).collect();
                if let Some(condition) = condition {
                    condition.leaves(&mut |leaf, _| {
                        if let Leaf::Fact { fact, .. } = leaf {
                            read.insert(fact.0);
                        }
                    });
                }
                read
            })
            .collect();
        for start in 0..reads.len() {
            let mut reached = BTreeSet::new();
            let mut ahead: Vec<usize> = reads[start].iter().copied().collect();
            while let Some(at) = ahead.pop() {
                if reached.insert(at) {
                    ahead.extend(&reads[at]);
                }
            }
            if reached.contains(&start) {
                let (kind, at, id) = match start.checked_sub(facts.len()) {
                    Some(at) => (TableKind::Indicator, at, &indicators[at].id),
                    None => (TableKind::Fact, start, &facts[start].id),
                };
                self.problem(Code::AskCycle, kind, at, what_and_help!("catalogue-asked-after-itself", id = id));
            }
        }
    }

    /// Some answers meet every `ask_if`.
    fn questions_reachable(&self) {
        let facts = self.catalogue.facts.iter().map(|fact| fact.ask_if.as_ref());
        let indicators = self.catalogue.indicators.iter().map(|indicator| indicator.ask_if.as_ref());
        for (kind, conditions) in
            [(TableKind::Fact, facts.collect::<Vec<_>>()), (TableKind::Indicator, indicators.collect())]
        {
            for (at, condition) in conditions.into_iter().enumerate() {
                let Some(condition) = condition else { continue };
                if !satisfiable(condition, self.catalogue) {
                    self.problem(Code::NeverAsked, kind, at, what_and_help!("catalogue-never-asked"));
                }
            }
        }
    }

    /// Every indicator affects some rule.
    fn everything_counts(&self) {
        let catalogue = self.catalogue;
        let mut counted = BitSet::EMPTY;
        let everything = self.everything();
        let attainable = |filter: &Filter| everything.matching(filter, Horizon::Possible);
        let mut note = |leaf: &Leaf, _: bool| match leaf {
            Leaf::Indicator { indicator, .. } => counted.insert(indicator.0),
            Leaf::Count { of: filter, .. } | Leaf::Pattern { over: filter, .. } | Leaf::Points { over: filter, .. } => {
                counted = counted.or(&attainable(filter));
            }
            Leaf::Pair { a, b } => counted = counted.or(&attainable(a)).or(&attainable(b)),
            Leaf::Area { area, .. } => counted = counted.or(&catalogue.areas[area.0].counted),
            Leaf::Element { element, .. } => {
                for area in catalogue.areas.iter().filter(|area| area.element == Some(*element)) {
                    counted = counted.or(&area.counted);
                }
            }
            _ => {}
        };
        for finding in &catalogue.findings {
            finding.when.leaves(&mut note);
            finding.child.iter().for_each(|child| child.leaves(&mut note));
        }
        catalogue.flags.iter().for_each(|flag| flag.when.leaves(&mut note));
        for at in (0..catalogue.indicators.len()).filter(|at| !counted.contains(*at)) {
            self.problem(Code::NeverCounts, TableKind::Indicator, at, what_and_help!("catalogue-never-counted"));
        }
    }

    /// The case in which everything is possible, including what could not be read.
    fn everything(&self) -> UpperBound<'_> {
        let faulty =
            |kind: TableKind, many: usize| (0..many).filter(|at| self.tables.is_faulty(kind, *at)).collect::<BitSet>();
        let indicators = faulty(TableKind::Indicator, self.catalogue.indicators.len());
        UpperBound::of(self.catalogue, indicators, faulty(TableKind::Flag, self.catalogue.flags.len()))
    }

    /// Some answers meet every rule.
    fn everything_can_hold(&self) {
        let catalogue = self.catalogue;
        let everything = self.everything();
        let holds = |condition: &Condition| condition.evaluate(&everything) != Truth::No;
        // An `unless` that always holds also makes an entry impossible.
        let always = |condition: &Condition| condition.evaluate(&everything) == Truth::Yes;
        let same = |terms: &Terms| terms.unless.as_ref() == Some(&terms.when);
        let terms_hold =
            |terms: &Terms| holds(&terms.when) && !terms.unless.as_ref().is_some_and(always) && !same(terms);
        let never = |kind: TableKind, at: usize, fine: bool| {
            if !fine {
                self.problem(Code::NeverHolds, kind, at, what_and_help!("catalogue-never-holds", kind = kind.word()));
            }
        };
        for (at, gate) in catalogue.gates.iter().enumerate() {
            never(TableKind::Gate, at, holds(&gate.when));
        }
        for (at, caution) in catalogue.cautions.iter().enumerate() {
            never(TableKind::Caution, at, satisfiable(&caution.when, catalogue));
        }
        for (at, one) in catalogue.contradictions.iter().enumerate() {
            never(TableKind::Contradiction, at, satisfiable(&one.when, catalogue));
        }
        for (at, flag) in catalogue.flags.iter().enumerate() {
            never(TableKind::Flag, at, holds(&flag.when));
        }
        for (at, finding) in catalogue.findings.iter().enumerate() {
            never(TableKind::Finding, at, holds(&finding.when) || finding.child.as_ref().is_some_and(holds));
        }
        let guidelines = &catalogue.guidelines;
        let urgencies = guidelines.urgencies.iter().map(|one| (TableKind::Urgency, &one.id, &one.terms));
        let pathways = guidelines.pathways.iter().map(|one| (TableKind::Pathway, &one.id, &one.terms));
        let actions = guidelines.actions.iter().map(|one| (TableKind::Action, &one.id, &one.terms));
        let safeguards = guidelines.safeguards.iter().map(|one| (TableKind::Safeguard, &one.id, &one.terms));
        let ruled_out =
            guidelines.contraindications.iter().map(|one| (TableKind::Contraindication, &one.id, &one.terms));
        for (kind, id, terms) in urgencies.chain(pathways).chain(actions).chain(safeguards).chain(ruled_out) {
            if let Some(at) = self.tables.find(kind, id) {
                never(kind, at, terms_hold(terms));
            }
        }
    }

    /// Everything declared is used.
    fn everything_is_used(&self) {
        let catalogue = self.catalogue;
        let indicators = &catalogue.indicators;
        let guidelines = &catalogue.guidelines;
        let mut cited: BTreeSet<usize> = indicators.iter().map(|indicator| indicator.class_from).collect();
        cited.extend(indicators.iter().flat_map(|indicator| &indicator.origins).map(|origin| origin.claim.source));
        let claims = (catalogue.facts.iter().map(|fact| &fact.claims))
            .chain(catalogue.gates.iter().map(|gate| &gate.claims))
            .chain(catalogue.cautions.iter().map(|caution| &caution.claims))
            .chain(guidelines.urgencies.iter().map(|one| &one.claims))
            .chain(guidelines.pathways.iter().map(|one| &one.claims))
            .chain(guidelines.actions.iter().map(|one| &one.claims))
            .chain(guidelines.safeguards.iter().map(|one| &one.claims))
            .chain(guidelines.contraindications.iter().map(|one| &one.claims))
            .chain(guidelines.consent.iter().map(|one| &one.claims))
            .chain(catalogue.instruments.iter().map(|one| &one.claims))
            .chain(catalogue.countries.iter().flat_map(|one| [&one.claims, &one.superseded]))
            .chain(catalogue.countries.iter().flat_map(|one| one.look_up.iter().map(|one| &one.claims)))
            .chain(catalogue.countries.iter().flat_map(|one| one.statements.iter().map(|(_, said)| &said.claims)))
            .chain(catalogue.countries.iter().flat_map(|one| one.contacts.iter().map(|contact| &contact.claims)));
        cited.extend(claims.flatten().map(|claim| claim.source));
        let added = catalogue.countries.iter().flat_map(|one| &one.added_claims);
        cited.extend(added.map(|(claim, _)| claim.source));
        let citing = [
            TableKind::Fact,
            TableKind::Indicator,
            TableKind::Gate,
            TableKind::Caution,
            TableKind::Urgency,
            TableKind::Pathway,
            TableKind::Action,
            TableKind::Safeguard,
            TableKind::Contraindication,
            TableKind::Country,
            TableKind::Instrument,
        ];
        let sources = if self.tables.are_sound(&citing) { catalogue.sources.len() } else { 0 };
        for at in (0..sources).filter(|at| !cited.contains(at)) {
            self.problem(Code::UnusedSource, TableKind::Source, at, what_and_help!("catalogue-unused-source"));
        }
        let unused = |kind: TableKind, at: usize| {
            self.problem(Code::UnusedName, kind, at, what_and_help!("catalogue-unused-name", kind = kind.word()));
        };
        // A misspelt name may have meant any of them, so none is reported as unused.
        let named = |kind: TableKind, key: &str, among: &[TableKind]| {
            let tables = among.iter().flat_map(|kind| self.tables.list(*kind));
            let names: Vec<Option<String>> = tables
                .filter(|table| table.keys().contains(&key) || kind == TableKind::Section)
                .map(|table| table.quietly(key))
                .collect();
            let ids: Vec<Option<String>> = self.tables.list(kind).iter().map(|table| table.quietly("id")).collect();
            let all_known = names.iter().all(|name| name.is_some() && ids.contains(name));
            (0..ids.len()).filter(|at| all_known && !names.contains(&ids[*at])).for_each(|at| unused(kind, at));
        };
        named(TableKind::Group, "group", &[TableKind::Indicator]);
        named(TableKind::Section, "section", &[TableKind::Fact, TableKind::Indicator]);
        if !self.tables.are_sound(&[TableKind::Indicator]) {
            return;
        }
        let (dimensions, pools) =
            (self.tables.list(TableKind::Dimension).len(), self.tables.list(TableKind::Pool).len());
        for (at, area) in catalogue.areas.iter().enumerate().filter(|(_, area)| area.own.is_empty()) {
            match area.kind {
                AreaKind::Dimension => unused(TableKind::Dimension, at),
                AreaKind::Pool => unused(TableKind::Pool, at - dimensions),
                AreaKind::Form => unused(TableKind::Form, at - dimensions - pools),
            }
        }
    }
}
