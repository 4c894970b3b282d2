//! Keys and sealed records as people use them: making keys, screening, taking up, showing, scoring; and that nothing of
//! what was said stands anywhere in clear.

use crate::key_place::{PASSPHRASE, Place, TYPED, running, told};
use crate::pty::Terminal;
use age::secrecy::ExposeSecret as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tipscreen::store::{AgeSeal, Identity, Passphrase, Secret, identities_under};

#[test]
fn keys_are_made_once_and_shown_without_a_secret() {
    let place = Place::new();
    place.expect(&["key", "show"], 0, &["tipscreen key new"]);
    place.expect(&["key", "new"], 2, &["error[no-key]", "--passphrase-fd"]);
    fs::write(place.path("short"), "nine char\n").expect("a file");
    let short = place.run_with("short", &["key", "new", "--passphrase-fd", "3"], "");
    assert_eq!(short.status.code(), Some(2), "{}", told(&short));
    assert!(told(&short).contains("at least 10 characters"));
    assert!(!place.store().exists(), "nothing is left of keys that were not made");
    place.expect(&["key", "new", "--passphrase-fd", "3"], 0, &["identity.age opens everything", "age1"]);
    let files = |place: &Place| {
        let entries = fs::read_dir(place.store().join("keys")).expect("a folder");
        let mut files: Vec<(String, Vec<u8>)> = entries
            .map(|entry| entry.expect("an entry"))
            .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("bytes")))
            .collect();
        files.sort();
        files
    };
    let made = files(&place);
    let names: Vec<&str> = made.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [".lock", "drafts.age", "drafts.txt", "identity.age", "recipients.txt"]);
    for (name, bytes) in &made {
        use std::os::unix::fs::PermissionsExt;
        let bits = fs::metadata(place.store().join("keys").join(name)).expect("a file").permissions().mode();
        assert_eq!(bits & 0o777, 0o600, "{name}");
        assert!(!bytes.windows(14).any(|part| part == b"AGE-SECRET-KEY"), "{name} holds a secret in clear");
    }
    place.expect(&["key", "new", "--passphrase-fd", "3"], 2, &["is there already", "never overwritten"]);
    assert_eq!(files(&place), made, "the keys were changed");
    let shown =
        place.expect(&["key", "show"], 0, &["age1", "identity.age opens what is sealed to the key", "accepted"]);
    assert!(!shown.contains("SECRET"), "{shown}");
    // Without a seconds-long stretch a stolen file would be tried too fast.
    let file = place.at().secret(Secret::Identity).expect("a file");
    let work: u8 = String::from_utf8_lossy(&file)
        .lines()
        .nth(1)
        .and_then(|line| line.rsplit(' ').next()?.parse().ok())
        .expect("work");
    assert!(work >= 14, "only two to the power of {work}");

    let other = Identity::generate().to_public().to_string();
    place.expect(&["key", "add", "--name", "the office", &other], 0, &["1 added.", "Older records stay as they are"]);
    place.expect(&["key", "add", &other], 0, &["0 added. 1 was there already."]);
    place.expect(&["key", "show"], 0, &[&format!("{other}  # the office")]);
    let secret = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
    let refused = place.expect(&["key", "add", secret], 2, &["this is a secret key, where a public one belongs"]);
    assert!(!refused.contains("GQ9778"), "a secret is told back: {refused}");
}

#[test]
fn adding_a_key_leaves_what_stands_in_the_file_and_adds_no_more_than_open_again() {
    let place = Place::with_keys(&[]);
    let file = place.store().join("keys/recipients.txt");
    let own = fs::read_to_string(&file).expect("keys");
    let mut written = format!("# our office, looked after by the duty desk\n\n{own}\n# until the end of the year:\n\n");
    fs::write(&file, written.trim_end_matches('\n')).expect("a file");
    written.truncate(written.trim_end_matches('\n').len());
    place.accept_keys();
    let key = || Identity::generate().to_public().to_string();
    let other = key();
    place.expect(&["key", "add", &other, &other], 0, &["1 added"]);
    assert_eq!(fs::read_to_string(&file).expect("keys"), format!("{written}\n#\n{other}\n"));
    let shown = place.expect(&["key", "show"], 0, &[&other, "# made on this device"]);
    assert!(!shown.contains("until the end"), "a comment is taken for a name: {shown}");
    // As many as are opened again, and not one more.
    let many: Vec<String> = (0..498).map(|_| key()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    place.expect(&[&["key", "add"][..], &many].concat(), 0, &["498 added."]);
    let full = fs::read(&file).expect("keys");
    place.expect(&["key", "add", &key()], 2, &["error[too-large]", "room for 500"]);
    assert_eq!(fs::read(&file).expect("keys"), full);
    let id = place.draft();
    let drafts = place.at().secret(Secret::Drafts).expect("a file");
    let identities = identities_under(&drafts, &Passphrase::from(PASSPHRASE)).expect("it opens").usable;
    place.at().read(&id, &AgeSeal { identities, ..AgeSeal::default() }).expect("it opens again");
    // A broken file is no slip on the command line.
    fs::write(&file, "age1nothing\n").expect("a file");
    place.expect(&["key", "show"], 4, &["recipients.txt:1: this is not a public age key"]);
}

#[test]
fn a_sealed_screening_is_taken_up_shown_scored_and_verified_with_its_passphrase_alone() {
    let place = Place::with_keys(&[]);
    let id = place.finished();
    let before = fs::read(place.file(&id)).expect("a record");
    assert!(before.starts_with(b"age-encryption.org/v1\n"));
    let path = place.file(&id).display().to_string();
    place.expect(&["case", "list"], 0, &[&id[..8], "finished", "sealed", "--identity FILE"]);
    place.expect(&["case", "list", "--passphrase-fd", "3"], 0, &[&id[..8], "finished", "asean-commit"]);
    place.expect(&["case", "show", &id[..8], "--passphrase-fd", "3"], 0, &["Finding"]);
    place.expect(&["case", "show", &id[..8], "--history", "--passphrase-fd", "3"], 0, &["resumed", "absent"]);
    place.expect(&["case", "verify", "--passphrase-fd", "3"], 0, &["unchanged, ", " events"]);
    place.expect(&["case", "verify"], 5, &["only the outside of the file was checked"]);
    place.expect(&["score", &path, "--passphrase-fd", "3", "--format", "json"], 0, &[&id, "\"finding\""]);
    place.expect(&["explain", &path, "--passphrase-fd", "3"], 0, &[]);
    place.expect(&["batch", &path, "--passphrase-fd", "3"], 0, &[&id, "1 records read: 1 results"]);
    for args in [["case", "show", &id[..8]].as_slice(), &["score", &path], &["explain", &path], &["batch", &path]] {
        let args: Vec<&str> = args.iter().copied().chain(["--passphrase-fd", "3"]).collect();
        let out = place.run_with("wrong", &args, "");
        assert_eq!(out.status.code(), Some(5), "{args:?}: {}", told(&out));
        let told = told(&out);
        assert!(told.contains("error[wrong-passphrase]") && told.contains("= type it again"), "{args:?}: {told}");
        assert!(told.contains("the passphrase is not the right one, or the file was changed"), "{args:?}: {told}");
        assert_eq!(fs::read(place.file(&id)).expect("a record"), before, "{args:?} touched the file");
    }
    // One bit of the body: nothing of it is shown or scored.
    let mut flipped = before.clone();
    *flipped.last_mut().expect("bytes") ^= 1;
    fs::write(place.file(&id), &flipped).expect("a file");
    for args in [["case", "verify"].as_slice(), &["case", "show", &id[..8]], &["score", &path], &["batch", &path]] {
        let args: Vec<&str> = args.iter().copied().chain(["--passphrase-fd", "3"]).collect();
        let told = place.expect(&args, 5, &["wrong key, or the file was altered"]);
        assert!(!told.contains("\"finding\""), "{told}");
    }
    assert_eq!(fs::read(place.file(&id)).expect("a record"), flipped);
}

#[test]
fn a_device_for_the_field_takes_up_its_drafts_and_opens_nothing_that_is_finished() {
    let office = Identity::generate();
    let place = Place::with_keys(std::slice::from_ref(&office));
    place.expect(&["key", "show"], 0, &["drafts.age opens unfinished", "can't be opened on this device"]);
    let id = place.finished();
    for args in [["case", "show", &id[..8]].as_slice(), &["screen", "--plain", "--continue", &id[..8]]] {
        let args: Vec<&str> = args.iter().copied().chain(["--passphrase-fd", "3"]).collect();
        place.expect(&args, 5, &["this device can't open finished screenings"]);
    }
    let drafts = place.at().secret(Secret::Drafts).expect("a file");
    let device = identities_under(&drafts, &Passphrase::from(PASSPHRASE)).expect("it opens").usable;
    let seal = |identities| AgeSeal { identities, ..AgeSeal::default() };
    assert!(place.at().read(&id, &seal(device)).is_err(), "a seized device opens what is finished");
    place.at().read(&id, &seal(vec![office.clone()])).expect("the office opens it");
    // The key of the office, brought along as a file in clear.
    fs::write(place.path("office"), format!("# the office\n{}\n", office.to_string().expose_secret())).expect("a file");
    place.expect(&["case", "show", &id[..8], "--identity", &place.path("office")], 0, &["Finding"]);
    place.expect(&["case", "verify", "--identity", &place.path("office")], 0, &["unchanged"]);
}

#[test]
fn a_device_with_public_keys_alone_says_before_it_starts_that_nothing_can_be_taken_up() {
    let place = Place::new();
    place.expect(&["key", "add", &Identity::generate().to_public().to_string()], 0, &["1 added"]);
    let out = place.run(&["screen", "--plain"], TYPED);
    let told = running(&told(&out));
    let (warned, asked) = (told.find("can't be resumed here"), told.find("safe for the person"));
    assert!(warned.is_some() && warned < asked, "{told}");
    assert!(place.at().head(&place.at().ids().expect("ids")[0]).expect("a head").is_sealed());
}

#[test]
fn what_is_written_beside_a_sealed_store_is_sealed_unless_said_otherwise() {
    let place = Place::with_keys(&[]);
    let is_sealed = |name: &str| fs::read(place.path(name)).expect(name).starts_with(b"age-encryption.org/");
    let out = place.run(&["screen", "--plain", "--out", &place.path("case.age")], &format!("{TYPED}a\nx\ny\n\n"));
    assert!(told(&out).contains("sealed. It opens with the same keys"), "{}", told(&out));
    assert!(is_sealed("case.age"));
    place.expect(&["score", &place.path("case.age"), "--passphrase-fd", "3"], 0, &["Finding"]);
    fs::write(
        place.path("cases.ndjson"),
        "{\"case_id\":\"a\",\"answers\":{}}\n{\"case_id\":\"b\",\"answers\":{\"x\":1}}\n",
    )
    .expect("a file");
    let batch = |rejects: &str, more: &[&str]| {
        let (cases, rejects) = (place.path("cases.ndjson"), place.path(rejects));
        let args: Vec<&str> =
            ["batch", &cases, "--rejects", &rejects].into_iter().chain(more.iter().copied()).collect();
        place.expect(&args, 1, &["1 rejected"]);
    };
    batch("sealed.ndjson", &[]);
    batch("plain.ndjson", &["--unsealed"]);
    assert!(is_sealed("sealed.ndjson") && !is_sealed("plain.ndjson"));
    let sealed = place.path("sealed.ndjson");
    place.expect(&["batch", &sealed, "--passphrase-fd", "3"], 1, &["1 rejected"]);
    // Training is nobody's story.
    place.run(&["screen", "--plain", "--training"], TYPED);
    place.run(&["screen", "--plain", "--unsealed"], TYPED);
    let heads = place.at().ids().expect("ids").into_iter().map(|id| place.at().head(&id).expect("a head").is_sealed());
    assert_eq!(heads.filter(|sealed| *sealed).count(), 1);
}

/// Every way in which a text may stand in a file.
fn forms(marker: &str) -> Vec<Vec<u8>> {
    let utf16 = |swap: bool| -> Vec<u8> {
        let units = marker.encode_utf16();
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let hex = |bytes: &[u8]| {
        bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).map(char::from).collect::<String>()
    };
    let (lower, upper) = (hex(marker.as_bytes()), hex(marker.as_bytes()).to_uppercase());
    let base64 = (0..3).map(|before| {
        // What stands before and behind decides on the first and last signs: those are left out.
        let encoded = in_base64(&[vec![0; before], marker.as_bytes().to_vec()].concat());
        encoded.as_bytes()[if before == 0 { 0 } else { 4 }..encoded.len() - 4].to_vec()
    });
    let plain = [marker.as_bytes().to_vec(), lower.into_bytes(), upper.into_bytes(), utf16(false), utf16(true)];
    plain.into_iter().chain(base64).collect()
}

fn in_base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        (0..4).map(|at| char::from(SIGNS[(bits >> (18 - 6 * at)) as usize & 63])).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

/// The files below a folder that hold one of these.
fn holding(folder: &Path, forms: &[Vec<u8>], looked_at: &mut usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, forms, looked_at));
            continue;
        }
        *looked_at += 1;
        let bytes = fs::read(&path).unwrap_or_default();
        if forms.iter().any(|form| memchr::memmem::find(&bytes, form).is_some()) {
            found.push(path);
        }
    }
    found
}

const MARKER: &str = "Xq7-planted-marker-Zk9";

#[test]
fn the_search_for_a_planted_text_finds_it_in_every_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrapped = |before: usize| in_base64(format!("{}{MARKER} and more", "y".repeat(before)).as_bytes());
    let utf16: Vec<u8> = MARKER.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files = [MARKER.as_bytes().to_vec(), utf16, wrapped(3).into(), wrapped(4).into(), wrapped(5).into()];
    for (at, bytes) in files.iter().enumerate() {
        fs::write(folder.path().join(at.to_string()), bytes).expect("a file");
    }
    assert_eq!(holding(folder.path(), &forms(MARKER), &mut 0).len(), files.len());
}

#[test]
fn nothing_of_what_was_noted_stands_anywhere_in_clear_also_after_kills() {
    let (mut looked_at, mut kept) = (0, 0);
    let forms = forms(MARKER);
    for kill in 0..12_u64 {
        let place = Place::with_keys(&[]);
        let notes: String = (0..20).map(|n| format!("n\n{MARKER} {n}\na\n")).collect::<Vec<_>>().concat();
        let mut program = place.program(&["screen", "--plain"], "passphrase");
        let piped = program.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(format!("{TYPED}{notes}").as_bytes()).expect("the pipe takes it");
        // Where more is waited for than it has to say, it ends by itself.
        drop(input);
        let mut screen = child.stderr.take().expect("a pipe");
        let (mut shown, mut part) = (0, [0; 256]);
        while shown < 9_000 + usize::try_from(kill * 1_931).expect("few") {
            match std::io::Read::read(&mut screen, &mut part).expect("a pipe") {
                0 => break,
                many => shown += many,
            }
        }
        std::thread::sleep(std::time::Duration::from_micros(kill * 977 % 4_000));
        child.kill().expect("a kill");
        child.wait().expect("an end");
        let found = holding(place.folder.path(), &forms, &mut looked_at);
        assert!(found.is_empty(), "kill {kill}: {found:?}");
        let key = place.at().secret(Secret::Identity).expect("a file");
        let identities = identities_under(&key, &Passphrase::from(PASSPHRASE)).expect("it opens").usable;
        let seal = AgeSeal { identities, ..AgeSeal::default() };
        for id in place.at().ids().expect("ids") {
            let record = place.at().read(&id, &seal).unwrap_or_else(|fault| panic!("kill {kill}: {fault}"));
            kept += usize::from(record.case.to_string().contains(MARKER));
            // Nor does what goes wrong with it tell of it.
            let mut bytes = fs::read(place.file(&id)).expect("a record");
            *bytes.last_mut().expect("bytes") ^= 1;
            fs::write(place.file(&id), bytes).expect("a file");
            for args in [["case", "verify"].as_slice(), &["case", "show", &id[..8]]] {
                let args: Vec<&str> = args.iter().copied().chain(["--passphrase-fd", "3"]).collect();
                let told = place.expect(&args, 5, &[]);
                assert!(!told.contains(MARKER), "{told}");
            }
        }
    }
    assert!(kept >= 3 && looked_at >= 60, "only {kept} records held the text, {looked_at} files were looked at");
}

#[test]
fn on_a_terminal_a_key_is_offered_made_and_asked_for_and_nothing_typed_shows() {
    let place = Place::new();
    let mut terminal = Terminal::start_in(&place.store(), &["screen"], 40, 100);
    terminal.wait_for("[m] make a key now", 0);
    terminal.choose("m");
    terminal.wait_for("New passphrase", 0);
    // The echo is off a moment after the prompt stands there.
    std::thread::sleep(std::time::Duration::from_millis(300));
    terminal.press(&format!("{PASSPHRASE}\r"));
    terminal.wait_for("The same passphrase again", 0);
    std::thread::sleep(std::time::Duration::from_millis(300));
    terminal.press(&format!("{PASSPHRASE}\r"));
    terminal.wait_for("saved on this device, sealed (encrypted)", 0);
    for key in ["y", "n", "1", "u", "1", "1", "1", "1", "1"] {
        terminal.choose(key);
    }
    crate::kept::to_the_signs(&mut terminal);
    terminal.choose("n");
    terminal.type_line(MARKER);
    terminal.wait_for("› ", terminal.chosen());
    terminal.signal("KILL");
    terminal.finish();
    assert_eq!(terminal.drawn(PASSPHRASE), 0, "the passphrase was shown");
    let found = holding(place.folder.path(), &forms(MARKER), &mut 0);
    assert!(found.is_empty(), "{found:?}");
    let id = place.at().ids().expect("ids").pop().expect("a record");

    let mut again = Terminal::start_in(&place.store(), &["screen", "--resume", &id[..8]], 40, 100);
    again.wait_for("Passphrase for", 0);
    std::thread::sleep(std::time::Duration::from_millis(300));
    let usual = again.modes();
    again.press(&format!("{PASSPHRASE}\r"));
    again.wait_for("safe for the person to talk", 0);
    assert_ne!(again.modes(), usual);
    assert_eq!(again.drawn(PASSPHRASE), 0, "the passphrase was shown");
    again.interrupt();
}

#[test]
fn keys_that_others_may_have_laid_there_are_no_reason_to_write_in_clear() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_keys(&[]);
    let (case, rejects) = (place.path("case.json"), place.path("rejects.ndjson"));
    let (cases, other) = (place.path("cases.ndjson"), place.path("other"));
    fs::write(&cases, "{\"case_id\":\"b\",\"answers\":{\"x\":1}}\n").expect("a file");
    fs::set_permissions(place.store(), fs::Permissions::from_mode(0o777)).expect("a mode");
    for args in [
        ["screen", "--plain", "--out", &case].as_slice(),
        &["screen", "--plain", "--store", &other, "--out", &case],
        &["batch", &cases, "--rejects", &rejects],
        &["batch", &cases, "--rejects", &rejects, "--store", &other],
    ] {
        let told = place.expect(args, 4, &["error[unsafe-store]", "chmod go-w"]);
        assert!(!told.contains("Is it safe"), "{args:?}: a person was asked: {told}");
        for file in [&case, &rejects] {
            assert!(!Path::new(file).exists(), "{args:?}: written in clear");
        }
    }
    // What is not written needs no key, nor what is to be unsealed.
    place.expect(&["batch", &cases], 1, &["1 rejected"]);
    place.expect(&["batch", &cases, "--rejects", &rejects, "--unsealed"], 1, &["1 rejected"]);
    assert!(Path::new(&rejects).exists());
    let told = running(&told(&place.run(&["screen", "--plain"], TYPED)));
    assert!(told.contains("Nothing will be saved: the store can't be trusted. See above."), "{told}");
    assert!(!told.contains("there is no key"), "{told}");
}

#[test]
fn whoever_makes_a_key_before_a_talk_gets_the_result_alone_where_it_was_asked_for() {
    let place = Place::new();
    let mut terminal = Terminal::start_in(&place.store(), &["screen", "--format", "json"], 40, 100);
    terminal.choose("m");
    for prompt in ["New passphrase", "The same passphrase again"] {
        terminal.wait_for(prompt, 0);
        // The echo is off a moment after the prompt stands there.
        std::thread::sleep(std::time::Duration::from_millis(300));
        terminal.press(&format!("{PASSPHRASE}\r"));
    }
    terminal.wait_for("age1", 0);
    for key in ["y", "n", "x", "y"] {
        terminal.choose(key);
    }
    let (code, out) = terminal.finish();
    assert_eq!(code, Some(0), "{}", terminal.contents());
    assert!(out.starts_with('{') && !out.contains("age1"), "{out}");
}
