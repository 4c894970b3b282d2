//! A stored record: read as it stands, or refused; and what is recorded, whatever it is, is read again as the same.

use super::{shipped, text};
use tipscreen::store::{EventKind, Record, Unsealed};

/// Longer ones hold nothing new, and take their time.
const LONGEST: usize = 64 * 1024;
/// When everything happened.
const AT: &str = "2026-11-22T09:00:00Z";

/// The bytes as a file, and its lines as what happened in a record whose chain holds.
pub fn hold(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    if let Ok(record) = Record::read(bytes, &Unsealed) {
        let head = Record::head(bytes).expect("what can be read has a head");
        assert_eq!((head.record.as_str(), head.state), (record.id.as_str(), record.state()));
        used(&record);
    }
    if let Some(text) = text(bytes) {
        recorded(text);
    }
}

/// A record in which each line is an event, and the last one its case.
fn recorded(text: &str) {
    let mut record = Record::new("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    let (events, case) = text.rsplit_once('\n').unwrap_or((text, "{}"));
    for deed in events.lines().filter_map(|line| serde_json::from_str::<EventKind>(line).ok()) {
        record.add(AT.to_owned(), deed);
    }
    // The case of a record is an object, as the program writes it.
    record.case = serde_json::Value::Object(serde_json::from_str(case).unwrap_or_default());
    if !record.events().is_empty() {
        used(&record);
    }
}

/// Written and read again it is the same, and whatever is asked of it has an answer.
fn used(record: &Record) {
    let written = record.to_bytes(&Unsealed).expect("nothing has to be closed");
    assert_eq!(Record::read(&written, &Unsealed).as_ref(), Ok(record));
    assert_eq!(record.links().count(), record.events().len());
    let _ = (record.edition(), record.first_met_on(), record.meetings(), record.steps_back(), record.is_withdrawn());
    let _ = record.before_last_meeting(shipped());
    if let Ok(questionnaire) = record.replay(shipped()) {
        let case = questionnaire.case().to_json(shipped());
        assert!(tipscreen::case::read(&case, shipped()).is_ok(), "the case of a record can be read");
    }
    // A byte less is no record.
    assert!(Record::read(&written[..written.len() - 1], &Unsealed).is_err());
}
