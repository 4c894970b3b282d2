//! Reads the questions: facts and indicators, with who may ask, when, and where each comes from.

use super::condition::Conditions;
use super::names::{Names, TableKind};
use super::words::{
    ABOUT, ADDRESSEES, ASKED_BY, COVERS, EACH_MEETING, HAND_OVER, KINDS, MAX_VALUES, RESERVED, ROLES, SENSITIVITIES,
    STRENGTHS, TIERS,
};
use super::yes::yes_and_no;
use crate::catalogue::read::structure::{claim, claims};
use crate::catalogue::{
    Addressee, Anchors, AskedBy, Classes, Covers, EachMeeting, Fact, FactKind, FactValue, HandOver, Indicator, Origin,
    Role, Tier, WhoAsks,
};
use crate::condition::{Condition, FactIx, Severity};
use crate::toml_input::{Code, TomlTable, TomlValue, same_words, word};

pub fn fact(table: &TomlTable<'_>, names: &Names) -> Fact {
    let kind = table.need_word("type", &KINDS).unwrap_or(FactKind::Text);
    let role = table.get("role").and_then(|value| word(&value, &ROLES));
    let values = fact_values(table, kind);
    let (yes, no) = yes_and_no(table, kind, &values);
    Fact {
        id: table.text("id").unwrap_or_default(),
        title: table.need_text("title").unwrap_or_default(),
        kind,
        unknown_as: unknown_as(table, &values),
        values,
        yes,
        no,
        role,
        section: section(table, names),
        to: table.need_word("to", &ADDRESSEES).unwrap_or(Addressee::Screener),
        prompt: table.need_text("prompt").unwrap_or_default(),
        help: table.text("help").unwrap_or_default(),
        descriptive: table.get("descriptive").and_then(|value| value.boolean()).unwrap_or(false),
        asked: table.get("asked").and_then(|value| value.boolean()).unwrap_or(true),
        each_meeting: each_meeting(table, role),
        hand_over: hand_over(table).unwrap_or(HandOver::Service),
        about: table.get("about").and_then(|value| word(&value, &ABOUT)).unwrap_or_default(),
        opposes: opposes(table, names),
        without_yes: table.text("without_yes").unwrap_or_default(),
        ask_if: ask_if(table, names),
        who_asks: who_asks(table),
        claims: table.get("sources").map(|value| claims(&value, names)).unwrap_or_default(),
    }
}

/// What a later meeting does with the last answer: `true`, `false`, or a word. The default depends on the role.
fn each_meeting(table: &TomlTable<'_>, role: Option<Role>) -> EachMeeting {
    let by_role = || EachMeeting::of_role(role);
    table.get("each_meeting").map_or_else(by_role, |value| {
        let is_word = value.is_text();
        let word = is_word.then(|| word(&value, &EACH_MEETING)).flatten();
        let flag = (!is_word).then(|| value.boolean()).flatten();
        let flag = flag.map(|again| if again { EachMeeting::Again } else { EachMeeting::Keep });
        word.or(flag).unwrap_or_else(by_role)
    })
}

fn fact_values(table: &TomlTable<'_>, kind: FactKind) -> Vec<FactValue> {
    let listed = table.get("values");
    match kind {
        FactKind::YesNo => {
            if let Some(value) = listed {
                value.problem(Code::WrongValue, what_and_help!("catalogue-yes-no-has-its-values"));
            }
            ["yes", "no"]
                .map(|id| FactValue {
                    id: id.to_owned(),
                    text: id.to_owned(),
                    hand_over: HandOver::Authority,
                    protects: false,
                    alone: false,
                })
                .into()
        }
        FactKind::One | FactKind::Many => {
            let value = if listed.is_some() { listed } else { table.need("values") };
            value.map(|value| named_values(&value, kind)).unwrap_or_default()
        }
        FactKind::Date | FactKind::Text => Vec::new(),
    }
}

fn named_values(list: &TomlValue<'_>, kind: FactKind) -> Vec<FactValue> {
    let mut values: Vec<FactValue> = Vec::new();
    same_texts(list);
    for item in list.list().unwrap_or_default().iter().filter_map(TomlValue::table) {
        let text = item.need_text("text").unwrap_or_default();
        let hand_over = hand_over(&item).unwrap_or(HandOver::Authority);
        let protects = item.get("protects").and_then(|value| value.boolean()).unwrap_or(false);
        let alone = stands_alone(&item, kind);
        let Some(value) = item.need("id") else { continue };
        let Some(id) = value.text() else { continue };
        if RESERVED.contains(&id.as_str()) {
            value.problem(Code::WrongValue, what_and_help!("catalogue-reserved-value", id = id));
        } else if !super::names::is_id(&format!("v{}", id.to_ascii_lowercase())) {
            value.problem(Code::BadId, what_and_help!("catalogue-not-an-id-of-a-value"));
        } else if values.iter().any(|known| known.id == id) {
            value.problem(Code::DuplicateId, what_and_help!("catalogue-value-named-twice", id = id));
        } else {
            values.push(FactValue { id, text, hand_over, protects, alone });
        }
    }
    if list.is_list() && list.list().is_some_and(|items| items.is_empty()) {
        list.problem(Code::WrongValue, what_and_help!("catalogue-fact-without-values"));
    }
    if values.len() > MAX_VALUES {
        list.problem(Code::TooLarge, what_and_help!("catalogue-too-many-values", most = MAX_VALUES));
        values.truncate(MAX_VALUES);
    }
    values
}

/// Whether a value contradicts every other one. Only useful where several can be chosen.
fn stands_alone(item: &TomlTable<'_>, kind: FactKind) -> bool {
    let Some(value) = item.get("alone") else { return false };
    let alone = value.boolean().unwrap_or(false);
    if kind != FactKind::Many {
        value.problem(Code::WrongValue, what_and_help!("catalogue-only-one-value-anyway"));
    }
    alone
}

/// The fact that says yes where this one says no. It must share values with this one.
fn opposes(table: &TomlTable<'_>, names: &Names) -> Option<FactIx> {
    let value = table.get("opposes")?;
    let yes = names.fact(&value)?;
    let known = names.fact_outline(yes);
    if known.kind != Some(FactKind::Many) || table.quietly("type").as_deref() != Some("many") {
        value.problem(Code::WrongValue, what_and_help!("catalogue-opposes-one-value"));
    } else if !table.quietly_listed("values", "id").iter().any(|id| known.values.contains(id)) {
        value.problem(Code::WrongValue, what_and_help!("catalogue-opposes-nothing-in-common"));
    }
    Some(yes)
}

/// The value that rules read for an unknown answer.
fn unknown_as(table: &TomlTable<'_>, values: &[FactValue]) -> u64 {
    let Some((value, id)) = table.get("unknown_as").and_then(|value| Some((value.clone(), value.text()?))) else {
        return 0;
    };
    let Some(at) = values.iter().position(|one| one.id == id) else {
        value.problem(Code::UnknownId, what_and_help!("catalogue-unknown-as-no-value"));
        return 0;
    };
    1 << at
}

/// People can't choose between two values with the same text.
fn same_texts(list: &TomlValue<'_>) {
    let mut seen: Vec<String> = Vec::new();
    for (text, value) in list.quietly_listed("text") {
        let words = same_words(&text);
        if seen.contains(&words) && !words.is_empty() {
            value.problem(Code::SameText, what_and_help!("catalogue-values-read-alike"));
        }
        seen.push(words);
    }
}

pub fn indicator(table: &TomlTable<'_>, names: &Names) -> Indicator {
    let classes = classes(table);
    let text = |key| table.text(key).unwrap_or_default();
    Indicator {
        id: text("id"),
        statement: table.need_text("statement").unwrap_or_default(),
        prompt: text("prompt"),
        prompt_ended: text("prompt_ended"),
        follow_up: text("follow_up"),
        observe: text("observe"),
        section: section(table, names),
        areas: areas(table, names),
        classes,
        class_from: table.need("class_from").and_then(|value| names.source(&value)).unwrap_or(0),
        group: table.get("group").and_then(|value| names.group(&value)),
        tier: table.get("tier").and_then(|value| word(&value, &TIERS)).unwrap_or(Tier::Detail),
        sensitivity: table.get("sensitivity").and_then(|value| value.integer(SENSITIVITIES)).unwrap_or(1),
        anchors: anchors(table),
        critical: table.get("critical").and_then(|value| value.boolean()).unwrap_or(false),
        include: text("include"),
        exclude: text("exclude"),
        origins: origins(table, names),
        commit_ref: text("commit_ref"),
        who_asks: who_asks(table),
        // The person decides whether an authority sees any signs.
        hand_over: hand_over(table).unwrap_or(HandOver::Authority),
        ask_if: ask_if(table, names),
    }
}

pub(super) fn hand_over(table: &TomlTable<'_>) -> Option<HandOver> {
    table.get("hand_over").and_then(|value| word(&value, &HAND_OVER))
}

fn section(table: &TomlTable<'_>, names: &Names) -> usize {
    table.need("section").and_then(|value| names.section(&value)).unwrap_or(0)
}

fn areas(table: &TomlTable<'_>, names: &Names) -> Vec<crate::condition::AreaIx> {
    let Some(value) = table.need("dimensions") else { return Vec::new() };
    let Some(list) = value.list() else { return Vec::new() };
    if list.is_empty() {
        value.problem(Code::NeverCounts, what_and_help!("catalogue-indicator-of-no-dimension"));
    }
    list.iter().filter_map(|item| names.area(item, &[TableKind::Dimension, TableKind::Pool, TableKind::Form])).collect()
}

fn classes(table: &TomlTable<'_>) -> Classes {
    let mut classes = Classes { adult: None, child: None };
    let Some(value) = table.need("class") else { return classes };
    let Some(class) = value.table() else { return classes };
    let read = |key| class.get(key).and_then(|value| word(&value, &STRENGTHS[..4]));
    classes = Classes { adult: read("adult"), child: read("child") };
    match (classes.adult, classes.child) {
        (None, None) if !class.keys().iter().any(|key| ["adult", "child"].contains(key)) => {
            class.problem(Code::MissingKey, what_and_help!("catalogue-no-class"));
        }
        (Some(adult), Some(child)) if child < adult => {
            class.problem(Code::ClassOrder, what_and_help!("catalogue-class-order"));
        }
        _ => {}
    }
    classes
}

fn anchors(table: &TomlTable<'_>) -> Option<Anchors> {
    let value = table.need("severity")?;
    if value.is_text() {
        word(&value, &[("none", ())]);
        return None;
    }
    let anchors = value.table()?;
    let texts = Severity::ALL.map(|severity| anchors.need_text(severity.word()).unwrap_or_default());
    let plain = texts.clone().map(|text| same_words(&text));
    let same = |a: usize, b: usize| !plain[a].is_empty() && plain[a] == plain[b];
    if same(0, 1) || same(1, 2) || same(0, 2) {
        value.problem(Code::WrongValue, what_and_help!("catalogue-severities-read-alike"));
    }
    Some(Anchors { texts })
}

fn who_asks(table: &TomlTable<'_>) -> WhoAsks {
    let Some(who) = table.get("who_asks").and_then(|value| value.table()) else {
        return WhoAsks { adult: AskedBy::Anyone, child: AskedBy::Anyone };
    };
    WhoAsks {
        adult: who.need_word("adult", &ASKED_BY).unwrap_or(AskedBy::Anyone),
        child: who.need_word("child", &ASKED_BY).unwrap_or(AskedBy::Anyone),
    }
}

fn ask_if(table: &TomlTable<'_>, names: &Names) -> Option<Condition> {
    Some(Conditions::asking(names).read(&table.get("ask_if")?))
}

fn origins(table: &TomlTable<'_>, names: &Names) -> Vec<Origin> {
    let Some(value) = table.need("origin") else { return Vec::new() };
    let Some(list) = value.list() else { return Vec::new() };
    if list.is_empty() {
        value.problem(Code::MissingOrigin, what_and_help!("catalogue-no-source-named"));
    }
    let read = |item: &TomlTable<'_>| Origin {
        covers: item.need_word("covers", &COVERS).unwrap_or(Covers::Same),
        claim: claim(item, names),
    };
    list.iter().filter_map(TomlValue::table).map(|item| read(&item)).collect()
}
