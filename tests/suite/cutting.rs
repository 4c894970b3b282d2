//! Cutting a text into records: every record of a sound text comes out whole and in its place, however it is written and
//! however the text comes in; and a slip inside one record touches no other.

use crate::batch::{examples, piped};
use crate::generate::shipped;
use proptest::prelude::*;
use serde_json::{Value, json};
use tipscreen::case::{Cutter, Next, Place, read_many};

/// The records of a text that comes in bits of these sizes, one after another and again.
fn cut(text: &[u8], bits: &[usize]) -> Vec<(String, Place)> {
    let (mut cutter, mut held, mut come, mut records) = (Cutter::default(), Vec::new(), 0, Vec::new());
    for bit in bits.iter().cycle() {
        let is_all = come == text.len();
        match cutter.next(&held, is_all) {
            Next::Record(range, place) => {
                records.push((String::from_utf8_lossy(&held[range]).into_owned(), place));
            }
            Next::Unclosed(place) => records.push(("unclosed".to_owned(), place)),
            Next::More(done) => {
                held.drain(..done);
                let end = (come + bit).min(text.len());
                held.extend_from_slice(&text[come..end]);
                come = end;
            }
            Next::End => break,
        }
    }
    records
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z{}\\[\\]\",:\\\\ ก\n]{0,6}", Just("case_id".to_owned()), Just("answers".to_owned())]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![word().prop_map(Value::from), any::<i32>().prop_map(Value::from), Just(json!(null))];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(word(), inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// Records that begin alike, as cases do; what is inside does not.
fn record() -> impl Strategy<Value = Value> {
    (word(), value(), 0..3).prop_map(|(id, inside, kind)| match kind {
        0 => json!({ "answers": id, "b": { "first": inside } }),
        1 => json!({ "answers": id, "b": [inside, [id], {}, { "case_id": 1 }, { "case_id": 2 }] }),
        _ => json!({}),
    })
}

/// The ways to write records down, by number: lists and one after another, on one line, on a line each, and over several.
fn written(records: &[Value], way: usize) -> String {
    let short = |value: &Value| value.to_string();
    let long = |value: &Value| serde_json::to_string_pretty(value).expect("JSON");
    let further = |value: &Value| long(value).replace('\n', "\n\t");
    let bare = |value: &Value| long(value).lines().map(|line| line.trim_start().to_owned() + "\n").collect::<String>();
    let all =
        |write: &dyn Fn(&Value) -> String, between: &str| records.iter().map(write).collect::<Vec<_>>().join(between);
    match way {
        0 => format!("[{}]", all(&short, ",")),
        1 => format!(" [\n{}\n]\n", all(&short, ",\n")),
        2 => format!("[\n\t{}\n]", all(&further, ",\n\t")),
        3 => format!("[\n{}]", all(&bare, ",")),
        4 => all(&long, "\n"),
        5 => all(&short, ""),
        6 => format!("[{}]\r\n", all(&long, " ,\n\n").replace('\n', "\r\n")),
        _ => all(&short, "\r"),
    }
}

/// The bytes of a text from a place on.
fn from<'t>(text: &'t str, place: &Place) -> &'t str {
    let line = text.split('\n').nth(place.line - 1).expect("the line is there");
    let skip = line.chars().take(place.before).map(char::len_utf8).sum::<usize>();
    &text[line.as_ptr() as usize - text.as_ptr() as usize + skip..]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..crate::generate::config(256) })]

    #[test]
    fn every_record_of_a_sound_text_comes_out_whole_and_in_its_place(
        records in prop::collection::vec(record(), 0..6),
        way in 0..8_usize,
        bits in prop::collection::vec(1..400_usize, 1..4),
    ) {
        let text = written(&records, way);
        let found = cut(text.as_bytes(), &bits);
        let values: Vec<Value> = found.iter().map(|(text, _)| serde_json::from_str(text).expect("whole")).collect();
        prop_assert_eq!(&values, &records, "{}", text);
        let is_list = matches!(way, 0..=3 | 6);
        for (at, (record, place)) in found.iter().enumerate() {
            prop_assert!(from(&text, place).starts_with(record.as_str()), "{place:?} of {text}");
            prop_assert_eq!((place.record, place.item), (at + 1, is_list.then_some(at)));
        }
    }

    #[test]
    fn it_is_the_same_however_the_text_comes_in(
        text in "[\\[\\]{}\",:a\\\\ \n\r]{0,60}|(\\[?\n?\\{\"a\": ?[0-9]?\\}?,?){0,9}",
        bits in prop::collection::vec(1..9_usize, 1..4),
    ) {
        let whole = cut(text.as_bytes(), &[usize::MAX >> 1]);
        prop_assert_eq!(cut(text.as_bytes(), &bits), whole);
    }

    #[test]
    fn a_slip_inside_one_record_touches_no_other(
        way in 0..8_usize,
        which in 0..8_usize,
        place in 0.0..1.0_f64,
        slip in prop_oneof![
            Just(None),
            prop::sample::select(&b"\"{}[],:\\ \nx"[..]).prop_map(Some),
        ],
        is_more in any::<bool>(),
    ) {
        let cases: Vec<Value> = examples()[..8].iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let sound = written(&cases, way);
        let (record, start) = cut(sound.as_bytes(), &[1 << 20])
            .into_iter()
            .nth(which)
            .map(|(record, at)| (record.len(), from(&sound, &at).as_ptr() as usize - sound.as_ptr() as usize))
            .expect("there are eight");
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // a place in a text
        let at = start + (place * record as f64) as usize;
        prop_assume!(sound.is_char_boundary(at) && sound.is_char_boundary(at + 1));
        let mut spoilt = sound.clone();
        let with = slip.map_or(String::new(), |byte| char::from(byte).to_string());
        spoilt.replace_range(at..if is_more { at } else { at + 1 }, &with);
        let good = |text: &str| read_many(text, shipped()).into_iter().filter_map(Result::ok).collect::<Vec<_>>();
        let (expected, found) = (good(&sound), good(&spoilt));
        prop_assert_eq!(expected.len(), 8);
        for (number, case) in expected.iter().enumerate().filter(|(number, _)| *number != which) {
            prop_assert!(found.contains(case), "case {number} is lost by a slip in case {which}:\n{spoilt}");
        }
    }
}

#[test]
fn commas_may_be_missing_or_too_many_and_marks_stand_between() {
    let text = "\u{FEFF}[{\"a\":1} {\"a\":2},,\u{FEFF}{\"a\":3},]";
    let found: Vec<String> = cut(text.as_bytes(), &[7]).into_iter().map(|(record, _)| record).collect();
    assert_eq!(found, ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"]);
}

#[test]
fn what_is_no_record_comes_out_by_itself() {
    let text = "[{\"a\":1}, null, \"b, {\", 5 {\"a\":2}]]\n}{\"a\":3";
    let found: Vec<String> = cut(text.as_bytes(), &[5]).into_iter().map(|(record, _)| record).collect();
    assert_eq!(found, ["{\"a\":1}", "null", "\"b, {\"", "5", "{\"a\":2}", "]", "}", "{\"a\":3"]);
}

/// Texts of three cases, with a slip in the first or the second, and the numbers of the sound ones.
#[test]
fn cases_are_found_again_after_a_slip_that_unsettles_the_brackets() {
    let case = |id: &str| format!("{{\"case_id\":\"{id}\",\"answers\":{{}}}}");
    let (a, b, c) = (case("a"), case("b"), case("c"));
    let bare = "{case_id\":\"x\",\"answers\":{}}";
    let pretty = |id: &str| format!("{{\n  \"case_id\": \"{id}\",\n  \"answers\": {{}}\n}}");
    for (text, sound) in [
        (format!("[\n{bare},\n{b},\n{c}\n]"), "bc"),
        (format!("[{bare},{b},{c}]"), "bc"),
        (format!("[\n[\n{a},\n{b},\n{c}\n]"), "abc"),
        (format!("[\n{{{a},\n{b},\n{c}\n]"), "abc"),
        (format!("[\n{{\n{b},\n{c}\n]"), "bc"),
        (format!("[\n{{\"purpose\":\"training\",\"case_id\":\"x\",\"answers\":{{}},\n{b},\n{c}\n]"), "bc"),
        (format!("[{},{b},{c}]", a.strip_suffix('}').expect("a bracket")), "bc"),
        (format!("[{}, {}, {}]", pretty("a"), pretty("b").strip_suffix('}').expect("a bracket"), pretty("c")), "ac"),
        (format!("  {a}\n, {}\n, {c}", b.strip_suffix('}').expect("a bracket")), "ac"),
        (format!("{}\n{b}\n{}\n", pretty("a"), pretty("c")), "abc"),
        (format!("{a}\n[{b},\n{c}]\n"), "abc"),
        (format!("{}{}\n{}", " ".repeat(300), a.strip_suffix('}').expect("a bracket"), pretty("b")), "b"),
    ] {
        let read = read_many(&text, shipped());
        let found: String = read.iter().filter_map(|case| Some(case.as_ref().ok()?.case_id.as_str())).collect();
        assert_eq!(found, sound, "{text}\n{read:?}");
    }
}

#[test]
fn what_a_case_carries_along_is_no_case() {
    let carried = "{\"case_id\":\"x\",\"answers\":{}}";
    let case = format!("{{\"case_id\":\"a\",\"facts\":{{\"x-before\":[{carried},{carried}]}},\"answers\":{{}}}}");
    let long: Value = serde_json::from_str(&case).expect("JSON");
    let pretty = serde_json::to_string_pretty(&long).expect("JSON");
    let flat: String = pretty.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    for text in [format!("[{case}, {case}]"), format!("{pretty}\n{pretty}"), format!("{flat}{flat}")] {
        let read = read_many(&text, shipped());
        let ids: Vec<_> = read.iter().map(|case| case.as_ref().map(|case| case.case_id.clone())).collect();
        assert_eq!(ids, [Ok("a".to_owned()), Ok("a".to_owned())], "{text}");
    }
}

/// No text is too deep, and none takes longer the more is wrong with it.
#[test]
fn brackets_without_end_are_refused_like_anything_else() {
    for (open, many) in [("[", 200_000), ("{\"answers\":", 50_000), ("{\"case_id\":\"a\",\"answers\":[", 20_000)] {
        let text = format!("{{\"case_id\":\"a\",\"answers\":{{}}}}\n{}", open.repeat(many));
        for jobs in ["1", "2"] {
            let out = piped(&["--jobs", jobs], text.as_bytes());
            assert_eq!(out.status.code(), Some(1), "{open}: {}", String::from_utf8_lossy(&out.stderr));
            assert_eq!(String::from_utf8_lossy(&out.stdout).lines().count(), 1, "{open}");
        }
    }
}
