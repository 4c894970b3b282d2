//! Encrypts records as age files, which `age` and `rage` open too.
//!
//! An encrypted record is the plain text of the record in an age file. Its state must be readable without a key. So the
//! head of the age file has one more stanza, which other programs skip as an unknown recipient:
//! `-> tipscreen/1 <id> <draft|finished>`. A second stanza may hold a mark of the keys it is encrypted to. The check of
//! the head covers both, and the first must agree with the text inside. This module does not know where keys are kept
//! or who asks for a passphrase.

use crate::store::decryption::{read_head, unsealed};
use crate::store::record::{Head, RecordError, RecordState};
use crate::store::reseal::MarkSecret;
use crate::store::seal::Seal;
use crate::toml_input::{AGE, FileKind, Sealed, kind_of};
use age::x25519;
use age_core::format::{FileKey, Stanza};
use std::collections::HashSet;
use std::io::{self, Read, Write};

/// A public key. Its identity opens what is encrypted to it.
pub type Recipient = x25519::Recipient;
pub type Identity = x25519::Identity;
/// The tag of the `tipscreen` stanza, without its version.
const TAG: &str = "tipscreen/";
const VERSION: &str = "1";
/// The tag of the stanza with the mark of the keys. Earlier versions skip it, as every other program does.
const MARK_TAG: &str = "tipscreen-keys/1";
/// The most recipients of a file. Their stanzas, of a hundred bytes each, stay well within the head that is read.
pub(super) const MAX_RECIPIENTS: usize = 500;

/// Whether these are the bytes of an age file without armour.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(AGE)
}

/// Encrypts records to public keys, and decrypts them with secret ones.
#[derive(Clone, Default)]
pub struct AgeSeal {
    /// The keys that open finished records and drafts.
    pub recipients: Vec<Recipient>,
    /// The key of this device that also opens drafts, to resume them.
    pub drafts: Option<Recipient>,
    /// The keys that are tried to open a record.
    pub identities: Vec<Identity>,
    /// The secret for the mark of the keys, which shows later what keys a record is encrypted to.
    pub mark_with: Option<MarkSecret>,
}

impl AgeSeal {
    /// The name of this seal in the head of a record.
    pub(super) const NAME: &str = "age";

    /// The recipients of a record in this state.
    fn to(&self, state: RecordState) -> impl Iterator<Item = &Recipient> {
        self.recipients.iter().chain(self.drafts.iter().filter(move |_| state == RecordState::Draft))
    }

    /// The mark of the keys that a record in this state is encrypted to.
    pub(super) fn mark(&self, id: &str, state: RecordState) -> Option<String> {
        self.mark_with.as_ref().map(|secret| secret.mark(id, state, self.to(state)))
    }

    /// Encrypts a file that is no record, as a stream.
    ///
    /// # Errors
    /// Also if there is no recipient.
    pub fn around<W: Write>(&self, out: W) -> io::Result<SealedFile<W>> {
        SealedFile::begin(self.recipients.iter().map(|one| one as &dyn age::Recipient), out)
    }

    /// Encrypts a whole file that is no record.
    ///
    /// # Errors
    /// There is no recipient.
    pub fn whole(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut file = self.around(Vec::new())?;
        file.write_all(bytes)?;
        file.finish()
    }
}

impl Seal for AgeSeal {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn close(&self, id: &str, state: RecordState, text: &str) -> io::Result<Vec<u8>> {
        // With the `tipscreen` stanza alone nobody could open the file.
        if self.recipients.is_empty() {
            return Err(no_recipient());
        }
        let outside = Outside { id, state };
        let marked = self.mark(id, state).map(Marked);
        let ours = std::iter::once(&outside as &dyn age::Recipient).chain(marked.iter().map(|one| one as _));
        let mut file = SealedFile::begin(ours.chain(self.to(state).map(|one| one as _)), Vec::new())?;
        file.write_all(text.as_bytes())?;
        file.finish()
    }

    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, RecordError> {
        let mut text = Vec::new();
        let opened = unsealed(bytes, &self.identities).and_then(|mut opened| opened.read_to_end(&mut text));
        // Reading from memory never fails.
        opened.map(|_| text).map_err(|error| error.downcast().unwrap_or(RecordError::Sealed))
    }
}

/// An encrypted file that grows. It encrypts what is written to it.
pub struct SealedFile<W: Write>(age::stream::StreamWriter<W>);

impl<W: Write> SealedFile<W> {
    /// Refuses more recipients than can be read back.
    pub(super) fn begin<'r>(to: impl Iterator<Item = &'r dyn age::Recipient>, out: W) -> io::Result<Self> {
        let to: Vec<_> = to.collect();
        // The extra three are the drafts key of this device and two stanzas of `tipscreen`.
        if to.len() > MAX_RECIPIENTS + 3 {
            return Err(io::Error::other(text!("store-too-many-keys-to-seal")));
        }
        let closing = age::Encryptor::with_recipients(to.into_iter()).map_err(|error| match error {
            age::EncryptError::Io(error) => error,
            _ => no_recipient(),
        })?;
        closing.wrap_output(out).map(Self)
    }

    /// Ends the file, and returns the writer below. A file that was not finished can't be opened.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for SealedFile<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn no_recipient() -> io::Error {
    io::Error::other(text!("store-no-key-to-seal"))
}

/// The `tipscreen` stanza: what a record shows without a key. It holds no part of the file's key.
struct Outside<'r> {
    id: &'r str,
    state: RecordState,
}

impl age::Recipient for Outside<'_> {
    fn wrap_file_key(&self, _: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let args = vec![self.id.to_owned(), self.state.word().to_owned()];
        let stanza = Stanza { tag: format!("{TAG}{VERSION}"), args, body: Vec::new() };
        Ok((vec![stanza], HashSet::new()))
    }
}

/// The mark of the keys that a record is encrypted to. It holds no part of the file's key.
struct Marked(String);

impl age::Recipient for Marked {
    fn wrap_file_key(&self, _: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let stanza = Stanza { tag: MARK_TAG.to_owned(), args: vec![self.0.clone()], body: Vec::new() };
        Ok((vec![stanza], HashSet::new()))
    }
}

/// The mark in the head of an encrypted record, if there is one.
pub(super) fn mark_in(bytes: &[u8]) -> Option<String> {
    let head = read_head(&mut &bytes[..]).ok()?;
    let head = std::str::from_utf8(&head).ok()?;
    head.lines().find_map(|line| line.strip_prefix("-> ")?.strip_prefix(MARK_TAG)?.strip_prefix(' ').map(str::to_owned))
}

/// The clear-text head of an encrypted record. Only decryption shows whether it is true.
pub(super) fn head(bytes: &[u8]) -> Result<Head, RecordError> {
    let head = read_head(&mut &bytes[..]).map_err(|error| error.downcast().unwrap_or(RecordError::Sealed))?;
    let head = std::str::from_utf8(&head).map_err(|_| RecordError::NoRecord)?;
    let mut ours = head.lines().filter_map(|line| line.strip_prefix("-> ")?.strip_prefix(TAG));
    let (Some(stanza), None) = (ours.next(), ours.next()) else {
        let to_passphrase = matches!(kind_of(bytes), FileKind::Sealed(Sealed { to_passphrase: true, .. }));
        return Err(if to_passphrase { RecordError::RecordUnderPassphrase } else { RecordError::NoRecord });
    };
    match stanza.split(' ').collect::<Vec<_>>()[..] {
        [VERSION, id, state] => {
            let state = [RecordState::Draft, RecordState::Finished].into_iter().find(|one| one.word() == state);
            Ok(Head::new(id, AgeSeal::NAME, state.ok_or(RecordError::State)?))
        }
        [VERSION, ..] => Err(RecordError::State),
        _ => Err(RecordError::Newer),
    }
}
