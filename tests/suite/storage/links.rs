//! Links inside a store, a catalogue folder or a countries folder lead nowhere: nothing is read, written or deleted by way of
//! one, and nothing of a file outside the folder that was named is printed. `StoreError` 26 of those found by use.

use crate::files::root;
use crate::meetings::{ID, first_meeting};
use crate::withdrawing::TO_CONSENT;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tipscreen::store::{LocalDisk, Unsealed};

/// Stands in every file that no command may read.
const OUTSIDE: &str = "qzjx-outside-the-folder";

/// Every command that looks into a store.
const COMMANDS: [&[&str]; 13] = [
    &["case", "list"],
    &["case", "show", ID, "--detail", "full"],
    &["case", "show", ID, "--history"],
    &["case", "verify"],
    &["case", "export", ID],
    &["case", "erase", "--yes", ID],
    &["screen", "--plain", "--resume"],
    &["screen", "--plain", "--resume", ID],
    &["screen", "--plain", "--continue", ID],
    &["key", "show"],
    &["key", "add", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"],
    &["key", "reseal", "--dry-run"],
    &["batch", "."],
];

/// A store of this user, and another folder that was put together to look like one.
struct Stores {
    folder: tempfile::TempDir,
}

impl Stores {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let made = Self { folder };
        first_meeting(LocalDisk::default(), &made.real(), ID, Unsealed);
        for name in ["stick", "outside"] {
            fs::create_dir(made.at(name)).expect("a folder");
            fs::set_permissions(made.at(name), fs::Permissions::from_mode(0o700)).expect("its mode");
        }
        let outside = made.at("outside");
        fs::write(outside.join(".tipscreen-thesis.tipscreen-final"), OUTSIDE).expect("a file");
        fs::write(outside.join("notes.toml"), format!("# {OUTSIDE}\n[\"{OUTSIDE}\"\n")).expect("a file");
        fs::write(outside.join("notes.json"), format!("{{\"{OUTSIDE}\": }}")).expect("a file");
        fs::write(outside.join("recipients.txt"), format!("# {OUTSIDE}\nage1 {OUTSIDE}\n")).expect("a file");
        made
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn real(&self) -> PathBuf {
        self.at("real")
    }

    fn stick(&self) -> PathBuf {
        self.at("stick")
    }

    /// All that lies outside of the folder that is named, with what it holds.
    fn others(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.real(), self.at("outside")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else {
                    found.insert(entry.clone(), fs::read(&entry).expect("a file"));
                }
            }
        }
        found
    }

    fn run(&self, args: &[&str], store: &Path) -> Output {
        let mut program = crate::program::program();
        program.args(args).env("TIPSCREEN_STORE", store).env("TIPSCREEN_COUNTRIES", "/nonexistent");
        program.env("HOME", self.at("home")).env_remove("XDG_DATA_HOME");
        program.current_dir(store).stdin(Stdio::null()).output().expect("it starts")
    }

    /// Runs every command on the stick: nothing elsewhere changes, and nothing of it is told.
    fn reach_nothing(&self, what: &str) -> Vec<(Option<i32>, String)> {
        let before = self.others();
        let mut came = Vec::new();
        for command in COMMANDS {
            let out = self.run(command, &self.stick());
            let said = [out.stdout, out.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
            assert!(self.others() == before, "{what}: {command:?} changed a file elsewhere");
            assert!(!said.contains(OUTSIDE), "{what}: {command:?} tells what stands elsewhere: {said}");
            assert!(!said.contains("said at the first meeting"), "{what}: {command:?}: {said}");
            assert!(!said.contains("panicked") && !said.contains("internal"), "{what}: {command:?}: {said}");
            came.push((out.status.code(), said));
        }
        came
    }
}

#[test]
fn a_folder_of_a_store_that_is_a_link_is_not_entered() {
    for (folder, to) in
        [("records", "real/records"), ("records", "outside"), ("catalogues", "outside"), ("keys", "outside")]
    {
        let stores = Stores::new();
        for inside in ["records", "catalogues", "keys"].iter().filter(|inside| **inside != folder) {
            fs::create_dir(stores.stick().join(inside)).expect("a folder");
            fs::set_permissions(stores.stick().join(inside), fs::Permissions::from_mode(0o700)).expect("its mode");
        }
        symlink(stores.at(to), stores.stick().join(folder)).expect("a link");
        let came = stores.reach_nothing(&format!("{folder} -> {to}"));
        let refused = came.iter().filter(|(code, said)| *code != Some(0) && said.contains("it is a link")).count();
        assert!(refused >= 8, "{folder} -> {to}: {came:?}");
    }
}

#[test]
fn a_file_of_a_store_that_is_a_link_is_not_opened() {
    let record = format!("records/{ID}.tipscreen");
    let lock = format!("records/{ID}.lock");
    let links = [
        // How many commands have to refuse it, and say why.
        (record.as_str(), format!("real/{record}"), 5),
        (lock.as_str(), "outside/notes.toml".to_owned(), 0),
        ("keys/recipients.txt", "outside/recipients.txt".to_owned(), 5),
        ("keys/identity.age", "outside/notes.toml".to_owned(), 0),
        ("keys/.lock", "outside/notes.toml".to_owned(), 0),
        ("records/.tipscreen-left.tipscreen-over", "outside/.tipscreen-thesis.tipscreen-final".to_owned(), 0),
    ];
    for (link, to, least) in links {
        let stores = Stores::new();
        for inside in ["records", "catalogues", "keys"] {
            fs::create_dir(stores.stick().join(inside)).expect("a folder");
            fs::set_permissions(stores.stick().join(inside), fs::Permissions::from_mode(0o700)).expect("its mode");
        }
        symlink(stores.at(&to), stores.stick().join(link)).expect("a link");
        let came = stores.reach_nothing(&format!("{link} -> {to}"));
        let refused = came.iter().filter(|(code, said)| *code != Some(0) && said.contains("it is a link")).count();
        assert!(refused >= least, "{link} -> {to}: {came:?}");
        // A link in the store's own place was not written through: a talk has to be kept elsewhere, or beside it.
        let before = stores.others();
        let out = stores.run(&["screen", "--plain", "--unsealed"], &stores.stick());
        assert!(stores.others() == before, "{link}: a talk was written elsewhere: {out:?}");
    }
}

#[test]
fn a_store_that_is_named_by_a_link_is_a_store_as_any() {
    let stores = Stores::new();
    symlink(stores.real(), stores.at("link")).expect("a link");
    let out = stores.run(&["case", "show", ID, "--notes"], &stores.at("link"));
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    assert!(String::from_utf8_lossy(&out.stdout).contains("said at the first meeting"));
    let out = stores.run(&["case", "erase", "--yes", ID], &stores.at("link"));
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    assert!(!stores.real().join(format!("records/{ID}.tipscreen")).exists());
}

#[test]
fn a_link_in_a_folder_of_a_catalogue_is_refused_and_what_it_leads_to_is_not_printed() {
    let stores = Stores::new();
    let mine = stores.at("mine");
    fs::create_dir(&mine).expect("a folder");
    fs::copy(root().join("tests/data/catalogue/least.toml"), mine.join("a.toml")).expect("a copy");
    let check = |folder: &Path| {
        let out = stores.run(&["catalogue", "check", &format!("{}/", folder.display())], &stores.real());
        (out.status.code(), [out.stdout, out.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
    };
    assert_eq!(check(&mine).0, Some(0), "{}", check(&mine).1);
    for (name, to) in [("b.toml", "outside/notes.toml"), ("more", "outside")] {
        symlink(stores.at(to), mine.join(name)).expect("a link");
        let (code, said) = check(&mine);
        assert!(code == Some(3) && said.contains("it is a link") && said.contains(name), "{name}: {said}");
        assert!(!said.contains(OUTSIDE), "{name}: {said}");
        fs::remove_file(mine.join(name)).expect("it goes");
    }
    // The folder itself may be a link: it was named.
    symlink(&mine, stores.at("named")).expect("a link");
    assert_eq!(check(&stores.at("named")).0, Some(0));
}

#[test]
fn a_link_in_the_folder_of_countries_is_told_and_left_out() {
    let stores = Stores::new();
    let countries = stores.at("countries");
    fs::create_dir(&countries).expect("a folder");
    symlink(stores.at("outside/notes.toml"), countries.join("th.toml")).expect("a link");
    let case = root().join("examples/cases/fisher-eighteen-months.json");
    let mut program = crate::program::program();
    program
        .args(["score", "--detail", "full"])
        .arg(case)
        .env("TIPSCREEN_COUNTRIES", &countries)
        .env("TIPSCREEN_STORE", stores.real());
    let out = program.output().expect("it starts");
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(told.contains("it is a link") && told.contains("th.toml"), "{told}");
    assert!(!told.contains(OUTSIDE), "{told}");
}

#[test]
fn what_is_named_like_a_left_over_and_is_none_is_named_and_keeps_nothing_from_being_saved() {
    let stores = Stores::new();
    let odd = stores.real().join("records");
    fs::create_dir(odd.join(".tipscreen-a.tipscreen-0123456789ab")).expect("a folder");
    symlink(stores.at("outside"), odd.join(".tipscreen-b.tipscreen-0123456789ab")).expect("a link");
    fs::create_dir_all(stores.real().join("keys/.tipscreen-recipients.txt-0123456789ab")).expect("a folder");
    for folder in ["keys", "catalogues"] {
        fs::set_permissions(stores.real().join(folder), fs::Permissions::from_mode(0o700)).expect("its mode");
    }
    fs::create_dir(stores.real().join("catalogues/.tipscreen-00.json-0123456789ab")).expect("a folder");
    let mut program = crate::program::program();
    program.args(["screen", "--plain", "--unsealed"]).env("TIPSCREEN_STORE", stores.real());
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("it starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), format!("{TO_CONSENT}1\nu\nw\n").as_bytes())
        .expect("it reads");
    let out = child.wait_with_output().expect("an end");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let records = fs::read_dir(&odd).expect("records").filter_map(Result::ok);
    let kept = records.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.ends_with(".tipscreen") && !name.starts_with('.') && !name.starts_with(ID)
    });
    assert_eq!(kept.count(), 1, "the talk was not saved: {out:?}");
    let list = stores.run(&["case", "list"], &stores.real());
    let told = [list.stdout, list.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    for name in [".tipscreen-a.tipscreen", ".tipscreen-b.tipscreen"] {
        assert!(told.contains(name), "{name} is not named: {told}");
    }
    let key = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    let added = stores.run(&["key", "add", key], &stores.real());
    assert_eq!(added.status.code(), Some(0), "{added:?}");
}
