//! Numbers typed at a list: one grammar for the terminal and for plain lines.
//!
//! Numbers are separated by spaces or commas, and count only after Enter. `1 4 5` ticks three entries; `145` is one
//! number. `-4` removes a tick, and `-` alone removes all of them. A line is accepted or rejected as a whole.

use std::collections::BTreeMap;

/// The zeros of the digits that keyboards of the region type.
const ZEROS: [char; 8] = ['0', '๐', '໐', '០', '၀', '٠', '۰', '０'];

/// The value of a digit, in any script that a keyboard here may type.
pub fn digit(sign: char) -> Option<u32> {
    ZEROS.iter().find_map(|zero| (sign as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
}

pub fn number(text: &str) -> Option<usize> {
    // No list has so many entries that more digits could name one.
    if text.is_empty() || text.chars().count() > 6 {
        return None;
    }
    text.chars().try_fold(0, |number, sign| Some(number * 10 + digit(sign)? as usize))
}

/// Whether a sign separates two numbers.
pub fn parts(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, ',' | '，' | '、' | '،')
}

/// Whether a sign before a number removes its tick.
pub fn takes_away(sign: char) -> bool {
    matches!(sign, '-' | '−' | '–' | '－')
}

/// Applies a typed line to the ticks of a list.
///
/// # Errors
/// The first part of the line that names no entry of the list. No tick is changed.
pub fn apply(line: &str, ticked: &[bool]) -> Result<Vec<bool>, String> {
    let words: Vec<&str> = line.split(parts).filter(|word| !word.is_empty()).collect();
    if let [word] = words.as_slice()
        && word.chars().all(takes_away)
    {
        return Ok(vec![false; ticked.len()]);
    }
    let mut named: BTreeMap<usize, bool> = BTreeMap::new();
    for word in words {
        let (digits, tick) = word.strip_prefix(takes_away).map_or((word, true), |digits| (digits, false));
        let at = number(digits).filter(|number| (1..=ticked.len()).contains(number));
        // A number that is both ticked and removed in one line is ambiguous.
        let at = at.filter(|at| named.get(at).is_none_or(|before| *before == tick)).ok_or_else(|| word.to_owned())?;
        named.insert(at, tick);
    }
    Ok(ticked.iter().enumerate().map(|(at, before)| *named.get(&(at + 1)).unwrap_or(before)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticks(line: &str, before: &[usize], items: usize) -> Result<Vec<usize>, String> {
        let before: Vec<bool> = (1..=items).map(|at| before.contains(&at)).collect();
        let after = apply(line, &before)?;
        Ok((1..=items).filter(|at| after[at - 1]).collect())
    }

    #[test]
    fn numbers_stand_between_spaces_or_commas_and_digits_without_them_are_one_number() {
        for items in [9, 10, 14, 23] {
            for line in ["1 4 5", "1,4,5", "1, 4, 5", " 1  4\t5 ", "1 4 5,", "5 4 1", "1 4 5 4", "01 4 5", "๑ ๔ ๕"]
            {
                assert_eq!(ticks(line, &[], items), Ok(vec![1, 4, 5]), "{line:?} of {items}");
            }
            assert_eq!(ticks("145", &[], items), Err("145".to_owned()));
            assert_eq!(ticks("14", &[], items), if items < 14 { Err("14".to_owned()) } else { Ok(vec![14]) });
        }
    }

    #[test]
    fn a_line_is_taken_whole_or_rejected_whole() {
        for (line, word) in [
            ("1 99", "99"),
            ("0", "0"),
            ("1-4", "1-4"),
            ("1 x", "x"),
            ("1 -1", "-1"),
            ("- 4", "-"),
            ("--4", "--4"),
            ("1.", "1."),
            ("99999999999999999999999", "99999999999999999999999"),
        ] {
            assert_eq!(ticks(line, &[2], 14), Err(word.to_owned()), "{line:?}");
        }
    }

    #[test]
    fn a_minus_takes_away_and_stands_alone_for_all() {
        assert_eq!(ticks("-4", &[1, 4], 9), Ok(vec![1]));
        assert_eq!(ticks("-4 5", &[1, 4], 9), Ok(vec![1, 5]));
        assert_eq!(ticks("-7", &[1, 4], 9), Ok(vec![1, 4]));
        assert_eq!(ticks("-", &[1, 4], 9), Ok(vec![]));
        assert_eq!(ticks("", &[1, 4], 9), Ok(vec![1, 4]));
    }

    proptest! {
        #[test]
        fn whatever_is_named_and_nothing_else_is_ticked(
            items in 1_usize..30, wanted in proptest::collection::btree_set(1_usize..30, 0..12), comma: bool,
        ) {
            let wanted: Vec<usize> = wanted.into_iter().collect();
            let words: Vec<String> = wanted.iter().map(ToString::to_string).collect();
            let line = words.join(if comma { "," } else { " " });
            let expected = wanted.iter().find(|at| **at > items).map_or(Ok(wanted.clone()), |at| Err(at.to_string()));
            prop_assert_eq!(ticks(&line, &[], items), expected);
        }
    }
}
