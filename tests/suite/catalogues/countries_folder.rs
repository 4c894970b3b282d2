//! The folder of country files that is always read: only what is its owner's alone is read from it.

use crate::files::{root, text};
use crate::origin::tipscreen;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    root().join("tests/data/faults/23-countries-folder-of-others").join(name)
}

/// A folder with the file of the fault in it, for its owner alone, and the same in a folder inside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("north");
    fs::create_dir(&inner).expect("a folder");
    let caution = "[[country]]\nid = \"TH\"\ncaution = [{ text = \"Ask the north office.\", sources = [{ source = \"tipscreen\", item = \"x\" }] }]\n";
    fs::write(inner.join("caution.toml"), caution).expect("a file");
    fs::write(folder.path().join("replace.toml"), text(&data("replace.toml"))).expect("a file");
    for (path, mode) in [("", 0o755), ("north", 0o755), ("north/caution.toml", 0o644), ("replace.toml", 0o644)] {
        set_mode(&folder.path().join(path), mode);
    }
    folder
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

fn score(countries: &Path) -> (String, String) {
    let (code, printed, told) =
        tipscreen(&["score", "--detail", "full", &data("th.json").display().to_string()], countries);
    assert_eq!(code, Some(0), "{told}");
    (printed.split_whitespace().collect::<Vec<_>>().join(" "), told)
}

/// Nothing of the folder is used, that is said with what to do, and the result is there with the shipped numbers.
fn is_refused(countries: &Path, at: &Path, why: &str, help: &str) {
    let (printed, told) = score(countries);
    assert!(printed.contains("FINDING:") && printed.contains(": 1300"), "{printed}");
    assert!(!printed.contains("099 666 6666") && !printed.contains("north office") && !printed.contains("your file"));
    let first = format!("warning[unsafe-folder]: {}: {why}", at.display());
    assert!(told.contains(&first) && told.contains(help) && told.contains("nothing was read from"), "{told}");
}

#[test]
fn a_folder_of_its_owner_alone_is_read() {
    let folder = folder();
    let (printed, told) = score(folder.path());
    assert!(
        printed.contains("from your file replace.toml") && printed.contains("from your file caution.toml"),
        "{printed}"
    );
    assert!(!told.contains("warning"), "{told}");
}

/// `StoreError` 23, and each of its kind: the folder, a folder in it, a file; by the group or by all.
#[test]
fn what_others_may_write_to_is_refused_with_a_word() {
    for place in ["", "north", "north/caution.toml", "replace.toml"] {
        for mode in [0o020, 0o002, 0o022] {
            let folder = folder();
            let path = if place.is_empty() { folder.path().to_owned() } else { folder.path().join(place) };
            set_mode(&path, if path.is_dir() { 0o755 } else { 0o644 } | mode);
            let close = format!("chmod go-w '{}'", path.display());
            is_refused(folder.path(), &path, "others may write to it", &close);
            // The printed command mends it.
            set_mode(&path, if path.is_dir() { 0o755 } else { 0o644 });
            assert!(score(folder.path()).0.contains("099 666 6666"));
        }
    }
}

/// Only root can give a file to somebody else; elsewhere the folder of root is somebody else's.
#[test]
fn what_is_somebody_elses_is_refused_with_a_word() {
    let why = "it belongs to somebody else";
    if !rustix::process::geteuid().is_root() {
        is_refused(Path::new("/etc"), Path::new("/etc"), why, "--country-file");
        return;
    }
    for place in ["", "north", "replace.toml"] {
        let folder = folder();
        let path = if place.is_empty() { folder.path().to_owned() } else { folder.path().join(place) };
        std::os::unix::fs::chown(&path, Some(65_534), Some(65_534)).expect("a new owner");
        is_refused(folder.path(), &path, why, "--country-file");
    }
}

/// What is named one by one was chosen: it may be anybody's.
#[test]
fn a_file_that_is_named_is_not_checked() {
    let folder = folder();
    let file = folder.path().join("replace.toml");
    set_mode(&file, 0o666);
    let words = [
        "score",
        "--detail",
        "full",
        &data("th.json").display().to_string(),
        "--country-file",
        &file.display().to_string(),
    ];
    let (code, printed, told) = tipscreen(&words, Path::new("/nonexistent"));
    assert_eq!(code, Some(0), "{told}");
    assert!(printed.contains("099 666 6666"), "{printed}");
}

/// The folder of the settings is checked like the one that the variable names.
#[test]
fn the_folder_of_the_settings_is_checked_too() {
    let settings = tempfile::tempdir().expect("a folder");
    let countries = settings.path().join("tipscreen/countries");
    fs::create_dir_all(&countries).expect("a folder");
    fs::write(countries.join("replace.toml"), text(&data("replace.toml"))).expect("a file");
    let run = || {
        let mut program = crate::program::program();
        program.args(["score", "--detail", "full", &data("th.json").display().to_string()]);
        program.env_remove("TIPSCREEN_COUNTRIES").env("XDG_CONFIG_HOME", settings.path()).env("HOME", settings.path());
        let out = program.output().expect("the program starts");
        (String::from_utf8_lossy(&out.stdout).into_owned(), String::from_utf8_lossy(&out.stderr).into_owned())
    };
    for (mode, is_read) in [(0o755, true), (0o777, false)] {
        set_mode(&countries, mode);
        set_mode(&countries.join("replace.toml"), 0o644);
        let (printed, told) = run();
        assert_eq!(printed.contains("099 666 6666"), is_read, "{told}");
        assert_eq!(told.contains("warning[unsafe-folder]"), !is_read, "{told}");
    }
}
