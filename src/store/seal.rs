//! The seal: encrypts a record against people who can read the disk.

use super::record::{RecordError, RecordState};
use crate::store::encryption;
use std::io;

/// Encrypts and decrypts the text of a record.
pub trait Seal: Send {
    /// Its name in the head of a record.
    fn name(&self) -> &'static str;

    /// Encrypts the text. Who can decrypt it may depend on the state of the screening.
    ///
    /// # Errors
    /// Nobody could decrypt it.
    fn close(&self, id: &str, state: RecordState, text: &str) -> io::Result<Vec<u8>>;

    /// Decrypts the text.
    ///
    /// # Errors
    /// No key, a wrong key, or an altered file.
    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, RecordError>;
}

/// No encryption: anyone who can read the file can read the answers. The user chose this explicitly, or it is training.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsealed;

impl Unsealed {
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
