//! `key reseal`: records come to open for a key that was added later. What is inside stays byte by byte, nothing of it is
//! ever on the disk in clear, and whoever is cut off can begin again.

use crate::asking::finished;
use crate::export::{MARKER, example, kept};
use crate::key_place::{PASSPHRASE, Place, told};
use crate::memory_disk::{Crash, MemoryDisk, after_crash};
use age::secrecy::ExposeSecret as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tipscreen::case::Purpose;
use tipscreen::store::{
    AgeSeal, Disk as _, Identity, LocalDisk, MarkSecret, NewKeys, Passphrase, Record, Resealed, Seal as _, Secret,
    Store, Unsealed, identities_under,
};

const IDS: [&str; 3] = [
    "10000000-8b86-4d01-b42d-00cf4fc964ff",
    "20000000-8b86-4d01-b42d-00cf4fc964ff",
    "30000000-8b86-4d01-b42d-00cf4fc964ff",
];

fn opening(identities: Vec<Identity>) -> AgeSeal {
    AgeSeal { identities, ..AgeSeal::default() }
}

fn own(place: &Place, secret: Secret) -> AgeSeal {
    let file = place.at().secret(secret).expect("a file");
    opening(identities_under(&file, &Passphrase::from(PASSPHRASE)).expect("it opens").usable)
}

/// What is inside a record.
fn text(place: &Place, id: &str, seal: &AgeSeal) -> Vec<u8> {
    seal.open(&fs::read(place.file(id)).expect("a record")).expect("it opens")
}

fn opens(place: &Place, id: &str, identity: &Identity) -> bool {
    place.at().read(id, &opening(vec![identity.clone()])).is_ok()
}

const RESEAL: [&str; 4] = ["key", "reseal", "--passphrase-fd", "3"];

#[test]
fn records_come_to_open_for_a_key_that_was_added_later_and_are_the_same_inside() {
    let place = Place::with_keys(&[]);
    finished(&place, &IDS);
    let draft = {
        place.run(&["screen", "--plain"], "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nw\n");
        place.at().ids().expect("ids").into_iter().find(|id| !IDS.contains(&id.as_str())).expect("a draft")
    };
    let all: Vec<&str> = IDS.into_iter().chain([draft.as_str()]).collect();
    let (mine, drafts, office) = (own(&place, Secret::Identity), own(&place, Secret::Drafts), Identity::generate());
    let before: Vec<Vec<u8>> = all.iter().map(|id| text(&place, id, &mine)).collect();
    place.expect(&["key", "add", "--name", "office", &office.to_public().to_string()], 0, &["1 added", "key reseal"]);
    assert!(!all.iter().any(|id| opens(&place, id, &office)));

    // A look changes nothing, and asks for no key.
    let bytes = |place: &Place| all.iter().map(|id| fs::read(place.file(id)).expect("a record")).collect::<Vec<_>>();
    let unchanged = bytes(&place);
    place.expect(
        &["key", "reseal", "--dry-run"],
        0,
        &["# office", "which keys open it can't be seen", "Nothing was changed"],
    );
    place.expect(
        &["key", "reseal", "--dry-run", "--passphrase-fd", "3"],
        0,
        &["opens with the key here, and would be sealed again", "4 would be sealed again", "Nothing was changed"],
    );
    assert_eq!(bytes(&place), unchanged);

    let told = place.expect(&RESEAL, 0, &["# office", "10000000: sealed again", "4 sealed again. Older copies"]);
    assert!(!told.contains(MARKER), "{told}");
    for (id, before) in all.iter().zip(&before) {
        assert!(opens(&place, id, &office), "{id}");
        assert!(text(&place, id, &mine) == *before, "{id} is another inside");
    }
    assert!(place.at().read(&draft, &drafts).is_ok(), "the device can't go on with its draft");
    assert!(place.at().read(IDS[0], &drafts).is_err(), "the key for drafts opens what is finished");
    place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &["unchanged"]);

    // Once more is nothing to do, and that can be told from outside.
    let sealed = bytes(&place);
    place.expect(&RESEAL, 0, &["0 sealed again, 4 sealed to these keys already"]);
    place.expect(&["key", "reseal", "--dry-run"], 0, &["4 sealed to these keys already"]);
    assert_eq!(bytes(&place), sealed);
    // What is written after that is marked too, and what is sealed to others is not taken for it.
    place.run(&["screen", "--plain", "--passphrase-fd", "3", "--resume", &draft], "w\n");
    place.expect(&["key", "reseal", "--dry-run"], 0, &["4 sealed to these keys already"]);
    place.expect(&["key", "add", &Identity::generate().to_public().to_string()], 0, &["1 added"]);
    place.expect(
        &["key", "reseal", "--dry-run"],
        0,
        &["0 would be sealed again, 4 sealed, but which keys open them can't be seen"],
    );
    // Some alone.
    place.expect(
        &["key", "reseal", &IDS[1][..8], "no-such-id", "--passphrase-fd", "3"],
        4,
        &["unknown-id", "1 sealed again"],
    );

    // A key that was taken out of the list opens them no more.
    let list = place.store().join("keys/recipients.txt");
    let own_line = fs::read_to_string(&list).expect("keys").lines().take(2).collect::<Vec<_>>().join("\n");
    fs::write(&list, own_line).expect("a file");
    place.accept_keys();
    place.expect(&RESEAL, 0, &["4 sealed again"]);
    assert!(!all.iter().any(|id| opens(&place, id, &office)));
    assert!(all.iter().all(|id| place.at().read(id, &mine).is_ok()));
}

#[test]
fn nobody_is_locked_out_and_what_can_not_be_opened_is_named_and_stays() {
    let place = Place::with_keys(&[]);
    finished(&place, &IDS);
    let list = place.store().join("keys/recipients.txt");
    let own_line = fs::read_to_string(&list).expect("keys");
    let stranger = Identity::generate();
    let bytes = |id: &str| fs::read(place.file(id)).expect("a record");
    let before: Vec<_> = IDS.iter().map(|id| bytes(id)).collect();
    // A stranger's key in the place of one's own.
    fs::write(&list, format!("{}\n", stranger.to_public())).expect("a file");
    place.accept_keys();
    let told = place.expect(
        &RESEAL,
        2,
        &["error[no-key]", "they would not open with it; nothing was changed", "key add age1"],
    );
    assert!(told.contains(own_line.lines().last().expect("a key")), "{told}");
    assert!(IDS.iter().zip(&before).all(|(id, before)| bytes(id) == *before));
    fs::write(&list, &own_line).expect("a file");
    place.accept_keys();

    let wrong = place.run_with("wrong", &RESEAL, "");
    assert_eq!(wrong.status.code(), Some(5), "{}", told_of(&wrong));
    // One that was altered, one of somebody else, and one that is open in another window: the others are sealed.
    let mut altered = before[0].clone();
    *altered.last_mut().expect("bytes") ^= 1;
    fs::write(place.file(IDS[0]), &altered).expect("a file");
    let _lock =
        LocalDisk::default().lock(&place.store().join("records").join(format!("{}.lock", IDS[1]))).expect("a file");
    let told =
        place.expect(&RESEAL, 5, &["10000000: wrong key, or the file was altered", "20000000: it is open in another"]);
    assert!(told.contains("1 sealed again, 2 could not be opened or written (named above)"), "{told}");
    assert_eq!((bytes(IDS[0]), bytes(IDS[1])), (altered, before[1].clone()));

    // Without any key there is nothing to seal to.
    Place::new().expect(&["key", "reseal"], 2, &["error[no-key]", "tipscreen key new"]);
}

fn told_of(out: &std::process::Output) -> String {
    told(out)
}

#[test]
fn a_device_for_the_field_seals_its_drafts_and_names_what_only_the_office_opens() {
    let office = Identity::generate();
    let place = Place::with_keys(std::slice::from_ref(&office));
    finished(&place, &IDS[..1]);
    place.run(&["screen", "--plain"], "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\nw\n");
    let draft = place.at().ids().expect("ids").into_iter().find(|id| id != IDS[0]).expect("a draft");
    let second = Identity::generate();
    place.expect(&["key", "add", &second.to_public().to_string()], 0, &["1 added"]);
    let told = place.expect(&RESEAL, 5, &["1 sealed again", "10000000: left as it is: no key here opens it"]);
    assert!(told.contains(&format!("{}: sealed again", &draft[..8])), "{told}");
    assert!(opens(&place, &draft, &second) && opens(&place, &draft, &office) && !opens(&place, IDS[0], &second));
    assert!(place.at().read(&draft, &own(&place, Secret::Drafts)).is_ok());
    // The office brings its key along: what is finished is sealed, and a draft stays with its device.
    let key = place.path("office");
    fs::write(&key, format!("{}\n", office.to_string().expose_secret())).expect("a file");
    let third = Identity::generate();
    place.expect(&["key", "add", &third.to_public().to_string()], 0, &["1 added"]);
    place.expect(
        &["key", "reseal", "--identity", &key],
        1,
        &["10000000: sealed again", "key for drafts does not open it"],
    );
    assert!(opens(&place, IDS[0], &third) && !opens(&place, &draft, &third));
    assert!(place.at().read(&draft, &own(&place, Secret::Drafts)).is_ok());

    // The draft of another device can't be taken from it.
    let other = Place::with_keys(std::slice::from_ref(&office));
    fs::create_dir_all(other.store().join("records")).expect("a folder");
    fs::copy(place.file(&draft), other.file(&draft)).expect("a copy");
    other.expect(&RESEAL, 1, &["unfinished, and this device's key for drafts does not open it"]);
    assert_eq!(fs::read(place.file(&draft)).expect("a record"), fs::read(other.file(&draft)).expect("a record"));
}

#[test]
fn what_is_not_sealed_stays_so_unless_it_is_asked_for_and_training_always() {
    let place = Place::with_keys(&[]);
    let mut case = example("fisher-eighteen-months");
    case.purpose = Purpose::Screening;
    kept(&place.store(), IDS[0], &case);
    place.run(&["screen", "--plain", "--training"], "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\nw\n");
    let training = place.at().ids().expect("ids").into_iter().find(|id| id != IDS[0]).expect("training");
    let plain = fs::read(place.file(IDS[0])).expect("a record");
    place.expect(&["key", "reseal"], 0, &["10000000: not sealed, and stays so", "0 sealed again, 2 not sealed"]);
    assert_eq!(fs::read(place.file(IDS[0])).expect("a record"), plain);
    place.expect(&["key", "reseal", "--unsealed-too"], 0, &["10000000: sealed again", "1 sealed again, 1 not sealed"]);
    let inside = text(&place, IDS[0], &own(&place, Secret::Identity));
    let lines = |bytes: &[u8]| {
        String::from_utf8(bytes.to_vec()).expect("text").lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&inside), lines(&plain));
    place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &["unchanged"]);
    assert!(!place.at().head(&training).expect("a head").is_sealed());
}

/// A sealed record, as its bytes and as what is in it.
fn record(id: &str, seal: &AgeSeal) -> (Vec<u8>, Record) {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), id, &example("fisher-eighteen-months"));
    let record = Store::at(LocalDisk::default(), folder.path()).read(id, &Unsealed).expect("a record");
    (record.to_bytes(seal).expect("it closes"), record)
}

fn put(disk: &MemoryDisk, path: &Path, bytes: &[u8]) {
    let mut file = disk.create(path).expect("a file");
    disk.write(&mut file, bytes).expect("bytes");
    disk.sync(&mut file).expect("synced");
    disk.sync_folder(path.parent().expect("a folder")).expect("synced");
}

#[test]
fn a_crash_at_any_point_leaves_whole_records_and_the_rest_is_done_the_next_time() {
    let (mine, office) = (Identity::generate(), Identity::generate());
    let place = Place::with_keys(&[]);
    let mark_with: Option<MarkSecret> = place.at().keys().expect("keys").mark_with;
    let to = |keys: &[&Identity]| AgeSeal {
        recipients: keys.iter().map(|one| one.to_public()).collect(),
        identities: vec![mine.clone()],
        mark_with: mark_with.clone(),
        ..AgeSeal::default()
    };
    let (old, new) = (to(&[&mine]), to(&[&mine, &office]));
    let disk = MemoryDisk::default();
    let records: Vec<Record> = IDS
        .iter()
        .map(|id| {
            let (bytes, record) = record(id, &old);
            put(&disk, &PathBuf::from(format!("store/records/{id}.tipscreen")), &bytes);
            record
        })
        .collect();
    let laid = disk.log().len();
    let store = Store::at(disk.clone(), "store");
    assert!(IDS.iter().all(|id| store.reseal(id, &new).expect("it is sealed") == Resealed::Anew));
    let log = disk.log();
    let mut seen = std::collections::BTreeMap::<usize, usize>::new();
    for crash in [
        Crash::Killed,
        Crash::PowerDropped,
        Crash::PowerKept,
        Crash::PowerTorn(1),
        Crash::PowerTorn(2),
        Crash::PowerTorn(3),
    ] {
        for (done, half) in (laid..=log.len()).flat_map(|done| [(done, false), (done, true)]) {
            let after = after_crash(&log, done, half, crash);
            for name in after.all_names() {
                let bytes = after.read(&name).expect("a file");
                let clear = memchr::memmem::find(&bytes, MARKER.as_bytes()).is_some()
                    || memchr::memmem::find(&bytes, b"tipscreen-record/").is_some();
                assert!(!clear, "{crash:?} behind {done}: {} is in clear", name.display());
            }
            let store = Store::at(after.clone(), "store");
            let sealed = IDS.iter().filter(|id| store.is_marked_for(id, &new).expect("a head")).count();
            *seen.entry(sealed).or_default() += 1;
            for (id, record) in IDS.iter().zip(&records) {
                let read = store
                    .read(id, &opening(vec![mine.clone()]))
                    .unwrap_or_else(|fault| panic!("{crash:?} behind {done}: {fault}"));
                assert_eq!(read, *record, "{crash:?} behind {done}");
            }
            store.prepare().expect("it is cleared");
            let again: Vec<_> = IDS.iter().map(|id| store.reseal(id, &new).expect("it is sealed")).collect();
            assert_eq!(
                again.iter().filter(|one| **one == Resealed::Already).count(),
                sealed,
                "{crash:?} behind {done}"
            );
            for (id, record) in IDS.iter().zip(&records) {
                assert_eq!(store.read(id, &opening(vec![office.clone()])).expect("it opens"), *record);
            }
            let left = after.all_names().into_iter().filter(|name| name.to_string_lossy().contains(".tipscreen-"));
            assert_eq!(left.count(), 0, "{crash:?} behind {done}: something is left over");
        }
    }
    assert_eq!(seen.keys().copied().collect::<Vec<_>>(), [0, 1, 2, 3], "{seen:?}");
}

#[test]
fn the_program_that_is_killed_while_it_seals_anew_loses_nothing() {
    let kills: u64 = std::env::var("TIPSCREEN_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(24).min(200);
    let place = Place::new();
    let new = NewKeys { passphrase: Passphrase::from(PASSPHRASE), field: Vec::new(), work: Some(1) };
    place.make_keys(new);
    let ids: Vec<String> = (0..12).map(|n| format!("{n:08}-8b86-4d01-b42d-00cf4fc964ff")).collect();
    finished(&place, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let mine = own(&place, Secret::Identity);
    let before: Vec<Vec<u8>> = ids.iter().map(|id| text(&place, id, &mine)).collect();
    let mut partly = 0;
    for kill in 0..kills {
        let office = Identity::generate();
        let list = place.store().join("keys/recipients.txt");
        let own_lines: Vec<String> =
            fs::read_to_string(&list).expect("keys").lines().take(2).map(str::to_owned).collect();
        fs::write(&list, format!("{}\n{}\n", own_lines.join("\n"), office.to_public())).expect("a file");
        place.accept_keys();
        let mut child = place
            .program(&RESEAL, "passphrase")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // As soon as it has told of so many records: wherever it is by then.
        let mut out = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
        for _ in 0..kill % 12 {
            std::io::BufRead::read_line(&mut out, &mut String::new()).expect("a pipe");
        }
        std::thread::sleep(Duration::from_micros(kill * 977 % 4_000));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        let sealed = ids.iter().filter(|id| opens(&place, id, &office)).count();
        partly += usize::from(sealed > 0 && sealed < ids.len());
        for (id, before) in ids.iter().zip(&before) {
            assert!(text(&place, id, &mine) == *before, "kill {kill}: {id}");
        }
        for entry in fs::read_dir(place.store().join("records")).expect("a folder") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("a file");
            assert!(memchr::memmem::find(&bytes, MARKER.as_bytes()).is_none(), "kill {kill}: in clear");
        }
        if kill % 6 == 5 {
            let told = place.expect(&RESEAL, 0, &["sealed to these keys already"][..usize::from(sealed > 0)]);
            assert!(
                told.contains(&format!("{} sealed again", ids.len() - sealed)),
                "kill {kill}, {sealed} sealed: {told}"
            );
            assert!(ids.iter().all(|id| opens(&place, id, &office)), "kill {kill}");
            let names: Vec<_> = fs::read_dir(place.store().join("records")).expect("a folder").flatten().collect();
            assert!(
                !names.iter().any(|entry| entry.file_name().to_string_lossy().starts_with(".tipscreen-")),
                "kill {kill}"
            );
        }
    }
    // Whether a kill meets it half done is chance; that it can is what the test is for.
    assert!(partly > 0 || kills < 100, "none of {kills} kills met it half done");
}
