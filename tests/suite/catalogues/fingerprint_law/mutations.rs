//! Every value of a catalogue, changed: numbers, words among those that stand under the same key, texts, switches; keys and
//! list items taken out.

use super::Original;
use std::collections::{BTreeMap, BTreeSet};
use toml::Value;

/// One step to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Item(usize),
}

/// What is done there.
#[derive(Clone, Debug)]
enum Change {
    To(Value),
    TakeOut,
}

/// One value changed.
#[derive(Clone, Debug)]
pub struct Mutation {
    pub file: usize,
    steps: Vec<Step>,
    change: Change,
}

impl std::fmt::Display for Mutation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let to = match &self.change {
            Change::To(value) => format!("= {value}"),
            Change::TakeOut => "taken out".to_owned(),
        };
        write!(f, "{}:{} {to}", self.file, self.path())
    }
}

impl Mutation {
    pub fn path(&self) -> String {
        let step = |step: &Step| match step {
            Step::Key(key) => key.clone(),
            Step::Item(at) => at.to_string(),
        };
        self.steps.iter().map(step).collect::<Vec<_>>().join("/")
    }

    /// The kind of table and the key, whichever table of the list it stands in, and what is done to it.
    pub fn key(&self) -> String {
        let named = |step: &Step| match step {
            Step::Key(key) => Some(key.clone()),
            Step::Item(_) => None,
        };
        let keys: Vec<String> = self.steps.iter().filter_map(named).collect();
        let kind = match &self.change {
            Change::To(_) => "changed",
            Change::TakeOut => "out",
        };
        format!("{:?} {:?} {kind}", keys.first(), keys.last())
    }

    /// Whether it has to be told of: what is taken out may have said what holds anyway, and what a catalogue is called is
    /// told by its name.
    pub fn is_seen(&self) -> bool {
        let of_name = ["catalogue/id", "catalogue/version"].contains(&self.path().as_str());
        // How a selection is written is none of its business; what it selects is.
        let in_filter = ["count", "pair", "pattern", "points"];
        let selects = self.steps.iter().any(|step| matches!(step, Step::Key(key) if in_filter.contains(&key.as_str())));
        matches!(self.change, Change::To(_)) && !of_name && !selects
    }

    pub fn apply(&self, tables: &mut toml::Table) {
        let mut root = Value::Table(std::mem::take(tables));
        let (last, before) = self.steps.split_last().expect("a place");
        let mut at = &mut root;
        for step in before {
            at = match step {
                Step::Key(key) => at.get_mut(key.as_str()).expect("there"),
                Step::Item(item) => at.get_mut(*item).expect("there"),
            };
        }
        match (&self.change, last) {
            (Change::To(value), Step::Key(key)) => {
                drop(at.as_table_mut().expect("a table").insert(key.clone(), value.clone()));
            }
            (Change::To(value), Step::Item(item)) => at.as_array_mut().expect("a list")[*item] = value.clone(),
            (Change::TakeOut, Step::Key(key)) => drop(at.as_table_mut().expect("a table").remove(key)),
            (Change::TakeOut, Step::Item(item)) => drop(at.as_array_mut().expect("a list").remove(*item)),
        }
        if let Value::Table(changed) = root {
            *tables = changed;
        }
    }
}

/// Texts that stand under the same key: the words that a closed list has, and the ids that are named there.
type Words = BTreeMap<String, BTreeSet<String>>;

/// Keys under which words of a closed list stand, with all of them: some stand nowhere in the catalogue itself.
const CLOSED: [(&str, &[&str]); 24] = [
    ("type", &["yes-no", "one", "many", "date", "text"]),
    ("use", &["screen", "score"]),
    ("place", &["opening", "middle", "closing"]),
    ("element", &["act", "means", "purpose"]),
    ("counts", &["once", "each"]),
    ("adult", &["element", "weak", "medium", "strong", "anyone", "child-specialist", "health-staff", "observe-only"]),
    ("child", &["element", "weak", "medium", "strong", "anyone", "child-specialist", "health-staff", "observe-only"]),
    ("strength", &["element", "weak", "medium", "strong", "critical"]),
    ("severity", &["none", "minor", "serious", "severe"]),
    ("tier", &["core", "detail"]),
    ("covers", &["same", "wider", "narrower"]),
    ("keep", &["nothing", "answers"]),
    ("to", &["person", "screener"]),
    ("about", &["person", "talk"]),
    ("hand_over", &["nobody", "service", "authority"]),
    ("consent", &["needed", "of-adults", "not-needed"]),
    ("leads_to", &["help", "state", "own-state"]),
    ("step", &["now", "24h", "72h", "later"]),
    ("to_authorities", &["never", "if-it-holds", "always"]),
    ("state_risk", &["none", "caution", "high"]),
    ("standing", &["seen", "secondary", "recalled", "proposed"]),
    ("track", &["adult", "child", "undetermined"]),
    ("minor", &["weak", "medium", "strong"]),
    ("is", &["shown", "positive"]),
];

/// Every mutation of a catalogue.
pub fn mutations(original: &Original) -> impl Iterator<Item = Mutation> {
    let mut words: Words = CLOSED
        .iter()
        .map(|(key, words)| ((*key).to_owned(), words.iter().map(|word| (*word).to_owned()).collect()))
        .collect();
    for (_, tables) in &original.files {
        tables.iter().for_each(|(key, value)| gather(key, value, &mut words));
    }
    let mut found = Vec::new();
    for (file, (_, tables)) in original.files.iter().enumerate() {
        for (key, value) in tables {
            visit(file, &mut vec![Step::Key(key.clone())], key, value, &words, &mut found);
        }
    }
    found.into_iter()
}

fn gather(key: &str, value: &Value, words: &mut Words) {
    match value {
        Value::String(text) if text.len() < 40 => drop(words.entry(key.to_owned()).or_default().insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| gather(key, item, words)),
        Value::Table(table) => table.iter().for_each(|(key, value)| gather(key, value, words)),
        _ => {}
    }
}

fn visit(file: usize, steps: &mut Vec<Step>, key: &str, value: &Value, words: &Words, into: &mut Vec<Mutation>) {
    let mut add = |change: Change| into.push(Mutation { file, steps: steps.clone(), change });
    add(Change::TakeOut);
    match value {
        Value::Boolean(switch) => add(Change::To(Value::Boolean(!switch))),
        Value::Integer(number) => [-1, 1, 5].iter().for_each(|more| add(Change::To(Value::Integer(number + more)))),
        Value::String(text) => {
            let others = words.get(key).into_iter().flatten().filter(|other| *other != text);
            // Of many some, and always the closed lists.
            let closed = CLOSED.iter().any(|(known, _)| *known == key);
            let most = if closed { 12 } else { 3 };
            others.take(most).for_each(|other| add(Change::To(Value::String(other.clone()))));
            add(Change::To(Value::String(format!("{text}-x"))));
        }
        _ => {}
    }
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                steps.push(Step::Item(at));
                visit(file, steps, key, item, words, into);
                steps.pop();
            }
        }
        Value::Table(table) => {
            for (key, value) in table {
                steps.push(Step::Key(key.clone()));
                visit(file, steps, key, value, words, into);
                steps.pop();
            }
        }
        _ => {}
    }
}
