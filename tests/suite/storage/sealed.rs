//! Sealed records against whoever has the file and not the key: nothing opens, and nothing that was altered is taken for
//! what was written.

use crate::generate::shipped;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use tipscreen::case::Case;
use tipscreen::catalogue::builtin;
use tipscreen::questionnaire::Questionnaire;
use tipscreen::store::{
    AgeSeal, Identity, LocalDisk, Passphrase, Record, RecordError, RecordState, RecordingPlan, Seal, Store, StoreError,
    StoreRecorder, Unsealed, identities_under, under_passphrase, unsealed,
};

const ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// One in ten of what could be tried, or all of it where `TIPSCREEN_WHOLE` is set.
fn tried(all: usize) -> impl Iterator<Item = usize> {
    let whole = crate::part::is_whole();
    // Seven and ten have no divisor in common, so that every place in a byte has its turn.
    (0..all).filter(move |at| whole || (at * 7 + at / 10) % 10 == 3)
}

/// A key pair that closes and opens.
pub fn key() -> AgeSeal {
    static KEY: OnceLock<AgeSeal> = OnceLock::new();
    KEY.get_or_init(|| of(Identity::generate())).clone()
}

fn of(identity: Identity) -> AgeSeal {
    AgeSeal { recipients: vec![identity.to_public()], identities: vec![identity], ..AgeSeal::default() }
}

/// A record of so many acts, under this seal; an adult agreed and nothing is wrong.
fn record(acts: usize, folder: &Path, seal: AgeSeal) -> Record {
    let catalogue = shipped();
    let files = builtin::files(builtin::DEFAULT).expect("the usual catalogue");
    let place = Some((Store::at(LocalDisk::default(), folder), Box::new(seal) as Box<_>));
    let case = Case::new(catalogue, ID);
    let plan = RecordingPlan { place, files: files.into(), clock: || "2026-11-22T09:00:00Z".to_owned() };
    let mut keeping = StoreRecorder::begin(plan, catalogue, &case);
    let mut questionnaire = Questionnaire::new(catalogue, case);
    crate::store::answer(&mut keeping, &mut questionnaire, acts);
    keeping.record().clone()
}

/// A sealed file of about four kilobytes, and its record.
fn four_kilobytes() -> (Vec<u8>, Record) {
    for acts in 8.. {
        // A folder each: a process that another test starts may hold a lock of this one a moment longer.
        let folder = tempfile::tempdir().expect("a folder");
        let record = record(acts, folder.path(), key());
        let bytes = record.to_bytes(&key()).expect("it closes");
        if bytes.len() >= 4096 {
            return (bytes, record);
        }
    }
    unreachable!("records grow")
}

fn is_whole(bytes: &[u8], record: &Record) -> bool {
    Record::read(bytes, &key()).is_ok_and(|read| read == *record)
}

#[test]
fn what_was_sealed_opens_to_what_would_stand_there_unsealed() {
    let (bytes, record) = four_kilobytes();
    assert!(is_whole(&bytes, &record));
    let text = key().open(&bytes).expect("it opens");
    let plain = record.to_bytes(&Unsealed).expect("bytes");
    let plain = String::from_utf8(plain).expect("text").replacen("\"seal\":\"none\"", "\"seal\":\"age\"", 1);
    assert_eq!(String::from_utf8(text).expect("text"), plain);
    let head = Record::head(&bytes).expect("a head");
    assert_eq!((head.record.as_str(), head.is_sealed(), head.state), (ID, true, RecordState::Draft));
}

#[test]
fn every_flipped_bit_and_every_cut_is_noticed() {
    let (bytes, record) = four_kilobytes();
    let mut flips = 0;
    for bit in tried(bytes.len() * 8) {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(Record::read(&flipped, &key()).is_err(), "bit {bit} of {}", bytes.len() * 8);
        flips += 1;
    }
    let mut cuts = 0;
    for end in tried(bytes.len()) {
        assert!(Record::read(&bytes[..end], &key()).is_err(), "cut off behind {end} of {}", bytes.len());
        cuts += 1;
    }
    assert!(flips >= 3_276 && cuts >= 409, "only {flips} flips and {cuts} cuts");
    assert!(is_whole(&bytes, &record));
}

#[test]
fn a_wrong_key_never_opens() {
    let (bytes, _) = four_kilobytes();
    for _ in tried(1_000) {
        assert_eq!(Record::read(&bytes, &of(Identity::generate())), Err(RecordError::Sealed));
    }
    assert_eq!(Record::read(&bytes, &AgeSeal::default()), Err(RecordError::NoKey));
    assert_eq!(Record::read(&bytes, &Unsealed), Err(RecordError::NoKey));
}

#[test]
fn a_draft_opens_for_the_device_and_what_is_finished_does_not() {
    let (device, supervisor) = (Identity::generate(), Identity::generate());
    let seal = AgeSeal {
        recipients: vec![supervisor.to_public()],
        drafts: Some(device.to_public()),
        identities: vec![device.clone()],
        ..AgeSeal::default()
    };
    let closed = |state| seal.close(ID, state, "a text").expect("it closes");
    assert_eq!(seal.open(&closed(RecordState::Draft)).as_deref(), Ok(b"a text".as_slice()));
    assert_eq!(seal.open(&closed(RecordState::Finished)), Err(RecordError::Sealed));
    for state in [RecordState::Draft, RecordState::Finished] {
        assert_eq!(of(supervisor.clone()).open(&closed(state)).as_deref(), Ok(b"a text".as_slice()));
    }
    assert!(AgeSeal::default().close(ID, RecordState::Draft, "a text").is_err(), "sealed to nobody");
}

#[test]
fn what_was_added_exchanged_or_told_otherwise_outside_is_noticed() {
    let (bytes, record) = four_kilobytes();
    for added in [b"\n".as_slice(), b"x", &[0; 16], &bytes] {
        assert!(Record::read(&[&bytes, added].concat(), &key()).is_err(), "{} bytes added", added.len());
    }
    // The stanza stands in clear: whoever changes it can't make it fit.
    let changed = |from: &str, to: &str| {
        let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).expect("it is there");
        [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
    };
    let finished = changed(" draft\n", " finished\n");
    assert_eq!(Record::head(&finished).expect("a head").state, RecordState::Finished, "without a key it can't be told");
    assert_eq!(Record::read(&finished, &key()), Err(RecordError::Sealed));
    assert_eq!(Record::read(&changed(ID, "00000000-8b86-4d01-b42d-00cf4fc964ff"), &key()), Err(RecordError::Sealed));
    let ours = format!("-> tipscreen/1 {ID} draft\n\n");
    assert!(Record::read(&changed(&ours, ""), &key()).is_err(), "taken out");
    assert!(Record::read(&changed(&ours, &ours.repeat(2)), &key()).is_err(), "put in twice");
    assert_eq!(Record::read(&changed("tipscreen/1", "tipscreen/2"), &key()), Err(RecordError::Newer));
    // Whoever has the public key can seal a lie: what stands outside has to be what is inside.
    let text = String::from_utf8(key().open(&bytes).expect("it opens")).expect("text");
    for (id, state) in [(ID, RecordState::Finished), ("00000000-8b86-4d01-b42d-00cf4fc964ff", RecordState::Draft)] {
        let lie = key().close(id, state, &text).expect("it closes");
        assert_eq!(Record::read(&lie, &key()), Err(RecordError::State));
    }
    assert!(Record::read(text.as_bytes(), &key()).is_err(), "out of its seal it is no record of a store");
    assert_eq!(Record::read_text(text.as_bytes()).as_ref(), Ok(&record));

    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::at(LocalDisk::default(), folder.path());
    store.prepare().expect("folders");
    let other = "00000000-8b86-4d01-b42d-00cf4fc964ff";
    fs::write(folder.path().join("records").join(format!("{other}.tipscreen")), &bytes).expect("a file");
    assert!(
        matches!(store.read(other, &key()), Err(StoreError::Damaged(RecordError::Another))),
        "two files were exchanged"
    );
}

/// Each event changed, taken out, put in twice and moved, by somebody who can seal what they made of it.
#[test]
fn every_event_that_was_tampered_with_is_named_under_the_seal_and_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = record(100, folder.path(), key());
    let events = record.events().len();
    assert!(events > 100, "only {events} events");
    let seals: [&dyn Seal; 2] = [&Unsealed, &key()];
    for seal in seals {
        let bytes = record.to_bytes(seal).expect("it closes");
        let text = String::from_utf8(seal.open(&bytes).expect("it opens")).expect("text");
        let lines: Vec<&str> = text.lines().collect();
        let mut noticed = 0;
        let mut expect = |lines: Vec<&str>, damage: RecordError| {
            let closed = seal.close(ID, RecordState::Draft, &(lines.join("\n") + "\n")).expect("it closes");
            assert_eq!(Record::read(&closed, seal), Err(damage));
            noticed += 1;
        };
        for n in 1..=events {
            let changed = lines[n].replacen("2026", "2025", 1);
            let mut edited = lines.clone();
            edited[n] = &changed;
            expect(edited, RecordError::Event(n));
            let mut taken_out = lines.clone();
            taken_out.remove(n);
            expect(taken_out, if n < events { RecordError::Event(n) } else { RecordError::Case });
            let mut put_in = lines.clone();
            put_in.insert(n, lines[n]);
            expect(put_in, RecordError::Event(n + 1));
            let mut moved = lines.clone();
            moved.swap(n, if n < events { n + 1 } else { n - 1 });
            expect(moved, RecordError::Event(if n < events { n } else { n - 1 }));
        }
        assert_eq!(noticed, 4 * events);
        assert!(noticed >= 400);
    }
}

#[test]
fn a_key_under_a_passphrase_opens_with_that_alone_and_asks_for_no_endless_work() {
    use age::secrecy::ExposeSecret as _;
    let identity = Identity::generate();
    let text = identity.to_string();
    let file =
        under_passphrase(text.expose_secret(), &Passphrase::from("four words or five"), Some(2)).expect("a file");
    let opened = identities_under(&file, &Passphrase::from("four words or five")).expect("it opens").usable;
    assert!(opened.iter().map(|one| one.to_public().to_string()).eq([identity.to_public().to_string()]));
    assert!(matches!(identities_under(&file, &Passphrase::from("four words or six")), Err(RecordError::Passphrase)));
    for at in tried(file.len() * 8) {
        let mut flipped = file.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        // A flip may ask for more work: whatever it asks for beyond the ceiling is refused before it is done.
        if !flipped.windows(7).any(|part| part == b" scrypt") || flipped[..60] == file[..60] {
            assert!(identities_under(&flipped, &Passphrase::from("four words or five")).is_err(), "bit {at}");
        }
    }
    // The work stands in clear: two to the power of sixty would take until the end of days.
    let head = String::from_utf8_lossy(&file).into_owned();
    let stanza = head.lines().nth(1).expect("a stanza");
    assert!(stanza.starts_with("-> scrypt ") && stanza.ends_with(" 2"), "{stanza}");
    let at = head.find('\n').expect("a line") + 1 + stanza.len();
    let endless = [&file[..at - 1], b"60", &file[at..]].concat();
    let begun = std::time::Instant::now();
    let refused = identities_under(&endless, &Passphrase::from("four words or five"));
    assert!(matches!(refused, Err(RecordError::TooMuchWork)), "{:?}", refused.map(|found| found.usable.len()));
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
}

/// Whoever fills a buffer asks once more when it is full: that must not cost what comes next.
#[test]
fn a_read_into_no_room_at_the_border_of_a_chunk_loses_nothing() {
    use std::io::Read as _;
    let text: Vec<u8> = (0..200_000_u32).map(|n| u8::try_from(n % 251).expect("a byte")).collect();
    let sealed = key().whole(&text).expect("it closes");
    let mut reader = unsealed(sealed.as_slice(), &key().identities).expect("it opens");
    let (mut read, mut part) = (Vec::<u8>::new(), [0; 1024]);
    loop {
        assert_eq!(reader.read(&mut []).expect("nothing"), 0);
        match reader.read(&mut part).expect("it was not altered") {
            0 => break,
            many => read.extend(&part[..many]),
        }
    }
    assert!(read == text, "{} of {} bytes", read.len(), text.len());
}

/// A disk that reads so far and no farther.
struct Failing<'b>(&'b [u8]);

impl std::io::Read for Failing<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(std::io::ErrorKind::PermissionDenied.into()),
            many => Ok(many),
        }
    }
}

#[test]
fn a_disk_that_can_not_be_read_is_not_taken_for_an_altered_file() {
    use std::io::Read as _;
    let sealed = key().whole(&vec![7; 200_000]).expect("it closes");
    for end in [0, 1, 30, 150, 400, 70_000, sealed.len() - 1] {
        let opened = unsealed(Failing(&sealed[..end]), &key().identities);
        let read = opened.and_then(|mut opened| opened.read_to_end(&mut Vec::new()));
        let kind = read.expect_err("it can't be read").kind();
        assert_eq!(kind, std::io::ErrorKind::PermissionDenied, "after {end} bytes");
    }
}

#[test]
fn what_is_sealed_to_too_many_to_open_again_is_not_sealed() {
    let to = |many| AgeSeal { recipients: vec![Identity::generate().to_public(); many], ..AgeSeal::default() };
    let most = AgeSeal { drafts: Some(key().recipients[0].clone()), ..to(499) };
    let most = AgeSeal { recipients: [most.recipients, key().recipients].concat(), ..most };
    let closed = most.close(ID, RecordState::Draft, "text").expect("it closes");
    assert_eq!(key().open(&closed), Ok(b"text".to_vec()));
    assert!(to(700).close(ID, RecordState::Draft, "text").is_err() && to(700).whole(b"text").is_err());
}

#[test]
fn a_head_that_never_ends_is_not_read_on() {
    let mut endless = b"age-encryption.org/v1\n".to_vec();
    endless.extend(b"-> x\n\n".repeat(1 << 18));
    assert!(matches!(Record::head(&endless), Err(RecordError::Sealed)));
    assert!(matches!(Record::read(&endless, &key()), Err(RecordError::Sealed)));
}
