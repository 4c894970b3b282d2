//! Reads conditions: the closed list of leaves, and where each is allowed.

use super::filter::filter;
use super::names::{Names, TableKind};
use super::words::{ELEMENTS, NUMBERS, RESERVED, RISKS, STATUSES, TRACKS};
use crate::catalogue::read::structure::{patterns, strength};
use crate::catalogue::{Catalogue, FactKind};
use crate::condition::{Condition, FactIx, Filter, Leaf, MAX_DEPTH, Status};
use crate::toml_input::{Code, TomlTable, TomlValue, did_you_mean};

/// Where a condition is used, which decides what it may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standpoint {
    /// `ask_if`: facts, and whether indicators are present.
    AskIf,
    /// The track, and gates: facts only.
    Facts,
    /// Flags: facts and indicators, counted in any way.
    Flag,
    /// Findings: all of that, and flags.
    Finding,
    /// Guidelines: the finding, areas, elements, flags and facts; never indicators.
    Guideline,
    /// The group for a contact: facts only, including descriptive ones. It affects no result.
    Contact,
}

impl Standpoint {
    pub fn allows(self, leaf: &str) -> bool {
        match leaf {
            "fact" => true,
            "indicator" => matches!(self, Self::AskIf | Self::Flag | Self::Finding),
            "dimension" | "element" | "form" => matches!(self, Self::Flag | Self::Finding | Self::Guideline),
            "count" | "pair" | "pattern" | "points" => matches!(self, Self::Flag | Self::Finding),
            "flag" => matches!(self, Self::Finding | Self::Guideline),
            "core_complete" => self == Self::Finding,
            "finding" | "track" | "state_risk" => self == Self::Guideline,
            "otherwise" => matches!(self, Self::Finding | Self::Guideline),
            _ => false,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::AskIf => text!("catalogue-ask-if-may-read"),
            Self::Facts | Self::Contact => text!("catalogue-facts-alone-may-be-read"),
            Self::Flag => text!("catalogue-flag-may-read"),
            Self::Finding => text!("catalogue-finding-may-read"),
            Self::Guideline => text!("catalogue-guideline-may-read"),
        }
    }
}

const JOINS: [&str; 5] = ["all", "any", "not", "unless", "at_least"];
pub const LEAVES: [&str; 15] = [
    "fact",
    "indicator",
    "dimension",
    "element",
    "form",
    "count",
    "pair",
    "pattern",
    "points",
    "flag",
    "finding",
    "track",
    "state_risk",
    "core_complete",
    "otherwise",
];

/// Reads conditions from one standpoint.
#[derive(Clone, Copy)]
pub struct Conditions<'c> {
    names: &'c Names,
    catalogue: Option<&'c Catalogue>,
    standpoint: Standpoint,
    sound: bool,
}

impl<'c> Conditions<'c> {
    /// For `ask_if`, which needs only the names.
    pub fn asking(names: &'c Names) -> Self {
        Self { names, catalogue: None, standpoint: Standpoint::AskIf, sound: false }
    }

    /// For rules, which also need the areas and groups of the indicators.
    pub fn ruling(names: &'c Names, catalogue: &'c Catalogue, standpoint: Standpoint, sound: bool) -> Self {
        Self { names, catalogue: Some(catalogue), standpoint, sound }
    }

    /// Reads a condition. An unreadable one is a problem, and never holds.
    pub fn read(self, value: &TomlValue<'_>) -> Condition {
        self.read_at(value, 1).unwrap_or(Condition::Any(Vec::new()))
    }

    fn read_at(self, value: &TomlValue<'_>, depth: usize) -> Option<Condition> {
        if depth > MAX_DEPTH {
            value.problem(Code::TooDeep, what_and_help!("catalogue-conditions-too-deep", most = MAX_DEPTH));
            return None;
        }
        let table = value.table()?;
        let condition = self.shape(&table, depth);
        match table.get("because") {
            Some(words) => Some(Condition::Because(words.text()?.into(), Box::new(condition?))),
            None => condition,
        }
    }

    /// The key that shows what kind of condition a table is.
    fn shape(self, table: &TomlTable<'_>, depth: usize) -> Option<Condition> {
        let kinds: Vec<&str> = JOINS.into_iter().chain(LEAVES).filter(|kind| table.keys().contains(kind)).collect();
        // `at_least` is a condition by itself, but a number in counts, points and findings.
        let kinds: Vec<&str> =
            if kinds.len() > 1 { kinds.into_iter().filter(|kind| *kind != "at_least").collect() } else { kinds };
        // A number beside a misspelt condition does not make it an `at_least` condition.
        let is_number = kinds == ["at_least"] && !table.get("at_least").is_some_and(|value| value.is_table());
        let kinds: Vec<&str> = if is_number { Vec::new() } else { kinds };
        match kinds.as_slice() {
            [join] if JOINS.contains(join) => self.join(join, table, depth),
            [leaf] => self.leaf(leaf, table).map(Condition::Leaf),
            [] => {
                let keys = table.keys();
                let beside = ["is", "any_of", "has", "present", "strength", "at_least", "because"];
                let mut unknown = keys.iter().filter(|key| !beside.contains(key));
                let near = unknown.find_map(|key| did_you_mean(key, JOINS.into_iter().chain(LEAVES)));
                let known = || [&JOINS[..], &LEAVES[..]].concat().join(", ");
                let help = near.unwrap_or_else(|| text!("toml-use-one-of", known = known()));
                table.problem(Code::BadCondition, (text!("catalogue-unknown-condition").to_owned(), help));
                table.entries();
                None
            }
            several => {
                table.problem(
                    Code::BadCondition,
                    what_and_help!("catalogue-several-conditions", conditions = several.join(" and ")),
                );
                table.entries();
                None
            }
        }
    }

    fn join(self, join: &str, table: &TomlTable<'_>, depth: usize) -> Option<Condition> {
        let parts = |value: &TomlValue<'_>| {
            let Some(parts) = value.list() else { return Vec::new() };
            if parts.is_empty() {
                value.problem(Code::BadCondition, what_and_help!("catalogue-no-conditions"));
            }
            parts.iter().filter_map(|part| self.read_at(part, depth + 1)).collect::<Vec<_>>()
        };
        match join {
            "all" => Some(Condition::All(parts(&table.need("all")?))),
            "any" => Some(Condition::Any(parts(&table.need("any")?))),
            "not" => Some(Condition::Not(Box::new(self.read_at(&table.need("not")?, depth + 1)?))),
            "unless" => {
                // An open answer keeps the rule. So an answer about a sign must never remove it.
                let facts = Self { standpoint: Standpoint::Facts, ..self };
                Some(Condition::Unless(Box::new(facts.read_at(&table.need("unless")?, depth + 1)?)))
            }
            _ => {
                let inner = table.need("at_least")?.table()?;
                let n = number(&inner, "n");
                let listed = inner.need("of");
                let of = listed.as_ref().map(parts);
                let (n, of) = (n?, of?);
                let listed = listed.and_then(|value| value.list()).map_or(0, |list| list.len());
                if n > listed && listed > 0 {
                    inner.problem(Code::NeverHolds, what_and_help!("catalogue-more-than-listed"));
                }
                Some(Condition::AtLeast { n, of })
            }
        }
    }

    fn leaf(self, leaf: &str, table: &TomlTable<'_>) -> Option<Leaf> {
        if !self.standpoint.allows(leaf) {
            let what = text!("catalogue-not-read-here", condition = leaf);
            table.problem(Code::WrongPlace, (what, self.standpoint.words().to_owned()));
            table.entries();
            return None;
        }
        match leaf {
            "fact" => self.fact(table),
            "indicator" => {
                let indicator = self.names.indicator(&table.need("indicator")?);
                let least = table.get("strength").map(|value| strength(&value));
                always_true(table, "present");
                Some(Leaf::Indicator { indicator: indicator?, strength: least.flatten() })
            }
            "dimension" => self.area(table, "dimension", &[TableKind::Dimension]),
            "form" => self.area(table, "form", &[TableKind::Form]),
            "element" => {
                let element = table.need_word("element", &ELEMENTS);
                let is = status(table);
                Some(Leaf::Element { element: element?, is: is? })
            }
            "count" => {
                let count = table.need("count")?.table()?;
                let of = count.need("of").and_then(|value| self.filter(&value));
                let at_least = if count.keys().contains(&"at_least") || !table.keys().contains(&"at_least") {
                    number(&count, "at_least")
                } else {
                    number(table, "at_least")
                };
                Some(Leaf::Count { of: of?.into(), at_least: at_least? })
            }
            "pair" => {
                let pair = table.need("pair")?.table()?;
                let a = pair.need("a").and_then(|value| self.filter(&value));
                let b = pair.need("b").and_then(|value| self.filter(&value));
                Some(Leaf::Pair { a: a?.into(), b: b?.into() })
            }
            "pattern" => {
                let pattern = table.need("pattern")?.table()?;
                let over = pattern.need("over").and_then(|value| self.filter(&value));
                let any_of = pattern.need("any_of").map(|value| {
                    if value.is_list() && value.list().is_some_and(|list| list.is_empty()) {
                        value.problem(Code::BadCondition, what_and_help!("catalogue-no-patterns"));
                    }
                    patterns(&value)
                });
                Some(Leaf::Pattern { over: over?.into(), any_of: any_of? })
            }
            "points" => {
                let points = table.need("points")?.table()?;
                let over = points.need("over").and_then(|value| self.filter(&value));
                let at_least = number(table, "at_least").and_then(|number| u32::try_from(number).ok());
                Some(Leaf::Points { over: over?.into(), at_least: at_least? })
            }
            "flag" => Some(Leaf::Flag(self.names.flag(&table.need("flag")?)?)),
            "finding" => self.finding(table),
            "track" => Some(Leaf::Track(table.need_word("track", &TRACKS)?)),
            "state_risk" => {
                let risks = RISKS.map(|risk| (risk.word(), risk));
                Some(Leaf::StateRisk(table.need_word("state_risk", &risks)?))
            }
            "core_complete" => {
                always_true(table, "core_complete");
                Some(Leaf::CoreComplete)
            }
            _ => {
                always_true(table, "otherwise");
                Some(Leaf::Otherwise)
            }
        }
    }

    fn finding(self, table: &TomlTable<'_>) -> Option<Leaf> {
        let finding = self.names.finding(&table.need("finding")?);
        let or_higher = table.keys().contains(&"at_least");
        always_true(table, if or_higher { "at_least" } else { "is" });
        Some(Leaf::Finding { finding: finding?, or_higher })
    }

    fn area(self, table: &TomlTable<'_>, key: &'static str, only: &[TableKind]) -> Option<Leaf> {
        let area = self.names.area(&table.need(key)?, only);
        let is = status(table);
        Some(Leaf::Area { area: area?, is: is? })
    }

    fn fact(self, table: &TomlTable<'_>) -> Option<Leaf> {
        let named = table.need("fact")?;
        let fact = self.names.fact(&named);
        let comparisons: Vec<&'static str> =
            ["is", "any_of", "has"].into_iter().filter(|key| table.keys().contains(key)).collect();
        let [comparison] = comparisons[..] else {
            table.problem(Code::BadCondition, what_and_help!("catalogue-one-comparison"));
            table.entries();
            return None;
        };
        let value = table.need(comparison)?;
        let asked = if comparison == "any_of" { value.list()? } else { vec![value.clone()] };
        if asked.is_empty() {
            value.problem(Code::BadCondition, what_and_help!("catalogue-no-values-listed"));
            return None;
        }
        let values = self.fact_values(fact?, &named, &asked)?;
        Some(Leaf::Fact { fact: fact?, values })
    }

    /// The bits of the values that a rule names. For `ask_if` the facts may be unread, so their tables are used.
    fn fact_values(self, fact: FactIx, named: &TomlValue<'_>, asked: &[TomlValue<'_>]) -> Option<u64> {
        let known = self.names.fact_outline(fact);
        if matches!(known.kind, Some(FactKind::Date | FactKind::Text)) {
            named.problem(Code::BadCondition, what_and_help!("catalogue-not-compared"));
            return None;
        }
        if known.descriptive && self.standpoint != Standpoint::Contact {
            named.problem(Code::DescriptiveFact, what_and_help!("catalogue-descriptive-fact"));
            return None;
        }
        if known.kind.is_none() {
            return Some(1); // the fact itself is faulty, and reported there
        }
        let mut bits = 0;
        for value in asked {
            let id = value.text()?;
            if let Some(at) = known.values.iter().position(|known| *known == id) {
                // Values past the last bit are reported where the fact is read.
                bits |= u32::try_from(at).ok().and_then(|at| 1u64.checked_shl(at)).unwrap_or(1);
                continue;
            }
            let help = if RESERVED.contains(&id.as_str()) {
                text!("catalogue-lack-of-an-answer").to_owned()
            } else {
                did_you_mean(&id, known.values.iter().map(String::as_str))
                    .unwrap_or_else(|| text!("toml-use-one-of", known = known.values.join(", ")))
            };
            value.problem(Code::UnknownId, (text!("catalogue-fact-without-value", value = id), help));
        }
        (bits != 0).then_some(bits)
    }

    fn filter(self, value: &TomlValue<'_>) -> Option<Filter> {
        filter(value, self.names, self.catalogue?, self.sound)
    }
}

fn number(table: &TomlTable<'_>, key: &'static str) -> Option<usize> {
    table.need(key)?.integer(NUMBERS).and_then(|number| usize::try_from(number).ok())
}

fn status(table: &TomlTable<'_>) -> Option<Status> {
    table.need_word("is", &STATUSES)
}

/// A key that may only be `true`. The opposite is written with `not`.
fn always_true(table: &TomlTable<'_>, key: &'static str) {
    let Some(value) = table.need(key) else { return };
    if value.boolean() == Some(false) {
        value.problem(Code::WrongValue, what_and_help!("catalogue-only-true"));
    }
}
