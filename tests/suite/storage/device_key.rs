//! The signing key of this device signs as long as it is this user's alone: where others may read it, nothing is signed with
//! it and that is said, with what to do.

use crate::key_place::{Place, running, told};
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;
use tipscreen::store::{Device, LocalDisk};

/// To the agreement to a record and the signs, and out.
const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\na\na\nw\n";
const SAID: &str = "others may read this key, and sign with it";

#[test]
fn a_key_that_others_may_read_signs_nothing_and_that_is_said_everywhere() {
    for (at, mode) in [0o644, 0o640, 0o604, 0o622, 0o666].into_iter().enumerate() {
        let place = Place::new();
        let device = PathBuf::from(place.path("device"));
        let known = Device::at(LocalDisk::default(), &device);
        known.key().expect("a key");
        let key = device.join("device.key");
        let before = fs::read(&key).expect("a key");
        let set = |bits| fs::set_permissions(&key, fs::Permissions::from_mode(bits)).expect("a mode");
        set(mode);
        let folder = if at % 2 == 0 { 0o755 } else { 0o700 };
        fs::set_permissions(&device, fs::Permissions::from_mode(folder)).expect("a mode");
        let ran = place.run_on(&device, &["screen", "--plain", "--unsealed"], TYPED);
        let said = told(&ran);
        let hide = format!("chmod go= '{}'", key.display());
        assert!(running(&said).contains("records saved now are not signed by this device"), "{mode:o}: {said}");
        assert!(running(&said).contains(SAID) && said.contains(&hide), "{mode:o}: {said}");
        let begun = running(&said).find("Is it safe").expect("a person was asked");
        assert!(running(&said).find(SAID).is_some_and(|at| at < begun), "it is said before the first question: {said}");
        for args in [["key", "show"], ["case", "verify"]] {
            let said = place.expect_on(&device, &args, 0, &[SAID, "remove their permission"]);
            assert!(said.contains(&hide), "{mode:o}: {args:?}: {said}");
        }
        place.expect_on(&device, &["case", "verify"], 0, &["not signed: anyone who can write to this disk"]);
        assert_eq!(fs::read(&key).expect("a key"), before, "it was written over");
        let done = crate::program::with_device("sh").args(["-c", &hide]).status().expect("a shell");
        assert!(done.success(), "the command that is told does not run: {hide}");
        place.run_on(&device, &["screen", "--plain", "--unsealed"], TYPED);
        place.expect_on(&device, &["case", "verify"], 0, &["signed by this device"]);
        // One that is somebody else's is none of this user.
        if rustix::process::geteuid().is_root() {
            chown(&key, Some(4711), None).expect("an owner");
            place.expect_on(&device, &["key", "show"], 0, &[SAID]);
        }
    }
}

#[test]
fn devices_that_are_known_stay_known_while_the_own_key_is_open_to_others() {
    let place = Place::new();
    let [own, other] = ["own", "other"].map(|name| PathBuf::from(place.path(name)));
    let key = Device::at(LocalDisk::default(), &other).key().expect("a key").public().to_string();
    place.run_on(&other, &["screen", "--plain", "--unsealed"], TYPED);
    place.expect_on(&own, &["key", "trust", "--name", "the desk", &key], 0, &["Known from now on"]);
    Device::at(LocalDisk::default(), &own).key().expect("a key");
    fs::set_permissions(own.join("device.key"), fs::Permissions::from_mode(0o644)).expect("a mode");
    place.expect_on(&own, &["case", "verify"], 0, &["signed by the known device “the desk”", SAID]);
}
