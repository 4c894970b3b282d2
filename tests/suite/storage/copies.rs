//! Copies of records that a person, an editor or a sync program made inside the store: `case list` and `case verify` name
//! each of them, they make no id ambiguous, and `case erase` ends with 0 only when nothing of the id is left. `StoreError` 03 of those found
//! by use.

use crate::meetings::{ID, Meeting, first_meeting};
use crate::sealed::key;
use crate::store::Ordinary;
use age::secrecy::ExposeSecret as _;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;
use tipscreen::store::{LocalDisk, Seal, Store, StoreError, StrayKind, Unsealed};

/// Another screening in the same store, whose id begins with other letters.
pub const OTHER: &str = "a0000000-8b86-4d01-b42d-00cf4fc964ff";

/// Names that sync programs, file managers and editors give to copies, below the folder of the store.
const NAMES: [&str; 43] = [
    "records/ID (1).tipscreen",
    "records/ID(1).tipscreen",
    "records/ID_1.tipscreen",
    "records/ID-1.tipscreen",
    "records/ID (conflicted copy 2026-11-20).tipscreen",
    "records/ID (Anna's conflicted copy 2026-11-20 101112).tipscreen",
    "records/ID (Case Conflict).tipscreen",
    "records/ID.sync-conflict-20261120-101112-ABCDEFG.tipscreen",
    "records/ID - Copy.tipscreen",
    "records/ID - Copy (2).tipscreen",
    "records/ID \u{2013} Kopie.tipscreen",
    "records/ID - \u{526f}\u{672c}.tipscreen",
    "records/ID - \u{0e2a}\u{0e33}\u{0e40}\u{0e19}\u{0e32}.tipscreen",
    "records/ID (copi\u{e9}e).tipscreen",
    "records/ID (copie\u{301}e).tipscreen",
    "records/Copy of ID.tipscreen",
    "records/ID copy 2.tipscreen",
    "records/ID-copy.tipscreen",
    "records/ID-DESKTOP-4F2A.tipscreen",
    "records/ ID.tipscreen",
    "records/ID .tipscreen",
    "records/ID.tipscreen ",
    "records/ID.tipscreen~",
    "records/ID~.tipscreen",
    "records/ID.tipscreen.bak",
    "records/#ID.tipscreen#",
    "records/.ID.tipscreen.swp",
    "records/ID.tipscreen.part",
    "records/.syncthing.ID.tipscreen.tmp",
    "records/.~ID.tipscreen",
    "records/ID.TIPSCREEN",
    "records/6F9619~1.TIP",
    "records/untitled",
    "records/.nfs000000000012",
    "records/.tipscreen-ID.tipscreen-0123456789ab (1)",
    "records/b0000000-8b86-4d01-b42d-00cf4fc964ff.tipscreen",
    "records/old/ID.tipscreen",
    "records (1)/ID.tipscreen",
    ".stversions/records/ID~20261120-101112.tipscreen",
    "catalogues/ID.tipscreen",
    "keys/ID.tipscreen",
    "ID.tipscreen",
    "ID.json",
];

/// No file at all.
const NOTHING: [PathBuf; 0] = [];

fn named(name: &str) -> PathBuf {
    // An id in capitals too.
    PathBuf::from(
        name.replace("ID", if name.ends_with("TIPSCREEN") { "6F9619FF-8B86-4D01-B42D-00CF4FC964FF" } else { ID }),
    )
}

/// A store with two screenings, sealed or not.
pub fn store(sealed: bool) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for id in [ID, OTHER] {
        if sealed {
            first_meeting(LocalDisk::default(), folder.path(), id, key());
        } else {
            first_meeting(LocalDisk::default(), folder.path(), id, Unsealed);
        }
    }
    folder
}

pub fn record(store: &Path, id: &str) -> PathBuf {
    store.join("records").join(format!("{id}.tipscreen"))
}

pub fn lay(store: &Path, name: &Path, bytes: &[u8]) {
    let path = store.join(name);
    let mut folder = path.parent().expect("a folder").to_owned();
    fs::create_dir_all(&folder).expect("a folder");
    while folder.starts_with(store) {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("a mode");
        folder.pop();
    }
    fs::write(path, bytes).expect("a file");
}

pub fn run(store: &Path, args: &[&str]) -> Output {
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", store).stdin(Stdio::null());
    program.output().expect("it runs")
}

pub fn said(out: &Output) -> String {
    let both = [&out.stdout[..], &out.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// Every file below a folder in which an id stands, in its name or in its text.
fn holding(folder: &Path, id: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, id));
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned() + &path.to_string_lossy();
        if text.to_lowercase().contains(id) {
            found.push(path);
        }
    }
    found
}

/// The record as it is, as it was at an earlier time, and cut off in the middle.
fn versions(store: &Path, sealed: bool) -> [Vec<u8>; 3] {
    let whole = fs::read(record(store, ID)).expect("a record");
    let earlier = tempfile::tempdir().expect("a folder");
    let make = |seal: &dyn Fn(&Path)| {
        seal(earlier.path());
        fs::read(record(earlier.path(), ID)).expect("a record")
    };
    let older = if sealed {
        make(&|folder| drop(Meeting::first(LocalDisk::default(), folder, ID, key()).agree()))
    } else {
        make(&|folder| drop(Meeting::first(LocalDisk::default(), folder, ID, Unsealed).agree()))
    };
    let half = whole[..whole.len() / 2].to_vec();
    [whole, older, half]
}

#[test]
fn every_copy_is_named_makes_no_id_ambiguous_and_goes_with_its_record() {
    for sealed in [false, true] {
        let template = store(sealed);
        let versions = versions(template.path(), sealed);
        for (at, name) in NAMES.iter().enumerate() {
            // Each name with one version, and the first names with all.
            for version in versions.iter().enumerate().filter(|(of, _)| at < 2 || at % 3 == *of).map(|(_, bytes)| bytes)
            {
                let folder = store_like(template.path());
                lay(folder.path(), &named(name), version);
                let store = Store::at(LocalDisk::default(), folder.path());
                let strays = store.strays(&Unsealed).expect("it is looked through");
                let names: Vec<_> = strays.iter().map(|stray| (stray.name.as_str(), stray.ids.clone())).collect();
                let shown = named(name).display().to_string();
                assert_eq!(names, [(shown.as_str(), vec![ID.to_owned()])], "{name}, sealed: {sealed}");
                for letters in [4, 8, 36] {
                    assert_eq!(store.find(&ID[..letters]).expect("one record"), ID, "{name}, sealed: {sealed}");
                }
                store.erase(ID, &Unsealed).expect("it is erased");
                assert_eq!(holding(folder.path(), ID), NOTHING, "{name}, sealed: {sealed}");
                assert_eq!(store.find(&OTHER[..8]).expect("the other one"), OTHER);
                assert!(store.strays(&Unsealed).expect("it is looked through").is_empty(), "{name}");
            }
        }
    }
}

/// A copy of a store.
fn store_like(template: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for inside in ["records", "catalogues"] {
        for entry in fs::read_dir(template.join(inside)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = Path::new(inside).join(entry.file_name());
            lay(folder.path(), &name, &fs::read(entry.path()).expect("a file"));
        }
    }
    folder
}

#[test]
fn list_and_verify_name_all_of_them_at_once_and_do_not_end_with_0() {
    for sealed in [false, true] {
        let folder = store(sealed);
        let versions = versions(folder.path(), sealed);
        for (at, name) in NAMES.iter().enumerate() {
            lay(folder.path(), &named(name), &versions[at % 2]);
        }
        let strange =
            folder.path().join("records").join(OsString::from_vec([ID.as_bytes(), b"\xff.tipscreen"].concat()));
        fs::write(strange, &versions[0]).expect("a file");
        for command in ["list", "verify"] {
            let out = run(folder.path(), &["case", command]);
            let told = said(&out);
            assert!(!matches!(out.status.code(), Some(0) | None), "{command}: {told}");
            // What a kill left is cleared away by whoever looks.
            for name in NAMES.iter().filter(|name| !name.starts_with("records/.tipscreen-")) {
                let shown = named(name).display().to_string();
                assert!(told.contains(&shown), "{command}, sealed: {sealed}: no {shown:?} in {told}");
            }
            assert!(told.contains("an exact copy of record 6f9619ff"), "{told}");
            let other =
                if sealed { "another version of record 6f9619ff (not compared" } else { "(events: 5, the record has" };
            assert!(told.contains(other), "{command}: {told}");
        }
        if !sealed {
            let out = run(folder.path(), &["case", "show", &ID[..8]]);
            assert_eq!(out.status.code(), Some(0), "{}", said(&out));
        }
        let out = run(folder.path(), &["case", "erase", "--yes", &ID[..8]]);
        let told = said(&out);
        assert_eq!(out.status.code(), Some(0), "sealed: {sealed}: {told}");
        assert!(told.contains("this is erased too: records/6f9619ff"), "{told}");
        assert_eq!(holding(folder.path(), ID), NOTHING, "sealed: {sealed}: {told}");
        let out = run(folder.path(), &["case", "list"]);
        assert_eq!(out.status.code(), Some(0), "{}", said(&out));
        assert_eq!(run(folder.path(), &["case", "erase", "--yes", &ID[..8]]).status.code(), Some(4), "it is gone");
    }
}

#[test]
fn what_is_left_of_a_record_that_is_gone_can_be_erased_by_its_id() {
    for sealed in [false, true] {
        let folder = store(sealed);
        fs::rename(record(folder.path(), ID), folder.path().join("records/ID kept.tipscreen")).expect("a name");
        let out = run(folder.path(), &["case", "list"]);
        assert!(said(&out).contains("this may be the only copy"), "{}", said(&out));
        let out = run(folder.path(), &["case", "erase", "--yes", &ID[..8]]);
        assert_eq!(out.status.code(), Some(0), "{}", said(&out));
        assert_eq!(holding(folder.path(), ID), NOTHING);
    }
}

/// Sealed anew by hand, without what says whose it is; and what others keep there.
#[test]
fn a_sealed_file_that_says_nothing_is_looked_into_where_a_key_is_at_hand() {
    let folder = store(true);
    let identity = key().identities.remove(0).to_string();
    let keys = tempfile::tempdir().expect("a folder");
    let identity_file = keys.path().join("identity");
    fs::write(&identity_file, format!("{}\n", identity.expose_secret())).expect("a file");
    let named = identity_file.display().to_string();
    let text = key().open(&fs::read(record(folder.path(), ID)).expect("a record")).expect("it opens");
    let lay_both = || {
        lay(folder.path(), Path::new("records/one.age"), &key().whole(&text).expect("sealed"));
        lay(folder.path(), Path::new("records/two.age"), &key().whole(b"a shopping list").expect("sealed"));
    };
    lay_both();
    let told = said(&run(folder.path(), &["case", "list"]));
    assert_eq!(told.matches("it may hold answers").count(), 2, "{told}");
    let told = said(&run(folder.path(), &["case", "list", "--identity", &named]));
    assert!(told.contains("records/one.age: another version of record 6f9619ff (events: "), "{told}");
    assert!(told.contains("records/two.age: not a record"), "{told}");

    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    let told = said(&out);
    assert_eq!(out.status.code(), Some(1), "{told}");
    for name in ["records/one.age", "records/two.age"] {
        assert!(told.contains(&format!("{name} may hold something of it: it is sealed")), "{told}");
        assert!(folder.path().join(name).exists(), "{told}");
    }
    assert!(!record(folder.path(), ID).exists(), "what can be erased is: {told}");

    let out = run(folder.path(), &["case", "erase", "--yes", OTHER, "--identity", &named]);
    let told = said(&out);
    assert_eq!(out.status.code(), Some(0), "with the key it is known that nothing of it is there: {told}");
    first_meeting(LocalDisk::default(), folder.path(), ID, key());
    let out = run(folder.path(), &["case", "erase", "--yes", ID, "--identity", &named]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    assert!(!folder.path().join("records/one.age").exists() && folder.path().join("records/two.age").exists());
}

/// A copy in armour, as it comes from e-mail and chat, or sealed twice, is no less a copy.
#[test]
fn a_copy_in_armour_or_sealed_twice_is_not_left_without_a_word() {
    let identity = key().identities.remove(0).to_string();
    let keys = tempfile::tempdir().expect("a folder");
    let identity_file = keys.path().join("identity");
    fs::write(&identity_file, format!("{}\n", identity.expose_secret())).expect("a file");
    let named = identity_file.display().to_string();
    for twice in [false, true] {
        let folder = store(true);
        let mut copy = fs::read(record(folder.path(), ID)).expect("a record");
        if twice {
            copy = key().whole(&copy).expect("sealed");
        }
        let armoured = crate::age_files::armoured(&copy);
        lay(folder.path(), Path::new("records/copy.age"), armoured.as_bytes());
        let out = run(folder.path(), &["case", "erase", "--yes", ID]);
        assert_eq!(out.status.code(), Some(1), "{}", said(&out));
        assert!(said(&out).contains("records/copy.age may hold something of it: it is sealed"), "{}", said(&out));
        if !twice {
            first_meeting(LocalDisk::default(), folder.path(), ID, key());
            let out = run(folder.path(), &["case", "erase", "--yes", ID, "--identity", &named]);
            assert_eq!(out.status.code(), Some(0), "{}", said(&out));
            assert!(!folder.path().join("records/copy.age").exists(), "with the key it goes along");
        }
    }
}

#[test]
fn a_file_of_several_screenings_goes_with_the_last_of_them() {
    let folder = store(false);
    let both = format!("{{\"case_id\":\"{ID}\",\"answers\":{{}}}}\n{{\"case_id\":\"{OTHER}\",\"answers\":{{}}}}\n");
    lay(folder.path(), Path::new("records/cases.ndjson"), both.as_bytes());
    lay(folder.path(), Path::new("cases.ndjson"), both.as_bytes());
    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    let told = said(&out);
    assert_eq!(out.status.code(), Some(1), "{told}");
    assert_eq!(told.matches("cases.ndjson is still there: it holds another screening").count(), 2, "{told}");
    assert!(!record(folder.path(), ID).exists() && record(folder.path(), OTHER).exists());
    // Both at once take it along.
    first_meeting(LocalDisk::default(), folder.path(), ID, Unsealed);
    let out = run(folder.path(), &["case", "erase", "--yes", ID, OTHER]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    assert_eq!(holding(folder.path(), ID).len() + holding(folder.path(), OTHER).len(), 0);
}

#[test]
fn files_of_others_are_named_and_stay() {
    let folder = store(false);
    let nothing = [
        ("photo.jpg", "x"),
        ("archive/photo.jpg", "x"),
        ("records/.DS_Store", "\0\0\0\u{1}Bud1"),
        ("records/Thumbs.db", "x"),
        ("records/notes.txt", "call back"),
        ("catalogues/readme", "x"),
    ];
    for (name, text) in nothing {
        lay(folder.path(), Path::new(name), text.as_bytes());
    }
    for command in [["case", "list"], ["case", "verify"]] {
        let out = run(folder.path(), &command);
        let told = said(&out);
        assert_eq!(out.status.code(), Some(0), "{told}");
        for (name, _) in nothing {
            assert!(told.contains(&format!("note: {name}: not a record")), "{told}");
        }
    }
    lay(folder.path(), Path::new("records/backup.zip"), b"PK\x03\x04 of something");
    let out = run(folder.path(), &["case", "verify"]);
    assert_eq!(out.status.code(), Some(1), "{}", said(&out));
    assert!(said(&out).contains("records/backup.zip: packed"), "{}", said(&out));
    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    assert_eq!(out.status.code(), Some(1), "it may be in there: {}", said(&out));
    fs::remove_file(folder.path().join("records/backup.zip")).expect("it goes");
    let out = run(folder.path(), &["case", "erase", "--yes", OTHER]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    for (name, _) in nothing {
        assert!(folder.path().join(name).exists(), "{name}");
    }
}

#[test]
fn nothing_outside_the_store_is_looked_at_or_erased_through_a_link() {
    let (folder, outside) = (store(false), store(false));
    symlink(record(outside.path(), ID), folder.path().join(format!("records/{ID} (1).tipscreen"))).expect("a link");
    symlink(outside.path().join("records"), folder.path().join("records/more")).expect("a link");
    let told = said(&run(folder.path(), &["case", "list"]));
    assert!(told.contains("(1).tipscreen: a link") && told.contains("records/more: a link"), "{told}");
    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    assert!(record(outside.path(), ID).exists(), "the other store is as it was");
    assert!(folder.path().join("records/more").symlink_metadata().is_ok());
}

#[test]
fn a_copy_that_can_not_be_taken_away_is_named_and_the_exit_code_is_4() {
    let user = Ordinary::new();
    let typed = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nw\n";
    assert_eq!(user.run(&["screen", "--unsealed", "--plain"], typed).status.code(), Some(0));
    let records = user.store().join("records");
    let id = Store::at(LocalDisk::default(), user.store()).ids().expect("ids").remove(0);
    let closed = records.join("old");
    fs::create_dir(&closed).expect("a folder");
    fs::copy(records.join(format!("{id}.tipscreen")), closed.join(format!("{id}.tipscreen"))).expect("a copy");
    for path in [closed.join(format!("{id}.tipscreen")), closed.clone()] {
        rustix::fs::chown(&path, Some(rustix::fs::Uid::from_raw(user.id())), None).expect("an owner");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).expect("a mode");
    let out = user.run(&["case", "erase", "--yes", &id], "");
    let told = said(&out);
    assert_eq!(out.status.code(), Some(4), "{told}");
    let left = format!("records/old/{id}.tipscreen is still there: you have no permission there");
    assert!(told.contains(&left) && !told.contains(": erased"), "{told}");
    assert!(!records.join(format!("{id}.tipscreen")).exists(), "the record itself is gone: {told}");
    // A folder that can't even be read may hold anything.
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("a mode");
    let out = user.run(&["case", "verify"], "");
    assert_eq!(out.status.code(), Some(1), "{}", said(&out));
    assert!(said(&out).contains("records/old: it can't be read"), "{}", said(&out));
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).expect("a mode");
    let out = user.run(&["case", "erase", "--yes", &id], "");
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
}

/// A withdrawal in the talk, and a discard from the list, take the copies along too.
#[test]
fn whoever_withdraws_in_the_talk_has_the_copies_erased_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut meeting = Meeting::first(LocalDisk::default(), folder.path(), ID, Unsealed);
    meeting.agree();
    let bytes = fs::read(record(folder.path(), ID)).expect("a record");
    lay(folder.path(), Path::new(&format!("records/{ID} (1).tipscreen")), &bytes);
    meeting.fact("consent-to-record", &["withheld"]);
    tipscreen::questionnaire::Recorder::erase(&mut meeting.keeping, tipscreen::questionnaire::Erase::Everything)
        .expect("erased");
    assert_eq!(holding(folder.path(), ID), NOTHING);
}

#[test]
fn two_records_with_the_same_first_letters_are_listed_with_enough_of_them() {
    let twin = "6f9619ff-8b86-4d01-b42d-00cf4fc96400";
    let folder = store(false);
    first_meeting(LocalDisk::default(), folder.path(), twin, Unsealed);
    let told = said(&run(folder.path(), &["case", "list"]));
    let listed: Vec<&str> = told.lines().filter_map(|line| line.split("  ").next()).collect();
    assert_eq!(listed.len(), 3, "{told}");
    for id in [ID, twin, OTHER] {
        let begins: Vec<_> = listed.iter().filter(|begins| id.starts_with(**begins)).collect();
        assert_eq!(begins.len(), 1, "{id}: {told}");
        let shown = run(folder.path(), &["case", "show", begins[0]]);
        assert_eq!(shown.status.code(), Some(0), "{}", said(&shown));
    }
}

#[test]
fn two_records_that_were_exchanged_are_told_and_neither_is_erased_for_the_other() {
    for sealed in [false, true] {
        let folder = store(sealed);
        let [one, other] = [ID, OTHER].map(|id| record(folder.path(), id));
        let between = folder.path().join("between");
        for (from, to) in [(&one, &between), (&other, &one), (&between, &other)] {
            fs::rename(from, to).expect("a name");
        }
        let out = run(folder.path(), &["case", "verify"]);
        assert_eq!(out.status.code(), Some(5), "{}", said(&out));
        let store = Store::at(LocalDisk::default(), folder.path());
        let strays = store.strays(&Unsealed).expect("it is looked through");
        assert!(strays.iter().all(|stray| matches!(stray.is, StrayKind::Copy { same: false })) && strays.len() == 2);
        // What is of this id goes, wherever it lies; what is of the other stays.
        assert!(matches!(store.erase(ID, &Unsealed), Err(StoreError::NotAll(left)) if left.len() == 1));
        assert!(one.exists() && !other.exists());
        assert_eq!(store.strays(&Unsealed).expect("it is looked through")[0].ids, [OTHER]);
    }
}

#[test]
fn what_a_kill_left_and_can_not_be_cleared_away_is_named() {
    let user = Ordinary::new();
    let typed = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nw\n";
    assert_eq!(user.run(&["screen", "--unsealed", "--plain"], typed).status.code(), Some(0));
    let records = user.store().join("records");
    let id = Store::at(LocalDisk::default(), user.store()).ids().expect("ids").remove(0);
    let name = format!(".tipscreen-{id}.tipscreen-0123456789ab");
    fs::write(records.join(&name), "half of what was said").expect("a file");
    fs::set_permissions(&records, fs::Permissions::from_mode(0o500)).expect("a mode");
    for command in ["list", "verify"] {
        let out = user.run(&["case", command], "");
        assert_eq!(out.status.code(), Some(1), "{}", said(&out));
        assert!(said(&out).contains(&format!("records/{name}: something of record {}", &id[..8])), "{}", said(&out));
    }
    fs::set_permissions(&records, fs::Permissions::from_mode(0o700)).expect("a mode");
    let out = user.run(&["case", "list"], "");
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    assert!(!records.join(name).exists());
}
