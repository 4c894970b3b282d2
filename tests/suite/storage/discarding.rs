//! Discarding an unfinished later meeting takes that meeting alone, whatever cuts it off; erasing everything is another
//! word.

use crate::generate::shipped;
use crate::meetings::{ID, Meeting, first_meeting, run, said};
use crate::memory_disk::{Crash, Failure, MemoryDisk, after_crash};
use crate::sealed::key;
use std::fs;
use std::path::Path;
use tipscreen::catalogue::Role;
use tipscreen::questionnaire::{Erase, Recorder, SaveOutcome, Saved};
use tipscreen::store::{EventKind, LocalDisk, Record, RecordState, Seal, Store, StoreError, Unsealed};

const FOLDER: &str = "/store";
/// Said at the later meeting alone.
const MARKER: &str = "qzjx-said-at-the-second-meeting";

fn file(folder: &Path) -> std::path::PathBuf {
    folder.join("records").join(format!("{ID}.tipscreen"))
}

/// An unfinished second meeting, in which the person agreed to a record and something was said.
fn second_meeting<D: tipscreen::store::Disk + Clone>(
    disk: D,
    folder: &Path,
    seal: impl Seal + Clone + 'static,
) -> Meeting<D> {
    let mut meeting = Meeting::later(disk, folder, ID, seal);
    meeting.agree();
    meeting.fact("immediate-danger", &["yes"]);
    meeting.sign("debt-bondage", MARKER);
    meeting
}

/// Everything below a folder, by name and content.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else if path.extension().is_none_or(|ending| ending != "lock") {
            found.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    found.sort();
    found
}

#[test]
fn the_store_is_as_it_was_before_the_discarded_meeting() {
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let before = everything(folder.path());
    drop(second_meeting(LocalDisk::default(), folder.path(), Unsealed));
    assert!(fs::read_to_string(file(folder.path())).expect("a record").contains(MARKER));
    let store = Store::at(LocalDisk::default(), folder.path());
    store.discard_meeting(ID, &Unsealed).expect("it is discarded");
    assert_eq!(everything(folder.path()), before, "byte by byte");
    // A finished meeting, and a first one, are not discarded so.
    assert!(matches!(store.discard_meeting(ID, &Unsealed), Err(StoreError::NoLaterMeeting)));
    let mut first =
        Meeting::first(LocalDisk::default(), folder.path(), "10000000-8b86-4d01-b42d-00cf4fc964ff", Unsealed);
    first.agree();
    drop(first);
    let other = store.discard_meeting("10000000-8b86-4d01-b42d-00cf4fc964ff", &Unsealed);
    assert!(matches!(other, Err(StoreError::NoLaterMeeting)));
}

#[test]
fn a_sealed_record_stays_sealed_to_those_who_open_what_is_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = first_meeting(LocalDisk::default(), folder.path(), ID, key());
    drop(second_meeting(LocalDisk::default(), folder.path(), key()));
    let store = Store::at(LocalDisk::default(), folder.path());
    store.discard_meeting(ID, &key()).expect("it is discarded");
    let head = store.head(ID).expect("a head");
    assert!(head.is_sealed() && head.state == RecordState::Finished, "{head:?}");
    let after = store.read(ID, &key()).expect("it opens");
    assert_eq!(after.events(), before.events());
    after.replay(shipped()).expect("it follows from its events");
}

/// With a third meeting the first two stay; with another edition of the catalogue its own is found again.
#[test]
fn only_the_last_meeting_goes_also_after_a_move_to_another_edition() {
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let mut second = second_meeting(LocalDisk::default(), folder.path(), Unsealed);
    second.fact("country", &["TH"]);
    second.end();
    let before = fs::read(file(folder.path())).expect("a record");
    let newer = folder.path().join("newer");
    fs::create_dir(&newer).expect("a folder");
    for file in tipscreen::catalogue::builtin::files("asean-commit").expect("it is built in") {
        let text = file.text.replace("title = \"Safe to talk\"", "title = \"Talk safely\"");
        fs::write(newer.join(file.name.rsplit('/').next().expect("a name")), text).expect("a file");
    }
    let named = newer.display().to_string();
    let args = ["screen", "--plain", "--continue", ID, "--catalogue", &named];
    let out = run(folder.path(), &args, "m\ny\nn\n1\nu\n1\n1\ns\n1\n1\n5\nw\n");
    let third = fs::read_to_string(file(folder.path())).expect("a record");
    assert!(third.contains("\"did\":\"moved\"") && third.matches("met-again").count() == 2, "{}", said(&out));
    let out = run(folder.path(), &["screen", "--plain", "--resume"], "1\nd\ny\n");
    let told = said(&out);
    assert!(told.contains("third meeting of") && told.contains("The third meeting is discarded"), "{told}");
    let ends = format!(" case show {} --store {}", &ID[..8], tipscreen::escape::quoted(folder.path().as_os_str()));
    let printed = String::from_utf8_lossy(&out.stderr);
    assert!(printed.lines().any(|line| line.ends_with(&ends)), "a command in a line of its own: {printed}");
    assert_eq!(fs::read(file(folder.path())).expect("a record"), before, "byte by byte");
    assert_eq!(run(folder.path(), &["case", "verify"], "").status.code(), Some(0));
}

#[test]
fn whatever_cuts_a_discard_off_the_record_is_whole_and_before_or_after_it() {
    for seal in [
        Box::new(|| Box::new(Unsealed) as Box<dyn Seal>) as Box<dyn Fn() -> Box<dyn Seal>>,
        Box::new(|| Box::new(key())),
    ] {
        let disk = MemoryDisk::default();
        let is_sealed = seal().name() == "age";
        let (before, during) = if is_sealed {
            let before = first_meeting(disk.clone(), Path::new(FOLDER), ID, key());
            (before, second_meeting(disk.clone(), Path::new(FOLDER), key()).keeping.record().clone())
        } else {
            let before = first_meeting(disk.clone(), Path::new(FOLDER), ID, Unsealed);
            (before, second_meeting(disk.clone(), Path::new(FOLDER), Unsealed).keeping.record().clone())
        };
        let begun = disk.log().len();
        Store::at(disk.clone(), FOLDER).discard_meeting(ID, seal().as_ref()).expect("it is discarded");
        let log = disk.log();
        assert!(log.len() > begun + 3);
        let (mut old, mut new) = (0, 0);
        for done in begun..=log.len() {
            for half in [false, true] {
                for crash in
                    [Crash::Killed, Crash::PowerDropped, Crash::PowerKept, Crash::PowerTorn(7), Crash::PowerTorn(8)]
                {
                    let store = Store::at(after_crash(&log, done, half, crash), FOLDER);
                    store.prepare().expect("it opens");
                    let record = store.read(ID, seal().as_ref()).expect("it is whole");
                    record.replay(shipped()).expect("it follows");
                    if record.events() == before.events() {
                        new += 1;
                    } else {
                        old += 1;
                    }
                    assert!(record.events() == before.events() || record.events() == during.events());
                }
            }
        }
        assert!(old > 0 && new > 0, "{old} {new}");
    }
}

#[test]
fn the_list_names_meetings_and_erasing_everything_is_another_word() {
    for (keys, meetings_left) in [
        ("1\nd\ny\n", 1),
        ("1\ne\ny\n", 0),
        ("1\nd\nn\nl\n", 2),
        ("1\ne\nn\nl\n", 2),
        ("1\nk\n", 2),
        ("1\n", 2),
        ("1\nd\n", 2),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
        drop(second_meeting(LocalDisk::default(), folder.path(), Unsealed));
        let out = run(folder.path(), &["screen", "--plain", "--resume"], keys);
        let told = said(&out);
        assert_eq!(out.status.code(), Some(0), "{keys:?}: {told}");
        let line = "second meeting of 2026-11-22 09:00, the first began 2026-11-22 09:00, unfinished";
        assert!(told.contains(line), "{keys:?}: {told}");
        assert!(
            told.contains("discard the second meeting for good; the earlier meetings (1) stay"),
            "{keys:?}: {told}"
        );
        assert!(told.contains("erase everything, all 2 meetings"), "{keys:?}: {told}");
        let left = Store::at(LocalDisk::default(), folder.path()).read(ID, &Unsealed).ok();
        assert_eq!(left.as_ref().map_or(0, Record::meetings), meetings_left, "{keys:?}: {told}");
        let is_left =
            everything(folder.path()).iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(MARKER));
        assert_eq!(is_left, meetings_left == 2, "{keys:?}: {told}");
        if meetings_left == 1 {
            let shown = run(folder.path(), &["case", "show", ID], "");
            assert_eq!(shown.status.code(), Some(0), "{}", said(&shown));
            assert!(!said(&shown).contains("not finished"), "{}", said(&shown));
            let listed = said(&run(folder.path(), &["case", "list"], ""));
            assert!(listed.contains("finished") && !listed.contains("unfinished"), "{listed}");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    drop(second_meeting(LocalDisk::default(), folder.path(), Unsealed));
    let listed = said(&run(folder.path(), &["case", "list"], ""));
    assert!(listed.contains("unfinished: second meeting"), "{listed}");
}

/// Whoever withdraws at a later meeting says what is to go: this meeting, everything, or nothing.
#[test]
fn a_withdrawal_at_a_later_meeting_takes_this_meeting_alone_or_everything() {
    let consent = shipped().fact_by_role(Role::ConsentToRecord).expect("it is asked");
    let consent = shipped().fact(consent).id.clone();
    for sealed in [false, true] {
        for what in [Erase::ThisMeeting, Erase::Everything] {
            let folder = tempfile::tempdir().expect("a folder");
            let (before, mut later) = if sealed {
                let before = first_meeting(LocalDisk::default(), folder.path(), ID, key());
                (before, second_meeting(LocalDisk::default(), folder.path(), key()))
            } else {
                let before = first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
                (before, second_meeting(LocalDisk::default(), folder.path(), Unsealed))
            };
            let withdrawn = later.fact(&consent, &["withheld"]);
            assert_eq!(
                withdrawn,
                SaveOutcome::Withdrawn { saved: Saved { earlier: 1, this_one: true }, unwritten: None }
            );
            later.keeping.erase(what).expect("it is erased");
            let store = Store::at(LocalDisk::default(), folder.path());
            if what == Erase::Everything {
                assert!(matches!(store.read(ID, &key()), Err(StoreError::NotThere)));
                continue;
            }
            assert_eq!(store.read(ID, &key()).expect("it opens").events(), before.events());
            // They go on in memory; agreed again, all of it is kept anew.
            assert_eq!(later.fact("country", &["TH"]), SaveOutcome::InMemory);
            assert_eq!(later.fact(&consent, &["given"]), SaveOutcome::OnDisk);
            let anew = store.read(ID, &key()).expect("it opens");
            assert!(anew.events().len() > before.events().len() && anew.meetings() == 2);
            assert!(anew.events().iter().any(|event| event.deed == EventKind::Withdrew));
        }
    }
}

#[test]
fn a_folder_that_was_named_in_this_meeting_keeps_nothing_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
    let before = first_meeting(LocalDisk::default(), &first, ID, Unsealed);
    let mut later = second_meeting(LocalDisk::default(), &first, Unsealed);
    let elsewhere = second.display().to_string();
    assert_eq!(later.keeping.save_elsewhere(&later.questionnaire, &elsewhere), Ok(SaveOutcome::OnDisk));
    later.sign("hours-excessive", MARKER);
    later.fact("consent-to-record", &["withheld"]);
    later.keeping.erase(Erase::ThisMeeting).expect("it is erased");
    drop(later);
    assert_eq!(
        Store::at(LocalDisk::default(), &first).read(ID, &Unsealed).expect("it opens").events(),
        before.events()
    );
    assert!(Store::at(LocalDisk::default(), &second).ids().expect("ids").is_empty());
    let left = [everything(&first), everything(&second)].concat();
    assert!(!left.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(MARKER)));
}

#[test]
fn a_disk_that_says_no_to_a_withdrawal_is_reported_and_the_meeting_can_be_erased_again() {
    // From the first operation of the erasing on, one after the other fails once.
    let (mut failed, mut at) = (0, 0);
    loop {
        let disk = MemoryDisk::default();
        let before = first_meeting(disk.clone(), Path::new(FOLDER), ID, Unsealed);
        let mut later = second_meeting(disk.clone(), Path::new(FOLDER), Unsealed);
        later.fact("consent-to-record", &["withheld"]);
        let done = disk.log().iter().filter(|done| done.is_operation()).count();
        disk.fail(Failure { at: done + at, kind: std::io::ErrorKind::StorageFull });
        let erased = later.keeping.erase(Erase::ThisMeeting);
        if !disk.has_failed() {
            assert!(erased.is_ok() && failed > 1, "{failed} failed");
            return;
        }
        at += 1;
        if erased.is_err() {
            failed += 1;
            later.keeping.erase(Erase::ThisMeeting).expect("it is erased now");
        }
        let store = Store::at(disk, FOLDER);
        assert_eq!(store.read(ID, &Unsealed).expect("it opens").events(), before.events(), "operation {at}");
    }
}

#[test]
fn what_can_be_erased_after_a_withdrawal_is_said_precisely() {
    // Agreed to, and then not: this meeting alone; then everything; then nothing.
    for (keys, words, meetings) in [
        ("1\nb\n2\ny\ny\nx\ny\n", "This meeting is erased. The earlier meetings (1) are still saved.", 1),
        ("1\nb\n2\ne\ny\nx\ny\n", "Erased. A disk", 0),
        ("1\nb\n2\nn\nx\ny\n", "What was saved before is still there", 2),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
        let out =
            run(folder.path(), &["screen", "--plain", "--continue", ID], &format!("y\nn\n1\nu\n1\n1\ns\n1\n{keys}"));
        let told = said(&out);
        assert!(told.contains("erase only this meeting; the earlier meetings (1) stay"), "{keys:?}: {told}");
        assert!(told.contains("erase everything, all 2 meetings"), "{keys:?}: {told}");
        assert!(told.contains(words), "{keys:?}: no {words:?} in {told}");
        let left = Store::at(LocalDisk::default(), folder.path()).read(ID, &Unsealed).ok();
        assert_eq!(left.as_ref().map_or(0, Record::meetings), meetings, "{keys:?}: {told}");
    }
    // Never agreed to at this meeting: there is nothing of it to erase, and that is said.
    let folder = tempfile::tempdir().expect("a folder");
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let out = run(folder.path(), &["screen", "--plain", "--continue", ID], "y\nn\n1\nu\n1\n1\ns\n1\n2\nn\nx\ny\n");
    let told = said(&out);
    assert!(told.contains("nothing of it is saved. The earlier meetings (1) are still there. Erase them?"), "{told}");
    assert!(!told.contains("erase only this meeting"), "{told}");
    assert_eq!(Store::at(LocalDisk::default(), folder.path()).read(ID, &Unsealed).expect("it opens").meetings(), 1);
}
