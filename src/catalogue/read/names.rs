//! The ids of a catalogue: declared once, then looked up.

use super::tables::Tables;
use crate::catalogue::FactKind;
use crate::condition::{AreaIx, FactIx, FindingIx, FlagIx, IndicatorIx};
use crate::toml_input::{Code, TomlTable, TomlValue, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! kinds {
    ($($name:ident = $word:literal;)*) => {
        /// A kind of table in a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TableKind { $(#[doc = $word] $name,)* }

        impl TableKind {
            /// Every kind, in the order they are read.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

kinds! {
    Source = "source";
    Section = "section";
    Dimension = "dimension";
    Pool = "pool";
    Form = "form";
    Group = "group";
    Fact = "fact";
    Indicator = "indicator";
    Retired = "retired";
    Gate = "gate";
    Caution = "caution";
    Contradiction = "contradiction";
    Flag = "flag";
    Finding = "finding";
    Urgency = "urgency";
    Pathway = "pathway";
    Action = "action";
    Safeguard = "safeguard";
    Contraindication = "contraindication";
    Fit = "fit";
    Country = "country";
    Instrument = "instrument";
}

impl TableKind {
    /// Kinds that share one set of ids: all kinds of areas do.
    fn space(self) -> Self {
        match self {
            Self::Pool | Self::Form => Self::Dimension,
            Self::Retired => Self::Indicator,
            other => other,
        }
    }
}

/// What a rule needs to know about an unread fact. Faults of the fact are reported when it is read.
#[derive(Default)]
pub struct FactOutline {
    pub kind: Option<FactKind>,
    pub descriptive: bool,
    pub values: Vec<String>,
}

/// Every id, by kind, with the position of its table in the list of that kind.
pub struct Names {
    ids: BTreeMap<TableKind, BTreeMap<String, (TableKind, usize)>>,
    ranks: Vec<usize>,
    areas: BTreeMap<TableKind, usize>,
    facts: Vec<FactOutline>,
    /// Kinds with tables that could not be read at all, so that not all ids are known.
    unread: BTreeSet<TableKind>,
}

impl Names {
    /// Reads the id of every table. Invalid and duplicate ids are problems.
    pub fn declare(tables: &Tables<'_>) -> Self {
        let mut names = Self {
            ids: BTreeMap::new(),
            ranks: Vec::new(),
            areas: BTreeMap::new(),
            facts: Vec::new(),
            unread: BTreeSet::new(),
        };
        names.unread = TableKind::ALL.iter().filter(|kind| tables.is_unread(**kind)).map(|kind| kind.space()).collect();
        for &kind in TableKind::ALL {
            for (at, table) in tables.list(kind).iter().enumerate() {
                let before = tables.problems().len();
                names.declare_one(kind, at, table);
                if tables.problems().len() > before {
                    tables.mark_faulty(kind, at);
                }
            }
        }
        let (dimensions, pools) = (tables.list(TableKind::Dimension).len(), tables.list(TableKind::Pool).len());
        names.areas =
            [(TableKind::Dimension, 0), (TableKind::Pool, dimensions), (TableKind::Form, dimensions + pools)].into();
        names.ranks = ranking(tables);
        names.facts = tables.list(TableKind::Fact).iter().map(outline).collect();
        names
    }

    fn declare_one(&mut self, kind: TableKind, at: usize, table: &TomlTable<'_>) {
        let Some(value) = table.need("id") else { return };
        let Some(id) = value.text() else { return };
        // Several files may describe one country, by the value of the fact about it.
        if kind == TableKind::Country {
            return;
        }
        if !is_id(&id) {
            value.problem(Code::BadId, what_and_help!("catalogue-not-an-id-of-a-table"));
            return;
        }
        let space = self.ids.entry(kind.space()).or_default();
        if let Some((first, _)) = space.get(&id) {
            if kind == TableKind::Retired || *first == TableKind::Retired {
                value.problem(Code::RetiredId, what_and_help!("catalogue-id-used-and-retired", id = id));
            } else {
                value.problem(Code::DuplicateId, what_and_help!("catalogue-id-taken", id = id, kind = first.word()));
            }
            return;
        }
        space.insert(id, (kind, at));
    }

    /// The position of an id among the tables of `kind`. An unknown id is a problem.
    fn find(&self, kind: TableKind, value: &TomlValue<'_>) -> Option<(TableKind, usize)> {
        let id = value.text()?;
        let known = self.ids.get(&kind.space());
        let found = known.and_then(|ids| ids.get(&id)).copied();
        match found {
            Some((TableKind::Retired, _)) if kind != TableKind::Retired => {
                value.problem(Code::RetiredId, what_and_help!("catalogue-retired-id", id = id));
                None
            }
            Some(found) => Some(found),
            None if self.unread.contains(&kind.space()) => None,
            None => {
                let help = did_you_mean(&id, known.iter().flat_map(|ids| ids.keys().map(String::as_str)));
                let help = help.unwrap_or_else(|| text!("catalogue-add-table-of-id", kind = kind.word()));
                value.problem(Code::UnknownId, (text!("catalogue-unknown-id", kind = kind.word(), id = id), help));
                None
            }
        }
    }

    pub fn indicator(&self, value: &TomlValue<'_>) -> Option<IndicatorIx> {
        Some(IndicatorIx(self.find(TableKind::Indicator, value)?.1))
    }

    pub fn fact(&self, value: &TomlValue<'_>) -> Option<FactIx> {
        Some(FactIx(self.find(TableKind::Fact, value)?.1))
    }

    pub fn fact_outline(&self, fact: FactIx) -> &FactOutline {
        &self.facts[fact.0]
    }

    pub fn flag(&self, value: &TomlValue<'_>) -> Option<FlagIx> {
        Some(FlagIx(self.find(TableKind::Flag, value)?.1))
    }

    /// The finding with an id, by its position after sorting by rank.
    pub fn finding(&self, value: &TomlValue<'_>) -> Option<FindingIx> {
        let at = self.find(TableKind::Finding, value)?.1;
        Some(FindingIx(self.ranks[at]))
    }

    pub fn source(&self, value: &TomlValue<'_>) -> Option<usize> {
        Some(self.find(TableKind::Source, value)?.1)
    }

    pub fn section(&self, value: &TomlValue<'_>) -> Option<usize> {
        Some(self.find(TableKind::Section, value)?.1)
    }

    pub fn pathway(&self, value: &TomlValue<'_>) -> Option<usize> {
        Some(self.find(TableKind::Pathway, value)?.1)
    }

    pub fn fit(&self, value: &TomlValue<'_>) -> Option<usize> {
        Some(self.find(TableKind::Fit, value)?.1)
    }

    /// Whether a pathway has this id. True if the pathways could not be read.
    pub fn is_pathway(&self, id: &str) -> bool {
        let known = self.ids.get(&TableKind::Pathway).is_some_and(|ids| ids.contains_key(id));
        known || self.unread.contains(&TableKind::Pathway)
    }

    pub fn group(&self, value: &TomlValue<'_>) -> Option<usize> {
        Some(self.find(TableKind::Group, value)?.1)
    }

    /// The dimension, form or pool with an id. `only` limits the kinds.
    pub fn area(&self, value: &TomlValue<'_>, only: &[TableKind]) -> Option<AreaIx> {
        let (kind, at) = self.find(only[0], value)?;
        if !only.contains(&kind) {
            let wanted = only.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" or ");
            value.problem(
                Code::UnknownId,
                what_and_help!("catalogue-area-of-another-kind", kind = kind.word(), wanted = wanted),
            );
            return None;
        }
        Some(AreaIx(self.areas[&kind] + at))
    }
}

/// The position of each finding after sorting by rank.
fn ranking(tables: &Tables<'_>) -> Vec<usize> {
    let findings = tables.list(TableKind::Finding);
    let rank =
        |table: &TomlTable<'_>| table.get("rank").and_then(|value| value.integer(super::words::RANKS)).unwrap_or(-1);
    let ranks: Vec<i64> = findings.iter().map(rank).collect();
    let place = |at: usize| ranks.iter().enumerate().filter(|(other, rank)| (**rank, at) > (ranks[at], *other)).count();
    (0..ranks.len()).map(place).collect()
}

/// Reads a fact without reporting its faults. They are reported when the fact is read.
fn outline(table: &TomlTable<'_>) -> FactOutline {
    let kind = match table.quietly("type").as_deref() {
        Some("yes-no") => Some(FactKind::YesNo),
        Some("one") => Some(FactKind::One),
        Some("many") => Some(FactKind::Many),
        Some("date") => Some(FactKind::Date),
        Some("text") => Some(FactKind::Text),
        _ => None,
    };
    let values = if kind == Some(FactKind::YesNo) {
        vec!["yes".to_owned(), "no".to_owned()]
    } else {
        table.quietly_listed("values", "id")
    };
    FactOutline { kind, descriptive: table.quietly_true("descriptive"), values }
}

/// Lower-case letters, digits and single hyphens, starting with a letter.
pub(crate) fn is_id(text: &str) -> bool {
    let fits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.len() <= 64 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('-').all(fits)
}
