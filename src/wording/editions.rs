//! Words about cases that were answered with another edition of a catalogue, or with another catalogue.

/// Of a case that was answered with other rules.
pub const OF_OTHER_RULES: &str = "note: the case was answered with other rules, of another version of this catalogue or of other country files of \
your own; it is scored by today's";

/// Of a case whose fingerprint can't be compared.
pub const OF_EARLIER_FINGERPRINT: &str = "note: the case was recorded with an older kind of rules fingerprint, so \
it can't be checked whether the rules changed since. It is scored by today's rules. This does not mean that the record was altered";

/// Of cases in a batch that were answered with other rules.
#[must_use]
pub fn of_other_rules(cases: &str) -> String {
    format!(
        "note: {cases} were answered with other rules, of another version of this catalogue or of other country files of \
         your own; they are scored by today's"
    )
}

/// Of cases in a batch whose fingerprint can't be compared.
#[must_use]
pub fn of_earlier_fingerprint(cases: &str) -> String {
    format!(
        "note: {cases} were recorded with an older kind of rules fingerprint, so it can't be checked whether the rules \
         changed since. They are scored by today's rules"
    )
}

/// In the place of the id of a catalogue that is not built in.
pub const ANOTHER_CATALOGUE: &str = "another catalogue";

/// Of a case that was recorded for another catalogue in which ids mean the same.
#[must_use]
pub fn carried_from(case_id: &str, recorded_for: &str, name: &str) -> String {
    format!("note: {case_id}: recorded for {recorded_for}; its answers are carried over to {name} as they are")
}

/// Of its answers that have no place here.
#[must_use]
pub fn answers_without_place(case_id: &str, name: &str, known: &[String], others: usize) -> String {
    let mut parts = known.to_vec();
    match others {
        0 => {}
        1 => parts.push("1 under an id that is not known here".to_owned()),
        many => parts.push(format!("{many} under ids that are not known here")),
    }
    format!("note: {case_id}: answers that have no place in {name}, and do not count: {}", parts.join(", "))
}

/// Of cases in a batch of which answers have no place.
#[must_use]
pub fn cases_with_answers_without_place(cases: &str, name: &str) -> String {
    format!(
        "note: {cases} hold answers that have no place in {name}, since they were recorded for another catalogue; those do \
         not count. `score` names them by case"
    )
}
