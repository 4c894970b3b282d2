//! Reads key files as people have them: several keys in one file, plugin keys, a byte order mark, UTF-16. They may be
//! in clear or under a passphrase, armoured or not.

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
    /// It needs a plugin, another program.
    #[error("{}", .0.as_deref().map_or_else(|| text!("store-key-plugin").to_owned(), |name| text!("store-key-plugin-named", plugin = name)))]
    Plugin(Option<String>),
    /// A kind that this version can't read.
    #[error("{}", text!("store-key-newer"))]
    Newer,
    #[error("{}", text!("store-key-ssh"))]
    Ssh,
    /// A public key where a secret one is needed.
    #[error("{}", text!("store-key-public"))]
    Public,
    /// A secret key where a public one is needed.
    #[error("{}", text!("store-key-secret"))]
    Secret,
    /// Something else, or an incomplete copy of a key.
    #[error("{}", text!("store-key-unknown"))]
    Unknown,
}

impl OtherKey {
    /// What kind of unusable key a text is.
    fn of(text: &str) -> Self {
        let upper = text.to_ascii_uppercase();
        // The name of the plugin precedes the last 1.
        let before = upper.rsplit_once('1').map_or("", |(before, _)| before);
        let name = |name: &str| {
            let name = name.trim_matches('-').to_ascii_lowercase();
            // With several 1s, the part before the last one may be part of another key, even of a secret one.
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
            // A key of the usual kind would have been read already.
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

pub struct SecretKeys {
    pub usable: Vec<Identity>,
    /// The line numbers of the keys that can't be used, and why.
    pub unused: Vec<(usize, OtherKey)>,
}

/// Reads a clear-text file of secret keys: one a line, and comments.
///
/// # Errors
/// No key in it can be used.
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
    // A text without any key is reported as a whole, and not line by line.
    let known = unused.into_iter().map(|(_, why)| why).find(|why| *why != OtherKey::Unknown);
    Err(known.map_or(RecordError::NoIdentity, RecordError::OtherKey))
}

/// The lines of a file that hold a key, with their numbers.
fn keys_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Reads a file of secret keys under a passphrase.
///
/// # Errors
/// Wrong passphrase, altered file, more work than is allowed, or no key in it.
pub fn identities_under(file: &[u8], passphrase: &Passphrase) -> Result<SecretKeys, RecordError> {
    let of = |error: io::Error| error.downcast().unwrap_or(RecordError::Passphrase);
    let locked = Locked::read(file).map_err(of)?;
    let key = locked.unlock(passphrase)?;
    let mut text = Zeroizing::new(Vec::with_capacity(file.len()));
    locked.open(key).and_then(|mut opened| opened.read_to_end(&mut text)).map_err(|_| RecordError::Passphrase)?;
    identities(&text)
}

/// Encrypts a text to a passphrase. `work` is a power of two, for tests only. Without it a try takes about a second on
/// this device.
pub fn under_passphrase(text: &str, passphrase: &Passphrase, work: Option<u8>) -> io::Result<Vec<u8>> {
    let mut to = age::scrypt::Recipient::new(composed(passphrase));
    if let Some(work) = work {
        to.set_work_factor(work);
    }
    let mut file = SealedFile::begin(std::iter::once(&to as &dyn age::Recipient), Vec::new())?;
    file.write_all(text.as_bytes())?;
    file.finish()
}

/// Reads a public key, as typed or from a file.
///
/// # Errors
/// What the text is instead.
pub fn recipient(text: &str) -> Result<Recipient, OtherKey> {
    let text = text.trim();
    text.parse().map_err(|_| match OtherKey::of(text) {
        _ if text.to_ascii_uppercase().starts_with("AGE-") => OtherKey::Secret,
        OtherKey::Plugin(None) => OtherKey::Unknown,
        other => other,
    })
}
