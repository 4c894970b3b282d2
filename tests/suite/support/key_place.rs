//! A store with keys, and the program on it: for tests of what is sealed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use tipscreen::store::{Identity, LocalDisk, NewKeys, Passphrase, Store};

pub const PASSPHRASE: &str = "four words or five";

/// To the agreement to a record and the signs.
pub const TYPED: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nu\nu\nu\nu\nu\nu\nu\nu\nu\n";

/// A store with keys, and what is needed to use it.
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("passphrase"), format!("{PASSPHRASE}\n")).expect("a file");
        fs::write(folder.path().join("wrong"), "another passphrase\n").expect("a file");
        for name in ["home", "temp"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        Self { folder }
    }

    /// With keys that cost no time to open.
    pub fn with_keys(field: &[Identity]) -> Self {
        let place = Self::new();
        let field = field.iter().map(Identity::to_public).collect();
        let new = NewKeys { passphrase: Passphrase::from(PASSPHRASE), field, work: Some(2) };
        place.make_keys(new);
        place
    }

    /// Makes keys, and accepts them on the device of the tests.
    pub fn make_keys(&self, new: NewKeys) {
        let made = self.at().make_keys(new).expect("keys");
        crate::program::accept(&crate::program::device(), &self.store(), &made);
    }

    pub fn at(&self) -> Store<LocalDisk> {
        Store::at(LocalDisk::default(), self.store())
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The program in a home and with temporary files of its own; the passphrase stands open as file 3.
    pub fn program(&self, args: &[&str], passphrase: &str) -> Command {
        let mut program = crate::program::with_device("sh");
        program.args(["-c", &format!("exec \"$0\" \"$@\" 3< '{}'", self.path(passphrase))]);
        program.arg(crate::program::PROGRAM).args(args);
        program.env("TIPSCREEN_STORE", self.store()).env("HOME", self.path("home")).env("TMPDIR", self.path("temp"));
        program.env_remove("XDG_DATA_HOME").current_dir(self.folder.path());
        program
    }

    pub fn run(&self, args: &[&str], typed: &str) -> Output {
        self.run_with("passphrase", args, typed)
    }

    /// Runs with another folder for the files of the device.
    pub fn run_on(&self, device: &Path, args: &[&str], typed: &str) -> Output {
        let mut program = self.program(args, "passphrase");
        program.env(crate::program::DEVICE, device);
        Self::run_program(program, typed)
    }

    pub fn run_with(&self, passphrase: &str, args: &[&str], typed: &str) -> Output {
        Self::run_program(self.program(args, passphrase), typed)
    }

    fn run_program(mut program: Command, typed: &str) -> Output {
        let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("it starts");
        let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
        child.wait_with_output().expect("an end")
    }

    /// Runs, and expects an exit code and words on standard error or output.
    pub fn expect(&self, args: &[&str], code: i32, words: &[&str]) -> String {
        expected(args, &self.run(args, ""), code, words)
    }

    /// The same with another folder for the files of the device.
    pub fn expect_on(&self, device: &Path, args: &[&str], code: i32, words: &[&str]) -> String {
        expected(args, &self.run_on(device, args, ""), code, words)
    }

    /// Accepts the public keys as they are now.
    pub fn accept_keys(&self) {
        self.expect(&["key", "accept", "--yes"], 0, &["accepted"]);
    }

    /// A sealed screening that was put aside after a few signs.
    pub fn draft(&self) -> String {
        let out = self.run(&["screen", "--plain"], &format!("{TYPED}a\na\nw\n"));
        assert!(running(&told(&out)).contains("saved on this device, sealed (encrypted)"), "{}", told(&out));
        let mut ids = self.at().ids().expect("ids");
        assert_eq!(ids.len(), 1, "{}", told(&out));
        ids.pop().expect("a record")
    }

    /// A sealed screening that came to its end.
    pub fn finished(&self) -> String {
        let id = self.draft();
        let out = self.run(&["screen", "--plain", "--passphrase-fd", "3", "--resume", &id[..8]], "y\nx\ny\n\n\n");
        assert_eq!(out.status.code(), Some(0), "{}", told(&out));
        assert_eq!(
            self.at().head(&id).expect("a head").state,
            tipscreen::store::RecordState::Finished,
            "{}",
            told(&out)
        );
        id
    }

    pub fn file(&self, id: &str) -> PathBuf {
        self.store().join("records").join(format!("{id}.tipscreen"))
    }
}

fn expected(args: &[&str], out: &Output, code: i32, words: &[&str]) -> String {
    let told = told(out);
    assert_eq!(out.status.code(), Some(code), "{args:?}: {told}");
    let (lower, in_one) = (told.to_lowercase(), running(&told).to_lowercase());
    for word in words.iter().map(|word| word.to_lowercase()) {
        assert!(lower.contains(&word) || in_one.contains(&word), "{args:?}: no {word:?} in: {told}");
    }
    told
}

/// Lines that wrap are one.
pub fn running(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn told(out: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&out.stderr), String::from_utf8_lossy(&out.stdout))
}
