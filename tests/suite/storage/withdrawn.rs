//! A record whose person withdrew the agreement is passed over by whatever scores, and counted as such; and no result is
//! written to a file without an agreement. `StoreError` 32 of those found by use.

use crate::asking::finished;
use crate::export::{ID, kept, tipscreen};
use crate::files::{root, text};
use crate::generate::shipped;
use crate::key_place::Place;
use crate::meetings::{Meeting, first_meeting};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tipscreen::case::{Case, FactAnswer};
use tipscreen::catalogue::Role;
use tipscreen::store::{LocalDisk, Unsealed};

const OTHER: &str = "a0000000-8b86-4d01-b42d-00cf4fc964ff";

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn printed(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// A store with two records: of one the person withdrew.
fn store() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), OTHER, Unsealed);
    withdrawn(folder.path(), ID);
    folder
}

/// A meeting with somebody who agreed to a record, and said something.
fn agreed(folder: &Path, id: &str) -> Meeting<LocalDisk> {
    let mut meeting = Meeting::first(LocalDisk::default(), folder, id, Unsealed);
    meeting.agree();
    meeting.sign("documents-withheld", "qzjx-withdrawn");
    meeting
}

fn withdrawn(folder: &Path, id: &str) {
    agreed(folder, id).fact("consent-to-record", &["withheld"]);
}

fn record(folder: &Path, id: &str) -> String {
    folder.join("records").join(format!("{id}.tipscreen")).display().to_string()
}

#[test]
fn a_batch_passes_over_who_withdrew_and_counts_them_as_such() {
    let folder = store();
    let whole = folder.path().display().to_string();
    let rejects = folder.path().join("rejects.ndjson");
    for more in [
        [].as_slice(),
        &["--format", "csv"],
        &["--top", "9"],
        &["--check-duplicates"],
        &["--on-version-change", "refuse", "--rejects", rejects.to_str().expect("text")],
    ] {
        let out = tipscreen(folder.path(), &[&["batch", whole.as_str()], more].concat());
        let (said, results) = (told(&out), printed(&out));
        assert_eq!(out.status.code(), Some(0), "{more:?}: {said}");
        assert!(results.contains(OTHER) && !results.contains(ID), "{more:?}: {results}");
        assert!(said.contains("2 records read: 1 results"), "{more:?}: {said}");
        assert!(said.contains("1 skipped, because the person withdrew consent to a record"), "{more:?}: {said}");
        assert!(!said.contains("qzjx"), "{said}");
    }
    assert!(!fs::read_to_string(&rejects).unwrap_or_default().contains(ID), "it was copied to the refused records");
}

#[test]
fn a_summary_counts_nothing_of_who_withdrew() {
    let folder = store();
    let whole = folder.path().display().to_string();
    let out = tipscreen(folder.path(), &["batch", &whole, "--summary", "--suppress", "0", "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", told(&out));
    let summary: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(summary["cases"], 1, "{summary}");
}

#[test]
fn an_older_copy_of_who_withdrew_is_not_counted_in_the_place_of_the_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut meeting = agreed(folder.path(), ID);
    let copy = folder.path().join("copy.tipscreen");
    fs::copy(record(folder.path(), ID), &copy).expect("a copy");
    meeting.fact("consent-to-record", &["withheld"]);
    drop(meeting);
    let files = [record(folder.path(), ID), copy.display().to_string()];
    let out = tipscreen(folder.path(), &["batch", "--check-duplicates", &files[0], &files[1]]);
    assert!(printed(&out).is_empty(), "{}", printed(&out));
    assert!(told(&out).contains("0 results") && told(&out).contains("1 skipped"), "{}", told(&out));
}

/// A copy that a sync program made before the person withdrew lies beside the record: it is counted in no run over the store.
#[test]
fn a_batch_of_a_store_counts_no_older_copy_of_who_withdrew() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut meeting = agreed(folder.path(), ID);
    for name in [" (conflicted copy)", "-1", "~"] {
        let copy = folder.path().join("records").join(format!("{ID}{name}.tipscreen"));
        fs::copy(record(folder.path(), ID), &copy).expect("a copy");
    }
    meeting.fact("consent-to-record", &["withheld"]);
    drop(meeting);
    let whole = folder.path().display().to_string();
    for more in [[].as_slice(), &["--format", "csv"], &["--jobs", "1"], &["--top", "9"]] {
        let out = tipscreen(folder.path(), &[&["batch", whole.as_str()], more].concat());
        assert!(!printed(&out).contains(ID), "{more:?}: {}", printed(&out));
        assert!(told(&out).contains("0 results"), "{more:?}: {}", told(&out));
    }
}

#[test]
fn no_command_scores_who_withdrew() {
    let folder = store();
    let file = record(folder.path(), ID);
    for command in [
        ["score"].as_slice(),
        &["score", "--format", "json", "--detail", "full"],
        &["score", "--format", "card"],
        &["explain"],
        &["explain", "--format", "json"],
        &["catalogue", "diff", "asean-commit", "asean-commit"],
    ] {
        let out = tipscreen(folder.path(), &[command, &[file.as_str()]].concat());
        let said = [printed(&out), told(&out)].concat();
        assert!(said.contains("the person withdrew consent"), "{command:?}: {said}");
        assert!(
            !said.contains("documents") && !said.contains("qzjx") && !said.contains("Finding:"),
            "{command:?}: {said}"
        );
    }
    // That there is nothing in it for anybody is no fault of the file.
    for args in [["score", file.as_str()].as_slice(), &["score", "--format", "json", &file], &["explain", &file]] {
        let said = told(&tipscreen(folder.path(), args));
        assert!(!said.contains("error["), "{args:?}: {said}");
    }
    let out = tipscreen(folder.path(), &["score", &file, &record(folder.path(), OTHER)]);
    assert!(printed(&out).contains(OTHER), "it keeps another from being scored: {}", told(&out));
}

#[test]
fn who_looks_at_a_record_that_was_withdrawn_is_told_so() {
    let folder = store();
    for args in [
        ["case", "show", ID].as_slice(),
        &["case", "show", ID, "--format", "json"],
        &["case", "show", ID, "--notes"],
        &["case", "show", ID, "--history"],
        &["case", "verify", ID],
    ] {
        let out = tipscreen(folder.path(), args);
        let said = [printed(&out), told(&out)].concat();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(out.status.code(), Some(0), "{args:?}: {said}");
        assert!(said.contains("the person withdrew consent to this record"), "{args:?}: {said}");
        assert!(args[1] == "verify" || said.contains("case erase"), "{args:?}: {said}");
        let other: Vec<&str> = args.iter().map(|arg| if *arg == ID { OTHER } else { arg }).collect();
        let out = tipscreen(folder.path(), &other);
        assert!(!told(&out).contains("withdrew") && !printed(&out).contains("withdrew"), "{other:?}");
    }
}

#[test]
fn fault_32_no_result_is_written_where_nobody_agreed_to_a_record() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["notasked", "notalk"] {
        let case = root().join(format!("tests/data/faults/32-result-without-agreement/{name}.json"));
        let result = folder.path().join(format!("{name}.txt"));
        let args = ["score", case.to_str().expect("text"), "--result", result.to_str().expect("text")];
        let out = tipscreen(folder.path(), &args);
        assert!(!result.exists(), "{name}: {}", fs::read_to_string(&result).unwrap_or_default());
        assert_eq!(out.status.code(), Some(1), "{name}: {}", told(&out));
        assert!(told(&out).contains("no consent to a record"), "{name}: {}", told(&out));
    }
}

/// Every way in which the two questions can be answered, and whether a file may be written then.
fn agreements() -> Vec<(Case, bool)> {
    let values = |role| {
        let at = shipped().fact_by_role(role).expect("a question");
        let bits = (0..shipped().fact(at).values.len()).map(|bit| FactAnswer::Values(1 << bit));
        let all = bits.chain([FactAnswer::NotAsked, FactAnswer::Unknown, FactAnswer::Declined]);
        all.map(|answer| (at, answer)).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for (talk_at, talk) in values(Role::Consent) {
        for (record_at, record) in values(Role::ConsentToRecord) {
            let mut case = Case::new(shipped(), "x");
            case.set_fact(talk_at, talk.clone());
            case.set_fact(record_at, record.clone());
            let is_yes = |at: tipscreen::condition::FactIx, answer: &FactAnswer| matches!(answer, FactAnswer::Values(bits) if shipped().fact(at).is_yes(*bits));
            let may = is_yes(record_at, &record) && (talk == FactAnswer::NotAsked || is_yes(talk_at, &talk));
            all.push((case, may));
        }
    }
    all
}

#[test]
fn a_result_goes_to_a_file_with_a_yes_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut written, all) = (0, agreements());
    for (number, (case, may)) in all.iter().enumerate() {
        let [file, result] = ["json", "txt"].map(|end| folder.path().join(format!("{number}.{end}")));
        fs::write(&file, case.to_json(shipped())).expect("a file");
        let args = ["score", file.to_str().expect("text"), "--result", result.to_str().expect("text")];
        let out = tipscreen(folder.path(), &args);
        assert_eq!(result.exists(), *may, "{}: {}", case.to_json(shipped()), told(&out));
        written += usize::from(*may);
    }
    assert!(written >= 2 && written * 4 < all.len(), "{written} of {}", all.len());
}

#[test]
fn of_a_record_whose_person_withdrew_no_file_is_made() {
    let folder = store();
    let result = folder.path().join("result");
    for more in [[].as_slice(), &["--history"], &["--format", "json"], &["--notes"]] {
        let args = [&["case", "show", ID, "--result", result.to_str().expect("text")], more].concat();
        let out = tipscreen(folder.path(), &args);
        assert!(!result.exists(), "{more:?}: {}", told(&out));
        assert_eq!(out.status.code(), Some(1), "{more:?}: {}", told(&out));
        assert!(told(&out).contains("error[no-consent]"), "{more:?}: {}", told(&out));
    }
}

#[test]
fn a_file_in_clear_beside_a_sealed_store_is_told_as_one() {
    let place = Place::with_keys(&[]);
    finished(&place, &[ID]);
    let clear = "that file is not sealed";
    let result = |name: &str| place.path(name);
    place.expect(&["case", "show", ID, "--result", &result("a"), "--passphrase-fd", "3"], 0, &[clear]);
    place.expect(&["case", "show", ID, "--history", "--result", &result("b"), "--passphrase-fd", "3"], 0, &[clear]);
    let sealed: PathBuf = place.file(ID);
    let sealed = sealed.display().to_string();
    place.expect(&["score", &sealed, "--result", &result("c"), "--passphrase-fd", "3"], 0, &[clear]);
    place.expect(
        &["case", "export", ID, "--to", &result("d"), "--passphrase-fd", "3"],
        0,
        &["Anyone who can read this disk"],
    );
    // Where nothing is sealed there is nothing to tell.
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), ID, &crate::export::example("fisher-eighteen-months"));
    let out = tipscreen(folder.path(), &["case", "show", ID, "--result", &result("e")]);
    assert!(out.status.success() && !told(&out).contains(clear), "{}", told(&out));
    assert!(text(Path::new(&result("e"))).contains("Finding:"));
}
