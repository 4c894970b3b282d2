//! The records of JSON that is not one record a line: every record of a sound text comes out whole and in its place,
//! however it is written and however the text comes in; and the first fault ends the text, with all before it kept.

use crate::batch::{examples, piped};
use crate::generate::shipped;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{self, Read};
use tipscreen::case::{Case, CaseError, PlaceInText, each_record};
use tipscreen::diagnostic::Code;
use tipscreen::read_cases;

/// Gives a text in bits of these sizes, one after another and again.
struct Bits<'t>(&'t [u8], std::vec::IntoIter<usize>);

impl Read for Bits<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let many = self.1.next().unwrap_or(1).min(into.len()).min(self.0.len());
        into[..many].copy_from_slice(&self.0[..many]);
        self.0 = &self.0[many..];
        Ok(many)
    }
}

/// The records of a text that comes in such bits, and how it ended.
fn records(text: &str, bits: &[usize]) -> (Vec<(String, PlaceInText)>, String) {
    let mut found = Vec::new();
    let bits: Vec<usize> = bits.iter().copied().cycle().take(2000).collect();
    let end = each_record(Bits(text.as_bytes(), bits.into_iter()), 1 << 20, |record, at, place| {
        assert_eq!(&text[at..at + record.len()], record);
        found.push((record.to_owned(), place));
        true
    });
    (found, format!("{end:?}"))
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
fn from<'t>(text: &'t str, place: &PlaceInText) -> &'t str {
    let line = text.split('\n').nth(place.line - 1).expect("the line is there");
    let skip = line.chars().take(place.before).map(char::len_utf8).sum::<usize>();
    &text[line.as_ptr() as usize - text.as_ptr() as usize + skip..]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..crate::generate::config(256) })]

    #[test]
    fn every_record_of_a_sound_text_comes_out_whole_and_in_its_place(
        values in prop::collection::vec(record(), 0..6),
        way in 0..8_usize,
        bits in prop::collection::vec(1..400_usize, 1..4),
    ) {
        let text = written(&values, way);
        let (found, end) = records(&text, &bits);
        prop_assert!(end == "All" || found.is_empty() && end == "Nothing", "{end}");
        let read: Vec<Value> = found.iter().map(|(text, _)| serde_json::from_str(text).expect("whole")).collect();
        prop_assert_eq!(&read, &values, "{}", text);
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
        prop_assert_eq!(records(&text, &bits), records(&text, &[1 << 20]));
    }

    #[test]
    fn the_first_fault_ends_the_text_and_all_before_it_is_kept(
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
        let (record, start) = records(&sound, &[1 << 20])
            .0
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
        let (sound, found) = (read_cases(&sound, shipped()), read_cases(&spoilt, shipped()));
        // The one before is held back where the slip makes it seem to go on.
        for (number, case) in sound.iter().enumerate().take(which.saturating_sub(1)) {
            prop_assert_eq!(found.get(number), Some(case), "case {} is lost by a fault in case {}:\n{}", number, which, spoilt);
        }
        if !is_sound(&spoilt) {
            prop_assert!(found.len() <= which + 2, "nothing behind the fault is guessed at: {}\n{}", found.len(), spoilt);
            let error = found.last().and_then(|last| last.as_ref().err()).expect("the fault is reported");
            prop_assert!(error.record == found.len() && (error.code == Code::NotJson || error.record == 1), "{:?}", error);
        }
    }
}

/// Whether a text is a list, or values one after another.
fn is_sound(text: &str) -> bool {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    values.all(|value| value.is_ok())
}

/// Texts of three cases with a fault, the ids of the cases before it, and the line and column of the fault.
#[test]
fn nothing_behind_a_fault_is_guessed_at() {
    let case = |id: &str| format!("{{\"case_id\":\"{id}\",\"answers\":{{}}}}");
    let (a, b, c) = (case("a"), case("b"), case("c"));
    let pretty = |id: &str| format!("{{\n  \"case_id\": \"{id}\",\n  \"answers\": {{}}\n}}");
    let open = |case: &str| case.strip_suffix('}').expect("a bracket").to_owned();
    for (text, sound, at) in [
        (format!("[\n{{case_id\":\"x\"}},\n{b},\n{c}\n]"), "", Some((2, 2))),
        (format!("[\n{a},\n{},\n{c}\n]", open(&b)), "a", Some((4, 1))),
        (format!("[\n{a}\n{b}\n]"), "a", Some((3, 1))),
        (format!("[\n{a},,\n{b}]"), "", Some((3, 1))),
        (format!("[\n{a},\n]"), "a", Some((3, 1))),
        (format!("[\n{a},\n{b}"), "ab", Some((3, 29))),
        (format!("[\n{a}\n]\n{b}"), "ab", None),
        (format!("[\n{a}\n]]"), "a", Some((3, 2))),
        (format!("{}\n{},\n{}\n", pretty("a"), pretty("b"), pretty("c")), "a", Some((8, 2))),
        (format!("[{a},\"debt-bondage\":\"present\"}},\n{b}]"), "", Some((1, 45))),
        (format!("[{a},null,\n{b}]"), "ab", Some((1, 34))),
        (format!("{}\n{}\n{}\n", pretty("a"), open(&pretty("b")), pretty("c")), "a", Some((9, 1))),
        (format!("{}\n{b}\n{}\n", pretty("a"), pretty("c")), "abc", None),
        (format!("\u{FEFF}[{a},\n{b}]"), "ab", None),
        ("[]".to_owned(), "", None),
    ] {
        let read = read_cases(&text, shipped());
        let id = |read: &Result<Case, CaseError>| Some(read.as_ref().ok()?.case_id.clone());
        let error = |read: &Result<Case, CaseError>| read.as_ref().err().map(|one| (one.line, one.column));
        assert_eq!(read.iter().filter_map(id).collect::<String>(), sound, "{text}\n{read:?}");
        assert_eq!(read.iter().find_map(error), at, "{text}\n{read:?}");
        assert!(read.len() <= sound.len() + 1);
    }
}

/// A record that is too long ends its file; those before it are kept, and no more of it is held than a record may have.
#[test]
fn a_record_that_is_too_long_ends_its_text() {
    let long = format!("[{{\"a\":1}},{{\"a\":\"{}\"}},{{\"a\":2}}]", "x".repeat(100));
    for (longest, whole, end) in
        [(108, 3, "All"), (107, 1, "TooLong(PlaceInText { line: 1, before: 9, record: 2, item: Some(1) })")]
    {
        let mut found = 0;
        let ended = each_record(long.as_bytes(), longest, |_, _, _| {
            found += 1;
            true
        });
        assert_eq!((found, format!("{ended:?}").as_str()), (whole, end));
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
        let read = read_cases(&text, shipped());
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
