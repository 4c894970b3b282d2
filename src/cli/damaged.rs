//! What is told of a record, a key or a sealed file that does not open, or is not what was written: one table for all of
//! them, so that the same fault has the same exit code and the same mend wherever it is met.

use super::{Exit, Failure};
use crate::store::Damage;

/// What to tell of a file of this name.
pub fn damaged(name: &str, damage: &Damage) -> Failure {
    let (exit, code, mend) = match damage {
        Damage::NoKey => (Exit::Altered, "no-key", "name the key with --identity FILE, or go where the key is"),
        Damage::Passphrase => (Exit::Altered, "wrong-passphrase", "type it again; the file was left as it is"),
        Damage::TooMuchWork => (Exit::Altered, "no-key", "ask whoever made it for a new key file"),
        Damage::NoIdentity => (Exit::Storage, "no-key", "name the file that `age-keygen` or `key new` made"),
        Damage::Newer => (Exit::Storage, "newer", "use that version; the file was left as it is"),
        Damage::Sealed => {
            (Exit::Altered, "altered", "name another key with --identity FILE; the file was left as it is")
        }
        Damage::NoRecord | Damage::Another | Damage::Event(_) | Damage::Case | Damage::State => {
            (Exit::Altered, "altered", "keep the file as it is, and tell whoever looks after the device")
        }
    };
    Failure { exit, text: format!("error[{code}]: {name}: {damage}\n  = {mend}") }
}
