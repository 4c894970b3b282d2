//! What is told of a record, a key or a sealed file that does not open, or is not what was written: one table for all of
//! them, so that the same fault has the same exit code and the same help wherever it is met.

use crate::cli::exit::{Exit, Failure};
use crate::store::Damage;

/// What to tell of a file of this name.
pub fn damaged(name: &str, damage: &Damage) -> Failure {
    let (exit, code, help) = match damage {
        Damage::NoKey => (Exit::Altered, "no-key", "name the key with --identity FILE, or go where the key is"),
        Damage::OtherRecipients => {
            (Exit::Altered, "no-key", "open it with `age -d`, or have it sealed to a public key that begins with age1")
        }
        Damage::UnderPassphrase => (
            Exit::Altered,
            "no-passphrase",
            "give the passphrase with --passphrase-fd N, or run it where it can be asked for",
        ),
        Damage::RecordUnderPassphrase => (
            Exit::Altered,
            "no-passphrase",
            "it was laid there by another program; `score FILE` opens it with its passphrase",
        ),
        Damage::Passphrase => (Exit::Altered, "wrong-passphrase", "type it again; the file was left as it is"),
        Damage::TooMuchWork => (
            Exit::Altered,
            "too-much-work",
            "open it with `age -d` on a larger device, or ask whoever made it for another",
        ),
        Damage::Armour => (
            Exit::Altered,
            "altered",
            "get it again, whole, from the line -----BEGIN to the line -----END and nothing else",
        ),
        Damage::Layers => (Exit::Altered, "sealed", "open it with `age -d` until it is a case"),
        Damage::NoText(kind) => {
            let (code, help) = kind.no_text().map_or(("not-utf8", ""), |no_text| (no_text.code.word(), no_text.help));
            (Exit::Refused, code, help)
        }
        Damage::NoIdentity => (Exit::Storage, "no-key", "name the file that `age-keygen` or `key new` made"),
        Damage::OtherKey(_) => (
            Exit::Storage,
            "no-key",
            "name a file with a key that begins with AGE-SECRET-KEY-1, as `age-keygen` makes it",
        ),
        Damage::KeySealedToKey => (Exit::Storage, "no-key", "open it with `age -d`, and name what comes out"),
        Damage::Newer => (Exit::Storage, "newer", "use that version; the file was left as it is"),
        Damage::Sealed => {
            (Exit::Altered, "altered", "name another key with --identity FILE; the file was left as it is")
        }
        Damage::NoRecord | Damage::Another | Damage::Event(_) | Damage::Case | Damage::State | Damage::Signature => {
            (Exit::Altered, "altered", "keep the file as it is, and tell whoever looks after the device")
        }
    };
    Failure::plain(exit, &format!("error[{code}]: {name}: {damage}\n  = {help}"))
}
