//! Reads the yes and no values of a fact. Only named values count, never their order.

use super::words::NEVER_YES;
use crate::catalogue::{Fact, FactKind, FactValue, Role};
use crate::toml_input::{Code, TomlTable, TomlValue, did_you_mean, shown};

/// The values that a key names, a bit each, and its place.
type Named<'d> = Option<(u64, TomlValue<'d>)>;

/// The yes and no values of a fact, a bit each.
pub fn yes_and_no(table: &TomlTable<'_>, kind: FactKind, values: &[FactValue]) -> (u64, u64) {
    let named = |key: &'static str| table.get(key).map(|value| (named(&value, key, kind, values), value));
    let (yes, no) = (named("yes"), named("no"));
    match kind {
        FactKind::YesNo => (own("yes", yes, values), own("no", no, values)),
        FactKind::One => one(&yes, &no, values),
        FactKind::Many | FactKind::Date | FactKind::Text => {
            for (_, value) in [yes, no].into_iter().flatten() {
                value.problem(Code::WrongYes, what_and_help!("catalogue-yes-of-no-answer"));
            }
            (0, 0)
        }
    }
}

/// The yes or no of a yes-no fact. If it is named, it must be that one.
fn own(id: &str, named: Named<'_>, values: &[FactValue]) -> u64 {
    let own = bit(values, id).unwrap_or(0);
    if let Some((_, value)) = named.filter(|(bits, _)| *bits != own && *bits != 0) {
        value.problem(Code::WrongYes, what_and_help!("catalogue-yes-no-has-its-yes"));
    }
    own
}

fn one(yes: &Named<'_>, no: &Named<'_>, values: &[FactValue]) -> (u64, u64) {
    let bits = |given: &Named<'_>| given.as_ref().map_or(0, |(bits, _)| *bits);
    let all = all(values);
    let (said_yes, said_no) = (bits(yes), bits(no));
    if let Some((_, value)) = yes {
        if all != 0 && said_yes == all {
            value.problem(Code::WrongYes, what_and_help!("catalogue-all-are-the-yes"));
        }
        let is_no_word = |at: usize| said_yes & (1 << at) != 0 && NEVER_YES.contains(&values[at].id.as_str());
        if let Some(at) = (0..values.len()).find(|at| is_no_word(*at)) {
            value.problem(Code::WrongYes, what_and_help!("catalogue-never-a-yes", id = &values[at].id));
        }
    }
    if let Some((_, value)) = no.as_ref().filter(|(bits, _)| bits & said_yes != 0) {
        value.problem(Code::WrongYes, what_and_help!("catalogue-both-yes-and-no"));
    }
    // Of two values, the one that is not the yes is the no.
    let other = all & !said_yes;
    let is_plain = said_yes != 0 && said_no == 0 && values.len() == 2;
    (said_yes, if is_plain { other } else { said_no & !said_yes })
}

/// The values that a key names, as one id or a list of ids.
fn named(value: &TomlValue<'_>, key: &str, kind: FactKind, values: &[FactValue]) -> u64 {
    let listed = value.one_or_list();
    if listed.is_empty() {
        value.problem(Code::WrongYes, what_and_help!("catalogue-no-yes-named", key = key));
    }
    if !matches!(kind, FactKind::YesNo | FactKind::One) {
        return 0;
    }
    let mut bits = 0;
    for one in &listed {
        let Some(id) = one.text() else { continue };
        if let Some(bit) = bit(values, &id) {
            bits |= bit;
            continue;
        }
        // Faults in the values are reported where they are read.
        if values.is_empty() {
            continue;
        }
        let known = || values.iter().map(|value| value.id.as_str());
        let help = did_you_mean(&id, known())
            .unwrap_or_else(|| text!("toml-use-one-of", known = known().collect::<Vec<_>>().join(", ")));
        one.problem(Code::WrongYes, (text!("catalogue-fact-without-value", value = shown(&id)), help));
    }
    bits
}

fn bit(values: &[FactValue], id: &str) -> Option<u64> {
    values.iter().position(|value| value.id == id).map(|at| 1 << at)
}

fn all(values: &[FactValue]) -> u64 {
    (0..values.len()).fold(0, |all, at| all | 1 << at)
}

/// For a stored copy of a catalogue from before yes values were named: the first value is the yes of a fact of consent.
/// A value whose id says no is no yes even so.
pub fn as_stored(fact: &mut Fact) {
    let is_of_consent = fact.role.is_some_and(|role| Role::OF_CONSENT.contains(&role));
    let Some(first) = fact.values.first().filter(|_| is_of_consent && fact.kind == FactKind::One && fact.yes == 0)
    else {
        return;
    };
    if NEVER_YES.contains(&first.id.as_str()) {
        fact.no = 1;
    } else {
        fact.yes = 1;
        fact.no = if fact.values.len() == 2 { 2 } else { 0 };
    }
}
