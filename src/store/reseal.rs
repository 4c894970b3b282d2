//! Re-encrypts records to the present public keys of a store, after a key was added.
//!
//! The text inside stays the same, byte by byte, and so does its hash chain. Each record is replaced atomically. After
//! an interruption every record is whole, and the work can be started again.
//!
//! The keys of an age file can't be seen. So the head of a record has a mark of the keys it is encrypted to. The mark
//! depends on the record and on a secret file of this device. Without that file it says nothing about anybody.

use super::record::{Head, Record, RecordError, RecordState};
use super::seal::Seal;
use super::{Disk, Store, StoreError, record};
use crate::store::atomic_write;
use crate::store::encryption::{AgeSeal, Recipient};
use sha2::{Digest, Sha256};

/// The secret for marks of keys. Never leaves the device.
#[derive(Clone)]
pub struct MarkSecret([u8; 32]);

impl MarkSecret {
    /// Derives it from a file of secret keys, as it is on the disk.
    pub(super) fn of(file: &[u8]) -> Self {
        Self(Sha256::digest(file).into())
    }

    /// The mark of the keys that a record is encrypted to.
    pub(super) fn mark<'r>(&self, id: &str, state: RecordState, to: impl Iterator<Item = &'r Recipient>) -> String {
        let mut keys: Vec<String> = to.map(ToString::to_string).collect();
        keys.sort();
        keys.dedup();
        let told = format!("{id}\n{}\n{}\n", state.word(), keys.join("\n"));
        record::hex(Sha256::new().chain_update(self.0).chain_update(told).finalize())[..32].to_owned()
    }
}

/// The result for one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resealed {
    /// It is now encrypted to the present keys.
    Anew,
    /// It was encrypted to them already.
    Already,
}

impl<D: Disk> Store<D> {
    /// Whether the mark of a record names exactly the keys of this seal. Only decryption shows whether the mark is
    /// true.
    pub fn is_marked_for(&self, id: &str, seal: &AgeSeal) -> Result<bool, StoreError> {
        let bytes = self.bytes(id)?;
        Ok(is_marked_for(&bytes, &Record::head(&bytes)?, seal))
    }

    /// Checks every event of a record and re-encrypts it. An unencrypted record is encrypted.
    ///
    /// # Errors
    /// Another process has it open, it can't be decrypted, is damaged, or can't be written. The record is then
    /// unchanged.
    pub fn reseal(&self, id: &str, seal: &AgeSeal) -> Result<Resealed, StoreError> {
        let _lock = self.lock(id)?;
        let bytes = self.bytes(id)?;
        let head = Record::head(&bytes)?;
        let before = Record::read(&bytes, seal)?;
        if before.id != id {
            return Err(RecordError::Another.into());
        }
        if is_marked_for(&bytes, &head, seal) {
            return Ok(Resealed::Already);
        }
        let text = if head.is_sealed() { seal.open(&bytes)? } else { with_seal(&bytes, &head)? };
        let text = String::from_utf8(text).map_err(|_| RecordError::NoRecord)?;
        let closed = seal.close(id, head.state, &text)?;
        // Never replace a record with one that can't be opened. Without secret keys this can't be checked.
        if !seal.identities.is_empty() && Record::read(&closed, seal)? != before {
            return Err(RecordError::Sealed.into());
        }
        atomic_write::save(&self.disk, &self.path(id), &closed)?;
        Ok(Resealed::Anew)
    }
}

fn is_marked_for(bytes: &[u8], head: &Head, seal: &AgeSeal) -> bool {
    let mark = seal.mark(&head.record, head.state);
    mark.is_some() && mark == crate::store::encryption::mark_in(bytes)
}

/// The text of an unencrypted record, as it is inside a seal.
fn with_seal(text: &[u8], head: &Head) -> Result<Vec<u8>, RecordError> {
    let end = text.iter().position(|byte| *byte == b'\n').ok_or(RecordError::NoRecord)?;
    let sealed = Head::new(&head.record, AgeSeal::NAME, head.state);
    Ok([sealed.line().as_bytes(), &text[end..]].concat())
}
