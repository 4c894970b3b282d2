//! A command that is printed can be pasted: from any folder, with any path, it does what was said.

use crate::export::{example, kept};
use crate::pty::Terminal;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tipscreen::escape::{line, quoted};

const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// Names of folders that a shell takes for something else.
const NAMES: [&str; 5] = ["plain", "it's a $HOME `x` \"y\" ! & ; *", "ข้อมูลของคดี ๑", "-n (a)", "line\nend\u{202e}x"];

/// Every word reaches a program as it was, by way of the shell of this device, and what stands for it can be printed.
#[test]
fn a_shell_reads_a_word_as_it_is() {
    let words: [&[u8]; 15] = [
        b"plain-1.0/x_y",
        b"",
        b" ",
        b"two  words",
        b"it's",
        b"'",
        b"a'b\"c`d$(e)$f!g",
        b"-n",
        b"~",
        b"*?[a]{b,c}\\d",
        b"a=b&c;d|e>f<g#h",
        "ข้อมูล คดี".as_bytes(),
        "\u{202e}abc\u{2066}".as_bytes(),
        b"a\nb\tc\x1b[2J",
        b"\xff\xfe caf\xe9 %s \\n -x",
    ];
    for word in words {
        let shown = quoted(OsStr::from_bytes(word));
        assert_eq!(line(&shown), shown, "it can't be printed");
        let out =
            crate::program::with_device("sh").args(["-c", &format!("printf %s {shown}")]).output().expect("a shell");
        assert_eq!(out.stdout, word, "{shown}");
    }
}

/// The answers to the first questions of a screening that is kept, up to a pause.
const TO_A_PAUSE: &str = "y\nn\n1\nu\n1\n1\n1\n1\n1\nw\n";

/// A program with these answers: exit code, standard output, standard error. Nothing of the environment names a store.
fn ran(program: &mut Command, typed: &str) -> (Option<i32>, String, String) {
    program.env_remove("TIPSCREEN_STORE").env("TIPSCREEN_COUNTRIES", "/nonexistent").env("HOME", "/nonexistent");
    program.env_remove("XDG_DATA_HOME").env_remove("XDG_CONFIG_HOME").current_dir("/");
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
    let out = child.wait_with_output().expect("an end");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

fn tipscreen() -> Command {
    crate::program::program()
}

fn pasted(command: &str, typed: &str) -> (Option<i32>, String, String) {
    ran(crate::program::with_device("sh").args(["-c", command]), typed)
}

/// The lines that are commands of the program and hold a word.
fn commands(told: &str, word: &str) -> Vec<String> {
    let is_command = |line: &&str| line.starts_with("  ") && line.contains("tipscreen") && line.contains(word);
    told.lines().filter(is_command).map(|line| line.trim().to_owned()).collect()
}

#[track_caller]
fn one(told: &str, word: &str) -> String {
    let found = commands(told, word);
    assert_eq!(found.len(), 1, "`{word}` in {told}");
    found.into_iter().next().expect("one")
}

#[test]
fn whatever_the_store_is_called_a_screening_is_taken_up_by_the_line_that_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in NAMES {
        let store = folder.path().join(name);
        let args = |program: &mut Command| {
            program.args(["screen", "--plain", "--training", "--store"]).arg(&store);
        };
        let mut program = tipscreen();
        args(&mut program);
        let (code, _, told) = ran(&mut program, TO_A_PAUSE);
        assert_eq!(code, Some(0), "{name:?}: {told}");
        let resume = one(&told, "--resume");
        let (code, _, told) = pasted(&format!("{resume} --plain"), "y\nw\n");
        assert_eq!(code, Some(0), "{resume}: {told}");
        assert_eq!(one(&told, "--resume"), resume);
        // A new one tells that there is one; the line that it gives lists it.
        let mut program = tipscreen();
        args(&mut program);
        let (_, _, told) = ran(&mut program, "");
        let list = commands(&told, "--resume").remove(0);
        let (_, _, told) = pasted(&format!("{list} --plain"), "l\n");
        assert!(told.contains("Unfinished screenings"), "{list}: {told}");
        // To its end: the line that shows it.
        let (code, _, told) = pasted(&format!("{resume} --plain"), "y\nx\n1\n");
        assert_eq!(code, Some(0), "{told}");
        let show = one(&told, "case show");
        let (code, printed, told) = pasted(&show, "");
        assert_eq!(code, Some(0), "{show}: {told}");
        assert!(printed.contains("Finding:"), "{printed}");
    }
    let made = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(made, NAMES.len(), "another folder was made");
}

#[test]
fn what_an_error_names_can_be_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("it's $HOME");
    kept(&store, ID, &example("fisher-eighteen-months"));
    let (code, _, told) = ran(tipscreen().args(["case", "show", "zzzz", "--store"]).arg(&store), "");
    assert_eq!(code, Some(4), "{told}");
    let list = told.lines().find_map(|line| line.trim().strip_prefix("= ")).map(str::to_owned);
    assert!(list.is_none_or(|line| !line.contains("tipscreen")), "a command stands in a line of its own: {told}");
    let (code, printed, told) = pasted(&one(&told, "case list"), "");
    assert_eq!(code, Some(0), "{told}");
    assert!(printed.contains(&ID[..8]), "{printed}");

    let (_, _, told) = ran(tipscreen().args(["key", "show", "--store"]).arg(&store), "");
    let make = one(&told, "key new");
    let phrase = folder.path().join("phrase");
    fs::write(&phrase, "four words of nothing at all\n").expect("a file");
    let (code, _, told) = pasted(&format!("{make} --passphrase-fd 3 3< {}", phrase.display()), "");
    assert_eq!(code, Some(0), "{told}");
    assert!(store.join("keys").is_dir(), "{told}");
}

/// The catalogue that lists what may be answered is the one that was named.
#[test]
fn the_catalogue_that_was_named_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mine, case) = (folder.path().join("it's mine.toml"), folder.path().join("case.json"));
    fs::copy(crate::files::root().join("tests/data/catalogue/whole.toml"), &mine).expect("a file");
    fs::write(&case, "{\"case_id\":\"x\",\"answers\":{}}").expect("a file");
    let mut program = tipscreen();
    program.arg("explain").arg(&case).arg("--catalogue").arg(&mine).args(["--set", "zzzzzzzz=present"]);
    let (code, _, told) = ran(&mut program, "");
    assert_eq!(code, Some(2), "{told}");
    let show = told.split('`').find(|part| part.contains(" catalogue show")).expect("a command");
    let (code, printed, told) = pasted(show, "");
    assert_eq!(code, Some(0), "{show}: {told}");
    assert!(printed.contains("whole@1.0.0") || printed.contains("A small catalogue"), "{printed}");
}

#[test]
fn a_key_that_was_named_is_named_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, key) = (folder.path().join("a store"), folder.path().join("my key's file"));
    let phrase = folder.path().join("phrase");
    fs::write(&phrase, "four words of nothing at all\n").expect("a file");
    let made = format!(
        "'{}' key new --store '{}' --passphrase-fd 3 3< '{}'",
        crate::program::PROGRAM,
        store.display(),
        phrase.display()
    );
    assert_eq!(pasted(&made, "").0, Some(0));
    fs::rename(store.join("keys/identity.age"), &key).expect("moved");
    let mut program = tipscreen();
    program.args(["screen", "--plain", "--store"]).arg(&store).arg("--identity").arg(&key);
    let (code, _, told) = ran(&mut program, TO_A_PAUSE);
    assert_eq!(code, Some(0), "{told}");
    let resume = one(&told, "--resume");
    let again = format!("{resume} --plain --passphrase-fd 3 3< '{}'", phrase.display());
    let (code, _, told) = pasted(&again, "y\nw\n");
    assert_eq!(code, Some(0), "{resume}: {told}");
    assert!(told.contains("Saved. Go on with:"), "{told}");
}

#[test]
fn the_program_is_named_as_a_shell_would_find_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bin, other) = (folder.path().join("my bin"), folder.path().join("other"));
    for (folder, to) in [(&bin, Path::new(crate::program::PROGRAM)), (&other, Path::new("/bin/true"))] {
        fs::create_dir(folder).expect("a folder");
        symlink(to, folder.join("tipscreen")).expect("a link");
    }
    let with_path = |folders: &[&PathBuf]| std::env::join_paths(folders).expect("a path");
    let show = "key show --store /nonexistent";
    // In the path: its name. Behind another program of that name, or called by its path: the whole path.
    for (path, call, begins) in [
        (vec![&bin], "tipscreen", "tipscreen key new".to_owned()),
        (vec![&other, &bin], "\"$BIN\"/tipscreen", format!("'{}/tipscreen' key new", bin.display())),
        (vec![&other], "cd \"$BIN\"; ./tipscreen", format!("'{}/tipscreen' key new", bin.display())),
    ] {
        let script = format!("PATH=\"$WANTED\"; {call} {show}");
        let mut shell = crate::program::with_device("/bin/sh");
        shell.args(["-c", &script]).env("WANTED", with_path(&path)).env("BIN", &bin);
        let (_, _, told) = ran(&mut shell, "");
        let line = one(&told, "key new");
        assert!(line.starts_with(&begins), "{call}: {line}");
    }
}

/// In a narrow window, and in one where others may look, the line stays whole.
#[test]
fn a_command_is_never_broken() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("a folder with a name of many words, so that it fits on no line of a terminal");
    let mut program = tipscreen();
    program.args(["screen", "--plain", "--training", "--store"]).arg(&store);
    let (_, _, told) = ran(&mut program, TO_A_PAUSE);
    let resume = one(&told, "--resume");
    let list = resume.replace(&resume[resume.find(" --store").expect("a store")..], "");
    let list = format!("{} --store '{}'", &list[..list.rfind(' ').expect("an id")], store.display());
    let named = store.display().to_string();
    let mut terminal = Terminal::start(&["screen", "--training", "--store", &named], 24, 40);
    terminal.wait_for("unfinished:", 0);
    terminal.wait_for("Is it safe", 0);
    assert_eq!(terminal.drawn(&list), 1, "{list}\n{}", terminal.contents());
}

/// A folder that others may write into: the line that closes it.
#[test]
fn the_right_of_others_is_taken_away_by_the_line_that_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("a store of $US");
    kept(&store, ID, &example("fisher-eighteen-months"));
    fs::set_permissions(&store, fs::Permissions::from_mode(0o777)).expect("rights");
    let (code, _, told) = ran(tipscreen().args(["case", "list", "--store"]).arg(&store), "");
    assert_eq!(code, Some(4), "{told}");
    let line = told.lines().find(|line| line.starts_with("  chmod ")).expect("a command in a line of its own");
    assert_eq!(pasted(line, "").0, Some(0), "{line}");
    assert_eq!(ran(tipscreen().args(["case", "list", "--store"]).arg(&store), "").0, Some(0));
}
