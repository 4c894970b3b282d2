//! The head of a sealed file: what is no such file is refused, in bytes and in armour, and no key opens what was not sealed
//! to it.

use std::io::Read as _;
use tipscreen::store::{Identity, Locked, Record, peeked, unsealed};

/// How every age file begins.
const BEGINS: &[u8] = b"age-encryption.org/v1\n";
/// Most bytes that may come out of a file that nobody sealed.
const MOST: u64 = 1 << 20;

/// The bytes as a file, as the rest of one, and in armour.
pub fn hold(bytes: &[u8]) {
    let after = [BEGINS, bytes].concat();
    let armoured =
        [b"-----BEGIN AGE ENCRYPTED FILE-----\n".as_slice(), bytes, b"\n-----END AGE ENCRYPTED FILE-----\n"].concat();
    for file in [bytes, after.as_slice(), armoured.as_slice()] {
        read(file);
    }
}

fn read(file: &[u8]) {
    let (begins, mut whole) = peeked(file).expect("memory can be read");
    let mut again = Vec::new();
    whole.read_to_end(&mut again).expect("memory can be read");
    assert!(again == file && file.starts_with(&begins), "looking at a file took something from it");
    if let Ok(head) = Record::head(file) {
        assert!(!head.record.is_empty() || !head.is_sealed());
    }
    let _ = Locked::read(file);
    // Made anew each time: nobody can have sealed anything to it.
    let opened =
        unsealed(file, &[Identity::generate()]).and_then(|opened| opened.take(MOST).read_to_end(&mut Vec::new()));
    assert!(opened.is_err(), "a key opened what was not sealed to it");
}
