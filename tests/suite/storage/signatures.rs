//! Who saved a record: each is signed by its device, a signature that does not fit is an altered record, and what anybody
//! could have made is said to be so.

use crate::generate::config;
use crate::key_place::{PASSPHRASE, Place, running, told};
use crate::memory_disk::{Crash, MemoryDisk, after_crash};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tipscreen::store::{
    AgeSeal, Device, DeviceKey, Disk as _, EventKind, KnownDevice, LocalDisk, Passphrase, Record, RecordError,
    RecordState, Seal as _, Secret, Signature, Unsealed, identities_under,
};

/// To the agreement to a record and the signs, and out.
const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nw\n";
const BY_PUBLIC_KEY: &str = "anyone with the public keys of this store could have made it";
const BY_DISK: &str = "anyone who can write to this disk could have made it";
const PART_BY_DISK: &str = "anyone who can write to this disk could have made that part";

pub fn unsealed(place: &Place) -> String {
    let before = place.at().ids().expect("ids");
    let out = place.run(&["screen", "--plain", "--unsealed"], TYPED);
    let found = place.at().ids().expect("ids").into_iter().find(|id| !before.contains(id));
    found.unwrap_or_else(|| panic!("{}", told(&out)))
}

pub fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a text");
        hex
    })
}

pub fn hash(before: &str, text: &str) -> String {
    hex(Sha256::new().chain_update(before).chain_update("\n").chain_update(text).finalize())
}

/// A record as whoever knows the format would write it anew, with other signatures: the chain holds.
pub fn with_signatures(text: &str, signed: Option<&Value>) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (last, others) = lines.split_last().expect("lines");
    let mut kept: Vec<String> =
        others.iter().filter(|line| !line.contains("\"event\":{\"signed\":")).map(|line| (*line).to_owned()).collect();
    let mut before = kept.last().expect("an event")[9..73].to_owned();
    if let Some(signed) = signed {
        // In the order in which the program writes it.
        let ones = signed.as_array().expect("a list").iter().map(|one| {
            format!(
                "{{\"by\":{},\"from\":{},\"to\":{},\"signature\":{}}}",
                one["by"], one["from"], one["to"], one["signature"]
            )
        });
        let event = format!("{{\"signed\":[{}]}}", ones.collect::<Vec<_>>().join(","));
        before = hash(&before, &event);
        kept.push(format!("{{\"hash\":\"{before}\",\"event\":{event}}}"));
    }
    let case = last.split_once(",\"case\":").expect("a case").1.strip_suffix('}').expect("an end");
    kept.push(format!("{{\"hash\":\"{}\",\"case\":{case}}}", hash(&before, case)));
    kept.join("\n") + "\n"
}

/// The signatures in a record.
fn signatures(text: &str) -> Value {
    let line = text.lines().find(|line| line.contains("\"event\":{\"signed\":")).expect("it is signed");
    let line: Value = serde_json::from_str(line).expect("JSON");
    line["event"]["signed"].clone()
}

pub fn read(place: &Place, id: &str) -> String {
    fs::read_to_string(place.file(id)).expect("a record")
}

#[test]
fn every_record_that_is_saved_is_signed_by_its_device_sealed_or_not() {
    let place = Place::with_keys(&[]);
    let finished = place.finished();
    let clear = unsealed(&place);
    let said = place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &["unchanged"]);
    assert_eq!(said.matches("signed by this device").count(), 2, "{said}");
    assert!(!said.contains("could have made it"), "{said}");
    assert!(said.contains(&finished[..8]) && said.contains(&clear[..8]), "{said}");
    // Nothing but the key of the device makes this signature.
    let one = &signatures(&read(&place, &clear))[0];
    let device = Device::at(LocalDisk::default(), crate::program::device());
    assert_eq!(one["by"], device.public_key().expect("a key").expect("a key").to_string());
    assert_eq!(one["from"], 1);
    assert_eq!(one["to"], place.at().read(&clear, &Unsealed).expect("it is whole").events().len());
}

#[test]
fn a_signature_that_was_flipped_cut_moved_or_made_for_other_events_is_an_altered_record() {
    let place = Place::new();
    let (id, other) = (unsealed(&place), unsealed(&place));
    let (text, theirs) = (read(&place, &id), signatures(&read(&place, &other)));
    let own = signatures(&text);
    let with = |key: &str, value: Value| {
        let mut changed = own.clone();
        changed[0][key] = value;
        changed
    };
    let signature = own[0]["signature"].as_str().expect("a text");
    let flipped = |at: usize| {
        let digit = if signature.as_bytes()[at] == b'0' { '1' } else { '0' };
        format!("{}{digit}{}", &signature[..at], &signature[at + 1..])
    };
    let stranger = DeviceKey::generate().expect("a key").public().to_string();
    let events = own[0]["to"].as_u64().expect("a number");
    let mut wrong: Vec<(String, Value)> =
        (0..128).step_by(7).map(|at| (format!("digit {at}"), with("signature", flipped(at).into()))).collect();
    for (how, value) in [
        ("cut", with("signature", signature[..126].into())),
        ("empty", with("signature", "".into())),
        ("in capitals", with("signature", signature.to_uppercase().into())),
        ("of another record", theirs.clone()),
        ("one that fits beside one of another record", json!([theirs[0], own[0]])),
        ("fewer events", with("to", (events - 1).into())),
        ("more events", with("to", (events + 1).into())),
        ("no event", with("to", 0.into())),
        ("from a later event", with("from", 2.into())),
        ("from no event", with("from", 0.into())),
        ("from behind its end", with("from", (events + 1).into())),
        ("the same twice", json!([own[0], own[0]])),
        ("another device", with("by", stranger.into())),
        ("no device", with("by", "tipscreen-device-".into())),
        ("none in the list", json!([])),
    ] {
        wrong.push((how.to_owned(), value));
    }
    assert_eq!(with_signatures(&text, Some(&own)), text, "the test writes records as the program does");
    for (how, signed) in wrong {
        let changed = with_signatures(&text, Some(&signed));
        assert!(Record::read(changed.as_bytes(), &Unsealed).is_err(), "{how}: it is read");
        fs::write(place.file(&id), &changed).expect("a file");
        for args in [
            ["case", "verify", &id].as_slice(),
            &["case", "show", &id],
            &["score", &place.file(&id).display().to_string()],
        ] {
            let said = place.expect(args, 5, &["error[altered]"]);
            assert!(!said.contains("unchanged"), "{how}: {said}");
        }
        assert_eq!(read(&place, &id), changed, "{how}: the file was touched");
    }
    // Every byte of the line, whoever wrote the chain.
    let line = text.lines().position(|line| line.contains("\"event\":{\"signed\":")).expect("a line");
    let begins: usize = text.lines().take(line).map(|line| line.len() + 1).sum();
    let length = text.lines().nth(line).expect("a line").len();
    for at in begins..begins + length {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        assert!(Record::read(&bytes, &Unsealed).is_err(), "byte {at}");
    }
    // An event behind the signatures was added by somebody else.
    let lines: Vec<&str> = text.lines().collect();
    let mut turned = lines.clone();
    turned.swap(line, line - 1);
    assert!(Record::read((turned.join("\n") + "\n").as_bytes(), &Unsealed).is_err());
    let twice = [&lines[..=line], &lines[line..]].concat();
    assert!(Record::read((twice.join("\n") + "\n").as_bytes(), &Unsealed).is_err());
}

#[test]
fn a_record_that_anybody_could_have_made_is_said_to_be_one() {
    let place = Place::with_keys(&[]);
    let (sealed, clear) = (place.draft(), unsealed(&place));
    // Made anew by somebody who has the public key, or can write to the disk: with no signature, and with one of their own.
    let file = place.at().secret(Secret::Identity).expect("a file");
    let identities = identities_under(&file, &Passphrase::from(PASSPHRASE)).expect("it opens").usable;
    let recipients = vec![place.at().keys().expect("keys").recipients[0].key.clone()];
    let seal = AgeSeal { recipients, identities, ..AgeSeal::default() };
    let text = String::from_utf8(seal.open(&fs::read(place.file(&sealed)).expect("a record")).expect("it opens"));
    let (text, own_clear) = (text.expect("text"), read(&place, &clear));
    let verified = |text: &str, clear_text: &str| {
        fs::write(place.file(&sealed), seal.close(&sealed, RecordState::Draft, text).expect("it closes"))
            .expect("a file");
        fs::write(place.file(&clear), clear_text).expect("a file");
        let said = place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &["unchanged"]);
        let line = |id: &str| said.lines().find(|line| line.starts_with(&id[..8])).expect("a line").to_owned();
        [line(&sealed), line(&clear)]
    };
    let [in_seal, in_clear] = verified(&with_signatures(&text, None), &with_signatures(&own_clear, None));
    assert!(in_seal.contains(&format!("not signed: {BY_PUBLIC_KEY}")), "{in_seal}");
    assert!(in_clear.contains(&format!("not signed: {BY_DISK}")), "{in_clear}");
    // A device of theirs.
    let key = DeviceKey::generate().expect("a key");
    let sign = |text: &str| {
        let record = Record::read_text(with_signatures(text, None).as_bytes()).expect("it is whole");
        let mut made = Record::new(&record.id);
        record.events().iter().for_each(|event| made.add(event.at.clone(), event.deed.clone()));
        made.case = record.case;
        String::from_utf8(made.to_signed_bytes(&Unsealed, &key).expect("bytes")).expect("text")
    };
    let signed = with_signatures(&text, Some(&signatures(&sign(&text))));
    let unknown = format!("signed by a device whose key is not known here ({})", key.public().fingerprint());
    let [in_seal, in_clear] = verified(&signed, &sign(&own_clear));
    assert!(in_seal.contains(&format!("{unknown}: {BY_PUBLIC_KEY}")), "{in_seal}");
    assert!(in_clear.contains(&format!("{unknown}: {BY_DISK}")), "{in_clear}");
    // The same where the device is known, until it is not any more.
    let device = PathBuf::from(place.path("device"));
    let public = key.public().to_string();
    place.expect_on(&device, &["key", "accept", "--yes"], 0, &[]);
    place.expect_on(&device, &["key", "trust", &public], 2, &["--name"]);
    place.expect_on(&device, &["key", "trust", &public[..80], "--name", "van 2"], 2, &["error[wrong-value]"]);
    place.expect_on(&device, &["key", "trust", &public, "--name", "van 2"], 0, &["van 2", &key.public().fingerprint()]);
    let other = DeviceKey::generate().expect("a key").public().to_string();
    place.expect_on(&device, &["key", "trust", &other, "--name", "van 2"], 2, &["another device has this name"]);
    place.expect_on(&device, &["key", "show"], 0, &[&public, "the known device “van 2”"]);
    let said = place.expect_on(&device, &["case", "verify", &clear], 0, &["signed by the known device “van 2”"]);
    assert!(!said.contains("could have made"), "{said}");
    place.expect_on(&device, &["key", "distrust", "van 2"], 0, &["van 2"]);
    place.expect_on(&device, &["case", "verify", &clear], 0, &[&unknown, BY_DISK]);
    place.expect_on(&device, &["key", "distrust", "van 2"], 2, &["error[unknown-id]"]);
}

#[test]
fn a_record_of_two_devices_says_what_each_of_them_signed() {
    let place = Place::new();
    let (one, two) = (PathBuf::from(place.path("one")), PathBuf::from(place.path("two")));
    place.run_on(&one, &["screen", "--plain", "--unsealed"], TYPED);
    let id = place.at().ids().expect("ids").pop().expect("a record");
    let events = place.at().read(&id, &Unsealed).expect("it is whole").events().len();
    place.run_on(&two, &["screen", "--plain", "--resume", &id], "y\na\nw\n");
    let text = read(&place, &id);
    assert_eq!(signatures(&text).as_array().map(Vec::len), Some(2));
    let public = |device: &Path| Device::at(LocalDisk::default(), device).public_key().expect("a key").expect("a key");
    let last = place.at().read(&id, &Unsealed).expect("it is whole").events().len();
    let rest = format!("events {} to {last}", events + 1);
    let said = running(&place.expect_on(&one, &["case", "verify"], 0, &["signed by a device whose key is not known"]));
    assert!(said.contains(&format!("events 1 to {events} signed by this device, {rest} signed by a device")), "{said}");
    assert!(said.contains(&format!("no known device signed {rest}, and {PART_BY_DISK}")), "{said}");
    Device::at(LocalDisk::default(), &one)
        .trust(KnownDevice { key: public(&two), name: "van 2".to_owned() })
        .expect("a file");
    let both = format!("events 1 to {events} signed by this device, {rest} signed by the known device “van 2”");
    let said = running(&place.expect_on(&one, &["case", "verify"], 0, &[&both]));
    assert!(!said.contains("could have made"), "{said}");
    // Without the second signature it is known how far the first one goes.
    let first = signatures(&text).as_array().expect("a list")[..1].to_vec();
    fs::write(place.file(&id), with_signatures(&text, Some(&json!(first)))).expect("a file");
    let said = running(&place.expect_on(&one, &["case", "verify"], 0, &[]));
    assert!(said.contains(&format!("events 1 to {events} signed by this device: no known device signed {rest}")));
}

#[test]
fn who_goes_on_in_a_record_signs_what_they_wrote_and_nothing_before() {
    // In clear and sealed; a record without a signature, and one to which a stranger added events.
    for is_sealed in [false, true] {
        let place = if is_sealed { Place::with_keys(&[]) } else { Place::new() };
        let id = if is_sealed { place.draft() } else { unsealed(&place) };
        let seal = match place.at().secret(Secret::Identity) {
            Ok(file) => AgeSeal {
                recipients: vec![place.at().keys().expect("keys").recipients[0].key.clone()],
                identities: identities_under(&file, &Passphrase::from(PASSPHRASE)).expect("it opens").usable,
                ..AgeSeal::default()
            },
            Err(_) => AgeSeal::default(),
        };
        let inside = || {
            let bytes = fs::read(place.file(&id)).expect("a record");
            String::from_utf8(if is_sealed { seal.open(&bytes).expect("it opens") } else { bytes }).expect("text")
        };
        let forged = with_signatures(&inside(), None);
        let events = Record::read_text(forged.as_bytes()).expect("it is whole").events().len();
        let bytes = if is_sealed {
            seal.close(&id, RecordState::Draft, &forged).expect("it closes")
        } else {
            forged.into_bytes()
        };
        fs::write(place.file(&id), bytes).expect("a file");
        let anybody = if is_sealed { BY_PUBLIC_KEY } else { BY_DISK }.replace(" it", " that part");
        let doubt = format!("no known device signed events 1 to {events}, and {anybody}");
        for typed in ["y\na\nw\n", "y\na\nw\n"] {
            let args = ["screen", "--plain", "--passphrase-fd", "3", "--resume", &id];
            let resumed = running(&told(&place.run(&args, typed)));
            assert!(resumed.contains(&doubt) && resumed.contains("case verify"), "{resumed}");
            let last = Record::read_text(inside().as_bytes()).expect("it is whole").events().len();
            let said = running(&place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &[]));
            assert!(
                said.contains(&format!("events {} to {last} signed by this device: {doubt}", events + 1)),
                "{said}"
            );
            assert_eq!(signatures(&inside()).as_array().map(Vec::len), Some(1), "runs one behind the other are one");
        }
        // To its end and on in a later meeting: nothing washes it.
        place.run(&["screen", "--plain", "--passphrase-fd", "3", "--resume", &id], "y\nx\ny\n\n\n");
        let again = ["screen", "--plain", "--passphrase-fd", "3", "--continue", &id];
        let continued = running(&told(&place.run(&again, "y\nn\n1\nu\n1\n1\ns\n1\n1\n5\nw\n")));
        assert!(continued.contains(&doubt), "{continued}");
        place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &[&doubt]);
    }
}

proptest! {
    #![proptest_config(config(256))]

    /// Runs of two devices and of somebody who signs nothing, in any order, each with a few events.
    #[test]
    fn each_event_is_signed_by_the_device_that_wrote_it_and_by_no_other(
        runs in vec((0_usize..3, 0_usize..4, any::<bool>()), 1..12),
    ) {
        let keys = [1, 2].map(|_| DeviceKey::generate().expect("a key"));
        let mut record = Record::new("0f0e7a5c-6b1d-4a53-9a57-2f0f2c9b7d11");
        record.case = json!({});
        let mut writers = Vec::new();
        for (writer, events, is_end) in runs {
            for at in 0..events.max(usize::from(writers.is_empty())) {
                let deed = if is_end && at + 1 == events { EventKind::Ended { how: "complete".to_owned() } } else { EventKind::Paused };
                record.add("2026-11-30T08:00:00Z".to_owned(), deed);
                writers.push(writer);
            }
            let bytes = match writer.checked_sub(1) {
                Some(at) => record.to_signed_bytes(&Unsealed, &keys[at]),
                None => record.to_bytes(&Unsealed),
            };
            record = Record::read(&bytes.expect("bytes"), &Unsealed).expect("it is whole");
            for (event, writer) in (1..).zip(&writers) {
                for (at, key) in (1..).zip(&keys) {
                    let signs = |one: &Signature| one.by == key.public() && one.range().contains(&event);
                    let is_signed = record.signatures().iter().any(signs);
                    prop_assert_eq!(is_signed, at == *writer, "event {} of {:?}", event, &writers);
                }
            }
        }
    }
}

#[test]
fn a_device_that_can_not_sign_saves_all_the_same_and_says_so() {
    let place = Place::new();
    fs::write(place.path("device"), "a file in the place of the folder").expect("a file");
    let ran = place.run_on(Path::new(&place.path("device")), &["screen", "--plain", "--unsealed"], TYPED);
    assert!(told(&ran).contains("records saved now are not signed by this device"), "{}", told(&ran));
    place.expect(&["case", "verify"], 0, &[&format!("not signed: {BY_DISK}")]);
    // A key that is broken is named, and never written over.
    let device = PathBuf::from(place.path("other"));
    let known = Device::at(LocalDisk::default(), &device);
    let key = known.key().expect("a key").public();
    assert_eq!(known.key().expect("a key").public(), key, "a second key was made");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&device), mode(&device.join("device.key"))), (0o700, 0o600));
    fs::write(device.join("device.key"), "tipscreen-secret-device-00").expect("a file");
    let ran = place.run_on(&device, &["screen", "--plain", "--unsealed"], TYPED);
    assert!(told(&ran).contains("this file is not whole"), "{}", told(&ran));
    assert_eq!(fs::read_to_string(device.join("device.key")).expect("a file"), "tipscreen-secret-device-00");
}

#[test]
fn nothing_of_the_settings_is_made_by_who_only_looks() {
    let place = Place::new();
    let device = PathBuf::from(place.path("device"));
    for args in [["case", "list"].as_slice(), &["case", "verify"], &["catalogue", "list"]] {
        place.run_on(&device, args, "");
        assert!(!device.exists(), "{args:?}");
    }
    // Nor before the person agreed to a record, or where there is none.
    for typed in ["", "y\nn\n1\nu\n1\n1\n1\n", "y\nn\n1\nu\n1\n1\n1\n1\n2\nu\nx\n"] {
        let said = told(&place.run_on(&device, &["screen", "--plain", "--unsealed"], typed));
        assert!(!device.exists() && place.at().ids().expect("ids").is_empty(), "{typed:?}: {said}");
    }
    // The signing key is shown to be taken elsewhere, and its secret never is.
    let said =
        place.expect_on(&device, &["key", "show"], 0, &["tipscreen-device-", "signs the records of this device"]);
    assert!(!said.contains("tipscreen-secret"), "{said}");
    let again = place.expect_on(&device, &["key", "show"], 0, &[]);
    assert_eq!(said, again);
}

#[test]
fn after_a_crash_there_is_a_whole_signing_key_or_none() {
    let disk = MemoryDisk::default();
    Device::at(disk.clone(), "device").key().expect("a key");
    let log = disk.log();
    for crash in [Crash::Killed, Crash::PowerDropped, Crash::PowerKept, Crash::PowerTorn(1), Crash::PowerTorn(2)] {
        for (done, half) in (0..=log.len()).flat_map(|done| [(done, false), (done, true)]) {
            let after = after_crash(&log, done, half, crash);
            let device = Device::at(after.clone(), "device");
            device.public_key().unwrap_or_else(|error| panic!("{crash:?} behind {done}: {error}"));
            let made = device.key().unwrap_or_else(|error| panic!("{crash:?} behind {done}: {error}"));
            assert_eq!(device.public_key().expect("a key"), Some(made.public()));
            assert!(after.names(Path::new("device")).expect("names").iter().any(|name| name == "device.key"));
        }
    }
}

#[test]
fn sealing_anew_and_discarding_a_meeting_keep_the_signatures() {
    let place = Place::with_keys(&[]);
    let id = place.finished();
    let device = PathBuf::from(place.path("device"));
    place.expect_on(&device, &["key", "accept", "--yes"], 0, &[]);
    let office = tipscreen::store::Identity::generate().to_public().to_string();
    place.expect_on(&device, &["key", "add", &office], 0, &["1 added"]);
    place.expect_on(&device, &["key", "reseal", "--passphrase-fd", "3"], 0, &["1 sealed again"]);
    // Not by the device that sealed it anew.
    let verify = ["case", "verify", "--passphrase-fd", "3"];
    place.expect_on(&device, &verify, 0, &["signed by a device whose key is not known here"]);
    place.accept_keys();
    place.expect(&verify, 0, &["signed by this device"]);
    // A later meeting that is left, and discarded: here, and on a device that signed nothing before.
    let file = place.at().secret(Secret::Identity).expect("a file");
    let identities = identities_under(&file, &Passphrase::from(PASSPHRASE)).expect("it opens").usable;
    let seal = AgeSeal { identities, ..AgeSeal::default() };
    let inside = || seal.open(&fs::read(place.file(&id)).expect("a record")).expect("it opens");
    let before = inside();
    let own = crate::program::device();
    for device in [&own, &device] {
        let args = ["screen", "--plain", "--continue", &id, "--passphrase-fd", "3"];
        let said = told(&place.run_on(device, &args, "y\nn\n1\nu\n1\n1\ns\n1\n1\n5\nw\n"));
        assert_eq!(place.at().head(&id).expect("a head").state, RecordState::Draft, "{said}");
        assert!(inside() != before, "{said}");
        let verified = place.expect_on(device, &verify, 0, &["signed by this device"]);
        assert_eq!(verified.matches("signed by").count(), 1 + usize::from(*device != own), "{verified}");
        let said =
            told(&place.run_on(device, &["screen", "--plain", "--resume", "--passphrase-fd", "3"], "1\nd\ny\nl\n"));
        assert!(inside() == before, "it is not as it was: {said}");
        place.expect(&verify, 0, &["signed by this device"]);
    }
}

#[test]
fn a_record_of_before_is_read_as_it_was_and_signed_with_what_comes() {
    let place = Place::new();
    let id = unsealed(&place);
    let old = with_signatures(&read(&place, &id), None);
    fs::write(place.file(&id), &old).expect("a file");
    place.expect(&["case", "verify"], 0, &["unchanged", &format!("not signed: {BY_DISK}")]);
    place.expect(&["case", "show", &id], 0, &["not finished"]);
    assert_eq!(read(&place, &id), old, "who only looks signs nothing");
    place.run(&["screen", "--plain", "--resume", &id], "y\na\nw\n");
    place.expect(&["case", "verify"], 0, &["signed by this device: no known device signed events 1 to"]);
    // Whoever does not know signatures says that a newer version made it, and not that it was altered.
    let line = read(&place, &id).lines().find(|line| line.contains("{\"signed\":")).expect("a line").to_owned();
    let unknown = line.replace("{\"signed\":", "{\"sealed\":");
    let event = unknown.split_once(",\"event\":").expect("an event").1.strip_suffix('}').expect("an end").to_owned();
    let text = with_signatures(&read(&place, &id), None);
    let mut lines: Vec<&str> = text.lines().collect();
    let linked = hash(&lines[lines.len() - 2][9..73], &event);
    let strange = format!("{{\"hash\":\"{linked}\",\"event\":{event}}}");
    lines.insert(lines.len() - 1, &strange);
    let read = Record::read((lines.join("\n") + "\n").as_bytes(), &Unsealed);
    assert!(matches!(read, Err(RecordError::Newer)), "{read:?}");
}
