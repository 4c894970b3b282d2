//! What stands between a record and whoever may read the disk.

use super::record::{RecordError, RecordState};
use crate::store::encryption;
use std::io;

/// Closes and opens the text of a record.
pub trait Seal: Send {
    /// The word in the head of a record.
    fn name(&self) -> &'static str;

    /// The text as it goes on the disk. Who may open it can depend on whether the screening is under way.
    ///
    /// # Errors
    /// When there is nobody who could open it again.
    fn close(&self, id: &str, state: RecordState, text: &str) -> io::Result<Vec<u8>>;

    /// The text again.
    ///
    /// # Errors
    /// When there is no key, or it is not what was closed, or the key is another.
    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, RecordError>;
}

/// No seal: whoever can read the file can read the answers. Chosen aloud, or in training.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsealed;

impl Unsealed {
    /// Its word in the head of a record.
    pub(super) const NAME: &str = "none";
}

impl Seal for Unsealed {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn close(&self, _: &str, _: RecordState, text: &str) -> io::Result<Vec<u8>> {
        Ok(text.as_bytes().to_vec())
    }

    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, RecordError> {
        if encryption::is_sealed(bytes) { Err(RecordError::NoKey) } else { Ok(bytes.to_vec()) }
    }
}
