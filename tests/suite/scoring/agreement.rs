//! Agreement statistics: against published examples, against other people's programs, and the laws they keep.

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use tipscreen::agreement::{NotDefined, PairShare, Ratings, RatingsError, Scale, Statistic};

/// Units as in `tests/data/agreement`: a letter for each rater, the category's number or "." for nothing.
fn rows<'a>(units: impl IntoIterator<Item = &'a str>) -> Vec<Vec<Option<usize>>> {
    let said = |letter: char| letter.to_digit(10).map(|digit| digit as usize);
    units.into_iter().map(|unit| unit.chars().map(said).collect()).collect()
}

fn ratings(units: &[&str]) -> Ratings {
    Ratings::new(rows(units.iter().copied()), 10).expect("whole")
}

/// A table of observers, one line each, turned into units.
fn observers(lines: &[&str]) -> Ratings {
    let lines: Vec<Vec<char>> =
        lines.iter().map(|line| line.split_whitespace().flat_map(str::chars).collect()).collect();
    let units: Vec<String> = (0..lines[0].len()).map(|unit| lines.iter().map(|line| line[unit]).collect()).collect();
    Ratings::new(rows(units.iter().map(String::as_str)), 10).expect("whole")
}

/// What was published to so many places, and from how many units.
#[track_caller]
fn published(got: Statistic, value: f64, places: i32, units: usize) {
    let number = got.value.expect("a number");
    assert!((number - value).abs() <= 0.5 * 10f64.powi(-places), "{number} for {value}");
    assert_eq!(got.units, units);
}

/// Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70(4), 213–220, Table 1: 200 cases, two judges; the paper
/// gives unweighted kappa as .492. doi:10.1037/h0026256
#[test]
fn cohen_1968() {
    let table = [[88, 10, 2], [14, 40, 6], [18, 10, 12]];
    let mut units = Vec::new();
    for (one, line) in table.iter().enumerate() {
        for (other, &count) in line.iter().enumerate() {
            units.extend(std::iter::repeat_n(vec![Some(one), Some(other)], count));
        }
    }
    let judges = Ratings::new(units, 3).expect("whole");
    published(judges.cohen(), 0.492, 3, 200);
    // .70 agree, .41 expected: (.70 − .41) / (1 − .41)
    assert_eq!(judges.cohen().value, Ok(29.0 / 59.0));
    assert_eq!(judges.percent(), Some(PairShare { part: 140, of: 200, units: 200 }));
}

/// Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76(5), 378–382,
/// Table 1: 30 patients, six raters, five diagnoses; kappa .430. doi:10.1037/h0031619
#[test]
fn fleiss_1971() {
    let patients = "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 \
                    224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 \
                    133333 555555";
    let patients = ratings(&patients.split(' ').collect::<Vec<_>>());
    published(patients.fleiss(), 0.430, 3, 30);
    published(patients.fleiss(), 0.430_244_5, 7, 30);
    assert_eq!(patients.percent(), Some(PairShare { part: 250, of: 450, units: 30 }));
}

/// Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability, the example of four observers, 12 units and
/// missing ratings: nominal .743 (exactly 113/152), ordinal .815. <https://repository.upenn.edu/asc_papers/43>
#[test]
fn krippendorff_2011() {
    let units = observers(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."]);
    published(units.alpha(Scale::Nominal), 0.743, 3, 11);
    published(units.alpha(Scale::Nominal), 113.0 / 152.0, 15, 11);
    published(units.alpha(Scale::Ordinal), 0.815, 3, 11);
}

/// Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd edition, Sage, section 11.3.1,
/// page 224: two observers, ten articles, two categories, nothing missing; .095.
#[test]
fn krippendorff_2004() {
    let units = observers(&["1100000000", "0110010100"]);
    published(units.alpha(Scale::Nominal), 0.095, 3, 10);
    assert_eq!(units.percent(), Some(PairShare { part: 6, of: 10, units: 10 }));
}

/// Hayes, A. F., Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
/// Communication Methods and Measures 1(1), 77–89, Table 1: 40 articles, five observers; ordinal .7598, nominal .477.
/// doi:10.1080/19312450709336664
#[test]
fn hayes_and_krippendorff_2007() {
    let articles = "112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 \
                    212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. \
                    22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1";
    let articles = ratings(&articles.split(' ').collect::<Vec<_>>());
    published(articles.alpha(Scale::Ordinal), 0.7598, 4, 40);
    published(articles.alpha(Scale::Nominal), 0.477, 3, 40);
}

#[derive(Deserialize)]
struct Others {
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Table {
    categories: usize,
    units: Vec<String>,
    answers: BTreeMap<String, Answer>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Number(f64),
    None(String),
}

/// 200 tables made and answered by `tests/data/agreement/agreement.py`. Where the other program has no number, we say
/// why: its "not a number" is our "no variation", its other words mean that no unit was rated often enough.
#[test]
fn other_programs() {
    let others: Others = serde_json::from_str(include_str!("../../data/agreement/agreement.json")).expect("JSON");
    let (mut numbers, mut reasons) = (0, 0);
    for (number, table) in others.tables.iter().enumerate() {
        let ratings = Ratings::new(rows(table.units.iter().map(String::as_str)), table.categories).expect("whole");
        for (what, answer) in &table.answers {
            let got = match what.as_str() {
                "alpha_nominal" => ratings.alpha(Scale::Nominal),
                "alpha_ordinal" => ratings.alpha(Scale::Ordinal),
                "fleiss" => ratings.fleiss(),
                _ => ratings.cohen(),
            };
            match (answer, got.value) {
                (Answer::Number(expected), Ok(value)) if (value - expected).abs() < 1e-9 => numbers += 1,
                (Answer::None(why), Err(NotDefined::NoVariation)) if why == "not a number" => reasons += 1,
                (Answer::None(why), Err(NotDefined::TooFewUnits | NotDefined::TooFewRaters))
                    if why != "not a number" && got.units == 0 =>
                {
                    reasons += 1;
                }
                (Answer::Number(expected), _) => panic!("table {number}, {what}: {got:?} for {expected}"),
                (Answer::None(why), _) => panic!("table {number}, {what}: {got:?} for {why}"),
            }
        }
    }
    assert_eq!((numbers, reasons), (629, 137));
}

#[test]
fn no_number_says_why() {
    let whys = |units: &[&str]| {
        let ratings = ratings(units);
        let [nominal, ordinal] = [Scale::Nominal, Scale::Ordinal].map(|scale| ratings.alpha(scale));
        assert_eq!(nominal.value.err(), ordinal.value.err());
        [ratings.cohen(), ratings.fleiss(), nominal].map(|statistic| (statistic.value.err(), statistic.units))
    };
    let [few_raters, few_units] = [(Some(NotDefined::TooFewRaters), 0), (Some(NotDefined::TooFewUnits), 0)];
    let all_alike = (Some(NotDefined::NoVariation), 2);
    let many = (Some(NotDefined::TooManyRaters), 0);
    assert_eq!(whys(&[]), [few_raters; 3]);
    assert_eq!(
        whys(&["1", "2"]),
        [(Some(NotDefined::TooFewRaters), 0), (Some(NotDefined::TooFewRaters), 2), few_raters]
    );
    assert_eq!(whys(&["1.", "2."]), [few_raters; 3]);
    assert_eq!(whys(&["1.", ".2"]), [few_units; 3]);
    assert_eq!(whys(&["11", "11"]), [all_alike; 3]);
    assert_eq!(whys(&["11", "11", "2."]), [all_alike; 3]);
    assert_eq!(whys(&["111", "111"]), [many, all_alike, all_alike]);
    assert_eq!(whys(&["11.", "22."]), [many, few_units, (None, 2)]);
    assert_eq!(whys(&["12"]), [(None, 1); 3]);
    assert_eq!(ratings(&["1.", ".2"]).percent(), None);
}

#[test]
fn rows_that_are_not_ratings() {
    let refused = |units: &[&str]| Ratings::new(rows(units.iter().copied()), 3).expect_err("refused");
    assert_eq!(refused(&["01", "012"]), RatingsError::Uneven { unit: 1 });
    assert_eq!(refused(&["01", "2.", ".3"]), RatingsError::NoSuchCategory { unit: 2, category: 3 });
}

/// As many ratings as the tool will ever see, as unlike each other as they can be: nothing overflows.
#[test]
fn ten_thousand_units_by_two_hundred_raters() {
    let half: Vec<_> = (0..200).map(|rater| Some(if rater < 100 { 0 } else { 9 })).collect();
    let divided = Ratings::new(vec![half; 10_000], 10).expect("whole");
    // Of 199 others 100 differ, where 1 000 000 of 1 999 999 would by chance.
    let expected = 1.0 - (100.0 / 199.0) / (1_000_000.0 / 1_999_999.0);
    for scale in [Scale::Nominal, Scale::Ordinal] {
        assert!((divided.alpha(scale).value.expect("a number") - expected).abs() < 1e-12);
    }
    assert!((divided.fleiss().value.expect("a number") + 1.0 / 199.0).abs() < 1e-15);
    assert_eq!(divided.percent().map(|share| (share.part, share.of)), Some((99_000_000, 199_000_000)));
    let agreed = (0..10_000).map(|unit| vec![Some(unit % 10); 200]).collect();
    let agreed = Ratings::new(agreed, 10).expect("whole");
    assert_eq!([agreed.fleiss().value, agreed.alpha(Scale::Ordinal).value], [Ok(1.0); 2]);
}

/// Tables of 2–8 raters, 0–12 units and 2–6 categories; about every fifth rating is missing in half of them.
fn tables() -> impl Strategy<Value = (Vec<Vec<Option<usize>>>, usize)> {
    (2usize..=8, 2usize..=6, prop::sample::select(vec![0u8, 2])).prop_flat_map(|(raters, categories, silent)| {
        let rating = (0..categories, 0u8..10).prop_map(move |(said, die)| (die >= silent).then_some(said));
        (prop::collection::vec(prop::collection::vec(rating, raters), 0..=12), Just(categories))
    })
}

fn everything(units: &[Vec<Option<usize>>], categories: usize) -> (Option<PairShare>, [Statistic; 4]) {
    let ratings = Ratings::new(units.to_vec(), categories).expect("whole");
    let [nominal, ordinal] = [Scale::Nominal, Scale::Ordinal].map(|scale| ratings.alpha(scale));
    (ratings.percent(), [ratings.cohen(), ratings.fleiss(), nominal, ordinal])
}

fn moved<T: Clone>(from: &[T], keys: &[u64]) -> Vec<T> {
    let mut places: Vec<usize> = (0..from.len()).collect();
    places.sort_by_key(|&place| keys[place]);
    places.into_iter().map(|place| from[place].clone()).collect()
}

fn keys() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(any::<u64>(), 12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..crate::generate::config(1000) })]

    /// To the last bit.
    #[test]
    fn order_never_matters((units, categories) in tables(), by_unit in keys(), by_rater in keys()) {
        let other: Vec<_> = moved(&units, &by_unit).iter().map(|row| moved(row, &by_rater)).collect();
        prop_assert_eq!(everything(&other, categories), everything(&units, categories));
    }

    /// New names change nothing nominal; the other way round ranks stay as far apart.
    #[test]
    fn names_never_matter((units, categories) in tables(), names in keys()) {
        let renamed = |names: &[usize]| -> Vec<Vec<Option<usize>>> {
            units.iter().map(|row| row.iter().map(|said| said.map(|category| names[category])).collect()).collect()
        };
        let numbers: Vec<_> = (0..categories).collect();
        let before = everything(&units, categories);
        let after = everything(&renamed(&moved(&numbers, &names)), categories);
        prop_assert_eq!((after.0, &after.1[..3]), (before.0, &before.1[..3]));
        let backwards: Vec<_> = numbers.into_iter().rev().collect();
        prop_assert_eq!(everything(&renamed(&backwards), categories), before);
        prop_assert_eq!(everything(&units, categories + 3), before);
    }

    /// With two categories there is only one distance.
    #[test]
    fn two_ranks_are_two_names((units, _) in tables()) {
        let two = |said: &Option<usize>| said.map(|category| category % 2);
        let units: Vec<Vec<_>> = units.iter().map(|row| row.iter().map(two).collect()).collect();
        let [.., nominal, ordinal] = everything(&units, 2).1;
        match (nominal.value, ordinal.value) {
            (Ok(one), Ok(other)) => prop_assert!((one - other).abs() < 1e-12),
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn agreement_with_variation_is_one(truth in prop::collection::vec(0usize..5, 2..=12), raters in 2usize..=8) {
        let units: Vec<_> = truth.iter().map(|&category| vec![Some(category); raters]).collect();
        let (percent, [cohen, fleiss, nominal, ordinal]) = everything(&units, 5);
        let varied = truth.iter().any(|category| *category != truth[0]);
        let expected = if varied { Ok(1.0) } else { Err(NotDefined::NoVariation) };
        prop_assert_eq!([fleiss.value, nominal.value, ordinal.value], [expected; 3]);
        prop_assert_eq!(cohen.value, if raters == 2 { expected } else { Err(NotDefined::TooManyRaters) });
        prop_assert_eq!(percent.map(|PairShare { part, of, .. }| part == of), Some(true));
    }

    /// A rater who said nothing, and a unit fewer than two rated, change nothing but what needs everybody.
    #[test]
    fn silence_changes_no_alpha((units, categories) in tables(), rater in 0usize..=2, said in 0usize..3) {
        let (percent, [.., nominal, ordinal]) = everything(&units, categories);
        let mut wider = units.clone();
        for row in &mut wider {
            row.insert(rater, None);
        }
        let mut longer = units.clone();
        let raters = units.first().map_or(2, Vec::len);
        longer.push((0..raters).map(|place| (said < 2 && place == 0).then_some(said)).collect());
        prop_assert_eq!(everything(&wider, categories).1[2..].to_vec(), [nominal, ordinal].to_vec());
        prop_assert_eq!((everything(&wider, categories).0, everything(&longer, categories).0), (percent, percent));
        if nominal.value != Err(NotDefined::TooFewRaters) {
            prop_assert_eq!(everything(&longer, categories).1[2..].to_vec(), [nominal, ordinal].to_vec());
        }
    }

    /// Never above 1, never a number that is none.
    #[test]
    fn numbers_are_numbers((units, categories) in tables()) {
        for statistic in everything(&units, categories).1 {
            if let Ok(value) = statistic.value {
                prop_assert!(value.is_finite() && (-1.0..=1.0).contains(&value), "{value}");
            }
        }
    }
}
