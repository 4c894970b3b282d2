//! Taking screenings off the device: whatever can be erased is erased, and no copy of a catalogue goes that a record may
//! stand on.

use crate::export::{example, kept, text, tipscreen};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;
use tipscreen::case::FactAnswer;
use tipscreen::questionnaire::{Act, Erase, Questionnaire, Recorder as _, SaveOutcome};
use tipscreen::store::{Disk as _, LocalDisk, StoreRecorder};

const IDS: [&str; 3] = [
    "10000000-8b86-4d01-b42d-00cf4fc964ff",
    "20000000-8b86-4d01-b42d-00cf4fc964ff",
    "30000000-8b86-4d01-b42d-00cf4fc964ff",
];

/// A store with these screenings.
fn store(ids: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for id in ids {
        kept(folder.path(), id, &example("fisher-eighteen-months"));
    }
    folder
}

fn erase(store: &Path, ids: &[&str]) -> Output {
    tipscreen(store, &[&["case", "erase", "--yes"], ids].concat())
}

fn there(store: &Path) -> Vec<&'static str> {
    let is_there = |id: &&str| store.join("records").join(format!("{id}.tipscreen")).exists();
    IDS.into_iter().filter(is_there).collect()
}

fn lock(store: &Path, id: &str) -> fs::File {
    LocalDisk::default()
        .lock(&store.join("records").join(format!("{id}.lock")))
        .expect("a file")
        .expect("nobody holds it")
}

#[test]
fn one_that_can_not_be_erased_keeps_no_other() {
    let folder = store(&IDS);
    let held = lock(folder.path(), IDS[0]);
    let out = erase(folder.path(), &IDS);
    let told = text(&out.stderr);
    assert_eq!(out.status.code(), Some(4), "{told}");
    assert_eq!(there(folder.path()), IDS[..1], "{told}");
    assert!(told.contains("error[busy]: 10000000:") && told.contains("note: copies may remain"), "{told}");
    drop(held);
    let out = erase(folder.path(), &["10000000", "40000000"]);
    assert_eq!(out.status.code(), Some(4), "one of them never was there: {}", text(&out.stderr));
    assert!(text(&out.stderr).contains("error[unknown-id]: 40000000"), "{}", text(&out.stderr));
    assert!(there(folder.path()).is_empty());
}

#[test]
fn a_reader_that_goes_away_keeps_nothing_from_being_erased() {
    let folder = store(&IDS);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut program = crate::program::program();
    program.args(["case", "erase", "--yes"]).args(IDS).env("TIPSCREEN_STORE", folder.path());
    let status = program.stdin(Stdio::null()).stderr(writer).status().expect("it runs");
    assert!(there(folder.path()).is_empty(), "{:?} are still there", there(folder.path()));
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_keeps_nothing_from_being_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bad, good) = (folder.path().join("bad.json"), folder.path().join("good.json"));
    fs::write(&bad, "{\"case_id\":\"a\",\"answers\":{\"x\":1}}").expect("a file");
    fs::write(&good, "{\"case_id\":\"b\",\"answers\":{}}").expect("a file");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut program = crate::program::program();
    program.args(["score", "--format", "json"]).args([&bad, &good]).env("TIPSCREEN_STORE", folder.path());
    let out = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(writer).spawn().expect("it runs");
    let out = out.wait_with_output().expect("an end");
    assert_eq!((out.status.code(), text(&out.stdout).lines().count()), (Some(1), 1));
}

#[test]
fn what_is_named_twice_is_erased_once() {
    let folder = store(&IDS[..2]);
    let out = erase(folder.path(), &["10000000", "20000000", IDS[0]]);
    let told = text(&out.stderr);
    assert_eq!((out.status.code(), told.matches(": erased").count()), (Some(0), 2), "{told}");
}

#[test]
fn a_beginning_of_several_ids_is_not_taken_for_an_unknown_one() {
    let other = "10000000-0000-4d01-b42d-00cf4fc964ff";
    let folder = store(&[IDS[0], other]);
    for args in [&["case", "show", "1000"][..], &["case", "verify", "1000"], &["case", "erase", "--yes", "1000"]] {
        let out = tipscreen(folder.path(), args);
        assert_eq!(out.status.code(), Some(4), "{}", text(&out.stderr));
        assert!(
            text(&out.stderr).contains("several records have ids that begin with this"),
            "{args:?}: {}",
            text(&out.stderr)
        );
    }
    assert_eq!(there(folder.path()), [IDS[0]]);
}

/// A copy of a catalogue that no record stands on.
fn unneeded_copy(store: &Path) -> PathBuf {
    let path = store.join("catalogues").join("abcdef.json");
    fs::write(&path, "{}").expect("a file");
    path
}

#[test]
fn a_catalogue_stays_while_a_record_can_not_be_read_or_is_open() {
    let folder = store(&IDS[..1]);
    let copy = unneeded_copy(folder.path());
    let record = folder.path().join(format!("records/{}.tipscreen", IDS[1]));
    fs::write(&record, "sealed").expect("a file");
    assert_eq!(erase(folder.path(), &IDS[..1]).status.code(), Some(0));
    assert!(copy.exists(), "a record that can't be read may stand on it");
    fs::remove_file(&record).expect("it goes");

    // One that is being made, and one that is gone on with: it may be moved to this copy before it is saved.
    for with_record in [false, true] {
        kept(folder.path(), IDS[0], &example("fisher-eighteen-months"));
        if with_record {
            kept(folder.path(), IDS[1], &example("fisher-eighteen-months"));
        }
        let held = lock(folder.path(), IDS[1]);
        assert_eq!(erase(folder.path(), &IDS[..1]).status.code(), Some(0));
        assert!(copy.exists(), "open, with a record: {with_record}");
        drop(held);
    }
    // A lock that nobody holds keeps nothing.
    fs::write(folder.path().join(format!("records/{}.lock", IDS[2])), "1").expect("a file");
    let out = erase(folder.path(), &IDS[1..2]);
    assert_eq!((out.status.code(), copy.exists()), (Some(0), false), "{}", text(&out.stderr));
    assert_eq!(fs::read_dir(folder.path().join("records")).expect("a folder").count(), 0);
}

/// Whoever agrees again after erasing has not asked for the erased answers: they stay erased unless they say so, and count in
/// memory for the result.
#[test]
fn what_was_erased_is_not_saved_again_by_agreeing_again() {
    use crate::store::{answer, begun, consent, read};
    let folder = tempfile::tempdir().expect("a folder");
    let (mut keeping, mut questionnaire) = begun(folder.path());
    answer(&mut keeping, &mut questionnaire, 30);
    let agree = |keeping: &mut StoreRecorder<LocalDisk>, questionnaire: &mut Questionnaire<'_>, value: u64| {
        let act = questionnaire.take(Act::Fact(consent(), FactAnswer::Values(value)));
        (act, keeping.has_erased())
    };
    let (act, _) = agree(&mut keeping, &mut questionnaire, 2);
    let _ = keeping.save(&questionnaire, &act);
    keeping.erase(Erase::Everything).expect("it is erased");
    let (act, has_erased) = agree(&mut keeping, &mut questionnaire, 1);
    assert!(has_erased, "the screener is asked");
    keeping.leave_out_erased(&questionnaire);
    assert_eq!(keeping.save(&questionnaire, &act), Ok(SaveOutcome::OnDisk));
    answer(&mut keeping, &mut questionnaire, 1);
    let record = read(folder.path()).expect("a record");
    let saved = |key: &str| record.case[key].as_object().expect("a table").len();
    assert_eq!(
        (saved("facts"), saved("answers")),
        (1, 1),
        "the agreement, and what was answered since: {}",
        record.case
    );
    assert!(record.replay(questionnaire.catalogue()).is_ok(), "and the record can be gone on with");
    let asked = questionnaire.case().facts().iter().filter(|answer| answer.is_given()).count();
    assert!(asked > 10, "in memory nothing is lost");
    assert!(!keeping.has_erased(), "and the screener is not asked once more");
}
