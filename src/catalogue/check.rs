//! Checks a catalogue as a whole: what no single table can show.

mod everything;
mod reachable;

use super::order::{MAX_FACT_WAYS, indicators_read};
use super::read::{Kind, Tables};
use super::{AreaKind, Catalogue, Terms, Use};
use crate::condition::{Condition, Evidence, Filter, Horizon, Leaf, Set, Truth};
use crate::document::{Code, Problems};
use everything::Everything;
use reachable::satisfiable;
use std::collections::BTreeSet;

/// Checks everything that can be checked even while some tables are faulty.
pub(super) fn whole(catalogue: &Catalogue, tables: &Tables<'_>) {
    let check = Check { catalogue, tables, problems: tables.problems() };
    check.prompts();
    check.roles();
    check.ranks();
    check.cycles();
    check.questions_reachable();
    if !tables.any_faulty(Kind::Indicator) {
        check.everything_counts();
        check.everything_can_hold();
        check.everything_is_used();
    }
}

/// Checks that open facts can be counted out for a range.
pub(super) fn range(catalogue: &Catalogue, tables: &Tables<'_>) {
    let ways: usize = catalogue.range_facts().iter().map(|(_, answers)| answers.len()).product();
    if ways > MAX_FACT_WAYS {
        let (fact, _) = catalogue.range_facts()[0];
        tables.problems().push(
            Code::TooManyOpenFacts,
            tables.place(Kind::Fact, fact.0),
            format!("the findings tell {ways} combinations of facts apart, more than {MAX_FACT_WAYS}"),
            "let fewer facts decide between findings",
        );
    }
}

struct Check<'c, 'd> {
    catalogue: &'c Catalogue,
    tables: &'c Tables<'d>,
    problems: &'d Problems,
}

impl Check<'_, '_> {
    fn problem(&self, code: Code, kind: Kind, at: usize, what: impl Into<String>, mend: &str) {
        if !self.tables.is_faulty(kind, at) {
            self.problems.push(code, self.tables.place(kind, at), what, mend);
        }
    }

    /// A catalogue for screening has something to say for every indicator.
    fn prompts(&self) {
        if self.catalogue.used_for == Use::Score {
            return;
        }
        for (at, indicator) in self.catalogue.indicators.iter().enumerate() {
            if indicator.prompt.trim().is_empty() {
                let mend = "add `prompt = …`, or let the catalogue say `use = \"score\"`";
                self.problem(Code::MissingKey, Kind::Indicator, at, "a screening needs a `prompt` here", mend);
            }
        }
    }

    /// A role is played by one fact.
    fn roles(&self) {
        let mut played = Vec::new();
        for (at, fact) in self.catalogue.facts.iter().enumerate() {
            let Some(role) = fact.role else { continue };
            if played.contains(&role) {
                let mend = "leave the role to one of them";
                self.problem(Code::WrongValue, Kind::Fact, at, "another fact plays the same role", mend);
            }
            played.push(role);
        }
    }

    /// Ranks differ, and what ranks lowest always holds, so that there always is a finding.
    fn ranks(&self) {
        let always = |condition: &Condition| matches!(condition, Condition::Leaf(Leaf::Otherwise));
        let findings = self.catalogue.findings.iter().map(|finding| (finding.rank, always(&finding.when)));
        self.ranking(Kind::Finding, &findings.collect::<Vec<_>>());
        let urgencies = self.catalogue.guidelines.urgencies.iter();
        let urgencies = urgencies.map(|urgency| (urgency.rank, always(&urgency.terms.when)));
        let mut urgencies: Vec<_> = urgencies.collect();
        // Urgencies are sorted by rank already; their places are those of the file, so only the whole is judged.
        if !urgencies.is_empty() && !urgencies.iter().any(|(_, always)| *always) {
            urgencies.truncate(1);
            self.ranking(Kind::Urgency, &urgencies);
        }
    }

    fn ranking(&self, kind: Kind, ranked: &[(i64, bool)]) {
        if ranked.is_empty() && kind == Kind::Finding {
            return;
        }
        for (at, (rank, _)) in ranked.iter().enumerate() {
            if ranked[..at].iter().any(|(other, _)| other == rank) {
                self.problem(Code::WrongValue, kind, at, "another one has the same rank", "give each its own rank");
            }
        }
        let lowest = (0..ranked.len()).min_by_key(|at| ranked[*at].0).unwrap_or(0);
        if !ranked[lowest].1 {
            let mend = "let the lowest one hold `when = { otherwise = true }`";
            self.problem(Code::NeverHolds, kind, lowest, "where no rule holds there is no outcome", mend);
        }
    }

    /// No question waits for itself.
    fn cycles(&self) {
        let reads: Vec<_> =
            self.catalogue.indicators.iter().map(|indicator| indicators_read(indicator.ask_if.as_ref())).collect();
        for start in 0..reads.len() {
            let mut reached = BTreeSet::new();
            let mut ahead: Vec<usize> = reads[start].iter().copied().collect();
            while let Some(at) = ahead.pop() {
                if reached.insert(at) {
                    ahead.extend(&reads[at]);
                }
            }
            if reached.contains(&start) {
                let id = &self.catalogue.indicators[start].id;
                let mend = "take one `ask_if` of the circle out";
                self.problem(
                    Code::AskCycle,
                    Kind::Indicator,
                    start,
                    format!("`{id}` is asked only after itself"),
                    mend,
                );
            }
        }
    }

    /// Every `ask_if` is met by some answers.
    fn questions_reachable(&self) {
        let facts = self.catalogue.facts.iter().map(|fact| fact.ask_if.as_ref());
        let indicators = self.catalogue.indicators.iter().map(|indicator| indicator.ask_if.as_ref());
        for (kind, conditions) in [(Kind::Fact, facts.collect::<Vec<_>>()), (Kind::Indicator, indicators.collect())] {
            for (at, condition) in conditions.into_iter().enumerate() {
                let Some(condition) = condition else { continue };
                if !satisfiable(condition, self.catalogue) {
                    let mend = "no answers meet its `ask_if`; loosen it";
                    self.problem(Code::NeverAsked, kind, at, "this question can never be asked", mend);
                }
            }
        }
    }

    /// Every indicator moves some rule.
    fn everything_counts(&self) {
        let catalogue = self.catalogue;
        let mut counted = Set::EMPTY;
        let mut note = |leaf: &Leaf, _: bool| match leaf {
            Leaf::Indicator { indicator, .. } => counted.insert(indicator.0),
            Leaf::Count { of: filter, .. } | Leaf::Pattern { over: filter, .. } | Leaf::Points { over: filter, .. } => {
                counted = counted.or(&self.attainable(filter));
            }
            Leaf::Pair { a, b } => counted = counted.or(&self.attainable(a)).or(&self.attainable(b)),
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
            let mend = "let a finding or a flag read it, or give it a class that they count";
            self.problem(Code::NeverCounts, Kind::Indicator, at, "no rule ever looks at this indicator", mend);
        }
    }

    fn attainable(&self, filter: &Filter) -> Set {
        Everything::of(self.catalogue).matching(filter, Horizon::Possible)
    }

    /// Every rule is met by some answers.
    fn everything_can_hold(&self) {
        let catalogue = self.catalogue;
        let everything = Everything::of(catalogue);
        let holds = |condition: &Condition| condition.evaluate(&everything) != Truth::No;
        let terms_hold = |terms: &Terms| holds(&terms.when);
        let never = |kind: Kind, at: usize, fine: bool| {
            if !fine {
                let mend = "no answers meet its rule; loosen it or take it out";
                self.problem(Code::NeverHolds, kind, at, format!("this {} can never hold", kind.word()), mend);
            }
        };
        let by_id = |kind: Kind, id: &str| {
            (0..self.tables.list(kind).len())
                .find(|at| self.tables.list(kind)[*at].quietly("id").as_deref() == Some(id))
        };
        for (at, gate) in catalogue.gates.iter().enumerate() {
            never(Kind::Gate, at, holds(&gate.when));
        }
        for (at, flag) in catalogue.flags.iter().enumerate() {
            never(Kind::Flag, at, holds(&flag.when));
        }
        for (at, finding) in catalogue.findings.iter().enumerate() {
            never(Kind::Finding, at, holds(&finding.when) || finding.child.as_ref().is_some_and(holds));
        }
        let guidelines = &catalogue.guidelines;
        let urgencies = guidelines.urgencies.iter().map(|one| (Kind::Urgency, &one.id, &one.terms));
        let pathways = guidelines.pathways.iter().map(|one| (Kind::Pathway, &one.id, &one.terms));
        let actions = guidelines.actions.iter().map(|one| (Kind::Action, &one.id, &one.terms));
        let safeguards = guidelines.safeguards.iter().map(|one| (Kind::Safeguard, &one.id, &one.terms));
        for (kind, id, terms) in urgencies.chain(pathways).chain(actions).chain(safeguards) {
            if let Some(at) = by_id(kind, id) {
                never(kind, at, terms_hold(terms));
            }
        }
    }

    /// Nothing is declared in vain.
    fn everything_is_used(&self) {
        let catalogue = self.catalogue;
        let indicators = &catalogue.indicators;
        let guidelines = &catalogue.guidelines;
        let mut cited: BTreeSet<usize> = indicators.iter().map(|indicator| indicator.class_from).collect();
        cited.extend(indicators.iter().flat_map(|indicator| &indicator.origins).map(|origin| origin.claim.source));
        let claims = (catalogue.facts.iter().map(|fact| &fact.claims))
            .chain(catalogue.gates.iter().map(|gate| &gate.claims))
            .chain(guidelines.urgencies.iter().map(|one| &one.claims))
            .chain(guidelines.pathways.iter().map(|one| &one.claims))
            .chain(guidelines.actions.iter().map(|one| &one.claims))
            .chain(guidelines.safeguards.iter().map(|one| &one.claims));
        cited.extend(claims.flatten().map(|claim| claim.source));
        for at in (0..catalogue.sources.len()).filter(|at| !cited.contains(at)) {
            self.problem(Code::UnusedSource, Kind::Source, at, "nothing cites this source", "cite it or take it out");
        }
        let unused = |kind: Kind, at: usize| {
            let what = format!("nothing uses this {}", kind.word());
            self.problem(Code::UnusedName, kind, at, what, "use it or take it out");
        };
        for at in (0..catalogue.groups.len()).filter(|at| indicators.iter().all(|one| one.group != Some(*at))) {
            unused(Kind::Group, at);
        }
        let empty = |at: &usize| {
            indicators.iter().all(|one| one.section != *at) && catalogue.facts.iter().all(|fact| fact.section != *at)
        };
        (0..catalogue.sections.len()).filter(empty).for_each(|at| unused(Kind::Section, at));
        let (dimensions, pools) = (self.tables.list(Kind::Dimension).len(), self.tables.list(Kind::Pool).len());
        for (at, area) in catalogue.areas.iter().enumerate().filter(|(_, area)| area.own.is_empty()) {
            match area.kind {
                AreaKind::Dimension => unused(Kind::Dimension, at),
                AreaKind::Pool => unused(Kind::Pool, at - dimensions),
                AreaKind::Form => unused(Kind::Form, at - dimensions - pools),
            }
        }
    }
}
