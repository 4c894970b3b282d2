//! A passphrase opens whatever keyboard typed it, is read from a file as every program writes one, and asks for no more
//! work than the device can do.

use crate::age_files::under;
use crate::key_place::{Place, running, told};
use age::secrecy::ExposeSecret as _;
use std::fs;
use tipscreen::store::{Identity, Passphrase, RecordError, identities_under, under_passphrase};

/// Passphrases, composed and decomposed; and half of both, as some keyboards type.
const FORMS: [[&str; 3]; 5] = [
    ["caf\u{e9} na\u{ef}ve", "cafe\u{301} nai\u{308}ve", "cafe\u{301} na\u{ef}ve"],
    ["ti\u{1ebf}ng vi\u{1ec7}t", "tie\u{302}\u{301}ng vie\u{323}\u{302}t", "ti\u{ea}\u{301}ng vi\u{1eb9}\u{302}t"],
    [
        "\u{d55c}\u{ad6d}\u{c5b4} word",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165} word",
        "\u{d55c}\u{1100}\u{116e}\u{11a8}\u{c5b4} word",
    ],
    ["\u{e5}ngstr\u{f6}m unit", "a\u{30a}ngstro\u{308}m unit", "\u{e5}ngstro\u{308}m unit"],
    ["မြန်မာ စာ သင်", "မြန်မာ စာ သင်", "မြန်မာ စာ သင်"],
];

fn secret() -> (Identity, String) {
    let identity = Identity::generate();
    let text = format!("{}\n", identity.to_string().expose_secret());
    (identity, text)
}

#[test]
fn a_new_key_opens_with_every_form_of_its_passphrase() {
    let (_, text) = secret();
    for forms in FORMS {
        for made in forms {
            let file = under_passphrase(&text, &Passphrase::from(made), Some(2)).expect("a file");
            for typed in forms {
                let opened = identities_under(&file, &Passphrase::from(typed));
                assert!(opened.is_ok(), "made with {made:?}, typed {typed:?}: {:?}", opened.err());
            }
            let other = identities_under(&file, &Passphrase::from(format!("{made}.").as_str()));
            assert!(matches!(other, Err(RecordError::Passphrase)), "{:?}", other.err());
        }
    }
}

/// Other programs, and earlier versions of this one, take a passphrase as it was typed.
#[test]
fn a_key_of_another_program_opens_with_the_composed_and_the_decomposed_form() {
    let (_, text) = secret();
    for [composed, decomposed, half] in FORMS {
        for (made, typed) in [
            (composed, vec![composed, decomposed, half]),
            (decomposed, vec![composed, decomposed, half]),
            (half, vec![half]),
        ] {
            let file = under(made, text.as_bytes());
            for typed in typed {
                let opened = identities_under(&file, &Passphrase::from(typed));
                assert!(opened.is_ok(), "made with {made:?}, typed {typed:?}: {:?}", opened.err());
            }
        }
    }
    // A file with a mark, which an earlier version took for a part of the passphrase.
    let marked = "\u{feff}four words or five";
    assert!(identities_under(&under(marked, text.as_bytes()), &Passphrase::from(marked)).is_ok());
}

#[test]
fn a_passphrase_is_read_from_a_file_as_every_program_writes_one() {
    let place = Place::new();
    let (_, text) = secret();
    let passphrase = " caf\u{e9} and two \t";
    fs::write(place.path("key"), under(passphrase, text.as_bytes())).expect("a file");
    fs::write(
        place.path("case"),
        crate::age_files::sealed_to(&of(&text).to_public(), b"{\"case_id\":\"x\",\"answers\":{}}"),
    )
    .expect("a file");
    let run = |bytes: &[u8]| {
        fs::write(place.path("typed"), bytes).expect("a file");
        let args = ["score", &place.path("case"), "--identity", &place.path("key"), "--passphrase-fd", "3"];
        place.run_with("typed", &args, "")
    };
    let mut wrong = std::collections::BTreeSet::new();
    for (how, text, opens) in [
        ("one line", format!("{passphrase}\n"), true),
        ("no line end", passphrase.to_owned(), true),
        ("line ends of Windows", format!("{passphrase}\r\n"), true),
        ("a mark", format!("\u{feff}{passphrase}\r\n"), true),
        ("decomposed", format!("\u{feff}{}", passphrase.replace('\u{e9}', "e\u{301}")), true),
        ("more lines", format!("{passphrase}\nof somebody else\n"), true),
        ("spaces taken off", format!("{}\n", passphrase.trim()), false),
        ("one line end too many", format!("\n{passphrase}\n"), false),
        ("two carriage returns", format!("{passphrase}\r\r\n"), false),
        ("two marks", format!("\u{feff}\u{feff}{passphrase}\n"), false),
        ("the longest", "x".repeat(1024), false),
    ] {
        let out = run(text.as_bytes());
        let code = out.status.code();
        match how {
            "one line end too many" => assert!(told(&out).contains("there is no passphrase to read"), "{}", told(&out)),
            _ => assert_eq!(code == Some(0), opens, "{how}: {}", told(&out)),
        }
        if code == Some(5) {
            wrong.insert(told(&out));
        }
    }
    // Whatever was wrong with it, the same is told.
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    let utf16: Vec<u8> = format!("\u{feff}{passphrase}\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let out = run(&utf16);
    assert_eq!(out.status.code(), Some(2), "{}", told(&out));
    assert!(told(&out).contains("the passphrase is UTF-16"), "{}", told(&out));
}

fn of(text: &str) -> Identity {
    text.trim().parse().expect("a key")
}

#[test]
fn a_new_passphrase_with_twins_of_letters_is_warned_of_and_opens_in_its_other_form() {
    for (passphrase, other, warns) in
        [("น้ำใจงามมาก", "น้ำใจงามมาก", true), ("cafe\u{301} au lait", "caf\u{e9} au lait", false)]
    {
        let place = Place::new();
        fs::write(place.path("typed"), format!("{passphrase}\n")).expect("a file");
        fs::write(place.path("other"), format!("\u{feff}{other}\r\n")).expect("a file");
        let out = place.run_with("typed", &["key", "new", "--passphrase-fd", "3"], "");
        let said = running(&told(&out));
        assert_eq!(out.status.code(), Some(0), "{said}");
        assert_eq!(
            said.contains("warning: another keyboard or a phone may type some signs of this passphrase"),
            warns,
            "{said}"
        );
        let shown = |sign: char| !sign.is_ascii() && said.contains(sign);
        assert!(!passphrase.chars().any(shown), "its letters are shown: {said}");
        let (plain, sealed) = (place.path("plain.ndjson"), place.path("sealed"));
        fs::write(&plain, "{\"case_id\":\"b\",\"answers\":{\"x\":1}}\n").expect("a file");
        place.expect(&["batch", &plain, "--rejects", &sealed], 1, &["1 rejected"]);
        let out = place.run_with("other", &["batch", &sealed, "--passphrase-fd", "3"], "");
        assert!(told(&out).contains("1 records read"), "{}", told(&out));
    }
}

/// Whoever makes a file decides what work it asks for.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_asks_for_more_memory_than_there_is_is_refused_with_a_word() {
    let place = Place::new();
    let (_, text) = secret();
    fs::write(place.path("sealed"), crate::age_files::sealed_to(&of(&text).to_public(), b"{}")).expect("a file");
    let cheap = under("four words or five", text.as_bytes());
    let head =
        String::from_utf8_lossy(&cheap).lines().nth(1).expect("a stanza").len() + "age-encryption.org/v1\n".len();
    for work in ["21", "22", "23", "63", "64", "255", "300", "99999999999999999999999"] {
        let asks = [&cheap[..head - 1], work.as_bytes(), &cheap[head..]].concat();
        fs::write(place.path("key"), &asks).expect("a file");
        for (file, more) in [("sealed", ["--identity", "key"].as_slice()), ("key", &[])] {
            for command in ["score", "batch"] {
                let mut program = crate::program::with_device("sh");
                let script = "ulimit -v 1500000; exec \"$0\" \"$@\" 3< passphrase";
                program.args(["-c", script, crate::program::PROGRAM, command, file, "--passphrase-fd", "3"]).args(more);
                program.env("TIPSCREEN_STORE", place.store()).current_dir(place.path("."));
                let out = program.output().expect("it starts");
                let said = told(&out);
                assert_eq!(out.status.code(), Some(5), "{work}, {command} {file}: {said}");
                assert!(
                    said.contains("error[") && !said.contains("panicked") && !said.contains("memory allocation"),
                    "{said}"
                );
                assert!(said.contains("error[too-much-work]"), "{work}, {command} {file}: {said}");
            }
        }
    }
}
