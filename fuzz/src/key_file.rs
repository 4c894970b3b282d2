//! Files of keys: each line is a key that works, or one that is named with its line; and nothing of it is told.

use super::text;
use tipscreen::store::{AgeSeal, RecordState, Seal as _, identities, recipient};

/// Longest file, in bytes: work is done for each line.
const LONGEST: usize = 16 * 1024;

/// The bytes as a file of secret keys, and each of its lines as a public one.
pub fn hold(bytes: &[u8]) {
    if bytes.len() > LONGEST {
        return;
    }
    match identities(bytes) {
        Ok(keys) => {
            assert!(!keys.usable.is_empty());
            let lines = bytes.split(|byte| *byte == b'\n').count();
            assert!(keys.unused.iter().all(|(line, _)| (1..=lines).contains(line)));
            for key in keys.usable.iter().take(3) {
                let seal =
                    AgeSeal { recipients: vec![key.to_public()], identities: vec![key.clone()], ..AgeSeal::default() };
                let closed = seal.close("x", RecordState::Draft, "text").expect("it closes");
                assert_eq!(seal.open(&closed).as_deref(), Ok(b"text".as_slice()));
            }
        }
        Err(damage) => assert!(!damage.to_string().contains("AGE-SECRET-KEY-1")),
    }
    for line in text(bytes).into_iter().flat_map(str::lines).take(50) {
        match recipient(line.trim()) {
            Ok(key) => assert!(recipient(&key.to_string()).is_ok_and(|again| again == key)),
            Err(why) => assert!(!why.to_string().to_uppercase().contains("AGE-SECRET-KEY-1")),
        }
    }
}
