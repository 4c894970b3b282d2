//! How tests start the program: with a folder for the files of this device that is not the one of whoever runs the tests.

use std::path::{Path, PathBuf};
use std::process::Command;
use tipscreen::store::{Accepted, Device, LocalDisk, MadeKeys};

/// The program, for scripts. Whoever starts it this way sets [`DEVICE`] as well.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tipscreen");

/// The variable that names the folder of the device.
pub const DEVICE: &str = "TIPSCREEN_DEVICE";

/// The folder of the device of all tests that need none of their own.
pub fn device() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("device")
}

/// The program.
pub fn program() -> Command {
    with_device(PROGRAM)
}

/// Another program, which starts this one.
pub fn with_device(other: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(other);
    command.env(DEVICE, device());
    command
}

/// Accepts keys that a test made for a store, as the program does where it makes keys.
pub fn accept(device: &Path, store: &Path, made: &MadeKeys) {
    let accepted = Accepted { readers: made.keys.readers(), own: made.own.clone() };
    Device::at(LocalDisk::default(), device).accept(store, &accepted).expect("a file");
}

#[test]
fn every_test_starts_the_program_with_a_device_of_its_own() {
    let here = crate::files::root().join("tests/suite");
    let variable = ["CARGO_BIN_EXE", "_tipscreen"].concat();
    for path in crate::files::below(&here, "rs").into_iter().filter(|path| !path.ends_with("program.rs")) {
        let text = crate::files::text(&path);
        assert!(!text.contains(&variable), "{}: start it by way of `program`", path.display());
        let starts = text.contains("program::PROGRAM") && text.contains("Command::new(");
        assert!(
            !starts || text.contains("DEVICE") || text.contains("with_device") || text.contains("Terminal::"),
            "{}",
            path.display()
        );
    }
}
