//! Whose a store and its records are: what others can write to, or what is somebody else's, is read by no command, by
//! whatever path it is named.

use crate::copies::{OTHER, record, run, said, store};
use crate::meetings::ID;
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

/// Somebody else, wherever the tests run as root.
const STRANGER: u32 = 4711;

/// Makes a file or a folder somebody else's. Only root can.
fn give_away(path: &Path) {
    chown(path, Some(STRANGER), Some(STRANGER)).expect("an owner");
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// Every command that reads records, with the words that name the records of a store by path or by store.
fn readers(store: &Path, record: &Path) -> Vec<Vec<String>> {
    let (store, record) = (store.display().to_string(), record.display().to_string());
    let inside = format!("{store}/records");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    vec![
        words(&["batch", &store]),
        words(&["batch", &inside]),
        words(&["batch", &record]),
        words(&["batch", "--summary", &store]),
        words(&["score", &record]),
        words(&["explain", &record]),
        words(&["train", "agree", &record, &record]),
        words(&["case", "show", ID, "--store", &store]),
        words(&["case", "verify", "--store", &store]),
        words(&["case", "list", "--store", &store]),
    ]
}

fn run_all(words: &[String]) -> (Option<i32>, String, String) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let out = run(elsewhere.path(), &words);
    (out.status.code(), said(&out), String::from_utf8_lossy(&out.stdout).into_owned())
}

#[test]
fn a_store_that_others_can_write_to_is_read_by_no_path_to_it() {
    let folder = store(false);
    let link = tempfile::tempdir().expect("a folder");
    let link = link.path().join("link");
    symlink(folder.path(), &link).expect("a link");
    for words in readers(folder.path(), &record(folder.path(), ID)) {
        let (code, told, _) = run_all(&words);
        assert_eq!(code, Some(0), "{words:?}: {told}");
    }
    for inside in ["", "records", "catalogues"] {
        let at = if inside.is_empty() { folder.path().to_owned() } else { folder.path().join(inside) };
        for mode in [0o777, 0o770, 0o702] {
            set_mode(&at, mode);
            for words in
                [readers(folder.path(), &record(folder.path(), ID)), readers(&link, &record(&link, ID))].concat()
            {
                let (code, told, printed) = run_all(&words);
                assert_eq!((code, printed.as_str()), (Some(4), ""), "{mode:o} {inside} {words:?}: {told}");
                assert!(told.contains("error[unsafe-store]") && told.contains("chmod go-w"), "{words:?}: {told}");
                assert!(told.contains("others may write into the folder"), "{words:?}: {told}");
            }
        }
        set_mode(&at, 0o700);
    }
    // Inside a folder that is named, too, and beside other files.
    let above = tempfile::tempdir().expect("a folder");
    let moved = above.path().join("stick/store");
    fs::create_dir_all(moved.parent().expect("a folder")).expect("a folder");
    assert!(std::process::Command::new("cp").arg("-rp").args([folder.path(), &moved]).status().expect("cp").success());
    set_mode(&moved, 0o777);
    let (code, told, printed) = run_all(&["batch".to_owned(), above.path().display().to_string()]);
    assert_eq!((code, printed.as_str()), (Some(4), ""), "{told}");
    // Nor is a folder of records a safe one because that of catalogues was taken away.
    fs::remove_dir_all(moved.join("catalogues")).expect("it goes");
    let (code, told, printed) = run_all(&["score".to_owned(), record(&moved, ID).display().to_string()]);
    assert_eq!((code, printed.as_str()), (Some(4), ""), "{told}");
}

#[test]
fn a_store_of_somebody_else_is_read_by_no_path_to_it() {
    if !rustix::process::geteuid().is_root() {
        return strangers_files_of_the_system();
    }
    let folder = store(false);
    for inside in ["", "records", "catalogues"] {
        let at = if inside.is_empty() { folder.path().to_owned() } else { folder.path().join(inside) };
        give_away(&at);
        for words in readers(folder.path(), &record(folder.path(), ID)) {
            let (code, told, printed) = run_all(&words);
            assert_eq!((code, printed.as_str()), (Some(4), ""), "{inside} {words:?}: {told}");
            assert!(
                told.contains("error[unsafe-store]") && told.contains("belongs to somebody else"),
                "{words:?}: {told}"
            );
        }
        chown(&at, Some(0), Some(0)).expect("an owner");
    }
}

/// Without root nothing can be given away: a record that is a file of the system, by another name.
fn strangers_files_of_the_system() {
    let folder = store(false);
    let path = record(folder.path(), ID);
    fs::remove_file(&path).expect("it goes");
    symlink("/etc/hostname", &path).expect("a link");
    let (code, told, _) = run_all(&["batch".to_owned(), folder.path().display().to_string()]);
    assert_eq!(code, Some(4), "{told}");
}

/// What makes a record that nobody else could have changed into one that others could have.
type Spoil = fn(&PathBuf);

#[test]
fn a_record_that_others_can_write_to_is_refused_by_name_and_the_others_are_read() {
    let mut ways: Vec<(Spoil, &str, &str)> = vec![
        (|path| set_mode(path, 0o666), "others may write to its file", "chmod go-w"),
        (|path| set_mode(path, 0o620), "others may write to its file", "chmod go-w"),
        (|path| set_mode(path, 0o602), "others may write to its file", "chmod go-w"),
    ];
    if rustix::process::geteuid().is_root() {
        ways.push((|path| give_away(path), "its file belongs to somebody else", "copy the file"));
    }
    for (spoil, why, help) in ways {
        let folder = store(false);
        let path = record(folder.path(), ID);
        spoil(&path);
        for words in readers(folder.path(), &path) {
            let (code, told, printed) = run_all(&words);
            assert_eq!(code, Some(4), "{words:?}: {told}");
            assert!(told.contains("error[unsafe-record]: ") && told.contains(why), "{words:?}: {told}");
            assert!(told.contains(help), "{words:?}: {told}");
            assert!(told.contains(&ID[..8]), "{words:?}: {told}");
            let of_all = (words[0] == "batch" && !words[1].contains(ID)) || ["verify", "list"].contains(&&*words[1]);
            if of_all && words[1] != "--summary" {
                assert!(printed.contains(&OTHER[..8]), "the others are read, {words:?}: {told}");
                assert!(!printed.contains(&ID[..8]), "{words:?}: {told}");
            }
        }
        let out = run(folder.path(), &["screen", "--plain", "--unsealed", "--resume", ID]);
        assert!(out.status.code() == Some(4) && said(&out).contains("error[unsafe-record]"), "{}", said(&out));
        let out = run(folder.path(), &["case", "erase", "--yes", ID]);
        assert_eq!(out.status.code(), Some(0), "it can be erased: {}", said(&out));
        assert!(!path.exists());
    }
}
