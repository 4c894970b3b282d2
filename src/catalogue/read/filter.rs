//! Reads filters: the indicators for a count, pair, pattern or sum of points.

use super::names::{Names, TableKind};
use super::words::ELEMENTS;
use crate::catalogue::Catalogue;
use crate::catalogue::read::structure::strength;
use crate::condition::{BitSet, Filter, GroupIx, Severity};
use crate::toml_input::{Code, TomlTable, TomlValue, word};

/// Reads a filter. Elements, dimensions and forms are united, and groups then restrict them. `sound`: all indicators
/// could be read, so an empty selection is the rule's own fault.
pub fn filter(value: &TomlValue<'_>, names: &Names, catalogue: &Catalogue, sound: bool) -> Option<Filter> {
    let table = value.table()?;
    let mut chosen = Chosen::default();
    for item in list(&table, "elements").unwrap_or_default() {
        let Some(element) = word(&item, &ELEMENTS) else { continue };
        let of_element = catalogue.areas.iter().filter(|area| area.element == Some(element));
        chosen.add(element.word(), of_element.fold(BitSet::EMPTY, |all, area| all.or(&area.own)));
    }
    for (key, only) in [("dimensions", &[TableKind::Dimension, TableKind::Pool][..]), ("forms", &[TableKind::Form][..])]
    {
        for item in list(&table, key).unwrap_or_default() {
            if let Some(area) = names.area(&item, only).map(|at| catalogue.area(at)) {
                chosen.add(&format!("\u{201c}{}\u{201d}", area.title), area.own);
            }
        }
    }
    let mut filter = chosen.filter(catalogue);
    let mut all_known = sound;
    for (key, joined) in [("groups", " about "), ("except_groups", " other than about ")] {
        let Some(items) = list(&table, key) else { continue };
        let groups: Vec<GroupIx> = items.iter().filter_map(|item| names.group(item)).map(GroupIx).collect();
        all_known &= groups.len() == items.len();
        let members = in_groups(catalogue, &groups);
        filter.members = if key == "groups" { filter.members.and(&members) } else { filter.members.without(&members) };
        filter.named = format!("{}{joined}{}", filter.named, titles(catalogue, &groups)).into();
    }
    filter.strength = table.get("strength").and_then(|value| strength(&value));
    let severities = Severity::ALL.map(|severity| (severity.word(), severity));
    filter.severity = table.get("severity").and_then(|value| word(&value, &severities));
    if filter.members.is_empty() && all_known {
        table.problem(Code::NeverHolds, what_and_help!("catalogue-filter-matches-nothing"));
    }
    Some(filter)
}

/// The union of elements, dimensions and forms of a filter. Without any: all indicators.
#[derive(Default)]
struct Chosen {
    members: Option<BitSet>,
    names: Vec<String>,
}

impl Chosen {
    fn add(&mut self, name: &str, members: BitSet) {
        self.members = Some(self.members.unwrap_or_default().or(&members));
        self.names.push(name.to_owned());
    }

    fn filter(self, catalogue: &Catalogue) -> Filter {
        let everything = || (0..catalogue.indicators.len()).collect();
        let of = if self.names.is_empty() { String::new() } else { format!(" of {}", self.names.join(" or ")) };
        Filter { named: of.into(), ..Filter::any_of(self.members.unwrap_or_else(everything)) }
    }
}

fn list<'v>(table: &TomlTable<'v>, key: &'static str) -> Option<Vec<TomlValue<'v>>> {
    table.get(key).map(|value| value.list().unwrap_or_default())
}

fn in_groups(catalogue: &Catalogue, groups: &[GroupIx]) -> BitSet {
    let member = |at: &usize| catalogue.indicators[*at].group.is_some_and(|group| groups.contains(&GroupIx(group)));
    (0..catalogue.indicators.len()).filter(member).collect()
}

fn titles(catalogue: &Catalogue, groups: &[GroupIx]) -> String {
    let titles = groups.iter().filter_map(|at| catalogue.groups.get(at.0));
    titles.map(|group| format!("\u{201c}{}\u{201d}", group.title)).collect::<Vec<_>>().join(" or ")
}
