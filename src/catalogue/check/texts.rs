//! Checks that no two texts are the same. Otherwise people can't distinguish them, and one thing could count as two.

use super::Check;
use crate::catalogue::read::names::TableKind;
use crate::catalogue::{Covers, Indicator, Passage, SourceStatus};
use crate::toml_input::{Code, same_words};
use std::collections::{BTreeMap, BTreeSet};

impl Check<'_, '_> {
    /// Titles that distinguish things of one kind.
    pub(super) fn titles(&self) {
        fn titles<'t, T: 't>(all: &'t [T], title: impl Fn(&'t T) -> &'t String) -> Vec<&'t str> {
            all.iter().map(|one| title(one).as_str()).collect()
        }
        fn first_words(passage: &Passage) -> &String {
            static NOTHING: String = String::new();
            passage.sentences.first().map_or(&NOTHING, |one| &one.text)
        }
        let catalogue = self.catalogue;
        let guidelines = &catalogue.guidelines;
        let (dimensions, pools) =
            (self.tables.list(TableKind::Dimension).len(), self.tables.list(TableKind::Pool).len());
        let areas = |kind: TableKind, from: usize, many: usize| {
            let titles = catalogue.areas.iter().skip(from).take(many).map(|one| one.title.as_str());
            (kind, titles.collect::<Vec<_>>())
        };
        let all = [
            (TableKind::Section, titles(&catalogue.sections, |one| &one.title)),
            areas(TableKind::Dimension, 0, dimensions),
            areas(TableKind::Pool, dimensions, pools),
            areas(TableKind::Form, dimensions + pools, usize::MAX),
            (TableKind::Fact, titles(&catalogue.facts, |one| &one.title)),
            (TableKind::Flag, titles(&catalogue.flags, |one| &one.title)),
            (TableKind::Finding, titles(&catalogue.findings, |one| &one.title)),
            (TableKind::Urgency, titles(&guidelines.urgencies, |one| &one.title)),
            (TableKind::Pathway, titles(&guidelines.pathways, |one| &one.title)),
            (TableKind::Action, titles(&guidelines.actions, |one| &one.title)),
            (TableKind::Safeguard, titles(&guidelines.safeguards, |one| first_words(&one.text))),
            (TableKind::Contraindication, titles(&guidelines.contraindications, |one| first_words(&one.text))),
        ];
        for (kind, titles) in all {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for (at, title) in titles.into_iter().enumerate().filter(|(_, title)| !title.is_empty()) {
                if let Some(first) = seen.get(&same_words(title)) {
                    let first = self.id_of(kind, *first);
                    self.problem(
                        Code::SameTitle,
                        kind,
                        at,
                        what_and_help!("catalogue-same-title", kind = kind.word(), first = first),
                    );
                } else {
                    seen.insert(same_words(title), at);
                }
            }
        }
    }

    fn id_of(&self, kind: TableKind, at: usize) -> String {
        self.tables.list(kind).get(at).and_then(|table| table.quietly("id")).unwrap_or_default()
    }

    /// Indicators with the same words that are not in one group. One answer would count twice.
    pub(super) fn copies(&self) {
        let indicators = &self.catalogue.indicators;
        for (at, one) in indicators.iter().enumerate() {
            let earlier = indicators[..at].iter().enumerate();
            let copied = earlier.filter(|(first, _)| !self.tables.is_faulty(TableKind::Indicator, *first));
            let found = copied.map(|(_, first)| first).find_map(|first| Some((first, self.same_thing(first, one)?)));
            if let Some((first, key)) = found {
                self.problem(
                    Code::CopiedIndicator,
                    TableKind::Indicator,
                    at,
                    what_and_help!("catalogue-copied-indicator", key = key, id = &first.id),
                );
            }
        }
    }

    /// The key with the same words in two indicators, if they share a track and neither a group nor their origins
    /// separate them.
    fn same_thing(&self, one: &Indicator, other: &Indicator) -> Option<&'static str> {
        let is_one_group = one.group.is_some() && one.group == other.group;
        let never_together =
            [false, true].iter().all(|child| !(one.classes.asked_on(*child) && other.classes.asked_on(*child)));
        if is_one_group || never_together || self.are_two_items(one, other) {
            return None;
        }
        let keys = [("statement", &one.statement, &other.statement), ("prompt", &one.prompt, &other.prompt)];
        let shared = keys.into_iter().find(|(_, one, other)| {
            let words = same_words(one);
            !words.is_empty() && words == same_words(other)
        });
        shared.map(|(key, ..)| key)
    }

    /// Whether each indicator cites an item that the other does not.
    fn are_two_items(&self, one: &Indicator, other: &Indicator) -> bool {
        let items = |indicator: &Indicator| -> BTreeSet<(usize, String)> {
            let same = indicator.origins.iter().filter(|origin| origin.covers == Covers::Same);
            let cited = same.map(|origin| (origin.claim.source, origin.claim.item.clone()));
            let sources = &self.catalogue.sources;
            cited
                .filter(|(source, _)| sources.get(*source).is_some_and(|one| one.standing != SourceStatus::Proposed))
                .collect()
        };
        let (one, other) = (items(one), items(other));
        !one.is_subset(&other) && !other.is_subset(&one)
    }
}
