//! A script: an example case as a trainer writes it, with what it is expected to come out as.

use crate::case::{Answer, Basis, FactAnswer, Presence, values_of};
use crate::catalogue::{Catalogue, FactKind};
use crate::condition::{FactIx, IndicatorIx, Severity};
use crate::document::{self, Code, Found, Place, Problem, Problems, SourceFile, Table, Value, closest, word};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// An answer as a script gives it.
#[derive(Clone, Debug)]
pub struct Scripted {
    /// The answer.
    pub answer: Answer,
    /// What the interviewee says; may be empty.
    pub says: String,
    /// Told without being asked: it need not come up.
    pub volunteered: bool,
}

/// What happens at a question besides its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// One question back first, then on again.
    Back,
    /// A pause.
    Pause,
    /// This answer first, then back and the scripted one.
    Correct(Presence),
    /// The talk ends here.
    Stop,
}

/// What a case is expected to come out as. What is not named may be anything.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// Finding id.
    pub finding: Option<String>,
    /// Lowest finding that is reachable.
    pub low: Option<String>,
    /// Highest finding that is reachable.
    pub high: Option<String>,
    /// Urgency id.
    pub urgency: Option<String>,
    /// Pathways that stand, among others.
    pub pathways: Vec<String>,
    /// Pathways that must not stand.
    pub not_pathways: Vec<String>,
    /// Actions that stand, among others.
    pub actions: Vec<String>,
    /// Safeguards that stand, among others.
    pub safeguards: Vec<String>,
    /// Flags that are raised, among others.
    pub flags: Vec<String>,
}

/// A remark for the class.
#[derive(Clone, Debug)]
pub struct Teach {
    /// At which question; none: at the end.
    pub at: Option<IndicatorIx>,
    /// The remark.
    pub point: String,
}

/// A script, against the catalogue it was written for.
#[derive(Clone, Debug)]
pub struct Script {
    /// Title.
    pub title: String,
    /// Where the facts come from, or "synthetic".
    pub source: String,
    /// The story.
    pub vignette: String,
    /// Case id.
    pub case_id: String,
    /// Day of the screening.
    pub screened_on: Date,
    /// Answers about facts.
    pub facts: Vec<(FactIx, FactAnswer)>,
    /// Facts that were told without being asked: they need not come up.
    pub volunteered: BTreeSet<FactIx>,
    /// Answers about indicators.
    pub answers: Vec<(IndicatorIx, Scripted)>,
    /// What happens in between.
    pub moves: Vec<(IndicatorIx, Move)>,
    /// What it should come out as.
    pub expected: Expected,
    /// Remarks for the class.
    pub teach: Vec<Teach>,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// All its problems, with their places.
    pub fn read(source: &SourceFile, catalogue: &Catalogue) -> Result<Self, Vec<Problem>> {
        let problems = Problems::default();
        let script = {
            let document = document::parse(0, source, &problems);
            document.as_ref().and_then(|document| {
                let table = Table::new(document.get_ref(), Place { file: 0, span: 0..0 }, &problems);
                Reader { catalogue }.script(&table)
            })
        };
        match script {
            Some(script) if problems.is_empty() => Ok(script),
            _ => Err(problems.into_sorted()),
        }
    }

    /// The scripted answer to a question.
    #[must_use]
    pub fn answer(&self, indicator: IndicatorIx) -> Option<&Scripted> {
        self.answers.iter().find(|(at, _)| *at == indicator).map(|(_, scripted)| scripted)
    }
}

/// What may happen at a question, each with a sign of its own.
pub(super) const MOVES: [(&str, char); 4] = [("back", 'b'), ("pause", 'p'), ("correct", 'c'), ("stop", 's')];

struct Reader<'c> {
    catalogue: &'c Catalogue,
}

impl Reader<'_> {
    fn script(&self, root: &Table<'_>) -> Option<Script> {
        let head = root.need("script").and_then(|value| value.table());
        let facts = root.get("facts").and_then(|value| value.table());
        let answers = root.get("answers").and_then(|value| value.table());
        let expected = root.get("expect").and_then(|value| value.table());
        let facts = facts.map(|table| each(&table, |key, value| Some((self.fact(key, &value)?, value))));
        let facts = facts.unwrap_or_default();
        let mut volunteered = BTreeSet::new();
        let facts = facts.into_iter().filter_map(|(at, value)| {
            let (answer, told) = self.fact_entry(at, &value)?;
            volunteered.extend(told.then_some(at));
            Some((at, answer))
        });
        let facts = facts.collect();
        let answers = answers.map(|table| each(&table, |key, value| Some((self.key(key, &value)?, value))));
        let answers = answers.unwrap_or_default().into_iter();
        let answers = answers.filter_map(|(at, value)| Some((at, self.scripted(at, &value)?))).collect();
        let moves = tables(root, "step").iter().filter_map(|table| self.step(table)).collect();
        let teach = tables(root, "teach").iter().filter_map(|table| self.teach(table)).collect();
        let expected = expected.map(|table| self.expected(&table)).unwrap_or_default();
        let head = head?;
        let (title, from) = (head.need_text("title"), head.need_text("source"));
        let (case_id, day) = (head.need_text("case_id"), head.need("screened_on").and_then(|value| value.date()));
        Some(Script {
            vignette: head.text("vignette").unwrap_or_default(),
            title: title?,
            source: from?,
            case_id: case_id?,
            screened_on: day?,
            facts,
            volunteered,
            answers,
            moves,
            expected,
            teach,
        })
    }

    /// The fact a key names.
    fn fact(&self, key: &Found<String>, value: &Value<'_>) -> Option<FactIx> {
        let found = self.catalogue.find_fact(&key.value);
        if found.is_none() {
            unknown(value, &key.value, "fact", self.catalogue.facts.iter().map(|one| one.id.as_str()));
        }
        found
    }

    /// The indicator a key names.
    fn key(&self, key: &Found<String>, value: &Value<'_>) -> Option<IndicatorIx> {
        let found = self.catalogue.find_indicator(&key.value);
        if found.is_none() {
            unknown(value, &key.value, "indicator", self.catalogue.indicators.iter().map(|one| one.id.as_str()));
        }
        found
    }

    /// An answer by itself, or in a table that tells whether it was volunteered.
    fn fact_entry(&self, at: FactIx, value: &Value<'_>) -> Option<(FactAnswer, bool)> {
        if !value.is_table() {
            return Some((self.fact_answer(at, value)?, false));
        }
        let table = value.table()?;
        let volunteered = table.get("volunteered").and_then(|value| value.boolean()).unwrap_or(false);
        Some((self.fact_answer(at, &table.need("answer")?)?, volunteered))
    }

    fn fact_answer(&self, at: FactIx, value: &Value<'_>) -> Option<FactAnswer> {
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
            FactKind::Many => value.list()?.iter().filter_map(Value::text).collect(),
            FactKind::YesNo | FactKind::One => vec![value.text()?],
        };
        let answer = values_of(fact, &ids);
        if answer.is_none() {
            let known: Vec<_> = fact.values.iter().map(|value| value.id.as_str()).collect();
            value.problem(Code::WrongValue, "the fact has no such value", format!("use one of {}", known.join(", ")));
        }
        answer
    }

    fn scripted(&self, at: IndicatorIx, value: &Value<'_>) -> Option<Scripted> {
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        if value.is_text() {
            let answer = Answer::of(word(value, &presences)?);
            return Some(Scripted { answer, says: String::new(), volunteered: false });
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
        let flag = |key| table.get(key).and_then(|value| value.boolean()).unwrap_or(false);
        let (contradicted, volunteered) = (flag("contradicted"), flag("volunteered"));
        let (note, says) = (table.text("note"), table.text("says").unwrap_or_default());
        let degrees = self.catalogue.indicator(at).anchors.is_some();
        if let Some(rated) = rated.filter(|_| presence != Some(Presence::Present) || !degrees) {
            let what = if degrees { "a severity without `present`" } else { "this indicator has no severities" };
            rated.problem(Code::WrongValue, what, "take `severity` out");
        }
        Some(Scripted {
            answer: Answer { presence: presence?, severity, basis, contradicted, note },
            says,
            volunteered,
        })
    }

    fn at(&self, table: &Table<'_>) -> Option<IndicatorIx> {
        let value = table.get("at")?;
        let id = value.text()?;
        self.key(&Found { value: id, place: value.place() }, &value)
    }

    fn step(&self, table: &Table<'_>) -> Option<(IndicatorIx, Move)> {
        table.need("at");
        let at = self.at(table);
        let presences = Presence::ALL.map(|presence| (presence.word(), presence));
        let kind = table.need_word("do", &MOVES);
        let step = match kind? {
            'b' => Move::Back,
            'p' => Move::Pause,
            's' => Move::Stop,
            _ => Move::Correct(table.need_word("first", &presences)?),
        };
        Some((at?, step))
    }

    fn teach(&self, table: &Table<'_>) -> Option<Teach> {
        let at = self.at(table);
        Some(Teach { at, point: table.need_text("point")? })
    }

    fn expected(&self, table: &Table<'_>) -> Expected {
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

/// Notes an id that names nothing, with the nearest one that does.
fn unknown<'k>(value: &Value<'_>, id: &str, kind: &str, known: impl Iterator<Item = &'k str>) {
    let mend = closest(id, known).map_or_else(
        || "see `tipscreen catalogue show` for the ids there are".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    value.problem(Code::UnknownId, format!("there is no {kind} `{id}`"), mend);
}

/// Reads every entry of a table whose keys are ids.
fn each<'d, T>(table: &Table<'d>, read: impl Fn(&Found<String>, Value<'d>) -> Option<T>) -> Vec<T> {
    table.entries().into_iter().filter_map(|(key, value)| read(&key, value)).collect()
}

fn tables<'d>(root: &Table<'d>, key: &'static str) -> Vec<Table<'d>> {
    let list = root.get(key).and_then(|value| value.list()).unwrap_or_default();
    list.iter().filter_map(Value::table).collect()
}
