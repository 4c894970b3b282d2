//! What is told of a record, a key or a sealed file that does not open, or is not what was written: one table for all of
//! them, so that the same fault has the same exit code and the same help wherever it is met.

use crate::cli::exit::{Exit, Failure};
use crate::diagnostic::{Code, Diagnostic};
use crate::store::RecordError;

/// What to tell of a file of this name.
pub fn damaged(name: &str, damage: &RecordError) -> Failure {
    let (exit, code, help) = match damage {
        RecordError::NoKey => (Exit::Altered, Code::NoKey, text!("store-damaged-no-key")),
        RecordError::OtherRecipients => (Exit::Altered, Code::NoKey, text!("store-damaged-other-recipients")),
        RecordError::UnderPassphrase => (Exit::Altered, Code::NoPassphrase, text!("store-damaged-under-passphrase")),
        RecordError::RecordUnderPassphrase => {
            (Exit::Altered, Code::NoPassphrase, text!("store-damaged-record-under-passphrase"))
        }
        RecordError::Passphrase => (Exit::Altered, Code::WrongPassphrase, text!("store-damaged-wrong-passphrase")),
        RecordError::TooMuchWork => (Exit::Altered, Code::TooMuchWork, text!("store-damaged-too-much-work")),
        RecordError::Armour => (Exit::Altered, Code::Altered, text!("store-damaged-armour")),
        RecordError::Layers => (Exit::Altered, Code::Sealed, text!("store-damaged-layers")),
        RecordError::NoText(kind) => {
            let (code, help) = kind.no_text().map_or((Code::NotUtf8, ""), |no_text| (no_text.code, no_text.help));
            (Exit::Refused, code, help)
        }
        RecordError::NoIdentity => (Exit::Storage, Code::NoKey, text!("store-damaged-no-identity")),
        RecordError::OtherKey(_) => (Exit::Storage, Code::NoKey, text!("store-damaged-other-key")),
        RecordError::KeySealedToKey => (Exit::Storage, Code::NoKey, text!("store-damaged-key-sealed-to-key")),
        RecordError::Newer => (Exit::Storage, Code::Newer, text!("store-damaged-newer")),
        RecordError::Sealed => (Exit::Altered, Code::Altered, text!("store-damaged-sealed")),
        RecordError::NoRecord
        | RecordError::Another
        | RecordError::Event(_)
        | RecordError::Case
        | RecordError::State
        | RecordError::Signature => (Exit::Altered, Code::Altered, text!("store-keep-file")),
    };
    Failure::of(exit, &Diagnostic::of_file(code, name, (damage.to_string(), help.to_owned())))
}
