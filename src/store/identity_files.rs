//! Files of keys as people have them: several keys in one file, beside keys of plugins; with a mark, or as UTF-16; in
//! clear or under a passphrase, which may be in armour.

use crate::store::decryption::Locked;
use crate::store::encryption::{Identity, Recipient, SealedFile};
use crate::store::passphrase::{Passphrase, composed};
use crate::store::record::RecordError;
use crate::toml_input::{FileKind, decoded, kind_of};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// Why a key is not used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OtherKey {
    /// It needs another program.
    #[error("{}", .0.as_deref().map_or_else(|| text!("store-key-plugin").to_owned(), |name| text!("store-key-plugin-named", plugin = name)))]
    Plugin(Option<String>),
    /// A kind that this version does not read.
    #[error("{}", text!("store-key-newer"))]
    Newer,
    /// A key of SSH.
    #[error("{}", text!("store-key-ssh"))]
    Ssh,
    /// A public one, where a secret one is needed.
    #[error("{}", text!("store-key-public"))]
    Public,
    /// A secret one, where a public one is needed.
    #[error("{}", text!("store-key-secret"))]
    Secret,
    /// Something else, or a key that was not copied whole.
    #[error("{}", text!("store-key-unknown"))]
    Unknown,
}

impl OtherKey {
    /// What the text of a key is that is none of those that are used.
    fn of(text: &str) -> Self {
        let upper = text.to_ascii_uppercase();
        // The name stands before the last 1: none follows it.
        let before = upper.rsplit_once('1').map_or("", |(before, _)| before);
        let name = |name: &str| {
            let name = name.trim_matches('-').to_ascii_lowercase();
            // Where more than one 1 stands, what is before the last one may be a part of another key, a secret one too.
            (!name.is_empty()
                && name.len() <= 32
                && !name.contains('1')
                && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-'))
            .then_some(name)
        };
        if let Some(plugin) = before.strip_prefix("AGE-PLUGIN-") {
            return Self::Plugin(name(plugin));
        }
        if before.starts_with("AGE-SECRET-KEY-") {
            // Of the usual kind it would have been read.
            return if before == "AGE-SECRET-KEY-" { Self::Unknown } else { Self::Newer };
        }
        match (kind_of(text.as_bytes()), before.strip_prefix("AGE1")) {
            (FileKind::SshKey, _) => Self::Ssh,
            (_, Some("PQ" | "TAG" | "TAGPQ")) => Self::Newer,
            (_, Some(plugin)) => Self::Plugin(name(plugin)),
            _ => Self::Unknown,
        }
    }
}

/// What a file of secret keys holds.
pub struct SecretKeys {
    /// The keys that can be used.
    pub usable: Vec<Identity>,
    /// The lines of those that can't, and why.
    pub unused: Vec<(usize, OtherKey)>,
}

/// The secret keys of a file that is in clear: one a line, and comments.
///
/// # Errors
/// When none of them can be used.
pub fn identities(file: &[u8]) -> Result<SecretKeys, RecordError> {
    match kind_of(file) {
        FileKind::SshKey => return Err(RecordError::OtherKey(OtherKey::Ssh)),
        FileKind::Sealed(_) => return Err(RecordError::KeySealedToKey),
        FileKind::SealedAsText => return Err(RecordError::NoText(FileKind::SealedAsText)),
        _ => {}
    }
    let text = Zeroizing::new(decoded(file).into_owned());
    let (mut usable, mut unused): (Vec<Identity>, Vec<(usize, OtherKey)>) = (Vec::new(), Vec::new());
    for (line, key) in keys_of(&text) {
        match key.parse() {
            Ok(identity) => usable.push(identity),
            Err(_) if key.parse::<Recipient>().is_ok() => unused.push((line, OtherKey::Public)),
            Err(_) => unused.push((line, OtherKey::of(key))),
        }
    }
    if !usable.is_empty() {
        return Ok(SecretKeys { usable, unused });
    }
    // A text that is of no key at all is told as that, and not line by line.
    let known = unused.into_iter().map(|(_, why)| why).find(|why| *why != OtherKey::Unknown);
    Err(known.map_or(RecordError::NoIdentity, RecordError::OtherKey))
}

/// The lines of a file that hold a key, with their numbers.
fn keys_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The secret keys of a file under a passphrase.
///
/// # Errors
/// When the passphrase is another, the file was altered, it asks for more work than is done, or it holds no key.
pub fn identities_under(file: &[u8], passphrase: &Passphrase) -> Result<SecretKeys, RecordError> {
    let of = |error: io::Error| error.downcast().unwrap_or(RecordError::Passphrase);
    let locked = Locked::read(file).map_err(of)?;
    let key = locked.unlock(passphrase)?;
    let mut text = Zeroizing::new(Vec::with_capacity(file.len()));
    locked.open(key).and_then(|mut opened| opened.read_to_end(&mut text)).map_err(|_| RecordError::Passphrase)?;
    identities(&text)
}

/// A file under a passphrase, with so much work that trying one takes about a second on this device; or with this much, as
/// a power of two, where only a test has to open it.
///
/// # Errors
/// When it can't be made.
pub fn under_passphrase(text: &str, passphrase: &Passphrase, work: Option<u8>) -> io::Result<Vec<u8>> {
    let mut to = age::scrypt::Recipient::new(composed(passphrase));
    if let Some(work) = work {
        to.set_work_factor(work);
    }
    let mut file = SealedFile::begin(std::iter::once(&to as &dyn age::Recipient), Vec::new())?;
    file.write_all(text.as_bytes())?;
    file.finish()
}

/// A public key, as it stands in a file or was typed.
///
/// # Errors
/// What it is instead.
pub fn recipient(text: &str) -> Result<Recipient, OtherKey> {
    let text = text.trim();
    text.parse().map_err(|_| match OtherKey::of(text) {
        _ if text.to_ascii_uppercase().starts_with("AGE-") => OtherKey::Secret,
        OtherKey::Plugin(None) => OtherKey::Unknown,
        other => other,
    })
}
