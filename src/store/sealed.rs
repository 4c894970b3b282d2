//! The sealed form of what is kept: age files, that `age` and `rage` open too.
//!
//! A sealed record is the text that would stand there unsealed, in an age file. So that its state can be told without a
//! key, the head of the age file has one more stanza, which other programs pass over as that of a recipient they don't
//! know: `-> tipscreen/1 <id> <draft|finished>`. It stands under the same check as the rest of the head, and has to agree
//! with what is inside. This module knows neither where keys are kept nor who asks for a passphrase.

use super::record::{Damage, Head, State};
use super::seal::Seal;
use age::secrecy::SecretString;
use age::x25519;
use age_core::format::{FileKey, Stanza};
use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read, Write};

/// A public key: what is sealed to it, its identity opens.
pub type Recipient = x25519::Recipient;
/// A secret key.
pub type Identity = x25519::Identity;
/// A passphrase, wiped from memory when it is let go of.
pub type Passphrase = SecretString;

/// How every age file begins.
const MAGIC: &[u8] = b"age-encryption.org/";
/// Tag of our stanza, without its version.
const TAG: &str = "tipscreen/";
/// The version of our stanza.
const VERSION: &str = "1";
/// Most bytes of the head of an age file that are read.
const MAX_HEAD: usize = 64 * 1024;
/// Most recipients that a file is sealed to: their stanzas, of a hundred bytes each, stay well within the head that is read.
pub(super) const MAX_RECIPIENTS: usize = 500;
/// The most work that a passphrase may ask for before it is even tried, as a power of two: the ceiling of `age` itself,
/// four gigabytes and about a quarter of a minute.
const MAX_WORK: u8 = 22;

/// How a sealed file is told by its beginning.
pub const SEALED_BEGINS: &[u8] = MAGIC;

/// Whether bytes begin as a sealed file does.
#[must_use]
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
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
}

impl AgeSeal {
    /// Its word in the head of a record.
    pub(super) const NAME: &str = "age";

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

    fn close(&self, id: &str, state: State, text: &str) -> io::Result<Vec<u8>> {
        // Nobody could ever open what is closed to our stanza alone.
        if self.recipients.is_empty() {
            return Err(no_recipient());
        }
        let outside = Outside { id, state };
        let drafts = self.drafts.iter().filter(|_| state == State::Draft);
        let to = self.recipients.iter().chain(drafts).map(|one| one as &dyn age::Recipient);
        let mut file = SealedFile::begin(std::iter::once(&outside as &dyn age::Recipient).chain(to), Vec::new())?;
        file.write_all(text.as_bytes())?;
        file.finish()
    }

    fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, Damage> {
        let mut text = Vec::new();
        let opened = unsealed(bytes, &self.identities).and_then(|mut opened| opened.read_to_end(&mut text));
        // Bytes in memory can always be read.
        opened.map(|_| text).map_err(|error| error.downcast().unwrap_or(Damage::Sealed))
    }
}

/// A sealed file that grows; what is written to it comes out closed.
pub struct SealedFile<W: Write>(age::stream::StreamWriter<W>);

impl<W: Write> SealedFile<W> {
    /// What is sealed to more than are read again would never open.
    fn begin<'r>(to: impl Iterator<Item = &'r dyn age::Recipient>, out: W) -> io::Result<Self> {
        let to: Vec<_> = to.collect();
        // Beside them there may be the drafts of this device, and our own stanza.
        if to.len() > MAX_RECIPIENTS + 2 {
            return Err(io::Error::other("there are too many keys to seal it to"));
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
    io::Error::other("there is no key to seal it to")
}

/// What can be told of a record without a key: our stanza in the head of its file. It holds no part of the file's key.
struct Outside<'r> {
    id: &'r str,
    state: State,
}

impl age::Recipient for Outside<'_> {
    fn wrap_file_key(&self, _: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let args = vec![self.id.to_owned(), self.state.word().to_owned()];
        let stanza = Stanza { tag: format!("{TAG}{VERSION}"), args, body: Vec::new() };
        Ok((vec![stanza], HashSet::new()))
    }
}

/// What stands in clear before a sealed record. Only opening it tells whether that is true.
pub(super) fn head(bytes: &[u8]) -> Result<Head, Damage> {
    let head = read_head(&mut &bytes[..]).map_err(|error| error.downcast().unwrap_or(Damage::Sealed))?;
    let head = std::str::from_utf8(&head).map_err(|_| Damage::NoRecord)?;
    let mut ours = head.lines().filter_map(|line| line.strip_prefix("-> ")?.strip_prefix(TAG));
    let (Some(stanza), None) = (ours.next(), ours.next()) else { return Err(Damage::NoRecord) };
    match stanza.split(' ').collect::<Vec<_>>()[..] {
        [VERSION, id, state] => {
            let state = [State::Draft, State::Finished].into_iter().find(|one| one.word() == state);
            Ok(Head::new(id, AgeSeal::NAME, state.ok_or(Damage::State)?))
        }
        [VERSION, ..] => Err(Damage::State),
        _ => Err(Damage::Newer),
    }
}

/// The head of an age file, to its last line. A file that never comes to an end of it is not read on.
fn read_head(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let begins = head.len();
        let room = (MAX_HEAD - begins) as u64;
        let read = input.take(room).read_until(b'\n', &mut head)?;
        if read == 0 || head.last() != Some(&b'\n') || (begins == 0 && !is_sealed(&head)) {
            return Err(invalid(if begins == 0 { Damage::NoRecord } else { Damage::Sealed }));
        }
        if head[begins..].starts_with(b"---") {
            return Ok(head);
        }
    }
}

/// The text of a sealed file, as it is read: nothing comes out of it that was not checked.
///
/// # Errors
/// When the disk says no. When there is no key, or it is another, or the head was altered, and later, from the reader, when
/// the rest was: as invalid data that holds the [`Damage`].
pub fn unsealed<R: Read>(input: R, identities: &[Identity]) -> io::Result<Unsealing<R>> {
    if identities.is_empty() {
        return Err(invalid(Damage::NoKey));
    }
    open(input, identities.iter().map(|one| one as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::Io(error) => damaged_or_unreadable(error),
        _ => invalid(Damage::Sealed),
    })
}

fn invalid(damage: Damage) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, damage)
}

/// What a reader of sealed files failed with: that they are not what was written, or that they can't be read.
fn damaged_or_unreadable(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => invalid(Damage::Sealed),
        _ => error,
    }
}

/// The secret keys of an identity file that is in clear: one a line, and comments.
///
/// # Errors
/// When anything else stands in it.
pub fn identities(text: &[u8]) -> Result<Vec<Identity>, Damage> {
    let text = std::str::from_utf8(text).map_err(|_| Damage::NoIdentity)?;
    let keys = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let found: Vec<Identity> = keys.map(str::parse).collect::<Result<_, _>>().map_err(|_| Damage::NoIdentity)?;
    if found.is_empty() { Err(Damage::NoIdentity) } else { Ok(found) }
}

/// The secret keys of an identity file under a passphrase.
///
/// # Errors
/// When the passphrase is another, the file was altered, or it asks for more work than anybody would have set.
pub fn identities_under(file: &[u8], passphrase: Passphrase) -> Result<Vec<Identity>, Damage> {
    let mut key = age::scrypt::Identity::new(passphrase);
    key.set_max_work_factor(MAX_WORK);
    let mut text = zeroize::Zeroizing::new(Vec::with_capacity(file.len()));
    let opened = open(file, std::iter::once(&key as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::ExcessiveWork { .. } => Damage::TooMuchWork,
        _ => Damage::Passphrase,
    });
    opened?.read_to_end(&mut text).map_err(|_| Damage::Passphrase)?;
    identities(&text)
}

/// An identity file under a passphrase, with so much work that trying one takes about a second on this device; or with
/// this much, as a power of two, where only a test has to open it.
///
/// # Errors
/// When it can't be made.
pub fn under_passphrase(text: &str, passphrase: Passphrase, work: Option<u8>) -> io::Result<Vec<u8>> {
    let mut to = age::scrypt::Recipient::new(passphrase);
    if let Some(work) = work {
        to.set_work_factor(work);
    }
    let mut file = SealedFile::begin(std::iter::once(&to as &dyn age::Recipient), Vec::new())?;
    file.write_all(text.as_bytes())?;
    file.finish()
}

fn open<'k, R: Read>(
    input: R,
    keys: impl Iterator<Item = &'k dyn age::Identity>,
) -> Result<Unsealing<R>, age::DecryptError> {
    let mut input = BufReader::new(input);
    let head = read_head(&mut input)?;
    let whole = Cursor::new(head).chain(input);
    Ok(Unsealing(age::Decryptor::new_buffered(whole)?.decrypt(keys)?))
}

/// The text of a sealed file, as it is read. Tells damage from a disk that can't be read.
pub struct Unsealing<R: Read>(age::stream::StreamReader<Chain<Cursor<Vec<u8>>, BufReader<R>>>);

impl<R: Read> Read for Unsealing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // age 0.12.1 loses 64 kilobytes, and says nothing, where a chunk begins and there is no room for any of it.
        if into.is_empty() {
            return Ok(0);
        }
        self.0.read(into).map_err(damaged_or_unreadable)
    }
}
