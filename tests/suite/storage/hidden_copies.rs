//! Copies of a record anywhere in its store, in whatever they are packed, written or archived: what can be looked into is
//! named and goes with the record, and what can't is named and keeps `case erase` from saying that all is gone.

use crate::copies::{OTHER, lay, record, run, said, store};
use crate::generate::indicator;
use crate::meetings::{ID, Meeting, first_meeting};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use tipscreen::case::{Answer, Presence};
use tipscreen::questionnaire::{Act, Recorder as _};
use tipscreen::store::{LocalDisk, Store, StoreError, StrayKind, Unsealed, WhyLeft};

/// Folders of a store, its own and one that somebody made.
const PLACES: [&str; 5] = ["", "records/", "catalogues/", "keys/", "archive/2026/"];

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// An archive as `tar` makes it, of one file under a name that tells nothing.
fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut archive = vec![0; 512];
    archive[..4].copy_from_slice(b"file");
    archive[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
    archive[257..262].copy_from_slice(b"ustar");
    archive.extend_from_slice(bytes);
    archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
    archive
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a text");
        hex
    })
}

fn in_lines(text: &str, width: usize, end: &str) -> Vec<u8> {
    let lines = text.as_bytes().chunks(width).map(|line| [line, end.as_bytes()].concat());
    lines.collect::<Vec<_>>().concat()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

/// Quoted-printable as a program writes it that takes no byte for readable.
fn all_quoted(bytes: &[u8], end: &str) -> Vec<u8> {
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        write!(text, "={byte:02X}{}", if at % 25 == 24 { end } else { "" }).expect("a text");
    }
    text.into_bytes()
}

/// A copy in everything that can be looked into.
fn ways(record: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let text = String::from_utf8_lossy(record).into_owned();
    let base64 = BASE64_STANDARD.encode(record);
    let quoted = in_lines(&format!("case {ID} of Monday"), 20, "=\r\n");
    vec![
        ("gzip", gzip(record)),
        ("zstd", zstd(record)),
        ("gzip twice", gzip(&gzip(record))),
        ("tar", tar(record)),
        ("tar in gzip", gzip(&tar(record))),
        ("zstd in tar in gzip", gzip(&tar(&zstd(record)))),
        ("behind much else", [vec![b' '; 5_000_000], record.to_vec()].concat()),
        ("behind other bytes", [[0_u8, 1, 2, 3].repeat(50_000), record.to_vec()].concat()),
        ("a note", format!("Called back about {}.", ID.to_uppercase()).into_bytes()),
        ("UTF-16", utf16(&text, u16::to_le_bytes)),
        ("UTF-16, the other way", utf16(&text, u16::to_be_bytes)),
        ("base64", in_lines(&base64, 76, "\n")),
        ("base64 in one line", base64.clone().into_bytes()),
        ("base64 in a page", format!("<a href=\"data:;base64,{base64}\">x</a>").into_bytes()),
        ("base64 behind a word", format!("{{\"x\":\"ab{base64}\"}}").into_bytes()),
        ("base64 for addresses", BASE64_URL_SAFE_NO_PAD.encode(record).into_bytes()),
        ("base64 in UTF-16", utf16(&base64, u16::to_le_bytes)),
        ("gzip in base64", in_lines(&BASE64_STANDARD.encode(gzip(record)), 76, "\r\n")),
        ("hex", in_lines(&hex(record), 60, "\n")),
        ("hex behind 0x", format!("0x{}", hex(record)).into_bytes()),
        ("hex of a database", format!("\\x{}", hex(record)).into_bytes()),
        ("hex in pairs", in_lines(&hex(record), 2, ":")),
        ("hex in a quoted mail", in_lines(&hex(record), 60, "\n> ")),
        ("gzip in hex behind notes", format!("{}{}", "note\n".repeat(99), hex(&gzip(record))).into_bytes()),
        ("quoted-printable", quoted),
        ("quoted-printable with hyphens", text.replace('-', "=2D").into_bytes()),
        ("quoted-printable in small letters", text.replace('-', "=2d").into_bytes()),
        ("quoted-printable, every byte", all_quoted(record, "=\n")),
        ("quoted-printable, blanks before line ends", all_quoted(record, "= \r\n")),
        ("gzip in quoted-printable", all_quoted(&gzip(record), "=\r\n")),
        ("UTF-16 in quoted-printable", all_quoted(&utf16(&text, u16::to_le_bytes), "=\r\n")),
        ("an address", text.replace('-', "%2D").into_bytes()),
        ("JSON in JSON", text.replace('-', "\\u002d").into_bytes()),
    ]
}

#[test]
fn a_copy_is_named_and_goes_with_its_record_wherever_it_lies_and_whatever_it_is_written_in() {
    for sealed in [false, true] {
        let folder = store(sealed);
        let bytes = fs::read(record(folder.path(), ID)).expect("a record");
        let ways = ways(&bytes);
        // A sealed record has its id in clear; packed inside an archive it can't be known what else is in there.
        let whole: Vec<_> = ways.iter().filter(|(way, _)| *way != "zstd in tar in gzip").collect();
        let mut names = Vec::new();
        for (at, (way, copy)) in whole.iter().enumerate() {
            let places = if at < 3 { &PLACES[..] } else { &PLACES[at % 5..=at % 5] };
            for place in places {
                let name = format!("{place}{}", way.replace([' ', ','], "-"));
                lay(folder.path(), Path::new(&name), copy);
                names.push(name);
            }
        }
        let strays = Store::at(LocalDisk::default(), folder.path()).strays(&Unsealed).expect("it is looked through");
        for name in &names {
            let stray = strays.iter().find(|stray| stray.name == *name);
            let stray = stray.unwrap_or_else(|| panic!("sealed: {sealed}: {name} is not named"));
            assert_eq!(stray.ids, [ID], "sealed: {sealed}: {name}: {:?}", stray.is);
        }
        for command in ["list", "verify"] {
            let out = run(folder.path(), &["case", command]);
            assert_ne!(out.status.code(), Some(0), "{}", said(&out));
            for name in &names {
                assert!(said(&out).contains(&format!("{name}: ")), "{command}: {name} in {}", said(&out));
            }
        }
        let out = run(folder.path(), &["case", "erase", "--yes", ID]);
        assert_eq!(out.status.code(), Some(0), "sealed: {sealed}: {}", said(&out));
        for name in &names {
            assert!(said(&out).contains(&format!("this is erased too: {name}")), "{name}: {}", said(&out));
            assert!(!folder.path().join(name).exists(), "sealed: {sealed}: {name} is still there");
        }
        assert!(record(folder.path(), OTHER).exists());
    }
}

/// Bytes without any order, as a packer that nobody here knows makes them.
fn disorder(many: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[3]
    })
    .take(many)
    .collect()
}

#[test]
fn what_can_not_be_looked_into_is_named_and_erasing_does_not_end_with_0() {
    let base = store(false);
    let bytes = fs::read(record(base.path(), ID)).expect("a record");
    let unknown = disorder(4000);
    // Every character of these 85 stands for something.
    let dense_text: String = unknown.iter().map(|byte| char::from(b'!' + byte % 85)).collect();
    let contents = [
        ("xz", [b"\xfd7zXZ\0".as_slice(), &unknown].concat()),
        ("zip", [b"PK\x03\x04".as_slice(), &unknown].concat()),
        ("unknown", unknown.clone()),
        ("small", unknown[..64].to_vec()),
        ("behind", [b"\x00\x01 plain beginning ".repeat(1000), unknown.clone()].concat()),
        ("in-tar", tar(&unknown[..300])),
        ("in-gzip", gzip(&unknown)),
        ("cut", gzip(&unknown)[..2000].to_vec()),
        ("in-base64", in_lines(&BASE64_STANDARD.encode(&unknown), 76, "\n")),
        ("in-base85", dense_text.into_bytes()),
        ("pgp", [b"\x85\x01\x0c".as_slice(), &unknown].concat()),
        ("age", crate::sealed::key().whole(b"a list").expect("sealed")),
        ("deep", (0..9).fold(bytes.clone(), |inner, _| gzip(&inner))),
    ];
    for (at, (what, copy)) in contents.iter().enumerate() {
        let folder = store(false);
        let name = format!("{}{what}.bin", PLACES[at % 5]);
        lay(folder.path(), Path::new(&name), copy);
        let out = run(folder.path(), &["case", "verify"]);
        assert_eq!(out.status.code(), Some(1), "{name}: {}", said(&out));
        assert!(said(&out).contains(&format!("warning[stray-file]: {name}: ")), "{}", said(&out));
        let out = run(folder.path(), &["case", "erase", "--yes", ID]);
        assert_eq!(out.status.code(), Some(1), "{name}: {}", said(&out));
        assert!(said(&out).contains(&format!("{name} may hold something of it")), "{name}: {}", said(&out));
        assert!(!record(folder.path(), ID).exists() && folder.path().join(&name).exists(), "{name}: {}", said(&out));
    }
    // Too large to be read whole, too deep, or no file at all.
    let folder = store(false);
    lay(folder.path(), Path::new("large"), b"");
    let large = fs::File::options().write(true).open(folder.path().join("large")).expect("a file");
    large.set_len(65 * 1024 * 1024).expect("a length");
    let deep = "d/".repeat(17);
    lay(folder.path(), Path::new(&format!("{deep}x")), &bytes);
    let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status();
    assert!(pipe.expect("mkfifo").success());
    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    assert_eq!(out.status.code(), Some(1), "{}", said(&out));
    for name in ["large", "pipe", deep.trim_end_matches('/')] {
        assert!(said(&out).contains(&format!("{name} may hold something of it: it can't be")), "{}", said(&out));
    }
}

#[test]
fn a_file_with_something_of_another_record_behind_stays_and_is_told() {
    let folder = store(false);
    let both = [ID, OTHER].map(|id| fs::read(record(folder.path(), id)).expect("a record")).concat();
    for (name, bytes) in [("both", both.clone()), ("both.gz", gzip(&both)), ("both.tar", tar(&both))] {
        lay(folder.path(), Path::new(name), &bytes);
    }
    // Of a part that can't be looked into nobody knows whose it is, whatever stands beside it.
    lay(folder.path(), Path::new("some.tar"), &[tar(ID.as_bytes()), tar(&disorder(900))].concat());
    let store = Store::at(LocalDisk::default(), folder.path());
    let Err(StoreError::NotAll(left)) = store.erase(OTHER, &Unsealed) else { panic!("all was said to be gone") };
    let told: Vec<_> = left.iter().map(|left| (left.name.as_str(), left.why.clone())).collect();
    let others = ["both", "both.gz", "both.tar"].map(|name| (name, WhyLeft::HoldsOthers));
    let unseen = ("some.tar", WhyLeft::Uncertain(StrayKind::Packed));
    assert_eq!(told, others.into_iter().chain([unseen]).collect::<Vec<_>>());
    first_meeting(LocalDisk::default(), folder.path(), OTHER, Unsealed);
    let out = run(folder.path(), &["case", "erase", "--yes", ID, OTHER]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
}

#[test]
fn what_the_store_itself_keeps_is_no_stray_and_other_files_are_named_and_stay() {
    let place = crate::key_place::Place::with_keys(&[]);
    place.finished();
    // Of one that somebody has open, and one that a kill left.
    lay(&place.store(), Path::new(&format!("records/{OTHER}.lock")), b"4711");
    lay(&place.store(), Path::new("keys/.tipscreen-recipients.txt-0123456789ab"), b"age1");
    let strays = Store::at(LocalDisk::default(), place.store()).strays(&Unsealed).expect("it is looked through");
    assert!(strays.is_empty(), "{strays:?}");
    let folder = store(false);
    let others = [
        ("README.md", "How we keep our records, in words: see the folder `records`.".to_owned()),
        ("archive/list.csv", "day,seen\n2026-11-20,3\n".repeat(200)),
        ("archive/\u{0e01}.txt", "\u{0e2a}\u{0e33}\u{0e40}\u{0e19}\u{0e32}\u{4e00}\u{8bb0}".repeat(300)),
        ("program", String::from_utf8_lossy(&[7, 0, 0, 0, 3, 127, 69, 76, 70].repeat(500)).into_owned()),
    ];
    for (name, text) in &others {
        lay(folder.path(), Path::new(name), text.as_bytes());
    }
    symlink("/etc/hostname", folder.path().join("link")).expect("a link");
    let out = run(folder.path(), &["case", "verify"]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    let out = run(folder.path(), &["case", "list"]);
    for name in others.iter().map(|(name, _)| *name).chain(["link"]) {
        assert!(said(&out).contains(&format!("note: {name}: ")), "{name}: {}", said(&out));
    }
    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    assert_eq!(out.status.code(), Some(0), "{}", said(&out));
    for (name, _) in &others {
        assert!(folder.path().join(name).exists(), "{name}");
    }
    // A file of the store in which something of a record stands is one all the same.
    lay(folder.path(), Path::new("keys/drafts.txt"), format!("# {OTHER}\n").as_bytes());
    let out = run(folder.path(), &["case", "list"]);
    assert!(said(&out).contains("keys/drafts.txt: something of record"), "{}", said(&out));
}

#[test]
fn what_stands_where_the_lock_should_be_goes_with_the_record_and_nothing_it_leads_to() {
    let outside = tempfile::tempdir().expect("a folder");
    let target = outside.path().join("target");
    let id = &ID[..8];
    for kind in ["link", "link to nothing", "hard link", "file", "folder"] {
        fs::write(&target, "somebody's own").expect("a file");
        let folder = store(false);
        let lock = folder.path().join(format!("records/{ID}.lock"));
        let _ = fs::remove_file(&lock);
        match kind {
            "link" => symlink(&target, &lock).expect("a link"),
            "link to nothing" => symlink("/nonexistent/x", &lock).expect("a link"),
            "hard link" => fs::hard_link(&target, &lock).expect("a link"),
            "file" => fs::write(&lock, "kept here by mistake").expect("a file"),
            _ => fs::create_dir(&lock).expect("a folder"),
        }
        let out = run(folder.path(), &["screen", "--plain", "--unsealed", "--continue", id]);
        let told = said(&out);
        assert_eq!(out.status.code(), Some(4), "{kind}: {told}");
        if kind.starts_with("link") {
            assert!(told.contains("there is a link where its lock should be"), "{told}");
            assert!(told.contains(&format!("rm -- '{}'", lock.display())), "{told}");
        } else {
            assert!(told.contains("there is something else where its lock should be"), "{told}");
            assert!(told.contains(&lock.display().to_string()), "{told}");
        }
        let out = run(folder.path(), &["case", "erase", "--yes", id]);
        let told = said(&out);
        assert_eq!(fs::read_to_string(&target).expect("it stands"), "somebody's own");
        if kind == "folder" {
            assert_eq!(out.status.code(), Some(4), "{told}");
            assert!(told.contains(&lock.display().to_string()) && lock.is_dir(), "{told}");
            assert!(!told.contains("this is erased too:"), "{told}");
            continue;
        }
        assert_eq!(out.status.code(), Some(0), "{kind}: {told}");
        assert!(!record(folder.path(), ID).exists() && lock.symlink_metadata().is_err(), "{kind}: {told}");
    }
}

#[test]
fn erasing_takes_nothing_that_the_store_needs_and_no_record_of_somebody_else() {
    let folder = store(false);
    let whole = fs::read_to_string(record(folder.path(), ID)).expect("a record");
    // An id in a file of the store: in the name of a key, say.
    let recipients = format!("# {ID}\nage1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n");
    lay(folder.path(), Path::new("keys/recipients.txt"), recipients.as_bytes());
    // The record inside what stands for another one, and is damaged.
    let damaged = record(folder.path(), "b0000000-8b86-4d01-b42d-00cf4fc964ff");
    let other = whole.replacen(ID, "b0000000-8b86-4d01-b42d-00cf4fc964ff", 1);
    fs::write(&damaged, other).expect("a file");
    // A link that leads to something named after it.
    symlink(format!("/nonexistent/{ID}.tipscreen"), folder.path().join("link")).expect("a link");
    let told = said(&run(folder.path(), &["case", "list"]));
    for name in ["keys/recipients.txt: something of record", "link: "] {
        assert!(told.contains(name), "{name}: {told}");
    }
    let out = run(folder.path(), &["case", "erase", "--yes", ID]);
    let told = said(&out);
    assert_eq!(out.status.code(), Some(1), "{told}");
    assert!(!told.contains("this is erased too: keys/recipients.txt"), "{told}");
    assert!(
        told.contains("keys/recipients.txt is still there: the id is in it, and the store needs this file"),
        "{told}"
    );
    assert!(told.contains("records/b0000000-8b86-4d01-b42d-00cf4fc964ff.tipscreen is still there"), "{told}");
    assert!(folder.path().join("keys/recipients.txt").exists() && damaged.exists(), "{told}");
    assert!(!record(folder.path(), ID).exists(), "{told}");
    assert!(folder.path().join("link").symlink_metadata().is_err(), "the link names it: {told}");
}

/// Somebody takes the lock away, and a second window opens the record: what it wrote is not written over.
#[test]
fn what_something_else_wrote_meanwhile_is_not_written_over() {
    for erased in [false, true] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = Meeting::first(LocalDisk::default(), folder.path(), ID, Unsealed);
        first.agree();
        fs::remove_file(folder.path().join(format!("records/{ID}.lock"))).expect("a lock");
        if erased {
            fs::remove_file(record(folder.path(), ID)).expect("a record");
        } else {
            let mut second = Meeting::taken_up(LocalDisk::default(), folder.path(), ID, Unsealed);
            second.sign("debt-bondage", "of the second window");
        }
        let answer = Answer { note: Some("of the first window".to_owned()), ..Answer::of(Presence::Present) };
        let refused = first.try_act(Act::Indicator(indicator("documents-withheld"), answer));
        let why = refused.map(drop).expect_err("it was written over").0;
        assert!(why.contains("another program changed or removed its file"), "{why}");
        let there = fs::read_to_string(record(folder.path(), ID)).unwrap_or_default();
        assert_eq!((there.contains("of the second window"), there.contains("first window")), (!erased, false));
        // Another place takes it.
        let elsewhere = tempfile::tempdir().expect("a folder");
        let kept = first.keeping.save_elsewhere(&first.questionnaire, &elsewhere.path().display().to_string());
        assert!(kept.is_ok(), "{:?}", kept.err());
        let there = fs::read_to_string(record(elsewhere.path(), ID)).expect("a record");
        assert!(there.contains("of the first window"));
    }
}
