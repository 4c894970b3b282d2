//! Reads the parts without conditions: head, method, sources, sections, groups, areas, retired ids.

use crate::catalogue::read::names::{Names, TableKind};
use crate::catalogue::read::tables::Tables;
use crate::catalogue::read::words::{COUNTS, ELEMENTS, MINIMA, POINTS, STANDINGS, STRENGTHS, USES, YEARS};
use crate::catalogue::{
    Area, AreaKind, Catalogue, Claim, EntryOrigin, Group, Indicator, Method, Retired, Source, SourceStatus, Use,
};
use crate::condition::{AreaIx, Element, Pattern, Points, Severity, Strength};
use crate::toml_input::{Code, TomlTable, TomlValue, word};

pub fn head(table: &TomlTable<'_>, into: &mut Catalogue) {
    let text = |key| table.need_text(key).unwrap_or_default();
    if let Some(value) = table.need("id") {
        let id = value.text();
        into.id = id.clone().unwrap_or_default();
        if id.is_some_and(|id| !crate::catalogue::read::names::is_id(&id)) {
            value.problem(Code::BadId, what_and_help!("catalogue-not-an-id"));
        }
    }
    into.version = text("version");
    into.based_on = based_on(table, &into.id);
    into.title = text("title");
    into.status = text("status");
    into.validation = text("validation");
    into.review = text("review");
    into.caveat = text("caveat");
    into.offer_pause = table.text("offer_pause").unwrap_or_default();
    into.stopped = table.text("stopped").unwrap_or_default();
    into.safe_close = table.text("safe_close").unwrap_or_default();
    into.used_for = table.need_word("use", &USES).unwrap_or(Use::Score);
    into.ordered = table.need("ordered").and_then(|value| value.boolean()).unwrap_or(true);
}

/// The catalogues that it is based on: an id, or a list of ids. They need not be available.
fn based_on(table: &TomlTable<'_>, own: &str) -> Vec<String> {
    let Some(value) = table.get("based_on") else { return Vec::new() };
    let listed = value.one_or_list();
    let mut ids: Vec<String> = Vec::new();
    for one in &listed {
        let Some(id) = one.text() else { continue };
        if !crate::catalogue::read::names::is_id(&id) {
            one.problem(Code::BadId, what_and_help!("catalogue-not-an-id-of-a-catalogue"));
        } else if id == own {
            one.problem(Code::WrongValue, what_and_help!("catalogue-based-on-itself"));
        } else if ids.contains(&id) {
            one.problem(Code::DuplicateId, what_and_help!("catalogue-based-on-twice", id = id));
        } else {
            ids.push(id);
        }
    }
    ids
}

/// Reads the method, and returns the patterns for areas without their own.
pub fn method(table: &TomlTable<'_>, into: &mut Catalogue) -> Vec<Pattern> {
    let standing = table.need_word("standing", &STANDINGS).unwrap_or(SourceStatus::Proposed);
    let basis = table.need_text("basis").unwrap_or_default();
    let strengths = table.need("strength").and_then(|value| value.table());
    let points = table.need("points").and_then(|value| value.table());
    into.method = Method {
        standing,
        basis,
        table: strengths.map(|table| strength_table(&table)).unwrap_or_default(),
        points: points.map(|table| point_table(&table)).unwrap_or_default(),
    };
    table.get("positive_when").map(|value| patterns(&value)).unwrap_or_default()
}

/// Strength by class and severity. A severity must not lower the strength of an unrated indicator.
fn strength_table(table: &TomlTable<'_>) -> [[Strength; 3]; 3] {
    let row = |key: &'static str, class: Strength| {
        let mut row = [class; 3];
        let Some(cells) = table.need(key).and_then(|value| value.table()) else { return row };
        let mut least = class;
        for severity in Severity::ALL {
            let Some(value) = cells.need(severity.word()) else { continue };
            let Some(strength) = word(&value, &STRENGTHS[1..4]) else { continue };
            if strength < least {
                value.problem(Code::StrengthOrder, what_and_help!("catalogue-severity-lowers", least = least.word()));
            }
            least = least.max(strength);
            row[severity as usize] = strength;
        }
        row
    };
    [row("weak", Strength::Weak), row("medium", Strength::Medium), row("strong", Strength::Strong)]
}

fn point_table(table: &TomlTable<'_>) -> Points {
    let mut points = Points::default();
    let mut least = 0;
    for strength in &Strength::ALL[1..] {
        let Some(value) = table.need(strength.word()) else { continue };
        let Some(number) = value.integer(POINTS).and_then(|number| u32::try_from(number).ok()) else { continue };
        if number < least {
            value.problem(Code::StrengthOrder, what_and_help!("catalogue-points-lower"));
        }
        least = number;
        points.0[*strength as usize] = number;
    }
    points
}

/// A list of patterns such as `[{ strong = 2 }, { strong = 1, weak = 1 }]`.
pub fn patterns(value: &TomlValue<'_>) -> Vec<Pattern> {
    let read = |table: &TomlTable<'_>| {
        let mut pattern = Pattern::default();
        for strength in Strength::ALL {
            if let Some(number) = table.get(strength.word()).and_then(|value| value.integer(MINIMA)) {
                pattern.minima[strength as usize] = usize::try_from(number).unwrap_or_default();
            }
        }
        if table.keys().is_empty() {
            table.problem(Code::WrongValue, what_and_help!("catalogue-empty-pattern"));
        }
        pattern
    };
    value.list().unwrap_or_default().iter().filter_map(TomlValue::table).map(|table| read(&table)).collect()
}

pub fn source(table: &TomlTable<'_>, origin: EntryOrigin) -> Source {
    let text = |key| table.need_text(key).unwrap_or_default();
    Source {
        id: table.text("id").unwrap_or_default(),
        title: text("title"),
        publisher: text("publisher"),
        year: table.get("year").and_then(|value| value.integer(YEARS)),
        url: table.need("url").and_then(|value| value.text()).unwrap_or_default(),
        standing: table.need_word("standing", &STANDINGS).unwrap_or(SourceStatus::Proposed),
        origin,
    }
}

pub fn group(table: &TomlTable<'_>) -> Group {
    let counts = table.get("counts").and_then(|value| word(&value, &COUNTS));
    Group {
        id: table.text("id").unwrap_or_default(),
        title: table.need_text("title").unwrap_or_default(),
        each: counts.unwrap_or(false),
    }
}

pub fn retired(table: &TomlTable<'_>, names: &Names) -> Retired {
    let replaced_by = table.get("replaced_by").and_then(|value| names.indicator(&value));
    Retired { id: table.text("id").unwrap_or_default(), replaced_by: replaced_by.map(|at| at.0) }
}

/// Dimensions, pools and forms, in that order, with the indicators of each.
pub fn areas(tables: &Tables<'_>, names: &Names, usual: &[Pattern], indicators: &[Indicator]) -> Vec<Area> {
    let mut areas = tables.each(TableKind::Dimension, |table| dimension(table, usual));
    areas.extend(tables.each(TableKind::Pool, pool));
    let forms = tables.each(TableKind::Form, |table| form(table, names, usual));
    let pools: Vec<Vec<AreaIx>> = forms.iter().map(|(_, pools)| pools.clone()).collect();
    let first_form = areas.len();
    areas.extend(forms.into_iter().map(|(area, _)| area));
    for (at, indicator) in indicators.iter().enumerate() {
        for area in &indicator.areas {
            areas[area.0].own.insert(at);
        }
    }
    for area in &mut areas {
        area.counted = area.own;
    }
    for (form, pools) in pools.iter().enumerate() {
        for pool in pools {
            let fed = areas[pool.0].own;
            let area = &mut areas[first_form + form];
            area.counted = area.counted.or(&fed);
        }
    }
    areas
}

fn dimension(table: &TomlTable<'_>, usual: &[Pattern]) -> Area {
    let element = table.get("element").and_then(|value| word(&value, &ELEMENTS));
    let own = table.get("positive_when").map(|value| patterns(&value));
    let usual = if element.is_some() { usual } else { &[] };
    blank_area(table, AreaKind::Dimension, element, own.unwrap_or_else(|| usual.to_vec()))
}

fn pool(table: &TomlTable<'_>) -> Area {
    let element = table.need_word("element", &ELEMENTS);
    blank_area(table, AreaKind::Pool, element, Vec::new())
}

fn form(table: &TomlTable<'_>, names: &Names, usual: &[Pattern]) -> (Area, Vec<AreaIx>) {
    let own = table.get("positive_when").map(|value| patterns(&value));
    let pools = table.get("pools").and_then(|value| value.list()).unwrap_or_default();
    let pools = pools.iter().filter_map(|pool| names.area(pool, &[TableKind::Pool, TableKind::Form])).collect();
    let patterns = own.unwrap_or_else(|| usual.to_vec());
    (blank_area(table, AreaKind::Form, Some(Element::Purpose), patterns), pools)
}

fn blank_area(table: &TomlTable<'_>, kind: AreaKind, element: Option<Element>, positive_when: Vec<Pattern>) -> Area {
    Area {
        id: table.text("id").unwrap_or_default(),
        title: table.need_text("title").unwrap_or_default(),
        kind,
        element,
        positive_when,
        own: crate::condition::BitSet::EMPTY,
        counted: crate::condition::BitSet::EMPTY,
    }
}

/// A list of `{ source, item }`.
pub fn claims(value: &TomlValue<'_>, names: &Names) -> Vec<Claim> {
    value.list().unwrap_or_default().iter().filter_map(TomlValue::table).map(|item| claim(&item, names)).collect()
}

/// One `{ source, item }`.
pub fn claim(item: &TomlTable<'_>, names: &Names) -> Claim {
    Claim {
        source: item.need("source").and_then(|value| names.source(&value)).unwrap_or(0),
        item: item.need_text("item").unwrap_or_default(),
    }
}

pub fn strength(value: &TomlValue<'_>) -> Option<Strength> {
    word(value, &STRENGTHS)
}
