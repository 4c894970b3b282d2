//! What is told of a record, a key or a sealed file that does not open, or is not what was written: one table for all of
//! them, so that the same fault has the same exit code and the same help wherever it is met.

use crate::cli::exit::{Exit, Failure};
use crate::store::RecordError;

/// What to tell of a file of this name.
pub fn damaged(name: &str, damage: &RecordError) -> Failure {
    let (exit, code, help) = match damage {
        RecordError::NoKey => (Exit::Altered, "no-key", "name the key with --identity FILE, or go where the key is"),
        RecordError::OtherRecipients => {
            (Exit::Altered, "no-key", "open it with `age -d`, or have it sealed to a public key that begins with age1")
        }
        RecordError::UnderPassphrase => (
            Exit::Altered,
            "no-passphrase",
            "give the passphrase with --passphrase-fd N, or run it where it can be asked for",
        ),
        RecordError::RecordUnderPassphrase => (
            Exit::Altered,
            "no-passphrase",
            "it was laid there by another program; `score FILE` opens it with its passphrase",
        ),
        RecordError::Passphrase => (Exit::Altered, "wrong-passphrase", "type it again; the file was left as it is"),
        RecordError::TooMuchWork => (
            Exit::Altered,
            "too-much-work",
            "open it with `age -d` on a larger device, or ask whoever made it for another",
        ),
        RecordError::Armour => (
            Exit::Altered,
            "altered",
            "get it again, whole, from the line -----BEGIN to the line -----END and nothing else",
        ),
        RecordError::Layers => (Exit::Altered, "sealed", "open it with `age -d` until it is a case"),
        RecordError::NoText(kind) => {
            let (code, help) = kind.no_text().map_or(("not-utf8", ""), |no_text| (no_text.code.word(), no_text.help));
            (Exit::Refused, code, help)
        }
        RecordError::NoIdentity => (Exit::Storage, "no-key", "name the file that `age-keygen` or `key new` made"),
        RecordError::OtherKey(_) => (
            Exit::Storage,
            "no-key",
            "name a file with a key that begins with AGE-SECRET-KEY-1, as `age-keygen` makes it",
        ),
        RecordError::KeySealedToKey => (Exit::Storage, "no-key", "open it with `age -d`, and name what comes out"),
        RecordError::Newer => (Exit::Storage, "newer", "use that version; the file was left as it is"),
        RecordError::Sealed => {
            (Exit::Altered, "altered", "name another key with --identity FILE; the file was left as it is")
        }
        RecordError::NoRecord
        | RecordError::Another
        | RecordError::Event(_)
        | RecordError::Case
        | RecordError::State
        | RecordError::Signature => {
            (Exit::Altered, "altered", "keep the file as it is, and tell whoever looks after the device")
        }
    };
    Failure::plain(exit, &format!("error[{code}]: {name}: {damage}\n  = {help}"))
}
