//! Guesses whether a note contains contact details: a telephone number, or an address for messages. The guess only
//! leads to a question. A date, a year and a sum of money are no telephone numbers.

use crate::interview::numbers::digit;

/// The fewest digits of a telephone number, apart from emergency numbers that everybody may call.
const FEWEST: usize = 7;
/// The most digits of a telephone number.
const MOST: usize = 15;

/// Whether a text seems to contain a telephone number or an address.
pub fn looks_like_contact(text: &str) -> bool {
    text.split_whitespace().any(is_address) || runs(text).iter().any(is_number)
}

/// An e-mail address, or a name after an `@`.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '@');
    let Some((before, behind)) = word.split_once('@') else { return false };
    let mail = !before.is_empty() && behind.contains('.') && !behind.starts_with('.');
    let name = before.is_empty() && behind.chars().filter(|sign| sign.is_alphanumeric()).count() >= 3;
    mail || name
}

/// Neighbouring groups of digits, with the sign before each.
type Run = Vec<(Option<char>, String)>;

/// The runs of digits of a text, split at everything that occurs in no number.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = vec![Run::new()];
    let (mut between, mut signs) = (None, 0);
    let mut inside = false;
    for sign in text.chars() {
        if let Some(value) = digit(sign) {
            let ends = signs > 2;
            if ends {
                runs.push(Run::new());
            }
            let value = char::from_digit(value, 10).unwrap_or('0');
            match runs.last_mut() {
                Some(run) => match run.last_mut().filter(|_| inside && !ends) {
                    Some((_, group)) => group.push(value),
                    None => run.push((between.take(), value.to_string())),
                },
                None => runs.push(vec![(between.take(), value.to_string())]),
            }
            (inside, signs) = (true, 0);
        } else if matches!(sign, ' ' | '\u{a0}' | '-' | '‐' | '‑' | '–' | '.' | '(' | ')' | '/' | '+') {
            (inside, signs) = (false, signs + 1);
            between = if between.is_none() || sign == '+' { Some(sign) } else { between };
        } else {
            (inside, signs, between) = (false, 0, None);
            runs.push(Run::new());
        }
    }
    runs
}

fn is_number(run: &Run) -> bool {
    let groups: Vec<&str> = without_dates(run);
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let years = groups.iter().all(|group| is_year(group));
    (FEWEST..=MOST).contains(&digits) && !years && !is_sum(run, &groups)
}

/// The groups of a run that are no dates.
fn without_dates(run: &Run) -> Vec<&str> {
    let groups: Vec<&str> = run.iter().map(|(_, group)| group.as_str()).collect();
    let (mut left, mut at) = (Vec::new(), 0);
    while at < groups.len() {
        let is_day = |[one, two, three]: [&str; 3]| {
            let small = |group: &str, most: u32| group.len() <= 2 && group.parse().is_ok_and(|day: u32| day <= most);
            (is_year(one) && small(two, 12) && small(three, 31)) || (small(one, 31) && small(two, 31) && is_year(three))
        };
        if let Some(&[one, two, three]) = groups.get(at..at + 3)
            && is_day([one, two, three])
        {
            at += 3;
        } else {
            left.push(groups[at]);
            at += 1;
        }
    }
    left
}

/// A year, in one of the calendars of the region.
fn is_year(group: &str) -> bool {
    group.len() == 4
        && group.parse().is_ok_and(|year: u32| (1900..2100).contains(&year) || (2440..2650).contains(&year))
}

/// A sum of money: dots between thousands, a round number, or a day written like one.
fn is_sum(run: &Run, groups: &[&str]) -> bool {
    let [first, others @ ..] = groups else { return true };
    if first.starts_with('0') || run.first().is_some_and(|(sign, _)| *sign == Some('+')) {
        return false;
    }
    if others.is_empty() {
        let day = first.len() == 8 && first.get(..4).is_some_and(is_year);
        return first.ends_with("0000") || day;
    }
    let dotted = run.iter().skip(1).all(|(sign, _)| *sign == Some('.'));
    dotted && first.len() <= 3 && others.iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_number_is_asked_about() {
        for text in [
            "Somchai 081-234-5678",
            "call Lan 0912 345 678",
            "+66 81 234 5678",
            "her sister: (02) 555 1234",
            "tel.0812345678",
            "โทร ๐๘๑-๒๓๔-๕๖๗๘",
            "ทองดี ๐๘๑๒๓๔๕๖๗๘",
            "since 2026-01-15, 081 234 5678",
            "Maung 09 12 34 56 78",
            "write to lan@example.org",
            "Line @somchai99",
            "passport AB1234567",
        ] {
            assert!(looks_like_contact(text), "{text:?}");
        }
    }

    #[test]
    fn days_years_sums_and_short_numbers_are_not() {
        for text in [
            "",
            "seen on 2026-01-15",
            "from 15.01.2026 to 16.02.2026",
            "15/1/2569",
            "2019-2021",
            "paid 1.200.000 a month",
            "owes 15,000,000",
            "owes 15000000 dong",
            "20260115",
            "called 191 and 1300",
            "12 hours, 7 days, 30 000",
            "room 12, floor 3, at 10:30",
            "a cut hand",
            "@ night",
        ] {
            assert!(!looks_like_contact(text), "{text:?}");
        }
    }
}
