//! Seals records anew: to the public keys that a store has now, for those whose key was added later.
//!
//! The text inside stays as it is, byte by byte, so that its chain of events is the same. Each record is replaced at once,
//! by the one way in which anything is written: whoever is cut off has whole records, and can begin again.
//!
//! Which keys an age file is sealed to can't be seen. So that a record which is sealed to the present keys can be told from
//! others, its head has a mark of them. The mark is bound to the record and to a secret file of this device: without that
//! file it says nothing about anybody.

use super::record::{Head, Record, RecordError, RecordState};
use super::seal::Seal;
use super::{Disk, Store, StoreError, record};
use crate::store::atomic_write;
use crate::store::encryption::{AgeSeal, Recipient};
use sha2::{Digest, Sha256};

/// What a mark of keys is made with. Never leaves the device.
#[derive(Clone)]
pub struct MarkSecret([u8; 32]);

impl MarkSecret {
    /// Of a file of secret keys, as it lies on the disk.
    pub(super) fn of(file: &[u8]) -> Self {
        Self(Sha256::digest(file).into())
    }

    /// The mark of the keys that a record is sealed to.
    pub(super) fn mark<'r>(&self, id: &str, state: RecordState, to: impl Iterator<Item = &'r Recipient>) -> String {
        let mut keys: Vec<String> = to.map(ToString::to_string).collect();
        keys.sort();
        keys.dedup();
        let told = format!("{id}\n{}\n{}\n", state.word(), keys.join("\n"));
        record::hex(Sha256::new().chain_update(self.0).chain_update(told).finalize())[..32].to_owned()
    }
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resealed {
    /// It is sealed to the present keys from now on.
    Anew,
    /// It was sealed to them before.
    Already,
}

impl<D: Disk> Store<D> {
    /// Whether a record says that it is sealed to the keys of this seal, and to no others. Only opening it tells whether
    /// that is true.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn is_marked_for(&self, id: &str, seal: &AgeSeal) -> Result<bool, StoreError> {
        let bytes = self.bytes(id)?;
        Ok(is_marked_for(&bytes, &Record::head(&bytes)?, seal))
    }

    /// Seals a record anew, once every event of it was checked. One that is not sealed yet is sealed.
    ///
    /// # Errors
    /// When somebody else has it open, it does not open, is not what was written, or can't be written. It is then as it was.
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
        // Nothing takes the place of a record that would not open again. Whoever holds public keys alone can't look.
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

/// The text of a record that is not sealed, as it stands inside a seal.
fn with_seal(text: &[u8], head: &Head) -> Result<Vec<u8>, RecordError> {
    let end = text.iter().position(|byte| *byte == b'\n').ok_or(RecordError::NoRecord)?;
    let sealed = Head::new(&head.record, AgeSeal::NAME, head.state);
    Ok([sealed.line().as_bytes(), &text[end..]].concat())
}
