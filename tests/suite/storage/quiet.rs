//! Nothing of a case gets out beside its result: not by a message, a fault of the program, a core file, or a folder that
//! others may write into.

use crate::export::{MARKER, example, kept};
use crate::files;
use crate::generate::shipped;
use crate::part::every;
use crate::pty::Terminal;
use crate::store::Ordinary;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Output, Stdio};
use tipscreen::interview::Prompter;
use tipscreen::terminal::screen::Screen;

const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

fn tipscreen(store: &Path, args: &[&str]) -> Output {
    let mut program = crate::program::program();
    program.args(args).env("TIPSCREEN_STORE", store).env("TIPSCREEN_COUNTRIES", "/nonexistent");
    program.stdin(Stdio::null()).output().expect("the program starts")
}

// ---------------------------------------------------------------- faults of the program

/// Stands on the terminal before.
const BEFORE: &str = "mail from home";

#[test]
#[ignore = "breaks on purpose: the next test runs it in a terminal of its own"]
fn breaks() {
    tipscreen::cli::begin_quietly();
    let mut screen = Screen::open_aside();
    screen.show("", MARKER).expect("it is drawn");
    panic!("{MARKER}");
}

#[test]
fn a_fault_of_the_program_tells_where_it_is_and_nothing_of_what_was_said() {
    let program = std::env::current_exe().expect("this program");
    let script = format!(
        "echo '{BEFORE}'; exec '{}' --exact storage::quiet::breaks --ignored --nocapture > /dev/null",
        program.display()
    );
    let shell = pty_process::blocking::Command::new("sh").args(["-c", &script]);
    let mut terminal = Terminal::spawn(shell.env("RUST_BACKTRACE", "full"), 30, 100);
    assert_eq!(terminal.finish().0, Some(101), "{}", terminal.whole());
    assert_eq!(terminal.drawn(MARKER), 1, "it was drawn once, on the other screen");
    let whole = terminal.whole();
    assert!(!terminal.is_aside() && whole.contains(BEFORE), "{whole}");
    assert!(whole.contains("error[internal]: tipscreen has a fault (tests/suite/storage/quiet.rs:"), "{whole}");
    assert!(whole.contains("To report it, send this line"), "{whole}");
    assert!(!whole.contains(MARKER), "{whole}");
    assert!(terminal.cursor_is_visible());
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_in_memory_goes_into_no_core_file() {
    let user = Ordinary::new();
    let mut child = user.start(&["screen", "--training", "--plain"]);
    let mut told = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("Training") {
        line.clear();
        assert!(told.read_line(&mut line).expect("text") > 0, "it ended");
    }
    let about = |what: &str| format!("/proc/{}/{what}", child.id());
    let limits = fs::read_to_string(about("limits")).expect("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    // What may not be dumped belongs to root, whoever runs it.
    let owner = |what: &str| fs::metadata(what).expect("a process").uid();
    assert_ne!(user.id(), 0, "an ordinary user is needed to see it");
    assert_eq!(owner(&about("status")), 0, "it can be dumped");
    let mut other = user.command("sleep", &["5"]).spawn().expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(owner(&format!("/proc/{}/status", other.id())), user.id(), "the mark says nothing here");
    for process in [&mut child, &mut other] {
        process.kill().expect("it ends");
        process.wait().expect("an end");
    }
}

// ---------------------------------------------------------------- messages

/// Sixty answers that nobody may read in a message: notes, texts, and what no catalogue knows.
fn marked() -> (String, Vec<String>) {
    let mut case = example("fisher-eighteen-months");
    case.extras.insert("x-own".to_owned(), format!("{MARKER} own").into());
    let text = case.to_json(shipped());
    let markers: Vec<String> = text.matches(MARKER).map(str::to_owned).collect();
    (text, markers)
}

/// The same file, broken in many ways, each with a marker where something is wrong.
fn broken(whole: &str) -> Vec<String> {
    let swap = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from} is not in the case");
        whole.replacen(from, to, 1)
    };
    let mut all = vec![
        whole.to_owned(),
        swap("\"presence\": \"present\"", &format!("\"presence\": \"{MARKER}\"")),
        swap("\"severity\": \"", &format!("\"severity\": \"{MARKER}")),
        swap("\"basis\": [", &format!("\"basis\": [\"{MARKER}\", ")),
        swap("\"age-group\": \"adult\"", &format!("\"age-group\": \"{MARKER}\"")),
        swap("\"age-group\": \"adult\"", &format!("\"age-group\": [\"{MARKER}\"]")),
        swap("\"age-group\": \"adult\"", &format!("\"age-group\": {{\"a\": \"{MARKER}\"}}")),
        swap("\"screened_on\": \"", &format!("\"screened_on\": \"{MARKER}")),
        swap("\"purpose\": \"", &format!("\"purpose\": \"{MARKER}")),
        swap("\"format\": \"", &format!("\"format\": \"{MARKER}")),
        swap("\"method\": \"", &format!("\"method\": \"{MARKER}")),
        swap("\"answers\": {", &format!("\"answers\": \"{MARKER}\", \"rest\": {{")),
        swap("\"answers\": {", &format!("\"answers\": [\"{MARKER}\"], \"answers\": {{")),
        swap("\"note\": \"", "\"note\": \"\\u001b[2J"),
        swap("\"note\": \"", "\"note\": 7, \"note\": \""),
        swap("\"note\": \"", "\"note\": \"\\ud800"),
        swap("\"note\": \"", "\"note\": \"\n"),
        format!("{whole} {MARKER}"),
        format!("[{whole}, {{\"case_id\": \"x\", \"answers\": \"{MARKER}\"}}]"),
        whole.replace(": ", " "),
    ];
    let ends = (1..12).map(|part| whole.len() * part / 12).filter(|end| whole.is_char_boundary(*end));
    all.extend(ends.map(|end| whole[..end].to_owned()));
    all
}

const VERBS: [&[&str]; 12] = [
    &["score"],
    &["score", "--format", "json", "--detail", "full"],
    &["score", "--format", "md", "--for", "authority"],
    &["score", "--format", "card"],
    &["score", "--catalogue", "asean-commit", "--catalogue", "ilo-delphi-adult-labour"],
    &["explain"],
    &["explain", "--set", "documents-withheld=present"],
    &["batch"],
    &["batch", "--format", "csv", "--check-duplicates", "--strict"],
    &["batch", "--summary"],
    &["batch", "--on-version-change", "refuse", "--detail", "full"],
    &["catalogue", "diff", "asean-commit", "asean-commit"],
];

#[test]
fn no_message_about_a_case_holds_anything_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (whole, markers) = marked();
    assert!(markers.len() >= 60, "only {} marked answers", markers.len());
    let path = folder.path().join("case.json");
    let (mut told_of, mut runs) = (0, 0);
    for (number, text) in every(3, broken(&whole).into_iter().enumerate()) {
        fs::write(&path, text).expect("a file");
        for verb in VERBS {
            let out = tipscreen(folder.path(), &[verb, &[path.to_str().expect("text")]].concat());
            let told = String::from_utf8_lossy(&out.stderr);
            assert!(!told.contains(MARKER), "version {number}, {verb:?}:\n{told}");
            assert!(!told.contains("panicked") && !told.contains("internal"), "version {number}, {verb:?}:\n{told}");
            told_of += usize::from(out.status.code() != Some(0) && told.contains("error["));
            runs += 1;
        }
    }
    assert!(told_of * 2 > runs, "only {told_of} of {runs} were refused with a message");
}

#[test]
fn no_message_about_a_record_holds_anything_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), ID, &example("fisher-eighteen-months"));
    let path = folder.path().join("records").join(format!("{ID}.tipscreen"));
    let whole = fs::read_to_string(&path).expect("a record");
    assert!(whole.matches(MARKER).count() >= 120, "its events and its case hold the notes");
    let mut versions = vec![
        whole.clone(),
        whole.replacen(MARKER, &format!("{MARKER}!"), 1),
        whole.replace(MARKER, &format!("{MARKER}\\u001b")),
        whole.replacen("\"seal\":\"none\"", &format!("\"seal\":\"{MARKER}\""), 1),
        whole.replacen("tipscreen-record/1", &format!("tipscreen-record/{MARKER}"), 1),
        whole.replacen('{', &format!("{MARKER}{{"), 1),
    ];
    versions.extend((1..8).map(|part| whole[..whole.len() * part / 8].to_owned()));
    let verbs: [&[&str]; 8] = [
        &["case", "list"],
        &["case", "show", ID],
        &["case", "show", "--history", ID],
        &["case", "verify"],
        &["case", "export", ID],
        &["screen", "--resume", ID, "--plain"],
        &["screen", "--continue", ID, "--plain"],
        &["case", "erase", "--yes", ID],
    ];
    let mut refused = 0;
    for (number, text) in versions.iter().enumerate() {
        for verb in verbs {
            fs::write(&path, text).expect("a file");
            let out = tipscreen(folder.path(), verb);
            let told = String::from_utf8_lossy(&out.stderr);
            assert!(!told.contains(MARKER), "version {number}, {verb:?}:\n{told}");
            assert!(!told.contains("internal"), "version {number}, {verb:?}:\n{told}");
            refused += usize::from(told.contains("error["));
        }
    }
    assert!(refused > versions.len() * 3, "only {refused} were refused");
}

#[test]
fn a_history_for_the_eye_holds_no_free_text() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), ID, &example("fisher-eighteen-months"));
    let shown = |args: &[&str]| {
        let out = tipscreen(folder.path(), &[&["case", "show", "--history", ID], args].concat());
        (out.status.code(), [out.stdout, out.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
    };
    let (code, history) = shown(&[]);
    assert_eq!(code, Some(0), "{history}");
    assert!(history.contains("age-group: \"adult\"") && history.contains("answered in words"), "{history}");
    assert!(!history.contains(MARKER), "{history}");
    // For a program it is whole: that was asked for.
    assert!(shown(&["--format", "json"]).1.contains(MARKER));
    for format in ["html", "md", "card"] {
        let (code, told) = shown(&["--format", format]);
        assert_eq!(code, Some(2), "{format}: {told}");
        assert!(told.contains("a history can't be a page or a card"), "{format}: {told}");
    }
    let verified = tipscreen(folder.path(), &["case", "verify"]);
    let told = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(told.starts_with("6f9619ff: unchanged, ") && told.contains(" events, not signed: "), "{told}");
}

// ---------------------------------------------------------------- folders

const STORE_VERBS: [&[&str]; 8] = [
    &["case", "list"],
    &["case", "show", ID],
    &["case", "verify"],
    &["case", "export", ID],
    &["case", "erase", "--yes", ID],
    &["screen", "--training", "--plain"],
    &["screen", "--unsealed", "--plain"],
    &["screen", "--resume", ID, "--plain"],
];

/// Every file and folder below one, with its mode and its size.
fn everything(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let meta = fs::metadata(&path).expect("it is there");
        found.push(format!("{} {:o} {}", path.display(), meta.mode(), meta.len()));
        if path.is_dir() {
            found.extend(everything(&path));
        }
    }
    found.sort();
    found
}

#[test]
fn a_store_that_others_may_write_into_is_refused_before_anything_is_read_or_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("store");
    kept(&store, ID, &example("fisher-eighteen-months"));
    fs::create_dir(store.join("keys")).expect("a folder");
    fs::set_permissions(store.join("keys"), fs::Permissions::from_mode(0o700)).expect("a mode");
    assert_eq!(tipscreen(&store, STORE_VERBS[1]).status.code(), Some(0));
    for inside in ["", "records", "catalogues", "keys"] {
        let at = if inside.is_empty() { store.clone() } else { store.join(inside) };
        for mode in [0o777, 0o775, 0o770, 0o702] {
            fs::set_permissions(&at, fs::Permissions::from_mode(mode)).expect("a mode");
            let before = everything(&store);
            for verb in STORE_VERBS {
                let out = tipscreen(&store, verb);
                let told = String::from_utf8_lossy(&out.stderr);
                assert_eq!((out.status.code(), out.stdout.len()), (Some(4), 0), "{mode:o} {inside} {verb:?}: {told}");
                let help = format!("chmod go-w '{}'", at.display());
                assert!(told.contains("error[unsafe-store]") && told.contains(&help), "{mode:o} {inside}: {told}");
                assert!(!told.contains("Is it safe"), "a person was asked: {told}");
            }
            assert_eq!(everything(&store), before, "{mode:o} {inside}: something was written");
            // A screening that keeps nothing there needs nothing of it.
            let out = tipscreen(&store, &["screen", "--plain"]);
            let told = String::from_utf8_lossy(&out.stderr);
            assert!(told.contains("was not opened") && told.contains("Is it safe"), "{told}");
        }
        fs::set_permissions(&at, fs::Permissions::from_mode(0o700)).expect("a mode");
    }
    assert_eq!(tipscreen(&store, STORE_VERBS[1]).status.code(), Some(0));
}

#[test]
fn a_store_of_somebody_else_is_refused() {
    let user = Ordinary::new();
    // Made by whoever runs the tests, if that is root; else there is one that is root's.
    let made = user.store();
    let theirs = if user.is_apart() { made.as_path() } else { Path::new("/usr") };
    if user.is_apart() {
        fs::create_dir(theirs).expect("a folder");
        fs::set_permissions(theirs, fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    let theirs = theirs.display().to_string();
    for verb in STORE_VERBS {
        let out = user.run(&[verb, &["--store", &theirs]].concat(), "");
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(4), "{verb:?}: {told}");
        assert!(told.contains("error[unsafe-store]") && told.contains("--store"), "{verb:?}: {told}");
        assert!(
            told.contains("belongs to somebody else") && !told.contains("chmod"),
            "what can't work is told: {told}"
        );
    }
}

#[test]
fn a_command_that_is_told_stands_there_whole_however_long_the_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("x".repeat(200)).join("it's ours").join("y".repeat(200));
    fs::create_dir_all(&store).expect("a folder");
    fs::set_permissions(&store, fs::Permissions::from_mode(0o777)).expect("a mode");
    let out = tipscreen(&store, &["case", "list"]);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    let command = told.lines().find(|line| line.starts_with("  chmod "));
    let command = command.unwrap_or_else(|| panic!("no command: {told}"));
    let done = crate::program::with_device("sh").args(["-c", command]).status().expect("a shell");
    assert!(done.success(), "{told}");
    assert_eq!(tipscreen(&store, &["case", "list"]).status.code(), Some(0));
}

#[test]
fn a_file_that_is_named_as_the_store_is_told_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("store");
    fs::write(&file, "not a store").expect("a file");
    for verb in
        [&["case", "list"][..], &["key", "add", "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg"]]
    {
        let out = tipscreen(&file, verb);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(4), "{verb:?}: {told}");
        assert!(told.contains("there is a file where a folder should be"), "{verb:?}: {told}");
    }
    let fault =
        tipscreen::store::Store::at(tipscreen::store::LocalDisk::default(), &file).prepare().expect_err("it is a file");
    assert_eq!(fault.to_string(), "there is a file where a folder should be", "as another place to keep answers");
}

#[test]
fn a_folder_that_is_copied_elsewhere_is_warned_of_once() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, service) in [
        ("OneDrive - Office", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("iCloud Drive", "iCloud"),
        ("Google Drive", "Google Drive"),
        ("Mobile Documents", "iCloud"),
    ] {
        let inside = folder.path().join(name).join("notes");
        fs::create_dir_all(&inside).expect("a folder");
        let out = inside.join("case.json").display().to_string();
        let store = inside.join("store");
        let args = ["screen", "--training", "--plain", "--out", &out];
        let told = String::from_utf8_lossy(&tipscreen(&store, &args).stderr).into_owned();
        assert_eq!(told.matches("warning: ").count(), 1, "{told}");
        assert!(told.contains(&format!("one that {service} copies to other computers")), "{told}");
    }
    let usual = tipscreen(&folder.path().join("store"), &["screen", "--training", "--plain"]);
    assert!(!String::from_utf8_lossy(&usual.stderr).contains("warning: "));
}

#[test]
fn the_names_of_files_hold_nothing_of_a_case() {
    let folder = tempfile::tempdir().expect("a folder");
    kept(folder.path(), ID, &example("fisher-eighteen-months"));
    let held = everything(folder.path()).join("\n");
    assert!(held.contains(ID) && !held.contains(MARKER), "{held}");
    // And no library could tell of them: there is none that writes logs, nor one for a network.
    let lock = files::text(&files::root().join("Cargo.lock"));
    for library in ["tracing", "env_logger", "reqwest", "hyper", "ureq", "curl", "socket2", "mio", "tokio", "rustls"] {
        assert!(!lock.contains(&format!("name = \"{library}\"")), "{library}");
    }
}
