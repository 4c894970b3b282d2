//! What the laws are tried on: cases against the built-in catalogue.

use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;
use tipscreen::assessment::{Assessment, Trace, assess};
use tipscreen::case::{Answer, Basis, Case, FactAnswer, Presence};
use tipscreen::catalogue::{Catalogue, FactKind, builtin};
use tipscreen::condition::{FactIx, IndicatorIx, Severity};
use tipscreen::referral::{Recommendation, recommend};
use tipscreen::report::{Envelope, Report, ResultDetail, result_line};

/// The four ways of leaving a question open.
pub const OPEN: [Presence; 4] = [Presence::NotAsked, Presence::Unknown, Presence::Declined, Presence::Suspected];

/// So many cases, always the same ones; with `PROPTEST_CASES` as many as it says, and new ones each time.
pub fn config(cases: u32) -> ProptestConfig {
    let usual = ProptestConfig { max_global_rejects: 1_000_000, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return usual;
    }
    ProptestConfig { cases, rng_seed: proptest::test_runner::RngSeed::Fixed(2016), ..usual }
}

/// The catalogue that is used where none is named.
pub fn shipped() -> &'static Catalogue {
    static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| {
        let read = Catalogue::builtin(builtin::DEFAULT).expect("the usual catalogue is there");
        read.expect("the usual catalogue has no problem")
    });
    &SHIPPED
}

/// One of the values by which somebody agrees, a bit.
pub fn a_yes(fact: &tipscreen::catalogue::Fact) -> u64 {
    fact.yes & fact.yes.wrapping_neg()
}

/// The fact of the built-in catalogue with this id.
pub fn fact(id: &str) -> FactIx {
    shipped().find_fact(id).unwrap_or_else(|| panic!("there is no fact `{id}`"))
}

/// The indicator of the built-in catalogue with this id.
pub fn indicator(id: &str) -> IndicatorIx {
    shipped().find_indicator(id).unwrap_or_else(|| panic!("there is no indicator `{id}`"))
}

/// A case against the built-in catalogue, shown as JSON where a law fails.
#[derive(Clone)]
pub struct Sample(pub Case);

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_json(shipped()))
    }
}

impl Sample {
    /// The same with an indicator answered so.
    pub fn with(&self, at: IndicatorIx, presence: Presence, severity: Option<Severity>) -> Self {
        let mut case = self.0.clone();
        let degrees = shipped().indicator(at).anchors.is_some() && presence == Presence::Present;
        case.set_answer(at, Answer { severity: severity.filter(|_| degrees), ..Answer::of(presence) });
        Self(case)
    }

    /// The same with a fact that has this one value.
    pub fn with_fact(&self, id: &str, value: &str) -> Self {
        let mut case = self.0.clone();
        let bit = shipped().fact(fact(id)).value_bit(value).unwrap_or_else(|| panic!("`{id}` has no `{value}`"));
        case.set_fact(fact(id), FactAnswer::Values(bit));
        Self(case)
    }

    /// The same with nothing that a caution reads.
    pub fn under_good_conditions(&self) -> Self {
        let mut case = self.0.clone();
        for caution in &shipped().cautions {
            for at in (0..shipped().facts.len()).map(FactIx).filter(|at| caution.when.reads_fact(*at)) {
                case.set_fact(at, FactAnswer::NotAsked);
            }
        }
        Self(case)
    }

    /// Whether a fact has one of these values.
    pub fn says(&self, id: &str, values: &[&str]) -> bool {
        self.0.fact(fact(id)).value_ids(shipped().fact(fact(id))).iter().any(|value| values.contains(value))
    }

    /// Whether one of these indicators is present.
    pub fn shows(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.0.presence(indicator(id)) == Presence::Present)
    }

    /// What it adds up to.
    pub fn assessed(&self) -> Assessment {
        assess(shipped(), &self.0, &mut ())
    }

    /// The id of its finding.
    pub fn finding(&self) -> &'static str {
        &shipped().findings[self.assessed().finding.0].id
    }

    /// What is advised.
    pub fn advised(&self) -> Recommendation {
        recommend(shipped(), &self.0, &self.assessed())
    }

    /// The whole result, as JSON.
    pub fn result(&self) -> serde_json::Value {
        let mut trace = Trace::new(shipped());
        let assessment = assess(shipped(), &self.0, &mut trace);
        let recommendation = recommend(shipped(), &self.0, &assessment);
        let report = Report::of(shipped(), &self.0, &assessment, &recommendation, &trace);
        serde_json::from_str(&result_line(&report, Envelope::of(&self.0), ResultDetail::Full))
            .expect("a result is JSON")
    }

    /// Its result hash.
    pub fn hash(&self) -> String {
        self.result()["hash"].as_str().expect("a full result has a hash").to_owned()
    }
}

/// An answer about a fact, from two numbers: not asked first, so that this is what a failing case shrinks to.
pub fn fact_answer(catalogue: &Catalogue, at: FactIx, roll: u8, choice: u64) -> FactAnswer {
    let fact = catalogue.fact(at);
    let values = fact.values.len() as u64;
    match (roll, fact.kind) {
        (0, _) => FactAnswer::NotAsked,
        (1, _) => FactAnswer::Unknown,
        (2, _) => FactAnswer::Declined,
        (_, FactKind::Date) => FactAnswer::Date(jiff::civil::date(2026, 1, 1)),
        (_, FactKind::Text) => FactAnswer::Text(format!("text {}", choice % 7)),
        (_, FactKind::Many) => FactAnswer::Values(choice & (choice >> 20) & ((1 << values) - 1)),
        (_, FactKind::YesNo | FactKind::One) => FactAnswer::Values(1 << (choice % values)),
    }
}

/// An answer about an indicator: one of the words, and a severity where it may have one.
pub fn indicator_answer(catalogue: &Catalogue, at: IndicatorIx, presence: Presence, severity: u8) -> Answer {
    let degrees = catalogue.indicator(at).anchors.is_some() && presence == Presence::Present;
    let severity = [None, Some(Severity::Minor), Some(Severity::Serious), Some(Severity::Severe)]
        [usize::from(severity) % 4]
        .filter(|_| degrees);
    Answer { severity, ..Answer::of(presence) }
}

/// Cases in which something is going on: mostly five to fifteen signs, sometimes none, sometimes many; the rest all
/// absent, all open, or mixed.
pub fn cases() -> impl Strategy<Value = Sample> {
    let facts = vec((0u8..10, any::<u64>()), shipped().facts.len());
    let answers = vec((0u16..1000, 0usize..8, 0u8..4), shipped().indicators.len());
    let density = prop_oneof![1 => Just(0u16), 1 => Just(25), 6 => 50u16..160, 1 => Just(400)];
    let all_minor = prop_oneof![3 => Just(false), 1 => Just(true)];
    // Mostly under good conditions: a caution leaves nothing settled.
    let doubtful = prop_oneof![3 => Just(false), 1 => Just(true)];
    let drawn = (facts, answers, density, 0u8..4, all_minor, doubtful);
    drawn.prop_map(|(facts, answers, density, rest, all_minor, doubtful)| {
        let mut case = Case::new(shipped(), "generated");
        for (at, (roll, choice)) in facts.into_iter().enumerate() {
            case.set_fact(FactIx(at), fact_answer(shipped(), FactIx(at), roll, choice));
        }
        for (at, (roll, other, severity)) in answers.into_iter().enumerate() {
            let presence = match (roll + density >= 1000, rest) {
                (true, _) => Presence::Present,
                (false, 0) => Presence::Absent,
                (false, 1) => OPEN[other % 4],
                (false, 2) if other > 0 => Presence::Absent,
                (false, _) => [OPEN[other % 4], Presence::Absent][other / 4],
            };
            let severity = if all_minor { severity.min(1) } else { severity };
            case.set_answer(IndicatorIx(at), indicator_answer(shipped(), IndicatorIx(at), presence, severity));
        }
        if doubtful { Sample(case) } else { Sample(case).under_good_conditions() }
    })
}

/// The same case told in other words: notes, bases, doubts, dates, names, purposes and descriptive facts.
pub fn retold(sample: &Sample, notes_on_unasked: bool, choices: &[u64]) -> Sample {
    let mut case = sample.0.clone();
    let choice = |at: usize| choices[at % choices.len()].rotate_left(u32::try_from(at % 64).unwrap_or(0));
    for at in (0..shipped().indicators.len()).map(IndicatorIx) {
        let old = case.answer(at).cloned();
        let Some(old) = old.or_else(|| notes_on_unasked.then(|| Answer::of(Presence::NotAsked))) else { continue };
        let bits = choice(at.0);
        let basis = Basis::ALL.into_iter().filter(|basis| bits & (1 << *basis as u8) != 0).collect();
        let note = (bits & 16 != 0).then(|| format!("note {bits}"));
        case.set_answer(at, Answer { basis, contradicted: bits & 32 != 0, note, ..old });
    }
    for at in (0..shipped().facts.len()).map(FactIx).filter(|at| shipped().fact(*at).descriptive) {
        let bits = choice(at.0 + 500);
        case.set_fact(at, fact_answer(shipped(), at, (bits % 10) as u8, bits >> 8));
    }
    let bits = choice(999);
    case.case_id = format!("case-{bits}");
    case.purpose = [tipscreen::case::Purpose::Research, tipscreen::case::Purpose::Training][(bits % 2) as usize];
    case.screened_on = (bits & 4 != 0).then(|| jiff::civil::date(2025, 2, 3));
    case.method = (bits & 8 != 0).then(|| "sha256:other".to_owned());
    case.extras.insert("x-office".to_owned(), serde_json::json!(bits));
    Sample(case)
}
