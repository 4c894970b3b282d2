//! Reads a script, and collects all its problems.

use super::{Aim, Expected, Move, Script, Scripted, Teach, Telling};
use crate::case::{Answer, Basis, CaseIdError, FactAnswer, Presence, id_fault, values_of};
use crate::catalogue::{Catalogue, FactKind, Question};
use crate::condition::{FactIx, IndicatorIx, Severity};
use crate::escape::hidden;
use crate::toml_input::{Code, Placed, TomlTable, TomlValue, did_you_mean, shown, word};

/// The moves at a question, each with its own sign.
pub(crate) const MOVES: [(&str, char); 5] =
    [("back", 'b'), ("pause", 'p'), ("correct", 'c'), ("stop", 's'), ("withdraw", 'w')];

/// The aims of a script.
pub(crate) const AIMS: [(&str, Aim); 3] =
    [("end-low", Aim::EndLow), ("be-referred", Aim::BeReferred), ("stay-open", Aim::StayOpen)];

impl Aim {
    /// The word in files.
    pub fn word(self) -> &'static str {
        AIMS.iter().find(|(_, aim)| *aim == self).map_or("", |(word, _)| word)
    }
}

pub(super) fn script(catalogue: &Catalogue, root: &TomlTable<'_>) -> Option<Script> {
    Reader { catalogue }.script(root)
}

struct Reader<'c> {
    catalogue: &'c Catalogue,
}

impl Reader<'_> {
    fn script(&self, root: &TomlTable<'_>) -> Option<Script> {
        let head = root.need("script").and_then(|value| value.table());
        let facts = root.get("facts").and_then(|value| value.table());
        let answers = root.get("answers").and_then(|value| value.table());
        let expected = root.get("expect").and_then(|value| value.table());
        let facts = facts.map(|table| each(&table, |key, value| Some((self.fact(key, &value)?, value))));
        let facts = facts.unwrap_or_default().into_iter();
        let facts = facts.filter_map(|(at, value)| Some((at, self.fact_entry(at, &value)?))).collect();
        let answers = answers.map(|table| each(&table, |key, value| Some((self.key(key, &value)?, value))));
        let answers = answers.unwrap_or_default().into_iter();
        let answers = answers.filter_map(|(at, value)| Some((at, self.scripted(at, &value)?))).collect();
        let moves = tables(root, "step").iter().filter_map(|table| self.step(table)).collect();
        let teach = tables(root, "teach").iter().filter_map(|table| self.teach(table)).collect();
        let expected = expected.map(|table| self.expected(&table)).unwrap_or_default();
        let head = head?;
        let (title, from) = (head.need_text("title"), head.need_text("source"));
        let (case_id, day) = (case_id(&head), head.need("screened_on").and_then(|value| value.date()));
        Some(Script {
            vignette: head.text("vignette").unwrap_or_default(),
            title: title?,
            source: from?,
            case_id: case_id?,
            screened_on: day?,
            aim: head.get("written_to").and_then(|value| word(&value, &AIMS)),
            misleads: head.text("misleads").unwrap_or_default(),
            facts,
            answers,
            moves,
            expected,
            teach,
        })
    }

    fn fact(&self, key: &Placed<String>, value: &TomlValue<'_>) -> Option<FactIx> {
        let found = self.catalogue.find_fact(&key.value);
        if found.is_none() {
            unknown_key(value, key, "fact", self.catalogue.facts.iter().map(|one| one.id.as_str()));
        }
        found
    }

    fn key(&self, key: &Placed<String>, value: &TomlValue<'_>) -> Option<IndicatorIx> {
        let found = self.catalogue.find_indicator(&key.value);
        if found.is_none() {
            unknown_key(value, key, "indicator", self.catalogue.indicators.iter().map(|one| one.id.as_str()));
        }
        found
    }

    /// An answer by itself, or in a table with more about it.
    fn fact_entry(&self, at: FactIx, value: &TomlValue<'_>) -> Option<Scripted<FactAnswer>> {
        if !value.is_table() {
            return Some(Scripted { answer: self.fact_answer(at, value)?, telling: Telling::default() });
        }
        let table = value.table()?;
        let telling = telling(&table);
        Some(Scripted { answer: self.fact_answer(at, &table.need("answer")?)?, telling })
    }

    fn fact_answer(&self, at: FactIx, value: &TomlValue<'_>) -> Option<FactAnswer> {
        let fact = self.catalogue.fact(at);
        if value.is_text() {
            match value.text()?.as_str() {
                "unknown" => return Some(FactAnswer::Unknown),
                "declined" => return Some(FactAnswer::Declined),
                "not-asked" => return Some(FactAnswer::NotAsked),
                _ => {}
            }
        }
        let ids = match fact.kind {
            FactKind::Date => return value.date().map(FactAnswer::Date),
            FactKind::Text => return value.text().map(FactAnswer::Text),
            FactKind::Many => value.list()?.iter().filter_map(TomlValue::text).collect(),
            FactKind::YesNo | FactKind::One => vec![value.text()?],
        };
        let answer = values_of(fact, &ids);
        if answer.is_none() {
            let known: Vec<_> = fact.values.iter().map(|value| value.id.as_str()).collect();
            value.problem(Code::WrongValue, what_and_help!("training-fact-no-such-value", values = known.join(", ")));
        }
        answer
    }

    fn scripted(&self, at: IndicatorIx, value: &TomlValue<'_>) -> Option<Scripted<Answer>> {
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        if value.is_text() {
            let answer = Answer::of(word(value, &presences)?);
            return Some(Scripted { answer, telling: Telling::default() });
        }
        let table = value.table()?;
        let presence = table.need_word("presence", &presences);
        let severities = Severity::ALL.map(|severity| (severity.word(), severity));
        let rated = table.get("severity");
        let severity = rated.as_ref().and_then(|value| word(value, &severities));
        let words = Basis::ALL.map(|basis| (basis.word(), basis));
        let listed = table.get("basis").and_then(|value| value.list()).unwrap_or_default();
        let mut basis: Vec<Basis> = listed.iter().filter_map(|value| word(value, &words)).collect();
        basis.sort_unstable();
        basis.dedup();
        let contradicted = flag(&table, "contradicted");
        let (note, telling) = (table.text("note"), telling(&table));
        let degrees = self.catalogue.indicator(at).anchors.is_some();
        if let Some(rated) = rated.filter(|_| presence != Some(Presence::Present) || !degrees) {
            let (what, help) = if degrees {
                what_and_help!("training-severity-without-present")
            } else {
                what_and_help!("training-severity-without-degrees")
            };
            rated.problem(Code::WrongValue, (what, help));
        }
        Some(Scripted { answer: Answer { presence: presence?, severity, basis, contradicted, note }, telling })
    }

    fn at(&self, table: &TomlTable<'_>) -> Option<IndicatorIx> {
        let value = table.get("at")?;
        let id = value.text()?;
        self.key(&Placed { value: id, place: value.place() }, &value)
    }

    /// The question with an id: a fact or an indicator.
    fn question(&self, value: &TomlValue<'_>) -> Option<Question> {
        let id = value.text()?;
        let found = self.catalogue.find_indicator(&id).map(Question::Indicator);
        let found = found.or_else(|| self.catalogue.find_fact(&id).map(Question::Fact));
        if found.is_none() {
            let indicators = self.catalogue.indicators.iter().map(|one| one.id.as_str());
            let facts = self.catalogue.facts.iter().map(|one| one.id.as_str());
            unknown(value, &id, "question", indicators.chain(facts));
        }
        found
    }

    fn step(&self, table: &TomlTable<'_>) -> Option<(IndicatorIx, Move)> {
        table.need("at");
        let at = self.at(table);
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        let kind = table.need_word("do", &MOVES);
        let step = match kind? {
            'b' => Move::Back,
            'p' => Move::Pause,
            's' => Move::Stop,
            'w' => Move::Withdraw,
            _ => Move::Correct(table.need_word("first", &presences)?),
        };
        Some((at?, step))
    }

    fn teach(&self, table: &TomlTable<'_>) -> Option<Teach> {
        let at = table.get("at").map(|value| self.question(&value));
        let point = table.need_text("point");
        // A remark at an unknown question is dropped.
        let at = at.map_or(Some(None), |at| at.map(Some));
        Some(Teach { at: at?, point: point? })
    }

    fn expected(&self, table: &TomlTable<'_>) -> Expected {
        let catalogue = self.catalogue;
        let guidelines = &catalogue.guidelines;
        let findings = || catalogue.findings.iter().map(|one| one.id.as_str());
        let one = |key, kind: &str, known: Vec<&str>| {
            let value = table.get(key)?;
            let id = value.text()?;
            if known.contains(&id.as_str()) {
                return Some(id);
            }
            unknown(&value, &id, kind, known.into_iter());
            None
        };
        let many = |key, kind: &str, known: Vec<&str>| {
            let list = table.get(key).and_then(|value| value.list()).unwrap_or_default();
            let mut ids = Vec::new();
            for value in &list {
                let Some(id) = value.text() else { continue };
                if known.contains(&id.as_str()) {
                    ids.push(id);
                } else {
                    unknown(value, &id, kind, known.iter().copied());
                }
            }
            ids
        };
        let pathways = || guidelines.pathways.iter().map(|one| one.id.as_str()).collect();
        Expected {
            finding: one("finding", "finding", findings().collect()),
            low: one("low", "finding", findings().collect()),
            high: one("high", "finding", findings().collect()),
            urgency: one("urgency", "urgency", guidelines.urgencies.iter().map(|one| one.id.as_str()).collect()),
            pathways: many("pathways", "pathway", pathways()),
            not_pathways: many("not_pathways", "pathway", pathways()),
            actions: many("actions", "action", guidelines.actions.iter().map(|one| one.id.as_str()).collect()),
            safeguards: many(
                "safeguards",
                "safeguard",
                guidelines.safeguards.iter().map(|one| one.id.as_str()).collect(),
            ),
            flags: many("flags", "flag", catalogue.flags.iter().map(|one| one.id.as_str()).collect()),
        }
    }
}

/// The id of the case, within the limits of a case file.
fn case_id(head: &TomlTable<'_>) -> Option<String> {
    let id = head.need_text("case_id")?;
    let value = head.get("case_id")?;
    match id_fault(&id) {
        Some(CaseIdError { code, what, help }) => {
            value.problem(code, (what, help));
            None
        }
        None => Some(id),
    }
}

fn flag(table: &TomlTable<'_>, key: &'static str) -> bool {
    table.get(key).and_then(|value| value.boolean()).unwrap_or(false)
}

fn telling(table: &TomlTable<'_>) -> Telling {
    let text = |key| table.text(key).unwrap_or_default();
    Telling { says: text("says"), held_back: text("held_back"), volunteered: flag(table, "volunteered") }
}

/// Reports an unknown id, with the nearest known one. `kind` selects the text of the message.
fn unknown<'k>(value: &TomlValue<'_>, id: &str, kind: &str, known: impl Iterator<Item = &'k str>) {
    value.problem(Code::UnknownId, (text!("training-unknown-id", kind = kind, id = shown(id)), nearest(id, known)));
}

/// The same for an id that is a key.
fn unknown_key<'k>(value: &TomlValue<'_>, key: &Placed<String>, kind: &str, known: impl Iterator<Item = &'k str>) {
    if key.value.chars().any(hidden) {
        return value.problem_of_key(
            &key.place,
            Code::ControlCharacter,
            what_and_help!("training-hidden-in-id", kind = kind),
        );
    }
    let what = text!("training-unknown-id", kind = kind, id = shown(&key.value));
    value.problem_of_key(&key.place, Code::UnknownId, (what, nearest(&key.value, known)));
}

fn nearest<'k>(id: &str, known: impl Iterator<Item = &'k str>) -> String {
    did_you_mean(id, known).unwrap_or_else(|| text!("training-see-the-ids").to_owned())
}

/// Reads every entry of a table whose keys are ids.
fn each<'d, T>(table: &TomlTable<'d>, read: impl Fn(&Placed<String>, TomlValue<'d>) -> Option<T>) -> Vec<T> {
    let entries = table.entries().into_iter();
    entries.take_while(|_| !table.is_full()).filter_map(|(key, value)| read(&key, value)).collect()
}

fn tables<'d>(root: &TomlTable<'d>, key: &'static str) -> Vec<TomlTable<'d>> {
    let list = root.get(key).and_then(|value| value.list()).unwrap_or_default();
    list.iter().filter_map(TomlValue::table).collect()
}
