//! Keys while they are written: whole after a crash or not there, and by one writer at a time.

use crate::key_place::{PASSPHRASE, Place};
use crate::memory_disk::{Crash, MemoryDisk, after_crash};
use std::fs;
use tipscreen::store::{
    Disk as _, Identity, KeyError, LocalDisk, NewKeys, Passphrase, Secret, Store, identities_under,
};

#[test]
fn after_a_crash_there_are_whole_keys_or_none_that_anything_was_sealed_to() {
    let new = || NewKeys { passphrase: Passphrase::from(PASSPHRASE), field: Vec::new(), work: Some(1) };
    let disk = MemoryDisk::default();
    Store::at(disk.clone(), "store").make_keys(new()).expect("keys");
    let log = disk.log();
    let (mut whole, mut cut_off, mut none) = (0, 0, 0);
    for crash in [Crash::Killed, Crash::PowerDropped, Crash::PowerKept, Crash::PowerTorn(1), Crash::PowerTorn(2)] {
        for (done, half) in (0..=log.len()).flat_map(|done| [(done, false), (done, true)]) {
            let store = Store::at(after_crash(&log, done, half, crash), "store");
            let keys = store.keys().expect("what is there can be read");
            if keys.recipients.is_empty() {
                // Nothing can have been sealed to them, so that nothing is lost with them.
                match store.make_keys(new()) {
                    Ok(_) => none += 1,
                    Err(KeyError::NotWhole(_)) => cut_off += 1,
                    Err(other) => panic!("{crash:?} behind {done}: {other}"),
                }
                continue;
            }
            whole += 1;
            for secret in [Secret::Identity, Secret::Drafts] {
                let file = store.secret(secret).expect("a file");
                let opened = identities_under(&file, &Passphrase::from(PASSPHRASE)).expect("it opens").usable;
                let public = opened[0].to_public();
                let sealed_to = match secret {
                    Secret::Identity => keys.recipients[0].key == public,
                    Secret::Drafts => keys.drafts.as_ref() == Some(&public),
                };
                assert!(sealed_to, "{crash:?} behind {done}: {secret:?} does not open what is sealed");
            }
        }
    }
    assert!(whole > 0 && cut_off > 0 && none > 0, "{whole} whole, {cut_off} cut off, {none} without any");
}

#[test]
fn whoever_writes_keys_writes_them_alone_and_clears_away_what_a_kill_left() {
    let place = Place::with_keys(&[]);
    let keys = place.store().join("keys");
    let other = Identity::generate().to_public().to_string();
    let lock = LocalDisk::default().lock(&keys.join(".lock")).expect("a file").expect("nobody holds it");
    place.expect(&["key", "add", &other], 4, &["error[busy]", "in another window", "try again"]);
    drop(lock);
    fs::write(keys.join(".tipscreen-recipients.txt-0123456789ab"), "half").expect("a file");
    place.expect(&["key", "add", &other], 0, &["1 added."]);
    assert!(!keys.join(".tipscreen-recipients.txt-0123456789ab").exists(), "what was left over is still there");

    // Whoever added the key of the office first can still have keys of their own.
    let first = Place::new();
    first.expect(&["key", "add", &other], 0, &["1 added."]);
    let made = first.expect(&["key", "new", "--passphrase-fd", "3"], 0, &["identity.age opens everything"]);
    assert!(made.contains(&other) && made.matches("age1").count() == 2, "{made}");

    fs::remove_file(keys.join("recipients.txt")).expect("it is there");
    let told = place.expect(&["key", "new", "--passphrase-fd", "3"], 4, &["without the public keys", "put the public"]);
    assert!(told.contains("error[altered]"), "{told}");
}
