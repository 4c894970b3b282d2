//! Age files as people have them: in armour, through mail programs and PowerShell, with keys of several kinds in one file,
//! under a passphrase. Each is read, or named in the same words, by every command. `StoreError` 14 of those found
//! by use.

use crate::asking::finished;
use crate::files;
use crate::key_place::{PASSPHRASE, Place, told};
use crate::pty::Terminal;
use age::secrecy::ExposeSecret as _;
use age_core::format::{FileKey, Stanza};
use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::process::Output;
use tipscreen::store::{Identity, Passphrase};

const ID: &str = "10000000-8b86-4d01-b42d-00cf4fc964ff";

/// A case that is not in the store.
fn case() -> Vec<u8> {
    fs::read(files::root().join("examples/cases/restaurant-cook.json")).expect("an example")
}

/// What another program makes of bytes for somebody.
pub fn sealed_to(to: &dyn age::Recipient, bytes: &[u8]) -> Vec<u8> {
    let file = age::Encryptor::with_recipients(std::iter::once(to)).expect("a recipient");
    let mut sealed = Vec::new();
    let mut out = file.wrap_output(&mut sealed).expect("it opens");
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory");
    sealed
}

/// What `age -p` makes of bytes, with little work.
pub fn under(passphrase: &str, bytes: &[u8]) -> Vec<u8> {
    let mut to = age::scrypt::Recipient::new(Passphrase::from(passphrase));
    to.set_work_factor(2);
    sealed_to(&to, bytes)
}

pub fn armoured(bytes: &[u8]) -> String {
    let mut out = age::armor::ArmoredWriter::wrap_output(Vec::new(), age::armor::Format::AsciiArmor).expect("memory");
    out.write_all(bytes).expect("memory");
    String::from_utf8(out.finish().expect("memory")).expect("text")
}

fn utf16(text: &str, mark: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("{mark}{text}").encode_utf16().flat_map(unit).collect()
}

/// A text as programs save it.
fn saved(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("as it is", text.into()),
        ("with the line ends of Windows", text.replace('\n', "\r\n").into()),
        ("with a mark", format!("\u{feff}{text}").into()),
        ("as PowerShell saves it", utf16(&text.replace('\n', "\r\n"), "\u{feff}", u16::to_le_bytes)),
        ("as UTF-16, the other way round", utf16(text, "\u{feff}", u16::to_be_bytes)),
        ("as UTF-16 without a mark", utf16(text, "", u16::to_le_bytes)),
        ("without its last line end", text.trim_end().into()),
        ("behind empty lines", format!("\r\n \n{text}\n\n").into()),
    ]
}

/// A sealed file in each form in which it may come.
fn forms(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let armour = armoured(bytes);
    let letters: String = armour.lines().filter(|line| !line.starts_with('-')).collect();
    let wrapped: Vec<&str> =
        letters.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("letters")).collect();
    let around = |inside: &str| {
        let [begin, end] = ["BEGIN", "END"].map(|word| format!("-----{word} AGE ENCRYPTED FILE-----"));
        format!("{begin}\n{inside}\n{end}\n")
    };
    let mut forms = vec![("in bytes".to_owned(), bytes.to_vec())];
    forms.extend(saved(&armour).into_iter().map(|(how, bytes)| (format!("in armour {how}"), bytes)));
    forms.push(("in armour of a mail program".to_owned(), around(&wrapped.join(" \n")).into()));
    forms.push(("in armour of a chat".to_owned(), around(&letters).replace('\n', " ").into()));
    forms
}

/// The commands that read cases.
const COMMANDS: [&[&str]; 5] = [
    &["score", "--format", "json"],
    &["batch"],
    &["explain", "--format", "json"],
    &["catalogue", "diff", "asean-commit", "asean-commit", "--format", "json"],
    &["train", "agree", "--format", "json"],
];

/// One of them, on this file; `agree` is about two raters.
fn read(place: &Place, command: &[&str], file: &str, more: &[&str]) -> Output {
    let twice = if command.contains(&"agree") { vec![file, file] } else { vec![file] };
    place.run(&[command, &twice, more].concat(), "")
}

fn is_read(place: &Place, command: &[&str], file: &str, more: &[&str], how: &str) {
    let plain = read(place, command, &place.path("plain.json"), &[]);
    let out = read(place, command, file, more);
    let named =
        |out: &Output| String::from_utf8_lossy(&out.stdout).replace(file, "F").replace(&place.path("plain.json"), "F");
    assert_eq!(out.status.code(), Some(0), "{command:?} {how}: {}", told(&out));
    assert!(!out.stdout.is_empty(), "{command:?} {how}");
    assert_eq!(named(&out), named(&plain), "{command:?} {how}");
}

/// A place with a key in clear, and the example in clear.
fn place() -> (Place, Identity) {
    let (place, identity) = (Place::new(), Identity::generate());
    fs::write(place.path("plain.json"), case()).expect("a file");
    fs::write(place.path("key"), key_file(&identity)).expect("a file");
    (place, identity)
}

fn key_file(identity: &Identity) -> String {
    let (secret, public) = (identity.to_string(), identity.to_public());
    format!("# created: 2026-01-15T09:00:00Z\n# public key: {public}\n{}\n", secret.expose_secret())
}

fn write(place: &Place, name: &str, bytes: &[u8]) -> String {
    fs::write(place.path(name), bytes).expect("a file");
    place.path(name)
}

#[test]
fn a_sealed_case_is_read_in_every_form_by_every_command() {
    let (place, identity) = place();
    let key = place.path("key");
    for (how, bytes) in forms(&sealed_to(&identity.to_public(), &case())) {
        let file = write(&place, "sealed", &bytes);
        // Each form by one command that streams and one that does not, and the first two forms by all.
        let many = if how.ends_with("in bytes") || how.ends_with("as it is") { COMMANDS.len() } else { 2 };
        for command in &COMMANDS[..many] {
            is_read(&place, command, &file, &["--identity", &key], &how);
        }
    }
    // Many lines, more than one chunk of 64 kilobytes, and as UTF-16 letters at that.
    let line = |n: usize| format!("{{\"case_id\":\"case-{n}\",\"answers\":{{}}}}");
    let lines = (0..3000).map(line).collect::<Vec<_>>().join("\n");
    let armour = armoured(&sealed_to(&identity.to_public(), lines.as_bytes()));
    let file = write(&place, "many", &utf16(&armour, "\u{feff}", u16::to_le_bytes));
    let out = place.run(&["batch", &file, "--identity", &key], "");
    assert_eq!(String::from_utf8_lossy(&out.stdout).lines().count(), 3000, "{}", told(&out));
}

#[test]
fn layers_and_packed_files_are_opened_as_far_as_they_go() {
    let (place, identity) = place();
    let key = place.path("key");
    let inner = sealed_to(&identity.to_public(), &case());
    let twice = armoured(&sealed_to(&identity.to_public(), &inner));
    is_read(&place, COMMANDS[0], &write(&place, "twice", twice.as_bytes()), &["--identity", &key], "sealed twice");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&inner).expect("memory");
    let file = write(&place, "packed", &packed.finish().expect("memory"));
    is_read(&place, COMMANDS[1], &file, &["--identity", &key], "sealed and then packed");
    let out = read(&place, COMMANDS[0], &file, &["--identity", &key]);
    assert!(told(&out).contains("the file is packed"), "{}", told(&out));
    let mut bytes = case();
    for _ in 0..9 {
        bytes = sealed_to(&identity.to_public(), &bytes);
    }
    let file = write(&place, "deep", &bytes);
    for command in &COMMANDS[..2] {
        named_once(&read(&place, command, &file, &["--identity", &key]), 5, "error[sealed]", "sealed many times over");
    }
}

/// One fault, told once, and nothing on standard output.
fn named_once(out: &Output, code: i32, error: &str, words: &str) {
    let told = told(out);
    assert_eq!(out.status.code(), Some(code), "{told}");
    assert!(told.contains(error) && told.contains(words), "no {error} or {words:?} in: {told}");
    assert_eq!(told.matches("error[").count() + told.matches(": record ").count(), 1, "{told}");
    assert!(!told.contains("not-json") && out.stdout.is_empty(), "{told}");
}

#[test]
fn a_case_under_a_passphrase_is_told_alike_and_opened_where_one_is_given() {
    let (place, _) = place();
    for (how, bytes) in forms(&under(PASSPHRASE, &case())).into_iter().take(6) {
        let file = write(&place, "sealed", &bytes);
        is_read(&place, COMMANDS[0], &file, &["--passphrase-fd", "3"], &how);
        is_read(&place, COMMANDS[1], &file, &["--passphrase-fd", "3"], &how);
        for command in COMMANDS {
            let out = read(&place, command, &file, &["--identity", &place.path("key")]);
            named_once(&out, 5, "error[no-passphrase]", "it is sealed with a passphrase, and no passphrase was given");
            assert!(told(&out).contains("--passphrase-fd"), "{command:?} {how}: {}", told(&out));
        }
    }
    let file = place.path("sealed");
    for command in COMMANDS {
        is_read(&place, command, &file, &["--passphrase-fd", "3"], "under a passphrase");
        let twice = if command.contains(&"agree") { vec![file.as_str(), &file] } else { vec![file.as_str()] };
        let out = place.run_with("wrong", &[command, &twice, &["--passphrase-fd", "3"]].concat(), "");
        named_once(&out, 5, "error[wrong-passphrase]", "the passphrase is not the right one, or the file was changed");
    }
    // Several of them, read from a pipe that gives the passphrase once.
    let files = ["one", "two"].map(|name| write(&place, name, &under(PASSPHRASE, &case())));
    let script = "printf 'four words or five\\n' | { exec 3<&0 </dev/null; exec \"$0\" \"$@\"; }";
    let mut program = crate::program::with_device("sh");
    program.args(["-c", script, crate::program::PROGRAM, "batch", &files[0], &files[1], "--passphrase-fd", "3"]);
    let out = program.env("TIPSCREEN_STORE", place.store()).output().expect("it starts");
    assert!(told(&out).contains("2 records read: 2 results"), "{}", told(&out));
}

#[test]
fn a_case_under_a_passphrase_is_asked_for_on_a_terminal_once_and_again_where_it_was_mistyped() {
    let (place, _) = place();
    let files = ["one", "two"].map(|name| write(&place, name, &under(PASSPHRASE, &case())));
    for command in ["batch", "score"] {
        let mut terminal = Terminal::start_in(&place.store(), &[command, &files[0], &files[1]], 30, 100);
        for (prompts, typed) in [(1, "another passphrase"), (2, PASSPHRASE)] {
            terminal.wait_for("Passphrase for", prompts - 1);
            // The echo is off a moment after the prompt stands there.
            std::thread::sleep(std::time::Duration::from_millis(300));
            terminal.press(&format!("{typed}\r"));
        }
        let (code, out) = terminal.finish();
        let shown = terminal.contents();
        assert_eq!(code, Some(0), "{command}: {shown}");
        assert_eq!(out.matches("restaurant-cook").count(), 2, "{command}: {out}");
        assert!(shown.contains("This passphrase is wrong"), "{command}: {shown}");
        assert_eq!((terminal.drawn("Passphrase for"), terminal.drawn(PASSPHRASE)), (2, 0), "{command}: {shown}");
    }
}

#[test]
fn a_file_of_keys_is_read_however_it_was_saved_and_whatever_else_is_in_it() {
    let (place, identity) = place();
    let other = Identity::generate();
    let file = write(&place, "sealed", &sealed_to(&identity.to_public(), &case()));
    let plugin = "AGE-PLUGIN-YUBIKEY-1XXXXXXXX";
    let clear = key_file(&identity);
    let broken = "AGE-SECRET-KEY-1QQQQ";
    let lines = |before: &str, behind: &str| format!("{before}{clear}{behind}");
    let mut keys: Vec<(String, Vec<u8>, &[&str])> = Vec::new();
    for (how, bytes) in saved(&clear) {
        keys.push((how.to_owned(), bytes, &[]));
    }
    keys.push(("beside another".into(), lines(&key_file(&other), "").into(), &[]));
    keys.push(("before a plugin's".into(), lines("", plugin).into(), &[":4: this key needs an age plugin (yubikey)"]));
    let two = lines(&format!("{plugin}\n{broken}\n"), "ssh-ed25519 AAAAC3Nza x\n");
    keys.push((
        "among others".into(),
        utf16(&two, "\u{feff}", u16::to_le_bytes),
        &[
            ":1: this key needs an age plugin",
            ":2: this is not an age key, or not a whole one",
            ":6: this is an SSH key",
        ],
    ));
    let latin = [b"# cl\xe9 du bureau\n".as_slice(), clear.as_bytes()].concat();
    keys.push(("under a comment in Latin-1".into(), latin, &[]));
    for (how, bytes) in forms(&under(PASSPHRASE, clear.as_bytes())) {
        keys.push((format!("under a passphrase, {how}"), bytes, &[]));
    }
    let mixed = utf16(&lines("", plugin), "\u{feff}", u16::to_le_bytes);
    keys.push(("UTF-16 under a passphrase".into(), under(PASSPHRASE, &mixed), &["this key needs an age plugin"]));
    for (how, bytes, named) in keys {
        let key = write(&place, "a-key", &bytes);
        for command in &COMMANDS[..2] {
            let more = ["--identity", &key, "--passphrase-fd", "3"];
            is_read(&place, command, &file, &more, &how);
            let told = told(&read(&place, command, &file, &more));
            for words in named {
                assert!(told.contains(words), "{how}: no {words:?} in {told}");
            }
            assert_eq!(told.matches("the other keys of the file are used").count(), named.len(), "{how}: {told}");
            assert!(!told.contains("XXXX") && !told.contains("1QQQQ") && !told.contains("AAAA"), "{how}: {told}");
        }
    }
}

#[test]
fn a_file_of_no_usable_key_is_named_alike_by_every_command() {
    let (place, identity) = place();
    let with_record = Place::with_keys(&[]);
    finished(&with_record, &[ID]);
    let file = write(&place, "sealed", &sealed_to(&identity.to_public(), &case()));
    let public = identity.to_public().to_string();
    let secret = "AGE-SECRET-KEY-PQ-1QQQQQQ";
    for (bytes, words) in [
        (
            "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n",
            "this is an SSH key",
        ),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIB\n", "this is an SSH key"),
        ("ssh-ed25519 AAAAC3NzaC1 somebody\n", "this is an SSH key"),
        ("# a stick\nAGE-PLUGIN-FIDO2-HMAC-1QQQ\n", "this key needs an age plugin (fido2-hmac)"),
        (secret, "of a kind that this version does not read"),
        (public.as_str(), "this is a public key, which opens nothing"),
        ("AGE-SECRET-KEY-1QQQQ", "this file holds no secret key"),
        ("{\"case_id\":\"x\",\"answers\":{}}", "this file holds no secret key"),
        ("", "this file holds no secret key"),
        (&armoured(&sealed_to(&identity.to_public(), b"AGE")), "this key file is sealed to another key"),
    ] {
        let key = write(&place, "no-key", bytes.as_bytes());
        let mut all = Faults::default();
        for command in COMMANDS {
            let out = read(&place, command, &file, &["--identity", &key]);
            named_once(&out, 4, "error[no-key]", words);
            all.add(&out);
        }
        for args in [
            ["case", "list"].as_slice(),
            &["case", "show", ID],
            &["case", "verify"],
            &["case", "export", ID],
            &["screen", "--plain", "--continue", ID],
            &["key", "reseal"],
        ] {
            all.add(&with_record.run(&[args, &["--identity", &key]].concat(), ""));
        }
        assert_eq!(all.0.len(), 1, "{:?}", all.0);
    }
}

/// The faults that were told, each once.
#[derive(Default)]
struct Faults(std::collections::BTreeSet<String>);

impl Faults {
    fn add(&mut self, out: &Output) {
        let told = told(out);
        let lines = told.lines().skip_while(|line| !line.starts_with("error[")).take(2);
        self.0.insert(lines.collect::<Vec<_>>().join("\n"));
    }
}

/// A stanza of a kind that is not read here.
struct Ssh;

impl age::Recipient for Ssh {
    fn wrap_file_key(&self, _: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let stanza = Stanza { tag: "ssh-ed25519".to_owned(), args: vec!["a2V5".to_owned()], body: vec![7; 32] };
        Ok((vec![stanza], HashSet::new()))
    }
}

#[test]
fn what_is_no_case_is_named_once_and_alike_by_every_command() {
    let (place, identity) = place();
    let sealed = sealed_to(&identity.to_public(), &case());
    let armour = armoured(&sealed);
    let half = armour.len() / 2;
    let damaged = "its armour is not whole, or there is other text before or after it";
    let files: [(&str, Vec<u8>, i32, &str, &str); 13] = [
        ("ssh", sealed_to(&Ssh, &case()), 5, "error[no-key]", "sealed to keys of another kind"),
        ("other", sealed_to(&Identity::generate().to_public(), &case()), 5, "error[altered]", "wrong key"),
        ("cut", armour[..half].into(), 5, "error[altered]", damaged),
        ("no-end", armour.lines().take(4).collect::<Vec<_>>().join("\n").into(), 5, "error[altered]", damaged),
        ("letter", format!("Dear all,\n\n{armour}").into(), 5, "error[altered]", damaged),
        ("quoted", format!("> {}", armour.replace('\n', "\n> ")).into(), 5, "error[altered]", damaged),
        ("two", format!("{armour}\n{armour}").into(), 5, "error[altered]", damaged),
        ("as-text", [b"\xEF\xBB\xBF".as_slice(), &sealed].concat(), 1, "error[sealed]", "saved it as text"),
        ("key", key_file(&identity).into(), 1, "error[key-file]", "the file holds secret keys"),
        ("public", identity.to_public().to_string().into(), 1, "error[key-file]", "the file holds public keys"),
        (
            "pgp",
            b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n".into(),
            1,
            "error[sealed]",
            "another program",
        ),
        ("gpg", [0x85, 1, 12, 3, 200, 10, 0, 10, 9, 10].into(), 1, "error[sealed]", "another program"),
        ("id_rsa", b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3B\n".into(), 1, "error[key-file]", "an SSH key"),
    ];
    for (name, bytes, code, error, words) in files {
        let file = write(&place, name, &bytes);
        let mut all = Faults::default();
        for command in COMMANDS {
            let out = read(&place, command, &file, &["--identity", &place.path("key")]);
            named_once(&out, code, error, words);
            all.add(&out);
        }
        assert_eq!(all.0.len(), 1, "{name}: {:?}", all.0);
    }
}

#[test]
fn a_sealed_script_or_catalogue_is_named_once() {
    let (place, identity) = place();
    let sealed = sealed_to(&identity.to_public(), b"[script]\n");
    for (name, bytes, words) in [
        ("sealed.toml", armoured(&sealed).into_bytes(), "the file is sealed with age"),
        ("bytes.toml", sealed, "the file is sealed with age"),
        ("key.toml", key_file(&identity).into(), "the file holds secret keys"),
    ] {
        let file = write(&place, name, &bytes);
        for (args, code) in [
            (vec!["screen", "--script", &file], 1),
            (vec!["train", "check", &file], 1),
            (vec!["train", "play", &file, "--plain"], 1),
            (vec!["train", "quiz", &file, "--plain"], 1),
            (vec!["catalogue", "check", &file], 3),
            (vec!["score", &place.path("plain.json"), "--country-file", &file], 3),
        ] {
            let out = place.run(&args, "");
            let told = told(&out);
            assert_eq!(out.status.code(), Some(code), "{args:?}: {told}");
            assert_eq!(told.matches(words).count(), 1, "{args:?}: {told}");
            assert!(!told.contains("SECRET-KEY"), "{args:?}: {told}");
        }
    }
}

#[test]
fn a_record_in_armour_is_a_record_and_one_under_a_passphrase_is_told_as_that() {
    let place = Place::with_keys(&[]);
    finished(&place, &[ID]);
    let record = fs::read(place.file(ID)).expect("a record");
    for (how, bytes) in forms(&record) {
        fs::write(place.file(ID), bytes).expect("a file");
        place.expect(&["case", "list"], 0, &[&ID[..8], "finished"]);
        place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &["unchanged"]);
        let shown = place.expect(&["case", "show", ID, "--passphrase-fd", "3"], 0, &["Finding"]);
        assert!(!shown.contains("error["), "{how}: {shown}");
    }
    let out = place.run(&["screen", "--plain", "--continue", ID, "--passphrase-fd", "3"], "");
    assert!(told(&out).contains("safe for the person"), "{}", told(&out));
    let text = fs::read(place.file(ID)).expect("a record");
    fs::write(place.file(ID), under(PASSPHRASE, &text)).expect("a file");
    for args in [
        ["case", "list"].as_slice(),
        &["case", "verify"],
        &["case", "show", ID],
        &["case", "export", ID],
        &["screen", "--plain", "--resume", ID],
        &["key", "reseal"],
    ] {
        let told =
            place.expect(args, 5, &["error[no-passphrase]", "it is sealed with a passphrase, and not with a key"]);
        assert!(told.contains("`score FILE`"), "{args:?}: {told}");
    }
    // Out of the store, it is a file like others.
    fs::copy(place.file(ID), place.path("out.age")).expect("a copy");
    place.expect(&["score", &place.path("out.age"), "--passphrase-fd", "3"], 0, &["Finding"]);
    for cut in [&armoured(&record).as_bytes()[..200], format!("x\n{}", armoured(&record)).as_bytes()] {
        fs::write(place.file(ID), cut).expect("a file");
        place.expect(&["case", "verify", "--passphrase-fd", "3"], 5, &["its armour is not whole"]);
    }
}

#[test]
fn public_keys_are_read_however_they_were_saved_and_others_are_named() {
    let key = || Identity::generate().to_public().to_string();
    let kept = format!("# the office\n{}\n", key());
    for (how, bytes) in saved(&kept) {
        let place = Place::with_keys(&[]);
        fs::write(place.store().join("keys/recipients.txt"), bytes).expect("a file");
        place.accept_keys();
        let added = key();
        place.expect(&["key", "add", &added], 0, &["1 added."]);
        let shown = place.expect(&["key", "show"], 0, &["# the office", &added]);
        // The drafts of this device have the third.
        assert_eq!(shown.matches("age1").count(), 3, "{how}: {shown}");
    }
    let place = Place::with_keys(&[]);
    for (line, words) in [
        ("ssh-ed25519 AAAAC3Nza x", "an SSH key"),
        ("age1yubikey1qqqqqqqq", "needs an age plugin (yubikey)"),
        // A part of another key may stand before the last 1: it is not told as the name of a plugin.
        ("age1yAGE-SECRET-KEY-1pQQQQ1qqqq", "this is not a public age key"),
        ("age1pq1qqqqqqqq", "of a kind that this version does not read"),
        ("AGE-SECRET-KEY-1QQQQ", "this is a secret key, where a public one belongs"),
        ("age1nothing", "this is not a public age key"),
    ] {
        let told = place.expect(&["key", "add", line], 2, &["error[wrong-value]", words]);
        assert!(!told.contains("QQQQ") && !told.contains("qqqq") && !told.contains("AAAA"), "{told}");
        let file = place.store().join("keys/recipients.txt");
        let before = fs::read(&file).expect("keys");
        fs::write(&file, format!("{line}\n")).expect("a file");
        place.expect(&["key", "show"], 4, &["recipients.txt:1: ", words]);
        fs::write(&file, before).expect("a file");
    }
}
