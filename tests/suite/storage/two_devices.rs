//! Records that go from one device to another, and stores that are not as they should be: who can go on with what, and what
//! is said where somebody can't.

use crate::key_place::{PASSPHRASE, Place, running, told};
use age::secrecy::ExposeSecret as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tipscreen::store::{AgeSeal, Identity, NewKeys, Passphrase};

/// To the agreement to a record and the signs.
const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nw\n";

/// A field device that seals to a supervisor.
fn field_device(supervisor: &Place) -> Place {
    let device = Place::new();
    let field = vec![supervisor.at().keys().expect("keys").recipients[0].key.clone()];
    let new = NewKeys { passphrase: Passphrase::from(PASSPHRASE), field, work: Some(2) };
    device.make_keys(new);
    device
}

/// The records of a device on a stick that somebody else has now.
fn on_a_stick(device: &Place, now_with: &Place) -> String {
    let stick = PathBuf::from(now_with.path("stick"));
    for folder in ["records", "catalogues"] {
        fs::create_dir_all(stick.join(folder)).expect("a folder");
        for entry in fs::read_dir(device.store().join(folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            fs::copy(entry.path(), stick.join(folder).join(entry.file_name())).expect("a copy");
        }
    }
    for folder in [stick.clone(), stick.join("records"), stick.join("catalogues")] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a mode");
    }
    stick.display().to_string()
}

fn in_clear(place: &Place, name: &str, identity: &Identity) -> String {
    fs::write(place.path(name), format!("{}\n", identity.to_string().expose_secret())).expect("a file");
    place.path(name)
}

#[test]
fn a_supervisor_opens_and_goes_on_with_the_draft_of_a_field_device() {
    let supervisor = Place::with_keys(&[]);
    let device = field_device(&supervisor);
    let id = device.draft();
    let stick = on_a_stick(&device, &supervisor);
    let with = |args: &[&'static str]| {
        let args: Vec<&str> = args.iter().copied().chain([id.as_str()]).collect();
        [args, vec!["--store", &stick, "--passphrase-fd", "3"]].concat()
    };
    supervisor.expect(&with(&["case", "show"]), 0, &["not finished"]);
    supervisor.expect(&with(&["case", "show", "--history"]), 0, &["began with"]);
    supervisor.expect(&with(&["case", "verify"]), 0, &["unchanged"]);
    let out = supervisor.run(&with(&["screen", "--plain", "--resume"]), "w\n");
    let said = running(&told(&out));
    assert!(said.contains("Another device can resume it only with one of these keys"), "{said}");
    supervisor.expect(&with(&["case", "show"]), 0, &["not finished"]);

    // Somebody else's key opens none of it, and that is not told as if there were none.
    let stranger = Place::with_keys(&[]);
    let stick = on_a_stick(&device, &stranger);
    let args = ["screen", "--plain", "--resume", "--store", &stick, "--passphrase-fd", "3"];
    let said = running(&told(&stranger.run(&args, "l\n")));
    assert!(said.contains("1 unfinished screening can't be opened"), "{said}");
    assert!(!said.contains("No screening is unfinished"), "{said}");
}

#[test]
fn whoever_opened_a_record_can_open_it_again_when_it_is_sealed_to_others() {
    let office = Identity::generate();
    let place = Place::with_keys(std::slice::from_ref(&office));
    let id = place.draft();
    let key = in_clear(&place, "office", &office);
    let other = Identity::generate().to_public();
    fs::write(place.store().join("keys/recipients.txt"), format!("{other}\n")).expect("a file");
    place.accept_keys();
    let out = place.run(&["screen", "--plain", "--resume", &id, "--identity", &key], "w\n");
    let said = running(&told(&out));
    assert!(said.contains("Saved"), "{said}");
    assert!(said.contains("is not among the public keys here") && said.contains("2 keys open"), "{said}");
    place.expect(&["case", "show", &id, "--identity", &key], 0, &["not finished"]);
}

#[test]
fn half_a_key_for_drafts_is_none() {
    let place = Place::with_keys(&[Identity::generate()]);
    fs::remove_file(place.store().join("keys/drafts.txt")).expect("it is there");
    place.accept_keys();
    let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(said.contains("can't be resumed") || said.contains("can't be opened on this device"), "{said}");
}

#[test]
fn a_record_that_is_not_sealed_is_told_where_others_are() {
    let place = Place::with_keys(&[]);
    for how in ["--unsealed", "--training"] {
        place.run(&["screen", "--plain", how], TYPED);
    }
    let said = place.expect(&["case", "verify"], 0, &["unchanged"]);
    assert_eq!(said.matches("not sealed though this store has keys").count(), 1, "{said}");
    assert_eq!(said.matches("signed by this device").count(), 2, "{said}");
    let ids = place.at().ids().expect("ids");
    let shown = ids.iter().filter(|id| place.expect(&["case", "show", id], 0, &[]).contains("not sealed")).count();
    assert_eq!(shown, 1);
}

#[test]
fn a_record_that_is_not_sealed_in_a_store_without_keys_is_told_by_whose_keys_it_could_be() {
    let place = Place::with_keys(&[]);
    let stick = place.path("stick");
    place.run(&["screen", "--plain", "--unsealed", "--store", &stick], TYPED);
    let id = tipscreen::store::Store::at(tipscreen::store::LocalDisk::default(), &stick).ids().expect("ids").remove(0);
    for args in [vec!["case", "verify", "--store", &stick], vec!["case", "show", &id, "--store", &stick]] {
        let said = place.expect(&args, 0, &["not sealed: this store has no keys, and your usual store has some"]);
        assert!(!running(&said).contains("though this store has keys"), "{said}");
    }
}

#[test]
fn a_line_that_is_no_key_sends_nobody_away() {
    let place = Place::with_keys(&[]);
    fs::write(place.store().join("keys/recipients.txt"), "age1nothing\n").expect("a file");
    let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(said.contains("not a public age key") && said.contains("Nothing will be saved: the keys"), "{said}");
    assert_eq!(place.at().ids().expect("ids").len(), 0);
    place.run(&["screen", "--plain", "--unsealed"], TYPED);
    assert_eq!(place.at().ids().expect("ids").len(), 1);
    let out = place.run(&["screen", "--plain", "--out", &place.path("case.json")], TYPED);
    assert_eq!(out.status.code(), Some(4), "what would be sealed is not written in clear: {}", told(&out));
}

#[test]
fn what_a_kill_left_is_cleared_away_by_whoever_looks() {
    let place = Place::new();
    place.run(&["screen", "--plain", "--unsealed"], TYPED);
    let id = place.at().ids().expect("ids").pop().expect("a record");
    let left = |id: &str| place.store().join("records").join(format!(".tipscreen-{id}.tipscreen-0123456789ab"));
    for args in [vec!["case", "list"], vec!["case", "erase", "--yes", &id]] {
        for id in [id.as_str(), "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"] {
            fs::write(left(id), "half of what was said").expect("a file");
        }
        place.expect(&args, 0, &[]);
        let names: Vec<_> = fs::read_dir(place.store().join("records")).expect("a folder").collect();
        let hidden =
            names.iter().flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count();
        assert_eq!(hidden, 0, "{args:?}");
    }
}

#[test]
fn what_is_refused_of_a_sealed_file_is_sealed_to_the_key_that_opened_it() {
    let office = Identity::generate();
    let place = Place::new();
    let key = in_clear(&place, "office", &office);
    let seal = AgeSeal { recipients: vec![office.to_public()], identities: vec![office], ..AgeSeal::default() };
    let cases = seal.whole(b"{\"case_id\":\"b\",\"answers\":{\"x\":1}}\n").expect("sealed");
    fs::write(place.path("cases.age"), cases).expect("a file");
    let (cases, rejects) = (place.path("cases.age"), place.path("rejects"));
    place.expect(&["batch", &cases, "--identity", &key, "--rejects", &rejects], 1, &["1 rejected"]);
    assert!(fs::read(Path::new(&rejects)).expect("a file").starts_with(b"age-encryption.org/"));
}

#[test]
fn a_sealed_file_without_a_key_keeps_no_other_from_being_scored() {
    let place = Place::new();
    let seal = AgeSeal { recipients: vec![Identity::generate().to_public()], ..AgeSeal::default() };
    let sealed = seal.whole(b"{\"case_id\":\"a\",\"answers\":{}}\n").expect("sealed");
    fs::write(place.path("sealed.json"), sealed).expect("a file");
    fs::write(place.path("clear.json"), "{\"case_id\":\"b\",\"answers\":{}}\n").expect("a file");
    let files = ["sealed.json", "clear.json"].map(|name| place.path(name));
    for command in ["batch", "score"] {
        let said = place.expect(&[command, &files[0], &files[1]], 5, &["error[no-key]", "sealed.json: it is sealed"]);
        assert!(
            said.contains("none-recorded") || said.contains("not-completed") || said.contains("Finding:"),
            "{said}"
        );
    }
}
