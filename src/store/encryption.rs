//! The sealed form of what is kept: age files, that `age` and `rage` open too.
//!
//! A sealed record is the text that would stand there unsealed, in an age file. So that its state can be told without a
//! key, the head of the age file has one more stanza, which other programs pass over as that of a recipient they don't
//! know: `-> tipscreen/1 <id> <draft|finished>`. A second one may hold a mark of the keys it is sealed to. Both
//! are under the same check as the rest of the head, and the first has to agree with what is inside. This module knows
//! neither where keys are kept nor who asks for a passphrase.

use crate::store::decryption::{read_head, unsealed};
use crate::store::record::{Head, RecordError, RecordState};
use crate::store::reseal::MarkSecret;
use crate::store::seal::Seal;
use crate::toml_input::{AGE, FileKind, Sealed, kind_of};
use age::x25519;
use age_core::format::{FileKey, Stanza};
use std::collections::HashSet;
use std::io::{self, Read, Write};

/// A public key: what is sealed to it, its identity opens.
pub type Recipient = x25519::Recipient;
/// A secret key.
pub type Identity = x25519::Identity;
/// Tag of our stanza, without its version.
const TAG: &str = "tipscreen/";
/// The version of our stanza.
const VERSION: &str = "1";
/// Tag of the stanza that holds a mark of keys. Earlier versions pass over it, as every other program does.
const MARK_TAG: &str = "tipscreen-keys/1";
/// Most recipients that a file is sealed to: their stanzas, of a hundred bytes each, stay well within the head that is read.
pub(super) const MAX_RECIPIENTS: usize = 500;

/// Whether these are the bytes of a sealed file, out of its armour.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(AGE)
}

/// Closes records to public keys, and opens them with secret ones.
#[derive(Clone, Default)]
pub struct AgeSeal {
    /// Who may open what is finished; they may open drafts too.
    pub recipients: Vec<Recipient>,
    /// Who else may open a draft: this device, to go on with it.
    pub drafts: Option<Recipient>,
    /// What is tried to open a record.
    pub identities: Vec<Identity>,
    /// What the keys are marked with, so that it can be told later which ones a record is sealed to.
    pub mark_with: Option<MarkSecret>,
}

impl AgeSeal {
    /// Its word in the head of a record.
    pub(super) const NAME: &str = "age";

    /// Whom a record in this state is sealed to.
    fn to(&self, state: RecordState) -> impl Iterator<Item = &Recipient> {
        self.recipients.iter().chain(self.drafts.iter().filter(move |_| state == RecordState::Draft))
    }

    /// The mark of the keys that a record in this state is sealed to.
    pub(super) fn mark(&self, id: &str, state: RecordState) -> Option<String> {
        self.mark_with.as_ref().map(|secret| secret.mark(id, state, self.to(state)))
    }

    /// A file under this seal that is no record, as it is written.
    ///
    /// # Errors
    /// When there is no recipient, or the head can't be written.
    pub fn around<W: Write>(&self, out: W) -> io::Result<SealedFile<W>> {
        SealedFile::begin(self.recipients.iter().map(|one| one as &dyn age::Recipient), out)
    }

    /// A file under this seal that is no record.
    ///
    /// # Errors
    /// When there is no recipient.
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
        // Nobody could ever open what is closed to our stanza alone.
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
        // Bytes in memory can always be read.
        opened.map(|_| text).map_err(|error| error.downcast().unwrap_or(RecordError::Sealed))
    }
}

/// A sealed file that grows; what is written to it comes out closed.
pub struct SealedFile<W: Write>(age::stream::StreamWriter<W>);

impl<W: Write> SealedFile<W> {
    /// What is sealed to more than are read again would never open.
    pub(super) fn begin<'r>(to: impl Iterator<Item = &'r dyn age::Recipient>, out: W) -> io::Result<Self> {
        let to: Vec<_> = to.collect();
        // Beside them there may be the drafts of this device, and two stanzas of our own.
        if to.len() > MAX_RECIPIENTS + 3 {
            return Err(io::Error::other(text!("store-too-many-keys-to-seal")));
        }
        let closing = age::Encryptor::with_recipients(to.into_iter()).map_err(|error| match error {
            age::EncryptError::Io(error) => error,
            _ => no_recipient(),
        })?;
        closing.wrap_output(out).map(Self)
    }

    /// Closes the file, and gives back what it was written to. Without it the file does not open.
    ///
    /// # Errors
    /// When the rest can't be written.
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

/// What can be told of a record without a key: our stanza in the head of its file. It holds no part of the file's key.
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

/// The mark of the keys that a record is sealed to. It holds no part of the file's key.
struct Marked(String);

impl age::Recipient for Marked {
    fn wrap_file_key(&self, _: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let stanza = Stanza { tag: MARK_TAG.to_owned(), args: vec![self.0.clone()], body: Vec::new() };
        Ok((vec![stanza], HashSet::new()))
    }
}

/// The mark in the head of a sealed record, if there is one.
pub(super) fn mark_in(bytes: &[u8]) -> Option<String> {
    let head = read_head(&mut &bytes[..]).ok()?;
    let head = std::str::from_utf8(&head).ok()?;
    head.lines().find_map(|line| line.strip_prefix("-> ")?.strip_prefix(MARK_TAG)?.strip_prefix(' ').map(str::to_owned))
}

/// What stands in clear before a sealed record. Only opening it tells whether that is true.
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
