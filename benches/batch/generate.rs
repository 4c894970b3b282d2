//! Realistic case files of any size, the same ones for the same seed.
//!
//! Each case begins as one of the example cases and is then asked further: 20 to 90 answers, most of them absent, some
//! left open, some more present; two in five carry notes, in several scripts. About 4 KB a case.

use serde_json::{Map, Value, json};
use tipscreen::case::{Case, Presence};
use tipscreen::catalogue::{Catalogue, FactKind};
use tipscreen::condition::Severity;

/// A linear congruential generator: the same cases each time.
pub struct Random(pub u64);

impl Random {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn of_hundred(&mut self, below: usize) -> bool {
        self.below(100) < below
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// Notes as people write them: long and short, with quotes, line ends and other scripts.
const NOTES: [&str; 8] = [
    "He said so twice, and the interpreter confirmed it.",
    "Told quietly, after the others had left the room; asked not to be named in front of the employer. The same was said by a co-worker an hour earlier, without being asked.",
    "\"They keep it in the safe\" (own words)",
    "ผู้ให้ข้อมูลบอกว่าไม่ได้รับค่าจ้างมาสามเดือน และไม่สามารถออกไปข้างนอกได้",
    "Nói rằng giấy tờ bị giữ từ ngày đầu tiên.\nKhông có bản sao.",
    "អ្នកនិយាយថាមិនអាចទាក់ទងគ្រួសារបាន",
    "Seen on the phone: messages with amounts and dates, last one a week ago. Not copied. The person wishes to keep the phone.",
    "?",
];

/// A generator of case files.
pub struct Generator<'c> {
    catalogue: &'c Catalogue,
    examples: Vec<Value>,
    random: Random,
    written: usize,
}

impl<'c> Generator<'c> {
    /// From example cases of the catalogue.
    pub fn new(catalogue: &'c Catalogue, examples: &[Case], seed: u64) -> Self {
        let read = |case: &Case| serde_json::from_str(&case.to_json(catalogue)).expect("a case is JSON");
        Self { catalogue, examples: examples.iter().map(read).collect(), random: Random(seed), written: 0 }
    }

    /// The next case, on one line.
    pub fn line(&mut self) -> String {
        self.written += 1;
        let mut case = self.random.pick(&self.examples).clone();
        case["case_id"] = json!(format!("g{:08}-{:06x}", self.written, self.random.below(1 << 24)));
        case["screened_on"] = json!(format!("2025-{:02}-{:02}", 1 + self.random.below(12), 1 + self.random.below(28)));
        case["purpose"] = json!("screening");
        self.more_facts(case["facts"].as_object_mut().expect("facts"));
        self.more_answers(case["answers"].as_object_mut().expect("answers"));
        case.to_string()
    }

    fn more_facts(&mut self, facts: &mut Map<String, Value>) {
        for fact in self.catalogue.facts.iter().filter(|fact| !fact.values.is_empty()) {
            if facts.contains_key(&fact.id) || self.random.of_hundred(45) {
                continue;
            }
            let value = self.random.pick(&fact.values).id.clone();
            let answer = match (self.random.below(10), fact.kind) {
                (0, _) => json!("unknown"),
                (1, _) => json!("declined"),
                (_, FactKind::Many) => json!([value]),
                _ => json!(value),
            };
            facts.insert(fact.id.clone(), answer);
        }
    }

    fn more_answers(&mut self, answers: &mut Map<String, Value>) {
        let wanted = 35 + self.random.below(56);
        let has_notes = self.random.of_hundred(40);
        let many = self.catalogue.indicators.len();
        for _ in 0..2 * many {
            if answers.len() >= wanted.min(many) {
                break;
            }
            let indicator = &self.catalogue.indicators[self.random.below(many)];
            if answers.contains_key(&indicator.id) {
                continue;
            }
            let presence = match self.random.below(100) {
                0..8 => Presence::Present,
                8..76 => Presence::Absent,
                76..86 => Presence::Unknown,
                86..91 => Presence::Declined,
                91..95 => Presence::Suspected,
                _ => Presence::NotAsked,
            };
            let answer = self.answer(presence, indicator.anchors.is_some(), has_notes);
            answers.insert(indicator.id.clone(), answer);
        }
    }

    fn answer(&mut self, presence: Presence, degrees: bool, has_notes: bool) -> Value {
        let mut whole = Map::new();
        whole.insert("presence".to_owned(), json!(presence.word()));
        if presence == Presence::Present && degrees && self.random.of_hundred(85) {
            whole.insert("severity".to_owned(), json!(self.random.pick(&Severity::ALL).word()));
        }
        if self.random.of_hundred(60) {
            let basis: &[&str] = if self.random.of_hundred(70) { &["told"] } else { &["told", "observed"] };
            whole.insert("basis".to_owned(), json!(basis));
        }
        if has_notes && self.random.of_hundred(30) {
            whole.insert("note".to_owned(), json!(self.random.pick(&NOTES)));
        }
        if whole.len() == 1 { json!(presence.word()) } else { Value::Object(whole) }
    }
}
