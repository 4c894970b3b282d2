//! The law of summaries: every count that is shown is 0 or at least the threshold, and no count between follows from those
//! shown by adding and subtracting. Tried on a catalogue so small that every case there can be is written out.

use crate::files::{root, text};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tipscreen::assessment::assess;
use tipscreen::case::{Answer, Case, FactAnswer, Presence, Skimmed};
use tipscreen::catalogue::Catalogue;
use tipscreen::condition::{FactIx, IndicatorIx, Severity};
use tipscreen::referral::recommend;
use tipscreen::summary::{Axis, CaseCount, Comparison, Layout, Summary, SummaryRequest, Tally, WhatIf, disclose};
use tipscreen::toml_input::SourceFile;

/// A count by the ids of its table, its row and its column.
type Key = (String, Vec<String>, String);

static TINY: LazyLock<Catalogue> = LazyLock::new(|| {
    let path = root().join("tests/data/summary/tiny.toml");
    let read = Catalogue::read(vec![SourceFile { name: "tiny.toml".to_owned(), text: text(&path) }]);
    read.unwrap_or_else(|faults| panic!("{:?}", faults.problems))
});

/// Another version: other classes, one sign by another id, so that answers about it are lost, and reasons with words.
static SECOND: LazyLock<Catalogue> = LazyLock::new(|| {
    let first = text(&root().join("tests/data/summary/tiny.toml"));
    let changes = [
        ("version = \"1\"", "version = \"2\""),
        ("adult = \"medium\", child = \"medium\"", "adult = \"strong\", child = \"strong\""),
        ("id = \"threatened\"", "id = \"threatened-now\""),
        (
            "when = { any = [{ element = \"means\", is = \"positive\" }, { form = \"work\", is = \"positive\" }] }",
            "when = { any = [{ because = \"held\", element = \"means\", is = \"positive\" }, { because = \"work\", all = [{ form = \"work\", \
             is = \"positive\" }, { fact = \"place\", is = \"a\" }] }] }",
        ),
    ];
    let second = changes.iter().fold(first, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let read = Catalogue::read(vec![SourceFile { name: "second.toml".to_owned(), text: second }]);
    read.unwrap_or_else(|faults| panic!("{:?}", faults.problems))
});

static LAYOUT: LazyLock<Layout<'static>> = LazyLock::new(|| {
    let axis = |id| Axis::of_fact(&TINY, TINY.find_fact(id).expect("there")).expect("values");
    let without = TINY.find_indicator("threatened").expect("there");
    let what_if = vec![WhatIf::Severity(Severity::Severe), WhatIf::Without(without)];
    let wanted = SummaryRequest { purpose: None, by: vec![axis("place"), axis("kinds")], what_if };
    Layout::of(&TINY, &wanted).comparing(Comparison::of(&TINY, &SECOND))
});

/// Every case there can be, but for ways of not answering that are told apart in the same way.
static POSSIBLE: LazyLock<Vec<Skimmed>> = LazyLock::new(|| {
    let present = |severity| Answer { severity, ..Answer::of(Presence::Present) };
    let held = [
        present(None),
        present(Some(Severity::Minor)),
        present(Some(Severity::Severe)),
        Answer::of(Presence::Absent),
        Answer::of(Presence::Unknown),
        Answer::of(Presence::NotAsked),
    ];
    let plain = [Presence::Present, Presence::Absent, Presence::Declined].map(Answer::of);
    let alone = [FactAnswer::Values(1), FactAnswer::Values(2)];
    let place = [1, 2, 4].map(FactAnswer::Values).into_iter().chain([FactAnswer::Unknown]);
    let kinds = [0, 1, 2, 3].map(FactAnswer::Values).into_iter().chain([FactAnswer::NotAsked]);
    let (place, kinds): (Vec<_>, Vec<_>) = (place.collect(), kinds.collect());
    let mut all = Vec::new();
    for number in 0..held.len() * 9 * alone.len() * place.len() * kinds.len() {
        let mut rest = number;
        let mut choose = |of: usize| {
            let chosen = rest % of;
            rest /= of;
            chosen
        };
        let mut case = Case::new(&TINY, "x");
        case.set_answer(IndicatorIx(0), held[choose(held.len())].clone());
        case.set_answer(IndicatorIx(1), plain[choose(3)].clone());
        case.set_answer(IndicatorIx(2), plain[choose(3)].clone());
        case.set_fact(FactIx(0), alone[choose(alone.len())].clone());
        case.set_fact(FactIx(1), place[choose(place.len())].clone());
        case.set_fact(FactIx(2), kinds[choose(kinds.len())].clone());
        let mut skimmed = Skimmed::new(&TINY);
        skimmed.take(&case);
        all.push(skimmed);
    }
    all
});

fn tally<'s>(cases: impl IntoIterator<Item = &'s Skimmed>) -> Tally {
    let mut tally = Tally::new(&LAYOUT);
    for case in cases {
        let assessment = assess(&TINY, case, &mut ());
        tally.add(&LAYOUT, case, &assessment, &recommend(&TINY, case, &assessment));
    }
    tally
}

/// Every count of a summary.
fn counts(summary: &Summary) -> BTreeMap<Key, u64> {
    let mut counts = BTreeMap::new();
    for table in summary.tables() {
        for row in table.rows() {
            let of: Vec<String> = row.labels().iter().map(|label| label.id().to_owned()).collect();
            for (column, count) in table.columns().iter().zip(row.counts()) {
                if let Some(count) = count {
                    let key = (table.id().to_owned(), of.clone(), column.id().to_owned());
                    assert!(counts.insert(key, *count).is_none(), "one row twice in {}", table.id());
                }
            }
        }
    }
    counts
}

/// By count, the possible cases it counts: as each would be counted if it came by itself.
static COUNTED: LazyLock<BTreeMap<Key, BTreeSet<usize>>> = LazyLock::new(|| {
    let mut counted: BTreeMap<Key, BTreeSet<usize>> = BTreeMap::new();
    for (at, case) in POSSIBLE.iter().enumerate() {
        for (key, count) in counts(&disclose(&LAYOUT, &tally([case]), 0)) {
            if count > 0 {
                counted.entry(key).or_default().insert(at);
            }
        }
    }
    counted
});

/// The ids that a label stands for, at this place of a row: what was merged, or all that is not listed beside it.
fn meant((table, row, _): &Key, place: usize, among: &BTreeMap<Key, u64>) -> Vec<String> {
    if row[place] != "others" {
        return row[place].split('+').map(str::to_owned).collect();
    }
    let beside = |key: &&Key| key.0 == *table && (0..row.len()).all(|at| at == place || key.1[at] == row[at]);
    let listed: BTreeSet<&String> = among.keys().filter(beside).map(|key| &key.1[place]).collect();
    let all: BTreeSet<&String> = COUNTED.keys().filter(|key| key.0 == *table).map(|key| &key.1[place]).collect();
    all.difference(&listed).map(|id| (*id).clone()).collect()
}

/// The possible cases that a count which may be merged counts, among those that are shown beside it.
fn counted_by(key: &Key, among: &BTreeMap<Key, u64>) -> BTreeSet<usize> {
    let (table, row, column) = key;
    if table == "compare.rules" && column == "other" {
        // Such a row is told only where a case moves, and so of no other case by itself.
        let of = |column: &str| counted_by(&(table.clone(), row.clone(), column.to_owned()), among);
        let moved = ["lower", "higher"].map(of);
        return (0..POSSIBLE.len()).filter(|at| !moved.iter().any(|of| of.contains(at))).collect();
    }
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for place in 0..row.len() {
        let with = |row: &Vec<String>, id: String| [row.clone(), vec![id]].concat();
        let ids = meant(key, place, among);
        rows = rows.iter().flat_map(|row| ids.iter().map(move |id| with(row, id.clone()))).collect();
    }
    let keys = rows.iter().flat_map(|row| column.split('+').map(|one| (table.clone(), row.clone(), one.to_owned())));
    keys.filter_map(|key| COUNTED.get(&key)).flatten().copied().collect()
}

const PRIME: u128 = (1 << 61) - 1;

fn inverse(number: u128) -> u128 {
    let (mut base, mut left, mut result) = (number, PRIME - 2, 1);
    while left > 0 {
        result = if left & 1 == 1 { result * base % PRIME } else { result };
        base = base * base % PRIME;
        left >>= 1;
    }
    result
}

/// What follows from rows of numbers by adding and subtracting multiples of them.
#[derive(Default)]
struct Follows(Vec<(usize, Vec<u128>)>);

impl Follows {
    fn reduced(&self, mut row: Vec<u128>) -> Vec<u128> {
        for (at, step) in &self.0 {
            let factor = PRIME - row[*at];
            if factor != PRIME {
                row.iter_mut().zip(step).for_each(|(one, other)| *one = (*one + factor * other) % PRIME);
            }
        }
        row
    }

    fn add(&mut self, row: Vec<u128>) {
        let row = self.reduced(row);
        if let Some(at) = row.iter().position(|one| *one != 0) {
            let factor = inverse(row[at]);
            self.0.push((at, row.iter().map(|one| one * factor % PRIME).collect()));
        }
    }

    fn holds(&self, row: Vec<u128>) -> bool {
        self.reduced(row).iter().all(|one| *one == 0)
    }
}

/// Small counts that a summary lets follow, though it does not show them.
fn given_away(cases: &[usize], suppress: u64) -> (usize, Vec<Key>) {
    let tally = tally(cases.iter().map(|at| &POSSIBLE[*at]));
    let (raw, shown) = (disclose(&LAYOUT, &tally, 0), disclose(&LAYOUT, &tally, suppress));
    let few = |count: u64| (1..suppress).contains(&count);
    if few(cases.len() as u64) {
        assert_eq!((shown.cases(), shown.tables().len()), (CaseCount::Few, 0));
        return (0, Vec::new());
    }
    assert_eq!(shown.cases(), CaseCount::Shown(cases.len() as u64));
    let among = counts(&shown);
    let printed: Vec<(BTreeSet<usize>, u64)> =
        among.iter().map(|(key, count)| (counted_by(key, &among), *count)).collect();
    for (of, count) in &printed {
        assert_eq!(cases.iter().filter(|at| of.contains(at)).count() as u64, *count, "it counts something else");
        assert!(!few(*count), "{count} is shown");
    }
    // Whoever reads a 0 knows that there is no such case.
    let mut possible: BTreeSet<usize> = (0..POSSIBLE.len()).collect();
    for (of, _) in printed.iter().filter(|(_, count)| *count == 0) {
        possible.retain(|at| !of.contains(at));
    }
    // And what is not listed in a table of all cases was recorded in none.
    for table in shown.tables().iter().filter(|table| table.note().contains("not listed")) {
        let listed: BTreeSet<usize> =
            among.keys().filter(|key| key.0 == table.id()).flat_map(|key| counted_by(key, &among)).collect();
        possible.retain(|at| listed.contains(at));
    }
    // Nor does a reason without a row hold in a case that moves; to be safe, as if it were known which rows are not shown.
    let told = counts(&raw);
    for (key, of) in COUNTED.iter().filter(|(key, _)| key.0 == "compare.rules" && key.2 != "other") {
        if !told.contains_key(key) {
            possible.retain(|at| !of.contains(at));
        }
    }
    let places: Vec<usize> = possible.into_iter().collect();
    let row = |of: &BTreeSet<usize>| places.iter().map(|at| u128::from(of.contains(at))).collect::<Vec<u128>>();
    let mut follows = Follows::default();
    follows.add(vec![1; places.len()]);
    for (of, _) in &printed {
        follows.add(row(of));
    }
    let small = counts(&raw).into_iter().filter(|(_, count)| few(*count));
    (printed.len(), small.map(|(key, _)| key).filter(|key| follows.holds(row(&counted_by(key, &among)))).collect())
}

/// Data sets of all sorts: a few kinds of cases many times, and many kinds a few times.
fn data() -> impl Strategy<Value = Vec<usize>> {
    let kind = (any::<prop::sample::Index>(), prop_oneof![3 => 1usize..4, 2 => 4usize..12, 1 => 12usize..40]);
    let same = prop_oneof![Just(0usize), Just(18), Just(54), Just(324)];
    (proptest::collection::vec(kind, 1..40), same).prop_map(|(kinds, same)| {
        let place = |index: prop::sample::Index| {
            let at = index.index(POSSIBLE.len());
            // Sets in which nearly all cases are alike in some things.
            if same > 0 { at % same } else { at }
        };
        kinds.into_iter().flat_map(|(index, often)| std::iter::repeat_n(place(index), often)).collect()
    })
}

proptest! {
    #![proptest_config(crate::generate::config(600))]

    #[test]
    fn nothing_small_follows_from_what_is_shown(cases in data(), suppress in 2u64..12) {
        let (_, away) = given_away(&cases, suppress);
        prop_assert!(away.is_empty(), "{} cases, {suppress}: {away:?}", cases.len());
    }
}

#[test]
fn much_is_shown_where_there_is_much() {
    let everything: Vec<usize> = (0..POSSIBLE.len()).collect();
    let (shown, away) = given_away(&everything, 11);
    assert!(away.is_empty(), "{away:?}");
    assert_eq!(
        shown,
        counts(&disclose(&LAYOUT, &tally(&*POSSIBLE), 0)).len(),
        "nothing is small, and nothing is kept back"
    );
}

#[test]
fn tallies_are_put_together_in_any_order() {
    let parts: Vec<Vec<&Skimmed>> =
        (0..7).map(|part| POSSIBLE.iter().skip(part).step_by(7).take(9).collect()).collect();
    let whole = disclose(&LAYOUT, &tally(parts.concat()), 5);
    for turn in 0..7 {
        let mut all = Tally::new(&LAYOUT);
        (0..7).for_each(|part| all.merge(tally(parts[(part * 3 + turn) % 7].iter().copied())));
        assert_eq!(disclose(&LAYOUT, &all, 5), whole);
    }
}
