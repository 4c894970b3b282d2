//! Decrypts age files as a stream: binary or armoured, encrypted to keys or to a passphrase. Only checked bytes come
//! out.

use crate::store::encryption::Identity;
use crate::store::passphrase::{FoundKey, Passphrase, PassphraseAttempt};
use crate::store::record::RecordError;
use crate::toml_input::{AGE, ARMOUR_BEGINS, ARMOUR_ENDS, ENOUGH, FileKind, Sealed, is_told_by, kind_of, utf16};
use age::armor::ArmoredReader;
use age_core::format::FileKey;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// The most bytes of the head of an age file that are read.
const MAX_HEAD: usize = 64 * 1024;
/// The number of bytes that are read first. Most kinds of file are recognised by them.
const FEW: usize = 64;
/// The bytes between the head of an age file and the encrypted text.
const NONCE: [u8; 16] = [0; 16];

type Whole<'r> = Chain<Cursor<Vec<u8>>, BufReader<Box<dyn Read + 'r>>>;

/// The first bytes of an input, enough to recognise its kind, and a reader of the whole input.
pub fn peeked<'r>(mut input: impl Read + 'r) -> io::Result<(Vec<u8>, Box<dyn Read + 'r>)> {
    let (mut begins, mut failed) = (Vec::new(), None);
    for enough in [FEW, ENOUGH] {
        failed = (&mut input).take((enough - begins.len()) as u64).read_to_end(&mut begins).err();
        if begins.len() < enough || is_told_by(&begins) {
            break;
        }
    }
    match failed {
        // The input is unreadable from the start, or was altered. An error inside a packed file is reported where it
        // occurs.
        Some(error) if begins.is_empty() && (error.raw_os_error().is_some() || is_damage(&error)) => Err(error),
        // The bytes before the error are not lost.
        failed => Ok((begins.clone(), Box::new(Cursor::new(begins).chain(Failing(failed)).chain(input)))),
    }
}

fn is_damage(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<RecordError>()).is_some()
}

/// Reports the error at the place where reading failed.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The bytes of an age file, without its armour if it has one.
///
/// # Errors
/// The input can't be read, or is no age file.
pub(super) fn out_of_armour<'r>(input: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
    let (begins, mut whole) = peeked(input)?;
    match kind_of(&begins) {
        FileKind::Sealed(Sealed { in_armour: false, .. }) => Ok(whole),
        FileKind::Sealed(_) => {
            if begins.starts_with(b"\xEF\xBB\xBF") {
                whole.read_exact(&mut [0; 3])?;
            }
            let whole: Box<dyn Read + 'r> = match utf16(&begins) {
                Some(unit) => Box::new(Narrow { input: BufReader::new(whole), unit }),
                None => whole,
            };
            Ok(Box::new(Armour(ArmoredReader::new(Lines::of(whole)))))
        }
        other @ FileKind::SealedAsText => Err(invalid(RecordError::NoText(other))),
        _ => {
            // A read error of the disk takes precedence.
            io::copy(&mut whole.take(ENOUGH as u64), &mut io::sink())?;
            Err(invalid(RecordError::NoRecord))
        }
    }
}

/// A UTF-16 text as ASCII. Any other character becomes one that armour never contains.
struct Narrow<R> {
    input: R,
    unit: fn([u8; 2]) -> u16,
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut at = 0;
        while at < into.len() {
            let mut pair = [0; 2];
            if (&mut self.input).take(1).read(&mut pair)? == 0 {
                break;
            }
            self.input.read_exact(&mut pair[1..])?;
            match (self.unit)(pair) {
                0xFEFF => {}
                unit => {
                    into[at] = u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(b'?');
                    at += 1;
                }
            }
        }
        Ok(at)
    }
}

/// Armour in its standard form, with line ends and spaces repaired after a mail program or a chat changed them.
struct Lines<R> {
    input: BufReader<R>,
    part: Part,
    column: usize,
    ready: Vec<u8>,
    at: usize,
}

/// The position in the armour, with the number of characters read of its first or last line.
#[derive(Clone, Copy)]
enum Part {
    First(usize),
    Inside,
    Last(usize),
    Behind,
}

/// The letters in a line of armour.
const COLUMNS: usize = 64;

impl<R: Read> Lines<R> {
    fn of(input: R) -> Self {
        Self { input: BufReader::new(input), part: Part::First(0), column: 0, ready: Vec::new(), at: 0 }
    }

    /// Takes the next character that is no white space.
    fn take(&mut self, sign: u8) -> io::Result<()> {
        let of = |line: &'static str, at: usize| line.bytes().filter(|sign| *sign != b' ').nth(at);
        let is_last = |line: &'static str, at: usize| of(line, at + 1).is_none();
        self.part = match self.part {
            Part::First(at) if of(ARMOUR_BEGINS, at) == Some(sign) && is_last(ARMOUR_BEGINS, at) => {
                self.put_line(ARMOUR_BEGINS);
                Part::Inside
            }
            Part::First(at) if of(ARMOUR_BEGINS, at) == Some(sign) => Part::First(at + 1),
            Part::Inside if sign == b'-' => Part::Last(1),
            Part::Inside => {
                self.ready.push(sign);
                self.column += 1;
                if self.column == COLUMNS {
                    self.ready.push(b'\n');
                    self.column = 0;
                }
                Part::Inside
            }
            Part::Last(at) if of(ARMOUR_ENDS, at) == Some(sign) && is_last(ARMOUR_ENDS, at) => {
                if self.column > 0 {
                    self.ready.push(b'\n');
                }
                self.put_line(ARMOUR_ENDS);
                Part::Behind
            }
            Part::Last(at) if of(ARMOUR_ENDS, at) == Some(sign) => Part::Last(at + 1),
            // Text before or after the armour may be a second file, and would be lost.
            Part::First(_) | Part::Last(_) | Part::Behind => return Err(invalid(RecordError::Armour)),
        };
        Ok(())
    }

    fn put_line(&mut self, line: &str) {
        self.ready.extend_from_slice(line.as_bytes());
        self.ready.push(b'\n');
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            self.at = 0;
            self.ready.clear();
            let part = self.input.fill_buf()?.to_vec();
            if part.is_empty() {
                return Ok(0);
            }
            self.input.consume(part.len());
            for sign in part.into_iter().filter(|sign| !sign.is_ascii_whitespace()) {
                self.take(sign)?;
            }
        }
        let read = (&self.ready[self.at..]).read(into)?;
        self.at += read;
        Ok(read)
    }
}

/// A reader of armour that separates errors of the armour from errors of its content.
struct Armour<R: BufRead>(ArmoredReader<R>);

impl<R: BufRead> Read for Armour<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => invalid(RecordError::Armour),
            _ => error,
        })
    }
}

/// Reads the head of an age file to its last line, up to a limit.
pub(super) fn read_head(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    loop {
        let begins = head.len();
        let room = (MAX_HEAD - begins) as u64;
        let read = input.take(room).read_until(b'\n', &mut head)?;
        if read == 0 || head.last() != Some(&b'\n') || (begins == 0 && !head.starts_with(AGE)) {
            return Err(invalid(if begins == 0 { RecordError::NoRecord } else { RecordError::Sealed }));
        }
        if head[begins..].starts_with(b"---") {
            return Ok(head);
        }
    }
}

/// Decrypts a file while it is read.
///
/// # Errors
/// A read error of the disk. A missing or wrong key or an altered head is invalid data that holds the [`RecordError`].
/// The reader reports an altered rest later, in the same way.
pub fn unsealed<'r>(input: impl Read + 'r, identities: &[Identity]) -> io::Result<Unsealing<'r>> {
    if identities.is_empty() {
        return Err(invalid(RecordError::NoKey));
    }
    let locked = Locked::read(input)?;
    let kinds = Kinds::of(&locked.head);
    locked.open_with(identities.iter().map(|one| one as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::Io(error) => damaged_or_unreadable(error),
        _ if kinds.passphrase => invalid(RecordError::UnderPassphrase),
        age::DecryptError::NoMatchingKeys if !kinds.keys => invalid(RecordError::OtherRecipients),
        _ => invalid(RecordError::Sealed),
    })
}

/// What the head of an age file says about the keys that open it.
struct Kinds {
    keys: bool,
    passphrase: bool,
}

impl Kinds {
    fn of(head: &[u8]) -> Self {
        let has = |stanza: &[u8]| head.split(|sign| *sign == b'\n').any(|line| line.starts_with(stanza));
        Self { keys: has(b"-> X25519 "), passphrase: has(b"-> scrypt ") }
    }
}

/// An encrypted file of which only the head was read.
pub struct Locked<'r> {
    head: Vec<u8>,
    rest: BufReader<Box<dyn Read + 'r>>,
}

impl<'r> Locked<'r> {
    /// Reads the head of an encrypted file.
    pub fn read(input: impl Read + 'r) -> io::Result<Self> {
        let mut rest = BufReader::new(out_of_armour(input)?);
        Ok(Self { head: read_head(&mut rest).map_err(damaged_or_unreadable)?, rest })
    }

    /// The key of the file, if a form of this passphrase opens it.
    ///
    /// # Errors
    /// Wrong passphrase, altered head, or more work than is allowed.
    pub fn unlock(&self, passphrase: &Passphrase) -> Result<FileKey, RecordError> {
        let tried = PassphraseAttempt::of(passphrase);
        let head = self.head.as_slice().chain(NONCE.as_slice());
        let opened = age::Decryptor::new_buffered(head)
            .and_then(|file| file.decrypt(std::iter::once(&tried as &dyn age::Identity)));
        match opened {
            Ok(_) => tried.found.take().ok_or(RecordError::Passphrase),
            Err(age::DecryptError::ExcessiveWork { .. }) => Err(RecordError::TooMuchWork),
            Err(_) => Err(RecordError::Passphrase),
        }
    }

    /// Decrypts the text with the key of the file.
    pub fn open(self, key: FileKey) -> io::Result<Unsealing<'r>> {
        self.open_with(std::iter::once(&FoundKey(key) as &dyn age::Identity)).map_err(|error| match error {
            age::DecryptError::Io(error) => damaged_or_unreadable(error),
            _ => invalid(RecordError::Sealed),
        })
    }

    fn open_with<'k>(
        self,
        keys: impl Iterator<Item = &'k dyn age::Identity>,
    ) -> Result<Unsealing<'r>, age::DecryptError> {
        let whole = Cursor::new(self.head).chain(self.rest);
        Ok(Unsealing(age::Decryptor::new_buffered(whole)?.decrypt(keys)?))
    }
}

pub(super) fn invalid(damage: RecordError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, damage)
}

/// Converts a decryption error: the file is damaged, or can't be read.
fn damaged_or_unreadable(error: io::Error) -> io::Error {
    match error.kind() {
        _ if is_damage(&error) => error,
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => invalid(RecordError::Sealed),
        _ => error,
    }
}

/// The decrypted text. Its errors separate damage from a disk that can't be read.
pub struct Unsealing<'r>(age::stream::StreamReader<Whole<'r>>);

impl Read for Unsealing<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // age 0.12.1 silently loses 64 kilobytes when a chunk begins and the buffer is empty.
        if into.is_empty() {
            return Ok(0);
        }
        self.0.read(into).map_err(damaged_or_unreadable)
    }
}
