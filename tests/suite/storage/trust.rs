//! Who can open what is sealed: nothing is sealed to a public key that nobody accepted on this device, and what is new or
//! gone is named before it.

use crate::key_place::{PASSPHRASE, Place, running, told};
use crate::pty::Terminal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tipscreen::store::{Identity, NewKeys, Passphrase, Recipient, Secret, fingerprint, identities_under};

/// To the agreement to a record and the signs, and out.
const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nw\n";

fn print_of(key: &Recipient) -> String {
    fingerprint(&key.to_string())
}

fn list(place: &Place) -> PathBuf {
    place.store().join("keys/recipients.txt")
}

/// Every file below a folder, with what it holds.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), fs::read(&path).expect("bytes")));
        }
    }
    found.sort();
    found
}

/// Everything that seals something to the public keys of the store, where nobody can be asked.
fn sealing<'a>(id: &'a str, out: &'a str, cases: &'a str, key: &'a str) -> Vec<Vec<&'a str>> {
    vec![
        vec!["screen", "--plain"],
        vec!["screen", "--plain", "--discreet"],
        vec!["screen", "--plain", "--out", out],
        vec!["screen", "--plain", "--resume", id, "--passphrase-fd", "3"],
        vec!["screen", "--plain", "--resume", "--passphrase-fd", "3"],
        vec!["key", "reseal", "--passphrase-fd", "3"],
        vec!["key", "add", key],
        vec!["key", "remove", key],
        vec!["batch", cases, "--rejects", out],
    ]
}

/// Ways in which the keys of a store come to be others, with what is named as new and as gone.
fn changes(place: &Place, stranger: &Recipient) -> Vec<(&'static str, Vec<String>, Vec<String>)> {
    let own = place.at().keys().expect("keys");
    let (listed, drafts) = (own.recipients[0].key.clone(), own.drafts.expect("a key"));
    vec![
        ("added", vec![print_of(stranger)], vec![]),
        ("replaced", vec![print_of(stranger)], vec![print_of(&listed)]),
        ("replaced under the same name", vec![print_of(stranger)], vec![print_of(&listed)]),
        ("drafts replaced", vec![print_of(stranger)], vec![print_of(&drafts)]),
        ("drafts gone", vec![], vec![print_of(&drafts)]),
        ("all gone", vec![], vec![print_of(&listed), print_of(&drafts)]),
    ]
}

fn change(place: &Place, how: &str, stranger: &Recipient) {
    let before = fs::read_to_string(list(place)).expect("keys");
    let drafts = place.store().join("keys/drafts.txt");
    let write = |path: &Path, text: &str| fs::write(path, text).expect("a file");
    match how {
        "added" => write(&list(place), &format!("{before}{stranger}\n")),
        "replaced" => write(&list(place), &format!("{stranger}\n")),
        "replaced under the same name" => write(&list(place), &format!("# made on this device\n{stranger}\n")),
        "drafts replaced" => write(&drafts, &format!("{stranger}\n")),
        "drafts gone" => fs::remove_file(drafts).expect("it is there"),
        _ => fs::remove_dir_all(place.store().join("keys")).expect("it is there"),
    }
}

#[test]
fn nothing_is_sealed_to_keys_that_nobody_accepted_and_they_are_named() {
    let stranger = Identity::generate().to_public();
    let how_many = changes(&Place::with_keys(&[]), &stranger).len();
    for at in 0..how_many {
        let place = Place::with_keys(&[]);
        let id = place.draft();
        let (how, new, gone) = changes(&place, &stranger).swap_remove(at);
        let (out, cases) = (place.path("out"), place.path("cases.ndjson"));
        fs::write(&cases, "{\"case_id\":\"b\",\"answers\":{\"x\":1}}\n").expect("a file");
        change(&place, how, &stranger);
        let before = files(&place.store());
        let other = Identity::generate().to_public().to_string();
        for args in sealing(&id, &out, &cases, &other) {
            let ran = place.run(&args, TYPED);
            let said = told(&ran);
            assert_eq!(ran.status.code(), Some(5), "{how}: {args:?}: {said}");
            assert!(
                said.contains("error[keys-not-accepted]") && said.contains("key accept"),
                "{how}: {args:?}: {said}"
            );
            for key in new.iter().chain(&gone) {
                assert!(said.contains(key.as_str()), "{how}: {args:?}: {key} is not named: {said}");
            }
            assert!(!said.contains("safe for the person"), "{how}: {args:?}: a person was asked: {said}");
            assert!(!Path::new(&out).exists(), "{how}: {args:?}: something was written");
            let after: Vec<_> =
                files(&place.store()).into_iter().filter(|(path, _)| !path.ends_with(".lock")).collect();
            assert!(before.iter().filter(|(path, _)| !path.ends_with(".lock")).eq(&after), "{how}: {args:?}: changed");
        }
        // It is said wherever the keys are looked at, too.
        for args in [["key", "show"].as_slice(), &["case", "verify"], &["key", "reseal", "--dry-run"]] {
            let said = told(&place.run(args, ""));
            for key in new.iter().chain(&gone) {
                let is_unsealed_run = args[1] == "reseal" && how == "all gone";
                assert!(is_unsealed_run || said.contains(key.as_str()), "{how}: {args:?}: {key} is not named: {said}");
            }
        }
        let verified = place.run(&["case", "verify", "--passphrase-fd", "3"], "");
        assert_eq!(verified.status.code(), Some(5), "{how}: {}", told(&verified));
    }
}

#[test]
fn once_they_are_accepted_the_keys_are_used_until_they_change_again() {
    let place = Place::with_keys(&[]);
    let stranger = Identity::generate();
    let before = fs::read_to_string(list(&place)).expect("keys");
    let with_stranger = format!("{before}# the office\n{}\n", stranger.to_public());
    fs::write(list(&place), &with_stranger).expect("a file");
    place.expect(&["key", "accept"], 2, &["error[usage]", &print_of(&stranger.to_public())]);
    place.expect(&["key", "show"], 0, &["the office", "NEW: not accepted"]);
    place.accept_keys();
    let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(said.contains("2 keys open what is saved") && said.contains("the office ("), "{said}");
    let shown = place.expect(&["key", "show"], 0, &["the office"]);
    assert!(!shown.contains("NEW"), "{shown}");
    // Another order has no meaning, and a comment beside them neither.
    let comment = "# our keys, looked after by the duty desk\n#\n";
    let turned = format!("# the office\n{}\n{comment}{before}", stranger.to_public());
    fs::write(list(&place), turned).expect("a file");
    let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(said.contains("2 keys open what is saved"), "{said}");
    // Another name has one.
    fs::write(list(&place), with_stranger.replace("the office", "the supervisor")).expect("a file");
    place.expect(&["screen", "--plain"], 5, &["renamed: the supervisor", "before: the office"]);
    // An older list with a key that was removed since is as new as any other.
    fs::write(list(&place), &with_stranger).expect("a file");
    place.expect(&["key", "remove", "the office"], 0, &["Removed: the office", "key reseal"]);
    place.expect(&["key", "show"], 0, &["accepted"]);
    fs::write(list(&place), &with_stranger).expect("a file");
    place.expect(&["screen", "--plain"], 5, &["error[keys-not-accepted]", "new: the office"]);
}

#[test]
fn a_store_or_a_keys_folder_from_elsewhere_is_accepted_once_on_this_device() {
    let (place, other) = (Place::with_keys(&[]), Place::with_keys(&[]));
    // A store of before, or one that another device made: nothing was accepted here.
    let device = PathBuf::from(place.path("another device"));
    let keys = place.at().keys().expect("keys");
    let own = print_of(&keys.recipients[0].key);
    let said = place.expect_on(&device, &["screen", "--plain"], 5, &["error[keys-not-accepted]", &own, "key accept"]);
    assert!(running(&said).contains("were not accepted on this device before"), "{said}");
    place.expect_on(&device, &["key", "show"], 0, &[&own, "can't be seen without its passphrase"]);
    place.expect_on(&device, &["key", "show", "--passphrase-fd", "3"], 0, &["opens what is sealed to the key made on"]);
    place.expect_on(&device, &["case", "verify"], 1, &[&own]);
    place.expect_on(&device, &["key", "accept", "--yes"], 0, &["Accepted"]);
    place.expect_on(&device, &["key", "accept"], 0, &["All public keys of this store are accepted"]);
    let said = running(&told(&place.run_on(&device, &["screen", "--plain"], TYPED)));
    assert!(said.contains(&format!("1 key opens what is saved: made on this device ({own}).")), "{said}");
    // The keys folder of somebody else in the place of one's own.
    fs::remove_dir_all(place.store().join("keys")).expect("it is there");
    fs::create_dir(place.store().join("keys")).expect("a folder");
    fs::set_permissions(place.store().join("keys"), fs::Permissions::from_mode(0o700)).expect("a mode");
    for (path, bytes) in files(&other.store().join("keys")) {
        fs::write(place.store().join("keys").join(path.file_name().expect("a name")), bytes).expect("a file");
    }
    let theirs = print_of(&other.at().keys().expect("keys").recipients[0].key);
    place.expect(&["screen", "--plain"], 5, &[&format!("new: made on this device ({theirs})"), "gone:", &own]);
    // Their identity.age is not taken for the one that was made here.
    place.expect(&["key", "show"], 0, &["can't be seen without its passphrase", "NEW"]);
    // Another name of the same folder is no other store.
    std::os::unix::fs::symlink(other.store(), place.path("link")).expect("a link");
    other.expect(&["key", "show", "--store", &place.path("link")], 0, &[", accepted"]);
    // Nor is one whose folder is not there now: on a stick that is not plugged in, say.
    std::os::unix::fs::symlink(other.path("."), place.path("above")).expect("a link");
    fs::remove_dir_all(other.store()).expect("it is there");
    let missing = place.path("above/store");
    for store in [other.store().display().to_string(), missing] {
        other.expect(&["screen", "--plain", "--store", &store], 5, &["gone: made on this device", &theirs]);
    }
    assert!(!other.store().exists(), "a store was made");
}

#[test]
fn what_others_may_have_written_or_is_broken_accepts_nothing() {
    let place = Place::with_keys(&[]);
    let device = PathBuf::from(place.path("device"));
    place.expect_on(&device, &["key", "accept", "--yes"], 0, &["Accepted"]);
    place.expect_on(&device, &["key", "accept"], 0, &["All public keys"]);
    let mode = |bits| fs::set_permissions(&device, fs::Permissions::from_mode(bits)).expect("a mode");
    mode(0o777);
    let said = place.expect_on(&device, &["screen", "--plain"], 5, &["error[keys-not-accepted]", "others may write"]);
    assert!(said.contains("made on this device ("), "{said}");
    mode(0o700);
    for (path, _) in files(&device.join("accepted")) {
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        fs::write(path, "store = 1").expect("a file");
    }
    place.expect_on(&device, &["screen", "--plain"], 5, &["error[keys-not-accepted]", "not whole"]);
    place.expect_on(&device, &["key", "accept", "--yes"], 0, &["Accepted"]);
    place.expect_on(&device, &["key", "accept"], 0, &["All public keys"]);
    // A store without keys needs nothing of all this.
    let clear = Place::new();
    mode(0o777);
    let ran = clear.run_on(&device, &["screen", "--plain", "--unsealed"], TYPED);
    assert!(told(&ran).contains("are not signed by this device"), "{}", told(&ran));
    assert_eq!(clear.at().ids().expect("ids").len(), 1, "{}", told(&ran));
    mode(0o700);
}

#[test]
fn on_a_terminal_it_is_asked_and_without_a_yes_nothing_is_saved() {
    for accepts in [false, true] {
        let place = Place::with_keys(&[]);
        let stranger = Identity::generate().to_public();
        change(&place, "added", &stranger);
        let mut terminal = Terminal::start_in(&place.store(), &["screen"], 50, 80);
        terminal.wait_for(&print_of(&stranger), 0);
        terminal.choose(if accepts { "a" } else { "n" });
        terminal.wait_for(if accepts { "2 keys open what is saved" } else { "Nothing will be saved: the public" }, 0);
        assert_eq!(terminal.drawn("keys open"), usize::from(accepts));
        for key in ["y", "n", "1", "u", "1", "1", "1", "1", "1"] {
            terminal.choose(key);
        }
        crate::kept::to_the_signs(&mut terminal);
        terminal.choose("a");
        terminal.interrupt();
        assert_eq!(place.at().ids().expect("ids").len(), usize::from(accepts));
    }
}

#[test]
fn before_every_talk_it_is_said_who_can_open_what_is_saved() {
    let place = Place::with_keys(&[]);
    let own = print_of(&place.at().keys().expect("keys").recipients[0].key);
    let line = format!("1 key opens what is saved: made on this device ({own}).");
    let said_before = |args: &[&str], typed: &str| {
        let said = running(&told(&place.run(args, typed)));
        let (line, asked) = (said.find(&line), said.find("safe for the person"));
        assert!(line.is_some() && line < asked, "{args:?}: {said}");
    };
    said_before(&["screen", "--plain"], TYPED);
    let id = place.at().ids().expect("ids").pop().expect("a record");
    said_before(&["screen", "--plain", "--passphrase-fd", "3", "--resume", &id], "y\nx\ny\n\n\n");
    said_before(&["screen", "--plain", "--discreet", "--passphrase-fd", "3", "--continue", &id], "y\n");
    // With many keys the line stays short, and on a discreet screen nothing of it stays.
    for name in ["office", "supervisor", "court", "hotline", "archive"] {
        let key = Identity::generate().to_public().to_string();
        place.expect(&["key", "add", "--name", name, &key], 0, &["1 added"]);
    }
    let said = running(&told(&place.run(&["screen", "--plain"], "")));
    assert!(said.contains("6 keys open what is saved") && said.contains("and 2 more"), "{said}");
    let mut terminal = Terminal::start_in(&place.store(), &["screen", "--discreet"], 50, 80);
    terminal.wait_for("6 keys open", 0);
    terminal.wait_for("safe for the person to talk", 0);
    terminal.interrupt();
    let left = terminal.whole();
    assert!(!left.contains("keys open") && !left.contains("supervisor"), "{left}");
    // What is not sealed opens for nobody's key.
    let said = running(&told(&place.run(&["screen", "--plain", "--unsealed"], "")));
    assert!(!said.contains("keys open"), "{said}");
}

#[test]
fn a_key_that_opens_and_is_not_among_them_is_said_and_opens_again_what_is_saved() {
    let place = Place::with_keys(&[]);
    let id = place.draft();
    let file = place.at().secret(Secret::Identity).expect("a file");
    let own = identities_under(&file, &Passphrase::from(PASSPHRASE)).expect("it opens").usable.remove(0);
    let stranger = Identity::generate().to_public();
    change(&place, "replaced", &stranger);
    place.accept_keys();
    let words = format!("({}) is not among the public keys here", print_of(&own.to_public()));
    for args in [["case", "show", &id].as_slice(), &["case", "verify"], &["case", "list"], &["key", "show"]] {
        let args: Vec<&str> = args.iter().copied().chain(["--passphrase-fd", "3"]).collect();
        let said = running(&told(&place.run(&args, "")));
        assert_eq!(said.matches(&words).count(), 1, "{args:?}: {said}");
    }
    place.expect(&["key", "show"], 0, &["warning:", "which is NOT among the public keys here"]);
    // Where the key was made here, that is known without its passphrase too.
    let said = running(&told(&place.run(&["screen", "--plain"], "")));
    let warned = said.find(&format!("identity.age of this device ({}) is not among them", print_of(&own.to_public())));
    assert!(warned.is_some() && warned < said.find("safe for the person"), "{said}");
    let said = running(&told(&place.run(&["screen", "--plain", "--resume", &id, "--passphrase-fd", "3"], "y\nw\n")));
    let (warned, asked) = (said.find(&words), said.find("safe for the person"));
    assert!(warned.is_some() && warned < asked, "{said}");
    place.expect(&["case", "show", &id, "--passphrase-fd", "3"], 0, &["not finished"]);
}

#[test]
fn a_draft_is_saved_only_where_the_key_that_opened_it_opens_it_again() {
    let place = Place::with_keys(&[Identity::generate()]);
    let id = place.draft();
    let before = fs::read(place.file(&id)).expect("a record");
    change(&place, "drafts replaced", &Identity::generate().to_public());
    place.accept_keys();
    let args = ["screen", "--plain", "--resume", &id, "--passphrase-fd", "3"];
    let ran = place.run(&args, "y\na\nw\n");
    let said = told(&ran);
    assert_eq!(ran.status.code(), Some(5), "{said}");
    assert!(said.contains("is not the one in drafts.txt") && said.contains("error[no-key]"), "{said}");
    assert_eq!(fs::read(place.file(&id)).expect("a record"), before);
}

#[test]
fn a_key_is_removed_by_name_fingerprint_or_itself_and_never_the_last_or_ones_own_by_accident() {
    let place = Place::with_keys(&[]);
    let own = place.at().keys().expect("keys").recipients[0].key.clone();
    place.expect(&["key", "remove", &own.to_string()], 2, &["error[wrong-value]", "only public key"]);
    for which in ["name", "print", "key"] {
        let office = Identity::generate();
        let key = office.to_public();
        place.expect(&["key", "add", "--name", "the office", &key.to_string()], 0, &["1 added"]);
        let which = match which {
            "name" => "the office".to_owned(),
            "print" => print_of(&key).to_uppercase(),
            _ => key.to_string(),
        };
        place.expect(
            &["key", "remove", &which],
            0,
            &["Removed: the office", "still opens what was sealed before", "key reseal"],
        );
        assert_eq!(place.at().keys().expect("keys").recipients.len(), 1);
        assert!(!fs::read_to_string(list(&place)).expect("keys").contains("office"));
    }
    place.expect(&["key", "remove", "the office"], 2, &["error[unknown-id]"]);
    // Two of one name are told apart by their fingerprints.
    for _ in 0..2 {
        let key = Identity::generate().to_public().to_string();
        place.expect(&["key", "add", "--name", "twins", &key], 0, &["1 added"]);
    }
    place.expect(&["key", "remove", "twins"], 2, &["several public keys have this name"]);
    place.expect(&["key", "remove", &print_of(&own)], 2, &["identity.age", "--own"]);
    // Where it is not known which one is one's own, that takes the passphrase, or the word.
    let device = PathBuf::from(place.path("device"));
    place.expect_on(&device, &["key", "accept", "--yes"], 0, &[]);
    place.expect_on(&device, &["key", "remove", &print_of(&own)], 2, &["error[no-key]", "--own"]);
    place.expect_on(&device, &["key", "remove", &print_of(&own), "--passphrase-fd", "3"], 2, &["error[wrong-value]"]);
    place.expect(&["key", "remove", &print_of(&own), "--own"], 0, &["Removed: made on this device"]);
    let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(said.contains("2 keys open what is saved: twins"), "{said}");
    assert!(said.contains(&format!("identity.age of this device ({}) is not among them", print_of(&own))), "{said}");
}

#[test]
fn a_key_that_nobody_accepted_is_taken_out_without_being_accepted() {
    let place = Place::with_keys(&[]);
    let [office, stranger, other] = std::array::from_fn(|_| Identity::generate().to_public());
    place.expect(&["key", "add", "--name", "office", &office.to_string()], 0, &["1 added"]);
    let accepted = fs::read_to_string(list(&place)).expect("keys");
    let with_stranger = format!("{accepted}# the desk\n{stranger}\n");
    for which in ["the desk".to_owned(), print_of(&stranger), stranger.to_string()] {
        fs::write(list(&place), &with_stranger).expect("a file");
        // Each command that names such keys names what takes them out, beside what accepts them.
        let removing = format!("key remove {stranger}");
        for args in [["screen", "--plain"].as_slice(), &["key", "show"], &["case", "verify"], &["key", "add", "x"]] {
            let said = told(&place.run(args, TYPED));
            let is_named = said.contains(&removing) && said.contains("key accept");
            assert!(is_named || args[1] == "add", "{args:?}: {said}");
        }
        place.expect(&["key", "remove", &which], 0, &["Removed: the desk"]);
        assert_eq!(fs::read_to_string(list(&place)).expect("keys"), accepted, "{which}");
        let shown = place.expect(&["key", "show"], 0, &["office"]);
        assert!(!shown.contains("NEW") && !shown.contains("gone"), "the others stay accepted: {shown}");
        let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
        assert!(said.contains("2 keys open what is saved"), "{said}");
    }
    // Of two of them the other one stays as it was: not accepted.
    fs::write(list(&place), format!("{with_stranger}{other}\n")).expect("a file");
    place.expect(&["key", "remove", &stranger.to_string()], 0, &["Removed: the desk"]);
    let said = place.expect(&["screen", "--plain"], 5, &["error[keys-not-accepted]", &print_of(&other)]);
    assert!(!said.contains(&print_of(&stranger)), "{said}");
    // Nor is anything accepted by it where nothing was accepted before; and one's own key is no stranger's.
    let device = PathBuf::from(place.path("device"));
    let remove = ["key", "remove", &other.to_string(), "--passphrase-fd", "3"];
    place.expect_on(&device, &remove, 0, &["Removed: no name"]);
    let said = place.expect_on(&device, &["screen", "--plain"], 5, &["error[keys-not-accepted]"]);
    assert!(running(&said).contains("were not accepted on this device before"), "{said}");
    place.expect(&["key", "show"], 0, &["accepted"]);
    let own = print_of(&place.at().keys().expect("keys").recipients[0].key);
    place.expect_on(&device, &["key", "remove", &own, "--passphrase-fd", "3"], 2, &["--own"]);
}

#[test]
fn keys_that_are_made_or_added_here_are_accepted_by_that() {
    let place = Place::new();
    let office = Identity::generate().to_public().to_string();
    place.expect(&["key", "add", "--name", "office", &office], 0, &["1 added"]);
    place.expect(&["key", "new", "--passphrase-fd", "3"], 0, &["identity.age opens everything", &office]);
    let shown = place.expect(&["key", "show"], 0, &["office", "opens what is sealed to the key made on this device"]);
    assert!(!shown.contains("NEW") && !shown.contains("can't be seen"), "{shown}");
    let said = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(said.contains("2 keys open what is saved"), "{said}");
    // A stranger's key that was there before is not accepted along.
    let other = Place::new();
    let new = NewKeys { passphrase: Passphrase::from(PASSPHRASE), field: Vec::new(), work: Some(2) };
    other.make_keys(new);
    let stranger = Identity::generate().to_public();
    change(&other, "added", &stranger);
    other.expect(&["key", "add", &office], 5, &["error[keys-not-accepted]", &print_of(&stranger)]);
}
